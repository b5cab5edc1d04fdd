#include "engine/unit/unit_in_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "engine/text/plain_text.h"
#include "engine/unit/unit_everyday.h"
#include "engine/unit/unit_expression.h"
#include "engine/unit/unit_parse.h"
#include "engine/unit/unit_table.h"

namespace mgl {
namespace {

constexpr std::size_t kMostReadings = 512;  // of one code, tried
constexpr std::size_t kMostMeanings = 4;    // of one code, told
constexpr std::size_t kMostOfASymbol = 24;

struct DataSpelling {
  std::string_view spelling;
  std::string_view codes;
};

constexpr DataSpelling kDataSpellings[] = {
#include "engine/unit/unit_in_data.def"
};

// Of counts: `K/uL`. Words in any case; a small `g` or `t` is a gram or a tonne.
constexpr std::pair<std::string_view, std::string_view> kMultiplierWords[] = {
    {"kilo", "10^3"},    {"mega", "10^6"},     {"th", "10^3"},        {"thou", "10^3"},
    {"thous", "10^3"},   {"thousand", "10^3"}, {"thousands", "10^3"}, {"tsd", "10^3"},
    {"mil", "10^6"},     {"mill", "10^6"},     {"mio", "10^6"},       {"mln", "10^6"},
    {"million", "10^6"}, {"millions", "10^6"}, {"giga", "10^9"},      {"bil", "10^9"},
    {"billion", "10^9"}, {"billions", "10^9"}, {"tera", "10^12"},     {"lakh", "10^5"},
    {"lakhs", "10^5"},   {"lac", "10^5"},      {"lacs", "10^5"}};
constexpr std::pair<std::string_view, std::string_view> kMultiplierLetters[] = {
    {"K", "10^3"}, {"k", "10^3"}, {"M", "10^6"}, {"m", "10^6"}, {"G", "10^9"}, {"T", "10^12"}};

// Behind a unit with a blank: what it is of. Without annotation: what nobody doubts.
constexpr std::pair<std::string_view, std::string_view> kQualifiers[] = {
    {"creat", "{creatinine}"},
    {"creatinine", "{creatinine}"},
    {"crea", "{creatinine}"},
    {"cre", "{creatinine}"},
    {"cr", "{creatinine}"},
    {"hb", "{hb}"},
    {"hgb", "{hb}"},
    {"hemoglobin", "{hb}"},
    {"haemoglobin", "{hb}"},
    {"feu", "{feu}"},
    {"ddu", "{ddu}"},
    {"h2o", ""},
    {"water", ""}};

using Spellings = std::unordered_map<std::string, std::vector<std::string>>;

/// Everything that is a symbol somewhere, by its small letters.
const Spellings& SymbolsByFold() {
  static const Spellings symbols = [] {
    Spellings made;
    const auto add_as = [&made](std::string_view spelling, std::string symbol) {
      std::vector<std::string>& same = made[LowerCase(spelling)];
      if (std::ranges::find(same, symbol) == same.end()) same.push_back(std::move(symbol));
    };
    const auto add = [&add_as](const std::string& symbol) { add_as(symbol, symbol); };
    const auto add_prefixed = [&add](std::string_view unit) {
      for (const std::string_view prefix :
           {"m", "u", "mc", "n", "p", "f", "c", "d", "k", "M", "G"}) {
        add(std::string(prefix).append(unit));
      }
    };
    for (const std::string_view known : KnownSymbols()) add(std::string(known));
    const UnitTable& table = UnitTable::For(UnitDialect::kEveryday);
    for (const std::string_view code : UnitTable::Codes()) {
      add(std::string(code));
      if (table.FindUnit(code)->metric) add_prefixed(code);
    }
    for (const std::string_view known : KnownSymbols()) {
      const auto everyday = FindEverydaySymbol(known);
      if (!everyday || everyday->prefix != nullptr) continue;
      if (everyday->unit->use == EverydayUse::kMetricSpelling) add_prefixed(known);
      if (everyday->unit->use != EverydayUse::kMetricWord) continue;
      for (const UnitPrefix& prefix : UnitPrefixes()) {
        add(std::string(prefix.name).append(known));
        add_as(std::string(prefix.code).append(known),  // `mmole`
               std::string(prefix.code).append(everyday->unit->ucum));
      }
    }
    return made;
  }();
  return symbols;
}

void AddWords(std::string_view codes, std::vector<std::string>& to) {
  while (!codes.empty()) {
    const std::size_t end = std::min(codes.find(' '), codes.size());
    const std::string_view code = codes.substr(0, end);
    const bool is_product = code.find_first_of("./") != std::string_view::npos;
    to.push_back(is_product ? "(" + std::string(code) + ")" : std::string(code));
    codes.remove_prefix(std::min(end + 1, codes.size()));
  }
}

/// Whether a piece is a microlitre, however it is spelt: `uL`, `mm3`, `cumm`, `MCL`.
bool IsMicrolitre(const UnitPiece& piece);

/// What a symbol may stand for.
std::vector<std::string> Meanings(std::string_view symbol, bool can_multiply) {
  std::vector<std::string> meanings = {std::string(symbol)};
  const std::string fold = LowerCase(symbol);
  // Only in capitals it may be a million.
  const bool may_be_million = (fold == "mu" || fold == "miu") && symbol[0] == 'M';
  const auto same = SymbolsByFold().find(fold);
  if (same != SymbolsByFold().end()) {
    meanings.insert(meanings.end(), same->second.begin(), same->second.end());
  }
  if (const auto refused = FindRefusedSymbol(symbol, std::nullopt);
      refused && !refused->instead.empty()) {
    meanings.emplace_back(refused->instead);
  }
  if (may_be_million) meanings.push_back("(10^6." + std::string(symbol.substr(1)) + ")");
  for (const DataSpelling& row : kDataSpellings) {
    if (row.spelling == fold) AddWords(row.codes, meanings);
  }
  for (const auto& [word, code] : kMultiplierWords) {
    if (can_multiply && word == fold) meanings.emplace_back(code);
  }
  for (const auto& [letter, code] : kMultiplierLetters) {
    if (can_multiply && letter == symbol) meanings.emplace_back(code);
  }
  // Of so many none is the one that is meant; a few of them would look as if.
  if (meanings.size() > kMostOfASymbol) meanings.clear();
  return meanings;
}

bool IsMicrolitre(const UnitPiece& piece) {
  static const Unit microlitre = *ReadUnit("uL", UnitDialect::kEveryday);
  if (piece.kind != UnitPieceKind::kSymbol) return false;
  for (std::string code : Meanings(piece.text, false)) {
    if (piece.exponent != 1) code += std::to_string(piece.exponent);
    const Result<Unit> unit = ReadUnit(code, UnitDialect::kEveryday);
    const bool is_same =
        unit && unit->dimension == microlitre.dimension && unit->factor == microlitre.factor;
    if (is_same) return true;
  }
  return false;
}

/// `x10E3/uL`, `10x3/uL`, `10(9)/L`, `10E+9/L`, `1E9/L`: a power of ten at the start becomes
/// `10^3`.
std::string WithPowerOfTen(std::string_view text) {
  std::string_view rest = text;
  if (!rest.empty() && (rest[0] == 'x' || rest[0] == 'X' || rest[0] == '*')) rest.remove_prefix(1);
  rest = Trimmed(rest);
  const bool is_one = rest.starts_with("1E") || rest.starts_with("1e");
  if (!is_one && !rest.starts_with("10")) return std::string(text);
  rest = Trimmed(rest.substr(is_one ? 1 : 2));
  const std::size_t signs = std::min(rest.find_first_not_of("EeXx*^("), rest.size());
  if (signs == 0) return std::string(text);
  rest.remove_prefix(signs);
  if (rest.starts_with('+')) rest.remove_prefix(1);
  std::size_t digits = 0;
  while (digits < rest.size() && IsDigit(rest[digits])) ++digits;
  if (digits == 0 || digits > 2) return std::string(text);
  const std::string power(rest.substr(0, digits));
  rest.remove_prefix(digits);
  if (rest.starts_with(')')) rest.remove_prefix(1);
  return "10^" + power + std::string(Trimmed(rest));
}

/// `mg/g creat`: a word behind it says what it is of.
std::string WithQualifier(std::string_view text) {
  const std::size_t blank = text.find_last_of(" /");
  if (blank == std::string_view::npos || blank == 0) return "";
  const std::string word = LowerCase(text.substr(blank + 1));
  for (const auto& [known, annotation] : kQualifiers) {
    if (word == known) {
      return std::string(Trimmed(text.substr(0, blank))).append(annotation);
    }
  }
  return "";
}

/// `deg. C`, `tablet(s)`, `sec.`; a zero typed for the O of water, `cm H20`.
std::string WithoutMarks(std::string_view code) {
  std::string text(Trimmed(code));
  for (const std::string_view mark : {"(s)", "(S)", ". "}) {
    const std::size_t at = text.find(mark);
    if (at != std::string::npos) text.replace(at, mark.size(), mark == ". " ? " " : "");
  }
  if (text.ends_with('.')) text.pop_back();
  if (text.ends_with("H20") || text.ends_with("h20")) text.back() = 'O';
  return text;
}

std::vector<std::string> Forms(std::string_view code) {
  const std::string text = WithoutMarks(code);
  const std::string plain = WithPowerOfTen(NormalizeEverydayCode(text));
  std::vector<std::string> forms = {plain};
  std::string joined = text;
  std::erase(joined, ' ');
  if (joined != text && !HasPartedDigits(text))
    forms.push_back(WithPowerOfTen(NormalizeEverydayCode(joined)));
  if (std::string qualified = WithQualifier(plain); !qualified.empty()) {
    if (HasPartedDigits(qualified)) return forms;
    std::erase(qualified, ' ');
    forms.push_back(std::move(qualified));
  }
  return forms;
}

/// All codes that a form may stand for, the form's own first.
std::vector<std::string> Readings(const std::string& form) {
  std::vector<std::string> readings;
  if (const auto refused = FindRefusedCode(form)) readings.emplace_back(refused->instead);
  const auto pieces = ReadUnitExpression(form, UnitGrammar::kEveryday);
  if (!pieces) return readings;
  std::vector<std::string> made = {""};
  for (std::size_t i = 0; i < pieces->size(); ++i) {
    const UnitPiece& piece = (*pieces)[i];
    std::vector<std::string> meanings = {std::string(piece.text)};
    if (piece.kind == UnitPieceKind::kAnnotation) meanings[0] = "{" + std::string(piece.text) + "}";
    if (piece.kind == UnitPieceKind::kSymbol) {
      const bool is_first = i == 0 && piece.exponent == 1;
      const bool divides_next =
          i + 1 < pieces->size() && (*pieces)[i + 1].kind == UnitPieceKind::kPer;
      meanings = Meanings(piece.text, is_first && divides_next);
      // Of a microlitre a T is a thousand to many, a G one of a litre.
      const bool may_be_thousand = is_first && divides_next && i + 2 < pieces->size() &&
                                   (piece.text == "T" || piece.text == "G") &&
                                   IsMicrolitre((*pieces)[i + 2]);
      if (may_be_thousand) meanings.emplace_back("10^3");
    }
    std::string behind;
    if (piece.exponent != 1) behind = std::to_string(piece.exponent);
    if (!piece.annotation.empty()) behind.append("{").append(piece.annotation).append("}");
    if (made.size() * meanings.size() > kMostReadings) return readings;
    std::vector<std::string> longer;
    for (const std::string& begun : made) {
      for (const std::string& meaning : meanings) {
        // A code that has an exponent takes no other: `cumm2` is nothing.
        const bool has_exponent = IsDigit(meaning.back()) && meaning != piece.text;
        if (has_exponent && piece.exponent != 1) continue;
        longer.push_back(begun + meaning + behind);
      }
    }
    made = std::move(longer);
  }
  readings.insert(readings.end(), made.begin(), made.end());
  return readings;
}

bool IsSame(const Unit& a, const Unit& b) {
  return a.dimension == b.dimension && a.factor == b.factor && a.offset == b.offset &&
         a.logarithmic == b.logarithmic && a.annotations == b.annotations;
}

}  // namespace

bool AreOneSpelling(std::string_view a, std::string_view b) {
  const auto take = [](std::string_view& text) {
    for (const std::string_view micro : {"\u00B5", "\u03BC"}) {
      if (!text.starts_with(micro)) continue;
      text.remove_prefix(micro.size());
      return 'u';
    }
    if (const std::size_t blank = AnyBlankLength(text)) {
      text.remove_prefix(blank);
      return ' ';
    }
    const char c = text[0];
    text.remove_prefix(1);
    return c;
  };
  while (!a.empty() && !b.empty()) {
    if (take(a) != take(b)) return false;
  }
  return a.empty() && b.empty();
}

bool HasPartedDigits(std::string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] != ' ' || !IsDigit(text[i - 1])) continue;
    const std::size_t next = text.find_first_not_of(' ', i);
    if (next != std::string_view::npos && IsDigit(text[next])) return true;
  }
  return false;
}

