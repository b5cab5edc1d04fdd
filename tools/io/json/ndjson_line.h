// One line of NDJSON, or one element of a JSON array, as a case, whatever it holds.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "tools/io/cases/keyed_case.h"

namespace mgl {

class NdjsonLine {
 public:
  enum class Kind { kLine, kElement };

  /// It must outlive this.
  NdjsonLine(KeyedCase& keyed, Kind kind);
  ~NdjsonLine();

  /// Makes `row`, whose place is set, the case or the reject that the line is. A line's column is 0
  /// before, an element's is where it begins; a mistake on its first line changes the column to its
  /// own. The text of an element is ArrayReader::element(). LineReader::kPaddingBytes behind it can
  /// be read.
  void Read(std::string_view line, std::uint64_t row_number, InputRow& row);

 private:
  class Parser;

  KeyedCase& keyed_;
  Kind kind_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace mgl
