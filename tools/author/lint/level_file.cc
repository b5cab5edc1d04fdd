// Reads mgl.yaml with yaml-cpp, which throws; nothing leaves this file but a Result.
#include "tools/author/lint/level_file.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <utility>

namespace mgl {
namespace {

/// What is wrong at a place of the file; thrown and caught here only.
struct Mistake {
  YAML::Mark mark;
  Error error;
};

[[noreturn]] void Fail(const YAML::Mark& mark, std::string message, std::string help) {
  throw Mistake{mark, {std::move(message), std::move(help)}};
}

void RequireMap(const YAML::Node& node, std::string_view what, std::string_view help) {
  if (node.IsMap()) return;
  Fail(node.Mark(), fmt::format("{} is no list of keys and values", what), std::string(help));
}

std::string ScalarOf(const YAML::Node& node, std::string_view what) {
  if (!node.IsScalar()) {
    Fail(node.Mark(), fmt::format("{} is no single word", what), "write for example `L0501: off`");
  }
  return node.Scalar();
}

/// The value of the only key that `map` may have.
YAML::Node OnlyKey(const YAML::Node& map, std::string_view key) {
  YAML::Node value;
  for (const auto& entry : map) {
    const std::string found = ScalarOf(entry.first, "a key");
    if (found != key) {
      Fail(entry.first.Mark(), fmt::format("there is no setting `{}`", found),
           fmt::format("at this place stands `{}`", key));
    }
    if (value.IsDefined() && !value.IsNull()) {
      Fail(entry.first.Mark(), fmt::format("`{}` stands twice", key), "keep one of the two");
    }
    value.reset(entry.second);
  }
  return value;
}

LintLevels LevelsOf(const YAML::Node& levels) {
  LintLevels read;
  if (levels.IsNull()) return read;
  RequireMap(levels, "`levels`", "write for example `levels: {L0501: off}`");
  for (const auto& entry : levels) {
    const std::string name = ScalarOf(entry.first, "a finding");
    const std::string level = ScalarOf(entry.second, "a level");
    const bool is_known = FindFinding(name) != nullptr;
    Result<LevelSetting> setting = ReadLevel(name, level);
    if (!setting) {
      const Error& error = setting.error();
      Fail(is_known ? entry.second.Mark() : entry.first.Mark(), error.message, error.help);
    }
    if (!read.emplace(setting->kind, setting->level).second) {
      Fail(entry.first.Mark(), fmt::format("`{}` has a level already", name),
           "a finding has one level, by its code or by its name");
    }
  }
  return read;
}

LintLevels ReadRoot(const YAML::Node& root) {
  if (root.IsNull()) return {};
  RequireMap(root, "the file", "write for example `lint: {levels: {L0501: off}}`");
  const YAML::Node lint = OnlyKey(root, "lint");
  if (lint.IsNull()) return {};
  RequireMap(lint, "`lint`", "write for example `lint: {levels: {L0501: off}}`");
  return LevelsOf(OnlyKey(lint, "levels"));
}

Error At(const std::string& path, const YAML::Mark& mark, std::string_view message,
         std::string help) {
  if (mark.is_null()) return {fmt::format("{}: {}", path, message), std::move(help)};
  return {fmt::format("{}:{}:{}: {}", path, mark.line + 1, mark.column + 1, message),
          std::move(help)};
}

}  // namespace

Result<LintLevels> ReadLevels(const std::string& text, const std::string& path) {
  if (text.size() > kMostLevelBytes) {
    return Error{fmt::format("{} has more than {} bytes", path, kMostLevelBytes),
                 "levels of findings need a few lines"};
  }
  try {
    return ReadRoot(YAML::Load(text));
  } catch (const Mistake& mistake) {
    return At(path, mistake.mark, mistake.error.message, mistake.error.help);
  } catch (const YAML::Exception& error) {
    return At(path, error.mark, fmt::format("this is no YAML: {}", error.msg),
              "write for example `lint: {levels: {L0501: off}}`");
  }
}

}  // namespace mgl
