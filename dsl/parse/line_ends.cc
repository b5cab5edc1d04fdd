#include "dsl/parse/line_ends.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace mgl {
namespace {

struct OddEnd {
  std::string_view sign;
  std::string_view name;
  bool is_allowed_in_text;
  bool may_be_other;  // an ellipsis of another encoding, in a comment
};
constexpr std::array<OddEnd, 6> kOddEnds = {{
    {"\u2028", "U+2028", true, false},
    {"\u2029", "U+2029", true, false},
    {"\u0085", "U+0085", true, true},
    {"\r", "0x0D", false, false},
    {"\v", "0x0B", false, false},
    {"\f", "0x0C", false, false},
}};

const OddEnd* OddEndAt(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("\r\n")) return nullptr;
  const auto* const found =
      std::ranges::find_if(kOddEnds, [&](const OddEnd& end) { return rest.starts_with(end.sign); });
  return found == kOddEnds.end() ? nullptr : found;
}

/// The length of the quote at `at`; 0: there is none. Those of word processors count too.
std::size_t QuoteAt(std::string_view text, std::size_t at) {
  for (const std::string_view quote : {"\"", "“", "”", "„", "«", "»"}) {
    if (text.substr(at).starts_with(quote)) return quote.size();
  }
  return 0;
}

/// Whether a text that is open before `at` goes on there: the next quote is one that ends a text.
bool GoesOn(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find('\n', at), text.size());
  while (at < end && (QuoteAt(text, at) == 0 || text[at - 1] == '\\')) ++at;
  if (at == end) return false;
  const std::string_view quote = text.substr(at, QuoteAt(text, at));
  const bool is_straight = quote == "\"";
  return is_straight ? text[at - 1] != ' ' : quote == "”" || quote == "»";
}

}  // namespace

std::optional<Diagnostic> SayOddLineEnds(std::string_view text) {
  const auto has = [text](const OddEnd& end) { return text.find(end.sign) != text.npos; };
  if (std::ranges::none_of(kOddEnds, has)) return std::nullopt;
  std::optional<Diagnostic> said;
  bool in_quotes = false;
  bool in_comment = false;
  for (std::size_t at = 0; at < text.size();) {
    const OddEnd* const end = OddEndAt(text, at);
    if (end == nullptr) {
      const std::size_t quote = in_comment ? 0 : QuoteAt(text, at);
      if (quote > 0) in_quotes = !in_quotes;
      if (text[at] == '#' && !in_quotes) in_comment = true;
      if (text[at] == '\n') in_quotes = in_comment = false;
      const bool is_escape = in_quotes && text[at] == '\\';
      at += is_escape ? 2 : std::max<std::size_t>(quote, 1);
      continue;
    }
    const std::size_t behind = at + end->sign.size();
    in_quotes = in_quotes && GoesOn(text, behind);
    const bool is_meant =
        !(in_quotes && end->is_allowed_in_text) && !(in_comment && end->may_be_other);
    if (is_meant) {
      const Span span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(behind)};
      if (!said) {
        said = Diagnostic{
            DiagnosticKind::kControlCharacter,
            span,
            fmt::format("{} stands in the text, which ends no line of a guideline", end->name),
            in_quotes ? "write a blank in its place" : "end the line here; `mgl lint --fix` does",
            {}};
      }
      said->edits.push_back({span, in_quotes ? " " : "\n"});
      in_comment = false;
    }
    at = behind;
  }
  return said;
}

}  // namespace mgl
