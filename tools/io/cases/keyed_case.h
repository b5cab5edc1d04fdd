// A case of named values, key by key, as NDJSON and YAML have them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/model/guideline.h"
#include "tools/io/cases/case_reader.h"
#include "tools/io/cases/unit_kinds.h"
#include "tools/io/cases/value_object.h"
#include "tools/io/cells/fact_names.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

/// What stands behind a key. The texts must stay valid until the case is finished.
struct KeyedValue {
  std::string_view text;     // as written; empty: missing
  std::string_view problem;  // not empty: why this is no value: `holds a list where …`
  bool is_number = false;    // of JSON: its point is a decimal one
  bool is_object = false;
  bool has_value = true;  // of an object: whether it has the key
  ValueObject<std::string_view> object;
};

/// Whether a value that is written so says nothing.
bool IsMissing(std::string_view text);

inline constexpr std::string_view kIsList = "holds a list where one value belongs";
inline constexpr std::string_view kIsObject =
    "holds an object with something else than value, comparator, unit, code and date";
inline constexpr std::string_view kIsObjectWithoutValue = "holds an object without value";
inline constexpr std::string_view kHoldsNul = "a text holds a NUL character";

/// Cases of one file, one after the other.
class KeyedCase {
 public:
  /// All must outlive it. `lookout`: sees what stands under keys that are no fact; null: nobody.
  KeyedCase(const Guideline& guideline, const FactNames& names,
            const std::vector<UnitRule>& unit_rules, FactReader& facts,
            UnitLookout* lookout = nullptr)
      : guideline_(guideline),
        names_of_facts_(names),
        unit_rules_(unit_rules),
        facts_(facts),
        lookout_(lookout),
        slots_(guideline.facts.size()) {}

  /// To be called for every row. `row_number` is the id of a case without one.
  void Start(std::uint64_t row_number);
  /// False where the key stood in this case before, or what it means in another case.
  bool Add(std::string_view key, const KeyedValue& value);
  /// The id as far as it was read; empty: none.
  std::string_view id() const { return id_.value.text; }
  /// Whether some key has a value.
  bool says_something() const { return says_something_; }
  /// Makes `row`, whose place is set, the case (or a reject where its id is no text).
  void Finish(InputRow& row);
  /// The keys that no case had before, in their order; of those that mean nothing, no more than
  /// Cohort has something to say of.
  std::vector<std::string> TakeNewKeys() { return std::exchange(new_keys_, {}); }

 private:
  /// A key that was seen.
  struct Name {
    FactNames::Targets targets;  // empty: ignored
    bool in_other_case = false;
    std::uint64_t last_case = 0;
  };
  /// What the key of one target says in this case.
  struct Part {
    KeyedValue value;
    bool is_set = false;
    bool in_other_case = false;  // by a key in another case, before which others go
  };
  struct Slot {
    Part value;
    Part unit;
    Part date;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  struct Written {
    std::string text;  // empty: missing
    std::string_view unit;
    std::string_view problem;
  };

  Name* FindOrAdd(std::string_view key);
  Written WrittenOf(std::uint32_t fact, const KeyedValue& value);
  Part& PartOf(const NameTarget& target);
  void ReadSlot(std::uint32_t fact, ReportedFact& reported);

  const Guideline& guideline_;
  const FactNames& names_of_facts_;
  const std::vector<UnitRule>& unit_rules_;
  FactReader& facts_;
  UnitLookout* lookout_;
  std::string other_key_;  // no fact, the last of this case; empty: a fact is
  std::unordered_map<std::string, Name, Hash, std::equal_to<>> names_;
  std::size_t ignored_names_ = 0;  // among them
  std::vector<std::string> new_keys_;
  std::uint64_t row_number_ = 0;
  std::uint64_t case_number_ = 0;
  bool says_something_ = false;  // this case
  Part id_;
  std::vector<Slot> slots_;
  std::unordered_set<std::string_view> other_keys_;  // of this case, when too many are ignored
};

}  // namespace mgl
