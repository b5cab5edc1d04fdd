// Kleene's tables, written out by hand, all rows.
#include "engine/value/truth.h"

#include <doctest/doctest.h>

namespace mgl {
namespace {

constexpr Truth kN = Truth::kNo;
constexpr Truth kY = Truth::kYes;
constexpr Truth kU = Truth::kUnknown;

struct Unary {
  Truth a;
  Truth result;
};

struct Binary {
  Truth a;
  Truth b;
  Truth result;
};

TEST_CASE("not") {
  constexpr Unary kTable[] = {{kN, kY}, {kY, kN}, {kU, kU}};
  for (const Unary& row : kTable) {
    CAPTURE(TruthName(row.a));
    CHECK(Not(row.a) == row.result);
  }
}

TEST_CASE("and") {
  constexpr Binary kTable[] = {
      {kN, kN, kN}, {kN, kY, kN}, {kN, kU, kN},  //
      {kY, kN, kN}, {kY, kY, kY}, {kY, kU, kU},  //
      {kU, kN, kN}, {kU, kY, kU}, {kU, kU, kU},
  };
  for (const Binary& row : kTable) {
    CAPTURE(TruthName(row.a));
    CAPTURE(TruthName(row.b));
    CHECK(And(row.a, row.b) == row.result);
  }
}

TEST_CASE("or") {
  constexpr Binary kTable[] = {
      {kN, kN, kN}, {kN, kY, kY}, {kN, kU, kU},  //
      {kY, kN, kY}, {kY, kY, kY}, {kY, kU, kY},  //
      {kU, kN, kU}, {kU, kY, kY}, {kU, kU, kU},
  };
  for (const Binary& row : kTable) {
    CAPTURE(TruthName(row.a));
    CAPTURE(TruthName(row.b));
    CHECK(Or(row.a, row.b) == row.result);
  }
}

TEST_CASE("implies") {
  constexpr Binary kTable[] = {
      {kN, kN, kY}, {kN, kY, kY}, {kN, kU, kY},  //
      {kY, kN, kN}, {kY, kY, kY}, {kY, kU, kU},  //
      {kU, kN, kU}, {kU, kY, kY}, {kU, kU, kU},
  };
  for (const Binary& row : kTable) {
    CAPTURE(TruthName(row.a));
    CAPTURE(TruthName(row.b));
    CHECK(Implies(row.a, row.b) == row.result);
  }
}

TEST_CASE("truth from bool, and names") {
  CHECK(ToTruth(true) == kY);
  CHECK(ToTruth(false) == kN);
  CHECK(TruthName(kN) == "no");
  CHECK(TruthName(kY) == "yes");
  CHECK(TruthName(kU) == "unknown");
}

}  // namespace
}  // namespace mgl
