// Columns that are made here and handed out in the Arrow C Data Interface. Whoever gets them
// releases them; each child that was moved out lives on by itself, as the interface has it.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/bit_plane.h"
#include "tools/library/mgl.h"

namespace mgl {

/// Zeros, aligned to 64 bytes.
class ArrowBuffer {
 public:
  ArrowBuffer() = default;
  explicit ArrowBuffer(std::size_t size);
  template <typename T>
  T* As() {
    return static_cast<T*>(bytes_);
  }
  const void* data() const { return bytes_; }

 private:
  struct Free {
    void operator()(void* bytes) const { std::free(bytes); }
  };
  std::unique_ptr<void, Free> allocated_;
  void* bytes_ = nullptr;
};

/// One column of decisions, or the struct of them.
struct OutputColumn {
  std::string name;
  std::string format;  // "b", "c", "s", "g", "tdD", "u", "+s"
  std::size_t rows = 0;
  bool is_nullable = false;
  ArrowBuffer validity;  // none: no nulls
  ArrowBuffer values;    // a text's offsets
  std::string text;
  std::unique_ptr<OutputColumn> dictionary;
  std::vector<OutputColumn> children;

  void SetValid(std::size_t row, bool is_valid) { Assign(validity.As<Word>(), row, is_valid); }
  void SetBool(std::size_t row, bool value) { Assign(values.As<Word>(), row, value); }
  /// Adds the text of the next row; false where the texts become too large for their offsets.
  bool AppendText(std::string_view next, std::size_t row);

 private:
  static void Assign(Word* bits, std::size_t row, bool value) {
    const Word bit = Word{1} << (row % kWordBits);
    bits[row / kWordBits] = value ? bits[row / kWordBits] | bit : bits[row / kWordBits] & ~bit;
  }
};

/// With validity where `is_nullable`: all null at first. Rows are rounded up to whole blocks, so
/// that planes are copied whole.
OutputColumn MakeOutputColumn(std::string name, std::string format, std::size_t rows,
                              bool is_nullable);
/// Of indexes into these texts: as int8, or int16 where there are many.
OutputColumn MakeDictionaryColumn(std::string name, const std::vector<std::string>& texts,
                                  std::size_t rows, bool is_nullable);

/// The column's type, then the column itself, of which nothing is left. Whatever the structs held
/// is overwritten.
void ExportSchema(const OutputColumn& column, ArrowSchema& schema);
void ExportArray(OutputColumn column, ArrowArray& array);

}  // namespace mgl
