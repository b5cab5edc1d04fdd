// Names as people write them: of several words, with hyphens, with letters of other alphabets.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mgl {

/// The letters, digits, hyphens and letters beyond `a` to `z` from `at` on: `schwäche`.
std::string_view WideWordAt(std::string_view text, std::size_t at);

/// The same in the letters that a name may have: `kidney failure` -> `kidney_failure`, `schwäche`
/// -> `schwaeche`.
std::string AsName(std::string_view written);

/// What stands as the name of the declaration whose first line is `header`: all up to its title or
/// the next word of the language, where that is more than a name; else empty.
std::string_view WrittenName(std::string_view header);

/// The title that stands where a name belongs, without quotes, and begins with a capital letter:
/// `Start metformin` of `rule Start metformin`; else empty.
std::string_view TitleWithoutName(std::string_view header);
/// `start_metformin` for it.
std::string NameOfTitle(std::string_view title);

}  // namespace mgl
