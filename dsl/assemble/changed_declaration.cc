#include "dsl/assemble/changed_declaration.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"

namespace mgl {
namespace {

constexpr std::string_view kItemWords[] = {"given", "expect"};

/// What upstream may add to later: where such lines are replaced, that would be lost.
bool MayGrow(std::string_view declaration, std::string_view keyword) {
  return keyword == "unless" || keyword == "code" ||
         (keyword == "when" && declaration == "contraindication");
}

}  // namespace

std::vector<ExampleItem> ItemsOf(const WrittenText& text, const WrittenLine& line) {
  std::vector<ExampleItem> items;
  const SyntaxTree& tree = text.tree();
  for (std::uint32_t i = line.node + 1; i < tree.nodes[line.node].next; ++i) {
    const SyntaxNode& node = tree.nodes[i];
    if (node.kind != SyntaxKind::kGiven && node.kind != SyntaxKind::kExpectation) continue;
    std::string name(text.source().Text(tree.nodes[i + 1].span));
    if (name == "ask") name += " " + std::string(text.source().Text(tree.nodes[i + 2].span));
    items.push_back({std::move(name), node.span});
  }
  return items;
}

ChangedDeclaration::ChangedDeclaration(const WrittenText& text, const WrittenDeclaration& written)
    : text_(text), written_(written) {
  head_.push_back({&text.source(), written.head, true, {}});
  for (const WrittenLine& line : written.lines) lines_.push_back(Copied(text, line));
  if (written.keyword == "example") SplitItems();
}

ChangedDeclaration::Line ChangedDeclaration::Copied(const WrittenText& text,
                                                    const WrittenLine& line) const {
  return {line.keyword, {{&text.source(), line.span, true, {}}}, {}};
}

/// One line for each that is given or expected, so that each can go by itself.
void ChangedDeclaration::SplitItems() {
  std::vector<Line> lines;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    if (!IsOneOf(line.keyword, kItemWords)) {
      lines.push_back(std::move(line));
      continue;
    }
    const Span keyword{
        written_.lines[i].span.begin,
        static_cast<std::uint32_t>(written_.lines[i].span.begin + line.keyword.size())};
    for (const ExampleItem& item : ItemsOf(text_, written_.lines[i])) {
      const SourceFile* const from = &text_.source();
      lines.push_back({line.keyword,
                       {{from, keyword, true, {}},
                        {from, {keyword.end, keyword.end}, false, " "},
                        {from, item.span, true, {}}},
                       item.name});
    }
  }
  lines_ = std::move(lines);
}

std::vector<ChangedDeclaration::Line>::iterator ChangedDeclaration::Last(std::string_view keyword) {
  const auto found = std::find_if(lines_.rbegin(), lines_.rend(),
                                  [&](const Line& line) { return line.keyword == keyword; });
  return found == lines_.rend() ? lines_.end() : std::prev(found.base());
}

/// Behind the last line with its first word, else before where the declaration comes from.
void ChangedDeclaration::Insert(Line line) {
  const auto same = Last(line.keyword);
  if (same != lines_.end()) {
    lines_.insert(std::next(same), std::move(line));
    return;
  }
  const auto at = IsProvenanceWord(line.keyword) ? lines_.end()
                                                 : std::ranges::find_if(lines_, [](const Line& of) {
                                                     return IsProvenanceWord(of.keyword);
                                                   });
  lines_.insert(at, std::move(line));
}

/// Where the first of them stood.
std::optional<std::size_t> ChangedDeclaration::Remove(std::string_view keyword) {
  const auto first = std::ranges::find(lines_, keyword, &Line::keyword);
  if (first == lines_.end()) return std::nullopt;
  const auto place = static_cast<std::size_t>(first - lines_.begin());
  std::erase_if(lines_, [&](const Line& line) { return line.keyword == keyword; });
  return place;
}

