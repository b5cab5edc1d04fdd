#include "tests/tools/doors/library/arrow_columns.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include "engine/value/calendar.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

__extension__ using Int128 = __int128;

void AddBuffer(TestColumn& column, const void* bytes, std::size_t size) {
  column.buffers.push_back(std::make_unique<char[]>(size));
  if (size > 0) std::memcpy(column.buffers.back().get(), bytes, size);
  column.pointers.push_back(column.buffers.back().get());
}

void AddBits(TestColumn& column, const std::vector<bool>& bits) {
  std::vector<std::uint8_t> bytes((bits.size() + 7) / 8);
  for (std::size_t i = 0; i < bits.size(); ++i) {
    if (bits[i]) bytes[i / 8] |= static_cast<std::uint8_t>(1U << (i % 8));
  }
  AddBuffer(column, bytes.data(), bytes.size());
}

template <typename T, typename Read>
void AddValues(TestColumn& column, const Cells& cells, Read read) {
  std::vector<T> values;
  for (const auto& cell : cells) values.push_back(cell ? static_cast<T>(read(*cell)) : T{});
  AddBuffer(column, values.data(), values.size() * sizeof(T));
}

template <typename Offset>
void AddTexts(TestColumn& column, const Cells& cells) {
  std::vector<Offset> offsets{7};  // as in a slice
  std::string text(7, '?');
  for (const auto& cell : cells) {
    text += cell.value_or("");
    offsets.push_back(static_cast<Offset>(text.size()));
  }
  AddBuffer(column, offsets.data(), offsets.size() * sizeof(Offset));
  AddBuffer(column, text.data(), text.size());
}

template <typename T>
T ReadFloat(const std::string& text) {
  T value{};
  if (text == "nan") return std::numeric_limits<T>::quiet_NaN();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Of a decimal with at most so many decimals.
Int128 ReadDigits(const std::string& text, int decimals) {
  const mpz_class digits = Rational(*ParseDecimal(text) * PowerOfTen(decimals)).get_num();
  Int128 value = 0;
  for (const char c : digits.get_str()) {
    if (c != '-') value = value * 10 + (c - '0');
  }
  return digits < 0 ? -value : value;
}

void AddNumbers(TestColumn& column, const Cells& cells) {
  const auto whole = [](const std::string& text) { return std::stoll(text); };
  const auto natural = [](const std::string& text) { return std::stoull(text); };
  const std::string& format = column.format;
  if (format == "c") return AddValues<std::int8_t>(column, cells, whole);
  if (format == "C") return AddValues<std::uint8_t>(column, cells, whole);
  if (format == "s") return AddValues<std::int16_t>(column, cells, whole);
  if (format == "S") return AddValues<std::uint16_t>(column, cells, whole);
  if (format == "i") return AddValues<std::int32_t>(column, cells, whole);
  if (format == "I") return AddValues<std::uint32_t>(column, cells, whole);
  if (format == "l") return AddValues<std::int64_t>(column, cells, whole);
  if (format == "L") return AddValues<std::uint64_t>(column, cells, natural);
  if (format == "f") return AddValues<float>(column, cells, ReadFloat<float>);
  if (format == "g") return AddValues<double>(column, cells, ReadFloat<double>);
  const auto day = [](const std::string& text) { return ParseDate(text)->first; };
  if (format == "tdD") return AddValues<Day>(column, cells, day);
  REQUIRE(format.starts_with("d:"));
  const int decimals = std::stoi(format.substr(format.find(',') + 1));
  AddValues<Int128>(column, cells,
                    [&](const std::string& text) { return ReadDigits(text, decimals); });
}

}  // namespace

void TestColumn::Link() {
  schema = {};
  schema.format = format.c_str();
  schema.name = name.c_str();
  schema.flags = ARROW_FLAG_NULLABLE;
  schema.release = [](ArrowSchema*) { FAIL("a column of the caller's was released"); };
  array = {};
  array.length = length;
  array.null_count = null_count;
  array.offset = offset;
  array.n_buffers = static_cast<std::int64_t>(pointers.size());
  array.buffers = pointers.data();
  array.release = [](ArrowArray*) { FAIL("a column of the caller's was released"); };
  if (dictionary == nullptr) return;
  dictionary->Link();
  schema.dictionary = &dictionary->schema;
  array.dictionary = &dictionary->array;
}

