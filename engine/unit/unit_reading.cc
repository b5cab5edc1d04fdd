// Units and dimensions in words.
#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/unit/unit.h"
#include "engine/unit/unit_everyday.h"
#include "engine/unit/unit_expression.h"
#include "engine/unit/unit_table.h"

namespace mgl {
namespace {

// `8 hours`: names of durations take an s, which is all that numbers stand before in practice.
bool IsDurationName(std::string_view name) {
  for (const std::string_view known :
       {"second", "minute", "hour", "day", "week", "month", "year"}) {
    if (name == known) return true;
  }
  return false;
}

std::string WithPower(const std::string& name, int power) {
  switch (power) {
    case 1:
      return name;
    case 2:
      return fmt::format("square {}", name);
    case 3:
      return fmt::format("cubic {}", name);
    default:
      return fmt::format("{} to the power of {}", name, power);
  }
}

std::string AnnotationWords(std::string_view annotation) {
  if (IsIndexedBodySurface(annotation)) return "1.73 square metres";
  std::string words(annotation);
  for (char& c : words) {
    if (c == '_') c = ' ';
  }
  return words;
}

/// One factor in words, and whether it divides.
struct Phrase {
  std::string words;
  bool divides = false;
};

Phrase SymbolPhrase(const UnitPiece& piece) {
  const auto symbol = UnitTable::For(UnitDialect::kUcum).FindSymbol(piece.text);
  const std::string name = symbol ? SymbolName(*symbol) : std::string(piece.text);
  Phrase phrase;
  if (piece.text == "10*") {
    phrase.words = piece.exponent == 1 ? "10" : fmt::format("10^{}", piece.exponent);
    phrase.divides = piece.sign < 0;
  } else if (piece.exponent != 0) {
    phrase.words = WithPower(name, std::abs(piece.exponent));
    phrase.divides = piece.exponent * piece.sign < 0;
  }
  if (!piece.annotation.empty()) {
    phrase.words += fmt::format(" ({})", AnnotationWords(piece.annotation));
  }
  return phrase;
}

Phrase PiecePhrase(const UnitPiece& piece) {
  if (piece.kind == UnitPieceKind::kSymbol) return SymbolPhrase(piece);
  if (piece.kind == UnitPieceKind::kAnnotation) {
    return {AnnotationWords(piece.text), piece.sign < 0};
  }
  const bool is_one = piece.text == "1";
  if (is_one) return {AnnotationWords(piece.annotation), piece.sign < 0};
  std::string words(piece.text);
  if (!piece.annotation.empty()) words.append(" ").append(AnnotationWords(piece.annotation));
  return {words, piece.sign < 0};
}

bool IsComponent(const UnitPiece& piece) {
  return piece.kind == UnitPieceKind::kSymbol || piece.kind == UnitPieceKind::kNumber ||
         piece.kind == UnitPieceKind::kAnnotation;
}

// `8.h` is read in one breath: `8 hours`, also below the fraction line.
bool ContinuesNumber(const std::vector<UnitPiece>& pieces, std::size_t index) {
  if (index < 2 || pieces[index - 1].kind != UnitPieceKind::kTimes) return false;
  const UnitPiece& number = pieces[index - 2];
  return number.kind == UnitPieceKind::kNumber && number.text != "1" && number.annotation.empty() &&
         number.sign == pieces[index].sign;
}

constexpr std::size_t Index(BaseDimension base) { return static_cast<std::size_t>(base); }

struct NamedDimension {
  std::string_view name;
  std::array<int, kBaseDimensions> exponent;  // in the order of BaseDimension
};

// Length, mass, time, angle, temperature, charge, luminosity, amount, equivalents.
constexpr NamedDimension kNamedDimensions[] = {
    {"plain number", {}},
    {"speed, or volume rate per area", {1, 0, -1}},
    {"acceleration", {1, 0, -2}},
    {"number concentration", {-3}},
    {"frequency", {0, 0, -1}},
    {"duration", {0, 0, 1}},
    {"mass concentration", {-3, 1}},
    {"mass rate", {0, 1, -1}},
    {"volume rate", {3, 0, -1}},
    {"force", {1, 1, -2}},
    {"pressure", {-1, 1, -2}},
    {"energy", {2, 1, -2}},
    {"power", {2, 1, -3}},
    {"energy per mass", {2, 0, -2}},
    {"flow resistance", {-4, 1, -1}},
    {"electric current", {0, 0, -1, 0, 0, 1}},
    {"electric potential", {2, 1, -2, 0, 0, -1}},
    {"electric resistance", {2, 1, -1, 0, 0, -2}},
    {"electric conductance", {-2, -1, 1, 0, 0, 2}},
    {"amount concentration", {-3, 0, 0, 0, 0, 0, 0, 1}},
    {"amount rate", {0, 0, -1, 0, 0, 0, 0, 1}},
    {"charge (equivalents) concentration", {-3, 0, 0, 0, 0, 0, 0, 0, 1}},
    {"charge (equivalents) rate", {0, 0, -1, 0, 0, 0, 0, 0, 1}},
};

constexpr std::string_view kBaseNames[kBaseDimensions] = {"length",
                                                          "mass",
                                                          "time",
                                                          "plane angle",
                                                          "temperature",
                                                          "electric charge",
                                                          "luminous intensity",
                                                          "amount",
                                                          "charge (equivalents)"};

std::string FactorName(std::string_view name, int power) {
  if (name == "length" && power == 2) return "area";
  if (name == "length" && power == 3) return "volume";
  return power == 1 ? std::string(name) : fmt::format("{}^{}", name, power);
}

std::string ArbitraryName(const std::string& code) {
  if (code == kAmountFraction) return "amount fraction";
  if (code.starts_with('{')) return AnnotationWords(code.substr(1, code.size() - 2));
  const TableUnit* unit = UnitTable::For(UnitDialect::kUcum).FindUnit(code);
  return unit == nullptr ? code : std::string(unit->name);
}

}  // namespace

std::string UnitReading(const Unit& unit) {
  const auto pieces = ReadUnitExpression(unit.ucum, UnitGrammar::kUcum);
  if (!pieces) return unit.code;
  std::string reading;
  for (std::size_t i = 0; i < pieces->size(); ++i) {
    const UnitPiece& piece = (*pieces)[i];
    if (!IsComponent(piece)) continue;
    Phrase phrase = PiecePhrase(piece);
    if (phrase.words.empty()) continue;
    if (!reading.empty()) reading += ' ';
    if (ContinuesNumber(*pieces, i)) {
      if (IsDurationName(phrase.words)) phrase.words += 's';
    } else if (phrase.divides) {
      reading += "per ";
    }
    reading += phrase.words;
  }
  return reading.empty() ? "plain number" : reading;
}

std::string DimensionReading(const Dimension& dimension) {
  if (dimension.arbitrary.empty()) {
    for (const NamedDimension& named : kNamedDimensions) {
      if (named.exponent == dimension.exponent) return std::string(named.name);
    }
  }
  std::string above;
  std::string below;
  const auto add = [&](std::string_view name, int exponent) {
    if (exponent > 0) {
      above += fmt::format("{}{}", above.empty() ? "" : " × ", FactorName(name, exponent));
    } else if (exponent < 0) {
      below += fmt::format("{}per {}", below.empty() ? "" : " ", FactorName(name, -exponent));
    }
  };
  for (const auto& [code, exponent] : dimension.arbitrary) add(ArbitraryName(code), exponent);
  // Amounts are named before the volumes and times that they are spread over.
  for (const BaseDimension base :
       {BaseDimension::kAmount, BaseDimension::kEquivalents, BaseDimension::kMass,
        BaseDimension::kLength, BaseDimension::kPlaneAngle, BaseDimension::kTemperature,
        BaseDimension::kCharge, BaseDimension::kLuminosity, BaseDimension::kTime}) {
    add(kBaseNames[Index(base)], dimension.exponent[Index(base)]);
  }
  if (above.empty()) return below;
  return below.empty() ? above : fmt::format("{} {}", above, below);
}

}  // namespace mgl
