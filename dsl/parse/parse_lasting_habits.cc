// A condition holds or does not; how long it has held is asked for by a fact of its own.
#include "dsl/parse/parse_lasting_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_condition_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

/// `days` of `day`, `d`; empty: no time.
std::string_view InPlural(std::string_view unit) {
  constexpr Row kUnits[] = {
      {"minute", "minutes"}, {"minutes", "minutes"}, {"min", "minutes"}, {"mins", "minutes"},
      {"hour", "hours"},     {"hours", "hours"},     {"h", "hours"},     {"hr", "hours"},
      {"hrs", "hours"},      {"day", "days"},        {"days", "days"},   {"d", "days"},
      {"week", "weeks"},     {"weeks", "weeks"},     {"wk", "weeks"},    {"wks", "weeks"},
      {"month", "months"},   {"months", "months"},   {"year", "years"},  {"years", "years"},
      {"yr", "years"},       {"yrs", "years"}};
  for (const auto& [said, plural] : kUnits) {
    if (said == unit) return plural;
  }
  return {};
}

/// Moves behind the first of them that `said` begins with; what it means, or nothing.
template <std::size_t kCount>
std::string_view Take(std::string_view& said, const Row (&rows)[kCount]) {
  for (const auto& [word, meaning] : rows) {
    const bool is_sign = !IsWordStart(word.front());
    if (is_sign ? !said.starts_with(word) : !StartsWithWord(said, word)) continue;
    said = Trimmed(said.substr(word.size()));
    return meaning;
  }
  return {};
}

constexpr Row kSides[] = {{"more than", ">"}, {"longer than", ">"},
                          {"over", ">"},      {"at least", ">="},
                          {"less than", "<"}, {"under", "<"},
                          {"up to", "<="},    {"at most", "<="},
                          {">=", ">="},       {"≥", ">="},
                          {"<=", "<="},       {"≤", "<="},
                          {">", ">"},         {"<", "<"}};
constexpr Row kTails[] = {{"or more", ">="},
                          {"or longer", ">="},
                          {"and more", ">="},
                          {"and longer", ">="},
                          {"or less", "<="}};

/// `>= 5 days` of `for 5 days`, and where it ends.
struct Lasted {
  std::string_view side;
  std::string number;
  std::string_view unit;
  std::size_t end = 0;
};
Lasted ReadLasted(std::string_view text, std::string_view said) {
  Lasted lasted;
  lasted.side = Take(said, kSides);
  if (StartsWithWord(said, "the")) said = Trimmed(said.substr(3));
  for (const std::string_view last : {"last", "past"}) {
    if (StartsWithWord(said, last)) said = Trimmed(said.substr(last.size()));
  }
  const std::string_view first = said.substr(0, std::min(said.find_first_of(" )"), said.size()));
  const std::string_view digits = NumberWord(first).empty() ? first : NumberWord(first);
  if (digits.empty() || digits.find_first_not_of("0123456789.") != digits.npos) return {};
  lasted.number = digits;
  said = Trimmed(said.substr(first.size()));
  const std::string_view unit = WordAt(said, 0);
  lasted.unit = InPlural(unit);
  if (lasted.unit.empty()) return {};
  lasted.end = EndIn(text, unit);
  const std::string_view tail = Trimmed(said.substr(unit.size()));
  for (const auto& [word, meaning] : kTails) {
    if (!lasted.side.empty() || !StartsWithWord(tail, word)) continue;
    lasted.side = meaning;
    lasted.end = EndIn(text, tail.substr(0, word.size()));
  }
  if (lasted.side.empty()) lasted.side = ">=";
  return lasted;
}

/// The condition that ends at `at`: behind the last joint, parenthesis or keyword of the line.
std::string_view StateBefore(std::string_view text, std::size_t at, std::size_t clause_end) {
  std::string_view before = Trimmed(text.substr(clause_end, at - clause_end));
  for (const std::string_view joint : {" and ", " or ", "(", ",", "not ", "when ", "\n"}) {
    const std::size_t last = before.rfind(joint);
    if (last != before.npos) before = Trimmed(before.substr(last + joint.size()));
  }
  return before;
}

