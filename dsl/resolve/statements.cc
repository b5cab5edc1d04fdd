// Ways through the syntax tree that several lint rules take.
#include "dsl/resolve/statements.h"

#include "dsl/ast/ast.h"
#include "dsl/resolve/expressions_of.h"

namespace mgl {
namespace {

/// Visits the expressions of one kind of declaration, which may have none.
class ExpressionFinder {
 public:
  explicit ExpressionFinder(const ExprVisitor& visit) : visit_(visit) {}

  void operator()(const ast::DeclarationBase&) const {}
  void operator()(const ast::Guideline& guideline) const { Visit(guideline.applies_when); }
  void operator()(const ast::Fact& fact) const {
    for (const ast::ExprPtr& when : fact.suspect_when) Visit(when);
  }
  void operator()(const ast::Range& range) const { VisitExpressionsOf(range, visit_); }
  void operator()(const ast::Threshold& threshold) const { VisitExpressionsOf(threshold, visit_); }
  void operator()(const ast::Define& define) const { VisitExpressionsOf(define, visit_); }
  void operator()(const ast::Ambiguity& ambiguity) const { VisitExpressionsOf(ambiguity, visit_); }
  void operator()(const ast::Table& table) const { VisitExpressionsOf(table, visit_); }
  void operator()(const ast::Score& score) const { VisitExpressionsOf(score, visit_); }
  void operator()(const ast::Contraindication& contraindication) const {
    Visit(contraindication.when);
  }
  void operator()(const ast::Medication& medication) const {
    for (const ast::Dose& dose : medication.doses) {
      Visit(dose.by);
      Visit(dose.when);
    }
    Visit(medication.until);
  }
  void operator()(const ast::Rule& rule) const {
    Visit(rule.when);
    Visit(rule.unless);
  }
  void operator()(const ast::Recheck& recheck) const {
    Visit(recheck.when);
    for (const ast::ExprPtr& anchor : recheck.anchors) Visit(anchor);
  }
  void operator()(const ast::Property& property) const { Visit(property.condition); }

 private:
  void Visit(const ast::ExprPtr& expr) const { VisitExpression(expr, visit_); }

  const ExprVisitor& visit_;
};

using NameVisitor = std::function<void(const ast::Name& name)>;

class NameVisits {
 public:
  explicit NameVisits(const NameVisitor& visit) : visit_(visit) {}

  void operator()(const ast::DeclarationBase&) const {}
  void operator()(const ast::Table& table) const {
    VisitAll(table.inputs);
    if (table.across) visit_(*table.across);
  }
  void operator()(const ast::Contraindication& contraindication) const {
    VisitAll(contraindication.treatments);
  }
  void operator()(const ast::Exclusive& exclusive) const { VisitAll(exclusive.treatments); }
  void operator()(const ast::Apart& apart) const { VisitAll(apart.treatments); }
  void operator()(const ast::Rule& rule) const {
    for (const ast::Action& action : rule.actions) {
      if (action.target) visit_(*action.target);
    }
    VisitAll(rule.overrides);
  }
  void operator()(const ast::Recheck& recheck) const { visit_(recheck.fact); }

 private:
  void VisitAll(const std::vector<ast::Name>& names) const {
    for (const ast::Name& name : names) visit_(name);
  }

  const NameVisitor& visit_;
};

}  // namespace

void ForEachExpression(const ast::Declaration& declaration, const ExprVisitor& visit) {
  std::visit(ExpressionFinder(visit), declaration);
}

void ForEachPart(const ast::Expr& expr, const ExprVisitor& visit) {
  visit(expr);
  for (const ast::ExprPtr& child : expr.children) {
    if (child) ForEachPart(*child, visit);
  }
}

void ForEachUsedName(const ast::Declaration& declaration, const NameVisitor& visit) {
  std::visit(NameVisits(visit), declaration);
}

UsedSymbols CollectUses(const ast::File& file, const Resolution& names) {
  UsedSymbols used;
  const auto add = [&](Symbol symbol) {
    if (symbol.kind == SymbolKind::kOption || symbol.kind == SymbolKind::kPart) {
      symbol.kind = SymbolKind::kMedication;
    }
    used.emplace(symbol.kind, symbol.index);
  };
  for (const ast::Declaration& declaration : file.declarations) {
    ForEachExpression(declaration, [&](const ast::Expr& expr) {
      ForEachPart(expr, [&](const ast::Expr& part) { add(names.expression_symbols.at(part.id)); });
    });
    ForEachUsedName(declaration,
                    [&](const ast::Name& name) { add(names.FindWithOptions(name.text)); });
  }
  return used;
}

std::string CalledInMessages(const ast::DeclarationBase& declaration, std::string_view what) {
  if (!declaration.name.text.empty()) return "`" + declaration.name.text + "`";
  const std::string title = declaration.title ? " \"" + declaration.title->text + "\"" : "";
  return "the " + std::string(what) + title;
}

Span PlaceOf(const ast::DeclarationBase& declaration) {
  return declaration.name.text.empty() ? declaration.keyword : declaration.name.span;
}

bool HasSource(const ast::Provenance& provenance) {
  return !provenance.citations.empty() || !provenance.places.empty() || provenance.assumed ||
         provenance.interpreted;
}

}  // namespace mgl
