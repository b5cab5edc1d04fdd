// Kinds and lines of facts. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_fact_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/code_form.h"
#include "dsl/parse/declared_names.h"
#include "dsl/parse/kind_of_uses.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_kind_habits.h"
#include "dsl/parse/substance_symbol.h"
#include "dsl/parse/written_code.h"
#include "dsl/parse/written_interval.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/unit/substance.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

/// `fact NAME "Title"`, as it stands.
std::string Head(const Place& place) {
  const DeclaredName fact = DeclarationAt(place.text, place.stop.declaration.begin);
  return fact.title.empty() ? fmt::format("{} {}", place.keyword, fact.name)
                            : fmt::format("{} {} \"{}\"", place.keyword, fact.name, fact.title);
}

/// `is date and time`: a date is a day.
std::optional<Diagnostic> TimeOfDay(const Place& place) {
  constexpr std::string_view kTimes[] = {"time", "datetime", "timestamp", "hour", "clock", "hours"};
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const bool is_behind_date =
      place.previous == "date" &&
      (StartsWithWord(rest, "and time") || StartsWithWord(rest, "with time") ||
       StartsWithWord(rest, "time") || rest.starts_with("/"));
  const bool is_kind =
      place.stop.expected == Expected::kFactIs && IsOneOf(LettersOf(place.found.text), kTimes);
  if (!is_behind_date && !is_kind) return std::nullopt;
  const DeclaredName fact = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::string_view title = fact.title.empty() ? fact.name : fact.title;
  return At(
      SpanOf(is_behind_date ? place.stop.previous.begin : place.stop.offset,
             place.stop.offset + rest.size()),
      "a date is a day and has no time of day",
      fmt::format("where hours count, ask for them: `fact hours_since_{0} \"Hours since: {1}\" "
                  "in hours`, and write `hours_since_{0}` for `time since {0}`; where days "
                  "suffice, write `is date`",
                  fact.name, title));
}

/// What stands behind a unit: `potassium`, `old`, `predicted`, `or mmol/L`.
std::optional<Diagnostic> BehindUnit(const Place& place) {
  const std::string_view line = LineRest(place.text, place.stop.declaration.begin);
  const std::size_t in = line.find(" in ");
  const bool is_behind = place.stop.expected == Expected::kLine && in != std::string_view::npos;
  if (!is_behind) return std::nullopt;
  const std::size_t begin = place.stop.declaration.begin + in + 1;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::string_view unit =
      Trimmed(place.text.substr(begin + 2, place.stop.offset - begin - 2));
  if (unit.empty() || unit.find('"') != std::string_view::npos) return std::nullopt;
  const Span span = RestSpan(place.text, begin);
  // `in kg, default 70`
  const std::size_t default_at = rest.find("default ");
  if (default_at != std::string_view::npos && default_at < 4) {
    const std::string_view value = Trimmed(rest.substr(default_at + 8));
    const bool is_bare = !value.empty() && IsDigit(value.back());
    return At(RestSpan(place.text, place.stop.offset),
              "what counts where nothing is stated is a line `unless stated`",
              fmt::format("write `in {}`, and below it `unless stated, {}{}`", unit, value,
                          is_bare ? fmt::format(" {}", unit) : ""));
  }
  if (StartsWithWord(rest, "or") || rest.starts_with("/ ") || rest.starts_with(",") ||
      rest.starts_with("|")) {
    Diagnostic diagnostic = Instead(span, "a fact has one unit; what converts is read in any",
                                    fmt::format("in {}", unit));
    diagnostic.help += "; a mass and an amount convert where the substance is named: `in ";
    diagnostic.help += fmt::format("{} of SUBSTANCE`", unit);
    return diagnostic;
  }
  const std::string_view named = SubstanceOfSymbol(rest);
  const std::string substance = named.empty() ? LowerCase(rest) : std::string(named);
  if (FindBuiltinSubstance(substance) != nullptr ||
      !NamedBy(place.text, rest, {"substance"}).name.empty()) {
    return Instead(span, "a substance stands behind `of`",
                   fmt::format("in {} of {}", unit, substance));
  }
  if (place.found.kind != FoundKind::kWord && place.found.text != "(") return std::nullopt;
  if (IsReserved(place.found.text)) return std::nullopt;
  return Instead(
      span, fmt::format("`{}` is no part of the unit: what is measured stands in the title", rest),
      fmt::format("in {}", unit));
}

