// A recheck's status: a table of single days, and partial dates against every combination of days.
#include "engine/meaning/recheck_status.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

using Status = RecheckStatus;

DaySpan SpanOf(const std::string& text) { return *ParseDate(text); }

Recheck Window(Recheck::Duration first, Recheck::Duration last) {
  Recheck recheck;
  recheck.first = first;
  recheck.last = last;
  return recheck;
}

Recheck Every(Recheck::Duration period, std::optional<Recheck::Duration> tolerance = {}) {
  Recheck recheck;
  recheck.repeats = true;
  recheck.first = period;
  recheck.has_tolerance = tolerance.has_value();
  if (tolerance) recheck.last = *tolerance;
  return recheck;
}

struct Row {
  const char* anchor;
  const char* test;  // empty: none
  const char* as_of;
  Status status;
  const char* from;
  const char* to;
};

void CheckRows(const Recheck& recheck, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.anchor);
    CAPTURE(row.test);
    CAPTURE(row.as_of);
    std::optional<DaySpan> test;
    if (*row.test != 0) test = SpanOf(row.test);
    const RecheckState state = StatusForDays(recheck, SpanOf(row.anchor), test, DayOf(row.as_of));
    CHECK(RecheckStatusName(state.status) == RecheckStatusName(row.status));
    CHECK((state.from ? FormatDay(*state.from) : "") == row.from);
    CHECK((state.to ? FormatDay(*state.to) : "") == row.to);
  }
}

TEST_CASE("recheck: in 1 to 2 weeks after") {
  CheckRows(
      Window({0, 7}, {0, 14}),
      {
          {"2026-03-01", "", "2026-03-07", Status::kUpcoming, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "", "2026-03-08", Status::kDue, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "", "2026-03-15", Status::kDue, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "", "2026-03-16", Status::kOverdue, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "2026-03-07", "2026-03-16", Status::kOverdue, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "2026-03-08", "2026-03-09", Status::kDone, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "2026-03-20", "2026-03-21", Status::kDone, "2026-03-08", "2026-03-15"},
          {"2026-05-01", "", "2026-03-16", Status::kUpcoming, "2026-05-08", "2026-05-15"},
      });
}

TEST_CASE("recheck: every 3 months, within 2 weeks") {
  CheckRows(
      Every({3, 0}, Recheck::Duration{0, 14}),
      {
          {"2026-01-31", "", "2026-04-29", Status::kUpcoming, "2026-04-30", "2026-05-14"},
          {"2026-01-31", "", "2026-04-30", Status::kDue, "2026-04-30", "2026-05-14"},
          {"2026-01-31", "", "2026-05-14", Status::kDue, "2026-04-30", "2026-05-14"},
          {"2026-01-31", "", "2026-05-15", Status::kOverdue, "2026-04-30", "2026-05-14"},
          // The later of the anchor and the test counts.
          {"2026-01-31", "2026-03-01", "2026-05-15", Status::kUpcoming, "2026-06-01", "2026-06-15"},
          {"2026-01-31", "2025-12-01", "2026-05-15", Status::kOverdue, "2026-04-30", "2026-05-14"},
      });
}

TEST_CASE("recheck: without a tolerance it is due on one day") {
  CheckRows(Every({1, 1}),
            {
                {"2026-01-31", "", "2026-02-28", Status::kUpcoming, "2026-03-01", "2026-03-01"},
                {"2026-01-31", "", "2026-03-01", Status::kDue, "2026-03-01", "2026-03-01"},
                {"2026-01-31", "", "2026-03-02", Status::kOverdue, "2026-03-01", "2026-03-01"},
            });
}

TEST_CASE("recheck: every 2 weeks within 3 days for 4 weeks") {
  Recheck recheck = Every({0, 14}, Recheck::Duration{0, 3});
  recheck.lasts = Recheck::Duration{0, 28};  // with the tolerance up to 2026-04-01
  CheckRows(
      recheck,
      {
          {"2026-03-01", "", "2026-03-14", Status::kUpcoming, "2026-03-15", "2026-03-18"},
          {"2026-03-01", "", "2026-04-01", Status::kOverdue, "2026-03-15", "2026-03-18"},
          {"2026-03-01", "", "2026-04-02", Status::kNo, "", ""},
          {"2026-03-01", "2026-03-16", "2026-03-17", Status::kUpcoming, "2026-03-30", "2026-04-02"},
          {"2026-03-01", "2026-03-18", "2026-04-01", Status::kDue, "2026-04-01", "2026-04-04"},
          {"2026-03-01", "2026-03-18", "2026-04-02", Status::kNo, "", ""},
          {"2026-03-01", "2026-03-19", "2026-03-20", Status::kDone, "", ""},
          {"2026-03-01", "2026-03-30", "2026-04-01", Status::kDone, "", ""},
          {"2026-03-01", "2026-03-30", "2026-04-02", Status::kNo, "", ""},  // it has ended
          {"2026-03-01", "2026-03-30", "2027-03-20", Status::kNo, "", ""},
          {"2026-05", "2026-03", "2026-03-20", Status::kUpcoming, "2026-05-15", "2026-06-17"},
          {"2026-03", "2026-05", "2026-06-20", Status::kNo, "", ""},
          {"2026-03", "", "2026-06-20", Status::kNo, "", ""},
          {"2026-03", "", "2026-04-02", Status::kUnknown, "", ""},
      });
}

