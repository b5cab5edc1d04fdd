#include "dsl/mark_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"

namespace mgl {
namespace {

bool IsBrace(char c) { return c == '{' || c == '}'; }

/// Names that declarations give to what is within them.
class InnerNames {
 public:
  explicit InnerNames(const NamesOfPart& names) : names_(names) {}

  void operator()(ast::DeclarationBase&) const {}
  void operator()(ast::Score& score) const {
    for (ast::ScoreItem& item : score.items) Mark(item.name);
  }
  void operator()(ast::Medication& medication) const {
    for (ast::Option& option : medication.options) Mark(option.name);
    for (ast::Option& part : medication.parts) Mark(part.name);
  }
  void operator()(ast::Table& table) const {
    for (ast::Name& input : table.inputs) input.text = names_.Value(input.text);
    if (table.across) table.across->text = names_.Value(table.across->text);
  }
  void operator()(ast::Accept& accept) const {
    if (accept.of) Mark(*accept.of);
  }

 private:
  void Mark(ast::Name& name) const { name.text = names_.Marked(name.text); }

  const NamesOfPart& names_;
};

}  // namespace

NamesOfPart::NamesOfPart(const CompiledGuideline& part, std::string label,
                         std::uint32_t first_expression)
    : part_(part),
      label_(std::move(label)),
      first_expression_(first_expression),
      facts_(part.guideline.facts.size()),
      values_(part.guideline.facts.size()),
      suspects_(part.guideline.facts.size()) {}

void NamesOfPart::SetFact(std::uint32_t fact, std::string name, std::string value,
                          std::string suspect) {
  facts_[fact] = std::move(name);
  values_[fact] = std::move(value);
  suspects_[fact] = std::move(suspect);
}

std::string NamesOfPart::Marked(std::string_view name) const {
  const Symbol symbol = part_.text.names.FindWithOptions(name);
  if (symbol.kind == SymbolKind::kNone) return std::string(name);
  if (symbol.kind == SymbolKind::kFact) return facts_[symbol.index];
  return fmt::format("{} ({})", name, label_);
}

std::string NamesOfPart::Value(std::string_view name) const {
  const Symbol symbol = part_.text.names.Find(name);
  return symbol.kind == SymbolKind::kFact ? values_[symbol.index] : Marked(name);
}

void NamesOfPart::Mark(ast::Declaration& declaration) const {
  // The tree is the caller's to change; the ways through it do not say so.
  ForEachExpression(declaration, [&](const ast::Expr& expr) {
    ForEachPart(expr, [&](const ast::Expr& part) { MarkExpression(const_cast<ast::Expr&>(part)); });
  });
  if (!std::holds_alternative<ast::Table>(declaration)) {
    ForEachUsedName(declaration, [&](const ast::Name& name) {
      const_cast<ast::Name&>(name).text = Marked(name.text);
    });
  }
  std::visit(InnerNames(*this), declaration);
  std::visit(
      [&](ast::DeclarationBase& base) {
        if (std::holds_alternative<ast::Accept>(declaration)) return;
        base.name.text = Marked(base.name.text);
      },
      declaration);
}

/// A label in quotes becomes the choice that it is of: the fact that stands for this one may have
/// others.
void NamesOfPart::MarkLabel(const ast::Expr& of, ast::Name& choice) const {
  if (!choice.is_label) return;
  const ast::ChoiceOwner* const owner =
      part_.text.checked.types.at(of.id - first_expression_).choices;
  if (owner == nullptr) return;
  const std::uint32_t index = ChoiceIndex(*owner, choice);
  if (index >= owner->choices.size()) return;
  choice.text = owner->choices[index].name.text;
  choice.is_label = false;
}

void NamesOfPart::MarkExpression(ast::Expr& expr) const {
  if (expr.kind == ast::ExprKind::kIsChoice) MarkLabel(*expr.children.at(0), expr.name);
  if (expr.kind == ast::ExprKind::kIsOneOf) {
    for (std::size_t i = 1; i < expr.children.size(); ++i) {
      MarkLabel(*expr.children[0], expr.children[i]->name);
    }
  }
  // It is a definition there, of the fact as it was reported.
  if (expr.kind == ast::ExprKind::kIsSuspect) {
    const Symbol of =
        part_.text.names.expression_symbols.at(expr.children.at(0)->id - first_expression_);
    expr.kind = ast::ExprKind::kName;
    expr.name.text = suspects_[of.index];
    expr.children.clear();
    return;
  }
  // What a text shows is not compared.
  if (expr.kind == ast::ExprKind::kText) std::erase_if(expr.name.text, IsBrace);
  const Symbol symbol = part_.text.names.expression_symbols.at(expr.id - first_expression_);
  if (symbol.kind == SymbolKind::kNone) return;
  const bool is_value = expr.kind == ast::ExprKind::kName && symbol.kind == SymbolKind::kFact;
  expr.name.text = is_value ? values_[symbol.index] : Marked(expr.name.text);
}

}  // namespace mgl
