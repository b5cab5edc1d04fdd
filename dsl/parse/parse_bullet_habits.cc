// Lists with marks and numbers. Each help is the author's own lines in the form that works.
#include "dsl/parse/parse_bullet_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `dysuria` of `- dysuria,`; empty where the line has no mark.
std::string_view BulletIn(std::string_view line) {
  for (const std::string_view mark : {"- ", "* ", "• ", "– ", "· "}) {
    if (!line.starts_with(mark)) continue;
    std::string_view said = Trimmed(line.substr(mark.size()));
    while (said.ends_with(',') || said.ends_with(';')) said.remove_suffix(1);
    return Trimmed(said);
  }
  return {};
}

}  // namespace

std::size_t NumberedDeclarationAt(std::string_view text, std::size_t at) {
  if (at >= text.size() || LineBegin(text, at) != at || !IsDigit(text[at])) return text.npos;
  const std::string_view line = LineRest(text, at);
  std::size_t end = std::min(line.find_first_not_of("0123456789."), line.size());
  if (line.substr(end).starts_with(")") || line.substr(end).starts_with(":")) ++end;
  const std::size_t word = std::min(line.find_first_not_of(' ', end), line.size());
  return word > end && IsDeclarationWord(WordAt(line, word)) ? at + word : text.npos;
}

std::optional<Diagnostic> NumberedDeclaration(const Place& place) {
  const std::size_t begin = place.stop.offset;
  const std::size_t word = NumberedDeclarationAt(place.text, begin);
  if (word == place.text.npos) return std::nullopt;
  const std::string_view number = Trimmed(place.text.substr(begin, word - begin));
  Diagnostic diagnostic =
      At(SpanOf(begin, begin + number.size()), "a declaration has no number before its keyword",
         fmt::format("write `{}`; a line `from \"{}\"` below it can keep the number",
                     LineRest(place.text, word), WithoutSigns(number)));
  diagnostic.edits.push_back({SpanOf(begin, word), ""});
  return diagnostic;
}

std::optional<Diagnostic> BulletedConditions(const Place& place) {
  if (place.clause != "when" && place.clause != "unless") return std::nullopt;
  const std::string_view text = place.text;
  std::string_view lead = LineRest(text, place.stop.clause.end);
  if (lead.ends_with(':')) lead.remove_suffix(1);
  lead = Trimmed(lead);
  const bool is_all = IsIn(lead, {"all", "all of", "all of the following"});
  const bool is_one = IsIn(lead, {"any", "any of", "one of", "any of the following"});
  if (!lead.empty() && !is_all && !is_one) return std::nullopt;
  std::vector<std::string> all;
  std::size_t end = place.stop.clause.end;
  for (std::size_t at = text.find('\n', end); at < text.size(); at = text.find('\n', at + 1)) {
    const std::string_view said = BulletIn(Trimmed(LineRest(text, at + 1)));
    if (said.empty()) break;
    // What joins them is said by the lines themselves.
    const bool is_joined = StartsWithWord(said, "and") || StartsWithWord(said, "or") ||
                           said.ends_with(" and") || said.ends_with(" or");
    if (is_joined) return std::nullopt;
    const bool is_several = said.find(" or ") != said.npos || said.find(" and ") != said.npos;
    all.push_back(is_several ? fmt::format("({})", said) : std::string(said));
    end = EndIn(text, said);
  }
  if (all.size() < 2) return std::nullopt;
  const std::string every = fmt::format("`{} {}`", place.clause, fmt::join(all, " and "));
  const std::string one = fmt::format("`{} {}`", place.clause, fmt::join(all, " or "));
  std::string help =
      fmt::format("write {} where all must hold, {} where one is enough", every, one);
  if (is_all) help = fmt::format("write {}", every);
  if (is_one) help = fmt::format("write {}", one);
  return At(SpanOf(place.stop.clause.begin, end), "conditions are joined by `and` or `or`",
            std::move(help));
}

}  // namespace mgl
