// The table of UCUM units and prefixes (unit_table.def), resolved into base units. Any thread may
// ask.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/unit/unit.h"

namespace mgl {

struct UnitPrefix {
  std::string_view code;  // `m`, `da`, `Ki`
  std::string_view name;  // `milli`
  Rational factor;
};

enum class UnitKind {
  kProportional,  // factor times a product of base dimensions
  kArbitrary,     // a dimension of its own
  kAffine,        // kelvin = value * factor + offset
  kSpecial,       // converts only into itself
};

struct TableUnit {
  std::string_view code = {};
  std::string_view name = {};
  bool metric = false;  // takes prefixes
  UnitKind kind = UnitKind::kProportional;
  Dimension dimension = {};
  Rational factor = 1;
  Rational offset = 0;
};

/// A symbol of a unit code: a unit of the table, with its prefix where it has one.
struct UnitSymbol {
  const UnitPrefix* prefix = nullptr;
  const TableUnit* unit = nullptr;
};

/// `milligram`, `milli-international unit`.
std::string SymbolName(const UnitSymbol& symbol);

class UnitTable {
 public:
  /// The table of a dialect. They differ in `mol` and `eq`, and in what is built on those.
  static const UnitTable& For(UnitDialect dialect);

  /// The unit with exactly this code, else prefix and metric unit.
  std::optional<UnitSymbol> FindSymbol(std::string_view symbol) const;

  const TableUnit* FindUnit(std::string_view code) const;
  /// The codes of all units, in the order of the table.
  static std::vector<std::string_view> Codes();

 private:
  struct Slot {
    std::once_flag once;
    std::optional<TableUnit> unit;
  };

  explicit UnitTable(UnitDialect dialect);
  TableUnit Resolve(std::size_t index) const;
  /// value * definition, of units above the one that is resolved.
  Unit Evaluate(std::string_view value, std::string_view definition) const;

  UnitDialect dialect_;
  mutable std::vector<Slot> slots_;  // by line of unit_table.def
};

std::span<const UnitPrefix> UnitPrefixes();

/// Largest size of a unit's factor: numerator and denominator in bits.
inline constexpr std::size_t kMaxUnitFactorBits = 8192;

/// unit *= (dimension, factor)^exponent. False, and `unit` unchanged, where the factor would exceed
/// kMaxUnitFactorBits.
bool MultiplyUnit(Unit& unit, const Dimension& dimension, const Rational& factor, int exponent);

}  // namespace mgl
