// Expressions in the author's words.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"

namespace mgl {

/// As written, without comments and with single blanks. A table's cell is the condition that it
/// stands for: `acr < 30 mg/g`, `sex is female`.
std::string ExpressionText(const SourceFile& source, const ast::Expr& expr);

/// The same of any place in the text.
std::string PlaceText(const SourceFile& source, Span span);

/// The word of an expression that joins others (`and`, `not`, `at least 2 of`); empty for all that
/// stand for themselves, such as comparisons.
std::string OperatorText(const ast::Expr& expr);

/// By node: the text of the first expression whose value it holds; empty where there is none, or
/// where that expression is only a name.
std::vector<std::string> NodeTexts(const CompiledGuideline& compiled);

}  // namespace mgl
