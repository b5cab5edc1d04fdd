// Groups of people by age, such as the elderly: each source has its own age for them.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// The condition of `elderly`, `in adults`, `older people`: a declared name of the group, else
/// `age >= … years`, whose number is for the author. Empty: no such group.
std::string AgeGroupMeant(std::string_view text, std::string_view words);
/// `; what age is meant …` where a written condition leaves it open, else empty.
std::string AgeToDecide(std::string_view written);

}  // namespace mgl
