#include "dsl/parse/grades_said.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `strength strong`, or each of several between which the source decides.
std::string GradeLineOf(std::string_view keyword, const std::vector<std::string_view>& grades) {
  std::string lines;
  for (const std::string_view grade : grades) {
    lines += fmt::format("{}`{} {}`", lines.empty() ? "" : " or ", keyword, grade);
  }
  return lines + (grades.size() > 1 ? " (the one that the source gives)" : "");
}

/// `low` of a line `certainty low` of the rule around the line at `at`, which is not looked at.
std::string_view GradeBeside(std::string_view text, std::size_t at, std::string_view keyword) {
  const std::size_t own = LineBegin(text, at);
  std::size_t line = DeclarationAt(text, at).begin;
  for (bool is_head = true; line < text.size(); is_head = false) {
    const std::size_t begin = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, begin);
    if (!is_head && IsDeclarationWord(word)) break;
    if (!is_head && LineBegin(text, begin) != own && word == keyword) {
      return Trimmed(LineRest(text, begin + word.size()));
    }
    line = std::min(text.find('\n', line), text.size()) + 1;
  }
  return {};
}

/// `strength strong` and `certainty high`, or empty.
std::string LinesOf(const GradesSaid& grades) {
  const std::string strength = GradeLineOf("strength", grades.strengths);
  const std::string certainty = GradeLineOf("certainty", grades.certainties);
  const bool is_both = !strength.empty() && !certainty.empty();
  return fmt::format("{}{}{}", strength, is_both ? " and " : "", certainty);
}

}  // namespace

GradesSaid ReadGrades(std::string_view said) {
  constexpr std::string_view kCertainty[] = {"high", "moderate", "low", "very_low"};
  GradesSaid grades;
  const std::string words = LowerCase(said);
  const auto add = [](std::vector<std::string_view>& all, std::string_view one) {
    if (std::ranges::find(all, one) == all.end()) all.push_back(one);
  };
  std::string before;
  for (const std::string_view one : WordsIn(words)) {
    const std::string word = LettersOf(one);
    if (IsIn(word, {"1", "i", "strong"})) add(grades.strengths, "strong");
    if (IsIn(word, {"2", "ii", "weak", "conditional", "iia", "iib"})) {
      add(grades.strengths, "conditional");
    }
    if (IsIn(word, {"a", "high"})) add(grades.certainties, "high");
    if (IsIn(word, {"b", "moderate"})) add(grades.certainties, "moderate");
    const bool is_low = IsIn(word, {"c", "low"});
    if (is_low && before != "very") add(grades.certainties, "low");
    if (IsIn(word, {"d", "very_low", "very-low", "verylow"}) || (is_low && before == "very")) {
      add(grades.certainties, "very_low");
    }
    before = word;
    const bool is_pair =
        word.size() == 2 && (word[0] == '1' || word[0] == '2') && word[1] >= 'a' && word[1] <= 'd';
    if (!is_pair) continue;
    add(grades.strengths, word[0] == '1' ? "strong" : "conditional");
    add(grades.certainties, kCertainty[word[1] - 'a']);
  }
  return grades;
}

std::string GradeLinesAt(std::string_view text, std::size_t at, std::string_view said) {
  GradesSaid grades = ReadGrades(said);
  std::string beside;
  const auto look = [&](std::string_view keyword, std::vector<std::string_view>& of_it) {
    const std::string_view there = GradeBeside(text, at, keyword);
    if (there.empty() || of_it.empty()) return;
    const bool is_same = of_it.size() == 1 && of_it.front() == there;
    beside += is_same ? fmt::format("; `{} {}` stands there already", keyword, there)
                      : fmt::format(
                            "; the rule says `{} {}` as well as {}: keep the one that the "
                            "source gives",
                            keyword, there, GradeLineOf(keyword, of_it));
    of_it.clear();
  };
  look("strength", grades.strengths);
  look("certainty", grades.certainties);
  const std::string lines = LinesOf(grades);
  if (beside.empty()) return lines.empty() ? "" : "write " + lines;
  return lines.empty() ? "leave this line out" + beside : fmt::format("write {}{}", lines, beside);
}

}  // namespace mgl
