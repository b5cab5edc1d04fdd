// The NDJSON of decisions.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/result_cell.h"
#include "tools/io/decision_writer.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

Json DateOrNull(const std::optional<Day>& day) { return day ? Json(FormatDay(*day)) : Json(); }

Json NonEmpty(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json MedicationInFull(const Medication& medication) {
  Json json;
  json["name"] = medication.name;
  json["title"] = medication.title;
  json["dose"] = Json::array();
  json["limits"] = medication.limits;
  json["contains"] = medication.contents;
  json["route"] = NonEmpty(medication.route);
  json["duration"] = NonEmpty(medication.duration);
  json["basis"] = NonEmpty(medication.basis);
  json["basis_because"] = NonEmpty(medication.basis_because);
  json["choose"] = NonEmpty(medication.choose);
  json["options"] = Json::array();
  return json;
}

/// What of a medication depends on the case: doses with a condition (`dose_if_confirmed`: it is
/// unknown), options that are not blocked, cautions that apply.
void AddForCase(const Guideline& guideline, const Decision& decision, const Action& action,
                Json& json) {
  const auto truth = [&](NodeId node) { return decision.nodes[Index(node)].truth; };
  const Treatment given = *TreatmentOf(action);
  const Medication& medication = guideline.medications[given.medication];
  Json& full = json["medication"];
  for (const Medication::Dose& dose : medication.doses) {
    const Truth applies = dose.when ? truth(*dose.when) : Truth::kYes;
    if (applies == Truth::kYes) full["dose"].push_back(dose.text);
    if (applies == Truth::kUnknown) full["dose_if_confirmed"].push_back(dose.text);
  }
  for (const MedicationOption& option : medication.options) {
    if (option.blocked && truth(*option.blocked) == Truth::kYes) continue;
    full["options"].push_back({{"name", option.name}, {"title", option.title}});
  }
  json["cautions"] = Json::array();
  for (const Contraindication& caution : guideline.contraindications) {
    if (caution.blocks || truth(caution.when) != Truth::kYes) continue;
    const bool is_of_it = std::ranges::any_of(
        caution.treatments, [&](const Treatment& named) { return MayBeGivenAs(given, named); });
    if (is_of_it) json["cautions"].push_back(caution.title);
  }
}

/// A number that is known exactly as a number, all else as the CSV's cell.
Json ResultValue(const ResultColumn& column, const Value& value) {
  const std::string cell = ResultCell(column, value);
  if (cell.empty()) return {};
  if (column.type != FactType::kNumber || !value.number.IsPoint()) return cell;
  return Json::parse(cell);
}

Json DietInFull(const Diet& diet) {
  Json json;
  json["name"] = diet.name;
  json["title"] = diet.title;
  json["foods"] = Json::array();
  for (const Food& food : diet.foods) {
    json["foods"].push_back(
        {{"name", food.name}, {"title", food.title}, {"servings", food.servings}});
  }
  return json;
}

Json ActionInFull(const Guideline& guideline, const Rule& rule, const Action& action) {
  Json json;
  json["rule"] = rule.name;
  json["title"] = rule.title;
  json["verb"] = ActionVerbName(action.verb);
  switch (action.target) {
    case Action::Target::kText:
      json["text"] = action.text;
      break;
    case Action::Target::kMedication:
      json["medication"] = MedicationInFull(guideline.medications[action.index]);
      break;
    case Action::Target::kOption: {
      const Medication& medication = guideline.medications[action.index];
      json["medication"] = MedicationInFull(medication);
      json["option"] = medication.options[action.option].name;
      break;
    }
    case Action::Target::kFact: {
      const Fact& fact = guideline.facts[action.index];
      json["test"] = {{"name", fact.name}, {"title", fact.title}};
      break;
    }
    case Action::Target::kDiet:
      json["diet"] = DietInFull(guideline.diets[action.index]);
      break;
  }
  json["urgency"] =
      rule.urgency == Urgency::kNone ? Json() : Json(std::string(UrgencyName(rule.urgency)));
  json["strength"] = NonEmpty(rule.strength);
  json["certainty"] = NonEmpty(rule.certainty);
  json["because"] = NonEmpty(rule.because);
  json["citations"] = rule.provenance.citations;
  json["places"] = rule.provenance.places;
  json["assumed"] = NonEmpty(rule.provenance.assumed);
  json["interpreted"] = NonEmpty(rule.provenance.interpreted);
  return json;
}

class NdjsonDecisionWriter : public DecisionWriter {
 public:
  NdjsonDecisionWriter(const Guideline& guideline, const DecisionLayout& layout, Json run_record)
      : guideline_(guideline), layout_(layout), run_record_(std::move(run_record)) {
    for (const Rule& rule : guideline.rules) {
      Json& actions = actions_.emplace_back(Json::array());
      for (const Action& action : rule.actions) {
        actions.push_back(ActionInFull(guideline, rule, action));
      }
    }
  }

  std::string Header() const override { return ""; }

  void Append(const std::string& id, const Decision& decision, std::string& out) const override {
    Json json;
    if (layout_.id) json["id"] = id;
    if (layout_.scope) json["scope"] = ScopeName(decision.scope);
    if (layout_.results) AddResults(decision, json);
    if (layout_.rules) AddRules(decision, json);
    if (layout_.rechecks) AddRechecks(decision, json);
    if (layout_.ask) {
      Json& ask = json["ask"] = Json::array();
      for (const FactId fact : decision.ask) ask.push_back(guideline_.facts[Index(fact)].name);
    }
    if (layout_.warnings) {
      Json& warnings = json["warnings"] = Json::array();
      for (const Warning& warning : decision.warnings) warnings.push_back(warning.text);
    }
    if (layout_.rules) {
      Json& actions = json["actions"] = Json::array();
      for (std::size_t i = 0; i < decision.rules.size(); ++i) {
        if (decision.rules[i] != Outcome::kYes) continue;
        for (std::size_t k = 0; k < actions_[i].size(); ++k) {
          const Action& action = guideline_.rules[i].actions[k];
          Json& full = actions.emplace_back(actions_[i][k]);
          if (full.contains("medication")) AddForCase(guideline_, decision, action, full);
        }
      }
    }
    json["run"] = run_record_;
    out += json.dump(-1, ' ', false, Json::error_handler_t::replace);
    out += '\n';
  }

 private:
  void AddResults(const Decision& decision, Json& json) const {
    for (const ResultColumn& result : guideline_.results) {
      const bool is_out = decision.scope == Truth::kNo;
      json[result.name] = is_out ? Json() : ResultValue(result, decision.nodes[Index(result.node)]);
    }
  }

  void AddRules(const Decision& decision, Json& json) const {
    for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
      json[guideline_.rules[i].name] =
          decision.rules.empty() ? Json() : Json(OutcomeName(decision.rules[i]));
    }
  }

  void AddRechecks(const Decision& decision, Json& json) const {
    for (std::size_t i = 0; i < guideline_.rechecks.size(); ++i) {
      const std::string& name = guideline_.rechecks[i].name;
      const bool empty = decision.rechecks.empty();
      const RecheckState state = empty ? RecheckState{} : decision.rechecks[i];
      json[name + ".status"] = empty ? Json() : Json(RecheckStatusName(state.status));
      json[name + ".from"] = DateOrNull(state.from);
      json[name + ".to"] = DateOrNull(state.to);
    }
  }

  const Guideline& guideline_;
  DecisionLayout layout_;
  Json run_record_;
  std::vector<Json> actions_;  // by rule
};

}  // namespace

std::unique_ptr<DecisionWriter> MakeNdjsonDecisionWriter(const Guideline& guideline,
                                                         const DecisionLayout& layout,
                                                         const nlohmann::ordered_json& run_record) {
  return std::make_unique<NdjsonDecisionWriter>(guideline, layout, run_record);
}

}  // namespace mgl
