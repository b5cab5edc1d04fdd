// In the order in which types become known: substances, facts, definitions, then every statement.
#include "dsl/check/check.h"

#include "dsl/ast/ast.h"
#include "dsl/check/check_definitions.h"
#include "dsl/check/check_statements.h"

namespace mgl {
namespace {

void CheckDefinitions(CheckContext& context, QuantityChecker& quantities,
                      ExpressionChecker& expressions) {
  DefinitionChecker definitions(context, quantities, expressions);
  for (const Symbol& symbol : context.resolution.definition_order) definitions.Check(symbol);
}

void CheckStatements(const StatementChecker& checker) {
  const Resolution& resolution = checker.context.resolution;
  if (resolution.guideline != nullptr) CheckGuideline(checker, *resolution.guideline);
  for (std::uint32_t i = 0; i < resolution.facts.size(); ++i) CheckFact(checker, i);
  for (const ast::Range* range : resolution.ranges) CheckRange(checker, *range);
  for (const ast::Threshold* threshold : resolution.thresholds) {
    CheckThreshold(checker, *threshold);
  }
  for (const ast::Define* define : resolution.defines) CheckChoices(checker, *define);
  for (const ast::Table* table : resolution.tables) CheckChoices(checker, *table);
  for (const ast::Medication* medication : resolution.medications) {
    CheckMedication(checker, *medication);
  }
  for (const ast::Contraindication* contraindication : resolution.contraindications) {
    CheckContraindication(checker, *contraindication);
  }
  for (const ast::Exclusive* exclusive : resolution.exclusives) CheckExclusive(checker, *exclusive);
  for (const ast::Apart* apart : resolution.aparts) CheckApart(checker, *apart);
  for (const ast::Diet* diet : resolution.diets) CheckDiet(checker, *diet);
  for (const ast::Rule* rule : resolution.rules) CheckRule(checker, *rule);
  for (const ast::Recheck* recheck : resolution.rechecks) CheckRecheck(checker, *recheck);
  for (const ast::Property* property : resolution.properties) {
    checker.expressions.CheckCondition(property->condition.get());
  }
  for (const ast::Example* example : resolution.examples) CheckExample(checker, *example);
}

}  // namespace

CheckResult Check(const ast::File& file, const Resolution& resolution) {
  CheckContext context(file, resolution);
  QuantityChecker quantities(context);
  ExpressionChecker expressions(context, quantities);
  CheckSubstances(context, quantities);
  TypeFacts(context, quantities);
  CheckDefinitions(context, quantities, expressions);
  CheckStatements({context, quantities, expressions});
  context.repeated.Finish();
  return {std::move(context.checked), std::move(context.diagnostics)};
}

}  // namespace mgl
