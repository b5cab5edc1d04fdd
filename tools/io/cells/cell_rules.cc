#include "tools/io/cells/cell_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {

bool CellRules::IsOwnMark(std::string_view text) const {
  return std::ranges::any_of(
      missing_marks, [&](const std::string& mark) { return EqualsIgnoringCase(text, mark); });
}

bool IsMarkForMissing(std::string_view text) {
  constexpr std::array<std::string_view, 15> kMarks = {"null", "na",  "n/a",  "#n/a", "<na>",
                                                       "nan",  "nat", "none", "\\n",  "nil",
                                                       "n.a.", ".",   "-",    "--",   "#null!"};
  if (text.empty() || text.size() > 6) return false;
  switch (text.front()) {  // most cells need no more
    case 'n':
    case 'N':
    case '#':
    case '<':
    case '\\':
    case '.':
    case '-':
      break;
    default:
      return false;
  }
  return std::ranges::any_of(kMarks,
                             [&](std::string_view mark) { return EqualsIgnoringCase(text, mark); });
}

std::string_view TrimmedCell(std::string_view text) {
  constexpr std::array<std::string_view, 5> kWide = {"\u00A0", "\u202F", "\u2007", "\u2009",
                                                     "\uFEFF"};
  const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
  if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
  while (true) {
    text = Trimmed(text);
    const std::size_t size = text.size();
    for (const std::string_view blank : kWide) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size());
      if (text.ends_with(blank)) text.remove_suffix(blank.size());
    }
    if (text.size() == size) return text;
  }
}

bool IsUnitSpelling(const Guideline& guideline, const std::string& name) {
  std::vector<std::string> facts;
  for (const Fact& fact : guideline.facts) facts.push_back(fact.name);
  if (std::ranges::find(facts, name) != facts.end()) return false;
  return DidYouMean(name, facts).empty();
}

Result<std::vector<UnitSpelling>> MakeUnitSpellings(
    const Guideline& guideline, const std::vector<std::pair<std::string, std::string>>& stated) {
  std::vector<UnitSpelling> spellings;
  for (const auto& [spelling, code] : stated) {
    if (!IsUnitSpelling(guideline, spelling)) continue;
    Result<Unit> unit = ParseUnit(code);
    if (!unit) {
      return Error{fmt::format("--unit: `{}` is no fact of {}, and `{}` is no unit", spelling,
                               guideline.header.name, code),
                   "write FACT=UNIT, or SPELLING=UNIT for a spelling in the data"};
    }
    const auto same = std::ranges::find(spellings, spelling, &UnitSpelling::spelling);
    if (same != spellings.end()) {
      return Error{fmt::format("--unit: `{}` has two units", spelling), ""};
    }
    unit->code = spelling;
    spellings.push_back({spelling, std::move(*unit)});
  }
  return spellings;
}

}  // namespace mgl
