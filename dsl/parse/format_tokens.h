// A text as the formatter sees it: its words and signs in order, where lines begin, and the
// comments and blank lines between.
#pragma once

#include <string_view>
#include <vector>

#include "dsl/parse/parse_tree.h"
#include "dsl/text/source.h"

namespace mgl {

struct Comment {
  std::string_view text;      // from `#` on, without blanks at its end
  bool own_line = false;      // nothing but blanks before it on its line
  bool blank_before = false;  // at least one empty line before it
};

enum class LineStart {
  kNone,
  kDeclaration,
  kClause,
  kSubClause,    // the points of an item
  kInnerClause,  // on the line before if it fits: where a reading comes from, why something is left
                 // out
};

struct FormatToken {
  SyntaxKind kind = SyntaxKind::kKeyword;
  std::string_view text;
  LineStart start = LineStart::kNone;
  bool space_before = true;
  bool may_break_before = false;
  bool is_sign = false;           // of arithmetic between two operands: breaks after `and`, `,` …
  int depth = 0;                  // parentheses around it
  std::vector<Comment> comments;  // before it
  bool blank_before = false;      // at least one empty line before it, behind its comments
};

struct FormatText {
  std::vector<FormatToken> tokens;
  std::vector<Comment> last_comments;  // behind the last token
};

/// Where the tokens of one tree begin lines. Takes each of its nodes, in order.
class LineStarts {
 public:
  void Begin(const SyntaxNode& node);
  /// Of the leaf that began last; `text` is its text.
  LineStart TakeLeaf(std::string_view text);

 private:
  void BeginClause(const SyntaxNode& clause);

  std::string_view declaration_;
  LineStart start_ = LineStart::kNone;
  std::uint32_t clause_end_ = 0;
  bool also_ = false;  // the last leaf was the `also` of a line
};

struct WrittenLeaf {
  SyntaxKind kind = SyntaxKind::kKeyword;
  std::string_view text;
  bool is_tight = false;  // no blank before it
};

/// The leaf with this index as the reference writes it: bounds with words (`threshold … below 3`),
/// comparisons with signs (`x < 3`). Mostly itself; several of one, or none where the one before
/// says it too. What is written so has the same hash as what was typed.
std::vector<WrittenLeaf> WrittenForm(const SourceFile& source, const SyntaxTree& tree,
                                     std::uint32_t leaf);

FormatText ReadFormatText(const SourceFile& source, const SyntaxTree& tree);

}  // namespace mgl
