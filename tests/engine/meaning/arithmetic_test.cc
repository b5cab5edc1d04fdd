// What functions of one operand make, of single values and of uncertain ones.
#include "engine/meaning/arithmetic.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

TEST_CASE("evaluate: the logarithm to base 10") {
  GuidelineBuilder builder;
  const FactId id = builder.AddNumber("number", "1");
  const NodeId logarithm = builder.Number(NodeKind::kLogarithm10, {builder.Node(id)});
  const auto check = [&](const ReportedFact& number, const char* expected) {
    const Decision decision = DecideCase(builder, {number});
    const Value& value = decision.nodes[Index(logarithm)];
    CHECK((value.known ? FormatInterval(value.number) : std::string("missing")) == expected);
  };
  check(ReportedNumber("7"), "0.845098040014");
  check(ReportedNumber("0.001"), "-3");
  check(ReportedNumber("1000000"), "6");
  check(ReportedNumber(Closed("10", "1000")), "1..3");
  check(ReportedNumber("0"), "missing");
  check(ReportedNumber(Closed("-1", "10")), "missing");
  check({}, "missing");
}

TEST_CASE("evaluate: the year and the month of a date") {
  GuidelineBuilder builder;
  const FactId born = builder.AddFact("born", FactType::kDate);
  const NodeId year = builder.Number(NodeKind::kYearOf, {builder.Node(born)});
  const NodeId month = builder.Number(NodeKind::kMonthOf, {builder.Node(born)});
  const auto check = [&](const ReportedFact& date, const char* years, const char* months) {
    const Decision decision = DecideCase(builder, {date});
    const auto text = [&](NodeId node) {
      const Value& value = decision.nodes[Index(node)];
      return value.known ? FormatInterval(value.number) : std::string("missing");
    };
    CHECK(text(year) == years);
    CHECK(text(month) == months);
  };
  check(ReportedDate("2026-02-28"), "2026", "2");
  check(ReportedDate("2026-12"), "2026", "12");
  check(ReportedDate("2026"), "2026", "1..12");
  check({}, "missing", "missing");
  ReportedFact span = ReportedDate("2025-12-01");
  span.day.last = ParseDate("2026-01-31")->last;
  check(span, "2025..2026", "1..12");
  span.day = {kNever, kNever};
  check(span, "missing", "missing");
}

}  // namespace
}  // namespace mgl
