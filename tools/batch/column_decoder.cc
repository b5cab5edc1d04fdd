// Eight bytes are looked at as one number wherever a cell is that short.
#include "tools/batch/column_decoder.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>

namespace mgl {

/// The cells of one column.
struct ColumnDecoder::Cells {
  const char* text;
  const FieldIndex& index;
  std::size_t columns;
  std::size_t column;

  std::string_view operator[](std::size_t row) const {
    const FieldRow& fields = index.rows()[row];
    const std::uint32_t* ends = index.ends() + fields.first_end;
    const std::uint32_t begin = column == 0 ? fields.begin : ends[column - 1] + 1;
    return {text + begin, ends[column] - begin};
  }
  bool Has(std::size_t row) const { return index.rows()[row].fields == columns; }

  /// Calls `use` with the row and its cell, where that is not empty.
  template <typename Use>
  void ForEachStated(Use use) const {
    for (std::size_t row = 0; row < index.rows().size(); ++row) {
      if (!Has(row)) continue;
      const std::string_view cell = (*this)[row];
      if (!cell.empty()) use(row, cell);
    }
  }
};

namespace {

constexpr std::size_t kShort = 8;

std::uint64_t LoadEight(const char* text) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof bytes);
  return bytes;
}

/// A short cell as a number, its unused bytes zero. 8 bytes behind its begin can be read.
std::uint64_t ShortCell(std::string_view cell) {
  const std::uint64_t bytes = LoadEight(cell.data());
  return cell.size() >= kShort ? bytes : bytes & ((std::uint64_t{1} << (8 * cell.size())) - 1);
}

constexpr std::uint64_t ShortWord(std::string_view word) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    bytes |= std::uint64_t{static_cast<unsigned char>(word[i])} << (8 * i);
  }
  return bytes;
}

enum class TruthCell { kMissing, kNo, kYes, kStatedUnknown, kOther };

/// Letters in lower case, which changes no digit: those have the bit already.
TruthCell ReadTruthCell(std::string_view cell) {
  if (cell.empty()) return TruthCell::kMissing;
  if (cell.size() > kShort) return TruthCell::kOther;
  constexpr std::uint64_t kLowerCase = 0x2020202020202020;
  const std::uint64_t all =
      cell.size() == kShort ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * cell.size())) - 1;
  const std::uint64_t exact = ShortCell(cell);
  // A control character would become another sign: plain lines hold none but tab, which becomes
  // `)`.
  const std::uint64_t lower = exact | (kLowerCase & all);
  switch (lower) {
    case ShortWord("yes"):
    case ShortWord("y"):
    case ShortWord("true"):
    case ShortWord("1"):
      return TruthCell::kYes;
    case ShortWord("no"):
    case ShortWord("n"):
    case ShortWord("false"):
    case ShortWord("0"):
      return TruthCell::kNo;
    case ShortWord("unknown"):
      return TruthCell::kStatedUnknown;
    default:
      return exact == ShortWord("null") ? TruthCell::kMissing : TruthCell::kOther;
  }
}

constexpr FixedPoint kPowers[kFixedPointDigits + 1] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/// Digits, perhaps with decimals behind a point; empty for every other spelling and for what
/// FixedPoint cannot hold.
std::optional<FixedPoint> ReadDecimalCell(std::string_view cell) {
  FixedPoint value = 0;
  std::size_t i = 0;
  const bool negative = !cell.empty() && cell[0] == '-';
  if (negative) ++i;
  const std::size_t first = i;
  while (i < cell.size() && cell[i] >= '0' && cell[i] <= '9') {
    if (i - first == 9) return std::nullopt;  // 10^9 * 10^9 is about what 64 bits hold
    value = value * 10 + (cell[i] - '0');
    ++i;
  }
  if (i == first) return std::nullopt;
  int decimals = 0;
  if (i < cell.size() && cell[i] == '.') {
    ++i;
    while (i < cell.size() && cell[i] >= '0' && cell[i] <= '9' && decimals < kFixedPointDigits) {
      value = value * 10 + (cell[i] - '0');
      ++i;
      ++decimals;
    }
    if (decimals == 0) return std::nullopt;
  }
  if (i != cell.size()) return std::nullopt;
  value *= kPowers[kFixedPointDigits - decimals];
  return negative ? -value : value;
}

