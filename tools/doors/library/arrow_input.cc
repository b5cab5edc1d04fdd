// Every pointer is looked at before it is followed, every number before it is added.
#include "tools/doors/library/arrow_input.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>
#include <set>

#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {
namespace {

constexpr std::int64_t kMostRows = std::int64_t{1}
                                   << 56;  // sums and sizes in bytes do not overflow
constexpr int kMostDecimals = 100;

struct Format {
  std::string_view code;
  CellType type;
  std::string_view name;
};
constexpr Format kFormats[] = {
    {"n", CellType::kNull, "null"},       {"b", CellType::kBool, "bool"},
    {"c", CellType::kInt8, "int8"},       {"C", CellType::kUint8, "uint8"},
    {"s", CellType::kInt16, "int16"},     {"S", CellType::kUint16, "uint16"},
    {"i", CellType::kInt32, "int32"},     {"I", CellType::kUint32, "uint32"},
    {"l", CellType::kInt64, "int64"},     {"L", CellType::kUint64, "uint64"},
    {"f", CellType::kFloat, "float"},     {"g", CellType::kDouble, "double"},
    {"tdD", CellType::kDay, "date32"},    {"u", CellType::kText, "utf8"},
    {"d", CellType::kDecimal, "decimal"}, {"U", CellType::kLargeText, "large_utf8"},
};

/// `d:precision,scale` or with `,128` behind; the scale may be negative.
std::optional<int> ReadDecimals(std::string_view format) {
  if (!format.starts_with("d:")) return std::nullopt;
  int numbers[3] = {0, 0, 128};
  const char* at = format.data() + 2;
  const char* const end = format.data() + format.size();
  for (int i = 0; i < 3; ++i) {
    const auto [next, error] = std::from_chars(at, end, numbers[i]);
    if (error != std::errc()) return std::nullopt;
    at = next;
    if (at == end && i > 0) break;
    if (at == end || i == 2 || *at++ != ',') return std::nullopt;
  }
  const bool is_held = numbers[1] >= -kMostDecimals && numbers[1] <= kMostDecimals;
  return numbers[2] == 128 && is_held ? std::optional(numbers[1]) : std::nullopt;
}

/// The value of the key `unit` (or `units`) in the metadata of a field; empty: none.
std::string UnitInMetadata(const char* metadata) {
  if (metadata == nullptr) return "";
  const auto read_size = [&] {
    std::int32_t size = 0;
    std::memcpy(&size, metadata, sizeof size);
    metadata += sizeof size;
    return size;
  };
  const auto read_text = [&] {
    const std::int32_t size = std::max(read_size(), 0);
    const std::string_view text(metadata, static_cast<std::size_t>(size));
    metadata += size;
    return text;
  };
  for (std::int32_t pairs = read_size(); pairs > 0; --pairs) {
    const std::string_view key = read_text();
    const std::string_view value = read_text();
    const bool is_unit = EqualsIgnoringCase(key, "unit") || EqualsIgnoringCase(key, "units");
    if (is_unit) return std::string(Trimmed(value));
  }
  return "";
}

int BufferCount(CellType type) {
  if (type == CellType::kNull) return 0;
  return IsText(type) ? 3 : 2;
}

/// Reads one column; all functions return what is wrong, or nothing.
class ColumnReader {
 public:
  ColumnReader(const ArrowSchema& schema, const ArrowArray& array, ArrowColumn& column)
      : schema_(schema), array_(array), column_(column) {}

  /// `first`: the struct's offset; `rows`: its length.
  std::optional<std::string> Read(std::int64_t first, std::int64_t rows) {
    if (schema_.release == nullptr || array_.release == nullptr) return "was released";
    if (auto wrong = ReadType()) return wrong;
    if (array_.length < 0 || array_.length > kMostRows) return "its length is no length";
    if (array_.offset < 0 || array_.offset > kMostRows) return "its offset is no offset";
    if (first > array_.length || rows > array_.length - first) {
      return fmt::format("it has {} values, and {} are needed", array_.length, first + rows);
    }
    column_.rows = static_cast<std::size_t>(rows);
    column_.offset = static_cast<std::size_t>(array_.offset + first);
    if (auto wrong = ReadBuffers()) return wrong;
    if (auto wrong = ReadDictionary()) return wrong;
    return IsText(column_.type) ? CheckTexts() : std::nullopt;
  }

