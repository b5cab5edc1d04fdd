#include <fmt/format.h>

#include <algorithm>

#include "engine/text/utf8.h"
#include "tools/author/testing/proved_coverage.h"

namespace mgl {
namespace {

std::string TotalsText(const ProvedCoverage& proved) {
  std::string out;
  const auto add = [&](const std::string& what, const CoverageTotal& total) {
    if (total.of == 0) return;
    const std::string counts = fmt::format("{} of {}", total.covered, total.of);
    out += fmt::format("  {:<24}{:>12}  {:>3} %\n", what, counts, total.Percent());
  };
  for (const AimKind kind : kAimKinds) add(AimKindTitle(kind), proved.Total(kind));
  add("all", proved.Total());
  return out;
}

std::string ListText(const SourceFile& source, const ProvedCoverage& proved, Aim::State state,
                     const std::string& title) {
  std::string out;
  for (const Aim& aim : proved.aims) {
    if (aim.state != state) continue;
    const std::string reason = aim.reason.empty() ? "" : fmt::format(" ({})", aim.reason);
    out += fmt::format("  {}:{}: {}{}\n", source.PathAt(aim.place.begin),
                       source.PositionOf(aim.place.begin).line, AimText(aim), reason);
  }
  return out.empty() ? "" : "\n" + title + "\n" + out;
}

}  // namespace

std::string ProvedCoverageText(const SourceFile& source, const ProvedCoverage& proved) {
  const CoverageTotal total = proved.Total();
  std::string out = fmt::format("\nof what some patient can show: {} %, {} of {}\n",
                                total.Percent(), total.covered, total.of);
  out += TotalsText(proved);
  out += ListText(source, proved, Aim::State::kMissing,
                  "no example shows (`mgl test --generate` writes one for each)");
  out += ListText(source, proved, Aim::State::kImpossible, "no patient can show, so not counted");
  out += ListText(source, proved, Aim::State::kNotDecided,
                  "no example shows, and whether a patient can is not decided");
  return out;
}

}  // namespace mgl
