// The flat tree between grammar and syntax tree: which rule matched which text, in one vector in
// the order of the text, each node before its children. The formatter reads it too; nobody else
// does.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

enum class SyntaxKind : std::uint8_t {
  // Leaves: together they are all of the text but blanks and comments.
  kKeyword,  // a word of the language
  kName,     // a word of the author's
  kRaw,      // text up to the next blank: a version, a code, an address
  kText,     // a string with its quotes
  kNumber,   // with its sign where one belongs to it
  kDate,
  kUnit,
  kOperator,  // + - * / ^ < <= > >= = !=
  kOpen,
  kClose,
  kComma,
  // Inner nodes.
  kUnitPhrase,  // mg per day of magnesium
  kQuantity,    // number, perhaps kUnitPhrase
  kSpan,        // 1.2 to below 1.8 mg/dL
  kExpression,  // operands, operators and suffixes in a row: precedence is the builder's
  kGroup,       // ( expression )
  kCall,        // min(a, b)
  kCount,       // at least 2 of (a, b)
  kKnownOf,     // first known of (a, b), any known of (a, b)
  kTimeSince,
  kCompleted,  // completed years since d
  kDateOf,
  kOfName,      // points of x, highest item of x
  kPartOfDate,  // year of d
  kInUnit,      // suffix
  kIs,          // suffix: is not below normal
  kSide,        // suffix: at least 3 mg
  kChoiceList,  // is one of (a, b) inside kIs
  kChoice,      // a "Label" code "1" points 1
  kAnswer,      // of a table with several: name, title, type
  kType,        // is number, in mg/dL; of a table: number, mg/dL
  kCell,        // tests joined by `or`
  kCellTest,    // not below normal
  kBound,       // below 1.2 mg/dL
  kLiteral,
  kPlace,    // "Section", line 4 to 7
  kPortion,  // 0.5 cup cooked
  kAction,
  kGiven,
  kExpectation,
  kClause,       // a line: its first leaf is its keyword
  kDeclaration,  // its first leaf is its keyword
};

constexpr bool IsLeaf(SyntaxKind kind) { return kind <= SyntaxKind::kComma; }

struct SyntaxNode {
  SyntaxKind kind;
  Span span;               // without the blanks after it
  std::uint32_t next = 0;  // the index after the node's last descendant
};

/// Text of a declaration that was skipped after an error.
struct BrokenLine {
  Span span;
  std::uint32_t declaration;  // its node
  bool is_header;             // its first line, without which the others say nothing
};

struct SyntaxTree {
  std::vector<SyntaxNode> nodes;
  std::vector<Span> broken;              // the text that was skipped where no declaration begins
  std::vector<BrokenLine> broken_lines;  // in the order of the text
};

/// Runs the grammar. Only lines without a mistake are in the tree (of a broken first line its
/// keyword); each mistake adds one diagnostic. Knows no limits of size: Parse (parse.h) looks after
/// those first.
SyntaxTree ReadSyntax(const SourceFile& source, Diagnostics& diagnostics);

/// Walks the children of one node.
class NodeReader {
 public:
  NodeReader(const SyntaxTree& tree, const SourceFile& source, std::uint32_t node)
      : tree_(&tree), source_(&source), at_(node + 1), end_(tree.nodes[node].next) {}

  bool done() const { return at_ >= end_; }
  std::uint32_t index() const { return at_; }
  const SyntaxNode& node() const { return tree_->nodes[at_]; }
  Span span() const { return node().span; }
  std::string_view text() const { return source_->Text(span()); }
  const SourceFile& source() const { return *source_; }
  bool Is(SyntaxKind kind) const { return !done() && node().kind == kind; }
  bool IsWord(std::string_view word) const { return Is(SyntaxKind::kKeyword) && text() == word; }

  void Skip() { at_ = node().next; }
  /// From the current child to the last one.
  Span Rest() const {
    NodeReader rest = *this;
    Span whole = span();
    for (; !rest.done(); rest.Skip()) whole.end = rest.span().end;
    return whole;
  }
  /// Skips the child when it is this keyword.
  bool TakeWord(std::string_view word) {
    const bool found = IsWord(word);
    if (found) Skip();
    return found;
  }
  /// Skips the child when it is of this kind.
  bool Take(SyntaxKind kind) {
    const bool found = Is(kind);
    if (found) Skip();
    return found;
  }
  /// The reader of the current child's children; this reader goes on behind it.
  NodeReader Enter() {
    NodeReader inner(*tree_, *source_, at_);
    Skip();
    return inner;
  }

 private:
  const SyntaxTree* tree_;
  const SourceFile* source_;
  std::uint32_t at_;
  std::uint32_t end_;
};

}  // namespace mgl
