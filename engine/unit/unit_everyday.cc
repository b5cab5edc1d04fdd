// Everyday spellings: the table of words, the rewriting into UCUM's grammar, the refused readings.
#include "engine/unit/unit_everyday.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using enum EverydayUse;

constexpr EverydayUnit kEverydayUnits[] = {
#include "engine/unit/unit_everyday.def"
};

// Symbols of laboratory reports and prescriptions, the usual one of two that differ in case first.
constexpr std::string_view kCommonSymbols[] = {
    "mg",    "g",       "kg",      "ug",    "ng",  "pg",   "fg",   "mcg",  "L",    "dL",   "mL",
    "uL",    "nL",      "fL",      "mmol",  "mol", "umol", "nmol", "pmol", "fmol", "mEq",  "Eq",
    "uEq",   "IU",      "mIU",     "uIU",   "kIU", "U",    "mU",   "kU",   "uU",   "mOsm", "Osm",
    "ukat",  "nkat",    "h",       "min",   "s",   "ms",   "d",    "wk",   "mo",   "a",    "m",
    "cm",    "mm",      "um",      "nm",    "km",  "mmHg", "kPa",  "Pa",   "pH",   "bpm",  "kcal",
    "cal",   "kJ",      "J",       "%",     "Cel", "mV",   "uV",   "V",    "mA",   "Hz",   "kHz",
    "MHz",   "MBq",     "mSv",     "mGy",   "Gy",  "W",    "Ohm",  "K",    "deg",  "bar",  "mbar",
    "cmH2O", "cm[H2O]", "mm[H2O]", "mm[Hg]"};

struct RefusedCode {
  std::string_view code;
  std::string_view reading;
  std::string_view instead;
};

// Whole codes whose UCUM reading is never what a laboratory or a prescriber means.
constexpr RefusedCode kRefusedCodes[] = {
    {"K/uL", "kelvin per microlitre", "10^3/uL"},
    {"K/mcL", "kelvin per microlitre", "10^3/uL"},
    {"K/mm3", "kelvin per cubic millimetre", "10^3/mm3"},
    {"k/uL", "", "10^3/uL"},
    {"M/uL", "", "10^6/uL"},
    {"M/mcL", "", "10^6/uL"},
    {"m/uL", "metre per microlitre", "10^6/uL"},
    {"m/mcL", "metre per microlitre", "10^6/uL"},
    {"G/L", "gauss per litre", "10^9/L"},
    {"T/L", "tesla per litre", "10^12/L"},
    {"G/l", "gauss per litre", "10^9/L"},
    {"T/l", "tesla per litre", "10^12/L"},
    {"C", "coulomb", "Cel"},
    {"F", "farad", "[degF]"},
    {"mm/hg", "millimetre per hectogram", "mmHg"},
    {"mm/Hg", "", "mmHg"},
};

struct RefusedUnit {
  std::string_view symbol;
  std::string_view instead;
  std::string_view advice;
};

// Symbols with a reading nobody means, or with two that are both meant.
constexpr RefusedUnit kRefusedSymbols[] = {
    {"G", "g", ""},
    {"S", "s", ""},
    {"H", "h", ""},
    {"u", "U", ""},
    {"w", "weeks", ""},
    {"y", "years", ""},
    {"Y", "years", ""},
    {"yo", "years", ""},
    {"mth", "months", ""},
    {"mths", "months", ""},
    {"mu", "mU", ""},
    {"ku", "kU", ""},
    {"ft", "feet", ""},
    {"st", "", "write `[stone_av]` for the stone"},
    {"pt", "", "write `[pt_us]` or `[pt_br]` for the pint"},
    {"pint", "", "write `[pt_us]` or `[pt_br]`"},
    {"pints", "", "write `[pt_us]` or `[pt_br]`"},
    {"gr", "", "write `g` for gram, `[gr]` for grain"},
    {"Cal", "", "write `kcal` for the dietary calorie, `cal` for its thousandth"},
    {"calorie", "", "write `kcal` for the dietary calorie, `cal` for its thousandth"},
    {"calories", "", "write `kcal` for the dietary calorie, `cal` for its thousandth"},
    {"AU", "", "write `[arb'U]` for arbitrary units, `[AU]` for allergen units"},
    {"EU", "", "write `[EU]` for Ehrlich units, `[ELU]` for ELISA units, else `[arb'U]`"},
    {"MU", "", "write `mU` for milliunits, `10^6.U` for millions of enzyme units"},
    {"MIU", "", "write `mIU` for milliunits, `10^6.IU` for millions"},
    {"gtt", "", "write `drop`, or `[drp]` for the twentieth of a millilitre"},
};

