#include "tools/author/lint/said_unit.h"

#include <utility>

namespace mgl {

std::optional<Unit> UnitSaidIn(std::string_view title) {
  const auto read = [](std::string_view text) -> std::optional<Unit> {
    // Single words are said of other things too.
    if (text.find('/') == std::string_view::npos) return std::nullopt;
    Result<Unit> unit = ParseUnit(text);
    return unit ? std::optional(*unit) : std::nullopt;
  };
  for (const auto& [open, close] : {std::pair('(', ')'), std::pair('[', ']')}) {
    const std::size_t end = title.rfind(close);
    const std::size_t begin = title.rfind(open, end);
    if (end == std::string_view::npos || begin == std::string_view::npos) continue;
    if (const auto unit = read(title.substr(begin + 1, end - begin - 1))) return unit;
  }
  for (const std::string_view before : {" in ", ", "}) {
    const std::size_t at = title.rfind(before);
    if (at == std::string_view::npos) continue;
    if (const auto unit = read(title.substr(at + before.size()))) return unit;
  }
  return std::nullopt;
}

}  // namespace mgl
