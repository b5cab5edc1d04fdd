// What is expected and what was decided are compared as values; both are shown as cells.
#include "tools/case/examples/example_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "dsl/resolve/wording.h"
#include "engine/meaning/result_cell.h"
#include "engine/value/day_interval.h"
#include "tools/words/fact_words.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

/// As the language writes it.
std::string SpanText(const IntervalEnds& ends) {
  const std::string text = IntervalAsWritten(ends);
  return text.empty() ? "anything" : text;
}

std::string SpanText(const ast::QuantitySpan& span) {
  const auto text = [](const std::optional<ast::Quantity>& quantity) {
    return quantity ? QuantityText(*quantity) : std::string();
  };
  ast::QuantitySpan shown{span.low, span.high, span.low_closed, span.high_closed, {}};
  const bool share_unit = span.low && span.high && span.low->unit && span.high->unit &&
                          span.low->unit->code == span.high->unit->code;
  if (share_unit) shown.low->unit.reset();
  return SpanText({text(shown.low), span.low_closed, text(shown.high), span.high_closed});
}

std::string LiteralText(const ast::Literal& literal) {
  using Kind = ast::Literal::Kind;
  switch (literal.kind) {
    case Kind::kWord:
      return literal.word.text;
    case Kind::kQuantity:
      return QuantityText(literal.quantity);
    case Kind::kDate:
      return literal.last_day > literal.date.day
                 ? FormatDay(literal.date.day) + " to " + FormatDay(literal.last_day)
                 : FormatDay(literal.date.day);
    case Kind::kYes:
      return "yes";
    case Kind::kNo:
      return "no";
    case Kind::kMissing:
      return "missing";
    case Kind::kUnknown:
      return "unknown";
    case Kind::kText:
      return literal.text.text;
    case Kind::kInterval:
      break;
  }
  return SpanText(literal.interval);
}

/// Choices that are texts stand in quotes.
/// As the language writes it.
std::string ChoiceText(const std::string& name, bool is_text) {
  if (!is_text) return name;
  std::string text = "\"";
  for (const char sign : name) {
    if (sign == '"' || sign == '\\') text += '\\';
    text += sign;
  }
  return text + '"';
}

std::string ExpectedText(const ast::Expectation& expectation) {
  std::string text;
  for (const ast::Literal& literal : expectation.values) {
    const bool is_text = literal.kind == ast::Literal::Kind::kText;
    text += (text.empty() ? "" : ", ") + ChoiceText(LiteralText(literal), is_text);
  }
  return expectation.kind == ast::Expectation::Kind::kCouldBe ? "could be " + text : text;
}

/// What an expectation is compared with.
struct ExpectedOf {
  const Definition& definition;
  const Substance* substance = nullptr;  // of a number, or null
};

Rational InUnitOf(const ast::Quantity& quantity, const ExpectedOf& of) {
  if (!quantity.unit) return quantity.number.value;
  const Unit from = *ParseUnit(quantity.unit->code);
  const auto conversion = FindConversion(from, of.definition.unit, of.substance);
  return conversion ? conversion->Apply(quantity.number.value) : quantity.number.value;
}

Interval NumberIn(const ast::Literal& literal, const ExpectedOf& of) {
  if (literal.IsDate()) return DayInterval(literal.Days());
  if (literal.kind != ast::Literal::Kind::kInterval) {
    return Interval::Point(InUnitOf(literal.quantity, of));
  }
  Interval interval{Bound::Infinite(), Bound::Infinite()};
  const ast::QuantitySpan& span = literal.interval;
  if (span.low) interval.low = Bound::At(InUnitOf(*span.low, of), span.low_closed);
  if (span.high) interval.high = Bound::At(InUnitOf(*span.high, of), span.high_closed);
  return interval;
}

