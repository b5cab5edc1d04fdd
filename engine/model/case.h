// One case as it was reported: for each fact what the input said, before the engine judges it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/unit/unit.h"
#include "engine/value/calendar.h"
#include "engine/value/interval.h"

namespace mgl {

/// What the input says of one fact. Readers make it; nothing in it is converted or rounded.
struct ReportedFact {
  enum class State : std::uint8_t {
    kAbsent,      // nothing was stated
    kUnknown,     // stated to be unknown: no default applies
    kUnreadable,  // something was stated that cannot be read; reason says what
    kValue,
  };
  State state = State::kAbsent;
  /// What a column for the number's unit says, where there is one: nothing, the fact's own unit (or
  /// none that can be used), another that converts into it.
  enum class UnitColumn : std::uint8_t { kNone, kBlank, kOwn, kOther };
  UnitColumn unit_column = UnitColumn::kNone;
  bool warns_of_unit = false;   // the column is blank, and names another unit for other cases
  std::string reason;           // kUnreadable: "`abc` is not a number"
  std::string_view problem;     // the same without the value, for counts: a constant, "no number"
  std::string unread_unit;      // where that is a unit that is none: its text
  Interval number;              // numbers, in `unit` (or the fact's own)
  const Unit* unit = nullptr;   // null: the fact's own unit
  DaySpan day;                  // date facts
  std::uint32_t choice = 0;     // choices: index; yes/no: 0 no, 1 yes
  std::optional<DaySpan> date;  // when it was measured; empty: not said (fresh)
  std::string date_problem;     // a date was stated that cannot be read: why

  /// As if new, but `number` stays, for its memory: without a value it says nothing.
  void Clear() {
    state = State::kAbsent;
    unit_column = UnitColumn::kNone;
    warns_of_unit = false;
    reason.clear();
    problem = {};
    unread_unit.clear();
    unit = nullptr;
    day = {};
    choice = 0;
    date.reset();
    date_problem.clear();
  }
};

/// One case: facts in the guideline's order.
struct Case {
  std::string id;
  std::vector<ReportedFact> facts;
  /// What its reader warns of in the row as a whole. Texts that live as long as the program.
  std::vector<std::string_view> row_warnings = {};
};

}  // namespace mgl