/// `fact inr "INR"`: the kind that its uses or its title say stands first.
Diagnostic NoKind(const Place& place, const DeclaredName& fact) {
  const std::string head = Head(place);
  KindOfUse use = KindFromUses(place.text, fact.name);
  const std::string titled = KindFromTitle(fact.name, fact.title);
  std::string help;
  if (!use.kind.empty()) {
    const bool is_titled = use.kind == "is number" && !titled.empty() && titled != "is date";
    if (is_titled) use.kind = titled;
    help = fmt::format("in line {} it is {}: write `{} {}`", use.line, use.why, head, use.kind);
    if (use.kind == "is number" && !is_titled) {
      help += fmt::format("; a number with a unit is `{} in UNIT`, such as `in mg/dL`", head);
    }
    if (use.kind.starts_with("is one of")) help += ", with all that it can be";
  } else if (!titled.empty()) {
    help = fmt::format("write `{} {}`", head, titled);
  } else {
    help = fmt::format(
        "write `{0} is yes/no`; a number with a unit is `{0} in UNIT`, such as `in mg/dL`, one "
        "without `{0} is number`",
        head);
  }
  return At(PlaceSpan(place), "a fact says of which kind it is", std::move(help));
}

/// `fact fever "Fever" (yes/no)`, `fact sex "Sex": male, female`, `fact k "K (mmol/L)"`.
std::optional<Diagnostic> LacksKind(const Place& place) {
  if (place.stop.name.end == 0) return std::nullopt;
  const DeclaredName fact = DeclarationAt(place.text, place.stop.declaration.begin);
  // `fact inr "INR" is`
  const bool is_unfinished =
      (place.stop.expected == Expected::kFactIs || place.stop.expected == Expected::kUnit) &&
      place.on_later_line && !KindFromUses(place.text, fact.name).kind.empty();
  if (is_unfinished) return NoKind(place, fact);
  if (place.stop.expected != Expected::kFactType) return std::nullopt;
  if (place.on_later_line) {
    const std::size_t open = fact.title.rfind('(');
    const std::size_t close = fact.title.rfind(')');
    if (open != std::string_view::npos && close != std::string_view::npos && close > open + 1) {
      const std::string_view unit = fact.title.substr(open + 1, close - open - 1);
      return At(PlaceSpan(place), "a fact says of which kind it is",
                fmt::format("write `fact {} \"{}\" in {}`", fact.name,
                            Trimmed(fact.title.substr(0, open)), unit));
    }
    return NoKind(place, fact);
  }
  std::string_view rest = Trimmed(LineRest(place.text, place.stop.offset));
  const Span span = RestSpan(place.text, place.stop.offset);
  if (place.found.text == "," && fact.title.empty()) {
    const std::size_t is = std::min(rest.find(" is "), rest.find(" in "));
    if (is == std::string_view::npos) return std::nullopt;
    return At(place.found.span, "each fact is a declaration of its own",
              fmt::format("write `fact {0} \"{0}\"{1}`, and such a line for each of `{2}`",
                          fact.name, rest.substr(is), Trimmed(rest.substr(1, is - 1))));
  }
  rest = WithoutQuotes(rest);
  if (rest.starts_with("=")) rest = Trimmed(rest.substr(1));
  if (rest.starts_with("(") && rest.ends_with(")")) rest = Trimmed(rest.substr(1, rest.size() - 2));
  if (rest == "yes/no" || rest == "yes or no" || rest == "y/n" || rest == "boolean") {
    return Instead(span, "the kind of a fact stands behind `is`", "is yes/no");
  }
  if (rest == "date" || rest == "number") {
    return Instead(span, "the kind of a fact stands behind `is`", fmt::format("is {}", rest));
  }
  for (const std::string_view lead : {"units:", "unit:", "units ", "unit ", "measured in "}) {
    if (rest.starts_with(lead)) rest = WithoutQuotes(rest.substr(lead.size()));
  }
  if (rest.find(' ') == std::string_view::npos && ParseUnit(rest)) {
    return Instead(span, "the unit of a fact stands behind `in`", fmt::format("in {}", rest));
  }
  const bool is_known = !KindFromUses(place.text, fact.name).kind.empty() ||
                        !KindFromTitle(fact.name, fact.title).empty();
  const bool is_kind =
      IsReserved(WordAt(rest, 0)) || !Nearest(WordAt(rest, 0), {"in", "is"}).empty();
  return is_known && !is_kind && !fact.title.empty() ? std::optional(NoKind(place, fact))
                                                     : std::nullopt;
}

}  // namespace

