// Building a file: each declaration by its keyword, and the names of those that are broken.
#include "dsl/parse/parse_build.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_lines.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

struct DeclarationRow {
  std::string_view keyword;
  ast::Declaration (*build)(NodeReader& reader, NodeBuilder& builder);
  bool is_named = false;  // by which others may mean it
};

template <auto Build>
ast::Declaration AsDeclaration(NodeReader& reader, NodeBuilder& builder) {
  return Build(reader, builder);
}

constexpr DeclarationRow kDeclarations[] = {
    {"guideline", AsDeclaration<BuildGuideline>},
    {"source", AsDeclaration<BuildSource>},
    {"reference", AsDeclaration<BuildReference>, true},
    {"substance", AsDeclaration<BuildSubstance>, true},
    {"fact", AsDeclaration<BuildFact>, true},
    {"range", AsDeclaration<BuildRange>, true},
    {"threshold", AsDeclaration<BuildThreshold>, true},
    {"define", AsDeclaration<BuildDefine>, true},
    {"result", AsDeclaration<BuildResult>, true},
    {"table", AsDeclaration<BuildTable>, true},
    {"score", AsDeclaration<BuildScore>, true},
    {"ambiguity", AsDeclaration<BuildAmbiguity>, true},
    {"medication", AsDeclaration<BuildMedication>, true},
    {"contraindication", AsDeclaration<BuildContraindication>},
    {"caution", AsDeclaration<BuildCaution>},
    {"exclusive", AsDeclaration<BuildExclusive>},
    {"apart", AsDeclaration<BuildApart>},
    {"diet", AsDeclaration<BuildDiet>, true},
    {"rule", AsDeclaration<BuildRule>, true},
    {"recheck", AsDeclaration<BuildRecheck>, true},
    {"must", AsDeclaration<BuildProperty>},
    {"silent", AsDeclaration<BuildSilent>},
    {"left", AsDeclaration<BuildLeftOut>},
    {"accept", AsDeclaration<BuildAccept>},
    {"example", AsDeclaration<BuildExample>},
    {"use", AsDeclaration<BuildUse>},
    {"change", AsDeclaration<BuildChange>},
    {"withdraw", AsDeclaration<BuildWithdraw>},
};

/// Every word, number and text: also the titles that `like` names, and the numbers of references.
void CollectBrokenNames(std::string_view text, std::set<std::string>& names) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    std::size_t end = at + 1;
    if (c == '#') {
      end = std::min(text.find('\n', at), text.size());
    } else if (c == '"') {
      const std::size_t close = std::min(text.find_first_of("\"\n", at + 1), text.size());
      // Where its end is missing all that follows looks like a part of it.
      const bool is_closed = close < text.size() && text[close] == '"';
      if (is_closed) names.emplace(text.substr(at + 1, close - at - 1));
      if (is_closed) end = close + 1;
    } else if (IsWordCharacter(c)) {
      while (end < text.size() && IsWordCharacter(text[end])) ++end;
      const std::string_view word = text.substr(at, end - at);
      names.emplace(word);
    }
    at = end;
  }
  // A name of several words, as it is called elsewhere.
  const std::string name = AsName(WrittenName(text));
  names.insert(LowerCase(name));
  names.insert(name);
}

/// A broken declaration begins behind `at`, but not at column 1: it may well be a part of what
/// stands before, which then lacks its end. That is one mistake, and it is reported.
bool BreaksBehind(const SyntaxTree& tree, const SourceFile& source, std::uint32_t at) {
  const std::size_t next = SkipBlanks(source.text(), at);
  if (next == 0 || source.text()[next - 1] == '\n') return false;
  const bool is_header = std::any_of(
      tree.broken_lines.begin(), tree.broken_lines.end(),
      [&](const BrokenLine& line) { return line.is_header && line.span.begin == next; });
  return is_header || std::any_of(tree.broken.begin(), tree.broken.end(),
                                  [&](const Span& broken) { return broken.begin == next; });
}

/// Whether the text begins a declaration that should have a name and has none that can be read.
bool LacksName(std::string_view text, std::string_view keyword) {
  const auto* row = std::ranges::find(kDeclarations, keyword, &DeclarationRow::keyword);
  if (row == std::end(kDeclarations) || !row->is_named) return false;
  const std::size_t name = SkipBlanks(text, static_cast<std::uint32_t>(keyword.size()));
  return name >= text.size() || WordAt(text, static_cast<std::uint32_t>(name)).empty();
}

/// What a substance lacks, or a define whose lines say what it is, is missed wherever it is used.
bool IsUsableWithoutLine(const ast::Declaration& declaration) {
  const auto* define = std::get_if<ast::Define>(&declaration);
  const bool is_untyped = define != nullptr && !define->type;
  return !is_untyped && !std::holds_alternative<ast::Substance>(declaration);
}

/// Builds one declaration after the other and remembers what could not be read.
class FileBuilder {
 public:
  FileBuilder(const SyntaxTree& tree, const SourceFile& source, ast::File& file,
              Diagnostics& diagnostics)
      : tree_(tree), source_(source), file_(file), diagnostics_(diagnostics) {}