/// `threshold t x below 3` becomes `threshold t of x` with a line `line below 3`.
void ChangedDeclaration::OpenBound() {
  if (written_.keyword != "threshold") return;
  const SyntaxTree& tree = text_.tree();
  const SourceFile* const from = &text_.source();
  for (std::uint32_t i = written_.node + 1; i < tree.nodes[written_.node].next; ++i) {
    if (tree.nodes[i].kind != SyntaxKind::kBound) continue;
    const bool is_in_head = tree.nodes[i].span.end <= written_.head.end;
    if (!is_in_head || head_.size() > 1) return;
    const Span name = tree.nodes[i - 1].span;  // of what is cut
    head_ = {{from, {written_.head.begin, name.begin}, true, {}},
             {from, name, false, "of "},
             {from, name, true, {}}};
    lines_.insert(lines_.begin(), {"line",
                                   {{from, tree.nodes[i].span, false, "line "},
                                    {from, tree.nodes[i].span, true, {}}},
                                   {}});
    return;
  }
}

/// Of `must always "…" CONDITION`.
void ChangedDeclaration::SetFormula(const ast::ChangedLine& line, const WrittenText& local) {
  const SyntaxTree& tree = text_.tree();
  std::uint32_t text = written_.node + 1;
  while (tree.nodes[text].kind != SyntaxKind::kText) ++text;
  const auto word = static_cast<std::uint32_t>(line.keyword.text.size());
  head_ = {{&text_.source(), {written_.head.begin, tree.nodes[text].span.end}, true, {}},
           {&local.source(), line.keyword.span, false, " "},
           {&local.source(), {line.span.begin + word, line.span.end}, true, {}}};
}

void ChangedDeclaration::SetTitle(const ast::Text& title, const WrittenText& local) {
  const Span old = written_.title;
  has_new_title_ =
      old.end == old.begin || text_.source().Text(old) != local.source().Text(title.span);
  const SyntaxTree& tree = text_.tree();
  const std::uint32_t name_end = tree.nodes[written_.node + 2].span.end;
  std::vector<Piece> head;
  for (const Piece& piece : head_) {
    if (!piece.is_copy || piece.span.begin > name_end || piece.span.end < name_end) {
      head.push_back(piece);
      continue;
    }
    const std::uint32_t behind = old.end > old.begin ? old.end : name_end;
    head.push_back({piece.from, {piece.span.begin, name_end}, true, {}});
    head.push_back({&local.source(), title.span, false, " "});
    head.push_back({&local.source(), title.span, true, {}});
    head.push_back({piece.from, {behind, std::max(behind, piece.span.end)}, true, {}});
  }
  head_ = std::move(head);
}

std::size_t ChangedDeclaration::AddItems(const ast::ChangedLine& line, const WrittenText& local,
                                         const std::set<std::string>* stated) {
  std::size_t count = 0;
  const SyntaxTree& tree = local.tree();
  std::uint32_t node = 0;
  while (tree.nodes[node].kind != SyntaxKind::kClause || tree.nodes[node].span != line.span) ++node;
  const WrittenLine written{line.keyword.text, line.span, node};
  for (const ExampleItem& item : ItemsOf(local, written)) {
    const bool is_same_kind = stated != nullptr && stated->contains(item.name);
    if (is_same_kind) continue;
    std::erase_if(lines_, [&](const Line& of) {
      return of.keyword == line.keyword.text && of.item == item.name;
    });
    Insert({line.keyword.text,
            {{&local.source(), line.keyword.span, true, {}},
             {&local.source(), item.span, false, " "},
             {&local.source(), item.span, true, {}}},
            item.name});
    ++count;
  }
  return count;
}

/// Whether it stands there in these words.
bool ChangedDeclaration::HasLine(std::string_view words) const {
  return std::ranges::any_of(lines_, [&](const Line& line) {
    const Piece& piece = line.pieces.front();
    return line.pieces.size() == 1 && TextAsWritten(*piece.from, piece.span) == words;
  });
}

bool ChangedDeclaration::Apply(const ast::Change& change, const WrittenText& local,
                               Diagnostics& mistakes) {
  bool changes_source = false;
  for (const ast::ChangedLine& line : change.lines) {
    if (line.keyword.text == "line") OpenBound();
    if (!IsProvenanceWord(line.keyword.text)) continue;
    changes_source |= line.how == ast::ChangedLine::How::kWithout ||
                      !HasLine(TextAsWritten(local.source(), line.span));
  }
  const std::vector<std::string> before = Saying();
  if (change.title) SetTitle(*change.title, local);
  ApplyLines(change, local, mistakes);
  return (change.title && has_new_title_) || changes_source || Saying() != before;
}

