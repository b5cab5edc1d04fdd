#include "dsl/reread/mend_units.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {

void MendPartedUnits(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.kind != DiagnosticKind::kUnknownName) continue;
    std::string_view before = Trimmed(text.substr(0, diagnostic.span.begin));
    if (!before.ends_with('/')) continue;
    before = Trimmed(before.substr(0, before.size() - 1));
    const std::size_t blank = before.find_last_of(" \t\n(");
    if (blank == std::string_view::npos || blank == 0) continue;
    const std::string_view above = before.substr(blank + 1);
    if (above.empty() || IsDigit(above.front()) || !IsDigit(before[blank - 1])) continue;
    const std::string unit = fmt::format("{}/{}", above, source.Text(diagnostic.span));
    if (!ParseUnit(unit)) continue;
    const auto begin = static_cast<std::uint32_t>(above.data() - text.data());
    const Span span{begin, diagnostic.span.end};
    diagnostic = {DiagnosticKind::kUnexpectedText,
                  span,
                  "a unit has no blanks inside",
                  fmt::format("write `{}`", unit),
                  {}};
    diagnostic.edits.push_back({span, unit});
  }
}

}  // namespace mgl
