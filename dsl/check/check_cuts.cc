// Ranges and thresholds: lines of the dimension of what they cut, one for each kind of unit.
#include <fmt/format.h>

#include <array>
#include <utility>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/check_statements.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

/// A number that is cut, by its name.
class Subject {
 public:
  /// `date_help`: how to say it where it is a date.
  Subject(const StatementChecker& checker, const ast::ExprPtr& of, std::string_view what,
          const std::string& date_help = "")
      : checker_(checker) {
    const ExprType type = checker.expressions.Check(of.get());
    if (type.kind == TypeKind::kError) return;
    const Symbol symbol = checker.context.resolution.Find(of->name.text);
    if (type.kind != TypeKind::kNumber) {
      const std::string words = TypeInWords(type);
      const ast::DeclarationBase& declared = *DeclarationOf(checker.context.resolution, symbol);
      checker.context.Report(
          DiagnosticKind::kNotANumberFact, of->span,
          fmt::format("a {} cuts a number; {} is {}", what, Quoted(of->name.text), words),
          type.kind == TypeKind::kDate && !date_help.empty() ? date_help : "say it with `define`",
          {DeclaredHere(declared, words)});
    } else if (symbol.kind == SymbolKind::kFact) {
      measured_ = checker.quantities.MeasuredFact(symbol.index);
    } else if (checker.expressions.RequireExact(*of, type)) {
      measured_ = checker.expressions.AsMeasured(*of, type);
      is_computed_ = true;
    }
  }

  bool is_computed() const { return is_computed_; }

  /// Whether the bounds fit; false too where there is no number, which was reported.
  bool Fits(const ast::QuantitySpan& span) const {
    if (span.low) checker_.quantities.TypeOf(*span.low);  // reports an unknown unit
    if (span.high) checker_.quantities.TypeOf(*span.high);
    if (!measured_ || !checker_.quantities.FitSpan(*measured_, span)) return false;
    return (!span.low || FitsComputed(*span.low)) && (!span.high || FitsComputed(*span.high));
  }
  bool Fits(const ast::Quantity& quantity) const {
    const Measured bound = checker_.quantities.AsMeasured(quantity);
    return measured_ && bound.type.kind == TypeKind::kNumber &&
           checker_.quantities.Fit(*measured_, bound) && FitsComputed(quantity);
  }

 private:
  /// What facts are spared: differences, and days against months.
  bool FitsComputed(const ast::Quantity& quantity) const {
    if (!is_computed_) return true;
    const Measured bound = checker_.quantities.AsMeasured(quantity);
    if (!checker_.quantities.FitDifference(*measured_, bound)) return false;
    if (!measured_->type.day_count || !quantity.unit || !IsCalendarUnit(*quantity.unit))
      return true;
    checker_.context.Report(
        DiagnosticKind::kCalendarDuration, quantity.span,
        fmt::format("{} is a number of days; `{}` have no fixed number of days", measured_->text,
                    quantity.unit->code),
        "compare `time since DATE` itself, or dates: `DATE + 3 months < today`");
    return false;
  }

  const StatementChecker& checker_;
  std::optional<Measured> measured_;
  bool is_computed_ = false;
};

/// Lines that were stated so far, by the dimension of their unit.
class StatedKinds {
 public:
  StatedKinds(const StatementChecker& checker, const Subject& subject, std::string_view what)
      : checker_(checker), subject_(subject), what_(what) {}

  void Add(const ast::Quantity& stated, Span line, bool has_when) {
    Dimension kind;
    if (stated.unit) {
      const Result<Unit> unit = ParseUnit(stated.unit->code);
      if (!unit) return;
      kind = unit->dimension;
    }
    if (subject_.is_computed() && kind_ && *kind_ != kind) {
      Report(line,
             fmt::format("this {} is of a computed value, which is in one unit: this line never "
                         "counts",
                         what_),
             "keep the lines in one unit, or cut the fact itself", first_);
      return;
    }
    if (!kind_) first_ = line;
    if (!kind_) kind_ = kind;
    for (const auto& [other, first] : always_) {
      if (other != kind) continue;
      if (has_when) {
        Report(line, "this line can never count: the one before it has no `when`",
               "put the line without `when` last", first);
      } else {
        Report(
            line,
            fmt::format("this {} has another line in a unit of {}", what_, DimensionReading(kind)),
            "keep one of the two lines", first);
      }
      return;
    }
    if (!has_when) always_.emplace_back(std::move(kind), line);
  }

