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

/// One guideline's dose beside another's limits, as the mass of a dose may be meant.
class DoseReadings {
 public:
  DoseReadings(const ast::Medication& dosed, const ast::Dose& dose, const ast::Medication& limited,
               const Checked& checked)
      : dosed_(dosed), dose_(dose), limited_(limited), checked_(checked) {}

  std::vector<OverOther> Over() const {
    std::vector<OverOther> over;
    for (std::uint32_t i = 0; i < limited_.limits.size(); ++i) {
      const std::string comes_to = ComesTo(i);
      if (!comes_to.empty()) over.push_back({comes_to, i});
    }
    return over;
  }

 private:
  /// What is compared: the limit, and what is said of the mass of the dose.
  ast::Medication Asked(std::uint32_t limit, const char* basis) const {
    ast::Medication asked;
    asked.limits = {limited_.limits[limit]};
    asked.contents = dosed_.contents.empty() ? limited_.contents : dosed_.contents;
    asked.basis = dosed_.basis;
    if (basis != nullptr) asked.basis = ast::Name{basis, dose_.said};
    return asked;
  }

  std::string ComesTo(std::uint32_t limit) const {
    const ast::Medication as_said = Asked(limit, nullptr);
    const bool is_compared = !LimitsOfFixedDose(as_said, dose_, checked_).empty() ||
                             !LimitsOfFixedDose(as_said, dose_, checked_, DoseEnd::kMost).empty();
    if (is_compared) return Said(as_said, "");
    const ast::Quantity& amount = limited_.limits[limit].amount;
    const bool is_open = !dosed_.basis || dosed_.basis->text == "open";
    if (!is_open || !amount.unit || !amount.unit->substance) return "";
    const std::string& substance = amount.unit->substance->text;
    std::string said = Said(Asked(limit, "elemental"), " where the mass is that of " + substance);
    const std::string of_salt = Said(Asked(limit, "salt"), " where it is that of the salt");
    if (!said.empty() && !of_salt.empty()) said += ", and ";
    return said + of_salt;
  }

  std::string Said(const ast::Medication& asked, const std::string& where) const {
    const auto least = LimitsExceeded(asked, dose_, checked_, DoseEnd::kLeast);
    if (!least.empty()) return fmt::format("comes to {}{}", least.front().comes_to, where);
    const auto most = LimitsExceeded(asked, dose_, checked_, DoseEnd::kMost);
    if (most.empty()) return "";
    return fmt::format("comes at its upper end to {}{}", most.front().comes_to, where);
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
      const ast::Medication& limited = MedicationOf(*pair.other);
      // What a part of several has of a dose, the dose says by the names of its amounts alone.
      const auto& meant = pair.other->meant;
      const bool is_whole = std::ranges::find(meant, dosed.name.text) != meant.end();
      if (!dosed.parts.empty() && !is_whole) continue;
      for (std::uint32_t i = 0; i < dosed.doses.size(); ++i) {
        const Checked& checked = joined_.parts[pair.other->part]->text.checked;
        for (const OverOther& over : DoseReadings(dosed, dosed.doses[i], limited, checked).Over()) {
          Tell(pair, i, over);
        }
      }
    }
  }

 private:
  const ast::Medication& MedicationOf(const Stance& stance) const {
    return *joined_.parts[stance.part]->text.names.medications[stance.medication];
  }

  /// Whoever gives it: once.
  void Tell(const Stances::Pair& pair, std::uint32_t index, const OverOther& over) {
    const std::tuple key(pair.given->part, pair.given->medication, index, pair.other->part,
                         pair.other->medication, over.limit);
    if (told_.contains(key)) return;
    const ast::Medication& dosed = MedicationOf(*pair.given);
    const auto gets_it =
        joined_.Defined(joined_.NameOfDose(pair.given->part, dosed.name.text, index));
    std::vector<Goal> goals;
    if (gets_it) goals.push_back({*gets_it, Truth::kYes});
    const std::optional<FoundTogether> together =
        stances_.FindBoth(pair, goals, [&](const std::vector<OwnDecision>& decided) {
          const CompiledGuideline& part = *joined_.parts[pair.given->part];
          const auto& when = part.guideline.medications[pair.given->medication].doses[index].when;
          const Decision& own = decided[pair.given->part].decision;
          return !when || own.nodes[Index(*when)].truth == Truth::kYes;
        });
    if (!together) return;
    told_.insert(key);
    const ast::Dose& dose = dosed.doses[index];
    const ast::Limit& limit = MedicationOf(*pair.other).limits[over.limit];
    const SourceFile& source = joined_.parts[pair.given->part]->text.source;
    Diagnostic finding{
        DiagnosticKind::kDoseOverOtherLimit,
        PlaceInAll(joined_, pair.given->part, dose.said),
        fmt::format("{} {} {}: {} {}, and the limit of {} is {}: {}", stances_.Called(*pair.given),
                    pair.given->words, Quoted(pair.given->name),
                    Quoted(TextAsWritten(source, dose.said)), over.comes_to,
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
