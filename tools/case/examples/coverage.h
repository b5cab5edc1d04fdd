// What the examples of a guideline show of it, and what they leave out. Only counts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "tools/case/examples/coverage_lines.h"
#include "tools/case/examples/example_case.h"
#include "tools/case/examples/example_check.h"

namespace mgl {

/// An outcome of a rule, a status of a recheck, a value of a result or a reading of an ambiguity.
/// Numbers of examples: that came out so, and of these, that expect it.
struct CoverageItem {
  std::string name;
  std::size_t reached = 0;
  std::size_t expected = 0;
};

/// A rule, result, recheck or ambiguity with what it can be. An outcome that no patient can have is
/// left out where that shows in the graph: `blocked` without a contraindication, `unknown` where
/// nothing that may be missing counts.
struct CoveredDeclaration {
  std::string name;
  Span place;
  std::vector<CoverageItem> items;
};

/// A comparison, yes/no fact or threshold: in how many examples it is yes and no. Conditions that
/// are the same node of the graph are one, at its first place.
struct CoveredCondition {
  std::string text;
  Span place;
  NodeId node{};
  std::size_t yes = 0;
  std::size_t no = 0;
};

struct CoverageTotal {
  std::size_t covered = 0;
  std::size_t of = 0;

  /// In percent, rounded down; 100 where there is nothing to cover.
  std::size_t Percent() const { return of == 0 ? 100 : covered * 100 / of; }
  CoverageTotal operator+(const CoverageTotal& other) const {
    return {covered + other.covered, of + other.of};
  }
};

/// Covered are: an outcome, status or value that some example expects and gets; a reading by which
/// some example decides its ambiguity; a condition, once for yes and once for no; a line, row or
/// cell of a grid that some example comes to. Conditions of `suspect when` and of properties are
/// not looked at.
class Coverage {
 public:
  /// The guideline must outlive it.
  explicit Coverage(const CompiledGuideline& compiled);

  void Count(const ExampleCase& example, const Decision& decision,
             const std::vector<UnmetExpectation>& unmet);

  std::vector<CoveredDeclaration> rules;  // yes, no, unknown, blocked, overridden
  /// Choices, texts; yes and no; `value` of numbers and dates; and `unknown`: missing, or
  /// several values that it could be.
  std::vector<CoveredDeclaration> results;
  std::vector<CoveredDeclaration> rechecks;
  std::vector<CoveredDeclaration> ambiguities;
  std::vector<CoveredCondition> conditions;  // in the order of the text
  std::vector<CoveredLines> lines;

  CoverageTotal RuleTotal() const;
  CoverageTotal ResultTotal() const;
  CoverageTotal RecheckTotal() const;
  CoverageTotal ReadingTotal() const;
  CoverageTotal ConditionTotal() const;
  CoverageTotal LineTotal() const;
  CoverageTotal Total() const;

 private:
  void AddOutcomes();
  void AddResults();
  void CountReadings(const ExampleCase& example, const Decision& decision);

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;  // of compiled_
};

/// The item of Coverage::results for a value that is missing or could be several.
inline constexpr const char* kUndecidedValue = "unknown";

/// Which of the items of Coverage::results it is.
std::string CoveredValueName(const Definition& definition, const Value& value);

/// The conditions of the text; see Coverage.
std::vector<CoveredCondition> ConditionsOf(const CompiledGuideline& compiled);

}  // namespace mgl
