#include "dsl/parse/substance_symbol.h"

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using SymbolRow = std::pair<std::string_view, std::string_view>;
constexpr SymbolRow kSymbols[] = {
    {"K", "potassium"},      {"Na", "sodium"},        {"Ca", "calcium"},
    {"iCa", "calcium"},      {"Mg", "magnesium"},     {"Cl", "chloride"},
    {"HCO3", "bicarbonate"}, {"PO4", "phosphate"},    {"Phos", "phosphate"},
    {"HPO4", "phosphate"},   {"Fe", "iron"},          {"Li", "lithium"},
    {"Zn", "zinc"},          {"NH3", "ammonia"},      {"NH4", "ammonia"},
    {"H", "hydrogen"},       {"TG", "triglycerides"}, {"BUN", "urea_nitrogen"},
    {"Crea", "creatinine"},  {"Glc", "glucose"},      {"Bili", "bilirubin"},
    {"Chol", "cholesterol"}, {"Urate", "uric_acid"}};

/// Without a charge: `Ca2+`, `Ca++`, `Ca²⁺`, `PO4 3-`.
std::string_view WithoutCharge(std::string_view symbol) {
  constexpr std::string_view kSigns[] = {"+", "-", "⁺", "⁻", "²", "³", "−", "–"};
  bool is_charged = false;
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const std::string_view sign : kSigns) {
      if (!symbol.ends_with(sign)) continue;
      symbol.remove_suffix(sign.size());
      goes_on = is_charged = true;
    }
  }
  const bool is_number = symbol.ends_with('2') || symbol.ends_with('3');
  if (is_charged && is_number && symbol != "HCO3" && symbol != "NH3") symbol.remove_suffix(1);
  return Trimmed(symbol);
}

}  // namespace

std::string_view SubstanceOfSymbol(std::string_view symbol) {
  const std::string_view plain = WithoutCharge(symbol);
  for (const auto& [written, name] : kSymbols) {
    if (EqualsIgnoringCase(plain, written)) return name;
  }
  return "";
}

std::optional<Diagnostic> SubstanceBySymbol(const Place& place) {
  const std::size_t begin = LineBegin(place.text, place.stop.offset);
  const std::string_view line = LineRest(place.text, begin);
  const std::size_t before = place.stop.offset - begin;
  const std::size_t of = line.rfind(" of ", before);
  const std::size_t in = line.find(" in ");
  if (place.keyword != "fact" || of == line.npos || in == line.npos || in > of) return std::nullopt;
  const std::string_view behind = line.substr(of + 4);
  const std::string_view symbol =
      behind.substr(0, std::min(behind.find_first_of(" ,;"), behind.size()));
  const std::string_view name = SubstanceOfSymbol(symbol);
  const bool is_inside = before > of + 4 && before < of + 4 + symbol.size();
  if (name.empty() || !is_inside) return std::nullopt;
  const std::size_t at = begin + of + 4;
  return Instead(SpanOf(at, at + symbol.size()), "a substance is called by its name",
                 std::string(name));
}

}  // namespace mgl
