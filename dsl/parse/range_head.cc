#include "dsl/parse/range_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/written_interval.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The fact that the line below a range begins with, else the one that its title names.
std::string_view FactMeant(const Place& place, std::string_view line) {
  const std::size_t below = SkipBlanks(place.text, EndIn(place.text, line));
  const std::string_view first = WordAt(place.text, below);
  const std::string said = LowerCase(line);
  std::string_view meant;
  for (const DeclaredName& fact : DeclaredNames(place.text, {"fact"})) {
    if (UnitOf(fact).empty() && !fact.kind.starts_with("is number")) continue;
    if (fact.name == first) return fact.name;
    const std::string title = LowerCase(fact.title);
    const bool is_said = (!title.empty() && said.find(title) != said.npos) ||
                         said.find(fmt::format(" {}\"", fact.name)) != said.npos;
    if (is_said) meant = fact.name;
  }
  return meant;
}

/// `range NAME "Normal potassium"` alone.
std::optional<Diagnostic> WithoutFact(const Place& place, std::string_view line) {
  const std::string_view fact = FactMeant(place, line);
  if (fact.empty() || !line.ends_with('"')) return std::nullopt;
  Diagnostic diagnostic =
      Instead(RestSpan(place.text, place.stop.declaration.begin),
              "a range says of which number it is", fmt::format("{} of {}", line, fact));
  diagnostic.is_proposal = true;
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> RangeHead(const Place& place) {
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::string_view line = LineRest(place.text, place.stop.declaration.begin);
  const Span header = RestSpan(place.text, place.stop.declaration.begin);
  if (place.keyword != "range" || !place.clause.empty()) return std::nullopt;
  if (place.on_later_line) {
    return place.stop.expected == Expected::kOfFact ? WithoutFact(place, line) : std::nullopt;
  }
  if (place.stop.expected == Expected::kLine && !rest.empty() && IsDigit(rest.front())) {
    return At(RestSpan(place.text, place.stop.offset), "the limits of a range stand in a line",
              fmt::format("write `{}`, and below it `line {}`",
                          Trimmed(line.substr(0, place.stop.offset - place.stop.declaration.begin)),
                          IntervalOf(rest)));
  }
  if (place.stop.expected == Expected::kOfFact && place.found.kind == FoundKind::kNumber) {
    const DeclaredName range = DeclarationAt(place.text, place.stop.declaration.begin);
    const DeclaredName fact = TestCalled(place.text, range.title);
    if (fact.name.empty()) return std::nullopt;
    return At(RestSpan(place.text, place.stop.offset), "whose range it is stands behind `of`",
              fmt::format("write `{} of {}`, and below it `line {}`",
                          Trimmed(line.substr(0, place.stop.offset - place.stop.declaration.begin)),
                          fact.name, InUnitOf(fact, CutOf(rest))));
  }
  if (place.stop.expected == Expected::kOfFact && place.found.kind == FoundKind::kWord) {
    std::string_view fact = rest;
    for (const std::string_view lead : {"for ", "in ", "is "}) {
      if (fact.starts_with(lead)) fact = Trimmed(fact.substr(lead.size()));
    }
    const std::string_view name = WordAt(fact, 0);
    const std::string_view more = Trimmed(fact.substr(name.size()));
    const std::string head(
        Trimmed(line.substr(0, place.stop.offset - place.stop.declaration.begin)));
    if (more.empty()) {
      return Instead(header, "whose range it is stands behind `of`",
                     fmt::format("{} of {}", head, name));
    }
    return At(RestSpan(place.text, place.stop.offset), "whose range it is stands behind `of`",
              fmt::format("write `{} of {}`, and below it `line {}`", head, name, CutOf(more)));
  }
  return std::nullopt;
}

}  // namespace mgl
