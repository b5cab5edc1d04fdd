// Building expressions: from a row of operands, operators and suffixes to a tree, by two stacks.
// From loosest to tightest: implies; or; and; not; comparisons and `is`; + -; * /; unary -; ^; `in
// UNIT`. Without recursion but for what the grammar nests, so that no text can exhaust the stack.
#include <string>
#include <utility>

#include "dsl/parse/parse_build.h"
#include "dsl/parse/parse_bullet_habits.h"
#include "dsl/parse/parse_chart_habits.h"
#include "dsl/parse/parse_condition_habits.h"

namespace mgl {
namespace {

using ast::ExprKind;
using ast::ExprPtr;

/// Left-nested rows (`a + b + c`) make trees as high as they are long: later phases recurse over
/// them.
constexpr int kMaxTreeHeight = 512;

enum class Level { kImplies, kOr, kAnd, kNot, kCompare, kAdd, kMultiply, kNegate, kPower };

struct Operator {
  Level level;
  ExprKind kind;
  Span span;
  bool prefix = false;
  ast::Comparison comparison = ast::Comparison::kEqual;
};

struct Operand {
  ExprPtr expr;
  Span span;  // with its parentheses
  int height = 0;
  bool bare = true;       // not in parentheses
  bool compared = false;  // ends with an `is` and what follows it
};

bool IsComparedByIs(const Operand& operand) { return operand.bare && operand.compared; }

[[noreturn]] void FailTooDeep(Span span) {
  Fail(DiagnosticKind::kTooDeep, span,
       "this expression nests deeper than " + std::to_string(kMaxExpressionDepth) + " levels",
       "give parts of it names with `define`");
}

[[noreturn]] void FailTooLong(Span span) {
  Fail(DiagnosticKind::kTooDeep, span,
       "this expression has more than " + std::to_string(kMaxTreeHeight) + " operations in a row",
       "give parts of it names with `define`");
}

Operator BinaryOperator(const NodeReader& reader) {
  const Span span = reader.span();
  const std::string_view text = reader.text();
  if (text == "implies") return {Level::kImplies, ExprKind::kImplies, span};
  if (text == "or") return {Level::kOr, ExprKind::kOr, span};
  if (text == "and") return {Level::kAnd, ExprKind::kAnd, span};
  if (text == "+") return {Level::kAdd, ExprKind::kAdd, span};
  if (text == "-") return {Level::kAdd, ExprKind::kSubtract, span};
  if (text == "*") return {Level::kMultiply, ExprKind::kMultiply, span};
  if (text == "/") return {Level::kMultiply, ExprKind::kDivide, span};
  if (text == "^") return {Level::kPower, ExprKind::kPower, span};
  return {Level::kCompare, ExprKind::kCompare, span, false, ComparisonOf(text)};
}

/// Builds one row. `depth` counts the levels around it.
class RowBuilder {
 public:
  RowBuilder(NodeBuilder& builder, int depth) : builder_(builder), depth_(depth) {}

  Operand Build(NodeReader row);

 private:
  void AddPrefix(const NodeReader& reader);
  void AddPrimary(NodeReader& reader);
  Operand NestedOperand(NodeReader& reader, Span span);
  void SetCount(NodeReader& parts, ast::Expr& count) const;
  void AddInUnit(NodeReader& reader);
  void AddIs(NodeReader& reader);
  void AddSide(NodeReader& reader);
  void AddBinary(Operator next);

  Operand BuildNested(NodeReader& reader) {
    RowBuilder inner(builder_, Depth() + 1);
    return inner.Build(reader.Enter());
  }
  void AddList(NodeReader parts, Operand& result);

  /// Reduces the operators on top that bind tighter than `level`.
  void ReduceTighter(Level level);
  void ReduceOne();
  void CheckChain(Span span) const;
  int Depth() const { return depth_ + nesting_operators_; }
  static bool Nests(const Operator& op) { return op.prefix || op.level == Level::kPower; }
  void Push(Operator op);
  static void Adopt(Operand& parent, Operand child) {
    parent.height = std::max(parent.height, child.height + 1);
    parent.expr->children.push_back(std::move(child.expr));
  }

