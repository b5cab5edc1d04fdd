// Reads the lock with yaml-cpp, which throws; nothing leaves this file but a Result.
#include "tools/author/adapt/lock.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "dsl/assemble/assemble.h"
#include "dsl/ast/ast.h"
#include "dsl/parse/content_hash.h"
#include "engine/text/shell_word.h"

namespace mgl {
namespace {

std::string Scalar(const YAML::Node& node) {
  return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string();
}

std::map<std::string, std::string> Map(const YAML::Node& node) {
  std::map<std::string, std::string> map;
  if (!node.IsDefined() || !node.IsMap()) return map;
  for (const auto& entry : node) map[Scalar(entry.first)] = Scalar(entry.second);
  return map;
}

/// Keys and words of the language hold quotes; no line ends.
std::string Quoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

/// With its colon. YAML has no longer ones on one line.
std::string KeyOf(std::string_view key, std::string_view indent) {
  constexpr std::size_t kMostOnLine = 500;
  if (key.size() <= kMostOnLine) return fmt::format("{}{}:", indent, Quoted(key));
  return fmt::format("{}? {}\n{}:", indent, Quoted(key), indent);
}

/// All of the lock but its own hash.
std::string BodyOf(const Lock& lock) {
  std::string text = fmt::format(
      "guideline: {}\nadapts: {}\nversion: {}\ncontent: sha256:{}\n\n"
      "# What each declaration says, without its title and where it comes from.\ndeclarations:\n",
      lock.guideline, Quoted(lock.adapts), Quoted(lock.version), lock.content_hash);
  for (const auto& [key, hash] : lock.hashes) {
    text += fmt::format("{} {}\n", KeyOf(key, "  "), hash);
  }
  text += lock.hashes.empty() ? "  {}\n" : "";
  text += "\n# What is taken of the files that are used.\nused:\n";
  for (const auto& [path, file] : lock.used) {
    text += fmt::format("  {}:\n    guideline: {}\n    version: {}\n    declarations:\n",
                        Quoted(path), file.guideline, Quoted(file.version));
    for (const auto& [key, hash] : file.hashes) {
      text += fmt::format("{} {}\n", KeyOf(key, "      "), hash);
    }
    text += file.hashes.empty() ? "      {}\n" : "";
  }
  text += lock.used.empty() ? "  {}\n" : "";
  text += "\n# How each declaration is written.\ntexts:\n";
  for (const auto& [key, written] : lock.texts) {
    text += fmt::format("{} |-\n", KeyOf(key, "  "));
    for (std::size_t at = 0; at <= written.size();) {
      const std::size_t end = std::min(written.find('\n', at), written.size());
      std::string line = written.substr(at, end - at);
      while (line.ends_with('\r')) line.pop_back();
      text += line.empty() ? "\n" : "    " + line + "\n";
      at = end + 1;
    }
  }
  return text + (lock.texts.empty() ? "  {}\n" : "");
}

}  // namespace

std::string LockPath(const std::string& guideline_path) {
  const std::size_t slash = guideline_path.rfind('/');
  const std::size_t dot = guideline_path.rfind('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  return guideline_path.substr(0, has_ending ? dot : guideline_path.size()) + ".lock.yaml";
}

Lock LockOf(const CompiledText& text) {
  Lock lock;
  const Assembly& assembly = *text.assembly;
  lock.guideline = assembly.files.front().name;
  lock.adapts = assembly.adapts;
  const auto upstream = std::ranges::find_if(assembly.files, [](const AssembledFile& file) {
    return file.how == AssembledFile::How::kAdapted && file.level == 1;
  });
  if (upstream != assembly.files.end()) {
    lock.version = upstream->version;
    lock.content_hash = upstream->content_hash;
  }
  for (const UpstreamDeclaration& declaration : assembly.upstream) {
    lock.hashes[declaration.key] = declaration.hash;
    lock.texts[declaration.key] = declaration.text;
  }
  for (const UsedFile& file : assembly.used) {
    LockedFile& locked = lock.used[file.path];
    locked = {file.name, file.version, {}};
    for (const UpstreamDeclaration& taken : file.taken) locked.hashes[taken.key] = taken.hash;
  }
  return lock;
}

std::string LockText(const Lock& lock) {
  const std::string body = BodyOf(lock);
  return fmt::format(
      "# What this local version was written for. `mgl adapt pin` and `mgl adapt update` write "
      "it.\nlock: sha256:{}\n{}",
      Sha256(body), body);
}

Result<Lock> ReadLock(const std::string& text, const std::string& path,
                      const std::string& guideline_path) {
  const auto fail = [&](std::string message) {
    return Error{fmt::format("{}: {}", path, message),
                 fmt::format("take it back from version control; where there is none, remove it, "
                             "and `mgl adapt pin {}` takes upstream as it is now",
                             ShellWord(guideline_path))};
  };
  if (text.size() > kMostLockBytes) return fail("it is larger than 16 MiB");
  constexpr std::string_view kPrefix = "sha256:";
  try {
    const YAML::Node root = YAML::Load(text);
    if (!root.IsMap()) return fail("it is no lock");
    Lock lock;
    lock.guideline = Scalar(root["guideline"]);
    lock.adapts = Scalar(root["adapts"]);
    lock.version = Scalar(root["version"]);
    lock.content_hash = Scalar(root["content"]);
    if (!lock.content_hash.starts_with(kPrefix)) return fail("it is no lock");
    lock.content_hash.erase(0, kPrefix.size());
    lock.hashes = Map(root["declarations"]);
    lock.texts = Map(root["texts"]);
    lock.is_old = !root["lock"].IsDefined();
    if (lock.is_old) return lock;
    if (root["used"].IsDefined() && root["used"].IsMap()) {
      for (const auto& file : root["used"]) {
        lock.used[Scalar(file.first)] = {Scalar(file.second["guideline"]),
                                         Scalar(file.second["version"]),
                                         Map(file.second["declarations"])};
      }
    }
    if (Scalar(root["lock"]) == std::string(kPrefix) + Sha256(BodyOf(lock))) return lock;
    return fail("it is not as `mgl adapt` wrote it: something of it was changed or is missing");
  } catch (const YAML::Exception& failure) {
    return fail(fmt::format("line {}: {}", failure.mark.line + 1, failure.msg));
  }
}

std::optional<Error> WhyOfAnother(const Lock& lock, const Lock& now,
                                  const std::string& guideline_path) {
  const std::string path = ShellWord(guideline_path);
  const std::string write_anew =
      fmt::format("where that is meant, `mgl adapt update {}` writes it anew", path);
  if (lock.guideline != now.guideline) {
    return Error{
        fmt::format("the lock is that of `{}`, and this is `{}`", lock.guideline, now.guideline),
        write_anew};
  }
  if (lock.adapts != now.adapts) {
    return Error{fmt::format("the lock is for `{}`, and `{}` is adapted", lock.adapts, now.adapts),
                 write_anew};
  }
  const bool has_moved = lock.content_hash != now.content_hash;
  if (!lock.is_old || has_moved) return std::nullopt;
  return Error{
      "the lock is of an older form: it does not hold upstream's header, its texts and what "
      "is used of other files",
      fmt::format("`mgl adapt pin {}` writes it anew", path)};
}

bool HasSameUsed(const Lock& lock, const Lock& now) {
  if (lock.is_old) return true;
  const auto are_same = [](const auto& a, const auto& b) {
    return a.first == b.first && a.second.hashes == b.second.hashes;
  };
  return std::ranges::equal(lock.used, now.used, are_same);
}

}  // namespace mgl
