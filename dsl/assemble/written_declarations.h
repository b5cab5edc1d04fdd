// Declarations as text: their first lines, the lines below, and what tells one from another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/parse_tree.h"
#include "dsl/text/source.h"

namespace mgl {

struct WrittenLine {
  std::string keyword;  // its first word
  Span span;
  std::uint32_t node = 0;
};

struct WrittenDeclaration {
  std::string keyword;  // `rule`; of a change or withdrawal: that of what it means
  std::string name;     // empty where it has none
  std::string key;      // `rule give_iv`, `must always "…"`: no other declaration has it
  Span span;
  Span head;   // its first line, with what stands there of it
  Span title;  // empty where it has none
  std::uint32_t node = 0;
  std::vector<WrittenLine> lines;
};

class WrittenText {
 public:
  /// Of a text without mistakes of syntax.
  explicit WrittenText(const SourceFile& source);

  const SourceFile& source() const { return source_; }
  const SyntaxTree& tree() const { return tree_; }
  const std::vector<WrittenDeclaration>& declarations() const { return declarations_; }
  /// That which begins at the place; null: none does.
  const WrittenDeclaration* At(std::uint32_t begin) const;
  const WrittenDeclaration* Find(std::string_view key) const;
  /// The first of this kind.
  const WrittenDeclaration* FindKind(std::string_view keyword) const;
  /// The comments between the declaration before and this one, each with its line end.
  std::string CommentsBefore(const WrittenDeclaration& declaration) const;

  /// The words and signs of nodes in the one form, without blanks and comments between.
  std::string Words(std::uint32_t begin, std::uint32_t end) const;
  /// Of a declaration, without its title and where it comes from: equal for two that are written
  /// alike.
  std::string Said(const WrittenDeclaration& declaration) const;
  const SyntaxNode& NodeAt(std::uint32_t index) const { return tree_.nodes[index]; }

 private:
  WrittenDeclaration Read(std::uint32_t node) const;

  const SourceFile& source_;
  SyntaxTree tree_;
  std::vector<WrittenDeclaration> declarations_;
};

}  // namespace mgl
