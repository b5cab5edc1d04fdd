#include "tools/io/cells/cell_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/unit/unit_in_data.h"

namespace mgl {
namespace {

/// The number that a name says together with other words: `blood_glucose`, `glucose.unit`; null:
/// none. A spelling of units holds no fact's whole name between its signs.
const Fact* FactMeant(const Guideline& guideline, std::string_view name) {
  const auto is_letter = [&](std::size_t i) {
    const char c = LowerCase(name[i]);
    return (c >= 'a' && c <= 'z') || IsDigit(c);
  };
  const std::string lower = LowerCase(name);
  const Fact* meant = nullptr;
  for (const Fact& fact : guideline.facts) {
    if (!fact.has_unit || fact.name.size() < 3) continue;
    const std::size_t at = lower.find(LowerCase(fact.name));
    if (at == std::string::npos || name.find('/') != std::string_view::npos) continue;
    const std::size_t end = at + fact.name.size();
    const bool is_whole =
        (at == 0 || !is_letter(at - 1)) && (end == name.size() || !is_letter(end));
    const bool is_longer = meant == nullptr || fact.name.size() > meant->name.size();
    if (is_whole && is_longer) meant = &fact;
  }
  return meant;
}

}  // namespace

std::optional<Rational> CellRules::NumberIn(std::string_view text) const {
  if (text.empty() || text.find_first_not_of("0123456789+-.,eE") != std::string_view::npos) {
    return std::nullopt;
  }
  std::string decimal(text);
  if (decimal_comma) std::ranges::replace(decimal, ',', '.');
  return ParseDecimal(decimal);
}

void CellRules::SetSpellings(std::vector<UnitSpelling> all) {
  is_seen = std::make_unique<std::atomic<bool>[]>(all.size());
  spellings = std::move(all);
}

void CellRules::SetMissingMarks(const std::vector<std::string>& marks) {
  missing_marks.clear();
  for (const std::string& mark : marks) missing_marks.push_back({mark, NumberIn(mark)});
}

bool CellRules::IsOwnMark(std::string_view text) const {
  if (missing_marks.empty()) return false;
  const std::optional<Rational> number = NumberIn(text);
  return std::ranges::any_of(missing_marks, [&](const MissingMark& mark) {
    return EqualsIgnoringCase(text, mark.text) || (number && mark.number == number);
  });
}

void CellRules::SeeUnit(std::string_view code) const {
  const auto found = std::ranges::find_if(spellings, [code](const UnitSpelling& known) {
    return AreOneSpelling(known.spelling, code);
  });
  if (found == spellings.end()) return;
  std::atomic<bool>& seen = is_seen[static_cast<std::size_t>(found - spellings.begin())];
  if (!seen.load(std::memory_order_relaxed)) seen.store(true, std::memory_order_relaxed);
}

std::vector<std::string> CellRules::UnseenSpellings() const {
  std::vector<std::string> unseen;
  for (std::size_t i = 0; i < spellings.size(); ++i) {
    if (!is_seen[i].load(std::memory_order_relaxed)) unseen.push_back(spellings[i].spelling);
  }
  return unseen;
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
  const auto is_plain = [](char c) { return c > ' ' && c <= '~'; };
  if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
  while (const std::size_t blank = AnyBlankLength(text)) text.remove_prefix(blank);
  while (true) {
    std::size_t begin = text.size();
    while (begin > 0 && IsContinuationByte(text[--begin])) {
    }
    const std::string_view last = text.substr(begin);
    if (last.empty() || AnyBlankLength(last) != last.size()) return text;
    text = text.substr(0, begin);
  }
}

const Fact* FactNamed(const Guideline& guideline, std::string_view name) {
  const Fact* in_other_case = nullptr;
  std::size_t alike = 0;
  for (const Fact& fact : guideline.facts) {
    if (fact.name == name) return &fact;
    if (!EqualsIgnoringCase(fact.name, name)) continue;
    in_other_case = &fact;
    ++alike;
  }
  return alike == 1 ? in_other_case : nullptr;
}

bool IsUnitSpelling(const Guideline& guideline, const std::string& name) {
  std::vector<std::string> facts;
  for (const Fact& fact : guideline.facts) facts.push_back(fact.name);
  return FactNamed(guideline, name) == nullptr && DidYouMean(name, facts).empty();
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
    if (const Fact* fact = FactMeant(guideline, spelling)) {
      return Error{fmt::format("--unit: `{}` is no fact of {}, and no spelling of a unit", spelling,
                               guideline.header.name),
                   fmt::format("write --unit {}={}", fact->name, code)};
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
