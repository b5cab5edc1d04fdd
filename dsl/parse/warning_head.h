// First lines that name treatments: of contraindications, cautions, `exclusive` and `apart`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// The first line of such a declaration, in its parts.
struct WarningHeadSaid {
  std::vector<std::string_view> names;  // of treatments
  std::string title;                    // with its quotes
  std::string condition;
  bool is_with = false;  // `a with b`
};

WarningHeadSaid ReadHead(std::string_view text, std::string_view line);

/// `a, b`.
std::string Listed(const std::vector<std::string_view>& names);

/// The whole declaration on its first line, as it is to be written.
Diagnostic Whole(const Place& place, std::string message, const std::string& written);

}  // namespace mgl
