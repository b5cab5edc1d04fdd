// Operators that are evaluated alike. Every evaluator starts from this one list, so a new operator
// cannot be forgotten: the compiler names the switch.
#pragma once

#include "engine/graph.h"

namespace mgl {

enum class NodeFamily {
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
  switch (kind) {
    case NodeKind::kFact:
    case NodeKind::kStatedFact:
    case NodeKind::kTruthConstant:
    case NodeKind::kNumber:
    case NodeKind::kDate:
    case NodeKind::kToday:
    case NodeKind::kMissing:
    case NodeKind::kDateOfFact:
    case NodeKind::kChoice:
      return NodeFamily::kLeaf;
    case NodeKind::kNot:
    case NodeKind::kAnd:
    case NodeKind::kOr:
    case NodeKind::kImplies:
    case NodeKind::kAtLeast:
    case NodeKind::kAtMost:
    case NodeKind::kExactly:
    case NodeKind::kAnyKnown:
    case NodeKind::kReading:
      return NodeFamily::kTruthOperator;
    case NodeKind::kIsKnown:
      return NodeFamily::kKnown;
    case NodeKind::kFirstKnown:
      return NodeFamily::kFirstKnown;
    case NodeKind::kLess:
    case NodeKind::kLessEqual:
    case NodeKind::kEqual:
      return NodeFamily::kComparison;
    case NodeKind::kThreshold:
    case NodeKind::kBelowRange:
    case NodeKind::kWithinRange:
    case NodeKind::kAboveRange:
      return NodeFamily::kCut;
    case NodeKind::kIsChoice:
    case NodeKind::kSameChoice:
    case NodeKind::kChoiceLess:
      return NodeFamily::kChoice;
    case NodeKind::kNegate:
    case NodeKind::kAdd:
    case NodeKind::kSubtract:
    case NodeKind::kMultiply:
    case NodeKind::kDivide:
    case NodeKind::kPower:
    case NodeKind::kAbsolute:
    case NodeKind::kMinimum:
    case NodeKind::kMaximum:
    case NodeKind::kFloor:
    case NodeKind::kCeiling:
    case NodeKind::kRound:
    case NodeKind::kSum:
    case NodeKind::kSquareRoot:
    case NodeKind::kLogarithm:
    case NodeKind::kExponential:
    case NodeKind::kRealPower:
    case NodeKind::kAddDays:
    case NodeKind::kAddMonths:
    case NodeKind::kDaysBetween:
      return NodeFamily::kArithmetic;
    case NodeKind::kFirstLine:
    case NodeKind::kOnlyLine:
      return NodeFamily::kLines;
  }
  return NodeFamily::kLeaf;
}

/// Numbers and dates are intervals.
constexpr bool IsInterval(ValueType type) {
  return type == ValueType::kNumber || type == ValueType::kDate;
}

}  // namespace mgl
