// Operators become branches, comparisons and names leaves. An operand that leaves the whole as it
// is stays closed.
#include "tools/case/explain/condition_tree.h"

#include <algorithm>

#include "dsl/ast/ast.h"
#include "engine/meaning/cut_line.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;

constexpr int kMaxDepth = 12;  // of branches within branches, below one outcome

/// Operators; the negation of a comparison, a fact or a threshold is a leaf.
bool IsBranch(const Resolution& names, const ast::Expr& expr) {
  if (FamilyOf(expr.kind) != ast::ExprFamily::kJoined) return false;
  if (expr.kind != Kind::kNot) return true;
  const ast::Expr& negated = *expr.children[0];
  if (negated.kind != Kind::kName) return IsBranch(names, negated);
  const SymbolKind kind = names.expression_symbols[negated.id].kind;
  return kind != SymbolKind::kFact && kind != SymbolKind::kThreshold;
}

/// Whether an operand with truth `part` makes the whole what it is.
bool Decides(Kind kind, Truth whole, Truth part) {
  if (kind == Kind::kAnd && whole != Truth::kYes) return part == whole;
  if (kind == Kind::kOr && whole != Truth::kNo) return part == whole;
  return true;
}

Condition::Kind BranchKind(Kind kind) {
  if (kind == Kind::kAnd) return Condition::Kind::kAll;
  if (kind == Kind::kOr) return Condition::Kind::kAny;
  return kind == Kind::kNot ? Condition::Kind::kNot : Condition::Kind::kOperator;
}

std::set<std::string> NamesOfResults(const Guideline& guideline) {
  std::set<std::string> names;
  for (const ResultColumn& result : guideline.results) names.insert(result.name);
  return names;
}

}  // namespace

ConditionTree::ConditionTree(const CompiledGuideline& compiled, std::set<std::string> results)
    : compiled_(compiled), guideline_(compiled.guideline), results_(std::move(results)) {
  const auto find = [&](const std::string& name) -> const Definition* {
    const auto result = std::ranges::find(guideline_.results, name, &ResultColumn::name);
    if (result != guideline_.results.end()) return &*result;
    return &*std::ranges::find(guideline_.definitions, name, &Definition::name);
  };
  for (const ast::Define* define : compiled.text.names.defines) {
    defines_.push_back(find(define->name.text));
  }
  for (const ast::Table* table : compiled.text.names.tables) {
    tables_.push_back(find(table->name.text));
  }
  for (const ast::ScoreItem* item : compiled.text.names.items) {
    items_.push_back(find(item->name.text));
  }
  for (const ast::Score* score : compiled.text.names.scores) {
    scores_.push_back(find(score->name.text));
  }
}

ConditionTree::ConditionTree(const CompiledGuideline& compiled)
    : ConditionTree(compiled, NamesOfResults(compiled.guideline)) {}

void ConditionTree::Begin(const Case& reported, const Decision& decision,
                          const std::vector<std::optional<std::uint32_t>>& readings) {
  reported_ = &reported;
  decision_ = &decision;
  readings_ = &readings;
  opened_.clear();
}

Condition ConditionTree::Of(const ast::Expr& expr, bool decides) { return Open(expr, decides, 0); }

std::vector<Condition> ConditionTree::Roots(const ast::ExprPtr& expr, Kind kind, bool decides) {
  std::vector<Condition> roots;
  if (!expr) return roots;
  if (expr->kind != kind) {
    roots.push_back(Of(*expr, decides));
    return roots;
  }
  const Truth whole = ValueOf(*expr).truth;
  for (const ast::ExprPtr& child : expr->children) {
    roots.push_back(Of(*child, decides && Decides(kind, whole, ValueOf(*child).truth)));
  }
  return roots;
}

Condition ConditionTree::Open(const ast::Expr& expr, bool decides, int depth) {
  if (expr.kind == Kind::kName) return OfName(expr, decides, depth);
  Condition condition;
  condition.text = Words(expr.span);
  condition.decides = decides;
  const std::optional<NodeId> node = compiled_.expression_nodes[expr.id];
  condition.is_truth = node && guideline_.graph.node(*node).type == ValueType::kTruth;
  condition.truth = ValueOf(expr).truth;
  if (!IsBranch(compiled_.text.names, expr)) {
    condition.kind = condition.is_truth ? Condition::Kind::kComparison : Condition::Kind::kValue;
    AddMentions(expr, condition, depth);
    return condition;
  }
  condition.kind = BranchKind(expr.kind);
  if (!decides) return condition;
  if (depth >= kMaxDepth) {
    condition.note = "not opened further";
    return condition;
  }
  OpenOperands(expr, condition, depth);
  return condition;
}

void ConditionTree::OpenOperands(const ast::Expr& expr, Condition& condition, int depth) {
  const Truth whole = ValueOf(expr).truth;
  for (const ast::ExprPtr& child : expr.children) {
    const bool decides = Decides(expr.kind, whole, ValueOf(*child).truth);
    condition.conditions.push_back(Open(*child, decides, depth + 1));
  }
}

Condition ConditionTree::OfName(const ast::Expr& expr, bool decides, int depth) {
  const Symbol& symbol = compiled_.text.names.expression_symbols[expr.id];
  Condition condition;
  condition.text = expr.name.text;
  condition.decides = decides;
  const NodeId node = *compiled_.expression_nodes[expr.id];
  condition.is_truth = guideline_.graph.node(node).type == ValueType::kTruth;
  condition.truth = ValueOf(expr).truth;
  if (symbol.kind == SymbolKind::kFact) {
    condition.kind = Condition::Kind::kFact;
    condition.title = guideline_.facts[symbol.index].title;
    AddFact(symbol.index, condition);
    if (!condition.is_truth) condition.value = condition.values[0].text;
  } else if (symbol.kind == SymbolKind::kThreshold) {
    condition.kind = Condition::Kind::kThreshold;
    condition.title = guideline_.thresholds[symbol.index].title;
    AddThreshold(symbol.index, node, condition, depth);
  } else {
    return OfSymbol(symbol, decides, depth);
  }
  return condition;
}

