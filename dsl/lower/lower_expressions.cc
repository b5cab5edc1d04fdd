// Every construct of an expression becomes one node or a few; numbers are converted exactly,
// constants rather than measurements. Where a node has several operands, statements say which comes
// first: compilers order the arguments of a call each in its own way, and nodes are numbered.
#include "dsl/lower/lower_expressions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "dsl/resolve/expressions_of.h"
#include "engine/model/value_type.h"

namespace mgl {
namespace {

/// Of what joins truths one by one.
NodeKind JoinOf(ast::ExprKind kind) {
  if (kind == ast::ExprKind::kAnd) return NodeKind::kAnd;
  if (kind == ast::ExprKind::kOr) return NodeKind::kOr;
  return kind == ast::ExprKind::kImplies ? NodeKind::kImplies : NodeKind::kAnyKnown;
}

}  // namespace

NodeId ExpressionLowering::Truth(NodeKind kind, std::vector<NodeId> operands,
                                 std::uint32_t payload) {
  return guideline_.graph.Add(kind, ValueType::kTruth, payload, operands);
}

NodeId ExpressionLowering::Number(NodeKind kind, std::vector<NodeId> operands,
                                  std::uint32_t payload) {
  return guideline_.graph.Add(kind, ValueType::kNumber, payload, operands);
}

NodeId ExpressionLowering::Date(NodeKind kind, std::vector<NodeId> operands,
                                std::uint32_t payload) {
  return guideline_.graph.Add(kind, ValueType::kDate, payload, operands);
}

NodeId ExpressionLowering::Constant(bool value) {
  return Truth(NodeKind::kTruthConstant, {}, value ? 1 : 0);
}

NodeId ExpressionLowering::Not(NodeId operand) { return Truth(NodeKind::kNot, {operand}); }

NodeId ExpressionLowering::And(std::vector<NodeId> operands) {
  std::erase(operands, Constant(true));
  if (operands.empty()) return Constant(true);
  return operands.size() == 1 ? operands[0] : Truth(NodeKind::kAnd, std::move(operands));
}

NodeId ExpressionLowering::Or(std::vector<NodeId> operands) {
  std::erase(operands, Constant(false));
  if (operands.empty()) return Constant(false);
  return operands.size() == 1 ? operands[0] : Truth(NodeKind::kOr, std::move(operands));
}

NodeId ExpressionLowering::FactNode(std::uint32_t fact) {
  const NodeKind kind = values_ == FactValues::kEffective ? NodeKind::kFact : NodeKind::kStatedFact;
  return guideline_.graph.Add(kind, ValueTypeOf(guideline_.facts[fact].type), fact, {});
}

NodeId ExpressionLowering::ThresholdNode(std::uint32_t threshold) {
  const auto key = std::tuple(values_, SymbolKind::kThreshold, threshold);
  const auto known = definitions_.find(key);
  if (known != definitions_.end()) return known->second;
  std::vector<NodeId> operands{LowerHere(*resolution_.thresholds[threshold]->of)};
  AddConditions(*resolution_.thresholds[threshold], operands);
  const NodeId node = Truth(NodeKind::kThreshold, std::move(operands), threshold);
  definitions_.emplace(key, node);
  return node;
}

void ExpressionLowering::AddConditions(const auto& cut, std::vector<NodeId>& operands) {
  for (const auto& line : cut.lines) {
    if (line.when) operands.push_back(LowerHere(*line.when));
  }
}

void ExpressionLowering::LowerInOrder(const Symbol& symbol) {
  if (symbol.kind == SymbolKind::kThreshold) {
    ThresholdNode(symbol.index);
  } else if (symbol.kind == SymbolKind::kRange) {
    RangeOperands(symbol.index);
  } else {
    DefinitionNode(symbol);
  }
}

NodeId ExpressionLowering::DefinitionNode(const Symbol& symbol) {
  const auto key = std::tuple(values_, symbol.kind, symbol.index);
  const auto known = definitions_.find(key);
  if (known != definitions_.end()) return known->second;
  NodeId node{};
  switch (symbol.kind) {
    case SymbolKind::kDefine:
      node = LowerDefine(*resolution_.defines[symbol.index], checked_.define_types[symbol.index]);
      break;
    case SymbolKind::kTable:
      node = LowerTable(*resolution_.tables[symbol.index], checked_.table_types[symbol.index]);
      break;
    case SymbolKind::kScore:
      node = LowerScore(*resolution_.scores[symbol.index]);
      break;
    case SymbolKind::kItem:
      node = LowerItem(*resolution_.items[symbol.index]);
      break;
    default:
      node = LowerAmbiguity(symbol.index);
      break;
  }
  definitions_.emplace(key, node);
  return node;
}

/// A number is converted into the unit that the define is said to have.
NodeId ExpressionLowering::LowerDefine(const ast::Define& define, const ExprType& type) {
  const bool is_number = type.kind == ExprType::Kind::kNumber;
  const NodeId node = !define.as  ? LowerLines(define, type)
                      : is_number ? LowerIn(*define.as, type.unit, type.substance)
                                  : LowerHere(*define.as);
  const bool is_whole = is_number && define.type && define.type->whole;
  if (is_number && define.type && define.type->unit && define.type->unit->code == kWeeksAndDays) {
    return Number(NodeKind::kRound, {node}, 0);
  }
  return is_whole ? Number(NodeKind::kFloor, {node}) : node;
}

NodeId ExpressionLowering::ReadingNode(std::uint32_t ambiguity, std::uint32_t reading) {
  const ExprType& type = checked_.ambiguity_types[ambiguity];
  const ast::Expr& as = *resolution_.ambiguities[ambiguity]->readings[reading].as;
  return type.kind == ExprType::Kind::kNumber ? LowerIn(as, type.unit, type.substance)
                                              : LowerHere(as);
}

void ExpressionLowering::LowerDefinitionsOf(const std::vector<const ast::Expr*>& roots,
                                            FactValues values) {
  std::set<std::pair<SymbolKind, std::uint32_t>> used;
  const auto mark = [&](const ast::Expr& expr, const auto& self) -> void {
    if (expr.kind == ast::ExprKind::kName || expr.kind == ast::ExprKind::kIsRange) {
      const Symbol& symbol = resolution_.expression_symbols[expr.id];
      used.emplace(symbol.kind, symbol.index);
    }
    for (const auto& child : expr.children) self(*child, self);
  };
  for (const ast::Expr* root : roots) mark(*root, mark);
  const std::vector<Symbol>& order = resolution_.definition_order;
  // NOLINTNEXTLINE(modernize-loop-convert): clang 14 cannot read libstdc++'s reversed views.
  for (auto symbol = order.rbegin(); symbol != order.rend(); ++symbol) {
    if (!used.contains({symbol->kind, symbol->index})) continue;
    VisitExpressionsOf(resolution_, *symbol, [&](const ast::Expr& expr) { mark(expr, mark); });
  }
  const FactValues outer = std::exchange(values_, values);
  for (const Symbol& symbol : order) {
    if (used.contains({symbol.kind, symbol.index})) LowerInOrder(symbol);
  }
  values_ = outer;
}

NodeId ExpressionLowering::Lower(const ast::Expr& expr, FactValues values) {
  const FactValues outer = std::exchange(values_, values);
  const NodeId node = LowerHere(expr);
  values_ = outer;
  return node;
}

NodeId ExpressionLowering::LowerAll(NodeKind kind, const ast::Expr& expr, std::uint32_t payload) {
  std::vector<NodeId> operands;
  for (const auto& child : expr.children) operands.push_back(LowerHere(*child));
  return Truth(kind, std::move(operands), payload);
}

NodeId ExpressionLowering::LowerCount(const ast::Expr& expr) {
  const NodeKind kind = expr.count_bound == ast::CountBound::kAtLeast  ? NodeKind::kAtLeast
                        : expr.count_bound == ast::CountBound::kAtMost ? NodeKind::kAtMost
                                                                       : NodeKind::kExactly;
  return LowerAll(kind, expr, static_cast<std::uint32_t>(expr.count));
}

/// Before the suspect step nothing is put aside.
NodeId ExpressionLowering::LowerIsSuspect(const ast::Expr& expr) {
  if (values_ == FactValues::kBeforeSuspect) return Constant(false);
  return Truth(NodeKind::kFactIsSuspect, {},
               resolution_.expression_symbols[expr.children[0]->id].index);
}

NodeId ExpressionLowering::LowerIsChoice(const ast::Expr& expr) {
  const ast::Expr& value = *expr.children[0];
  if (Type(value).kind == ExprType::Kind::kDate) {  // is never
    const NodeId never = Date(NodeKind::kDate, {}, static_cast<std::uint32_t>(kNever));
    return Compare(ast::Comparison::kEqual, LowerHere(value), never);
  }
  return IsChoice(LowerHere(value), *Type(value).choices, expr.name);
}

NodeId ExpressionLowering::LowerHere(const ast::Expr& expr) {
  const NodeId node = LowerUnrecorded(expr);
  if (values_ == FactValues::kEffective) expression_nodes[expr.id] = node;
  return node;
}

NodeId ExpressionLowering::LowerUnrecorded(const ast::Expr& expr) {
  using Kind = ast::ExprKind;
  const auto operand = [&] { return LowerHere(*expr.children[0]); };
  switch (expr.kind) {
    case Kind::kName:
      return LowerName(resolution_.expression_symbols[expr.id]);
    case Kind::kQuantity:
      return guideline_.graph.AddNumber(NumberOf(expr.quantity, Type(expr)));
    case Kind::kDate:
      return Date(NodeKind::kDate, {}, static_cast<std::uint32_t>(expr.date.day));
    case Kind::kToday:
      return Date(NodeKind::kToday, {});
    case Kind::kYes:
      return Constant(true);
    case Kind::kNo:
      return Constant(false);
    case Kind::kNot:
    case Kind::kIsNo:
      return Not(operand());
    case Kind::kIsYes:
      return operand();
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kImplies:
    case Kind::kAnyKnown:
      return LowerAll(JoinOf(expr.kind), expr);
    case Kind::kSurely:  // what is known of it and a no
      return Truth(NodeKind::kAnyKnown, {operand(), Constant(false)});
    case Kind::kCount:
      return LowerCount(expr);
    case Kind::kIsKnown:
      return Truth(NodeKind::kIsKnown, {operand()});
    case Kind::kIsMissing:
      return Not(Truth(NodeKind::kIsKnown, {operand()}));
    case Kind::kCompare:
      return LowerComparison(expr);
    case Kind::kIsSpan:
      return LowerSpan(expr);
    case Kind::kIsRange:
      return LowerRange(expr);
    case Kind::kIsChoice:
      return LowerIsChoice(expr);
    case Kind::kIsOneOf:
      return LowerOneOf(expr);
    case Kind::kDateOf:
      return Date(NodeKind::kDateOfFact, {}, resolution_.expression_symbols[expr.id].index);
    case Kind::kIsSuspect:
      return LowerIsSuspect(expr);
    case Kind::kTimeSince:
    case Kind::kCompleted:
    case Kind::kPointsOf:
    case Kind::kHighestItem:
    case Kind::kYearOf:
    case Kind::kMonthOf:
    case Kind::kFirstKnown:
    case Kind::kCall:
    case Kind::kInUnit:
    case Kind::kAdd:
    case Kind::kSubtract:
    case Kind::kMultiply:
    case Kind::kDivide:
    case Kind::kPower:
    case Kind::kNegate:
      return LowerComputed(expr);
    case Kind::kText:
    case Kind::kMissingValue:
      break;  // stand in lines only: LowerValue
  }
  std::abort();
}

/// Of values: numbers, dates, what is first known.
NodeId ExpressionLowering::LowerComputed(const ast::Expr& expr) {
  using Kind = ast::ExprKind;
  const ast::Expr& first = *expr.children[0];
  if (expr.kind == Kind::kTimeSince) {
    return Number(NodeKind::kDaysBetween, {LowerHere(first), Date(NodeKind::kToday, {})});
  }
  if (expr.kind == Kind::kYearOf) return Number(NodeKind::kYearOf, {LowerHere(first)});
  if (expr.kind == Kind::kMonthOf) return Number(NodeKind::kMonthOf, {LowerHere(first)});
  if (expr.kind == Kind::kPointsOf) return LowerPointsOf(first);
  if (expr.kind == Kind::kHighestItem) {
    const std::uint32_t score = resolution_.expression_symbols[first.id].index;
    std::vector<NodeId> items = ItemNodes(*resolution_.scores[score]);
    return items.size() == 1 ? items[0] : Number(NodeKind::kMaximum, std::move(items));
  }
  if (expr.kind == Kind::kCompleted) return LowerCompleted(expr);
  if (expr.kind == Kind::kFirstKnown || expr.kind == Kind::kCall) return LowerCall(expr);
  if (expr.kind == Kind::kInUnit) {
    return LowerIn(first, *units_.Read(expr.quantity.unit->code), Type(first).substance);
  }
  return LowerArithmetic(expr);
}

NodeId ExpressionLowering::LowerName(const Symbol& symbol) {
  switch (symbol.kind) {
    case SymbolKind::kFact:
      return FactNode(symbol.index);
    case SymbolKind::kThreshold:
      return ThresholdNode(symbol.index);
    case SymbolKind::kDefine:
    case SymbolKind::kAmbiguity:
    case SymbolKind::kTable:
    case SymbolKind::kScore:
    case SymbolKind::kItem:
      return DefinitionNode(symbol);
    case SymbolKind::kRule:
      return rule_outcomes[symbol.index];
    case SymbolKind::kNone:
    case SymbolKind::kRange:
    case SymbolKind::kMedication:
    case SymbolKind::kOption:
    case SymbolKind::kPart:
    case SymbolKind::kDiet:
    case SymbolKind::kRecheck:
      break;  // no values: the checker reported them
  }
  std::abort();
}

const std::vector<NodeId>& ExpressionLowering::RangeOperands(std::uint32_t range) {
  const auto key = std::pair(values_, range);
  const auto known = range_operands_.find(key);
  if (known != range_operands_.end()) return known->second;
  std::vector<NodeId> operands{LowerHere(*resolution_.ranges[range]->of)};
  AddConditions(*resolution_.ranges[range], operands);
  return range_operands_.emplace(key, std::move(operands)).first->second;
}

NodeId ExpressionLowering::LowerRange(const ast::Expr& expr) {
  const std::uint32_t range = resolution_.expression_symbols[expr.id].index;
  LowerHere(*expr.children[0]);
  const NodeKind kind = expr.side == ast::Side::kBelow    ? NodeKind::kBelowRange
                        : expr.side == ast::Side::kWithin ? NodeKind::kWithinRange
                                                          : NodeKind::kAboveRange;
  return Truth(kind, RangeOperands(range), range);
}

NodeId ExpressionLowering::IsChoice(NodeId operand, const ast::ChoiceOwner& owner,
                                    const ast::Name& choice) {
  return Truth(NodeKind::kIsChoice, {operand}, ChoiceIndex(owner, choice));
}

}  // namespace mgl
