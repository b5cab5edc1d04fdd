// The `example`s of a guideline as cases that the engine can decide.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/case.h"
#include "engine/model/evaluation_options.h"

namespace mgl {

/// One example: what is given, as of which day, by which readings. `like` is followed: the other
/// example's lines hold where this one says nothing of its own.
struct ExampleCase {
  const ast::Example* example = nullptr;
  Case given;
  EvaluationOptions options;
  std::vector<const ast::Given*> givens;  // what is given, by fact; null where nothing is
  bool has_as_of = false;                 // its own or by `like`; else the day is `today`
};

/// Makes the cases of one guideline one by one, for texts with many examples and facts.
/// `today` is the as-of date of examples that name none. `compiled` and `units`, which
/// holds the units that the cases point to, must outlive the cases.
class ExampleCaseMaker {
 public:
  ExampleCaseMaker(const CompiledGuideline& compiled, Day today, std::deque<Unit>& units);

  ExampleCase Make(const ast::Example& example);

 private:
  void Add(const ast::Example& example, ExampleCase& made);
  ReportedFact Reported(const ast::Given& given, const ast::Fact& fact);

  const CompiledGuideline& compiled_;
  Day today_;
  std::deque<Unit>& units_;
  std::map<std::string, const ast::Example*> by_title_;
};

/// All examples of a text, in its order.
std::vector<ExampleCase> MakeExampleCases(const CompiledGuideline& compiled, Day today,
                                          std::deque<Unit>& units);

}  // namespace mgl
