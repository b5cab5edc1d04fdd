#include "engine/z3/ask_z3.h"

#include <algorithm>

#include "engine/z3/z3_graph.h"

namespace mgl {
namespace {

// What a person may wait for: sums, differences and ratios, not curves.
constexpr Z3Limits kInPassing = {30'000, 8, 6};

}  // namespace

Z3Opinion AskZ3(const Guideline& guideline, const EvaluationOptions& options,
                std::span<const Goal> goals, std::span<const Variable* const> known,
                ScalarEvaluator& evaluator, const Z3Limits& limits) {
  z3::context context;
  z3::solver solver(context, z3::solver::simple());
  z3::params parameters(context);
  parameters.set("rlimit", limits.steps);
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
  for (const Variable* const variable : known) solver.add(graph.IsKnown(*variable));
  Z3Opinion opinion;
  opinion.free_values = graph.functions().count();
  if (opinion.free_values > limits.free_values) return opinion;
  while (opinion.rounds < limits.rounds) {
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

bool Z3Prover::IsThere() {
  if (!is_there_) {
    const FindZ3Call find = open_();
    is_there_ = find && FindZ3Calls(find);
  }
  return *is_there_;
}

SecondOpinion Z3Prover::Ask(const Guideline& guideline, const EvaluationOptions& options,
                            std::span<const Goal> goals, std::span<const Variable* const> known) {
  SecondOpinion second;
  EvaluationOptions used = options;
  used.plans_ask = false;
  ScalarEvaluator evaluator(guideline, used);
  try {
    Z3Opinion opinion = AskZ3(guideline, used, goals, known, evaluator, kInPassing);
    if (opinion.answer == Z3Opinion::Answer::kNone) second.answer = SecondOpinion::Answer::kNone;
    if (opinion.answer == Z3Opinion::Answer::kFound) {
      second.answer = SecondOpinion::Answer::kFound;
      second.patient = std::move(opinion.patient);
    }
  } catch (const z3::exception&) {
    // Its memory or what it knows was not enough: not decided.
  }
  return second;
}

}  // namespace mgl
