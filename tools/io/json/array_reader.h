// Streaming elements of a JSON array, in memory that does not grow with the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/value/result.h"
#include "tools/io/bytes/byte_source.h"
#include "tools/io/bytes/line_reader.h"
#include "tools/io/bytes/text_window.h"
#include "tools/io/cases/text_lines.h"
#include "tools/io/json/array_scan.h"

namespace mgl {

/// Delivers every element, and a fault for everything else that an array of cases does not hold: a
/// comma too few or too many, a missing `]`, text behind it. Where a fault may hide several cases,
/// it is an error.
class ArrayReader {
 public:
  enum class Item { kElement, kFault, kEnd };
  static constexpr std::size_t kMaxElementBytes = LineReader::kMaxLineBytes;

  /// An error for UTF-16 and for a file that cannot be read.
  static Result<std::unique_ptr<ArrayReader>> Open(
      std::unique_ptr<ByteSource> source, std::size_t max_element_bytes = kMaxElementBytes);

  /// An error is final; also for a text that begins with no `[`.
  Result<Item> Next();

  /// Next elements that are objects, of at most `max_bytes`, as lines: each as element() is, and a
  /// line feed. They are valid UTF-8, and hold no control characters but those of line ends. False
  /// where an element within `min_bytes` is not so, or what follows it is a fault: Next() reads it.
  /// At the end of the array less than `min_bytes` are taken too.
  bool TakePlainElements(std::size_t min_bytes, std::size_t max_bytes, TextLines& lines);

  /// After kElement, valid until the next call; kPaddingBytes behind it can be read. Tabs and
  /// carriage returns between its values are blanks, line feeds are carriage returns.
  std::string_view element() const {
    return std::string_view(element_).substr(0, element_.size() - TextWindow::kPaddingBytes);
  }
  /// Why what stands there is no element, after kFault.
  std::string_view fault() const { return fault_; }
  /// Where the element or the fault begins.
  const RowStart& start() const { return start_; }
  const std::string& name() const { return window_.name(); }

 private:
  /// What was read last.
  enum class State { kNothing, kOpening, kComma, kElement, kEnd };
  using Fault = std::string_view;

  ArrayReader(TextWindow window, std::size_t max_element_bytes)
      : window_(std::move(window)), max_element_bytes_(max_element_bytes) {}

  bool SkipBlanks();
  Item ReadFault(Fault fault);
  Result<Item> ReadElement();
  Result<Item> ReadUnclosed(std::size_t braces);
  Result<Item> ReadTextBehind();
  Result<Item> EndInput();
  std::size_t DropAll();
  Error NoArray() const;
  Error Unknown(std::string_view what) const;
  static std::size_t BeginOfNextObject(std::string_view text, std::size_t at, State state);
  std::string_view PlainObject(std::string_view text, std::size_t begin) const;
  void Drop(std::size_t bytes);

  TextWindow window_;
  std::size_t max_element_bytes_;
  State state_ = State::kNothing;
  RowStart place_{1, 1};  // of the window
  RowStart start_{1, 1};
  RowStart first_;  // what the line at hand begins with; column 0: an element that began before
  std::string element_ = std::string(TextWindow::kPaddingBytes, '\0');
  Fault fault_;
  JsonScan scan_;
};

}  // namespace mgl
