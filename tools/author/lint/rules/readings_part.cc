// A treatment that hangs on the reading of an ambiguity, and of which another guideline speaks.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/joined_places.h"
#include "tools/author/lint/reading_patients.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/stances.h"

namespace mgl {
namespace {

class OtherReadings {
 public:
  OtherReadings(const LintInput& input, Diagnostics& found)
      : input_(input), joined_(*input.joined), stances_(input), found_(found) {}

  void Check() {
    for (const Stance& stance : stances_.all()) {
      if (!stance.IsOfRule()) continue;
      const std::vector<const Stance*> others = SpokenOf(stance);
      if (others.empty()) continue;
      const Guideline& guideline = joined_.parts[stance.part]->guideline;
      for (std::uint32_t i = 0; i < guideline.ambiguities.size(); ++i) {
        if (guideline.ambiguities[i].adopted) LookAt(stance, i, others);
      }
    }
  }

 private:
  /// What other guidelines say of the treatment.
  std::vector<const Stance*> SpokenOf(const Stance& stance) const {
    std::vector<const Stance*> others;
    for (const Stance& other : stances_.all()) {
      if (other.part == stance.part || !ShareScope(stance.part, other.part)) continue;
      if (IsGivenAs(stance, other) || IsGivenAs(other, stance)) others.push_back(&other);
    }
    return others;
  }

  /// Whether somebody may be in the scope of both.
  bool ShareScope(std::uint32_t part, std::uint32_t other) const {
    std::vector<Goal> goals;
    for (const std::uint32_t one : {part, other}) {
      const auto scope = joined_.Defined(joined_.NameOfScope(one));
      if (scope) goals.push_back({*scope, Truth::kYes});
    }
    return goals.size() < 2 || input_.proofs.MayBeSomebody(goals, input_.proofs.everybody());
  }

  void LookAt(const Stance& stance, std::uint32_t index, const std::vector<const Stance*>& others) {
    const CompiledGuideline& part = *joined_.parts[stance.part];
    const ast::Ambiguity& written = *part.text.names.ambiguities[index];
    const Ambiguity& ambiguity = part.guideline.ambiguities[index];
    const Span place = PlaceInAll(joined_, stance.part, written.adopted->span);
    const std::vector<ReadingsPart> parts =
        PatientsBetweenReadings(part.guideline, index, {stance.index}, place, input_);
    if (parts.empty()) return;
    std::string message =
        fmt::format("{} {} {}, of which {} too, by the reading `{}` of `{}`",
                    stances_.Called(stance), stance.words, Quoted(stance.name), Speakers(others),
                    ambiguity.readings[*ambiguity.adopted].name, ambiguity.name);
    std::string example;
    for (const ReadingsPart& one : parts) {
      message +=
          fmt::format("; by `{}` {}", ambiguity.readings[one.reading].name, PartInWords(one));
      if (!one.example.empty()) {
        example += fmt::format("# {}\n{}", joined_.labels[stance.part], one.example);
      }
    }
    Diagnostic finding{DiagnosticKind::kReadingsPart,
                       place,
                       std::move(message),
                       "settle with the authors of the source which reading is meant, before the "
                       "guidelines are used together, or accept it with the reason",
                       {{stances_.PlaceIn(stance), std::string(stance.words) + " it"}}};
    for (const Stance* const other : others) {
      const Span there = stances_.PlaceIn(*other);
      const auto is_there = [&](const Label& label) { return label.span == there; };
      if (std::ranges::any_of(finding.labels, is_there)) continue;
      finding.labels.push_back({there, fmt::format("{} {}", other->words, Quoted(other->name))});
    }
    finding.example = std::move(example);
    found_.push_back(std::move(finding));
  }

  /// "b.mgl speaks".
  std::string Speakers(const std::vector<const Stance*>& others) const {
    std::vector<std::string> labels;
    for (const Stance* const other : others) {
      const std::string& label = joined_.labels[other->part];
      if (std::ranges::find(labels, label) == labels.end()) labels.push_back(label);
    }
    return JoinedWords(labels, "and") + (labels.size() == 1 ? " speaks" : " speak");
  }

  const LintInput& input_;
  const JoinedGuidelines& joined_;
  const Stances stances_;
  Diagnostics& found_;
};

}  // namespace

void LintReadingsPart(const LintInput& input, Diagnostics& found) {
  if (input.joined != nullptr) OtherReadings(input, found).Check();
}

}  // namespace mgl
