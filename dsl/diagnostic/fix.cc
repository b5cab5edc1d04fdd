#include "dsl/diagnostic/fix.h"

#include <algorithm>

namespace mgl {

bool HasSafeFix(const Diagnostic& diagnostic, const SourceFile& source) {
  const auto stays_in_line = [&](const Edit& edit) {
    return source.Text(edit.span).find('\n') == std::string_view::npos &&
           edit.text.find('\n') == std::string::npos;
  };
  return !diagnostic.edits.empty() && !diagnostic.is_proposal &&
         std::all_of(diagnostic.edits.begin(), diagnostic.edits.end(), stays_in_line);
}

std::string FixTitle(const Diagnostic& diagnostic) {
  if (!diagnostic.help.empty()) return diagnostic.help;
  for (const Edit& edit : diagnostic.edits) {
    if (!edit.text.empty()) return "write `" + edit.text + "`";
  }
  return "remove it";
}

}  // namespace mgl
