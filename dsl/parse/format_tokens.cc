// From the flat tree to the formatter's tokens.
#include "dsl/parse/format_tokens.h"

#include <algorithm>
#include <array>
#include <optional>

#include "dsl/parse/parse_build.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"

namespace mgl {
namespace {

/// Reads the comments and empty lines of the text between two tokens.
class Gap {
 public:
  Gap(std::string_view text, bool at_line_start) : lines_(at_line_start ? 1 : 0) {
    std::size_t at = 0;
    while (at < text.size()) {
      if (text[at] == '#') {
        at = AddComment(text, at);
      } else {
        lines_ += text[at] == '\n' ? 1 : 0;
        ++at;
      }
    }
  }

  std::vector<Comment> comments;
  bool BlankAtEnd() const { return lines_ > 1; }

 private:
  std::size_t AddComment(std::string_view text, std::size_t at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view comment = text.substr(at, end - at);
    comment = comment.substr(0, comment.find_last_not_of(" \t\r") + 1);
    comments.push_back({comment, lines_ > 0, lines_ > 1});
    lines_ = 0;
    return end;
  }

  int lines_;  // line ends since the last token or comment
};

/// `-` before an operand, not between two.
bool IsUnary(const FormatToken& minus, const FormatToken* before) {
  if (minus.kind != SyntaxKind::kOperator || minus.text != "-" || before == nullptr) return false;
  if (before->kind == SyntaxKind::kKeyword) {
    const WordRole* role = FindWord(before->text);
    return role != nullptr && *role != WordRole::kValue;
  }
  return before->kind == SyntaxKind::kOperator || before->kind == SyntaxKind::kOpen ||
         before->kind == SyntaxKind::kComma || before->kind == SyntaxKind::kText;
}

bool IsFunction(const FormatToken& token) {
  const WordRole* role = FindWord(token.text);
  return token.kind == SyntaxKind::kKeyword && role != nullptr && *role == WordRole::kFunction;
}

bool IsJoining(const FormatToken& token) {
  return token.kind == SyntaxKind::kKeyword && JoinsConditions(token.text);
}

bool IsArithmetic(const FormatToken& token) {
  return token.kind == SyntaxKind::kOperator &&
         (token.text == "+" || token.text == "-" || token.text == "*" || token.text == "/");
}

class Reader {
 public:
  Reader(const SourceFile& source, const SyntaxTree& tree) : source_(source), tree_(tree) {}

  FormatText Read() {
    for (const SyntaxNode& node : tree_.nodes) {
      starts_.Begin(node);
      if (!IsLeaf(node.kind)) continue;
      SetParentheses(node);
      const auto index = static_cast<std::uint32_t>(&node - tree_.nodes.data());
      for (const WrittenLeaf& leaf : WrittenForm(source_, tree_, index)) AddToken(node, leaf);
    }
    if (opened_) AddSign(SyntaxKind::kClose, ")");
    Gap gap(source_.text().substr(end_), text_.tokens.empty());
    text_.last_comments = std::move(gap.comments);
    return std::move(text_);
  }

 private:
  /// `latest of a, b` in a recheck gets the parentheses that it has everywhere else: its own are
  /// not in the tree.
  void SetParentheses(const SyntaxNode& node) {
    const std::size_t count = text_.tokens.size();
    if (opened_ && node.kind != SyntaxKind::kName && node.kind != SyntaxKind::kComma) {
      AddSign(SyntaxKind::kClose, ")");
      opened_ = false;
    } else if (node.kind == SyntaxKind::kName && count > 1 &&
               text_.tokens[count - 1].text == "of" && text_.tokens[count - 2].text == "latest") {
      AddSign(SyntaxKind::kOpen, "(");
      opened_ = true;
    }
  }

  /// One that the text has not.
  void AddSign(SyntaxKind kind, std::string_view sign) {
    FormatToken token;
    token.kind = kind;
    token.text = sign;
    AddToken(std::move(token));
  }

