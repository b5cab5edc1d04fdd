// Diagnostics are only appended while mistakes are collected, so their indexes stay valid.
#include "dsl/diagnostic/repeated_mistakes.h"

#include <fmt/format.h>

namespace mgl {

void RepeatedMistakes::Report(DiagnosticKind kind, const std::string& key, Span span,
                              const std::function<Diagnostic()>& make, std::vector<Edit> edits) {
  const auto [entry, is_first] = mistakes_.try_emplace({kind, key});
  Mistake& mistake = entry->second;
  if (is_first) {
    mistake.diagnostic = diagnostics_.size();
    diagnostics_.push_back(make());
    return;
  }
  for (Edit& edit : edits) diagnostics_[mistake.diagnostic].edits.push_back(std::move(edit));
  // The parser copies a unit to both bounds: that is one place.
  if (span == diagnostics_[mistake.diagnostic].span || span == mistake.last) return;
  if (mistake.more++ == 0) mistake.second = span;
  mistake.last = span;
}

void RepeatedMistakes::Finish() {
  for (const auto& [key, mistake] : mistakes_) {
    if (mistake.more == 0) continue;
    const std::size_t rest = mistake.more - 1;
    std::string text = "it stands here too";
    if (rest > 0) text += fmt::format(", and {} more {}", rest, rest == 1 ? "time" : "times");
    diagnostics_[mistake.diagnostic].labels.push_back({mistake.second, std::move(text)});
  }
  mistakes_.clear();
}

}  // namespace mgl
