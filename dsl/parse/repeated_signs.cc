#include "dsl/parse/repeated_signs.h"

#include <string>
#include <utility>

#include "dsl/diagnostic/repeated_mistakes.h"

namespace mgl {
namespace {

/// Equal for signs that are one habit; empty where each is a mistake of its own.
std::string HabitOf(const Diagnostic& diagnostic, std::string_view sign) {
  if (diagnostic.kind == DiagnosticKind::kWrongQuote) return "quote";
  if (diagnostic.kind != DiagnosticKind::kForeignSign) return "";
  if (sign == "{" || sign == "}") return "brace";
  if (sign == ";" || sign == ":" || sign == "•") return std::string(sign);
  return "";
}

}  // namespace

void JoinRepeatedSigns(const SourceFile& source, Diagnostics& diagnostics) {
  Diagnostics joined;
  RepeatedMistakes repeated(joined);
  for (Diagnostic& diagnostic : diagnostics) {
    const std::string habit = HabitOf(diagnostic, source.Text(diagnostic.span));
    if (habit.empty()) {
      joined.push_back(std::move(diagnostic));
      continue;
    }
    repeated.Report(diagnostic.kind, habit, diagnostic.span,
                    [&diagnostic] { return std::move(diagnostic); });
  }
  repeated.Finish();
  diagnostics = std::move(joined);
}

}  // namespace mgl