  void AddToken(const SyntaxNode& node, const WrittenLeaf& leaf) {
    FormatToken token;
    token.kind = leaf.kind;
    token.text = leaf.text;
    const std::uint32_t size = node.span.begin - std::min(end_, node.span.begin);
    Gap gap(source_.text().substr(node.span.begin - size, size), text_.tokens.empty());
    token.comments = std::move(gap.comments);
    token.blank_before = gap.BlankAtEnd();
    token.start = starts_.TakeLeaf(token.text);
    end_ = node.span.end;
    AddToken(std::move(token));
    if (!leaf.is_tight) return;
    FormatToken& tight = text_.tokens.back();
    tight.space_before = tight.may_break_before = tight.is_sign = false;
  }

  void AddToken(FormatToken token) {
    const FormatToken* before = text_.tokens.empty() ? nullptr : &text_.tokens.back();
    SetSpace(token, before);
    if (token.kind == SyntaxKind::kClose) --depth_;
    token.depth = depth_;
    if (token.kind == SyntaxKind::kOpen) ++depth_;
    after_unary_ = IsUnary(token, before);
    text_.tokens.push_back(std::move(token));
  }

  void SetSpace(FormatToken& token, const FormatToken* before) const {
    if (before == nullptr) return;
    const bool call = token.kind == SyntaxKind::kOpen && IsFunction(*before);
    token.space_before = before->kind != SyntaxKind::kOpen && token.kind != SyntaxKind::kClose &&
                         token.kind != SyntaxKind::kComma && !call && !after_unary_;
    // A choice that is spelt like a keyword would begin a line as that keyword.
    const bool in_list = before->kind == SyntaxKind::kComma && !IsReserved(token.text);
    token.is_sign = IsArithmetic(token) && !IsUnary(token, before) && before->text != "^";
    token.may_break_before =
        IsJoining(token) || in_list || token.is_sign || token.start == LineStart::kInnerClause;
  }