TEST_CASE("recheck: what has ended or never begins needs no condition") {
  Recheck recheck = Every({0, 14}, Recheck::Duration{0, 3});
  recheck.lasts = Recheck::Duration{0, 28};
  const DaySpan begun = SpanOf("2026-03-01");
  for (const Truth when : {Truth::kYes, Truth::kNo, Truth::kUnknown}) {
    CHECK(DecideRecheck(recheck, when, begun, {}, DayOf("2026-04-02")).status == Status::kNo);
    CHECK(DecideRecheck(recheck, when, DaySpan{kNever, kNever}, {}, DayOf("2026-03-02")).status ==
          Status::kNo);
  }
  const RecheckState open = DecideRecheck(recheck, Truth::kUnknown, begun, {}, DayOf("2026-04-01"));
  CHECK(open.status == Status::kUnknown);
  CHECK(!open.from);
}

TEST_CASE("recheck: a window that ends") {
  Recheck recheck = Window({0, 7}, {0, 14});
  recheck.lasts = Recheck::Duration{1, 0};
  CheckRows(
      recheck,
      {
          {"2026-03-01", "", "2026-03-08", Status::kDue, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "", "2026-04-01", Status::kOverdue, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "", "2026-04-02", Status::kNo, "", ""},
          {"2026-03-01", "2026-03-08", "2026-04-01", Status::kDone, "2026-03-08", "2026-03-15"},
          {"2026-03-01", "2026-03-08", "2026-04-02", Status::kNo, "", ""},
      });
}

TEST_CASE("recheck: partial dates") {
  const Recheck window = Window({0, 7}, {0, 14});
  CheckRows(window,
            {
                {"2026-03", "", "2026-03-07", Status::kUpcoming, "2026-03-08", "2026-04-14"},
                {"2026-03", "", "2026-03-08", Status::kUnknown, "", ""},
                {"2026-03", "", "2026-04-14", Status::kUnknown, "", ""},
                {"2026-03", "", "2026-04-15", Status::kOverdue, "2026-03-08", "2026-04-14"},
                {"2026-03", "2026-04", "2026-05-15", Status::kUnknown, "", ""},
                {"2026-03", "2026-05", "2026-05-31", Status::kDone, "2026-03-08", "2026-04-14"},
                {"2026-03-01", "2026-03", "2026-05-31", Status::kUnknown, "", ""},
            });
}

/// One day each, written out apart from the code under test.
RecheckState Oracle(const Recheck& recheck, Day anchor, std::optional<Day> test, Day as_of) {
  const Day base = recheck.repeats && test && *test > anchor ? *test : anchor;
  const Day from = *AddMonths(base, recheck.first.months) + recheck.first.days;
  Day to = from;
  if (!recheck.repeats) to = *AddMonths(anchor, recheck.last.months) + recheck.last.days;
  if (recheck.has_tolerance) to = *AddMonths(from, recheck.last.months) + recheck.last.days;
  if (recheck.lasts) {
    Day end = *AddMonths(anchor, recheck.lasts->months) + recheck.lasts->days;
    if (recheck.has_tolerance) end = *AddMonths(end, recheck.last.months) + recheck.last.days;
    if (as_of > end) return {Status::kNo, {}, {}};
    if (recheck.repeats && base > anchor && from > end) return {Status::kDone, {}, {}};
  }
  Status status = Status::kDue;
  if (as_of < from) status = Status::kUpcoming;
  if (as_of > to && as_of >= from) status = Status::kOverdue;
  if (!recheck.repeats && test && *test >= from) status = Status::kDone;
  return {status, from, to};
}

RecheckState OverAllDays(const Recheck& recheck, const DaySpan& anchor,
                         const std::optional<DaySpan>& test, Day as_of) {
  std::optional<RecheckState> all;
  for (Day day = anchor.first; day <= anchor.last; ++day) {
    const Day first_test = test ? test->first : 0;
    const Day last_test = test ? test->last : 0;
    for (Day test_day = first_test; test_day <= last_test; ++test_day) {
      const RecheckState one =
          Oracle(recheck, day, test ? std::optional(test_day) : std::nullopt, as_of);
      if (!all) all = one;
      if (one.status != all->status) return {Status::kUnknown, {}, {}};
      if (!all->from) continue;
      all->from = std::min(*all->from, *one.from);
      all->to = std::max(*all->to, *one.to);
    }
  }
  return *all;
}

