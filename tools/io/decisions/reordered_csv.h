// CSV with its columns in another order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/io/bytes/text_sink.h"

namespace mgl {

/// Hands whole records on, each with its cells in the order that is wanted. A write is whole
/// records too, as they are written (quotes and all).
class ReorderedCsv : public TextSink {
 public:
  /// `order`: of each column, which one of the given record it is. The sink must outlive it.
  ReorderedCsv(TextSink& sink, std::vector<std::size_t> order)
      : sink_(sink), order_(std::move(order)) {}

  std::optional<Error> Write(std::string_view text) override;

 private:
  TextSink& sink_;
  std::vector<std::size_t> order_;
  std::vector<std::string_view> cells_;
  std::string reordered_;
};

/// Takes the first record of `text`, its cells as they are written, and returns what is behind it.
std::string_view TakeCsvRecord(std::string_view text, std::vector<std::string_view>& cells);

}  // namespace mgl
