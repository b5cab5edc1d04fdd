// The graph has worked the amount out; here it gets its words.
#include "engine/dose_for_case.h"

#include <fmt/format.h>

namespace mgl {
namespace {

const Value& ValueOf(const Decision& decision, NodeId node) { return decision.nodes[Index(node)]; }

Value AmountOf(const Medication::Amount& amount, const Decision& decision) {
  Value value = ValueOf(decision, amount.low);
  const Value& high = ValueOf(decision, amount.high);
  if (value.known) value.number = Hull(value.number, high.number);
  return value;
}

std::string NumbersText(const Interval& numbers) {
  if (numbers.low.infinite && numbers.high.infinite) return "";
  if (numbers.low.infinite) return "up to " + FormatShown(numbers.high.value);
  if (numbers.high.infinite) return FormatShown(numbers.low.value) + " or more";
  const std::string low = FormatShown(numbers.low.value);
  const std::string high = FormatShown(numbers.high.value);
  return low == high ? low : low + " to " + high;
}

/// "2 x 500 mg + 1 x 250 mg": the largest first.
std::string PiecesText(const Medication::Amount& amount, Rational rest) {
  std::string text;
  for (const Rational& strength : amount.strengths) {
    const Rational count = Floor(rest / strength);
    if (count == 0) continue;
    rest -= count * strength;
    text += fmt::format("{}{} x {} {}", text.empty() ? "" : " + ", FormatShown(count),
                        FormatShown(strength), amount.unit.code);
  }
  return text;
}

/// The limits of a dose whose truth is the one asked for.
std::vector<std::uint32_t> LimitsThatAre(Truth truth, const Medication::Amount& amount,
                                         const Decision& decision) {
  std::vector<std::uint32_t> limits;
  for (const Medication::Amount::OverLimit& over : amount.over_limits) {
    if (ValueOf(decision, over.holds).truth == truth) limits.push_back(over.limit);
  }
  return limits;
}

bool IsNothing(const Medication::Amount& amount, const Decision& decision) {
  return amount.is_nothing && ValueOf(decision, *amount.is_nothing).truth == Truth::kYes;
}

}  // namespace

DoseForCase DescribeDose(const Medication& medication, std::uint32_t dose,
                         const Decision& decision) {
  const Medication::Amount& amount = *medication.doses[dose].amount;
  DoseForCase described;
  described.dose = dose;
  described.amount = AmountOf(amount, decision);
  if (!described.amount.known) return described;
  const Interval& numbers = described.amount.number;
  described.text = NumbersText(numbers);
  if (described.text.empty()) return described;
  described.text += ' ' + amount.unit.code;
  if (!amount.how.empty()) described.text += ' ' + amount.how;
  described.over_limits = LimitsThatAre(Truth::kYes, amount, decision);
  described.may_be_over = LimitsThatAre(Truth::kUnknown, amount, decision);
  for (const auto* limits : {&described.over_limits, &described.may_be_over}) {
    for (const std::uint32_t limit : *limits) {
      described.text += ", not more than " + medication.limits[limit];
    }
  }
  described.is_nothing = IsNothing(amount, decision);
  if (numbers.IsPoint() && !amount.strengths.empty() && !described.is_nothing) {
    described.text += ", as " + PiecesText(amount, numbers.low.value);
  }
  return described;
}

std::vector<NodeId> NodesOf(const Medication::Amount& amount) {
  std::vector<NodeId> nodes{amount.low, amount.high};
  for (const Medication::Amount::OverLimit& over : amount.over_limits) nodes.push_back(over.holds);
  if (amount.is_nothing) nodes.push_back(*amount.is_nothing);
  return nodes;
}

std::vector<std::string> DoseWarnings(const Medication& medication, std::uint32_t dose,
                                      const Decision& decision, bool may_be) {
  std::vector<std::string> warnings;
  const Medication::Amount& amount = *medication.doses[dose].amount;
  if (!ValueOf(decision, amount.high).known) return warnings;
  const auto add = [&](Truth truth, const char* lead) {
    for (const std::uint32_t limit : LimitsThatAre(truth, amount, decision)) {
      warnings.push_back(
          fmt::format("{}: {}, {}", lead, medication.name, medication.limits[limit]));
    }
  };
  add(Truth::kYes, "over the limit");
  if (may_be) add(Truth::kUnknown, "perhaps over the limit");
  if (IsNothing(amount, decision)) {
    warnings.push_back(
        fmt::format("rounded to nothing: {}, {}", medication.name, medication.doses[dose].text));
  }
  return warnings;
}

}  // namespace mgl
