// Every form of `given` and `expect`, met and unmet: what an author reads of it.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include "tests/dsl/compiled.h"
#include "tools/case/examples/example_run.h"

namespace mgl {
namespace {

constexpr const char* kGuideline = R"(guideline forms "Forms of examples"
  language mgl 1
  version 1.0.0
  status draft
  applies when age >= 18 years

substance magnesium
  molar mass 24.305 g/mol
  valence 2

fact age "Age" in whole years
fact sex "Sex" is one of (female, male)
fact level "Magnesium" in mg/dL of magnesium
fact cramps "Cramps" is yes/no
fact bedridden "Bedridden" is yes/no
  unless stated, no
fact started "Start" is date

threshold low "Low" level below 1.8 mg/dL
define thin as low and cramps
ambiguity who "Who is treated"
  reading strict as low and cramps
  reading broad as low or cramps
  adopt strict because "an example"
medication oral "Oral"
  option citrate "Citrate"
  option lactate "Lactate"
contraindication oral "Bedridden"
  when bedridden
rule treat "Treat"
  when who
  then give oral
rule treat_women "Treat women"
  when low and cramps and sex is female
  then advise "Rest"
  overrides treat
score tally "Points"
  item "Age"
    points 2 when age >= 75 years
    points 1 when age >= 65 years
  item "Cramps"
    points 1 when cramps
result class "Class" is one of (small, large) in order
  value large when tally >= 2
  value small otherwise
result high "High" as tally >= 3
result half "Half" in mg/dL of magnesium as level / 2
result third "Third" as tally / 3
result visit "Review" as started + 1 months
result advice "Advice" is text
  value "Lie down" when cramps
  value "Walk" otherwise
table group "Group" of sex, age gives one of (a, b)
  row female, below 65 years gives a
  row female, at least 65 years gives b
  row male, any gives b
recheck control "Control" of level
  when cramps
  in 1 to 2 weeks after started

)";

/// "subject: expected, got actual" of each unmet expectation of the last example.
std::vector<std::string> UnmetOf(const std::string& examples, Day today = 20'514) {
  const auto compiled = Compiled(SourceFile("forms.mgl", kGuideline + examples));
  const ExampleRun run = RunExamples(*compiled, {today, "", true});
  std::vector<std::string> unmet;
  for (const ExplainedExpectation& item : run.examples.back().unmet) {
    unmet.push_back(fmt::format("{}: expected {}, got {}", item.unmet.subject, item.unmet.expected,
                                item.unmet.actual));
    CHECK_FALSE(item.why.empty());
  }
  return unmet;
}

std::string Example(const std::string& lines) { return "example \"it\"\n" + lines; }

/// Joined by "; ": empty where the example passes.
std::string Unmet(const std::string& given, const std::string& expect) {
  const std::string as_of = "  as of 2026-03-01\n";
  const std::string line = given.empty() ? "" : "  given " + given + "\n";
  return fmt::format("{}",
                     fmt::join(UnmetOf(Example(as_of + line + "  expect " + expect + "\n")), "; "));
}

constexpr const char* kWoman =
    "age 70 years, sex female, level 1 mg/dL, cramps yes, started 2026-02-20";

}  // namespace

TEST_CASE("outcomes of rules") {
  const std::string man = "age 70 years, sex male, level 1 mg/dL, cramps yes";
  CHECK(Unmet(man, "treat yes, treat_women no") == "");
  CHECK(Unmet(man, "treat no") == "treat: expected no, got yes");
  CHECK(Unmet(kWoman, "treat overridden") == "");
  CHECK(Unmet(kWoman, "treat yes") == "treat: expected yes, got overridden");
  CHECK(Unmet(man + ", bedridden yes", "treat blocked") == "");
  CHECK(Unmet(man + ", bedridden yes", "treat yes") == "treat: expected yes, got blocked");
  CHECK(Unmet("age 70 years, sex male, cramps yes", "treat unknown") == "");
  CHECK(Unmet("age 70 years, sex male, cramps yes", "treat no, treat_women yes") ==
        "treat: expected no, got unknown; treat_women: expected yes, got no");
}

