// Edits of the text at places that the syntax tree knows.
#include "tools/author/testing/mutants.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using Kind = Mutant::Kind;

constexpr auto kOtherUnits = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"years", "months"}, {"year", "month"},    {"months", "weeks"},  {"month", "week"},
    {"weeks", "days"},   {"week", "day"},      {"days", "weeks"},    {"day", "week"},
    {"hours", "days"},   {"minutes", "hours"}, {"mg/dL", "g/dL"},    {"g/dL", "g/L"},
    {"g/L", "g/dL"},     {"mmol/L", "umol/L"}, {"umol/L", "mmol/L"}, {"mEq/L", "mmol/L"},
    {"ug/L", "mg/L"},    {"ng/mL", "ug/mL"},   {"mg", "g"},          {"g", "mg"},
    {"kg", "g"},         {"ug", "mg"},         {"mg/g", "g/g"},      {"mg/mmol", "g/mmol"},
    {"cm", "m"},         {"m", "cm"},          {"mL", "L"},          {"mL/min", "L/min"},
});
/// What a bound begins with, and the same with the bound on the other side.
constexpr auto kOtherEnds = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"<=", "<"},
    {">=", ">"},
    {"<", "<="},
    {">", ">="},
    {"at least", "above"},
    {"at most", "below"},
    {"above", "at least"},
    {"below", "at most"},
});

class MutantFinder {
 public:
  explicit MutantFinder(const CompiledGuideline& compiled)
      : compiled_(compiled), text_(compiled.text.source.text()) {}

  void Find() {
    const auto& declarations = compiled_.text.file->declarations;
    for (declaration_ = 0; declaration_ < declarations.size(); ++declaration_) {
      const ast::Declaration& declaration = declarations[declaration_];
      const std::size_t first = found.size();
      std::visit([this](const auto& item) { Add(item); }, declaration);
      std::stable_sort(
          found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
          [](const Mutant& a, const Mutant& b) { return a.span.begin < b.span.begin; });
    }
  }

  std::vector<Mutant> found;

 private:
  void Add(const ast::DeclarationBase&) {}
  void Add(const ast::Guideline& guideline) { AddCondition(guideline.applies_when); }
  void Add(const ast::Contraindication& item) {
    if (item.blocks) AddCondition(item.when);
  }
  void Add(const ast::Recheck& recheck) { AddCondition(recheck.when); }
  void Add(const ast::Ambiguity& ambiguity) {
    for (const ast::Reading& reading : ambiguity.readings) AddCondition(reading.as);
  }
  void Add(const ast::Threshold& threshold) {
    for (const ast::ThresholdLine& line : threshold.lines) {
      AddBound(line.bound, false, true);
      AddCondition(line.when);
    }
  }
  void Add(const ast::Range& range) {
    for (const ast::RangeLine& line : range.lines) {
      AddInterval(line.interval);
      AddCondition(line.when);
    }
  }
  void Add(const ast::Define& define) {
    AddCondition(define.as);
    for (const ast::ValueLine& line : define.lines) {
      AddCondition(line.when);
      if (define.lines.size() > 1) AddRemoved("value", line.span);
    }
  }
  void Add(const ast::Score& score) {
    for (const ast::ScoreItem& item : score.items) {
      for (const ast::PointsLine& line : item.lines) {
        AddCondition(line.when);
        if (item.lines.size() > 1) AddRemoved("points", line.span);
      }
    }
  }
  void Add(const ast::Table& table) {
    for (const ast::ExprPtr& column : table.columns) AddCondition(column);
    for (const ast::TableRow& row : table.rows) {
      for (const ast::ExprPtr& cell : row.cells) AddCondition(cell);
      if (table.rows.size() > 1) AddRemoved("row", row.span);
    }
  }
  void Add(const ast::Rule& rule) {
    AddCondition(rule.when);
    AddCondition(rule.unless);
    if (!rule.unless) return;
    const Span span = WithParentheses(rule.unless->span);
    if (const auto keyword = KeywordBefore("unless", span.begin)) {
      Keep(Kind::kUnless, {*keyword, span.end}, "");
    }
  }