constexpr std::pair<std::string_view, std::string_view> kRewrites[] = {
    {"\u00B5", "u"},                            // micro sign
    {"\u03BC", "u"},                            // Greek mu
    {"\u00B0C", "Cel"},                         // degree sign
    {"\u00B0F", "[degF]"}, {"\u00BAC", "Cel"},  // masculine ordinal, typed for the degree sign
    {"\u00BAF", "[degF]"}, {"\u00B0", "deg"},
    {"\u2103", "Cel"},                       // degree Celsius as one character
    {"\u2109", "[degF]"},  {"\u00B7", "."},  // middle dot
    {"\u22C5", "."},                         // dot operator
    {"\u00D710", "10"},                      // ×10^9
    {"\u2126", "Ohm"},                       // ohm sign
    {"\u2030", "[ppth]"},                    // per mille
};

constexpr std::pair<std::string_view, char> kRaised[] = {
    {"\u2070", '0'}, {"\u00B9", '1'}, {"\u00B2", '2'}, {"\u00B3", '3'},
    {"\u2074", '4'}, {"\u2075", '5'}, {"\u2076", '6'}, {"\u2077", '7'},
    {"\u2078", '8'}, {"\u2079", '9'}, {"\u207B", '-'}, {"\u207A", '+'},
};

const EverydayUnit* FindSpelling(std::string_view spelling) {
  static const auto units = [] {
    std::unordered_map<std::string_view, const EverydayUnit*> by_spelling;
    for (const EverydayUnit& unit : kEverydayUnits) by_spelling.emplace(unit.spelling, &unit);
    return by_spelling;
  }();
  const auto found = units.find(spelling);
  return found == units.end() ? nullptr : found->second;
}

// `tail` behind `prefix`, where it is a spelling of the given use.
const EverydayUnit* FindPrefixed(std::string_view symbol, std::string_view prefix,
                                 EverydayUse use) {
  if (!symbol.starts_with(prefix)) return nullptr;
  const EverydayUnit* unit = FindSpelling(symbol.substr(prefix.size()));
  return unit != nullptr && unit->use == use ? unit : nullptr;
}

std::optional<std::size_t> StartsWithRaised(std::string_view text, char& plain) {
  for (const auto& [raised, character] : kRaised) {
    if (text.starts_with(raised)) {
      plain = character;
      return raised.size();
    }
  }
  return std::nullopt;
}

// Micro and degree signs, middle dots, raised digits (`m²` becomes `m^2`).
std::string ToAscii(std::string_view text) {
  std::string ascii;
  bool raised = false;
  while (!text.empty()) {
    char plain = '\0';
    if (const auto length = StartsWithRaised(text, plain)) {
      if (!raised) ascii += '^';
      ascii += plain;
      raised = true;
      text.remove_prefix(*length);
      continue;
    }
    raised = false;
    bool rewritten = false;
    for (const auto& [from, to] : kRewrites) {
      if (!text.starts_with(from)) continue;
      ascii += to;
      text.remove_prefix(from.size());
      rewritten = true;
      break;
    }
    if (rewritten) continue;
    ascii += text[0];
    text.remove_prefix(1);
  }
  return ascii;
}

// `mg per kg per day` becomes `mg/kg/day`, `per minute` becomes `/minute`.
std::string ReplacePer(std::string_view text) {
  constexpr std::string_view kPer = "per ";
  std::string replaced;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t word = i;
    while (word < text.size() && text[word] == ' ') ++word;
    if ((word > i || i == 0) && text.substr(word).starts_with(kPer)) {
      replaced += '/';
      i = text.find_first_not_of(' ', word + kPer.size());
      if (i == std::string_view::npos) break;
    } else {
      replaced += text[i++];
    }
  }
  return replaced;
}

// `1.73m2`, `1.73 m2`, `1.73m^2`, `1,73 m2`, `1.73 sq m` outside braces become `{1.73_m2}`.
std::string ReplaceIndexedBodySurface(std::string text) {
  constexpr std::size_t kNumberSize = 4;
  for (std::size_t at = 0; at + kNumberSize < text.size(); ++at) {
    const std::string_view number = std::string_view(text).substr(at, kNumberSize);
    if (number != "1.73" && number != "1,73") continue;
    const bool is_number_end = at > 0 && (text[at - 1] == '{' || IsDigit(text[at - 1]));
    if (is_number_end) continue;
    const std::string_view rest = std::string_view(text).substr(at + kNumberSize);
    const std::size_t blanks = rest[0] == ' ' || rest[0] == '_' ? 1 : 0;
    for (const std::string_view unit : {"m2", "m^2", "M2", "sqm", "sq m", "sq.m", "sq. m"}) {
      if (!rest.substr(blanks).starts_with(unit)) continue;
      const std::string_view behind = rest.substr(blanks + unit.size());
      if (!behind.empty() && behind[0] != '/' && behind[0] != ')' && behind[0] != '.') continue;
      text.replace(at, kNumberSize + blanks + unit.size(), "{1.73_m2}");
      break;
    }
  }
  return text;
}

