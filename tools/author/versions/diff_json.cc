#include "tools/author/versions/diff_report.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

const char* WeightKey(ContentChange::Weight weight) {
  switch (weight) {
    case ContentChange::Weight::kActedOn:
      return "acted on";
    case ContentChange::Weight::kRead:
      return "read from data";
    case ContentChange::Weight::kPromised:
      return "promised";
    case ContentChange::Weight::kCondition:
      return "condition";
    case ContentChange::Weight::kWording:
      break;
  }
  return "wording";
}

Json ChangeJson(const OutcomeChange& change) {
  Json json{{"from", change.from},
            {"to", change.to},
            {"patients", change.regions},
            {"all_listed", change.are_all},
            {"some_of_them", change.are_some}};
  if (!change.on_day.empty()) json["on"] = change.on_day;
  json["shown_from"] = change.shown_from;
  json["shown_to"] = change.shown_to;
  if (!change.patient.empty()) json["patient"] = change.patient;
  if (!change.example.empty()) json["example"] = change.example;
  return json;
}

Json StatementJson(const StatementDiff& statement) {
  Json json{{"kind", statement.kind}, {"name", statement.name}};
  if (!statement.title.empty()) json["title"] = statement.title;
  json["state"] = statement.is_new ? "new" : statement.is_gone ? "gone" : "in both";
  json["trend"] = TrendText(statement.trend);
  json["changes"] = Json::array();
  for (const OutcomeChange& change : statement.changes) {
    json["changes"].push_back(ChangeJson(change));
  }
  json["not_decided"] = statement.not_decided;
  return json;
}

}  // namespace

Json DiffJson(const VersionDiff& diff) {
  Json json{{"old", diff.before},
            {"new", diff.after},
            {"as_of", FormatDay(diff.as_of)},
            {"summary", DiffHeadline(diff)},
            {"differs", diff.Differs()},
            {"proved", !diff.SomeAreNotDecided()},
            {"hangs_on_day", diff.hangs_on_day},
            {"tried_dates", diff.tried_dates},
            {"open_not_compared", diff.open_results},
            {"for_whom", diff.for_whom},
            {"where", diff.where}};
  json["statements"] = Json::array();
  for (const StatementDiff& statement : diff.statements) {
    json["statements"].push_back(StatementJson(statement));
  }
  json["contents"] = Json::array();
  for (const ContentChange& change : diff.contents) {
    json["contents"].push_back({{"of", change.of},
                                {"what", change.what},
                                {"old", change.before},
                                {"new", change.after},
                                {"weight", WeightKey(change.weight)}});
  }
  json["renamed"] = Json::array();
  for (const Rename& rename : diff.renames) {
    json["renamed"].push_back(
        {{"kind", rename.kind}, {"old", rename.before}, {"new", rename.after}});
  }
  return json;
}

}  // namespace mgl
