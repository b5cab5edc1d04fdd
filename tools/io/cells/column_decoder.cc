// 64 cases at a time, column by column: short cells by short_cells.h, the others one by one.
#include "tools/io/cells/column_decoder.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include "engine/batch/plane_kernels.h"
#include "engine/text/plain_text.h"
#include "engine/value/choice_set.h"
#include "tools/io/cells/date_cell.h"
#include "tools/io/cells/fact_reader.h"
#include "tools/io/cells/short_cells.h"
#include "tools/io/cells/tiny_cells.h"

namespace mgl {

/// The cells of one column for 64 rows (fewer at the end).
struct ColumnDecoder::Cells {
  const CellGrid& grid;
  std::size_t column;
  std::size_t first;  // row
  std::size_t count;  // of rows

  bool Has(std::size_t i) const {
    return grid.irregular == nullptr || column < grid.irregular[first + i].fields;
  }

  const std::uint32_t* EndOf(std::size_t i) const {
    const std::size_t row = first + i;
    const std::size_t of_row =
        grid.irregular == nullptr ? row * grid.row_stride : grid.irregular[row].first_end;
    return grid.ends + of_row + column * grid.column_stride;
  }

  /// Of a row that Has() it.
  std::string_view operator[](std::size_t i) const {
    const std::uint32_t* end = EndOf(i);
    const std::uint32_t begin = end[-1] + 1;
    return {grid.text + begin, *end - begin};
  }

  /// Into a CellWord or TinyCells.
  template <typename Taken>
  void Gather(Taken& cells) const {
    const char* const text = grid.text;
    const auto take = [&](std::size_t i, const std::uint32_t* end) {
      std::uint64_t two_ends;  // that of the cell before, and its own
      std::memcpy(&two_ends, end - 1, sizeof two_ends);
      // Counted in 32 bits: before the first cell of a text there is the last number of all.
      const std::uint32_t begin = static_cast<std::uint32_t>(two_ends) + 1;
      std::memcpy(&cells.bytes[i], text + begin, sizeof cells.bytes[i]);
      cells.sizes[i] = static_cast<std::uint32_t>(two_ends >> 32U) - begin;
    };
    static_assert(std::endian::native == std::endian::little);
    std::fill(cells.sizes.begin() + count, cells.sizes.end(), 0);
    if (grid.irregular == nullptr) {
      const std::uint32_t* end = EndOf(0);
      // Its own copy: what is written could be part of the grid, as far as the compiler knows.
      const std::size_t row_stride = grid.row_stride;
      for (std::size_t i = 0; i < count; ++i, end += row_stride) take(i, end);
      return;
    }
    for (std::size_t i = 0; i < count; ++i) {
      cells.sizes[i] = 0;
      if (Has(i)) take(i, EndOf(i));
    }
  }

  /// The rows whose cell is not empty.
  Word Stated() const {
    Word rows = 0;
    ForEachStated([&](std::size_t i, std::string_view) { rows |= Word{1} << i; });
    return rows;
  }

