#include "engine/z3/z3_functions.h"

#include <string>

#include "engine/meaning/arithmetic.h"
#include "engine/model/node_family.h"
#include "engine/value/calendar.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

/// Keys of functions that are no operators of the graph.
enum : std::uint64_t { kFloorKey = 1000, kRoundKey, kProductKey, kReciprocalKey };

/// What is not known may be any number in a model.
bool IsDay(const Rational& value) {
  const std::optional<std::int64_t> day = ToInt64(value);
  return day && (*day == kNever || IsInCalendar(*day));
}

bool AreDays(const Interval& a) {
  return (a.low.infinite || IsDay(a.low.value)) && (a.high.infinite || IsDay(a.high.value));
}

z3::expr Implies(const z3::expr& a, const z3::expr& b) { return Or(Not(a), b); }

}  // namespace

Rational NumberIn(const z3::model& model, const z3::expr& term) {
  return ConstantOf(model.eval(term, true)).value_or(0);
}

bool IsTrueIn(const z3::model& model, const z3::expr& condition) {
  return model.eval(condition, true).is_true();
}

Interval IntervalIn(const z3::model& model, const Z3Interval& interval) {
  const auto bound = [&](const Z3Bound& of) {
    if (IsTrueIn(model, of.infinite)) return Bound::Infinite();
    return Bound::At(NumberIn(model, of.value), IsTrueIn(model, of.closed));
  };
  return {bound(interval.low), bound(interval.high)};
}

z3::expr Z3Functions::FreshNumber() {
  return context_.real_const(("free" + std::to_string(fresh_++)).c_str());
}

z3::expr Z3Functions::FreshWhole() {
  return z3::to_real(context_.int_const(("whole" + std::to_string(fresh_++)).c_str()));
}

void Z3Functions::AddTerm(std::vector<z3::expr> of, Say refine) {
  kept_.insert(kept_.end(), of.begin(), of.end());
  terms_.push_back(std::move(refine));
}

bool Z3Functions::Refine(const z3::model& model) {
  bool some = false;
  for (const Say& say : terms_) some |= say(model);
  return some;
}

z3::expr Z3Functions::Floor(const z3::expr& x) {
  if (const std::optional<Rational> constant = ConstantOf(x)) return Is(mgl::Floor(*constant));
  const Key key{kFloorKey, x.id()};
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second.value;
  const z3::expr whole = FreshWhole();
  Assert(IsAtMost(whole, x));
  Assert(IsLess(x, Plus(whole, Is(1))));
  kept_.push_back(x);
  known_.emplace(key, Point{whole, context_.bool_val(true)});
  return whole;
}

z3::expr Z3Functions::Round(const z3::expr& x, const Rational& step) {
  if (const auto constant = ConstantOf(x)) return Is(RoundToStep(*constant, step));
  const z3::expr steps = Times(1 / step, x);
  const z3::expr half = Is(Rational(1, 2));
  const z3::expr up = Floor(Plus(steps, half));
  const z3::expr down = Times(-1, Floor(Plus(Times(-1, steps), half)));
  return Times(step, If(IsAtMost(Is(0), x), up, down));
}

bool Z3Functions::SayProduct(const z3::expr& x, const z3::expr& y, const z3::expr& product,
                             const Rational& a, const Rational& b) {
  const auto from = [&](const z3::expr& of, const Rational& at) { return IsAtMost(Is(at), of); };
  const auto to = [&](const z3::expr& of, const Rational& at) { return IsAtMost(of, Is(at)); };
  Assert(Implies(IsSame(x, Is(a)), IsSame(product, Times(a, y))));
  Assert(Implies(IsSame(y, Is(b)), IsSame(product, Times(b, x))));
  const z3::expr plane = Plus(Plus(Times(b, x), Times(a, y)), Is(-a * b));
  Assert(
      Implies(Or(And(from(x, a), from(y, b)), And(to(x, a), to(y, b))), IsAtMost(plane, product)));
  Assert(
      Implies(Or(And(from(x, a), to(y, b)), And(to(x, a), from(y, b))), IsAtMost(product, plane)));
  return true;
}

