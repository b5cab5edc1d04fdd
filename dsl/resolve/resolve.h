// Names to declarations. Output: tables beside the syntax tree; the tree is not changed.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

enum class SymbolKind {
  kNone,  // unknown, already reported: what follows from it is silent
  kFact,
  kThreshold,
  kRange,
  kDefine,
  kAmbiguity,
  kTable,
  kScore,
  kItem,  // of a score, with a name
  kMedication,
  kOption,  // index: of the medication; member: of the option
  kPart,    // likewise: of the part
  kDiet,
  kRule,
  kRecheck,
};

/// What a name stands for: `index` counts declarations of its kind in the order of the text.
struct Symbol {
  SymbolKind kind = SymbolKind::kNone;
  std::uint32_t index = 0;
  std::uint32_t member = 0;
};

/// Pointers point into the ast::File, which must outlive this.
struct Resolution {
  const ast::Guideline* guideline = nullptr;  // null: an error was reported
  const ast::Source* source = nullptr;        // may be null
  std::vector<const ast::Reference*> references;
  std::vector<const ast::Substance*> substances;
  std::vector<const ast::Fact*> facts;
  std::vector<const ast::Range*> ranges;
  std::vector<const ast::Threshold*> thresholds;
  std::vector<const ast::Define*> defines;  // results too
  std::vector<const ast::Ambiguity*> ambiguities;
  std::vector<const ast::Table*> tables;
  std::vector<const ast::Score*> scores;
  std::vector<const ast::ScoreItem*> items;                     // that have a name
  std::vector<const ast::Contraindication*> contraindications;  // cautions too
  std::vector<const ast::Exclusive*> exclusives;
  std::vector<const ast::Apart*> aparts;
  std::vector<const ast::Medication*> medications;
  std::vector<const ast::Diet*> diets;
  std::vector<const ast::Rule*> rules;
  std::vector<const ast::Recheck*> rechecks;
  std::vector<const ast::Property*> properties;
  std::vector<const ast::Example*> examples;

  std::map<std::string, Symbol, std::less<>> names;    // the one space of names
  std::map<std::string, Symbol, std::less<>> options;  // options and parts that are unambiguous
  /// By Expr::id, for kName, kIsRange, kDateOf: what the name stands for.
  std::vector<Symbol> expression_symbols;
  /// Defines, ambiguities, tables, scores and their items, and what cuts more than facts, in an
  /// order in which each comes after those it uses.
  std::vector<Symbol> definition_order;

  /// Defines and tables without a declared type whose values are words that nothing is called:
  /// their choices.
  std::set<const ast::ChoiceOwner*> implied_choices;

  Symbol Find(std::string_view name) const;
  /// Likewise, or the option or part of a medication.
  Symbol FindWithOptions(std::string_view name) const;
};

/// The declaration a symbol stands for; an option's or part's is its medication. Null for kNone.
const ast::DeclarationBase* DeclarationOf(const Resolution& resolution, Symbol symbol);

/// The list of choices that a fact, define or table has by itself; null where it has none.
const ast::ChoiceOwner* ChoicesOf(const Resolution& resolution, Symbol symbol);
/// Of all declarations that have one, in the order facts, defines, tables.
std::vector<const ast::ChoiceOwner*> ChoiceOwners(const Resolution& resolution);
/// The place of a choice in the list of its owner, or behind it where it has none of this name, or
/// not one of this label.
std::uint32_t ChoiceIndex(const ast::ChoiceOwner& owner, const ast::Name& choice);
/// As an example or a default states it.
ast::Name ChoiceOf(const ast::Literal& literal);

struct ResolveResult {
  Resolution resolution;
  Diagnostics diagnostics;
};

/// Reports unknown, duplicate and misused names, cycles, missing references. Silent about names in
/// File::broken_names.
ResolveResult Resolve(const ast::File& file);

}  // namespace mgl
