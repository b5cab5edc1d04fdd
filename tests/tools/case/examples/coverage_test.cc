// What examples show of a guideline, and what they leave out.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <deque>

#include "tests/dsl/compiled.h"
#include "tools/case/examples/example_run.h"
#include "tools/case/examples/example_text.h"

namespace mgl {
namespace {

constexpr const char* kGuideline = R"(guideline covered "What is covered"
  language mgl 1
  version 1.0.0
  status draft

fact age "Age" in whole years
fact fever "Fever" is yes/no
fact mood "Mood" is one of (low points 2, fair points 0)
fact started "Start" is date

threshold old "Old" age at least 75 years
medication rest "Rest"
contraindication rest "Fever"
  when fever
rule give_rest "Rest"
  when old
  then give rest
rule measure "Measure"
  when age is missing
  then order age
rule watch "Watch"
  when not fever and age >= 18 years
  then note "Watch"
rule call "Call"
  when fever and old
  then note "Call"
  overrides watch
ambiguity who "Who"
  reading strict as old and fever
  reading broad as old or fever
  adopt strict because "an example"
result size "Size" is one of (small, large)
  value large when old
  value small otherwise
score tally "Points"
  item "Age"
    points 1 when old
  item "Mood"
    points of mood
table grid "Grid" of mood across fever gives number
  columns no, yes
  row low gives 1, 2
  row fair gives 3, 4
recheck control "Control" of age
  when fever
  every 3 months from started

)";

class Covered {
 public:
  explicit Covered(const std::string& examples)
      : compiled_(Compiled(SourceFile("covered.mgl", kGuideline + examples))),
        run_(RunExamples(*compiled_, {20'514, "", true})) {}

  const Coverage& operator*() const { return *run_.coverage; }
  const Coverage* operator->() const { return run_.coverage.get(); }

  /// "yes 1/2, no 0/1": expected and reached.
  static std::string Items(const std::vector<CoveredDeclaration>& declarations,
                           const std::string& name) {
    const auto found = std::ranges::find(declarations, name, &CoveredDeclaration::name);
    REQUIRE(found != declarations.end());
    std::vector<std::string> items;
    for (const CoverageItem& item : found->items) {
      items.push_back(fmt::format("{} {}/{}", item.name, item.expected, item.reached));
    }
    return fmt::format("{}", fmt::join(items, ", "));
  }

  /// "yes 1, no 2".
  std::string ConditionItems(const std::string& text) const {
    const auto& all = run_.coverage->conditions;
    const auto found = std::ranges::find(all, text, &CoveredCondition::text);
    if (found == all.end()) return "no such condition";
    return fmt::format("line {}: yes {}, no {}",
                       compiled_->text.source.PositionOf(found->place.begin).line, found->yes,
                       found->no);
  }

  std::string LineItems(const std::string& owner) const {
    std::vector<std::string> items;
    for (const CoveredLines& group : run_.coverage->lines) {
      if (group.owner != owner) continue;
      for (const CoveredLine& line : group.lines) {
        items.push_back(fmt::format("{}: {}", line.text, line.counted));
      }
    }
    return fmt::format("{}", fmt::join(items, "; "));
  }

  std::string Text() const { return CoverageText(*compiled_, *run_.coverage); }

 private:
  std::shared_ptr<const CompiledGuideline> compiled_;
  ExampleRun run_;
};

}  // namespace

TEST_CASE("without examples nothing is covered, and all that can be is listed") {
  const Covered covered("");
  CHECK(covered->Total().covered == 0);
  CHECK(covered->Total().Percent() == 0);
  CHECK(Covered::Items(covered->rules, "give_rest") == "yes 0/0, no 0/0, unknown 0/0, blocked 0/0");
  CHECK(Covered::Items(covered->rules, "measure") == "yes 0/0, no 0/0");
  CHECK(Covered::Items(covered->rules, "watch") == "yes 0/0, no 0/0, unknown 0/0, overridden 0/0");
  CHECK(Covered::Items(covered->rechecks, "control") ==
        "no 0/0, unknown 0/0, upcoming 0/0, due 0/0, overdue 0/0");
  CHECK(Covered::Items(covered->results, "size") == "small 0/0, large 0/0, unknown 0/0");
  CHECK(Covered::Items(covered->results, "tally") == "value 0/0, unknown 0/0");
  CHECK(Covered::Items(covered->ambiguities, "who") == "strict 0/0, broad 0/0");
}

TEST_CASE("an outcome is covered where an example expects it and gets it") {
  const Covered covered(R"(example "expected"
  given age 80 years, fever no
  expect give_rest yes, size large
example "came out so, not expected"
  given age 80 years, fever yes
  expect size large
example "expected and not met"
  given age 20 years, fever no
  expect give_rest yes, watch yes
)");
  CHECK(Covered::Items(covered->rules, "give_rest") == "yes 1/1, no 0/1, unknown 0/0, blocked 0/1");
  CHECK(Covered::Items(covered->rules, "watch") == "yes 1/2, no 0/1, unknown 0/0, overridden 0/0");
  CHECK(Covered::Items(covered->results, "size") == "small 0/1, large 2/2, unknown 0/0");
}

TEST_CASE("a condition is covered once for yes and once for no, at its first place") {
  const Covered covered(R"(example "old"
  given age 80 years
  expect give_rest unknown
example "fever"
  given fever yes
  expect measure yes
)");
  CHECK(covered.ConditionItems("old") == "line 11: yes 1, no 0");
  CHECK(covered.ConditionItems("fever") == "line 14: yes 1, no 0");
  CHECK(covered.ConditionItems("age is missing") == "line 19: yes 1, no 1");
  CHECK(covered.ConditionItems("age >= 18 years") == "line 22: yes 1, no 0");
  CHECK(covered.ConditionItems("mood low") == "line 42: yes 0, no 0");
  CHECK(covered.ConditionItems("fever yes") == "no such condition");
  CHECK(covered->ConditionTotal().covered == 5);
  CHECK(covered->ConditionTotal().of == 12);
}

TEST_CASE("a line is covered where it surely gives the value") {
  const Covered covered(R"(example "old and low"
  given age 80 years, mood low, fever no
  expect tally 3, grid 1
example "the mood may be either"
  given age 20 years, fever yes
  expect tally could be 0 to 2
)");
  CHECK(covered.LineItems("size") == "large when old: 1; small otherwise: 1");
  CHECK(covered.LineItems("tally, Age") == "1 when old: 1");
  CHECK(covered.LineItems("tally, Mood") == "mood is low: 1; mood is fair: 0");
  CHECK(covered.LineItems("grid") ==
        "low across no gives 1: 1; low across yes gives 2: 0; fair across no gives 3: 0; "
        "fair across yes gives 4: 0");
}

TEST_CASE("a reading is covered where an example decides the ambiguity by it") {
  const Covered covered(R"(example "by the adopted one, not decided"
  given age 80 years
  expect who unknown
example "by the other one"
  given age 80 years
  reading who broad
  expect who yes
)");
  CHECK(Covered::Items(covered->ambiguities, "who") == "strict 0/0, broad 1/1");
}

TEST_CASE("the text lists what no example shows, with its place") {
  const Covered covered(R"(example "old"
  given age 80 years, fever no
  expect give_rest yes, measure no
)");
  const std::string text = covered.Text();
  CHECK(text.find("covered.mgl:11: old: never no\n") != std::string::npos);
  CHECK(text.find("covered.mgl:19: age is missing: never yes\n") != std::string::npos);
  CHECK(text.find("covered.mgl:42: mood low: never decided\n") != std::string::npos);
  CHECK(text.find("covered.mgl:34: size: small otherwise\n") != std::string::npos);
  CHECK(text.find("  measure") != std::string::npos);
}

}  // namespace mgl