TestColumn MakeColumn(std::string name, std::string format, const Cells& cells, std::size_t before,
                      std::mt19937_64& random) {
  Cells all(before);
  all.insert(all.end(), cells.begin(), cells.end());
  TestColumn column;
  column.name = std::move(name);
  column.format = std::move(format);
  column.length = static_cast<std::int64_t>(cells.size());
  column.offset = static_cast<std::int64_t>(before);
  if (column.format == "n") return column;
  std::vector<bool> valid;
  for (const auto& cell : all) valid.push_back(cell.has_value());
  const auto nulls = std::count(valid.begin() + column.offset, valid.end(), false);
  if (nulls == 0 && random() % 2 == 0) {
    column.pointers.push_back(nullptr);
    column.buffers.emplace_back();
  } else {
    AddBits(column, valid);
  }
  column.null_count = random() % 2 == 0 ? nulls : -1;
  if (column.format == "b") {
    std::vector<bool> bits;
    for (const auto& cell : all) bits.push_back(cell && *cell == "yes");
    AddBits(column, bits);
  } else if (column.format == "u") {
    AddTexts<std::int32_t>(column, all);
  } else if (column.format == "U") {
    AddTexts<std::int64_t>(column, all);
  } else {
    AddNumbers(column, all);
  }
  return column;
}

TestColumn MakeDictionary(std::string name, std::string index, std::string format,
                          const Cells& cells, std::size_t before, std::mt19937_64& random) {
  Cells texts(1 + random() % 2);  // a null of its own
  Cells indices;
  for (const auto& cell : cells) {
    if (!cell && random() % 2 == 0) {
      indices.emplace_back();
      continue;
    }
    auto found = std::find(texts.begin(), texts.end(), cell);
    if (found == texts.end()) found = texts.insert(texts.end(), cell);
    indices.push_back(std::to_string(found - texts.begin()));
  }
  TestColumn column = MakeColumn(std::move(name), std::move(index), indices, before, random);
  column.dictionary =
      std::make_unique<TestColumn>(MakeColumn("", std::move(format), texts, random() % 3, random));
  return column;
}

TestTable::TestTable(std::vector<TestColumn> of, std::int64_t rows, std::int64_t first)
    : columns(std::move(of)) {
  for (TestColumn& column : columns) {
    column.offset -= first;
    column.length += first;
    column.null_count = -1;
    column.Link();
    types_.push_back(&column.schema);
    cells_.push_back(&column.array);
  }
  const auto count = [](auto* released) {
    ++static_cast<TestTable*>(released->private_data)->releases;
    released->release = nullptr;
  };
  schema.format = "+s";
  schema.name = "";
  schema.n_children = static_cast<std::int64_t>(types_.size());
  schema.children = types_.data();
  schema.release = count;
  schema.private_data = this;
  array.length = rows;
  array.offset = first;
  array.n_buffers = 1;
  array.buffers = buffers_.data();
  array.n_children = schema.n_children;
  array.children = cells_.data();
  array.release = count;
  array.private_data = this;
}

TestDecisions::~TestDecisions() {
  if (schema.release != nullptr) schema.release(&schema);
  if (array.release != nullptr) array.release(&array);
}

std::vector<std::string> TestDecisions::Names() const {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < schema.n_children; ++i) names.emplace_back(schema.children[i]->name);
  return names;
}

namespace {

std::optional<std::string> CellOf(const ArrowSchema& type, const ArrowArray& cells,
                                  std::size_t row) {
  const std::string_view format = type.format;
  const auto bit = [row](const void* bits) {
    return (static_cast<const std::uint8_t*>(bits)[row / 8] >> (row % 8) & 1) != 0;
  };
  REQUIRE(cells.offset == 0);
  REQUIRE(static_cast<std::int64_t>(row) < cells.length);
  if (cells.buffers[0] != nullptr && !bit(cells.buffers[0])) return std::nullopt;
  const void* const values = cells.buffers[1];
  if (cells.dictionary != nullptr) {
    REQUIRE((format == "c" || format == "s"));
    const auto index = format == "c" ? static_cast<const std::int8_t*>(values)[row]
                                     : static_cast<const std::int16_t*>(values)[row];
    REQUIRE(index >= 0);
    return CellOf(*type.dictionary, *cells.dictionary, static_cast<std::size_t>(index));
  }
  if (format == "b") return bit(values) ? "yes" : "no";
  if (format == "tdD") return FormatDay(static_cast<const Day*>(values)[row]);
  if (format == "g") {
    std::array<char, 64> text;
    const double value = static_cast<const double*>(values)[row];
    return std::string(text.data(), std::to_chars(text.begin(), text.end(), value).ptr);
  }
  REQUIRE(format == "u");
  const auto* const ends = static_cast<const std::int32_t*>(values);
  const auto* const text = static_cast<const char*>(cells.buffers[2]);
  return std::string(text + ends[row], text + ends[row + 1]);
}

}  // namespace

std::optional<std::string> TestDecisions::Cell(std::size_t column, std::size_t row) const {
  return CellOf(*schema.children[column], *array.children[column], row);
}

}  // namespace mgl
