// Choices are not names of the one space: they are left to the checker, which knows what is
// compared.
#include "dsl/resolve/resolve_expressions.h"

#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "engine/unit/unit.h"

namespace mgl {

DependencyNodes::DependencyNodes(const Resolution& resolution) {
  const auto add = [&](SymbolKind kind, std::size_t count) {
    first_.emplace_back(kind, static_cast<std::uint32_t>(size_));
    size_ += count;
  };
  add(SymbolKind::kFact, resolution.facts.size());
  add(SymbolKind::kThreshold, resolution.thresholds.size());
  add(SymbolKind::kRange, resolution.ranges.size());
  add(SymbolKind::kDefine, resolution.defines.size());
  add(SymbolKind::kAmbiguity, resolution.ambiguities.size());
  add(SymbolKind::kTable, resolution.tables.size());
  add(SymbolKind::kScore, resolution.scores.size());
  add(SymbolKind::kItem, resolution.items.size());
}

bool DependencyNodes::HasNode(SymbolKind kind) {
  return kind == SymbolKind::kFact || kind == SymbolKind::kThreshold ||
         kind == SymbolKind::kRange || kind == SymbolKind::kDefine ||
         kind == SymbolKind::kAmbiguity || kind == SymbolKind::kTable ||
         kind == SymbolKind::kScore || kind == SymbolKind::kItem;
}

std::uint32_t DependencyNodes::NodeOf(Symbol symbol) const {
  for (const auto& [kind, first] : first_) {
    if (kind == symbol.kind) return first + symbol.index;
  }
  return 0;
}

Symbol DependencyNodes::SymbolOf(std::uint32_t node) const {
  Symbol symbol;
  for (const auto& [kind, first] : first_) {
    if (node >= first) symbol = {kind, node - first, 0};
  }
  return symbol;
}

void ExpressionResolver::Resolve(const ast::Expr* expr, NamePlace place, Symbol owner) {
  if (expr == nullptr) return;
  place_ = place;
  owner_ = owner;
  ResolveName(*expr, place);
}

void ExpressionResolver::Store(const ast::Expr& expr, Symbol symbol) {
  if (expr.id < resolution_.expression_symbols.size()) {
    resolution_.expression_symbols[expr.id] = symbol;
  }
  if (DependencyNodes::HasNode(owner_.kind) && DependencyNodes::HasNode(symbol.kind)) {
    graph_.Add({nodes_.NodeOf(owner_), nodes_.NodeOf(symbol), expr.name.span});
  }
}

void ExpressionResolver::ResolveName(const ast::Expr& expr, NamePlace place) {
  if (expr.kind == ast::ExprKind::kName) return Store(expr, finder_.Find(expr.name, place));
  if (expr.kind == ast::ExprKind::kDateOf) {
    return Store(expr, finder_.Find(expr.name, NamePlace::kFact));
  }
  if (expr.kind == ast::ExprKind::kIsRange) return ResolveRange(expr);
  if (expr.kind == ast::ExprKind::kCompare) return ResolveComparison(expr);
  if (expr.kind == ast::ExprKind::kIsOneOf) {
    // The others are choices or numbers.
    if (!expr.children.empty() && expr.children[0]) ResolveName(*expr.children[0], place);
    return;
  }
  if (expr.kind == ast::ExprKind::kDivide && IsUnitWithoutNumber(expr)) return;
  if (expr.kind == ast::ExprKind::kOr && !inner_alternatives_.contains(&expr)) {
    FindBareChoices(expr);
  }
  if (expr.kind == ast::ExprKind::kIsSpan && !expr.children.empty() && expr.children[0] &&
      expr.interval && expr.interval->high && expr.interval->high->unit) {
    finder_.DeclareAs(TypeBeside(*expr.interval->high));
  }
  ResolveChildren(expr);
  finder_.DeclareAs("");
}

/// What a comparison says of a name: `x is first`, `x = first`, `x is one of (first, second)`.
struct SaidChoices {
  const ast::Name* subject = nullptr;
  std::vector<const ast::Name*> choices;
  bool is_negated = false;
  bool by_sign = false;  // `=`, a mistake of its own
};

static SaidChoices ChoicesSaid(const ast::Expr* expr) {
  SaidChoices said;
  while (expr->kind == ast::ExprKind::kAnd && expr->children.back()) {
    expr = expr->children.back().get();
  }
  if (expr->kind == ast::ExprKind::kNot && expr->children[0]) {
    said.is_negated = true;
    expr = expr->children[0].get();
  }
  if (expr->children.empty() || !expr->children[0] ||
      expr->children[0]->kind != ast::ExprKind::kName) {
    return said;
  }
  if (expr->kind == ast::ExprKind::kIsChoice) {
    said.choices.push_back(&expr->name);
  } else if (expr->kind == ast::ExprKind::kCompare && expr->children.size() == 2 &&
             expr->comparison == ast::Comparison::kEqual && expr->children[1] &&
             expr->children[1]->kind == ast::ExprKind::kName) {
    said.choices.push_back(&expr->children[1]->name);
    said.by_sign = true;
  } else {
    return said;
  }
  said.subject = &expr->children[0]->name;
  return said;
}

void ExpressionResolver::AddAlternatives(const ast::Expr& expr,
                                         std::vector<const ast::Expr*>& parts) {
  for (const ast::ExprPtr& child : expr.children) {
    if (child && child->kind == ast::ExprKind::kOr) {
      inner_alternatives_.insert(child.get());
      AddAlternatives(*child, parts);
    } else if (child) {
      parts.push_back(child.get());
    }
  }
}

/// `x is first or second`: the second is a choice of the first's name, and no condition.
void ExpressionResolver::FindBareChoices(const ast::Expr& expr) {
  std::vector<const ast::Expr*> parts;
  AddAlternatives(expr, parts);
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
    SaidChoices said = ChoicesSaid(parts[i]);
    if (said.subject == nullptr) continue;
    const ast::ChoiceOwner* owner = ChoicesOf(resolution_, resolution_.Find(said.subject->text));
    std::size_t last = i;
    while (owner != nullptr && last + 1 < parts.size() &&
           parts[last + 1]->kind == ast::ExprKind::kName &&
           HasChoice(*owner, parts[last + 1]->name.text) &&
           resolution_.Find(parts[last + 1]->name.text).kind == SymbolKind::kNone &&
           !finder_.IsBroken(parts[last + 1]->name)) {
      said.choices.push_back(&parts[++last]->name);
    }
    if (last == i) continue;
    std::string list;
    for (const ast::Name* choice : said.choices) {
      list += fmt::format("{}{}", list.empty() ? "" : ", ", choice->text);
    }
    const ast::Name& bare = *said.choices[1];
    Diagnostic diagnostic{DiagnosticKind::kUnknownName,
                          bare.span,
                          fmt::format("`{}` is a choice of `{}`, and no condition of its own",
                                      bare.text, said.subject->text),
                          fmt::format("write `{} is {}one of ({})`", said.subject->text,
                                      said.is_negated ? "not " : "", list),
                          {}};
    if (!said.is_negated) {
      const Span all{said.choices.front()->span.begin, said.choices.back()->span.end};
      diagnostic.edits.push_back({all, fmt::format("one of ({})", list)});
    }
    if (!said.by_sign) diagnostics_.push_back(std::move(diagnostic));
    for (std::size_t j = 1; j < said.choices.size(); ++j) {
      finder_.TakeAsReported(*said.choices[j]);
    }
    i = last;
  }
}

