// Runs the grammar over a text: makes the flat tree, stops at mistakes, goes on at the next line.
#include <algorithm>
#include <type_traits>
#include <utility>

#include "dsl/parse/grammar.h"
#include "dsl/parse/lines_alike.h"
#include "dsl/parse/next_line.h"
#include "dsl/parse/parse.h"
#include "dsl/parse/parse_line_messages.h"
#include "dsl/parse/parse_messages.h"
#include "dsl/parse/parse_tree.h"

namespace mgl {
namespace grammar {

/// What the rules share while one text is read.
struct Reading {
  const SourceFile& source;
  SyntaxTree& tree;
  Diagnostics& diagnostics;
  std::uint32_t declaration = 0;  // the node of the declaration that is being read
  int depth = 0;
  StopPlace stop{};  // where the last mistake is
  int misspelt = 0;  // declarations whose keyword is misspelt

  std::uint32_t Size() const { return static_cast<std::uint32_t>(tree.nodes.size()); }
  void AddLeaf(SyntaxKind kind, Span span) { tree.nodes.push_back({kind, span, Size() + 1}); }
  std::uint32_t Open(SyntaxKind kind, std::uint32_t offset) {
    const std::uint32_t index = Size();
    if (kind == SyntaxKind::kDeclaration) declaration = index;
    tree.nodes.push_back({kind, {offset, offset}, 0});
    return index;
  }
  void Close(std::uint32_t index, std::uint32_t offset) {
    SyntaxNode& node = tree.nodes[index];
    node.next = Size();
    node.span.end = IsLeaf(node.kind) ? offset : tree.nodes.back().span.end;
  }
  /// Of the declaration, or of what it changes: that has the same lines.
  std::uint32_t KeywordNode() const {
    const std::uint32_t first = declaration + 1;
    if (first + 1 >= Size()) return first;
    const std::string_view word = source.Text(tree.nodes[first].span);
    const bool is_of_other = word == "change" || word == "withdraw";
    return is_of_other && tree.nodes[first + 1].kind == SyntaxKind::kKeyword ? first + 1 : first;
  }
  std::string_view Keyword() const {
    return declaration + 1 < Size() ? source.Text(tree.nodes[KeywordNode()].span)
                                    : std::string_view();
  }
};

}  // namespace grammar

namespace {

namespace peg = tao::pegtl;
using grammar::Reading;

/// The place where the grammar stopped, from the nodes of the unfinished declaration.
StopPlace FindStopPlace(const Reading& reading, Expected expected, std::uint32_t offset) {
  StopPlace stop;
  stop.expected = expected;
  stop.offset = offset;
  std::vector<Span> open;
  bool keyword_follows = false;
  const std::vector<SyntaxNode>& nodes = reading.tree.nodes;
  for (std::size_t i = reading.declaration; i < nodes.size(); ++i) {
    const SyntaxNode& node = nodes[i];
    if (node.kind == SyntaxKind::kClause) keyword_follows = true;
    if (!IsLeaf(node.kind)) continue;
    if (i == reading.KeywordNode()) stop.declaration = node.span;
    if (i == reading.KeywordNode() + 1 && node.kind == SyntaxKind::kName) stop.name = node.span;
    if (std::exchange(keyword_follows, false)) stop.clause = node.span;
    if (node.kind == SyntaxKind::kOpen) open.push_back(node.span);
    if (node.kind == SyntaxKind::kClose) open.pop_back();
    stop.previous = node.span;
  }
  if (!open.empty()) stop.open = open.back();
  return stop;
}

template <typename Rule>
concept MakesNode = requires {
  Rule::kNode;
};
template <typename Rule>
concept Nests = requires {
  Rule::kNests;
};
template <typename Rule>
concept Expects = requires {
  Rule::kExpected;
};

template <typename Input>
std::uint32_t OffsetOf(const Input& in) {
  return static_cast<std::uint32_t>(in.current() - in.begin());
}

template <typename Rule>
struct Control : peg::normal<Rule> {
  template <typename Input>
  [[noreturn]] static void Stop(const Input& in, Reading& reading, Expected expected) {
    reading.stop = FindStopPlace(reading, expected, OffsetOf(in));
    reading.diagnostics.push_back(MakeSyntaxDiagnostic(reading.source, reading.stop));
    throw SyntaxFailure();
  }

