// Keys, stable; lists may be empty, absent texts are null:
//   run: as in the records of `mgl run`; source: {title, kind}; id; as_of
//   of: the names that were asked for; none: all. Only what is about them is in results, rules,
//     rechecks, ask, other_readings; missing_unneeded is then empty
//   scope: {status: in | out | unknown, when: [CONDITION], undecided: UNDECIDED | null}
//   warnings: [{kind, text}]; kind: fact | row | conflict | gap | caution | caution not known |
//     apart | property
//   results: [{name, title, kind: result | table | score, value, words, settled, SOURCE…,
//     why: CONDITION, undecided}]
//   rules, what applies first: [{name, title, outcome: yes | no | unknown | blocked |
//     overridden, words,
//     urgency, strength, certainty, because, SOURCE…, actions: [{text, details}], when:
//     [CONDITION], unless, contraindications, overriders, undecided}]
//   rechecks: [{name, title, status, from, to, words, schedule, SOURCE…, when, dates: [VALUE],
//   undecided}] ask: [{fact, question, answer}] other_readings: [{ambiguity, title, reading,
//   changes: [{name, title, now, then}]}] defaults, missing_unneeded: [VALUE]
// SOURCE…: citations, places, assumed, interpreted
// VALUE: {fact, title, text, known}
// UNDECIDED: {missing: [VALUE], answers: [{outcome, when}]}; answers where one fact decides
// CONDITION: {kind, text, title, definition, truth: yes | no | unknown (null for values), value,
// values: [VALUE],
//   cut: {kind: threshold | range, name, title, lines, SOURCE…} | null, note, decides, SOURCE…,
//   conditions}
// In short it has run, source, id, as_of, of, scope: {status, words, why}, warnings,
//   results: [{name, title, kind, value, words, settled, why}]
//   rules: [{name, title, outcome, words, urgency, actions, why}]
//   rechecks: [{name, title, status, from, to, words, why}], ask; `why`, `words`: a text or null
#include "tools/case/explain/explanation_json.h"

#include "engine/value/calendar.h"
#include "tools/case/explain/explanation_document.h"
#include "tools/case/explain/short_explanation.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

Json TextOrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json DateOrNull(const std::optional<Day>& day) { return day ? Json(FormatDay(*day)) : Json(); }

void AddSource(const Provenance& source, Json& json) {
  json["citations"] = source.citations;
  json["places"] = source.places;
  json["assumed"] = TextOrNull(source.assumed);
  json["interpreted"] = TextOrNull(source.interpreted);
  if (source.file.empty()) return;  // the guideline is one file
  json["file"] = source.file;
  json["level"] = source.level;
  json["changed"] = source.changed;
}

template <typename Items, typename ToJson>
Json List(const Items& items, ToJson to_json) {
  Json json = Json::array();
  for (const auto& item : items) json.push_back(to_json(item));
  return json;
}

Json ValueJson(const PatientValue& value) {
  return {
      {"fact", value.fact}, {"title", value.title}, {"text", value.text}, {"known", value.known}};
}

std::string_view KindName(Condition::Kind kind) {
  switch (kind) {
    case Condition::Kind::kAll:
      return "all";
    case Condition::Kind::kAny:
      return "any";
    case Condition::Kind::kNot:
      return "not";
    case Condition::Kind::kOperator:
      return "operator";
    case Condition::Kind::kComparison:
      return "condition";
    case Condition::Kind::kFact:
      return "fact";
    case Condition::Kind::kThreshold:
      return "threshold";
    case Condition::Kind::kDefine:
      return "define";
    case Condition::Kind::kResult:
      return "result";
    case Condition::Kind::kTable:
      return "table";
    case Condition::Kind::kScore:
      return "score";
    case Condition::Kind::kAmbiguity:
      return "ambiguity";
    case Condition::Kind::kReading:
      return "reading";
    case Condition::Kind::kLine:
      return "line";
    case Condition::Kind::kRow:
      return "row";
    case Condition::Kind::kItem:
      return "item";
    case Condition::Kind::kValue:
      return "value";
  }
  return "";
}

