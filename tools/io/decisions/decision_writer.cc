#include "tools/io/decisions/decision_writer.h"

namespace mgl {

DecisionWriter::DecisionWriter(const Guideline& guideline, const DecisionParts& parts)
    : guideline_(guideline),
      parts_(parts),
      has_segments_(parts.scope || !parts.results.empty() || !parts.rules.empty()) {
  for (const std::uint32_t i : parts.results) {
    const FactType type = guideline.results[i].type;
    if (type == FactType::kNumber || type == FactType::kDate) values_.push_back(i);
  }
}

void DecisionWriter::Append(std::string_view id, const Decision& decision, std::string& out) const {
  AppendId(id, out);
  const std::vector<std::string> segments = Segments(decision);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    out += segments[i];
    const Value& value = decision.nodes[Index(guideline_.results[values_[i]].node)];
    const bool is_missing = !decision.HasResults() || !value.known;
    out += ValueText(values_[i], is_missing ? nullptr : &value);
  }
  out += segments.back();
  AppendRechecks(decision, out);
  AppendEnd(decision, out);
}

}  // namespace mgl
