// What is reported of each fact: any value that is read and plausible, the default, or nothing.
#include <algorithm>

#include "engine/meaning/cut_line.h"
#include "engine/meaning/effective_fact.h"
#include "engine/model/node_family.h"
#include "engine/value/day_interval.h"
#include "engine/value/whole_number.h"
#include "engine/z3/z3_graph.h"

namespace mgl {
namespace {

Day DayIn(const z3::model& model, const z3::expr& day) {
  return static_cast<Day>(ToInt64(NumberIn(model, day)).value_or(0));
}

/// Others (a month) are no values of which the search says anything: exact or missing.
bool HasExactDefault(const Fact& fact) {
  if (!fact.default_value) return false;
  const DefaultValue& value = *fact.default_value;
  if (fact.type == FactType::kNumber) return value.number.IsPoint();
  return fact.type != FactType::kDate || value.date.first == value.date.last;
}

}  // namespace

z3::expr Z3Graph::IsInCalendar(const z3::expr& day) {
  const DaySpan calendar = CalendarSpan();
  return And(IsAtMost(Is(calendar.first), day), IsAtMost(day, Is(calendar.last)));
}

const Z3Graph::Reported& Z3Graph::ReportedOf(FactId id) {
  const auto found = facts_.find(Index(id));
  if (found != facts_.end()) return found->second;
  const Fact& fact = guideline_.facts[Index(id)];
  const auto name = [&](const char* what) { return fact.name + "." + what; };
  Reported reported{
      context_.bool_const(name("is_value").c_str()),
      fact.default_value ? context_.bool_const(name("is_default").c_str()) : Bool(false),
      context_.int_const(name("choice").c_str()),
      context_.real_const(name("number").c_str()),
      context_.int_const(name("in_unit").c_str()),
      {},
      context_.bool_const(name("has_date").c_str()),
      z3::to_real(context_.int_const(name("day").c_str())),
      Missing()};
  solver_.add(Not(And(reported.is_value, reported.is_default)));
  solver_.add(Or(Not(reported.has_date), reported.is_value));
  solver_.add(And(IsInCalendar(reported.day), IsAtMost(reported.day, Is(options_.as_of))));
  if (fact.type == FactType::kNumber) {
    SayNumber(id, fact, reported);
  } else if (fact.type == FactType::kDate) {
    SayDate(fact, reported);
  } else {
    SayChoice(fact, reported);
  }
  if (HasExactDefault(fact)) LeaveToDefault(fact, reported);
  return facts_.emplace(Index(id), std::move(reported)).first->second;
}

void Z3Graph::SayChoice(const Fact& fact, Reported& reported) {
  const int count = fact.type == FactType::kTruth ? 2 : static_cast<int>(fact.choices.size());
  solver_.add(reported.choice >= 0 && reported.choice < count);
  Z3Value& value = reported.value;
  value.known = reported.is_value;
  if (fact.type == FactType::kTruth) {
    value.yes = And(reported.is_value, reported.choice == 1);
    value.no = And(reported.is_value, reported.choice == 0);
    return;
  }
  for (int i = 0; i < count; ++i) {
    value.choices[static_cast<std::size_t>(i)] = reported.choice == i;
  }
}

void Z3Graph::SayDate(const Fact& fact, Reported& reported) {
  const z3::expr day = z3::to_real(context_.int_const((fact.name + ".value").c_str()));
  solver_.add(Or(day == Is(kNever), IsInCalendar(day)));
  reported.number = day;
  reported.value.known = reported.is_value;
  reported.value.number = PointAt(day);
}

/// The units of the dimensions that some line tells apart, the fact's own first.
void Z3Graph::AddUnits(FactId id, std::vector<const Unit*>& units) const {
  const Fact& fact = guideline_.facts[Index(id)];
  units.push_back(&fact.unit);
  for (std::size_t i = 0; i < guideline_.graph.size(); ++i) {
    const auto node_id = static_cast<NodeId>(i);
    const Node& node = guideline_.graph.node(node_id);
    if (FamilyOf(node.kind) != NodeFamily::kCut) continue;
    const Node& of = guideline_.graph.node(guideline_.graph.Operands(node_id)[0]);
    const bool reads = of.kind == NodeKind::kFact || of.kind == NodeKind::kStatedFact;
    if (!reads || of.payload != Index(id)) continue;
    for (const CutLine& line : LinesOf(guideline_, node)) {
      const bool is_new = std::ranges::none_of(
          units, [&](const Unit* unit) { return unit->dimension == line.kind; });
      if (is_new && ConversionInto(fact, line.unit)) units.push_back(&line.unit);
    }
  }
}

z3::expr Z3Graph::AsRecorded(const Fact& fact, const z3::expr& number) {
  z3::expr recorded = number;
  if (fact.whole_step) {
    recorded = Times(*fact.whole_step, functions_.Floor(Times(1 / *fact.whole_step, recorded)));
  }
  return fact.step ? functions_.Round(recorded, *fact.step) : recorded;
}

void Z3Graph::SayNumber(FactId id, const Fact& fact, Reported& reported) {
  AddUnits(id, reported.units);
  if (fact.plausible) {
    const Z3Interval plausible = ToZ3(context_, *fact.plausible);
    const Z3Interval point = PointAt(reported.number);
    solver_.add(Not(Or(AllBelow(point.high, plausible.low), AllBelow(plausible.high, point.low))));
  }
  const int units = static_cast<int>(reported.units.size());
  solver_.add(reported.in_unit >= 0 && reported.in_unit < units);
  Z3Value& value = reported.value;
  value.known = reported.is_value;
  value.number = PointAt(AsRecorded(fact, reported.number));
  value.kind = context_.int_val(PlaceOf(fact.unit.dimension));
  for (int i = 1; i < units; ++i) {
    const std::uint32_t place = PlaceOf(reported.units[static_cast<std::size_t>(i)]->dimension);
    value.kind = If(reported.in_unit == i, context_.int_val(place), value.kind);
  }
}

void Z3Graph::LeaveToDefault(const Fact& fact, Reported& reported) {
  const DefaultValue& of = *fact.default_value;
  Z3Value value = Missing();
  value.known = Bool(true);
  switch (fact.type) {
    case FactType::kTruth:
      value.yes = Bool(of.choice != 0);
      value.no = Bool(of.choice == 0);
      break;
    case FactType::kChoice:
      value.choices[of.choice] = Bool(true);
      break;
    case FactType::kDate:
      value.number = ToZ3(context_, DayInterval(of.date));
      break;
    case FactType::kNumber:
      value.number = ToZ3(context_, of.number);
      value.kind = context_.int_val(PlaceOf(fact.unit.dimension));
      break;
  }
  reported.value = IfValue(reported.is_default, value, reported.value);
}

/// Only what was reported is put aside, and what is asked before is asked of all facts as reported.
z3::expr Z3Graph::IsSuspect(FactId fact, bool before) {
  z3::expr suspect = Bool(false);
  const bool is_listed =
      std::ranges::find(guideline_.suspect_order, fact) != guideline_.suspect_order.end();
  if (before || !is_listed) return suspect;
  for (const NodeId node : guideline_.facts[Index(fact)].suspect_when) {
    suspect = Or(suspect, Of(node, true).yes);
  }
  return And(ReportedOf(fact).is_value, suspect);
}

z3::expr Z3Graph::IsKnown(const Variable& variable) {
  if (variable.computed) {
    const Z3Value& value = Of(*variable.computed);
    return And(value.known, value.settled);
  }
  const Reported& reported = ReportedOf(variable.fact);
  return variable.is_date_of ? reported.has_date : reported.value.known;
}

Z3Value Z3Graph::Leaf(const Node& node, bool before) {
  const auto fact = static_cast<FactId>(node.payload);
  const auto put_aside = [&](Z3Value value) {
    const z3::expr stays = Not(IsSuspect(fact, before));
    value.known = And(value.known, stays);
    value.yes = And(value.yes, stays);
    value.no = And(value.no, stays);
    return value;
  };
  Z3Value value = Missing();
  value.known = Bool(true);
  switch (AsLeaf(node.kind)) {
    case LeafKind::kFact:
      return put_aside(ReportedOf(fact).value);
    case LeafKind::kStatedFact:
      return ReportedOf(fact).value;
    case LeafKind::kTruthConstant:
      return TruthOf(Bool(node.payload != 0), Bool(node.payload == 0));
    case LeafKind::kMissing:
      return Missing();
    case LeafKind::kNumber:
      value.number = PointAt(Is(guideline_.graph.number(node.payload)));
      return value;
    case LeafKind::kDate:
      value.number = PointAt(Is(static_cast<Day>(node.payload)));
      return value;
    case LeafKind::kToday:
      value.number = PointAt(Is(options_.as_of));
      return value;
    case LeafKind::kDateOfFact:
      value.known = ReportedOf(fact).has_date;
      value.number = PointAt(ReportedOf(fact).day);
      return put_aside(value);
    case LeafKind::kFactIsSuspect: {
      const z3::expr suspect = IsSuspect(fact, before);
      return TruthOf(suspect, Not(suspect));
    }
    case LeafKind::kChoice:
      value.choices[node.payload] = Bool(true);
      return value;
  }
  std::abort();
}

/// As a person would write it down, where that is the same for the evaluator.
Rational Z3Graph::AsWritten(const Fact& fact, const Rational& number) {
  const Interval recorded = ApplyRecordedPrecision(fact, Interval::Point(number));
  const bool is_plausible = !fact.plausible || Contains(*fact.plausible, recorded.low.value);
  const bool stays = ApplyRecordedPrecision(fact, recorded) == recorded;
  return is_plausible && stays ? recorded.low.value : number;
}

Case Z3Graph::PatientIn(const z3::model& model) const {
  Case patient;
  patient.facts.resize(guideline_.facts.size());
  for (const auto& [place, from] : facts_) {
    const Fact& fact = guideline_.facts[place];
    ReportedFact& reported = patient.facts[place];
    if (IsTrueIn(model, from.is_default)) continue;
    reported.state = ReportedFact::State::kUnknown;
    if (!IsTrueIn(model, from.is_value)) continue;
    reported.state = ReportedFact::State::kValue;
    const std::optional<std::int64_t> choice = ToInt64(NumberIn(model, from.choice));
    reported.choice = static_cast<std::uint32_t>(choice.value_or(0));
    if (fact.type == FactType::kDate) {
      const Day day = DayIn(model, from.number);
      reported.day = {day, day};
    }
    if (fact.type == FactType::kNumber) {
      Rational number = AsWritten(fact, NumberIn(model, from.number));
      const auto in_unit = ToInt64(NumberIn(model, from.in_unit)).value_or(0);
      const Unit* const unit = from.units[static_cast<std::size_t>(in_unit)];
      if (unit != &fact.unit) {
        const std::optional<Conversion> conversion = ConversionInto(fact, *unit);
        number = (number - conversion->offset) / conversion->factor;
        reported.unit = unit;
      }
      reported.number = Interval::Point(number);
    }
    if (!IsTrueIn(model, from.has_date)) continue;
    const Day day = DayIn(model, from.day);
    reported.date = DaySpan{day, day};
  }
  return patient;
}

}  // namespace mgl
