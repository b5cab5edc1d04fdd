#include "tools/cohort/differences/difference_run.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <optional>

#include "engine/eval_scalar.h"
#include "engine/meaning/result_cell.h"
#include "tools/cohort/sensitivity/copied_values.h"
#include "tools/cohort/sensitivity/outcome_change.h"
#include "tools/io/csv/csv_writer.h"

namespace mgl {
namespace {

class DifferenceTally : public PartTally {
 public:
  explicit DifferenceTally(const VersionPairs& versions) : counts(versions), versions_(versions) {}
  void Clear() override { counts = DifferenceCounts(versions_); }

  DifferenceCounts counts;

 private:
  const VersionPairs& versions_;
};

/// What all threads share.
struct DifferencePlan {
  DifferencePlan(const VersionPairs& of, bool row_by_row, bool writes)
      : versions(of), writes_decisions(writes) {
    if (!row_by_row) plan = BatchPlan::Make(of.joint().guideline(), of.evaluation());
    for (std::size_t i = 0; i < of.statements().size(); ++i) {
      if (of.statements()[i].IsSame()) continue;
      compared.push_back(i);
      planes_say_all &= SaysAll(of.statements()[i], of.joint().guideline());
    }
  }

  const VersionPairs& versions;
  std::unique_ptr<const BatchPlan> plan;  // null: rows are decided one by one
  std::vector<std::size_t> compared;      // statements that may differ
  bool planes_say_all = true;             // of these
  bool writes_decisions;
};

class DifferenceWork : public CaseWork {
 public:
  explicit DifferenceWork(const DifferencePlan& plan)
      : plan_(plan),
        versions_(plan.versions),
        joint_(plan.versions.joint().guideline()),
        read_scalar_(versions_.read(), versions_.evaluation()),
        joint_scalar_(joint_, versions_.evaluation()) {
    if (plan.plan == nullptr) return;
    batch_.emplace(*plan.plan);
    copies_.emplace(versions_.joint(), *plan.plan);
    differs_.resize(plan.compared.size());
    block_.columns.facts.reserve(joint_.facts.size());
  }

  void DecideBlocks(CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part) override {
    CaseColumns& columns = block_.columns;
    while (blocks.Next(block_)) {
      copies_->AddTo(columns);
      batch_->Evaluate(columns);
      for (std::size_t i = 0; i < plan_.compared.size(); ++i) {
        const StatementPair& pair = versions_.statements()[plan_.compared[i]];
        FindChanges(pair.outcome, *batch_, columns, differs_[i]);
      }
      for (std::size_t w = 0; w * kWordBits < columns.size; ++w) {
        DecideWord(w, blocks, decide_row, part);
      }
      part.facts.Count(block_);
      copies_->RemoveFrom(columns);
    }
  }

  const Decision& Decide(const Case& reported) override {
    read_scalar_.DecideInto(reported, decision_);
    return decision_;
  }

  void Add(const InputRow& row, PartResult& part) override {
    ++part.summary.decided;
    DecideJointly(row.reported);
    bool is_changed = false;
    DifferenceCounts& counts = CountsOf(part);
    for (const std::size_t i : plan_.compared) {
      const StatementPair& pair = versions_.statements()[i];
      if (ChangeOf(pair.outcome, joint_, joint_decision_) == OutcomeShift::kNone) continue;
      is_changed = true;
      ++counts.changes[i][{StateOf(pair, VersionSide::kBefore, joint_, joint_decision_),
                           StateOf(pair, VersionSide::kAfter, joint_, joint_decision_)}];
    }
    if (!is_changed) return;
    Tell(row.reported.id, counts);
    if (plan_.writes_decisions) Write(row.reported.id, std::nullopt, part);
  }

 private:
  static DifferenceCounts& CountsOf(PartResult& part) {
    return static_cast<DifferenceTally&>(*part.tally).counts;
  }

  static void Tell(std::string_view id, DifferenceCounts& counts) {
    ++counts.changed;
    if (counts.ids.size() < DifferenceCounts::kMostIds) counts.ids.emplace_back(id);
  }

  void DecideJointly(const Case& reported) {
    CopyCase(versions_.joint(), reported, joint_case_);
    joint_scalar_.DecideInto(joint_case_, joint_decision_);
  }

  void DecideWord(std::size_t w, CaseBlocks& blocks, const DecideRow& decide_row,
                  PartResult& part) {
    const CaseColumns& columns = block_.columns;
    const std::size_t count = std::min(kWordBits, columns.size - w * kWordBits);
    const Word all = count == kWordBits ? ~Word{0} : (Word{1} << count) - 1;
    const Word exceptional = columns.exceptional[w] & all;
    if (part.collects_ids) part.AddIds(block_, w * kWordBits, count);
    part.summary.decided += static_cast<std::uint64_t>(std::popcount(all & ~exceptional));
    Word changed = 0;
    for (const Plane& plane : differs_) changed |= plane[w];
    changed &= all & ~exceptional;
    DifferenceCounts& counts = CountsOf(part);
    for (std::size_t i = 0; i < plan_.compared.size(); ++i) {
      const StatementPair& pair = versions_.statements()[plan_.compared[i]];
      for (Word rest = differs_[i][w] & changed; rest != 0; rest &= rest - 1) {
        const std::size_t row = w * kWordBits + static_cast<std::size_t>(std::countr_zero(rest));
        ++counts.changes[plan_.compared[i]][{StateOf(pair, VersionSide::kBefore, *batch_, row),
                                             StateOf(pair, VersionSide::kAfter, *batch_, row)}];
      }
    }
    for (Word rest = changed | exceptional; rest != 0; rest &= rest - 1) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
      const std::size_t row = w * kWordBits + bit;
      if ((exceptional >> bit & 1U) != 0) {
        blocks.ReadCase(row, row_);
        if (part.collects_ids) part.SetId(count - bit, row_);
        decide_row(row_);
        continue;
      }
      Tell(block_.ids[row], counts);
      if (!plan_.writes_decisions) continue;
      if (!plan_.planes_say_all) {
        blocks.ReadCase(row, row_);
        if (row_.rejected) std::abort();  // the two readers of one text disagree
        DecideJointly(row_.reported);
      }
      Write(block_.ids[row], plan_.planes_say_all ? std::optional(row) : std::nullopt, part);
    }
  }

