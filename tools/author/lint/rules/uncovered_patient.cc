// A patient in scope of whom all is known, for whom no line of a result or table holds; one who is
// given a medication and has no dose of it, or no recheck between two.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/bands.h"
#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

void FindUncovered(const LintInput& input, const DecidedLines& table, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  const TruthSet no = Truth::kNo;
  std::vector<Goal> lines;
  for (const DecidedLine& line : table.lines) lines.push_back({line.when, no});
  std::vector<Goal> goals = lines;
  goals.push_back({guideline.scope, Truth::kYes});
  PatientFinder& finder = input.proofs.finder();
  const PatientSet known = finder.WithAllKnown(goals, input.proofs.everybody());
  const std::string& name = table.declaration->name.text;
  const PatientSearch search =
      input.proofs.Find(goals, known, table.declaration->name.span,
                        fmt::format("some patient has no line of `{}`", name));
  if (!search.found) return;
  const std::string words = input.proofs.ForWhom(goals, *search.found, &known);
  Diagnostic finding{DiagnosticKind::kUncoveredPatient,
                     table.declaration->name.span,
                     fmt::format("no line of `{}` holds {}", name, words),
                     "add a line for these patients, or `missing otherwise` where there is none on "
                     "purpose",
                     {}};
  finding.example =
      input.proofs.AsExample(*search.found, fmt::format("{} says nothing", name), {name});
  found.push_back(std::move(finding));
}

/// Somebody who is given the medication, and no condition of its doses holds.
void FindUndosed(const LintInput& input, std::size_t index, Diagnostics& found) {
  const Medication& medication = input.compiled.guideline.medications[index];
  std::vector<Goal> none;
  for (const Medication::Dose& dose : medication.doses) {
    if (!dose.when) return;
    none.push_back({*dose.when, Truth::kNo});
  }
  if (none.empty()) return;
  const ast::Medication& written = *input.names().medications[index];
  for (const Rule* const rule : RulesThatGive(input.compiled.guideline, index)) {
    std::vector<Goal> goals = none;
    goals.push_back({rule->outcome, Truth::kYes});
    const PatientSet known = input.proofs.finder().WithAllKnown(goals, input.proofs.everybody());
    const PatientSearch search =
        input.proofs.Find(goals, known, written.name.span,
                          fmt::format("somebody who is given `{}` has no dose", medication.name));
    if (!search.found) continue;
    const std::size_t at = static_cast<std::size_t>(rule - input.compiled.guideline.rules.data());
    Diagnostic finding{
        DiagnosticKind::kUncoveredPatient,
        written.name.span,
        fmt::format("no dose of `{}` holds {}, and rule `{}` gives it", medication.name,
                    input.proofs.ForWhom(goals, *search.found, &known), rule->name),
        "add a dose for these patients, or say in the rule that they are not given it",
        {{input.names().rules[at]->name.span, "this rule"}}};
    finding.example = input.proofs.AsExample(
        *search.found, fmt::format("no dose of {}", medication.name), {rule->name});
    found.push_back(std::move(finding));
    return;
  }
}

/// A recheck for some values of one number.
struct BandedRecheck {
  const ast::Recheck* recheck = nullptr;
  const ast::Expr* number = nullptr;
  Band band;
};

