#include "tools/doors/library/column_evaluation.h"

#include <fmt/format.h>

#include <bit>
#include <utility>

#include "tools/doors/library/fact_columns.h"

namespace mgl {
namespace {

EvaluationOptions WithoutAsk(EvaluationOptions options) {
  options.plans_ask = false;
  return options;
}

Error TooMuchText() {
  return {"the texts of a column take more than 2 GiB", "decide fewer rows at once"};
}

}  // namespace

ColumnEvaluation::ColumnEvaluation(const Guideline& guideline,
                                   std::shared_ptr<const BatchPlan> plan,
                                   const EvaluationOptions& options)
    : guideline_(guideline),
      options_(options),
      plan_(std::move(plan)),
      scalar_(guideline, WithoutAsk(options)),
      reader_(guideline) {
  if (plan_ != nullptr) batch_.emplace(*plan_);
}

Result<OutputColumn> ColumnEvaluation::Decide(const ArrowTable& table, const DecisionGroups& groups,
                                              FloatMeaning floats) {
  Result<std::unique_ptr<FactColumns>> made =
      FactColumns::Make(guideline_, table, floats, options_.as_of, reader_);
  if (!made) return made.error();
  FactColumns& facts = **made;
  if (batch_ && (!double_cuts_ || double_cuts_->meaning() != floats)) {
    double_cuts_.emplace(*plan_, floats);
  }
  DecisionColumns decisions(guideline_, groups, options_.as_of, table.rows);
  std::unique_ptr<DecisionTexts> texts;
  std::vector<std::uint32_t> shown;
  if (groups.results) shown = TextResults(guideline_);
  if (groups.ask || groups.warnings || !shown.empty()) {
    texts = std::make_unique<DecisionTexts>(guideline_, plan_.get(), options_, groups.ask,
                                            groups.warnings, shown);
  }
  for (std::size_t first = 0; first < table.rows; first += kBlockCases) {
    if (batch_) {
      facts.Fill(first, *plan_, *double_cuts_, block_);
      batch_->Evaluate(block_);
      decisions.SetBlock(*batch_, block_, first);
    } else {
      facts.SkipBlock(first, block_);
    }
    for (std::size_t row = first; row < first + block_.size && groups.id; ++row) {
      if (!decisions.AppendId(facts.Id(row), row)) return TooMuchText();
    }
    for (std::size_t i = 0; i < block_.size; ++i) {
      const Word rest = block_.exceptional[i / kWordBits] >> (i % kWordBits);
      i += rest == 0 ? kWordBits - i % kWordBits - 1 : std::countr_zero(rest);
      if (rest == 0 || i >= block_.size) continue;
      facts.ReadCase(first + i, case_);
      scalar_.DecideInto(case_, decision_);
      decisions.SetRow(decision_, first + i);
    }
    if (texts == nullptr) continue;
    std::size_t next = first;
    const auto read = [&](std::size_t row, Case& reported) {
      facts.ReadCase(first + row, reported);
    };
    const auto take = [&](const std::vector<std::string_view>& of_case) {
      return decisions.AppendTexts(of_case, next++);
    };
    if (!texts->Decide(block_, read, take)) return TooMuchText();
  }
  return decisions.Take();
}

}  // namespace mgl
