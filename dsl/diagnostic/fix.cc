#include "dsl/diagnostic/fix.h"

#include <algorithm>

#include "dsl/diagnostic/kept_text.h"

namespace mgl {

bool HasSafeFix(const Diagnostic& diagnostic, const SourceFile& source) {
  const auto stays_in_line = [&](const Edit& edit) {
    return source.Text(edit.span).find('\n') == std::string_view::npos &&
           edit.text.find('\n') == std::string::npos;
  };
  if (diagnostic.edits.empty() || diagnostic.is_proposal) return false;
  if (diagnostic.kind == DiagnosticKind::kControlCharacter) return true;  // line ends
  if (!std::ranges::all_of(diagnostic.edits, stays_in_line)) return false;
  // A finding is about a text that is understood: what it writes is proven to say the same.
  const std::string_view code = Info(diagnostic.kind).code;
  const bool is_finding = code.starts_with("L05") || code.starts_with("L06");
  return is_finding || KeepWhatIsSaid(source.text(), diagnostic.edits);
}

std::string FixTitle(const Diagnostic& diagnostic) {
  if (!diagnostic.help.empty()) return diagnostic.help;
  for (const Edit& edit : diagnostic.edits) {
    if (!edit.text.empty()) return "write `" + edit.text + "`";
  }
  return "remove it";
}

}  // namespace mgl