  /// Calls `use` with the row and its cell, where that is not empty.
  template <typename Use>
  void ForEachStated(Use use) const {
    for (std::size_t i = 0; i < count; ++i) {
      if (!Has(i)) continue;
      const std::string_view cell = (*this)[i];
      if (!cell.empty()) use(i, cell);
    }
  }
};

namespace {

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

/// Of one word, the last that was read.
Word UncertainRows(const FactColumn& column, std::size_t w) {
  Word rows = 0;
  for (std::size_t i = column.uncertain.size(); i-- > 0;) {
    const std::uint32_t row = column.uncertain[i].row;
    if (row < w * kWordBits) break;
    rows |= Word{1} << (row % kWordBits);
  }
  return rows;
}

}  // namespace

ColumnDecoder::ColumnDecoder(const Guideline& guideline, const BatchPlan& plan, Day as_of,
                             const std::shared_ptr<const CellRules>& rules)
    : guideline_(guideline),
      plan_(plan),
      as_of_(as_of),
      rules_(rules),
      other_units_(guideline, plan, rules->spellings),
      other_cells_(guideline, plan, rules) {
  for (const Fact& fact : guideline.facts) {
    ChoiceSpellings& spellings = spellings_.emplace_back();
    const std::size_t choices = std::min(fact.choices.size(), kMaxChoices);
    const auto add = [&](const std::string& text, std::size_t choice) {
      // `null` is a missing value before it is a choice.
      if (text.empty() || text == "null") return;
      const auto number = static_cast<std::uint8_t>(choice);
      if (text.size() > kShortCell || spellings.short_texts.size() == ChoiceSpellings::kMostShort) {
        spellings.long_texts.push_back(text);
        spellings.long_choices.push_back(number);
        return;
      }
      std::uint64_t word = 0;
      std::memcpy(&word, text.data(), text.size());
      spellings.short_choices[spellings.short_texts.size()] = number;
      spellings.short_texts.push_back(word);
    };
    for (std::size_t i = 0; i < choices; ++i) add(fact.choices[i].name, i);
    for (std::size_t i = 0; i < choices; ++i) add(fact.choices[i].code, i);
  }
}

void ColumnDecoder::Decode(const ColumnRoles& roles, const CellGrid& grid, CaseColumns& columns) {
  columns.size = grid.rows;
  columns.exceptional = {};
  columns.uncertain = {};
  columns.facts.resize(guideline_.facts.size());
  are_tiny_.assign(guideline_.facts.size(), true);
  for (FactColumn& column : columns.facts) column.Clear();
  for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
    Prepare(guideline_.facts[i], columns.facts[i]);
  }
  for (std::size_t first = 0; first < columns.size; first += kWordBits) {
    const std::size_t count = std::min(kWordBits, columns.size - first);
    for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
      const ColumnRoles::FactColumns& of = roles.facts[i];
      const auto cells = [&](std::size_t column) { return Cells{grid, column, first, count}; };
      const auto id = static_cast<FactId>(i);
      if (of.value != kNoColumn) DecodeValues(id, cells(of.value), columns);
      const bool says_units = of.unit_rule.has_column || !of.unit_rule.stated.empty();
      if (of.unit != kNoColumn) DecodeUnits(id, cells(of.unit), columns);
      if (says_units && of.value != kNoColumn) {
        const bool has_cells = of.unit != kNoColumn;
        const Word stated = has_cells ? cells(of.unit).Stated() : 0;
        UseUnitRule(id, of.unit_rule, first / kWordBits, ~stated, columns);
      }
      if (guideline_.facts[i].plausible) MarkImplausible(id, first / kWordBits, columns);
      if (of.date != kNoColumn) DecodeDates(id, cells(of.date), columns);
      columns.facts[i].reported[first / kWordBits] = columns.facts[i].known[first / kWordBits];
      if (guideline_.facts[i].default_value) UseDefaults(id, first / kWordBits, columns);
    }
  }
}

/// Memory for a block; allocated once.
void ColumnDecoder::Prepare(const Fact& fact, FactColumn& column) {
  if (fact.type == FactType::kNumber) column.numbers.resize(kBlockCases);
  if (fact.type == FactType::kDate) column.days.resize(kBlockCases);
  if (fact.type == FactType::kChoice) column.choices.resize(kBlockCases);
  column.dates.resize(kBlockCases);
}

void ColumnDecoder::DecodeValues(FactId id, const Cells& cells, CaseColumns& columns) {
  const Fact& fact = guideline_.facts[Index(id)];
  const FactType type = fact.type;
  const bool all_are_other = !rules_->missing_marks.empty() ||
                             (rules_->decimal_comma && type == FactType::kNumber) ||
                             fact.unit.code == kWeeksAndDays;
  if (all_are_other) return DecodeOthers(id, cells, cells.Stated(), columns);
  switch (type) {
    case FactType::kTruth:
      return DecodeTruths(id, cells, columns);
    case FactType::kNumber:
      return DecodeNumbers(id, cells, columns);
    case FactType::kDate:
      return DecodeDays(id, cells, columns);
    case FactType::kChoice:
      return DecodeChoices(id, cells, columns);
  }
}

bool ColumnDecoder::DecodeTinyTruths(FactId id, const Cells& cells, FactColumn& column) {
  if (!are_tiny_[Index(id)]) return false;
  TinyCells tiny;
  cells.Gather(tiny);
  const std::size_t w = cells.first / kWordBits;
  const CellMasks masks = ReadTinyTruths(tiny, column.yes[w]);
  column.known[w] = masks.known;
  are_tiny_[Index(id)] = masks.other == 0;
  return masks.other == 0;
}

void ColumnDecoder::DecodeTruths(FactId id, const Cells& cells, CaseColumns& columns) {
  FactColumn& column = columns.facts[Index(id)];
  if (DecodeTinyTruths(id, cells, column)) return;
  const std::size_t w = cells.first / kWordBits;
  CellWord word;
  cells.Gather(word);
  const CellMasks masks = ReadShortTruths(word, column.yes[w]);
  column.known[w] = masks.known;
  DecodeOthers(id, cells, masks.other, columns);
}

