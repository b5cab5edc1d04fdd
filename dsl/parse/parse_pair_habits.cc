// What is not given together, and what is kept apart.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/parse_warning_habits.h"
#include "dsl/parse/warning_head.h"
#include "dsl/parse/warning_text.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

std::string Exclusive(const WarningHeadSaid& head) {
  return fmt::format("exclusive {}{}", Listed(head.names),
                     head.title.empty() ? "" : " because " + head.title);
}

/// The declaration `exclusive` and its lines.
std::optional<Diagnostic> ExclusiveHead(const Place& place) {
  const bool is_exclusive =
      place.keyword == "exclusive" && place.clause.empty() && !place.on_later_line;
  const std::string_view word = WordAt(place.text, place.stop.offset);
  if (place.keyword == "exclusive" && BeginsLine(place, "exclusive") &&
      IsIn(word, {"when", "if", "unless"})) {
    Diagnostic diagnostic =
        At(SpanOf(place.stop.offset, EndIn(place.text, LineRest(place.text, place.stop.offset))),
           "`exclusive` holds for every patient",
           fmt::format("leave out the line; for whom only one is given: write the rule of the "
                       "other with `unless {}`",
                       Trimmed(LineRest(place.text, place.stop.offset + word.size()))));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  if (is_exclusive) {
    const WarningHeadSaid head =
        ReadHead(place.text, LineRest(place.text, place.stop.declaration.end));
    const std::string_view line = LineRest(place.text, place.stop.declaration.end);
    std::size_t words = 0;
    for (const std::string_view said : WordsIn(line.substr(0, line.find('"')))) {
      const std::string plain = LettersOf(said);
      words += plain.empty() || IsIn(plain, {"and", "or", "with", "because", "with:", "to", "the",
                                             "both", "not", "plus", "&"})
                   ? 0
                   : 1;
    }
    if (head.names.size() < 2 || words != head.names.size()) return std::nullopt;
    for (const std::string_view name : head.names) {
      if (NamedBy(place.text, name, {"diet"}).name.empty()) continue;
      return At(RestSpan(place.text, place.stop.declaration.begin),
                fmt::format("`exclusive` is of medications, and `{}` is a diet", name),
                "let the rule that gives the one go before the rule that advises the other, with a "
                "line `overrides`, or promise that both are never so: `must never \"…\" RULE and "
                "RULE`, with the names of both rules");
    }
    return Whole(place, "names are separated by `,`, and `because` stands before the reason",
                 Exclusive(head));
  }
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> TogetherByHabit(const Place& place) {
  if (std::optional<Diagnostic> found = ExclusiveHead(place)) return found;
  const std::string_view word = WordAt(place.text, place.stop.offset);
  const std::string letters = LettersOf(word);
  const bool at_margin = LineBegin(place.text, place.stop.offset) == place.stop.offset;
  if (!at_margin || place.found.kind != FoundKind::kWord) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, line));
  std::string_view said = Trimmed(line.substr(word.size()));
  for (const std::string_view lead : {"not ", "be ", "give ", "giving ", "use ", "using ",
                                      "combine ", "prescribe ", "the combination of "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  const WarningHeadSaid head = ReadHead(place.text, said);
  Diagnostic diagnostic = At(span, "", "");
  diagnostic.kind = DiagnosticKind::kUnknownDeclaration;
  std::string written;
  if (IsIn(letters, {"interaction", "interactions", "interacts", "ddi"})) {
    const auto [first, second] = TwoOf(place.text, line.substr(word.size()));
    if (second.empty()) return std::nullopt;
    diagnostic.message = "an interaction is what is not given together, or what to be careful of";
    diagnostic.help = InteractionInWords(place.text, first, second, WithoutQuotes(head.title));
    return diagnostic;
  }
  const bool is_never =
      IsIn(letters, {"avoid", "never", "contraindicated", "not", "stop", "do", "dont", "don't"});
  const bool is_pair = IsIn(letters, {"incompatible", "incompatibility", "duplicate"}) ||
                       (is_never && head.is_with && head.condition.empty());
  if (is_pair && head.names.size() > 1) {
    diagnostic.message = "what is not given together is `exclusive`";
    written = Exclusive(head);
  } else if (is_never && !head.names.empty() && !head.condition.empty()) {
    const WarningWritten warning =
        WriteWarning(place.text, "contraindication", Listed(head.names),
                     fmt::format("{} when {}", head.title, head.condition), {});
    if (warning.help.empty()) return std::nullopt;
    diagnostic.message = "what must not be given is a `contraindication`";
    diagnostic.help = warning.help;
    if (warning.is_sure) diagnostic.edits.push_back({span, warning.written});
    return diagnostic;
  } else {
    return std::nullopt;
  }
  diagnostic.help = fmt::format("write `{}`", written);
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

std::optional<Diagnostic> ApartByHabit(const Place& place) {
  const bool at_margin = LineBegin(place.text, place.stop.offset) == place.stop.offset &&
                         place.found.kind == FoundKind::kWord;
  const std::string_view whole = LineRest(place.text, place.stop.offset);
  const bool is_said = at_margin && (whole.find(" apart") != whole.npos ||
                                     LettersOf(WordAt(whole, 0)) == "separate");
  if (!is_said && (place.keyword != "apart" || !place.clause.empty())) return std::nullopt;
  const std::string_view all = is_said ? whole : LineRest(place.text, place.stop.declaration.end);
  const std::size_t reason = std::min(all.find(" because "), all.size());
  const std::string_view line = all.substr(0, reason);
  if (!is_said && LineBegin(place.text, place.stop.declaration.begin) !=
                      LineBegin(place.text, place.on_later_line ? place.stop.previous.begin
                                                                : place.stop.offset)) {
    return std::nullopt;
  }
  PrescriptionWords words(line);
  std::vector<std::string_view> names;
  std::string time;
  std::string side;
  std::string other;
  for (; !words.AtEnd(); words.Skip(1)) {
    const std::string_view word = words.Word();
    if (const auto number = words.NumberAt(); number && time.empty()) {
      std::size_t used = number->words;
      std::string digits = number->digits;
      if (const auto high = words.NumberAt(used + 1);
          high && IsIn(words.Word(used), {"-", "to", "–"})) {
        digits = high->digits;  // the longer keeps both
        used += 1 + high->words;
      }
      if (words.Word(used).empty()) return std::nullopt;
      time = fmt::format("{} {}", digits, words.Word(used));
      words.Skip(used);
    } else if (IsTreatmentName(place.text, word)) {
      names.push_back(word);
    } else if (IsIn(word, {"before", "after"})) {
      side = side.empty() ? " " + std::string(word) : "both";
    } else if (IsWordStart(word.front()) &&
               !IsIn(word,
                     {"and", "from", "by", "at", "least", "more", "than", "or", "apart", "of",
                      "the", "minimum", "either", "within", "is", "separate", "with", "to"})) {
      other = word;
    }
  }
  if (names.size() == 1 && !time.empty() &&
      IsIn(other, {"food", "meals", "meal", "breakfast", "milk", "antacids", "dairy"})) {
    const std::string hours = side.empty() || side == "both" ? "before or after" : side.substr(1);
    return At(PlaceSpan(place), fmt::format("`{}` is no medication", other),
              fmt::format("leave the line out, and say it in a rule of its own: `then advise "
                          "\"Take {} {} {} {}\"`",
                          TitleOfName(place.text, names[0]), time, hours, other));
  }
  if (names.size() != 2 || time.empty() || !other.empty()) return std::nullopt;
  const std::string written = fmt::format("apart {} by {}{}{}", Listed(names), time,
                                          side == "both" ? "" : side, all.substr(reason));
  if (written == fmt::format("apart {}", Trimmed(all))) return std::nullopt;
  if (!is_said) return Whole(place, "two medications are kept apart `by` one duration", written);
  Diagnostic diagnostic = Instead(RestSpan(place.text, place.stop.offset),
                                  "what is kept apart is a declaration `apart`", written);
  diagnostic.kind = DiagnosticKind::kUnknownDeclaration;
  return diagnostic;
}

}  // namespace mgl
