#include "tools/cohort/sensitivity/sensitivity_run.h"

#include <memory>
#include <utility>

#include "tools/cohort/sensitivity/sensitivity_work.h"

namespace mgl {
namespace {

class SensitivityTask : public CohortTask {
 public:
  SensitivityTask(const Guideline& guideline, const EvaluationOptions& evaluation,
                  const OpenQuestions& open, TextSink* rejects, bool row_by_row)
      : totals(open),
        guideline_(guideline),
        plan_(guideline, evaluation, open, row_by_row),
        rejects_(rejects) {}

  const Guideline& guideline() const override { return guideline_; }
  const BatchPlan* plan() const override { return plan_.joint.get(); }
  Day as_of() const override { return plan_.evaluation.as_of; }
  std::unique_ptr<CaseWork> MakeWork() const override {
    return std::make_unique<SensitivityWork>(plan_);
  }
  std::unique_ptr<PartTally> MakeTally() const override {
    return std::make_unique<SensitivityTally>(plan_.open);
  }
  std::optional<Error> Commit(PartResult& part) override {
    totals.Add(static_cast<const SensitivityTally&>(*part.tally));
    return rejects_ == nullptr ? std::nullopt : rejects_->Write(part.rejects.text());
  }

  SensitivityTotals totals;

 private:
  const Guideline& guideline_;
  SensitivityPlan plan_;
  TextSink* rejects_;
};

}  // namespace

Result<SensitivityReport> RunSensitivity(const Guideline& guideline,
                                         const EvaluationOptions& evaluation,
                                         const OpenQuestions& open, CaseReader& reader,
                                         TextSink* rejects, const BatchOptions& options) {
  SensitivityTask task(guideline, evaluation, open, rejects, options.row_by_row);
  Result<BatchReport> run = RunCohort(task, reader, options);
  if (!run) return run.error();
  return SensitivityReport{std::move(*run), std::move(task.totals)};
}

}  // namespace mgl
