// Lines that stand elsewhere. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_treatment_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/parse_score_habits.h"
#include "dsl/parse/recheck_dates.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/warning_text.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The last declaration that begins before `at`: its keyword and its name.
struct Begun {
  std::string_view keyword;
  std::string_view name;
};
Begun BegunBefore(std::string_view text, std::size_t at, std::string_view keyword = {}) {
  Begun last;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::string_view word = WordAt(text, line);
    if (!IsDeclarationWord(word) || (!keyword.empty() && word != keyword)) continue;
    last = {word, WordAt(text, SkipBlanks(text, line + word.size()))};
  }
  return last;
}

/// What begins a line that is read as a line of this declaration, or as one of its own.
bool BeginsLineOf(const Place& place, std::string_view keyword) {
  if (!place.first_on_line) return false;
  return place.stop.expected == Expected::kLine || place.stop.expected == Expected::kDeclaration
             ? BegunBefore(place.text, place.stop.offset).keyword == keyword
             : false;
}

bool IsPoints(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// The points of a line and its condition: `X: 2 points`, `X +2`, `add 2 if X`.
struct PointsSaid {
  std::string_view condition;
  std::string points;
};
PointsSaid PointsIn(std::string_view line) {
  for (const std::string_view lead : {"add ", "give ", "score ", "plus ", "+ ", "+"}) {
    if (!line.starts_with(lead)) continue;
    line.remove_prefix(lead.size());
    const std::string_view number = line.substr(0, std::min(line.find(' '), line.size()));
    std::string_view rest = Trimmed(line.substr(number.size()));
    for (const std::string_view word : {"points ", "point "}) {
      if (rest.starts_with(word)) rest.remove_prefix(word.size());
    }
    if (IsPoints(number)) return {WithoutLead(rest), std::string(number)};
    return {};
  }
  for (const std::string_view word : {" points", " point", " pts", " pt"}) {
    if (line.ends_with(word)) line.remove_suffix(word.size());
  }
  const std::size_t blank = line.find_last_of(" :=");
  if (blank == std::string_view::npos) return {};
  std::string_view number = line.substr(blank + 1);
  if (number.starts_with("+")) number.remove_prefix(1);
  std::string_view condition = Trimmed(line.substr(0, blank));
  for (const std::string_view joint : {"scores", "gives", ":", "=", "-", "+"}) {
    if (condition.ends_with(joint)) {
      condition = Trimmed(condition.substr(0, condition.size() - joint.size()));
    }
  }
  if (condition.starts_with("- ")) condition.remove_prefix(2);
  const bool is_whole = !condition.empty() && IsWordStart(condition.front());
  const bool is_comparison = condition.ends_with("<") || condition.ends_with(">");
  return IsPoints(number) && is_whole && !is_comparison ? PointsSaid{condition, std::string(number)}
                                                        : PointsSaid{};
}

constexpr std::string_view kAnyMedication = "MEDICATION";

/// `_watch_for_x_` of `Watch for X`.
std::string InPlainLetters(std::string_view words) {
  std::string plain = "_" + LowerCase(words) + "_";
  std::ranges::replace_if(
      plain, [](char c) { return c != '_' && !IsWordStart(c) && !IsDigit(c); }, '_');
  return plain;
}

/// The words name this medication, by its name or its title.
bool IsSaid(std::string_view said, const DeclaredName& medication) {
  const std::string plain = InPlainLetters(said);
  return plain.find(InPlainLetters(medication.name)) != std::string::npos ||
         (!medication.title.empty() &&
          plain.find(InPlainLetters(medication.title)) != std::string::npos);
}

/// The medications of the text that the words name, or all where they name none.
struct MedicationsMeant {
  std::vector<std::string_view> names;
  bool is_said = false;
};
MedicationsMeant ReadMedications(std::string_view text, std::string_view said) {
  MedicationsMeant named;
  MedicationsMeant all;
  for (const DeclaredName& medication : DeclaredNames(text, {"medication"})) {
    if (medication.name.empty()) continue;
    all.names.push_back(medication.name);
    if (IsSaid(said, medication)) named.names.push_back(medication.name);
  }
  named.is_said = !named.names.empty();
  return named.is_said ? named : all;
}

/// A line `for amoxicillin` below: the name belongs to the first line.
std::optional<Diagnostic> NamedInLineBelow(const Place& place, std::string_view title) {
  const std::size_t next = place.text.find('\n', place.stop.declaration.begin);
  if (next == std::string_view::npos) return std::nullopt;
  const std::string_view line = Trimmed(LineRest(place.text, next + 1));
  std::string_view said = Trimmed(
      BehindLead(line, {"for ", "of ", "to ", "medication ", "drug ", "medication: ", "in "}));
  if (said.empty()) said = line;
  const std::string_view name = WordAt(said, 0);
  const std::string_view when = Trimmed(said.substr(name.size()));  // `amoxicillin when allergic`
  const bool is_all = when.empty() || StartsWithWord(when, "when");
  if (!IsTreatmentName(place.text, name) || !is_all) return std::nullopt;
  const std::string written =
      fmt::format("{} {} {}{}{}", place.keyword, name, title, when.empty() ? "" : " ", when);
  Diagnostic diagnostic =
      At(SpanOf(EndIn(place.text, line) - line.size(), EndIn(place.text, line)),
         fmt::format("the medication of a {} stands in its first line", place.keyword),
         fmt::format("write `{}`, and leave this line out", written));
  diagnostic.edits.push_back(
      {SpanOf(place.stop.declaration.begin, EndIn(place.text, line)), written});
  return diagnostic;
}

/// Which of them is meant, for the author to say.
std::string OneOfThem(const std::vector<std::string_view>& names) {
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    list += fmt::format("{}`{}`", i == 0 ? ": " : i + 1 == names.size() ? " or " : ", ", names[i]);
  }
  return fmt::format("; put the medication that is meant in place of `{}`{}", kAnyMedication, list);
}

