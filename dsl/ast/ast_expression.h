// What stands in conditions: names, numbers with units, dates, and the expressions over them. Part
// of the syntax tree (ast.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/text/source.h"
#include "engine/value/rational.h"

namespace mgl::ast {

struct Name {
  std::string text;
  Span span;
  bool is_label = false;  // of a choice, by its label in quotes
};

/// A string without its quotes, escapes (\" \\) resolved.
struct Text {
  std::string text;
  Span span;
};

struct Number {
  Rational value = 0;
  Span span;
};

/// `mg/dL`, `mg per day`, `mg/dL of magnesium`. The code is as written, blanks around `per` single.
struct UnitText {
  std::string code;
  Span span;
  std::optional<Name> substance;
};

/// `1.2 mg/dL`, `5`. `36 weeks 4 days`, `36+4` and `36w4d` are 256 days.
struct Quantity {
  Number number;
  std::optional<UnitText> unit;
  Span span;
  bool has_weeks_and_days = false;
  bool is_age = false;               // `36+4`, `36w4d`
  std::optional<Rational> sum = {};  // `36+4` of an expression, where it is no age: 40
};

/// `1.8 to 2.5 mg/dL`, `1.2 to below 1.8 mg/dL`, `above 1 to 2`, `below 3`, `at least 3`. The unit
/// after the upper bound is also the lower bound's where that has none (the parser copies it).
struct QuantitySpan {
  std::optional<Quantity> low;
  std::optional<Quantity> high;
  bool low_closed = true;
  bool high_closed = true;
  Span span;
};

struct DateText {  // `2026-03-01`, as written; existence is checked by the parser
  std::int32_t day = 0;
  Span span;
};

enum class ExprKind {
#define MGL_EXPRESSION(name, family) name,
#include "dsl/ast/expression_kind.def"
};

/// Expressions that tools treat alike. A switch goes over families or all kinds, without `default`,
/// so the compiler names it where one is new.
enum class ExprFamily {
  kName,
  kLiteral,
  kCalendar,    // hangs on the run's date or on dates of results
  kJoined,      // truths to a truth
  kTest,        // a value to a truth
  kFirstKnown,  // values of one type to that type
  kComputed,    // numbers and dates to one of these
  kLineValue,
};
ExprFamily FamilyOf(ExprKind kind);

/// Of a kind that joins truths: its words, empty for kCount, which has a number in them.
std::string_view JoiningWords(ExprKind kind);
/// Whether the children may stand in any order.
bool MayBeReordered(ExprKind kind);

enum class Comparison { kLess, kLessEqual, kGreater, kGreaterEqual, kEqual, kNotEqual };

/// The comparison that says the same with its sides exchanged: `a < b` is `b > a`.
constexpr Comparison Mirrored(Comparison comparison) {
  switch (comparison) {
    case Comparison::kLess:
      return Comparison::kGreater;
    case Comparison::kLessEqual:
      return Comparison::kGreaterEqual;
    case Comparison::kGreater:
      return Comparison::kLess;
    case Comparison::kGreaterEqual:
      return Comparison::kLessEqual;
    case Comparison::kEqual:
    case Comparison::kNotEqual:
      break;
  }
  return comparison;
}

enum class Side { kBelow, kWithin, kAbove };
enum class CountBound { kAtLeast, kAtMost, kExactly };

/// `x is not Y` is kNot around the `is` node; both carry the whole span.
struct Expr {
  ExprKind kind;
  Span span;
  std::uint32_t id = 0;  // dense index, unique in the file: side tables of later phases use it
  std::vector<std::unique_ptr<Expr>> children;
  Name name;                               // kName, kIsRange, kIsChoice, kDateOf, kCall
  Quantity quantity;                       // kQuantity; kInUnit uses its unit only
  DateText date;                           // kDate
  std::unique_ptr<QuantitySpan> interval;  // kIsSpan; else null
  Comparison comparison = Comparison::kEqual;
  Side side = Side::kWithin;
  CountBound count_bound = CountBound::kAtLeast;
  int count = 0;
  Span operator_span;  // the operator or keyword, for messages
};

}  // namespace mgl::ast
