// Conditions as indented lines: the mark, the author's words, what they stand for, the patient's
// values.
#pragma once

#include <string>
#include <vector>

#include "tools/case/explain/explanation.h"
#include "tools/words/document.h"

namespace mgl {

class ConditionLines {
 public:
  /// The page must outlive it.
  explicit ConditionLines(Document& page) : page_(page) {}

  /// The source of the outcome that is explained from here on: it is not said again.
  void SetSource(const Provenance& source);

  void Add(std::size_t indent, const std::vector<Condition>& conditions);
  /// What stands below a result, without its own line.
  void AddParts(std::size_t indent, const Condition& result);

 private:
  void AddCondition(std::size_t indent, const Condition& condition);
  std::string Text(const Condition& condition) const;
  std::string SourceSuffix(const Condition& condition) const;

  Document& page_;
  std::string outcome_source_;
};

Ink InkOf(Truth truth);

/// "cite 1, line 21; assumed: …"; empty where nothing is said.
std::string SourceInWords(const Provenance& source);

/// "Serum magnesium 1 mg/dL", "Pregnant: no".
std::string ValueInWords(const PatientValue& value);

/// "Stage is mild", "Stage has no value: no row holds".
std::string DefinitionInWords(const Condition& definition);

/// Of a range or threshold without a line that counts.
inline constexpr const char* kNoLineCounts =
    "not stated for this patient: none of its lines counts";

}  // namespace mgl
