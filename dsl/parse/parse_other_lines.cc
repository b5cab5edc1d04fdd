// Building what is said about other files: use, change, withdraw. Their lines stay text: they are
// read again where they are put (assemble).
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_lines.h"
#include "dsl/text/words.h"

namespace mgl {
namespace {

/// `rule NAME "Title" because "…"`: what stands before `because`, and the reason.
template <typename Declared>
void TakeHead(Declared& declared, NodeReader& reader, NodeBuilder& builder) {
  declared.is_every = reader.IsWord("every");
  declared.head = reader.span();
  if (declared.is_every) reader.Skip();
  declared.kind = {std::string(reader.text()), reader.span()};
  reader.Skip();
  const bool has_title = IsIn(declared.kind.text, {"must", "contraindication", "caution", "silent",
                                                   "left", "accept", "example"});
  while (!reader.IsWord("because")) {
    const bool is_new_title = reader.Is(SyntaxKind::kText) && !has_title;
    if (is_new_title) {
      declared.title = builder.TakeTitle(reader);
      continue;
    }
    declared.head.end = reader.span().end;
    if (reader.Is(SyntaxKind::kName) && declared.name.text.empty() && !has_title) {
      declared.name = builder.TakeName(reader);
    } else {
      reader.Skip();
    }
  }
  if (IsIn(declared.kind.text, {"exclusive", "apart"})) declared.name = {};
  declared.head.end = std::max(declared.head.end, declared.kind.span.end);
  reader.TakeWord("because");
  declared.because = builder.TakeReason(reader);
}

void TakeLine(ast::Change& change, NodeReader& reader, NodeBuilder& builder) {
  ast::ChangedLine changed;
  changed.span = reader.span();
  NodeReader line = reader.Enter();
  if (line.TakeWord("without")) {
    changed.how = ast::ChangedLine::How::kWithout;
  } else if (line.TakeWord("also")) {
    changed.how = ast::ChangedLine::How::kAlso;
    changed.span = line.span();
    line = line.Enter();
  }
  changed.keyword = {std::string(line.text()), line.span()};
  const bool is_removed = changed.how == ast::ChangedLine::How::kWithout;
  if (!is_removed && IsProvenanceWord(changed.keyword.text)) {
    BuildLine(changed.span, builder, [&] { builder.TakeProvenance(line, change.provenance); });
  }
  change.lines.push_back(std::move(changed));
}

}  // namespace

ast::Use BuildUse(NodeReader& reader, NodeBuilder& builder) {
  ast::Use use;
  while (reader.Is(SyntaxKind::kName)) {
    ast::Use::Named named;
    named.name = builder.TakeName(reader);
    if (reader.TakeWord("as")) named.as = builder.TakeName(reader);
    use.names.push_back(std::move(named));
    reader.Take(SyntaxKind::kComma);
  }
  reader.TakeWord("from");
  use.path = builder.TakeText(reader);
  BuildLines(use, reader, builder, std::span<const LineRow<ast::Use>>());
  return use;
}

ast::Change BuildChange(NodeReader& reader, NodeBuilder& builder) {
  ast::Change change;
  TakeHead(change, reader, builder);
  while (!reader.done()) TakeLine(change, reader, builder);
  return change;
}

ast::Withdraw BuildWithdraw(NodeReader& reader, NodeBuilder& builder) {
  ast::Withdraw withdraw;
  TakeHead(withdraw, reader, builder);
  BuildLines(withdraw, reader, builder, std::span<const LineRow<ast::Withdraw>>());
  return withdraw;
}

}  // namespace mgl
