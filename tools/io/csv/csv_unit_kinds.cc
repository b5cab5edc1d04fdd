#include "tools/io/csv/csv_unit_kinds.h"

#include <algorithm>
#include <optional>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "tools/io/bytes/byte_source.h"
#include "tools/io/cells/cell_rules.h"
#include "tools/io/csv/csv_reader.h"

namespace mgl {
namespace {

constexpr std::size_t kMostRows = 2'000;
constexpr std::size_t kMostSpellings = 16;  // a column of more texts holds something else
constexpr std::size_t kLongestUnit = 40;

/// One column that is no fact.
class Column {
 public:
  void See(const Guideline& guideline, std::string_view cell) {
    cell = TrimmedCell(cell);
    if (cell.empty() || IsMarkForMissing(cell)) return;
    has_cells_ = true;
    const bool is_digit = IsDigit(cell[0]);
    are_numbers_ &= is_digit;
    if (is_no_unit_ || (is_digit && cell.find('/') == std::string_view::npos)) {
      is_no_unit_ = true;
      return;
    }
    std::string code(cell.substr(0, kLongestUnit + 1));
    if (spellings_.contains(code)) return;
    if (spellings_.size() == kMostSpellings || code.size() > kLongestUnit) {
      is_no_unit_ = true;
      return;
    }
    // A letter alone is a sex, a flag or an answer.
    std::vector<bool> kinds(guideline.facts.size());
    const bool may_be_unit = code.size() > 1 || code == "%";
    for (std::size_t i = 0; may_be_unit && i < kinds.size(); ++i) {
      const Fact& fact = guideline.facts[i];
      if (!fact.has_unit) continue;
      const Result<Unit> unit = UnitInDataOf(fact, code, {});
      kinds[i] = unit && ConversionInto(fact, *unit).has_value();
    }
    spellings_.emplace(std::move(code), std::move(kinds));
  }

  bool are_numbers() const { return has_cells_ && are_numbers_; }

  /// Nothing where no cell is a unit.
  std::optional<UnitKinds> Kinds(std::size_t facts) const {
    if (is_no_unit_ || spellings_.empty()) return std::nullopt;
    UnitKinds kinds{std::vector<bool>(facts, true), std::vector<bool>(facts, false), false};
    for (const auto& [code, of] : spellings_) {
      for (std::size_t i = 0; i < facts; ++i) {
        kinds.every[i] = kinds.every[i] && of[i];
        kinds.some[i] = kinds.some[i] || of[i];
      }
    }
    if (std::ranges::find(kinds.some, true) == kinds.some.end()) return std::nullopt;
    return kinds;
  }

 private:
  std::map<std::string, std::vector<bool>> spellings_;  // of which facts' kind each is
  bool has_cells_ = false;
  bool are_numbers_ = true;
  bool is_no_unit_ = false;
};

}  // namespace

UnitKindsOfColumns FindUnitKinds(const Guideline& guideline, const FactNames& names,
                                 std::string_view start) {
  UnitKindsOfColumns found;
  const auto has_unit = [](const Fact& fact) { return fact.has_unit; };
  if (std::ranges::none_of(guideline.facts, has_unit)) return found;
  Result<std::unique_ptr<CsvReader>> reader =
      CsvReader::Open(ByteSource::FromString(std::string(start), ""));
  if (!reader) return found;  // it is said when the file is read
  const std::vector<std::string> header = (*reader)->columns();
  const std::vector<const FactNames::Targets*> targets = names.OfColumns(header);
  const auto is_other = [&](std::size_t i) { return targets[i] == nullptr || targets[i]->empty(); };
  std::vector<Column> columns(header.size());
  for (std::size_t row = 0; row < kMostRows; ++row) {
    const Result<CsvReader::Item> item = (*reader)->Next();
    if (!item || *item == CsvReader::Item::kEnd) break;
    if (*item != CsvReader::Item::kRecord) continue;
    const std::vector<std::string_view>& fields = (*reader)->fields();
    for (std::size_t i = 0; i < std::min(fields.size(), columns.size()); ++i) {
      if (is_other(i)) columns[i].See(guideline, fields[i]);
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::optional<UnitKinds> kinds = columns[i].Kinds(guideline.facts.size());
    if (!kinds) continue;
    kinds->behind_number = i > 0 && is_other(i - 1) && columns[i - 1].are_numbers();
    found.emplace(header[i], std::move(*kinds));
  }
  return found;
}

}  // namespace mgl
