// By the decider of CSV files, whose records of these two cells are read back.
#include "tools/library/decision_texts.h"

#include <utility>

namespace mgl {
namespace {

/// One block, once.
class OneBlock : public CaseBlocks {
 public:
  OneBlock(const CaseColumns& columns, const DecisionTexts::ReadCase& read_case)
      : columns_(columns), read_case_(read_case) {}

  bool Next(CaseBlock& block) override {
    if (std::exchange(is_done_, true)) return false;
    block.columns = columns_;  // into the same memory: the decider knows where its planes are
    block.ids_are_plain = true;
    return true;
  }
  void ReadCase(std::size_t i, InputRow& row) override { read_case_(i, row.reported); }

 private:
  const CaseColumns& columns_;
  const DecisionTexts::ReadCase& read_case_;
  bool is_done_ = false;
};

/// Takes a cell and the comma or line end behind it.
std::string TakeCell(std::string_view& records) {
  std::string cell;
  const bool is_quoted = records.front() == '"';
  std::size_t i = is_quoted ? 1 : 0;
  for (; is_quoted || (records[i] != ',' && records[i] != '\n'); ++i) {
    if (is_quoted && records[i] == '"' && records[++i] != '"') break;
    cell += records[i];
  }
  records.remove_prefix(i + 1);
  return cell;
}

DecisionLayout LayoutOf(bool ask, bool warnings) {
  DecisionLayout layout{false, false, false, false, false, false, false, false};
  layout.ask = ask;
  layout.warnings = warnings;
  return layout;
}

EvaluationOptions Asking(EvaluationOptions options, bool ask) {
  options.plans_ask = ask;
  return options;
}

}  // namespace

DecisionTexts::DecisionTexts(const Guideline& guideline, const EvaluationOptions& options, bool ask,
                             bool warnings)
    : guideline_(guideline),
      layout_(LayoutOf(ask, warnings)),
      batch_(BatchEvaluator::Make(guideline, options)),
      writer_(MakeCsvDecisionWriter(guideline, layout_)),
      scalar_(guideline, Asking(options, ask)),
      records_(guideline) {
  records_.collects_ids = false;
  if (batch_ == nullptr) return;
  decider_ = std::make_unique<BlockDecider>(guideline, Asking(options, ask), layout_, *batch_);
}

bool DecisionTexts::Decide(const CaseColumns& block, const ReadCase& read_case, const Take& take) {
  records_.Clear(guideline_);
  const auto decide_row = [&](const InputRow& row) {
    scalar_.DecideInto(row.reported, decision_);
    record_.clear();
    writer_->Append("", decision_, record_);
    records_.decisions.Append(record_);
  };
  if (decider_ != nullptr) {
    OneBlock blocks(block, read_case);
    decider_->Decide(blocks, decide_row, records_);
  } else {
    for (std::size_t row = 0; row < block.size; ++row) {
      read_case(row, row_.reported);
      decide_row(row_);
    }
  }
  std::string_view records = records_.decisions.text();
  for (std::size_t row = 0; row < block.size; ++row) {
    const std::string ask = layout_.ask ? TakeCell(records) : "";
    const std::string warnings = layout_.warnings ? TakeCell(records) : "";
    if (!take(ask, warnings)) return false;
  }
  return true;
}

}  // namespace mgl
