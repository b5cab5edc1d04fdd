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

namespace {

/// What stands between the keyword and the marks: `low and any of:`.
struct ListLead {
  std::string before;  // `low`, in parentheses where it has an `or`
  bool is_all = false;
  bool is_one = false;
};

std::optional<ListLead> ReadLead(std::string_view lead) {
  ListLead read;
  if (lead.ends_with(':')) lead.remove_suffix(1);
  lead = Trimmed(lead);
  const auto take = [&](std::initializer_list<std::string_view> words) {
    for (const std::string_view one : words) {
      const bool is_word = lead.size() == one.size() || lead.ends_with(fmt::format(" {}", one));
      if (!is_word || !lead.ends_with(one)) continue;
      lead = Trimmed(lead.substr(0, lead.size() - one.size()));
      return true;
    }
    return false;
  };
  read.is_all = take({"all of the following", "all of", "all"});
  read.is_one = !read.is_all && take({"any of the following", "one of the following",
                                      "at least one of", "any of", "one of", "either", "any"});
  if (take({"or", "not"})) return std::nullopt;
  take({"and", "plus", "with"});
  while (lead.ends_with(',')) lead.remove_suffix(1);
  const bool has_or = lead.find(" or ") != lead.npos;
  read.before = has_or ? fmt::format("({})", lead) : std::string(lead);
  return read;
}

/// `fever`, `not fever`, `age > 65 years`: no number with a sign.
bool IsConditionSaid(std::string_view text, std::string_view said) {
  const DeclaredName named = NamedBy(text, WordAt(said, 0), {"fact", "threshold"});
  const bool is_truth = named.keyword == "threshold" || named.kind.starts_with("is yes/no");
  return (is_truth && named.name.size() == said.size()) || said.starts_with("not ") ||
         said.starts_with("(") || said.find_first_of("<>=") != said.npos ||
         said.find(" is ") != said.npos;
}

Diagnostic JoinedList(Span span, const std::string& keyword, const ListLead& lead,
                      const std::vector<std::string>& all) {
  const std::string head =
      lead.before.empty() ? keyword : fmt::format("{} {} and", keyword, lead.before);
  if (all.size() == 1) {
    return At(span, "a condition has no mark before it",
              fmt::format("write `{} {}`", head, all.front()));
  }
  const std::string every = fmt::format("`{} {}`", head, fmt::join(all, " and "));
  const std::string one = fmt::format(fmt::runtime(lead.before.empty() ? "`{} {}`" : "`{} ({})`"),
                                      head, fmt::join(all, " or "));
  std::string help =
      fmt::format("write {} where all must hold, {} where one is enough", every, one);
  if (lead.is_all) help = fmt::format("write {}", every);
  if (lead.is_one) help = fmt::format("write {}", one);
  return At(span, "conditions are no list with marks: they are joined by `and` or `or`",
            std::move(help));
}

/// The list below the line, where `clause` is its keyword: `when`, `unless`, `as`, `applies`.
std::optional<Diagnostic> ListBehind(std::string_view text, Span clause) {
  std::string keyword(text.substr(clause.begin, clause.end - clause.begin));
  std::string_view rest = LineRest(text, clause.end);
  std::size_t end = clause.end;
  if (keyword == "applies" && StartsWithWord(Trimmed(rest), "when")) {
    keyword += " when";
    rest = Trimmed(rest).substr(4);
    end = EndIn(text, Trimmed(LineRest(text, clause.end)).substr(0, 4));
  }
  std::vector<std::string> all;
  const auto add = [&](std::string_view said) {
    const bool is_several = said.find(" or ") != said.npos || said.find(" and ") != said.npos;
    all.push_back(is_several ? fmt::format("({})", said) : std::string(said));
    end = EndIn(text, said);
  };
  const std::string_view first = BulletIn(Trimmed(rest));
  const std::optional<ListLead> lead = ReadLead(first.empty() ? Trimmed(rest) : std::string_view());
  if (!lead) return std::nullopt;
  if (!first.empty()) add(first);
  if (first.empty() && !Trimmed(rest).empty()) end = EndIn(text, Trimmed(rest));
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
  const bool has_lead = !lead->before.empty();
  const bool may_be_sign =
      all.size() == 1 ? !first.empty() || keyword == "as" : keyword == "as" || !first.empty();
  const bool has_condition =
      std::ranges::any_of(all, [&](std::string_view one) { return IsConditionSaid(text, one); });
  const bool is_one_sign = all.size() == 1 && may_be_sign;
  const bool may_be_number = (may_be_sign || has_lead) && !has_condition;
  if (all.empty() || is_one_sign || may_be_number) return std::nullopt;
  return JoinedList(SpanOf(clause.begin, end), keyword, *lead, all);
}

}  // namespace

std::optional<Diagnostic> BulletedConditions(const Place& place) {
  if (!IsIn(place.clause, {"when", "unless", "as", "applies"})) return std::nullopt;
  return ListBehind(place.text, place.stop.clause);
}

std::optional<Diagnostic> BulletReadAsMinus(std::string_view text, std::size_t minus) {
  const std::size_t before = text.find_last_not_of(" \t\r\n", minus == 0 ? 0 : minus - 1);
  if (before == text.npos || before >= minus) return std::nullopt;
  std::size_t begin = before + 1;
  while (begin > 0 && IsWordCharacter(text[begin - 1])) --begin;
  const bool is_behind = IsIn(text.substr(begin, before + 1 - begin), {"when", "unless", "as"});
  // `when low`, and below it `- weakness`.
  const bool is_below = text.substr(before, minus - before).find('\n') != text.npos;
  if ((!is_behind && !is_below) || BulletIn(LineRest(text, minus)).empty()) return std::nullopt;
  const std::string_view line = Trimmed(LineRest(text, LineBegin(text, before)));
  const std::size_t line_begin = EndIn(text, line) - line.size();
  const std::string_view word = WordAt(line, 0);
  const bool is_clause = IsIn(word, {"when", "unless", "applies"});
  if (!is_behind && !is_clause) return std::nullopt;
  return ListBehind(
      text, is_clause ? SpanOf(line_begin, line_begin + word.size()) : SpanOf(begin, before + 1));
}

}  // namespace mgl
