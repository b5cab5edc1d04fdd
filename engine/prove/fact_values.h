// The values of each fact that a guideline tells apart: its choices, or the stretches of numbers
// and days between the bounds with which the guideline compares it, and that it is missing. Within
// one of them every condition on this fact alone is what it is.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/model/decision.h"
#include "engine/model/evaluation_options.h"
#include "engine/model/guideline.h"
#include "engine/prove/cut_path.h"
#include "engine/prove/possible_numbers.h"

namespace mgl {

enum class VariableId : std::uint32_t {};

/// A fact, when it was measured, or what is computed from several facts and looked at. Its values
/// are numbered: those that are known, then missing.
struct Variable {
  FactId fact{};
  bool is_date_of = false;         // when the fact was measured
  std::optional<NodeId> computed;  // nobody reports it; missing stands for what is not settled, too
  FactType type{};
  /// Numbers and dates: the stretches, in order. Each holds a value that can be reported.
  std::vector<Interval> stretches;
  /// Numbers: a unit of each dimension in which it may be reported that some line tells apart, the
  /// fact's own first. Value k * stretches.size() + i is the stretch i, reported in units[k].
  std::vector<Unit> units;
  std::optional<Rational> step;  // all its numbers or days are multiples of it
  std::uint32_t known_count = 0;
  std::uint32_t first_word = 0;  // of its values in a PatientSet
  std::uint32_t word_count = 0;

  std::uint32_t missing() const { return known_count; }
  std::uint32_t count() const { return known_count + 1; }
  bool IsInterval() const { return type == FactType::kNumber || type == FactType::kDate; }
  const Interval& StretchOf(std::uint32_t value) const {
    return stretches[value % stretches.size()];
  }
  /// From the first to the last value that can be.
  Interval Hull(std::uint32_t first, std::uint32_t last) const;
  const Unit& UnitOf(std::uint32_t value) const { return units[value / stretches.size()]; }
};

/// What a node depends on: no fact, one variable alone, or several.
struct Dependence {
  enum class On : std::uint8_t { kNothing, kOne, kSeveral };
  On on = On::kNothing;
  VariableId variable{};
};

class FactValues {
 public:
  /// `constants`: the decision of a case in which nothing is stated, for nodes that no fact
  /// changes.
  FactValues(const Guideline& guideline, const Decision& constants);

  const std::vector<Variable>& variables() const { return variables_; }
  const Variable& Of(VariableId id) const { return variables_[static_cast<std::size_t>(id)]; }
  VariableId OfFact(FactId fact) const { return static_cast<VariableId>(Index(fact)); }
  /// Empty where nothing reads when it was measured.
  std::optional<VariableId> DateOf(FactId fact) const { return dates_[Index(fact)]; }
  const Dependence& DependenceOf(NodeId node) const { return dependences_[Index(node)]; }
  std::uint32_t word_count() const { return word_count_; }
  /// The variable that stands for the node; empty where it is no number, date or choice that is
  /// computed from several facts and compared.
  std::optional<VariableId> ComputedOf(NodeId node) const;
  /// Which numbers the nodes may be.
  PossibleNumbers& numbers() { return numbers_; }

 private:
  void AddVariables();
  void FindDependences();
  Dependence Of(const Node& node, NodeId id, bool with_suspect) const;
  void AddComputed(const CutPath& paths);
  void FindCuts(const CutPath& paths, const Decision& constants);
  void AddCutsOf(NodeId id, const CutPath& paths, const Decision& constants);
  void MakeStretches();

  /// A node that rises or falls with one variable.
  struct Path {
    VariableId variable{};
    std::vector<PathStep> steps;  // from the node down
  };
  std::optional<Path> PathFrom(NodeId id, const CutPath& paths) const;
  std::optional<PathStep> StepDown(NodeId id, const CutPath& paths) const;
  void AddCut(const Path& path, const CutPath& paths, const CutAt& cut, int depth = 0);
  void AddEdges(const Path& path, const CutPath& paths);
  void AddCutBelow(NodeId id, const CutPath& paths, const CutAt& cut, int depth);
  std::vector<Interval> StretchesOf(const Variable& variable, const std::deque<CutAt>& cuts);
  std::optional<Interval> AsPossible(const Variable& variable, Interval stretch);

  const Guideline& guideline_;
  std::vector<Variable> variables_;               // the facts, in order, then dates of facts
  std::vector<std::optional<VariableId>> dates_;  // by fact
  std::vector<Dependence> dependences_;           // by node
  std::vector<std::deque<CutAt>> cuts_;           // by variable
  std::unordered_map<std::size_t, VariableId> computed_;  // by node
  PossibleNumbers numbers_;
  std::uint32_t word_count_ = 0;
};

/// Whether it can be written with finitely many digits.
bool IsDecimal(const Rational& number);

/// A number of few digits in the stretch, in its middle where it has one.
Rational PlainNumberIn(const Interval& stretch);

/// The stretch in two, each with values of the fact; empty where it has one value. Infinite ends
/// are approached by doubling.
std::optional<std::pair<Interval, Interval>> Halves(const Fact& fact, const Interval& stretch);

/// A value that a case may report so that the fact is in the stretch, near `wanted` where that can
/// be; empty where there is none: the steps in which it is recorded leave it out.
std::optional<Rational> ReportedValueIn(const Fact& fact, const Interval& stretch,
                                        const std::optional<Rational>& wanted);

}  // namespace mgl