 private:
  void Report(Span line, std::string message, std::string help, Span first) {
    checker_.context.Report(DiagnosticKind::kLineRepeated, line, std::move(message),
                            std::move(help), {{first, "the first line is here"}});
  }

  const StatementChecker& checker_;
  const Subject& subject_;
  std::string_view what_;
  std::optional<Dimension> kind_;  // of the first line
  Span first_;
  std::vector<std::pair<Dimension, Span>> always_;  // without `when`
};

bool IsTime(const ast::UnitText& unit) {
  const Result<Unit> read = ParseUnit(unit.code);
  const Result<Unit> day = ParseUnit("d");
  return IsCalendarUnit(unit) || (read && day && read->dimension == day->dimension);
}

/// `threshold adult "Adult" dob at least 18 years`, where `dob` is a date: the time since it is
/// cut.
std::string CutOfDate(const ast::Threshold& threshold) {
  if (threshold.lines.size() != 1 || threshold.lines[0].when) return "";
  const ast::ThresholdLine& line = threshold.lines[0];
  if (!line.bound.unit || !IsTime(*line.bound.unit) || !threshold.title) return "";
  constexpr std::array<std::pair<ast::Direction, std::string_view>, 4> kSigns = {
      {{ast::Direction::kBelow, "<"},
       {ast::Direction::kAtMost, "<="},
       {ast::Direction::kAtLeast, ">="},
       {ast::Direction::kAbove, ">"}}};
  std::string_view sign;
  for (const auto& [direction, written] : kSigns) {
    if (direction == line.direction) sign = written;
  }
  // Only at a birthday itself do both count the same.
  const bool is_birthday =
      line.bound.unit->code.starts_with("year") &&
      (line.direction == ast::Direction::kBelow || line.direction == ast::Direction::kAtLeast);
  return fmt::format("write `define {} \"{}\" as {} since {} {} {}`", threshold.name.text,
                     threshold.title->text, is_birthday ? "completed years" : "time",
                     threshold.of->name.text, sign, QuantityText(line.bound));
}

}  // namespace

void CheckRange(const StatementChecker& checker, const ast::Range& range) {
  const Subject subject(checker, range.of, "range");
  StatedKinds kinds(checker, subject, "range");
  for (const ast::RangeLine& line : range.lines) {
    if (line.when) checker.expressions.CheckCondition(line.when.get());
    if (!subject.Fits(line.interval)) continue;
    const std::optional<ast::Quantity>& stated =
        line.interval.high ? line.interval.high : line.interval.low;
    if (stated) kinds.Add(*stated, line.interval.span, line.when != nullptr);
  }
}

void CheckThreshold(const StatementChecker& checker, const ast::Threshold& threshold) {
  const Subject subject(checker, threshold.of, "threshold", CutOfDate(threshold));
  StatedKinds kinds(checker, subject, "threshold");
  for (const ast::ThresholdLine& line : threshold.lines) {
    if (line.when) checker.expressions.CheckCondition(line.when.get());
    const ast::ThresholdLine& first = threshold.lines.front();
    if (line.direction != first.direction) {
      const auto is_up = [](ast::Direction direction) {
        return direction == ast::Direction::kAbove || direction == ast::Direction::kAtLeast;
      };
      const bool is_same_way = is_up(line.direction) == is_up(first.direction);
      checker.context.Report(DiagnosticKind::kThresholdDirection, line.span,
                             is_same_way ? "this line has its number on another side than the first"
                                         : "this line cuts in another direction than the first",
                             is_same_way ? is_up(line.direction)
                                               ? "write `at least` in all lines, or `above` in all"
                                               : "write `below` in all lines, or `at most` in all"
                                         : "write a threshold for each direction",
                             {{first.span, "the first line is here"}});
      continue;
    }
    if (subject.Fits(line.bound)) kinds.Add(line.bound, line.span, line.when != nullptr);
  }
}

}  // namespace mgl
