#include "dsl/parse/parse_title_messages.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/written_name.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The treatments of a contraindication lack their commas: a text stands behind the words.
bool EndsWithText(const Place& place) {
  if (place.keyword != "contraindication" && place.keyword != "caution") return false;
  Found next = place.found;
  while (next.kind == FoundKind::kWord) {
    next = FindAt(place.text, SkipBlanks(place.text, next.span.end));
  }
  return place.stop.expected == Expected::kTitle && next.kind == FoundKind::kText;
}

}  // namespace

std::optional<Diagnostic> DefineByTitle(const Place& place, std::string_view name) {
  const std::string_view said = Trimmed(LineRest(place.text, place.found.span.end));
  std::string_view value;
  for (const std::string_view lead : {":=", ":", "=", "as "}) {
    if (value.empty()) value = Trimmed(BehindLead(said, {lead}));
  }
  if (place.keyword != "define" || value.empty()) return std::nullopt;
  const std::string written = fmt::format("define {} {} as {}", name, place.found.text, value);
  const Span span = SpanOf(place.stop.declaration.begin, EndIn(place.text, said));
  Diagnostic diagnostic = At(span, "a name stands before the title, and what it is behind `as`",
                             fmt::format("write `{}`", written));
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

std::optional<Diagnostic> TitleBehindColon(const Place& place) {
  if (!IsIn(place.keyword, {"rule", "medication", "diet"}) || !place.clause.empty() ||
      place.on_later_line) {
    return std::nullopt;
  }
  const std::size_t begin = place.stop.declaration.begin;
  const std::string_view line = LineRest(place.text, begin);
  const std::size_t name_at = SkipBlanks(place.text, place.stop.declaration.end);
  const std::string_view said = WideWordAt(place.text, name_at);
  const std::string_view behind =
      line.substr(std::min(EndIn(place.text, said) - begin, line.size()));
  const std::string_view title = Trimmed(BehindLead(Trimmed(behind), {":"}));
  const std::string name = LowerCase(AsName(said));
  const std::vector<std::string_view> words = WordsIn(title);
  // What is compared or has a condition is no title.
  const bool is_more = std::ranges::any_of(words, [](std::string_view word) {
    return IsIn(LowerCase(word), {"if", "when", "then", "unless", "where", "and", "or", "not"});
  });
  if (name.empty() || IsReserved(name) || words.size() < 2 || is_more ||
      title.find_first_of("\"<>=:“”'") != title.npos) {
    return std::nullopt;
  }
  const Span head = SpanOf(begin, begin + line.size());
  const std::string written = fmt::format("{} {} \"{}\"", place.keyword, name, title);
  Diagnostic diagnostic = At(head, "a title stands in quotes behind the name, without a colon", "");
  diagnostic.edits.push_back({head, written});
  std::string below;
  std::size_t lines = 1;
  for (std::size_t at = head.end; at < place.text.size(); ++lines) {
    const std::string_view marked = LineRest(place.text, at + 1);
    const std::string_view own = Trimmed(BehindLead(Trimmed(marked), {"• ", "- ", "* ", "– "}));
    const bool is_clause = HasClause(place.keyword, WordAt(own, 0));
    if (own.empty() || !is_clause) break;
    const Span span = SpanOf(EndIn(place.text, marked) - marked.size(), EndIn(place.text, marked));
    below += fmt::format("{}`{}`", below.empty() ? ", and below it " : " and ", own);
    diagnostic.labels.push_back({span, "a line begins with its keyword"});
    diagnostic.edits.push_back({span, fmt::format("  {}", own)});
    at = span.end;
  }
  diagnostic.help = fmt::format("write `{}`{}", written, below);
  if (lines > 1) diagnostic.help += fmt::format(", in place of these {} lines", lines);
  return diagnostic;
}

std::optional<Diagnostic> UnnamedTitle(const Place& place) {
  const bool is_behind_name = place.clause.empty() && place.stop.name.end > 0 &&
                              place.stop.name == place.stop.previous && !place.on_later_line &&
                              place.found.kind == FoundKind::kWord;
  if (!is_behind_name) return std::nullopt;
  const std::string_view header = place.text.substr(place.stop.declaration.begin);
  const std::string_view title = TitleWithoutName(header);
  if (title.empty() || place.stop.offset > place.stop.name.begin + title.size()) {
    return std::nullopt;
  }
  const auto begin = place.stop.name.begin;
  return Diagnostic{DiagnosticKind::kMissingQuotes,
                    {begin, begin + static_cast<std::uint32_t>(title.size())},
                    "a name stands before the title, and the title in quotes",
                    "write `" + std::string(place.keyword) + " " + NameOfTitle(title) + " \"" +
                        std::string(title) + "\"`",
                    {}};
}

std::optional<Diagnostic> MissingQuotes(const Place& place) {
  if (place.on_later_line || place.found.kind != FoundKind::kWord) return std::nullopt;
  const Expected expected = place.stop.expected;
  const bool text_expected = expected == Expected::kText || expected == Expected::kTitle;
  if (!text_expected && !IsUnquotedTitle(place)) return std::nullopt;
  if (text_expected && EndsWithText(place)) return std::nullopt;
  const bool after_fact_name = expected == Expected::kDirection;
  const std::uint32_t begin = after_fact_name ? place.stop.previous.begin : place.found.span.begin;
  std::size_t end = place.found.span.end;
  for (Found next = FindAt(place.text, SkipBlanks(place.text, end)); next.kind == FoundKind::kWord;
       next = FindAt(place.text, SkipBlanks(place.text, end))) {
    const bool same_line =
        place.text.substr(end, next.span.begin - end).find('\n') == std::string_view::npos;
    if (!same_line || EndsUnquotedTitle(place, next.text)) break;
    end = next.span.end;
  }
  // A reason is a sentence: all of its line.
  const std::string_view line = LineRest(place.text, begin);
  if (expected == Expected::kText && line.find('"') == std::string_view::npos) {
    end = begin + line.size();
  }
  const Span span{begin, static_cast<std::uint32_t>(end)};
  const std::string words(place.text.substr(begin, end - begin));
  return Diagnostic{DiagnosticKind::kMissingQuotes,
                    span,
                    text_expected ? "this text has no quotes" : "this title has no quotes",
                    place.keyword == "must"
                        ? "write what it promises in quotes before the condition"
                        : "write `\"" + words + "\"`",
                    {}};
}

std::optional<Diagnostic> TextBelowLine(const Place& place) {
  if (place.found.kind != FoundKind::kText || !place.first_on_line ||
      place.stop.expected != Expected::kLine) {
    return std::nullopt;
  }
  const DeclaredName own = DeclarationAt(place.text, place.stop.declaration.begin);
  const bool is_title = own.title.empty() && !own.name.empty() && place.clause.empty() &&
                        (own.keyword == "fact" || own.keyword == "define");
  if (is_title) {
    const std::size_t end = place.found.span.end;
    Diagnostic diagnostic =
        At(place.found.span, "the title stands behind the name, before what it is",
           "write `" + std::string(own.keyword) + " " + std::string(own.name) + " " +
               std::string(place.found.text) + " " + std::string(own.kind) +
               "`, and leave this line out");
    diagnostic.edits.push_back({SpanOf(place.stop.declaration.begin, end),
                                std::string(own.keyword) + " " + std::string(own.name) + " " +
                                    std::string(place.found.text) + " " + std::string(own.kind)});
    return diagnostic;
  }
  const bool is_more = place.previous.starts_with('"') && place.previous.size() > 2 &&
                       place.previous.ends_with('"') &&
                       Trimmed(LineRest(place.text, place.found.span.end)).empty();
  if (!is_more) return std::nullopt;
  const std::string_view first = place.previous.substr(0, place.previous.size() - 1);
  const std::string joined = std::string(first) + " " + std::string(place.found.text.substr(1));
  Diagnostic diagnostic = At(place.found.span, "a text stands on one line",
                             "write it in one: `" + joined + "`, and leave this line out");
  diagnostic.edits.push_back({SpanOf(place.stop.previous.begin, place.found.span.end), joined});
  return diagnostic;
}

}  // namespace mgl
