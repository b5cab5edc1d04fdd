#include "tools/author/adapt/adapt_status.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dsl/assemble/assemble.h"
#include "dsl/text/source.h"
#include "engine/text/shell_word.h"

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

nlohmann::ordered_json TextOrNull(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
}

void AddList(std::string_view title, const std::vector<std::string>& keys, std::string& out) {
  if (keys.empty()) return;
  out += fmt::format("{}:\n", title);
  for (const std::string& key : keys) out += fmt::format("  {}\n", key);
}

void AddTexts(const AdaptStatus::Differs& differs, std::string& out) {
  if (!differs.then.empty()) {
    out += "  upstream, then\n" + Indented(differs.then, "    ");
  } else {
    out += "  upstream, then: the lock does not hold it\n";
  }
  if (!differs.now.empty()) out += "  upstream, now\n" + Indented(differs.now, "    ");
}

std::vector<AdaptStatus::Used> UsedSince(const Lock& lock, const Lock& now) {
  std::vector<AdaptStatus::Used> used;
  const auto add = [&](const std::string& path, const LockedFile& before, const LockedFile& after) {
    AdaptStatus::Used file{path, after.guideline, before.version, after.version, {}, {}, {}};
    if (file.guideline.empty()) file.guideline = before.guideline;
    for (const auto& [key, hash] : after.hashes) {
      const auto then = before.hashes.find(key);
      if (then == before.hashes.end()) {
        file.added.push_back(key);
      } else if (then->second != hash) {
        file.changed.push_back(key);
      }
    }
    for (const auto& [key, hash] : before.hashes) {
      if (!after.hashes.contains(key)) file.gone.push_back(key);
    }
    used.push_back(std::move(file));
  };
  for (const auto& [path, file] : now.used) {
    const auto then = lock.used.find(path);
    // What an old lock does not hold is not compared.
    if (then != lock.used.end() || !lock.is_old) {
      add(path, then == lock.used.end() ? LockedFile() : then->second, file);
    }
  }
  for (const auto& [path, file] : lock.used) {
    if (!now.used.contains(path)) add(path, file, {});
  }
  return used;
}

void AddUsed(const AdaptStatus::Used& used, std::string& out) {
  const bool is_here = !used.version_now.empty();
  const std::string versions =
      used.version_then.empty() || !is_here || used.version_then == used.version_now
          ? (is_here ? used.version_now : used.version_then)
          : fmt::format("{}, then {}", used.version_now, used.version_then);
  if (!used.has_changed()) {
    out += fmt::format("it uses {} ({} {}): what it takes of it has not changed since\n", used.path,
                       used.guideline, versions);
    return;
  }
  out += fmt::format("\nit uses {} ({} {}):\n", used.path, used.guideline, versions);
  AddList("changed there, and so here", used.changed, out);
  AddList("taken since", used.added, out);
  AddList("no longer taken", used.gone, out);
}

}  // namespace

bool AdaptStatus::HasChanged() const {
  return has_moved || std::ranges::any_of(used, &Used::has_changed);
}

AdaptStatus StatusOf(const Lock& lock, const CompiledText& text) {
  const Assembly& assembly = *text.assembly;
  const Lock now = LockOf(text);
  AdaptStatus status;
  status.guideline = assembly.files.front().name;
  for (const AssembledFile& file : assembly.files) {
    const bool is_upstream = file.how == AssembledFile::How::kAdapted && file.level == 1;
    if (!is_upstream || !status.upstream.empty()) continue;
    status.upstream = file.name;
    status.upstream_status = file.status;
  }
  status.version_then = lock.version;
  status.version_now = now.version;
  status.version_named = text.source.TextOfFile(0).substr(
      assembly.adapts_version.begin, assembly.adapts_version.end - assembly.adapts_version.begin);
  status.has_moved = lock.content_hash != now.content_hash;
  status.used = UsedSince(lock, now);
  const auto text_then = [&](const std::string& key) {
    const auto then = lock.texts.find(key);
    return then == lock.texts.end() ? std::string() : then->second;
  };
  /// False where it is neither changed nor withdrawn here.
  const auto is_to_decide = [&](const std::string& key, const std::string& now_text) {
    const LocalChange* const change = ChangeHere(assembly, key);
    if (change == nullptr) return false;
    status.to_decide.push_back({{key, text_then(key), now_text},
                                std::string(text.source.Text(change->whole)),
                                change->what == LocalChange::What::kWithdrawn});
    return true;
  };
  for (const UpstreamDeclaration& declaration : assembly.upstream) {
    const std::string& key = declaration.key;
    const auto before = lock.hashes.find(key);
    if (before == lock.hashes.end()) {
      const bool is_held = !lock.is_old || !key.starts_with("guideline ");
      if (is_held) status.added.push_back(key);
    } else if (before->second != declaration.hash) {
      if (is_to_decide(key, declaration.text)) continue;
      status.changed.push_back({key, text_then(key), declaration.text});
    } else if (const std::string then = text_then(key);
               !lock.is_old && WithSingleBlanks(then) != WithSingleBlanks(declaration.text)) {
      status.reworded.push_back(key);
    }
  }
  for (const auto& [key, hash] : lock.hashes) {
    if (!now.hashes.contains(key) && !is_to_decide(key, "")) status.gone.push_back(key);
  }
  return status;
}