Json CutJson(const std::optional<UsedCut>& cut) {
  if (!cut) return {};
  Json json = {{"kind", cut->is_range ? "range" : "threshold"},
               {"name", cut->name},
               {"title", cut->title},
               {"lines", cut->lines}};
  AddSource(cut->source, json);
  return json;
}

Json ConditionJson(const Condition& condition) {
  Json json;
  json["kind"] = KindName(condition.kind);
  json["text"] = condition.text;
  json["title"] = TextOrNull(condition.title);
  json["definition"] = TextOrNull(condition.definition);
  json["truth"] = condition.is_truth ? Json(TruthName(condition.truth)) : Json();
  json["value"] = TextOrNull(condition.value);
  json["values"] = List(condition.values, ValueJson);
  json["cut"] = CutJson(condition.cut);
  json["note"] = TextOrNull(condition.note);
  json["decides"] = condition.decides;
  AddSource(condition.source, json);
  json["conditions"] = List(condition.conditions, ConditionJson);
  return json;
}

Json UndecidedJson(const Undecided& undecided) {
  if (undecided.missing.empty()) return {};
  Json json;
  json["missing"] = List(undecided.missing, ValueJson);
  json["answers"] = List(undecided.answers, [](const PossibleAnswer& answer) {
    return Json{{"outcome", answer.outcome}, {"when", answer.when}};
  });
  return json;
}

/// What is said of an outcome in short too.
Json ResultWordsJson(const ResultExplanation& result) {
  Json json;
  json["name"] = result.name;
  json["title"] = result.title;
  json["kind"] = result.kind == ResultColumn::Kind::kResult  ? "result"
                 : result.kind == ResultColumn::Kind::kTable ? "table"
                                                             : "score";
  json["value"] = TextOrNull(result.cell);
  json["words"] = result.words;
  json["settled"] = result.settled;
  return json;
}

Json ResultJson(const ResultExplanation& result) {
  Json json = ResultWordsJson(result);
  AddSource(result.source, json);
  json["why"] = ConditionJson(result.why);
  json["undecided"] = UndecidedJson(result.undecided);
  return json;
}

Json ActionsJson(const RuleExplanation& rule) {
  return List(rule.actions, [](const ActionInWords& action) {
    return Json{{"text", action.text}, {"details", action.details}};
  });
}

Json RuleWordsJson(const RuleExplanation& rule) {
  Json json;
  json["name"] = rule.name;
  json["title"] = rule.title;
  json["outcome"] = OutcomeName(rule.outcome);
  json["words"] = rule.words;
  json["urgency"] =
      rule.urgency == Urgency::kNone ? Json() : Json(std::string(UrgencyName(rule.urgency)));
  return json;
}

Json RuleJson(const RuleExplanation& rule) {
  Json json = RuleWordsJson(rule);
  json["strength"] = TextOrNull(rule.strength);
  json["certainty"] = TextOrNull(rule.certainty);
  json["because"] = TextOrNull(rule.because);
  AddSource(rule.source, json);
  json["actions"] = ActionsJson(rule);
  json["when"] = List(rule.when, ConditionJson);
  json["unless"] = List(rule.unless, ConditionJson);
  json["contraindications"] = List(rule.contraindications, ConditionJson);
  json["overriders"] = List(rule.overriders, ConditionJson);
  json["undecided"] = UndecidedJson(rule.undecided);
  return json;
}

Json RecheckWordsJson(const RecheckExplanation& recheck) {
  Json json;
  json["name"] = recheck.name;
  json["title"] = recheck.title;
  json["status"] = RecheckStatusName(recheck.state.status);
  json["from"] = DateOrNull(recheck.state.from);
  json["to"] = DateOrNull(recheck.state.to);
  json["words"] = recheck.words;
  return json;
}

