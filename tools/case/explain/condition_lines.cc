// A line says all that fits on it: a cut, values, the one line of a score's item.
#include "tools/case/explain/condition_lines.h"

#include <fmt/format.h>

#include "engine/text/utf8.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

using Kind = Condition::Kind;

constexpr std::size_t kStep = 2;            // of indentation
constexpr std::size_t kLongCondition = 72;  // longer ones are not repeated above their parts

std::string_view Mark(Truth truth) {
  return truth == Truth::kYes ? "✓ yes " : truth == Truth::kNo ? "✗ no  " : "? unknown ";
}

/// The line of a score's item that has only one, without parts: it stands beside the item.
const Condition* OnlyLine(const Condition& item) {
  const bool is_only = item.kind == Kind::kItem && item.conditions.size() == 1 &&
                       item.conditions[0].conditions.empty();
  return is_only ? &item.conditions[0] : nullptr;
}

/// Values that are explained elsewhere, and cells of a row that are open, stand in the line of
/// what they are part of.
bool IsInline(const Condition& of, const Condition& part) {
  if (of.kind == Kind::kRow) return true;
  return !part.is_truth && part.kind != Kind::kItem && part.conditions.empty() &&
         part.definition.empty();
}

/// Which line counts is clear from the marks, but where a surely true one has rivals.
bool SaysNothingNew(const Condition& condition) {
  if (condition.kind != Kind::kLine && condition.kind != Kind::kRow) return condition.note.empty();
  return condition.note != "may count" || condition.truth != Truth::kYes;
}

/// The cut and the patient's values, without what the mark says already.
std::vector<std::string> LeafDetails(const Condition& condition) {
  std::vector<std::string> details;
  if (condition.cut) {
    const std::string lines = condition.cut->lines.empty()
                                  ? kNoLineCounts
                                  : fmt::format("{}", fmt::join(condition.cut->lines, " or "));
    details.push_back(condition.kind == Kind::kThreshold
                          ? lines
                          : fmt::format("{} is {}", condition.cut->title, lines));
  }
  for (const PatientValue& value : condition.values) {
    if (condition.kind == Kind::kFact) {
      if (!condition.is_truth || value.text == TruthName(condition.truth)) continue;
      details.push_back(value.text);
    } else {
      details.push_back(ValueInWords(value));
    }
  }
  if (OnlyLine(condition) != nullptr) return details;
  std::vector<std::string> open_cells;
  for (const Condition& part : condition.conditions) {
    if (!IsInline(condition, part)) continue;
    if (condition.kind == Kind::kRow) {
      open_cells.push_back(part.text);
    } else {
      details.push_back(DefinitionInWords(part));
    }
  }
  if (!open_cells.empty()) {
    details.push_back(fmt::format("not known: {}", fmt::join(open_cells, ", ")));
  }
  return details;
}

}  // namespace

Ink InkOf(Truth truth) {
  return truth == Truth::kYes ? Ink::kGood : truth == Truth::kNo ? Ink::kBad : Ink::kOpen;
}

/// "cite 1, line 21; assumed: …".
std::string SourceInWords(const Provenance& source) {
  std::vector<std::string> parts;
  for (const std::string& citation : source.citations) parts.push_back("cite " + citation);
  for (const std::string& place : source.places) parts.push_back(place);
  std::string text = fmt::format("{}", fmt::join(parts, ", "));
  for (const auto& [word, reason] :
       {std::pair("assumed", &source.assumed), std::pair("interpreted", &source.interpreted)}) {
    if (reason->empty()) continue;
    if (!text.empty()) text += "; ";
    text += fmt::format("{}: {}", word, *reason);
  }
  if (!source.file.empty()) text += fmt::format("{}of {}", text.empty() ? "" : "; ", source.file);
  for (const std::string& change : source.changed) text += "; changed by " + change;
  return text;
}