/// The same of at most 8 characters without a sign, without a loop: the point is taken out, then
/// digits become a number two, four and eight at a time.
bool ReadShortDecimal(std::string_view cell, FixedPoint& value) {
  constexpr std::uint64_t kZeros = 0x3030303030303030;
  constexpr std::uint64_t kPoints = 0x2E2E2E2E2E2E2E2E;
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  const std::size_t size = cell.size();
  const std::uint64_t bytes = ShortCell(cell);
  const std::uint64_t no_point = bytes ^ kPoints;
  const std::uint64_t points = (no_point - kOnes) & ~no_point & kHigh;
  const std::size_t point =
      points == 0 ? size : static_cast<std::size_t>(std::countr_zero(points)) / 8;
  std::size_t digits = size;
  std::size_t decimals = 0;
  std::uint64_t packed = bytes;
  if (point < size) {
    const std::uint64_t before = (std::uint64_t{1} << (8 * point)) - 1;
    packed = (bytes & before) | ((bytes >> 8) & ~before);
    digits = size - 1;
    decimals = size - 1 - point;
    if (point == 0 || decimals == 0) return false;
  }
  // Digits to the end of the word, zeros before them.
  const std::size_t shift = 8 * (kShort - digits);
  packed = (packed << shift) ^ ((kZeros << shift));
  if (((packed + 0x7676767676767676) | packed) & kHigh) return false;
  packed = packed * 10 + (packed >> 8);
  packed = (((packed & 0x000000FF000000FF) * 0x000F424000000064) +
            (((packed >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >>
           32;
  value = static_cast<FixedPoint>(packed) * kPowers[kFixedPointDigits - decimals];
  return true;
}

bool IsStatedUnknown(std::string_view cell) {
  return cell.size() == 7 && (ShortCell(cell) | 0x0020202020202020) == ShortWord("unknown");
}

/// `2026-03-01`.
std::optional<Day> ReadDayCell(std::string_view cell) {
  if (cell.size() != 10 || cell[4] != '-' || cell[7] != '-') return std::nullopt;
  int parts[8] = {};
  int count = 0;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6, 8, 9}) {
    parts[count] = cell[i] - '0';
    if (parts[count] < 0 || parts[count] > 9) return std::nullopt;
    ++count;
  }
  return DayFromDate(parts[0] * 1000 + parts[1] * 100 + parts[2] * 10 + parts[3],
                     parts[4] * 10 + parts[5], parts[6] * 10 + parts[7]);
}

}  // namespace

ColumnDecoder::ColumnDecoder(const Guideline& guideline, const BatchEvaluator& evaluator, Day as_of)
    : guideline_(guideline), evaluator_(evaluator), as_of_(as_of) {
  for (const Fact& fact : guideline.facts) {
    std::vector<ChoiceSpelling>& spellings = spellings_.emplace_back();
    const std::size_t choices = std::min<std::size_t>(fact.choices.size(), 256);
    const auto add = [&](const std::string& text, std::size_t choice) {
      // `null` is a missing value before it is a choice.
      if (text.empty() || text == "null") return;
      spellings.push_back({text, static_cast<std::uint8_t>(choice)});
    };
    for (std::size_t i = 0; i < choices; ++i) add(fact.choices[i].name, i);
    for (std::size_t i = 0; i < choices; ++i) add(fact.choices[i].code, i);
  }
}

void ColumnDecoder::Decode(const CsvLayout& layout, const char* text, const FieldIndex& index,
                           CaseColumns& columns) {
  columns.size = index.rows().size();
  columns.exceptional = {};
  columns.facts.resize(guideline_.facts.size());
  for (std::size_t i = 0; i < columns.size; ++i) {
    if (index.rows()[i].fields != layout.columns) SetBit(columns.exceptional.data(), i);
  }
  for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
    const auto id = static_cast<FactId>(i);
    FactColumn& column = columns.facts[i];
    column.known = {};
    column.yes = {};
    column.stated_unknown = {};
    column.dated = {};
    const CsvLayout::FactColumns& of = layout.facts[i];
    const auto cells = [&](std::size_t at) { return Cells{text, index, layout.columns, at}; };
    switch (guideline_.facts[i].type) {
      case FactType::kTruth:
        if (of.value != kNoColumn) DecodeTruths(id, cells(of.value), columns);
        break;
      case FactType::kNumber:
        column.numbers.resize(kBlockCases);
        if (of.value != kNoColumn) DecodeNumbers(id, cells(of.value), columns);
        break;
      case FactType::kDate:
        column.days.resize(kBlockCases);
        if (of.value != kNoColumn) DecodeDays(id, cells(of.value), columns);
        break;
      case FactType::kChoice:
        column.choices.resize(kBlockCases);
        if (of.value != kNoColumn) DecodeChoices(id, cells(of.value), columns);
        break;
    }
    if (of.unit != kNoColumn) DecodeUnits(id, cells(of.unit), columns);
    column.dates.resize(kBlockCases);
    if (of.date != kNoColumn) DecodeDates(id, cells(of.date), columns);
    if (guideline_.facts[i].default_value) UseDefaults(id, columns);
  }
}

void ColumnDecoder::DecodeTruths(FactId id, const Cells& cells, CaseColumns& columns) const {
  FactColumn& column = columns.facts[Index(id)];
  for (std::size_t begin = 0; begin < columns.size; begin += kWordBits) {
    const std::size_t w = begin / kWordBits;
    const std::size_t count = std::min(kWordBits, columns.size - begin);
    Word yes = 0;
    Word no = 0;
    for (std::size_t bit = 0; bit < count; ++bit) {
      if (!cells.Has(begin + bit)) continue;
      const TruthCell cell = ReadTruthCell(cells[begin + bit]);
      yes |= Word{cell == TruthCell::kYes} << bit;
      no |= Word{cell == TruthCell::kNo} << bit;
      if (cell < TruthCell::kStatedUnknown) continue;
      if (cell == TruthCell::kStatedUnknown) column.stated_unknown[w] |= Word{1} << bit;
      if (cell == TruthCell::kOther) columns.exceptional[w] |= Word{1} << bit;
    }
    column.yes[w] = yes;
    column.known[w] = yes | no;
  }
}

