// The NDJSON of decisions.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "engine/meaning/action_for_case.h"
#include "engine/meaning/result_cell.h"
#include "tools/io/decisions/decision_writer.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

Json DateOrNull(const std::optional<Day>& day) { return day ? Json(FormatDay(*day)) : Json(); }

Json NonEmpty(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// What is said of a medication whoever gets it; `is_given`: not only its name.
Json MedicationInFull(const Medication& medication, bool is_given) {
  Json json;
  json["name"] = medication.name;
  json["title"] = medication.title;
  if (!is_given) return json;
  for (const MedicationPart& part : medication.parts) {
    json["parts"].push_back({{"name", part.name}, {"title", part.title}});
  }
  json["dose"] = Json::array();
  json["dose_if_confirmed"] = Json::array();
  if (HasAmounts(medication)) json["amounts"] = Json::array();
  json["limits"] = medication.limits;
  json["contains"] = medication.contents;
  json["route"] = NonEmpty(medication.route);
  json["duration"] = NonEmpty(medication.duration);
  json["basis"] = NonEmpty(medication.basis);
  json["basis_because"] = NonEmpty(medication.basis_because);
  json["choose"] = NonEmpty(medication.choose);
  for (const char* options : {"options", "options_if_confirmed", "options_out"}) {
    json[options] = Json::array();
  }
  return json;
}

/// The end of an amount with at most 15 digits; null where it has none.
Json NumberOrNull(const Bound& bound) {
  return bound.infinite ? Json() : Json::parse(FormatDecimal(bound.value, kShownDigits));
}

/// What a dose by body size is for this patient: nulls where the size is missing.
Json AmountInFull(const Medication& medication, const DoseForCase& dose) {
  Json json;
  const Interval& numbers = dose.amount.number;
  json["dose"] = medication.doses[dose.dose].text;
  json["amount"] = NonEmpty(dose.text);
  json["worked_out"] = NonEmpty(dose.worked_out);
  json["low"] = dose.amount.known ? NumberOrNull(numbers.low) : Json();
  json["high"] = dose.amount.known ? NumberOrNull(numbers.high) : Json();
  const Medication::Amount& amount = *medication.doses[dose.dose].amount;
  json["unit"] = amount.unit.code;
  if (!amount.of.empty()) json["of"] = amount.of;
  for (const PartForCase& part : dose.parts) {
    Json with{{"amount", part.text}, {"of", part.of}};
    if (part.number) {
      with["low"] = NumberOrNull(part.number->low);
      with["high"] = NumberOrNull(part.number->high);
      with["unit"] = part.unit;
    }
    json["with"].push_back(std::move(with));
  }
  const auto add_limits = [&](const std::vector<std::uint32_t>& limits, const char* key) {
    json[key] = Json::array();
    for (const std::uint32_t limit : limits) json[key].push_back(medication.limits[limit]);
  };
  add_limits(dose.over_limits, "over_limits");
  add_limits(dose.may_be_over, "may_be_over");
  return json;
}

/// What of a medication depends on the case.
void AddForCase(const Guideline& guideline, const Decision& decision, const Action& action,
                Json& json) {
  const Medication& medication = guideline.medications[action.index];
  const ActionForCase described = DescribeForCase(guideline, decision, action);
  Json& full = json["medication"];
  const auto add_doses = [&](const std::vector<std::uint32_t>& doses, const char* key) {
    for (const std::uint32_t i : doses) full[key].push_back(medication.doses[i].text);
  };
  add_doses(described.doses, "dose");
  add_doses(described.open_doses, "dose_if_confirmed");
  for (const DoseForCase& amount : described.amounts) {
    full["amounts"].push_back(AmountInFull(medication, amount));
  }
  const auto add_options = [&](const std::vector<std::uint32_t>& options, const char* key) {
    for (const std::uint32_t i : options) {
      const MedicationOption& option = medication.options[i];
      full[key].push_back({{"name", option.name}, {"title", option.title}});
    }
  };
  add_options(described.options, "options");
  add_options(described.open_options, "options_if_confirmed");
  add_options(described.barred_options, "options_out");
  const auto add_cautions = [&](const std::vector<std::uint32_t>& cautions, const char* key) {
    json[key] = Json::array();
    for (const std::uint32_t i : cautions) {
      json[key].push_back(guideline.contraindications[i].title);
    }
  };
  add_cautions(described.cautions, "cautions");
  add_cautions(described.open_cautions, "cautions_not_known");
  json["apart"] = Json::array();
  for (const std::uint32_t i : described.separations) {
    const Separation& separation = guideline.separations[i];
    json["apart"].push_back({{"first", TreatmentName(guideline, separation.first)},
                             {"second", TreatmentName(guideline, separation.second)},
                             {"by", separation.text}});
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
  const bool has_weeks = column.unit.code == kWeeksAndDays;
  const auto text = [has_weeks](const Rational& number) {
    const std::string shown = FormatShown(number);
    return has_weeks ? '"' + WeeksAndDaysText(shown) + '"' : shown;
  };
  if (value.number.IsPoint()) return text(value.number.low.value);
  const auto end = [&](const Bound& bound) {
    return bound.infinite ? std::string("null") : text(bound.value);
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
      json["medication"] =
          MedicationInFull(guideline.medications[action.index], TreatmentGiven(action).has_value());
      if (action.part) json["part"] = guideline.medications[action.index].parts[*action.part].name;
      break;
    case Action::Target::kOption: {
      const Medication& medication = guideline.medications[action.index];
      json["medication"] = MedicationInFull(medication, TreatmentGiven(action).has_value());
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
  NdjsonDecisionWriter(const Guideline& guideline, const DecisionParts& parts,
                       const Json& run_record)
      : DecisionWriter(guideline, parts) {
    if (!run_record.is_null()) header_ = "{\"run\":" + Dumped(run_record) + "}\n";
    for (const Rule& rule : guideline.rules) {
      Json& actions = actions_.emplace_back(Json::array());
      for (const Action& action : rule.actions) {
        actions.push_back(ActionInFull(guideline, rule, action));
      }
    }
  }

  std::string Header() const override { return header_; }

  void AppendId(std::string_view id, std::string& out) const override {
    out += '{';
    if (!parts().id) return;
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

  bool WritesPlainIds() const override { return !parts().id; }

  std::vector<std::string> Segments(const Decision& decision) const override {
    std::vector<std::string> segments(1);
    segments.reserve(values().size() + 1);
    MemberBuilder members(segments.back(), !parts().id);
    if (parts().scope) members.Add("scope", ScopeName(decision.scope));
    std::size_t next_value = 0;
    for (const std::uint32_t i : parts().results) {
      const ResultColumn& result = guideline().results[i];
      if (next_value < values().size() && values()[next_value] == i) {
        members.AddKey(result.name);
        members.GoOnIn(segments.emplace_back());
        ++next_value;
      } else {
        members.Add(result.name, decision.HasResults()
                                     ? ResultValue(result, decision.nodes[Index(result.node)])
                                     : Json());
      }
    }
    for (const std::uint32_t i : parts().rules) {
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

  std::string TextCell(std::string_view text) const override {
    return Dumped(NonEmpty(std::string(text)));
  }

  void AppendRechecks(const Decision& decision, std::string& out) const override {
    MemberBuilder members(out, !has_head());
    for (const RecheckColumn& column : parts().rechecks) {
      members.Add(
          NameOf(guideline(), column),
          decision.rechecks.empty() ? Json() : MemberOf(decision.rechecks[column.recheck], column));
    }
  }

  void AppendEnd(const Decision& decision, std::string& out) const override {
    MemberBuilder members(out, !has_head() && !has_rechecks());
    if (ShowsResultsAtEnd(decision)) {
      std::string results;
      MemberBuilder of_results(results, true);
      for (const std::uint32_t i : parts().results) {
        of_results.AddKey(guideline().results[i].name);
        results += CellOf(i, decision);
      }
      members.AddKey("if_in_scope");
      out += '{' + results + '}';
    }
    if (parts().ask) {
      Json ask = Json::array();
      for (const FactId fact : decision.ask) ask.push_back(guideline().facts[Index(fact)].name);
      members.Add("ask", ask);
    }
    if (parts().warnings) {
      Json warnings = Json::array();
      for (const Warning& warning : decision.warnings) warnings.push_back(warning.text);
      members.Add("warnings", warnings);
    }
    if (parts().actions) members.Add("actions", ActionsOf(decision));
    out += "}\n";
  }

  bool EndShowsValues(const Decision& decision) const override {
    return ShowsResultsAtEnd(decision) || (parts().actions && ShowsAmounts(decision));
  }

 private:
  bool ShowsResultsAtEnd(const Decision& decision) const {
    return !parts().results.empty() && decision.scope == Truth::kUnknown;
  }

  /// Of doses by body size.
  bool ShowsAmounts(const Decision& decision) const {
    for (std::size_t i = 0; i < decision.rules.size(); ++i) {
      if (decision.rules[i] != Outcome::kYes) continue;
      for (const Action& action : guideline().rules[i].actions) {
        const std::optional<Treatment> given = TreatmentGiven(action);
        if (given && HasAmounts(guideline().medications[given->medication])) return true;
      }
    }
    return false;
  }

  Json ActionsOf(const Decision& decision) const {
    Json actions = Json::array();
    for (std::size_t i = 0; i < decision.rules.size(); ++i) {
      if (decision.rules[i] != Outcome::kYes) continue;
      for (std::size_t k = 0; k < actions_[i].size(); ++k) {
        const Action& action = guideline().rules[i].actions[k];
        Json& full = actions.emplace_back(actions_[i][k]);
        if (TreatmentGiven(action)) AddForCase(guideline(), decision, action, full);
      }
    }
    return actions;
  }

  static Json MemberOf(const RecheckState& state, const RecheckColumn& column) {
    if (column.part == RecheckColumn::Part::kStatus) return RecheckStatusName(state.status);
    return DateOrNull(column.part == RecheckColumn::Part::kFrom ? state.from : state.to);
  }

  std::string header_;
  std::vector<Json> actions_;  // by rule
};

}  // namespace

std::unique_ptr<DecisionWriter> MakeNdjsonDecisionWriter(const Guideline& guideline,
                                                         const DecisionParts& parts,
                                                         const nlohmann::ordered_json& run_record) {
  return std::make_unique<NdjsonDecisionWriter>(guideline, parts, run_record);
}

}  // namespace mgl
