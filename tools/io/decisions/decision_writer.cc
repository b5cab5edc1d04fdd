#include "tools/io/decisions/decision_writer.h"

#include "engine/meaning/result_cell.h"

namespace mgl {

DecisionWriter::DecisionWriter(const Guideline& guideline, const DecisionParts& parts)
    : guideline_(guideline),
      parts_(parts),
      has_segments_(parts.scope || !parts.results.empty() || !parts.rules.empty()) {
  for (const std::uint32_t i : parts.results) {
    const ResultColumn& result = guideline.results[i];
    const bool is_value = result.type == FactType::kNumber || result.type == FactType::kDate;
    if (is_value || !result.texts.empty()) values_.push_back(i);
  }
}

std::string DecisionWriter::CellOf(std::uint32_t result, const Decision& decision) const {
  const ResultColumn& column = guideline_.results[result];
  if (!column.texts.empty()) {
    const ShownDefinition shown(guideline_, column, decision.nodes);
    return TextCell(ResultCell(shown.definition(), shown.value()));
  }
  const Value& value = decision.nodes[Index(column.node)];
  return ValueText(result, value.known ? &value : nullptr);
}

void DecisionWriter::Append(std::string_view id, const Decision& decision, std::string& out) const {
  AppendId(id, out);
  const std::vector<std::string> segments = Segments(decision);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    out += segments[i];
    out += decision.HasResults() ? CellOf(values_[i], decision) : ValueText(values_[i], nullptr);
  }
  out += segments.back();
  AppendRechecks(decision, out);
  AppendEnd(decision, out);
}

}  // namespace mgl
