// Values are searched for by their lines.
#include "tools/author/testing/answer_search.h"

#include <algorithm>

#include "tools/author/testing/aim_search.h"
#include "tools/author/testing/value_ways.h"
#include "tools/case/examples/coverage.h"
#include "tools/case/examples/example_check.h"

namespace mgl {
namespace {

/// What a result is to be, by the name that coverage gives it.
std::pair<WantedValue, std::uint32_t> WantedOf(const ResultColumn& result,
                                               const std::string& name) {
  if (result.type == FactType::kChoice) {
    const auto choice = std::ranges::find(result.choices, name, &ChoiceOption::name);
    if (choice != result.choices.end()) {
      return {WantedValue::kChoice, static_cast<std::uint32_t>(choice - result.choices.begin())};
    }
  }
  return {name == kUndecidedValue ? WantedValue::kUnknown : WantedValue::kSettled, 0};
}

/// The patients of whom the facts are so; empty where there are none.
std::optional<PatientSet> PatientsOf(const PatientFinder& finder, const ValueWay& way) {
  PatientSet among = finder.Everybody();
  for (const ValueWay::Of& of : way.facts) {
    const Variable& variable = finder.values().Of(finder.values().OfFact(of.fact));
    switch (of.wanted) {
      case WantedValue::kChoice:
        if (!among.Has(variable, of.choice)) return std::nullopt;
        among.SetOnly(variable, of.choice);
        break;
      case WantedValue::kSettled:
        among.Remove(variable, variable.missing());
        break;
      case WantedValue::kUnknown:
        if (!among.Has(variable, variable.missing())) return std::nullopt;
        among.SetOnly(variable, variable.missing());
        break;
    }
    if (among.IsEmpty(variable)) return std::nullopt;
  }
  return among;
}

/// The patient with another number in whole, of whom the aim is shown: a computed number has an end
/// in decimals by few of them.
std::optional<Case> WithWholeNumber(const Guideline& guideline, PatientFinder& finder,
                                    const Case& patient, const Aim& aim) {
  constexpr int kMostTried = 200;
  for (std::size_t i = 0; i < patient.facts.size(); ++i) {
    const bool is_number = guideline.facts[i].type == FactType::kNumber &&
                           patient.facts[i].state == ReportedFact::State::kValue;
    for (int number = 1; is_number && number <= kMostTried; ++number) {
      Case changed = patient;
      changed.facts[i].number = Interval::Point(number);
      if (IsAnswer(guideline, aim, finder.Decide(changed))) return changed;
    }
  }
  return std::nullopt;
}

}  // namespace

bool IsAnswer(const Guideline& guideline, const Aim& aim, const Decision& decision) {
  if (aim.kind == AimKind::kStatus) {
    return decision.scope != Truth::kNo &&
           RecheckStatusName(decision.rechecks[aim.answer].status) == aim.side;
  }
  const ResultColumn& result = guideline.results[aim.answer];
  const Value& value = decision.nodes[Index(result.node)];
  return decision.HasResults() && CoveredValueName(result, value) == aim.side &&
         CanBeExpected(result, value);
}

PatientSearch FindInScope(const Guideline& guideline, PatientFinder& finder,
                          std::vector<Goal> goals, const PatientSet& among,
                          bool scope_may_be_unknown) {
  goals.push_back({guideline.scope, Truth::kYes});
  PatientSearch search = finder.Find(goals, among, kAimBudget);
  if (!scope_may_be_unknown || search.answer == PatientSearch::Answer::kFound) return search;
  goals.back() = {guideline.scope, TruthSet(Truth::kYes) | Truth::kUnknown};
  return finder.Find(goals, among, kAimBudget);
}

void ShowBy(const Guideline& guideline, PatientFinder& finder, Case patient, Aim& aim) {
  const auto is_alike = [&, scope = finder.Decide(patient).scope] {
    const Decision& decision = finder.Decide(patient);
    return decision.scope == scope && IsAnswer(guideline, aim, decision);
  };
  for (ReportedFact& reported : patient.facts) {
    if (reported.state == ReportedFact::State::kAbsent) continue;
    ReportedFact stated = reported;
    reported.Clear();
    if (!is_alike()) reported = std::move(stated);
  }
  aim.state = Aim::State::kMissing;
  aim.patient = std::move(patient);
  aim.reason.clear();
}

void DecideValue(const Guideline& guideline, PatientFinder& finder, Aim& aim) {
  const ResultColumn& result = guideline.results[aim.answer];
  const auto [wanted, choice] = WantedOf(result, aim.side);
  bool is_proved = true;
  aim.reason = "none of the patients that were tried has it";
  for (const bool is_sure : {true, false}) {
    const ValueWays ways = ValueWayFinder(guideline, is_sure).Of(result.node, wanted, choice);
    is_proved = ways.are_all;
    for (const ValueWay& way : ways.ways) {
      const std::optional<PatientSet> among = PatientsOf(finder, way);
      if (!among) continue;
      PatientSearch search = FindInScope(guideline, finder, way.goals, *among, false);
      if (search.answer == PatientSearch::Answer::kNone) continue;
      is_proved = false;
      if (search.answer == PatientSearch::Answer::kNotDecided) {
        aim.reason = SearchReasonText(search.reason);
        continue;
      }
      Case& patient = search.found->patient;
      if (IsAnswer(guideline, aim, finder.Decide(patient))) {
        return ShowBy(guideline, finder, std::move(patient), aim);
      }
      if (result.type != FactType::kNumber) continue;
      if (auto whole = WithWholeNumber(guideline, finder, patient, aim)) {
        return ShowBy(guideline, finder, *std::move(whole), aim);
      }
    }
  }
  if (!is_proved) return;
  aim.state = Aim::State::kImpossible;
  aim.reason = "proved: it is so for no patient";
}

}  // namespace mgl