/// `mEq/L` without a number before it reads as a division of two names; one report for both.
bool ExpressionResolver::IsUnitWithoutNumber(const ast::Expr& expr) {
  std::string code;
  for (const ast::ExprPtr& child : expr.children) {
    if (!child || child->kind != ast::ExprKind::kName) return false;
    const ast::Name& name = child->name;
    const bool is_known = resolution_.Find(name.text).kind != SymbolKind::kNone;
    if (is_known || finder_.IsBroken(name)) return false;
    code += code.empty() ? name.text : "/" + name.text;
  }
  if (!ParseUnit(code)) return false;
  diagnostics_.push_back({DiagnosticKind::kUnknownName,
                          expr.span,
                          fmt::format("`{}` is a unit without a number", code),
                          fmt::format("write the number before it: `2 {}`", code),
                          {}});
  return true;
}

void ExpressionResolver::ResolveChildren(const ast::Expr& expr) {
  for (const ast::ExprPtr& child : expr.children) {
    if (child) ResolveName(*child, place_);
  }
}

void ExpressionResolver::ResolveRange(const ast::Expr& expr) {
  ResolveChildren(expr);
  const Symbol symbol = finder_.Find(expr.name, NamePlace::kRange);
  Store(expr, symbol);
  if (symbol.kind != SymbolKind::kRange || expr.children.empty() || !expr.children[0]) return;
  const ast::Range& range = *resolution_.ranges[symbol.index];
  if (!range.of) return;
  const Symbol owner = resolution_.Find(range.of->name.text);
  const bool has_value = DependencyNodes::HasNode(owner.kind) && owner.kind != SymbolKind::kRange;
  if (!has_value) return;  // reported at the range
  const ast::Expr& operand = *expr.children[0];
  const bool is_name = operand.kind == ast::ExprKind::kName;
  const Symbol subject = is_name && operand.id < resolution_.expression_symbols.size()
                             ? resolution_.expression_symbols[operand.id]
                             : Symbol();
  if (is_name && subject.kind == SymbolKind::kNone) return;  // reported
  if (subject.kind == owner.kind && subject.index == owner.index) return;
  Diagnostic diagnostic{DiagnosticKind::kRangeOfOtherFact, operand.span, "", "", {}};
  diagnostic.message =
      fmt::format("`{}` is a range of `{}`{}", range.name.text, range.of->name.text,
                  is_name ? fmt::format(", not of `{}`", operand.name.text) : std::string());
  diagnostic.help = fmt::format("write `{} is {} {}`", range.of->name.text,
                                expr.side == ast::Side::kBelow    ? "below"
                                : expr.side == ast::Side::kWithin ? "within"
                                                                  : "above",
                                range.name.text);
  if (subject.kind == SymbolKind::kFact) {
    diagnostic.help += fmt::format(", or declare a range of `{}`", operand.name.text);
  }
  diagnostic.labels.push_back(DeclaredHere(range, "a range"));
  diagnostics_.push_back(std::move(diagnostic));
}

