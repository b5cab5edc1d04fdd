// The grammar of unit codes: which symbols, numbers and annotations stand in them, and on which
// side of the fraction. What the symbols mean is not known here.
#pragma once

#include <string_view>
#include <vector>

#include "engine/value/result.h"

namespace mgl {

inline constexpr int kMaxUnitLength = 256;   // characters
inline constexpr int kMaxUnitExponent = 64;  // magnitude
inline constexpr int kMaxUnitNesting = 32;   // parentheses
inline constexpr int kMaxUnitIntegerDigits = 18;

enum class UnitPieceKind { kOpen, kClose, kTimes, kPer, kSymbol, kNumber, kAnnotation };

/// One piece of a code, in the order of the text. The views point into the text that was read.
struct UnitPiece {
  UnitPieceKind kind = UnitPieceKind::kSymbol;
  std::string_view text = {};  // symbol without exponent, digits, or annotation without braces
  std::string_view annotation =
      {};            // what stands in braces behind a symbol or number, may be empty
  int exponent = 1;  // as written behind a symbol
  int sign = 1;      // -1: the piece divides
};

/// How strict the grammar is: kEveryday also reads `m^2`, and refuses the decimal point that UCUM
/// would take for a product.
enum class UnitGrammar { kUcum, kEveryday };

/// Splits a code. The message of the error is the reason alone (`nothing follows the last "/"`),
/// for use behind "… is not a unit code:".
Result<std::vector<UnitPiece>> ReadUnitExpression(std::string_view text, UnitGrammar grammar);

/// `text` for a message: shortened, and bytes that are not printable ASCII or UTF-8 made visible.
std::string QuoteUnitText(std::string_view text);

}  // namespace mgl
