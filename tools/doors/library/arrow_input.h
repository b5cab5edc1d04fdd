// Columns in memory as the Arrow C Data Interface lays them out, checked as far as it lets one
// check: it does not say how large buffers are.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/result.h"
#include "tools/doors/library/mgl.h"
#include "tools/io/cells/fact_names.h"

namespace mgl {

enum class CellType : std::uint8_t {
  kNull,  // every cell is missing
  kBool,
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kInt64,
  kUint64,
  kFloat,
  kDouble,
  kDecimal,  // 128 bits
  kDay,
  kText,
  kLargeText,  // with offsets of 64 bits
};
bool IsInteger(CellType type);
inline bool IsText(CellType type) {
  return type == CellType::kText || type == CellType::kLargeText;
}
/// `int32`, `utf8`.
std::string_view CellTypeName(CellType type);

/// The i-th value of a buffer, which may be unaligned.
template <typename T>
T LoadValue(const void* values, std::size_t i) {
  T value;
  std::memcpy(&value, static_cast<const char*>(values) + i * sizeof(T), sizeof(T));
  return value;
}

/// Cells by row, from 0: offsets of slices are added here. The buffers are the caller's.
struct ArrowColumn {
  std::string name;
  const FactNames::Targets* targets = nullptr;  // what it says; not of a dictionary
  std::string unit;                 // that its field's metadata says (key `unit`); empty: none
  CellType type = CellType::kNull;  // of a dictionary's values: see dictionary
  std::size_t rows = 0;
  std::size_t offset = 0;                  // of row 0 in the buffers
  const std::uint8_t* validity = nullptr;  // null: all are valid
  const void* values = nullptr;            // or a text's offsets
  const char* text = nullptr;
  int decimals = 0;                         // kDecimal
  std::unique_ptr<ArrowColumn> dictionary;  // of texts; this column holds indices into it

  bool IsValid(std::size_t row) const {
    const std::size_t i = offset + row;
    return validity == nullptr || (validity[i / 8] >> (i % 8) & 1U) != 0;
  }
  template <typename T>
  T Load(std::size_t row) const {
    return LoadValue<T>(values, offset + row);
  }
  bool Bool(std::size_t row) const {
    const std::size_t i = offset + row;
    return (static_cast<const std::uint8_t*>(values)[i / 8] >> (i % 8) & 1U) != 0;
  }
  std::string_view Text(std::size_t row) const;
  /// Of a row that is valid, through the dictionary where there is one; empty where the
  /// dictionary's value is missing.
  std::string_view TextAt(std::size_t row) const;
  /// Where the text before the row ends: row 0 to rows.
  std::int64_t TextEnd(std::size_t row) const;
  /// Of an integer type; a uint64 that is too large comes out negative.
  std::int64_t Integer(std::size_t row) const;
  /// Into the dictionary; beyond it where it is negative.
  std::size_t Index(std::size_t row) const { return static_cast<std::size_t>(Integer(row)); }
};

struct ArrowTable {
  std::size_t rows = 0;
  std::vector<ArrowColumn> columns;
};

/// The struct's columns that mean something (FactNames::OfColumns); names of the others are added
/// to `ignored`. Checked: types, lengths, that offsets ascend, that indices lie in their
/// dictionary, UTF-8. The error names the column. `names` must outlive the table.
Result<ArrowTable> ReadArrow(const ArrowSchema& schema, const ArrowArray& array,
                             const FactNames& names, std::vector<std::string>& ignored);

}  // namespace mgl
