// Operators that are evaluated alike, and what their payloads name. A switch goes over families,
// payloads or the operators of one family and has no `default`, so the compiler names it where one
// is new.
#pragma once

#include "engine/model/graph.h"

namespace mgl {

enum class NodeFamily : std::uint8_t {
  kLeaf,           // no operands
  kTruthOperator,  // truths to a truth
  kKnown,          // any value to a truth
  kFirstKnown,     // values of one type to that type
  kComparison,     // two numbers or dates to a truth
  kCut,            // a number, and truths, to a truth
  kChoice,         // choices to a truth
  kArithmetic,     // numbers and dates to a number or date
  kLines,          // truths and values of one type, in turn, to that type
};

constexpr NodeFamily FamilyOf(NodeKind kind) {
  constexpr NodeFamily kFamilies[] = {
#define MGL_NODE(name, text, result, arity, payload, family) NodeFamily::family,
#include "engine/model/node_kind.def"
  };
  return kFamilies[static_cast<std::size_t>(kind)];
}

/// What Node::payload is: an index, or what the name says.
enum class Payload : std::uint8_t {
  kNone,
  kFact,
  kTruth,   // 0 no, 1 yes
  kNumber,  // into the graph's numbers
  kDay,     // a day number (two's complement)
  kThreshold,
  kRange,
  kAmbiguity,
  kChoice,     // within its fact
  kCount,      // of operands
  kWholeDays,  // 0, or the constant below
  kSigned,     // a whole number (two's complement)
};

/// Payload of kAddDays: the number of days is whole whatever it turns out to be, so that all of an
/// uncertain one counts; else it is missing where it is no point.
inline constexpr std::uint32_t kWholeDays = 1;

constexpr Payload PayloadOf(NodeKind kind) {
  constexpr Payload kPayloads[] = {
#define MGL_NODE(name, text, result, arity, payload, family) Payload::payload,
#include "engine/model/node_kind.def"
  };
  return kPayloads[static_cast<std::size_t>(kind)];
}

// The operators of one family, with the numbers that they have as NodeKind.

enum class LeafKind : std::uint8_t {
#define MGL_LEAF(name, ...) name = static_cast<std::uint8_t>(NodeKind::name),
#include "engine/model/node_kind.def"
};
enum class TruthOperator : std::uint8_t {
#define MGL_TRUTH(name, ...) name = static_cast<std::uint8_t>(NodeKind::name),
#include "engine/model/node_kind.def"
};
enum class ComparisonKind : std::uint8_t {
#define MGL_COMPARISON(name, ...) name = static_cast<std::uint8_t>(NodeKind::name),
#include "engine/model/node_kind.def"
};
enum class ChoiceComparison : std::uint8_t {
#define MGL_CHOICE(name, ...) name = static_cast<std::uint8_t>(NodeKind::name),
#include "engine/model/node_kind.def"
};
enum class ArithmeticKind : std::uint8_t {
#define MGL_ARITHMETIC(name, ...) name = static_cast<std::uint8_t>(NodeKind::name),
#include "engine/model/node_kind.def"
};

/// The node's operator as one of its family; only for nodes of that family.
constexpr LeafKind AsLeaf(NodeKind kind) { return static_cast<LeafKind>(kind); }
constexpr TruthOperator AsTruthOperator(NodeKind kind) { return static_cast<TruthOperator>(kind); }
constexpr ComparisonKind AsComparison(NodeKind kind) { return static_cast<ComparisonKind>(kind); }
constexpr ChoiceComparison AsChoiceComparison(NodeKind kind) {
  return static_cast<ChoiceComparison>(kind);
}
constexpr ArithmeticKind AsArithmetic(NodeKind kind) { return static_cast<ArithmeticKind>(kind); }

enum class OperandTypes : std::uint8_t { kNumbers, kDates, kDateAndNumber, kNumbersOrDates };

/// Whether operands that are known always have a result.
enum class Domain : std::uint8_t { kTotal, kPartial };

/// When a number that is computed is whole.
enum class Wholeness : std::uint8_t {
  kNotSurely,
  kAlways,
  kOfWhole,     // where all operands are
  kOfDecimals,  // where the payload is 0, or the operand is
};

/// How many digits a result has, from those of the operands and the payload.
enum class ResultSize : std::uint8_t {
  kSum,
  kProduct,
  kQuotient,
  kPower,
  kLargest,
  kWhole,
  kDecimals,
  kDigits,           // 12, of a number not much larger or smaller than the operands
  kDigitsOfAnySize,  // 12, of a number so large or small that it may be missing
};

/// What the list of operators says of arithmetic.
struct ArithmeticTraits {
  OperandTypes operands;
  Domain domain;
  Wholeness whole;
  ResultSize size;
};
constexpr ArithmeticTraits TraitsOf(ArithmeticKind kind) {
  switch (kind) {
#define MGL_ARITHMETIC(name, text, result, arity, payload, operands, domain, whole, size) \
  case ArithmeticKind::name:                                                              \
    return {OperandTypes::operands, Domain::domain, Wholeness::whole, ResultSize::size};
#include "engine/model/node_kind.def"
  }
  return {};
}

/// Numbers and dates are intervals.
constexpr bool IsInterval(ValueType type) {
  return type == ValueType::kNumber || type == ValueType::kDate;
}

}  // namespace mgl
