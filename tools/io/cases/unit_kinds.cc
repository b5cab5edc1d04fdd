#include "tools/io/cases/unit_kinds.h"

#include <algorithm>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "tools/io/cells/cell_rules.h"

namespace mgl {
namespace {

constexpr std::size_t kMostSpellings = 16;  // a column of more texts holds something else
constexpr std::size_t kLongestUnit = 40;

/// By fact, whether the code is a unit of its kind.
std::vector<bool> FactsIn(const Guideline& guideline, const std::string& code) {
  std::vector<bool> kinds(guideline.facts.size());
  // A letter alone is a sex, a flag or an answer.
  if (code.size() == 1 && code != "%") return kinds;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const Fact& fact = guideline.facts[i];
    if (!fact.has_unit) continue;
    const Result<Unit> unit = UnitInDataOf(fact, code, {});
    kinds[i] = unit && ConversionInto(fact, *unit).has_value();
  }
  return kinds;
}

}  // namespace

void UnitLookout::See(std::string_view name, std::string_view cell, std::string_view before) {
  const auto known = names_.find(name);
  const bool is_new = known == names_.end();
  Cells& cells = is_new ? names_[std::string(name)] : known->second;
  if (is_new) cells.before = before;
  cell = TrimmedCell(cell);
  if (cell.empty() || IsMarkForMissing(cell)) return;
  cells.some = true;
  const bool is_digit = IsDigit(cell[0]);
  cells.are_numbers &= is_digit;
  if (is_digit && cell.find('/') == std::string_view::npos) cells.are_units = false;
  if (!cells.are_units) return;
  std::string code(cell.substr(0, kLongestUnit + 1));
  if (cells.spellings.contains(code)) return;
  if (cells.spellings.size() == kMostSpellings || code.size() > kLongestUnit) {
    cells.are_units = false;
    return;
  }
  std::vector<bool> kinds = FactsIn(guideline_, code);
  cells.spellings.emplace(std::move(code), std::move(kinds));
}

UnitKinds UnitLookout::KindsOf(const Cells& cells) const {
  if (!cells.are_units || cells.spellings.empty()) return {};
  const std::size_t facts = guideline_.facts.size();
  UnitKinds kinds{std::vector<bool>(facts, true), std::vector<bool>(facts, false), false};
  for (const auto& [code, of] : cells.spellings) {
    for (std::size_t i = 0; i < facts; ++i) {
      kinds.every[i] = kinds.every[i] && of[i];
      kinds.some[i] = kinds.some[i] || of[i];
    }
  }
  if (std::ranges::find(kinds.some, true) == kinds.some.end()) return {};
  const auto before = names_.find(cells.before);
  kinds.behind_number = before != names_.end() && before->second.some && before->second.are_numbers;
  return kinds;
}

UnitKindsOfNames UnitLookout::Kinds() const {
  UnitKindsOfNames kinds;
  for (const auto& [name, cells] : names_) kinds.emplace(name, KindsOf(cells));
  return kinds;
}

}  // namespace mgl
