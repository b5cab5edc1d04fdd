// What a local version was written for: the lock beside its file, NAME.lock.yaml.
#pragma once

#include <map>
#include <string>

#include "dsl/compiled_guideline.h"
#include "engine/value/result.h"

namespace mgl {

inline constexpr std::size_t kMostLockBytes = 8U << 20;

/// Upstream, as it was when somebody last looked at it.
struct Lock {
  std::string guideline;  // the local version's name
  std::string adapts;     // as its file names upstream
  std::string version;
  std::string content_hash;                   // SHA-256 of all of it
  std::map<std::string, std::string> hashes;  // of what each declaration says, by its first line
  std::map<std::string, std::string> texts;   // of those that are changed or withdrawn here

  bool operator==(const Lock&) const = default;
};

/// `guarded.lock.yaml` for `guarded.mgl`.
std::string LockPath(const std::string& guideline_path);

/// Of a text that adapts another, as both are now.
Lock LockOf(const CompiledText& text);

std::string LockText(const Lock& lock);

/// The error says what is wrong with the text; `path` is its name.
Result<Lock> ReadLock(const std::string& text, const std::string& path);

}  // namespace mgl
