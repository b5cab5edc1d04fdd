#include "tools/author/lint/excluded_bounds.h"

#include <fmt/format.h>

#include <vector>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/bands.h"

namespace mgl {
namespace {

/// A part of a condition that is one band of one number, or the name of one.
struct BandOfPart {
  const ast::Expr* part = nullptr;
  std::string key;  // the number
  const ast::Expr* number = nullptr;
  Band band;
};

std::optional<BandOfPart> ReadBand(const LintInput& input, const ast::Expr& part) {
  if (!MayBeBand(part.kind)) return std::nullopt;
  const BandsByNumber bands = BandsOf(input, {&part});
  if (bands.size() != 1 || bands.begin()->second.bands.size() != 1) return std::nullopt;
  const auto& [key, banded] = *bands.begin();
  return BandOfPart{&part, key, banded.number, banded.bands.front()};
}

/// "below 3.5 mmol/L (`low`)".
std::string InWords(const BandOfPart& of) {
  const Band& band = of.band;
  std::string words;
  if (band.low != nullptr && band.high != nullptr) {
    const bool is_point = band.values.IsPoint();
    const bool is_one_unit =
        band.low->unit && band.high->unit && band.low->unit->code == band.high->unit->code;
    words = is_point
                ? QuantityText(*band.low)
                : fmt::format(
                      "{} {} {} {}", band.values.low.closed ? "from" : "above",
                      is_one_unit ? FormatShown(band.low->number.value) : QuantityText(*band.low),
                      band.values.high.closed ? "to" : "to below", QuantityText(*band.high));
  } else if (band.low != nullptr) {
    words = (band.values.low.closed ? "at least " : "above ") + QuantityText(*band.low);
  } else if (band.high != nullptr) {
    words = (band.values.high.closed ? "at most " : "below ") + QuantityText(*band.high);
  }
  if (of.part->kind == ast::ExprKind::kName) words += fmt::format(" (`{}`)", of.part->name.text);
  return words;
}

}  // namespace

std::optional<ExcludedBounds> FindExcludedBounds(const LintInput& input,
                                                 const ast::Expr& condition) {
  if (condition.kind != ast::ExprKind::kAnd) return std::nullopt;
  std::vector<BandOfPart> before;
  for (const ast::ExprPtr& part : condition.children) {
    std::optional<BandOfPart> own = ReadBand(input, *part);
    if (!own) continue;
    for (const BandOfPart& other : before) {
      const bool exclude =
          other.key == own->key && !Intersect(other.band.values, own->band.values).has_value();
      if (!exclude) continue;
      const auto text = [&](const ast::Expr& expr) {
        return TextAsWritten(input.compiled.text.source, expr.span);
      };
      const bool is_all = condition.children.size() == 2;
      const std::string either = fmt::format("{} or {}", text(*other.part), text(*part));
      return ExcludedBounds{
          other.part, part.get(),
          fmt::format("{} cannot be {} and {} at once",
                      Quoted(NumberAsWritten(input, *own->number)), InWords(other), InWords(*own)),
          fmt::format(
              "where one of the two is enough, write `{}`; else see whether a bound is a slip",
              is_all ? either : fmt::format("({})", either))};
    }
    before.push_back(*std::move(own));
  }
  return std::nullopt;
}

}  // namespace mgl
