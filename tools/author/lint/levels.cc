// Levels by code or by name.
#include "tools/author/lint/levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

/// The first code of the findings; those before it are of the language.
constexpr std::string_view kFirstFinding = "L0500";

std::vector<std::string> FindingNames() {
  std::vector<std::string> names;
  for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
    names.push_back(KindName(info));
    names.emplace_back(info.code);
  }
  return names;
}

}  // namespace

const DiagnosticKindInfo* FindFinding(std::string_view code_or_name) {
  if (const DiagnosticKindInfo* info = FindDiagnosticKind(code_or_name)) return info;
  for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
    if (KindName(info) == code_or_name) return &info;
  }
  return nullptr;
}

Error NoSuchFinding(std::string_view code_or_name) {
  const std::string message = fmt::format("there is no finding `{}`", code_or_name);
  for (const DiagnosticKindInfo& info : AllDiagnosticKinds()) {
    std::string title(info.title);
    std::ranges::replace(title, ' ', '-');
    if (title == code_or_name) return {message, fmt::format("did you mean `{}`?", KindName(info))};
  }
  return {message, DidYouMean(code_or_name, FindingNames(),
                              "`mgl lint --rules` lists them, with codes and names")};
}

bool IsLanguageError(const DiagnosticKindInfo& info) {
  return info.level == Level::kError && info.code < kFirstFinding;
}

Result<LevelSetting> ReadLevel(std::string_view code_or_name, std::string_view level) {
  const DiagnosticKindInfo* info = FindFinding(code_or_name);
  if (info == nullptr) return NoSuchFinding(code_or_name);
  LevelSetting setting{info->kind, std::nullopt};
  if (level != "off") {
    for (const Level known : {Level::kError, Level::kWarning, Level::kInfo}) {
      if (LevelName(known) == level) setting.level = known;
    }
    if (!setting.level) {
      return Error{fmt::format("`{}` is no level", level),
                   DidYouMean(level, {"error", "warning", "info", "off"},
                              "levels are error, warning, info and off")};
    }
  }
  if (IsLanguageError(*info) && setting.level != Level::kError) {
    return Error{fmt::format("`{}` is an error of the language and stays one", code_or_name),
                 "only findings that are no errors of the language have other levels"};
  }
  return setting;
}

Result<LevelSetting> ReadLevelOption(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) {
    return Error{fmt::format("`{}` says no level", text), "write for example --level L0501=off"};
  }
  return ReadLevel(text.substr(0, equals), text.substr(equals + 1));
}

void ApplyLevels(const LintLevels& levels, Diagnostics& diagnostics) {
  if (levels.empty()) return;
  std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
    const auto found = levels.find(diagnostic.kind);
    return found != levels.end() && !found->second;
  });
  for (Diagnostic& diagnostic : diagnostics) {
    const auto found = levels.find(diagnostic.kind);
    if (found != levels.end()) diagnostic.level = found->second;
  }
}

}  // namespace mgl
