// Builds a picture declaration by declaration. Used by picture.cc and picture_inputs.cc only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tools/author/graph/picture.h"

namespace mgl {

class PictureMaker {
 public:
  explicit PictureMaker(const CompiledGuideline& compiled)
      : compiled_(compiled), names_(compiled.text.names), guideline_(compiled.guideline) {}

  Picture Make();

 private:
  using Kind = PictureVertex::Kind;
  using Key = std::pair<SymbolKind, std::uint32_t>;

  // picture.cc: vertices
  std::uint32_t Add(Kind kind, std::string name, std::vector<std::string> lines);
  void AddDeclared(Kind kind, SymbolKind symbol, std::uint32_t index,
                   const ast::DeclarationBase& declaration, const std::string& says);
  void AddVertices();
  void AddUnnamedVertices();
  std::string DefineWords(const ast::Define& define) const;
  std::string RuleWords(std::uint32_t rule) const;
  std::string RecheckWords(const ast::Recheck& recheck) const;

  // picture_inputs.cc: edges
  void Connect(std::uint32_t from, std::uint32_t to, std::string label = "", bool dashed = false);
  void ConnectName(const ast::Name& name, std::uint32_t to, const std::string& label = "");
  void ConnectExpression(const ast::ExprPtr& expr, std::uint32_t to, const std::string& label = "",
                         bool dashed = false);
  void ConnectMentions(const ast::Expr& expr, std::uint32_t to, const std::string& label = "");
  void ConnectOperands(const ast::Expr& expr, std::uint32_t to);
  std::optional<std::uint32_t> VertexOf(const ast::Expr& expr);
  std::optional<std::uint32_t> VertexOf(const Symbol& symbol) const;
  void ConnectDeclarations();
  void ConnectDefine(std::uint32_t define);
  void ConnectValue(const ast::ExprPtr& value, const ast::ChoiceOwner& owner, std::uint32_t to);
  void ConnectTable(std::uint32_t table);
  void ConnectScore(std::uint32_t score);
  void ConnectRule(std::uint32_t rule);
  void ConnectTreatment(const Treatment& treatment, std::uint32_t rule);
  void ConnectScope();

  const CompiledGuideline& compiled_;
  const Resolution& names_;     // of compiled_
  const Guideline& guideline_;  // likewise
  Picture picture_;
  std::map<Key, std::uint32_t> declared_;
  std::vector<std::uint32_t> restrictions_;  // by contraindication
  std::vector<std::uint32_t> properties_;    // by property
  std::optional<std::uint32_t> scope_;
  std::map<NodeId, std::uint32_t> shared_;  // conditions without a name, by their node
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::string>> connected_;
};

}  // namespace mgl
