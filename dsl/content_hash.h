// The identity of a guideline's text, whatever its layout and comments.
#pragma once

#include <string>

#include "dsl/ast.h"

namespace mgl {

/// SHA-256, hexadecimal, of the text without comments and with every run of blanks outside strings
/// as one blank: formatting or commenting a file does not change it, any other edit does. The lines
/// `approved by` are left out: they name the hash of what was approved.
std::string ContentHash(const SourceFile& source, const ast::Guideline& guideline);

}  // namespace mgl
