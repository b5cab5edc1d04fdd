// Ranges and thresholds: lines of the fact's dimension, one for each kind of unit.
#include <fmt/format.h>

#include "dsl/check/check_statements.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

/// The fact that is cut; empty where it is no number or was reported.
std::optional<Measured> CutFact(const StatementChecker& checker, const ast::Name& fact,
                                std::string_view what) {
  const Symbol symbol = checker.context.resolution.Find(fact.text);
  if (symbol.kind != SymbolKind::kFact) return std::nullopt;
  Measured subject = checker.quantities.MeasuredFact(symbol.index);
  if (subject.type.kind == TypeKind::kNumber) return subject;
  if (subject.type.kind != TypeKind::kError) {
    const std::string words = TypeInWords(subject.type);
    checker.context.Report(DiagnosticKind::kNotANumberFact, fact.span,
                           fmt::format("a {} cuts a number; {} is {}", what, subject.text, words),
                           "say it with `define`", {DeclaredHere(*subject.declaration, words)});
  }
  return std::nullopt;
}

/// Lines that were stated so far, by the dimension of their unit.
class StatedKinds {
 public:
  StatedKinds(const StatementChecker& checker, std::string_view what)
      : checker_(checker), what_(what) {}

  void Add(const ast::Quantity& stated, Span line) {
    Dimension kind;
    if (stated.unit) {
      const Result<Unit> unit = ParseUnit(stated.unit->code);
      if (!unit) return;
      kind = unit->dimension;
    }
    for (const auto& [other, first] : lines_) {
      if (other != kind) continue;
      checker_.context.Report(
          DiagnosticKind::kLineRepeated, line,
          fmt::format("this {} has another line in a unit of {}", what_, DimensionReading(kind)),
          "keep one of the two lines", {{first, "the first line is here"}});
      return;
    }
    lines_.emplace_back(std::move(kind), line);
  }

 private:
  const StatementChecker& checker_;
  std::string_view what_;
  std::vector<std::pair<Dimension, Span>> lines_;
};

}  // namespace

void CheckRange(const StatementChecker& checker, const ast::Range& range) {
  const std::optional<Measured> subject = CutFact(checker, range.fact, "range");
  StatedKinds kinds(checker, "range");
  for (const ast::RangeLine& line : range.lines) {
    if (line.when) checker.expressions.CheckCondition(line.when.get());
    if (!subject || !checker.quantities.FitSpan(*subject, line.interval)) continue;
    const std::optional<ast::Quantity>& stated =
        line.interval.high ? line.interval.high : line.interval.low;
    if (!line.when && stated) kinds.Add(*stated, line.interval.span);
  }
}

void CheckThreshold(const StatementChecker& checker, const ast::Threshold& threshold) {
  const std::optional<Measured> subject = CutFact(checker, threshold.fact, "threshold");
  if (!subject) return;
  StatedKinds kinds(checker, "threshold");
  for (const ast::ThresholdLine& line : threshold.lines) {
    const ast::ThresholdLine& first = threshold.lines.front();
    if (line.direction != first.direction) {
      checker.context.Report(DiagnosticKind::kThresholdDirection, line.span,
                             "this line cuts in another direction than the first",
                             "write a threshold for each direction",
                             {{first.span, "the first line is here"}});
      continue;
    }
    const Measured bound = checker.quantities.AsMeasured(line.bound);
    if (bound.type.kind != TypeKind::kNumber || !checker.quantities.Fit(*subject, bound)) continue;
    kinds.Add(line.bound, line.span);
  }
}

}  // namespace mgl