/// Rechecks of one fact that look like the parts of a whole: bands of one number.
class RecheckHoles {
 public:
  RecheckHoles(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void Find() {
    std::map<std::string, std::vector<BandedRecheck>> by_number;
    for (const ast::Recheck* const recheck : input_.names().rechecks) {
      if (!recheck->when || !IsPlain(*recheck->when)) continue;
      for (const auto& [key, banded] : BandsOf(input_, {recheck->when.get()})) {
        if (banded.bands.size() != 1) continue;
        by_number[recheck->fact.text + ' ' + key].push_back(
            {recheck, banded.number, banded.bands[0]});
      }
    }
    constexpr std::size_t kMostRechecks = 50;  // of one fact by one number
    for (auto& [key, rechecks] : by_number) {
      if (rechecks.size() > kMostRechecks) continue;
      for (const BandedRecheck& before : rechecks) {
        const BandedRecheck* const next = NextBehind(before, rechecks);
        if (next != nullptr && Report(before, *next, rechecks)) break;
      }
    }
  }

 private:
  /// A comparison and nothing else, or the threshold that has it.
  bool IsPlain(const ast::Expr& when) const {
    return when.kind == ast::ExprKind::kCompare || when.kind == ast::ExprKind::kIsSpan ||
           (when.kind == ast::ExprKind::kName &&
            input_.names().expression_symbols.at(when.id).kind == SymbolKind::kThreshold);
  }

  /// The one that begins first behind the end of this one; null where another goes on there.
  static const BandedRecheck* NextBehind(const BandedRecheck& before,
                                         const std::vector<BandedRecheck>& all) {
    if (before.band.high == nullptr) return nullptr;
    const Rational& end = before.band.values.high.value;
    const BandedRecheck* next = nullptr;
    for (const BandedRecheck& other : all) {
      const Bound& low = other.band.values.low;
      const Bound& high = other.band.values.high;
      const bool goes_on = (low.infinite || low.value <= end) &&
                           (high.infinite || high.value > end) && &other != &before;
      if (goes_on) return nullptr;
      if (low.infinite || low.value <= end) continue;
      if (next == nullptr || low.value < next->band.values.low.value) next = &other;
    }
    return next;
  }

  bool Report(const BandedRecheck& before, const BandedRecheck& next,
              const std::vector<BandedRecheck>& all) {
    const auto below =
        CutBelow(input_, *before.recheck->when, *before.number, before.band.values.high.value);
    const auto above =
        CutBelow(input_, *next.recheck->when, *next.number, next.band.values.low.value);
    const Bound& end = before.band.values.high;
    const Bound& begin = next.band.values.low;
    const Interval between{Bound::At(end.value, !end.closed),
                           Bound::At(begin.value, !begin.closed)};
    if (!below || !above || !PossibleWithin(input_, *before.number, between)) return false;
    std::vector<Goal> none = {{*below, Truth::kNo}, {*above, Truth::kNo}};
    for (const BandedRecheck& one : all) {
      none.push_back({*input_.compiled.expression_nodes[one.recheck->when->id], Truth::kNo});
    }
    if (!input_.proofs.MayBeSomebody(none, input_.proofs.everybody())) return false;
    for (const Rule& rule : input_.compiled.guideline.rules) {
      const std::string what = TreatedOrMeasured(rule, next.recheck->fact.text);
      if (what.empty()) continue;
      std::vector<Goal> goals = none;
      goals.push_back({rule.outcome, Truth::kYes});
      const PatientSet known =
          input_.proofs.finder().WithAllKnown(goals, input_.proofs.everybody());
      const Span place = next.band.low->span;
      const std::string& fact = next.recheck->fact.text;
      const PatientSearch search = input_.proofs.Find(
          goals, known, place, fmt::format("somebody has no recheck of `{}`", fact));
      if (!search.found) continue;
      Diagnostic finding{
          DiagnosticKind::kUncoveredPatient,
          place,
          fmt::format("no recheck of `{}` holds {}, and rule `{}` {}", fact,
                      input_.proofs.ForWhom(goals, *search.found, &known), rule.name, what),
          fmt::format("let one of the two rechecks have what lies between {} and {}, or add one",
                      Quoted(QuantityText(*before.band.high)),
                      Quoted(QuantityText(*next.band.low))),
          {{before.band.high->span, "the one before ends here"}}};
      finding.example = input_.proofs.AsExample(*search.found,
                                                fmt::format("no recheck of {}", fact), {rule.name});
      found_.push_back(std::move(finding));
      return true;
    }
    return false;
  }

  /// "gives `iron`", "orders `potassium`"; empty where it does neither.
  std::string TreatedOrMeasured(const Rule& rule, const std::string& fact) const {
    const Guideline& guideline = input_.compiled.guideline;
    for (const Action& action : rule.actions) {
      if (const std::optional<Treatment> given = TreatmentGiven(action)) {
        return fmt::format("gives {}", Quoted(guideline.medications[given->medication].name));
      }
      const bool orders = action.verb == ActionVerb::kOrder &&
                          action.target == Action::Target::kFact &&
                          guideline.facts[action.index].name == fact;
      if (orders) return fmt::format("orders {}", Quoted(fact));
    }
    return "";
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintUncoveredPatient(const LintInput& input, Diagnostics& found) {
  for (const DecidedLines& table : DecidedLinesOf(input)) {
    const bool claims_all = !table.has_otherwise && table.is_result;
    // A gap between two rows is told with the row to change.
    const bool is_told = IsToldWithin(found, DiagnosticKind::kTableGap, table.declaration->span);
    const bool is_uncovered =
        IsToldWithin(found, DiagnosticKind::kUncoveredPatient, table.declaration->span);
    if (claims_all && !is_told && !is_uncovered) FindUncovered(input, table, found);
  }
  for (std::size_t i = 0; i < input.names().medications.size(); ++i) FindUndosed(input, i, found);
  RecheckHoles(input, found).Find();
}

}  // namespace mgl
