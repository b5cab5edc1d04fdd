// Literals become reported facts, as a reader would have made them.
#include "tools/case/examples/example_case.h"

#include "dsl/ast/ast.h"

namespace mgl {
namespace {

/// All numbers on the written side of a bound, or the number itself.
Interval NumberOf(const ast::Literal& literal) {
  const Rational& value = literal.quantity.number.value;
  if (!literal.censored) return Interval::Point(value);
  switch (*literal.censored) {
    case ast::Comparison::kLess:
      return {Bound::Infinite(), Bound::At(value, false)};
    case ast::Comparison::kLessEqual:
      return {Bound::Infinite(), Bound::At(value)};
    case ast::Comparison::kGreater:
      return {Bound::At(value, false), Bound::Infinite()};
    case ast::Comparison::kGreaterEqual:
      return {Bound::At(value), Bound::Infinite()};
    case ast::Comparison::kEqual:
    case ast::Comparison::kNotEqual:
      break;
  }
  return Interval::Point(value);
}

}  // namespace

ExampleCaseMaker::ExampleCaseMaker(const CompiledGuideline& compiled, Day today,
                                   std::deque<Unit>& units)
    : compiled_(compiled), today_(today), units_(units) {
  for (const ast::Example* example : compiled.text.names.examples) {
    if (example->title) by_title_.emplace(example->title->text, example);
  }
}

ExampleCase ExampleCaseMaker::Make(const ast::Example& example) {
  ExampleCase made;
  made.example = &example;
  made.given.facts.resize(compiled_.guideline.facts.size());
  made.givens.resize(compiled_.guideline.facts.size());
  if (example.title) made.given.id = example.title->text;
  made.options.as_of = today_;
  made.options.readings.resize(compiled_.guideline.ambiguities.size());
  Add(example, made);
  return made;
}

/// What the example is like first: its own lines go before.
void ExampleCaseMaker::Add(const ast::Example& example, ExampleCase& made) {
  if (example.like) Add(*by_title_.at(example.like->text), made);
  if (example.as_of) {
    made.options.as_of = example.as_of->day;
    made.has_as_of = true;
  }
  for (const auto& [ambiguity, reading] : example.readings) {
    const std::uint32_t index = compiled_.text.names.Find(ambiguity.text).index;
    const std::vector<Reading>& readings = compiled_.guideline.ambiguities[index].readings;
    for (std::uint32_t i = 0; i < readings.size(); ++i) {
      if (readings[i].name == reading.text) made.options.readings[index] = i;
    }
  }
  for (const ast::Given& given : example.givens) {
    const std::uint32_t fact = compiled_.text.names.Find(given.fact.text).index;
    made.given.facts[fact] = Reported(given, *compiled_.text.names.facts[fact]);
    made.givens[fact] = &given;
  }
}

ReportedFact ExampleCaseMaker::Reported(const ast::Given& given, const ast::Fact& fact) {
  using Kind = ast::Literal::Kind;
  ReportedFact reported;
  reported.state = ReportedFact::State::kValue;
  if (given.on) reported.date = DaySpan{given.on->day, given.on->day};
  const ast::Literal& value = given.value;
  switch (value.kind) {
    case Kind::kMissing:
      reported.state = ReportedFact::State::kAbsent;
      break;
    case Kind::kUnknown:
      reported.state = ReportedFact::State::kUnknown;
      break;
    case Kind::kYes:
      reported.choice = 1;
      break;
    case Kind::kNo:
      break;
    case Kind::kWord:
    case Kind::kText:
      if (value.IsDate() && fact.type == ast::FactType::kDate) {
        reported.day = value.Days();
      } else {
        reported.choice = ChoiceIndex(fact, ChoiceOf(value));
      }
      break;
    case Kind::kDate:
      reported.day = value.Days();
      break;
    case Kind::kQuantity:
      reported.number = NumberOf(value);
      if (!value.quantity.unit) break;
      units_.push_back(*ParseUnit(value.quantity.unit->code));
      reported.unit = &units_.back();
      break;
    case Kind::kInterval:
      break;  // never given: the checker reported it
  }
  return reported;
}

std::vector<ExampleCase> MakeExampleCases(const CompiledGuideline& compiled, Day today,
                                          std::deque<Unit>& units) {
  ExampleCaseMaker maker(compiled, today, units);
  std::vector<ExampleCase> cases;
  for (const ast::Example* example : compiled.text.names.examples) {
    cases.push_back(maker.Make(*example));
  }
  return cases;
}

}  // namespace mgl
