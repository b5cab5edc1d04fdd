// Plain copies, except that bounds are converted exactly into the unit of their fact.
#include "dsl/lower/lower_statements.h"

#include <fmt/format.h>

#include "dsl/ast/calendar_duration.h"

namespace mgl {
namespace {

std::string TextOf(const std::optional<ast::Text>& text) { return text ? text->text : ""; }
std::string TextOf(const std::optional<ast::Name>& name) { return name ? name->text : ""; }

Unit UnitOf(const ast::Quantity& quantity, const Unit& fallback) {
  return quantity.unit ? *ParseUnit(quantity.unit->code) : fallback;
}

Rational InUnit(const ast::Quantity& quantity, const Unit& unit, const Substance* substance) {
  return FindConversion(UnitOf(quantity, unit), unit, substance)->Apply(quantity.number.value);
}

Interval LowerSpan(const ast::QuantitySpan& span, const Unit& unit, const Substance* substance) {
  Interval interval{Bound::Infinite(), Bound::Infinite()};
  if (span.low) interval.low = Bound::At(InUnit(*span.low, unit, substance), span.low_closed);
  if (span.high) interval.high = Bound::At(InUnit(*span.high, unit, substance), span.high_closed);
  return interval;
}

std::optional<DefaultValue> LowerDefault(const ast::Fact& fact, const Unit& unit,
                                         const Substance* substance) {
  if (!fact.unless_stated) return std::nullopt;
  const ast::Literal& literal = *fact.unless_stated;
  DefaultValue value;
  switch (literal.kind) {
    case ast::Literal::Kind::kYes:
      value.choice = 1;
      break;
    case ast::Literal::Kind::kQuantity:
      value.number = Interval::Point(InUnit(literal.quantity, unit, substance));
      break;
    case ast::Literal::Kind::kDate:
      value.date = literal.Days();
      break;
    case ast::Literal::Kind::kWord:
    case ast::Literal::Kind::kText:
      if (fact.type == ast::FactType::kDate) value.date = literal.Days();
      if (fact.type == ast::FactType::kChoice) value.choice = ChoiceIndex(fact, ChoiceOf(literal));
      break;
    case ast::Literal::Kind::kNo:
    case ast::Literal::Kind::kMissing:
    case ast::Literal::Kind::kUnknown:
    case ast::Literal::Kind::kInterval:
      break;
  }
  return value;
}

std::vector<ChoiceOption> LowerChoices(const ast::ChoiceOwner& owner) {
  std::vector<ChoiceOption> choices;
  for (const ast::Choice& choice : owner.choices) {
    choices.push_back({choice.name.text, TextOf(choice.label), TextOf(choice.code)});
  }
  return choices;
}

FactType LowerType(ast::FactType type) {
  switch (type) {
    case ast::FactType::kYesNo:
      return FactType::kTruth;
    case ast::FactType::kQuantity:
    case ast::FactType::kNumber:
      return FactType::kNumber;
    case ast::FactType::kDate:
      return FactType::kDate;
    case ast::FactType::kChoice:
    case ast::FactType::kText:
      return FactType::kChoice;
  }
  std::abort();
}

}  // namespace

Provenance LowerProvenance(const ast::Provenance& provenance) {
  Provenance result;
  for (const ast::Citation& citation : provenance.citations) {
    result.citations.push_back(citation.key.text);
  }
  for (const ast::Place& place : provenance.places) {
    if (place.line == 0) {
      result.places.push_back('"' + place.section + '"');
    } else if (place.last_line > place.line) {
      result.places.push_back(fmt::format("lines {} to {}", place.line, place.last_line));
    } else {
      result.places.push_back(fmt::format("line {}", place.line));
    }
  }
  result.assumed = TextOf(provenance.assumed);
  result.interpreted = TextOf(provenance.interpreted);
  return result;
}

std::string TitleOf(const ast::DeclarationBase& declaration) {
  return declaration.title ? declaration.title->text : declaration.name.text;
}

GuidelineHeader LowerHeader(const ast::File& file, const Resolution& resolution) {
  const ast::Guideline& guideline = *resolution.guideline;
  GuidelineHeader header;
  header.name = guideline.name.text;
  header.title = TitleOf(guideline);
  header.version = TextOf(guideline.version);
  header.status = TextOf(guideline.status);
  header.intended_use = TextOf(guideline.intended_use);
  header.not_for = TextOf(guideline.not_for);
  header.grading = TextOf(guideline.grading);
  if (resolution.source != nullptr) {
    header.source_title = TitleOf(*resolution.source);
    header.source_kind = TextOf(resolution.source->kind);
  }
  header.content_hash = file.content_hash;
  return header;
}

Fact LowerFact(const ast::Fact& fact, const Unit& unit, const std::optional<Substance>& substance) {
  Fact result;
  result.name = fact.name.text;
  result.title = TitleOf(fact);
  result.type = LowerType(fact.type);
  result.unit = unit;
  result.has_unit = fact.type == ast::FactType::kQuantity;
  result.substance = substance;
  result.choices = LowerChoices(fact);
  result.ordered = fact.ordered;
  const Substance* known = substance ? &*substance : nullptr;
  if (fact.plausible) result.plausible = LowerSpan(*fact.plausible, unit, known);
  if (fact.whole) result.whole_step = 1;
  if (unit.code == kWeeksAndDays) result.step = 1;
  if (fact.step) result.step = InUnit(*fact.step, unit, known);
  result.default_value = LowerDefault(fact, unit, known);
  result.means = TextOf(fact.means);
  result.ask = TextOf(fact.ask);
  for (const ast::FactCode& code : fact.codes) {
    result.codes.push_back({code.system.text, code.code.text, code.unit ? code.unit->code : ""});
  }
  const auto spell = [&](const std::vector<ast::Text>& written, const Unit& meant) {
    for (const ast::Text& text : written) result.spellings.push_back({text.text, meant});
  };
  spell(fact.written, unit);
  for (const ast::FactCode& code : fact.codes) {
    spell(code.written, code.unit ? *ParseUnit(code.unit->code) : unit);
  }
  return result;
}

Range LowerRange(const SourceFile& source, const ast::Range& range, const ExprType& of) {
  Range result;
  result.name = range.name.text;
  result.title = TitleOf(range);
  result.provenance = LowerProvenance(range.provenance);
  std::uint32_t operand = 0;  // 0 is the number itself
  for (const ast::RangeLine& line : range.lines) {
    CutLine cut;
    const ast::Quantity& stated = line.interval.high ? *line.interval.high : *line.interval.low;
    cut.unit = UnitOf(stated, of.unit);
    cut.kind = cut.unit.dimension;
    cut.interval = LowerSpan(line.interval, of.unit, of.substance);
    cut.text = TextAsWritten(source, line.interval.span);
    if (line.when) cut.when_operand = ++operand;
    result.lines.push_back(std::move(cut));
  }
  return result;
}

Threshold LowerThreshold(const SourceFile& source, const ast::Threshold& threshold,
                         const ExprType& of) {
  Threshold result;
  result.name = threshold.name.text;
  result.title = TitleOf(threshold);
  result.provenance = LowerProvenance(threshold.provenance);
  std::uint32_t operand = 0;
  for (const ast::ThresholdLine& line : threshold.lines) {
    const Rational bound = InUnit(line.bound, of.unit, of.substance);
    CutLine cut;
    cut.unit = UnitOf(line.bound, of.unit);
    cut.kind = cut.unit.dimension;
    cut.interval = {Bound::Infinite(), Bound::Infinite()};
    std::string_view direction;
    switch (line.direction) {
      case ast::Direction::kBelow:
        cut.interval.high = Bound::At(bound, false);
        direction = "below";
        break;
      case ast::Direction::kAtMost:
        cut.interval.high = Bound::At(bound, true);
        direction = "at most";
        break;
      case ast::Direction::kAbove:
        cut.interval.low = Bound::At(bound, false);
        direction = "above";
        break;
      case ast::Direction::kAtLeast:
        cut.interval.low = Bound::At(bound, true);
        direction = "at least";
        break;
    }
    cut.text = fmt::format("{} {}", direction, TextAsWritten(source, line.bound.span));
    if (line.when) cut.when_operand = ++operand;
    result.lines.push_back(std::move(cut));
  }
  return result;
}

void SetType(const ExprType& type, const std::vector<std::string>& texts, Definition& definition) {
  switch (type.kind) {
    case ExprType::Kind::kNumber:
      definition.type = FactType::kNumber;
      definition.unit = type.unit;
      break;
    case ExprType::Kind::kDate:
      definition.type = FactType::kDate;
      break;
    case ExprType::Kind::kChoice:
      definition.type = FactType::kChoice;
      definition.choices = LowerChoices(*type.choices);
      break;
    case ExprType::Kind::kText:
      definition.type = FactType::kChoice;
      definition.is_text = true;
      for (const std::string& text : texts) definition.choices.push_back({text, text, ""});
      break;
    case ExprType::Kind::kTruth:
    case ExprType::Kind::kError:
      break;
  }
}

Recheck LowerRecheck(const ast::Recheck& recheck, const Resolution& resolution) {
  const auto duration = [](const ast::Quantity& quantity) {
    const CalendarDuration calendar = *ToCalendarDuration(quantity);
    return Recheck::Duration{calendar.months, calendar.days};
  };
  Recheck result;
  result.name = recheck.name.text;
  result.title = TitleOf(recheck);
  result.fact = FactId{resolution.Find(recheck.fact.text).index};
  result.repeats = recheck.every.has_value();
  if (recheck.every) {
    result.first = duration(*recheck.every);
    result.has_tolerance = recheck.within.has_value();
    if (recheck.within) result.last = duration(*recheck.within);
  } else {
    result.first = duration(*recheck.in->low);
    result.last = duration(*recheck.in->high);
  }
  if (recheck.lasts) result.lasts = duration(*recheck.lasts);
  result.provenance = LowerProvenance(recheck.provenance);
  return result;
}

}  // namespace mgl
