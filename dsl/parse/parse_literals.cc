// Building names, texts, numbers, units, dates and values.
#include <string>
#include <utility>

#include "dsl/parse/parse_build.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"
#include "engine/value/calendar.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

Day CheckedDate(std::string_view text, Span span, bool last_day) {
  const bool month_only = text.size() == 7;
  if (!month_only && text.size() != 10) {
    Fail(DiagnosticKind::kMalformedDate, span,
         "`" + std::string(text) + "` is not written as a date",
         "a date has two digits for month and day: `2026-03-01`; a subtraction has blanks around "
         "`-`");
  }
  const std::optional<DaySpan> days = ParseDate(text);
  if (!days) {
    Fail(DiagnosticKind::kNoSuchDate, span, "there is no date `" + std::string(text) + "`",
         "write a day that exists as year, month and day, such as `2026-03-01`");
  }
  return last_day ? days->last : days->first;
}

[[noreturn]] void FailTooManyDigits(Span number) {
  Fail(DiagnosticKind::kNumberTooLong, number, "this number has too many digits",
       "a number has at most " + std::to_string(kMaxDecimalDigits) +
           " digits and an exponent of at most " + std::to_string(kMaxDecimalExponent));
}

ast::Quantity Age(const Rational& weeks, char days, Span span) {
  ast::Quantity age;
  age.number = {weeks * 7 + (days - '0'), span};
  age.unit = ast::UnitText{"days", span, std::nullopt};
  age.span = span;
  age.has_weeks_and_days = true;
  age.is_age = true;
  return age;
}

}  // namespace

bool IsAgeSum(std::string_view text, Span weeks, Span days) {
  return days.begin == weeks.end + 1 && text[weeks.end] == '+' && days.end == days.begin + 1 &&
         text[days.begin] >= '0' && text[days.begin] <= '6' &&
         text.substr(weeks.begin, weeks.end - weeks.begin).find_first_not_of("0123456789") ==
             text.npos;
}

std::optional<Rational> SumOfAge(std::string_view written) {
  const std::size_t sign = written.find('+');
  if (sign == written.npos || written.find_first_of("eE") != written.npos) return std::nullopt;
  return *ParseDecimal(written.substr(0, sign)) + (written[sign + 1] - '0');
}

bool JoinAge(std::string_view text, ast::Expr& left, const ast::Expr& right) {
  const auto is_bare = [](const ast::Expr& expr) {
    return expr.kind == ast::ExprKind::kQuantity && !expr.quantity.unit;
  };
  if (!is_bare(left) || !is_bare(right) || !IsAgeSum(text, left.span, right.span)) return false;
  const Rational weeks = left.quantity.number.value;
  left.span = left.operator_span = {left.span.begin, right.span.end};
  left.quantity = Age(weeks, text[right.span.begin], left.span);
  left.quantity.sum = weeks + right.quantity.number.value;
  return true;
}

void Fail(DiagnosticKind kind, Span span, std::string message, std::string help,
          std::vector<Label> labels) {
  throw BuildError{{kind, span, std::move(message), std::move(help), std::move(labels)}};
}

ast::Comparison ComparisonOf(std::string_view sign) {
  if (sign == "<") return ast::Comparison::kLess;
  if (sign == "<=" || sign == "≤") return ast::Comparison::kLessEqual;
  if (sign == ">") return ast::Comparison::kGreater;
  if (sign == ">=" || sign == "≥") return ast::Comparison::kGreaterEqual;
  return sign == "=" ? ast::Comparison::kEqual : ast::Comparison::kNotEqual;
}

bool IsSide(const NodeReader& reader) {
  return reader.Is(SyntaxKind::kOperator) || reader.IsWord("below") || reader.IsWord("above") ||
         reader.IsWord("at") || reader.IsWord("before") || reader.IsWord("after");
}

