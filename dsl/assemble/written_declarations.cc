#include "dsl/assemble/written_declarations.h"

#include <algorithm>

#include "dsl/parse/format_tokens.h"
#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"

namespace mgl {
namespace {

bool IsNamed(std::string_view keyword) {
  return !IsIn(keyword, {"source", "must", "contraindication", "caution", "exclusive", "apart",
                         "silent", "left", "accept", "example", "use"});
}

bool EndsKey(std::string_view keyword, const SyntaxNode& node, std::string_view text) {
  if (node.kind != SyntaxKind::kKeyword) return false;
  if (keyword == "apart") return text == "by" || text == "because";
  return text == "because";
}

}  // namespace

WrittenText::WrittenText(const SourceFile& source) : source_(source) {
  Diagnostics mistakes;
  tree_ = ReadSyntax(source, mistakes);
  for (std::uint32_t i = 0; i < tree_.nodes.size(); i = tree_.nodes[i].next) {
    declarations_.push_back(Read(i));
  }
}

WrittenDeclaration WrittenText::Read(std::uint32_t node) const {
  WrittenDeclaration written;
  const SyntaxNode& whole = tree_.nodes[node];
  written.node = node;
  written.span = whole.span;
  NodeReader reader(tree_, source_, node);
  written.head = reader.span();
  if (reader.IsWord("change") || reader.IsWord("withdraw")) reader.Skip();
  if (reader.IsWord("every")) reader.Skip();
  written.keyword = reader.text();
  written.key = written.keyword;
  bool is_in_key = true;
  bool is_first = true;
  for (reader.Skip(); !reader.done() && !reader.Is(SyntaxKind::kClause); reader.Skip()) {
    const SyntaxNode& part = reader.node();
    written.head.end = part.span.end;
    const bool is_text = part.kind == SyntaxKind::kText;
    if (is_first && part.kind == SyntaxKind::kName && IsNamed(written.keyword)) {
      written.name = reader.text();
      written.key += " " + written.name;
      is_in_key = false;
      if (reader.index() + 1 < whole.next &&
          tree_.nodes[reader.index() + 1].kind == SyntaxKind::kText) {
        written.title = tree_.nodes[reader.index() + 1].span;
      }
    }
    is_first = false;
    if (EndsKey(written.keyword, part, reader.text())) is_in_key = false;
    if (is_in_key && part.kind != SyntaxKind::kComma) written.key += " ";
    if (is_in_key) written.key += Words(reader.index(), part.next);
    if (is_text) is_in_key = false;
  }
  for (; !reader.done(); reader.Skip()) {
    const NodeReader line(tree_, source_, reader.index());
    written.lines.push_back({std::string(line.text()), reader.span(), reader.index()});
  }
  return written;
}

const WrittenDeclaration* WrittenText::At(std::uint32_t begin) const {
  const auto found = std::ranges::lower_bound(
      declarations_, begin, {},
      [](const WrittenDeclaration& written) { return written.span.begin; });
  const bool is_there = found != declarations_.end() && found->span.begin == begin;
  return is_there ? &*found : nullptr;
}

const WrittenDeclaration* WrittenText::Find(std::string_view key) const {
  const auto found = std::ranges::find(declarations_, key, &WrittenDeclaration::key);
  return found == declarations_.end() ? nullptr : &*found;
}

const WrittenDeclaration* WrittenText::FindKind(std::string_view keyword) const {
  const auto found = std::ranges::find(declarations_, keyword, &WrittenDeclaration::keyword);
  return found == declarations_.end() ? nullptr : &*found;
}

std::string WrittenText::CommentsBefore(const WrittenDeclaration& declaration) const {
  const std::uint32_t before =
      declaration.node == 0 ? 0 : declarations_[&declaration - declarations_.data() - 1].span.end;
  std::string_view gap = source_.Text({before, declaration.span.begin});
  std::string comments;
  while (!gap.empty()) {
    const std::size_t size = std::min(gap.find('\n'), gap.size() - 1) + 1;
    const std::size_t sign = gap.substr(0, size).find('#');
    if (sign != gap.npos) comments += gap.substr(sign, size - sign);
    gap.remove_prefix(size);
  }
  return comments;
}

std::string WrittenText::Words(std::uint32_t begin, std::uint32_t end) const {
  std::string words;
  for (std::uint32_t i = begin; i < end; ++i) {
    if (!IsLeaf(tree_.nodes[i].kind)) continue;
    for (const WrittenLeaf& leaf : WrittenForm(source_, tree_, i)) {
      if (!words.empty()) words += ' ';
      words += leaf.text;
    }
  }
  return words;
}

std::string WrittenText::Said(const WrittenDeclaration& declaration) const {
  std::string said;
  const std::uint32_t lines =
      declaration.lines.empty() ? tree_.nodes[declaration.node].next : declaration.lines[0].node;
  for (std::uint32_t i = declaration.node + 1; i < lines; i = tree_.nodes[i].next) {
    // A reference is its title.
    const bool is_title = tree_.nodes[i].span == declaration.title;
    if (is_title && declaration.keyword != "reference") continue;
    said += Words(i, tree_.nodes[i].next) + " ";
  }
  for (const WrittenLine& line : declaration.lines) {
    if (IsProvenanceWord(line.keyword)) continue;
    said += "\n" + Words(line.node, tree_.nodes[line.node].next);
  }
  return said;
}

}  // namespace mgl