ChoiceSet ChoicesIn(const ast::Expectation& expectation, const Definition& definition) {
  ChoiceSet choices;
  for (const ast::Literal& literal : expectation.values) {
    const std::string text = LiteralText(literal);
    for (std::uint32_t i = 0; i < definition.choices.size(); ++i) {
      const ChoiceOption& choice = definition.choices[i];
      const bool is_label = literal.kind == ast::Literal::Kind::kText && !definition.is_text;
      if ((is_label ? choice.label : choice.name) == text) choices.Add(i);
    }
  }
  return choices;
}

bool IsMet(const ast::Expectation& expectation, const ExpectedOf& of, const Value& value) {
  const ast::Literal& first = expectation.values.front();
  const bool is_absent =
      first.kind == ast::Literal::Kind::kMissing || first.kind == ast::Literal::Kind::kUnknown;
  switch (of.definition.type) {
    case FactType::kTruth: {
      const bool both = expectation.kind == ast::Expectation::Kind::kCouldBe;
      const bool is_yes = first.kind == ast::Literal::Kind::kYes;
      return value.truth == (both || is_absent ? Truth::kUnknown : ToTruth(is_yes));
    }
    case FactType::kNumber:
    case FactType::kDate:
      if (is_absent || !value.known) return is_absent && !value.known;
      return value.number == NumberIn(first, of);
    case FactType::kChoice:
      if (is_absent || !value.known) return is_absent && !value.known;
      return value.choices == ChoicesIn(expectation, of.definition);
  }
  return false;
}

class ExpectationChecker {
 public:
  ExpectationChecker(const CompiledGuideline& compiled, const Decision& decision)
      : compiled_(compiled), decision_(decision) {}

  void Check(const ast::Expectation& expectation) {
    expectation_ = &expectation;
    switch (expectation.kind) {
      case ast::Expectation::Kind::kScope:
        Compare("scope", LiteralText(expectation.values.front()),
                std::string(ScopeName(decision_.scope)));
        return;
      case ast::Expectation::Kind::kAsk:
        CheckAsk();
        return;
      case ast::Expectation::Kind::kOutcome:
      case ast::Expectation::Kind::kCouldBe:
        CheckOutcome();
        return;
    }
  }

  std::vector<UnmetExpectation> unmet;

 private:
  void Add(std::string subject, std::string expected, std::string actual) {
    unmet.push_back(
        {expectation_->span, std::move(subject), std::move(expected), std::move(actual)});
  }

  void Compare(const std::string& subject, const std::string& expected, const std::string& actual) {
    if (expected != actual) Add(subject, expected, actual);
  }

  void CheckAsk() {
    const Symbol fact = compiled_.text.names.Find(expectation_->target.text);
    const std::vector<FactId>& ask = decision_.ask;
    if (std::find(ask.begin(), ask.end(), FactId{fact.index}) != ask.end()) return;
    std::string asked;
    for (const FactId id : ask) {
      asked += (asked.empty() ? "" : ", ") + compiled_.guideline.facts[Index(id)].name;
    }
    Add("ask", expectation_->target.text, asked.empty() ? "nothing" : asked);
  }

  void CheckOutcome() {
    const Symbol symbol = compiled_.text.names.Find(expectation_->target.text);
    const std::string& subject = expectation_->target.text;
    const std::string expected = ExpectedText(*expectation_);
    const bool is_out = decision_.scope == Truth::kNo;
    switch (symbol.kind) {
      case SymbolKind::kRule:
        Compare(subject, expected,
                is_out ? "out of scope" : std::string(OutcomeName(decision_.rules[symbol.index])));
        return;
      case SymbolKind::kRecheck:
        Compare(subject, expected,
                is_out ? "out of scope"
                       : std::string(RecheckStatusName(decision_.rechecks[symbol.index].status)));
        return;
      case SymbolKind::kThreshold:
        CompareTruth(compiled_.guideline.thresholds[symbol.index].node);
        return;
      case SymbolKind::kAmbiguity:
        CompareDefinition(compiled_.guideline.ambiguities[symbol.index]);
        return;
      default:
        CompareValue();
        return;
    }
  }