TEST_CASE("the scope") {
  CHECK(Unmet("age 18 years", "scope in") == "");
  CHECK(Unmet("age 17 years", "scope out") == "");
  CHECK(Unmet("age missing", "scope unknown") == "");
  CHECK(Unmet("age 17 years", "scope in") == "scope: expected in, got out");
  CHECK(Unmet("", "scope out") == "scope: expected out, got unknown");
  CHECK(Unmet("age 17 years, cramps no", "treat no, class small, control no, low unknown") ==
        "treat: expected no, got out of scope; class: expected small, got out of scope; "
        "control: expected no, got out of scope");
}

TEST_CASE("results, tables and scores") {
  CHECK(Unmet(kWoman, "tally 2, class large, high no, group b, advice \"Lie down\"") == "");
  CHECK(Unmet(kWoman, "tally 3, class small, high yes, group a, advice \"Walk\"") ==
        "tally: expected 3, got 2; class: expected small, got large; high: expected yes, got no; "
        "group: expected a, got b; advice: expected \"Walk\", got \"Lie down\"");
  CHECK(Unmet("age 80 years",
              "tally could be 2 to 3, high unknown, advice could be \"Walk\", "
              "\"Lie down\"") == "");
  CHECK(Unmet("age 80 years", "tally 2") == "tally: expected 2, got could be 2 to 3");
  CHECK(Unmet("age 80 years", "tally could be 1 to 3") ==
        "tally: expected could be 1 to 3, got could be 2 to 3");
  CHECK(Unmet("age 70 years", "class could be small, large, group could be a, b") ==
        "group: expected could be a, b, got b");
  CHECK(Unmet(kWoman, "class could be small, large") ==
        "class: expected could be small, large, got large");
  CHECK(Unmet("age 70 years", "half missing, visit missing") == "");
  CHECK(Unmet(kWoman, "half missing") == "half: expected missing, got 0.5 mg/dL");
  CHECK(Unmet("age 70 years", "half 1 mg/dL") == "half: expected 1 mg/dL, got missing");
}

TEST_CASE("values in other units") {
  CHECK(Unmet("age 70 years, level 2.4305 mg/dL", "half 0.5 mmol/L") == "");
  CHECK(Unmet("age 70 years, level 1 mmol/L", "half 1.21525 mg/dL, low no") == "");
  CHECK(Unmet("age 70 years, level 2 mEq/L", "half 0.5 mmol/L") == "");
  CHECK(Unmet("age 840 months", "tally could be 1 to 2") == "");
  CHECK(Unmet("age 70 years, level 1 mmol/L", "half 1 mmol/L") ==
        "half: expected 1 mmol/L, got 1.21525 mg/dL");
}

TEST_CASE("numbers with more digits than are shown") {
  CHECK(Unmet("age 70 years, cramps no", "third 0.333333333333333") ==
        "third: expected 0.333333333333333, got 0.333333333333333, with more digits than are "
        "shown");
}

TEST_CASE("dates") {
  CHECK(Unmet(kWoman, "visit 2026-03-20") == "");
  CHECK(Unmet(kWoman, "visit 2026-03-21") == "visit: expected 2026-03-21, got 2026-03-20");
  CHECK(Unmet("age 70 years, started 2026-01", "visit could be 2026-02") == "");
  CHECK(Unmet("age 70 years, started 2026-01", "visit could be 2026-03") ==
        "visit: expected could be 2026-03-01 to 2026-03-31, got could be 2026-02-01 to "
        "2026-02-28");
}

TEST_CASE("defines, thresholds and ambiguities") {
  CHECK(Unmet(kWoman, "low yes, thin yes, who yes") == "");
  CHECK(Unmet(kWoman, "low no, thin no, who unknown") ==
        "low: expected no, got yes; thin: expected no, got yes; who: expected unknown, got yes");
  CHECK(Unmet("age 70 years, cramps yes", "low unknown, thin unknown, who unknown") == "");
}

