// Lines of a medication with other first words, and what stands behind `for`, `until`, `choose`.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/second_rule.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/unit/substance.h"
#include "engine/unit/unit.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

std::optional<Diagnostic> Chosen(const Place& place) {
  const bool is_missing = place.stop.expected == Expected::kChoose;
  const bool is_behind = place.clause == "choose" && place.stop.expected == Expected::kLine;
  if ((!is_missing && !is_behind) || place.first_on_line) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::string first = LettersOf(WordAt(rest, 0));
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, rest));
  const bool is_order =
      IsIn(first, {"first", "in", "preferred", "order", "ordered", "by", "stepwise"});
  constexpr std::string_view kMessage = "options are chosen `one of` or `in this order`";
  if (is_missing && is_order)
    return At(span, std::string(kMessage), "write `choose in this order`");
  const bool is_any = IsIn(first, {"any", "either", "one", "between", "from", "among"});
  const std::size_t skip = is_any ? std::min(rest.find(' '), rest.size()) : 0;
  const std::string options = OptionLines(rest.substr(skip));
  const std::string_view below = place.text.substr(EndIn(place.text, rest));
  if (options.empty() && WordAt(below, SkipBlanks(below, 0)) == "option") {
    Diagnostic diagnostic = At(span, std::string(kMessage), "write `choose one of`");
    diagnostic.edits.push_back(
        {SpanOf(place.stop.clause.begin, EndIn(place.text, rest)), "choose one of"});
    return diagnostic;
  }
  if (options.empty()) {
    return At(span, std::string(kMessage),
              "write `choose one of`, and below it the lines `option`");
  }
  return At(span, std::string(kMessage),
            fmt::format("write `choose one of`, and below it {}", options));
}

/// `option a "A" or b "B"`.
std::optional<Diagnostic> TwoOptions(const Place& place) {
  const bool is_option = place.clause == "option" || place.clause == "part";
  if (!is_option || place.on_later_line || place.first_on_line) return std::nullopt;
  const std::string_view all = Trimmed(LineRest(place.text, place.stop.clause.end));
  std::string options = OptionLines(all);
  if (options.find(", ") == std::string::npos) return std::nullopt;
  return At(place.found.span, fmt::format("every {} is a line of its own", place.clause),
            "write the lines " + options);
}

/// `limit 4 g daily max`.
std::optional<Diagnostic> LimitSaid(const Place& place) {
  if (place.clause != "limit" || place.on_later_line || place.first_on_line) return std::nullopt;
  const std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  const std::string_view rest = LineRest(place.text, begin);
  std::string said;
  for (const std::string_view word : WordsIn(rest)) {
    const bool is_needless =
        IsIn(LettersOf(word), {"max", "maximum", "to", "of", "total", "at", "most", "dose", "not",
                               "no", "faster", "more", "than", "infusion", "rate"});
    if (!is_needless) said += (said.empty() ? "" : " ") + std::string(word);
  }
  // `per day 4 g`
  for (const std::string_view time :
       {"per day ", "a day ", "daily ", "in 24 hours ", "per 24 hours ", "per 24h ", "each day ",
        "per week ", "a week ", "per hour "}) {
    if (!said.starts_with(time)) continue;
    said = fmt::format("{} {}", said.substr(time.size()), Trimmed(time));
    break;
  }
  const Prescription read = ReadPrescription(place.text, "max " + said);
  if (read.is_limit_open) return std::nullopt;
  if (read.limit.empty() || !read.unread.empty() || read.limit == rest) return std::nullopt;
  Diagnostic diagnostic = At(place.found.span, "a limit is an amount `per` day, week or hour",
                             fmt::format("write `{}`", LimitLine(read.limit)));
  diagnostic.edits.push_back({SpanOf(begin, begin + rest.size()), LimitLine(read.limit).substr(6)});
  return diagnostic;
}

/// `dose 50 mg per day for everyone else`.
std::optional<Diagnostic> DoseForSome(const Place& place, Span span) {
  const std::string_view line = LineRest(place.text, LineBegin(place.text, span.begin));
  const std::string_view dose = BehindLead(Trimmed(line), {"dose "});
  if (dose.empty() || TextOf(place.text, span).find_first_of("0123456789") != dose.npos) {
    return std::nullopt;
  }
  const Prescription whole = ReadPrescription(place.text, dose);
  const bool has_whom = !whole.doses[0].when.empty() && whole.unread.empty();
  if (whole.doses.size() != 1 || (!has_whom && !IsWhomOpen(whole))) return std::nullopt;
  return At(span, "for whom a dose is stands behind `when`",
            InLines(whole) + MissingSize(whole, place.text));
}

