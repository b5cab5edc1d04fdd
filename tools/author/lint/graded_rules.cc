#include "tools/author/lint/graded_rules.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "engine/text/plain_text.h"
#include "tools/author/lint/meaning_key.h"
#include "tools/author/lint/title_words.h"

namespace mgl {
namespace {

/// Words that say how much, or which of several grades.
constexpr std::string_view kGrades[] = {
    "average",  "borderline", "category",   "class",         "critical",     "deficient",
    "definite", "elevated",   "extreme",    "few",           "grade",        "high",
    "higher",   "highest",    "increased",  "indeterminate", "insufficient", "intermediate",
    "large",    "level",      "likely",     "light",         "low",          "lower",
    "lowest",   "many",       "medium",     "mild",          "mildly",       "minor",
    "major",    "moderate",   "moderately", "normal",        "optimal",      "possible",
    "probable", "raised",     "reduced",    "risk",          "severe",       "severely",
    "severity", "slight",     "slightly",   "small",         "stage",        "step",
    "strong",   "sufficient", "to",         "unlikely",      "very",         "weak"};

/// What a text says beside grades and numbers, and the grades and numbers.
struct SaidGrade {
  std::set<std::string> what;
  std::set<std::string> grades;
  std::set<std::string> numbers;
};

SaidGrade ReadGrade(std::string_view text) {
  SaidGrade said;
  for (const std::string& word : TitleWords(text)) {
    const bool is_number =
        std::ranges::any_of(word, IsDigit) || word.find_first_not_of("iv") == std::string::npos;
    const bool is_grade = std::ranges::find(kGrades, word) != std::end(kGrades);
    (is_number ? said.numbers : is_grade ? said.grades : said.what).insert(word);
  }
  return said;
}

/// "Mild anaemia" and "Moderate anaemia"; "Stage 1" and "Stage 2", but not "Rule 1" and "Rule 2".
bool GradeOneThing(std::string_view a, std::string_view b) {
  const SaidGrade first = ReadGrade(a);
  const SaidGrade second = ReadGrade(b);
  const bool differ = first.grades != second.grades || first.numbers != second.numbers;
  return first.what == second.what && differ && !first.grades.empty() && !second.grades.empty();
}

bool GradeOneThing(const Rule& a, const Rule& b) {
  if (GradeOneThing(a.title, b.title) || GradeOneThing(a.name, b.name)) return true;
  return std::ranges::any_of(a.actions, [&](const Action& one) {
    return std::ranges::any_of(b.actions, [&](const Action& other) {
      return one.verb == other.verb && GradeOneThing(one.text, other.text);
    });
  });
}

/// A rule for one band of a number.
struct BandedRule {
  std::size_t rule = 0;
  const ast::Expr* number = nullptr;
  Band band;
};

bool EndsBefore(const Band& a, const Band& b) {
  const Bound& one = a.values.high;
  const Bound& other = b.values.high;
  return !one.infinite && (other.infinite || one.value < other.value ||
                           (one.value == other.value && !one.closed && other.closed));
}

bool BeginsBefore(const Band& a, const Band& b) {
  const Bound& one = a.values.low;
  const Bound& other = b.values.low;
  return !other.infinite && (one.infinite || one.value < other.value ||
                             (one.value == other.value && one.closed && !other.closed));
}

/// Whether the stretch is at most a third of the band, or no wider than a last digit.
bool IsNarrow(const Interval& shared, const Band& band, const Rational& digit) {
  constexpr int kPart = 3;
  const Rational width = shared.high.value - shared.low.value;
  if (width <= digit) return true;
  if (band.values.low.infinite || band.values.high.infinite) return true;
  return width * kPart <= band.values.high.value - band.values.low.value;
}

class RuleBands {
 public:
  explicit RuleBands(const LintInput& input) : input_(input) {
    for (std::size_t i = 0; i < input.names().rules.size(); ++i) Add(i);
  }

  std::vector<OverlappingRules> Overlaps() const {
    std::vector<OverlappingRules> found;
    constexpr std::size_t kMostRules = 60;  // of one number
    for (const auto& [key, rules] : by_number_) {
      if (rules.size() > kMostRules) continue;
      for (const BandedRule& lower : rules) {
        for (const BandedRule& upper : rules) {
          if (const auto overlap = Of(lower, upper, rules)) found.push_back(*overlap);
        }
      }
    }
    return found;
  }

