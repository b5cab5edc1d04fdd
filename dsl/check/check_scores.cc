// Scores: plain numbers, from lines, from numbers and from the points of choices.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/check_definitions.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

std::vector<Label> DeclarationLabel(const Measured& measured) {
  if (measured.declaration == nullptr) return {};
  return {DeclaredHere(*measured.declaration, TypeInWords(measured.type))};
}

}  // namespace

void DefinitionChecker::CheckItem(const ast::ScoreItem& item) {
  for (const ast::PointsLine& line : item.lines) expressions_.CheckCondition(line.when.get());
  if (item.from) CheckPointsFrom(*item.from);
  if (item.of) expressions_.CheckPointsOf(item.of.get());
}

void DefinitionChecker::CheckPointsFrom(const ast::Expr& from) {
  const ExprType type = expressions_.Check(&from);
  if (type.kind == TypeKind::kError) return;
  const Measured measured = expressions_.AsMeasured(from, type);
  if (type.kind == TypeKind::kNumber && IsUnity(type.unit)) {
    expressions_.RequireExact(from, type);
    return;
  }
  const std::string help =
      type.kind == TypeKind::kChoice
          ? fmt::format("write `points of {}` for the points of its choices", from.name.text)
      : type.kind == TypeKind::kTruth
          ? fmt::format("write `points 1 when {}`", from.name.text)
          : "name a table, result, define or score that is a plain number";
  context_.Report(
      DiagnosticKind::kPoints, from.span,
      fmt::format("points are plain numbers; {} is {}", measured.text, TypeInWords(type)), help,
      DeclarationLabel(measured));
}

ExprType ExpressionChecker::CheckPointsOf(const ast::Expr* named) {
  const ExprType type = Check(named);
  if (type.kind == TypeKind::kError) return {};
  const ast::Expr& of = *named;
  const Measured measured = AsMeasured(of, type);
  if (type.kind != TypeKind::kChoice) {
    context_.Report(DiagnosticKind::kPoints, of.span,
                    fmt::format("`points of` takes what has choices; {} is {}", measured.text,
                                TypeInWords(type)),
                    type.kind == TypeKind::kNumber
                        ? fmt::format("write `points from {}`", of.name.text)
                        : "name a fact whose choices have points",
                    DeclarationLabel(measured));
    return {};
  }
  const std::vector<ast::Choice>& choices = type.choices->choices;
  const auto bare = std::find_if(choices.begin(), choices.end(),
                                 [](const ast::Choice& choice) { return !choice.points; });
  if (bare == choices.end()) return PlainNumberType();
  const std::string& name = bare->name.text;
  context_.Report(
      DiagnosticKind::kPoints, of.span,
      fmt::format("the choice `{}` of `{}` has no points", name, type.choices->name.text),
      fmt::format("write points behind every choice of the list: `{} points 0`", name),
      {{bare->name.span, "a choice without points"}});
  return {};
}

/// `points of X`, `highest item of SCORE`.
ExprType ExpressionChecker::CheckPoints(const ast::Expr& expr) {
  if (expr.kind == ast::ExprKind::kPointsOf) return CheckPointsOf(Child(expr, 0));
  const ExprType type = Check(Child(expr, 0));
  if (type.kind == TypeKind::kError) return {};
  const ast::Expr& score = *expr.children[0];
  const Symbol symbol = SymbolOf(score);
  if (symbol.kind == SymbolKind::kScore) return type;
  if (symbol.kind == SymbolKind::kNone) return {};
  context_.Report(DiagnosticKind::kPoints, score.span,
                  fmt::format("`highest item of` takes a score; `{}` is {}", score.name.text,
                              KindWithArticle(context_.resolution, symbol)),
                  "name the score whose items are meant; for numbers, write `max(x, y)`",
                  {DeclaredHere(*DeclarationOf(context_.resolution, symbol),
                                KindWithArticle(context_.resolution, symbol))});
  return {};
}

}  // namespace mgl
