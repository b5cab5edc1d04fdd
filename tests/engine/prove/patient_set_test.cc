// Sets of patients, bit by bit.
#include "engine/prove/patient_set.h"

#include <doctest/doctest.h>

#include "tests/engine/model/guideline_builder.h"

namespace mgl {
namespace {

/// A choice of 70 (71 values with missing), between two facts of yes or no.
struct ThreeFacts {
  ThreeFacts() {
    builder.AddTruth("t");
    const FactId choice = builder.AddChoice("c", {});
    for (int i = 0; i < 70; ++i) builder.Of(choice).choices.push_back({"c", "", ""});
    builder.AddTruth("u");
    values.emplace(builder.guideline, DecideCase(builder, builder.EmptyCase().facts));
  }
  const Variable& Of(std::size_t place) const { return values->variables()[place]; }
  std::vector<std::uint32_t> ValuesIn(const PatientSet& set, std::size_t place) const {
    std::vector<std::uint32_t> found;
    ForEachValue(set, Of(place), [&](std::uint32_t value) { found.push_back(value); });
    return found;
  }

  GuidelineBuilder builder;
  std::optional<FactValues> values;
};

using Numbers = std::vector<std::uint32_t>;

TEST_SUITE("prove") {
  TEST_CASE("all patients have all values, and nothing else") {
    const ThreeFacts facts;
    const PatientSet all(*facts.values);
    for (const std::size_t place : {0U, 1U, 2U}) {
      const Variable& variable = facts.Of(place);
      CHECK(all.CountOf(variable) == variable.count());
      CHECK_FALSE(all.IsEmpty(variable));
      Numbers expected;
      for (std::uint32_t i = 0; i < variable.count(); ++i) expected.push_back(i);
      CHECK(facts.ValuesIn(all, place) == expected);
    }
    CHECK(all.WordsOf(facts.Of(1)).size() == 2);
    CHECK(all.WordsOf(facts.Of(1))[1] == 0x7F);
    CHECK(all.WordsOf(facts.Of(0))[0] == 7);
  }

  TEST_CASE("values are added and removed one by one") {
    const ThreeFacts facts;
    const Variable& choice = facts.Of(1);
    PatientSet set(*facts.values);
    for (const std::uint32_t value : {0U, 5U, 63U, 64U, 70U}) {
      set.Remove(choice, value);
      CHECK_FALSE(set.Has(choice, value));
      CHECK(set.CountOf(choice) == 70);
      CHECK_FALSE(set == PatientSet(*facts.values));
      set.Add(choice, value);
      set.Add(choice, value);
      CHECK(set == PatientSet(*facts.values));
    }
    set.SetOnly(choice, 66);
    CHECK(facts.ValuesIn(set, 1) == Numbers{66});
    set.Add(choice, 3);
    CHECK(facts.ValuesIn(set, 1) == Numbers{3, 66});
    set.Remove(choice, 3);
    set.Remove(choice, 66);
    CHECK(set.IsEmpty(choice));
    CHECK(set.CountOf(choice) == 0);
    CHECK(set.CountOf(facts.Of(0)) == 3);
    CHECK(set.CountOf(facts.Of(2)) == 3);
    set.CopyFrom(PatientSet(*facts.values), choice);
    CHECK(set == PatientSet(*facts.values));
  }

  TEST_CASE("what is narrowed says whether fewer are left") {
    const ThreeFacts facts;
    const Variable& choice = facts.Of(1);
    PatientSet set(*facts.values);
    ValueBits bits(choice.word_count, 0);
    AddBit(2, bits);
    AddBit(64, bits);
    AddBit(69, bits);
    CHECK(bits == ValueBits{4, 33});
    CHECK(set.Narrow(choice, bits));
    CHECK(facts.ValuesIn(set, 1) == Numbers{2, 64, 69});
    CHECK_FALSE(set.Narrow(choice, bits));
    CHECK(set.Narrow(choice, {~std::uint64_t{0}, 1}));
    CHECK(facts.ValuesIn(set, 1) == Numbers{2, 64});
    CHECK(set.Narrow(choice, {0, 1}));
    CHECK_FALSE(set.IsEmpty(choice));
    CHECK(set.Narrow(choice, {1, 2}));
    CHECK(set.IsEmpty(choice));
    CHECK(set.CountOf(facts.Of(2)) == 3);
  }

  TEST_CASE("parts of stretches are counted, and belong to their variable") {
    const ThreeFacts facts;
    PatientSet set(*facts.values);
    CHECK(set.PartOf(facts.Of(0)) == nullptr);
    CHECK(set.HalvedOf(facts.Of(0)) == 0);
    set.SetPart(facts.Of(0), Closed("0", "5"));
    set.SetPart(facts.Of(2), Closed("1", "2"));
    CHECK(set.HalvedOf(facts.Of(0)) == 1);
    set.SetPart(facts.Of(0), Closed("0", "2"));
    CHECK(set.HalvedOf(facts.Of(0)) == 2);
    CHECK(set.HalvedOf(facts.Of(2)) == 1);
    CHECK(set.HalvedOf(facts.Of(1)) == 0);
    REQUIRE(set.PartOf(facts.Of(0)) != nullptr);
    CHECK(*set.PartOf(facts.Of(0)) == Closed("0", "2"));
    CHECK(*set.PartOf(facts.Of(2)) == Closed("1", "2"));
    CHECK_FALSE(set == PatientSet(*facts.values));
    PatientSet other(*facts.values);
    other.SetPart(facts.Of(2), Closed("7", "8"));
    other.CopyFrom(set, facts.Of(0));
    CHECK(other.HalvedOf(facts.Of(0)) == 2);
    CHECK(*other.PartOf(facts.Of(0)) == Closed("0", "2"));
    CHECK(*other.PartOf(facts.Of(2)) == Closed("7", "8"));
    other.CopyFrom(PatientSet(*facts.values), facts.Of(0));
    CHECK(other.PartOf(facts.Of(0)) == nullptr);
    CHECK(*other.PartOf(facts.Of(2)) == Closed("7", "8"));
  }
}

}  // namespace
}  // namespace mgl
