// What the examples show of what can be shown at all: each side of each bound, each part of a
// condition where it alone decides, each outcome, status, value, reading and line; what no patient
// can show is proved, and does not count.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "tools/author/testing/aim.h"
#include "tools/case/examples/example_run.h"

namespace mgl {

struct ProvedCoverage {
  std::unique_ptr<PatientFinder> finder;  // the aims' patients point to its units
  std::vector<Aim> aims;

  /// Of those that are not proved to be impossible.
  CoverageTotal Total(AimKind kind) const;
  CoverageTotal Total() const;
  std::size_t Count(Aim::State state) const;
};
inline constexpr AimKind kAimKinds[] = {AimKind::kOutcome, AimKind::kUnknown, AimKind::kStatus,
                                        AimKind::kValue,   AimKind::kReading, AimKind::kLine,
                                        AimKind::kBound,   AimKind::kPart};

/// `run` has its coverage. `compiled` must outlive the result.
ProvedCoverage ProveCoverage(const CompiledGuideline& compiled, const ExampleRun& run, Day today);

/// What an aim is, on one line: "supply: low, alone decides: yes".
std::string AimText(const Aim& aim);

/// A table of totals, then lists: what no example shows, what cannot be, what is not decided.
std::string ProvedCoverageText(const SourceFile& source, const ProvedCoverage& proved);

}  // namespace mgl