  void Build(std::uint32_t node) {
    const std::uint32_t first_id = file_.expression_count;
    const bool has_header = TakeBrokenLines(node);
    const NodeReader reader(tree_, source_, node);
    has_guideline_ = has_guideline_ || reader.IsWord("guideline");
    if (!has_header) return LoseWords(tree_.nodes[node].span);
    NodeBuilder builder(file_.expression_count, is_incomplete_);
    try {
      ast::Declaration declaration = BuildDeclaration(reader, tree_.nodes[node].span, builder);
      const bool is_usable = !builder.is_incomplete() || IsUsableWithoutLine(declaration);
      if (is_usable) {
        file_.declarations.push_back(std::move(declaration));
        BuildOtherAnswers(node, builder);
      } else {
        Lose(tree_.nodes[node].span);
      }
    } catch (BuildError& error) {
      const bool is_absence = error.diagnostic.kind == DiagnosticKind::kMissingClause;
      const bool cut_short = is_absence && BreaksBehind(tree_, source_, tree_.nodes[node].span.end);
      if (!cut_short && !(is_absence && builder.is_incomplete())) {
        diagnostics_.push_back(std::move(error.diagnostic));
      }
      Lose(tree_.nodes[node].span);
      file_.expression_count = first_id;
    }
    for (Diagnostic& mistake : builder.mistakes()) diagnostics_.push_back(std::move(mistake));
    for (const Span& line : builder.left_out()) LoseWords(line);
  }

  void Finish() {
    for (const Span& span : tree_.broken) Lose(span);
  }

 private:
  /// Each answer of a table is a result of its own.
  void BuildOtherAnswers(std::uint32_t node, const NodeBuilder& first) {
    for (std::uint32_t answer = 1; answer < first.answers; ++answer) {
      NodeBuilder builder(file_.expression_count, first.is_incomplete(), answer);
      const NodeReader reader(tree_, source_, node);
      file_.declarations.push_back(BuildDeclaration(reader, tree_.nodes[node].span, builder));
    }
  }

  /// False where the first line of the declaration is among them.
  bool TakeBrokenLines(std::uint32_t node) {
    bool has_header = true;
    is_incomplete_ = false;
    while (next_broken_ < tree_.broken_lines.size() &&
           tree_.broken_lines[next_broken_].declaration == node) {
      const BrokenLine& line = tree_.broken_lines[next_broken_++];
      is_incomplete_ = true;
      if (line.is_header) {
        has_header = false;
        Lose(line.span);
      } else {
        LoseWords(line.span);
        // Of another file: its names are not known.
        if (WordAt(source_.Text(line.span), 0) == "adapts") file_.broken_nameless = true;
      }
    }
    return has_header;
  }

  void LoseWords(Span span) { CollectBrokenNames(source_.Text(span), file_.broken_names); }

  /// A whole declaration, or its first line.
  void Lose(Span span) {
    const std::string_view text = source_.Text(span);
    const std::string_view keyword = WordAt(text, 0);
    LoseWords(span);
    if (keyword == "use" || LacksName(text, keyword)) file_.broken_nameless = true;
    if (keyword == "guideline") file_.broken_guideline = true;
    if (!has_guideline_ && FindWord(keyword) == nullptr) file_.broken_guideline = true;
  }

  const SyntaxTree& tree_;
  const SourceFile& source_;
  ast::File& file_;
  Diagnostics& diagnostics_;
  std::size_t next_broken_ = 0;
  bool is_incomplete_ = false;
  bool has_guideline_ = false;
};

}  // namespace

void FailIncomplete(const ast::DeclarationBase& declaration, std::string message,
                    std::string help) {
  Fail(DiagnosticKind::kMissingClause, declaration.name.span, std::move(message), std::move(help));
}

ast::Declaration BuildDeclaration(NodeReader reader, Span span, NodeBuilder& builder) {
  const Span keyword = reader.span();
  const DeclarationRow* row = kDeclarations;
  while (!reader.IsWord(row->keyword)) ++row;  // the grammar reads no other declaration
  reader.Skip();
  ast::Declaration declaration = row->build(reader, builder);
  std::visit(
      [&](ast::DeclarationBase& base) {
        base.span = span;
        base.keyword = keyword;
      },
      declaration);
  return declaration;
}

void NodeBuilder::LeaveOut(Span line, BuildError error) {
  const bool is_absence = error.diagnostic.kind == DiagnosticKind::kMissingClause;
  if (!is_absence || !is_incomplete_) mistakes_.push_back(std::move(error.diagnostic));
  left_out_.push_back(line);
  is_incomplete_ = true;
}

void BuildFile(const SyntaxTree& tree, const SourceFile& source, ast::File& file,
               Diagnostics& diagnostics) {
  FileBuilder builder(tree, source, file, diagnostics);
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < tree.nodes.size(); i = tree.nodes[i].next) ++count;
  file.declarations.reserve(count);
  for (std::uint32_t i = 0; i < tree.nodes.size(); i = tree.nodes[i].next) builder.Build(i);
  builder.Finish();
}

}  // namespace mgl