Json RecheckJson(const RecheckExplanation& recheck) {
  Json json = RecheckWordsJson(recheck);
  json["schedule"] = recheck.schedule;
  AddSource(recheck.source, json);
  json["when"] = List(recheck.when, ConditionJson);
  json["dates"] = List(recheck.dates, ValueJson);
  json["undecided"] = UndecidedJson(recheck.undecided);
  return json;
}

Json ReadingJson(const OtherReading& reading) {
  Json json;
  json["ambiguity"] = reading.ambiguity;
  json["title"] = reading.ambiguity_title;
  json["reading"] = reading.reading;
  json["changes"] = List(reading.changes, [](const OtherReading::Change& change) {
    return Json{
        {"name", change.name}, {"title", change.title}, {"now", change.now}, {"then", change.then}};
  });
  return json;
}

Json HeadJson(const Explanation& explanation, const Guideline& guideline, const Json& run_record) {
  Json json;
  json["run"] = run_record;
  json["source"] = {{"title", TextOrNull(guideline.header.source_title)},
                    {"kind", TextOrNull(guideline.header.source_kind)}};
  json["id"] = explanation.id;
  json["as_of"] = run_record["as_of"];
  json["of"] = explanation.of;
  return json;
}

Json WarningsJson(const Explanation& explanation) {
  return List(explanation.warnings, [](const Note& note) {
    return Json{{"kind", note.kind}, {"text", note.text}};
  });
}

Json AskJson(const Explanation& explanation) {
  return List(explanation.ask, [](const Question& question) {
    return Json{{"fact", question.fact}, {"question", question.text}, {"answer", question.answer}};
  });
}

}  // namespace

Json ExplanationJson(const Explanation& explanation, const Guideline& guideline,
                     const Json& run_record) {
  Json json = HeadJson(explanation, guideline, run_record);
  json["scope"] = {{"status", ScopeName(explanation.scope)},
                   {"when", List(explanation.scope_when, ConditionJson)},
                   {"undecided", UndecidedJson(explanation.scope_undecided)}};
  json["warnings"] = WarningsJson(explanation);
  json["results"] = List(explanation.results, ResultJson);
  json["rules"] = List(explanation.rules, RuleJson);
  json["rechecks"] = List(explanation.rechecks, RecheckJson);
  json["ask"] = AskJson(explanation);
  json["other_readings"] = List(explanation.readings, ReadingJson);
  json["defaults"] = List(explanation.defaults, ValueJson);
  json["missing_unneeded"] = List(explanation.missing_unneeded, ValueJson);
  return json;
}

Json ShortExplanationJson(const Explanation& explanation, const Guideline& guideline,
                          const Json& run_record) {
  const ShortReasons reasons = ReasonsInShort(explanation, guideline);
  const auto add_why = [](Json json, const std::string& why) {
    json["why"] = TextOrNull(why);
    return json;
  };
  Json json = HeadJson(explanation, guideline, run_record);
  json["scope"] = {{"status", ScopeName(explanation.scope)},
                   {"words", TextOrNull(std::string(ScopeInWords(explanation)))},
                   {"why", TextOrNull(reasons.scope)}};
  json["warnings"] = WarningsJson(explanation);
  json["results"] = Json::array();
  for (std::size_t i = 0; i < explanation.results.size(); ++i) {
    json["results"].push_back(add_why(ResultWordsJson(explanation.results[i]), reasons.results[i]));
  }
  json["rules"] = Json::array();
  for (std::size_t i = 0; i < explanation.rules.size(); ++i) {
    Json rule = RuleWordsJson(explanation.rules[i]);
    rule["actions"] = ActionsJson(explanation.rules[i]);
    json["rules"].push_back(add_why(std::move(rule), reasons.rules[i]));
  }
  json["rechecks"] = Json::array();
  for (std::size_t i = 0; i < explanation.rechecks.size(); ++i) {
    json["rechecks"].push_back(
        add_why(RecheckWordsJson(explanation.rechecks[i]), reasons.rechecks[i]));
  }
  json["ask"] = AskJson(explanation);
  return json;
}

}  // namespace mgl