/// "Serum magnesium 1 mg/dL", "Pregnant: no".
std::string ValueInWords(const PatientValue& value) {
  const bool is_number =
      std::string_view("0123456789-<>").find(value.text[0]) != std::string_view::npos;
  return value.title + (is_number ? " " : ": ") + value.text;
}

std::string DefinitionInWords(const Condition& definition) {
  const std::string& name = definition.title.empty() ? definition.text : definition.title;
  if (definition.why_no_value.empty()) return fmt::format("{} is {}", name, definition.value);
  return fmt::format("{} has no value: {}", name, definition.why_no_value);
}

void ConditionLines::SetSource(const Provenance& source) {
  outcome_source_ = SourceInWords(source);
}

void ConditionLines::Add(std::size_t indent, const std::vector<Condition>& conditions) {
  for (const Condition& condition : conditions) AddCondition(indent, condition);
}

void ConditionLines::AddParts(std::size_t indent, const Condition& result) {
  const std::vector<std::string> details = LeafDetails(result);
  if (!details.empty()) page_.Add(indent, fmt::format("{}", fmt::join(details, "; ")));
  for (const Condition& part : result.conditions) {
    if (!IsInline(result, part)) AddCondition(indent, part);
  }
}

std::string ConditionLines::Text(const Condition& condition) const {
  std::string text = condition.text;
  const bool is_branch = condition.kind == Kind::kAll || condition.kind == Kind::kAny;
  if (is_branch && !condition.conditions.empty() && CharacterCount(text) > kLongCondition) {
    text = condition.kind == Kind::kAll ? "all of these" : "any of these";
  }
  if (!condition.title.empty() && !SaysTheSame(condition.title, condition.text)) {
    text += fmt::format(" ({})", condition.title);
  }
  if (!condition.is_truth && condition.kind != Kind::kItem && !condition.value.empty()) {
    text += " is " + condition.value;
  }
  std::vector<std::string> details = LeafDetails(condition);
  if (!condition.definition.empty()) details.insert(details.begin(), condition.definition);
  if (const Condition* line = OnlyLine(condition)) {
    Condition beside = *line;
    beside.note.clear();
    if (beside.title == condition.text) beside.title.clear();
    details.push_back(std::string(beside.is_truth ? Mark(beside.truth) : "") + Text(beside));
  }
  if (!details.empty()) text += fmt::format(": {}", fmt::join(details, "; "));
  if (!SaysNothingNew(condition)) text += fmt::format(" ({})", condition.note);
  const bool is_open = condition.decides && condition.note != kExplainedAbove &&
                       condition.note != kExplainedUnderResults;
  if (is_open) text += SourceSuffix(condition);
  return text;
}

/// " [cite 1, line 21]"; empty where it is that of the outcome itself.
std::string ConditionLines::SourceSuffix(const Condition& condition) const {
  std::vector<std::string> sources;
  for (const Provenance* source :
       {&condition.source, condition.cut ? &condition.cut->source : nullptr}) {
    const std::string text = source != nullptr ? SourceInWords(*source) : "";
    if (!text.empty() && text != outcome_source_) sources.push_back(text);
  }
  return sources.empty() ? "" : fmt::format(" [{}]", fmt::join(sources, "; "));
}

void ConditionLines::AddCondition(std::size_t indent, const Condition& condition) {
  const Ink ink = condition.decides ? InkOf(condition.truth) : Ink::kFaint;
  const bool is_item = condition.kind == Kind::kItem;
  std::string lead(condition.is_truth ? Mark(condition.truth) : "");
  if (is_item) lead = fmt::format("{:>6}  ", condition.value);
  page_.Add(indent, lead, ink, Text(condition), condition.decides ? Ink::kPlain : Ink::kFaint);
  const std::size_t below = indent + (is_item ? CharacterCount(lead) : kStep);
  if (OnlyLine(condition) != nullptr) return;
  for (const Condition& part : condition.conditions) {
    if (!IsInline(condition, part)) AddCondition(below, part);
  }
}

}  // namespace mgl
