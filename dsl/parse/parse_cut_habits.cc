// Limits of elsewhere. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_cut_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_pressure_habits.h"
#include "dsl/parse/range_head.h"
#include "dsl/parse/written_interval.h"
#include "dsl/parse/written_time.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool StartsWithNumber(std::string_view words) { return !words.empty() && IsDigit(words.front()); }

/// `when sex is male` for `for men`, or an example where nothing here is meant.
std::string WhenMeant(std::string_view text, std::string_view whom) {
  const std::string meant = ConditionMeant(text, whom);
  return meant.empty() ? std::string() : fmt::format(" when {}", meant);
}

constexpr std::string_view kPatient = "for whom a limit counts is a condition behind `when`";

/// `line 130 to 170 g/L for men`.
std::optional<Diagnostic> LineForSome(const Place& place) {
  if (place.clause != "line" || place.stop.expected != Expected::kLine || place.first_on_line) {
    return std::nullopt;
  }
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  const std::string_view cut = Trimmed(
      place.text.substr(place.stop.clause.begin, place.stop.offset - place.stop.clause.begin));
  std::string_view whom = LineRest(place.text, place.stop.offset);
  if (StartsWithWord(whom, "otherwise") || StartsWithWord(whom, "else") ||
      StartsWithWord(whom, "for all others")) {
    return Instead(span, "a line without a condition counts for all others", std::string(cut));
  }
  if (whom.starts_with(",")) whom = Trimmed(whom.substr(1));
  if (whom.starts_with("(") && whom.ends_with(")")) whom = whom.substr(1, whom.size() - 2);
  for (const std::string_view lead : {"for ", "in ", "if ", "where ", "during ", "of ", "among "}) {
    if (!whom.starts_with(lead)) continue;
    whom = Trimmed(whom.substr(lead.size()));
    break;
  }
  if (whom.empty() || !IsWordStart(whom.front())) return std::nullopt;
  const std::string when = WhenMeant(place.text, whom);
  if (!when.empty()) return Instead(span, std::string(kPatient), fmt::format("{}{}", cut, when));
  const std::string_view name = WordAt(whom, 0);
  const bool is_condition =
      whom.find(" is ") != std::string_view::npos ||
      whom.find_first_of("<>=") != std::string_view::npos ||
      !NamedBy(place.text, name, {"fact", "threshold", "define"}).name.empty();
  if (is_condition) {
    return Instead(span, std::string(kPatient), fmt::format("{} when {}", cut, whom));
  }
  return At(RestSpan(place.text, place.stop.offset), std::string(kPatient),
            fmt::format("write `{} when {}`, with a fact `{}` that is yes or no", cut, name, name));
}

/// `line 3.5 to 5.0 mmol/L` of `3.5-5.0`, in the unit of the fact of the range.
std::string LineInUnit(const Place& place, std::string_view cut) {
  const std::string_view kind = DeclarationAt(place.text, place.stop.declaration.begin).kind;
  const std::string_view of = kind.starts_with("of ") ? WordAt(kind, 3) : WordAt(kind, 0);
  const DeclaredName fact = NamedBy(place.text, of, {"fact", "define", "result"});
  return fmt::format("line {}", InUnitOf(fact, CutOf(cut)));
}

/// `lower 130 g/L`, `upper 170 g/L`: two lines that are one.
std::optional<Diagnostic> EndOfRange(const Place& place, std::string_view whom,
                                     std::string_view cut, Span span) {
  const std::string word = LowerCase(WordAt(whom, 0));
  constexpr std::string_view kLow[] = {"lower", "low", "min", "minimum", "lln", "start"};
  constexpr std::string_view kHigh[] = {"upper", "high", "max", "maximum", "uln", "end"};
  if (place.keyword == "range" && std::ranges::find(kLow, word) != std::end(kLow)) {
    const std::size_t next = std::min(place.text.find('\n', span.begin), place.text.size() - 1) + 1;
    const std::string_view other = Trimmed(LineRest(place.text, next));
    const bool is_pair = std::ranges::find(kHigh, LowerCase(WordAt(other, 0))) != std::end(kHigh);
    if (!is_pair) {
      return InsteadOfLine(span, "the limits of a range stand in a line",
                           fmt::format("line at least {}", cut));
    }
    Diagnostic both = InsteadOfLine(
        SpanOf(span.begin, EndIn(place.text, other)), "the limits of a range stand in one line",
        fmt::format("line {} to {}", cut.substr(0, cut.find(' ')),
                    other.substr(std::min(other.find_first_of("0123456789"), other.size()))));
    both.edits.clear();
    return both;
  }
  if (place.keyword == "range" && std::ranges::find(kHigh, word) != std::end(kHigh)) {
    return InsteadOfLine(span, "the limits of a range stand in a line",
                         fmt::format("line at most {}", cut));
  }
  return std::nullopt;
}

