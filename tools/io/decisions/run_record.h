// What a run was: written beside every output, so that a decision can be traced to what made it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "engine/eval_scalar.h"
#include "engine/model/guideline.h"

namespace mgl {

/// guideline, title, version, content_hash, status, approved (false: not clinically approved),
/// readings (those that are not the adopted ones, by ambiguity), local_version (null), as_of,
/// engine_version.
nlohmann::ordered_json MakeRunRecord(const Guideline& guideline, const EvaluationOptions& options);

}  // namespace mgl
