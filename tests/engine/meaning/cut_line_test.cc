// Thresholds and ranges: exact cuts in every unit, open ends, lines by kind and by `when`.
#include "engine/meaning/cut_line.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

/// Serum magnesium with lines in two kinds: 1.8 to 2.5 mg/dL, 1.5 to 2.5 mEq/L.
struct Magnesium {
  GuidelineBuilder builder;
  FactId id = builder.AddNumber("serum_magnesium", "mg/dL");
  Unit mg_per_litre = UnitOf("mg/L");
  Unit mmol_per_litre = UnitOf("mmol/L");
  Unit meq_per_litre = UnitOf("mEq/L");
  NodeId severe = builder.AddThreshold("severe", id, {builder.Line("mg/dL", Under("1.2"))});
  NodeId below;
  NodeId within;
  NodeId above;

  Magnesium() {
    builder.Of(id).substance = Substance{"magnesium", Decimal("24.305"), 2};
    const Rational meq = Decimal("24.305") / 20;  // mg/dL in a mEq/L
    const Interval in_meq = {Bound::At(Decimal("1.5") * meq), Bound::At(Decimal("2.5") * meq)};
    const std::uint32_t range = builder.AddRange(
        "normal", id, {builder.Line("mg/dL", Closed("1.8", "2.5")), builder.Line("mEq/L", in_meq)});
    below = builder.Truth(NodeKind::kBelowRange, {builder.Node(id)}, range);
    within = builder.Truth(NodeKind::kWithinRange, {builder.Node(id)}, range);
    above = builder.Truth(NodeKind::kAboveRange, {builder.Node(id)}, range);
  }
  Truth At(NodeId node, const ReportedFact& reported) {
    return TruthAt(DecideCase(builder, {reported}), node);
  }
};

TEST_CASE("cut: a value on a threshold is not below it in any unit") {
  Magnesium magnesium;
  const auto severe = [&](const Interval& value, const Unit* unit) {
    return magnesium.At(magnesium.severe, ReportedNumber(value, unit));
  };
  const auto point = [](const std::string& text) { return Interval::Point(Decimal(text)); };
  CHECK(severe(point("1.2"), nullptr) == kN);
  CHECK(severe(point("1.199999999999999999999"), nullptr) == kY);
  CHECK(severe(point("12"), &magnesium.mg_per_litre) == kN);
  CHECK(severe(point("11.99999999999999999999"), &magnesium.mg_per_litre) == kY);
  // 1.2 mg/dL is 12/24.305 mmol/L = 0.49372557086…: no decimal, but exact all the same.
  const Rational cut = Decimal("12") / Decimal("24.305");
  CHECK(severe(Interval::Point(cut), &magnesium.mmol_per_litre) == kN);
  CHECK(severe(point("0.493725570870"), &magnesium.mmol_per_litre) == kY);
  CHECK(severe(point("0.493725570871"), &magnesium.mmol_per_litre) == kN);
  CHECK(severe(Interval::Point(2 * cut), &magnesium.meq_per_litre) == kN);
  CHECK(severe(point("0.98"), &magnesium.meq_per_litre) == kY);
  CHECK(magnesium.At(magnesium.severe, {}) == kU);
}

TEST_CASE("cut: an uncertain value is decided where all of it lies on one side") {
  Magnesium magnesium;
  const auto severe = [&](const Interval& value) {
    return magnesium.At(magnesium.severe, ReportedNumber(value));
  };
  CHECK(severe(Under("1.2")) == kY);
  CHECK(severe(Under("1.2", true)) == kU);
  CHECK(severe(Over("1.2")) == kN);
  CHECK(severe(Over("1.2", true)) == kN);
  CHECK(severe(Over("1.1")) == kU);
  CHECK(severe(Closed("1.0", "1.1")) == kY);
  CHECK(severe(Closed("1.1", "1.2")) == kU);
}

TEST_CASE("cut: the line of the reported kind applies") {
  Magnesium magnesium;
  struct Row {
    const char* value;
    const Unit* unit;
    Truth below, within, above;
  };
  const Row rows[] = {
      {"1.79", nullptr, kY, kN, kN},
      {"1.8", nullptr, kN, kY, kN},
      {"2.5", nullptr, kN, kY, kN},
      {"2.51", nullptr, kN, kN, kY},
      {"25", &magnesium.mg_per_litre, kN, kY, kN},
      {"25.1", &magnesium.mg_per_litre, kN, kN, kY},
      // 2.5 mEq/L is 3.04 mg/dL, above the line in mg/dL; its own line says normal.
      {"2.5", &magnesium.meq_per_litre, kN, kY, kN},
      {"2.51", &magnesium.meq_per_litre, kN, kN, kY},
      {"1.5", &magnesium.meq_per_litre, kN, kY, kN},
      {"1.49", &magnesium.meq_per_litre, kY, kN, kN},
      // No line in amount: the first line's kind serves. 2.5 mg/dL is 1.0286 mmol/L.
      {"1.02", &magnesium.mmol_per_litre, kN, kY, kN},
      {"1.03", &magnesium.mmol_per_litre, kN, kN, kY},
      {"0.74", &magnesium.mmol_per_litre, kY, kN, kN},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CHECK(magnesium.At(magnesium.below, ReportedNumber(row.value, row.unit)) == row.below);
    CHECK(magnesium.At(magnesium.within, ReportedNumber(row.value, row.unit)) == row.within);
    CHECK(magnesium.At(magnesium.above, ReportedNumber(row.value, row.unit)) == row.above);
  }
}

