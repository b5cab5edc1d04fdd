// One value of a fact that is within a range of one guideline, and that another guideline's
// threshold or range calls low or high.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_patient.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/range_sides.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// The line that counts for a value reported in this dimension; null where that hangs on more.
const CutLine* LineFor(const std::vector<CutLine>& lines, const Dimension& kind) {
  const CutLine* counts = nullptr;
  for (const CutLine& line : lines) {
    if (line.when_operand) return nullptr;
    if (counts == nullptr || line.kind == kind) counts = &line;
  }
  return counts;
}

/// " (1.5 to 2.5 mEq/L)".
std::string LineText(const CutLine* line) {
  return line == nullptr ? "" : fmt::format(" ({})", line->text);
}

class JudgedValues {
 public:
  JudgedValues(const LintInput& input, Diagnostics& found)
      : input_(input), joined_(*input.joined), found_(found) {}

  void Check() {
    for (const JudgedTwice& judged : joined_.judged) LookAt(judged);
  }

 private:
  const Range& RangeAt(FactOfPart at) const {
    return joined_.parts[at.part]->guideline.ranges[at.fact];
  }
  const Threshold& ThresholdAt(FactOfPart at) const {
    return joined_.parts[at.part]->guideline.thresholds[at.fact];
  }
  const Value& ValueOf(const JudgedTwice& judged, std::uint32_t part,
                       const std::vector<OwnDecision>& decided) const {
    const FactId fact = judged.other_is_range || part == judged.range.part
                            ? *RangeAt(part == judged.range.part ? judged.range : judged.other).fact
                            : *ThresholdAt(judged.other).fact;
    return decided[part].decision.facts[Index(fact)].value;
  }

  /// On which side of a range of a part its own value is; empty where the lines do not say.
  std::optional<RangeSide> SideOf(const JudgedTwice& judged, FactOfPart range,
                                  const std::vector<OwnDecision>& decided) const {
    const Value& value = ValueOf(judged, range.part, decided);
    const CutLine* const line = LineFor(RangeAt(range).lines, value.kind);
    if (line == nullptr || !value.known || !value.number.IsPoint()) return std::nullopt;
    const Interval& within = line->interval;
    const Rational& number = value.number.low.value;
    const auto is_beyond = [&](const Bound& end, bool is_above) {
      if (end.infinite) return false;
      if (number == end.value) return !end.closed;
      return is_above ? number > end.value : number < end.value;
    };
    if (is_beyond(within.low, false)) return RangeSide::kBelow;
    return is_beyond(within.high, true) ? RangeSide::kAbove : RangeSide::kWithin;
  }

  bool IsSaidAlone(const JudgedTwice& judged, const std::vector<OwnDecision>& decided) const {
    for (const FactOfPart at : {judged.range, judged.other}) {
      if (decided[at.part].decision.scope != Truth::kYes) return false;
      if (!ValueOf(judged, at.part, decided).known) return false;
    }
    const auto side = SideOf(judged, judged.range, decided);
    if (judged.other_is_range) {
      const auto other = SideOf(judged, judged.other, decided);
      return !side || !other || (*side == RangeSide::kWithin) != (*other == RangeSide::kWithin);
    }
    const NodeId node = ThresholdAt(judged.other).node;
    return side.value_or(RangeSide::kWithin) == RangeSide::kWithin &&
           decided[judged.other.part].decision.nodes[Index(node)].truth == Truth::kYes;
  }

  /// Those of everybody of whom the value is known and reported in this unit.
  PatientSet ReportedIn(const Variable& variable, std::size_t unit) {
    PatientSet reported = input_.proofs.everybody();
    reported.Remove(variable, variable.missing());
    ForEachValue(input_.proofs.everybody(), variable, [&](std::uint32_t value) {
      if (value != variable.missing() && value / variable.stretches.size() != unit) {
        reported.Remove(variable, value);
      }
    });
    return reported;
  }

  /// In each kind of unit for itself, since lines differ. Where all that is within the range is
  /// what the other says, or nothing of it is, the two do not part.
  void LookAt(const JudgedTwice& judged) {
    const auto& properties = input_.compiled.guideline.properties;
    const std::vector<Goal> apart = {{properties[judged.apart].condition, Truth::kYes}};
    const std::vector<Goal> alike = {{properties[judged.alike].condition, Truth::kYes}};
    const FactId fact = *RangeAt(judged.range).fact;
    const FactValues& values = input_.proofs.finder().values();
    const Variable& variable =
        values.Of(values.OfFact(FactId{joined_.facts[judged.range.part][Index(fact)]}));
    const std::size_t units = std::max<std::size_t>(variable.units.size(), 1);
    std::vector<FoundTogether> found;
    std::vector<std::string> nobody;
    std::vector<std::string> words;
    for (std::size_t unit = 0; unit < units; ++unit) {
      const PatientSet reported = ReportedIn(variable, unit);
      if (!input_.proofs.MayBeSomebody(apart, reported)) {
        if (units > 1) nobody.push_back(variable.units[unit].code);
        continue;
      }
      if (!input_.proofs.MayBeSomebody(alike, reported)) continue;
      auto together = FindTogether(
          input_, apart, PlaceOfRange(judged.range), Question(judged),
          [&](const std::vector<OwnDecision>& decided) { return IsSaidAlone(judged, decided); },
          &reported);
      if (!together) continue;
      words.push_back(input_.proofs.ForWhom(together->goals, together->found, &reported, {},
                                            &input_.proofs.everybody()));
      found.push_back(std::move(*together));
    }
    if (found.empty()) return;
    if (found.size() == units) {
      words = {input_.proofs.ForWhom(found.front().goals, found.front().found)};
    }
    std::string whom = fmt::format("{}", fmt::join(words, "; or "));
    if (!nobody.empty()) whom += "; reported in " + JoinedWords(nobody) + " for nobody";
    Tell(judged, found, whom);
  }