ast::Comparison TakeSide(NodeReader& reader) {
  if (reader.TakeWord("below") || reader.TakeWord("before")) return ast::Comparison::kLess;
  if (reader.TakeWord("above") || reader.TakeWord("after")) return ast::Comparison::kGreater;
  if (reader.TakeWord("at")) {
    const bool is_least = reader.IsWord("least");
    reader.Skip();
    return is_least ? ast::Comparison::kGreaterEqual : ast::Comparison::kLessEqual;
  }
  const ast::Comparison comparison = ComparisonOf(reader.text());
  reader.Skip();
  return comparison;
}

bool TakeOpenEnd(NodeReader& reader) {
  return reader.TakeWord("below") || reader.TakeWord("before") ||
         reader.Take(SyntaxKind::kOperator);
}

ast::Name NodeBuilder::TakeName(NodeReader& reader) const {
  ast::Name name{std::string(reader.text()), reader.span()};
  reader.Skip();
  return name;
}

ast::Text NodeBuilder::TakeText(NodeReader& reader) const {
  ast::Text text{std::string(reader.text()), reader.span()};
  const bool quoted = reader.Is(SyntaxKind::kText);
  reader.Skip();
  if (!quoted) return text;
  std::string content;
  for (std::size_t i = 1; i + 1 < text.text.size(); ++i) {
    if (text.text[i] == '\\') {
      ++i;
      if (text.text[i] != '"' && text.text[i] != '\\') {
        const auto at = static_cast<std::uint32_t>(text.span.begin + i - 1);
        Fail(DiagnosticKind::kBadEscape, {at, at + 2},
             "`\\` before another sign than `\"` or `\\` has no meaning",
             "write `\\\\` for the sign `\\` itself");
      }
    }
    content += text.text[i];
  }
  text.text = std::move(content);
  return text;
}

std::optional<ast::Text> NodeBuilder::TakeTitle(NodeReader& reader) const {
  if (!reader.Is(SyntaxKind::kText)) return std::nullopt;
  return TakeText(reader);
}

ast::Text NodeBuilder::TakeReason(NodeReader& reader) const {
  ast::Text reason = TakeText(reader);
  if (Trimmed(reason.text).empty()) {
    Fail(DiagnosticKind::kUnexpectedText, reason.span, "this reason says nothing",
         "write in the quotes why it is so");
  }
  return reason;
}

ast::Number NodeBuilder::TakeNumber(NodeReader& reader) const {
  const Span span = reader.span();
  const std::optional<Rational> value = ParseDecimal(reader.text());
  if (!value) FailTooManyDigits(span);
  reader.Skip();
  return {*value, span};
}

int NodeBuilder::TakeSmallInteger(NodeReader& reader) const {
  const ast::Number number = TakeNumber(reader);
  if (number.value > 1'000'000'000) {
    Fail(DiagnosticKind::kNumberTooLong, number.span, "this number is too large to count with",
         "write a number below 1,000,000,000");
  }
  return static_cast<int>(*ToInt64(number.value));
}

ast::DateText NodeBuilder::TakeDate(NodeReader& reader) const {
  const ast::DateText date{CheckedDate(reader.text(), reader.span(), false), reader.span()};
  reader.Skip();
  return date;
}

std::string_view UnitWord(const NodeReader& parts) {
  if (parts.IsWord("daily")) return "per day";
  return parts.IsWord("weekly") ? "per week" : parts.text();
}

ast::UnitText NodeBuilder::TakeUnit(NodeReader& reader) const {
  NodeReader parts = reader.Enter();
  ast::UnitText unit;
  unit.span = parts.span();
  if (parts.text().starts_with("weeks") && parts.text().ends_with("days")) {
    unit.code = kWeeksAndDays;
    return unit;
  }
  while (!parts.done() && !parts.IsWord("of")) {
    if (!unit.code.empty()) unit.code += ' ';
    unit.code += UnitWord(parts);
    unit.span.end = parts.span().end;
    parts.Skip();
  }
  if (parts.TakeWord("of")) unit.substance = TakeName(parts);
  return unit;
}

