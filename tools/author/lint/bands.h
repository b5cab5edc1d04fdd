// The bands of values for which conditions can be yes: of one number, between two bounds or on one
// side of one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/author/lint/cut_places.h"
#include "tools/author/lint/rules.h"

namespace mgl {

struct Band {
  Interval values{Bound::Infinite(), Bound::Infinite()};  // in the number's unit
  const ast::Quantity* low = nullptr;                     // as written; null: no end
  const ast::Quantity* high = nullptr;
};

/// A number and bands of it.
struct Banded {
  const ast::Expr* number = nullptr;
  std::vector<Band> bands;
};

/// By the meaning of the number: those of which some band must hold where all the conditions do.
/// Names of definitions and thresholds are looked into.
using BandsByNumber = std::map<std::string, Banded>;
BandsByNumber BandsOf(const LintInput& input, const std::vector<const ast::Expr*>& conditions);

/// Whether a condition of this kind, which joins no others, can be a band.
bool MayBeBand(ast::ExprKind kind);

/// How much one more of the last written digit is.
const Rational& LastDigit(const Rational& number);

/// `creatinine`, `time since last_visit`: as the author wrote it.
std::string NumberAsWritten(const LintInput& input, const ast::Expr& number);

/// The part of the stretch in which the number can lie; empty: none. What is plausible and how it
/// is recorded counts, and what it is computed from.
std::optional<Interval> PossibleWithin(const LintInput& input, const ast::Expr& number,
                                       const Interval& stretch);

/// Somebody who meets the goals, of whom all is known on which they hang, and the number lies in
/// the stretch. Where it is computed, the one who meets them may have it elsewhere: `found` is
/// empty then, and the answer kFound.
PatientSearch FindWithNumberIn(const LintInput& input, const Interval& stretch,
                               const ast::Expr& number, const std::vector<Goal>& goals, Span place,
                               const std::string& question);
/// The same where a finding hangs on it: what is found elsewhere is left open.
std::optional<PatientFound> ShownWithNumberIn(const LintInput& input, const Interval& stretch,
                                              const ast::Expr& number,
                                              const std::vector<Goal>& goals, Span place,
                                              const std::string& question);

/// The comparison of the number with this value, or its threshold, that must be yes where the
/// condition is; empty where there is none.
std::optional<NodeId> CutBelow(const LintInput& input, const ast::Expr& condition,
                               const ast::Expr& number, const Rational& value);

}  // namespace mgl
