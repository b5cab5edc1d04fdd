// What examples say of their patient, in prose, as the language states it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace mgl {

struct Given {
  std::string list;       // `age 74 years, sex female`; empty: nothing was understood
  std::string remarks;    // what the author must look at, words that were not understood among them
  bool is_guess = false;  // a fact is called by a part of its name
};

/// What a line, or more of them, gives.
Given GivenIn(std::string_view text, std::string_view said);

/// The things of a list, parted at `,`, `;` and `and`, and, for a vignette, at `with` and
/// `without`.
std::vector<std::string> ThingsOf(std::string_view line, bool is_prose);

/// The words behind all that leads of these.
std::string_view Without(std::string_view words, std::initializer_list<std::string_view> leads);

}  // namespace mgl