ast::Quantity NodeBuilder::TakeQuantity(NodeReader& reader) const {
  ast::Quantity quantity;
  quantity.span = reader.span();
  NodeReader parts = reader.Enter();
  const std::string_view text = parts.text();
  const std::size_t sign = text.find_first_of("+w");
  if (sign != text.npos && text.find_first_of("eE") == text.npos) {
    const std::optional<Rational> weeks = ParseDecimal(text.substr(0, sign));
    if (!weeks) FailTooManyDigits(parts.span());
    return Age(*weeks, text[sign + 1], parts.span());
  }
  quantity.number = TakeNumber(parts);
  if (parts.Is(SyntaxKind::kUnitPhrase)) quantity.unit = TakeUnit(parts);
  if (parts.Is(SyntaxKind::kNumber)) AddDays(parts, quantity);
  return quantity;
}

/// `36 weeks 4 days`, the reader at the 4.
void NodeBuilder::AddDays(NodeReader& parts, ast::Quantity& quantity) const {
  const Span behind = parts.Rest();
  const ast::Number days = TakeNumber(parts);
  const std::string& code = quantity.unit->code;
  const bool is_whole = quantity.number.value.get_den() == 1 && days.value.get_den() == 1;
  if (code != "weeks" && code != "week") {
    Fail(DiagnosticKind::kUnexpectedText, behind, "only weeks are followed by days",
         "write it in one unit");
  }
  if (!is_whole || quantity.number.value < 0 || days.value < 1 || days.value > 6) {
    Fail(DiagnosticKind::kUnexpectedText, behind, "behind whole weeks stand 1 to 6 days",
         "count seven days as a week, or write it in days alone");
  }
  quantity.number = {quantity.number.value * 7 + days.value, quantity.span};
  quantity.unit = ast::UnitText{"days", quantity.span, std::nullopt};
  quantity.has_weeks_and_days = true;
}

namespace {

/// The unit behind the upper bound is also the lower one's where that has none.
void CopyUnit(const ast::Quantity& high, ast::Quantity& low) {
  if (low.unit) return;
  if (high.has_weeks_and_days) {
    const std::string form = high.is_age ? "`" + FormatDecimal(low.number.value) + "+0`"
                                         : std::string("`weeks` behind it");
    Fail(DiagnosticKind::kUnexpectedText, low.span, "this bound has no unit",
         "write " + form + ": the other bound is in weeks and days");
  }
  low.unit = high.unit;
}

}  // namespace

ast::QuantitySpan NodeBuilder::TakeSpan(NodeReader& reader) const {
  NodeReader parts = reader.Enter();
  return TakeBounds(parts);
}

ast::QuantitySpan NodeBuilder::TakeBounds(NodeReader& parts) const {
  ast::QuantitySpan span;
  span.span = parts.Rest();
  if (IsSide(parts)) {
    const ast::Comparison side = TakeSide(parts);
    const bool is_low = side == ast::Comparison::kGreater || side == ast::Comparison::kGreaterEqual;
    const bool is_closed =
        side == ast::Comparison::kLessEqual || side == ast::Comparison::kGreaterEqual;
    (is_low ? span.low : span.high) = TakeQuantity(parts);
    (is_low ? span.low_closed : span.high_closed) = is_closed;
    if (!is_low || !parts.TakeWord("to")) return span;
    span.high_closed = !TakeOpenEnd(parts);
    span.high = TakeQuantity(parts);
    CopyUnit(*span.high, *span.low);
    return span;
  }
  ast::Quantity first = TakeQuantity(parts);
  if (parts.TakeWord("to")) {
    span.high_closed = !TakeOpenEnd(parts);
    span.high = TakeQuantity(parts);
    CopyUnit(*span.high, first);
  } else {
    span.high = first;
  }
  span.low = std::move(first);
  return span;
}

ast::Name NodeBuilder::TakeChoice(NodeReader& reader) const {
  if (!reader.Is(SyntaxKind::kText)) return TakeName(reader);
  ast::Text label = TakeText(reader);
  return {std::move(label.text), label.span, true};
}

ast::ExprPtr NodeBuilder::TakeNamed(NodeReader& reader) {
  ast::ExprPtr named = NewExpr(ast::ExprKind::kName, reader.span());
  named->operator_span = reader.span();
  named->name = TakeName(reader);
  return named;
}

