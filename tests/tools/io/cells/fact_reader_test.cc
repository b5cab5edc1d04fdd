// What one cell says of one fact: every spelling that is read, and what is not.
#include "tools/io/cells/fact_reader.h"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

namespace mgl {
namespace {

Guideline MakeGuideline() {
  Guideline guideline;
  Fact magnesium;
  magnesium.name = "magnesium";
  magnesium.type = FactType::kNumber;
  magnesium.unit = *ParseUnit("mg/dL");
  magnesium.has_unit = true;
  Fact cramps;
  cramps.name = "cramps";
  Fact started;
  started.name = "started";
  started.type = FactType::kDate;
  Fact sex;
  sex.name = "sex";
  sex.type = FactType::kChoice;
  sex.choices = {{"female", "Female", "F"}, {"male", "Male", "M"}};
  Fact visits;
  visits.name = "visits";
  visits.type = FactType::kNumber;
  visits.unit = UnityUnit();
  guideline.facts = {magnesium, cramps, started, sex, visits};
  return guideline;
}

constexpr FactId kMagnesium{0};
constexpr FactId kCramps{1};
constexpr FactId kStarted{2};
constexpr FactId kSex{3};
constexpr FactId kVisits{4};

/// The interval and its unit, `absent`, `unknown`, or `unreadable: reason`.
std::string Number(std::string_view text, std::string_view unit = "", FactId fact = kMagnesium) {
  static const Guideline guideline = MakeGuideline();
  static FactReader reader(guideline);
  const ReportedFact reported = reader.Read(fact, text, unit, "");
  switch (reported.state) {
    case ReportedFact::State::kAbsent:
      return "absent";
    case ReportedFact::State::kUnknown:
      return "unknown";
    case ReportedFact::State::kUnreadable:
      return "unreadable: " + reported.reason;
    case ReportedFact::State::kValue:
      break;
  }
  const auto end = [](const Bound& bound) {
    if (bound.infinite) return std::string("inf");
    return FormatDecimal(bound.value) + (bound.closed ? "" : "!");
  };
  std::string shown = end(reported.number.low) + ".." + end(reported.number.high);
  if (reported.number.IsPoint()) shown = FormatDecimal(reported.number.low.value);
  return reported.unit != nullptr ? shown + " " + reported.unit->code : shown;
}

TEST_CASE("numbers stay the decimals that were written") {
  CHECK(Number("1.20") == "1.2");
  CHECK(Number(" +1.2 ") == "1.2");
  CHECK(Number(".5") == "0.5");
  CHECK(Number("5.") == "5");
  CHECK(Number("12e-1") == "1.2");
  CHECK(Number("-3") == "-3");
  CHECK(Number("1.1999999999999999999999") == "1.1999999999999999999999");
}

TEST_CASE("comparators make intervals") {
  for (const char* text : {"<0.3", "< 0.3", "LESS THAN 0.3", "less than 0.3", "Less  Than 0.3"}) {
    CHECK_MESSAGE(Number(text) == "inf..0.3!", text);
  }
  for (const char* text : {">=10", "≥10", ">= 10", "greater than or equal to 10"}) {
    CHECK_MESSAGE(Number(text) == "10..inf", text);
  }
  CHECK(Number("<=1.2") == "inf..1.2");
  CHECK(Number("≤1.2") == "inf..1.2");
  CHECK(Number("GREATER THAN 10") == "10!..inf");
  CHECK(Number(">30 mg/L") == "30!..inf mg/L");
}

TEST_CASE("the unit stands in the cell, in its column, or is the fact's own") {
  CHECK(Number("1.1 mmol/L") == "1.1 mmol/L");
  CHECK(Number("1.1mmol/L") == "1.1 mmol/L");
  CHECK(Number("1.1", "mmol/L") == "1.1 mmol/L");
  CHECK(Number("1.1 mmol/L", "mmol/L") == "1.1 mmol/L");
  CHECK(Number("1.1", "null") == "1.1");
  CHECK(Number("1.1 mmol/L", "mg/dL") ==
        "unreadable: \"1.1 mmol/L\" has another unit than its unit column (\"mg/dL\")");
  CHECK(Number("1.1", "mgg") ==
        "unreadable: `mgg` is not a unit: there is no unit `mgg`; did you mean `mg`?");
  CHECK(Number("3 mg", "", kVisits) ==
        "unreadable: \"3 mg\" has a unit (\"mg\") and is a plain number");
  CHECK(Number("3", "", kVisits) == "3");
}

TEST_CASE("missing, stated to be unknown, unreadable") {
  for (const char* text : {"", "  ", "null", "NA", "N/A", "#N/A", "NULL", "NaN", "NaT", "None",
                           "\\N", ".", "-", "\u00A0"}) {
    CHECK_MESSAGE(Number(text) == "absent", text);
  }
  for (const char* text : {"unknown", "UNKNOWN"}) CHECK(Number(text) == "unknown");
  for (const char* text : {"abc", "hemolyzed", "1.2.3", "--1", "<", "1,2", "inf", "0x10"}) {
    CHECK_MESSAGE(Number(text).starts_with("unreadable: "), text);
  }
  CHECK(Number("1e999999999").starts_with("unreadable: "));
  CHECK(Number(std::string(5000, '9')).starts_with("unreadable: "));
}

TEST_CASE("yes/no, dates and choices") {
  static const Guideline guideline = MakeGuideline();
  FactReader reader(guideline);
  const auto read = [&](FactId fact, std::string_view text) {
    return reader.Read(fact, text, "", "");
  };
  for (const char* text : {"yes", "Y", "true", "TRUE", "1"}) {
    CHECK_MESSAGE(read(kCramps, text).choice == 1, text);
    CHECK(read(kCramps, text).state == ReportedFact::State::kValue);
  }
  for (const char* text : {"no", "N", "False", "0"}) {
    CHECK_MESSAGE(read(kCramps, text).choice == 0, text);
    CHECK(read(kCramps, text).state == ReportedFact::State::kValue);
  }
  CHECK(read(kCramps, "maybe").reason == "\"maybe\" is neither yes nor no");
  CHECK(read(kStarted, "2026-03-01").day.first == *DayFromDate(2026, 3, 1));
  CHECK(read(kStarted, "2026-03").day ==
        DaySpan{*DayFromDate(2026, 3, 1), *DayFromDate(2026, 3, 31)});
  CHECK(read(kStarted, "2026-02-30").state == ReportedFact::State::kUnreadable);
  CHECK(read(kSex, "male").choice == 1);
  CHECK(read(kSex, "M").choice == 1);
  CHECK(read(kSex, "other").reason == "\"other\" is not one of its choices");
}

TEST_CASE("the date of a value") {
  static const Guideline guideline = MakeGuideline();
  FactReader reader(guideline);
  CHECK(reader.Read(kMagnesium, "1", "", "2026-03-01").date->first == *DayFromDate(2026, 3, 1));
  CHECK_FALSE(reader.Read(kMagnesium, "1", "", "").date);
  CHECK_FALSE(reader.Read(kMagnesium, "1", "", "unknown").date);
  CHECK(reader.Read(kMagnesium, "1", "", "soon").date_problem ==
        "\"soon\" is not a date (such as 2026-03-01)");
}

TEST_CASE("what a cell says does not hang on what was read before into the same memory") {
  static const Guideline guideline = MakeGuideline();
  FactReader reader(guideline);
  const UnitRule rule = {.stated = "", .has_column = true, .warns = true};
  const auto text_of = [](const ReportedFact& fact) {
    const bool has_number = fact.state == ReportedFact::State::kValue;
    const auto days = [](const std::optional<DaySpan>& span) {
      return span ? FormatDay(span->first) + ".." + FormatDay(span->last) : "";
    };
    return std::to_string(static_cast<int>(fact.state)) + "|" +
           std::to_string(static_cast<int>(fact.unit_column)) + "|" +
           std::to_string(static_cast<int>(fact.warns_of_unit)) + "|" + fact.reason + "|" +
           std::string(fact.problem) + "|" + fact.unread_unit + "|" +
           (has_number ? FormatInterval(fact.number) : "") + "|" +
           std::to_string(static_cast<int>(has_number && fact.number.low.closed)) + "|" +
           (fact.unit == nullptr ? "" : fact.unit->code) + "|" + days(fact.day) + "|" +
           std::to_string(fact.choice) + "|" + days(fact.date) + "|" + fact.date_problem;
  };
  struct Cell {
    std::string text;
    std::string unit;
    std::string date;
  };
  const std::vector<Cell> cells = {
      {"", "", ""},
      {"1.5", "", ""},
      {"<3", "mmol/L", "2026-03"},
      {">0.25", "", "soon"},
      {"2 to 3", "mg/dL", ""},
      {"7 furlongs", "", "2026-03-01"},
      {"4", "bogus", ""},
      {"unknown", "", "2026-03-01"},
      {"NA", "", "2026-03-01"},
      {"yes", "", ""},
      {"no", "", ""},
      {"2026-03", "", ""},
      {"male", "", ""},
      {"hemolyzed", "", ""},
  };
  for (std::uint32_t i = 0; i < guideline.facts.size(); ++i) {
    for (const Cell& first : cells) {
      for (const Cell& second : cells) {
        ReportedFact used;
        reader.ReadInto(FactId{i}, first.text, first.unit, first.date, rule, used);
        reader.ReadInto(FactId{i}, second.text, second.unit, second.date, rule, used);
        const ReportedFact fresh =
            reader.Read(FactId{i}, second.text, second.unit, second.date, rule);
        CAPTURE(first.text);
        CAPTURE(second.text);
        CHECK(text_of(used) == text_of(fresh));
      }
    }
  }
}

}  // namespace
}  // namespace mgl