std::optional<Diagnostic> FactKindByHabit(const Place& place) {
  if (place.keyword != "fact" || !place.clause.empty()) return std::nullopt;
  if (std::optional<Diagnostic> lacks = LacksKind(place)) return lacks;
  if (place.on_later_line) return std::nullopt;
  if (std::optional<Diagnostic> time = TimeOfDay(place)) return time;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  if (place.previous == ")" && (rest == "ordered" || rest == "in ascending order" ||
                                rest == "sorted" || rest == "order" || rest == "in this order")) {
    return Instead(RestSpan(place.text, place.stop.offset), "that the choices ascend is `in order`",
                   "in order");
  }
  // `is 0 to 10`, `in 0-10`
  const bool is_interval = (place.stop.expected == Expected::kFactIs ||
                            (place.stop.expected == Expected::kUnit && place.previous == "in")) &&
                           !rest.empty() && IsDigit(rest.front());
  if (is_interval) {
    std::string interval(rest);
    const std::size_t dash = interval.find('-');
    if (dash != std::string::npos) interval.replace(dash, 1, " to ");
    return At(RestSpan(place.text, place.stop.previous.begin),
              "which values there can be is a line of its own, `plausible`",
              fmt::format("write `is number`, and below it `plausible {}`", interval));
  }
  if (place.previous == ")" && StartsWithWord(rest, "default")) {
    return At(RestSpan(place.text, place.stop.offset),
              "what counts where nothing is stated is a line `unless stated`",
              fmt::format("write `unless stated, {}` below it", Trimmed(rest.substr(7))));
  }
  if (place.previous == "date" && place.stop.expected == Expected::kLine) {
    return Instead(SpanOf(place.stop.previous.begin, place.stop.offset + rest.size()),
                   "a date is always written as year, month and day", "date");
  }
  constexpr std::string_view kPlain[] = {"points", "point", "score", "integer", "count", "scale"};
  if (place.stop.expected == Expected::kUnit && place.previous == "in" &&
      IsOneOf(place.found.text, kPlain)) {
    return Instead(SpanOf(place.stop.previous.begin, place.stop.offset + rest.size()),
                   "a number without a unit is a plain number", "is number");
  }
  constexpr std::string_view kTexts[] = {"string", "varchar", "char", "freetext", "enum"};
  if (place.stop.expected == Expected::kFactIs && IsOneOf(place.found.text, kTexts)) {
    return At(place.found.span, "no fact is a text",
              "list what it can be: `is one of (a, b, c)`, or ask with `is yes/no`");
  }
  return BehindUnit(place);
}

namespace {

/// Without the signs and joints before it: `: no`, `= no`, `is no`, `, no`.
std::string_view ValueSaid(std::string_view line) {
  std::string_view said = Trimmed(line);
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const std::string_view lead : {":", "=", ",", "is ", "assume ", "then ", "as ", "to "}) {
      if (!said.starts_with(lead)) continue;
      said = Trimmed(said.substr(lead.size()));
      goes_on = true;
    }
  }
  return said;
}