void ChangedDeclaration::ApplyLines(const ast::Change& change, const WrittenText& local,
                                    Diagnostics& mistakes) {
  std::set<std::string> replaced;
  for (const ast::ChangedLine& line : change.lines) {
    const std::string& keyword = line.keyword.text;
    if (line.how == ast::ChangedLine::How::kWithout) {
      if (Remove(keyword)) continue;
      mistakes.push_back({DiagnosticKind::kNoSuchLine,
                          line.span,
                          fmt::format("`{}` has no line `{}`", written_.key, keyword),
                          "leave `without` out",
                          {}});
      continue;
    }
    if (written_.keyword == "example" && IsOneOf(keyword, kItemWords)) {
      AddItems(line, local, nullptr);
      continue;
    }
    if (written_.keyword == "must" && keyword == "as") {
      SetFormula(line, local);
      continue;
    }
    // Where it comes from is said beside what upstream says; a reason is the change's own.
    const bool stands_beside = line.how == ast::ChangedLine::How::kAlso || keyword == "cite" ||
                               keyword == "from" || replaced.contains(keyword);
    const Line written{keyword, {{&local.source(), line.span, true, {}}}, {}};
    std::optional<std::size_t> place;
    if (!stands_beside) {
      replaced.insert(keyword);
      place = Remove(keyword);
      if (place && MayGrow(written_.keyword, keyword)) replaced_.push_back(keyword);
    }
    if (place) {
      lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(*place), written);
    } else {
      Insert(written);
    }
  }
}

bool ChangedDeclaration::Complete(const ast::Change& change, const WrittenText& local,
                                  const std::set<std::string>& stated) {
  bool is_idle = true;
  for (const ast::ChangedLine& line : change.lines) {
    const std::string& keyword = line.keyword.text;
    if (line.how == ast::ChangedLine::How::kWithout) {
      if (Remove(keyword)) is_idle = false;
    } else if (IsOneOf(keyword, kItemWords)) {
      std::set<std::string> there = stated;
      for (const Line& of : lines_) {
        if (of.keyword == keyword) there.insert(of.item);
      }
      if (AddItems(line, local, &there) > 0) is_idle = false;
    } else if (line.how == ast::ChangedLine::How::kAlso || Last(keyword) == lines_.end()) {
      Insert({keyword, {{&local.source(), line.span, true, {}}}, {}});
      is_idle = false;
    }
  }
  return !is_idle;
}

bool ChangedDeclaration::ForgetExpected(const std::set<std::string, std::less<>>& names) {
  return std::erase_if(lines_, [&](const Line& line) {
           return line.keyword == "expect" && names.contains(line.item);
         }) > 0;
}

bool ChangedDeclaration::expects() const {
  return std::ranges::any_of(lines_, [](const Line& line) { return line.keyword == "expect"; });
}

/// What it says, without its title and where it comes from, in words of the one form. Lines with
/// one first word keep their order, which may decide; what examples give and expect does not.
std::vector<std::string> ChangedDeclaration::Saying() const {
  std::vector<Line> lines = lines_;
  std::ranges::stable_sort(lines, {}, [](const Line& line) {
    return std::pair(std::string_view(line.keyword), std::string_view(line.item));
  });
  std::string text;
  const auto add = [&](const Piece& piece) {
    text += piece.is_copy ? piece.from->Text(piece.span) : std::string_view(piece.words);
  };
  std::ranges::for_each(head_, add);
  for (const Line& line : lines) {
    text += "\n  ";
    std::ranges::for_each(line.pieces, add);
  }
  const SourceFile source("", std::move(text));
  const WrittenText now(source);
  std::vector<std::string> said;
  for (const WrittenDeclaration& written : now.declarations()) said.push_back(now.Said(written));
  return said;
}

void ChangedDeclaration::WriteLinesTo(
    TextPieces& to, const std::function<bool(std::string_view)>& is_wanted) const {
  for (const Line& line : lines_) {
    if (!is_wanted(line.keyword)) continue;
    to.Write("\n  ", *line.pieces.front().from, line.pieces.front().span);
    for (const Piece& piece : line.pieces) to.Add(piece);
  }
}

void ChangedDeclaration::WriteTo(TextPieces& to) const {
  for (const Piece& piece : head_) to.Add(piece);
  WriteLinesTo(to, [](std::string_view) { return true; });
  to.Write("\n", text_.source(), written_.head);
}

}  // namespace mgl
