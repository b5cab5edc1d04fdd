// From a code to a Unit: resolves the symbols of both dialects and multiplies them up.
#include "engine/unit/unit_parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/text/plain_text.h"
#include "engine/unit/unit_everyday.h"
#include "engine/unit/unit_expression.h"
#include "engine/unit/unit_in_data.h"
#include "engine/unit/unit_table.h"

namespace mgl {
namespace {

/// What one symbol, number or annotation stands for.
struct Component {
  std::string ucum;
  UnitKind kind = UnitKind::kProportional;
  bool is_compound = false;  // `bpm`: its UCUM code is an expression
  bool is_count = false;     // `cells`: its UCUM code is an annotation
  Dimension dimension;
  Rational factor = 1;
  Rational offset = 0;
};

Component FromTable(std::string_view code, const UnitSymbol& symbol) {
  Component component;
  component.ucum = code == "10^" ? "10*" : code;
  component.kind = symbol.unit->kind;
  component.dimension = symbol.unit->dimension;
  component.factor = symbol.unit->factor;
  component.offset = symbol.unit->offset;
  if (symbol.prefix != nullptr) component.factor *= symbol.prefix->factor;
  return component;
}

Component FromCount(const EverydayUnit& unit) {
  Component component;
  component.ucum = unit.ucum;
  component.is_count = true;
  if (unit.use == EverydayUse::kOwnDimension) {
    component.dimension.arbitrary.emplace(unit.ucum, 1);
  }
  return component;
}

Error Refusal(const RefusedReading& refused, std::string_view text) {
  const std::string help = refused.advice.empty() ? "" : std::string(refused.advice);
  if (refused.reading.empty() && !refused.instead.empty()) {
    return Error{fmt::format("there is no unit `{}`", QuoteUnitText(text)), help};
  }
  if (refused.reading.empty()) {
    return Error{fmt::format("`{}` has no single meaning", QuoteUnitText(text)), help};
  }
  return Error{fmt::format("`{}` would be {}", QuoteUnitText(text), refused.reading), help};
}

class UnitReader {
 public:
  explicit UnitReader(UnitDialect dialect) : dialect_(dialect), table_(UnitTable::For(dialect)) {}

  // The message of the error is the reason alone.
  Result<Unit> Read(std::string_view code) {
    if (code.size() <= kMaxUnitLength && IsEveryday()) {
      const std::string normalized = NormalizeEverydayCode(code);
      if (const auto refused = FindRefusedCode(normalized)) {
        Error error = Refusal(*refused, code);
        error.help = fmt::format("write `{}`", refused->instead);
        return error;
      }
      return ReadNormalized(normalized);
    }
    return ReadNormalized(code);
  }

 private:
  bool IsEveryday() const { return dialect_ == UnitDialect::kEveryday; }

  Result<Unit> ReadNormalized(std::string_view text) {
    const auto pieces =
        ReadUnitExpression(text, IsEveryday() ? UnitGrammar::kEveryday : UnitGrammar::kUcum);
    if (!pieces) return pieces.error();
    const auto components =
        std::count_if(pieces->begin(), pieces->end(), [](const UnitPiece& piece) {
          return piece.kind == UnitPieceKind::kSymbol || piece.kind == UnitPieceKind::kNumber ||
                 piece.kind == UnitPieceKind::kAnnotation;
        });
    Unit unit;
    bool has_amount = false;
    for (const UnitPiece& piece : *pieces) {
      const Dimension before = unit.dimension;
      if (auto error = AddPiece(piece, components == 1, unit)) return *error;
      has_amount |= HasAmount(unit.dimension) && !HasAmount(before);
    }
    if (IsEveryday() && has_amount && unit.dimension.IsPlainNumber()) {
      unit.dimension.arbitrary.emplace(kAmountFraction, 1);
    }
    std::ranges::sort(unit.annotations);
    unit.annotations.erase(std::unique(unit.annotations.begin(), unit.annotations.end()),
                           unit.annotations.end());
    return unit;
  }

  std::optional<Error> AddPiece(const UnitPiece& piece, bool is_alone, Unit& unit) const {
    if (IsEveryday() && IsIndexedBodySurface(piece.annotation)) {
      return Error{fmt::format("`{{{}}}` is a divisor here, no remark", piece.annotation),
                   fmt::format("write `{}/{{1.73_m2}}`", piece.text)};
    }
    switch (piece.kind) {
      case UnitPieceKind::kSymbol:
        return AddSymbol(piece, is_alone, unit);
      case UnitPieceKind::kNumber: {
        unit.ucum += piece.text;
        AddAnnotation(piece, unit);
        Component number;
        number.factor = ParseDecimal(piece.text).value_or(1);
        return Multiply(unit, number, piece.sign);
      }
      case UnitPieceKind::kAnnotation:
        return AddLoneAnnotation(piece, unit);
      case UnitPieceKind::kOpen:
      case UnitPieceKind::kClose:
      case UnitPieceKind::kTimes:
      case UnitPieceKind::kPer:
        unit.ucum += piece.text;
        return std::nullopt;
    }
    return std::nullopt;
  }