 private:
  std::optional<std::string> ReadType() {
    if (schema_.format == nullptr) return "it has no type";
    const std::string_view code = schema_.format;
    for (const Format& format : kFormats) {
      if (code != format.code || code == "d") continue;
      column_.type = format.type;
      return std::nullopt;
    }
    const std::optional<int> decimals = ReadDecimals(code);
    if (!decimals) return fmt::format("its type (format `{}`) cannot be used", code);
    column_.type = CellType::kDecimal;
    column_.decimals = *decimals;
    return std::nullopt;
  }

  std::optional<std::string> ReadBuffers() {
    const int count = BufferCount(column_.type);
    if (array_.n_buffers != count) {
      return fmt::format("it has {} buffers where {} belong", array_.n_buffers, count);
    }
    if (array_.null_count < -1 || array_.null_count > array_.length) {
      return fmt::format("it has {} nulls of {} values", array_.null_count, array_.length);
    }
    if (count == 0) return std::nullopt;
    if (array_.buffers == nullptr) return "it has no buffers";
    column_.validity = static_cast<const std::uint8_t*>(array_.buffers[0]);
    column_.values = array_.buffers[1];
    if (array_.null_count == 0) column_.validity = nullptr;
    if (array_.null_count > 0 && column_.validity == nullptr) return "it has nulls and no validity";
    if (column_.rows > 0 && column_.values == nullptr) return "it has no values";
    if (count == 3) column_.text = static_cast<const char*>(array_.buffers[2]);
    return std::nullopt;
  }

  std::optional<std::string> ReadDictionary() {
    if ((schema_.dictionary == nullptr) != (array_.dictionary == nullptr)) {
      return "it has a dictionary in its type or in its values, not in both";
    }
    if (schema_.dictionary == nullptr) return std::nullopt;
    if (!IsInteger(column_.type)) return "its dictionary's indices are no integers";
    column_.dictionary = std::make_unique<ArrowColumn>();
    ColumnReader values(*schema_.dictionary, *array_.dictionary, *column_.dictionary);
    if (schema_.dictionary->dictionary != nullptr) return "its dictionary has a dictionary";
    if (auto wrong = values.Read(0, array_.dictionary->length)) return "its dictionary: " + *wrong;
    if (!IsText(column_.dictionary->type)) return "its dictionary holds no texts";
    for (std::size_t row = 0; row < column_.rows; ++row) {
      if (!column_.IsValid(row) || column_.Index(row) < column_.dictionary->rows) continue;
      return fmt::format("row {} has an index that is not in its dictionary of {} values", row + 1,
                         column_.dictionary->rows);
    }
    return std::nullopt;
  }

  std::optional<std::string> CheckTexts() const {
    if (column_.rows == 0) return std::nullopt;
    std::int64_t last = column_.TextEnd(0);
    if (last < 0) return "its offsets begin below zero";
    for (std::size_t row = 0; row < column_.rows; ++row) {
      const std::int64_t end = column_.TextEnd(row + 1);
      if (end < last) return fmt::format("row {} ends before it begins", row + 1);
      last = end;
    }
    if (last > column_.TextEnd(0) && column_.text == nullptr) return "it has no bytes of text";
    for (std::size_t row = 0; row < column_.rows; ++row) {
      if (!column_.IsValid(row)) continue;
      if (FindInvalidUtf8(column_.Text(row)) != std::string_view::npos) {
        return fmt::format("row {} is not UTF-8", row + 1);
      }
    }
    return std::nullopt;
  }

