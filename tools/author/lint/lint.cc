// Runs the compiler and, over a text without errors, each rule of rules.def.
#include "tools/author/lint/lint.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "dsl/assemble/assemble.h"
#include "dsl/resolve/accepted.h"
#include "dsl/resolve/statements.h"
#include "engine/text/plain_text.h"
#include "tools/author/lint/lint_index.h"

namespace mgl {
namespace {

struct LintRule {
  DiagnosticKind kind;
  void (*find)(const LintInput& input, Diagnostics& found);
};

/// In the order of their codes: what is proved is not told where a finding that needs no proof
/// tells it, and `kNotDecided` lists what the proofs before it left open. `kNeedlessAccept` looks
/// at what all others found and comes last.
std::vector<LintRule> MakeRules() {
  std::vector<LintRule> rules = {
#define MGL_LINT_RULE(kind, function) {DiagnosticKind::kind, function},
#include "tools/author/lint/rules.def"
#undef MGL_LINT_RULE
  };
  const auto place = [](const LintRule& rule) {
    return std::pair(rule.kind == DiagnosticKind::kNeedlessAccept, rule.kind);
  };
  std::ranges::sort(rules,
                    [&](const LintRule& a, const LintRule& b) { return place(a) < place(b); });
  return rules;
}

void RemoveAccepted(const CompiledText& text, Diagnostics& found) {
  std::vector<const ast::Accept*> accepts;
  for (const ast::Declaration& declaration : text.file->declarations) {
    if (const auto* accept = std::get_if<ast::Accept>(&declaration)) accepts.push_back(accept);
  }
  std::erase_if(found, [&](const Diagnostic& finding) {
    const auto accepts_it = [&](const ast::Accept* accept) {
      return Accepts(*accept, text, finding);
    };
    return !IsLanguageError(Info(finding.kind)) && std::ranges::any_of(accepts, accepts_it);
  });
}

/// Whether the place is in what a local version changes of this declaration, which is named, or
/// titled so.
bool IsAtChangeOf(const Assembly* assembly, const std::string& name, Span place) {
  if (assembly == nullptr) return false;
  return std::ranges::any_of(assembly->changes, [&](const LocalChange& change) {
    const bool is_here = change.place.begin <= place.begin && place.begin < change.place.end;
    return is_here && (change.name == name || change.key.ends_with(" \"" + name + "\""));
  });
}

/// Sorted, with the levels that the options set.
Diagnostics Ordered(Diagnostics found, const LintOptions& options) {
  // What others do with places takes it for granted that they end behind their begin.
  for (Diagnostic& finding : found) {
    finding.span.end = std::max(finding.span.begin, finding.span.end);
  }
  ApplyLevels(options.levels, found);
  SortDiagnostics(found);
  return found;
}

}  // namespace

bool Accepts(const ast::Accept& accept, const CompiledText& text, const Diagnostic& finding) {
  if (!EqualsIgnoringCase(accept.name.text, Info(finding.kind).code)) return false;
  if (!accept.of) return true;
  if (IsAtChangeOf(text.assembly.get(), accept.of->text, finding.span)) return true;
  const ast::DeclarationBase* const of = AcceptedBy(text.names, *accept.of);
  if (of == nullptr) return false;
  const auto is_within = [&](Span place) {
    return of->span.begin <= place.begin && place.begin < of->span.end;
  };
  // What several guidelines say is accepted by any of them.
  const auto is_label = [&](const Label& label) { return is_within(label.span); };
  return is_within(finding.span) ||
         (IsOfSeveral(Info(finding.kind)) && std::ranges::any_of(finding.labels, is_label));
}

bool IsToldWithin(const Diagnostics& found, DiagnosticKind kind, Span place) {
  const auto is_here = [&](Span span) {
    return place.begin <= span.begin && span.begin < place.end;
  };
  // Bounds of one slip are told at the first of them.
  const bool has_labels = kind == DiagnosticKind::kCutOutsidePlausible;
  return std::ranges::any_of(found, [&](const Diagnostic& finding) {
    if (finding.kind != kind) return false;
    return is_here(finding.span) ||
           (has_labels && std::ranges::any_of(finding.labels, [&](const Label& label) {
              return is_here(label.span);
            }));
  });
}

const std::vector<PlacedPart>& PlacedParts(const LintInput& input) {
  if (!input.index.parts) {
    std::vector<PlacedPart>& parts = input.index.parts.emplace();
    parts.reserve(input.compiled.expression_nodes.size());
    for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
      ForEachExpression(declaration, [&](const ast::Expr& whole) {
        ForEachPart(whole, [&](const ast::Expr& part) {
          parts.push_back({part.kind, &part, &whole, &declaration});
        });
      });
    }
  }
  return *input.index.parts;
}

const UsedSymbols& SymbolsUsed(const LintInput& input) {
  if (!input.index.used) {
    input.index.used = CollectUses(*input.compiled.text.file, input.names());
  }
  return *input.index.used;
}

bool IsOfSeveral(const DiagnosticKindInfo& info) {
  return info.code >= "L0620" && info.code < "L0630";
}

bool IsProved(const DiagnosticKindInfo& info) { return info.code >= "L0600"; }

Diagnostics Lint(const CompileResult& compiled, const LintOptions& options,
                 const RuleDone& rule_done, ProofMemory* memory) {
  Diagnostics found = compiled.text->diagnostics;
  if (compiled.guideline != nullptr) {
    if (memory != nullptr) memory->Turn();
    Proofs proofs(compiled.guideline->guideline, options.as_of, memory, options.second_prover);
    LintIndex index;
    const LintInput input{*compiled.guideline,
                          options.as_of,
                          proofs,
                          index,
                          nullptr,
                          options.lock ? &*options.lock : nullptr};
    static const std::vector<LintRule> kRules = MakeRules();
    for (const LintRule& rule : kRules) {
      rule.find(input, found);
      if (rule_done) rule_done(rule.kind);
    }
    RemoveAccepted(*compiled.text, found);
  }
  return Ordered(std::move(found), options);
}

Diagnostics LintTogether(const JoinedGuidelines& joined, const LintOptions& options,
                         const RuleDone& rule_done) {
  Diagnostics found;
  Proofs proofs(joined.compiled->guideline, options.as_of, nullptr, options.second_prover);
  LintIndex index;
  const LintInput input{*joined.compiled, options.as_of, proofs, index, &joined};
  static const std::vector<LintRule> kRules = MakeRules();
  for (const LintRule& rule : kRules) {
    if (!IsOfSeveral(Info(rule.kind)) && rule.kind != DiagnosticKind::kNotDecided) continue;
    rule.find(input, found);
    if (rule_done) rule_done(rule.kind);
  }
  RemoveAccepted(joined.compiled->text, found);
  return Ordered(std::move(found), options);
}

}  // namespace mgl