z3::expr Z3Functions::Product(const z3::expr& x, const z3::expr& y) {
  const auto scaled = [&](const Rational& factor, const z3::expr& term) {
    const z3::expr result = Times(factor, term);
    const auto ratio = ratios_.find(term.id());
    if (ratio != ratios_.end() && factor != 0) {
      const Ratio whole = ratio->second;
      ratios_.try_emplace(result.id(),
                          Ratio{result, Times(factor, whole.numerator), whole.denominator});
    }
    return result;
  };
  if (const std::optional<Rational> factor = ConstantOf(x)) return scaled(*factor, y);
  if (const std::optional<Rational> factor = ConstantOf(y)) return scaled(*factor, x);
  const Key key{kProductKey, std::min(x.id(), y.id()), std::max(x.id(), y.id())};
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second.value;
  const z3::expr product = FreshNumber();
  SayProduct(x, y, product, 0, 0);
  const z3::expr zero = Is(0);
  Assert(Implies(IsSame(product, zero), Or(IsSame(x, zero), IsSame(y, zero))));
  AddTerm({x, y}, [=, this](const z3::model& model) {
    const Rational a = NumberIn(model, x);
    const Rational b = NumberIn(model, y);
    return NumberIn(model, product) != a * b && SayProduct(x, y, product, a, b);
  });
  known_.emplace(key, Point{product, context_.bool_val(true)});
  for (const auto& [numerator, divisor] : {std::pair(x, y), std::pair(y, x)}) {
    const auto of = reciprocals_.find(divisor.id());
    if (of == reciprocals_.end()) continue;
    ratios_.try_emplace(product.id(), Ratio{product, numerator, of->second});
    break;
  }
  return product;
}

void Z3Functions::SayRatio(const Ratio& ratio, const Rational& at) {
  const z3::expr zero = Is(0);
  const z3::expr bound = Is(at);
  const z3::expr part = Times(at, ratio.denominator);
  const z3::expr is_positive = IsLess(zero, ratio.denominator);
  const z3::expr is_negative = IsLess(ratio.denominator, zero);
  const auto alike = [&](const z3::expr& sign, const z3::expr& a, const z3::expr& b) {
    Assert(Implies(sign, And(Implies(a, b), Implies(b, a))));
  };
  alike(is_positive, IsLess(ratio.value, bound), IsLess(ratio.numerator, part));
  alike(is_positive, IsLess(bound, ratio.value), IsLess(part, ratio.numerator));
  alike(is_negative, IsLess(ratio.value, bound), IsLess(part, ratio.numerator));
  alike(is_negative, IsLess(bound, ratio.value), IsLess(ratio.numerator, part));
}

void Z3Functions::SayCompared(const Z3Interval& term, const Z3Interval& with) {
  const std::optional<z3::expr> point = PointOf(term);
  const std::optional<Interval> constant = ConstantOf(with);
  if (!point || !constant) return;
  const auto ratio = ratios_.find(point->id());
  if (ratio == ratios_.end()) return;
  if (!constant->low.infinite) SayRatio(ratio->second, constant->low.value);
  if (!constant->high.infinite && !constant->IsPoint()) {
    SayRatio(ratio->second, constant->high.value);
  }
}

z3::expr Z3Functions::Reciprocal(const z3::expr& x) {
  if (const std::optional<Rational> constant = ConstantOf(x)) {
    return Is(*constant == 0 ? Rational(0) : Rational(1 / *constant));
  }
  const Key key{kReciprocalKey, x.id()};
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second.value;
  const z3::expr result = FreshNumber();
  reciprocals_.emplace(result.id(), x);
  const z3::expr zero = Is(0);
  Assert(Implies(IsLess(zero, x), IsLess(zero, result)));
  Assert(Implies(IsLess(x, zero), IsLess(result, zero)));
  AddTerm({x}, [=, this](const z3::model& model) {
    const Rational a = NumberIn(model, x);
    if (a == 0 || NumberIn(model, result) == 1 / a) return false;
    const z3::expr at = Is(1 / a);
    Assert(Implies(IsSame(x, Is(a)), IsSame(result, at)));
    const z3::expr on_side = a > 0 ? IsLess(zero, x) : IsLess(x, zero);
    Assert(Implies(And(on_side, IsAtMost(x, Is(a))), IsAtMost(at, result)));
    Assert(Implies(And(on_side, IsAtMost(Is(a), x)), IsAtMost(result, at)));
    return true;
  });
  known_.emplace(key, Point{result, context_.bool_val(true)});
  return result;
}

std::optional<Interval> Z3Functions::ValueOf(const Curve& curve, const Rational& at) {
  const Interval of = Interval::Point(at);
  const Interval exponent = Interval::Point(curve.exponent);
  std::vector<const Interval*> operands{&of};
  if (curve.kind == NodeKind::kRealPower) operands.push_back(&exponent);
  return EvaluateArithmetic(curve.kind, curve.payload, operands);
}

