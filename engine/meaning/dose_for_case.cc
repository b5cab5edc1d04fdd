// The graph has worked the amount out; here it gets its words.
#include "engine/meaning/dose_for_case.h"

#include <fmt/format.h>

#include <algorithm>

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

std::string OfText(const std::string& of) { return of.empty() ? of : " of " + of; }

/// "600 mg of amoxicillin with 150 mg of clavulanate": what `numbers` of the amount are, and all
/// that is given with them.
std::string AmountsText(const Medication::Amount& amount, const Interval& numbers,
                        const std::vector<PartForCase>& parts) {
  std::string text;
  const auto add = [&](const std::string& one) { text += (text.empty() ? "" : " with ") + one; };
  for (std::uint32_t i = 0; i <= parts.size(); ++i) {
    if (i == amount.parts_before) {
      add(fmt::format("{} {}{}", NumbersText(numbers), amount.unit.code, OfText(amount.of)));
    }
    if (i < parts.size()) add(parts[i].text);
  }
  return text;
}

/// In their proportion to so much of the amount.
std::vector<PartForCase> PartsOf(const Medication::Amount& amount, const Interval& numbers) {
  std::vector<PartForCase> parts;
  for (const Medication::Amount::Part& part : amount.parts) {
    PartForCase described{part.text, part.of, std::nullopt, part.unit.code};
    if (part.share != 0) {
      described.number = Multiply(numbers, Interval::Point(part.share));
      described.text =
          fmt::format("{} {}{}", NumbersText(*described.number), part.unit.code, OfText(part.of));
    }
    parts.push_back(std::move(described));
  }
  return parts;
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
  return amount.parts.empty() ? text : text + OfText(amount.of);
}

bool IsNothing(const Medication::Amount& amount, const Decision& decision) {
  return ValueOf(decision, amount.is_nothing).truth == Truth::kYes;
}

Truth WhenOf(const Medication::Dose& dose, const Decision& decision) {
  return dose.when ? ValueOf(decision, *dose.when).truth : Truth::kYes;
}

/// "780 mg at weight 31.2 kg".
std::string WorkedOutText(const Medication::Amount& amount, const Decision& decision) {
  Interval numbers = ValueOf(decision, amount.worked_out_low).number;
  numbers = Hull(numbers, ValueOf(decision, amount.worked_out_high).number);
  return fmt::format("{} at {} {} {}", AmountsText(amount, numbers, PartsOf(amount, numbers)),
                     amount.size_name, NumbersText(ValueOf(decision, amount.size).number),
                     amount.size_unit.code);
}

void AddDoseWarnings(const Medication& medication, const Medication::Dose& dose,
                     const Decision& decision, std::vector<std::string>& warnings) {
  const Medication::Amount& amount = *dose.amount;
  if (!ValueOf(decision, amount.high).known) return;
  if (IsNothing(amount, decision)) {
    warnings.push_back(fmt::format("nothing to give: {}, {}", medication.name, dose.text));
  }
  for (const Truth truth : {Truth::kYes, Truth::kUnknown}) {
    for (const Medication::Amount::OverLimit& over : amount.over_limits) {
      if (ValueOf(decision, over.holds).truth != truth) continue;
      warnings.push_back(fmt::format(
          "{}: {}, {}", truth == Truth::kYes ? "over the limit" : "perhaps over the limit",
          medication.name, medication.limits[over.limit]));
    }
  }
}

}  // namespace

bool HasAmounts(const Medication& medication) {
  return std::ranges::any_of(medication.doses,
                             [](const Medication::Dose& dose) { return dose.amount.has_value(); });
}

DoseForCase DescribeDose(const Medication& medication, std::uint32_t dose,
                         const Decision& decision) {
  const Medication::Amount& amount = *medication.doses[dose].amount;
  DoseForCase described;
  described.dose = dose;
  described.amount = AmountOf(amount, decision);
  if (!described.amount.known) return described;
  const Interval& numbers = described.amount.number;
  const std::string numbers_text = NumbersText(numbers);
  if (numbers_text.empty()) return described;
  described.worked_out = WorkedOutText(amount, decision);
  const bool is_nothing = IsNothing(amount, decision);
  if (is_nothing) described.amount.number = Interval::Point(0);
  if (!is_nothing) described.parts = PartsOf(amount, numbers);
  described.text =
      is_nothing ? "nothing that can be given" : AmountsText(amount, numbers, described.parts);
  if (!is_nothing && !amount.how.empty()) described.text += ' ' + amount.how;
  if (!is_nothing && numbers.IsPoint() && !amount.strengths.empty()) {
    described.text += ", as " + PiecesText(amount, numbers.low.value);
  }
  for (const Medication::Amount::OverLimit& over : amount.over_limits) {
    const Truth holds = ValueOf(decision, over.holds).truth;
    if (holds == Truth::kYes) described.over_limits.push_back(over.limit);
    if (holds == Truth::kUnknown) described.may_be_over.push_back(over.limit);
    const bool may_reach = ValueOf(decision, over.may_reach).truth != Truth::kNo;
    if (!is_nothing && (holds != Truth::kNo || may_reach)) {
      described.text += ", not more than " + medication.limits[over.limit];
    }
  }
  return described;
}

std::vector<NodeId> NodesOf(const Medication::Amount& amount) {
  std::vector<NodeId> nodes{amount.low, amount.high};
  for (const Medication::Amount::OverLimit& over : amount.over_limits) nodes.push_back(over.holds);
  nodes.push_back(amount.is_nothing);
  return nodes;
}

bool MayWarnOfDoses(const Medication& medication) {
  const auto is_conditional = [](const Medication::Dose& dose) { return dose.when.has_value(); };
  return !medication.doses.empty() &&
         (HasAmounts(medication) || std::ranges::all_of(medication.doses, is_conditional));
}

std::vector<std::string> DoseWarnings(const Medication& medication, const Decision& decision) {
  std::vector<std::string> warnings;
  bool none_holds = !medication.doses.empty();
  for (const Medication::Dose& dose : medication.doses) {
    const Truth when = WhenOf(dose, decision);
    none_holds &= when == Truth::kNo;
    if (when == Truth::kYes && dose.amount) {
      AddDoseWarnings(medication, dose, decision, warnings);
    }
  }
  if (none_holds) warnings.push_back(fmt::format("no dose of {} holds", medication.name));
  return warnings;
}

}  // namespace mgl
