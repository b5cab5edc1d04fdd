// A dose that one guideline gives, and that is more than the limit of another for the treatment.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/fixed_doses.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/stances.h"

namespace mgl {
namespace {

/// How a dose may be meant, and what it then is over.
struct OverOther {
  std::string comes_to;  // "comes to at least 400 mg per day where the mass is that of magnesium"
  std::uint32_t limit = 0;
};

/// A dose by body size beside one of these limits, as its mass may be meant.
struct SizedBesideOther {
  std::uint32_t limit = 0;
  PlannedLimit planned;
  Rational low, high;  // of one unit of the size
  std::string where;   // " and the mass is that of magnesium"
};

/// Of the other's limit, which is the first of those asked; null: it is not compared. Also null
/// where a limit of the dose's own guideline, behind it, is as strict: whoever reads that knows.
const PlannedLimit* OfOther(const std::vector<PlannedLimit>& limits) {
  const auto other = std::ranges::find(limits, 0U, &PlannedLimit::limit);
  if (other == limits.end()) return nullptr;
  const bool is_known = std::ranges::any_of(limits, [&](const PlannedLimit& own) {
    return own.limit > 0 && own.by_size == other->by_size &&
           own.value * other->times_most <= other->value * own.times_most;
  });
  return is_known ? nullptr : &*other;
}

/// One guideline's dose beside another's limits, as the mass of a dose may be meant.
class DoseReadings {
 public:
  DoseReadings(const ast::Medication& dosed, const ast::Dose& dose, const ast::Medication& limited,
               const Checked& checked)
      : dosed_(dosed), dose_(dose), limited_(limited), checked_(checked) {}

  /// `size`: of the dose's `by`.
  std::vector<SizedBesideOther> Sized(const ExprType& size) const {
    std::vector<SizedBesideOther> sized;
    for (std::uint32_t i = 0; i < limited_.limits.size(); ++i) {
      const auto add = [&](const ast::Medication& asked, const std::string& where) {
        const auto plan = PlanDose(asked, dose_, size, checked_);
        const auto* const planned = std::get_if<DosePlan>(&plan);
        if (planned == nullptr) return false;
        if (const PlannedLimit* const other = OfOther(planned->limits)) {
          sized.push_back({i, *other, planned->low, planned->high, where});
        }
        return std::ranges::find(planned->limits, 0U, &PlannedLimit::limit) !=
               planned->limits.end();
      };
      const std::string substance = OpenSubstance(i);
      if (add(Asked(i, nullptr), "") || substance.empty()) continue;
      add(Asked(i, "elemental"), " and the mass is that of " + substance);
      add(Asked(i, "salt"), " and the mass is that of the salt");
    }
    return sized;
  }

  std::vector<OverOther> Over() const {
    std::vector<OverOther> over;
    for (std::uint32_t i = 0; i < limited_.limits.size(); ++i) {
      const std::string comes_to = ComesTo(i);
      if (!comes_to.empty()) over.push_back({comes_to, i});
    }
    return over;
  }

 private:
  /// What is compared: the limit, then the dose's own, and what is said of its mass.
  ast::Medication Asked(std::uint32_t limit, const char* basis) const {
    ast::Medication asked;
    asked.limits = {limited_.limits[limit]};
    asked.limits.insert(asked.limits.end(), dosed_.limits.begin(), dosed_.limits.end());
    asked.contents = dosed_.contents.empty() ? limited_.contents : dosed_.contents;
    asked.basis = dosed_.basis;
    if (basis != nullptr) asked.basis = ast::Name{basis, dose_.said};
    return asked;
  }

  /// Of which the limit is, where it is open whether the dose is; else empty.
  std::string OpenSubstance(std::uint32_t limit) const {
    const ast::Quantity& amount = limited_.limits[limit].amount;
    const bool is_open = !dosed_.basis || dosed_.basis->text == "open";
    if (!dosed_.parts.empty()) return "";  // the mass is that of all of them
    if (!is_open || !amount.unit || !amount.unit->substance) return "";
    return amount.unit->substance->text;
  }

  std::string ComesTo(std::uint32_t limit) const {
    const ast::Medication as_said = Asked(limit, nullptr);
    for (const DoseEnd end : {DoseEnd::kLeast, DoseEnd::kMost}) {
      const auto compared = LimitsOfFixedDose(as_said, dose_, checked_, end);
      const auto other = std::ranges::find(compared, 0U, &PlannedLimit::limit);
      if (other != compared.end()) return Said(as_said, "");
    }
    const std::string substance = OpenSubstance(limit);
    if (substance.empty()) return "";
    std::string said = Said(Asked(limit, "elemental"), " where the mass is that of " + substance);
    const std::string of_salt = Said(Asked(limit, "salt"), " where it is that of the salt");
    if (!said.empty() && !of_salt.empty()) said += ", and ";
    return said + of_salt;
  }

