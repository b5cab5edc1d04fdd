#include "tests/engine/prove/z3_opinion.h"

#include <algorithm>

#include "tests/engine/prove/z3_graph.h"

namespace mgl {
namespace {

constexpr unsigned kMostSteps = 400'000;  // Z3's own, of each model
constexpr std::uint32_t kMostRounds = 25;

}  // namespace

Z3Opinion AskZ3(const Guideline& guideline, const EvaluationOptions& options,
                std::span<const Goal> goals, ScalarEvaluator& evaluator) {
  z3::context context;
  z3::solver solver(context, z3::solver::simple());
  z3::params parameters(context);
  parameters.set("rlimit", kMostSteps);
  solver.set(parameters);
  const EvaluationOptions used = WithReadings(guideline, options);
  Z3Graph graph(guideline, used, solver);
  for (const Goal& goal : goals) {
    const Z3Value& value = graph.Of(goal.node);
    z3::expr wanted = context.bool_val(false);
    if (goal.wanted.Has(Truth::kYes)) wanted = Or(wanted, value.yes);
    if (goal.wanted.Has(Truth::kNo)) wanted = Or(wanted, value.no);
    if (goal.wanted.Has(Truth::kUnknown)) wanted = Or(wanted, Not(Or(value.yes, value.no)));
    solver.add(wanted);
  }
  Z3Opinion opinion;
  opinion.free_values = graph.functions().count();
  while (opinion.rounds < kMostRounds) {
    ++opinion.rounds;
    const z3::check_result result = solver.check();
    if (result == z3::unsat) opinion.answer = Z3Opinion::Answer::kNone;
    if (result != z3::sat) return opinion;
    const z3::model model = solver.get_model();
    Case patient = graph.PatientIn(model);
    const Decision decision = evaluator.Decide(patient);
    const bool meets = std::ranges::all_of(goals, [&](const Goal& goal) {
      return goal.wanted.Has(decision.nodes[Index(goal.node)].truth);
    });
    const bool is_refined = !meets && graph.functions().Refine(model);
    if (is_refined) continue;
    opinion.answer = meets ? Z3Opinion::Answer::kFound : Z3Opinion::Answer::kDisagrees;
    opinion.patient = std::move(patient);
    return opinion;
  }
  return opinion;
}

}  // namespace mgl
