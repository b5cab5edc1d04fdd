#include "dsl/parse/warning_head.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_rule_text.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// A word of a list of names: behind a comma or `and`, and before another one or the reason.
bool IsListed(std::string_view line, Span word) {
  const std::string_view before = Trimmed(line.substr(0, word.begin));
  const Found next = FindAt(line, SkipBlanks(line, word.end));
  const bool is_behind = before.ends_with(",") || before.ends_with(" and");
  return is_behind &&
         (next.text == "," || next.kind == FoundKind::kText || next.kind == FoundKind::kEnd ||
          IsIn(LettersOf(next.text), {"and", "when", "if", "in"}));
}

}  // namespace

WarningHeadSaid ReadHead(std::string_view text, std::string_view line) {
  WarningHeadSaid head;
  std::size_t at = 0;
  for (bool goes_on = true; goes_on;) {
    const Found found = FindAt(line, SkipBlanks(line, at));
    const std::string word = LettersOf(found.text);
    goes_on = found.kind != FoundKind::kEnd;
    if (!goes_on) break;
    if (found.kind == FoundKind::kText) {
      if (head.title.empty()) head.title = found.text;
    } else if (found.kind == FoundKind::kWord && IsTreatmentName(text, found.text)) {
      head.names.push_back(found.text);
    } else if (IsIn(word, {"with", "plus", "versus", "vs"}) && !head.names.empty()) {
      head.is_with = true;
    } else if (IsIn(word, {"when", "if", "in", "where", "who", "during"}) || found.text == ":" ||
               IsConditionName(text, found.text) || word == "not" || found.text == "(") {
      std::string_view rest = line.substr(found.span.begin);
      const bool is_joint =
          IsIn(word, {"when", "if", "in", "where", "who", "during"}) || found.text == ":";
      if (is_joint) rest = Trimmed(rest.substr(found.text.size()));
      const std::size_t quote = rest.find('"');
      if (quote != std::string_view::npos && head.title.empty()) {
        head.title = Trimmed(rest.substr(quote));
      }
      const std::string_view condition = Trimmed(rest.substr(0, quote));
      // `(a, b)` are the names of treatments.
      if (found.text == "(" && IsTreatmentName(text, WordAt(line, found.span.end))) {
        at = found.span.end;
        continue;
      }
      head.condition = condition;
      break;
    } else if (found.kind == FoundKind::kWord && !head.names.empty() &&
               !IsIn(word, {"and", "or", "of", "for", "the", "by", "because", "given", "to", "is",
                            "both", "not", "contraindicated", "together"})) {
      const std::string_view rest = line.substr(found.span.begin);
      if (IsListed(line, found.span)) {  // one more that is not declared
        head.names.push_back(found.text);
      } else {
        const std::string_view said = Trimmed(rest.substr(0, rest.find('"')));
        head.condition = head.is_with ? fmt::format("takes {}", said) : std::string(said);
        const std::size_t quote = rest.find('"');
        if (quote != std::string_view::npos && head.title.empty()) {
          head.title = Trimmed(rest.substr(quote));
        }
        break;
      }
    }
    at = found.span.end;
  }
  return head;
}

std::string Listed(const std::vector<std::string_view>& names) {
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

Diagnostic Whole(const Place& place, std::string message, const std::string& written) {
  const std::string_view line = LineRest(place.text, place.stop.declaration.begin);
  Diagnostic diagnostic =
      At(PlaceSpan(place), std::move(message), fmt::format("write `{}`", written));
  diagnostic.edits.push_back(
      {SpanOf(place.stop.declaration.begin, EndIn(place.text, line)), written});
  return diagnostic;
}

}  // namespace mgl
