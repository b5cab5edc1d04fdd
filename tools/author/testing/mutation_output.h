// What came of mutants, for people and for programs.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/author/testing/mutation.h"

namespace mgl {

/// The score, then each survivor with its place, its edit and a patient as an example.
std::string MutationText(const CompiledGuideline& compiled, const MutationReport& report);

/// {"score": {"killed", "of", "percent"}, "equivalent", "survived", "not_decided",
///  "not_compiled", "left_out",
///  "mutants": [{"kind", "line", "column", "state", "edit": {"offset", "end_offset", "text"},
///               "before", "killed_by", "reason", "example"}]}
/// "state" is "killed", "equivalent", "survived" or "not decided"; "killed_by", "reason" and
/// "example" are null where there is none. Offsets are of bytes in the text.
nlohmann::ordered_json MutationJson(const CompiledGuideline& compiled,
                                    const MutationReport& report);

}  // namespace mgl
