// Where several guidelines say different things: conditions that none of them has, as properties of
// what they are together.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dsl/expression_maker.h"
#include "dsl/join_guidelines.h"
#include "dsl/mark_names.h"

namespace mgl {

/// The tree of several guidelines while it becomes that of one.
struct JoinedTree {
  JoinedGuidelines& joined;
  const std::vector<NamesOfPart>& names;             // by part
  const std::map<std::size_t, std::string>& scopes;  // by part: what says who is in its scope
  const SourceFile& source;
  ast::File& file;
  ExpressionMaker& maker;

  /// `when`, which may be null, of those in the scope of the part. Null: of all.
  ast::ExprPtr InScope(std::size_t part, Span place, ast::ExprPtr when) const;
};

/// A property for each pair of declarations that share a name and should mean the same, then two
/// for each range that another guideline's range or threshold of the fact may contradict.
void AddComparisons(const JoinedTree& tree);

}  // namespace mgl