  void CompareTruth(NodeId node) {
    Definition truth;
    truth.node = node;
    CompareDefinition(truth);
  }

  /// A define, or (where the scope is surely in) a result, table or score.
  void CompareValue() {
    const std::string& name = expectation_->target.text;
    for (const ResultColumn& result : compiled_.guideline.results) {
      if (result.name != name) continue;
      const std::string expected = ExpectedText(*expectation_);
      if (decision_.HasResults()) {
        CompareDefinition(result);
      } else if (expected != "missing") {  // which it is
        Compare(name, expected, decision_.scope == Truth::kNo ? "out of scope" : "scope unknown");
      }
    }
    for (const Definition& definition : compiled_.guideline.definitions) {
      if (definition.name == name) CompareDefinition(definition);
    }
  }

  void CompareDefinition(const Definition& definition) {
    const ShownDefinition shown(compiled_.guideline, definition, decision_.nodes);
    if (IsMet(*expectation_, {shown.definition(), ExpectedSubstance()}, shown.value())) return;
    const std::string expected = ExpectedText(*expectation_);
    std::string actual = ValueAsExpected(shown.definition(), shown.value());
    if (actual == expected) actual += ", with more digits than are shown";
    Add(expectation_->target.text, expected, std::move(actual));
  }

  const Substance* ExpectedSubstance() const {
    const Symbol symbol = compiled_.text.names.Find(expectation_->target.text);
    if (symbol.kind == SymbolKind::kDefine) {
      return compiled_.text.checked.define_types[symbol.index].substance;
    }
    return symbol.kind == SymbolKind::kTable
               ? compiled_.text.checked.table_types[symbol.index].substance
               : nullptr;
  }

  const CompiledGuideline& compiled_;
  const Decision& decision_;
  const ast::Expectation* expectation_ = nullptr;
};

}  // namespace

std::string ValueAsExpected(const Definition& definition, const Value& value) {
  if (definition.type == FactType::kTruth) return std::string(TruthName(value.truth));
  if (!value.known) return "missing";
  const Interval& number = value.number;
  switch (definition.type) {
    case FactType::kNumber: {
      const bool is_age = definition.unit.code == kWeeksAndDays;
      const std::string_view unit = is_age ? std::string_view() : UnitOf(definition);
      if (number.IsPoint()) return WithUnit(ResultCell(definition, value), unit);
      const std::string span = SpanText(EndsShown(number));
      return "could be " + (is_age ? WeeksAndDaysText(span) : WithUnit(span, unit));
    }
    case FactType::kDate: {
      const DaySpan days = SpanOfDays(number);
      return fmt::format("{}{}", days.first == days.last ? "" : "could be ", DaysInWords(days));
    }
    case FactType::kChoice:
    case FactType::kTruth:
      break;
  }
  std::string text;
  for (std::uint32_t i = 0; i < definition.choices.size(); ++i) {
    if (!value.choices.Has(i)) continue;
    text += (text.empty() ? "" : ", ") + ChoiceText(definition.choices[i].name, definition.is_text);
  }
  return value.choices.size() > 1 ? "could be " + text : text;
}

bool CanBeExpected(const Definition& definition, const Value& value) {
  const bool is_decimal =
      definition.type == FactType::kNumber && definition.unit.code != kWeeksAndDays;
  if (!is_decimal || !value.known) return true;
  const auto is_shown = [](const Bound& end) {
    return end.infinite || ParseDecimal(FormatShown(end.value)) == end.value;
  };
  return is_shown(value.number.low) && is_shown(value.number.high);
}

std::vector<UnmetExpectation> CheckExpectations(const CompiledGuideline& compiled,
                                                const ast::Example& example,
                                                const Decision& decision) {
  ExpectationChecker checker(compiled, decision);
  for (const ast::Expectation& expectation : example.expectations) checker.Check(expectation);
  return std::move(checker.unmet);
}

}  // namespace mgl
