#include "dsl/parse/written_choices.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

bool IsOneOfSigns(char c, std::string_view signs) {
  return signs.find(c) != std::string_view::npos;
}

/// The parts between the separators, which are not in texts or brackets.
std::vector<std::string_view> PartsAt(std::string_view list, std::string_view separators) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool in_text = false;
  int depth = 0;
  for (std::size_t at = 0; at <= list.size(); ++at) {
    const char c = at < list.size() ? list[at] : ' ';
    if (c == '"') in_text = !in_text;
    if (!in_text && IsOneOfSigns(c, "([{")) ++depth;
    if (!in_text && IsOneOfSigns(c, ")]}")) --depth;
    const bool ends = at == list.size() || (!in_text && depth == 0 && IsOneOfSigns(c, separators));
    if (!ends) continue;
    const std::string_view part = Trimmed(list.substr(begin, at - begin));
    if (!part.empty()) parts.push_back(part);
    begin = at + 1;
  }
  return parts;
}

std::vector<std::string_view> PartsOf(std::string_view list) {
  std::vector<std::string_view> parts = PartsAt(list, ",;|");
  const bool is_bare = list.find('"') == list.npos && list.find(':') == list.npos;
  if (parts.size() == 1 && is_bare) parts = PartsAt(list, "/");
  if (parts.empty()) return parts;
  // `low or high`, and `low, mid or high` where both are words
  const std::string_view last = parts.back();
  const std::size_t joint = last.find(" or ");
  const bool is_joined = joint != last.npos && last.find_first_of("\"([") == last.npos &&
                         (parts.size() == 1 || WordAt(last, 0).size() == joint);
  if (is_joined) {
    parts.back() = Trimmed(last.substr(0, joint));
    parts.push_back(Trimmed(last.substr(joint + 4)));
  }
  return parts;
}

bool AsksToSpecify(std::string_view words) {
  const std::string lower = LowerCase(words);
  return std::ranges::any_of(
      std::initializer_list<std::string_view>{"specify", "describe", "which?", "free text",
                                              "please state", "name it"},
      [&](std::string_view ask) { return lower.find(ask) != std::string::npos; });
}

/// `other` of `other (specify)`, `other: specify`, `other ____`; empty: nothing stands behind it.
std::string_view BeforeRemark(std::string_view part) {
  const std::size_t open = part.find_first_of("([{");
  const bool is_closed =
      open != part.npos && open > 0 && ClosingBracket(part, open, part.size()) + 1 == part.size();
  if (is_closed) return Trimmed(part.substr(0, open));
  const std::size_t sign = part.find_first_of(":-–,");
  if (sign != part.npos && AsksToSpecify(part.substr(sign))) {
    return Trimmed(part.substr(0, sign));
  }
  const std::size_t blank = part.find_last_not_of("_. ") + 1;
  return blank > 0 && blank < part.size() && part[blank] == ' ' ? part.substr(0, blank)
                                                                : std::string_view();
}

bool IsFree(std::string_view word) {
  return !word.empty() && !IsForbiddenChoice(word) && word != "yes" && word != "no";
}

/// `plus_2` of `2+` and `++`, `rh_negative` of `Rh-`; else empty.
std::string SignedName(std::string_view words) {
  if (IsIn(words, {"-", "–", "−"})) return "negative";
  if (IsIn(words, {"+/-", "±", "+-"})) return "trace";
  const bool is_minus = words.ends_with('-') || words.ends_with("–") || words.ends_with("−");
  if (words.empty() || (!is_minus && !words.ends_with('+'))) return {};
  const std::size_t pluses = words.size() - 1 - std::min(words.find_last_not_of('+'), words.size());
  const std::string_view stem =
      Trimmed(words.substr(0, words.find_last_not_of("+-\u2013\u2212") + 1));
  const bool is_count = !is_minus && std::ranges::all_of(stem, IsDigit);
  if (is_count && !(stem.size() > 0 && pluses > 1)) {
    return stem.empty() ? fmt::format("plus_{}", words.size()) : fmt::format("plus_{}", stem);
  }
  const std::string name = NameOfTitle(stem);
  return name.empty() ? std::string()
                      : fmt::format("{}_{}", name, is_minus ? "negative" : "positive");
}

/// The name that words give: `other_specify`, `severity_3`.
std::string NameFor(std::string_view words, std::string_view owner) {
  if (std::string name = SignedName(words); !name.empty()) return name;
  const std::string name = NameOfTitle(words);
  if (IsFree(name)) return name;
  std::string tail = LowerCase(words);
  std::ranges::replace_if(
      tail, [](char c) { return !IsWordCharacter(c); }, '_');
  return fmt::format("{}_{}", owner, tail);
}

std::string Labelled(std::string_view name, std::string_view label) {
  std::string text(label);
  std::erase(text, '"');
  return fmt::format("{} \"{}\"", name, text);
}

