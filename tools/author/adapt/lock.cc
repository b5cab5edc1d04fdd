// Reads the lock with yaml-cpp, which throws; nothing leaves this file but a Result.
#include "tools/author/adapt/lock.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "dsl/assemble/assemble.h"
#include "dsl/ast/ast.h"

namespace mgl {
namespace {

constexpr const char* kHelp = "`mgl adapt status` says what changed; `mgl adapt update` writes it";

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
    const bool is_changed = std::ranges::any_of(assembly.changes, [&](const LocalChange& change) {
      return change.file == 0 && change.key == declaration.key;
    });
    if (is_changed) lock.texts[declaration.key] = declaration.text;
  }
  return lock;
}

std::string LockText(const Lock& lock) {
  std::string text = fmt::format(
      "# What this local version was written for. `mgl adapt pin` and `mgl adapt update` write "
      "it.\n"
      "guideline: {}\nadapts: {}\nversion: {}\ncontent: sha256:{}\n\n"
      "# What each declaration says, without its title and where it comes from.\ndeclarations:\n",
      lock.guideline, Quoted(lock.adapts), Quoted(lock.version), lock.content_hash);
  for (const auto& [key, hash] : lock.hashes) {
    text += fmt::format("  {}: {}\n", Quoted(key), hash);
  }
  text += lock.hashes.empty() ? "  {}\n" : "";
  text += "\n# Those that are changed or withdrawn here.\ntexts:\n";
  for (const auto& [key, written] : lock.texts) {
    text += fmt::format("  {}: |-\n", Quoted(key));
    for (std::size_t at = 0; at <= written.size();) {
      const std::size_t end = std::min(written.find('\n', at), written.size());
      text += "    " + written.substr(at, end - at) + "\n";
      at = end + 1;
    }
  }
  return text + (lock.texts.empty() ? "  {}\n" : "");
}

Result<Lock> ReadLock(const std::string& text, const std::string& path) {
  const auto fail = [&](std::string message) {
    return Error{fmt::format("{}: {}", path, message), kHelp};
  };
  if (text.size() > kMostLockBytes) return fail("it is larger than 8 MiB");
  try {
    const YAML::Node root = YAML::Load(text);
    if (!root.IsMap()) return fail("it is no lock");
    Lock lock;
    lock.guideline = Scalar(root["guideline"]);
    lock.adapts = Scalar(root["adapts"]);
    lock.version = Scalar(root["version"]);
    lock.content_hash = Scalar(root["content"]);
    constexpr std::string_view kPrefix = "sha256:";
    if (!lock.content_hash.starts_with(kPrefix)) return fail("it is no lock");
    lock.content_hash.erase(0, kPrefix.size());
    lock.hashes = Map(root["declarations"]);
    lock.texts = Map(root["texts"]);
    return lock;
  } catch (const YAML::Exception& failure) {
    return fail(fmt::format("line {}: {}", failure.mark.line + 1, failure.msg));
  }
}

}  // namespace mgl
