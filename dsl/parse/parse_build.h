// From the flat tree to the syntax tree. What the grammar lets pass and the language does not (a
// chained comparison, a line that may stand once, a date that does not exist) is found here.
#pragma once

#include <string>
#include <string_view>

#include "dsl/ast/ast.h"
#include "dsl/diagnostic/diagnostic.h"
#include "dsl/parse/parse_tree.h"
#include "dsl/text/source.h"

namespace mgl {

/// Thrown for a mistake in a declaration, caught where its line or the declaration is built; leaves
/// the parser never.
struct BuildError {
  Diagnostic diagnostic;
};

[[noreturn]] void Fail(DiagnosticKind kind, Span span, std::string message, std::string help = {},
                       std::vector<Label> labels = {});

/// Reads single things from the flat tree; each function takes what stands at the reader and moves
/// on.
class NodeBuilder {
 public:
  /// `is_incomplete`: some lines of the declaration could not be read. `answer`: of a table that
  /// gives several, each a table of its own.
  NodeBuilder(std::uint32_t& next_id, bool is_incomplete, std::uint32_t answer = 0)
      : next_id_(next_id), is_incomplete_(is_incomplete), answer_(answer) {}

  std::uint32_t answer() const { return answer_; }
  /// Of the declaration that was built; set where there are several.
  std::uint32_t answers = 1;

  /// What is absent may be in a line that could not be read.
  bool is_incomplete() const { return is_incomplete_; }
  /// The line is left out, and what it lacks is a mistake only where all of it was read.
  void LeaveOut(Span line, BuildError error);
  Diagnostics& mistakes() { return mistakes_; }
  const std::vector<Span>& left_out() const { return left_out_; }

  ast::Name TakeName(NodeReader& reader) const;
  std::optional<ast::Text> TakeTitle(NodeReader& reader) const;
  /// A string, or a bare word as text.
  ast::Text TakeText(NodeReader& reader) const;
  /// The text behind `because`, which says something.
  ast::Text TakeReason(NodeReader& reader) const;
  ast::Number TakeNumber(NodeReader& reader) const;
  int TakeSmallInteger(NodeReader& reader) const;
  ast::DateText TakeDate(NodeReader& reader) const;
  ast::UnitText TakeUnit(NodeReader& reader) const;
  ast::Quantity TakeQuantity(NodeReader& reader) const;
  void AddDays(NodeReader& parts, ast::Quantity& quantity) const;
  ast::QuantitySpan TakeSpan(NodeReader& reader) const;
  /// What stands in a span, or in a cell without one: `> 3 to 4 mg`.
  ast::QuantitySpan TakeBounds(NodeReader& parts) const;
  ast::ThresholdLine TakeBound(NodeReader& reader) const;
  ast::Literal TakeLiteral(NodeReader& reader) const;
  ast::ExprPtr TakeExpression(NodeReader& reader);
  /// A choice: its name, or its label in quotes.
  ast::Name TakeChoice(NodeReader& reader) const;
  /// A name that stands for its value.
  ast::ExprPtr TakeNamed(NodeReader& reader);
  /// What stands after `is` and `not`, as a comparison of `left`; `whole` is its place.
  ast::ExprPtr TakeComparison(NodeReader& parts, ast::ExprPtr left, Span whole);
  /// What stands behind a side: a number, a date, `today` or a name.
  ast::ExprPtr TakeSideOperand(NodeReader& parts);
  std::vector<ast::Name> TakeNames(NodeReader& reader) const;
  void TakeProvenance(NodeReader clause, ast::Provenance& provenance) const;

  /// Both, or the one that is there.
  ast::ExprPtr Join(ast::ExprKind kind, ast::ExprPtr left, ast::ExprPtr right);
  ast::ExprPtr NewExpr(ast::ExprKind kind, Span span);

 private:
  std::uint32_t& next_id_;
  bool is_incomplete_;
  std::uint32_t answer_;
  Diagnostics mistakes_;
  std::vector<Span> left_out_;
};

/// A word of a unit; `daily` is `per day`.
std::string_view UnitWord(const NodeReader& parts);

/// `<`, `≤` … as written.
ast::Comparison ComparisonOf(std::string_view sign);

/// `<`, `below`, `at least`, `before` …
bool IsSide(const NodeReader& reader);
ast::Comparison TakeSide(NodeReader& reader);
/// `2026-01-01`, `before 2026-01-01`, `after today`.
bool IsDated(NodeReader parts);
/// `below`, `before` or `<` behind `to`: the end does not belong to the interval.
bool TakeOpenEnd(NodeReader& reader);

/// Whether a number and the one behind it are written as `36+4`: without blanks, up to 6 days.
bool IsAgeSum(std::string_view text, Span weeks, Span days);
/// What `36+4` behind a side is where it is no age, as behind the sign of one: 40. Empty for
/// others.
std::optional<Rational> SumOfAge(std::string_view written);
/// Where two operands of `+` are written so, the left one becomes both: an age or a sum, by what it
/// stands beside.
bool JoinAge(std::string_view text, ast::Expr& left, const ast::Expr& right);

/// One declaration; throws BuildError.
ast::Declaration BuildDeclaration(NodeReader reader, Span span, NodeBuilder& builder);

/// All declarations of the tree, without their lines that have a mistake; those that say nothing
/// without them are left out. The words of what is left out are broken names.
void BuildFile(const SyntaxTree& tree, const SourceFile& source, ast::File& file,
               Diagnostics& diagnostics);

}  // namespace mgl
