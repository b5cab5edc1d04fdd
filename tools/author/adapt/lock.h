// What a local version was written for: the lock beside its file, NAME.lock.yaml.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "dsl/compiled_guideline.h"
#include "engine/value/result.h"

namespace mgl {

inline constexpr std::size_t kMostLockBytes = 16U << 20;

/// Of a file that is used, as it was: what is taken of it, by first lines.
struct LockedFile {
  std::string guideline, version;
  std::map<std::string, std::string> hashes;

  bool operator==(const LockedFile&) const = default;
};

/// Upstream, as it was when somebody last looked at it.
struct Lock {
  std::string guideline;  // the local version's name
  std::string adapts;     // as its file names upstream
  std::string version;
  std::string content_hash;                   // SHA-256 of all of it
  std::map<std::string, std::string> hashes;  // of what each declaration says, by its first line
  std::map<std::string, std::string> texts;   // of each, as written
  std::map<std::string, LockedFile> used;     // by path, as the local version names it
  /// Written before the lock held the header, all texts and the files that are used: what it does
  /// not hold is not compared.
  bool is_old = false;

  bool operator==(const Lock&) const = default;
};

/// `guarded.lock.yaml` for `guarded.mgl`.
std::string LockPath(const std::string& guideline_path);

/// Of a text that adapts another, as both are now.
Lock LockOf(const CompiledText& text);

std::string LockText(const Lock& lock);

/// The error says what is wrong with the text: no lock, or changed since it was written. `path`:
/// its name; `guideline_path`: of the file beside it.
Result<Lock> ReadLock(const std::string& text, const std::string& path,
                      const std::string& guideline_path);

/// Why a lock is not that of a text of which `now` would be: it is of another file, or old.
std::optional<Error> WhyOfAnother(const Lock& lock, const Lock& now,
                                  const std::string& guideline_path);

/// Whether what is used of other files is what it was, as far as the lock holds it.
bool HasSameUsed(const Lock& lock, const Lock& now);

}  // namespace mgl