/// `threshold hot "Hot" temp above 38 Cel for 5 days`.
std::optional<Diagnostic> LastingCut(const Place& place, const Lasted& lasted,
                                     std::string_view lead) {
  const std::size_t begin = place.stop.declaration.begin;
  const DeclaredName cut = DeclarationAt(place.text, begin);
  const bool is_header = LineBegin(place.text, place.stop.offset) == LineBegin(place.text, begin);
  if (lead != "for" || cut.name.empty() || !is_header) return std::nullopt;
  const std::string_view header = Trimmed(place.text.substr(begin, place.stop.offset - begin));
  return At(
      SpanOf(place.stop.offset, lasted.end), "how long a state has lasted is a fact of its own",
      fmt::format("write `{0}`, declare `fact {1}_{2} \"{3}: how long\" in {2}`, and where it is "
                  "used `{1} and {1}_{2} {4} {5} {2}`",
                  header, cut.name, lasted.unit, cut.title.empty() ? cut.name : cut.title,
                  lasted.side, lasted.number));
}

}  // namespace

std::optional<Diagnostic> LastingByProse(const Place& place) {
  const bool is_cut = place.keyword == "threshold" && place.clause.empty();
  const bool is_condition = is_cut || IsIn(place.clause, {"when", "unless", "as", "applies",
                                                          "until", "suspect", "points", "value"});
  if (!is_condition || place.on_later_line) return std::nullopt;
  constexpr Row kLeads[] = {
      {"persisting for", "for"}, {"lasting for", "for"}, {"lasting", "for"},
      {"persisting", "for"},     {"for", "for"},         {"since", "for"},
      {"during", "for"},         {"within", "last"},     {"in the last", "last"},
      {"in the past", "last"},   {"over", "over"},       {"more than", "over"},
      {"longer than", "over"},   {"at least", "least"}};
  std::string_view said = LineRest(place.text, place.stop.offset);
  const std::string_view lead = Take(said, kLeads);
  if (lead.empty()) return std::nullopt;
  Lasted lasted = ReadLasted(place.text, said);
  if (lasted.number.empty()) return std::nullopt;
  if (is_cut) return LastingCut(place, lasted, lead);
  const std::string_view state = StateBefore(place.text, place.stop.offset, place.stop.clause.end);
  const std::string_view name = WordAt(state, 0);
  const DeclaredName fact = NamedBy(place.text, name, {"fact", "define", "threshold", "result"});
  const bool is_bare = name.size() == state.size();
  const bool is_truth =
      fact.keyword == "threshold" || fact.keyword == "define" || fact.kind.starts_with("is yes/no");
  if (fact.name.empty() || fact.kind.starts_with("is date") || (is_bare && !is_truth)) {
    return std::nullopt;
  }
  if (!is_bare && lead != "for") return std::nullopt;
  if (lead == "over") lasted.side = ">";
  const std::size_t begin = EndIn(place.text, state) - state.size();
  const Span span = SpanOf(begin, lasted.end);
  const std::string_view written = place.text.substr(begin, lasted.end - begin);
  const std::string title =
      is_bare ? TitleOfName(place.text, name) : TitleOfCondition(place.text, state);
  if (lead == "last") {
    return At(span, "how long ago something was is written with `time since` and a date",
              fmt::format("declare `fact {0}_date \"{1}: date of the last\" is date`, and write "
                          "`time since {0}_date <= {2} {3}` for `{4}`",
                          name, title, lasted.number, lasted.unit, written));
  }
  const std::string how_long = fmt::format("{}_{}", name, lasted.unit);
  const std::string meant =
      fmt::format("{} and {} {} {} {}", state, how_long, lasted.side, lasted.number, lasted.unit);
  const std::string_view all = Trimmed(LineRest(place.text, place.stop.clause.end));
  const bool is_all = Trimmed(place.text.substr(place.stop.clause.end,
                                                lasted.end - place.stop.clause.end)) == written &&
                      all == written;
  return At(
      span, "how long a state has lasted is a fact of its own",
      fmt::format("declare `fact {} \"{}: how long\" in {}`, and write `{}` for `{}`", how_long,
                  title, lasted.unit, is_all ? meant : fmt::format("({})", meant), written));
}

}  // namespace mgl
