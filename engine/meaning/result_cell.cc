// Sets are joined by `|`, intervals by `..`.
#include "engine/meaning/result_cell.h"

#include "engine/value/day_interval.h"

namespace mgl {
namespace {

std::string NumberCell(const Interval& number) {
  const auto text = [](const Bound& bound) {
    return bound.infinite ? std::string() : FormatShown(bound.value);
  };
  if (number.IsPoint()) return text(number.low);
  return text(number.low) + ".." + text(number.high);
}

std::string DateCell(const Interval& days) {
  const DaySpan span = SpanOfDays(days);
  if (span.first == span.last) return FormatDay(span.first);
  return FormatDay(span.first) + ".." + FormatDay(span.last);
}

std::string ChoiceCell(const Definition& definition, const ChoiceSet& choices) {
  std::string cell;
  for (std::uint32_t i = 0; i < definition.choices.size(); ++i) {
    if (!choices.Has(i)) continue;
    if (!cell.empty()) cell += '|';
    cell += definition.choices[i].name;
  }
  return cell;
}

}  // namespace

std::string ResultCell(const Definition& definition, const Value& value) {
  if (definition.type == FactType::kTruth) return std::string(TruthName(value.truth));
  if (!value.known) return "";
  switch (definition.type) {
    case FactType::kNumber:
      return definition.unit.code == kWeeksAndDays ? WeeksAndDaysText(NumberCell(value.number))
                                                   : NumberCell(value.number);
    case FactType::kDate:
      return DateCell(value.number);
    case FactType::kChoice:
    case FactType::kTruth:
      break;
  }
  return ChoiceCell(definition, value.choices);
}

}  // namespace mgl
