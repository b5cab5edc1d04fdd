// From which date a recheck counts, and what ends it, as people say it.
#pragma once

#include <string>
#include <string_view>

#include "dsl/parse/declared_names.h"

namespace mgl {

/// What a date is looked for: the fact that is repeated, what is given, what the recheck is called,
/// and for whom it is.
struct DateAsked {
  DeclaredName test;
  std::string_view given;
  std::string_view title;
  std::string condition = {};
};

/// The date behind `from`, `after` and the like: the one that is called so or belongs to it; else
/// one that belongs to the test. `more`: how to declare it, or which dates there are, for `DATE`.
std::string DateFor(std::string_view text, std::string_view said, const DateAsked& asked,
                    std::string& more);
/// The date since when a medication is taken, and how to declare it where there is none.
std::string DateOfStart(std::string_view text, std::string_view treatment, std::string& more);

/// The date for a recheck, by what it is of.
std::string DateOfRecheck(std::string_view text, const DeclaredName& recheck, std::string_view said,
                          std::string& more);

/// The line for `weekly until END`: `when not END`, `for 12 weeks`; `more`: what has to be declared
/// for it. Empty: it is not known.
std::string EndLine(std::string_view text, std::string_view end, std::string& more);
/// How a condition is added to the recheck around `at`, whose lines `when` are all one: `, and
/// below it `when x``, or in place of what stands there.
std::string WhenBeside(std::string_view text, std::size_t at, std::string_view condition);
/// The same as words: `; it ends with …`; empty: no end is said.
std::string UntilWhen(std::string_view text, std::string_view time);

}  // namespace mgl