  /// Of a row of the block at hand, else of the case that was decided last.
  void Write(std::string_view id, std::optional<std::size_t> row, PartResult& part) {
    record_.clear();
    AppendCsvField(record_, id);
    for (const std::size_t i : plan_.compared) {
      const StatementPair& pair = versions_.statements()[i];
      for (const VersionSide side : {VersionSide::kBefore, VersionSide::kAfter}) {
        record_ += ',';
        const bool says_all = SaysAll(pair, joint_);
        if (row) {
          AppendCsvField(record_,
                         StateText(pair, side, joint_, StateOf(pair, side, *batch_, *row)));
        } else if (says_all) {
          AppendCsvField(
              record_, StateText(pair, side, joint_, StateOf(pair, side, joint_, joint_decision_)));
        } else {
          const bool is_before = side == VersionSide::kBefore;
          const ResultColumn& result =
              joint_.results[is_before ? pair.outcome.first : pair.outcome.second];
          const ShownDefinition shown(joint_, result, joint_decision_.nodes, result.node);
          AppendCsvField(record_, ResultCell(shown.definition(), shown.value()));
        }
      }
    }
    record_ += '\n';
    part.decisions.Append(record_);
  }

  const DifferencePlan& plan_;
  const VersionPairs& versions_;
  const Guideline& joint_;
  ScalarEvaluator read_scalar_;
  ScalarEvaluator joint_scalar_;
  Decision decision_;        // of the old version
  Decision joint_decision_;  // of both
  Case joint_case_;
  std::string record_;
  // For blocks alone.
  std::optional<BatchEvaluator> batch_;
  std::optional<CopiedColumns> copies_;
  std::vector<Plane> differs_;  // by compared statement
  CaseBlock block_;
  InputRow row_;
};

class DifferenceTask : public CohortTask {
 public:
  DifferenceTask(const VersionPairs& versions, TextSink* decisions, TextSink* rejects,
                 bool row_by_row)
      : counts(versions),
        plan_(versions, row_by_row, decisions != nullptr),
        decisions_(decisions),
        rejects_(rejects) {}

  const Guideline& guideline() const override { return plan_.versions.read(); }
  const BatchPlan* plan() const override { return plan_.plan.get(); }
  Day as_of() const override { return plan_.versions.evaluation().as_of; }
  std::unique_ptr<CaseWork> MakeWork() const override {
    return std::make_unique<DifferenceWork>(plan_);
  }
  std::unique_ptr<PartTally> MakeTally() const override {
    return std::make_unique<DifferenceTally>(plan_.versions);
  }
  std::optional<Error> Commit(PartResult& part) override {
    counts.Add(static_cast<const DifferenceTally&>(*part.tally).counts);
    if (rejects_ != nullptr) {
      if (auto error = rejects_->Write(part.rejects.text())) return error;
    }
    return decisions_ == nullptr ? std::nullopt : decisions_->Write(part.decisions.text());
  }

  std::string Header() const {
    std::string header = "id";
    for (const std::size_t i : plan_.compared) {
      const std::string& name = plan_.versions.statements()[i].name;
      header += "," + name + ".old," + name + ".new";
    }
    return header + '\n';
  }

  DifferenceCounts counts;

 private:
  DifferencePlan plan_;
  TextSink* decisions_;
  TextSink* rejects_;
};

}  // namespace

void DifferenceCounts::Add(const DifferenceCounts& later) {
  changed += later.changed;
  for (const std::string& id : later.ids) {
    if (ids.size() < kMostIds) ids.push_back(id);
  }
  for (std::size_t i = 0; i < changes.size(); ++i) {
    for (const auto& [states, count] : later.changes[i]) changes[i][states] += count;
  }
}

Result<DifferenceReport> RunDifferences(const VersionPairs& versions, CaseReader& reader,
                                        TextSink* decisions, TextSink* rejects,
                                        const BatchOptions& options) {
  DifferenceTask task(versions, decisions, rejects, options.row_by_row);
  if (decisions != nullptr) {
    if (auto error = decisions->Write(task.Header())) return *error;
  }
  Result<BatchReport> run = RunCohort(task, reader, options);
  if (!run) return run.error();
  return DifferenceReport{std::move(*run), std::move(task.counts)};
}

}  // namespace mgl
