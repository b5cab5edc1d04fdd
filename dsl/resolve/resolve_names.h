// Looks names up in the one space of names and says what is wrong with those that do not fit their
// place. Part of resolve.h's phase.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dsl/ast/ast.h"
#include "dsl/diagnostic/repeated_mistakes.h"
#include "dsl/resolve/resolve.h"
#include "dsl/resolve/treatment_help.h"

namespace mgl {

/// Where a name stands, and so what it may stand for.
enum class NamePlace {
  kExpression,  // facts, thresholds, defines, ambiguities, tables, scores
  kProperty,    // in `must always` and `must never`: rules too
  kFact,
  kRange,
  kTreatment,      // after give, consider, stop, avoid: a medication or an option
  kTreatmentList,  // after contraindication, caution, exclusive, apart
  kAdvice,         // after advise: a diet
  kRule,
  kAmbiguity,
  kExpectation,  // in `expect`: what a case decides
  kDeclared,     // after the code of `accept`: whatever has a name
};

class NameFinder {
 public:
  NameFinder(const ast::File& file, const Resolution& resolution, Diagnostics& diagnostics);

  /// What `name` stands for at this place; kNone where that was reported (now or by the parser).
  Symbol Find(const ast::Name& name, NamePlace place);

  /// Reports that nothing is called so: once for all places with this name and kind. `help` is
  /// asked for once.
  void ReportUnknown(DiagnosticKind kind, const ast::Name& name, std::string message,
                     const std::function<std::string()>& help, std::vector<Edit> edits = {});

  /// A name that fits the place and is the same word in other letters: `egfr` for `eGFR`.
  std::string SameWord(const ast::Name& name, NamePlace place) const;

  /// An error about this name was reported: there will be no other.
  void TakeAsReported(const ast::Name& name) { reported_.insert(name.text); }
  /// The values of this definition were reported: none is looked up.
  void TakeAsReported(const ast::ChoiceOwner& owner) { reported_owners_.insert(&owner); }
  bool IsReported(const ast::ChoiceOwner& owner) const { return reported_owners_.contains(&owner); }
  /// True where an error about this name would only repeat one that was reported.
  bool IsBroken(const ast::Name& name) const;
  bool HasBrokenNames() const { return !file_.broken_names.empty(); }
  bool IsChoice(const std::string& name) const { return choices_.contains(name); }
  /// What the next unknown name is compared or given with, and so how it would be declared: `in
  /// mg/dL`; `also`: what else to do. Empty again: not known.
  void DeclareAs(std::string type, std::string also = {}) {
    declared_as_ = std::move(type);
    also_ = std::move(also);
  }
  /// It is ordered or repeated: a test, and so no condition.
  void TakeAsTest(const ast::Name& name) { tests_.insert(name.text); }
  /// Once the implied choices are known.
  void CollectChoices();
  /// A property speaks of rules: one message for all treatments that its condition names.
  void ReportTreatments(const ast::Property& property);

  /// Adds to each unknown name where else it stands.
  void Finish() { unknown_.Finish(); }

 private:
  bool MaySuggest();
  bool IsMisspelt(const ast::Name& name, NamePlace place);
  void ReportNameUnknown(const ast::Name& name, NamePlace place);
  void ReportWrongKind(const ast::Name& name, Symbol symbol, NamePlace place);
  void ReportAmbiguousOption(const ast::Name& name);
  std::string HelpForUnknown(const ast::Name& name, NamePlace place) const;
  std::string HelpForWrongKind(const ast::Name& name, Symbol symbol, NamePlace place);

  std::string RuleFor(const std::string& treatment) const;

  const ast::File& file_;
  const Resolution& resolution_;
  Diagnostics& diagnostics_;
  RepeatedMistakes unknown_;
  std::string declared_as_;
  std::string also_;
  std::vector<GivenBy> in_property_;  // medications of the last report, where it is of a property
  Span last_in_property_;
  bool has_doubled_names_ = false;  // an unknown name may be the one that was meant there
  std::set<std::string, std::less<>> tests_;
  std::set<std::string, std::less<>> reported_;
  std::set<const ast::ChoiceOwner*> reported_owners_;
  std::size_t comparisons_ = 0;
  std::map<std::string, const ast::ChoiceOwner*, std::less<>> choices_;  // the first with this one
  std::map<std::string, std::vector<const ast::Medication*>, std::less<>> option_owners_;
};

}  // namespace mgl
