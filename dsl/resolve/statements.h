// Ways through the syntax tree that several tools take.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <utility>

#include "dsl/ast/ast_fwd.h"
#include "dsl/resolve/resolve.h"

namespace mgl {

using ExprVisitor = std::function<void(const ast::Expr& expr)>;

/// The expressions of a declaration, in the order of its lines; not their parts.
void ForEachExpression(const ast::Declaration& declaration, const ExprVisitor& visit);

/// `expr` and all its parts, parents first.
void ForEachPart(const ast::Expr& expr, const ExprVisitor& visit);

/// The names of declarations that stand outside expressions: `of FACT`, actions, `overrides`,
/// anchors. Not those of examples.
void ForEachUsedName(const ast::Declaration& declaration,
                     const std::function<void(const ast::Name& name)>& visit);

/// Declarations that others use, by kind and index. Uses in examples do not count: an example
/// decides nothing.
using UsedSymbols = std::set<std::pair<SymbolKind, std::uint32_t>>;
UsedSymbols CollectUses(const ast::File& file, const Resolution& names);

/// "`severe`"; a declaration without a name as `what` with its title: "the caution "Pregnancy"".
std::string CalledInMessages(const ast::DeclarationBase& declaration, std::string_view what);

/// Where a finding about the declaration points: its name, or its keyword where it has none.
Span PlaceOf(const ast::DeclarationBase& declaration);

/// `cite`, `from`, `assumed` or `interpreted`.
bool HasSource(const ast::Provenance& provenance);

}  // namespace mgl
