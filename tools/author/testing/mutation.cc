#include "tools/author/testing/mutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <set>

#include "dsl/ast/ast.h"
#include "dsl/compile.h"
#include "dsl/format.h"
#include "engine/eval_scalar.h"
#include "tools/author/versions/version_diff.h"
#include "tools/case/examples/example_case.h"
#include "tools/case/examples/example_check.h"

namespace mgl {
namespace {

/// "line 53, bound: 2.5, not 2.4".
std::string MutantTitle(const SourceFile& source, const Mutant& mutant) {
  const std::string begin = fmt::format("line {}, {}: ", source.PositionOf(mutant.span.begin).line,
                                        MutantKindName(mutant.kind));
  const bool is_before_enough = mutant.text.empty() || mutant.kind == Mutant::Kind::kNegated;
  if (is_before_enough) return begin + MutantBefore(source, mutant);
  if (mutant.span.begin == mutant.span.end) return begin + "not " + MutantAfter(mutant);
  return begin + MutantBefore(source, mutant) + ", not " + MutantAfter(mutant);
}

class MutationRun {
 public:
  MutationRun(const CompiledGuideline& compiled, Day today) : compiled_(compiled), today_(today) {
    for (std::size_t i = 0; i < compiled.text.names.examples.size(); ++i) {
      if (!Passes(compiled, i)) failing_.insert(i);
    }
  }

  std::optional<MutantOutcome> Try(const Mutant& mutant) const {
    const SourceFile& source = compiled_.text.source;
    const CompileResult changed = Compile(SourceFile(source.path(), WithMutant(source, mutant)));
    if (changed.guideline == nullptr) return std::nullopt;
    const auto& examples = changed.guideline->text.names.examples;
    if (examples.size() != compiled_.text.names.examples.size()) return std::nullopt;
    MutantOutcome outcome;
    outcome.mutant = mutant;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (failing_.contains(i) || Passes(*changed.guideline, i)) continue;
      outcome.state = MutantOutcome::State::kKilled;
      if (examples[i]->title) outcome.killed_by = examples[i]->title->text;
      return outcome;
    }
    LookForPatient(*changed.guideline, outcome);
    return outcome;
  }

 private:
  bool Passes(const CompiledGuideline& compiled, std::size_t index) const {
    std::deque<Unit> units;
    const ast::Example& written = *compiled.text.names.examples[index];
    ExampleCase example = ExampleCaseMaker(compiled, today_, units).Make(written);
    example.options.plans_ask =
        std::ranges::any_of(written.expectations, [](const ast::Expectation& expectation) {
          return expectation.kind == ast::Expectation::Kind::kAsk;
        });
    const Decision decision =
        ScalarEvaluator(compiled.guideline, example.options).Decide(example.given);
    return CheckExpectations(compiled, written, decision).empty();
  }

  /// Whether the example passes, and fails with the change: some values cannot be written in full.
  bool Tells(const std::string& example, const CompiledGuideline& changed) const {
    const auto passes = [&](const CompiledGuideline& version) {
      const SourceFile& source = version.text.source;
      const CompileResult with =
          Compile(SourceFile(source.path(), std::string(source.text()) + "\n" + example));
      if (with.guideline == nullptr) return std::optional<bool>();
      const std::size_t last = with.guideline->text.names.examples.size() - 1;
      return std::optional(Passes(*with.guideline, last));
    };
    return !example.empty() && passes(compiled_) == true && passes(changed) == false;
  }

  void LookForPatient(const CompiledGuideline& changed, MutantOutcome& outcome) const {
    const SourceFile& source = compiled_.text.source;
    std::string title = MutantTitle(source, outcome.mutant);
    std::ranges::replace_if(
        title, [](char sign) { return sign == '"' || sign == '\\'; }, '\'');
    FirstDifference comparison = FindDifference(changed, compiled_, {today_, {}, {}}, title);
    switch (comparison.answer) {
      case FirstDifference::Answer::kAlike:
        outcome.state = MutantOutcome::State::kEquivalent;
        return;
      case FirstDifference::Answer::kTold:
        outcome.state = MutantOutcome::State::kSurvived;
        if (Tells(comparison.example, changed)) {
          outcome.example = Format(SourceFile("generated.mgl", comparison.example))
                                .text.value_or(comparison.example);
        }
        return;
      case FirstDifference::Answer::kNotDecided:
        outcome.reason = std::move(comparison.reason);
    }
  }

  const CompiledGuideline& compiled_;
  Day today_;
  std::set<std::size_t> failing_;
};

}  // namespace

std::size_t MutationReport::Count(MutantOutcome::State state) const {
  return static_cast<std::size_t>(std::ranges::count(mutants, state, &MutantOutcome::state));
}

CoverageTotal MutationReport::Score() const {
  return {Count(MutantOutcome::State::kKilled),
          mutants.size() - Count(MutantOutcome::State::kEquivalent)};
}

MutationReport TryMutants(const CompiledGuideline& compiled, Day today, std::size_t most) {
  MutationReport report;
  const std::vector<Mutant> mutants = MutantsOf(compiled);
  report.all = mutants.size();
  const std::size_t tried = std::min(most, mutants.size());
  report.left_out = mutants.size() - tried;
  const MutationRun run(compiled, today);
  for (std::size_t i = 0; i < tried; ++i) {
    std::optional<MutantOutcome> outcome = run.Try(mutants[i * mutants.size() / tried]);
    if (outcome) report.mutants.push_back(std::move(*outcome));
  }
  return report;
}

std::string MutantBefore(const SourceFile& source, const Mutant& mutant) {
  const std::string text = TextAsWritten(source, mutant.span);
  return text.empty() ? "(nothing)" : text;
}

std::string MutantAfter(const Mutant& mutant) {
  const std::string text = WithSingleBlanks(mutant.text);
  return text.empty() ? "(nothing)" : text;
}

}  // namespace mgl