TEST_CASE("cut: open and infinite ends of a range") {
  GuidelineBuilder builder;
  const FactId id = builder.AddNumber("sodium", "mmol/L");
  const Interval half_open = {Bound::At(135), Bound::At(145, false)};
  const std::uint32_t range = builder.AddRange("r", id, {builder.Line("mmol/L", half_open)});
  const std::uint32_t upper = builder.AddRange("u", id, {builder.Line("mmol/L", Under("145"))});
  const NodeId below = builder.Truth(NodeKind::kBelowRange, {builder.Node(id)}, range);
  const NodeId within = builder.Truth(NodeKind::kWithinRange, {builder.Node(id)}, range);
  const NodeId above = builder.Truth(NodeKind::kAboveRange, {builder.Node(id)}, range);
  const NodeId never = builder.Truth(NodeKind::kBelowRange, {builder.Node(id)}, upper);
  struct Row {
    Interval value;
    Truth below, within, above;
  };
  const Row rows[] = {
      {Closed("134.9", "134.9"), kY, kN, kN}, {Closed("135", "135"), kN, kY, kN},
      {Closed("145", "145"), kN, kN, kY},     {Under("135"), kY, kN, kN},
      {Under("135", true), kU, kU, kN},       {Over("145"), kN, kN, kY},
      {Over("145", true), kN, kN, kY},        {Over("135", true), kN, kU, kU},
      {Closed("136", "144"), kN, kY, kN},     {Closed("130", "150"), kU, kU, kU},
      {Closed("136", "145"), kN, kU, kU},
  };
  for (const Row& row : rows) {
    CAPTURE(FormatInterval(row.value));
    const Decision decision = DecideCase(builder, {ReportedNumber(row.value)});
    CHECK(TruthAt(decision, below) == row.below);
    CHECK(TruthAt(decision, within) == row.within);
    CHECK(TruthAt(decision, above) == row.above);
    CHECK(TruthAt(decision, never) == kN);
  }
}

TEST_CASE("cut: lines with `when`: the first that applies") {
  GuidelineBuilder builder;
  const FactId id = builder.AddNumber("hemoglobin", "g/dL");
  const NodeId pregnant = builder.AddTruth("pregnant");
  const NodeId female = builder.AddTruth("female");
  CutLine first = builder.Line("g/dL", Over("11", true));
  first.when_operand = 1;
  CutLine second = builder.Line("g/dL", Over("12", true));
  second.when_operand = 2;
  const CutLine last = builder.Line("g/dL", Over("13", true));
  const std::uint32_t full = builder.AddRange("full", id, {first, second, last});
  const std::uint32_t part = builder.AddRange("part", id, {first, second});
  const auto node = [&](std::uint32_t range) {
    return builder.Truth(NodeKind::kBelowRange, {builder.Node(id), pregnant, female}, range);
  };
  const NodeId below_full = node(full);
  const NodeId below_part = node(part);
  struct Row {
    const char* value;
    Truth pregnant, female, full, part;
  };
  const Row rows[] = {
      {"11.5", kY, kN, kN, kN}, {"11.5", kY, kU, kN, kN}, {"11.5", kN, kY, kY, kY},
      {"11.5", kU, kY, kU, kU}, {"10.5", kU, kY, kY, kY}, {"12.5", kU, kY, kN, kN},
      {"12.5", kN, kN, kY, kU}, {"12.5", kN, kU, kU, kU}, {"11.5", kN, kU, kY, kU},
      {"13.5", kU, kU, kN, kU}, {"10.5", kU, kU, kY, kU}, {"11.5", kU, kN, kU, kU},
  };
  for (const Row& row : rows) {
    CAPTURE(row.value);
    CAPTURE(TruthName(row.pregnant));
    CAPTURE(TruthName(row.female));
    const Decision decision = DecideCase(
        builder,
        {ReportedNumber(row.value), ReportedTruth(row.pregnant), ReportedTruth(row.female)});
    CHECK(TruthName(TruthAt(decision, below_full)) == TruthName(row.full));
    CHECK(TruthName(TruthAt(decision, below_part)) == TruthName(row.part));
  }
}

/// Half a number, which may be missing or uncertain, with another limit under a condition.
TEST_CASE("cut: what is computed is cut by the lines that count") {
  GuidelineBuilder builder;
  const FactId id = builder.AddNumber("number", "1");
  const NodeId when = builder.AddTruth("when");
  const NodeId half =
      builder.Number(NodeKind::kMultiply, {builder.Node(id), builder.NumberConstant("0.5")});
  CutLine first = builder.Line("1", Over("2", true));
  first.when_operand = 1;
  const NodeId cut = builder.AddThresholdOf(half, {first, builder.Line("1", Over("3"))}, {when});
  const auto check = [&](const ReportedFact& number, Truth condition, Truth expected) {
    const Decision decision = DecideCase(builder, {number, ReportedTruth(condition)});
    CHECK(TruthName(TruthAt(decision, cut)) == TruthName(expected));
  };
  check(ReportedNumber("4"), kY, kY);
  check(ReportedNumber("3.99"), kY, kN);
  check(ReportedNumber("6"), kN, kN);
  check(ReportedNumber("6.01"), kN, kY);
  check(ReportedNumber("5"), kU, kU);
  check(ReportedNumber("7"), kU, kY);
  check(ReportedNumber("1"), kU, kN);
  check(ReportedNumber(Under("4")), kY, kN);
  check(ReportedNumber(Closed("3", "5")), kY, kU);
  check({}, kY, kU);
}

}  // namespace
}  // namespace mgl