// `mg/24h`, `mg/100 mL`: a number that is part of the unit becomes a factor, `mg/(24.h)`.
std::string MultiplyCounts(const std::string& text) {
  std::string multiplied;
  for (std::size_t i = 0; i < text.size(); ++i) {
    multiplied += text[i];
    if (text[i] != '/') continue;
    std::size_t digits = i + 1;
    while (digits < text.size() && IsDigit(text[digits])) ++digits;
    std::size_t unit = digits;
    while (unit < text.size() && text[unit] == ' ') ++unit;
    const bool is_counted =
        digits > i + 1 && unit < text.size() &&
        ((text[unit] >= 'a' && text[unit] <= 'z') || (text[unit] >= 'A' && text[unit] <= 'Z'));
    if (!is_counted) continue;
    const std::size_t end = std::min(text.find_first_of("/.)( {", unit), text.size());
    multiplied.append("(").append(text, i + 1, digits - i - 1).append(".");
    multiplied.append(text, unit, end - unit).append(")");
    i = end - 1;
  }
  return multiplied;
}

// Mega and more of what patients and samples hold is a slip of the shift key.
bool IsHuge(const UnitPrefix& prefix) {
  return prefix.code == "M" || prefix.code == "G" || prefix.code == "T" || prefix.code == "P" ||
         prefix.code == "E" || prefix.code == "Z" || prefix.code == "Y";
}

bool IsNeverHuge(std::string_view unit) {
  for (const std::string_view code :
       {"g", "l", "L", "m", "s", "mol", "eq", "osm", "cal", "U", "H", "kat"}) {
    if (unit == code) return true;
  }
  return false;
}

// Gauss, stere, tonne, mass unit: no prefixed form is clinical (`MG`, `ft`, `mt`, `pu`).
bool IsNeverPrefixed(std::string_view unit) {
  return unit == "G" || unit == "t" || unit == "st" || unit == "u";
}

}  // namespace

std::optional<EverydaySymbol> FindEverydaySymbol(std::string_view symbol) {
  const EverydayUnit* unit = FindSpelling(symbol);
  if (unit != nullptr) return EverydaySymbol{nullptr, unit};
  for (const UnitPrefix& prefix : UnitPrefixes()) {
    unit = FindPrefixed(symbol, prefix.code, kMetricSpelling);
    if (unit == nullptr && !IsHuge(prefix)) unit = FindPrefixed(symbol, prefix.name, kMetricWord);
    if (unit != nullptr) return EverydaySymbol{&prefix, unit};
  }
  return std::nullopt;
}

const EverydayUnit* FindCountedThing(std::string_view annotation) {
  const EverydayUnit* unit = FindSpelling(annotation);
  return unit != nullptr && unit->use == kOwnDimension ? unit : nullptr;
}

bool IsCountWord(std::string_view annotation) {
  const std::string lower = LowerCase(annotation);
  for (const std::string_view word : {"count", "counts", "number", "score"}) {
    if (lower == word) return true;
  }
  const EverydayUnit* unit = FindSpelling(lower);
  return unit != nullptr && unit->use == kPlainCount;
}

bool IsIndexedBodySurface(std::string_view annotation) {
  return annotation == "1.73_m2" || annotation == "1.73m2" || annotation == "1.73_m^2";
}

std::string NormalizeEverydayCode(std::string_view code) {
  while (!code.empty() && code.front() == ' ') code.remove_prefix(1);
  while (!code.empty() && code.back() == ' ') code.remove_suffix(1);
  std::string text = MultiplyCounts(ReplaceIndexedBodySurface(ReplacePer(ToAscii(code))));
  if (text.starts_with("x10^") || text.starts_with("x10*")) text.erase(0, 1);
  return text;
}

std::optional<RefusedReading> FindRefusedCode(std::string_view code) {
  for (const RefusedCode& refused : kRefusedCodes) {
    if (refused.code == code) {
      return RefusedReading{std::string(refused.reading), refused.instead, ""};
    }
  }
  return std::nullopt;
}

std::optional<RefusedReading> FindRefusedSymbol(std::string_view text,
                                                const std::optional<UnitSymbol>& symbol) {
  RefusedReading refused;
  if (symbol) refused.reading = SymbolName(*symbol);
  for (const RefusedUnit& unit : kRefusedSymbols) {
    if (unit.symbol != text) continue;
    refused.instead = unit.instead;
    refused.advice = unit.advice;
    return refused;
  }
  if (!symbol || symbol->prefix == nullptr) return std::nullopt;
  const bool is_refused = (IsHuge(*symbol->prefix) && IsNeverHuge(symbol->unit->code)) ||
                          IsNeverPrefixed(symbol->unit->code);
  return is_refused ? std::optional(refused) : std::nullopt;
}

const std::vector<std::string_view>& KnownSymbols() {
  static const std::vector<std::string_view> symbols = [] {
    std::vector<std::string_view> all(std::begin(kCommonSymbols), std::end(kCommonSymbols));
    for (const EverydayUnit& unit : kEverydayUnits) all.push_back(unit.spelling);
    for (const std::string_view code : UnitTable::Codes()) {
      if (code.find('[') != std::string_view::npos) all.push_back(code);
    }
    return all;
  }();
  return symbols;
}

}  // namespace mgl