/// `< 120 g/L for women`, `120 g/L: women`, or for all.
Diagnostic LineOfCut(const Place& place, Span span, std::string_view cut) {
  for (const std::string_view joint : {" for ", " in ", " if ", " when ", ": "}) {
    const std::size_t at = cut.find(joint);
    if (at == cut.npos) continue;
    const std::string when = WhenMeant(place.text, Trimmed(cut.substr(at + joint.size())));
    if (when.empty()) continue;
    return InsteadOfLine(span, std::string(kPatient),
                         fmt::format("line {}{}", CutOf(cut.substr(0, at)), when));
  }
  return InsteadOfLine(span, "the limits of a range stand in a line", LineInUnit(place, cut));
}

/// A line without its word: `men: 130 to 170 g/L`, `normal 130 to 170 g/L`.
std::optional<Diagnostic> LineWithoutWord(const Place& place) {
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  const std::size_t number = rest.find_first_of("0123456789<>");
  if (!is_line || number == std::string_view::npos) return std::nullopt;
  const Span span = RestSpan(place.text, place.stop.offset);
  std::string_view whom = Trimmed(rest.substr(0, number));
  while (!whom.empty() && (whom.back() == ':' || whom.back() == '=' || whom.back() == '-')) {
    whom = Trimmed(whom.substr(0, whom.size() - 1));
  }
  std::string_view cut = rest.substr(number);
  constexpr std::string_view kSides[] = {"at least", "at most", "below", "above",     "over",
                                         "under",    "up to",   "from",  "more than", "less than"};
  for (const std::string_view side : kSides) {
    if (!whom.ends_with(side)) continue;
    cut = rest.substr(whom.size() - side.size());  // `women: below 120 g/L`
    whom = Trimmed(whom.substr(0, whom.size() - side.size()));
    if (whom.ends_with(':')) whom.remove_suffix(1);
  }
  if (whom.empty()) return LineOfCut(place, span, cut);
  if (std::optional<Diagnostic> end = EndOfRange(place, whom, cut, span)) return end;
  const std::string word = LowerCase(WordAt(whom, 0));
  for (const std::string_view lead : {"for ", "if ", "when ", "in "}) {
    if (whom.starts_with(lead)) whom = Trimmed(whom.substr(lead.size()));
  }
  if (IsIn(LowerCase(whom), {"otherwise", "else", "others", "all others", "default", "rest"})) {
    return InsteadOfLine(span, "a line without a condition counts for all others",
                         fmt::format("line {}", CutOf(cut)));
  }
  constexpr std::string_view kPlain[] = {"normal", "range", "limits", "between", "interval"};
  // `potassium 3.5-5.0 mmol/L` below a range of it.
  const std::string_view kind = DeclarationAt(place.text, place.stop.declaration.begin).kind;
  const std::string_view own = kind.starts_with("of ") ? WordAt(kind, 3) : std::string_view();
  const bool is_own = !own.empty() && NamedBy(place.text, whom, {"fact"}).name == own;
  const bool is_plain = is_own || std::ranges::find(kPlain, word) != std::end(kPlain);
  const std::string when = is_plain ? "" : WhenMeant(place.text, whom);
  const bool is_woman = IsIn(LowerCase(whom), {"women", "woman", "female", "females", "f"});
  const bool is_man = IsIn(LowerCase(whom), {"men", "man", "male", "males", "m"});
  const bool has_sex = !NamedBy(place.text, "sex", {"fact"}).name.empty();
  if (when.empty() && !has_sex && (is_woman || is_man) && place.keyword == "range") {
    Diagnostic diagnostic = InsteadOfLine(
        span, std::string(kPatient),
        fmt::format("{} when sex is {}", LineInUnit(place, cut), is_man ? "male" : "female"));
    diagnostic.help += ", and declare `fact sex \"Sex\" is one of (female, male)`";
    diagnostic.edits.clear();
    return diagnostic;
  }
  if (!is_plain && when.empty()) return std::nullopt;
  return InsteadOfLine(span,
                       is_plain ? "the limits of a range stand in a line" : std::string(kPatient),
                       fmt::format("{}{}", LineInUnit(place, cut), when));
}

}  // namespace

