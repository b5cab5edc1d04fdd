// Reading first lines, and finding among them what is meant.
#include "dsl/parse/declared_names.h"
#include "dsl/parse/age_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/written_date.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

DeclaredName ReadFirstLine(std::string_view text, std::size_t line) {
  const std::string_view keyword = WordAt(text, line);
  const Found name = FindAt(text, SkipBlanks(text, line + keyword.size()));
  DeclaredName declared{keyword, name.text, {}, {}, line};
  std::size_t at = name.span.end;
  if (name.kind == FoundKind::kText) {
    declared.name = {};
    at = name.span.begin;
  }
  const Found title = FindAt(text, SkipBlanks(text, at));
  if (title.kind == FoundKind::kText && title.text.size() >= 2) {
    declared.title = title.text.substr(1, title.text.size() - 2);
    at = title.span.end;
  }
  declared.kind = Trimmed(LineRest(text, at));
  return declared;
}

/// The words by which people call one sex.
constexpr std::string_view kMen[] = {"men",   "man",  "male",       "males",
                                     "m",     "boys", "boy",        "adult men",
                                     "a man", "he",   "adult male", "male patients"};
constexpr std::string_view kWomen[] = {
    "women",       "woman",   "female", "females",         "f",  "girls", "girl",
    "adult women", "a woman", "ladies", "female patients", "she"};

/// `sex is male`, of the fact that has a choice which is called so.
std::string ChoiceMeant(std::string_view text, std::string_view words) {
  const bool is_man = IsOneOf(words, kMen);
  const bool is_woman = IsOneOf(words, kWomen);
  for (const DeclaredName& fact : DeclaredNames(text, {"fact"})) {
    const std::size_t open = fact.kind.find('(');
    if (open == std::string_view::npos) continue;
    for (std::size_t at = open + 1; at < fact.kind.size();) {
      const std::string_view choice = WordAt(fact.kind, at);
      if (choice.empty()) {
        const std::size_t end = fact.kind[at] == '"' ? fact.kind.find('"', at + 1) : at;
        if (end == std::string_view::npos) break;
        at = end + 1;
        continue;
      }
      const std::string lower = LowerCase(choice);
      const bool fits = (is_man && IsOneOf(lower, kMen)) || (is_woman && IsOneOf(lower, kWomen)) ||
                        lower == words;
      if (fits) return fmt::format("{} is {}", fact.name, choice);
      at += choice.size();
    }
  }
  return "";
}

/// The number of letters with which both begin.
std::size_t SharedBegin(std::string_view a, std::string_view b) {
  const auto end = std::ranges::mismatch(a, b);
  return static_cast<std::size_t>(end.in1 - a.begin());
}

}  // namespace

std::vector<DeclaredName> DeclaredNames(std::string_view text,
                                        std::initializer_list<std::string_view> keywords) {
  std::vector<DeclaredName> all;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::string_view keyword = WordAt(text, line);
    if (std::ranges::find(keywords, keyword) == keywords.end()) continue;
    all.push_back(ReadFirstLine(text, line));
  }
  return all;
}

std::string_view UnitOf(const DeclaredName& declared) {
  if (!declared.kind.starts_with("in ")) return {};
  std::string_view unit = Trimmed(declared.kind.substr(3));
  if (unit.starts_with("whole ")) unit = Trimmed(unit.substr(6));
  for (const std::string_view behind : {" of ", " as "}) {
    unit = unit.substr(0, std::min(unit.find(behind), unit.size()));
  }
  return unit;
}

std::string InUnitOf(const DeclaredName& declared, std::string_view cut) {
  const std::string_view unit = UnitOf(declared);
  const bool is_bare = !cut.empty() && IsDigit(cut.back()) && !unit.empty();
  if (is_bare && declared.kind.starts_with("in weeks and days")) {
    return fmt::format("{}{}", cut, cut.find('+') == cut.npos ? "+0" : "");
  }
  return is_bare ? fmt::format("{} {}", cut, unit) : std::string(cut);
}

std::string UnitTaken(const DeclaredName& declared, std::string_view cut) {
  if (InUnitOf(declared, cut) == cut) return "";
  const std::size_t digit = cut.find_first_of("0123456789");
  return fmt::format("; `{}` is taken in {}, the unit of `{}`", cut.substr(digit), UnitOf(declared),
                     declared.name);
}

bool IsPressure(std::string_view unit) {
  return unit == "mmHg" || unit == "mm[Hg]" || unit == "kPa";
}

DeclaredName DeclarationAt(std::string_view text, std::size_t at) {
  if (text.empty()) return {};
  std::size_t line = LineBegin(text, std::min(at, text.size() - 1));
  while (!IsDeclarationWord(WordAt(text, line))) {
    if (line == 0) return {};
    line = LineBegin(text, line - 1);
  }
  return ReadFirstLine(text, line);
}

DeclaredName NamedBy(std::string_view text, std::string_view words,
                     std::initializer_list<std::string_view> keywords) {
  const std::string name = NameOfTitle(words);
  for (const DeclaredName& declared : DeclaredNames(text, keywords)) {
    const bool is_titled = !declared.title.empty() && EqualsIgnoringCase(declared.title, words);
    if (is_titled || EqualsIgnoringCase(declared.name, name)) return declared;
  }
  return {};
}

