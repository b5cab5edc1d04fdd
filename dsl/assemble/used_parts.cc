#include "dsl/assemble/used_parts.h"

#include <algorithm>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"

namespace mgl {
namespace {

bool IsLeftBehind(const ast::Declaration& declaration) {
  return std::holds_alternative<ast::Guideline>(declaration) ||
         std::holds_alternative<ast::Source>(declaration) ||
         std::holds_alternative<ast::Example>(declaration);
}

/// The names in the braces of a text, with their places.
template <typename Use>
void ForEachShown(std::string_view text, std::uint32_t begin, const Use& use) {
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == text.npos) return;
    use(text.substr(open + 1, close - open - 1), Span{static_cast<std::uint32_t>(begin + open + 1),
                                                      static_cast<std::uint32_t>(begin + close)});
  }
}

}  // namespace

UsedParts::UsedParts(const OtherText& other, const WrittenText& written)
    : other_(other), written_(written), uses_(other.file->declarations.size()) {
  for (std::size_t i = 0; i < other.file->declarations.size(); ++i) {
    index_[&ast::Base(other.file->declarations[i])] = i;
    const auto* const score = std::get_if<ast::Score>(&other.file->declarations[i]);
    if (score == nullptr) continue;
    for (const ast::ScoreItem& item : score->items) index_[&item] = i;
  }
  FindUses();
}

void UsedParts::AddUse(std::size_t user, const ast::DeclarationBase* used) {
  const auto found = index_.find(used);
  if (found != index_.end()) uses_[user].insert(found->second);
}

void UsedParts::FindUses() {
  const Resolution& names = *other_.names;
  const SourceFile& source = *other_.source;
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    const ast::Declaration& declaration = other_.file->declarations[i];
    if (IsLeftBehind(declaration)) continue;
    ForEachExpression(declaration, [&](const ast::Expr& expr) {
      ForEachPart(expr, [&](const ast::Expr& part) {
        AddUse(i, DeclarationOf(names, names.expression_symbols.at(part.id)));
        if (part.kind != ast::ExprKind::kText) return;
        ForEachShown(source.Text(part.span), part.span.begin, [&](std::string_view name, Span) {
          AddUse(i, DeclarationOf(names, names.Find(name)));
        });
      });
    });
    ForEachUsedName(declaration, [&](const ast::Name& name) {
      AddUse(i, DeclarationOf(names, names.FindWithOptions(name.text)));
    });
    AddWords(i);
  }
}

/// Substances and references, by the words of the declaration: they decide nothing.
void UsedParts::AddWords(std::size_t user) {
  const ast::DeclarationBase& base = ast::Base(other_.file->declarations[user]);
  const WrittenDeclaration* const written = written_.At(base.span.begin);
  if (written == nullptr) return;
  const SyntaxTree& tree = written_.tree();
  for (std::uint32_t i = written->node; i < tree.nodes[written->node].next; ++i) {
    if (tree.nodes[i].kind != SyntaxKind::kName) continue;
    const std::string_view word = other_.source->Text(tree.nodes[i].span);
    for (const ast::Substance* substance : other_.names->substances) {
      if (substance->name.text == word) AddUse(user, substance);
    }
    for (const ast::Reference* reference : other_.names->references) {
      if (reference->name.text == word) AddUse(user, reference);
    }
  }
}

std::optional<std::size_t> UsedParts::Find(std::string_view name) const {
  const ast::DeclarationBase* const found =
      DeclarationOf(*other_.names, other_.names->FindWithOptions(name));
  const auto index = index_.find(found);
  return index == index_.end() ? std::nullopt : std::optional(index->second);
}

std::vector<std::string> UsedParts::Names() const {
  std::vector<std::string> names;
  for (const auto& [name, symbol] : other_.names->names) names.push_back(name);
  for (const auto& [name, symbol] : other_.names->options) names.push_back(name);
  return names;
}

std::set<std::size_t> UsedParts::All() const {
  std::set<std::size_t> all;
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    if (!IsLeftBehind(other_.file->declarations[i])) all.insert(i);
  }
  return all;
}

bool UsedParts::Guards(std::size_t declaration, const std::set<std::size_t>& taken) const {
  const ast::Declaration& guard = other_.file->declarations[declaration];
  const auto is_taken = [&](const ast::Name& name) {
    const std::optional<std::size_t> of = Find(name.text);
    return of && taken.contains(*of);
  };
  if (const auto* rule = std::get_if<ast::Rule>(&guard)) {
    return std::ranges::any_of(rule->overrides, is_taken);
  }
  if (const auto* warning = std::get_if<ast::Contraindication>(&guard)) {
    return std::ranges::any_of(warning->treatments, is_taken);
  }
  if (const auto* exclusive = std::get_if<ast::Exclusive>(&guard)) {
    return std::ranges::all_of(exclusive->treatments, is_taken);
  }
  const auto* apart = std::get_if<ast::Apart>(&guard);
  return apart != nullptr && std::ranges::all_of(apart->treatments, is_taken);
}

std::set<std::size_t> UsedParts::WithAllTheyNeed(const std::set<std::size_t>& roots) const {
  std::set<std::size_t> taken;
  std::vector<std::size_t> pending(roots.begin(), roots.end());
  while (!pending.empty()) {
    while (!pending.empty()) {
      const std::size_t next = pending.back();
      pending.pop_back();
      if (!taken.insert(next).second) continue;
      pending.insert(pending.end(), uses_[next].begin(), uses_[next].end());
    }
    for (std::size_t i = 0; i < uses_.size(); ++i) {
      if (!taken.contains(i) && Guards(i, taken)) pending.push_back(i);
    }
  }
  return taken;
}

std::vector<Span> UsedParts::PlacesOf(std::string_view name) const {
  std::vector<Span> places;
  const Resolution& names = *other_.names;
  const auto add = [&](const ast::Name& of) {
    // The input of a table stands for itself in each of its cells, where nobody wrote it.
    if (of.text == name && other_.source->Text(of.span) == name) places.push_back(of.span);
  };
  for (const ast::Declaration& declaration : other_.file->declarations) {
    if (std::holds_alternative<ast::Reference>(declaration)) continue;
    add(ast::Base(declaration).name);
    ForEachUsedName(declaration, add);
    if (const auto* score = std::get_if<ast::Score>(&declaration)) {
      for (const ast::ScoreItem& item : score->items) add(item.name);
    } else if (const auto* medication = std::get_if<ast::Medication>(&declaration)) {
      for (const ast::Option& option : medication->options) add(option.name);
      for (const ast::Option& part : medication->parts) add(part.name);
    } else if (const auto* example = std::get_if<ast::Example>(&declaration)) {
      for (const ast::Given& given : example->givens) add(given.fact);
      for (const ast::Expectation& expected : example->expectations) add(expected.target);
    }
    ForEachExpression(declaration, [&](const ast::Expr& expr) {
      ForEachPart(expr, [&](const ast::Expr& part) {
        if (names.expression_symbols.at(part.id).kind != SymbolKind::kNone) add(part.name);
        if (part.kind != ast::ExprKind::kText) return;
        ForEachShown(other_.source->Text(part.span), part.span.begin,
                     [&](std::string_view shown, Span span) {
                       if (shown == name) places.push_back(span);
                     });
      });
    });
  }
  return places;
}

}  // namespace mgl
