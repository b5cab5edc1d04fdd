// C++ over the C functions of mgl.h, which says what all of this means: handles that release
// themselves, failures as exceptions, columns without an Arrow library. Header only; C++17.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mgl.h"

namespace mgl::api {

class Failure : public std::runtime_error {
 public:
  Failure(mgl_status status, const char* message) : std::runtime_error(message), status_(status) {}
  mgl_status status() const { return status_; }

 private:
  mgl_status status_;
};

/// `error` by reference: the call that sets it is an argument, too.
inline void Check(mgl_status status, mgl_error*& error) {
  if (status == MGL_OK) return;
  const Failure failure(status, error != nullptr ? mgl_error_message(error) : "mgl failed");
  mgl_error_free(error);
  throw failure;
}

/// A table with its types. Released with the object.
class Table {
 public:
  Table() = default;
  Table(Table&& other) noexcept
      : schema(std::exchange(other.schema, {})), array(std::exchange(other.array, {})) {}
  Table& operator=(Table&& other) noexcept {
    std::swap(schema, other.schema);
    std::swap(array, other.array);
    return *this;
  }
  ~Table() {
    if (schema.release != nullptr) schema.release(&schema);
    if (array.release != nullptr) array.release(&array);
  }

  std::int64_t rows() const { return array.length; }
  std::int64_t columns() const { return schema.n_children; }
  std::string_view name(std::int64_t column) const { return schema.children[column]->name; }

  /// The cell of a column of this library as text: "" where it is null.
  std::string Text(std::int64_t column, std::int64_t row) const {
    return CellText(*schema.children[column], *array.children[column], row);
  }

  ArrowSchema schema{};
  ArrowArray array{};

 private:
  static bool Bit(const void* bits, std::int64_t i) {
    return (static_cast<const std::uint8_t*>(bits)[i / 8] >> (i % 8) & 1) != 0;
  }
  static std::string CellText(const ArrowSchema& type, const ArrowArray& cells, std::int64_t row) {
    const std::string_view format = type.format;
    const void* const values = cells.buffers[1];
    if (cells.buffers[0] != nullptr && !Bit(cells.buffers[0], row)) return "";
    if (cells.dictionary != nullptr) {
      const bool is_short = format == "s";
      const std::int64_t index = is_short ? static_cast<const std::int16_t*>(values)[row]
                                          : static_cast<const std::int8_t*>(values)[row];
      return CellText(*type.dictionary, *cells.dictionary, index);
    }
    if (format == "b") return Bit(values, row) ? "yes" : "no";
    if (format == "g") return std::to_string(static_cast<const double*>(values)[row]);
    if (format == "tdD") return std::to_string(static_cast<const std::int32_t*>(values)[row]);
    const auto* const ends = static_cast<const std::int32_t*>(values);
    const auto* const text = static_cast<const char*>(cells.buffers[2]);
    return {text + ends[row], text + ends[row + 1]};
  }
};

/// Columns of the caller's, by name, to be decided. Values must outlive it and have as many rows;
/// validity: a bit a row, the first the lowest, null: all are valid.
class Columns {
 public:
  explicit Columns(std::int64_t rows) : rows_(rows) {}

  Columns& Numbers(std::string name, const double* values, const void* validity = nullptr) {
    return Add(std::move(name), "g", {validity, values});
  }
  /// A bit a row.
  Columns& Truths(std::string name, const void* bits, const void* validity = nullptr) {
    return Add(std::move(name), "b", {validity, bits});
  }
  /// Days since 1970-01-01.
  Columns& Days(std::string name, const std::int32_t* days, const void* validity = nullptr) {
    return Add(std::move(name), "tdD", {validity, days});
  }
  /// The i-th text ends where the next begins: one offset more than rows.
  Columns& Texts(std::string name, const std::int32_t* offsets, const char* bytes,
                 const void* validity = nullptr) {
    return Add(std::move(name), "u", {validity, offsets, bytes});
  }

 private:
  friend class Guideline;
  struct Column {
    std::string name;
    std::vector<const void*> buffers;
    ArrowSchema type;
    ArrowArray cells;
  };

  Columns& Add(std::string name, const char* format, std::vector<const void*> buffers) {
    Column& column = columns_.emplace_back();
    column.name = std::move(name);
    column.buffers = std::move(buffers);
    column.type = TypeOf(format);
    column.type.name = column.name.c_str();
    column.cells = CellsOf(column.buffers);
    types_.push_back(&column.type);
    cells_.push_back(&column.cells);
    return *this;
  }
  static ArrowSchema TypeOf(const char* format) {
    ArrowSchema type{};
    type.format = format;
    type.flags = ARROW_FLAG_NULLABLE;
    type.release = [](ArrowSchema*) {};
    return type;
  }
  ArrowArray CellsOf(std::vector<const void*>& buffers) const {
    ArrowArray cells{};
    cells.length = rows_;
    cells.null_count = -1;
    cells.n_buffers = static_cast<std::int64_t>(buffers.size());
    cells.buffers = buffers.data();
    cells.release = [](ArrowArray*) {};
    return cells;
  }

  std::int64_t rows_;
  std::deque<Column> columns_;  // which stay where they are
  std::vector<ArrowSchema*> types_;
  std::vector<ArrowArray*> cells_;
};

struct Options : mgl_options {
  explicit Options(std::int32_t day) {
    mgl_options_init(this);
    as_of = day;
  }
};

class Guideline {
 public:
  static Guideline FromFile(const std::string& path) {
    Guideline made;
    mgl_error* error = nullptr;
    Check(mgl_guideline_from_file(path.c_str(), &made.handle_, &error), error);
    return made;
  }
  static Guideline FromText(std::string_view text, const std::string& name) {
    Guideline made;
    mgl_error* error = nullptr;
    Check(mgl_guideline_from_text(text.data(), text.size(), name.c_str(), &made.handle_, &error),
          error);
    return made;
  }
  Guideline(Guideline&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Guideline& operator=(Guideline&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Guideline() { mgl_guideline_free(handle_); }

  const mgl_guideline* handle() const { return handle_; }

  Table Decide(const Options& options, const ArrowSchema& schema, const ArrowArray& array) const {
    Table decisions;
    mgl_error* error = nullptr;
    Check(mgl_evaluate(handle_, &options, &schema, &array, &decisions.schema, &decisions.array,
                       &error),
          error);
    return decisions;
  }
  Table Decide(const Options& options, Columns& columns) const {
    ArrowSchema schema = Columns::TypeOf("+s");
    schema.n_children = static_cast<std::int64_t>(columns.types_.size());
    schema.children = columns.types_.data();
    std::vector<const void*> validity(1);
    ArrowArray array = columns.CellsOf(validity);
    array.null_count = 0;
    array.n_children = schema.n_children;
    array.children = columns.cells_.data();
    return Decide(options, schema, array);
  }

 private:
  Guideline() = default;
  mgl_guideline* handle_ = nullptr;
};

}  // namespace mgl::api
