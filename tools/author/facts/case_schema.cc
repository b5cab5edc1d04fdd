#include <fmt/format.h>

#include "tools/author/facts/case_form.h"
#include "tools/author/facts/value_schema.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

std::string Description(const Fact& fact) {
  std::string text;
  switch (fact.type) {
    case FactType::kTruth:
      text = "Yes or no.";
      break;
    case FactType::kDate:
      text = "A date.";
      break;
    case FactType::kChoice:
      text = fmt::format("{}: {}.", fact.ordered ? "One of, in order" : "One of",
                         fmt::join(ChoicesInWords(fact), "; "));
      break;
    case FactType::kNumber:
      text = fact.has_unit ? fmt::format("In {}, unless another unit is stated.", KindInWords(fact))
                           : fmt::format("A {}.", KindInWords(fact));
      break;
  }
  const std::string plausible = PlausibleInWords(fact);
  const std::string otherwise = DefaultInWords(fact);
  if (!plausible.empty()) text += fmt::format(" Plausible: {}; else it is missing.", plausible);
  if (!otherwise.empty()) text += fmt::format(" Where nothing is stated: {}.", otherwise);
  if (!fact.codes.empty()) text += fmt::format(" Codes: {}.", fmt::join(CodesInWords(fact), ", "));
  if (!fact.means.empty()) text += fmt::format(" Means: {}.", OnOneLine(fact.means));
  if (!fact.ask.empty()) text += ' ' + OnOneLine(fact.ask);
  return text;
}

Json RefTo(const std::string& definition) { return {{"$ref", "#/$defs/" + definition}}; }

/// What the values of the fact are called in `$defs`, whatever unit is stated; those of a choice
/// are made there.
std::string ValuesOf(const Fact& fact, Json& definitions) {
  switch (fact.type) {
    case FactType::kTruth:
      return "yes_no";
    case FactType::kDate:
      return "day_or_never";
    case FactType::kNumber:
      switch (KindOf(fact)) {
        case NumberKind::kPlain:
          return "number";
        case NumberKind::kWithUnit:
          return "quantity";
        case NumberKind::kOfDays:
          return "weeks_and_days";
      }
      break;
    case FactType::kChoice:
      break;
  }
  std::string name = "choices_of_" + fact.name;
  definitions[name] = ChoiceValues(fact);
  return name;
}

/// An object with a value and a code of a choice, which say the same or nothing.
Json OneOfBoth(const Fact& fact) {
  const std::size_t choices = fact.type == FactType::kTruth ? 2 : fact.choices.size();
  Json ways = Json::array({{{"properties", {{"value", RefTo("nothing")}}}},
                           {{"properties", {{"code", RefTo("nothing")}}}}});
  for (std::size_t i = 0; i < choices; ++i) {
    const Json one = OneChoice(fact, i);
    ways.push_back({{"properties", {{"value", one}, {"code", one}}}});
  }
  return {{"if", {{"required", {"value", "code"}}}}, {"then", {{"anyOf", std::move(ways)}}}};
}

/// The value, or an object of the value with its unit and date (tools/io/cases/value_object.h).
Json FactSchema(const Fact& fact, Json& definitions) {
  const std::string values = ValuesOf(fact, definitions);
  const bool is_number = fact.type == FactType::kNumber;
  const bool may_be_code = fact.type == FactType::kChoice || fact.type == FactType::kTruth;
  Json parts = Json::object();
  parts["value"] = RefTo(values);
  if (fact.has_unit) parts["unit"] = RefTo("unit");
  parts["date"] = RefTo("day");
  if (is_number) parts["comparator"] = {{"enum", {"<", "<=", ">=", ">", "", nullptr}}};
  parts["code"] = RefTo(may_be_code ? values : fact.has_unit ? "unit" : "text");
  if (is_number && !fact.has_unit) parts["code"] = {{"enum", {"1", "", nullptr}}};
  for (const char* const ignored : {"system", "display", "version"}) {
    parts[ignored] = RefTo("text");
  }
  Json has_value = Json::array({{{"required", {"value"}}}});
  if (may_be_code) {
    has_value.push_back({{"required", {"code"}},
                         {"properties", {{"code", {{"not", {{"enum", {"", "null", nullptr}}}}}}}}});
  }
  Json object = {{"type", "object"},
                 {"properties", std::move(parts)},
                 {"anyOf", std::move(has_value)},
                 {"additionalProperties", false}};
  if (may_be_code) object.update(OneOfBoth(fact));
  if (is_number) {
    object["if"] = {{"required", {"comparator"}},
                    {"properties", {{"comparator", {{"enum", {"<", "<=", ">=", ">"}}}}}}};
    object["then"] = {{"properties", {{"value", RefTo("compared_" + values)}}}};
  }
  Json schema;
  schema["title"] = fact.title;
  schema["description"] = Description(fact);
  if (fact.has_unit) schema["x-unit"] = fact.unit.code;
  schema["anyOf"] = Json::array({RefTo(values), std::move(object)});
  return schema;
}

