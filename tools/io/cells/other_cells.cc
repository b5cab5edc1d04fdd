#include "tools/io/cells/other_cells.h"

#include <utility>

namespace mgl {

OtherCells::OtherCells(const Guideline& guideline, const BatchPlan& plan,
                       std::shared_ptr<const CellRules> rules)
    : guideline_(guideline),
      plan_(plan),
      reader_(guideline, std::move(rules)),
      known_(guideline.facts.size()) {}

OtherCell OtherCells::Read(FactId fact, std::string_view cell) {
  constexpr std::size_t kMostKnown = 64;  // of one fact
  constexpr std::size_t kLongest = 64;    // characters
  auto& known = known_[Index(fact)];
  if (cell.size() > kLongest) return Understand(fact, cell);
  std::string text(cell);
  if (const auto found = known.find(text); found != known.end()) return found->second;
  const OtherCell other = Understand(fact, cell);
  if (known.size() < kMostKnown) known.emplace(std::move(text), other);
  return other;
}

OtherCell OtherCells::ReadMeasured(std::string_view cell) const {
  OtherCell other;
  const DateCell measured = reader_.ReadMeasured(cell);
  if (measured.days && measured.days->first == measured.days->last) {
    other.meaning = OtherCell::Meaning::kExact;
    other.day = measured.days->first;
  } else if (!measured.days && measured.problem.empty()) {
    other.meaning = OtherCell::Meaning::kAbsent;
  }
  return other;
}

OtherCell OtherCells::Understand(FactId fact, std::string_view cell) {
  using enum OtherCell::Meaning;
  OtherCell other;
  const ReportedFact reported = reader_.Read(fact, cell, {}, {});
  switch (reported.state) {
    case ReportedFact::State::kAbsent:
      other.meaning = kAbsent;
      return other;
    case ReportedFact::State::kUnknown:
      other.meaning = kUnknown;
      return other;
    case ReportedFact::State::kUnreadable:
      return other;
    case ReportedFact::State::kValue:
      break;
  }
  switch (guideline_.facts[Index(fact)].type) {
    case FactType::kTruth:
      other.meaning = kExact;
      other.choice = static_cast<std::uint8_t>(reported.choice);
      break;
    case FactType::kChoice:
      if (reported.choice >= kMaxChoices) break;
      other.meaning = kExact;
      other.choice = static_cast<std::uint8_t>(reported.choice);
      break;
    case FactType::kDate:
      if (reported.day.first != reported.day.last || reported.day.first == kNever) break;
      other.meaning = kExact;
      other.day = reported.day.first;
      break;
    case FactType::kNumber:
      if (reported.unit != nullptr) break;
      if (reported.number.IsPoint()) {
        const auto number = ToFixedPoint(reported.number.low.value);
        if (!number) break;
        other.meaning = kExact;
        other.number = {*number, *number};
      } else if (const auto held = plan_.HoldUncertain(fact, reported.number)) {
        other.meaning = kUncertain;
        other.number = *held;
      }
      break;
  }
  return other;
}

}  // namespace mgl
