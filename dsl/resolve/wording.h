// Words for messages: names in backticks, lists, kinds of declarations, suggestions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/diagnostic/diagnostic.h"
#include "dsl/resolve/resolve.h"
#include "dsl/text/quoted.h"

namespace mgl {

struct Unit;
namespace ast {
enum class Comparison;
}

/// "now, today or routine"; with quotes "`now`, `today` or `routine`".
std::string JoinedWords(const std::vector<std::string>& words, std::string_view conjunction = "or");
std::string JoinedNames(const std::vector<std::string>& names, std::string_view conjunction = "or");

/// "one of female, male"; after the sixth "and 4 more".
std::string ChoicesInWords(const ast::ChoiceOwner& owner);

/// "a fact", "an ambiguity".
std::string_view KindWithArticle(SymbolKind kind);
/// The same, and "a result" for a define that is part of the answer.
std::string_view KindWithArticle(const Resolution& resolution, const Symbol& symbol);

/// The second place "`severe` (Severe deficiency) is a threshold": where a declaration stands.
Label DeclaredHere(const ast::DeclarationBase& declaration, std::string_view kind_with_article);

std::vector<std::string> ChoiceNames(const ast::ChoiceOwner& owner);
/// The same names in the same order.
bool HaveSameChoices(const ast::ChoiceOwner& a, const ast::ChoiceOwner& b);
/// The first choice, for an example; "CHOICE" where there is none.
std::string FirstChoice(const ast::ChoiceOwner& owner);
bool HasChoice(const ast::ChoiceOwner& owner, std::string_view name);
/// Likewise, or by a label that only one choice bears.
bool HasChoice(const ast::ChoiceOwner& owner, const ast::Name& choice);

/// `1.2 mg/dL`, as a message shows it.
std::string QuantityText(const ast::Quantity& quantity);
/// The type that a fact needs to be compared with it: "in mg/dL", "is number".
std::string TypeBeside(const ast::Quantity& quantity);

/// What to write where a unit converts only for a known substance: the one that the declaration's
/// words name. `words_for_it`: as messages call it.
std::string HelpForSubstance(const ast::DeclarationBase& unknown, const std::string& words_for_it,
                             const std::string& code);

/// The unit in which people write what is computed in `kg/(cm.cm)`: `kg/m2`; or empty.
std::string UsualUnit(const Unit& computed);

/// `<`, `<=` …
std::string_view ComparisonText(ast::Comparison comparison);

}  // namespace mgl