std::optional<Diagnostic> RangeByHabit(const Place& place) {
  if (place.keyword == "range" && place.stop.expected == Expected::kNewName &&
      place.found.kind == FoundKind::kNumber &&
      LineBegin(place.text, place.stop.declaration.begin) != place.stop.declaration.begin) {
    const Span span = RestSpan(place.text, place.stop.declaration.begin);
    return Instead(
        span, "which values there can be is a line `plausible`",
        fmt::format("plausible {}", IntervalOf(LineRest(place.text, place.stop.offset))));
  }
  if (place.keyword != "range" && place.keyword != "threshold") return std::nullopt;
  if (std::optional<Diagnostic> found = LineForSome(place)) return found;
  if (std::optional<Diagnostic> head = RangeHead(place)) return head;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  if (place.clause == "line" && place.stop.expected == Expected::kInterval) {
    const std::string cut = CutOf(rest);
    if (cut == rest || rest.empty()) return std::nullopt;
    const bool is_interval = cut.find(" to ") != std::string::npos;
    return Instead(
        RestSpan(place.text, place.stop.clause.begin),
        is_interval ? "an interval is written with `to`"
                    : "a side of a number is said with `at least`, `above`, `at most` or `below`",
        fmt::format("line {}", cut));
  }
  return LineWithoutWord(place);
}