/// `if missing, no`, `default: no`, `unless otherwise stated, no`.
std::optional<Diagnostic> DefaultLine(const Place& place, std::string_view line, Span span) {
  for (const std::string_view said :
       {"if missing", "if unknown", "if not known", "if not stated", "if not recorded",
        "when missing", "when unknown", "where missing", "otherwise", "else", "default value",
        "default", "unless otherwise stated", "unless documented", "unless recorded",
        "unless known", "unless stated otherwise", "unless specified", "unless stated"}) {
    if (!line.starts_with(said)) continue;
    const std::string_view value = AnswerMeant(ValueSaid(line.substr(said.size())));
    if (value.empty() || value.ends_with('.') ||
        value.find(' ') < value.find_first_of("0123456789") ||
        line == fmt::format("unless stated, {}", value)) {
      return std::nullopt;
    }
    Diagnostic diagnostic =
        Instead(span, "what counts where nothing is stated is a line `unless stated`",
                fmt::format("unless stated, {}", value));
    if (place.stop.expected == Expected::kLine) diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  return std::nullopt;
}

/// `code 2823-3`, `loinc 2823-3`, `code snomed 73211009 |Diabetes|`.
std::optional<Diagnostic> CodeLine(const Place& place, std::string_view line, Span span) {
  constexpr std::string_view kSystems[] = {"loinc", "snomed", "icd10",    "icd",  "atc",
                                           "icd11", "rxnorm", "snomedct", "icpc", "ucum"};
  const bool is_foreign = line.find_first_of("|:") != std::string_view::npos ||
                          LowerCase(line).find("snomed-ct") != std::string::npos;
  if (const std::string meant = is_foreign ? CodeMeant(line) : ""; !meant.empty()) {
    Diagnostic foreign = Instead(span, "a code is the name of its system and the code", meant);
    const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line;
    if (is_line) foreign.kind = DiagnosticKind::kUnknownClause;
    return foreign;
  }
  std::string_view rest = line;
  std::string system;
  const std::string first = LettersOf(WordsIn(line).empty() ? line : WordsIn(line).front());
  if (place.clause == "code" || first == "codes" || first == "coding") {
    rest = Trimmed(line.substr(std::min(line.find(' '), line.size())));
  } else if (!IsOneOf(LowerCase(WordAt(line, 0)), kSystems)) {
    return std::nullopt;
  }
  const std::string named = LowerCase(WordAt(rest, 0));
  if (IsOneOf(named, kSystems)) {
    system = named;
    rest = ValueSaid(rest.substr(named.size()));
    if (StartsWithWord(rest, "CT")) rest = Trimmed(rest.substr(2));
    if (rest.starts_with("-10") || rest.starts_with("10 ")) rest = ValueSaid(rest.substr(3));
  }
  std::string_view code = rest.substr(0, std::min(rest.find_first_of(" |(,;"), rest.size()));
  if (code.empty() || code.find_first_of("0123456789") == std::string_view::npos)
    return std::nullopt;
  const bool is_version_said = system != "icd" || SystemOfCode(WithoutQuotes(code)) == "icd10";
  if (system == "icd") system = "icd10";
  const std::size_t in = rest.find(" in ");
  const std::string unit = in == std::string_view::npos ? "" : std::string(rest.substr(in));
  const bool is_list = rest.find_first_of(",;") != std::string_view::npos;
  Diagnostic diagnostic =
      Instead(span, "a code is the name of its system and the code",
              fmt::format("code {} {}{}", system.empty() ? "SYSTEM" : system, code, unit));
  if (system.empty()) {
    diagnostic.help = HelpForSystem(WithoutQuotes(code), unit);
    diagnostic.edits.clear();
  }
  if (!is_version_said) {
    diagnostic.help += fmt::format(", or `code icd11 {}{}`, whichever it is of", code, unit);
    diagnostic.edits.clear();
  }
  if (is_list) {
    diagnostic.help += "; the others, each in a line of its own, in the same way";
    diagnostic.edits.clear();
  }
  if (place.stop.expected == Expected::kLine && place.first_on_line) {
    diagnostic.kind = DiagnosticKind::kUnknownClause;
  }
  return diagnostic;
}

/// `min 1 mmol/L`, `limits 1-12 mmol/L`: what is plausible.
std::optional<Diagnostic> BoundsLine(const Place& place, std::string_view line, Span span) {
  const std::string word = LowerCase(WordAt(line, 0));
  const std::string_view said = ValueSaid(line.substr(word.size()));
  const bool is_number =
      !said.empty() && said.find_first_of("0123456789") != std::string_view::npos;
  constexpr std::string_view kLow[] = {"min", "minimum", "lowest"};
  constexpr std::string_view kHigh[] = {"max", "maximum", "highest"};
  constexpr std::string_view kBoth[] = {"limits", "allowed", "bounds",   "between",
                                        "values", "valid",   "possible", "interval"};
  if (!is_number) return std::nullopt;
  constexpr std::string_view kPlausible = "which values there can be is a line `plausible`";
  if (IsOneOf(word, kLow)) {
    // The line with the other end goes with it.
    const std::size_t next = std::min(place.text.find('\n', span.begin), place.text.size() - 1) + 1;
    const std::string_view other = Trimmed(LineRest(place.text, next));
    const bool is_pair = IsOneOf(LowerCase(WordAt(other, 0)), kHigh);
    const std::string_view high = ValueSaid(other.substr(std::min(other.find(' '), other.size())));
    if (is_pair) {
      Diagnostic diagnostic = InsteadOfLine(span, std::string(kPlausible), "");
      diagnostic.edits.clear();
      diagnostic.span.end = static_cast<std::uint32_t>(EndIn(place.text, other));
      diagnostic.help = fmt::format("write one line for both: `plausible {} to {}`",
                                    said.substr(0, said.find(' ')), high);
      return diagnostic;
    }
    return InsteadOfLine(span, std::string(kPlausible), fmt::format("plausible at least {}", said));
  }
  if (IsOneOf(word, kHigh)) {
    return InsteadOfLine(span, std::string(kPlausible), fmt::format("plausible at most {}", said));
  }
  if (!IsOneOf(word, kBoth)) return std::nullopt;
  std::string interval(said.substr(said.find_first_of("0123456789<>")));
  if (const std::size_t joint = interval.find(" and "); joint != std::string::npos) {
    interval.replace(joint, 5, " to ");
  }
  if (const std::size_t dash = interval.find('-'); dash != std::string::npos) {
    interval.replace(dash, 1, " to ");
  }
  return InsteadOfLine(span, std::string(kPlausible), fmt::format("plausible {}", interval));
}

}  // namespace

