// The search for a patient against every patient there is: of random guidelines whose facts have
// few values, all of whose patients are decided.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "engine/prove/find_patient.h"
#include "tests/engine/model/guideline_builder.h"
#include "tests/engine/model/operators.h"

namespace mgl {
namespace {

using Answer = PatientSearch::Answer;

constexpr std::uint64_t kBudget = 5000;

/// A fact of yes or no, a choice, two whole numbers, with all that can be asked of them, and a
/// number that is compared with 1 alone.
class FewValues {
 public:
  explicit FewValues(std::uint64_t seed, bool computes) : random_(seed), computes_(computes) {
    AddFacts();
    for (int i = 0; i < 14; ++i) AddTruth();
    if (OneIn(3)) AddSuspect();
    ListPatients();
  }

  /// One to three goals.
  std::vector<Goal> RandomGoals() {
    std::vector<Goal> goals;
    for (std::size_t count = 1 + Pick(3); count > 0; --count) {
      const TruthSet wanted = OneIn(2) ? TruthSet(kTruths[Pick(3)]) : TruthSet::At(1 + Pick(6));
      goals.push_back({Any(truths_), wanted});
    }
    return goals;
  }

  bool Meets(std::size_t patient, const std::vector<Goal>& goals) const {
    return std::ranges::all_of(goals, [&](const Goal& goal) {
      return goal.wanted.Has(decided_[patient][Index(goal.node)]);
    });
  }

  /// Whether a patient is one of the set; each value that was reported is one of the variable.
  static bool IsIn(const Case& patient, const Guideline& guideline, const FactValues& values,
                   const PatientSet& set) {
    return std::ranges::all_of(values.variables(), [&](const Variable& variable) {
      if (variable.computed) return true;
      const std::uint32_t value = ValueOf(patient, guideline, variable);
      if (!set.Has(variable, value)) return false;
      const Interval* const part = set.PartOf(variable);
      return value == variable.missing() || part == nullptr ||
             Contains(*part, NumberOf(patient.facts[Index(variable.fact)], guideline, variable));
    });
  }

  GuidelineBuilder builder;
  std::vector<Case> patients;
  bool has_suspects = false;

 private:
  std::size_t Pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  bool OneIn(std::size_t count) { return Pick(count) == 0; }
  NodeId Any(const std::vector<NodeId>& of) { return of[Pick(of.size())]; }
  NodeId Constant() {
    constexpr const char* kNumbers[] = {"0", "1", "2", "1.5", "-1", "3"};
    return builder.NumberConstant(kNumbers[Pick(6)]);
  }

  static const Rational& NumberOf(const ReportedFact& reported, const Guideline& guideline,
                                  const Variable& variable) {
    const auto& by_default = guideline.facts[Index(variable.fact)].default_value;
    const bool is_value = reported.state == ReportedFact::State::kValue;
    return is_value ? reported.number.low.value : by_default->number.low.value;
  }

  static std::uint32_t ValueOf(const Case& patient, const Guideline& guideline,
                               const Variable& variable) {
    const ReportedFact& reported = patient.facts[Index(variable.fact)];
    const auto& by_default = guideline.facts[Index(variable.fact)].default_value;
    const bool is_default = reported.state == ReportedFact::State::kAbsent && by_default;
    if (reported.state != ReportedFact::State::kValue && !is_default) return variable.missing();
    if (!variable.IsInterval()) return is_default ? by_default->choice : reported.choice;
    const Rational& number = NumberOf(reported, guideline, variable);
    for (std::uint32_t i = 0; i < variable.stretches.size(); ++i) {
      if (Contains(variable.stretches[i], number)) return i;
    }
    FAIL("a value that is told apart from none");
    return 0;
  }

  void AddFacts() {
    truths_.push_back(builder.AddTruth("t"));
    choice_ = builder.Node(builder.AddChoice("c", {"a", "b", "c"}));
    if (OneIn(4)) builder.Of(FactId{0}).default_value.emplace().choice = Pick(2) == 0 ? 0 : 1;
    if (OneIn(4)) builder.Of(FactId{1}).default_value.emplace().choice = 2;
    for (const char* name : {"x", "y"}) {
      const FactId fact = builder.AddNumber(name, "1");
      builder.Of(fact).plausible = Closed("0", "2");
      (OneIn(2) ? builder.Of(fact).whole_step : builder.Of(fact).step) = Rational(1);
      if (OneIn(4)) builder.Of(fact).default_value.emplace().number = Interval::Point(1);
      numbers_.push_back(builder.Node(fact));
    }
    const NodeId compared = builder.Node(builder.AddNumber("z", "1"));
    const NodeId one = builder.NumberConstant("1");
    truths_.push_back(builder.Truth(NodeKind::kLess, {compared, one}));
    truths_.push_back(builder.Truth(NodeKind::kLess, {one, compared}));
    truths_.push_back(builder.TruthConstant(OneIn(2)));
  }