ast::ThresholdLine NodeBuilder::TakeBound(NodeReader& reader) const {
  ast::ThresholdLine line;
  line.span = reader.span();
  NodeReader parts = reader.Enter();
  const ast::Comparison side = TakeSide(parts);
  line.direction = side == ast::Comparison::kGreater        ? ast::Direction::kAbove
                   : side == ast::Comparison::kGreaterEqual ? ast::Direction::kAtLeast
                   : side == ast::Comparison::kLessEqual    ? ast::Direction::kAtMost
                                                            : ast::Direction::kBelow;
  line.bound = TakeQuantity(parts);
  return line;
}

ast::Literal NodeBuilder::TakeLiteral(NodeReader& reader) const {
  using Kind = ast::Literal::Kind;
  ast::Literal literal;
  literal.span = reader.span();
  NodeReader parts = reader.Enter();
  if (parts.Is(SyntaxKind::kOperator)) {
    literal.censored = ComparisonOf(parts.text());
    parts.Skip();
  }
  if (parts.Is(SyntaxKind::kQuantity)) {
    literal.kind = Kind::kQuantity;
    literal.quantity = TakeQuantity(parts);
  } else if (parts.Is(SyntaxKind::kText)) {
    literal.kind = Kind::kText;
    literal.text = TakeText(parts);
  } else if (parts.Is(SyntaxKind::kSpan)) {
    NodeReader copy = parts;
    NodeReader inside = copy.Enter();
    NodeReader rest = inside;
    const bool single = rest.Take(SyntaxKind::kQuantity) && rest.done();
    literal.kind = single ? Kind::kQuantity : Kind::kInterval;
    if (single) {
      literal.quantity = TakeQuantity(inside);
    } else {
      literal.interval = TakeSpan(parts);
    }
  } else if (parts.Is(SyntaxKind::kDate)) {
    literal.kind = Kind::kDate;
    literal.date = {CheckedDate(parts.text(), parts.span(), false), parts.span()};
    literal.last_day = CheckedDate(parts.text(), parts.span(), true);
  } else if (parts.Is(SyntaxKind::kKeyword)) {
    literal.kind = parts.IsWord("yes")       ? Kind::kYes
                   : parts.IsWord("no")      ? Kind::kNo
                   : parts.IsWord("missing") ? Kind::kMissing
                                             : Kind::kUnknown;
    literal.word = TakeName(parts);
  } else {
    literal.word = TakeName(parts);
  }
  return literal;
}

std::vector<ast::Name> NodeBuilder::TakeNames(NodeReader& reader) const {
  std::vector<ast::Name> names;
  do {
    names.push_back(TakeName(reader));
  } while (reader.Take(SyntaxKind::kComma));
  return names;
}

void NodeBuilder::TakeProvenance(NodeReader clause, ast::Provenance& provenance) const {
  if (clause.TakeWord("cite")) {
    for (ast::Name& key : TakeNames(clause)) provenance.citations.push_back({std::move(key)});
    return;
  }
  const Span keyword = clause.span();
  if (clause.TakeWord("from")) {
    do {
      ast::Place place;
      place.span = clause.span();
      NodeReader parts = clause.Enter();
      if (parts.Is(SyntaxKind::kText)) {
        place.section = TakeText(parts).text;
      } else {
        parts.TakeWord("line");
        place.line = TakeSmallInteger(parts);
        place.last_line = parts.TakeWord("to") ? TakeSmallInteger(parts) : place.line;
      }
      provenance.places.push_back(std::move(place));
    } while (clause.Take(SyntaxKind::kComma));
    return;
  }
  const std::string word(clause.text());
  auto& reason = clause.IsWord("assumed") ? provenance.assumed : provenance.interpreted;
  if (reason) {
    Fail(DiagnosticKind::kRepeatedClause, keyword, "`" + word + "` stands twice",
         "join the two reasons in one text", {{reason->span, "the first reason"}});
  }
  clause.Skip();
  clause.TakeWord("because");
  reason = TakeReason(clause);
}

}  // namespace mgl
