#include "tools/author/adapt/adapt_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/assemble/assemble.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Behind `margin`, line by line.
std::string Indented(std::string_view text, std::string_view margin) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    out += margin;
    out += text.substr(0, size);
    text.remove_prefix(size);
  }
  return out.ends_with('\n') ? out : out + "\n";
}

/// The change of this file, from its keyword to its last line.
const LocalChange* ChangeHere(const Assembly& assembly, std::string_view key) {
  const auto found = std::ranges::find_if(assembly.changes, [&](const LocalChange& change) {
    return change.file == 0 && change.key == key;
  });
  return found == assembly.changes.end() ? nullptr : &*found;
}

void AddList(std::string_view title, const std::vector<std::string>& keys, std::string& out) {
  if (keys.empty()) return;
  out += fmt::format("{}:\n", title);
  for (const std::string& key : keys) out += fmt::format("  {}\n", key);
}

}  // namespace

AdaptStatus StatusOf(const Lock& lock, const CompiledText& text) {
  const Assembly& assembly = *text.assembly;
  const Lock now = LockOf(text);
  AdaptStatus status;
  status.guideline = assembly.files.front().name;
  for (const AssembledFile& file : assembly.files) {
    const bool is_upstream = file.how == AssembledFile::How::kAdapted && file.level == 1;
    if (is_upstream && status.upstream.empty()) status.upstream = file.name;
  }
  status.version_then = lock.version;
  status.version_now = now.version;
  status.version_named = text.source.TextOfFile(0).substr(
      assembly.adapts_version.begin, assembly.adapts_version.end - assembly.adapts_version.begin);
  status.has_moved = lock.content_hash != now.content_hash;
  const auto add = [&](const std::string& key, std::string now_text,
                       std::vector<std::string>& untouched) {
    const LocalChange* const change = ChangeHere(assembly, key);
    const auto then = lock.texts.find(key);
    if (change == nullptr && then == lock.texts.end()) {
      untouched.push_back(key);
      return;
    }
    AdaptStatus::ToDecide decide;
    decide.key = key;
    decide.then = then == lock.texts.end() ? "" : then->second;
    decide.now = std::move(now_text);
    if (change != nullptr) {
      decide.here = std::string(text.source.Text(change->whole));
      decide.is_withdrawn = change->what == LocalChange::What::kWithdrawn;
    }
    status.to_decide.push_back(std::move(decide));
  };
  for (const UpstreamDeclaration& declaration : assembly.upstream) {
    const auto before = lock.hashes.find(declaration.key);
    if (before == lock.hashes.end()) {
      status.added.push_back(declaration.key);
    } else if (before->second != declaration.hash) {
      add(declaration.key, declaration.text, status.changed);
    }
  }
  for (const auto& [key, hash] : lock.hashes) {
    if (!now.hashes.contains(key)) add(key, "", status.gone);
  }
  return status;
}

std::string AdaptStatusText(const AdaptStatus& status, const std::string& path) {
  std::string out =
      fmt::format("{} adapts {} {}", status.guideline, status.upstream, status.version_then);
  if (!status.has_moved) return out + ", which has not changed since\n";
  out += fmt::format("; it is {} now\n", status.version_now == status.version_then
                                             ? "changed, under the same version,"
                                             : "at version " + status.version_now);
  for (const AdaptStatus::ToDecide& decide : status.to_decide) {
    out += fmt::format("\nto decide: {} is {} here, and {} upstream since\n", decide.key,
                       decide.is_withdrawn ? "withdrawn" : "changed",
                       decide.now.empty() ? "gone" : "changed");
    if (!decide.then.empty()) out += "  upstream, then\n" + Indented(decide.then, "    ");
    if (!decide.now.empty()) out += "  upstream, now\n" + Indented(decide.now, "    ");
    if (!decide.here.empty()) out += "  here\n" + Indented(decide.here, "    ");
  }
  if (!status.to_decide.empty()) out += "\n";
  AddList("changed upstream, and so here", status.changed, out);
  AddList("new upstream, and so here", status.added, out);
  AddList("gone upstream, and so here", status.gone, out);
  if (status.to_decide.empty() && status.changed.empty() && status.added.empty() &&
      status.gone.empty()) {
    out += "nothing that it says has changed: titles, sources or layout have\n";
  }
  out += fmt::format(
      "\nmgl diff --upstream {} shows what differs from it; mgl adapt update {} when "
      "all is decided\n",
      path, path);
  return out;
}

nlohmann::ordered_json AdaptStatusJson(const AdaptStatus& status, const std::string& path) {
  nlohmann::ordered_json json;
  json["file"] = path;
  json["guideline"] = status.guideline;
  json["upstream"] = status.upstream;
  json["version_then"] = status.version_then;
  json["version_now"] = status.version_now;
  json["version_named"] = status.version_named;
  json["has_moved"] = status.has_moved;
  json["to_decide"] = nlohmann::ordered_json::array();
  for (const AdaptStatus::ToDecide& decide : status.to_decide) {
    json["to_decide"].push_back({{"declaration", decide.key},
                                 {"upstream_then", decide.then},
                                 {"upstream_now", decide.now},
                                 {"here", decide.here},
                                 {"withdrawn", decide.is_withdrawn}});
  }
  json["changed"] = status.changed;
  json["added"] = status.added;
  json["gone"] = status.gone;
  return json;
}

}  // namespace mgl