  NodeId Number() {
    const NodeId a = Any(numbers_);
    const NodeId b = OneIn(2) || !computes_ ? Constant() : Any(numbers_);
    constexpr NodeKind kOfTwo[] = {NodeKind::kAdd,        NodeKind::kSubtract, NodeKind::kMultiply,
                                   NodeKind::kDivide,     NodeKind::kMinimum,  NodeKind::kMaximum,
                                   NodeKind::kFirstKnown, NodeKind::kSum};
    constexpr NodeKind kOfOne[] = {NodeKind::kNegate, NodeKind::kAbsolute, NodeKind::kFloor,
                                   NodeKind::kCeiling, NodeKind::kRound};
    switch (Pick(4)) {
      case 0:
        return a;
      case 1:
        return builder.Number(kOfTwo[Pick(8)], OneIn(2) ? GuidelineBuilder::Operands{a, b}
                                                        : GuidelineBuilder::Operands{b, a});
      case 2:
        return builder.Number(
            kOfOne[Pick(5)], {builder.Number(NodeKind::kDivide, {a, builder.NumberConstant("2")})});
      default:
        if (!computes_) return a;
        return builder.Number(OneIn(2) ? NodeKind::kFirstLine : NodeKind::kOnlyLine,
                              {Any(truths_), a, Any(truths_), b, Constant()});
    }
  }

  void AddTruth() {
    switch (Pick(8)) {
      case 0:
      case 1: {
        if (OneIn(2)) numbers_.push_back(Number());
        const NodeId of = Any(numbers_);
        const NodeId other = OneIn(4) && computes_ ? Any(numbers_) : Constant();
        const NodeKind kind = kComparisons[Pick(std::size(kComparisons))].kind;
        truths_.push_back(OneIn(2) ? builder.Truth(kind, {of, other})
                                   : builder.Truth(kind, {other, of}));
        return;
      }
      case 2:
        truths_.push_back(OneIn(2) ? builder.Truth(NodeKind::kIsChoice, {choice_},
                                                   static_cast<std::uint32_t>(Pick(3)))
                                   : builder.Truth(NodeKind::kIsKnown, {Any(numbers_)}));
        return;
      case 3: {
        Interval line = OneIn(2) ? Closed("0", "1") : Over("0", OneIn(2));
        line.high.closed = OneIn(2);
        truths_.push_back(builder.AddThresholdOf(Any(numbers_), {builder.Line("1", line)}));
        return;
      }
      case 4:
        truths_.push_back(builder.TruthOf(OneIn(2) ? NodeKind::kFirstLine : NodeKind::kOnlyLine,
                                          {Any(truths_), Any(truths_), Any(truths_)}));
        return;
      default:
        AddOperator();
    }
  }

  void AddOperator() {
    const Operator& of = kTruthOperators[Pick(std::size(kTruthOperators))];
    std::vector<NodeId> operands{Any(truths_)};
    const std::size_t count = of.arity < 0 ? 2 + Pick(2) : static_cast<std::size_t>(of.arity);
    while (operands.size() < count) operands.push_back(Any(truths_));
    if (of.payload == Payload::kAmbiguity) {
      truths_.push_back(builder.AddAmbiguity("reading", std::nullopt, operands));
    } else {
      const auto payload = static_cast<std::uint32_t>(of.payload == Payload::kCount ? Pick(3) : 0);
      truths_.push_back(builder.TruthOf(of.kind, operands, payload));
    }
  }

  void AddSuspect() {
    has_suspects = true;
    const auto fact = static_cast<FactId>(OneIn(4) ? 1 : 2 + Pick(2));
    const NodeId sum =
        builder.Number(NodeKind::kAdd, {builder.Stated(FactId{2}), builder.Stated(FactId{3})});
    const NodeId stated = OneIn(2) ? sum : builder.Stated(FactId{2});
    const NodeId high = builder.Truth(NodeKind::kLess, {builder.NumberConstant("1"), stated});
    const NodeId other = builder.Stated(FactId{0});
    const NodeId both = builder.Truth(NodeKind::kAnd, {high, other});
    builder.Of(fact).suspect_when = {OneIn(3) ? both : OneIn(2) ? high : other};
    builder.guideline.suspect_order = {fact};
    truths_.push_back(
        builder.Truth(NodeKind::kFactIsSuspect, {}, static_cast<std::uint32_t>(Index(fact))));
  }

