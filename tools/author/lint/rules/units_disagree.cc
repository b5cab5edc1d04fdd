// Lines of a range or threshold that state it in several kinds of unit and answer differently: the
// intervals, in the fact's unit, in which the answer depends on the unit of the report. Exact.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/meaning_key.h"
#include "tools/author/lint/rules.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

/// One line, and where it stands. Lines compare where their `when` is the same.
struct StatedLine {
  const CutLine* cut = nullptr;
  Span span;
  std::string when;
};

/// Values between two bounds on which every line has one answer, and not all the same.
struct Disagreement {
  Interval values;
  std::vector<std::string_view> answers;  // by line
};

std::string_view AnswerOf(const CutLine& line, const Rational& value, bool is_range) {
  const bool within = Contains(line.interval, value);
  if (!is_range) return within ? "yes" : "no";
  if (within) return "within";
  const Bound& low = line.interval.low;
  return !low.infinite && value <= low.value ? "below" : "above";
}

/// The points that bounds cut and the open intervals between them, from the lowest on, each with a
/// value inside.
std::vector<std::pair<Interval, Rational>> RegionsOf(const std::vector<StatedLine>& lines) {
  std::vector<Rational> cuts;
  for (const StatedLine& line : lines) {
    for (const Bound& bound : {line.cut->interval.low, line.cut->interval.high}) {
      if (!bound.infinite) cuts.push_back(bound.value);
    }
  }
  std::ranges::sort(cuts);
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::vector<std::pair<Interval, Rational>> regions;
  if (cuts.empty()) return regions;
  regions.push_back({{Bound::Infinite(), Bound::At(cuts.front(), false)}, cuts.front() - 1});
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    regions.emplace_back(Interval::Point(cuts[i]), cuts[i]);
    const bool is_last = i + 1 == cuts.size();
    const Bound next = is_last ? Bound::Infinite() : Bound::At(cuts[i + 1], false);
    const Rational inside = is_last ? Rational(cuts[i] + 1) : Rational((cuts[i] + cuts[i + 1]) / 2);
    regions.push_back({{Bound::At(cuts[i], false), next}, inside});
  }
  return regions;
}

std::vector<Disagreement> FindDisagreements(const std::vector<StatedLine>& lines, bool is_range) {
  std::vector<Disagreement> found;
  bool goes_on = false;
  for (const auto& [region, value] : RegionsOf(lines)) {
    Disagreement here{region, {}};
    for (const StatedLine& line : lines) {
      here.answers.push_back(AnswerOf(*line.cut, value, is_range));
    }
    const bool agree = std::ranges::all_of(
        here.answers, [&](std::string_view answer) { return answer == here.answers.front(); });
    if (!agree && goes_on && found.back().answers == here.answers) {
      found.back().values.high = region.high;
    } else if (!agree) {
      found.push_back(std::move(here));
    }
    goes_on = !agree;
  }
  return found;
}

/// "1.8 to 1.82 mg/dL": three digits, or as many as tell the ends apart.
std::string InWords(const Interval& values, const std::string& unit) {
  constexpr int kDigits = 3;
  constexpr int kMostDigits = 24;
  const auto number = [&unit](std::string_view before, const Bound& bound) {
    return WithUnit(fmt::format("{} {}", before, FormatDecimal(bound.value, kDigits)), unit);
  };
  if (values.low.infinite) return number("below", values.high);
  if (values.high.infinite) return number("above", values.low);
  if (values.IsPoint()) return number("exactly", values.low);
  int digits = kDigits;
  IntervalEnds ends = EndsOf(values, digits);
  while (digits < kMostDigits && ends.low == ends.high) ends = EndsOf(values, ++digits);
  return WithUnit(fmt::format("{} to {}", ends.low, ends.high), unit);
}

class UnitCheck {
 public:
  UnitCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void Check(const ast::DeclarationBase& declaration, FactId fact,
             const std::vector<StatedLine>& lines, bool is_range) {
    // One line a kind, all with the same `when`; the first of a kind is the one that serves.
    std::map<std::string_view, std::vector<StatedLine>> groups;
    for (const StatedLine& line : lines) {
      std::vector<StatedLine>& group = groups[line.when];
      const bool is_known = std::ranges::any_of(
          group, [&](const StatedLine& other) { return other.cut->kind == line.cut->kind; });
      if (!is_known) group.push_back(line);
    }
    for (const auto& [when, group] : groups) Report(declaration, fact, group, is_range);
  }

 private:
  void Report(const ast::DeclarationBase& declaration, FactId fact,
              const std::vector<StatedLine>& lines, bool is_range) {
    const std::vector<Disagreement> disagreements = FindDisagreements(lines, is_range);
    if (disagreements.empty()) return;
    const std::string& unit =
        input_.compiled.guideline.facts[static_cast<std::size_t>(fact)].unit.code;
    std::vector<std::string> places;
    for (const Disagreement& one : disagreements) places.push_back(InWords(one.values, unit));
    std::vector<Label> labels;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::vector<std::string> answers;
      for (std::size_t k = 0; k < places.size(); ++k) {
        answers.push_back(fmt::format("{} at {}", disagreements[k].answers[i], places[k]));
      }
      labels.push_back({lines[i].span, fmt::format("this says {}", fmt::join(answers, ", "))});
    }
    found_.push_back({DiagnosticKind::kUnitsDisagree, declaration.name.span,
                      fmt::format("the answer of `{}` depends on the unit of the report at {}",
                                  declaration.name.text, JoinedWords(places, "and at")),
                      "state bounds that agree, or accept this finding with the reason",
                      std::move(labels)});
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintUnitsDisagree(const LintInput& input, Diagnostics& found) {
  UnitCheck check(input, found);
  for (std::size_t i = 0; i < input.compiled.guideline.ranges.size(); ++i) {
    const Range& range = input.compiled.guideline.ranges[i];
    const ast::Range& written = *input.names().ranges[i];
    std::vector<StatedLine> lines;
    for (std::size_t k = 0; k < range.lines.size(); ++k) {
      const ast::RangeLine& line = written.lines[k];
      lines.push_back({&range.lines[k], line.interval.span, MeaningKey(line.when.get())});
    }
    if (range.fact) check.Check(written, *range.fact, lines, true);
  }
  for (std::size_t i = 0; i < input.compiled.guideline.thresholds.size(); ++i) {
    const Threshold& threshold = input.compiled.guideline.thresholds[i];
    const ast::Threshold& written = *input.names().thresholds[i];
    std::vector<StatedLine> lines;
    for (std::size_t k = 0; k < threshold.lines.size(); ++k) {
      const ast::ThresholdLine& line = written.lines[k];
      lines.push_back({&threshold.lines[k], line.span, MeaningKey(line.when.get())});
    }
    if (threshold.fact) check.Check(written, *threshold.fact, lines, false);
  }
}

}  // namespace mgl
