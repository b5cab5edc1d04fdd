// Columns that are made here and handed out in the Arrow C Data Interface. Whoever gets them
// releases them; each child that was moved out lives on by itself, as the interface has it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/bit_plane.h"
#include "tools/doors/library/mgl.h"

namespace mgl {

/// Memory for the buffers of one call, side by side; large ones in huge pages where the system has
/// them, since the first touch of so many small pages takes longer than deciding.
class BufferMemory {
 public:
  /// Zeros, aligned to 64 bytes; freed with the last of the buffers that lie beside.
  std::shared_ptr<void> Take(std::size_t size);

 private:
  struct Region {
    std::shared_ptr<void> owner;
    void* at = nullptr;
    std::size_t left = 0;
  };
  static Region MakeSmall(std::size_t size);
  static Region MakeLarge(std::size_t size);

  Region small_;
  Region large_;
};

class ArrowBuffer {
 public:
  ArrowBuffer() = default;
  ArrowBuffer(std::size_t size, BufferMemory& memory) : bytes_(memory.Take(size)) {}
  template <typename T>
  T* As() {
    return static_cast<T*>(bytes_.get());
  }
  const void* data() const { return bytes_.get(); }

 private:
  std::shared_ptr<void> bytes_;
};

/// One column of decisions, or the struct of them.
struct OutputColumn {
  std::string name;
  std::string_view format;  // "b", "c", "s", "g", "tdD", "u", "+s", which outlive it
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
OutputColumn MakeOutputColumn(std::string name, std::string_view format, std::size_t rows,
                              bool is_nullable, BufferMemory& memory);
/// Of indexes into these texts: as int8, or int16 where there are many.
OutputColumn MakeDictionaryColumn(std::string name, const std::vector<std::string>& texts,
                                  std::size_t rows, bool is_nullable, BufferMemory& memory);

/// The column's type, then the column itself, of which nothing is left; children have none of their
/// own. Whatever the structs held is overwritten.
void ExportSchema(const OutputColumn& column, ArrowSchema& schema);
void ExportArray(OutputColumn column, ArrowArray& array);

}  // namespace mgl