  void Keep(Kind kind, Span span, std::string text) {
    found.push_back({kind, declaration_, span, std::move(text)});
  }

  std::string_view TextOf(Span span) const {
    return text_.substr(span.begin, span.end - span.begin);
  }

  /// Where the keyword begins that stands directly before, parentheses aside.
  std::optional<std::uint32_t> KeywordBefore(std::string_view keyword, std::uint32_t at) const {
    const std::size_t begin = text_.rfind(keyword, at);
    if (begin == std::string_view::npos) return std::nullopt;
    const std::string_view between =
        text_.substr(begin + keyword.size(), at - begin - keyword.size());
    if (between.find_first_not_of(" \t\r\n(") != std::string_view::npos) return std::nullopt;
    return static_cast<std::uint32_t>(begin);
  }

  /// An expression's place is without the parentheses around it.
  Span WithParentheses(Span span) const {
    while (true) {
      std::size_t begin = span.begin;
      std::size_t end = span.end;
      while (begin > 0 && IsBlankAt(begin - 1)) --begin;
      while (end < text_.size() && IsBlankAt(end)) ++end;
      const bool is_within =
          begin > 0 && end < text_.size() && text_[begin - 1] == '(' && text_[end] == ')';
      if (!is_within) return span;
      span = {static_cast<std::uint32_t>(begin - 1), static_cast<std::uint32_t>(end + 1)};
    }
  }
  bool IsBlankAt(std::size_t at) const { return kBlanks.find(text_[at]) != std::string_view::npos; }

  void AddRemoved(std::string_view keyword, Span span) {
    if (TextOf(span).starts_with(keyword)) return Keep(Kind::kLine, span, "");
    if (const auto begin = KeywordBefore(keyword, span.begin)) {
      Keep(Kind::kLine, {*begin, span.end}, "");
    }
  }

  void AddCondition(const ast::ExprPtr& condition) {
    if (!condition) return;
    ForEachPart(*condition, [this](const ast::Expr& part) { AddPart(part); });
  }

  void AddPart(const ast::Expr& part) {
    if (part.kind == ast::ExprKind::kAnd) return AddJoined(part, "and", "or");
    if (part.kind == ast::ExprKind::kOr) return AddJoined(part, "or", "and");
    if (part.kind == ast::ExprKind::kCount) return AddCount(part);
    if (part.kind == ast::ExprKind::kIsSpan && part.interval) return AddInterval(*part.interval);
    const bool is_bound =
        part.kind == ast::ExprKind::kCompare && part.children[1]->kind == ast::ExprKind::kQuantity;
    if (!is_bound) return;
    const bool is_order =
        part.comparison != ast::Comparison::kEqual && part.comparison != ast::Comparison::kNotEqual;
    AddBound(part.children[1]->quantity, false, is_order);
  }

