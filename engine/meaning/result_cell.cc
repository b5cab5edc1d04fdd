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

/// As a text has it.
std::string InText(const Definition& result, const Value& value) {
  std::string text = ResultCell(result, value);
  if (result.type != FactType::kNumber || result.unit.code == kWeeksAndDays) return text;
  const std::size_t dots = text.find("..");
  const bool has_ends = dots != std::string::npos && dots > 0 && dots + 2 < text.size();
  if (has_ends) text.replace(dots, 2, " to ");
  if (result.unit.code != "1") text += ' ' + result.unit.code;
  return text;
}

}  // namespace

ShownDefinition::ShownDefinition(const Guideline& guideline, const Definition& definition,
                                 const std::vector<Value>& nodes, NodeId node)
    : definition_(definition), value_(nodes[Index(node)]) {
  if (definition.texts.empty() || !value_.known) return;
  with_texts_ = definition;
  bool is_missing = false;
  bool is_settled = true;
  for (std::uint32_t i = 0; i < definition.texts.size(); ++i) {
    if (!value_.choices.Has(i)) continue;
    const ShownText& text = definition.texts[i];
    std::string& shown = with_texts_->choices[i].name;
    shown = text.words.front();
    for (std::size_t k = 0; k < text.results.size(); ++k) {
      const Definition& result = guideline.results[text.results[k]];
      const Value& value = nodes[Index(result.node)];
      const bool is_truth = result.type == FactType::kTruth;
      is_missing |= is_truth ? value.truth == Truth::kUnknown : !value.known;
      is_settled &= is_truth || value.settled;
      shown += InText(result, value) + text.words[k + 1];
    }
    with_texts_->choices[i].label = shown;
  }
  if (is_missing) changed_.emplace();
  if (!is_missing && !is_settled) changed_.emplace(value_).settled = false;
}

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
