// Resolves the units of unit_table.def, each once a dialect and when it is first asked for: a
// definition is a product of units above it, and a guideline uses few of them.
#include "engine/unit/unit_table.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

#include "engine/unit/unit_expression.h"

namespace mgl {
namespace {

enum class UnitForm { kBase, kNumberOfEntities, kProduct, kArbitrary, kAffine, kSpecial };

/// A line of unit_table.def. The three texts are value and definition, or shift, numerator and
/// denominator.
struct UnitRow {
  UnitForm form;
  std::string_view code;
  std::string_view name;
  bool metric;
  BaseDimension base = BaseDimension::kLength;
  std::string_view first = {};
  std::string_view second = {};
  std::string_view third = {};
};

using enum BaseDimension;
constexpr UnitRow kUnitRows[] = {
#define BASE(code, name, base) {UnitForm::kBase, code, name, true, base},
#define NUMBER_OF_ENTITIES(code, name, base, value) \
  {UnitForm::kNumberOfEntities, code, name, true, base, value, "1"},
#define METRIC(code, name, value, of) {UnitForm::kProduct, code, name, true, kLength, value, of},
#define PLAIN(code, name, value, of) {UnitForm::kProduct, code, name, false, kLength, value, of},
#define METRIC_ARBITRARY(code, name) {UnitForm::kArbitrary, code, name, true},
#define ARBITRARY(code, name) {UnitForm::kArbitrary, code, name, false},
#define AFFINE(code, name, metric, shift, numerator, denominator) \
  {UnitForm::kAffine, code, name, metric, kTemperature, shift, numerator, denominator},
#define SPECIAL(code, name, metric) {UnitForm::kSpecial, code, name, metric},
#include "engine/unit/unit_table.def"
#undef BASE
#undef NUMBER_OF_ENTITIES
#undef METRIC
#undef PLAIN
#undef METRIC_ARBITRARY
#undef ARBITRARY
#undef AFFINE
#undef SPECIAL
};

// A definition that does not resolve is a mistake in the table, which every test would show.
void Require(bool condition) {
  if (!condition) std::abort();
}

Rational Decimal(std::string_view text) {
  const std::optional<Rational> value = ParseDecimal(text);
  Require(value.has_value());
  return *value;
}

// base^exponent for exponent >= 0.
Rational Power(const Rational& base, std::uint32_t exponent) {
  Rational power;
  mpz_pow_ui(power.get_num_mpz_t(), base.get_num_mpz_t(), exponent);
  mpz_pow_ui(power.get_den_mpz_t(), base.get_den_mpz_t(), exponent);
  return power;
}

const std::unordered_map<std::string_view, std::size_t>& IndexByCode() {
  static const auto indexes = [] {
    std::unordered_map<std::string_view, std::size_t> by_code;
    for (const UnitRow& row : kUnitRows) Require(by_code.emplace(row.code, by_code.size()).second);
    return by_code;
  }();
  return indexes;
}

std::size_t Bits(const mpz_class& number) { return mpz_sizeinbase(number.get_mpz_t(), 2); }

}  // namespace

bool MultiplyUnit(Unit& unit, const Dimension& dimension, const Rational& factor, int exponent) {
  const auto magnitude = static_cast<std::uint32_t>(std::abs(exponent));
  const std::size_t bits = Bits(factor.get_num()) + Bits(factor.get_den());
  if (factor != 1 && bits * magnitude > 2 * kMaxUnitFactorBits) return false;
  const Rational power = Power(factor, magnitude);
  Rational product = exponent < 0 ? Rational(unit.factor / power) : Rational(unit.factor * power);
  if (Bits(product.get_num()) > kMaxUnitFactorBits ||
      Bits(product.get_den()) > kMaxUnitFactorBits) {
    return false;
  }
  unit.factor = std::move(product);
  for (std::size_t i = 0; i < kBaseDimensions; ++i) {
    unit.dimension.exponent[i] += dimension.exponent[i] * exponent;
  }
  for (const auto& [code, code_exponent] : dimension.arbitrary) {
    int& sum = unit.dimension.arbitrary[code];
    sum += code_exponent * exponent;
    if (sum == 0) unit.dimension.arbitrary.erase(code);
  }
  return true;
}

std::span<const UnitPrefix> UnitPrefixes() {
  static const std::vector<UnitPrefix> prefixes = {
      {"Y", "yotta", PowerOfTen(24)},  {"Z", "zetta", PowerOfTen(21)},
      {"E", "exa", PowerOfTen(18)},    {"P", "peta", PowerOfTen(15)},
      {"T", "tera", PowerOfTen(12)},   {"G", "giga", PowerOfTen(9)},
      {"M", "mega", PowerOfTen(6)},    {"k", "kilo", PowerOfTen(3)},
      {"h", "hecto", PowerOfTen(2)},   {"da", "deca", PowerOfTen(1)},
      {"d", "deci", PowerOfTen(-1)},   {"c", "centi", PowerOfTen(-2)},
      {"m", "milli", PowerOfTen(-3)},  {"u", "micro", PowerOfTen(-6)},
      {"n", "nano", PowerOfTen(-9)},   {"p", "pico", PowerOfTen(-12)},
      {"f", "femto", PowerOfTen(-15)}, {"a", "atto", PowerOfTen(-18)},
      {"z", "zepto", PowerOfTen(-21)}, {"y", "yocto", PowerOfTen(-24)},
      {"Ki", "kibi", Power(2, 10)},    {"Mi", "mebi", Power(2, 20)},
      {"Gi", "gibi", Power(2, 30)},    {"Ti", "tebi", Power(2, 40)},
  };
  return prefixes;
}

std::string SymbolName(const UnitSymbol& symbol) {
  std::string name;
  if (symbol.prefix != nullptr) name += symbol.prefix->name;
  if (symbol.prefix != nullptr && symbol.unit->name.ends_with(" unit")) name += '-';
  return name.append(symbol.unit->name);
}

std::vector<std::string_view> UnitTable::Codes() {
  std::vector<std::string_view> codes;
  for (const UnitRow& row : kUnitRows) codes.push_back(row.code);
  return codes;
}

UnitTable::UnitTable(UnitDialect dialect) : dialect_(dialect), slots_(std::size(kUnitRows)) {}

TableUnit UnitTable::Resolve(std::size_t index) const {
  const UnitRow& row = kUnitRows[index];
  TableUnit unit;
  unit.code = row.code;
  unit.name = row.name;
  unit.metric = row.metric;
  const bool is_base = row.form == UnitForm::kBase || (row.form == UnitForm::kNumberOfEntities &&
                                                       dialect_ == UnitDialect::kEveryday);
  if (is_base) {
    unit.dimension = Dimension::Of(row.base);
  } else if (row.form == UnitForm::kProduct || row.form == UnitForm::kNumberOfEntities) {
    Unit product = Evaluate(row.first, row.second);
    unit.dimension = std::move(product.dimension);
    unit.factor = std::move(product.factor);
  } else if (row.form == UnitForm::kAffine) {
    unit.kind = UnitKind::kAffine;
    unit.dimension = Dimension::Of(BaseDimension::kTemperature);
    unit.factor = Decimal(row.second) / Decimal(row.third);
    unit.offset = Decimal(row.first) * unit.factor;
  } else {
    unit.kind = row.form == UnitForm::kSpecial ? UnitKind::kSpecial : UnitKind::kArbitrary;
    unit.dimension.arbitrary.emplace(row.code, 1);
  }
  return unit;
}

Unit UnitTable::Evaluate(std::string_view value, std::string_view definition) const {
  const auto pieces = ReadUnitExpression(definition, UnitGrammar::kUcum);
  Require(static_cast<bool>(pieces));
  Unit product;
  product.factor = Decimal(value);
  for (const UnitPiece& piece : *pieces) {
    if (piece.kind == UnitPieceKind::kNumber) {
      Require(MultiplyUnit(product, {}, Decimal(piece.text), piece.sign));
    } else if (piece.kind == UnitPieceKind::kSymbol) {
      const std::optional<UnitSymbol> symbol = FindSymbol(piece.text);
      Require(symbol.has_value());
      const int exponent = piece.exponent * piece.sign;
      Require(MultiplyUnit(product, symbol->unit->dimension, symbol->unit->factor, exponent));
      if (symbol->prefix) Require(MultiplyUnit(product, {}, symbol->prefix->factor, exponent));
    }
  }
  return product;
}

const UnitTable& UnitTable::For(UnitDialect dialect) {
  static const UnitTable ucum(UnitDialect::kUcum);
  static const UnitTable everyday(UnitDialect::kEveryday);
  return dialect == UnitDialect::kUcum ? ucum : everyday;
}

const TableUnit* UnitTable::FindUnit(std::string_view code) const {
  const auto& indexes = IndexByCode();
  const auto found = indexes.find(code);
  if (found == indexes.end()) return nullptr;
  Slot& slot = slots_[found->second];
  std::call_once(slot.once, [&] { slot.unit = Resolve(found->second); });
  return &*slot.unit;
}

std::optional<UnitSymbol> UnitTable::FindSymbol(std::string_view symbol) const {
  if (const TableUnit* unit = FindUnit(symbol)) return UnitSymbol{nullptr, unit};
  for (const UnitPrefix& prefix : UnitPrefixes()) {
    if (!symbol.starts_with(prefix.code)) continue;
    const TableUnit* unit = FindUnit(symbol.substr(prefix.code.size()));
    if (unit != nullptr && unit->metric) return UnitSymbol{&prefix, unit};
  }
  return std::nullopt;
}

}  // namespace mgl
