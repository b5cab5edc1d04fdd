// What several guidelines say of treatments, and for whom two of them meet.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/author/lint/joined_patient.h"
#include "tools/author/lint/rules.h"

namespace mgl {

/// What a part says of a treatment: a rule's action, a contraindication or caution, a limit.
struct Stance {
  enum class Kind : std::uint8_t { kGives, kAvoids, kContraindicates, kWarns, kLimits };
  Kind kind{};
  std::uint32_t part = 0;
  std::uint32_t index = 0;       // in the part: of the rule, contraindication or medication
  std::uint32_t medication = 0;  // in the part
  std::string name;              // of the treatment: the medication, or the option or part of it
  /// What is surely taken where this is given: itself, its medication, all parts, an only option.
  std::vector<std::string> given;
  /// What it means where it is not to be given: itself, and of a medication all its options.
  std::vector<std::string> meant;
  std::vector<std::string> options;  // of a medication that is named as a whole
  std::string_view words;            // "gives", "avoids", "has a contraindication against"

  bool IsOfRule() const { return kind == Kind::kGives || kind == Kind::kAvoids; }
};

/// Giving what the first names is surely giving what the other speaks of.
bool IsGivenAs(const Stance& given, const Stance& of);

/// Likewise, or an option of what is given may be it.
bool MayBeGivenAs(const Stance& given, const Stance& of);

/// Those of several guidelines. The input must outlive it.
class Stances {
 public:
  explicit Stances(const LintInput& input);

  const std::vector<Stance>& all() const { return stances_; }
  std::vector<const Stance*> Of(Stance::Kind kind) const;

  /// What two parts say of one treatment, who gives it first, in the order of the text.
  struct Pair {
    const Stance* given;
    const Stance* other;
  };
  std::vector<Pair> PairsWith(Stance::Kind kind) const;

  /// By what one of the guidelines declares.
  bool AreExclusive(const Stance& first, const Stance& second) const;

  /// That it holds, of a limit that the patient is in the scope of its guideline.
  std::vector<Goal> GoalsOf(const Stance& stance) const;
  bool SaysAlone(const Stance& stance, const std::vector<OwnDecision>& decided) const;
  /// A patient of whom both hold, by each guideline alone, and the goals; `is_so`: what else each
  /// guideline must say alone.
  std::optional<FoundTogether> FindBoth(
      const Pair& pair, const std::vector<Goal>& goals = {},
      const std::function<bool(const std::vector<OwnDecision>&)>& is_so = {}) const;

  const ast::DeclarationBase& Written(const Stance& stance) const;
  Span PlaceIn(const Stance& stance) const;
  /// "`supply` of b.mgl"; of what is no rule "b.mgl".
  std::string Called(const Stance& stance) const;
  /// "for creatinine_clearance below 30 mL/min": of whom this alone holds, around who was found.
  std::string ForWhom(const Stance& stance, const FoundTogether& found) const;
  /// The patient as an example for the guideline of each.
  std::string AsExamples(const Pair& pair, const FoundTogether& found,
                         const std::string& title) const;

 private:
  void Collect(std::uint32_t part);
  Stance On(std::uint32_t part, const Treatment& treatment) const;
  const Guideline& GuidelineAt(std::uint32_t part) const { return joined_.parts[part]->guideline; }
  const Resolution& NamesAt(std::uint32_t part) const { return joined_.parts[part]->text.names; }

  const LintInput& input_;
  const JoinedGuidelines& joined_;
  std::vector<Stance> stances_;
  std::vector<std::size_t> first_rule_, first_contraindication_;  // by part, in all
};

}  // namespace mgl
