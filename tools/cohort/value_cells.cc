#include "tools/cohort/value_cells.h"

#include <array>
#include <bit>
#include <optional>
#include <utility>

#include "engine/value/day_interval.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// The text of the key, which `make` makes when it is new.
template <typename Make>
std::string_view TextOf(const Word* key, KeyTable& table, std::vector<StoredText>& texts,
                        TextStore& store, Make make) {
  const std::uint32_t found = table.FindOrAdd(key);
  if (found != KeyTable::kNew) return store.Of(texts[found]);
  return store.Of(texts.emplace_back(store.Keep(make())));
}

}  // namespace

std::string ValueCells::TextFor(std::uint32_t result, Interval interval) const {
  Value value;
  value.known = true;
  value.number = std::move(interval);
  return writer_.ValueText(result, &value);
}

bool ValueCells::Append(std::uint32_t result, std::size_t row, TextBuffer& out) {
  if (!texts_.HasRoom() || !numbers_.HasRoom() || !dates_.HasRoom()) {
    numbers_.Clear();
    dates_.Clear();
    number_texts_.clear();
    date_texts_.clear();
    texts_.Clear();
  }
  if (!guideline_.results[result].texts.empty()) return false;
  if (guideline_.results[result].type == FactType::kNumber) return AppendNumber(result, row, out);
  AppendDate(result, row, out);
  return true;
}

bool ValueCells::AppendNumber(std::uint32_t result, std::size_t row, TextBuffer& out) {
  const NodeId node = guideline_.results[result].node;
  const NumberColumn& numbers = batch_.Numbers(node);
  if (!Bit(numbers.known.data(), row)) {
    out.Append(writer_.ValueText(result, nullptr));
    return true;
  }
  if (!Bit(numbers.canonical.data(), row)) {
    const std::optional<Interval> number = batch_.ExactNumber(node, row);
    if (number) out.Append(TextFor(result, *number));
    return number.has_value();
  }
  const bool exact = Bit(numbers.exact.data(), row);
  const std::array<Word, 4> key = {result, exact ? Word{1} : 0,
                                   std::bit_cast<Word>(numbers.low[row]),
                                   std::bit_cast<Word>(numbers.high[row])};
  const auto make = [&] {
    if (!exact) {
      const Rational near = RationalOf(numbers.low[row]);
      return TextFor(result, Interval::Point(RoundToDigits(near, kShownDigits)));
    }
    return TextFor(result, {Bound::At(RationalOf(numbers.low[row])),
                            Bound::At(RationalOf(numbers.high[row]))});
  };
  out.AppendPadded(TextOf(key.data(), numbers_, number_texts_, texts_, make));
  return true;
}

void ValueCells::AppendDate(std::uint32_t result, std::size_t row, TextBuffer& out) {
  const NodeId node = guideline_.results[result].node;
  const DateColumn& dates = batch_.Dates(node);
  if (!Bit(dates.known.data(), row)) return out.Append(writer_.ValueText(result, nullptr));
  const DaySpan days{dates.first[row], dates.last[row]};
  const auto half = [](Day day) { return Word{static_cast<std::uint32_t>(day)}; };
  const std::array<Word, 2> key = {result, half(days.first) << 32U | half(days.last)};
  const auto make = [&] { return TextFor(result, DayInterval(days)); };
  out.AppendPadded(TextOf(key.data(), dates_, date_texts_, texts_, make));
}

}  // namespace mgl
