// One line of NDJSON as a case, whatever it holds.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "tools/io/keyed_case.h"

namespace mgl {

class NdjsonLine {
 public:
  /// It must outlive this.
  explicit NdjsonLine(KeyedCase& keyed);
  ~NdjsonLine();

  /// Makes `row`, whose place is set but for the column, the case or the reject that the line is.
  /// LineReader::kPaddingBytes behind it can be read.
  void Read(std::string_view line, std::uint64_t row_number, InputRow& row);

 private:
  class Parser;

  KeyedCase& keyed_;
  std::unique_ptr<Parser> parser_;
};

}  // namespace mgl
