// What the tests of CSV share: a source that delivers in pieces, and everything a reader delivers.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tools/io/csv/csv_reader.h"

namespace mgl {

inline constexpr char kUnclosed[] =
    "a quote is opened and not closed before the end of the file or of the largest record";

/// Delivers a text in pieces of at most `step` bytes, then perhaps fails.
class SteppingSource : public ByteSource {
 public:
  SteppingSource(std::string text, std::size_t step, bool fails = false)
      : ByteSource("cases.csv"), text_(std::move(text)), step_(step), fails_(fails) {}

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    const std::size_t count = text_.copy(buffer, std::min(size, step_), position_);
    position_ += count;
    if (count == 0 && fails_) return Error{"cannot read `cases.csv`: the disk is on fire", ""};
    return count;
  }

 private:
  std::string text_;
  std::size_t step_;
  bool fails_;
  std::size_t position_ = 0;
};

inline std::unique_ptr<CsvReader> MustOpen(const std::string& text, const CsvOptions& options = {},
                                           std::size_t step = 1'000'000) {
  Result<std::unique_ptr<CsvReader>> reader =
      CsvReader::Open(std::make_unique<SteppingSource>(text, step), options);
  REQUIRE_MESSAGE(reader, text.substr(0, 100));
  return std::move(*reader);
}

struct Delivered {
  std::uint64_t line = 0;
  std::vector<std::string> fields;  // of a record
  std::string reason;               // of a reject
  std::size_t column = 0;
  std::string raw;
};

inline std::string Show(const Delivered& item) {
  std::string text = std::to_string(item.line) + ":";
  if (!item.reason.empty()) {
    return text + " reject " + std::to_string(item.column) + ": " + item.reason + " <" + item.raw +
           ">";
  }
  for (const std::string& field : item.fields) text += " [" + field + "]";
  return text;
}

inline std::vector<Delivered> ReadAll(CsvReader& reader) {
  std::vector<Delivered> all;
  while (true) {
    const Result<CsvReader::Item> item = reader.Next();
    REQUIRE(item);
    if (*item == CsvReader::Item::kEnd) return all;
    if (*item == CsvReader::Item::kRecord) {
      all.push_back({reader.line(), {reader.fields().begin(), reader.fields().end()}, "", 0, ""});
    } else {
      const CsvReject& reject = reader.reject();
      all.push_back({reject.line, {}, std::string(reject.reason), reject.column, reject.raw});
    }
  }
}

}  // namespace mgl
