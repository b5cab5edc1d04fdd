// The registry of diagnostics, their order, the nearest word, and their text for people.
#include "dsl/diagnostic/diagnostic.h"

#include <algorithm>
#include <cctype>
#include <tuple>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr DiagnosticKindInfo kKinds[] = {
#define MGL_DIAGNOSTIC(name, code, level, title, explanation) \
  {DiagnosticKind::name, #name, code, level, title, explanation},
#include "dsl/diagnostic/diagnostic_kind.def"
#undef MGL_DIAGNOSTIC
};

}  // namespace

std::string_view LevelName(Level level) {
  switch (level) {
    case Level::kError:
      return "error";
    case Level::kWarning:
      return "warning";
    case Level::kInfo:
      break;
  }
  return "info";
}

const DiagnosticKindInfo& Info(DiagnosticKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

const DiagnosticKindInfo* FindDiagnosticKind(std::string_view code) {
  for (const DiagnosticKindInfo& info : kKinds) {
    if (EqualsIgnoringCase(info.code, code)) return &info;
  }
  return nullptr;
}

std::string KindName(const DiagnosticKindInfo& info) {
  std::string name;
  for (const char c : info.identifier.substr(1)) {  // behind the k
    const auto letter = static_cast<unsigned char>(c);
    if (std::isupper(letter) != 0 && !name.empty()) name += '-';
    name += LowerCase(c);
  }
  return name;
}

std::span<const DiagnosticKindInfo> AllDiagnosticKinds() { return kKinds; }

Level LevelOf(const Diagnostic& diagnostic) {
  return diagnostic.level.value_or(Info(diagnostic.kind).level);
}

bool HasErrors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return LevelOf(diagnostic) == Level::kError;
  });
}

void SortDiagnostics(Diagnostics& diagnostics) {
  const auto key = [](const Diagnostic& diagnostic) {
    return std::tuple(diagnostic.span.begin, diagnostic.span.end, Info(diagnostic.kind).code,
                      std::string_view(diagnostic.message));
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const auto& a, const auto& b) { return key(a) < key(b); });
  const auto same = [&](const auto& a, const auto& b) { return key(a) == key(b); };
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

}  // namespace mgl