bool ColumnDecoder::DecodeTinyNumbers(FactId id, const Cells& cells, FactColumn& column) {
  if (!are_tiny_[Index(id)]) return false;
  TinyCells tiny;
  cells.Gather(tiny);
  const CellMasks masks = ReadTinyNumbers(tiny, column.numbers.data() + cells.first);
  column.known[cells.first / kWordBits] = masks.known;
  are_tiny_[Index(id)] = masks.other == 0;
  return masks.other == 0;
}

void ColumnDecoder::DecodeNumbers(FactId id, const Cells& cells, CaseColumns& columns) {
  FactColumn& column = columns.facts[Index(id)];
  if (DecodeTinyNumbers(id, cells, column)) return;
  const std::size_t w = cells.first / kWordBits;
  FixedPoint* const numbers = column.numbers.data() + cells.first;
  CellWord word;
  cells.Gather(word);
  const CellMasks masks = ReadShortNumbers(word, numbers);
  column.known[w] = masks.known;
  Word unread = 0;
  for (Word others = masks.other; others != 0; others &= others - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(others));
    const Word bit = Word{1} << i;
    if (const std::optional<FixedPoint> decimal = ReadDecimalCell(cells[i])) {
      numbers[i] = *decimal;
      column.known[w] |= bit;
    } else {
      unread |= bit;
    }
  }
  DecodeOthers(id, cells, unread, columns);
}

void ColumnDecoder::DecodeOthers(FactId id, const Cells& cells, Word rows, CaseColumns& columns) {
  FactColumn& column = columns.facts[Index(id)];
  const FactType type = guideline_.facts[Index(id)].type;
  const std::size_t w = cells.first / kWordBits;
  for (; rows != 0; rows &= rows - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(rows));
    const Word bit = Word{1} << i;
    const OtherCell other = other_cells_.Read(id, cells[i]);
    switch (other.meaning) {
      case OtherCell::Meaning::kAbsent:
        continue;
      case OtherCell::Meaning::kUnknown:
        column.stated_unknown[w] |= bit;
        continue;
      case OtherCell::Meaning::kExceptional:
        columns.exceptional[w] |= bit;
        continue;
      case OtherCell::Meaning::kUncertain:
        columns.uncertain[w] |= bit;
        column.uncertain.push_back(
            {static_cast<std::uint32_t>(cells.first + i), other.number.high});
        break;
      case OtherCell::Meaning::kExact:
        break;
    }
    column.known[w] |= bit;
    if (type == FactType::kTruth && other.choice != 0) column.yes[w] |= bit;
    if (type == FactType::kNumber) column.numbers[cells.first + i] = other.number.low;
    if (type == FactType::kDate) column.days[cells.first + i] = other.day;
    if (type == FactType::kChoice) column.choices[cells.first + i] = other.choice;
  }
}

void ColumnDecoder::DecodeDays(FactId id, const Cells& cells, CaseColumns& columns) {
  FactColumn& column = columns.facts[Index(id)];
  const std::size_t w = cells.first / kWordBits;
  Word others = 0;
  cells.ForEachStated([&](std::size_t i, std::string_view cell) {
    const std::optional<Day> day = ReadPlainDay(cell);
    column.days[cells.first + i] = day.value_or(0);
    (day ? column.known[w] : others) |= Word{1} << i;
  });
  DecodeOthers(id, cells, others, columns);
}

void ColumnDecoder::DecodeChoices(FactId id, const Cells& cells, CaseColumns& columns) {
  FactColumn& column = columns.facts[Index(id)];
  const std::size_t w = cells.first / kWordBits;
  const ChoiceSpellings& spellings = spellings_[Index(id)];
  CellWord word;
  cells.Gather(word);
  std::array<std::uint8_t, kWordBits> which;
  const CellMasks masks = ReadShortWords(word, spellings.short_texts, which.data());
  column.known[w] = masks.known;
  std::uint8_t* const choices = column.choices.data() + cells.first;
  for (std::size_t i = 0; i < kWordBits; ++i) choices[i] = spellings.short_choices[which[i]];
  Word unread = 0;
  for (Word others = masks.other; others != 0; others &= others - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(others));
    const auto text = std::ranges::find(spellings.long_texts, cells[i]);
    const bool is_known = text != spellings.long_texts.end();
    const auto at = static_cast<std::size_t>(text - spellings.long_texts.begin());
    if (is_known) column.choices[cells.first + i] = spellings.long_choices[at];
    (is_known ? column.known[w] : unread) |= Word{1} << i;
  }
  DecodeOthers(id, cells, unread, columns);
}

