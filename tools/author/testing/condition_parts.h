// The parts of conditions, and the patients of whom a part alone decides its condition.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/prove/find_patient.h"

namespace mgl {

/// What stands in a condition without `and`, `or`, `not`, `at least n of` and their like. It
/// decides alone where the others are such that the condition turns with it (modified condition and
/// decision coverage in its masking form): with `and` they are yes, with `or` no, of `at least 2
/// of` one is yes; the scope is yes, and of `when` and `unless` the other one lets the rule be.
struct ConditionPart {
  std::string of;  // the rule, define, recheck; `scope`; a contraindication's title; "who by broad"
  std::string expected;  // what an example would expect, a name; or empty
  /// Of a reading: the ambiguity, which of its readings.
  std::optional<std::pair<std::size_t, std::uint32_t>> reading;
  std::string text;
  Span place;
  NodeId node{};
  std::vector<std::vector<Goal>> alone;  // ways in which it does
  bool has_more_ways = false;            // too many to list
};

/// In the order of the text: of `applies when`, of defines, readings and contraindications, of
/// rules and rechecks. A condition of one part is left out: its outcome shows it.
std::vector<ConditionPart> ConditionPartsOf(const CompiledGuideline& compiled);

}  // namespace mgl
