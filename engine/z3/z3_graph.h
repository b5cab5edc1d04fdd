// A guideline's graph in Z3: what each node says of a patient who may be anybody, as the evaluator
// would (engine/eval_scalar.cc), and the patient of a model as the case that would be reported.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/model/case.h"
#include "engine/model/evaluation_options.h"
#include "engine/model/guideline.h"
#include "engine/prove/fact_values.h"
#include "engine/z3/z3_functions.h"

namespace mgl {

/// A value of the graph: `yes` and `no` of a truth, `known` and what else of all others.
struct Z3Value {
  z3::expr known;
  z3::expr settled;
  z3::expr yes;
  z3::expr no;
  Z3Interval number;
  z3::expr kind;                  // numbers: the place of a dimension in a list
  std::vector<z3::expr> choices;  // whether it may be each
};

class Z3Graph {
 public:
  /// `options` with the reading in use of each ambiguity.
  Z3Graph(const Guideline& guideline, const EvaluationOptions& options, z3::solver& solver);

  const Z3Value& Of(NodeId node) { return Of(node, false); }
  /// Of a fact that is never put aside, or of what is computed.
  z3::expr IsKnown(const Variable& variable);
  Case PatientIn(const z3::model& model) const;
  Z3Functions& functions() { return functions_; }

 private:
  /// What is reported of a fact. Numbers in its own unit; `in_unit` is a place in `units`.
  struct Reported {
    z3::expr is_value;
    z3::expr is_default;
    z3::expr choice;
    z3::expr number;
    z3::expr in_unit;
    std::vector<const Unit*> units;
    z3::expr has_date;
    z3::expr day;
    Z3Value value;  // before it is put aside
  };

  // z3_facts.cc
  const Reported& ReportedOf(FactId fact);
  void SayChoice(const Fact& fact, Reported& reported);
  void SayDate(const Fact& fact, Reported& reported);
  void SayNumber(FactId id, const Fact& fact, Reported& reported);
  z3::expr AsRecorded(const Fact& fact, const z3::expr& number);
  static Rational AsWritten(const Fact& fact, const Rational& number);
  void AddUnits(FactId id, std::vector<const Unit*>& units) const;
  void LeaveToDefault(const Fact& fact, Reported& reported);
  z3::expr IsSuspect(FactId fact, bool before);
  Z3Value Leaf(const Node& node, bool before);

  /// `before`: while it is asked which facts are suspect.
  const Z3Value& Of(NodeId node, bool before);
  Z3Value Translate(NodeId id, bool before);
  Z3Value Compare(NodeKind kind, const Z3Interval& a, const Z3Interval& b, const z3::expr& known);
  Z3Value Cut(const Node& node, const std::vector<Z3Value>& operands);
  Z3Value CompareChoices(NodeId id, const std::vector<Z3Value>& operands);
  Z3Value FirstKnown(const Node& node, const std::vector<Z3Value>& operands);
  Z3Value Lines(const Node& node, const std::vector<Z3Value>& operands);
  void Include(const Z3Value& candidate, const z3::expr& counts, const z3::expr& is_first,
               ValueType type, Z3Value& value);
  Z3Value IfValue(const z3::expr& condition, const Z3Value& a, const Z3Value& b);

  // z3_arithmetic.cc
  Z3Value Arithmetic(const Node& node, const std::vector<Z3Value>& operands);
  /// Where `known` of it is yes; it holds whether the operator has a value.
  using Result = Z3Functions::Free;
  Result Operate(const Node& node, const std::vector<Z3Interval>& operands);
  Result Fold(const std::vector<Z3Interval>& operands,
              Z3Interval (*operation)(const Z3Interval&, const Z3Interval&));
  Z3Interval Multiply(const Z3Interval& a, const Z3Interval& b);
  Z3Interval Reciprocal(const Z3Interval& a);
  Result Power(const Z3Interval& a, int exponent);
  Result RealPower(const Node& node, const std::vector<Z3Interval>& operands);
  Result Rising(NodeKind kind, const Z3Interval& a);
  Z3Interval FloorOf(const Z3Interval& a);
  Z3Interval RoundOf(const Z3Interval& a, const Rational& step);
  Z3Bound RoundHigh(const Z3Bound& high, const Rational& step);
  Result AddDays(const Z3Interval& date, const Z3Interval& days, bool are_whole);
  Result AddMonths(const Node& node, const Z3Interval& date);
  Result DaysBetween(const Z3Interval& from, const Z3Interval& to);
  /// An end of a date, moved to `to`: infinite ends and `never` stay.
  Z3Bound MoveDay(const Z3Bound& day, const z3::expr& to, const z3::expr& exists,
                  z3::expr& is_possible);
  z3::expr IsInCalendar(const z3::expr& day);

  Z3Value Missing();
  Z3Value TruthOf(const z3::expr& yes, const z3::expr& no);
  z3::expr Is(const Rational& value) { return Z3Number(context_, value); }
  z3::expr Bool(bool value) { return context_.bool_val(value); }
  std::uint32_t PlaceOf(const Dimension& kind);

  const Guideline& guideline_;
  const EvaluationOptions& options_;
  z3::solver& solver_;
  z3::context& context_;
  Z3Functions functions_;
  std::size_t choice_count_ = 1;
  std::vector<Dimension> kinds_;
  std::map<std::pair<std::size_t, bool>, Z3Value> nodes_;
  std::map<std::size_t, Reported> facts_;
};

}  // namespace mgl
