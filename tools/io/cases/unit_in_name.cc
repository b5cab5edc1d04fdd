#include "tools/io/cases/unit_in_name.h"

#include <algorithm>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit_in_data.h"

namespace mgl {
namespace {

constexpr std::string_view kSeparators = " ,_:;";

/// The codes that a spelling may mean for numbers of the fact; several: it has several readings.
struct Meant {
  std::vector<std::string> codes;
  bool is_own = false;
};

Meant MeantBy(const Fact& fact, const std::string& code) {
  // A letter may stand for much else (`glucose_m`): what guidelines write alone, and `temp_f`.
  const bool is_letter = code.size() == 1 && code != "%";
  if (is_letter && !ParseUnit(code) && LowerCase(code) != "c" && LowerCase(code) != "f") return {};
  const auto is_possible = [&](const Unit& unit) { return ConversionInto(fact, unit).has_value(); };
  if (const std::string raised = WithRaisedPower(code); !raised.empty()) {
    const Result<Unit> unit = ParseUnit(raised);
    return unit && is_possible(*unit) ? Meant{{raised}, false} : Meant{};
  }
  const Result<Unit> unit = UnitInDataOf(fact, code, {});
  if (unit && is_possible(*unit)) {
    const Result<Unit> plain = ParseUnit(code);
    const std::string known = plain && is_possible(*plain) ? code : unit->ucum;
    return {{known}, !IsOtherUnit(fact, *unit)};
  }
  Meant meant;
  if (unit) return meant;
  for (const Unit& reading : UnitsInData(code, is_possible)) meant.codes.push_back(reading.code);
  return meant;
}

/// How a unit is written in a name, which may have no signs: `mg_dl`, `mg_per_dl`, `mgdl`.
std::vector<std::string> SpellingsOf(std::string_view text) {
  std::vector<std::string> spellings = {std::string(text)};
  const auto with = [&](char instead) {
    std::string spelling(text);
    std::ranges::replace(spelling, '_', instead);
    if (spelling != text) spellings.push_back(std::move(spelling));
  };
  with('/');
  with(' ');
  const std::string lower = LowerCase(text);
  if (lower.find_first_of("/_ ") != std::string::npos) return spellings;
  for (const std::string_view volume : {"dl", "ml", "ul", "l"}) {
    if (lower.size() < volume.size() + 2 || !lower.ends_with(volume)) continue;
    const std::size_t at = text.size() - volume.size();
    spellings.push_back(std::string(text.substr(0, at)) + "/" + std::string(text.substr(at)));
  }
  return spellings;
}

bool MayBeUnit(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    return (LowerCase(c) >= 'a' && LowerCase(c) <= 'z') || c == '%' || (c & 0x80) != 0;
  });
}

std::optional<UnitInName> InBrackets(const Fact& fact, std::string_view name) {
  const std::size_t close = name.find_last_of(")]");
  if (close == std::string_view::npos) return std::nullopt;
  const std::size_t open = name.rfind(name[close] == ')' ? '(' : '[', close);
  if (open == std::string_view::npos) return std::nullopt;
  const std::string code(Trimmed(name.substr(open + 1, close - open - 1)));
  if (!MayBeUnit(code)) return std::nullopt;
  Meant meant = MeantBy(fact, code);
  // A letter may stand for much else: `glucose (F)`.
  const auto is_any = [](const Unit&) { return true; };
  const bool is_unit = ParseUnit(code) || (code.size() > 1 && !UnitsInData(code, is_any).empty());
  if (meant.codes.empty() && !is_unit) return std::nullopt;
  return UnitInName{std::string(Trimmed(name.substr(0, open))), code, std::move(meant.codes),
                    meant.is_own};
}

}  // namespace

std::optional<UnitInName> FindUnitInName(const Fact& fact, std::string_view name) {
  if (auto found = InBrackets(fact, name)) return found;
  for (std::size_t at = name.find_first_of(kSeparators); at != std::string_view::npos;
       at = name.find_first_of(kSeparators, at + 1)) {
    const std::string_view behind = name.substr(at + 1);
    if (!MayBeUnit(behind) || kSeparators.find(behind[0]) != std::string_view::npos) continue;
    for (const std::string& spelling : SpellingsOf(behind)) {
      Meant meant = MeantBy(fact, spelling);
      if (meant.codes.empty()) continue;
      std::string_view stem = name.substr(0, at);
      while (!stem.empty() && kSeparators.find(stem.back()) != std::string_view::npos) {
        stem.remove_suffix(1);
      }
      for (const std::string_view in : {" in", "_in"}) {
        if (stem.ends_with(in)) stem.remove_suffix(in.size());
      }
      return UnitInName{std::string(stem), std::string(behind), std::move(meant.codes),
                        meant.is_own};
    }
  }
  return std::nullopt;
}

}  // namespace mgl
