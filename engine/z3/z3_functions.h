// Functions of numbers that Z3 does not have, or not simply: each is a free number of which little
// is said at first, and more where a model takes it for what it is not. All that is said is true,
// so what is impossible with it is impossible.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "engine/model/graph.h"
#include "engine/z3/z3_interval.h"

namespace mgl {

class Z3Functions {
 public:
  explicit Z3Functions(z3::solver& solver) : solver_(solver), context_(solver.ctx()) {}

  /// Exact: a whole number and its distance.
  z3::expr Floor(const z3::expr& x);
  /// Rounded halves away from zero, likewise.
  z3::expr Round(const z3::expr& x, const Rational& step);

  z3::expr Product(const z3::expr& x, const z3::expr& y);
  /// Of what is not zero.
  z3::expr Reciprocal(const z3::expr& x);
  /// The term is compared with a number. A ratio is over it where its numerator is over so many
  /// times its denominator, which is linear.
  void SayCompared(const Z3Interval& term, const Z3Interval& with);

  /// Rises or falls all the way, where it has a value.
  struct Curve {
    NodeKind kind{};
    std::uint32_t payload = 0;
    Rational exponent = 0;  // kRealPower
    bool rises = true;
    bool may_be_missing = false;
  };
  struct Point {
    z3::expr value;
    z3::expr exists;
  };
  Point Of(const Curve& curve, const z3::expr& x);

  /// Anything, and for the operands of a model what it is.
  struct Free {
    z3::expr known;
    Z3Interval number;
  };
  Free Anything(NodeKind kind, std::uint32_t payload, const std::vector<Z3Interval>& operands);

  std::size_t count() const { return terms_.size(); }
  /// Says more of those that are not what they should be in the model. False: there are none.
  bool Refine(const z3::model& model);

 private:
  using Say = std::function<bool(const z3::model& model)>;
  using Key = std::vector<std::uint64_t>;

  struct Ratio {
    z3::expr value;
    z3::expr numerator;
    z3::expr denominator;
  };

  z3::expr FreshNumber();
  void SayRatio(const Ratio& ratio, const Rational& at);
  z3::expr FreshWhole();
  bool SayProduct(const z3::expr& x, const z3::expr& y, const z3::expr& product, const Rational& a,
                  const Rational& b);
  void AddTerm(std::vector<z3::expr> of, Say refine);
  void Assert(const z3::expr& condition) { solver_.add(condition); }
  z3::expr Is(const Rational& value) { return Z3Number(context_, value); }
  static std::optional<Interval> ValueOf(const Curve& curve, const Rational& at);
  void SayCurve(const Curve& curve, const z3::expr& x, const Point& point, const Rational& at);
  bool RefineCurve(const Curve& curve, const z3::expr& x, const Point& point,
                   const z3::model& model);

  z3::solver& solver_;
  z3::context& context_;
  std::map<Key, Point> known_;  // by function and operands
  std::vector<z3::expr> kept_;  // operands, whose numbers are in the keys
  std::vector<Say> terms_;
  std::map<unsigned, z3::expr> reciprocals_;  // by the number of the term: of what
  std::map<unsigned, Ratio> ratios_;          // likewise
  int fresh_ = 0;
};

/// What the model says; what it leaves open is zero, or no.
Rational NumberIn(const z3::model& model, const z3::expr& term);
bool IsTrueIn(const z3::model& model, const z3::expr& condition);
Interval IntervalIn(const z3::model& model, const Z3Interval& interval);

}  // namespace mgl
