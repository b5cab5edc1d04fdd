// "Did you mean": replaces each symbol of a code that is not understood by the known one most like
// it.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/edit_distance.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit_everyday.h"
#include "engine/unit/unit_expression.h"
#include "engine/unit/unit_in_data.h"
#include "engine/unit/unit_parse.h"

namespace mgl {
namespace {

// One slip in a short symbol, two in a long one; none in one or two letters, which are like too
// many.
std::size_t AllowedDistance(std::string_view symbol) {
  return symbol.size() < 3 ? 0 : symbol.size() < 6 ? 1 : 2;
}

char FirstLetter(std::string_view symbol) {
  return LowerCase(symbol[symbol.size() > 1 && symbol[0] == '[' ? 1 : 0]);
}

// Another first letter may be another magnitude (`nmoll` is not `mmol`), another letter of three
// too (`ppb`).
bool MayBeMeant(std::string_view candidate, std::string_view symbol) {
  return FirstLetter(candidate) == FirstLetter(symbol) &&
         (symbol.size() > 3 || candidate.size() != symbol.size());
}

// What differs in case only, or what a refused reading stands for; or empty.
std::string_view SameSymbol(std::string_view symbol) {
  const auto refused = FindRefusedSymbol(symbol, std::nullopt);
  if (refused) return refused->instead;
  const std::string lower = LowerCase(symbol);
  for (const std::string_view candidate : KnownSymbols()) {
    if (LowerCase(candidate) == lower) return candidate;
  }
  return {};
}

std::string_view SimilarSymbol(std::string_view symbol) {
  if (symbol.empty()) return {};
  const std::string lower = LowerCase(symbol);
  std::string_view nearest;
  std::size_t least = AllowedDistance(symbol) + 1;
  for (const std::string_view candidate : KnownSymbols()) {
    if (candidate.size() + least <= symbol.size() || symbol.size() + least <= candidate.size()) {
      continue;
    }
    if (!MayBeMeant(candidate, symbol)) continue;
    const std::size_t distance = EditDistance(lower, LowerCase(candidate), least);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

// One symbol of a code may be misspelt: where two are, something else is meant.
std::string ReplaceSymbols(const std::vector<UnitPiece>& pieces) {
  std::string code;
  int misspelt = 0;
  for (const UnitPiece& piece : pieces) {
    if (piece.kind == UnitPieceKind::kAnnotation) {
      code.append("{").append(piece.text).append("}");
      continue;
    }
    std::string_view symbol = piece.text;
    if (piece.kind == UnitPieceKind::kSymbol && !ReadUnit(symbol, UnitDialect::kEveryday)) {
      symbol = SameSymbol(piece.text);
      if (symbol.empty()) {
        symbol = SimilarSymbol(piece.text);
        if (++misspelt > 1 || symbol.empty()) return "";
      }
    }
    code += symbol;
    if (piece.exponent != 1) code += std::to_string(piece.exponent);
    if (!piece.annotation.empty()) code.append("{").append(piece.annotation).append("}");
  }
  return code;
}

bool IsUnit(std::string_view code) {
  return static_cast<bool>(ReadUnit(code, UnitDialect::kEveryday));
}

// `mgdL` is `mg/dL` without its slash.
std::string WithSlashBeforeVolume(const std::string& code) {
  for (const std::string_view volume : {"dL", "mL", "uL", "L"}) {
    if (!code.ends_with(volume) || code.find('/') != std::string::npos) continue;
    std::string divided = code.substr(0, code.size() - volume.size()) + "/" + std::string(volume);
    if (IsUnit(divided) && divided.size() > volume.size() + 1) return divided;
  }
  return "";
}

}  // namespace

std::string NearestUnit(std::string_view code) {
  if (code.size() > kMaxUnitLength) return "";
  if (IsUnit(code)) return std::string(code);
  if (std::string raised = WithRaisedPower(code); IsUnit(raised)) return raised;
  // `5 10 9/L`: what stands behind the number.
  const std::size_t number = std::min(code.find_first_not_of("0123456789.,"), code.size());
  if (number > 0 && number < code.size() && code[number] == ' ') {
    const std::string_view behind = Trimmed(code.substr(number));
    if (std::string raised = WithRaisedPower(behind); IsUnit(raised)) return raised;
  }
  if (HasPartedDigits(code)) return "";
  std::string normalized = NormalizeEverydayCode(code);
  if (const auto refused = FindRefusedCode(normalized)) return std::string(refused->instead);
  std::erase(normalized, ' ');
  if (IsUnit(normalized)) return normalized;
  // What data would mean, where that is one thing.
  const std::vector<Unit> in_data = UnitsInData(code, [](const Unit&) { return true; });
  if (in_data.size() == 1) return in_data[0].code;
  const auto is_power = [](const Unit& unit) { return unit.ucum.starts_with("10*"); };
  if (std::ranges::any_of(in_data, is_power)) return "";  // `kilo/uL`: kilograms or thousands
  if (std::string divided = WithSlashBeforeVolume(normalized); !divided.empty()) return divided;
  const auto pieces = ReadUnitExpression(normalized, UnitGrammar::kEveryday);
  if (!pieces) return std::string(SimilarSymbol(normalized));
  const std::string replaced = ReplaceSymbols(*pieces);
  return IsUnit(replaced) ? replaced : "";
}

}  // namespace mgl
