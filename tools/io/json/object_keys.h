// The keys of objects, and which followed which.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tools/io/cells/column_roles.h"

namespace mgl {

/// The text between a value and the next, or behind the last one: what separates them, the key.
struct KeyStep {
  static constexpr std::size_t kMostBytes = 64;

  alignas(kMostBytes) std::array<char, kMostBytes> text{};
  std::uint64_t bytes = 1;  // a bit for each that counts; at first a NUL, which no line holds
  std::uint32_t size = 0;
  std::uint32_t key = 0;  // which follows
};

struct ObjectKey {
  std::uint64_t last_row = 0;
  std::size_t column = 0;
  bool is_seen = false;  // in a row that was accepted
};

/// Those of one file, as one thread meets them.
class ObjectKeys {
 public:
  static constexpr std::uint32_t kStart = 0;  // stands before the first key
  static constexpr std::uint32_t kEnd = ~std::uint32_t{0};
  static constexpr std::uint32_t kNone = kEnd - 1;
  /// Of keys that mean nothing. Values of other keys have columns of their own.
  static constexpr std::size_t kIgnoredColumn = 0;

  void StartFile(const FactNames& names, const std::vector<UnitRule>& unit_rules);

  /// Reads what stands at `at`, behind the value of `previous`, up to the next value (then it is
  /// its key) or behind the line's end (kEnd), moves `at` there, and remembers it as what follows
  /// `previous`. kNone where it is neither, where the key has an escape, and for a key that is not
  /// remembered because too many are.
  std::uint32_t Read(std::uint32_t previous, const char* text, std::uint32_t& at);

  /// The row was accepted: `see` gets its new keys.
  void AcceptRow(const std::function<void(const std::string& key)>& see);
  void RejectRow() { new_keys_.clear(); }
  bool has_new_keys() const { return !new_keys_.empty(); }

  ObjectKey& key(std::uint32_t key) { return keys_[key]; }
  const KeyStep& step(std::uint32_t after) const { return steps_[after]; }
  const ColumnRoles& roles() const { return roles_; }
  std::size_t columns() const { return columns_; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  std::uint32_t ReadNext(std::uint32_t previous, const char*& at);
  std::uint32_t FindOrAdd(std::string_view key);

  const FactNames* names_ = nullptr;
  ColumnRoles roles_;
  std::size_t columns_ = 1;
  std::size_t ignored_keys_ = 0;
  std::vector<ObjectKey> keys_;
  std::vector<KeyStep> steps_;  // by the key before
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<std::uint32_t> new_keys_;  // of the row at hand: not seen before
};

}  // namespace mgl
