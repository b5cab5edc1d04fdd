// The layout: declarations at column 0, their lines indented by 2, the points of an item by 4; what
// does not fit in 100 columns goes on behind 4 blanks (points: 6). The author's empty lines between
// declarations stay, several become one; inside a declaration one may stand before a comment.
#include "dsl/format.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "dsl/parse/format_tokens.h"
#include "dsl/parse/parse.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::size_t kColumns = 100;
constexpr std::size_t kClauseIndent = 2;
constexpr std::size_t kSubClauseIndent = 4;
constexpr std::size_t kContinuationIndent = 4;

class Writer {
 public:
  explicit Writer(const FormatText& text) : tokens_(text.tokens), text_(text) {}

  std::string Write() {
    for (std::size_t begin = 0; begin < tokens_.size();) {
      std::size_t end = begin + 1;
      while (end < tokens_.size() && !StartsLine(tokens_[end])) ++end;
      WriteLine(begin, end);
      begin = end;
    }
    WriteComments(text_.last_comments, 0, true);
    EndLine();
    return std::move(out_);
  }

 private:
  static bool StartsLine(const FormatToken& token) {
    return token.start == LineStart::kDeclaration || token.start == LineStart::kClause ||
           token.start == LineStart::kSubClause;
  }

  void EndLine() {
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
  }
  void BlankLine() {
    EndLine();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  /// Comments before a token, each on its own line but the one behind the token before.
  void WriteComments(const std::vector<Comment>& comments, std::size_t indent, bool blanks) {
    for (const Comment& comment : comments) {
      if (!comment.own_line && !out_.empty() && out_.back() != '\n') {
        out_ += "  ";
      } else {
        EndLine();
        if (blanks && comment.blank_before) BlankLine();
        out_.append(indent, ' ');
      }
      out_ += comment.text;
      out_ += '\n';
    }
  }

  /// One logical line: a declaration's first line or a clause.
  void WriteLine(std::size_t begin, std::size_t end) {
    const FormatToken& first = tokens_[begin];
    const bool declaration = first.start == LineStart::kDeclaration;
    const bool sub_clause = first.start == LineStart::kSubClause;
    const std::size_t indent = declaration ? 0 : sub_clause ? kSubClauseIndent : kClauseIndent;
    continuation_indent_ = kContinuationIndent + (sub_clause ? kClauseIndent : 0);
    WriteComments(first.comments, indent, true);
    EndLine();
    if (declaration && first.blank_before) BlankLine();
    const bool inner_breaks = !Fits(begin, end, indent);
    std::size_t part_indent = indent;
    for (std::size_t from = begin; from < end;) {
      std::size_t to = from + 1;
      while (to < end && tokens_[to].comments.empty() &&
             !(inner_breaks && tokens_[to].start == LineStart::kInnerClause)) {
        ++to;
      }
      if (from > begin) WriteComments(tokens_[from].comments, continuation_indent_, false);
      WritePart(from, to, part_indent);
      const bool clause_next =
          declaration && to < end && tokens_[to].start == LineStart::kInnerClause;
      part_indent = clause_next ? kClauseIndent : continuation_indent_;
      from = to;
    }
  }

  /// True when the tokens stand on one line of at most kColumns.
  bool Fits(std::size_t begin, std::size_t end, std::size_t indent) const {
    std::size_t width = indent;
    for (std::size_t i = begin; i < end && width <= kColumns; ++i) {
      if (i > begin && !tokens_[i].comments.empty()) return false;
      width += CharacterCount(tokens_[i].text) + (i > begin && tokens_[i].space_before ? 1 : 0);
    }
    return width <= kColumns;
  }

  /// Where the line that begins with token `begin` breaks: at the outermost place that fits, of
  /// those the last; else at the first place there is; `end` when all fits or nothing can be done.
  std::size_t FindBreak(std::size_t begin, std::size_t end, std::size_t indent) const {
    if (Fits(begin, end, indent)) return end;
    std::size_t best = end;
    std::size_t width = indent + CharacterCount(tokens_[begin].text);
    for (std::size_t i = begin + 1; i < end; ++i) {
      const bool fits = width <= kColumns;
      if (!fits && best != end) break;
      if (tokens_[i].may_break_before) {
        if (best == end || Level(tokens_[i]) <= Level(tokens_[best])) best = i;
        if (!fits) break;
      }
      width += CharacterCount(tokens_[i].text) + (tokens_[i].space_before ? 1 : 0);
    }
    return best;
  }

  /// Outer parentheses before inner ones; `and` and commas before the signs of arithmetic.
  static int Level(const FormatToken& token) { return 2 * token.depth + (token.is_sign ? 1 : 0); }

  /// Tokens without comments between them.
  void WritePart(std::size_t begin, std::size_t end, std::size_t indent) {
    while (begin < end) {
      EndLine();
      out_.append(indent, ' ');
      const std::size_t to = FindBreak(begin, end, indent);
      for (std::size_t i = begin; i < to; ++i) {
        if (i > begin && tokens_[i].space_before) out_ += ' ';
        out_ += tokens_[i].text;
      }
      begin = to;
      indent = continuation_indent_;
    }
  }

  const std::vector<FormatToken>& tokens_;
  const FormatText& text_;
  std::string out_;
  std::size_t continuation_indent_ = kContinuationIndent;  // of the line that is written
};

bool SameTokens(const FormatText& a, const FormatText& b) {
  return std::equal(a.tokens.begin(), a.tokens.end(), b.tokens.begin(), b.tokens.end(),
                    [](const FormatToken& x, const FormatToken& y) {
                      return x.kind == y.kind && x.text == y.text && x.start == y.start;
                    });
}

std::string InOneLayout(const SourceFile& source) {
  Diagnostics diagnostics;
  const SyntaxTree tree = ReadSyntax(source, diagnostics);
  const FormatText text = ReadFormatText(source, tree);
  if (!diagnostics.empty()) return std::string(source.text());
  std::string formatted = Writer(text).Write();
  // What begins a line can matter for a misspelt text: nothing is worth a change of meaning.
  const SourceFile again(source.path(), formatted);
  const SyntaxTree tree_again = ReadSyntax(again, diagnostics);
  const bool same = diagnostics.empty() && SameTokens(text, ReadFormatText(again, tree_again));
  return same ? formatted : std::string(source.text());
}

}  // namespace

FormatResult Format(const SourceFile& source) {
  ParseResult parsed = Parse(source);
  if (HasErrors(parsed.diagnostics)) return {std::nullopt, std::move(parsed.diagnostics)};
  return {InOneLayout(source), {}};
}

}  // namespace mgl
