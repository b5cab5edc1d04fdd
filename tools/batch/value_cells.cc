#include "tools/batch/value_cells.h"

#include <array>
#include <bit>
#include <utility>

#include "engine/arithmetic.h"
#include "engine/batch/double_bracket.h"
#include "engine/result_cell.h"

namespace mgl {
namespace {

Value ValueOf(Interval interval) {
  Value value;
  value.known = true;
  value.number = std::move(interval);
  return value;
}

/// The text of the key, which `make` makes when it is new.
template <typename Make>
std::string_view TextOf(const Word* key, KeyTable& table, std::vector<StoredText>& texts,
                        TextStore& store, Make make) {
  const std::uint32_t found = table.FindOrAdd(key);
  if (found != KeyTable::kNew) return store.Of(texts[found]);
  return store.Of(texts.emplace_back(store.Keep(make())));
}

}  // namespace

ValueCells::ValueCells(const Guideline& guideline, BatchEvaluator& batch)
    : guideline_(guideline), batch_(batch) {}

void ValueCells::Append(std::size_t result, std::size_t row, TextBuffer& out) {
  if (!texts_.HasRoom() || !numbers_.HasRoom() || !dates_.HasRoom()) {
    numbers_.Clear();
    dates_.Clear();
    number_texts_.clear();
    date_texts_.clear();
    texts_.Clear();
  }
  const bool is_number = guideline_.results[result].type == FactType::kNumber;
  is_number ? AppendNumber(result, row, out) : AppendDate(result, row, out);
}

void ValueCells::AppendNumber(std::size_t result, std::size_t row, TextBuffer& out) {
  const ResultColumn& column = guideline_.results[result];
  const NumberColumn& numbers = batch_.Numbers(column.node);
  if (!Bit(numbers.known.data(), row)) return;
  if (!Bit(numbers.canonical.data(), row)) {
    return out.Append(ResultCell(column, ValueOf(batch_.ExactNumber(column.node, row))));
  }
  const bool exact = Bit(numbers.exact.data(), row);
  const std::array<Word, 4> key = {result, exact ? Word{1} : 0,
                                   std::bit_cast<Word>(numbers.low[row]),
                                   std::bit_cast<Word>(numbers.high[row])};
  const auto make = [&] {
    if (!exact) return ResultCell(column, ValueOf(Interval::Point(RationalOf(numbers.low[row]))));
    return ResultCell(column, ValueOf({Bound::At(RationalOf(numbers.low[row])),
                                       Bound::At(RationalOf(numbers.high[row]))}));
  };
  out.AppendPadded(TextOf(key.data(), numbers_, number_texts_, texts_, make));
}

void ValueCells::AppendDate(std::size_t result, std::size_t row, TextBuffer& out) {
  const ResultColumn& column = guideline_.results[result];
  const DateColumn& dates = batch_.Dates(column.node);
  if (!Bit(dates.known.data(), row)) return;
  const DaySpan days{dates.first[row], dates.last[row]};
  const auto half = [](Day day) { return Word{static_cast<std::uint32_t>(day)}; };
  const std::array<Word, 2> key = {result, half(days.first) << 32U | half(days.last)};
  const auto make = [&] { return ResultCell(column, ValueOf(DayInterval(days))); };
  out.AppendPadded(TextOf(key.data(), dates_, date_texts_, texts_, make));
}

}  // namespace mgl
