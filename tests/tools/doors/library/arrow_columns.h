// Columns in the Arrow C Data Interface for tests: every buffer is a piece of memory of just its
// size, so that a sanitizer sees each read outside; and columns of decisions read back, cell by
// cell.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tools/doors/library/mgl.h"

namespace mgl {

using Cells = std::vector<std::optional<std::string>>;  // texts as CSV has them; empty: null

struct TestColumn {
  std::string name;
  std::string format;
  std::vector<std::unique_ptr<char[]>> buffers;
  std::vector<const void*> pointers;
  std::int64_t length = 0;
  std::int64_t offset = 0;
  std::int64_t null_count = -1;
  std::unique_ptr<TestColumn> dictionary;
  ArrowSchema schema{};
  ArrowArray array{};

  /// The structs of the interface, which point here.
  void Link();
};

/// The cells as a column of that format (utf8 for dictionaries, whose indices have the format
/// `index`): `before` cells of rubbish stand in front, `column.offset` passes over them.
TestColumn MakeColumn(std::string name, std::string format, const Cells& cells, std::size_t before,
                      std::mt19937_64& random);
TestColumn MakeDictionary(std::string name, std::string index, std::string format,
                          const Cells& cells, std::size_t before, std::mt19937_64& random);

/// A struct of columns; nothing of it may be released by others: `releases` counts.
class TestTable {
 public:
  /// `first`: how many rows of each column the struct's own offset passes over.
  TestTable(std::vector<TestColumn> columns, std::int64_t rows, std::int64_t first = 0);
  TestTable(const TestTable&) = delete;
  TestTable& operator=(const TestTable&) = delete;

  std::vector<TestColumn> columns;
  ArrowSchema schema{};
  ArrowArray array{};
  int releases = 0;

 private:
  std::vector<ArrowSchema*> types_;
  std::vector<ArrowArray*> cells_;
  std::vector<const void*> buffers_{nullptr};
};

/// What the library made. Released with the object.
class TestDecisions {
 public:
  TestDecisions() = default;
  TestDecisions(const TestDecisions&) = delete;
  TestDecisions& operator=(const TestDecisions&) = delete;
  ~TestDecisions();

  std::vector<std::string> Names() const;
  /// Null for null: yes, no, a number's shortest decimal, a day, a text.
  std::optional<std::string> Cell(std::size_t column, std::size_t row) const;

  ArrowSchema schema{};
  ArrowArray array{};
};

}  // namespace mgl