void Z3Functions::SayCurve(const Curve& curve, const z3::expr& x, const Point& point,
                           const Rational& at) {
  const std::optional<Interval> result = ValueOf(curve, at);
  const z3::expr here = IsSame(x, Is(at));
  if (!result) {
    // Beyond a day that leads out of the calendar all do.
    const bool is_later = static_cast<std::int32_t>(curve.payload) > 0;
    const z3::expr beyond = is_later ? IsAtMost(Is(at), x) : IsAtMost(x, Is(at));
    const z3::expr where = curve.kind == NodeKind::kAddMonths ? beyond : here;
    if (curve.may_be_missing) Assert(Implies(where, Not(point.exists)));
    return;
  }
  const z3::expr value = Is(result->low.value);
  Assert(Implies(here, And(point.exists, IsSame(point.value, value))));
  const z3::expr is_above = IsAtMost(value, point.value);
  const z3::expr is_below = IsAtMost(point.value, value);
  Assert(Implies(IsAtMost(Is(at), x), curve.rises ? is_above : is_below));
  Assert(Implies(IsAtMost(x, Is(at)), curve.rises ? is_below : is_above));
}

bool Z3Functions::RefineCurve(const Curve& curve, const z3::expr& x, const Point& point,
                              const z3::model& model) {
  const Rational at = NumberIn(model, x);
  if (curve.kind == NodeKind::kAddMonths && !IsDay(at)) return false;
  const std::optional<Interval> result = ValueOf(curve, at);
  const bool exists = IsTrueIn(model, point.exists);
  if (!result && (!curve.may_be_missing || !exists)) return false;
  if (result && exists && NumberIn(model, point.value) == result->low.value) return false;
  SayCurve(curve, x, point, at);
  return true;
}

Z3Functions::Point Z3Functions::Of(const Curve& curve, const z3::expr& x) {
  Key key{static_cast<std::uint64_t>(curve.kind), curve.payload, x.id()};
  if (curve.kind == NodeKind::kRealPower) key.push_back(Is(curve.exponent).id());
  const auto found = known_.find(key);
  if (found != known_.end()) return found->second;
  const std::string name = "exists" + std::to_string(fresh_);
  const Point point{FreshNumber(), curve.may_be_missing ? context_.bool_const(name.c_str())
                                                        : context_.bool_val(true)};
  for (const int at : {0, 1}) SayCurve(curve, x, point, at);
  const z3::expr is_positive = IsLess(Is(0), point.value);
  if (curve.kind == NodeKind::kExponential) Assert(is_positive);
  if (curve.kind == NodeKind::kRealPower) Assert(Implies(IsLess(Is(0), x), is_positive));
  AddTerm({x, Is(curve.exponent)},
          [=, this](const z3::model& model) { return RefineCurve(curve, x, point, model); });
  known_.emplace(key, point);
  return point;
}

Z3Functions::Free Z3Functions::Anything(NodeKind kind, std::uint32_t payload,
                                        const std::vector<Z3Interval>& operands) {
  const auto condition = [this] {
    return context_.bool_const(("condition" + std::to_string(fresh_++)).c_str());
  };
  const Z3Bound low{FreshNumber(), condition(), condition()};
  const Z3Bound high{FreshNumber(), condition(), condition()};
  const Free free{condition(), {low, high}};
  // No interval is empty.
  Assert(Or(Or(low.infinite, high.infinite),
            Or(IsLess(low.value, high.value),
               And(IsSame(low.value, high.value), And(low.closed, high.closed)))));
  const bool of_days = TraitsOf(AsArithmetic(kind)).operands == OperandTypes::kDates;
  AddTerm({}, [=, this](const z3::model& model) {
    std::vector<Interval> values;
    z3::expr here = context_.bool_val(true);
    for (const Z3Interval& operand : operands) {
      values.push_back(IntervalIn(model, operand));
      if (of_days && !AreDays(values.back())) return false;
      here = And(here, IsSame(operand, ToZ3(context_, values.back())));
    }
    std::vector<const Interval*> places;
    for (const Interval& value : values) places.push_back(&value);
    const std::optional<Interval> result = EvaluateArithmetic(kind, payload, places);
    const bool is_known = IsTrueIn(model, free.known);
    if (is_known == result.has_value() &&
        (!is_known || IntervalIn(model, free.number) == *result)) {
      return false;
    }
    const z3::expr is_right =
        result ? IsSame(free.number, ToZ3(context_, *result)) : context_.bool_val(true);
    Assert(Implies(here, And(result ? free.known : Not(free.known), is_right)));
    return true;
  });
  return free;
}

}  // namespace mgl