  /// With a patient for each kind of unit.
  void Tell(const JudgedTwice& judged, const std::vector<FoundTogether>& found,
            const std::string& whom) {
    const std::vector<OwnDecision>& decided = found.front().decided;
    const std::uint32_t part = judged.range.part;
    const std::size_t index = Index(*RangeAt(judged.range).fact);
    const Fact& fact = joined_.parts[part]->guideline.facts[index];
    const auto unit_of = [&](const FoundTogether& together) {
      const Unit* const unit = together.decided[part].patient.facts[index].unit;
      return unit != nullptr ? unit->code : fact.unit.code;
    };
    const std::string number = FormatShown(decided[part].patient.facts[index].number.low.value);
    Diagnostic finding{
        DiagnosticKind::kJudgedApart,
        PlaceOfRange(judged.range),
        fmt::format("`{}` of {} is {} and {}: {}", fact.name,
                    fact.has_unit ? number + " " + unit_of(found.front()) : number,
                    SaidOfRange(judged, judged.range, decided),
                    judged.other_is_range ? SaidOfRange(judged, judged.other, decided)
                                          : SaidOfThreshold(judged, decided),
                    whom),
        "let both say the same of these values, or say for whom each holds, or accept it with the "
        "reason",
        {{PlaceOfOther(judged), "the other"}}};
    std::vector<std::string> expected;
    if (!judged.other_is_range) expected.push_back(ThresholdAt(judged.other).name);
    for (const FoundTogether& together : found) {
      std::string title = fmt::format("{} of {} and {} part", fact.name, joined_.labels[part],
                                      joined_.labels[judged.other.part]);
      if (found.size() > 1) title += ", in " + unit_of(together);
      finding.example += AsExamples(joined_, together.decided, input_.as_of, title,
                                    {{part, {}}, {judged.other.part, expected}});
    }
    found_.push_back(std::move(finding));
  }

  /// "within `normal_magnesium` (1.5 to 2.5 mEq/L) of a.mgl".
  std::string SaidOfRange(const JudgedTwice& judged, FactOfPart range,
                          const std::vector<OwnDecision>& decided) const {
    const auto side = SideOf(judged, range, decided);
    const Value& value = ValueOf(judged, range.part, decided);
    const std::string_view where = !side                         ? "judged by"
                                   : *side == RangeSide::kWithin ? "within"
                                   : *side == RangeSide::kBelow  ? "below"
                                                                 : "above";
    return fmt::format("{} `{}`{} of {}", where, RangeAt(range).name,
                       LineText(LineFor(RangeAt(range).lines, value.kind)),
                       joined_.labels[range.part]);
  }
  std::string SaidOfThreshold(const JudgedTwice& judged,
                              const std::vector<OwnDecision>& decided) const {
    const Threshold& threshold = ThresholdAt(judged.other);
    const Value& value = ValueOf(judged, judged.other.part, decided);
    return fmt::format("`{}`{} of {}", threshold.name,
                       LineText(LineFor(threshold.lines, value.kind)),
                       joined_.labels[judged.other.part]);
  }

  std::string Question(const JudgedTwice& judged) const {
    const std::string& other =
        judged.other_is_range ? RangeAt(judged.other).name : ThresholdAt(judged.other).name;
    return fmt::format("a value is judged apart by `{}` of {} and `{}` of {}",
                       RangeAt(judged.range).name, joined_.labels[judged.range.part], other,
                       joined_.labels[judged.other.part]);
  }

  Span PlaceOfRange(FactOfPart at) const {
    const Resolution& names = joined_.parts[at.part]->text.names;
    return PlaceInAll(joined_, at.part, PlaceOf(*names.ranges[at.fact]));
  }
  Span PlaceOfOther(const JudgedTwice& judged) const {
    if (judged.other_is_range) return PlaceOfRange(judged.other);
    const Resolution& names = joined_.parts[judged.other.part]->text.names;
    return PlaceInAll(joined_, judged.other.part, PlaceOf(*names.thresholds[judged.other.fact]));
  }

  const LintInput& input_;
  const JoinedGuidelines& joined_;
  Diagnostics& found_;
};

}  // namespace

void LintJudgedApart(const LintInput& input, Diagnostics& found) {
  if (input.joined != nullptr) JudgedValues(input, found).Check();
}

}  // namespace mgl