  std::string Said(const ast::Medication& asked, const std::string& where) const {
    for (const DoseEnd end : {DoseEnd::kLeast, DoseEnd::kMost}) {
      if (OfOther(LimitsOfFixedDose(asked, dose_, checked_, end)) == nullptr) continue;
      for (const DoseOverLimit& over : LimitsExceeded(asked, dose_, checked_, end)) {
        if (over.planned.limit > 0) continue;
        return fmt::format("comes {}to {}{}", end == DoseEnd::kMost ? "at its upper end " : "",
                           over.comes_to, where);
      }
    }
    return "";
  }

  const ast::Medication& dosed_;
  const ast::Dose& dose_;
  const ast::Medication& limited_;
  const Checked& checked_;
};

class OtherLimits {
 public:
  OtherLimits(const LintInput& input, Diagnostics& found)
      : input_(input), joined_(*input.joined), stances_(input), found_(found) {}

  void Check() {
    for (const Stances::Pair& pair : stances_.PairsWith(Stance::Kind::kLimits)) {
      const ast::Medication& dosed = MedicationOf(*pair.given);
      // What a part of several has of a dose, the dose says by the names of its amounts alone.
      const auto& meant = pair.other->meant;
      const bool is_whole = std::ranges::find(meant, dosed.name.text) != meant.end();
      if (!dosed.parts.empty() && !is_whole) continue;
      for (std::uint32_t i = 0; i < dosed.doses.size(); ++i) LookAt(pair, i);
    }
  }

 private:
  const ast::Medication& MedicationOf(const Stance& stance) const {
    return *joined_.parts[stance.part]->text.names.medications[stance.medication];
  }

  void LookAt(const Stances::Pair& pair, std::uint32_t index) {
    const ast::Medication& dosed = MedicationOf(*pair.given);
    const ast::Dose& dose = dosed.doses[index];
    const Checked& checked = joined_.parts[pair.other->part]->text.checked;
    const DoseReadings readings(dosed, dose, MedicationOf(*pair.other), checked);
    if (!dose.by) {
      for (const OverOther& over : readings.Over()) {
        Tell(pair, index, over.limit, [&](FoundTogether&) { return over.comes_to; });
      }
      return;
    }
    const Checked& own = joined_.parts[pair.given->part]->text.checked;
    for (const SizedBesideOther& sized : readings.Sized(own.types.at(dose.by->id))) {
      Tell(pair, index, sized.limit,
           [&](FoundTogether& together) { return MakeOver(pair, index, sized, together); });
    }
  }

  bool GetsIt(const Stances::Pair& pair, std::uint32_t index,
              const std::vector<OwnDecision>& decided) const {
    const CompiledGuideline& part = *joined_.parts[pair.given->part];
    const auto& when = part.guideline.medications[pair.given->medication].doses[index].when;
    return !when || decided[pair.given->part].decision.nodes[Index(*when)].truth == Truth::kYes;
  }