  const SourceFile& source_;
  const SyntaxTree& tree_;
  FormatText text_;
  LineStarts starts_;
  std::uint32_t end_ = 0;
  int depth_ = 0;
  bool after_unary_ = false;
  bool opened_ = false;  // a parenthesis that the text has not
};

/// `<=` as the words of a bound.
std::vector<WrittenLeaf> WordsOfSign(std::string_view sign) {
  if (sign == "<") return {{SyntaxKind::kKeyword, "below"}};
  if (sign == ">") return {{SyntaxKind::kKeyword, "above"}};
  const bool is_least = sign == ">=" || sign == "≥";
  return {{SyntaxKind::kKeyword, "at"}, {SyntaxKind::kKeyword, is_least ? "least" : "most"}};
}

/// A number with its sign is an operand of a comparison in another way.
bool HasNegativeNumber(const SourceFile& source, const SyntaxTree& tree, std::uint32_t side) {
  for (std::uint32_t i = side + 1; i < tree.nodes[side].next; ++i) {
    const SyntaxNode& node = tree.nodes[i];
    if (node.kind == SyntaxKind::kNumber && source.Text(node.span).starts_with('-')) return true;
  }
  return false;
}

/// The `+` of `36+4` in an expression, which may be an age: with blanks it is a sum.
bool IsSignOfAge(const SourceFile& source, const SyntaxTree& tree, std::uint32_t sign) {
  const std::vector<SyntaxNode>& nodes = tree.nodes;
  if (sign < 3 || sign + 2 >= nodes.size() || nodes[sign].kind != SyntaxKind::kOperator)
    return false;
  const auto is_bare = [&](std::uint32_t quantity) {
    return nodes[quantity].kind == SyntaxKind::kQuantity &&
           nodes[quantity + 1].kind == SyntaxKind::kNumber && nodes[quantity].next == quantity + 2;
  };
  const auto calculates = [&](std::uint32_t node, std::string_view signs) {
    return node < nodes.size() && nodes[node].kind == SyntaxKind::kOperator &&
           signs.find(source.Text(nodes[node].span)) != signs.npos;
  };
  return is_bare(sign - 2) && is_bare(sign + 1) &&
         IsAgeSum(source.text(), nodes[sign - 1].span, nodes[sign + 2].span) &&
         !calculates(sign - 3, "+-*/^") && !calculates(sign + 3, "+-*/^") &&
         !(sign + 3 < nodes.size() && nodes[sign + 3].kind == SyntaxKind::kInUnit);
}

/// `at least 36+4` is written with a sign, behind which it has three leaves.
bool IsAgeOfSide(const SyntaxTree& tree, std::uint32_t leaf, std::string_view text) {
  if (tree.nodes[leaf].kind != SyntaxKind::kNumber || text.find('+') == text.npos) return false;
  for (std::uint32_t back = 2; back <= std::min(leaf, 4U); ++back) {
    const SyntaxNode& side = tree.nodes[leaf - back];
    if (side.kind == SyntaxKind::kSide) return side.next > leaf;
  }
  return false;
}

/// A side in a cell: of numbers and intervals in words, as in bounds; of dates and names by sign.
std::optional<std::vector<WrittenLeaf>> WrittenCell(const SourceFile& source,
                                                    const SyntaxTree& tree, std::uint32_t leaf) {
  const auto text_at = [&](std::uint32_t node) { return source.Text(tree.nodes[node].span); };
  const auto is_first = [&](std::uint32_t node) {
    const std::uint32_t behind_not = node > 1 && text_at(node - 1) == "not" ? node - 1 : node;
    return behind_not > 0 && tree.nodes[behind_not - 1].kind == SyntaxKind::kCellTest;
  };
  const std::string_view text = text_at(leaf);
  const SyntaxKind kind = tree.nodes[leaf].kind;
  const bool is_second = (text == "least" || text == "most") && leaf > 0 &&
                         text_at(leaf - 1) == "at" && is_first(leaf - 1);
  if ((kind != SyntaxKind::kKeyword && kind != SyntaxKind::kOperator) ||
      (!is_first(leaf) && !is_second)) {
    return std::nullopt;
  }
  if (!IsIn(text, {"<", "<=", "≤", ">", ">=", "≥", "before", "after", "below", "above", "at",
                   "least", "most"})) {
    return std::nullopt;
  }
  const std::uint32_t operand = text == "at" ? leaf + 2 : leaf + 1;
  if (operand >= tree.nodes.size()) return std::nullopt;
  const std::uint32_t behind = tree.nodes[operand].next;
  const bool is_interval = behind < tree.nodes.size() && text_at(behind) == "to" &&
                           tree.nodes[behind].kind == SyntaxKind::kKeyword;
  const bool is_greater = IsIn(text, {">", ">=", "≥", "after", "above", "least"});
  if (is_interval) return {{{SyntaxKind::kKeyword, "above"}}};
  if (tree.nodes[operand].kind == SyntaxKind::kQuantity) return WordsOfSign(text);
  const bool is_range = text == "below" || text == "above";
  if (is_range && tree.nodes[operand].kind == SyntaxKind::kName) return std::nullopt;
  if (text == "at") return std::vector<WrittenLeaf>();
  const bool is_closed = IsIn(text, {"<=", "≤", ">=", "≥", "least", "most"});
  return {{{SyntaxKind::kOperator, is_greater  ? (is_closed ? ">=" : ">")
                                   : is_closed ? "<="
                                               : "<"}}};
}

/// A sign that has another form.
std::string_view PlainSign(std::string_view sign) {
  if (sign == "≤") return "<=";
  if (sign == "≥") return ">=";
  return sign == "≠" ? "!=" : sign;
}

}  // namespace

std::vector<WrittenLeaf> WrittenForm(const SourceFile& source, const SyntaxTree& tree,
                                     std::uint32_t leaf) {
  const SyntaxNode& node = tree.nodes[leaf];
  const std::string_view text = source.Text(node.span);
  const auto kind_before = [&](std::uint32_t count) {
    return leaf < count ? SyntaxKind::kDeclaration : tree.nodes[leaf - count].kind;
  };
  if (node.kind == SyntaxKind::kKeyword && (text == "daily" || text == "weekly")) {
    return {{SyntaxKind::kKeyword, "per"}, {SyntaxKind::kUnit, text == "daily" ? "day" : "week"}};
  }
  if (node.kind == SyntaxKind::kKeyword && text == "x") return {{SyntaxKind::kKeyword, "times"}};
  const bool is_word = node.kind == SyntaxKind::kKeyword;
  const bool is_behind_to =
      kind_before(1) == SyntaxKind::kKeyword && source.Text(tree.nodes[leaf - 1].span) == "to";
  if (is_behind_to && (node.kind == SyntaxKind::kOperator || (is_word && text == "before"))) {
    return {{SyntaxKind::kKeyword, "below"}};
  }
  const bool is_bound = kind_before(1) == SyntaxKind::kBound || kind_before(1) == SyntaxKind::kSpan;
  if (is_bound && node.kind == SyntaxKind::kOperator) return WordsOfSign(text);
  if (is_bound && is_word && text == "before") return {{SyntaxKind::kKeyword, "below"}};
  if (is_bound && is_word && text == "after") return {{SyntaxKind::kKeyword, "above"}};
  if (auto cell = WrittenCell(source, tree, leaf)) return *std::move(cell);
  const bool is_side = kind_before(1) == SyntaxKind::kSide;
  const bool is_second = kind_before(2) == SyntaxKind::kSide &&
                         kind_before(1) == SyntaxKind::kKeyword &&
                         source.Text(tree.nodes[leaf - 1].span) == "at";
  if ((is_side && !HasNegativeNumber(source, tree, leaf - 1)) ||
      (is_second && !HasNegativeNumber(source, tree, leaf - 2))) {
    if (is_side && text == "at") return {};
    const bool is_less = text == "below" || text == "before";
    return {{SyntaxKind::kOperator, text == "least"  ? ">="
                                    : text == "most" ? "<="
                                    : is_less        ? "<"
                                                     : ">"}};
  }
  if (IsAgeOfSide(tree, leaf, text) && text.find_first_of("eE") == text.npos) {
    const std::size_t sign = text.find('+');
    return {{SyntaxKind::kNumber, text.substr(0, sign)},
            {SyntaxKind::kOperator, text.substr(sign, 1), true},
            {SyntaxKind::kNumber, text.substr(sign + 1), true}};
  }
  const bool is_tight =
      IsSignOfAge(source, tree, leaf) ||
      (leaf > 1 && node.kind == SyntaxKind::kNumber && IsSignOfAge(source, tree, leaf - 2));
  return {{node.kind, node.kind == SyntaxKind::kOperator ? PlainSign(text) : text, is_tight}};
}

void LineStarts::Begin(const SyntaxNode& node) {
  if (node.kind == SyntaxKind::kDeclaration) start_ = LineStart::kDeclaration;
  if (node.kind == SyntaxKind::kClause) BeginClause(node);
}

void LineStarts::BeginClause(const SyntaxNode& clause) {
  const bool inner = clause.next <= clause_end_;
  if (inner && also_) {  // what is added stands behind `also`
    also_ = false;
    return;
  }
  // `silent on "…" from line 27` reads best on one line.
  constexpr std::array kShort =
      std::to_array<std::string_view>({"silent", "left", "accept", "exclusive", "apart"});
  const bool is_short = std::find(kShort.begin(), kShort.end(), declaration_) != kShort.end();
  start_ = inner && declaration_ == "score" ? LineStart::kSubClause
           : inner || is_short              ? LineStart::kInnerClause
                                            : LineStart::kClause;
  if (!inner) clause_end_ = clause.next;
}

LineStart LineStarts::TakeLeaf(std::string_view text) {
  // The `as` of a define or result stands on its first line.
  const bool is_as = text == "as" && (declaration_ == "define" || declaration_ == "result");
  const LineStart start = is_as ? LineStart::kNone : start_;
  if (start_ == LineStart::kDeclaration) declaration_ = text;
  also_ = start_ == LineStart::kClause && declaration_ == "change" && text == "also";
  start_ = LineStart::kNone;
  return start;
}

FormatText ReadFormatText(const SourceFile& source, const SyntaxTree& tree) {
  return Reader(source, tree).Read();
}

}  // namespace mgl