namespace {

void AddMoved(const AdaptStatus& status, std::string& out) {
  for (const AdaptStatus::ToDecide& decide : status.to_decide) {
    out += fmt::format("\nto decide: {} is {} here, and {} upstream since\n", decide.key,
                       decide.is_withdrawn ? "withdrawn" : "changed",
                       decide.now.empty() ? "gone" : "changed");
    AddTexts(decide, out);
    if (!decide.here.empty()) out += "  here\n" + Indented(decide.here, "    ");
    if (decide.now.empty()) {
      out += fmt::format("  remove the `{}`: there is nothing left that it is of\n",
                         decide.is_withdrawn ? "withdraw" : "change");
    }
  }
  for (const AdaptStatus::Differs& differs : status.changed) {
    out += fmt::format("\nchanged upstream, and so here: {}\n", differs.key);
    AddTexts(differs, out);
  }
  std::string lists;
  AddList("new upstream, and so here", status.added, lists);
  AddList("gone upstream, and so here", status.gone, lists);
  AddList("changed in title, source or layout alone", status.reworded, lists);
  const bool says_texts = !status.to_decide.empty() || !status.changed.empty();
  if (!lists.empty() && says_texts) out += "\n";
  out += lists;
  if (lists.empty() && !says_texts) {
    out += "nothing that it says has changed: its version, comments or layout have\n";
  }
}

}  // namespace

std::string AdaptStatusText(const AdaptStatus& status, const std::string& path) {
  std::string out =
      fmt::format("{} adapts {} {}", status.guideline, status.upstream, status.version_then);
  const std::string now =
      status.version_now.empty() ? "without a version" : "at version " + status.version_now;
  out += !status.has_moved ? ", which has not changed since\n"
         : status.version_now == status.version_then
             ? "; it is changed, under the same version, now\n"
             : fmt::format("; it is {} now\n", now);
  if (status.upstream_status == "retired") {
    out += fmt::format("{} is retired: nobody keeps it any more\n", status.upstream);
  }
  if (status.has_moved) AddMoved(status, out);
  for (const AdaptStatus::Used& used : status.used) AddUsed(used, out);
  if (!status.HasChanged()) return out;
  const std::string word = ShellWord(path);
  const bool names_other =
      !status.version_now.empty() && status.version_named != status.version_now;
  if (names_other) {
    // Until then upstream is another one than the file was written for, and nothing is decided.
    return out +
           fmt::format(
               "\nwith `at version {0}` behind `adapts`, mgl test {1} runs the examples and mgl "
               "diff --upstream {1} shows what differs from it; mgl adapt update {1} when all "
               "is decided\n",
               status.version_now, word);
  }
  return out +
         fmt::format(
             "\nmgl diff --upstream {0} shows what differs from it; mgl adapt update {0} when "
             "all is decided\n",
             word);
}

nlohmann::ordered_json AdaptStatusJson(const AdaptStatus& status, const std::string& path) {
  nlohmann::ordered_json json;
  json["file"] = path;
  json["guideline"] = status.guideline;
  json["upstream"] = status.upstream;
  json["upstream_status"] = status.upstream_status;
  json["version_then"] = status.version_then;
  json["version_now"] = status.version_now;
  json["version_named"] = status.version_named;
  json["has_moved"] = status.has_moved;
  json["to_decide"] = nlohmann::ordered_json::array();
  for (const AdaptStatus::ToDecide& decide : status.to_decide) {
    json["to_decide"].push_back({{"declaration", decide.key},
                                 {"upstream_then", TextOrNull(decide.then)},
                                 {"upstream_now", TextOrNull(decide.now)},
                                 {"here", decide.here},
                                 {"withdrawn", decide.is_withdrawn}});
  }
  json["changed"] = nlohmann::ordered_json::array();
  for (const AdaptStatus::Differs& differs : status.changed) {
    json["changed"].push_back({{"declaration", differs.key},
                               {"upstream_then", TextOrNull(differs.then)},
                               {"upstream_now", differs.now}});
  }
  json["added"] = status.added;
  json["gone"] = status.gone;
  json["reworded"] = status.reworded;
  json["used"] = nlohmann::ordered_json::array();
  for (const AdaptStatus::Used& used : status.used) {
    json["used"].push_back({{"file", used.path},
                            {"guideline", used.guideline},
                            {"version_then", TextOrNull(used.version_then)},
                            {"version_now", TextOrNull(used.version_now)},
                            {"changed", used.changed},
                            {"added", used.added},
                            {"gone", used.gone}});
  }
  return json;
}

}  // namespace mgl