  /// What the dose comes to for a patient like the one who was found, of such a size that it is
  /// over the limit: as it is worked out, with all that lessens it. Empty: none was found.
  std::string MakeOver(const Stances::Pair& pair, std::uint32_t index,
                       const SizedBesideOther& sized, FoundTogether& together) const {
    const std::uint32_t part = pair.given->part;
    const CompiledGuideline& own = *joined_.parts[part];
    const ast::Dose& dose = MedicationOf(*pair.given).doses[index];
    const Symbol symbol = own.text.names.expression_symbols.at(dose.by->id);
    if (dose.by->kind != ast::ExprKind::kName || symbol.kind != SymbolKind::kFact) return "";
    const std::uint32_t in_all = joined_.facts[part][symbol.index];
    const Fact& size = input_.compiled.guideline.facts[in_all];
    if (size.unit.code != own.guideline.facts[symbol.index].unit.code) return "";
    const auto& amount = own.guideline.medications[pair.given->medication].doses[index].amount;
    const FactValues& values = input_.proofs.finder().values();
    const Variable& variable = values.Of(values.OfFact(FactId{in_all}));
    const Rational& times = sized.planned.times_most;
    const Rational from =
        sized.planned.by_size ? Rational(0) : Rational(sized.planned.value / times / sized.high);
    std::string comes_to;
    ForEachValue(together.found.set, variable, [&](std::uint32_t value) {
      if (!comes_to.empty() || !amount || value >= variable.stretches.size()) return;
      const std::optional<Rational> number = SizeAbove(size, variable.StretchOf(value), from);
      if (!number) return;
      Case patient = together.found.patient;
      ReportedFact& reported = patient.facts[in_all];
      reported = ReportedFact();
      reported.state = ReportedFact::State::kValue;
      reported.number = Interval::Point(*number);
      std::vector<OwnDecision> decided = DecideAlone(joined_, patient, input_.as_of);
      const Value& worked_out = decided[part].decision.nodes[Index(amount->high)];
      if (!stances_.SaysAlone(*pair.given, decided) || !stances_.SaysAlone(*pair.other, decided) ||
          !GetsIt(pair, index, decided) || !worked_out.known || !worked_out.number.IsPoint()) {
        return;
      }
      const Rational allowed =
          sized.planned.by_size ? Rational(sized.planned.value * *number) : sized.planned.value;
      const Rational given = worked_out.number.low.value * times;
      if (given <= allowed) return;
      const ast::Quantity& limit = MedicationOf(*pair.other).limits[sized.limit].amount;
      const Rational all = limit.number.value * given / allowed;
      const bool is_span =
          sized.low != sized.high || sized.planned.times_least != sized.planned.times_most;
      comes_to =
          fmt::format("comes {}to {} {} where {} is {} {}{}", is_span ? "at its upper end " : "",
                      FormatShown(all), limit.unit->code, Quoted(dose.by->name.text),
                      FormatShown(*number), size.unit.code, sized.where);
      together.found.patient = std::move(patient);
      together.decided = std::move(decided);
    });
    return comes_to;
  }

  /// A size in the stretch and above the number, a round one where it has that; empty: there is
  /// none.
  static std::optional<Rational> SizeAbove(const Fact& size, const Interval& stretch,
                                           const Rational& from) {
    const auto above = Intersect(stretch, {Bound::At(from, false), Bound::Infinite()});
    if (!above) return std::nullopt;
    constexpr int kRound = 5;
    return ReportedValueIn(size, *above, (Floor(from / kRound) + 1) * kRound);
  }

  /// Whoever gives it: once. `said`: what the dose comes to for whom was found; empty: nothing.
  template <typename Said>
  void Tell(const Stances::Pair& pair, std::uint32_t index, std::uint32_t limit_index,
            const Said& said) {
    const std::tuple key(pair.given->part, pair.given->medication, index, pair.other->part,
                         pair.other->medication, limit_index);
    if (told_.contains(key)) return;
    const ast::Medication& dosed = MedicationOf(*pair.given);
    const auto gets_it =
        joined_.Defined(joined_.NameOfDose(pair.given->part, dosed.name.text, index));
    std::vector<Goal> goals;
    if (gets_it) goals.push_back({*gets_it, Truth::kYes});
    std::optional<FoundTogether> together = stances_.FindBoth(
        pair, goals,
        [&](const std::vector<OwnDecision>& decided) { return GetsIt(pair, index, decided); });
    if (!together) return;
    const std::string comes_to = said(*together);
    if (comes_to.empty()) return;
    told_.insert(key);
    const ast::Dose& dose = dosed.doses[index];
    const ast::Limit& limit = MedicationOf(*pair.other).limits[limit_index];
    const SourceFile& source = joined_.parts[pair.given->part]->text.source;
    Diagnostic finding{
        DiagnosticKind::kDoseOverOtherLimit,
        PlaceInAll(joined_, pair.given->part, dose.said),
        fmt::format("{} {} {}: {} {}, and the limit of {} is {}: {}", stances_.Called(*pair.given),
                    pair.given->words, Quoted(pair.given->name),
                    Quoted(TextAsWritten(source, dose.said)), comes_to,
                    stances_.Called(*pair.other), QuantityText(limit.amount),
                    input_.proofs.ForWhom(together->goals, together->found)),
        "check both numbers with their units and of what the mass is, and say in one of the "
        "guidelines which amount holds for these patients, or accept it there with its reason",
        {{PlaceInAll(joined_, pair.other->part, limit.span), "the limit"},
         {stances_.PlaceIn(*pair.given), std::string(pair.given->words) + " it"}}};
    finding.example = stances_.AsExamples(pair, *together, dosed.name.text + " over a limit");
    found_.push_back(std::move(finding));
  }

  const LintInput& input_;
  const JoinedGuidelines& joined_;
  const Stances stances_;
  Diagnostics& found_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t,
                      std::uint32_t>>
      told_;
};

}  // namespace

void LintDoseOverOtherLimit(const LintInput& input, Diagnostics& found) {
  if (input.joined != nullptr) OtherLimits(input, found).Check();
}

}  // namespace mgl