void ColumnDecoder::DecodeUnits(FactId id, const Cells& cells, CaseColumns& columns) {
  const Fact& fact = guideline_.facts[Index(id)];
  FactColumn& column = columns.facts[Index(id)];
  const std::size_t w = cells.first / kWordBits;
  const Word uncertain = UncertainRows(column, w);
  cells.ForEachStated([&](std::size_t i, std::string_view cell) {
    const Word bit = Word{1} << i;
    column.unit_said[w] |= column.known[w] & bit;
    if ((column.known[w] & bit) == 0 || (fact.has_unit && cell == fact.unit.code)) return;
    FixedPoint& number = column.numbers[cells.first + i];
    rules_->SeeUnit(cell);
    if ((uncertain & bit) != 0 || !other_units_.Convert(id, cell, number)) {
      columns.exceptional[w] |= bit;
    } else if (other_units_.IsOther(id, cell)) {
      column.unit_other[w] |= bit;
    }
  });
}

/// Of the known numbers among `rows`, whose unit no cell says.
void ColumnDecoder::UseUnitRule(FactId id, const UnitRule& rule, std::size_t w, Word rows,
                                CaseColumns& columns) {
  const Fact& fact = guideline_.facts[Index(id)];
  FactColumn& column = columns.facts[Index(id)];
  rows &= column.known[w];
  if (rule.IsTold()) {
    // 36+4 needs no unit, and a plain number has none.
    const bool says_days = fact.has_unit && fact.unit.code == kWeeksAndDays;
    if (!says_days) column.unit_blank[w] = rows;
    if (says_days || rule.warns) columns.exceptional[w] |= rows;
    return;
  }
  if (rule.stated == fact.unit.code) return;
  const Word uncertain = UncertainRows(column, w);
  for (Word left = rows; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    FixedPoint& number = column.numbers[w * kWordBits + i];
    const bool is_converted =
        (uncertain >> i & 1U) == 0 && other_units_.Convert(id, rule.stated, number);
    if (!is_converted) columns.exceptional[w] |= Word{1} << i;
  }
}

/// Of numbers in the fact's own unit.
void ColumnDecoder::MarkImplausible(FactId id, std::size_t w, CaseColumns& columns) const {
  const BatchPlan::Plausible& plausible = plan_.PlausibleNumbers(id);
  const FactColumn& column = columns.facts[Index(id)];
  const FixedPoint* const numbers = column.numbers.data() + w * kWordBits;
  Word below = 0;
  Word inside = 0;
  BelowPlane(numbers, plausible.first_low, 1, &below);
  BelowPlane(numbers, plausible.first_beyond, 1, &inside);
  // Uncertain ones are cut by what is plausible.
  columns.exceptional[w] |= column.known[w] & ~UncertainRows(column, w) & (below | ~inside);
}

void ColumnDecoder::DecodeDates(FactId id, const Cells& cells, CaseColumns& columns) const {
  FactColumn& column = columns.facts[Index(id)];
  const std::size_t w = cells.first / kWordBits;
  cells.ForEachStated([&](std::size_t i, std::string_view cell) {
    const Word bit = Word{1} << i;
    std::optional<Day> day = ReadPlainDay(cell);
    if (!day) {
      const OtherCell other = other_cells_.ReadMeasured(cell);
      if (other.meaning == OtherCell::Meaning::kAbsent) return;
      if (other.meaning == OtherCell::Meaning::kExact) day = other.day;
    }
    if (!day || *day > as_of_) {
      columns.exceptional[w] |= bit;  // where there is a value, but that is rare
    } else if ((column.known[w] & bit) != 0) {
      column.dates[cells.first + i] = *day;
      column.dated[w] |= bit;
    }
  });
}

void ColumnDecoder::UseDefaults(FactId id, std::size_t w, CaseColumns& columns) const {
  const Fact& fact = guideline_.facts[Index(id)];
  FactColumn& column = columns.facts[Index(id)];
  const Word absent = ~column.known[w] & ~column.stated_unknown[w];
  column.known[w] |= absent;
  const bool is_yes = fact.type == FactType::kTruth && fact.default_value->choice != 0;
  if (is_yes) column.yes[w] |= absent;
  if (fact.type == FactType::kTruth) return;
  for (Word left = absent; left != 0; left &= left - 1) {
    const std::size_t i = w * kWordBits + static_cast<std::size_t>(std::countr_zero(left));
    if (fact.type == FactType::kNumber) column.numbers[i] = *plan_.DefaultNumber(id);
    if (fact.type == FactType::kDate) column.days[i] = fact.default_value->date.first;
    if (fact.type == FactType::kChoice) {
      column.choices[i] = static_cast<std::uint8_t>(fact.default_value->choice);
    }
  }
}

}  // namespace mgl