WrittenChoice ChoiceOf(std::string_view part, std::string_view owner) {
  for (const std::string_view lead : {"or ", "and ", "- ", "* ", "• "}) {
    if (part.starts_with(lead)) part = Trimmed(part.substr(lead.size()));
  }
  const std::string said(part);
  const std::string_view word = WordAt(part, 0);
  const std::string_view behind = Trimmed(part.substr(word.size()));
  // `mild "Mild" code "1"`, as it should be.
  if (IsFree(word) && (behind.empty() || behind.front() == '"' || behind.starts_with("points ") ||
                       behind.starts_with("code "))) {
    return {said, std::string(word), said};
  }
  if (const std::string_view head = BeforeRemark(part); !head.empty() && part.front() != '"') {
    const std::string name = NameFor(head, owner);
    const bool is_blank = part.find_first_of("([{:-–,", head.size()) == part.npos;  // `other ____`
    return {said, name, Labelled(name, is_blank ? head : part), is_blank || AsksToSpecify(part)};
  }
  const bool is_label =
      IsFree(word) && word.front() >= 'a' && behind.front() >= 'A' && behind.front() <= 'Z';
  if (is_label) return {said, std::string(word), Labelled(word, behind)};
  std::string code;
  std::string_view label = part;
  for (const std::string_view sign : {" = ", "=", ": ", ":", " - ", " – "}) {
    const std::size_t at = part.find(sign);
    if (at == std::string_view::npos || at == 0) continue;
    code = Trimmed(part.substr(0, at));
    label = Trimmed(part.substr(at + sign.size()));
    break;
  }
  label = WithoutQuotes(label);
  const bool is_named = !code.empty() && WordAt(code, 0).size() == code.size() && IsFree(code);
  const std::string name = is_named ? code : NameFor(label, owner);
  WrittenChoice choice{said, name, Labelled(name, label)};
  if (!code.empty() && !is_named) choice.written += fmt::format(" code \"{}\"", code);
  return choice;
}

/// Words before a list of choices; what stands behind them.
std::string_view WithoutLead(std::string_view kind, bool& is_said) {
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const std::string_view lead :
         {":", "=", "as", "is", "are", "can be", "may be", "either", "any one of", "one of",
          "choice of", "choices", "choice", "options", "option", "values", "enum", "select"}) {
      const bool is_sign = !IsWordStart(lead[0]);
      if (is_sign ? !kind.starts_with(lead) : !StartsWithWord(kind, lead)) continue;
      kind = Trimmed(kind.substr(lead.size()));
      is_said = is_said || lead.size() > 2;
      goes_on = true;
    }
  }
  return kind;
}

}  // namespace

std::size_t ClosingBracket(std::string_view text, std::size_t open, std::size_t end) {
  bool in_text = false;
  int depth = 0;
  for (std::size_t at = open; at < std::min(end, text.size()); ++at) {
    if (text[at] == '"') in_text = !in_text;
    if (text[at] == '\n') in_text = false;
    if (in_text) continue;
    if (IsOneOfSigns(text[at], "([{")) ++depth;
    if (IsOneOfSigns(text[at], ")]}") && --depth == 0) return at;
  }
  return std::string_view::npos;
}

std::vector<WrittenChoice> WrittenChoices(std::string_view list, std::string_view owner) {
  std::vector<WrittenChoice> choices;
  for (const std::string_view part : PartsOf(list)) {
    const bool is_remark = AsksToSpecify(part) && part.find(' ') == part.npos;
    if (is_remark && !choices.empty()) {  // `other, specify`
      WrittenChoice& other = choices.back();
      other = ChoiceOf(fmt::format("{} ({})", other.said, part), owner);
      continue;
    }
    choices.push_back(ChoiceOf(part, owner));
  }
  // `amoxicillin (oral)` and `amoxicillin (iv)`
  const std::vector<WrittenChoice> all = choices;
  for (WrittenChoice& choice : choices) {
    const auto is_same = [&](const WrittenChoice& other) { return other.name == choice.name; };
    const std::string name = NameOfTitle(choice.said);
    if (std::ranges::count_if(all, is_same) < 2 || !IsFree(name)) continue;
    choice.name = name;
    choice.written = Labelled(name, choice.said);
  }
  return choices;
}

std::string_view ListOfChoices(std::string_view kind) {
  bool is_said = false;
  std::string_view list = WithoutLead(kind, is_said);
  if (list.ends_with(" in order")) list = Trimmed(list.substr(0, list.size() - 9));
  const bool is_unit = StartsWithWord(list, "in");
  if (is_unit) list = Trimmed(list.substr(2));
  const bool is_bracketed = !list.empty() && IsOneOfSigns(list.front(), "([{") &&
                            ClosingBracket(list, 0, list.size()) + 1 == list.size();
  if (is_bracketed) list = Trimmed(list.substr(1, list.size() - 2));
  if (is_unit && !is_bracketed) return {};
  const std::vector<std::string_view> parts = PartsOf(list);
  if (parts.size() < 2) return {};
  const bool is_sure = is_said || is_bracketed || PartsAt(list, "|").size() > 1;
  const bool is_one_sign = PartsAt(list, ",;|").size() < 2;  // `low/high`, `low or high`
  if (is_one_sign && (is_unit || ParseUnit(list))) return {};
  const bool are_numbers = std::ranges::all_of(  // `1, 2, 3`, not the decimal `1,2`
      parts, [](std::string_view part) { return std::ranges::all_of(part, IsDigit); });
  if (are_numbers && !is_one_sign && (parts.size() > 2 || list.find(", ") != list.npos)) {
    return list;
  }
  const std::size_t most = is_sure ? 8 : is_one_sign ? 1 : 3;  // words of a choice
  const auto is_choice = [&](std::string_view part) {
    const bool are_words = std::ranges::all_of(
        part, [](char c) { return IsWordCharacter(c) || c == ' ' || c == '-' || (c & 0x80); });
    const bool is_kind = IsIn(part, {"number", "date", "text", "boolean", "string"});
    return !is_kind && WordsIn(part).size() <= most && part.find_first_of("<>=") == part.npos &&
           (is_sure || (are_words && IsWordStart(part.front())));
  };
  return std::ranges::all_of(parts, is_choice) ? list : std::string_view();
}

}  // namespace mgl