std::string WithRaisedPower(std::string_view code) {
  constexpr std::string_view kTimes = "\u00D7";
  std::string_view rest = Trimmed(code);
  if (rest.starts_with(kTimes)) rest.remove_prefix(kTimes.size());
  if (!rest.empty() && std::string_view("xX*").find(rest[0]) != std::string_view::npos) {
    rest.remove_prefix(1);
  }
  rest = Trimmed(rest);
  if (!rest.starts_with("10")) return "";
  rest = Trimmed(rest.substr(2));
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const std::string_view power = rest.substr(0, digits);
  const bool is_power = power.size() == 1 ? power != "0" : power.size() == 2 && power <= "12";
  if (!is_power || power[0] == '0') return "";
  const std::string_view unit = Trimmed(rest.substr(digits));
  const std::size_t word = std::min(unit.find_first_of(" /"), unit.size());
  const bool is_counted = word < unit.size() && IsCountWord(unit.substr(0, word));
  if (!unit.starts_with('/') && !unit.starts_with("per ") && !is_counted) return "";
  const std::string behind = NormalizeEverydayCode(unit);
  return fmt::format("10*{}{}{}", power, is_counted ? "." : "", behind);
}

std::vector<Unit> UnitsInData(std::string_view code,
                              const std::function<bool(const Unit&)>& is_possible) {
  std::vector<Unit> units;
  if (code.empty() || code.size() > kMaxUnitLength) return units;
  for (const std::string& form : Forms(code)) {
    for (const std::string& reading : Readings(form)) {
      Result<Unit> unit = ReadUnit(reading, UnitDialect::kEveryday);
      if (!unit || !is_possible(*unit)) continue;
      const bool is_known =
          std::ranges::any_of(units, [&](const Unit& known) { return IsSame(known, *unit); });
      if (!is_known && units.size() < kMostMeanings) units.push_back(std::move(*unit));
    }
    if (!units.empty()) break;
  }
  return units;
}

}  // namespace mgl
