#include "dsl/parse/parse_spelt_kind_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/written_date.h"
#include "engine/text/plain_text.h"

namespace mgl {

std::optional<Diagnostic> DateFormAsKind(const Place& place) {
  if (!IsIn(place.keyword, {"fact", "define", "result"}) || !place.clause.empty() ||
      place.on_later_line) {
    return std::nullopt;
  }
  const std::string_view kind = DeclarationAt(place.text, place.stop.declaration.begin).kind;
  std::string_view form =
      BehindLead(kind, {"is a date ", "is date ", "is ", "in ", "as ", "date "});
  for (const std::string_view lead : {"date ", "format ", "in ", "as "}) {
    if (form.starts_with(lead)) form = Trimmed(form.substr(lead.size()));
  }
  const std::string_view spelt = WithoutSigns(WithoutQuotes(form));
  if (!IsDateForm(spelt)) return std::nullopt;
  const Span span = SpanOf(EndIn(place.text, kind) - kind.size(), EndIn(place.text, kind));
  Diagnostic diagnostic =
      At(span, "how dates are spelt is no kind of a fact", HelpForDateForm(spelt));
  diagnostic.edits.push_back({span, "is date"});
  return diagnostic;
}

std::optional<Diagnostic> ClassesAsKind(const Place& place) {
  constexpr std::string_view kClasses[] = {"I", "II", "III", "IV", "V", "VI", "VII"};
  if (place.keyword != "fact" || !place.clause.empty() || place.on_later_line) return std::nullopt;
  const std::string_view kind = DeclarationAt(place.text, place.stop.declaration.begin).kind;
  const std::string_view said = BehindLead(kind, {"is class ", "is grade ", "is stage ", "is "});
  for (const std::string_view joint : {" to ", "-", "–", ".."}) {
    const std::size_t at = said.find(joint);
    if (at == said.npos) continue;
    const auto first = std::ranges::find(kClasses, Trimmed(said.substr(0, at)));
    const auto last = std::ranges::find(kClasses, Trimmed(said.substr(at + joint.size())));
    if (last == std::end(kClasses) || first >= last) return std::nullopt;
    std::string all;
    for (auto one = first; one <= last; ++one)
      all += fmt::format("{}{}", one == first ? "" : ", ", *one);
    return Instead(SpanOf(EndIn(place.text, kind) - kind.size(), EndIn(place.text, kind)),
                   "choices stand in a list", fmt::format("is one of ({}) in order", all));
  }
  return std::nullopt;
}

std::string UnitOfRows(const Place& place) {
  std::string unit;
  std::size_t at = place.text.find('\n', place.stop.offset);
  for (; at < place.text.size(); at = place.text.find('\n', at + 1)) {
    const std::string_view line = Trimmed(LineRest(place.text, at + 1));
    if (!line.starts_with("row ")) break;
    const std::string_view value =
        Trimmed(line.substr(std::min(line.find(" gives ") + 7, line.size())));
    const Found number = FindAt(value, 0);
    const std::string_view own =
        Trimmed(value.substr(std::min<std::size_t>(number.span.end, value.size())));
    const bool is_one = number.kind == FoundKind::kNumber && !own.empty() &&
                        own.find_first_of(" ,-") == own.npos && IsWordStart(own.front());
    if (!is_one || (!unit.empty() && unit != own)) return {};
    unit = own;
  }
  return unit;
}

}  // namespace mgl
