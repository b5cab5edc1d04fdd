// By the decider of files, with a writer of its own: cases that look alike share their texts.
#include "tools/doors/library/decision_texts.h"

#include <cstring>
#include <utility>

#include "engine/meaning/result_cell.h"

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

/// Each text with its length before it.
class TextsWriter : public DecisionWriter {
 public:
  TextsWriter(const Guideline& guideline, const DecisionParts& parts,
              std::vector<std::uint32_t> results)
      : DecisionWriter(guideline, parts), results_(std::move(results)) {}

  std::string Header() const override { return ""; }
  void AppendId(std::string_view /*id*/, std::string& /*out*/) const override {}
  bool WritesPlainIds() const override { return false; }
  std::vector<std::string> Segments(const Decision& /*decision*/) const override { return {""}; }
  std::string ValueText(std::uint32_t /*result*/, const Value* /*value*/) const override {
    return "";
  }
  std::string TextCell(std::string_view /*text*/) const override { return ""; }
  void AppendRechecks(const Decision& /*decision*/, std::string& /*out*/) const override {}

  void AppendEnd(const Decision& decision, std::string& out) const override {
    std::string ask;
    std::string warnings;
    for (const FactId fact : decision.ask) AddItem(guideline().facts[Index(fact)].name, ask);
    for (const Warning& warning : decision.warnings) AddItem(warning.text, warnings);
    AddText(ask, out);
    AddText(warnings, out);
    for (const std::uint32_t i : results_) {
      const ShownDefinition shown(guideline(), guideline().results[i], decision.nodes);
      const bool is_one = decision.HasResults() && shown.value().IsSettled();
      AddText(is_one ? ResultCell(shown.definition(), shown.value()) : "", out);
    }
  }

  bool EndShowsValues(const Decision& /*decision*/) const override { return !results_.empty(); }

 private:
  static void AddText(std::string_view text, std::string& out) {
    const std::size_t size = text.size();
    out.append(reinterpret_cast<const char*>(&size), sizeof size);
    out += text;
  }

  static void AddItem(std::string_view item, std::string& list) {
    if (!list.empty()) list += "; ";
    list += item;
  }

  std::vector<std::uint32_t> results_;
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
                             const EvaluationOptions& options, bool ask, bool warnings,
                             std::vector<std::uint32_t> results)
    : guideline_(guideline),
      count_(2 + results.size()),
      writer_(std::make_unique<TextsWriter>(guideline, PartsOf(ask, warnings), std::move(results))),
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
  std::vector<std::string_view> texts(count_);
  for (std::size_t row = 0; row < block.size; ++row) {
    for (std::string_view& text : texts) {
      std::size_t size = 0;
      std::memcpy(&size, rest.data(), sizeof size);
      text = rest.substr(sizeof size, size);
      rest.remove_prefix(sizeof size + size);
    }
    if (!take(texts)) return false;
  }
  return true;
}

std::vector<std::uint32_t> TextResults(const Guideline& guideline) {
  std::vector<std::uint32_t> results;
  for (std::uint32_t i = 0; i < guideline.results.size(); ++i) {
    if (!guideline.results[i].texts.empty()) results.push_back(i);
  }
  return results;
}

}  // namespace mgl
