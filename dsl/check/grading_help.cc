#include "dsl/check/grading_help.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/parse/parse_found.h"
#include "dsl/parse/written_code.h"
#include "engine/text/plain_text.h"

namespace mgl {

std::string GradesUsed(const Resolution& resolution) {
  constexpr std::string_view kBuiltin[] = {"strong", "conditional", "weak"};
  std::vector<std::string_view> used;
  for (const ast::Rule* rule : resolution.rules) {
    if (!rule->strength) continue;
    const std::string_view grade = rule->strength->text;
    if (std::ranges::find(kBuiltin, grade) != std::end(kBuiltin)) return "";
    if (std::ranges::find(used, grade) == used.end()) used.push_back(grade);
  }
  return GradesMeant(std::move(used));
}

GradePair PairOfGrade(const std::string& grade) {
  constexpr std::string_view kCertainties[] = {"high", "moderate", "low", "very_low"};
  const bool is_pair = grade.size() == 2 && (grade[0] == '1' || grade[0] == '2') &&
                       LowerCase(grade[1]) >= 'a' && LowerCase(grade[1]) <= 'd';
  if (!is_pair) return {};
  return {grade[0] == '1' ? "strong" : "conditional",
          kCertainties[static_cast<std::size_t>(LowerCase(grade[1]) - 'a')]};
}

std::string HelpForPair(const ast::Rule& rule, std::string_view what, const ast::Name& grade) {
  const GradePair pair = PairOfGrade(grade.text);
  if (pair.strength.empty()) return "";
  const bool is_strength = what == "strength";
  const std::optional<ast::Name>& beside = is_strength ? rule.certainty : rule.strength;
  const std::string_view own = is_strength ? pair.strength : pair.certainty;
  const std::string_view other = is_strength ? pair.certainty : pair.strength;
  const std::string_view other_what = is_strength ? "certainty" : "strength";
  if (!beside) {
    return fmt::format("write the two lines `strength {}` and `certainty {}`", pair.strength,
                       pair.certainty);
  }
  if (beside->text == other) {
    return fmt::format("write `{} {}`: `{} {}` stands there already", what, own, other_what, other);
  }
  return fmt::format(
      "write `{} {}`; `{}` also means `{} {}`, and the rule says `{} {}`: keep the one that the "
      "source gives",
      what, own, grade.text, other_what, other, other_what, beside->text);
}

std::string HelpForUngraded(const Resolution& resolution, const ast::Rule& rule) {
  const ast::Guideline& guideline = *resolution.guideline;
  const std::string where = guideline.grading
                                ? fmt::format("in place of `grading {}`", guideline.grading->text)
                                : "in the guideline";
  const ast::Name& grade = rule.strength ? *rule.strength : *rule.certainty;
  const std::string& text = grade.text;
  const bool is_cited = !rule.provenance.citations.empty() || !rule.provenance.places.empty();
  const std::string cite =
      is_cited ? "" : "; and cite where the grade stands, with `cite` or `from`";
  const std::string used = rule.strength ? GradesUsed(resolution) : "";
  const std::string own =
      fmt::format("`grading \"NAME\" with ({})`, all its grades from strong to weak{}",
                  used.empty() ? "…" : used, cite);
  const std::string_view what = rule.strength ? "strength" : "certainty";
  if (const std::string pair = HelpForPair(rule, what, grade); !pair.empty()) {
    return fmt::format(
        "for grades of GRADE, write `grading GRADE` {}, and here {}; for a grading of its own, {}",
        where, pair.substr(std::string_view("write ").size()), own);
  }
  if (IsIn(text, {"strong", "conditional", "high", "moderate", "low", "very_low"})) {
    return fmt::format("write `grading GRADE` {}{}", where, cite);
  }
  if (IsIn(text, {"A", "B", "C", "D", "I"}) && rule.strength) {
    return fmt::format(
        "write `grading uspstf` or `grading sign` {}, whichever the source has; for a grading of "
        "its own, {}",
        where, own);
  }
  return fmt::format("write {} which grading it is: {}", where, own);
}

}  // namespace mgl