  static bool HasAmount(const Dimension& dimension) {
    const auto has = [&](BaseDimension base) { return dimension.ExponentOf(base) != 0; };
    return has(BaseDimension::kAmount) || has(BaseDimension::kEquivalents);
  }

  void AddAnnotation(const UnitPiece& piece, Unit& unit) const {
    if (piece.annotation.empty()) return;
    unit.ucum += fmt::format("{{{}}}", piece.annotation);
    Name(piece.annotation, unit);
  }

  /// What the unit is of, where the annotation says it.
  void Name(std::string_view annotation, Unit& unit) const {
    if (!IsEveryday() || annotation.empty() || IsCountWord(annotation)) return;
    unit.annotations.push_back(LowerCase(annotation));
  }

  static std::optional<Error> Multiply(Unit& unit, const Component& component, int exponent) {
    if (MultiplyUnit(unit, component.dimension, component.factor, exponent)) return std::nullopt;
    return Error{"its factor is beyond all measure", "use smaller exponents and fewer factors"};
  }

  // An annotation says nothing in UCUM. In everyday codes `{tablet}` is a tablet, and an index of
  // 1.73 m2 is that area: a clearance is not an indexed clearance.
  std::optional<Error> AddLoneAnnotation(const UnitPiece& piece, Unit& unit) const {
    Component component;
    if (IsEveryday()) {
      if (IsIndexedBodySurface(piece.text)) {
        component.factor = Rational(173, 100);
        component.dimension.exponent[static_cast<std::size_t>(BaseDimension::kLength)] = 2;
      } else if (const EverydayUnit* thing = FindCountedThing(piece.text)) {
        component = FromCount(*thing);
      } else {
        Name(piece.text, unit);
      }
    }
    unit.ucum += fmt::format("{{{}}}", piece.text);
    return Multiply(unit, component, piece.sign);
  }

  std::optional<Error> AddSymbol(const UnitPiece& piece, bool is_alone, Unit& unit) const {
    const Result<Component> component =
        IsEveryday() ? ResolveEveryday(piece.text) : ResolveStrict(piece.text);
    if (!component) return component.error();
    const int exponent = piece.exponent * piece.sign;
    if (component->kind == UnitKind::kAffine || component->kind == UnitKind::kSpecial) {
      if (!is_alone || exponent != 1) return NoProduct(*component);
      unit.offset = component->offset;
      unit.logarithmic = component->kind == UnitKind::kSpecial;
    }
    const bool is_expression = component->is_compound || component->is_count;
    if (is_expression && piece.exponent != 1) {
      return Error{fmt::format("`{}` takes no exponent", piece.text), ""};
    }
    const bool is_enclosed = component->is_compound && !unit.ucum.empty();  // else it reads alike
    unit.ucum += is_enclosed ? fmt::format("({})", component->ucum) : component->ucum;
    if (piece.exponent != 1) unit.ucum += std::to_string(piece.exponent);
    if (!is_expression) AddAnnotation(piece, unit);
    return Multiply(unit, *component, exponent);
  }

  static Error NoProduct(const Component& component) {
    if (component.kind == UnitKind::kAffine) {
      return Error{
          fmt::format("`{}` counts from a zero point and takes part in no product", component.ucum),
          "write a difference of temperature in `K` or `[degR]`"};
    }
    return Error{
        fmt::format("`{}` is no proportional scale and takes part in no product", component.ucum),
        "use it alone"};
  }

  static Error Unknown(std::string_view text) {
    return Error{fmt::format("there is no unit `{}`", QuoteUnitText(text)), ""};
  }

  Result<Component> ResolveStrict(std::string_view text) const {
    const auto symbol = table_.FindSymbol(text);
    if (!symbol) return Unknown(text);
    return FromTable(text, *symbol);
  }

  // Spellings come first, but only `pH` has another reading in UCUM (picohenry).
  Result<Component> ResolveEveryday(std::string_view text) const {
    const auto strict = table_.FindSymbol(text);
    if (const auto refused = FindRefusedSymbol(text, strict)) return Refusal(*refused, text);
    const auto everyday = FindEverydaySymbol(text);
    if (everyday && everyday->prefix == nullptr) return FromEveryday(*everyday);
    if (strict) return FromTable(text, *strict);
    if (everyday) {
      const UnitSymbol symbol{everyday->prefix, table_.FindUnit(everyday->unit->ucum)};
      if (everyday->unit->use == EverydayUse::kMetricSpelling) {
        if (const auto refused = FindRefusedSymbol(text, symbol)) return Refusal(*refused, text);
      }
      return FromEveryday(*everyday);
    }
    if (text.starts_with("mc")) return ResolveMicro(text);
    return Unknown(text);
  }

