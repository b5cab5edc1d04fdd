// The amount is worked out of the one other dose of the medication; where there is none, the form
// alone.
#include "dsl/parse/parse_share_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/warning_text.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

struct Share {
  Rational part;         // of one; 0: none is said
  std::string said;      // `50%`, `half`
  bool is_less = false;  // by so much, and not to so much
};

Share ShareIn(std::string_view line) {
  Share share;
  const std::string lower = LowerCase(line);
  for (const std::string_view word : WordsIn(lower)) {
    const std::string letters = LettersOf(word);
    if (word.size() > 1 && WithoutSigns(word).ends_with('%')) {
      std::string_view digits = WithoutSigns(word);
      digits.remove_suffix(1);
      const auto number = ParseDecimal(digits);
      if (!number || *number <= 0 || *number >= 100) return {};
      share.part = *number / 100;
      share.said = WithoutSigns(word);
    } else if (IsIn(letters, {"half", "halve", "halved", "halving"})) {
      share.part = Rational(1, 2);
      share.said = "half";
    } else if (letters == "quarter") {
      share.part = Rational(1, 4);
      share.said = "a quarter";
    }
  }
  const auto says = [&](std::string_view words) { return lower.find(words) != lower.npos; };
  const bool is_reduction = says("reduc") || says("decrease") || says("lower") || says("less");
  if (is_reduction && !says(" to ")) share.is_less = true;
  if (says("increase") || says("raise") || says("more")) return {};
  return share;
}

/// `when`, `if`, `in`, `for` and what stands behind it.
std::string ConditionIn(std::string_view text, std::string_view line) {
  for (const std::string_view lead : {" when ", " if ", " in ", " for ", " with "}) {
    const std::size_t at = line.find(lead);
    if (at == std::string_view::npos) continue;
    const std::string_view said = Trimmed(line.substr(at + lead.size()));
    const std::string meant = ConditionMeant(text, said);
    if (!meant.empty()) return meant;
    return ReasonOf(text, WithoutLead(said)).when;
  }
  return {};
}

/// `250 to 500 mg` of `500 to 1000 mg`; empty where a number has no end.
std::string Scaled(std::string_view amount, const Rational& by) {
  std::string scaled;
  for (const std::string_view word : WordsIn(amount)) {
    const auto number = ParseDecimal(word);
    if (number) {
      const Rational one = *number * by;
      const std::string shown = FormatShown(one);
      if (ParseDecimal(shown) != one) return {};
      scaled += (scaled.empty() ? "" : " ") + shown;
    } else {
      scaled += fmt::format("{}{}", scaled.empty() ? "" : " ", word);
    }
  }
  return scaled;
}

/// Up to its condition it says a share and nothing else: `1% cream` is a strength.
bool SaysShareAlone(std::string_view line) {
  for (const std::string_view lead : {" when ", " if ", " in ", " for ", " with "}) {
    line = line.substr(0, std::min(line.find(lead), line.size()));
  }
  bool is_of_dose = false;
  for (const std::string_view word : WordsIn(line)) {
    const std::string letters = LettersOf(word);
    const bool is_said =
        IsIn(letters, {"of", "reduce", "reduced", "reduction", "decrease", "decreased", "half",
                       "halve", "halved", "quarter", "lower", "less", "adjust", "adjusted"});
    const bool is_filler =
        letters.empty() || WithoutSigns(word).ends_with('%') ||
        IsIn(letters, {"dose", "doses", "the", "a", "normal", "usual", "full", "standard",
                       "recommended", "by", "to", "give", "that", "above", "original", "initial"});
    if (!is_said && !is_filler) return false;
    is_of_dose = is_of_dose || is_said;
  }
  return is_of_dose;
}

bool MayBeShare(const Place& place, std::string_view line) {
  if (place.keyword != "medication" || place.stop.name.end == 0) return false;
  if (place.found.kind == FoundKind::kText || line.find('"') != line.npos) return false;
  const std::string first = LettersOf(WordAt(line, 0));
  return IsIn(first, {"dose", "reduce", "adjust", "halve", "decrease", "give", "half", "lower",
                      "adjusted", "reduced"});
}

}  // namespace

std::optional<Diagnostic> ShareInDose(const Place& place) {
  const std::size_t at =
      place.on_later_line && !place.first_on_line ? place.stop.previous.begin : place.stop.offset;
  const std::size_t begin = SkipBlanks(place.text, LineBegin(place.text, at));
  const std::string_view line = LineRest(place.text, begin);
  if (begin > at || !MayBeShare(place, line)) return std::nullopt;
  const Share share = ShareIn(line);
  const std::string_view amount = Trimmed(BehindLead(line, {"dose "}));
  const bool has_amount = !amount.empty() && !ReadPrescription({}, amount).doses[0].amount.empty();
  if (share.part == 0 || has_amount || !SaysShareAlone(line)) return std::nullopt;
  const Span span = SpanOf(begin, begin + line.size());
  const std::string message =
      fmt::format("`{}` is no amount: a dose does not say a part of another", share.said);
  std::string when = ConditionIn(place.text, line);
  if (when.empty()) when = "…";
  const std::vector<std::string_view> others = OtherDoses(place.text, begin);
  const std::string form = fmt::format(
      "write the amount that is given, in `mg` or another unit: `dose … when {}`", when);
  if (others.size() != 1) return At(span, message, form);
  Prescription whole = ReadPrescription(place.text, others[0]);
  if (whole.doses.size() != 1 || !whole.unread.empty() || !whole.doses[0].most.empty()) {
    return At(span, message, form);
  }
  PrescribedDose part = whole.doses[0];
  PrescribedDose all = part;
  part.amount = Scaled(part.amount, share.is_less ? Rational(1 - share.part) : share.part);
  if (part.amount.empty()) return At(span, message, form);
  part.when = when;
  const bool is_for_all = all.when.empty();
  if (is_for_all) all.when = when == "…" ? std::string("not (…)") : Negated(when);
  std::string help =
      is_for_all ? fmt::format("write the lines `{}` and `{}`", DoseLine(all), DoseLine(part))
                 : fmt::format("write `{}`", DoseLine(part));
  help += fmt::format("; that is `dose {}`{} {}: check it",
                      others[0].substr(0, others[0].find(" when ")),
                      share.is_less ? ", made less by" : ", of it", share.said);
  if (!is_for_all) help += "; where both conditions hold, both doses are given";
  return At(span, message, help + MissingSize(whole, place.text));
}

}  // namespace mgl