std::optional<Diagnostic> FactLineByHabit(const Place& place) {
  if (place.keyword != "fact") return std::nullopt;
  // `is number in mg/dL`
  if (place.stop.expected == Expected::kSteps && place.clause == "in" && !place.on_later_line) {
    const std::string_view line = LineRest(place.text, place.stop.declaration.begin);
    const std::size_t is = line.find(" is number in ");
    if (is == std::string_view::npos) return std::nullopt;
    const Span span = RestSpan(place.text, place.stop.declaration.begin + is + 1);
    return Instead(span, fmt::format("{} alone", kUnitBehindIn), std::string(line.substr(is + 11)));
  }
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  // `code A10BA02` lacks its system.
  const bool is_bare = place.clause == "code" && place.stop.expected == Expected::kWordOrText;
  const bool is_value = !place.clause.empty() && (!place.on_later_line || is_bare);
  if (!is_line && !is_value) return std::nullopt;
  const std::size_t begin = is_line ? place.stop.offset : place.stop.clause.begin;
  const std::string_view line = LineRest(place.text, begin);
  const Span span = RestSpan(place.text, begin);
  if (is_line || place.clause == "unless") {
    if (std::optional<Diagnostic> found = DefaultLine(place, line, span)) return found;
  }
  if (is_line || place.clause == "code") {
    if (std::optional<Diagnostic> found = CodeLine(place, line, span)) return found;
  }
  if (!is_line) return std::nullopt;
  const std::string word = LowerCase(WordAt(line, 0));
  const std::string_view said = ValueSaid(line.substr(word.size()));
  const std::string_view name = DeclarationAt(place.text, begin).name;
  const auto unknown = [&](std::string message, std::string written) {
    return InsteadOfLine(span, std::move(message), std::move(written));
  };
  constexpr std::string_view kQuestions[] = {"question", "prompt", "query", "label"};
  if (IsOneOf(word, kQuestions) && !said.empty()) {
    return unknown("the question that is put to people is a line `ask`",
                   fmt::format("ask \"{}\"", WithoutQuotes(said)));
  }
  constexpr std::string_view kSteps[] = {"precision", "resolution", "step",
                                         "steps",     "accuracy",   "rounded"};
  if (IsOneOf(word, kSteps) && !said.empty()) {
    return unknown("how finely a fact is recorded is a line `in steps of`",
                   fmt::format("in steps of {}", said));
  }
  constexpr std::string_view kSynonyms[] = {"also",  "synonym", "synonyms",
                                            "alias", "aka",     "abbreviation"};
  // `Also suspect when` of a local version begins a line.
  const bool begins_line = word == "also" && HasClause("fact", said.substr(0, said.find(' ')));
  if (IsOneOf(word, kSynonyms) && !said.empty() && !begins_line) {
    return unknown("what exactly is meant, and how it is also called, is a line `means`",
                   fmt::format("means \"{} {}\"", word == "also" ? "also" : word,
                               WithoutQuotes(said.starts_with("called ") ? said.substr(7) : said)));
  }
  const bool is_number =
      !said.empty() && said.find_first_of("0123456789") != std::string_view::npos;
  constexpr std::string_view kNormal[] = {"normal", "reference", "norm"};
  if (IsOneOf(word, kNormal) && is_number) {
    Diagnostic diagnostic = unknown("what is normal is a range of its own", "");
    diagnostic.edits.clear();
    const std::size_t digit = said.find_first_of("0123456789");
    diagnostic.help = fmt::format(
        "write `range normal_{0} \"Normal {0}\" of {0}`, and below it "
        "`line {1}`",
        name, IntervalOf(said.substr(digit)));
    return diagnostic;
  }
  return BoundsLine(place, line, span);
}

}  // namespace mgl
