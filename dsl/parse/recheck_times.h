// When a test is done again, as people write it: a number of weeks, a date to count from.
#pragma once

#include <string>
#include <string_view>

#include "dsl/parse/declared_names.h"

namespace mgl {

/// `3 to 6 months` of `3-6 months`, `3 to 6 months from x`: its parts.
struct Window {
  std::string_view low;
  std::string_view high;  // empty: one number
  std::string_view unit;
  std::string_view rest;  // behind it
};
Window WindowIn(std::string_view said);
bool IsTime(std::string_view unit);
std::string DurationOf(const Window& window);
/// A number of hours or minutes.
bool IsPartOfDay(const Window& window);
/// `2 to 3 days` for `48 to 72 hours`; empty where that is no number of whole days.
std::string InWholeDays(const Window& window);
/// `in 2 to 4 hours` of `potassium in 2 to 4 hours`, where that is no number of whole days; else
/// empty.
std::string PartOfDaySaid(std::string_view said);
/// What to write for `in 2 to 4 hours after x`, a line of the recheck around `at`. Empty: it has no
/// hours.
std::string HelpForHours(std::string_view text, std::size_t at, std::string_view line);
/// The rule that says what a recheck cannot: `then order "Potassium again in 2 to 4 hours"`, with
/// the condition of the recheck around `at`.
std::string RuleForHours(std::string_view text, std::size_t at, std::string_view time);

/// `12 months` for `once a year`, `yearly`, `annually` at the begin of `said`; `rest`: what is
/// behind it. Empty: none.
std::string_view OftenSaid(std::string_view said, std::string_view& rest);

/// The fact that is called so, or the only one with these words in its name or title; else empty.
DeclaredName TestCalled(std::string_view text, std::string_view words);

/// `potassium` of `the potassium again in 2 weeks`.
std::string_view TestSaid(std::string_view said);

/// `recheck potassium in 2 weeks` where no recheck can stand, as what stands below: the first line
/// and the others, each in backticks, and what has to be declared. Empty: no time is said.
struct RecheckSaid {
  std::string head;   // `recheck potassium_control "…" of potassium`
  std::string lines;  // `when low` and `in 2 weeks after started`
  std::string more;   // `, and declare …`, or empty
};
/// `said`: behind the verb; `line`: with it, for the title; `when`: the condition, or empty.
RecheckSaid ReadRecheck(std::string_view text, std::string_view said, std::string_view line,
                        std::string_view when, std::string_view given);
/// The same as a help: `write `recheck …`, and below it …`.
std::string InWords(const RecheckSaid& said);

}  // namespace mgl
