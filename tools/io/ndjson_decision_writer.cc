// The NDJSON of decisions.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

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

/// The CSV's cell; a number is a ValueText.
Json ResultValue(const ResultColumn& column, const Value& value) {
  const std::string cell = ResultCell(column, value);
  return cell.empty() ? Json() : Json(cell);
}

/// The member's value: of a number the digits of the CSV's cell, all of them. One of which only the
/// ends are known is null, and two members more say them (null: no end).
std::string NumberText(const ResultColumn& column, const Value& value) {
  if (!value.known) return "null";
  if (value.number.IsPoint()) return FormatShown(value.number.low.value);
  const auto end = [](const Bound& bound) {
    return bound.infinite ? std::string("null") : FormatShown(bound.value);
  };
  return "null,\"" + column.name + ".low\":" + end(value.number.low) + ",\"" + column.name +
         ".high\":" + end(value.number.high);
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

std::string Dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// Joins the members of an object with commas.
class MemberBuilder {
 public:
  /// `first`: no member stands before.
  MemberBuilder(std::string& out, bool first) : out_(&out), first_(first) {}
  void Add(std::string_view key, const Json& value) {
    AddKey(key);
    *out_ += Dumped(value);
  }
  void AddKey(std::string_view key) {
    if (!std::exchange(first_, false)) *out_ += ',';
    *out_ += Dumped(Json(key));
    *out_ += ':';
  }
  void GoOnIn(std::string& out) { out_ = &out; }

 private:
  std::string* out_;
  bool first_;
};

class NdjsonDecisionWriter : public DecisionWriter {
 public:
  NdjsonDecisionWriter(const Guideline& guideline, const DecisionLayout& layout,
                       const Json& run_record)
      : DecisionWriter(guideline, layout), run_record_(Dumped(run_record)) {
    for (const Rule& rule : guideline.rules) {
      Json& actions = actions_.emplace_back(Json::array());
      for (const Action& action : rule.actions) {
        actions.push_back(ActionInFull(guideline, rule, action));
      }
    }
  }

  std::string Header() const override { return ""; }

  void AppendId(std::string_view id, std::string& out) const override {
    out += '{';
    if (!layout().id) return;
    const auto is_special = [](char c) {
      return static_cast<unsigned char>(c) < ' ' || static_cast<unsigned char>(c) > '~' ||
             c == '"' || c == '\\';
    };
    out += "\"id\":";
    if (std::ranges::any_of(id, is_special)) {
      out += Dumped(Json(id));
      return;
    }
    out += '"';
    out += id;
    out += '"';
  }

  bool WritesPlainIds() const override { return !layout().id; }

  std::vector<std::string> Segments(const Decision& decision) const override {
    std::vector<std::string> segments(1);
    segments.reserve(values().size() + 1);
    MemberBuilder members(segments.back(), !layout().id);
    if (layout().scope) members.Add("scope", ScopeName(decision.scope));
    std::size_t next_value = 0;
    for (std::uint32_t i = 0; i < guideline().results.size() && layout().results; ++i) {
      const ResultColumn& result = guideline().results[i];
      if (next_value < values().size() && values()[next_value] == i) {
        members.AddKey(result.name);
        members.GoOnIn(segments.emplace_back());
        ++next_value;
      } else {
        const bool is_out = decision.scope == Truth::kNo;
        members.Add(result.name,
                    is_out ? Json() : ResultValue(result, decision.nodes[Index(result.node)]));
      }
    }
    for (std::size_t i = 0; i < guideline().rules.size() && layout().rules; ++i) {
      members.Add(guideline().rules[i].name,
                  decision.rules.empty() ? Json() : Json(OutcomeName(decision.rules[i])));
    }
    return segments;
  }

  std::string ValueText(std::uint32_t result, const Value* value) const override {
    const ResultColumn& column = guideline().results[result];
    if (value == nullptr) return "null";
    return column.type == FactType::kNumber ? NumberText(column, *value)
                                            : Dumped(ResultValue(column, *value));
  }

  void AppendRechecks(const Decision& decision, std::string& out) const override {
    MemberBuilder members(out, !has_head());
    for (std::size_t i = 0; i < guideline().rechecks.size() && layout().rechecks; ++i) {
      const std::string& name = guideline().rechecks[i].name;
      const bool empty = decision.rechecks.empty();
      const RecheckState state = empty ? RecheckState{} : decision.rechecks[i];
      members.Add(name + ".status", empty ? Json() : Json(RecheckStatusName(state.status)));
      members.Add(name + ".from", DateOrNull(state.from));
      members.Add(name + ".to", DateOrNull(state.to));
    }
  }

  void AppendEnd(const Decision& decision, std::string& out) const override {
    MemberBuilder members(out, !has_head() && !has_rechecks());
    if (layout().ask) {
      Json ask = Json::array();
      for (const FactId fact : decision.ask) ask.push_back(guideline().facts[Index(fact)].name);
      members.Add("ask", ask);
    }
    if (layout().warnings) {
      Json warnings = Json::array();
      for (const Warning& warning : decision.warnings) warnings.push_back(warning.text);
      members.Add("warnings", warnings);
    }
    if (layout().rules) members.Add("actions", ActionsOf(decision));
    members.AddKey("run");
    out += run_record_;
    out += "}\n";
  }

  /// See AddForCase().
  std::vector<NodeId> NodesOfEnd() const override {
    std::vector<NodeId> nodes;
    for (const Medication& medication : guideline().medications) {
      if (!layout().rules) break;
      for (const Medication::Dose& dose : medication.doses) {
        if (dose.when) nodes.push_back(*dose.when);
      }
      for (const MedicationOption& option : medication.options) {
        if (option.blocked) nodes.push_back(*option.blocked);
      }
    }
    return nodes;
  }

 private:
  Json ActionsOf(const Decision& decision) const {
    Json actions = Json::array();
    for (std::size_t i = 0; i < decision.rules.size(); ++i) {
      if (decision.rules[i] != Outcome::kYes) continue;
      for (std::size_t k = 0; k < actions_[i].size(); ++k) {
        const Action& action = guideline().rules[i].actions[k];
        Json& full = actions.emplace_back(actions_[i][k]);
        if (full.contains("medication")) AddForCase(guideline(), decision, action, full);
      }
    }
    return actions;
  }

  std::string run_record_;
  std::vector<Json> actions_;  // by rule
};

}  // namespace

std::unique_ptr<DecisionWriter> MakeNdjsonDecisionWriter(const Guideline& guideline,
                                                         const DecisionLayout& layout,
                                                         const nlohmann::ordered_json& run_record) {
  return std::make_unique<NdjsonDecisionWriter>(guideline, layout, run_record);
}

}  // namespace mgl