void ColumnDecoder::DecodeNumbers(FactId id, const Cells& cells, CaseColumns& columns) const {
  FactColumn& column = columns.facts[Index(id)];
  const BatchEvaluator::Plausible plausible = evaluator_.PlausibleNumbers(id);
  for (std::size_t begin = 0; begin < columns.size; begin += kWordBits) {
    const std::size_t w = begin / kWordBits;
    const std::size_t count = std::min(kWordBits, columns.size - begin);
    Word known = 0;
    Word implausible = 0;
    for (std::size_t bit = 0; bit < count; ++bit) {
      if (!cells.Has(begin + bit)) continue;
      const std::string_view cell = cells[begin + bit];
      FixedPoint value = 0;
      bool is_known = !cell.empty();
      if (cell.size() - 1 < kShort && ReadShortDecimal(cell, value)) {
        // the usual case
      } else if (is_known) {
        if (const std::optional<FixedPoint> decimal = ReadDecimalCell(cell)) {
          value = *decimal;
        } else {
          is_known = false;
          const bool is_unknown = IsStatedUnknown(cell);
          Word* plane = is_unknown ? column.stated_unknown.data() : columns.exceptional.data();
          SetBit(plane, begin + bit);
        }
      }
      column.numbers[begin + bit] = value;
      known |= Word{is_known} << bit;
      implausible |= Word{value < plausible.first_low || value >= plausible.first_beyond} << bit;
    }
    column.known[w] = known;
    columns.exceptional[w] |= known & implausible;
  }
}

void ColumnDecoder::DecodeDays(FactId id, const Cells& cells, CaseColumns& columns) const {
  FactColumn& column = columns.facts[Index(id)];
  cells.ForEachStated([&](std::size_t i, std::string_view cell) {
    const std::optional<Day> day = ReadDayCell(cell);
    column.days[i] = day.value_or(0);
    const bool is_unknown = !day && IsStatedUnknown(cell);
    SetBit(day          ? column.known.data()
           : is_unknown ? column.stated_unknown.data()
                        : columns.exceptional.data(),
           i);
  });
}

void ColumnDecoder::DecodeChoices(FactId id, const Cells& cells, CaseColumns& columns) const {
  FactColumn& column = columns.facts[Index(id)];
  const std::vector<ChoiceSpelling>& spellings = spellings_[Index(id)];
  cells.ForEachStated([&](std::size_t i, std::string_view cell) {
    std::size_t found = 0;
    while (found < spellings.size() && spellings[found].text != cell) ++found;
    const bool is_known = found < spellings.size();
    if (is_known) column.choices[i] = spellings[found].choice;
    SetBit(is_known ? column.known.data() : columns.exceptional.data(), i);
  });
}

/// A cell that says another unit than the fact's own is not for planes.
void ColumnDecoder::DecodeUnits(FactId id, const Cells& cells, CaseColumns& columns) const {
  const Fact& fact = guideline_.facts[Index(id)];
  const FactColumn& column = columns.facts[Index(id)];
  for (std::size_t i = 0; i < columns.size; ++i) {
    if (!Bit(column.known.data(), i)) continue;
    const std::string_view cell = cells[i];
    if (cell.empty() || (fact.has_unit && cell == fact.unit.code)) continue;
    SetBit(columns.exceptional.data(), i);
  }
}

void ColumnDecoder::DecodeDates(FactId id, const Cells& cells, CaseColumns& columns) const {
  FactColumn& column = columns.facts[Index(id)];
  cells.ForEachStated([&](std::size_t i, std::string_view cell) {
    const std::optional<Day> day = ReadDayCell(cell);
    if (!day || *day > as_of_) {
      SetBit(columns.exceptional.data(), i);  // where there is a value, but that is rare
    } else if (Bit(column.known.data(), i)) {
      column.dates[i] = *day;
      SetBit(column.dated.data(), i);
    }
  });
}

void ColumnDecoder::UseDefaults(FactId id, CaseColumns& columns) const {
  const Fact& fact = guideline_.facts[Index(id)];
  FactColumn& column = columns.facts[Index(id)];
  for (std::size_t i = 0; i < columns.size; ++i) {
    if (Bit(column.known.data(), i) || Bit(column.stated_unknown.data(), i)) continue;
    SetBit(column.known.data(), i);
    switch (fact.type) {
      case FactType::kTruth:
        if (fact.default_value->choice != 0) SetBit(column.yes.data(), i);
        break;
      case FactType::kNumber:
        column.numbers[i] = *evaluator_.DefaultNumber(id);
        break;
      case FactType::kDate:
        column.days[i] = fact.default_value->date.first;
        break;
      case FactType::kChoice:
        column.choices[i] = static_cast<std::uint8_t>(fact.default_value->choice);
        break;
    }
  }
}

}  // namespace mgl