/// `contraindication "Allergy"` with a line `for NAME` below it: one line, of that name.
std::optional<Diagnostic> NamedBelow(const Place& place, std::string_view said) {
  const std::string_view text = place.text;
  if (!said.starts_with('"') || said.find('"', 1) != said.size() - 1) return std::nullopt;
  const std::size_t end = EndIn(text, said);
  const std::size_t below = std::min(text.find('\n', end), text.size());
  const std::string_view line = Trimmed(LineRest(text, std::min(below + 1, text.size())));
  const std::vector<std::string_view> words = WordsIn(line);
  const bool names = words.size() == 2 && IsTreatmentName(text, words[1]) &&
                     IsIn(words[0], {"for", "of", "to", "medication", "drug", "avoid", "never"});
  if (!names || below == text.size() || text[below + 1] != ' ') return std::nullopt;
  const std::string written = fmt::format("{} {} {}", place.keyword, words[1], said);
  const std::size_t begin = place.stop.declaration.begin;
  Diagnostic diagnostic = At(
      SpanOf(begin, end), fmt::format("a {} names the medication in its first line", place.keyword),
      fmt::format("write `{}`, in place of both lines", written));
  diagnostic.edits.push_back({SpanOf(begin, EndIn(text, line)), written});
  diagnostic.is_proposal = true;
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> WarningWithoutName(const Place& place) {
  const bool is_warning = place.keyword == "contraindication" || place.keyword == "caution";
  const std::size_t begin = place.stop.declaration.begin;
  const std::size_t stop = place.on_later_line ? place.stop.previous.begin : place.stop.offset;
  if (!is_warning || !place.clause.empty() || !IsFirstOnLine(place.text, begin) ||
      LineBegin(place.text, begin) != LineBegin(place.text, stop)) {
    return std::nullopt;
  }
  const bool is_head =
      place.stop.expected == Expected::kTarget || place.stop.expected == Expected::kTitle;
  if (place.on_later_line && !is_head) return std::nullopt;
  const std::string_view said = Trimmed(LineRest(place.text, place.stop.declaration.end));
  const std::string_view first = WordAt(said, 0);
  if (std::optional<Diagnostic> named = NamedBelow(place, said)) return named;
  if (IsTreatmentName(place.text, first) || said.starts_with("(")) return std::nullopt;
  const bool at_margin = LineBegin(place.text, begin) == begin;
  const std::string below = WhenBelow(place.text, begin);
  const std::string_view behind = Trimmed(said.substr(first.size()));
  // `metformin in renal failure`, of a medication that is not declared.
  const bool is_named = !first.empty() && !IsConditionName(place.text, first) &&
                        !IsReserved(first) && !IsIn(first, {"if", "with"}) &&
                        (IsIn(WordAt(behind, 0), {"if", "when", "in", "with", "for"}) ||
                         behind.starts_with(":") || behind.starts_with("\""));
  std::string_view medication = at_margin ? std::string_view() : GivenAbove(place.text, begin);
  if (!at_margin && medication.empty()) {
    medication = BegunBefore(place.text, begin, "medication").name;
  }
  const MedicationsMeant meant = ReadMedications(place.text, said);
  const bool is_said = meant.is_said && meant.names.size() == 1;
  if (at_margin && !meant.names.empty()) medication = is_said ? meant.names[0] : kAnyMedication;
  if (medication == kAnyMedication && said.starts_with("\"")) {
    if (auto named = NamedInLineBelow(place, said)) return named;
  }
  if (is_named) medication = first;
  if (medication.empty()) return std::nullopt;
  // `penicillin_allergy ibuprofen "Allergy"`: the words are names alone.
  const std::size_t quote = std::min(said.find('"'), said.size());
  std::string asked(is_named ? behind : said);
  const bool are_names =
      at_margin && is_said && IsConditionName(place.text, first) &&
      std::ranges::all_of(WordsIn(behind.substr(0, behind.find('"'))), [&](std::string_view word) {
        return WithoutSigns(word) == medication ||
               IsIn(word, {"for", "of", "to", "and", "in", ":", ","});
      });
  if (are_names) {
    asked = quote == said.size() ? std::string(first)
                                 : fmt::format("{} when {}", said.substr(quote), first);
  }
  std::string help = WriteWarning(place.text, place.keyword, medication, asked, below).help;
  if (help.empty()) return std::nullopt;
  if (at_margin && !below.empty() && said.starts_with("\"")) {
    help = fmt::format("write `{} {} {}`", place.keyword, medication, said);
  }
  if (is_named) {
    help +=
        fmt::format(", and declare `medication {} \"{}\"` with its `dose`", first, AsTitle(first));
  } else if (at_margin && !is_said) {
    help += OneOfThem(meant.names);
  } else if (!at_margin) {
    const std::string_view around = BegunBefore(place.text, begin).keyword;
    help = fmt::format("below the lines of the {} {}", around, help);
  }
  return At(RestSpan(place.text, begin),
            at_margin ? fmt::format("a {} names the medication", place.keyword)
                      : fmt::format("a {} is a declaration of its own, and names the medication",
                                    place.keyword),
            std::move(help));
}

std::optional<Diagnostic> WarningByHabit(const Place& place) {
  if (!BeginsLineOf(place, "medication")) return std::nullopt;
  const std::string word = LettersOf(place.found.text);
  const bool is_never = word.starts_with("contraindicat") || word == "avoid" || word == "never" ||
                        word == "contra" || word == "not" || word == "exclude";
  if (!is_never && word != "warning" && word != "precaution" && word != "precautions" &&
      word != "warnings" && word != "cautions") {
    return std::nullopt;
  }
  std::string_view said = Trimmed(LineRest(place.text, place.found.span.end));
  if (said.starts_with("-")) said = said.substr(std::min(said.find(' '), said.size()));
  if (said.starts_with("to be given")) said.remove_prefix(11);
  const std::string_view keyword = is_never ? "contraindication" : "caution";
  const std::string_view name = BegunBefore(place.text, place.stop.offset).name;
  const std::string help = WriteWarning(place.text, keyword, name, said, {}).help;
  if (help.empty()) return std::nullopt;
  Diagnostic diagnostic =
      At(RestSpan(place.text, place.stop.offset),
         fmt::format("a {} is a declaration of its own, and names the medication", keyword),
         fmt::format("below the lines of the medication {}", help));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

std::optional<Diagnostic> ExceptionByHabit(const Place& place) {
  if (!BeginsLineOf(place, "rule")) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  for (const std::string_view said :
       {"except when", "except if", "except in", "except for", "except", "but not if",
        "but not when", "but not in", "but not", "not if", "not when", "excluding", "exclude"}) {
    if (!line.starts_with(said) || line.size() <= said.size() || line[said.size()] != ' ') continue;
    const std::string_view what = Trimmed(line.substr(said.size()));
    const Span span = SpanOf(place.stop.offset, place.stop.offset + said.size());
    Diagnostic diagnostic = At(span, "when a rule does not count is a line `unless`",
                               fmt::format("write `unless {}`", what));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    diagnostic.edits.push_back({span, "unless"});
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic> IntervalByHabit(const Place& place) {
  using Spoken = std::pair<std::string_view, std::string_view>;
  constexpr std::array kIntervals = std::to_array<Spoken>({{"hourly", "1 hour"},
                                                           {"daily", "1 day"},
                                                           {"weekly", "1 week"},
                                                           {"fortnightly", "2 weeks"},
                                                           {"biweekly", "2 weeks"},
                                                           {"monthly", "1 month"},
                                                           {"quarterly", "3 months"},
                                                           {"yearly", "1 year"},
                                                           {"annually", "1 year"},
                                                           {"hour", "1 hour"},
                                                           {"day", "1 day"},
                                                           {"week", "1 week"},
                                                           {"month", "1 month"},
                                                           {"quarter", "3 months"},
                                                           {"year", "1 year"}});
  const bool begins = BeginsLineOf(place, "recheck");
  const bool is_behind =
      place.keyword == "recheck" && place.previous == "every" && !place.on_later_line;
  if (!begins && !is_behind) return std::nullopt;
  for (const auto& [said, interval] : kIntervals) {
    if (place.found.text != said) continue;
    const std::string_view rest = Trimmed(LineRest(place.text, place.found.span.end));
    const std::string_view kind = DeclarationAt(place.text, place.stop.declaration.begin).kind;
    const DeclaredName test = NamedBy(
        place.text, kind.starts_with("of ") ? WordAt(kind, 3) : std::string_view(), {"fact"});
    std::string more;
    const std::string date = DateFor(place.text, rest, {test, {}, {}}, more);
    Diagnostic diagnostic = At(place.found.span, "how often is a number with its unit",
                               fmt::format("write `every {} from {}`{}{}", interval, date, more,
                                           UntilWhen(place.text, rest)));
    if (begins) diagnostic.kind = DiagnosticKind::kUnknownClause;
    if (rest == "from " + date) {
      diagnostic.edits.push_back(
          {place.found.span, fmt::format("{}{}", begins ? "every " : "", interval)});
    }
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic> ItemByHabit(const Place& place) {
  if (!BeginsLineOf(place, "score")) return std::nullopt;
  const PointsSaid counted = PointsIn(LineRest(place.text, place.stop.offset));
  if (counted.condition.empty()) return std::nullopt;
  const std::string under =
      PointsUnderItem(place.text, place.stop.offset, counted.points, counted.condition);
  Diagnostic diagnostic =
      At(SpanOf(place.stop.offset, EndIn(place.text, LineRest(place.text, place.stop.offset))),
         "what counts in a score is an `item` with its points",
         !under.empty() ? under
         : counted.condition.front() == '"'
             ? fmt::format("write `item {}`, and below it `points {} when …`", counted.condition,
                           counted.points)
             : fmt::format("write `item \"…\"`, and below it `points {} when {}`", counted.points,
                           counted.condition));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

}  // namespace mgl
