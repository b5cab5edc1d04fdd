// Keys are a contract: they stand in NDJSON records, in .run.json files and in summaries.
#include "tools/io/decisions/run_record.h"

#include "engine/value/calendar.h"
#include "tools/version.h"

namespace mgl {

nlohmann::ordered_json MakeRunRecord(const Guideline& guideline, const EvaluationOptions& options) {
  nlohmann::ordered_json record;
  record["guideline"] = guideline.header.name;
  record["title"] = guideline.header.title;
  record["version"] = guideline.header.version;
  record["content_hash"] = "sha256:" + guideline.header.content_hash;
  record["status"] = guideline.header.status;
  record["intended_use"] = guideline.header.intended_use;
  nlohmann::ordered_json readings = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < options.readings.size(); ++i) {
    if (!options.readings[i]) continue;
    const Ambiguity& ambiguity = guideline.ambiguities[i];
    if (options.readings[i] == ambiguity.adopted) continue;
    readings[ambiguity.name] = ambiguity.readings[*options.readings[i]].name;
  }
  record["readings"] = std::move(readings);
  record["local_version"] = nullptr;
  record["as_of"] = FormatDay(options.as_of);
  record["engine_version"] = kVersion;
  return record;
}

}  // namespace mgl