TEST_CASE("rechecks") {
  CHECK(Unmet(kWoman, "control due") == "");
  CHECK(Unmet(kWoman, "control done") == "control: expected done, got due");
  CHECK(Unmet("age 70 years, cramps yes, started 2026-02-01, level 1 mg/dL on 2026-02-10",
              "control done") == "");
  CHECK(Unmet("age 70 years, cramps yes, started 2026-02-01, level 1 mg/dL on 2026-02-02",
              "control overdue") == "");
  CHECK(Unmet("age 70 years, cramps no", "control no") == "");
  CHECK(Unmet("age 70 years, cramps yes", "control upcoming") ==
        "control: expected upcoming, got unknown");
}

TEST_CASE("what is asked") {
  CHECK(Unmet("age 70 years, cramps yes", "ask level") == "");
  CHECK(Unmet("age 70 years, sex male, level 1 mg/dL, cramps no, started 2026-02-01",
              "ask level") == "ask: expected level, got nothing");
  CHECK(Unmet("age 80 years, sex male, level 1 mg/dL, started 2026-02-01", "ask sex, ask age") ==
        "ask: expected sex, got cramps; ask: expected age, got cramps");
}

TEST_CASE("missing, unknown and uncertain values") {
  const std::string man = "age 70 years, sex male, level 1 mg/dL, cramps yes";
  CHECK(Unmet(man + ", bedridden missing", "treat yes") == "");
  CHECK(Unmet(man + ", bedridden unknown", "treat unknown, ask bedridden") == "");
  CHECK(Unmet("age 70 years, level < 1 mg/dL", "low yes, half could be below 0.5 mg/dL") == "");
  CHECK(Unmet("age 70 years, level <= 1 mg/dL", "half could be below 0.5 mg/dL") ==
        "half: expected could be below 0.5 mg/dL, got could be at most 0.5 mg/dL");
  CHECK(Unmet("age 70 years, level > 1 mg/dL", "low unknown, half could be above 0.5 mg/dL") == "");
  CHECK(Unmet("age 70 years, level >= 1 mg/dL", "half could be at least 0.5 mg/dL") == "");
  CHECK(Unmet("age 70 years, level >= 1.8 mg/dL", "low yes") == "low: expected yes, got no");
}

TEST_CASE("like, as of and reading: the example's own lines go before") {
  const std::string first =
      "example \"first\"\n  as of 2026-03-01\n  given age 70 years, sex male, level 2 mg/dL, "
      "cramps yes, started 2026-02-20\n  reading who broad\n  expect treat yes, control due\n";
  CHECK(UnmetOf(first + Example("  like \"first\"\n  expect treat yes, control due\n")).empty());
  CHECK(UnmetOf(first + Example("  like \"first\"\n  as of 2026-04-01\n  expect control due\n")) ==
        std::vector<std::string>{"control: expected due, got overdue"});
  CHECK(UnmetOf(first + Example("  like \"first\"\n  reading who strict\n  expect treat yes\n")) ==
        std::vector<std::string>{"treat: expected yes, got no"});
  CHECK(UnmetOf(first + Example("  like \"first\"\n  given level missing\n  expect treat yes, "
                                "low no\n")) ==
        std::vector<std::string>{"low: expected no, got unknown"});
}

TEST_CASE("the day of the run counts only without `as of`") {
  const std::string given = "  given age 70 years, cramps yes, started 2026-02-20\n";
  const Day due = DayFromDate(2026, 3, 1).value();
  CHECK(UnmetOf(Example(given + "  expect control due\n"), due).empty());
  CHECK(UnmetOf(Example(given + "  expect control due\n"), due + 20).size() == 1);
  CHECK(UnmetOf(Example("  as of 2026-03-01\n" + given + "  expect control due\n"), due + 20)
            .empty());
}

}  // namespace mgl
