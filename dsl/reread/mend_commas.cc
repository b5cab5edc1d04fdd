#include "dsl/reread/mend_commas.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `3,5` at `at`; nothing where it may be thousands, or a part of more.
Span DecimalAt(std::string_view text, std::size_t at) {
  const bool is_part = at > 0 && (IsWordCharacter(text[at - 1]) || text[at - 1] == '.' ||
                                  (text[at - 1] == ',' && at > 1 && IsDigit(text[at - 2])));
  const std::string_view decimal = is_part ? std::string_view() : DecimalCommaAt(text, at);
  return decimal.empty() ? Span{} : SpanOf(at, at + decimal.size());
}

std::vector<Span> DecimalsIn(std::string_view text, Span span) {
  std::vector<Span> all;
  for (std::size_t at = span.begin; at < span.end; ++at) {
    const Span decimal = DecimalAt(text, at);
    if (decimal.end > 0 && decimal.end <= span.end) all.push_back(decimal);
  }
  return all;
}

/// Commas outside of parentheses.
std::size_t CommasIn(std::string_view text) {
  std::size_t commas = 0;
  int depth = 0;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == ',' && depth == 0) ++commas;
  }
  return commas;
}

Diagnostic NoComma(std::string_view text, const std::vector<Span>& numbers) {
  Diagnostic diagnostic{
      DiagnosticKind::kDecimalComma, numbers.front(), "a number has no comma", "", {}};
  for (const Span& span : numbers) {
    std::string point(TextOf(text, span));
    std::ranges::replace(point, ',', '.');
    diagnostic.help += fmt::format("{}`{}`", diagnostic.help.empty() ? "write " : " and ", point);
    if (span != numbers.front()) diagnostic.labels.push_back({span, "here too"});
    diagnostic.edits.push_back({span, std::move(point)});
  }
  return diagnostic;
}

}  // namespace

void MendCommas(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.kind == DiagnosticKind::kMissingUnit) {
      const Span decimal = DecimalAt(text, diagnostic.span.begin);
      const bool is_it = decimal.end > diagnostic.span.end && text[diagnostic.span.end] == ',';
      if (is_it) diagnostic = NoComma(text, {decimal});
    }
    if (diagnostic.kind == DiagnosticKind::kRowLength && !diagnostic.labels.empty()) {
      const std::vector<Span> decimals = DecimalsIn(text, diagnostic.span);
      const std::size_t commas = CommasIn(source.Text(diagnostic.span));
      const std::size_t inputs = CommasIn(source.Text(diagnostic.labels.front().span));
      const bool is_it = !decimals.empty() && commas == inputs + decimals.size();
      if (is_it) diagnostic = NoComma(text, decimals);
    }
  }
}

}  // namespace mgl
