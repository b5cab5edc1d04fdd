// What the values of facts look like, for the schema of cases: what a reader takes without a word
// (tools/io/cells/fact_reader.h).
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

using Json = nlohmann::ordered_json;

/// Null, an empty text, a mark for missing, or `unknown`.
Json SaysNothing();
/// These to `values`, an array.
void AddNothing(Json& values);

/// One choice of a choice or yes/no fact, in its spellings.
Json OneChoice(const Fact& fact, std::size_t choice);
/// All of them, the names first.
Json ChoiceValues(const Fact& fact);
Json YesNoValues();

/// A day, a month or a year. `may_be_never`: of a fact that is a date.
Json DayValues(bool may_be_never);

/// Numbers of a kind, whatever their size, in any unit.
enum class NumberKind { kPlain, kWithUnit, kOfDays };
NumberKind KindOf(const Fact& fact);
Json NumberValues(NumberKind kind);

/// Whether numbers are read in some forms, or some sizes, only where no unit is stated beside them.
bool HasOwnNumbers(const Fact& fact);
/// Numbers of the fact as a case states them without a unit beside them, or in the fact's own:
/// those that are plausible.
Json OwnNumbers(const Fact& fact);

/// What an object with a comparator has as its value, and which comparator.
struct ComparedNumber {
  std::string_view comparator;
  Json values;
};
/// In the fact's own unit: those of which something plausible is known.
std::vector<ComparedNumber> OwnComparedNumbers(const Fact& fact);
/// In any unit.
Json ComparedNumbers(NumberKind kind);

}  // namespace mgl
