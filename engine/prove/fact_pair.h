// One fact in two versions of a guideline: whether both take the same value from what is reported,
// and the fact of what is reported where they do not.
#pragma once

#include <optional>
#include <vector>

#include "engine/model/guideline.h"

namespace mgl {

/// How the definitions of a fact differ in which value counts.
struct FactDifference {
  bool is_apart = false;  // what each takes cannot be worked out from one reported value
  bool in_plausible = false;
  bool in_steps = false;
  bool in_default = false;
  bool in_unit = false;
  bool in_choices = false;
  bool in_conversion = false;  // of other units: values in the fact's own unit are taken alike

  /// Values in the fact's own unit, that is.
  bool IsNone() const {
    return !is_apart && !in_plausible && !in_steps && !in_default && !in_unit && !in_choices;
  }
};

/// Without what values are suspect for.
FactDifference DifferenceOf(const Fact& before, const Fact& after);

/// Whether what data say of the fact, a cell or an object, says the same to both: its unit and how
/// that is spelt, its choices with their labels and codes, the substance by which units convert.
bool AreReadAlike(const Fact& before, const Fact& after);

/// The fact of what is reported of both, in the unit of `after`, with the choices of both, those of
/// `after` first; nothing is put aside of it that some version takes.
Fact ReportedFactOf(const Fact& before, const Fact& after, const FactDifference& difference);

/// By choice of `reported`: which it is in the version; empty: none that it has.
std::vector<std::optional<std::uint32_t>> ChoicesIn(const Fact& version, const Fact& reported);

}  // namespace mgl