/// `stage >= moderate`: the second name is a choice of the first. A name of the one space
/// that is also a choice counts as the choice where only that can be meant.
bool ExpressionResolver::IsChoiceOperand(const ast::Expr& expr, const ast::Expr& other,
                                         bool is_ordering) const {
  if (expr.kind != ast::ExprKind::kName || !finder_.IsChoice(expr.name.text)) return false;
  const Symbol symbol = resolution_.Find(expr.name.text);
  if (symbol.kind == SymbolKind::kNone) return true;
  if (!is_ordering || other.kind != ast::ExprKind::kName) return false;
  const ast::ChoiceOwner* owner = ChoicesOf(resolution_, resolution_.Find(other.name.text));
  const bool has_value_of_its_own =
      symbol.kind == SymbolKind::kFact || symbol.kind == SymbolKind::kDefine ||
      symbol.kind == SymbolKind::kTable || symbol.kind == SymbolKind::kScore ||
      symbol.kind == SymbolKind::kItem;
  return owner != nullptr && !has_value_of_its_own && HasChoice(*owner, expr.name.text);
}

void ExpressionResolver::ResolveComparison(const ast::Expr& expr) {
  const bool is_ordering =
      expr.comparison != ast::Comparison::kEqual && expr.comparison != ast::Comparison::kNotEqual;
  for (std::size_t i = 0; i < expr.children.size(); ++i) {
    const ast::ExprPtr& child = expr.children[i];
    if (!child) continue;
    const ast::ExprPtr& other = expr.children[expr.children.size() - 1 - i];
    if (other && other != child && IsChoiceOperand(*child, *other, is_ordering)) continue;
    const bool is_number = other && other != child && other->kind == ast::ExprKind::kQuantity;
    if (is_number && child->kind == ast::ExprKind::kName) {
      finder_.DeclareAs(TypeBeside(other->quantity));
    }
    ResolveName(*child, place_);
    finder_.DeclareAs("");
    if (other && other != child) SayRangeForm(expr, *child, *other, i == 0);
  }
}

/// `x < normal_range`, just reported: what to write, in a cell as its cell.
void ExpressionResolver::SayRangeForm(const ast::Expr& expr, const ast::Expr& operand,
                                      const ast::Expr& other, bool is_mirrored) {
  const Symbol symbol =
      operand.kind == ast::ExprKind::kName ? resolution_.Find(operand.name.text) : Symbol();
  const bool is_reported = !diagnostics_.empty() &&
                           diagnostics_.back().kind == DiagnosticKind::kWrongKindOfName &&
                           diagnostics_.back().span == operand.span;
  if (symbol.kind != SymbolKind::kRange || !is_reported) return;
  const ast::ExprPtr& of = resolution_.ranges[symbol.index]->of;
  if (!of || other.kind != ast::ExprKind::kName || other.name.text != of->name.text) return;
  const bool is_cell = other.span.end > operand.span.begin && other.span.begin < operand.span.end;
  bool is_not = is_cell && expr.operator_span.begin != expr.span.begin;
  std::string_view side = "within";
  switch (expr.comparison) {
    case ast::Comparison::kLess:
      side = is_mirrored ? "above" : "below";
      break;
    case ast::Comparison::kGreater:
      side = is_mirrored ? "below" : "above";
      break;
    case ast::Comparison::kLessEqual:
      side = is_mirrored ? "below" : "above";
      is_not = !is_not;
      break;
    case ast::Comparison::kGreaterEqual:
      side = is_mirrored ? "above" : "below";
      is_not = !is_not;
      break;
    case ast::Comparison::kEqual:
      break;
    case ast::Comparison::kNotEqual:
      is_not = !is_not;
      break;
  }
  if (is_cell) diagnostics_.back().span = expr.span;
  diagnostics_.back().help = fmt::format(
      "write `{}{}{} {}`", is_cell ? std::string() : fmt::format("{} is ", of->name.text),
      is_not ? "not " : "", side, operand.name.text);
}

}  // namespace mgl