/// What holds of numbers in the fact's own unit.
void AddOwnNumbers(const Fact& fact, Json& definitions, Json& all) {
  if (!HasOwnNumbers(fact)) return;
  const std::string name = "values_of_" + fact.name;
  definitions[name] = OwnNumbers(fact);
  Json ways = Json::array(
      {{{"properties", {{"comparator", {{"enum", {"", nullptr}}}}, {"value", RefTo(name)}}}}});
  for (ComparedNumber& compared : OwnComparedNumbers(fact)) {
    ways.push_back({{"required", {"comparator"}},
                    {"properties",
                     {{"comparator", {{"const", compared.comparator}}},
                      {"value", std::move(compared.values)}}}});
  }
  Json own = {{"enum", {"", nullptr}}};
  if (fact.unit.code != kWeeksAndDays) {
    own["enum"].push_back(fact.unit.code);
    if (fact.unit.ucum != fact.unit.code) own["enum"].push_back(fact.unit.ucum);
  }
  const Json object = {{"type", "object"},
                       {"if", {{"properties", {{"unit", own}, {"code", own}}}}},
                       {"then", {{"anyOf", std::move(ways)}}}};
  all.push_back({{"if", {{"properties", {{fact.name + ".unit", own}}}}},
                 {"then", {{"properties", {{fact.name, {{"anyOf", {RefTo(name), object}}}}}}}}});
}

Json CommonDefinitions() {
  Json definitions;
  definitions["yes_no"] = YesNoValues();
  for (const auto& [name, kind] :
       {std::pair("quantity", NumberKind::kWithUnit), std::pair("number", NumberKind::kPlain),
        std::pair("weeks_and_days", NumberKind::kOfDays)}) {
    definitions[name] = NumberValues(kind);
    definitions[std::string("compared_") + name] = ComparedNumbers(kind);
  }
  definitions["day"] = DayValues(false);
  definitions["day_or_never"] = DayValues(true);
  definitions["nothing"] = SaysNothing();
  definitions["text"] = {{"type", {"string", "null"}}};
  definitions["unit"] = {{"description", "A unit such as mg/dL; empty: the fact's own."},
                         {"type", {"string", "null"}},
                         {"pattern", "^$|^\\s*[^\\s.-]"}};
  return definitions;
}

}  // namespace

Json CaseSchema(const Guideline& guideline, const std::vector<ListedFact>& facts) {
  const GuidelineHeader& header = guideline.header;
  Json schema;
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = fmt::format("A case of {} {}", header.name, header.version);
  schema["description"] = fmt::format(
      "{}. {}. One flat object; what is absent, null or empty is missing, \"unknown\" "
      "states that it is not known. `mgl run` also reads these keys in another case, and ignores "
      "others, and says so.",
      header.title, StatusLine(header));
  schema["type"] = "object";
  Json definitions = CommonDefinitions();
  Json properties = Json::object();
  properties["id"] = {{"title", "The case's name"},
                      {"description", "Where it is absent the row number names the case."},
                      {"type", {"string", "number", "boolean", "null"}}};
  for (const ListedFact& listed : facts) {
    const Fact& fact = *listed.fact;
    properties[fact.name] = FactSchema(fact, definitions);
    if (fact.has_unit) {
      properties[fact.name + ".unit"] = RefTo("unit");
      properties[fact.name + ".unit"]["title"] = "Unit of: " + fact.title;
    }
    properties[fact.name + ".date"] = RefTo("day");
    properties[fact.name + ".date"]["title"] = "When it was found: " + fact.title;
  }
  schema["properties"] = std::move(properties);
  schema["additionalProperties"] = false;
  Json bounds = Json::array();
  for (const ListedFact& listed : facts) AddOwnNumbers(*listed.fact, definitions, bounds);
  if (!bounds.empty()) schema["allOf"] = std::move(bounds);
  schema["$defs"] = std::move(definitions);
  return schema;
}

}  // namespace mgl