namespace {

/// The first line of a threshold in its parts.
struct CutSaid {
  std::string head;       // `old "Old"`
  std::string_view said;  // `age above 65 years`
  std::string_view fact;
  std::string_view cut;
  Span span;
};

Diagnostic Defined(const CutSaid& cut, std::string_view condition, std::string_view more = {}) {
  const std::string written = fmt::format("define {} as {}", cut.head, condition);
  Diagnostic diagnostic =
      Instead(cut.span, "a threshold is one cut of one number; what has more is a define", written);
  diagnostic.help += more;
  if (!more.empty()) diagnostic.edits.clear();
  return diagnostic;
}

bool IsCuttable(std::string_view text, std::string_view name) {
  return !NamedBy(text, name, {"fact", "define", "result", "score", "table", "ambiguity"})
              .name.empty();
}

/// `above 5.5 mmol/L k`.
std::optional<Diagnostic> TurnedCut(const Place& place, const CutSaid& cut) {
  const std::string_view last = cut.said.substr(cut.said.rfind(' ') + 1);
  const bool is_turned = last.size() < cut.said.size() && IsCuttable(place.text, last) &&
                         cut.said.find_first_of("0123456789") < cut.said.size();
  if (!is_turned) return std::nullopt;
  return Instead(cut.span, "the fact stands before its bound",
                 fmt::format("threshold {} {} {}", cut.head, last,
                             CutOf(Trimmed(cut.said.substr(0, cut.said.size() - last.size())))));
}

/// `gestation at least 34/40`, of a fact that is a time.
std::optional<Diagnostic> TimeCut(const Place& place, const CutSaid& said) {
  const std::size_t digit = said.cut.find_first_of("0123456789");
  const std::string_view unit =
      UnitOf(NamedBy(place.text, said.fact, {"fact", "define", "result"}));
  if (digit == std::string_view::npos || unit.empty()) return std::nullopt;
  const WrittenTime time = WrittenTimeAt(said.cut, digit, unit);
  const std::string_view behind =
      Trimmed(said.cut.substr(std::min(digit + time.size, said.cut.size())));
  if (time.text.empty() || !(behind.empty() || behind.starts_with("week"))) return std::nullopt;
  return Instead(said.span, "a time of charts is written with its unit",
                 fmt::format("threshold {} {} {} {}", said.head, said.fact,
                             Trimmed(CutOf(said.cut.substr(0, digit))), time.text));
}

/// `bp at least 140/90 mmHg`.
std::optional<Diagnostic> PressureCut(const Place& place, const CutSaid& said) {
  const std::string_view cut = said.cut;
  const std::size_t slash = cut.find('/');
  const std::size_t digit = cut.find_first_of("0123456789");
  const std::string_view unit =
      UnitOf(NamedBy(place.text, said.fact, {"fact", "define", "result"}));
  const bool may_be = unit.empty() || IsPressure(unit);
  const bool is_pressure = may_be && slash != std::string_view::npos && digit < slash &&
                           slash + 1 < cut.size() && IsDigit(cut[slash - 1]) &&
                           IsDigit(cut[slash + 1]);
  if (!is_pressure) return std::nullopt;
  const std::string side = CutOf(cut.substr(0, digit));
  std::string sign = side.starts_with("below") || cut.starts_with("<") ? "<" : ">=";
  if (side.starts_with("above") || (cut.starts_with(">") && !cut.starts_with(">="))) sign = ">";
  const std::size_t end = std::min(cut.find_first_not_of("0123456789", slash + 1), cut.size());
  const std::string_view first = cut.substr(digit, slash - digit);
  const std::string_view second = cut.substr(slash + 1, end - slash - 1);
  std::string declare;
  const std::string other = Diastolic(place.text, said.fact, declare);
  const bool is_below = sign == "<";
  if (is_below) declare = "; with `or` for `and` where one of them is enough" + declare;
  return Defined(said,
                 fmt::format("{} {} {} mmHg {} {} {} {} mmHg", said.fact, sign, first,
                             is_below ? "and" : "or", other, sign, second),
                 declare);
}

/// `k < 3.5 or k > 5.5 mmol/L`, `k above 5.5 mmol/L and age above 65 years`.
std::optional<Diagnostic> JoinedCuts(const CutSaid& said) {
  if (said.cut.starts_with("between ")) return std::nullopt;
  for (const std::string_view joint : {" or ", " and "}) {
    const std::size_t at = said.cut.find(joint);
    if (at == std::string_view::npos) continue;
    const std::string_view next = Trimmed(said.cut.substr(at + joint.size()));
    for (const std::string_view side :
         {"more", "less", "older", "over", "above", "higher", "below"}) {
      if (next == side) return std::nullopt;
    }
    std::string condition(said.said);
    // A bare number takes the unit of the other.
    const std::string unit = condition.substr(condition.find_last_of("0123456789") + 1);
    const std::size_t joined = condition.find(joint);
    const std::size_t last = joined == 0 ? 0 : condition.rfind(' ', joined - 1) + 1;
    const bool is_bare = IsDigit(condition[last]) && condition.find_last_of("0123456789") > joined;
    if (is_bare && unit.starts_with(" ")) condition.insert(joined, unit);
    using Row = std::pair<std::string_view, std::string_view>;
    constexpr Row kSigns[] = {{" at least ", " >= "}, {" at most ", " <= "}, {" above ", " > "},
                              {" below ", " < "},     {" over ", " > "},     {" under ", " < "}};
    for (const auto& [word, sign] : kSigns) {
      for (std::size_t found = condition.find(word); found != std::string::npos;
           found = condition.find(word)) {
        condition.replace(found, word.size(), sign);
      }
    }
    return Defined(said, condition);
  }
  return std::nullopt;
}

/// `hb below 130 g/L when sex is male`.
std::optional<Diagnostic> CutForSome(const Place& place, const CutSaid& said) {
  const std::size_t when =
      std::min({said.cut.find(" when "), said.cut.find(" if "), said.cut.find(" for ")});
  if (when == std::string_view::npos) return std::nullopt;
  const std::string_view whom = Trimmed(said.cut.substr(said.cut.find(' ', when + 1)));
  const std::string meant = ConditionMeant(place.text, whom);
  return At(said.span, "a bound that counts for some patients is a line of its own",
            fmt::format("write `threshold {} of {}`, and below it `line {} when {}`", said.head,
                        said.fact, CutOf(said.cut.substr(0, when)),
                        meant.empty() ? std::string(whom) : meant));
}

}  // namespace

