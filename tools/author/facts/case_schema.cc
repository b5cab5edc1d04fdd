// The schema says what a reader takes without a word (tools/io/cells/fact_reader.h), value by
// value.
#include <fmt/format.h>

#include <algorithm>

#include "engine/text/plain_text.h"
#include "engine/value/whole_number.h"
#include "tools/author/facts/case_form.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kUnknown = "[Uu][Nn][Kk][Nn][Oo][Ww][Nn]";
/// Marks for missing (tools/io/cells/cell_rules.h).
constexpr std::string_view kMissing =
    "[Nn][Uu][Ll][Ll]|#?[Nn]/"
    "[Aa]|[Nn][Aa]|<[Nn][Aa]>|[Nn]\\.[Aa]\\.|[Nn][Aa][NnTt]|[Nn][Oo][Nn][Ee]|"
    "[Nn][Ii][Ll]|\\\\[Nn]|\\.|--?|#[Nn][Uu][Ll][Ll]!";
constexpr std::string_view kNumber =
    "([+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|[0-9]{1,3}(,[0-9]{3}){2,}(\\.[0-9]+)?|"
    "[0-9]{1,3}(,[0-9]{3})+\\.[0-9]+)";
/// `0-2`, `60 to 65`, `4..6`, `90+`.
constexpr std::string_view kRange =
    "([0-9]+(\\.[0-9]+)?\\s*(-|–|—|\\.\\.|[Tt][Oo]\\s)\\s*[0-9]+(\\.[0-9]+)?|"
    "[0-9]+(\\.[0-9]+)?(\\+|\\.\\.)|\\.\\.[0-9]+(\\.[0-9]+)?)";
constexpr std::string_view kWeeksPlusDays =
    "[0-9]{1,3}(\\+[0-6]|\\s*[Ww]([Ee][Ee][Kk][Ss]?)?\\s*[0-6]\\s*[Dd]([Aa][Yy][Ss]?)?| [0-6]/7)";
/// Units begin with a letter or sign; after a blank also with a factor: `5 10^9/L`.
constexpr std::string_view kUnitBehind = "(\\s*[A-Za-z%\\[{(/µμ°].*|\\s+1.*)?";
/// Years first, `20260131`, `31/1/2026` (no month has that number), `31-JAN-2026`, `Jan 31, 2026`.
constexpr std::string_view kDay =
    "[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9]{2}:[0-9]{2}.*)?)?)?|[0-9]{8}|"
    "[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}|(1[3-9]|2[0-9]|3[01])[/.-](0?[1-9]|1[0-2])[/.-][0-9]{4}|"
    "(0?[1-9]|1[0-2])[/.-](1[3-9]|2[0-9]|3[01])[/.-][0-9]{4}|"
    "[0-9]{1,2}[-/. ]?[A-Za-z]{3,9}[-/., ]{0,2}[0-9]{4}|[A-Za-z]{3,9} [0-9]{1,2},? [0-9]{4}";

/// A text that may have blanks around it, is empty, or says that nothing is known.
Json Text(std::string_view pattern) {
  return {{"type", "string"},
          {"pattern", fmt::format("^\\s*({}|{}|{})?\\s*$", pattern, kUnknown, kMissing)}};
}

Json Null() { return {{"type", "null"}}; }

/// `number`: what is behind the number, if anything may be.
Json NumberTexts(bool has_unit) {
  const std::string sign = "([<>≤≥]=?|=|[A-Za-z][A-Za-z ]*)?\\s*";
  return Text(fmt::format("({}{}|{}){}", sign, kNumber, kRange, has_unit ? kUnitBehind : ""));
}

/// A text in letters of any case, as a pattern.
std::string InAnyCase(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    const char lower = LowerCase(c);
    const bool is_letter = lower >= 'a' && lower <= 'z';
    const char upper = is_letter ? static_cast<char>(lower - 'a' + 'A') : c;
    const bool is_special = std::string_view("\\^$.|?*+()[]{}/").find(c) != std::string_view::npos;
    if (is_letter) {
      pattern += fmt::format("[{}{}]", upper, lower);
    } else {
      if (is_special) pattern += '\\';
      pattern += c;
    }
  }
  return pattern;
}

/// What a yes/no or choice is said to be first; then the spellings that are read too.
Json ChoiceValues(const Fact& fact) {
  Json names = Json::array();
  Json codes = Json::array();
  for (const ChoiceOption& choice : fact.choices) names.push_back(choice.name);
  names.push_back("unknown");
  names.push_back(nullptr);
  for (const ChoiceOption& choice : fact.choices) {
    if (choice.code.empty()) continue;
    codes.push_back(choice.code);
    const bool is_whole = choice.code.size() < 16 &&
                          (choice.code == "0" || choice.code[0] != '0') &&
                          choice.code.find_first_not_of("0123456789") == std::string::npos;
    if (is_whole) codes.push_back(*ToInt64(mpz_class(choice.code, 10)));
  }
  Json values = Json::array({{{"enum", std::move(names)}}});
  if (!codes.empty()) values.push_back({{"description", "codes"}, {"enum", std::move(codes)}});
  std::string spellings;
  for (const ChoiceOption& choice : fact.choices) {
    for (const std::string* spelling : {&choice.name, &choice.label, &choice.code}) {
      if (spelling->empty()) continue;
      if (!spellings.empty()) spellings += '|';
      spellings += InAnyCase(*spelling);
      if (std::ranges::all_of(*spelling, IsDigit)) spellings += "(\\.0*)?";
    }
  }
  Json text = Text(spellings);
  text["description"] = "read too, whatever the letters' case";
  values.push_back(std::move(text));
  return values;
}

