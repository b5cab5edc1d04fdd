// The levels that a user gives to findings: in mgl.yaml, and before that on the command line.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "dsl/diagnostic/diagnostic.h"
#include "engine/value/result.h"

namespace mgl {

/// By kind; empty: off. Kinds that are absent keep their own level.
using LintLevels = std::map<DiagnosticKind, std::optional<Level>>;

/// The kind with this code (any case) or name (`missing-source`), or null.
const DiagnosticKindInfo* FindFinding(std::string_view code_or_name);

/// That there is no such finding; the help names the one that is meant, by its title too
/// (`unknown-unit`: `invalid-unit`).
Error NoSuchFinding(std::string_view code_or_name);

/// An error of the language: nothing lowers or accepts it.
bool IsLanguageError(const DiagnosticKindInfo& info);

struct LevelSetting {
  DiagnosticKind kind;
  std::optional<Level> level;  // empty: off
};
/// Errors: no such finding, no such level, a language error that would be lowered.
Result<LevelSetting> ReadLevel(std::string_view code_or_name, std::string_view level);

/// `L0501=off`, as on the command line.
Result<LevelSetting> ReadLevelOption(std::string_view text);

/// Sets the levels of `diagnostics` and removes those that are off.
void ApplyLevels(const LintLevels& levels, Diagnostics& diagnostics);

}  // namespace mgl
