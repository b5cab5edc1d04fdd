// The lines of declarations as tables: which keyword may stand once and what it sets. One table a
// kind of declaration, one row a line.
#pragma once

#include <fmt/format.h>

#include <map>
#include <span>
#include <string>
#include <utility>

#include "dsl/parse/parse_build.h"

namespace mgl {

enum class Times { kOnce, kMany };

template <typename Declared>
struct LineRow {
  std::string_view keyword;
  Times times;
  void (*build)(Declared& declaration, NodeReader& line, NodeBuilder& builder);
};

/// With the name and the title at the reader.
template <typename Declared>
Declared BuildNamed(NodeReader& reader, NodeBuilder& builder) {
  Declared declaration;
  declaration.name = builder.TakeName(reader);
  declaration.title = builder.TakeTitle(reader);
  return declaration;
}

/// A line with a mistake is left out.
template <typename Build>
void BuildLine(Span line, NodeBuilder& builder, const Build& build) {
  try {
    build();
  } catch (BuildError& error) {
    builder.LeaveOut(line, std::move(error));
  }
}

/// Builds the lines at the reader; `keyword` is the declaration's, for messages.
template <typename Declared>
void BuildLines(Declared& declaration, NodeReader& reader, NodeBuilder& builder,
                std::span<const LineRow<Declared>> rows) {
  std::map<std::string_view, Span> seen;
  while (!reader.done()) {
    const Span whole = reader.span();
    const NodeReader line = reader.Enter();
    const LineRow<Declared>* row = nullptr;
    for (const LineRow<Declared>& candidate : rows) {
      if (line.IsWord(candidate.keyword)) row = &candidate;
    }
    if (row == nullptr) {
      BuildLine(whole, builder, [&] { builder.TakeProvenance(line, declaration.provenance); });
      continue;
    }
    BuildLine(whole, builder, [&] {
      const auto [first, is_new] = seen.emplace(row->keyword, line.span());
      if (!is_new && row->times == Times::kOnce) {
        Fail(DiagnosticKind::kRepeatedClause, line.span(),
             fmt::format("`{}` stands twice in this declaration", row->keyword),
             "keep one of the two lines", {{first->second, "the first one"}});
      }
      NodeReader rest = line;
      rest.Skip();
      row->build(declaration, rest, builder);
    });
  }
}

template <typename Declared, std::size_t kRows>
void BuildLines(Declared& declaration, NodeReader& reader, NodeBuilder& builder,
                const LineRow<Declared> (&rows)[kRows]) {
  BuildLines(declaration, reader, builder, std::span<const LineRow<Declared>>(rows));
}

/// `declaration` lacks what it cannot do without: the error is at its name, or at its keyword.
[[noreturn]] void FailIncomplete(const ast::DeclarationBase& declaration, std::string message,
                                 std::string help);

ast::Guideline BuildGuideline(NodeReader& reader, NodeBuilder& builder);
ast::Source BuildSource(NodeReader& reader, NodeBuilder& builder);
ast::Reference BuildReference(NodeReader& reader, NodeBuilder& builder);
ast::Substance BuildSubstance(NodeReader& reader, NodeBuilder& builder);
ast::Fact BuildFact(NodeReader& reader, NodeBuilder& builder);
ast::Range BuildRange(NodeReader& reader, NodeBuilder& builder);
ast::Threshold BuildThreshold(NodeReader& reader, NodeBuilder& builder);
ast::Define BuildDefine(NodeReader& reader, NodeBuilder& builder);
ast::Define BuildResult(NodeReader& reader, NodeBuilder& builder);
ast::Table BuildTable(NodeReader& reader, NodeBuilder& builder);
ast::Score BuildScore(NodeReader& reader, NodeBuilder& builder);
ast::Ambiguity BuildAmbiguity(NodeReader& reader, NodeBuilder& builder);
ast::Medication BuildMedication(NodeReader& reader, NodeBuilder& builder);
ast::Contraindication BuildContraindication(NodeReader& reader, NodeBuilder& builder);
ast::Contraindication BuildCaution(NodeReader& reader, NodeBuilder& builder);
ast::Exclusive BuildExclusive(NodeReader& reader, NodeBuilder& builder);
ast::Apart BuildApart(NodeReader& reader, NodeBuilder& builder);
ast::Diet BuildDiet(NodeReader& reader, NodeBuilder& builder);
ast::Rule BuildRule(NodeReader& reader, NodeBuilder& builder);
ast::Recheck BuildRecheck(NodeReader& reader, NodeBuilder& builder);
ast::Property BuildProperty(NodeReader& reader, NodeBuilder& builder);
ast::Silent BuildSilent(NodeReader& reader, NodeBuilder& builder);
ast::LeftOut BuildLeftOut(NodeReader& reader, NodeBuilder& builder);
ast::Accept BuildAccept(NodeReader& reader, NodeBuilder& builder);
ast::Example BuildExample(NodeReader& reader, NodeBuilder& builder);
ast::Use BuildUse(NodeReader& reader, NodeBuilder& builder);
ast::Change BuildChange(NodeReader& reader, NodeBuilder& builder);
ast::Withdraw BuildWithdraw(NodeReader& reader, NodeBuilder& builder);

}  // namespace mgl