  void ListPatients() {
    patients.push_back(builder.EmptyCase());
    for (std::size_t i = 0; i < builder.guideline.facts.size(); ++i) {
      const Fact& fact = builder.guideline.facts[i];
      std::vector<ReportedFact> values(1);
      if (fact.default_value) values.emplace_back().state = ReportedFact::State::kUnknown;
      const std::uint32_t count = fact.type == FactType::kTruth ? 2 : 3;
      for (std::uint32_t value = 0; value < count; ++value) {
        const bool is_number = fact.type == FactType::kNumber;
        values.push_back(is_number ? ReportedNumber(Interval::Point(value))
                                   : ReportedChoice(value));
      }
      std::vector<Case> longer;
      for (const Case& patient : patients) {
        for (const ReportedFact& value : values) {
          longer.push_back(patient);
          longer.back().facts[i] = value;
        }
      }
      patients = std::move(longer);
    }
    ScalarEvaluator evaluator(builder.guideline, {kAsOf, {}, false});
    Decision decision;
    for (const Case& patient : patients) {
      evaluator.DecideInto(patient, decision);
      std::vector<Truth>& truths = decided_.emplace_back();
      for (const Value& value : decision.nodes) truths.push_back(value.truth);
    }
  }

  std::mt19937_64 random_;
  bool computes_;  // from several facts
  std::vector<NodeId> truths_;
  std::vector<NodeId> numbers_;
  NodeId choice_{};
  std::vector<std::vector<Truth>> decided_;  // by patient, by node
};

/// What is found of the graph alone.
std::set<VariableId> FactsBelow(const Guideline& guideline, const std::vector<Goal>& goals) {
  std::set<VariableId> found;
  std::vector<NodeId> pending;
  for (const Goal& goal : goals) pending.push_back(goal.node);
  std::set<NodeId> seen;
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (!seen.insert(id).second) continue;
    const Node& node = guideline.graph.node(id);
    const auto operands = guideline.graph.Operands(id);
    pending.insert(pending.end(), operands.begin(), operands.end());
    if (PayloadOf(node.kind) != Payload::kFact) continue;
    found.insert(static_cast<VariableId>(node.payload));
    if (node.kind == NodeKind::kStatedFact) continue;
    const auto& suspect = guideline.facts[node.payload].suspect_when;
    pending.insert(pending.end(), suspect.begin(), suspect.end());
  }
  return found;
}

struct Count {
  int found = 0;
  int none = 0;
  int not_decided = 0;
  int exact = 0;            // of those found
  int left_out = 0;         // patients, of the regions
  int could_be_larger = 0;  // sets
  std::uint64_t sets = 0;   // that were looked at

  Count& operator+=(const Count& other) {
    found += other.found;
    none += other.none;
    not_decided += other.not_decided;
    exact += other.exact;
    left_out += other.left_out;
    could_be_larger += other.could_be_larger;
    sets += other.sets;
    return *this;
  }
};

struct Questions {
  FewValues& few;
  PatientFinder finder;
  Count count;

  explicit Questions(FewValues& of) : few(of), finder(of.builder.guideline, {kAsOf, {}}) {}

  bool IsIn(std::size_t patient, const PatientSet& set) const {
    return FewValues::IsIn(few.patients[patient], few.builder.guideline, finder.values(), set);
  }

  void Ask(const std::vector<Goal>& goals) {
    const PatientSet all = finder.Everybody();
    AskAmong(goals, all);
    AskAmong(goals, finder.WithAllKnown(goals, all));
    const std::vector<VariableId> variables = finder.VariablesOf(goals);
    CHECK(std::set(variables.begin(), variables.end()) == FactsBelow(few.builder.guideline, goals));
    CHECK(std::ranges::is_sorted(variables));
  }

  void AskAmong(const std::vector<Goal>& goals, const PatientSet& among) {
    bool is_there = false;
    for (std::size_t i = 0; i < few.patients.size() && !is_there; ++i) {
      is_there = few.Meets(i, goals) && IsIn(i, among);
    }
    const PatientSearch search = finder.Find(goals, among, kBudget);
    const PatientSearch look = finder.LookFor(goals, among, kBudget);
    CHECK(look.answer == search.answer);
    count.sets += search.sets_looked_at;
    if (search.answer == Answer::kNotDecided) {
      ++count.not_decided;
      return;
    }
    CHECK(search.reason == PatientSearch::Reason::kNothing);
    CHECK(search.answer == (is_there ? Answer::kFound : Answer::kNone));
    ++(is_there ? count.found : count.none);
    CHECK(search.found.has_value() == is_there);
    if (!search.found) return;
    CHECK(finder.Meets(search.found->patient, goals));
    CHECK(FewValues::IsIn(search.found->patient, few.builder.guideline, finder.values(), among));
    CheckComputed(*search.found);
    if (search.found->is_exact) CheckAround(goals, *search.found, among);
  }

