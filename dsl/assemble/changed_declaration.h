// A declaration of the guideline that is adapted, with what is changed of it: line by line.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/assemble/text_pieces.h"
#include "dsl/assemble/written_declarations.h"
#include "dsl/ast/ast.h"

namespace mgl {

/// A declaration whose lines can be replaced, added and taken away.
class ChangedDeclaration {
 public:
  ChangedDeclaration(const WrittenText& text, const WrittenDeclaration& written);

  /// Does what the change says; a line that is to go and is not there is added to `mistakes`. False
  /// where it says the same as before, its title and where it comes from too.
  bool Apply(const ast::Change& change, const WrittenText& local, Diagnostics& mistakes);
  /// Of an example: what it does not state, itself or by what it is like. False: nothing.
  bool Complete(const ast::Change& change, const WrittenText& local,
                const std::set<std::string>& stated);
  /// Of an example: it no longer expects anything of these. Whether it did.
  bool ForgetExpected(const std::set<std::string, std::less<>>& names);
  bool expects() const;

  /// First words of the lines that the changes replaced, of those that upstream may add to.
  const std::vector<std::string>& replaced() const { return replaced_; }
  void WriteTo(TextPieces& to) const;
  /// Without its first line: the lines whose first word is wanted.
  void WriteLinesTo(TextPieces& to, const std::function<bool(std::string_view)>& is_wanted) const;

 private:
  struct Line {
    std::string keyword;
    std::vector<Piece> pieces;
    std::string item;  // of an example's line: what it gives or expects
  };
  Line Copied(const WrittenText& text, const WrittenLine& line) const;
  void SplitItems();
  /// How many.
  std::size_t AddItems(const ast::ChangedLine& line, const WrittenText& local,
                       const std::set<std::string>* stated);
  void ApplyLines(const ast::Change& change, const WrittenText& local, Diagnostics& mistakes);
  bool HasLine(std::string_view words) const;
  std::vector<std::string> Saying() const;
  void SetTitle(const ast::Text& title, const WrittenText& local);
  void OpenBound();
  void SetFormula(const ast::ChangedLine& line, const WrittenText& local);
  void Insert(Line line);
  std::optional<std::size_t> Remove(std::string_view keyword);
  std::vector<Line>::iterator Last(std::string_view keyword);

  const WrittenText& text_;
  const WrittenDeclaration& written_;
  std::vector<Piece> head_;
  std::vector<Line> lines_;
  std::vector<std::string> replaced_;
  bool has_new_title_ = false;
};

/// The names that an example's lines with this first word give or expect, with what is said of
/// each: one a node `kGiven` or `kExpectation`.
struct ExampleItem {
  std::string name;
  Span span;
};
std::vector<ExampleItem> ItemsOf(const WrittenText& text, const WrittenLine& line);

}  // namespace mgl
