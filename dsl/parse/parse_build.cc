// Building a file: each declaration by its keyword, and the names of those that are broken.
#include "dsl/parse/parse_build.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_lines.h"
#include "dsl/text/words.h"

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
      end = std::min(text.find_first_of("\"\n", at + 1), text.size());
      names.emplace(text.substr(at + 1, end - at - 1));
      if (end < text.size()) ++end;
    } else if (IsWordCharacter(c)) {
      while (end < text.size() && IsWordCharacter(text[end])) ++end;
      const std::string_view word = text.substr(at, end - at);
      names.emplace(word);
    }
    at = end;
  }
}

/// A broken declaration begins behind `at`, but not at column 1: it may well be a part of what
/// stands before, which then lacks its end. That is one mistake, and it is reported.
bool BreaksBehind(const SyntaxTree& tree, const SourceFile& source, std::uint32_t at) {
  const std::size_t next = SkipBlanks(source.text(), at);
  if (next == 0 || source.text()[next - 1] == '\n') return false;
  return std::any_of(tree.broken.begin(), tree.broken.end(),
                     [&](const Span& broken) { return broken.begin == next; });
}

/// Whether the text begins a declaration that should have a name and has none that can be read.
bool LacksName(std::string_view text, std::string_view keyword) {
  const auto* row = std::ranges::find(kDeclarations, keyword, &DeclarationRow::keyword);
  if (row == std::end(kDeclarations) || !row->is_named) return false;
  const std::size_t name = SkipBlanks(text, static_cast<std::uint32_t>(keyword.size()));
  return name >= text.size() || WordAt(text, static_cast<std::uint32_t>(name)).empty();
}

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

void BuildFile(const SyntaxTree& tree, const SourceFile& source, ast::File& file,
               Diagnostics& diagnostics) {
  std::vector<Span> broken = tree.broken;
  bool has_guideline = false;
  std::size_t count = 0;
  for (std::uint32_t i = 0; i < tree.nodes.size(); i = tree.nodes[i].next) ++count;
  file.declarations.reserve(count);
  for (std::uint32_t i = 0; i < tree.nodes.size(); i = tree.nodes[i].next) {
    const std::uint32_t first_id = file.expression_count;
    NodeBuilder builder(file.expression_count);
    const NodeReader reader(tree, source, i);
    has_guideline = has_guideline || reader.IsWord("guideline");
    try {
      file.declarations.push_back(BuildDeclaration(reader, tree.nodes[i].span, builder));
    } catch (BuildError& error) {
      const bool cut_short = error.diagnostic.kind == DiagnosticKind::kMissingClause &&
                             BreaksBehind(tree, source, tree.nodes[i].span.end);
      if (!cut_short) diagnostics.push_back(std::move(error.diagnostic));
      broken.push_back(tree.nodes[i].span);
      file.expression_count = first_id;
    }
  }
  for (const Span& span : broken) {
    const std::string_view text = source.Text(span);
    const std::string_view keyword = WordAt(text, 0);
    CollectBrokenNames(text, file.broken_names);
    if (LacksName(text, keyword)) file.broken_nameless = true;
    if (keyword == "guideline") file.broken_guideline = true;
    if (!has_guideline && FindWord(keyword) == nullptr) file.broken_guideline = true;
  }
}

}  // namespace mgl
