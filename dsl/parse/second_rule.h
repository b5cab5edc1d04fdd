// A second rule beside the one that gives something, shown whole: for what a dose, a recheck or a
// diet does not say.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mgl {

/// A rule that can stand beside what is around a place.
struct Beside {
  std::string_view text;
  std::string name;   // of the medication or diet, or empty
  std::string title;  // of it
  std::string when;   // the condition of the rule that gives it, or empty
};
/// Of the medication or diet whose lines hold `at`, or that the rule there gives.
Beside BesideAt(std::string_view text, std::size_t at);

/// The condition of the declaration that begins at `begin`, or empty.
std::string ConditionOf(std::string_view text, std::size_t begin);

/// `rule NAME "TITLE"`, and below it `when …` and `then ACTION`.
std::string WholeRule(std::string_view name, std::string_view title, std::string_view when,
                      std::string_view action);
/// What the rule at `at` does not do itself, with its conditions. `number`: of several of them.
std::string AlsoInRule(std::string_view text, std::size_t at, std::string_view action,
                       std::size_t number = 1);
/// The same beside another: named by it and by what the second rule is for.
std::string SecondRule(const Beside& beside, std::string_view purpose, std::string_view title,
                       std::string_view action);

}  // namespace mgl
