// What the options of `mgl lint` say for every file, and the level file that holds for it.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "tools/author/lint/lint.h"
#include "tools/commands/commands.h"

namespace mgl {

class LintSettings {
 public:
  static Result<LintSettings> Read(const LintArguments& arguments, Host& host);

  /// Each level file is read once.
  Result<LintOptions> For(const std::string& path);

 private:
  explicit LintSettings(Host& host) : host_(&host) {}

  std::optional<std::string> LevelFileOf(const std::string& path) const;
  Result<LintLevels> ReadLevelsOf(const std::string& level_file) const;

  Host* host_;
  Day as_of_ = 0;
  LintLevels levels_;
  bool use_level_files_ = true;
  std::string level_file_;
  std::map<std::string, Result<LintLevels>> read_;
};

}  // namespace mgl