/// The names below a leaf, each once. What stands behind the first known operand does not decide.
void ConditionTree::AddMentions(const ast::Expr& expr, Condition& condition, int depth) {
  AddMention(expr, condition, depth);
  const bool decides = condition.decides;
  const bool is_first_known = expr.kind == Kind::kFirstKnown && ValueOf(expr).IsSettled();
  for (const ast::ExprPtr& child : expr.children) {
    const bool counts = is_first_known && ValueOf(*child).IsSettled();
    if (is_first_known) condition.decides = decides && counts;
    AddMentions(*child, condition, depth);
    if (counts) break;
  }
  condition.decides = decides;
}

void ConditionTree::AddMention(const ast::Expr& expr, Condition& condition, int depth) {
  if (expr.kind == Kind::kDateOf) {
    const FactId fact{compiled_.text.names.expression_symbols[expr.id].index};
    condition.values.push_back(DateOfFact(guideline_, fact, *decision_));
    return;
  }
  if (expr.kind == Kind::kIsRange) {
    const std::uint32_t index = compiled_.text.names.expression_symbols[expr.id].index;
    const Range& range = guideline_.ranges[index];
    condition.cut = UsedCut{true, range.name, range.title, {}, range.provenance};
    AddCut(range.lines, *compiled_.expression_nodes[expr.id], condition);
    return;
  }
  if (expr.kind != Kind::kName) return;
  const Symbol& symbol = compiled_.text.names.expression_symbols[expr.id];
  switch (symbol.kind) {
    case SymbolKind::kFact:
      AddFact(symbol.index, condition);
      break;
    case SymbolKind::kThreshold:
      AddThreshold(symbol.index, *compiled_.expression_nodes[expr.id], condition, depth);
      break;
    case SymbolKind::kDefine:
    case SymbolKind::kAmbiguity:
    case SymbolKind::kTable:
    case SymbolKind::kItem:
    case SymbolKind::kScore: {
      const auto repeats = [&](const Condition& other) { return other.text == expr.name.text; };
      if (std::ranges::any_of(condition.conditions, repeats)) break;
      const bool opens = condition.decides && depth < kMaxDepth;
      condition.conditions.push_back(OfSymbol(symbol, opens, depth + 1));
      break;
    }
    default:
      break;
  }
}

void ConditionTree::AddThreshold(std::uint32_t index, NodeId node, Condition& condition,
                                 int depth) {
  const Threshold& threshold = guideline_.thresholds[index];
  condition.cut = UsedCut{false, threshold.name, threshold.title, {}, threshold.provenance};
  AddCut(threshold.lines, node, condition);
  AddMention(*compiled_.text.names.thresholds[index]->of, condition, depth);
}

/// The lines that count: of the kind in which the value was reported, and not excluded by their own
/// condition.
void ConditionTree::AddCut(const std::vector<CutLine>& lines, NodeId node,
                           Condition& condition) const {
  const auto operands = guideline_.graph.Operands(node);
  const Value& value = decision_->nodes[Index(operands[0])];
  const Dimension* kind = value.known ? &ServingKind(lines, value.kind) : nullptr;
  for (const CutLine& line : lines) {
    if (kind != nullptr && line.kind != *kind) continue;
    const Truth applies = line.when_operand
                              ? decision_->nodes[Index(operands[*line.when_operand])].truth
                              : Truth::kYes;
    if (applies == Truth::kNo) continue;
    condition.cut->lines.push_back(line.text + WhenOf(node, line, applies));
    if (kind != nullptr && applies == Truth::kYes) return;
  }
}

/// The condition of a line of which it is not known whether it counts.
std::string ConditionTree::WhenOf(NodeId node, const CutLine& line, Truth applies) const {
  if (applies != Truth::kUnknown) return "";
  const Node& at = guideline_.graph.node(node);
  const Resolution& names = compiled_.text.names;
  std::uint32_t left = *line.when_operand;
  const auto find = [&](const auto& cut) -> std::string {
    for (const auto& stated : cut.lines) {
      if (stated.when && --left == 0) return " when " + Words(stated.when->span);
    }
    return "";
  };
  return at.kind == NodeKind::kThreshold ? find(*names.thresholds[at.payload])
                                         : find(*names.ranges[at.payload]);
}

void ConditionTree::AddFact(std::uint32_t fact, Condition& condition) const {
  const std::string& name = guideline_.facts[fact].name;
  const auto repeats = [&](const PatientValue& other) {
    return other.fact == name && other.title == guideline_.facts[fact].title;
  };
  if (std::ranges::any_of(condition.values, repeats)) return;
  condition.values.push_back(ValueOfFact(guideline_, FactId{fact}, *reported_, *decision_));
}

const Value& ConditionTree::ValueOf(const ast::Expr& expr) const {
  static const Value kAsWritten = [] {
    Value value;
    value.known = true;
    return value;
  }();
  const std::optional<NodeId> node = compiled_.expression_nodes[expr.id];
  return node ? decision_->nodes[Index(*node)] : kAsWritten;
}

std::string ConditionTree::Words(Span span) const {
  return TextAsWritten(compiled_.text.source, span);
}

}  // namespace mgl
