#include "tools/author/testing/proved_coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

#include "engine/eval_scalar.h"
#include "tools/author/testing/aim_search.h"
#include "tools/author/testing/aims.h"
#include "tools/case/examples/example_case.h"

namespace mgl {
namespace {

/// The others are counted already.
bool IsCountedHere(const Aim& aim) {
  return aim.kind == AimKind::kBound || aim.kind == AimKind::kPart;
}

void CountShown(const CompiledGuideline& compiled, const ExampleRun& run, Day today,
                const AimSearch& search, std::vector<Aim>& aims) {
  std::set<const ast::Example*> counted;
  for (const ExampleOutcome& outcome : run.examples) counted.insert(outcome.example);
  std::deque<Unit> units;
  for (const ExampleCase& example : MakeExampleCases(compiled, today, units)) {
    if (!counted.contains(example.example)) continue;
    EvaluationOptions options = example.options;
    options.plans_ask = false;
    const Decision decision = ScalarEvaluator(compiled.guideline, options).Decide(example.given);
    for (Aim& aim : aims) {
      if (IsCountedHere(aim) && search.IsShownBy(aim, options, decision)) ++aim.shown;
    }
  }
}

/// Who was found for one thing may show another that no search found anybody for.
void LookAmongFound(const AimSearch& search, PatientFinder& finder, std::vector<Aim>& aims) {
  std::vector<Aim*> open;
  for (Aim& aim : aims) {
    const bool is_answer = aim.kind == AimKind::kStatus || aim.kind == AimKind::kValue;
    if (is_answer && aim.state == Aim::State::kNotDecided) open.push_back(&aim);
  }
  for (std::size_t i = 0; i < aims.size() && !open.empty(); ++i) {
    if (!aims[i].patient) continue;
    const Decision& decision = finder.Decide(*aims[i].patient);
    std::erase_if(open, [&](Aim* aim) {
      if (!search.IsShownBy(*aim, {}, decision)) return false;
      aim->state = Aim::State::kMissing;
      aim->reason.clear();
      aim->patient = aims[i].patient;
      return true;
    });
  }
}

/// A part shows nothing by one side alone.
void JoinSides(std::vector<Aim>& aims) {
  for (Aim& aim : aims) {
    const bool may_be_joined = aim.state == Aim::State::kMissing || aim.state == Aim::State::kShown;
    if (aim.kind != AimKind::kPart || !may_be_joined) continue;
    if (aims[*aim.other_side].state != Aim::State::kImpossible) continue;
    aim.state = Aim::State::kImpossible;
    aim.reason = "proved: it decides one way only";
  }
}

}  // namespace

CoverageTotal ProvedCoverage::Total(AimKind kind) const {
  CoverageTotal total;
  for (const Aim& aim : aims) {
    if (aim.kind != kind || aim.state == Aim::State::kImpossible) continue;
    ++total.of;
    if (aim.state == Aim::State::kShown) ++total.covered;
  }
  return total;
}

CoverageTotal ProvedCoverage::Total() const {
  CoverageTotal total;
  for (const AimKind kind : kAimKinds) total = total + Total(kind);
  return total;
}

std::size_t ProvedCoverage::Count(Aim::State state) const {
  return static_cast<std::size_t>(std::ranges::count(aims, state, &Aim::state));
}

ProvedCoverage ProveCoverage(const CompiledGuideline& compiled, const ExampleRun& run, Day today) {
  ProvedCoverage proved;
  proved.finder = std::make_unique<PatientFinder>(compiled.guideline, EvaluationOptions{today, {}});
  proved.aims = AimsOf(compiled, *run.coverage, *proved.finder);
  AimSearch search(compiled.guideline, *proved.finder, today);
  CountShown(compiled, run, today, search, proved.aims);
  for (Aim& aim : proved.aims) search.Decide(aim);
  LookAmongFound(search, *proved.finder, proved.aims);
  JoinSides(proved.aims);
  return proved;
}

std::string AimText(const Aim& aim) {
  switch (aim.kind) {
    case AimKind::kOutcome:
    case AimKind::kUnknown:
    case AimKind::kStatus:
    case AimKind::kValue:
      return fmt::format("{} {}", aim.of, aim.side);
    case AimKind::kReading:
      return fmt::format("{} by {}", aim.of, aim.side);
    case AimKind::kLine:
      return fmt::format("{}: {}", aim.of, aim.text);
    case AimKind::kBound:
      return aim.of == aim.text ? fmt::format("{}: {}", aim.text, aim.side)
                                : fmt::format("{}: {}: {}", aim.of, aim.text, aim.side);
    case AimKind::kPart:
      break;
  }
  return fmt::format("{}: {}, alone decides: {}", aim.of, aim.text, aim.side);
}

}  // namespace mgl
