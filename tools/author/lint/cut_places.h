// Where conditions compare a fact with a number of their own, grouped by fact and number: what the
// rules on magic and repeated numbers look at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/author/lint/rules.h"

namespace mgl {

/// The fact that the expression names, or empty.
std::optional<std::uint32_t> FactOf(const LintInput& input, const ast::Expr& expr);

struct CutGroup {
  std::uint32_t fact = 0;
  std::vector<const ast::Expr*> places;  // kCompare or kIsSpan, in the order of the text; not empty
  const ast::Threshold* threshold = nullptr;  // that cuts the fact at this number, or null
};

/// The conditions of rules, rechecks and contraindications, and definitions by `as`. Not: scopes,
/// readings (which differ in their numbers by nature), lines of tables, scores and results, zero,
/// the plain number 1, equality.
const std::vector<CutGroup>& CutGroupsOf(const LintInput& input);

/// A number that a fact is compared with, and its value in the fact's unit.
struct PlacedCut {
  std::uint32_t fact = 0;
  const ast::Quantity* number = nullptr;
  Rational value;
};

/// In ranges, thresholds and conditions of any kind.
const std::vector<PlacedCut>& CutsOf(const LintInput& input);

/// How the comparison reads as a declaration of its own: `threshold NAME "…" age at least 60
/// years`.
std::string AsDeclaration(const LintInput& input, const ast::Expr& place);

/// As many places as a number has that needs no name yet: the two sides of a cut.
constexpr std::size_t kFewPlaces = 2;

/// "`age` is cut at the same number in 2 places", without a name.
Diagnostic RepeatedCut(const LintInput& input, const CutGroup& group, DiagnosticKind kind);

}  // namespace mgl
