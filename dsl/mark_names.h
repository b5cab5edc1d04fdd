// The names of several guidelines in one: each says of which it is, but for facts that are one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/compiled_guideline.h"
#include "dsl/match_facts.h"

namespace mgl {

/// What the declarations of one part are called where all parts are one guideline.
class NamesOfPart {
 public:
  /// `label`: the part's, `b.mgl`. `first_expression`: the id that its first expression has there.
  NamesOfPart(const CompiledGuideline& part, std::string label, std::uint32_t first_expression);

  /// By its index in the part: the fact, what stands for its value (a default of this part), and
  /// for whether the part holds it suspect.
  void SetFact(std::uint32_t fact, std::string name, std::string value, std::string suspect);

  /// `supply (b.mgl)`. Names that are no declaration's stay.
  std::string Marked(std::string_view name) const;
  /// Likewise, and for a fact what stands for its value.
  std::string Value(std::string_view name) const;
  const std::string& label() const { return label_; }

  /// A declaration of this part, as it was parsed again, with the names of all parts.
  void Mark(ast::Declaration& declaration) const;

 private:
  void MarkExpression(ast::Expr& expr) const;
  void MarkLabel(const ast::Expr& of, ast::Name& choice) const;

  const CompiledGuideline& part_;
  std::string label_;
  std::uint32_t first_expression_;
  std::vector<std::string> facts_;
  std::vector<std::string> values_;
  std::vector<std::string> suspects_;
};

}  // namespace mgl
