// Kleene's three-valued logic. Unknown means: what is known of the patient does not decide it.
#pragma once

#include <cstdint>
#include <string_view>

namespace mgl {

enum class Truth : std::uint8_t { kNo, kYes, kUnknown };

constexpr Truth ToTruth(bool value) { return value ? Truth::kYes : Truth::kNo; }

constexpr Truth Not(Truth a) {
  if (a == Truth::kUnknown) return Truth::kUnknown;
  return ToTruth(a == Truth::kNo);
}

constexpr Truth And(Truth a, Truth b) {
  if (a == Truth::kNo || b == Truth::kNo) return Truth::kNo;
  if (a == Truth::kYes && b == Truth::kYes) return Truth::kYes;
  return Truth::kUnknown;
}

constexpr Truth Or(Truth a, Truth b) { return Not(And(Not(a), Not(b))); }

constexpr Truth Implies(Truth a, Truth b) { return Or(Not(a), b); }

constexpr std::string_view TruthName(Truth a) {
  return a == Truth::kNo ? "no" : a == Truth::kYes ? "yes" : "unknown";
}

}  // namespace mgl
