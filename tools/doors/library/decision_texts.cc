// By the decider of files, with a writer of its own: cases that look alike share their texts.
#include "tools/doors/library/decision_texts.h"

#include <array>
#include <cstring>
#include <utility>

namespace mgl {
namespace {

DecisionParts PartsOf(bool ask, bool warnings) {
  DecisionParts parts;
  parts.ask = ask;
  parts.warnings = warnings;
  return parts;
}

EvaluationOptions Asking(EvaluationOptions options, bool ask) {
  options.plans_ask = ask;
  return options;
}

/// How long the texts of a record are that stand behind it.
using Lengths = std::array<std::size_t, 2>;

class TextsWriter : public DecisionWriter {
 public:
  TextsWriter(const Guideline& guideline, const DecisionParts& parts)
      : DecisionWriter(guideline, parts) {}

  std::string Header() const override { return ""; }
  void AppendId(std::string_view /*id*/, std::string& /*out*/) const override {}
  bool WritesPlainIds() const override { return false; }
  std::vector<std::string> Segments(const Decision& /*decision*/) const override { return {""}; }
  std::string ValueText(std::uint32_t /*result*/, const Value* /*value*/) const override {
    return "";
  }
  void AppendRechecks(const Decision& /*decision*/, std::string& /*out*/) const override {}

  void AppendEnd(const Decision& decision, std::string& out) const override {
    std::string ask;
    std::string warnings;
    for (const FactId fact : decision.ask) AddItem(guideline().facts[Index(fact)].name, ask);
    for (const Warning& warning : decision.warnings) AddItem(warning.text, warnings);
    const Lengths lengths = {ask.size(), warnings.size()};
    out.append(reinterpret_cast<const char*>(lengths.data()), sizeof lengths);
    out += ask;
    out += warnings;
  }

 private:
  static void AddItem(std::string_view item, std::string& list) {
    if (!list.empty()) list += "; ";
    list += item;
  }
};

/// One block, once.
class OneBlock : public CaseBlocks {
 public:
  OneBlock(const CaseColumns& columns, const DecisionTexts::ReadCase& read_case)
      : columns_(columns), read_case_(read_case) {}

  bool Next(CaseBlock& block) override {
    if (std::exchange(is_done_, true)) return false;
    block.columns = columns_;  // into the same memory: the decider knows where its planes are
    return true;
  }
  void ReadCase(std::size_t i, InputRow& row) override { read_case_(i, row.reported); }

 private:
  const CaseColumns& columns_;
  const DecisionTexts::ReadCase& read_case_;
  bool is_done_ = false;
};

}  // namespace

DecisionTexts::DecisionTexts(const Guideline& guideline, const BatchPlan* plan,
                             const EvaluationOptions& options, bool ask, bool warnings)
    : guideline_(guideline),
      writer_(std::make_unique<TextsWriter>(guideline, PartsOf(ask, warnings))),
      scalar_(guideline, Asking(options, ask)),
      records_(guideline) {
  records_.collects_ids = false;
  if (plan == nullptr) return;
  batch_.emplace(*plan);
  decider_ = std::make_unique<BlockDecider>(guideline, options, *writer_, *batch_, scalar_);
}

bool DecisionTexts::Decide(const CaseColumns& block, const ReadCase& read_case, const Take& take) {
  records_.Clear(guideline_);
  std::string record;
  const auto decide_row = [&](const InputRow& row) {
    scalar_.DecideInto(row.reported, decision_);
    record.clear();
    writer_->AppendEnd(decision_, record);
    records_.decisions.Append(record);
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
  std::string_view rest = records_.decisions.text();
  for (std::size_t row = 0; row < block.size; ++row) {
    Lengths lengths;
    std::memcpy(lengths.data(), rest.data(), sizeof lengths);
    rest.remove_prefix(sizeof lengths);
    const std::string_view ask = rest.substr(0, lengths[0]);
    const std::string_view warnings = rest.substr(lengths[0], lengths[1]);
    rest.remove_prefix(lengths[0] + lengths[1]);
    if (!take(ask, warnings)) return false;
  }
  return true;
}

}  // namespace mgl
