// Makes a case's facts effective: reported, readable, plausible, on the grid of the recorded
// precision, not suspect. The first step that fails makes a fact missing, with a warning.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

/// A number on the grid in which a fact is recorded: `whole_step` rounds down, `step` rounds halves
/// away from zero. In the fact's unit.
Interval ApplyRecordedPrecision(const Fact& fact, const Interval& value);

/// How a value of the fact that was reported in `unit` becomes one in its own. Empty where it does
/// not: of a plain number, of another kind, of days for years.
std::optional<Conversion> ConversionInto(const Fact& fact, const Unit& unit);
/// Whether a number of the fact can be in the unit: it converts into the fact's; for a plain
/// number, it says nothing but what is counted.
bool CanBeIn(const Fact& fact, const Unit& unit);

/// The unit that `code` stands for in data of this fact: the one that the run says (`spellings`),
/// else that which the fact says, else the unit with this code, else the only one of the fact's
/// kind that is so spelt in data (see UnitsInData). Its `code` is as written. The error says why
/// there is none, and what could be meant.
Result<Unit> UnitInDataOf(const Fact& fact, std::string_view code,
                          const std::vector<UnitSpelling>& spellings);

/// Whether a number in `unit` converts into the fact's, and is another number then.
bool IsOtherUnit(const Fact& fact, const Unit& unit);

/// For the facts of one guideline, which must outlive it, as of one day.
class EffectiveFactMaker {
 public:
  EffectiveFactMaker(const Guideline& guideline, Day as_of);

  /// All steps before `suspect`. Sets every field of `effective`, adds one warning for each thing
  /// that could not be used. Conversions are remembered by the address of `reported.unit`.
  void Make(FactId id, const ReportedFact& reported, EffectiveFact& effective,
            std::vector<Warning>& warnings);

  /// The last step, for a fact whose `suspect when` is surely yes: its value is missing from here
  /// on.
  void MakeSuspect(FactId id, EffectiveFact& effective, std::vector<Warning>& warnings) const;

 private:
  struct KnownConversion {
    const Unit* unit;
    std::optional<Conversion> conversion;
  };

  const std::optional<Conversion>& ConversionOf(FactId id, const Unit& unit);
  void MakeNumber(FactId id, const ReportedFact& reported, EffectiveFact& effective,
                  std::vector<Warning>& warnings);

  const Guideline& guideline_;
  Day as_of_;
  std::vector<std::vector<KnownConversion>> conversions_;  // by fact
};

}  // namespace mgl
