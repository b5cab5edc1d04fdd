// Dates as people write them elsewhere: 25.02.2026, 2/25/2026, 25 February 2026.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"

namespace mgl {

struct WrittenDate {
  Span span;
  std::vector<std::string> readings;  // as the language writes them; none: there is no such day
};

/// The date that begins at `at` and is not written as the language does.
std::optional<WrittenDate> WrittenDateAt(std::string_view text, std::size_t at);
bool IsWrittenDate(std::string_view text, std::size_t at);

/// What to write instead.
Diagnostic WrittenDateMessage(std::string_view text, const WrittenDate& date);

}  // namespace mgl
