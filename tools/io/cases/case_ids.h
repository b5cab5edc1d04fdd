// The ids of a block's cases, and row numbers for those without one.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>

#include "engine/text/plain_text.h"
#include "tools/io/bytes/text_buffer.h"
#include "tools/io/cases/case_block.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

class CaseIds {
 public:
  void Start() {
    constexpr std::size_t kMostDigits = 20;
    row_numbers_.clear();
    row_numbers_.reserve(kBlockCases * kMostDigits + kCopyStep);  // views of it stay valid
  }

  /// `cell` without blanks at its ends; the row's number where nothing is left. Valid until
  /// Start().
  std::string_view IdOf(std::string_view cell, std::uint64_t row_number) {
    // Other characters are neither blanks nor line ends.
    const bool may_have_blanks = !cell.empty() && (cell.front() <= ' ' || cell.back() <= ' ');
    if (may_have_blanks) cell = Trimmed(cell);
    if (!cell.empty()) return cell;
    const std::size_t begin = row_numbers_.size();
    fmt::format_to(std::back_inserter(row_numbers_), "{}", row_number);
    return std::string_view(row_numbers_).substr(begin);
  }

 private:
  std::string row_numbers_;
};

}  // namespace mgl
