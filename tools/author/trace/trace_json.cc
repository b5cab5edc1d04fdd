// Keys are a contract. What is not stated is null or an empty list.
#include "tools/author/trace/trace_output.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

Json TextOrNull(std::string_view text) { return text.empty() ? Json(nullptr) : Json(text); }

Json PlaceJson(const TracedPlace& place) {
  Json json;
  json["section"] = TextOrNull(place.section);
  json["line"] = place.first_line > 0 ? Json(place.first_line) : Json(nullptr);
  json["last_line"] = place.first_line > 0 ? Json(place.last_line) : Json(nullptr);
  return json;
}

Json CitationJson(const TracedCitation& citation) {
  return {{"key", citation.key},
          {"title", TextOrNull(citation.title)},
          {"year", TextOrNull(citation.year)},
          {"doi", TextOrNull(citation.doi)},
          {"address", TextOrNull(citation.address)}};
}

Json StatementJson(const TracedStatement& statement) {
  Json json;
  json["keyword"] = statement.keyword;
  json["name"] = TextOrNull(statement.name);
  json["title"] = TextOrNull(statement.title);
  json["file"] = statement.file;
  json["line"] = statement.line;
  json["standing"] = StandingName(statement.standing);
  json["places"] = Json::array();
  for (const TracedPlace& place : statement.places) json["places"].push_back(PlaceJson(place));
  json["citations"] = Json::array();
  for (const TracedCitation& citation : statement.citations) {
    json["citations"].push_back(CitationJson(citation));
  }
  json["assumed"] = TextOrNull(statement.assumed);
  json["interpreted"] = TextOrNull(statement.interpreted);
  json["because"] = TextOrNull(statement.because);
  if (!statement.changed.empty()) json["changed"] = statement.changed;
  json["examples"] = statement.examples;
  if (!statement.readings.empty()) {
    json["readings"] = statement.readings;
    json["adopted"] = TextOrNull(statement.adopted_reading);
  }
  if (!statement.says.empty()) json["says"] = statement.says;
  if (statement.adopted) json["adopted"] = *statement.adopted;
  return json;
}

Json PartJson(const Trace& trace, const TracedPart& part) {
  constexpr const char* kStates[] = {"named", "unaccounted for", "blank"};
  Json json = PlaceJson({part.section, part.first_line, part.last_line, {}});
  if (!trace.document.empty() && part.first_line > 0) json["text"] = part.text;
  json["state"] = kStates[static_cast<std::size_t>(part.state)];
  json["statements"] = part.statements;
  return json;
}

Json SummaryJson(const Trace& trace) {
  Json json;
  constexpr Standing kCounted[] = {Standing::kQuoted, Standing::kInterpreted, Standing::kAssumed,
                                   Standing::kAdded,  Standing::kSilent,      Standing::kLeftOut,
                                   Standing::kInput};
  for (const Standing standing : kCounted) {
    const std::string_view name = StandingName(standing);
    json[name == "left out" ? "left_out" : std::string(name)] = trace.counts.Of(standing);
  }
  json["lines"] = nullptr;
  if (!trace.document.empty()) {
    json["lines"] = {{"with_text", trace.counts.lines},
                     {"accounted_for", trace.counts.lines - trace.counts.unaccounted.size()},
                     {"unaccounted_for", trace.counts.unaccounted},
                     {"blank", trace.counts.blank}};
  }
  return json;
}

Json ObjectOf(const std::vector<std::pair<std::string, std::string>>& texts) {
  Json json = Json::object();
  for (const auto& [title, content] : texts) {
    json[title == "content hash" ? "content_hash" : title] = content;
  }
  return json;
}

Json ApprovalsJson(const std::vector<TracedApproval>& approvals) {
  Json json = Json::array();
  for (const TracedApproval& approval : approvals) {
    json.push_back({{"by", approval.by},
                    {"on", approval.on},
                    {"content_hash", approval.hash},
                    {"is_current", approval.is_current}});
  }
  return json;
}

}  // namespace

Json TraceJson(const Trace& trace) {
  const GuidelineHeader& header = trace.header.guideline;
  Json json;
  json["guideline"] = header.name;
  json["title"] = TextOrNull(header.title);
  json["version"] = TextOrNull(header.version);
  json["content_hash"] = "sha256:" + header.content_hash;
  json["status"] = header.status;
  json["notice"] = StatusLine(header);
  json["intended_use"] = TextOrNull(header.intended_use);
  json["not_for"] = TextOrNull(header.not_for);
  json["source"] = ObjectOf(trace.header.source);
  json["source_file"] = TextOrNull(trace.document);
  for (const std::string role : {"author", "encoder", "reviewer"}) {
    json[role + "s"] = Json::array();
    for (const auto& [title, person] : trace.header.people) {
      if (title == role) json[role + "s"].push_back(person);
    }
  }
  json["approvals"] = ApprovalsJson(trace.header.approvals);
  json["summary"] = SummaryJson(trace);
  json["statements"] = Json::array();
  for (const TracedStatement& statement : trace.statements) {
    json["statements"].push_back(StatementJson(statement));
  }
  json["places"] = Json::array();
  for (const TracedPart& part : trace.parts) json["places"].push_back(PartJson(trace, part));
  json["without_place"] = trace.without_place;
  json["inputs"] = trace.inputs;
  return json;
}

}  // namespace mgl
