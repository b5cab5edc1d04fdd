#include "tools/io/cells/uncertain_cells.h"

#include <utility>

namespace mgl {

UncertainCells::UncertainCells(const Guideline& guideline, const BatchPlan& plan,
                               std::shared_ptr<const CellRules> rules)
    : plan_(plan), reader_(guideline, std::move(rules)), known_(guideline.facts.size()) {}

std::optional<HeldInterval> UncertainCells::Read(FactId fact, std::string_view cell) {
  constexpr std::size_t kMostKnown = 64;  // of one fact
  const bool is_uncertain = cell.starts_with('<') || cell.starts_with('>') ||
                            cell.starts_with("≤") || cell.starts_with("≥");
  if (!is_uncertain) return std::nullopt;
  auto& known = known_[Index(fact)];
  std::string text(cell);
  if (const auto found = known.find(text); found != known.end()) return found->second;
  const std::optional<HeldInterval> held = Hold(fact, cell);
  if (known.size() < kMostKnown) known.emplace(std::move(text), held);
  return held;
}

std::optional<HeldInterval> UncertainCells::Hold(FactId fact, std::string_view cell) {
  const ReportedFact reported = reader_.Read(fact, cell, {}, {});
  const bool is_number = reported.state == ReportedFact::State::kValue && reported.unit == nullptr;
  return is_number ? plan_.HoldUncertain(fact, reported.number) : std::nullopt;
}

}  // namespace mgl
