#include <fmt/format.h>

#include "engine/text/plain_text.h"
#include "tools/author/lint/report/lint_report.h"

namespace mgl {

std::string FileUri(std::string_view path) {
  while (path.starts_with("./") && path.size() > 2) path.remove_prefix(2);
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    const char lower = LowerCase(c);
    const bool is_plain = IsDigit(c) || (lower >= 'a' && lower <= 'z') ||
                          std::string_view("-._~/").find(c) != std::string_view::npos;
    uri += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

}  // namespace mgl
