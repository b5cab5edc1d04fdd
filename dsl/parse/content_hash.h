// The identity of a guideline's text, whatever its layout and comments.
#pragma once

#include <string>
#include <string_view>

#include "dsl/ast/ast_fwd.h"
#include "dsl/parse/parse_tree.h"

namespace mgl {

/// SHA-256, hexadecimal.
std::string Sha256(std::string_view content);

/// SHA-256, hexadecimal, of the words and signs of a text that parses, without comments and blanks:
/// formatting or commenting a file does not change it, any other edit does. The lines `approved by`
/// and `confirmed by` are left out: who signs a text does not change it. `file` was built from
/// `tree`.
std::string ContentHash(const SourceFile& source, const SyntaxTree& tree, const ast::File& file);

}  // namespace mgl
