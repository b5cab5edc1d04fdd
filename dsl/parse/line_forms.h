// How lines are written, where nothing better can be said of one.
#pragma once

#include <string>
#include <string_view>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

/// For the line of a message, which was to be `shown`: what such a line looks like, in general.
/// Empty where it is of no known kind.
std::string FormOfLine(std::string_view text, const Diagnostic& diagnostic, std::string_view shown);

/// Where nothing better is known of a line that ends too early.
inline constexpr std::string_view kFinishLine = "finish this line";

/// The same for the line at `at`; `meant`: the word with which it was to begin, or empty. With the
/// names and numbers of its author where they can be recognised.
std::string FormOfLineAt(std::string_view text, std::size_t at, std::string_view meant = {});

/// `row < 10 mg/dL, any gives low`: a row that the table whose line holds `at` can have.
std::string ExampleRow(std::string_view text, std::size_t at);

}  // namespace mgl