 private:
  void Add(std::size_t index) {
    const ast::Expr& when = *input_.names().rules[index]->when;
    std::vector<const ast::Expr*> parts = {&when};
    if (when.kind == ast::ExprKind::kAnd) {
      parts.clear();
      for (const ast::ExprPtr& part : when.children) parts.push_back(part.get());
    }
    std::vector<BandsByNumber> bands;
    for (const ast::Expr* const part : parts) bands.push_back(BandsOf(input_, {part}));
    for (auto& [number, banded] : BandsOf(input_, {&when})) {
      if (banded.bands.size() != 1) continue;
      std::vector<std::string> others;
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!bands[i].contains(number)) others.push_back(MeaningKey(parts[i]));
      }
      std::ranges::sort(others);
      std::string key = number;
      for (const std::string& other : others) key += '\n' + other;
      by_number_[key].push_back({index, banded.number, banded.bands.front()});
    }
  }

  std::optional<OverlappingRules> Of(const BandedRule& lower, const BandedRule& upper,
                                     const std::vector<BandedRule>& all) const {
    if (lower.rule == upper.rule || lower.band.high == nullptr || upper.band.low == nullptr) {
      return std::nullopt;
    }
    if (!BeginsBefore(lower.band, upper.band) || !EndsBefore(lower.band, upper.band)) {
      return std::nullopt;
    }
    const std::optional<Interval> shared = Intersect(lower.band.values, upper.band.values);
    if (!shared || lower.band.values.IsPoint() || upper.band.values.IsPoint()) return std::nullopt;
    if (!AreNeighbours(lower, upper, *shared) || !AreMeantApart(lower, upper, *shared, all)) {
      return std::nullopt;
    }
    if (ActionsKey(*input_.names().rules[lower.rule]) ==
        ActionsKey(*input_.names().rules[upper.rule])) {
      return std::nullopt;
    }
    return OverlappingRules{lower.rule, upper.rule, lower.number, lower.band, upper.band, *shared};
  }

  static Rational DigitOf(const BandedRule& lower, const BandedRule& upper) {
    const Rational digit =
        std::min(LastDigit(lower.band.high->number.value), LastDigit(upper.band.low->number.value));
    const Rational& written = upper.band.low->number.value;
    return written == 0 ? Rational(0) : Rational(digit * upper.band.values.low.value / written);
  }

  static bool AreNeighbours(const BandedRule& lower, const BandedRule& upper,
                            const Interval& shared) {
    const Rational digit = DigitOf(lower, upper);
    // `< 4` and `> 3`: no number with as many digits lies between.
    if (digit > 0 && !InSteps(shared, digit)) return false;
    const bool have_no_width = lower.band.low == nullptr && upper.band.high == nullptr;
    if (have_no_width) return shared.high.value - shared.low.value <= digit;
    return IsNarrow(shared, lower.band, digit) && IsNarrow(shared, upper.band, digit);
  }

  /// `at most 3` and `at least 3`; grades of one thing; or the steps of a ladder.
  bool AreMeantApart(const BandedRule& lower, const BandedRule& upper, const Interval& shared,
                     const std::vector<BandedRule>& all) const {
    const bool are_sides = lower.band.low == nullptr && upper.band.high == nullptr;
    if (are_sides && shared.IsPoint()) return true;
    const std::vector<Rule>& rules = input_.compiled.guideline.rules;
    if (GradeOneThing(rules[lower.rule], rules[upper.rule])) return true;
    return IsLadder(all);
  }

  /// Three bands or more, of which each begins where the one before ends, or near it.
  static bool IsLadder(const std::vector<BandedRule>& all) {
    std::vector<const BandedRule*> steps;
    for (const BandedRule& rule : all) {
      const bool is_known = std::ranges::any_of(
          steps, [&](const BandedRule* step) { return step->band.values == rule.band.values; });
      if (!is_known) steps.push_back(&rule);
    }
    if (steps.size() < 3) return false;
    std::ranges::sort(steps, [](const BandedRule* a, const BandedRule* b) {
      return BeginsBefore(a->band, b->band);
    });
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
      const Band& one = steps[i]->band;
      const Band& next = steps[i + 1]->band;
      if (one.high == nullptr || next.low == nullptr || !EndsBefore(one, next)) return false;
      const Interval between{
          Bound::At(std::min(one.values.high.value, next.values.low.value), true),
          Bound::At(std::max(one.values.high.value, next.values.low.value), true)};
      const Rational digit = DigitOf(*steps[i], *steps[i + 1]);
      if (!IsNarrow(between, one, digit) || !IsNarrow(between, next, digit)) return false;
    }
    return true;
  }

  const LintInput& input_;
  std::map<std::string, std::vector<BandedRule>> by_number_;  // and by what else they ask for
};

}  // namespace

std::vector<OverlappingRules> FindOverlappingRules(const LintInput& input) {
  return RuleBands(input).Overlaps();
}

}  // namespace mgl