  template <typename Input>
  [[noreturn]] static void raise(const Input& in, Reading& reading) {
    static_assert(Expects<Rule>, "every must<> is a need<>, which says what it expects");
    Stop(in, reading, Rule::kExpected);
  }

  /// Nodes are made here, so that a lookahead makes none and a rule that fails takes its own back.
  template <peg::apply_mode A, peg::rewind_mode M, template <typename...> class Action,
            template <typename...> class SomeControl, typename Input>
  static bool match(Input& in, Reading& reading) {
    if constexpr (Nests<Rule>) {
      if (reading.depth == kMaxExpressionDepth) Stop(in, reading, Expected::kNotDeeper);
      ++reading.depth;
      const bool matched = peg::match<Rule, A, M, Action, SomeControl>(in, reading);
      --reading.depth;
      return matched;
    } else if constexpr (MakesNode<Rule> && A == peg::apply_mode::action) {
      const std::uint32_t begin = OffsetOf(in);
      // Most leaves are tried in vain. A text is not, and is there where it lacks its end.
      if constexpr (IsLeaf(Rule::kNode) && Rule::kNode != SyntaxKind::kText) {
        const bool matched = peg::match<Rule, A, M, Action, SomeControl>(in, reading);
        if (matched) reading.AddLeaf(Rule::kNode, {begin, OffsetOf(in)});
        return matched;
      }
      const std::uint32_t index = reading.Open(Rule::kNode, begin);
      const bool matched = peg::match<Rule, A, M, Action, SomeControl>(in, reading);
      if (matched) {
        reading.Close(index, OffsetOf(in));
      } else {
        reading.tree.nodes.resize(index);
      }
      return matched;
    } else {
      return peg::match<Rule, A, M, Action, SomeControl>(in, reading);
    }
  }
};

}  // namespace

namespace grammar {

template <peg::apply_mode, peg::rewind_mode, template <typename...> class,
          template <typename...> class, typename Input>
bool misspelt_declaration::match(Input& in, Reading& reading) {
  return IsMisspeltDeclaration(reading.source.text(), OffsetOf(in), reading.Keyword());
}

/// False where the rule does not match; where there is a mistake in it, takes back its nodes,
/// leaves the input where the rule began and says so.
template <typename Rule, peg::apply_mode A, template <typename...> class Action,
          template <typename...> class SomeControl, typename Input>
bool MatchOrCatch(Input& in, Reading& reading, bool& is_broken) {
  auto marker = in.template mark<peg::rewind_mode::required>();
  const std::uint32_t size = reading.Size();
  try {
    return marker(SomeControl<Rule>::template match<A, decltype(marker)::next_rewind_mode, Action,
                                                    SomeControl>(in, reading));
  } catch (const SyntaxFailure&) {
    reading.tree.nodes.resize(size);
    reading.depth = 0;
    is_broken = true;
    return false;
  }
}

/// Takes back the nodes of the line that what stands at `begin` was meant to be a part of: it is
/// not first on its line. Its place, or that of the declaration.
std::uint32_t TakeBackLine(Reading& reading, std::uint32_t begin, bool& is_header) {
  std::vector<SyntaxNode>& nodes = reading.tree.nodes;
  if (IsFirstOnLine(reading.source.text(), begin)) return begin;
  std::uint32_t last = reading.declaration + 1;
  for (std::uint32_t i = last; i < nodes.size(); i = nodes[i].next) last = i;
  is_header = nodes[last].kind != SyntaxKind::kClause;
  const std::uint32_t line = nodes[is_header ? reading.declaration + 1 : last].span.begin;
  nodes.resize(is_header ? reading.declaration + 2 : last);
  return line;
}

/// Skips a broken line, or the first line of a declaration.
template <typename Input>
void SkipBroken(Input& in, Reading& reading, BrokenPlace place) {
  const std::uint32_t at = OffsetOf(in);
  place.stop = reading.stop.offset;
  place.open = reading.stop.open.begin;
  place.in_text = reading.stop.expected == Expected::kClosingQuote;
  place.keyword = reading.Keyword();
  const auto next = static_cast<std::uint32_t>(NextLine(reading.source.text(), place));
  const Span span{static_cast<std::uint32_t>(place.begin), next};
  reading.tree.broken_lines.push_back({span, reading.declaration, place.is_header});
  AddLinesAlike(reading.source, reading.stop, span, reading.diagnostics);
  in.bump(next - at);
}

template <typename Line>
template <peg::apply_mode A, peg::rewind_mode, template <typename...> class Action,
          template <typename...> class SomeControl, typename Input>
bool caught_line<Line>::match(Input& in, Reading& reading) {
  bool is_broken = false;
  if (MatchOrCatch<Line, A, Action, SomeControl>(in, reading, is_broken)) return true;
  if (!is_broken) return false;
  BrokenPlace place;
  place.begin = OffsetOf(in);
  if constexpr (std::is_same_v<Line, points>) place.more_word = "points";
  if constexpr (std::is_same_v<Line, stray_line>) {
    place.begin = TakeBackLine(reading, OffsetOf(in), place.is_header);
  }
  SkipBroken(in, reading, place);
  return true;
}

template <typename Header>
template <peg::apply_mode A, peg::rewind_mode, template <typename...> class Action,
          template <typename...> class SomeControl, typename Input>
bool caught_header<Header>::match(Input& in, Reading& reading) {
  bool is_broken = false;
  if (MatchOrCatch<Header, A, Action, SomeControl>(in, reading, is_broken)) return true;
  if (!is_broken) return false;
  reading.AddLeaf(SyntaxKind::kKeyword, reading.stop.declaration);
  BrokenPlace place;
  place.begin = OffsetOf(in);
  place.is_header = true;
  SkipBroken(in, reading, place);
  return true;
}

/// Reads the lines of a declaration whose keyword is not one, as if it were the one that is meant.
void ReadLinesOfMisspelt(Reading& reading, std::uint32_t begin, std::uint32_t end);

template <peg::apply_mode, peg::rewind_mode, template <typename...> class,
          template <typename...> class, typename Input>
bool recover::match(Input& in, Reading& reading) {
  const std::uint32_t begin = OffsetOf(in);
  const std::string_view text = reading.source.text();
  const std::size_t first_word = std::max<std::size_t>(1, WordAt(text, begin).size());
  const std::size_t from = std::max<std::size_t>(reading.stop.offset, begin + first_word);
  const auto next = static_cast<std::uint32_t>(NextDeclaration(text, from));
  reading.tree.nodes.resize(reading.declaration);
  reading.tree.broken.push_back({begin, next});
  reading.depth = 0;
  ReadLinesOfMisspelt(reading, begin, next);
  in.bump(next - begin);
  return true;
}

void ReadLinesOfMisspelt(Reading& reading, std::uint32_t begin, std::uint32_t end) {
  constexpr int kMostRead = 100;  // each copies the text
  const std::string_view text = reading.source.text();
  const std::size_t size = MisspeltKeywordAt(text, begin).size();
  const std::string keyword = MeantDeclaration(MisspeltKeywordAt(text, begin));
  if (keyword.empty() || ++reading.misspelt > kMostRead) return;
  std::string meant(text.substr(0, end));
  meant.replace(begin, size, keyword);
  const SourceFile source(reading.source.path(), std::move(meant));
  SyntaxTree tree;
  Diagnostics found;
  Reading inner{source, tree, found};
  peg::memory_input<peg::tracking_mode::lazy> in(source.text().data(), source.text().size(), "");
  in.bump(begin);
  try {
    if (!peg::parse<declaration, peg::nothing, Control>(in, inner)) return;
  } catch (const SyntaxFailure&) {
    return;
  }
  // Where the first line is another's, so are the others.
  for (const BrokenLine& line : tree.broken_lines) {
    if (line.is_header) return;
  }
  const auto shift = [&](Span& span) {
    const auto back = [&](std::uint32_t at) {
      return at < begin + keyword.size() ? std::min(at, begin) : at - keyword.size() + size;
    };
    span = {static_cast<std::uint32_t>(back(span.begin)),
            static_cast<std::uint32_t>(back(span.end))};
  };
  for (Diagnostic& diagnostic : found) {
    shift(diagnostic.span);
    for (Label& label : diagnostic.labels) shift(label.span);
    for (Edit& edit : diagnostic.edits) shift(edit.span);
    reading.diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace grammar

SyntaxTree ReadSyntax(const SourceFile& source, Diagnostics& diagnostics) {
  constexpr std::size_t kBytesANode = 5;  // about
  SyntaxTree tree;
  tree.nodes.reserve(source.text().size() / kBytesANode);
  Reading reading{source, tree, diagnostics};
  peg::memory_input<peg::tracking_mode::lazy> in(source.text().data(), source.text().size(), "");
  peg::parse<grammar::file, peg::nothing, Control>(in, reading);
  return tree;
}

}  // namespace mgl
