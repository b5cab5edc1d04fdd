// What is expected and what was decided are compared as values; both are shown as cells.
#include "tools/examples/example_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/wording.h"
#include "engine/result_cell.h"

namespace mgl {
namespace {

std::string LiteralText(const ast::Literal& literal) {
  using Kind = ast::Literal::Kind;
  switch (literal.kind) {
    case Kind::kWord:
      return literal.word.text;
    case Kind::kQuantity:
      return QuantityText(literal.quantity);
    case Kind::kDate:
      return FormatDay(literal.date.day);
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
  const auto bound = [](const std::optional<ast::Quantity>& quantity) {
    return quantity ? QuantityText(*quantity) : std::string();
  };
  return fmt::format("{} to {}", bound(literal.interval.low), bound(literal.interval.high));
}

std::string ExpectedText(const ast::Expectation& expectation) {
  std::string text;
  for (const ast::Literal& literal : expectation.values) {
    text += (text.empty() ? "" : ", ") + LiteralText(literal);
  }
  return expectation.kind == ast::Expectation::Kind::kCouldBe ? "could be " + text : text;
}

Rational InUnitOf(const ast::Quantity& quantity, const Definition& definition) {
  if (!quantity.unit) return quantity.number.value;
  const Unit from = *ParseUnit(quantity.unit->code);
  const auto conversion = FindConversion(from, definition.unit, nullptr);
  return conversion ? conversion->Apply(quantity.number.value) : quantity.number.value;
}

Interval NumberIn(const ast::Literal& literal, const Definition& definition) {
  if (literal.kind == ast::Literal::Kind::kDate) {
    return {Bound::At(literal.date.day), Bound::At(literal.last_day)};
  }
  if (literal.kind != ast::Literal::Kind::kInterval) {
    return Interval::Point(InUnitOf(literal.quantity, definition));
  }
  Interval interval{Bound::Infinite(), Bound::Infinite()};
  const ast::QuantitySpan& span = literal.interval;
  if (span.low) interval.low = Bound::At(InUnitOf(*span.low, definition), span.low_closed);
  if (span.high) interval.high = Bound::At(InUnitOf(*span.high, definition), span.high_closed);
  return interval;
}

ChoiceSet ChoicesIn(const ast::Expectation& expectation, const Definition& definition) {
  ChoiceSet choices;
  for (const ast::Literal& literal : expectation.values) {
    const std::string text = LiteralText(literal);
    for (std::uint32_t i = 0; i < definition.choices.size(); ++i) {
      if (definition.choices[i].name == text) choices.Add(i);
    }
  }
  return choices;
}

bool IsMet(const ast::Expectation& expectation, const Definition& definition, const Value& value) {
  const ast::Literal& first = expectation.values.front();
  const bool is_absent =
      first.kind == ast::Literal::Kind::kMissing || first.kind == ast::Literal::Kind::kUnknown;
  switch (definition.type) {
    case FactType::kTruth: {
      const bool both = expectation.kind == ast::Expectation::Kind::kCouldBe;
      const bool is_yes = first.kind == ast::Literal::Kind::kYes;
      return value.truth == (both || is_absent ? Truth::kUnknown : ToTruth(is_yes));
    }
    case FactType::kNumber:
    case FactType::kDate:
      if (is_absent || !value.known) return is_absent && !value.known;
      return value.number == NumberIn(first, definition);
    case FactType::kChoice:
      if (is_absent || !value.known) return is_absent && !value.known;
      return value.choices == ChoicesIn(expectation, definition);
  }
  return false;
}

class ExpectationChecker {
 public:
  ExpectationChecker(const CompiledText& text, const Guideline& guideline, const Decision& decision)
      : text_(text), guideline_(guideline), decision_(decision) {}

  void Check(const ast::Expectation& expectation) {
    expectation_ = &expectation;
    switch (expectation.kind) {
      case ast::Expectation::Kind::kScope:
        Compare("the scope", LiteralText(expectation.values.front()),
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
    const Symbol fact = text_.names.Find(expectation_->target.text);
    const std::vector<FactId>& ask = decision_.ask;
    if (std::find(ask.begin(), ask.end(), FactId{fact.index}) != ask.end()) return;
    std::string asked;
    for (const FactId id : ask) {
      asked += (asked.empty() ? "" : ", ") + guideline_.facts[Index(id)].name;
    }
    Add("what to ask", expectation_->target.text, asked.empty() ? "nothing" : asked);
  }

  void CheckOutcome() {
    const Symbol symbol = text_.names.Find(expectation_->target.text);
    const std::string subject = Quoted(expectation_->target.text);
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
        CompareTruth(guideline_.thresholds[symbol.index].node);
        return;
      case SymbolKind::kAmbiguity:
        CompareTruth(guideline_.ambiguities[symbol.index].node);
        return;
      default:
        CompareValue(is_out);
        return;
    }
  }

  void CompareTruth(NodeId node) {
    Definition truth;
    truth.node = node;
    CompareDefinition(truth);
  }

  /// A define, or (in scope only) a result, table or score.
  void CompareValue(bool is_out) {
    const std::string& name = expectation_->target.text;
    for (const ResultColumn& result : guideline_.results) {
      if (result.name != name) continue;
      if (is_out) {
        Compare(Quoted(name), ExpectedText(*expectation_), "out of scope");
      } else {
        CompareDefinition(result);
      }
    }
    for (const Definition& definition : guideline_.definitions) {
      if (definition.name == name) CompareDefinition(definition);
    }
  }

  void CompareDefinition(const Definition& definition) {
    const Value& value = decision_.nodes[Index(definition.node)];
    if (IsMet(*expectation_, definition, value)) return;
    const std::string cell = ResultCell(definition, value);
    Add(Quoted(expectation_->target.text), ExpectedText(*expectation_),
        cell.empty() ? "missing" : cell);
  }

  const CompiledText& text_;
  const Guideline& guideline_;
  const Decision& decision_;
  const ast::Expectation* expectation_ = nullptr;
};

}  // namespace

std::vector<UnmetExpectation> CheckExpectations(const CompiledText& text,
                                                const Guideline& guideline,
                                                const ast::Example& example,
                                                const Decision& decision) {
  ExpectationChecker checker(text, guideline, decision);
  for (const ast::Expectation& expectation : example.expectations) checker.Check(expectation);
  return std::move(checker.unmet);
}

}  // namespace mgl
