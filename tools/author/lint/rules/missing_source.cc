// A statement without `cite`, `from`, `assumed` or `interpreted`. Definitions, results and readings
// that only join other names state nothing of their own.
#include <fmt/format.h>

#include "dsl/resolve/statements.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool OnlyJoinsNames(const ast::Expr& expr) {
  bool joins = true;
  ForEachPart(expr, [&](const ast::Expr& part) {
    // How many there must be, and that only known ones count, is a statement.
    const bool states = part.kind == ast::ExprKind::kCount ||
                        part.kind == ast::ExprKind::kAnyKnown ||
                        part.kind == ast::ExprKind::kSurely;
    const ast::ExprFamily family = FamilyOf(part.kind);
    joins &= !states && (family == ast::ExprFamily::kName || family == ast::ExprFamily::kJoined ||
                         part.kind == ast::ExprKind::kIsYes || part.kind == ast::ExprKind::kIsNo);
  });
  return joins;
}

class SourceCheck {
 public:
  explicit SourceCheck(Diagnostics& found) : found_(found) {}

  /// Headers, facts, properties, examples and what only speaks of the file itself.
  void operator()(const ast::DeclarationBase&) const {}
  void operator()(const ast::Threshold& threshold) const { Require(threshold, "threshold"); }
  void operator()(const ast::Range& range) const { Require(range, "range"); }
  void operator()(const ast::Table& table) const { Require(table, "table"); }
  void operator()(const ast::Score& score) const { Require(score, "score"); }
  void operator()(const ast::Medication& medication) const { Require(medication, "medication"); }
  void operator()(const ast::Diet& diet) const { Require(diet, "diet"); }
  void operator()(const ast::Rule& rule) const { Require(rule, "rule"); }
  void operator()(const ast::Recheck& recheck) const { Require(recheck, "recheck"); }
  void operator()(const ast::Exclusive& exclusive) const { Require(exclusive, "`exclusive`"); }
  void operator()(const ast::Apart& apart) const { Require(apart, "`apart`"); }
  void operator()(const ast::Contraindication& contraindication) const {
    Require(contraindication, contraindication.blocks ? "contraindication" : "caution");
  }
  void operator()(const ast::Define& define) const {
    if (define.as && OnlyJoinsNames(*define.as)) return;
    Require(define, define.is_result ? "result" : "definition");
  }
  void operator()(const ast::Ambiguity& ambiguity) const {
    if (HasSource(ambiguity.provenance)) return;
    std::vector<Label> labels;
    for (const ast::Reading& reading : ambiguity.readings) {
      if (!HasSource(reading.provenance)) {
        labels.push_back({reading.name.span, "this reading has no source"});
      }
    }
    if (labels.empty()) return;
    const Span first = labels.front().span;
    Report(first,
           fmt::format("`{}` has a reading that does not say where it comes from",
                       ambiguity.name.text),
           std::move(labels));
  }

 private:
  void Require(const ast::DeclarationBase& declaration, std::string_view what) const {
    if (HasSource(declaration.provenance)) return;
    const std::string& name = declaration.name.text;
    Report(PlaceOf(declaration),
           fmt::format("the {}{} does not say where it comes from", what,
                       name.empty() ? "" : fmt::format(" `{}`", name)),
           {});
  }
  void Report(Span place, std::string message, std::vector<Label> labels) const {
    found_.push_back({DiagnosticKind::kMissingSource, place, std::move(message),
                      "write `cite`, `from`, `interpreted because` or `assumed because`",
                      std::move(labels)});
  }

  Diagnostics& found_;
};

}  // namespace

void LintMissingSource(const LintInput& input, Diagnostics& found) {
  const SourceCheck check(found);
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    std::visit(check, declaration);
  }
}

}  // namespace mgl
