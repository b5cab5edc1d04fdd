#include "tools/commands/lint_settings.h"

#include "tools/author/lint/level_file.h"
#include "tools/commands/guideline_file.h"

namespace mgl {

Result<LintSettings> LintSettings::Read(const LintArguments& arguments, Host& host) {
  LintSettings settings(host);
  settings.use_level_files_ = !arguments.no_level_file;
  settings.level_file_ = arguments.level_file;
  for (const std::string& text : arguments.levels) {
    const Result<LevelSetting> setting = ReadLevelOption(text);
    if (!setting) return setting.error();
    settings.levels_.insert_or_assign(setting->kind, setting->level);
  }
  const Result<Day> day = ReadAsOf(host, arguments.as_of);
  if (!day) return day.error();
  settings.as_of_ = *day;
  return settings;
}

Result<LintOptions> LintSettings::For(const std::string& path) {
  LintOptions options{as_of_, levels_, host_->second_prover()};
  const std::optional<std::string> file = LevelFileOf(path);
  if (!file) return options;
  const auto [entry, is_new] = read_.try_emplace(*file, LintLevels{});
  if (is_new) entry->second = ReadLevelsOf(*file);
  if (!entry->second) return entry->second.error();
  options.levels.insert(entry->second->begin(), entry->second->end());  // options go first
  return options;
}

std::optional<std::string> LintSettings::LevelFileOf(const std::string& path) const {
  if (!use_level_files_) return std::nullopt;
  return level_file_.empty() ? host_->FindLevelFile(path) : level_file_;
}

Result<LintLevels> LintSettings::ReadLevelsOf(const std::string& level_file) const {
  const Result<std::string> text = host_->ReadLevelFile(level_file);
  if (!text) return text.error();
  return ReadLevels(*text, level_file);
}

}  // namespace mgl