  void CheckComputed(const PatientFound& one) {
    const Decision& decision = finder.Decide(one.patient);
    for (const PatientFound::Computed& computed : one.computed) {
      const Value& value = decision.nodes[Index(computed.node)];
      CHECK(std::ranges::any_of(computed.stretches, [&](const Interval& stretch) {
        return value.known && Intersect(stretch, value.number);
      }));
    }
  }

  /// All of the set meet the goals, and all of those around it; the regions hold all who do.
  void CheckAround(const std::vector<Goal>& goals, const PatientFound& one,
                   const PatientSet& among) {
    ++count.exact;
    CHECK(one.computed.empty());
    const PatientSet wide = finder.Widened(goals, one.set, among);
    const std::vector<PatientSet> regions = finder.Regions(goals, one, among, 50, kBudget);
    CHECK(regions.front() == wide);
    const bool are_all = regions.size() < 20;
    for (std::size_t i = 0; i < few.patients.size(); ++i) {
      const bool is_in_one = IsIn(i, one.set);
      const bool is_in_wide = IsIn(i, wide);
      if (is_in_one) CHECK(is_in_wide);
      const bool meets = few.Meets(i, goals);
      const bool is_in_some =
          std::ranges::any_of(regions, [&](const PatientSet& region) { return IsIn(i, region); });
      if (few.has_suspects) continue;  // what is so by default is not put aside
      if (is_in_wide) CHECK(meets);
      if (is_in_some) CHECK(meets);
      if (meets && IsIn(i, among) && are_all && !is_in_some) ++count.left_out;
    }
    for (std::size_t i = 1; i < regions.size(); ++i) {
      CHECK(std::ranges::find(regions.begin(), regions.begin() + static_cast<std::ptrdiff_t>(i),
                              regions[i]) == regions.begin() + static_cast<std::ptrdiff_t>(i));
    }
    CheckLargest(goals, wide, among);
  }

  /// No value can be added without someone who does not meet the goals.
  void CheckLargest(const std::vector<Goal>& goals, const PatientSet& wide,
                    const PatientSet& among) {
    if (few.has_suspects) return;
    for (const Variable& variable : finder.values().variables()) {
      if (variable.computed) break;
      for (std::uint32_t value = 0; value < variable.count(); ++value) {
        if (wide.Has(variable, value) || !among.Has(variable, value)) continue;
        PatientSet more = wide;
        more.SetOnly(variable, value);
        bool all_meet = true;
        for (std::size_t i = 0; i < few.patients.size() && all_meet; ++i) {
          all_meet = few.Meets(i, goals) || !IsIn(i, more);
        }
        if (all_meet) ++count.could_be_larger;
      }
    }
  }
};

/// Eight questions of each of so many random guidelines.
template <typename Use>
void AskOf(std::uint64_t first, std::uint64_t last, bool computes, Use use) {
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    CAPTURE(seed);
    FewValues few(seed, computes);
    Questions questions(few);
    for (int i = 0; i < 8; ++i) {
      CAPTURE(i);
      questions.Ask(few.RandomGoals());
    }
    use(questions.count);
  }
}

TEST_SUITE("prove") {
  TEST_CASE("every patient of few: of conditions on one fact each, nobody is left out") {
    Count sum;
    AskOf(1, 40, false, [&](const Count& count) { sum += count; });
    CHECK(sum.found == 345);
    CHECK(sum.none == 295);
    CHECK(sum.not_decided == 0);
    CHECK(sum.left_out == 0);
    CHECK(sum.exact == 341);
    // Sets alone do not show that one of two conditions holds of each.
    CHECK(sum.could_be_larger <= 12);
    CHECK(sum.sets <= 1100);  // no more than are needed
  }

  TEST_CASE("every patient of few: what is computed from several facts is decided too") {
    Count sum;
    AskOf(1001, 1050, true, [&](const Count& count) { sum += count; });
    CHECK(sum.found == 441);
    CHECK(sum.none == 359);
    CHECK(sum.not_decided == 0);
    CHECK(sum.could_be_larger <= 17);
    CHECK(sum.exact == 406);
    CHECK(sum.sets <= 1777);
  }
}

}  // namespace
}  // namespace mgl
