// What to do about a name that no fact has, or no diet.
#pragma once

#include <string>
#include <string_view>

#include "dsl/resolve/resolve.h"

namespace mgl {

/// kPlainNumber: it is compared with a number that has no unit.
enum class FactSought { kAny, kNumber, kPlainNumber, kTest };

/// The fact that is meant by a part of its name or title, `serum_potassium` by `potassium`: `did
/// you mean …`, or which of several. Empty: none.
std::string HelpForPartOfName(const Resolution& resolution, std::string_view name,
                              FactSought sought);

/// How to declare a test that people know by name, or that is repeated or ordered (`is_test`).
/// `kind`: what is known of it, `in mmol/L`, `is number`, or nothing. Empty: it is no such test.
std::string HelpForTest(std::string_view name, std::string_view kind, bool is_test);

/// How to declare as a date what is called one and has another kind: `fact started "…" in days`.
/// Empty: it is no such fact.
std::string HelpForDatedFact(const Resolution& resolution, Symbol symbol);

/// How to declare a diet, or to say it in words.
std::string HelpForDiet(const Resolution& resolution, std::string_view name);

/// Words of prose that a condition says in another way.
std::string HelpForEverydayWord(std::string_view name);

}  // namespace mgl
