#include "dsl/parse/parse_pressure_habits.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `120/80` and what is behind it.
struct PressurePair {
  std::string_view high;
  std::string_view low;
  std::string_view rest;
};
PressurePair PairIn(std::string_view said) {
  const auto digits = [&] {
    const std::string_view number =
        said.substr(0, std::min(said.find_first_not_of("0123456789"), said.size()));
    said.remove_prefix(number.size());
    return number;
  };
  PressurePair pair;
  pair.high = digits();
  if (pair.high.empty() || !said.starts_with('/')) return {};
  said.remove_prefix(1);
  pair.low = digits();
  pair.rest = Trimmed(said);
  return pair;
}

/// Both bounds of `60/30 to 250/150 mmHg`, `below 140/90`, for each of the two numbers.
struct PressureBounds {
  std::string high;
  std::string low;
};
PressureBounds BoundsIn(std::string_view said) {
  std::string_view side;
  for (const std::string_view one :
       {"at least ", "at most ", "below ", "above ", "<= ", ">= ", "< ", "> "}) {
    if (!said.starts_with(one)) continue;
    side = one;
    said = Trimmed(said.substr(one.size()));
  }
  const PressurePair first = PairIn(said);
  if (first.low.empty()) return {};
  PressurePair second;
  for (const std::string_view joint : {"to below ", "to ", "-", "–", "—", ".."}) {
    if (!second.low.empty() || !first.rest.starts_with(joint)) continue;
    second = PairIn(Trimmed(first.rest.substr(joint.size())));
    if (joint == "to below ") side = "to below ";
  }
  const std::string_view unit = second.low.empty() ? first.rest : second.rest;
  if (!(unit.empty() || IsPressure(unit) || unit == "mm Hg")) return {};
  if (second.low.empty()) {
    if (side.empty()) return {};
    return {fmt::format("{}{} mmHg", side, first.high), fmt::format("{}{} mmHg", side, first.low)};
  }
  const std::string_view joint = side == "to below " ? side : std::string_view("to ");
  return {fmt::format("{} {}{} mmHg", first.high, joint, second.high),
          fmt::format("{} {}{} mmHg", first.low, joint, second.low)};
}

}  // namespace

std::string Diastolic(std::string_view text, std::string_view systolic, std::string& declare) {
  for (const DeclaredName& fact : DeclaredNames(text, {"fact"})) {
    const std::string title = LowerCase(fact.title);
    const std::string name = LowerCase(fact.name);
    const bool is_diastolic = title.find("diastol") != std::string::npos ||
                              name.find("diast") != std::string::npos || name == "dbp";
    if (is_diastolic && fact.name != systolic) return std::string(fact.name);
  }
  const bool is_taken =
      !NamedBy(text, "diastolic", {"fact", "threshold", "define", "result", "score", "table"})
           .name.empty();
  const std::string name = is_taken ? fmt::format("{}_diastolic", systolic) : "diastolic";
  declare = fmt::format("; declare `fact {} \"Diastolic blood pressure\" in mmHg`", name);
  const std::string title = LowerCase(NamedBy(text, systolic, {"fact"}).title);
  if (title.find("systol") == std::string::npos) {
    declare += fmt::format(", and let `{}` be the systolic one", systolic);
  }
  return name;
}

std::optional<Diagnostic> PressuresByHabit(const Place& place) {
  const bool is_plausible = place.keyword == "fact" && place.clause == "plausible";
  const bool is_line = place.keyword == "range" && place.clause == "line";
  if ((!is_plausible && !is_line) || place.on_later_line || place.found.text != "/") {
    return std::nullopt;
  }
  const std::string_view said = LineRest(place.text, place.stop.clause.end);
  const PressureBounds bounds = BoundsIn(Trimmed(said));
  if (bounds.low.empty()) return std::nullopt;
  const DeclaredName own = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::string_view fact = is_plausible                  ? own.name
                                : own.kind.starts_with("of ") ? WordAt(own.kind, 3)
                                                              : "";
  std::string declare;
  const std::string other = Diastolic(place.text, fact, declare);
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  const std::string_view message = "a blood pressure is two facts, each with its own bounds";
  if (is_plausible) {
    const std::string lower = fmt::format("plausible {}", bounds.low);
    return At(
        span, std::string(message),
        declare.empty()
            ? fmt::format("write `plausible {}`; what is plausible of the lower number stands "
                          "below `fact {}`: `{}`",
                          bounds.high, other, lower)
            : fmt::format("write `plausible {}`, for the systolic one{}, with a line `{}` of "
                          "its own",
                          bounds.high, declare, lower));
  }
  return At(span, std::string(message),
            fmt::format("write `line {}`, for the systolic one{}; for the lower number write a "
                        "second range, `range {}_diastolic \"{}, diastolic\" of {}`, with a line "
                        "`line {}`",
                        bounds.high, declare, own.name, own.title.empty() ? own.name : own.title,
                        other, bounds.low));
}

}  // namespace mgl
