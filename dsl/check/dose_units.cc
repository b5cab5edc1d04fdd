// Units of doses, taken apart as they are written: what stands behind `/` or `per`.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/check/dose_plan.h"

namespace mgl {
namespace {

Dimension MassDimension() { return Dimension::Of(BaseDimension::kMass); }
Dimension AreaDimension() { return Dimension::Of(BaseDimension::kLength, 2); }

/// `mg/kg per day`: `mg`, `/kg`, ` per day`, each with what stands before it.
std::vector<std::string_view> PartsOf(std::string_view code) {
  std::vector<std::string_view> parts;
  constexpr std::string_view kPer = " per ";
  std::size_t begin = 0;
  for (std::size_t i = 1; i < code.size(); ++i) {
    if (code[i] != '/' && code.substr(i, kPer.size()) != kPer) continue;
    parts.push_back(code.substr(begin, i - begin));
    begin = i;
  }
  parts.push_back(code.substr(begin));
  return parts;
}

std::string_view WithoutSign(std::string_view part) {
  for (const std::string_view sign : {std::string_view("/"), std::string_view(" per ")}) {
    if (part.substr(0, sign.size()) == sign) return part.substr(sign.size());
  }
  return part;
}

}  // namespace

std::optional<PerParts> WithoutPer(const Unit& unit, const Dimension& per) {
  const std::vector<std::string_view> parts = PartsOf(unit.code);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const Result<Unit> removed = ParseUnit(WithoutSign(parts[i]));
    if (!removed || removed->dimension != per) continue;
    std::string rest;
    for (std::size_t k = 0; k < parts.size(); ++k) {
      if (k != i) rest += parts[k];
    }
    Result<Unit> read = ParseUnit(rest);
    if (read) return PerParts{std::move(*read), *removed};
  }
  return std::nullopt;
}

bool IsBodySize(const Unit& unit) {
  return unit.dimension == MassDimension() || unit.dimension == AreaDimension();
}

bool IsPerBodySize(const Unit& dose) {
  return WithoutPer(dose, MassDimension()) || WithoutPer(dose, AreaDimension());
}

}  // namespace mgl
