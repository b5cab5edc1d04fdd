// Random small guidelines, random edits of them, and other ways to write them that mean the same.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace mgl {

/// A condition: a leaf, or one that joins others.
struct RandomCondition {
  enum class Kind { kFact, kChoice, kOneOf, kNumber, kKnown, kNamed, kNot, kAnd, kOr, kAtLeast };
  Kind kind = Kind::kFact;
  std::string name;      // a fact, choice or declaration
  std::string relation;  // kNumber: < <= > >=
  int tenths = 0;        // kNumber: in tenths of the unit
  std::vector<RandomCondition> parts;
};

/// What a small guideline says. Facts: t, u yes/no; c a choice of a, b, d; x in mg/dL, of which 2
/// are 1 mEq/L; n a whole number.
struct RandomGuideline {
  struct Rule {
    RandomCondition when;
    std::optional<RandomCondition> unless;
    std::string action;
    std::optional<std::size_t> overrides;
    std::string urgency;
  };
  std::optional<RandomCondition> scope;
  std::string t_default;         // "", "yes", "no"
  std::optional<int> x_default;  // in tenths
  std::optional<std::pair<int, int>> x_plausible;
  std::optional<RandomCondition> x_suspect;
  std::optional<int> x_step;  // in tenths
  std::string x_unit = "mg/dL";
  std::vector<std::string> choices{"a", "b", "d"};
  int bound = 10;  // of the threshold `high`, in tenths
  std::string bound_side = "above";
  std::pair<int, int> normal{5, 20};
  // Lines for what is reported in mEq/L, in tenths of it.
  std::optional<int> bound_equivalents;
  std::optional<std::pair<int, int>> normal_equivalents;
  std::vector<RandomCondition> defines;
  std::vector<RandomCondition> readings;
  std::optional<std::size_t> adopted;
  std::vector<Rule> rules;
  std::optional<RandomCondition> contraindication;
  std::vector<std::pair<int, RandomCondition>> items;  // of a score
  std::vector<RandomCondition> lines;                  // of a result low, mid, top
  std::optional<RandomCondition> last_line;            // empty: otherwise
  std::pair<int, int> rows{10, 15};                    // of a table, in tenths
  std::string dose = "1 g per day";
};

class RandomVersions {
 public:
  explicit RandomVersions(std::uint64_t seed) : random_(seed) {}

  RandomGuideline Guideline();
  /// One or two changes.
  void Edit(RandomGuideline& guideline);
  std::string Text(const RandomGuideline& guideline);
  /// Another text with the same meaning: other order, operands swapped, `b > a` for `a < b`, De
  /// Morgan, double `not`, other units, conditions named by a define.
  std::string SameMeaning(const RandomGuideline& guideline);

 private:
  std::size_t Pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  bool OneIn(std::size_t count) { return Pick(count) == 0; }
  int Tenths();
  RandomCondition BetweenLines();
  RandomCondition Leaf(std::size_t defines);
  RandomCondition Condition(int depth, std::size_t defines);
  RandomCondition Stated();
  void EditCondition(RandomCondition& condition, std::size_t defines);
  void EditFact(RandomGuideline& guideline);
  void EditOnce(RandomGuideline& guideline);
  void DrawEquivalents(RandomGuideline& guideline);
  std::string Number(int tenths, const char* unit);
  std::string Written(const RandomCondition& condition);
  std::string WrittenLeaf(const RandomCondition& condition);
  std::vector<std::string> Facts(const RandomGuideline& guideline);
  std::string Threshold(const RandomGuideline& guideline);
  std::vector<std::string> Rules(const RandomGuideline& guideline);
  std::string All(const RandomGuideline& guideline);

  std::mt19937_64 random_;
  bool is_plain_ = false;  // conditions on facts alone: what others hang on
  bool rewrites_ = false;
  std::vector<std::string> extra_defines_;  // while rewriting
};

}  // namespace mgl
