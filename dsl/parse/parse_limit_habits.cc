#include "dsl/parse/parse_limit_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_interval.h"
#include "dsl/parse/written_name.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {

std::optional<Diagnostic> RangeOfLineBelow(const Place& place) {
  const bool lacks_of = place.keyword == "range" && place.stop.expected == Expected::kOfFact &&
                        place.on_later_line && place.found.kind == FoundKind::kWord;
  if (!lacks_of) return std::nullopt;
  const DeclaredName range = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::size_t begin = place.found.span.begin;
  const std::string_view line = LineRest(place.text, begin);
  std::string_view said = line;
  for (const std::string_view lead : {"fact ", "of ", "test ", "line ", "normal "}) {
    if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
  }
  const std::string_view name = WordAt(said, 0);
  const DeclaredName fact = NamedBy(place.text, name, {"fact", "define", "result"});
  if (fact.name.empty()) return std::nullopt;
  std::string_view bounds = Trimmed(said.substr(name.size()));
  for (const std::string_view lead : {": ", "= ", "is ", "normal "}) {
    if (bounds.starts_with(lead)) bounds = Trimmed(bounds.substr(lead.size()));
  }
  const std::string head =
      range.title.empty()
          ? fmt::format("range {} of {}", range.name, fact.name)
          : fmt::format("range {} \"{}\" of {}", range.name, range.title, fact.name);
  const std::string cut = CutOf(bounds);
  const bool has_bounds = cut.find_first_of("0123456789") != std::string::npos;
  Diagnostic diagnostic =
      At(SpanOf(begin, begin + line.size()), "the fact of a range stands in its first line",
         has_bounds ? fmt::format("write `{}`, and below it `line {}`", head, InUnitOf(fact, cut))
                    : fmt::format("write `{}`, and leave this line out", head));
  if (has_bounds) {
    diagnostic.edits.push_back({SpanOf(place.stop.declaration.begin, begin + line.size()),
                                fmt::format("{}\n  line {}", head, InUnitOf(fact, cut))});
  }
  return diagnostic;
}

std::optional<Diagnostic> ComputedFact(const Place& place) {
  if (place.keyword != "fact" || !place.clause.empty() || place.stop.name.end == 0) {
    return std::nullopt;
  }
  const DeclaredName fact = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::string_view formula = BehindLead(fact.kind, {":= ", "= ", "as "});
  const bool is_kind = place.stop.expected == Expected::kFactIs ||
                       place.stop.expected == Expected::kFactType ||
                       (place.stop.expected == Expected::kLine && !place.on_later_line);
  if (!is_kind || formula.empty() || fact.name.empty()) return std::nullopt;
  bool is_computed = false;
  for (std::size_t at = 0; at < formula.size(); ++at) {
    const std::string_view word = WordAt(formula, at);
    is_computed = is_computed || word == "today" || IsConditionName(place.text, word);
    at += word.size();
  }
  if (!is_computed || formula.find("one of") != formula.npos) return std::nullopt;
  return Instead(RestSpan(place.text, place.stop.declaration.begin),
                 "what is worked out from facts is a `define`",
                 fmt::format("define {}{}{}{} as {}", fact.name, fact.title.empty() ? "" : " \"",
                             fact.title, fact.title.empty() ? "" : "\"", Trimmed(formula)));
}

std::optional<Diagnostic> ThresholdByFormula(const Place& place) {
  if (place.keyword != "threshold" || !place.clause.empty() || place.stop.name.end == 0) {
    return std::nullopt;
  }
  const DeclaredName threshold = DeclarationAt(place.text, place.stop.declaration.begin);
  const std::string_view fact = WordAt(threshold.kind, 0);
  const std::string_view cut = Trimmed(threshold.kind.substr(fact.size()));
  if (threshold.name.empty() || threshold.title.empty() || fact.empty()) return std::nullopt;
  using Side = std::pair<std::string_view, std::string_view>;
  constexpr Side kSides[] = {
      {">= ", ">="},          {"<= ", "<="},      {"> ", ">"},         {"< ", "<"},
      {"at least ", ">="},    {"at most ", "<="}, {"above ", ">"},     {"below ", "<"},
      {"over ", ">"},         {"under ", "<"},    {"more than ", ">"}, {"less than ", "<"},
      {"greater than ", ">"}, {"up to ", "<="}};
  const auto side =
      std::ranges::find_if(kSides, [&](const Side& one) { return cut.starts_with(one.first); });
  if (side == std::end(kSides)) return std::nullopt;
  std::string_view rest = Trimmed(cut.substr(side->first.size()));
  const Found number = FindAt(rest, 0);
  if (number.kind != FoundKind::kNumber) {  // `above baseline`
    const DeclaredName bound = NamedBy(place.text, rest, {"fact", "define", "result"});
    if (bound.name.empty()) return std::nullopt;
    return Instead(RestSpan(place.text, place.stop.declaration.begin),
                   "a threshold is one cut of one number; what has more is a define",
                   fmt::format("define {} \"{}\" as {} {} {}", threshold.name, threshold.title,
                               fact, side->second, bound.name));
  }
  std::string factor(number.text);
  rest = Trimmed(rest.substr(number.span.end));
  bool is_times = false;
  for (const std::string_view sign : {"x ", "× ", "* ", "times ", "fold "}) {
    if (is_times || !rest.starts_with(sign)) continue;
    is_times = true;
    rest = Trimmed(rest.substr(sign.size()));
  }
  if (!is_times && (rest.starts_with("% of ") || rest.starts_with("percent of "))) {
    const auto percent = ParseDecimal(factor);
    if (!percent) return std::nullopt;
    factor = FormatShown(Rational(*percent / 100));
    is_times = true;
    rest = Trimmed(rest.substr(rest.find("of ") + 3));
  }
  if (rest.starts_with("the ")) rest = rest.substr(4);
  const std::string name = NameOfTitle(rest);
  if (!is_times || name.empty() || rest.find_first_of("0123456789,;(") != rest.npos) {
    return std::nullopt;
  }
  const DeclaredName other = NamedBy(place.text, rest, {"fact", "define", "result"});
  std::string more;
  if (other.name.empty()) {
    const std::string_view unit = UnitOf(NamedBy(place.text, fact, {"fact", "define", "result"}));
    more = fmt::format(", and declare `fact {} \"{}\" {}{}`", name, AsTitle(rest),
                       unit.empty() ? "is number" : "in ", unit);
  }
  const std::string written =
      fmt::format("define {} \"{}\" as {} {} {} * {}", threshold.name, threshold.title, fact,
                  side->second, factor, other.name.empty() ? std::string_view(name) : other.name);
  Diagnostic diagnostic =
      Instead(RestSpan(place.text, place.stop.declaration.begin),
              "a threshold is one cut of one number; what has more is a define", written);
  diagnostic.help += more;
  if (!more.empty()) diagnostic.edits.clear();
  return diagnostic;
}

}  // namespace mgl
