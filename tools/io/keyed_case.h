// A case of named values, key by key, as NDJSON and YAML have them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tools/io/cohort.h"

namespace mgl {

/// What stands behind a key. The texts must stay valid until the case is finished.
struct KeyedValue {
  std::string_view text;     // as written; empty: missing
  std::string_view problem;  // not empty: why this is no value: `holds a list where …`
  bool is_object = false;    // written as {value: 1.1, unit: mmol/L, date: 2026-03-01}
  std::string_view unit;     // of such an object; empty: not said
  std::string_view date;     // likewise
};

inline constexpr std::string_view kIsList = "holds a list where one value belongs";
inline constexpr std::string_view kIsObject =
    "holds an object with something else than value, unit and date";
inline constexpr std::string_view kIsObjectWithoutValue = "holds an object without value";
inline constexpr std::string_view kHoldsNul = "a text holds a NUL character";

/// The cases of one file, one after the other.
class KeyedCase {
 public:
  KeyedCase(Cohort& cohort, std::string file);

  /// To be called for every row, also one that is then rejected without its keys.
  void Start();
  /// False where the key stood in this case before.
  bool Add(std::string_view key, const KeyedValue& value);
  /// The id as far as it was read; empty: none.
  std::string_view id() const { return id_.text; }
  /// Makes `row`, whose place is set, the case (or a reject where its id is no text).
  void Finish(InputRow& row);
  /// Says which facts and mapped keys no case of the file had.
  void EndFile();

 private:
  /// A key that was seen or may come.
  struct Name {
    std::vector<NameTarget> targets;  // empty: ignored
    std::uint64_t last_case = 0;      // 0: not seen yet
  };
  struct Slot {
    KeyedValue value;
    KeyedValue unit;
    KeyedValue date;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  Name* FindOrAdd(std::string_view key);
  ReportedFact ReadSlot(std::uint32_t fact);
  bool WasSeen(std::string_view key) const;

  Cohort& cohort_;
  std::string file_;
  std::unordered_map<std::string, Name, Hash, std::equal_to<>> names_;
  std::uint64_t case_number_ = 0;
  KeyedValue id_;
  std::vector<Slot> slots_;
  std::unordered_set<std::string_view> other_keys_;  // of this case, when too many are ignored
};

}  // namespace mgl
