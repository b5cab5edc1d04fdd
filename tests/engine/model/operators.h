// The operators of engine/model/node_kind.def as lists, so that random graphs draw new ones too.
#pragma once

#include "engine/model/node_family.h"

namespace mgl {

struct Operator {
  NodeKind kind;
  int arity;  // -1: one or more
  Payload payload;
};

inline constexpr Operator kTruthOperators[] = {
#define MGL_TRUTH(name, text, arity, payload, meaning) {NodeKind::name, arity, Payload::payload},
#include "engine/model/node_kind.def"
};
inline constexpr Operator kComparisons[] = {
#define MGL_COMPARISON(name, text) {NodeKind::name, 2, Payload::kNone},
#include "engine/model/node_kind.def"
};
inline constexpr Operator kChoiceComparisons[] = {
#define MGL_CHOICE(name, text, arity, payload) {NodeKind::name, arity, Payload::payload},
#include "engine/model/node_kind.def"
};

struct ArithmeticOperator : Operator {
  OperandTypes operands;
  ValueType result;  // of numbers, where it is that of the operands
};

namespace arithmetic_results {
inline constexpr ValueType kNumber = ValueType::kNumber;
inline constexpr ValueType kDate = ValueType::kDate;
inline constexpr ValueType kSame = ValueType::kNumber;
}  // namespace arithmetic_results

inline constexpr ArithmeticOperator kArithmeticOperators[] = {
#define MGL_ARITHMETIC(name, text, result, arity, payload, operands, ...) \
  {{NodeKind::name, arity, Payload::payload}, OperandTypes::operands, arithmetic_results::result},
#include "engine/model/node_kind.def"
};

}  // namespace mgl