  // `mcmol`, `mcL`, `mcIU`: mc for micro.
  Result<Component> ResolveMicro(std::string_view text) const {
    const std::string micro = fmt::format("u{}", text.substr(2));
    const auto strict = table_.FindSymbol(micro);
    if (strict && strict->prefix != nullptr && strict->prefix->code == "u" &&
        !FindRefusedSymbol(micro, strict)) {
      return FromTable(micro, *strict);
    }
    const auto everyday = FindEverydaySymbol(micro);
    if (everyday && everyday->prefix != nullptr && everyday->prefix->code == "u") {
      return FromEveryday(*everyday);
    }
    return Unknown(text);
  }

  Result<Component> FromEveryday(const EverydaySymbol& symbol) const {
    const EverydayUse use = symbol.unit->use;
    if (use == EverydayUse::kPlainCount || use == EverydayUse::kOwnDimension) {
      return FromCount(*symbol.unit);
    }
    std::string code(symbol.unit->ucum);
    if (symbol.prefix != nullptr) code.insert(0, symbol.prefix->code);
    if (const auto known = table_.FindSymbol(code)) return FromTable(code, *known);
    Result<Unit> compound =
        UnitReader(dialect_).Read(code);  // an expression in UCUM: one step deep
    if (!compound) return compound.error();
    Component component;
    component.ucum = compound->ucum;
    component.is_compound = true;
    component.dimension = compound->dimension;
    component.factor = compound->factor;
    return component;
  }

  UnitDialect dialect_;
  const UnitTable& table_;
};

std::string Suggestion(std::string_view code, UnitDialect dialect) {
  if (dialect == UnitDialect::kUcum) {
    const Result<Unit> everyday = ReadUnit(code, UnitDialect::kEveryday);
    if (everyday) return fmt::format("write `{}`", everyday->ucum);
  }
  std::string nearest = NearestUnit(code);
  if (nearest.empty()) return "";
  if (dialect == UnitDialect::kUcum) {
    const Result<Unit> unit = ReadUnit(nearest, UnitDialect::kEveryday);
    if (unit) nearest = unit->ucum;
  }
  return EqualsIgnoringCase(code, nearest) ? fmt::format("write `{}`", nearest)
                                           : fmt::format("did you mean `{}`?", nearest);
}

}  // namespace

Result<Unit> ReadUnit(std::string_view code, UnitDialect dialect) {
  if (dialect == UnitDialect::kEveryday) {
    if (const std::string raised = WithRaisedPower(code); !raised.empty()) {
      return Error{fmt::format("`{}` is not a unit: the raised digit of a power of ten is lost in "
                               "it",
                               QuoteUnitText(code)),
                   fmt::format("write `{}`", raised)};
    }
  }
  Result<Unit> unit = UnitReader(dialect).Read(code);
  if (!unit) {
    const Error& reason = unit.error();
    const std::string_view kind = dialect == UnitDialect::kUcum ? "UCUM code" : "unit";
    return Error{fmt::format("`{}` is not a {}: {}", QuoteUnitText(code), kind, reason.message),
                 reason.help};
  }
  unit->code = std::string(code);
  return unit;
}

Result<Unit> ParseUnit(std::string_view code, UnitDialect dialect) {
  if (code == kWeeksAndDays && dialect == UnitDialect::kEveryday) {
    Result<Unit> days = ParseUnit("d");
    days->code = std::string(kWeeksAndDays);
    return days;
  }
  // A guideline says the same few units again and again.
  constexpr std::size_t kMostRemembered = 256;
  thread_local std::map<UnitDialect, std::map<std::string, Unit, std::less<>>> remembered;
  std::map<std::string, Unit, std::less<>>& units = remembered[dialect];
  const auto known = units.find(code);
  if (known != units.end()) return known->second;
  Result<Unit> unit = ReadUnit(code, dialect);
  if (unit) {
    if (units.size() == kMostRemembered) units.clear();
    units.emplace(code, *unit);
  }
  if (unit) return unit;
  const std::string& help = unit.error().help;
  // What data would mean says more than what the grammar lacks.
  const bool is_power = dialect == UnitDialect::kEveryday && code.find("10") <= 2;
  if (!help.empty() && (!is_power || help.starts_with("write `10*"))) return unit;
  const std::string suggestion = Suggestion(code, dialect);
  return Error{unit.error().message, suggestion.empty() ? help : suggestion};
}

}  // namespace mgl
