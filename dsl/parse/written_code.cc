#include "dsl/parse/written_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {

std::string CodeMeant(std::string_view said) {
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr Row kSystems[] = {{"snomed", "snomed"}, {"loinc", "loinc"},   {"icd-10", "icd10"},
                              {"icd10", "icd10"},   {"icd-11", "icd11"},  {"icd11", "icd11"},
                              {"sid/icd", "icd10"}, {"rxnorm", "rxnorm"}, {"whocc.no/atc", "atc"},
                              {"atc", "atc"},       {"icpc", "icpc"}};
  const std::string small = LowerCase(said);
  std::size_t at = std::string::npos;
  std::string_view system;
  for (const auto& [written, name] : kSystems) {
    const std::size_t found = small.find(written);
    if (found >= at) continue;
    at = found;
    system = name;
  }
  if (system.empty()) return "";
  // The first word behind it with a digit, no part of the system's own name.
  std::string_view rest = said.substr(at);
  const std::size_t bar = rest.find('|');
  if (rest.find("://") == rest.npos && small.find("://") != std::string::npos && bar != rest.npos) {
    rest = rest.substr(bar);
  }
  std::string code;
  std::string word;
  const auto take = [&] {
    const std::string lower = LowerCase(word);
    const bool is_system = lower.starts_with("icd") || lower.starts_with("icpc") ||
                           (code.empty() && (word == "10" || word == "11"));
    const bool has_digit = std::ranges::any_of(word, IsDigit);
    if (code.empty() && has_digit && !is_system) code = word;
    word.clear();
  };
  for (const char c : rest) {
    const bool is_part = IsWordCharacter(c) || c == '.' || (c == '-' && !word.empty());
    if (is_part) {
      word += c;
    } else {
      take();
    }
  }
  take();
  while (code.ends_with('.') || code.ends_with('-')) code.pop_back();
  return code.empty() ? "" : fmt::format("code {} {}", system, code);
}

std::string GradesMeant(std::vector<std::string_view> used) {
  constexpr std::string_view kClasses[] = {"I", "IIa", "IIb", "III"};
  constexpr std::string_view kNumbers[] = {"1", "2a", "2b", "3"};
  const auto all_in = [&](const std::string_view(&grades)[4]) {
    return !used.empty() && std::ranges::all_of(used, [&](std::string_view grade) {
      return std::ranges::find(grades, grade) != std::end(grades);
    });
  };
  if (all_in(kClasses)) used.assign(std::begin(kClasses), std::end(kClasses));
  if (all_in(kNumbers)) used.assign(std::begin(kNumbers), std::end(kNumbers));
  std::string grades;
  for (const std::string_view grade : used) {
    grades += fmt::format("{}\"{}\"", grades.empty() ? "" : ", ", grade);
  }
  return grades;
}

}  // namespace mgl
