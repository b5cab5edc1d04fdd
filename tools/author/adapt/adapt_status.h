// What happened upstream since a local version was last looked at.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "tools/author/adapt/lock.h"

namespace mgl {

struct AdaptStatus {
  /// A declaration of upstream that says something else now, and is changed or withdrawn here.
  struct ToDecide {
    std::string key;
    std::string then, now, here;  // texts; `now` empty: upstream has it no more
    bool is_withdrawn = false;    // here
  };
  std::string guideline, upstream;        // names
  std::string version_then, version_now;  // of upstream
  std::string version_named;              // by the local version
  bool has_moved = false;                 // upstream, in any word
  std::vector<ToDecide> to_decide;
  std::vector<std::string> changed, added, gone;  // upstream, and not touched here
};

/// `lock`: as it was; `text`: as it is, with or without errors.
AdaptStatus StatusOf(const Lock& lock, const CompiledText& text);

std::string AdaptStatusText(const AdaptStatus& status, const std::string& path);
nlohmann::ordered_json AdaptStatusJson(const AdaptStatus& status, const std::string& path);

}  // namespace mgl
