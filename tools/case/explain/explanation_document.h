// An explanation as a page, for a terminal or a browser: in full, and in short.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "engine/model/guideline.h"
#include "tools/case/explain/explanation.h"
#include "tools/words/document.h"

namespace mgl {

/// `run_record`: see tools/io/decisions/run_record.h.
Document ExplanationDocument(const Explanation& explanation, const Guideline& guideline,
                             const nlohmann::ordered_json& run_record);

/// What to do, why in a line each, what to ask; titles, no names. `tells_why_not`: why, of what
/// does not apply too.
Document ShortDocument(const Explanation& explanation, const Guideline& guideline,
                       const nlohmann::ordered_json& run_record, bool tells_why_not);

// What both say.

/// Guideline, status, readings, the case, the day.
void AddCaseHead(const std::string& id, const Guideline& guideline,
                 const nlohmann::ordered_json& run_record, Document& page);

/// "The guideline is for this patient."; empty where it is for every patient.
std::string_view ScopeInWords(const Explanation& explanation);
void AddScope(const Explanation& explanation, Document& page);

void AddWarnings(const Explanation& explanation, Document& page);

/// That nothing applies; empty where something does.
std::string_view NoRecommendation(const Explanation& explanation);

/// `with_names`: of the facts too.
void AddQuestions(const Explanation& explanation, bool with_names, Document& page);

/// "would apply if Serum magnesium is below 1.2 mg/dL; …", "to decide it, ask: …"; empty where
/// nothing is asked. Facts by their names, or by their titles.
std::string UndecidedInWords(const Undecided& undecided, bool by_title);

Ink InkOf(Outcome outcome);

}  // namespace mgl
