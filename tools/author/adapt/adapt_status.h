// What happened upstream since a local version was last looked at.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/author/adapt/lock.h"

namespace mgl {

struct AdaptStatus {
  /// A declaration of upstream that says something else now.
  struct Differs {
    std::string key;
    std::string then, now;  // texts; `then` empty: the lock is old and does not hold it
  };
  /// Likewise, and it is changed or withdrawn here. `now` empty: upstream has it no more.
  struct ToDecide : Differs {
    std::string here;
    bool is_withdrawn = false;  // here
  };
  /// A file that is used: what is taken of it.
  struct Used {
    std::string path, guideline;
    std::string version_then, version_now;  // `then` empty: the lock does not hold it
    std::vector<std::string> changed, added, gone;

    bool has_changed() const { return !changed.empty() || !added.empty() || !gone.empty(); }
  };
  std::string guideline, upstream;        // names
  std::string version_then, version_now;  // of upstream
  std::string version_named;              // by the local version
  std::string upstream_status;            // retired …
  bool has_moved = false;                 // upstream, in any word
  std::vector<ToDecide> to_decide;
  std::vector<Differs> changed;          // upstream, and not touched here
  std::vector<std::string> added, gone;  // likewise
  std::vector<std::string> reworded;  // upstream, in its title, where it comes from or its layout
  std::vector<Used> used;

  bool HasChanged() const;  // upstream or what is used
};

/// `lock`: as it was; `text`: as it is, with or without errors.
AdaptStatus StatusOf(const Lock& lock, const CompiledText& text);

std::string AdaptStatusText(const AdaptStatus& status, const std::string& path);
nlohmann::ordered_json AdaptStatusJson(const AdaptStatus& status, const std::string& path);

}  // namespace mgl