/// `for 7 to 10 days`, `for at least 7 days`, `for a week`, `for life`.
std::optional<Diagnostic> Lasting(const Place& place) {
  if (place.clause != "for" || place.on_later_line) return std::nullopt;
  const std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  const std::string_view rest = LineRest(place.text, begin);
  PrescriptionWords words(rest);
  const Span span = SpanOf(begin, begin + rest.size());
  constexpr std::string_view kMessage = "how long is one duration";
  const Beside beside = BesideAt(place.text, place.stop.offset);
  const std::string note =
      SecondRule(beside, "how_long", "how long", fmt::format("note \"For {}\"", rest));
  const auto say = [&](std::string_view line) {
    return At(span, std::string(kMessage),
              fmt::format("write `for {}`, and a second rule: {}", line, note));
  };
  if (auto some = DoseForSome(place, span)) return some;
  std::string_view bound;
  for (const std::string_view said :
       {"at least ", "minimum ", "up to ", "at most ", "max ", "maximum ", "about ",
        "approximately ", "a further ", "minimum of ", "maximum of ", "more than ",
        "no more than "}) {
    if (rest.starts_with(said)) bound = said;
  }
  if (!bound.empty() && IsDigit(rest[std::min(bound.size(), rest.size() - 1)])) {
    return say(rest.substr(bound.size()));
  }
  if (const std::string_view unit = words.Word(1); IsIn(words.Letters(), {"a", "one"})) {
    Diagnostic diagnostic = At(span, std::string(kMessage), fmt::format("write `for 1 {}`", unit));
    diagnostic.edits.push_back({span, fmt::format("1 {}", unit)});
    if (!unit.empty()) return diagnostic;
  }
  Prescription said = ReadPrescription(place.text, fmt::format("for {}", rest));
  said.beside = beside;
  const bool is_unsure = said.unread.find_first_of("0123456789") != std::string::npos;
  if (!said.durations.empty() && !is_unsure) {
    said.durations[2] = rest;  // words behind it stand in the note
    return At(span, std::string(kMessage), DecideHowLong(said));
  }
  const Window range = WindowIn(rest);
  if (!range.high.empty() && range.unit.empty()) {  // `for 7-10`
    return At(span, std::string(kMessage),
              fmt::format("decide between `for {} days` and `for {} days`, or with another unit of "
                          "time",
                          range.low, range.high));
  }
  // Words behind it stand in the note.
  if (!said.duration.empty() && !is_unsure) {
    if (!said.notes.empty() || !said.unread.empty()) return say(said.duration);
    Diagnostic diagnostic =
        At(span, std::string(kMessage), fmt::format("write `for {}`", said.duration));
    diagnostic.edits.push_back({span, said.duration});
    return diagnostic;
  }
  if (IsIn(words.Letters(), {"life", "lifelong", "ever", "long", "indefinitely", "always"})) {
    return At(span, "without an end is said by no line `for`", "leave the line out");
  }
  if (place.stop.expected != Expected::kDuration) return std::nullopt;
  // `dose 20 mg daily for adults, 10 mg daily for children`: all of it.
  const std::string_view dose = DoseBefore(place.text, place.stop.offset);
  const std::string_view own = Trimmed(dose.substr(0, dose.find(" for ")));
  const Prescription whom = ReadPrescription(place.text, fmt::format("{} for {}", own, rest));
  const bool is_for_some = std::ranges::all_of(whom.doses, [](const PrescribedDose& one) {
    return !one.amount.empty() && !one.when.empty();
  });
  if (!own.empty() && is_for_some && whom.unread.empty()) {
    return At(span, "for whom a dose is stands behind `when`",
              InLines(whom) + MissingSize(whom, place.text));
  }
  return At(span, std::string(kMessage),
            fmt::format("leave the line out, and say it in a second rule: {}", note));
}

