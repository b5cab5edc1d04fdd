// Names are looked up once a file; a key's targets then get its value.
#include "tools/io/cases/keyed_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "engine/text/plain_text.h"
#include "tools/io/cases/cohort.h"

namespace mgl {
namespace {

void SetUnreadable(ReportedFact& reported, std::string reason) {
  reported = ReportedFact();
  reported.state = ReportedFact::State::kUnreadable;
  reported.reason = std::move(reason);
}

/// Why a value cannot be a unit, a date or an id; empty: it can.
std::string_view ProblemOfText(const KeyedValue& value) {
  if (value.is_object) return "holds an object where one value belongs";
  return value.problem;
}

/// The text that the object or the key of its own gives; `differ`: both do, and `are_one` denies
/// that they say the same.
template <typename AreOne>
std::string_view OneOf(std::string_view in_object, std::string_view of_key, AreOne are_one,
                       bool& differ) {
  if (IsMissing(in_object)) return of_key;
  differ = !IsMissing(of_key) && Trimmed(in_object) != Trimmed(of_key) && !are_one();
  return in_object;
}

}  // namespace

bool IsMissing(std::string_view text) {
  text = Trimmed(text);
  return text.empty() || text == "null";
}

void KeyedCase::Start(std::uint64_t row_number) {
  row_number_ = row_number;
  ++case_number_;
  says_something_ = false;
  other_key_.clear();
  id_ = {};
  std::fill(slots_.begin(), slots_.end(), Slot());
  other_keys_.clear();
}

/// Null for an ignored key that is not remembered, because too many are ignored.
KeyedCase::Name* KeyedCase::FindOrAdd(std::string_view key) {
  const auto known = names_.find(key);
  if (known != names_.end()) return &known->second;
  const FactNames::Targets* const targets = names_of_facts_.FindInAnyCase(key);
  const bool ignored = targets == nullptr || targets->empty();
  if (ignored && ignored_names_ > kMostIgnoredNames) return nullptr;
  if (ignored) ++ignored_names_;
  Name& name = names_[new_keys_.emplace_back(key)];
  if (!ignored) name.targets = *targets;
  name.in_other_case = !ignored && names_of_facts_.Find(key) == nullptr;
  return &name;
}

KeyedCase::Part& KeyedCase::PartOf(const NameTarget& target) {
  switch (target.part) {
    case NameTarget::Part::kId:
      return id_;
    case NameTarget::Part::kValue:
      return slots_[target.fact].value;
    case NameTarget::Part::kUnit:
      return slots_[target.fact].unit;
    case NameTarget::Part::kDate:
      return slots_[target.fact].date;
  }
  std::abort();
}

bool KeyedCase::Add(std::string_view key, const KeyedValue& value) {
  says_something_ |= !IsMissing(value.text) || !value.problem.empty() || !value.has_value;
  Name* name = FindOrAdd(key);
  if (name == nullptr) return other_keys_.insert(key).second;
  if (std::exchange(name->last_case, case_number_) == case_number_) return false;
  if (lookout_ != nullptr && name->targets.empty()) lookout_->See(key, value.text, other_key_);
  if (lookout_ != nullptr) other_key_ = name->targets.empty() ? key : std::string_view();
  for (const NameTarget& target : name->targets) {
    Part& part = PartOf(target);
    if (name->in_other_case && part.is_set && part.in_other_case) return false;
    if (!name->in_other_case || !part.is_set) part = {value, true, name->in_other_case};
  }
  return true;
}

/// The value as it would stand in a cell, or why it is none.
KeyedCase::Written KeyedCase::WrittenOf(std::uint32_t fact, const KeyedValue& value) {
  const ValueObject<std::string_view>& object = value.object;
  const FactType type = guideline_.facts[fact].type;
  if (!value.problem.empty()) return {"", "", value.problem};
  if (!value.has_value) {
    const bool is_coding = type == FactType::kChoice || type == FactType::kTruth;
    if (!is_coding || IsMissing(object.code)) return {"", "", kIsObjectWithoutValue};
    return {std::string(object.code), "", ""};
  }
  if (IsMissing(value.text)) return {};
  std::string text(value.text);
  // The point of a number of JSON is a decimal one.
  const bool has_point = value.is_number && type == FactType::kNumber;
  if (has_point && facts_.rules()->decimal_comma) std::ranges::replace(text, '.', ',');
  if (!IsMissing(object.comparator)) text = fmt::format("{} {}", object.comparator, text);
  if (IsMissing(object.code)) return {text, object.unit, ""};
  if (type == FactType::kChoice || type == FactType::kTruth) {
    const ReportedFact by_value = facts_.Read(FactId{fact}, text, "", "");
    const ReportedFact by_code = facts_.Read(FactId{fact}, object.code, "", "");
    const bool differ = by_value.state == ReportedFact::State::kValue &&
                        by_code.state == ReportedFact::State::kValue &&
                        by_value.choice != by_code.choice;
    if (differ) return {"", "", "has one value in its object and another in its code"};
  }
  if (type != FactType::kNumber) return {text, object.unit, ""};
  // The unit is for people then, and says the same or nothing.
  const bool has_two = !IsMissing(object.unit) &&
                       !facts_.AreOneUnit(FactId{fact}, object.unit, object.code).value_or(true);
  if (has_two) return {"", "", "has one unit in its object's unit and another in its code"};
  return {text, object.code, ""};
}

void KeyedCase::ReadSlot(std::uint32_t fact, ReportedFact& reported) {
  const Slot& slot = slots_[fact];
  reported.Clear();
  if (!slot.value.is_set) return;
  const KeyedValue& value = slot.value.value;
  const Written written = WrittenOf(fact, value);
  if (!written.problem.empty()) {
    SetUnreadable(reported, std::string(written.problem));
    return;
  }
  if (IsMissing(written.text)) return;
  bool units_differ = false;
  bool dates_differ = false;
  const std::string_view of_unit = slot.unit.value.text;
  const std::string_view of_date = slot.date.value.text;
  const auto is_one_unit = [&] {
    return facts_.AreOneUnit(FactId{fact}, written.unit, of_unit).value_or(false);
  };
  const auto is_one_day = [&] {
    const DateCell other = facts_.ReadMeasured(of_date);
    return other.days && other.days == facts_.ReadMeasured(value.object.date).days;
  };
  const std::string_view unit = OneOf(written.unit, of_unit, is_one_unit, units_differ);
  const std::string_view date = OneOf(value.object.date, of_date, is_one_day, dates_differ);
  facts_.ReadInto(FactId{fact}, written.text, unit, date, unit_rules_[fact], reported);
  if (reported.state != ReportedFact::State::kValue) return;
  const std::string_view unit_problem = ProblemOfText(slot.unit.value);
  if (!unit_problem.empty()) {
    SetUnreadable(reported, fmt::format("cannot be used: its unit {}", unit_problem));
  } else if (units_differ) {
    SetUnreadable(reported, "has one unit in its object and another in its unit's key");
  }
  const std::string_view date_problem = ProblemOfText(slot.date.value);
  if (!date_problem.empty()) reported.date_problem = date_problem;
  if (dates_differ) {
    reported.date.reset();
    reported.date_problem = "is one day in its object and another in its date's key";
  }
}

void KeyedCase::Finish(InputRow& row) {
  const std::string_view id_problem = ProblemOfText(id_.value);
  if (!id_problem.empty()) {
    return Cohort::RejectRow(row, "", fmt::format("the id {}", id_problem));
  }
  row.rejected = false;
  row.reported.row_warnings.clear();
  row.reported.id = Trimmed(id_.value.text);
  if (row.reported.id.empty()) row.reported.id = std::to_string(row_number_);
  row.reported.facts.resize(slots_.size());
  for (std::uint32_t i = 0; i < slots_.size(); ++i) ReadSlot(i, row.reported.facts[i]);
}

}  // namespace mgl
