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
    if (!line.starts_with(mark) || line.size() <= mark.size()) continue;
    if (IsDigit(line[mark.size()])) continue;  // a negative number
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

/// The list below the line, where `clause` is its keyword: `when`, `unless`, `as`, `applies`.
static std::optional<Diagnostic> ListBehind(std::string_view text, Span clause) {
  std::string keyword(text.substr(clause.begin, clause.end - clause.begin));
  std::string_view lead = LineRest(text, clause.end);
  std::size_t end = clause.end;
  std::vector<std::string> all;
  if (keyword == "applies" && StartsWithWord(Trimmed(lead), "when")) {
    keyword += " when";
    lead = Trimmed(lead).substr(4);
    end = EndIn(text, Trimmed(LineRest(text, clause.end)).substr(0, 4));
  }
  const auto add = [&](std::string_view said) {
    const bool is_several = said.find(" or ") != said.npos || said.find(" and ") != said.npos;
    all.push_back(is_several ? fmt::format("({})", said) : std::string(said));
    end = EndIn(text, said);
  };
  if (lead.ends_with(':')) lead.remove_suffix(1);
  lead = Trimmed(lead);
  const bool is_all = IsIn(lead, {"all", "all of", "all of the following"});
  const bool is_one = IsIn(lead, {"any", "any of", "one of", "any of the following"});
  const std::string_view first = BulletIn(lead);
  if (!lead.empty() && !is_all && !is_one && first.empty()) return std::nullopt;
  if (!first.empty()) add(first);
  for (std::size_t at = text.find('\n', end); at < text.size(); at = text.find('\n', at + 1)) {
    const std::string_view said = BulletIn(Trimmed(LineRest(text, at + 1)));
    if (said.empty()) break;
    // What joins them is said by the lines themselves.
    const bool is_joined = StartsWithWord(said, "and") || StartsWithWord(said, "or") ||
                           said.ends_with(" and") || said.ends_with(" or");
    if (is_joined) return std::nullopt;
    add(said);
  }
  // One on the line of its keyword, or a value, may begin with a sign indeed.
  const bool may_be_sign =
      all.size() == 1 ? !first.empty() || keyword == "as" : keyword == "as" || !first.empty();
  const bool has_condition = std::ranges::any_of(all, [&](std::string_view one) {
    const DeclaredName named = NamedBy(text, WordAt(one, 0), {"fact", "threshold"});
    const bool is_truth = named.keyword == "threshold" || named.kind.starts_with("is yes/no");
    return (is_truth && named.name.size() == one.size()) || one.starts_with("not ") ||
           one.starts_with("(") || one.find_first_of("<>=") != one.npos ||
           one.find(" is ") != one.npos;
  });
  const bool is_one_sign = all.size() == 1 && may_be_sign;
  if (all.empty() || is_one_sign || (may_be_sign && !has_condition)) return std::nullopt;
  const Span span = SpanOf(clause.begin, end);
  if (all.size() == 1) {
    return At(span, "a condition has no mark before it",
              fmt::format("write `{} {}`", keyword, all.front()));
  }
  const std::string every = fmt::format("`{} {}`", keyword, fmt::join(all, " and "));
  const std::string one = fmt::format("`{} {}`", keyword, fmt::join(all, " or "));
  std::string help =
      fmt::format("write {} where all must hold, {} where one is enough", every, one);
  if (is_all) help = fmt::format("write {}", every);
  if (is_one) help = fmt::format("write {}", one);
  return At(span, "conditions are joined by `and` or `or`", std::move(help));
}

std::optional<Diagnostic> BulletedConditions(const Place& place) {
  if (!IsIn(place.clause, {"when", "unless", "as", "applies"})) return std::nullopt;
  return ListBehind(place.text, place.stop.clause);
}

std::optional<Diagnostic> BulletReadAsMinus(std::string_view text, std::size_t minus) {
  if (BulletIn(LineRest(text, minus)).empty()) return std::nullopt;
  const std::size_t before = text.find_last_not_of(" \t\r\n", minus == 0 ? 0 : minus - 1);
  if (before == text.npos || before >= minus) return std::nullopt;
  std::size_t begin = before + 1;
  while (begin > 0 && IsWordCharacter(text[begin - 1])) --begin;
  if (!IsIn(text.substr(begin, before + 1 - begin), {"when", "unless", "as"})) return std::nullopt;
  Span clause = SpanOf(begin, before + 1);
  const std::string_view line = LineRest(text, LineBegin(text, begin));
  if (StartsWithWord(Trimmed(line), "applies")) {
    clause.begin = static_cast<std::uint32_t>(Trimmed(line).data() - text.data());
    clause.end = clause.begin + 7;
  }
  return ListBehind(text, clause);
}

}  // namespace mgl