/// `contains 250 mg per 5 mL`: of one mL, with the substance.
std::optional<Diagnostic> ContentPerVolume(const Place& place) {
  const std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  const std::string_view rest = LineRest(place.text, begin);
  std::string spaced;
  for (const char c : rest) spaced += c == '/' ? std::string(" / ") : std::string(1, c);
  PrescriptionWords words(spaced);
  std::string named;
  if (!words.NumberAt()) {  // `contains amoxicillin 250 mg/5 mL`
    named = words.Word();
    words.Skip(1);
  }
  const auto amount = words.NumberAt();
  if (!amount) return std::nullopt;
  words.Skip(amount->words);
  const std::string unit(words.Word());
  words.Skip(1);
  if (words.Letters() == "of") words.Skip(1);
  if (!IsIn(words.Letters(), {"per", "in", "/", "each"})) {
    named = words.Word();
    words.Skip(1);
  }
  if (!IsIn(words.Letters(), {"per", "in", "/", "each"})) return std::nullopt;
  words.Skip(1);
  const auto volume = words.NumberAt();
  if (volume) words.Skip(volume->words);
  std::string per(words.Word());
  if (LowerCase(per) == "ml") per = "mL";
  words.Skip(1);
  if (words.Letters() == "of") words.Skip(1);
  const std::optional<Rational> of_all = ParseDecimal(amount->digits);
  const std::optional<Rational> parts = ParseDecimal(volume ? volume->digits : "1");
  if (!of_all || !parts || *parts <= 0 || !ParseUnit(unit) || !ParseUnit(per)) return std::nullopt;
  const Rational one = *of_all / *parts;
  const std::string number = FormatShown(one);
  if (!words.Rest().empty()) named = words.Rest();
  const bool is_named = !named.empty() && WordAt(named, 0).size() == named.size();
  if (!named.empty() && !is_named) return std::nullopt;
  if (!is_named) named = DeclaredBefore(place.text, place.stop.offset, "medication");
  // What has endless digits stays as it is written: `mg/3mL` is per 3 mL.
  const bool is_exact = ParseDecimal(number) == one;
  const std::string written =
      is_exact
          ? fmt::format("contains {} {}/{} {}", number, unit, per, named)
          : fmt::format("contains {} {}/{}{} {}", amount->digits, unit, volume->digits, per, named);
  if (written == fmt::format("contains {}", rest)) return std::nullopt;
  const bool is_known =
      FindBuiltinSubstance(named) != nullptr || IsDeclared(place.text, named, {"substance"});
  return At(SpanOf(begin, begin + rest.size()),
            "how much is in it is an amount per one unit, and the substance",
            fmt::format("write `{}`{}", written,
                        is_known ? "" : fmt::format(", and declare `substance {}` above", named)));
}

std::optional<Diagnostic> ContentLine(const Place& place) {
  const bool is_basis = place.clause == "basis" && place.stop.expected == Expected::kLine;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, rest));
  if (is_basis && !place.on_later_line && place.found.kind == FoundKind::kWord) {
    Diagnostic diagnostic = At(span, "the basis is one word: elemental, salt or open",
                               fmt::format("write `basis {}`", place.previous));
    diagnostic.edits.push_back({SpanOf(place.stop.previous.end, span.end), ""});
    return diagnostic;
  }
  if (place.clause != "contains") return std::nullopt;
  if (auto per_volume = ContentPerVolume(place)) return per_volume;
  if (place.stop.expected == Expected::kQuantity && place.found.kind == FoundKind::kWord) {
    const std::size_t blank = std::min(rest.find_first_of("0123456789"), rest.size());
    const std::string_view name = Trimmed(rest.substr(0, blank));
    if (blank == rest.size() || WordAt(name, 0).size() != name.size()) return std::nullopt;
    return At(span, "how much of it stands before the substance",
              fmt::format("write `contains {} {}`", rest.substr(blank), name));
  }
  return std::nullopt;
}

/// A condition whose words are names of nothing.
std::optional<Diagnostic> Until(const Place& place) {
  if (place.clause != "until" || place.on_later_line || place.first_on_line) return std::nullopt;
  if (place.stop.expected != Expected::kLine || place.found.kind != FoundKind::kWord)
    return std::nullopt;
  if (IsReserved(place.found.text)) return std::nullopt;
  const std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  const std::string_view rest = LineRest(place.text, begin);
  for (const std::string_view word : WordsIn(rest)) {
    if (WordAt(word, 0).size() != word.size()) return std::nullopt;
    if (IsDeclared(place.text, word, {"fact", "threshold", "define"})) return std::nullopt;
  }
  const std::string name = NameOfTitle(rest);
  if (name.empty()) return std::nullopt;
  return At(SpanOf(begin, begin + rest.size()), "`until` names a condition",
            fmt::format("write `until {0}`, and declare `fact {0} {1} is yes/no`", name,
                        InQuotes(AsTitle(rest))));
}

}  // namespace

std::optional<Diagnostic> MedicationLine(const Place& place) {
  if (place.keyword == "medication") {
    for (const auto check : {Chosen, TwoOptions, LimitSaid, Lasting, ContentLine, Until}) {
      if (std::optional<Diagnostic> found = check(place)) return found;
    }
  }
  // `daily maximum 4 g`: `daily` was read as a part of the dose above.
  const bool is_behind_time = place.keyword == "medication" && place.clause == "dose" &&
                              IsIn(place.previous, {"daily", "weekly"}) && !place.on_later_line &&
                              IsFirstOnLine(place.text, place.stop.previous.begin);
  if (!is_behind_time &&
      (!BeginsLine(place, "medication") || place.found.kind == FoundKind::kSign)) {
    return std::nullopt;
  }
  const std::size_t at = is_behind_time ? place.stop.previous.begin : place.stop.offset;
  const std::string_view name = DeclaredBefore(place.text, at, "medication");
  return name.empty() ? std::nullopt : OrderLine(place, name, at);
}

}  // namespace mgl
