#include "tools/cohort/batch_run.h"

#include <memory>
#include <string>
#include <utility>

#include "tools/cohort/block_decider.h"

namespace mgl {
namespace {

/// What is not shown is not asked.
EvaluationOptions OptionsFor(const BatchOutputs& outputs, EvaluationOptions options) {
  options.plans_ask = outputs.writer->parts().ask;
  return options;
}

/// One thread's evaluators.
class DecisionWork : public CaseWork {
 public:
  DecisionWork(const Guideline& guideline, const BatchPlan* plan,
               const EvaluationOptions& evaluation, const BatchOutputs& outputs)
      : guideline_(guideline),
        scalar_(guideline, OptionsFor(outputs, evaluation)),
        writer_(*outputs.writer) {
    if (plan == nullptr) return;
    batch_.emplace(*plan);
    blocks_ =
        std::make_unique<BlockDecider>(guideline, evaluation, *outputs.writer, *batch_, scalar_);
  }

  void DecideBlocks(CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part) override {
    blocks_->Decide(blocks, decide_row, part);
  }
  const Decision& Decide(const Case& reported) override {
    scalar_.DecideInto(reported, decision_);
    return decision_;
  }
  void Add(const InputRow& row, PartResult& part) override {
    part.summary.Count(guideline_, decision_);
    record_.clear();
    writer_.Append(row.reported.id, decision_, record_);
    part.decisions.Append(record_);
  }

 private:
  const Guideline& guideline_;
  ScalarEvaluator scalar_;
  Decision decision_;   // of the case at hand; its memory is used again
  std::string record_;  // likewise
  const DecisionWriter& writer_;
  std::optional<BatchEvaluator> batch_;  // where there is a plan
  std::unique_ptr<BlockDecider> blocks_;
};

class DecisionTask : public CohortTask {
 public:
  DecisionTask(const Guideline& guideline, const EvaluationOptions& evaluation,
               const BatchOutputs& outputs, const BatchOptions& options)
      : guideline_(guideline),
        evaluation_(evaluation),
        outputs_(outputs),
        plan_(options.row_by_row ? nullptr : BatchPlan::Make(guideline, evaluation)) {}

  const Guideline& guideline() const override { return guideline_; }
  const BatchPlan* plan() const override { return plan_.get(); }
  Day as_of() const override { return evaluation_.as_of; }
  std::unique_ptr<CaseWork> MakeWork() const override {
    return std::make_unique<DecisionWork>(guideline_, plan_.get(), evaluation_, outputs_);
  }
  std::optional<Error> Commit(PartResult& part) override {
    if (outputs_.rejects != nullptr) {
      if (auto error = outputs_.rejects->Write(part.rejects.text())) return error;
    }
    return Write(part.decisions.text());
  }
  std::optional<Error> Finish() override {
    return outputs_.decisions->Write(std::exchange(held_, {}));
  }

 private:
  /// The first part waits for the next one, or for the end of the input: where its file proves not
  /// to be usable, nothing is written.
  std::optional<Error> Write(std::string_view decisions) {
    if (std::exchange(is_first_, false)) {
      held_ += decisions;
      return std::nullopt;
    }
    if (!held_.empty()) {
      if (auto error = outputs_.decisions->Write(std::exchange(held_, {}))) return error;
    }
    return outputs_.decisions->Write(decisions);
  }

  const Guideline& guideline_;
  const EvaluationOptions& evaluation_;
  const BatchOutputs& outputs_;
  const std::unique_ptr<const BatchPlan> plan_;
  bool is_first_ = true;
  std::string held_ = outputs_.writer->Header();  // what is not written yet
};

}  // namespace

Result<BatchReport> RunBatch(const Guideline& guideline, const EvaluationOptions& evaluation,
                             CaseReader& reader, const BatchOutputs& outputs,
                             const BatchOptions& options) {
  DecisionTask task(guideline, evaluation, outputs, options);
  return RunCohort(task, reader, options);
}

}  // namespace mgl
