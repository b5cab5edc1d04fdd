// What each kind of declaration must hold to make sense. Part of check.h's phase.
#pragma once

#include "dsl/check/check_expressions.h"

namespace mgl {

/// The parts of the checker that a declaration needs.
struct StatementChecker {
  CheckContext& context;
  QuantityChecker& quantities;
  ExpressionChecker& expressions;
};

// check_facts.cc
/// The file's own substances and the types of all facts: before anything else.
void CheckSubstances(CheckContext& context, QuantityChecker& quantities);
void TypeFacts(CheckContext& context, QuantityChecker& quantities);
/// Names and codes of a list of choices.
void CheckChoices(const StatementChecker& checker, const ast::ChoiceOwner& owner);
void CheckFact(const StatementChecker& checker, std::uint32_t index);

// check_cuts.cc
void CheckRange(const StatementChecker& checker, const ast::Range& range);
void CheckThreshold(const StatementChecker& checker, const ast::Threshold& threshold);

// check_header.cc
void CheckGuideline(const StatementChecker& checker, const ast::Guideline& guideline);

// check_doses.cc
void CheckDose(const StatementChecker& checker, const ast::Medication& medication,
               const ast::Dose& dose);
void CheckLimit(const StatementChecker& checker, const ast::Medication& medication,
                const ast::Limit& limit);
/// The unit of the last bound that has one; kError where a bound was reported.
ExprType SpanType(const StatementChecker& checker, const ast::QuantitySpan& span);
/// Both bounds compare with each other, and are in order.
bool CheckBounds(const StatementChecker& checker, const ast::QuantitySpan& span);

// check_treatments.cc
/// Above zero, with a unit of time; reports where it is not.
bool CheckDuration(const StatementChecker& checker, const ast::Quantity& duration);
void CheckMedication(const StatementChecker& checker, const ast::Medication& medication);
void CheckDiet(const StatementChecker& checker, const ast::Diet& diet);

// check_combinations.cc
void CheckContraindication(const StatementChecker& checker,
                           const ast::Contraindication& contraindication);
void CheckExclusive(const StatementChecker& checker, const ast::Exclusive& exclusive);
void CheckApart(const StatementChecker& checker, const ast::Apart& apart);

// check_rules.cc
void CheckRule(const StatementChecker& checker, const ast::Rule& rule);
void CheckRecheck(const StatementChecker& checker, const ast::Recheck& recheck);

// check_examples.cc
void CheckExample(const StatementChecker& checker, const ast::Example& example);

}  // namespace mgl
