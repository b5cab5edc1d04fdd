// What defines, results and tables share: the type of their values and the values of their lines.
#pragma once

#include <optional>
#include <vector>

#include "dsl/parse/parse_build.h"

namespace mgl {

/// Reads `one of (a "Label" code "1" points 2, b) in order`, `one of` perhaps read before.
void TakeChoices(NodeReader& reader, ast::ChoiceOwner& owner, NodeBuilder& builder);
/// Reads the parts of a type; `one of (…)` sets the owner's choices.
ast::DeclaredType TakeType(NodeReader parts, ast::ChoiceOwner& owner, NodeBuilder& builder);

/// The value of a line or of a row: an expression, a word, a text, `missing`.
ast::ExprPtr TakeLineValue(NodeReader& reader, NodeBuilder& builder);
/// With all values known: the word `today` is a date unless the values are choices, and values that
/// are all words are the choices of an owner without a type.
void SettleWords(const std::vector<ast::Expr*>& values,
                 const std::optional<ast::DeclaredType>& type, ast::ChoiceOwner& owner);

/// A line, perhaps another `otherwise`, stands behind the `otherwise` of its kind.
[[noreturn]] void FailAfterOtherwise(Span line, bool is_otherwise, Span otherwise);

}  // namespace mgl