TEST_CASE("recheck: partial dates agree with every combination of days") {
  std::mt19937 random(1);
  const auto pick = [&random](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  std::set<Status> seen;
  for (int i = 0; i < 20000; ++i) {
    Recheck recheck;
    recheck.repeats = pick(0, 1) == 1;
    recheck.first = {pick(0, 2), pick(0, 20)};
    recheck.has_tolerance = recheck.repeats && pick(0, 1) == 1;
    recheck.last = recheck.repeats ? Recheck::Duration{pick(0, 1), pick(0, 10)}
                                   : Recheck::Duration{recheck.first.months + pick(0, 1),
                                                       recheck.first.days + pick(0, 20)};
    // As the checker demands: in every month what is due is due before the end.
    const Recheck::Duration& due = recheck.repeats ? recheck.first : recheck.last;
    if (pick(0, 1) == 1) recheck.lasts = {due.months + pick(0, 2), due.days + pick(0, 30)};
    const Day start = DayOf("2026-01-15") + pick(0, 60);
    const DaySpan anchor = {start, start + pick(0, 1) * pick(0, 40)};
    std::optional<DaySpan> test;
    if (pick(0, 2) > 0) {
      const Day first = start + pick(-30, 90);
      test = DaySpan{first, first + pick(0, 1) * pick(0, 40)};
    }
    const Day as_of = start + pick(-10, 150);
    const RecheckState expected = OverAllDays(recheck, anchor, test, as_of);
    const RecheckState state = StatusForDays(recheck, anchor, test, as_of);
    REQUIRE(RecheckStatusName(state.status) == RecheckStatusName(expected.status));
    REQUIRE(state.from == expected.from);
    REQUIRE(state.to == expected.to);
    seen.insert(state.status);
  }
  CHECK(seen.size() == 6);
}

/// A recheck of serum magnesium after the latest of two dates, when on treatment.
struct Treatment {
  GuidelineBuilder builder;
  FactId test = builder.AddNumber("serum_magnesium", "mg/dL");
  NodeId treated = builder.AddTruth("treated");
  FactId started = builder.AddFact("started", FactType::kDate);
  FactId changed = builder.AddFact("changed", FactType::kDate);
  Case one;

  Treatment() {
    Recheck recheck = Window({0, 7}, {0, 14});
    recheck.name = "after_start";
    recheck.fact = test;
    recheck.when = treated;
    recheck.anchors = {builder.Node(started), builder.Node(changed)};
    builder.guideline.rechecks.push_back(recheck);
    builder.Of(test).plausible = Closed("0.1", "20");
    one = builder.EmptyCase();
    one.facts[1] = ReportedTruth(Truth::kYes);
    one.facts[2] = ReportedDate("2026-03-01");
    one.facts[3] = ReportedDate("2026-03-10");
  }
  RecheckState Decide() {
    ScalarEvaluator evaluator(builder.guideline, {DayOf("2026-03-20"), {}});
    return evaluator.Decide(one).rechecks.at(0);
  }
};

TEST_CASE("recheck: the latest of several anchors") {
  Treatment treatment;
  CHECK(treatment.Decide().status == Status::kDue);
  CHECK(treatment.Decide().from == DayOf("2026-03-17"));
  treatment.one.facts[3] = ReportedDate("2026-02");
  CHECK(treatment.Decide().from == DayOf("2026-03-08"));
  CHECK(treatment.Decide().status == Status::kOverdue);
  treatment.one.facts[3] = ReportedFact();
  CHECK(treatment.Decide().status == Status::kUnknown);
  CHECK(!treatment.Decide().from);
}

TEST_CASE("recheck: when it does not apply or that is unknown, there are no dates") {
  Treatment treatment;
  treatment.one.facts[1] = ReportedTruth(Truth::kNo);
  CHECK(treatment.Decide().status == Status::kNo);
  CHECK(!treatment.Decide().to);
  treatment.one.facts[1] = ReportedFact();
  CHECK(treatment.Decide().status == Status::kUnknown);
  CHECK(!treatment.Decide().to);
}

TEST_CASE("recheck: only a usable, dated result counts as the test") {
  Treatment treatment;
  ReportedFact& test = treatment.one.facts[0];
  test = Dated(ReportedNumber("1.5"), "2026-03-17");
  CHECK(treatment.Decide().status == Status::kDone);
  CHECK(treatment.Decide().to == DayOf("2026-03-24"));
  test = Dated(ReportedNumber("1.5"), "2026-03-16");
  CHECK(treatment.Decide().status == Status::kDue);
  test = ReportedNumber("1.5");  // without a date
  CHECK(treatment.Decide().status == Status::kDue);
  test = Dated(ReportedNumber("99"), "2026-03-17");  // implausible
  CHECK(treatment.Decide().status == Status::kDue);
  test = Dated(ReportedNumber("1.5"), "2026-03-21");  // after the as-of date
  CHECK(treatment.Decide().status == Status::kDue);
  treatment.builder.Of(treatment.test).suspect_when = {treatment.treated};
  treatment.builder.guideline.suspect_order = {treatment.test};
  test = Dated(ReportedNumber("1.5"), "2026-03-17");  // suspect
  CHECK(treatment.Decide().status == Status::kDue);
}

}  // namespace
}  // namespace mgl
