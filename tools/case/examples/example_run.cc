// One example after the other; nothing of a decision is kept but what is told of it.
#include "tools/case/examples/example_run.h"

#include <algorithm>
#include <cctype>

#include "dsl/ast/ast.h"
#include "engine/eval_scalar.h"
#include "engine/text/plain_text.h"
#include "engine/value/day_interval.h"
#include "tools/case/examples/example_why.h"

namespace mgl {
namespace {

constexpr Day kOtherDay = 36'525;  // a hundred years away

class ExampleRunner {
 public:
  ExampleRunner(const CompiledGuideline& compiled, const ExampleRunOptions& options,
                std::deque<Unit>& units)
      : compiled_(compiled),
        guideline_(compiled.guideline),
        maker_(compiled, options.today, units),
        reads_day_(!guideline_.rechecks.empty()) {
    for (std::size_t i = 0; i < guideline_.graph.size() && !reads_day_; ++i) {
      const NodeId id{static_cast<std::uint32_t>(i)};
      reads_day_ = guideline_.graph.node(id).kind == NodeKind::kToday;
    }
  }

  ExampleOutcome Run(const ast::Example& written, Coverage* coverage) {
    const ExampleCase example = maker_.Make(written);
    const Decision decision = Decide(example, example.options.as_of);
    std::vector<UnmetExpectation> unmet = Check(example, decision);
    if (coverage != nullptr) coverage->Count(example, decision, unmet);
    ExampleOutcome outcome;
    outcome.example = &written;
    outcome.as_of = example.options.as_of;
    outcome.has_as_of = example.has_as_of;
    outcome.depends_on_day = DependsOnDay(example, unmet);
    if (unmet.empty()) return outcome;
    Describe(example, decision, outcome);
    for (UnmetExpectation& item : unmet) {
      std::vector<std::string> why =
          WhyOtherwise(compiled_, example, decision, ExpectationAt(written, item.span));
      outcome.unmet.push_back({std::move(item), std::move(why)});
    }
    return outcome;
  }

 private:
  Decision Decide(const ExampleCase& example, Day as_of) const {
    EvaluationOptions options = example.options;
    options.as_of = as_of;
    return ScalarEvaluator(guideline_, options).Decide(example.given);
  }

  std::vector<UnmetExpectation> Check(const ExampleCase& example, const Decision& decision) const {
    return CheckExpectations(compiled_, *example.example, decision);
  }

  static const ast::Expectation& ExpectationAt(const ast::Example& example, Span span) {
    return *std::ranges::find(example.expectations, span, &ast::Expectation::span);
  }

  void Describe(const ExampleCase& example, const Decision& decision,
                ExampleOutcome& outcome) const {
    for (const ast::Given* given : example.givens) {
      if (given != nullptr) outcome.given.push_back(GivenText(compiled_.text.source, *given));
    }
    for (std::size_t i = 0; i < guideline_.ambiguities.size(); ++i) {
      const Ambiguity& ambiguity = guideline_.ambiguities[i];
      const std::optional<std::uint32_t>& chosen = example.options.readings[i];
      if (!chosen) continue;
      outcome.readings.push_back(ambiguity.name + " " + ambiguity.readings[*chosen].name);
    }
    for (const Warning& warning : decision.warnings) outcome.warnings.push_back(warning.text);
  }

  bool DependsOnDay(const ExampleCase& example, const std::vector<UnmetExpectation>& unmet) const {
    if (example.has_as_of) return false;
    const bool has_dates = std::ranges::any_of(example.givens, [](const ast::Given* given) {
      return given != nullptr && (given->on || given->value.kind == ast::Literal::Kind::kDate);
    });
    if (!has_dates && !reads_day_) return false;
    const DaySpan calendar = CalendarSpan();
    const auto differs = [&](Day day) {
      const auto other = Check(example, Decide(example, day));
      return !std::ranges::equal(unmet, other,
                                 [](const UnmetExpectation& a, const UnmetExpectation& b) {
                                   return a.span == b.span && a.actual == b.actual;
                                 });
    };
    return differs(std::max(example.options.as_of - kOtherDay, calendar.first)) ||
           differs(std::min(example.options.as_of + kOtherDay, calendar.last));
  }

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;  // of compiled_
  ExampleCaseMaker maker_;
  bool reads_day_;
};

}  // namespace

std::size_t ExampleRun::Failed() const {
  return static_cast<std::size_t>(std::ranges::count_if(
      examples, [](const ExampleOutcome& outcome) { return !outcome.unmet.empty(); }));
}

ExampleRun RunExamples(const CompiledGuideline& compiled, const ExampleRunOptions& options) {
  ExampleRun run;
  if (options.coverage) run.coverage = std::make_unique<Coverage>(compiled);
  std::deque<Unit> units;
  ExampleRunner runner(compiled, options, units);
  const std::string filter = LowerCase(options.filter);
  for (const ast::Example* example : compiled.text.names.examples) {
    const std::string title = example->title ? LowerCase(example->title->text) : "";
    if (title.find(filter) == std::string::npos) continue;
    run.examples.push_back(runner.Run(*example, run.coverage.get()));
  }
  return run;
}

}  // namespace mgl
