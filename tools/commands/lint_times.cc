#include "tools/commands/lint_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tools/author/lint/lint.h"

namespace mgl {
namespace {

constexpr double kLeast = 0.0001;  // seconds

std::string Line(std::string_view what, double seconds) {
  return fmt::format("{:<40} {:>10.1f} ms\n", what, seconds * 1000);
}

}  // namespace

double LintTimes::Since() {
  const double now = host_.Seconds();
  return now - std::exchange(last_, now);
}

std::string LintTimes::Text() const {
  std::vector<std::pair<double, DiagnosticKind>> plain;
  std::vector<std::pair<double, DiagnosticKind>> proved;
  for (const auto& [kind, seconds] : rules_) {
    (IsProved(Info(kind)) ? proved : plain).emplace_back(seconds, kind);
  }
  const auto part = [](std::string_view what, auto& rules) {
    std::ranges::stable_sort(rules, std::ranges::greater(),
                             [](const auto& rule) { return rule.first; });
    double all = 0;
    std::string lines;
    for (const auto& [seconds, kind] : rules) {
      all += seconds;
      if (seconds < kLeast) continue;
      const DiagnosticKindInfo& info = Info(kind);
      lines += Line(fmt::format("  {} {}", info.code, KindName(info)), seconds);
    }
    return Line(what, all) + lines;
  };
  return "mgl lint: time\n" + Line("read", read_) + Line("compile", compile_) +
         part("findings without proofs", plain) + part("findings by proofs", proved) +
         Line("all", host_.Seconds() - begin_);
}

}  // namespace mgl
