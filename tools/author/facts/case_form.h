// What cases of a guideline look like: a header, a blank case, a schema.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tools/author/facts/fact_sheet.h"

namespace mgl {

/// `id,age,serum_magnesium`; in full with `FACT.unit` (where it has a unit) and `FACT.date` behind
/// each.
std::string CsvHeader(const std::vector<ListedFact>& facts, bool full);

/// One case with nothing filled in; a comment says what each fact is. `mgl run` reads it.
std::string BlankCaseYaml(const Guideline& guideline, const std::vector<ListedFact>& facts,
                          bool full);

/// JSON Schema (draft 2020-12) of one case, a flat object, as a line of NDJSON holds it. Whatever
/// `mgl run` reads without a word fits, and but for units nothing else (tools/io/README.md).
nlohmann::ordered_json CaseSchema(const Guideline& guideline, const std::vector<ListedFact>& facts);

}  // namespace mgl