namespace {

/// `threshold low "Low" hb`, and below it its lines.
std::optional<Diagnostic> CutWithoutOf(const Place& place) {
  const std::size_t next = SkipBlanks(place.text, place.stop.previous.end);
  const bool has_lines =
      next < place.text.size() && LineBegin(place.text, next) != next &&
      LineRest(place.text, next).find_first_of("0123456789") != std::string_view::npos;
  if (place.stop.expected != Expected::kDirection || !IsCuttable(place.text, place.previous) ||
      !has_lines || !place.clause.empty()) {
    return std::nullopt;
  }
  const std::string_view head = place.text.substr(
      place.stop.declaration.begin, place.stop.previous.begin - place.stop.declaration.begin);
  Diagnostic diagnostic = At(place.stop.previous, "a threshold with lines is `of` its fact",
                             fmt::format("write `{} of {}`", Trimmed(head), place.previous));
  diagnostic.kind = DiagnosticKind::kUnfinishedLine;
  diagnostic.edits.push_back({SpanOf(place.stop.previous.begin, place.stop.previous.begin), "of "});
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> ThresholdByHabit(const Place& place) {
  if (place.keyword == "threshold" && place.on_later_line) return CutWithoutOf(place);
  if (place.keyword != "threshold" || !place.clause.empty() || place.on_later_line) {
    return std::nullopt;
  }
  const DeclaredName threshold = DeclarationAt(place.text, place.stop.declaration.begin);
  if (threshold.name.empty() || place.stop.name.end == 0) return std::nullopt;
  CutSaid cut;
  cut.head = threshold.title.empty() ? std::string(threshold.name)
                                     : fmt::format("{} \"{}\"", threshold.name, threshold.title);
  cut.span = RestSpan(place.text, place.stop.declaration.begin);
  std::string_view said = threshold.kind;
  for (const std::string_view lead : {"as ", "= ", ": ", ":", "when ", "if ", "is ", "of "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  cut.said = said;
  cut.fact = WordAt(said, 0);
  cut.cut = Trimmed(said.substr(cut.fact.size()));
  if (cut.cut.starts_with("is ")) cut.cut = Trimmed(cut.cut.substr(3));
  std::string without;
  for (const std::string_view behind : {" old", " of age"}) {
    if (!cut.cut.ends_with(behind)) continue;
    cut.cut.remove_suffix(behind.size());
    without = fmt::format(", without `{}`", behind.substr(1));
  }
  const bool is_fact = !cut.fact.empty() && IsCuttable(place.text, cut.fact);
  if (!is_fact || cut.cut.empty()) return TurnedCut(place, cut);
  if (std::optional<Diagnostic> found = TimeCut(place, cut)) return found;
  if (std::optional<Diagnostic> found = PressureCut(place, cut)) return found;
  if (std::optional<Diagnostic> found = JoinedCuts(cut)) return found;
  const std::string bound = CutOf(cut.cut);
  if (std::optional<Diagnostic> found = CutForSome(place, cut)) return found;
  if (cut.cut == "yes") return Defined(cut, std::string(cut.fact));
  if (cut.cut == "no") return Defined(cut, fmt::format("not {}", cut.fact));
  const bool is_interval = StartsWithNumber(bound) && bound.find(" to ") != std::string::npos;
  if (is_interval) return Defined(cut, fmt::format("{} is {}", cut.fact, bound));
  const std::size_t digit = cut.cut.find_first_of("0123456789");
  const bool is_equal = cut.cut.starts_with("=") || cut.cut.starts_with("equal");
  if (is_equal && digit != std::string_view::npos) {
    return Defined(cut, fmt::format("{} = {}", cut.fact, cut.cut.substr(digit)));
  }
  const bool is_changed = bound != cut.cut || !said.ends_with(cut.cut) || said != threshold.kind ||
                          place.stop.expected == Expected::kDirection;
  const bool has_side = bound.starts_with("at ") || bound.starts_with("above") ||
                        bound.starts_with("below") || bound.front() == '<' || bound.front() == '>';
  if (!is_changed || !has_side) return std::nullopt;
  const DeclaredName fact = NamedBy(place.text, cut.fact, {"fact", "define", "result"});
  const bool is_over = cut.cut.starts_with("over ") && bound.starts_with("above ");
  Diagnostic found =
      Instead(cut.span,
              fmt::format("a threshold is a fact, a side and a number{}{}", without,
                          is_over ? "; `over` is written `above`" : ""),
              fmt::format("threshold {} {} {}", cut.head, cut.fact, InUnitOf(fact, bound)));
  found.help += UnitTaken(fact, bound);
  if (is_over && bound.find(" year") != std::string::npos) {
    found.help += fmt::format("; `{} at least {}` where whoever is just {} counts too", cut.fact,
                              bound.substr(6), bound.substr(6));
  }
  return found;
}

}  // namespace mgl