  const ArrowSchema& schema_;
  const ArrowArray& array_;
  ArrowColumn& column_;
};

/// What keeps the whole from being a struct of columns.
std::optional<std::string> FindWrongStruct(const ArrowSchema& schema, const ArrowArray& array) {
  if (schema.release == nullptr || array.release == nullptr) return "the columns were released";
  if (schema.format == nullptr || std::string_view(schema.format) != "+s") {
    return "the columns are no struct (format `+s`)";
  }
  if (schema.n_children < 0 || schema.n_children != array.n_children) {
    return fmt::format("the struct has {} types and {} columns", schema.n_children,
                       array.n_children);
  }
  if (schema.n_children > 0 && (schema.children == nullptr || array.children == nullptr)) {
    return "the struct has no columns";
  }
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    if (schema.children[i] == nullptr || array.children[i] == nullptr) {
      return fmt::format("column {} of the struct is null", i + 1);
    }
  }
  if (array.length < 0 || array.length > kMostRows) return "the struct's length is no length";
  if (array.offset < 0 || array.offset > kMostRows) return "the struct's offset is no offset";
  if (array.null_count == 0 || array.n_buffers < 1 || array.buffers == nullptr) return std::nullopt;
  ArrowColumn rows;
  rows.offset = static_cast<std::size_t>(array.offset);
  rows.validity = static_cast<const std::uint8_t*>(array.buffers[0]);
  for (std::size_t row = 0; row < static_cast<std::size_t>(array.length); ++row) {
    if (!rows.IsValid(row)) return fmt::format("row {} of the struct is null", row + 1);
  }
  return std::nullopt;
}

}  // namespace

bool IsInteger(CellType type) { return type >= CellType::kInt8 && type <= CellType::kUint64; }

std::string_view CellTypeName(CellType type) {
  for (const Format& format : kFormats) {
    if (format.type == type) return format.name;
  }
  return "";
}

std::int64_t ArrowColumn::TextEnd(std::size_t row) const {
  return type == CellType::kText ? Load<std::int32_t>(row) : Load<std::int64_t>(row);
}

std::string_view ArrowColumn::Text(std::size_t row) const {
  const std::int64_t begin = TextEnd(row);
  const std::int64_t end = TextEnd(row + 1);
  return end == begin ? std::string_view()
                      : std::string_view(text + begin, static_cast<std::size_t>(end - begin));
}

std::string_view ArrowColumn::TextAt(std::size_t row) const {
  if (dictionary == nullptr) return Text(row);
  const std::size_t index = Index(row);
  return dictionary->IsValid(index) ? dictionary->Text(index) : std::string_view();
}

std::int64_t ArrowColumn::Integer(std::size_t row) const {
  switch (type) {
    case CellType::kInt8:
      return Load<std::int8_t>(row);
    case CellType::kUint8:
      return Load<std::uint8_t>(row);
    case CellType::kInt16:
      return Load<std::int16_t>(row);
    case CellType::kUint16:
      return Load<std::uint16_t>(row);
    case CellType::kInt32:
      return Load<std::int32_t>(row);
    case CellType::kUint32:
      return Load<std::uint32_t>(row);
    default:
      return Load<std::int64_t>(row);
  }
}

Result<ArrowTable> ReadArrow(const ArrowSchema& schema, const ArrowArray& array,
                             const FactNames& fact_names, std::vector<std::string>& ignored) {
  if (auto wrong = FindWrongStruct(schema, array)) return Error{*wrong, ""};
  ArrowTable table;
  table.rows = static_cast<std::size_t>(array.length);
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < schema.n_children; ++i) {
    const char* const name = schema.children[i]->name;
    names.emplace_back(name != nullptr ? name : "");
  }
  const std::vector<const FactNames::Targets*> targets = fact_names.OfColumns(names);
  std::set<std::string> used;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const ArrowSchema& type = *schema.children[i];
    const std::string& name = names[i];
    if (targets[i] == nullptr) {
      ignored.push_back(name);
      continue;
    }
    if (!used.insert(name).second) return Error{fmt::format("column `{}` stands twice", name), ""};
    ArrowColumn& column = table.columns.emplace_back();
    column.name = name;
    column.targets = targets[i];
    column.unit = UnitInMetadata(type.metadata);
    ColumnReader reader(type, *array.children[i], column);
    if (auto wrong = reader.Read(array.offset, array.length)) {
      return Error{fmt::format("column `{}`: {}", name, *wrong), ""};
    }
  }
  return table;
}

}  // namespace mgl
