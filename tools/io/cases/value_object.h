// An object that stands for a value: {value: 1.1, unit: mmol/L, date: 2026-03-01}, with the parts
// that a Quantity of FHIR has, or a Coding: {system: …, code: "2", display: High risk}.
#pragma once

#include <string_view>

namespace mgl {

/// What it says beside its value; empty: not said.
template <typename Text>
struct ValueObject {
  Text comparator{};  // `<`, `<=`, `>=`, `>`
  Text unit{};
  Text code{};  // of the unit, which goes before `unit`; without a value: of the choice
  Text date{};
  Text ignored{};  // for people, or where the code comes from

  bool operator==(const ValueObject&) const = default;
};

/// Where the value behind a key belongs, `value` for the value itself; null for another key.
template <typename Text>
Text* PartOf(std::string_view key, Text& value, ValueObject<Text>& object) {
  if (key == "value") return &value;
  if (key == "comparator") return &object.comparator;
  if (key == "unit") return &object.unit;
  if (key == "code") return &object.code;
  if (key == "date") return &object.date;
  const bool is_ignored = key == "system" || key == "display" || key == "version";
  return is_ignored ? &object.ignored : nullptr;
}

}  // namespace mgl