  void AddJoined(const ast::Expr& joined, std::string_view word, std::string_view other) {
    std::vector<Span> parts;
    for (const ast::ExprPtr& child : joined.children) parts.push_back(WithParentheses(child->span));
    std::string swapped;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_last = i + 1 == parts.size();
      const Span dropped =
          is_last ? Span{parts[i - 1].end, parts[i].end} : Span{parts[i].begin, parts[i + 1].begin};
      Keep(Kind::kDropped, dropped, "");
      const std::string text(TextOf(parts[i]));
      const bool is_in_parentheses = parts[i] != joined.children[i]->span;
      Keep(Kind::kNegated, parts[i], "not " + (is_in_parentheses ? text : "(" + text + ")"));
      swapped += TextOf(parts[i]);
      if (is_last) break;
      std::string gap(TextOf({parts[i].end, parts[i + 1].begin}));
      const std::size_t at = gap.find(word);
      if (at == std::string::npos || gap.find('#') != std::string::npos) return;
      swapped += gap.replace(at, word.size(), other);
    }
    Keep(Kind::kOperator, {parts.front().begin, parts.back().end}, swapped);
  }

  void AddCount(const ast::Expr& count) {
    const std::string_view head = TextOf({count.span.begin, count.children[0]->span.begin});
    const std::size_t first = head.find_first_of("0123456789");
    if (first == std::string_view::npos) return;
    const std::size_t end = head.find_first_not_of("0123456789", first);
    const auto begin = static_cast<std::uint32_t>(count.span.begin + first);
    const Span number{begin, static_cast<std::uint32_t>(count.span.begin + end)};
    if (count.count > 1) Keep(Kind::kCount, number, std::to_string(count.count - 1));
    Keep(Kind::kCount, number, std::to_string(count.count + 1));
  }

  void AddInterval(const ast::QuantitySpan& interval) {
    if (interval.low) AddBound(*interval.low, interval.high.has_value(), true);
    if (interval.high) AddBound(*interval.high, false, true);
  }

  void AddBound(const ast::Quantity& bound, bool is_first_of_two, bool has_ends) {
    if (bound.has_weeks_and_days || bound.is_age || bound.sum) return;
    const std::string written(TextOf(bound.number.span));
    const std::size_t point = written.find('.');
    const int digits =
        point == std::string::npos ? 0 : static_cast<int>(written.size() - point - 1);
    const Rational step = PowerOfTen(-digits);
    const std::optional<Rational> number = ParseDecimal(written);
    if (!number) return;
    for (const Rational& changed : {Rational(*number - step), Rational(*number + step)}) {
      Keep(Kind::kBound, bound.number.span, FormatDecimal(changed));
    }
    if (has_ends) AddEnd(bound.number.span.begin, is_first_of_two);
    if (!bound.unit || is_first_of_two) return;
    const std::string_view unit = TextOf(bound.unit->span);
    for (const auto& [one, other] : kOtherUnits) {
      if (!unit.starts_with(one)) continue;
      const std::string_view rest = unit.substr(one.size());
      if (!rest.empty() && rest[0] != ' ') continue;
      return Keep(Kind::kUnit, bound.unit->span, std::string(other) + std::string(rest));
    }
  }

  void AddEnd(std::uint32_t begin, bool is_first_of_two) {
    std::size_t end = begin;
    while (end > 0 && IsBlankAt(end - 1)) --end;
    const std::string_view before = text_.substr(0, end);
    const auto at = [&](std::string_view word) {
      return static_cast<std::uint32_t>(end - word.size());
    };
    if (is_first_of_two) {
      if (before.ends_with("above")) return Keep(Kind::kClosed, {at("above"), begin}, "");
      return Keep(Kind::kClosed, {begin, begin}, "above ");
    }
    if (before.ends_with(" to")) return Keep(Kind::kClosed, {begin, begin}, "below ");
    if (before.ends_with(" to below")) return Keep(Kind::kClosed, {at("below"), begin}, "");
    for (const auto& [one, other] : kOtherEnds) {
      if (!before.ends_with(one)) continue;
      return Keep(Kind::kClosed, {at(one), static_cast<std::uint32_t>(end)}, std::string(other));
    }
  }

  const CompiledGuideline& compiled_;
  std::string_view text_;
  std::size_t declaration_ = 0;
};

}  // namespace

const char* MutantKindName(Mutant::Kind kind) {
  switch (kind) {
    case Kind::kBound:
      return "bound";
    case Kind::kClosed:
      return "closed or open";
    case Kind::kDropped:
      return "dropped part";
    case Kind::kNegated:
      return "negated part";
    case Kind::kOperator:
      return "and, or";
    case Kind::kCount:
      return "count";
    case Kind::kUnit:
      return "unit";
    case Kind::kUnless:
      return "dropped unless";
    case Kind::kLine:
      break;
  }
  return "removed line";
}

std::vector<Mutant> MutantsOf(const CompiledGuideline& compiled) {
  MutantFinder finder(compiled);
  finder.Find();
  return std::move(finder.found);
}

std::string WithMutant(const SourceFile& source, const Mutant& mutant) {
  std::string text(source.text());
  return text.replace(mutant.span.begin, mutant.span.end - mutant.span.begin, mutant.text);
}

}  // namespace mgl