std::string_view DateIn(std::string_view text) {
  for (const DeclaredName& fact : DeclaredNames(text, {"fact"})) {
    if (fact.kind.starts_with("is date")) return fact.name;
  }
  return {};
}

std::string ConditionMeant(std::string_view text, std::string_view words) {
  std::string said = LowerCase(Trimmed(words));
  for (const std::string_view lead :
       {"patients ", "people ", "adults ", "persons ", "those ", "with ", "who are ", "aged ",
        "during ", "in ", "the ", "all ", "older than ", "over ", "above "}) {
    const bool is_over = lead == "older than " || lead == "over " || lead == "above ";
    if (!said.starts_with(lead)) continue;
    said.erase(0, lead.size());
    if (is_over && !said.empty() && IsDigit(said.front()) &&
        !NamedBy(text, "age", {"fact"}).name.empty()) {
      const bool has_unit = said.find(' ') != std::string::npos;
      return fmt::format("age > {}{}", said, has_unit ? "" : " years");
    }
  }
  if (std::string choice = ChoiceMeant(text, said); !choice.empty()) return choice;
  constexpr std::size_t kEnough = 5;  // letters: `pregnancy`, `pregnant`
  for (const DeclaredName& declared : DeclaredNames(text, {"fact", "threshold", "define"})) {
    const bool is_truth = declared.keyword != "fact" || declared.kind.starts_with("is yes/no");
    if (!is_truth) continue;
    const std::string name = LowerCase(declared.name);
    const std::string title = LowerCase(declared.title);
    const bool fits = name == NameOfTitle(said) || title == said ||
                      SharedBegin(name, said) >= std::max(kEnough, said.size() / 2 + 1) ||
                      (said.ends_with("s") && name + "s" == said);
    if (fits) return std::string(declared.name);
  }
  return "";
}

std::string ScopeMeant(std::string_view text, std::string_view whom) {
  std::string parts(whom);
  for (const std::string_view joint : {" who have ", " with ", " and ", ", ", " who are "}) {
    for (std::size_t at = parts.find(joint); at != std::string::npos; at = parts.find(joint)) {
      parts.replace(at, joint.size(), "\n");
    }
  }
  const bool has_age = !NamedBy(text, "age", {"fact"}).name.empty();
  std::string condition;
  for (std::size_t begin = 0; begin <= parts.size();) {
    const std::size_t end = std::min(parts.find('\n', begin), parts.size());
    const std::string part = parts.substr(begin, end - begin);
    begin = end + 1;
    std::string meant = ConditionMeant(text, part);
    const std::string word = LowerCase(Trimmed(part));
    if (meant.empty() && has_age) meant = AgeGroupMeant(text, word);
    if (meant.empty() && (word == "patients" || word == "people" || word == "all patients")) {
      continue;
    }
    if (meant.empty()) return "";
    condition += (condition.empty() ? "" : " and ") + meant;
  }
  return condition;
}

Diagnostic Instead(Span span, std::string message, std::string written) {
  Diagnostic diagnostic = At(span, std::move(message), fmt::format("write `{}`", written));
  // What is left open is for the author.
  if (written.find("…") == std::string::npos) {
    diagnostic.edits.push_back({span, std::move(written)});
  }
  return diagnostic;
}

Diagnostic InsteadOfLine(Span span, std::string message, std::string written) {
  Diagnostic diagnostic = Instead(span, std::move(message), std::move(written));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

bool IsPoints(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789.+-") == std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

Span RestSpan(std::string_view text, std::size_t at) {
  return SpanOf(at, at + LineRest(text, at).size());
}

std::string_view WithoutQuotes(std::string_view words) {
  words = Trimmed(words);
  for (const std::string_view sign : {"-", "–", "—", ",", ":", ";"}) {
    if (words.starts_with(sign)) words = Trimmed(words.substr(sign.size()));
  }
  if (words.size() >= 2 && words.front() == '"' && words.back() == '"') {
    words = words.substr(1, words.size() - 2);
  }
  return words;
}

bool StartsWithWord(std::string_view text, std::string_view word) {
  return text.starts_with(word) &&
         (text.size() == word.size() || !IsWordCharacter(text[word.size()]));
}

std::vector<std::string> DatesIn(std::string_view words) {
  std::vector<std::string> dates;
  constexpr std::size_t kSize = 10;  // 2026-03-01
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (!IsDigit(words[at])) {
      if (!IsWordStart(words[at])) continue;
    }
    if (const auto written = WrittenDateAt(words, at)) {
      if (written->readings.size() == 1) dates.push_back(written->readings.front());
      at = written->span.end;
      continue;
    }
    const std::string_view date = words.substr(at, kSize);
    const bool is_date = date.size() == kSize && date[4] == '-' && date[7] == '-' &&
                         std::ranges::all_of(date, [](char c) { return IsDigit(c) || c == '-'; });
    if (is_date) dates.emplace_back(date);
    while (at < words.size() && (IsWordCharacter(words[at]) || words[at] == '-')) ++at;
  }
  return dates;
}

std::string InQuotes(std::string_view words) {
  std::string text(WithoutQuotes(words));
  std::erase(text, '"');
  return fmt::format("\"{}\"", text);
}

}  // namespace mgl
