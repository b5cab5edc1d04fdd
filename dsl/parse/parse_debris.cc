// Lines of pages. They are recognised by what no line of the language has.
#include "dsl/parse/parse_debris.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsRuleOfSigns(std::string_view line) {
  constexpr std::size_t kEnough = 3;
  return line.size() >= kEnough && std::ranges::all_of(line, [](char c) {
           return c == '-' || c == '=' || c == '_' || c == '*' || c == '~' || c == ' ';
         });
}

/// `12`, `2.1 Headache in adults`, `- 12 -`.
bool IsPageOrHeading(std::string_view line) {
  const std::size_t end = std::min(line.find_first_not_of("0123456789."), line.size());
  if (end == 0) return false;
  const std::string_view rest = Trimmed(line.substr(end));
  return rest.empty() || (rest.front() >= 'A' && rest.front() <= 'Z' &&
                          rest.find_first_of("<>=\"") == std::string_view::npos);
}

/// Four words or more, with a capital first and no sign of a comparison.
bool IsSentence(std::string_view line) {
  constexpr std::size_t kEnough = 4;
  const bool is_capital = !line.empty() && line.front() >= 'A' && line.front() <= 'Z';
  if (!is_capital || line.find_first_of("<>=\"|") != std::string_view::npos) return false;
  const std::string first = LowerCase(WordAt(line, 0));
  if (IsDeclarationWord(first) || first == "if" || first == "when" || first == "then" ||
      !EnglishWord(first).empty() || IsDeclarationWord(EverydayWord(first))) {
    return false;
  }
  return WordsIn(line).size() >= kEnough;
}

}  // namespace

bool IsDebris(std::string_view text, std::size_t at) {
  if (LineBegin(text, at) != at || at >= text.size()) return false;
  const std::string_view line = LineRest(text, at);
  if (line.empty() || line.front() == ' ' || line.front() == '\t') return false;
  const std::string word = LowerCase(WordAt(line, 0));
  const bool is_page = (word == "page" || word == "p" || word == "seite") &&
                       line.find_first_of("0123456789") != std::string_view::npos;
  constexpr std::string_view kParts[] = {"Table ",   "Figure ", "Box ",     "Chapter ",
                                         "Section ", "Part ",   "Appendix "};
  const bool is_part = std::ranges::any_of(kParts, [&](std::string_view part) {
    return line.starts_with(part) && line.size() > part.size() && IsDigit(line[part.size()]);
  });
  const bool is_named = is_part || line.find("©") != std::string_view::npos ||
                        line.starts_with("Copyright") || line.starts_with("All rights");
  const bool is_address = line.starts_with("http") || line.starts_with("www.");
  const bool is_mark = line.starts_with("**") || line.starts_with("```") ||
                       line.starts_with("<p>") || line.starts_with("<h") || line.starts_with("<br");
  return is_page || is_named || is_address || is_mark || IsRuleOfSigns(line) ||
         IsPageOrHeading(line) || IsSentence(line);
}

bool IsDebrisInside(std::string_view text, std::size_t at) {
  if (!IsDebris(text, at)) return false;
  const std::size_t end = std::min(text.find('\n', at), text.size());
  const std::size_t next = text.find_first_not_of(" \t\r\n", end);
  return next != std::string_view::npos && LineBegin(text, next) != next &&
         IsReserved(WordAt(text, next));
}

std::optional<Diagnostic> Debris(const Place& place) {
  const bool begins =
      place.stop.expected == Expected::kDeclaration || place.stop.expected == Expected::kLine ||
      place.stop.expected == Expected::kOperand || place.stop.expected == Expected::kNumber;
  // A line of signs or digits may have been read as the end of the line before.
  const std::size_t line = LineBegin(place.text, place.stop.offset);
  if (!begins || !IsDebris(place.text, line)) return std::nullopt;
  if (place.stop.declaration.begin >= line && place.stop.declaration.end > line)
    return std::nullopt;
  const std::string_view said = LineRest(place.text, line);
  const bool is_code = said.starts_with("```") || said.starts_with("<");
  const std::size_t shown = std::min<std::size_t>(said.size(), kMostQuoted);
  Diagnostic diagnostic =
      At(SpanOf(line, line + said.size()), "this line is no part of a guideline",
         fmt::format("remove it, or write `# {}{}`: words for readers stand behind `#`",
                     said.substr(0, shown), shown < said.size() ? "…" : ""));
  diagnostic.kind = DiagnosticKind::kUnknownDeclaration;
  if (is_code) diagnostic.help = "remove it";
  diagnostic.edits.push_back(
      {SpanOf(line, line + said.size()), is_code ? "" : fmt::format("# {}", said)});
  return diagnostic;
}

}  // namespace mgl