  NodeBuilder& builder_;
  std::string_view text_;  // the whole file
  int depth_;
  int nesting_operators_ = 0;
  std::vector<Operand> operands_;
  std::vector<Operator> operators_;
};

Operand RowBuilder::Build(NodeReader row) {
  bool operand_next = true;
  text_ = row.source().text();
  while (!row.done()) {
    if (row.Is(SyntaxKind::kOperator)) {
      auto list = BulletReadAsMinus(text_, row.span().begin);
      if (list) throw BuildError{std::move(*list)};
    }
    const bool is_prefix =
        row.IsWord("not") || row.IsWord("surely") || row.Is(SyntaxKind::kOperator);
    if (operand_next && is_prefix) {
      AddPrefix(row);
      row.Skip();
    } else if (operand_next) {
      AddPrimary(row);
      operand_next = false;
    } else if (row.Is(SyntaxKind::kInUnit)) {
      AddInUnit(row);
    } else if (row.Is(SyntaxKind::kIs)) {
      AddIs(row);
    } else if (row.Is(SyntaxKind::kSide)) {
      AddSide(row);
    } else {
      AddBinary(BinaryOperator(row));
      row.Skip();
      operand_next = true;
    }
  }
  while (!operators_.empty()) ReduceOne();
  return std::move(operands_.back());
}

void RowBuilder::Push(Operator op) {
  if (Nests(op)) {
    if (Depth() == kMaxExpressionDepth) FailTooDeep(op.span);
    ++nesting_operators_;
  }
  operators_.push_back(op);
}

void RowBuilder::AddPrefix(const NodeReader& reader) {
  if (reader.Is(SyntaxKind::kOperator)) {
    Push({Level::kNegate, ExprKind::kNegate, reader.span(), true});
    return;
  }
  if (!operators_.empty() && operators_.back().level > Level::kNot) {
    const std::string word = "`" + std::string(reader.text()) + "`";
    Fail(DiagnosticKind::kUnexpectedText, reader.span(), word + " cannot stand here",
         word + " begins a condition: put it before the whole comparison, or use parentheses",
         {{operators_.back().span, "this sign needs a value after it"}});
  }
  const ExprKind kind = reader.IsWord("not") ? ExprKind::kNot : ExprKind::kSurely;
  Push({Level::kNot, kind, reader.span(), true});
}

void RowBuilder::AddList(NodeReader parts, Operand& result) {
  while (!parts.done()) {
    if (parts.Is(SyntaxKind::kExpression)) {
      Adopt(result, BuildNested(parts));
    } else {
      parts.Skip();
    }
  }
}

void RowBuilder::AddPrimary(NodeReader& reader) {
  const Span span = reader.span();
  Operand result{nullptr, span};
  const auto make = [&](ExprKind kind) -> ast::Expr& {
    result.expr = builder_.NewExpr(kind, span);
    result.expr->operator_span = span;
    return *result.expr;
  };
  switch (reader.node().kind) {
    case SyntaxKind::kName:
      make(ExprKind::kName).name = builder_.TakeName(reader);
      break;
    case SyntaxKind::kQuantity:
      make(ExprKind::kQuantity).quantity = builder_.TakeQuantity(reader);
      break;
    case SyntaxKind::kDate:
      make(ExprKind::kDate).date = builder_.TakeDate(reader);
      break;
    case SyntaxKind::kKeyword:
      make(ExprKind::kToday);
      reader.Skip();
      break;
    case SyntaxKind::kDateOf: {
      NodeReader parts = reader.Enter();
      parts.TakeWord("date");
      parts.TakeWord("of");
      make(ExprKind::kDateOf).name = builder_.TakeName(parts);
      break;
    }
    default:
      if (Depth() == kMaxExpressionDepth) FailTooDeep({span.begin, span.begin + 1});
      result = NestedOperand(reader, span);
      break;
  }
  operands_.push_back(std::move(result));
}

Operand RowBuilder::NestedOperand(NodeReader& reader, Span span) {
  const SyntaxKind kind = reader.node().kind;
  NodeReader parts = reader.Enter();
  const Span keyword = parts.span();
  if (kind == SyntaxKind::kGroup) {
    parts.Skip();
    Operand group = BuildNested(parts);
    group.span = span;
    group.bare = false;
    return group;
  }
  Operand result{builder_.NewExpr(ExprKind::kCall, span), span};
  ast::Expr& expr = *result.expr;
  expr.operator_span = keyword;
  if (kind == SyntaxKind::kTimeSince) {
    expr.kind = ExprKind::kTimeSince;
    parts.TakeWord("time");
    parts.TakeWord("since");
    RowBuilder inner(builder_, Depth() + 1);
    inner.AddPrimary(parts);
    Adopt(result, std::move(inner.operands_.back()));
    return result;
  }
  if (kind == SyntaxKind::kOfName) {
    expr.kind = parts.IsWord("points") ? ExprKind::kPointsOf : ExprKind::kHighestItem;
    while (!parts.Is(SyntaxKind::kName)) parts.Skip();
    Adopt(result, Operand{builder_.TakeNamed(parts), span});
    return result;
  }
  if (kind == SyntaxKind::kPartOfDate) {
    expr.kind = parts.IsWord("year") ? ExprKind::kYearOf : ExprKind::kMonthOf;
    parts.Skip();
    parts.Skip();
    RowBuilder inner(builder_, Depth() + 1);
    inner.AddPrimary(parts);
    Adopt(result, std::move(inner.operands_.back()));
    return result;
  }
  if (kind == SyntaxKind::kCompleted) {
    expr.kind = ExprKind::kCompleted;
    parts.Skip();
    expr.quantity.unit = builder_.TakeUnit(parts);
    expr.quantity.span = expr.quantity.unit->span;
    while (!parts.done()) {
      parts.Skip();  // since, from, to
      RowBuilder inner(builder_, Depth() + 1);
      inner.AddPrimary(parts);
      Adopt(result, std::move(inner.operands_.back()));
    }
    return result;
  }
  if (kind == SyntaxKind::kCall) {
    expr.name = builder_.TakeName(parts);
    if (parts.TakeWord("known")) expr.name.text += " known";
  } else if (kind == SyntaxKind::kKnownOf) {
    expr.kind = parts.IsWord("first") ? ExprKind::kFirstKnown : ExprKind::kAnyKnown;
  } else {
    SetCount(parts, expr);
  }
  AddList(parts, result);
  return result;
}

void RowBuilder::SetCount(NodeReader& parts, ast::Expr& count) const {
  count.kind = ExprKind::kCount;
  if (parts.TakeWord("exactly")) {
    count.count_bound = ast::CountBound::kExactly;
  } else {
    parts.TakeWord("at");
    count.operator_span.end = parts.span().end;
    count.count_bound = parts.IsWord("most") ? ast::CountBound::kAtMost : ast::CountBound::kAtLeast;
    parts.Skip();
  }
  count.count = builder_.TakeSmallInteger(parts);
}

void RowBuilder::AddInUnit(NodeReader& reader) {
  Operand inner = std::move(operands_.back());
  const Span span{inner.span.begin, reader.span().end};
  NodeReader parts = reader.Enter();
  Operand result{builder_.NewExpr(ExprKind::kInUnit, span), span};
  result.expr->operator_span = parts.span();
  parts.Skip();
  result.expr->quantity.unit = builder_.TakeUnit(parts);
  result.expr->quantity.span = result.expr->quantity.unit->span;
  Adopt(result, std::move(inner));
  operands_.back() = std::move(result);
  if (operands_.back().height > kMaxTreeHeight) FailTooLong(reader.span());
}

void RowBuilder::CheckChain(Span span) const {
  const bool after_sign = !operators_.empty() && operators_.back().level == Level::kCompare;
  if (!after_sign && !IsComparedByIs(operands_.back())) return;
  const Span first = after_sign ? operators_.back().span : operands_.back().expr->operator_span;
  const bool is_between = after_sign && operands_.size() > 1;
  std::string help =
      is_between ? IntervalOfChain(text_, operands_[operands_.size() - 2].span, first, span) : "";
  if (help.empty()) help = "write an interval as `x is 1 to 3`, or two comparisons joined by `and`";
  Fail(DiagnosticKind::kChainedComparison, span, "comparisons cannot be chained", std::move(help),
       {{first, "the first comparison"}});
}

/// `x at least 3 mg`: the comparison `x >= 3 mg`.
void RowBuilder::AddSide(NodeReader& reader) {
  NodeReader parts = reader.Enter();
  const Span keyword = parts.span();
  ReduceTighter(Level::kCompare);
  CheckChain(keyword);
  Operand left = std::move(operands_.back());
  const Span whole{left.span.begin, parts.Rest().end};
  const int height = left.height + 1;
  ExprPtr expr = builder_.NewExpr(ExprKind::kCompare, whole);
  expr->operator_span = keyword;
  expr->comparison = TakeSide(parts);
  expr->children.push_back(std::move(left.expr));
  expr->children.push_back(builder_.TakeSideOperand(parts));
  operands_.back() = Operand{std::move(expr), whole, height, true, true};
  if (height >= kMaxTreeHeight) FailTooLong(keyword);
}

void RowBuilder::AddIs(NodeReader& reader) {
  NodeReader parts = reader.Enter();
  const Span keyword = parts.span();
  parts.Skip();
  ReduceTighter(Level::kCompare);
  CheckChain(keyword);
  Operand left = std::move(operands_.back());
  const bool negated = parts.TakeWord("not");
  const Span whole{left.span.begin, parts.Rest().end};
  const int height = left.height + 1;
  ExprPtr expr = builder_.TakeComparison(parts, std::move(left.expr), whole);
  expr->operator_span = keyword;
  if (negated) {
    ExprPtr inner = std::move(expr);
    expr = builder_.NewExpr(ExprKind::kNot, whole);
    expr->operator_span = keyword;
    expr->children.push_back(std::move(inner));
  }
  operands_.back() = Operand{std::move(expr), whole, height + (negated ? 1 : 0), true, true};
  if (height >= kMaxTreeHeight) FailTooLong(keyword);
}

void RowBuilder::AddBinary(Operator next) {
  if (auto name = NameWithHyphen(text_, next.span)) throw BuildError{std::move(*name)};
  if (auto sum = SumBySign(text_, next.span)) throw BuildError{std::move(*sum)};
  if (next.level > Level::kCompare && IsComparedByIs(operands_.back())) {
    if (auto dash = DifferenceAsInterval(text_, next.span)) throw BuildError{std::move(*dash)};
    if (auto time = ChartTime(text_, next.span)) throw BuildError{std::move(*time)};
    Fail(DiagnosticKind::kUnexpectedText, next.span,
         "a comparison by `is` cannot be calculated with",
         "compare with a sign where the right side is calculated: `x = a + b`",
         {{operands_.back().expr->operator_span, "the comparison"}});
  }
  const bool is_equal = !operators_.empty() && operators_.back().level == Level::kCompare &&
                        operators_.back().comparison == ast::Comparison::kEqual;
  if (is_equal) {
    if (auto dash = RangeBehindEquals(text_, next.span)) throw BuildError{std::move(*dash)};
  }
  // `^` is right to left: an equal operator on the left waits.
  ReduceTighter(next.level);
  if (next.level == Level::kCompare) CheckChain(next.span);
  if (!operators_.empty() && operators_.back().level == next.level && next.level != Level::kPower) {
    if (next.level == Level::kImplies) {
      Fail(DiagnosticKind::kChainedImplies, next.span, "`implies` cannot be chained",
           "use parentheses to say which comes first, or join the conditions by `and`",
           {{operators_.back().span, "the first `implies`"}});
    }
    ReduceOne();
  }
  Push(next);
}

void RowBuilder::ReduceTighter(Level level) {
  while (!operators_.empty() && operators_.back().level > level) ReduceOne();
}

void RowBuilder::ReduceOne() {
  const Operator op = operators_.back();
  operators_.pop_back();
  if (Nests(op)) --nesting_operators_;
  Operand right = std::move(operands_.back());
  operands_.pop_back();
  if (op.prefix) {
    const Span span{op.span.begin, right.span.end};
    Operand result{builder_.NewExpr(op.kind, span), span};
    result.expr->operator_span = op.span;
    Adopt(result, std::move(right));
    operands_.push_back(std::move(result));
    return;
  }
  Operand left = std::move(operands_.back());
  operands_.pop_back();
  const Span span{left.span.begin, right.span.end};
  const bool joins = op.kind == ExprKind::kAnd || op.kind == ExprKind::kOr;
  if (joins && left.bare && left.expr->kind == op.kind) {
    left.span = left.expr->span = span;
    Adopt(left, std::move(right));
    operands_.push_back(std::move(left));
  } else if (op.kind == ExprKind::kAdd && left.bare && right.bare &&
             JoinAge(text_, *left.expr, *right.expr)) {
    left.span = span;
    operands_.push_back(std::move(left));
  } else {
    Operand result{builder_.NewExpr(op.kind, span), span};
    result.expr->operator_span = op.span;
    result.expr->comparison = op.comparison;
    Adopt(result, std::move(left));
    Adopt(result, std::move(right));
    operands_.push_back(std::move(result));
  }
  if (operands_.back().height > kMaxTreeHeight) FailTooLong(op.span);
}

}  // namespace

ast::ExprPtr NodeBuilder::NewExpr(ExprKind kind, Span span) {
  auto expr = std::make_unique<ast::Expr>();
  expr->kind = kind;
  expr->span = span;
  expr->id = next_id_++;
  return expr;
}

ast::ExprPtr NodeBuilder::TakeExpression(NodeReader& reader) {
  RowBuilder row(*this, 0);
  return row.Build(reader.Enter()).expr;
}

ast::ExprPtr NodeBuilder::Join(ExprKind kind, ExprPtr left, ExprPtr right) {
  if (!left) return right;
  ExprPtr joined = NewExpr(kind, {left->span.begin, right->span.end});
  joined->operator_span = right->span;
  joined->children.push_back(std::move(left));
  joined->children.push_back(std::move(right));
  return joined;
}

}  // namespace mgl