Json YesNoValues() {
  Json text =
      Text("[Yy]([Ee][Ss])?|[Nn][Oo]?|[Tt]([Rr][Uu][Ee])?|[Ff]([Aa][Ll][Ss][Ee])?|[01](\\.0*)?");
  text["description"] = "read too";
  return Json::array({{{"enum", {"yes", "no", "unknown", true, false, nullptr}}},
                      {{"description", "read too"}, {"enum", {1, 0}}},
                      std::move(text)});
}

Json DayValues() {
  Json text = Text(kDay);
  text["description"] =
      "a day, a month or a year: 2026-03-01, 2026-03, 2026; days with one reading, such as "
      "01-MAR-2026, are read too";
  return Json::array(
      {std::move(text), {{"type", "integer"}, {"minimum", 1000}, {"maximum", 9999}}, Null()});
}

Json NumberValues(bool has_unit) {
  Json text = NumberTexts(has_unit);
  text["description"] = has_unit ? "uncertain (<0.3, >=10, 5-10) or with its unit (1.1 mmol/L)"
                                 : "uncertain (<3, >=10, 5-10)";
  return Json::array({{{"type", "number"}}, std::move(text), Null()});
}

/// What the values of the fact are called in `$defs`; those of a choice are made there.
std::string ValuesOf(const Fact& fact, Json& definitions) {
  switch (fact.type) {
    case FactType::kTruth:
      return "yes_no";
    case FactType::kDate:
      return "day";
    case FactType::kNumber:
      if (fact.unit.ucum == "wk" || fact.unit.ucum == "d") return "weeks_and_days";
      return fact.has_unit ? "quantity" : "number";
    case FactType::kChoice:
      break;
  }
  std::string name = "choices_of_" + fact.name;
  definitions[name] = {{"anyOf", ChoiceValues(fact)}};
  return name;
}

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

/// The value, or an object of the value with its unit and date (tools/io/cases/value_object.h).
Json FactSchema(const Fact& fact, Json& definitions) {
  const std::string values = ValuesOf(fact, definitions);
  Json parts = Json::object();
  parts["value"] = RefTo(values);
  if (fact.has_unit) parts["unit"] = RefTo("unit");
  parts["date"] = RefTo("day");
  if (fact.type == FactType::kNumber) {
    parts["comparator"] = {{"enum", {"<", "<=", ">=", ">", "", nullptr}}};
  }
  const bool may_be_code = fact.type == FactType::kChoice || fact.type == FactType::kTruth;
  parts["code"] = RefTo(may_be_code ? values : "text");
  for (const char* const ignored : {"system", "display", "version"}) {
    parts[ignored] = RefTo("text");
  }
  Json schema;
  Json has_value = Json::array({{{"required", {"value"}}}});
  if (may_be_code) has_value.push_back({{"required", {"code"}}});
  schema["title"] = fact.title;
  schema["description"] = Description(fact);
  if (fact.has_unit) schema["x-unit"] = fact.unit.code;
  schema["anyOf"] = Json::array({RefTo(values),
                                 {{"type", "object"},
                                  {"properties", std::move(parts)},
                                  {"anyOf", std::move(has_value)},
                                  {"additionalProperties", false}}});
  return schema;
}

/// What is plausible, of a plain number in the fact's own unit.
void AddBounds(const Fact& fact, Json& bounds) {
  if (fact.type != FactType::kNumber || !fact.plausible) return;
  const auto& [low, high] = *fact.plausible;
  Json number = Json::object();
  if (!low.infinite) {
    number[low.closed ? "minimum" : "exclusiveMinimum"] =
        Json::parse(FormatDecimal(low.value), nullptr, false);
  }
  if (!high.infinite) {
    number[high.closed ? "maximum" : "exclusiveMaximum"] =
        Json::parse(FormatDecimal(high.value), nullptr, false);
  }
  Json then;
  then["properties"][fact.name] = std::move(number);  // says nothing of texts
  const Json without_unit = {{"not", {{"required", Json::array({fact.name + ".unit"})}}}};
  bounds.push_back({{"if", without_unit}, {"then", std::move(then)}});
}

Json CommonDefinitions() {
  Json definitions;
  definitions["yes_no"] = {{"anyOf", YesNoValues()}};
  definitions["quantity"] = {{"anyOf", NumberValues(true)}};
  definitions["number"] = {{"anyOf", NumberValues(false)}};
  Json durations = NumberValues(true);
  durations.push_back(Text(kWeeksPlusDays));
  durations.back()["description"] = "weeks and days: 36+4, 36w4d";
  definitions["weeks_and_days"] = {{"anyOf", std::move(durations)}};
  definitions["day"] = {{"anyOf", DayValues()}};
  definitions["text"] = {{"type", {"string", "null"}}};
  definitions["unit"] = {{"description", "A unit such as mg/dL; empty: the fact's own."},
                         {"type", {"string", "null"}}};
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
      "states that it is not known. `mgl run` ignores other keys, and says so.",
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
  for (const ListedFact& listed : facts) AddBounds(*listed.fact, bounds);
  if (!bounds.empty()) schema["allOf"] = std::move(bounds);
  schema["$defs"] = std::move(definitions);
  return schema;
}

}  // namespace mgl
