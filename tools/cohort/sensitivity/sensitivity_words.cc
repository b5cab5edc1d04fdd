#include "tools/cohort/sensitivity/sensitivity_words.h"

#include <fmt/format.h>

#include "tools/words/one_line.h"

namespace mgl {
namespace {

std::string ChangeText(const ChangeCounts& counts) {
  std::string text;
  const auto add = [&text](std::uint64_t count, std::string_view how) {
    if (count == 0) return;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", Grouped(count), how);
  };
  add(counts[OutcomeShift::kMore], "more");
  add(counts[OutcomeShift::kFewer], "fewer");
  add(counts[OutcomeShift::kUnknown], "then unknown");
  add(counts[OutcomeShift::kNoLongerUnknown], "no longer unknown");
  add(counts[OutcomeShift::kOther], "otherwise");
  return text;
}

/// `serum_magnesium "Serum magnesium"`.
std::string NameAndTitle(const OpenQuestion& question) {
  const std::string title = OnOneLine(question.title);
  if (question.name.empty()) return title.empty() ? "a number" : fmt::format("\"{}\"", title);
  return title.empty() ? question.name : fmt::format("{} \"{}\"", question.name, title);
}

std::string AlternativesOf(const OpenQuestions& open, std::size_t question) {
  std::string text;
  for (const Alternative& alternative : open.alternatives) {
    if (alternative.question != question) continue;
    text += (text.empty() ? "" : ", ") + alternative.text;
  }
  return text;
}

}  // namespace

std::string_view KindName(OpenQuestion::Kind kind) {
  switch (kind) {
    case OpenQuestion::Kind::kAmbiguity:
      return "ambiguity";
    case OpenQuestion::Kind::kNumber:
      return "number";
    case OpenQuestion::Kind::kUnit:
      return "unit";
    case OpenQuestion::Kind::kFact:
      break;
  }
  return "missing";
}

std::string TaskText(const OpenQuestions& open, std::size_t index) {
  const OpenQuestion& question = open.questions[index];
  const std::string name = NameAndTitle(question);
  switch (question.kind) {
    case OpenQuestion::Kind::kAmbiguity:
      return question.now.empty()
                 ? fmt::format("choose a reading of {}: {}", name, AlternativesOf(open, index))
                 : fmt::format("confirm the reading of {}: {}, not {}", name, question.now,
                               AlternativesOf(open, index));
    case OpenQuestion::Kind::kNumber: {
      const std::string of = question.reading.empty() ? "" : fmt::format(", {}", question.reading);
      return fmt::format("confirm the number of {}{}: {} (line {})", name, of, question.now,
                         question.line);
    }
    case OpenQuestion::Kind::kUnit:
      return fmt::format("state the unit of {}: {}, or {}", name, question.now,
                         AlternativesOf(open, index));
    case OpenQuestion::Kind::kFact:
      break;
  }
  return fmt::format("find out {}", name);
}

std::string NameOfOutcome(const Guideline& guideline, const OutcomePair& pair) {
  switch (pair.kind) {
    case OutcomePair::Kind::kScope:
      return "scope";
    case OutcomePair::Kind::kRule:
      return guideline.rules[pair.index].name;
    case OutcomePair::Kind::kResult:
      return guideline.results[pair.index].name;
    case OutcomePair::Kind::kRecheck:
      break;
  }
  return guideline.rechecks[pair.index].name;
}

std::string ChangesText(const Guideline& guideline, const OpenQuestions& open,
                        const SensitivityCounts& counts, std::size_t alternative) {
  std::string text;
  for (std::size_t i = 0; i < open.pairs.size(); ++i) {
    if (open.pairs[i].alternative != alternative || !counts.pairs[i].IsAny()) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ",
                        NameOfOutcome(guideline, open.pairs[i]), ChangeText(counts.pairs[i]));
  }
  return text;
}

}  // namespace mgl
