#include "tools/author/facts/value_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "engine/value/whole_number.h"
#include "tools/author/facts/text_patterns.h"

namespace mgl {
namespace {

constexpr std::string_view kUnknown = "[Uu][Nn][Kk][Nn][Oo][Ww][Nn]";
/// Marks for missing (tools/io/cells/cell_rules.h).
constexpr std::string_view kMissing =
    "[Nn][Uu][Ll][Ll]|#?[Nn]/"
    "[Aa]|[Nn][Aa]|<[Nn][Aa]>|[Nn]\\.[Aa]\\.|[Nn][Aa][NnTt]|[Nn][Oo][Nn][Ee]|"
    "[Nn][Ii][Ll]|\\\\[Nn]|\\.|--?|#[Nn][Uu][Ll][Ll]!";
/// What may stand between the ends of `0-2`, `60 to 65`, `4..6`.
constexpr std::string_view kTo = "\\s*(-|–|—|\\.\\.|[Tt][Oo]\\s)\\s*";
/// Units begin with a letter or sign; after a blank also with 1 or a power of ten: `5 10^9/L`,
/// which is no second number.
constexpr std::string_view kUnitBehind =
    "(\\s*[A-Za-z%\\[{(/µμ°].*|\\s+(1\\s*(/([^0-9].*)?|[eE].*)|10\\s*([*^xXeE(]|[^\\s -~]).*))";
constexpr std::string_view kFlag = "(HH?|LL?|N|A)";  // where a laboratory's value lies
constexpr std::string_view kFlagBefore = "(=\\s*|(HH?|LL?|N|A)\\s+)?";
constexpr std::string_view kBelow = "(<|[Ll][Ee][Ss][Ss]\\s+[Tt][Hh][Aa][Nn]\\s)\\s*";
constexpr std::string_view kAtMost =
    "(<=|≤|[Ll][Ee][Ss][Ss]\\s+[Tt][Hh][Aa][Nn]\\s+[Oo][Rr]\\s+[Ee][Qq][Uu][Aa][Ll]\\s+[Tt][Oo]\\s)"
    "\\s*";
constexpr std::string_view kAbove = "(>|[Gg][Rr][Ee][Aa][Tt][Ee][Rr]\\s+[Tt][Hh][Aa][Nn]\\s)\\s*";
constexpr std::string_view kAtLeast =
    "(>=|≥|[Gg][Rr][Ee][Aa][Tt][Ee][Rr]\\s+[Tt][Hh][Aa][Nn]\\s+[Oo][Rr]\\s+[Ee][Qq][Uu][Aa][Ll] +"
    "[Tt][Oo]\\s)\\s*";

/// 1900-01-01 in every spelling: spreadsheets and databases write it for no date.
constexpr std::string_view kFirstOf1900 =
    "^\\s*(1900([/.]0?1[/.]0?1|-01-01|0101)|0?1[-/. ]?[Jj][Aa][Nn][A-Za-z]*[-/., ]*1900|"
    "[Jj][Aa][Nn][A-Za-z]* 0?1,? 1900)([^0-9]|$)";

constexpr std::string_view kYes = "[Yy]([Ee][Ss])?|[Tt]([Rr][Uu][Ee])?|0*1(\\.0+)?";
constexpr std::string_view kNo = "[Nn][Oo]?|[Ff]([Aa][Ll][Ss][Ee])?|0+(\\.0+)?|\\.0+";

Json Pattern(std::string_view pattern) {
  return {{"pattern", fmt::format("^\\s*({})\\s*$", pattern)}};
}

/// A text with blanks around it, which fits all patterns.
Json Text(std::initializer_list<std::string> patterns) {
  Json text = {{"type", "string"}};
  for (const std::string& pattern : patterns) {
    if (patterns.size() > 1) {
      text["allOf"].push_back(Pattern(pattern));
    } else {
      text.update(Pattern(pattern));
    }
  }
  return text;
}

Json Described(std::string_view description, Json text) {
  text["description"] = description;
  return text;
}

/// The same text in another case names another choice.
bool IsAlone(const Fact& fact, const std::string& spelling) {
  const auto is_it = [&](const ChoiceOption& choice) {
    return EqualsIgnoringCase(choice.name, spelling) ||
           EqualsIgnoringCase(choice.label, spelling) || EqualsIgnoringCase(choice.code, spelling);
  };
  return std::ranges::count_if(fact.choices, is_it) == 1;
}

/// The whole number that the code is, which is then read with zeros around it too.
std::optional<Rational> WholeCode(const ChoiceOption& choice) {
  if (choice.code.find_first_not_of("0123456789.") != std::string::npos) return std::nullopt;
  const std::optional<Rational> number = ParseDecimal(choice.code);
  return number && number->get_den() == 1 ? number : std::nullopt;
}

std::string SpellingsOf(const Fact& fact, const ChoiceOption& choice) {
  std::string spellings;
  for (const std::string* spelling : {&choice.name, &choice.label, &choice.code}) {
    if (spelling->empty()) continue;
    if (!spellings.empty()) spellings += '|';
    if (IsAlone(fact, *spelling)) {
      spellings += InAnyCase(*spelling);
    } else if (spelling != &choice.label) {
      spellings += Escaped(*spelling);
    }
  }
  const std::optional<Rational> number = WholeCode(choice);
  const auto is_it = [&](const ChoiceOption& other) { return WholeCode(other) == number; };
  if (number && std::ranges::count_if(fact.choices, is_it) == 1) {
    const bool is_zero = *number == 0;
    spellings += is_zero ? "|0+(\\.0+)?|\\.0+" : fmt::format("|0*{}(\\.0+)?", number->get_str());
  }
  return spellings;
}

/// As texts and, where it is one, as a number.
void AddCode(const ChoiceOption& choice, Json& codes) {
  const std::string& code = choice.code;
  if (code.empty()) return;
  codes.push_back(code);
  const bool is_whole = code.size() < 16 && (code == "0" || code[0] != '0') &&
                        code.find_first_not_of("0123456789") == std::string::npos;
  if (is_whole) codes.push_back(*ToInt64(mpz_class(code, 10)));
}

/// Both ends of what is plausible; without one where nothing is said.
Interval PlausibleOf(const Fact& fact) {
  return fact.plausible.value_or(Interval{Bound::Infinite(), Bound::Infinite()});
}

Bound Beyond(const Bound& bound) { return bound.infinite ? bound : Bound::At(bound.value, false); }

Json JsonNumber(const Bound& low, const Bound& high) {
  Json number = {{"type", "number"}};
  if (!low.infinite) {
    number[low.closed ? "minimum" : "exclusiveMinimum"] =
        Json::parse(FormatDecimal(low.value), nullptr, false);
  }
  if (!high.infinite) {
    number[high.closed ? "maximum" : "exclusiveMaximum"] =
        Json::parse(FormatDecimal(high.value), nullptr, false);
  }
  return number;
}

/// Numbers with their unit; not with a laboratory's mark, an exponent or the end of a range alone
/// behind them, nor weeks and days.
Json WithUnit(std::string_view numbers) {
  Json text = Text({fmt::format("({}){}", numbers, kUnitBehind)});
  text["not"] = {
      {"pattern",
       fmt::format("[0-9.+]\\s*([(\\[]?{0}[)\\]]?|[eE][+-]?[0-9]+)\\s*$|\\.[eE][+-]?[0-9]|"
                   "[0-9]\\s*{2}\\s*[0-9]|"
                   "[0-9.]\\s*[Tt][Oo]\\s+{1}\\s*$",
                   kFlag, UnsignedPattern(), kWeeksWord)}};
  return text;
}

/// A number, perhaps of a range or a side, with its unit.
Json InItsUnit() {
  const std::string number = NumberPattern();
  return WithUnit(fmt::format("(=|{0}|{1}|{2}|{3})?\\s*({4}(\\+\\s|\\.\\.)?|{4}{5}{6}|\\.\\.{4})",
                              kAtMost, kAtLeast, kBelow, kAbove, number, kTo, UnsignedPattern()));
}

/// What may stand behind a number without saying its unit: a laboratory's mark, unless it is a unit
/// of the fact's kind too; of a plain number, what is counted.
std::string BehindOwn(const Fact& fact) {
  std::vector<std::string> behind = {fmt::format("\\s*[(\\[]{}[)\\]]", kFlag)};
  for (const std::string flag : {"H", "L", "HH", "LL", "N", "A"}) {
    const Result<Unit> unit = UnitInDataOf(fact, flag, {});
    if (!unit || !CanBeIn(fact, *unit)) behind.push_back("\\s+" + flag);
  }
  for (const std::string word : {"time", "times", "x"}) {
    if (fact.has_unit) break;
    const Result<Unit> unit = UnitInDataOf(fact, word, {});
    if (unit && CanBeIn(fact, *unit)) behind.push_back("\\s+" + word);
  }
  return fmt::format("({})?", fmt::join(behind, "|"));
}

/// Days of a fact in days or weeks that are plausible.
struct PlausibleDays {
  std::optional<Rational> least;
  std::optional<Rational> most;
};
PlausibleDays DaysOf(const Fact& fact) {
  const Interval plausible = PlausibleOf(fact);
  const Rational factor = fact.unit.ucum == "wk" ? 7 : 1;
  PlausibleDays days;
  if (!plausible.low.infinite) {
    days.least = plausible.low.value * factor;
    if (!plausible.low.closed && days.least->get_den() == 1) *days.least += 1;
  }
  if (!plausible.high.infinite) {
    days.most = plausible.high.value * factor;
    if (!plausible.high.closed && days.most->get_den() == 1) *days.most -= 1;
  }
  return days;
}

void AddWeeksAndDays(const Fact& fact, Json& values) {
  const PlausibleDays days = DaysOf(fact);
  const auto moved = [](const std::optional<Rational>& bound, int by) {
    return bound ? std::optional(Rational(*bound + by)) : bound;
  };
  values.push_back(Described("weeks and days: 36+4, 36w4d", Text({WeeksAndDaysAtLeast(days.least),
                                                                  WeeksAndDaysAtMost(days.most)})));
  values.push_back(Text({kBelow.data() + WeeksAndDaysAtLeast(moved(days.least, 1))}));
  values.push_back(Text({kAtMost.data() + WeeksAndDaysAtLeast(days.least)}));
  values.push_back(Text({kAbove.data() + WeeksAndDaysAtMost(moved(days.most, -1))}));
  values.push_back(Text({kAtLeast.data() + WeeksAndDaysAtMost(days.most)}));
}

}  // namespace

Json SaysNothing() {
  return {
      {"anyOf",
       {{{"type", "null"}},
        {{"type", "string"}, {"pattern", fmt::format("^\\s*({}|{})?\\s*$", kUnknown, kMissing)}}}}};
}

void AddNothing(Json& values) {
  const Json nothing = SaysNothing();
  for (const Json& value : nothing["anyOf"]) values.push_back(value);
}

Json OneChoice(const Fact& fact, std::size_t choice) {
  Json values = Json::array();
  if (fact.type == FactType::kTruth) {
    values.push_back({{"enum", choice == 1 ? Json{true, 1} : Json{false, 0}}});
    values.push_back(Text({std::string(choice == 1 ? kYes : kNo)}));
    return {{"anyOf", std::move(values)}};
  }
  Json names = {fact.choices[choice].name};
  AddCode(fact.choices[choice], names);
  values.push_back({{"enum", std::move(names)}});
  values.push_back(Text({SpellingsOf(fact, fact.choices[choice])}));
  return {{"anyOf", std::move(values)}};
}

Json ChoiceValues(const Fact& fact) {
  Json names = Json::array();
  Json codes = Json::array();
  std::string spellings;
  for (const ChoiceOption& choice : fact.choices) {
    names.push_back(choice.name);
    AddCode(choice, codes);
    spellings += (spellings.empty() ? "" : "|") + SpellingsOf(fact, choice);
  }
  names.push_back("unknown");
  names.push_back(nullptr);
  Json values = Json::array({{{"enum", std::move(names)}}});
  if (!codes.empty()) values.push_back({{"description", "codes"}, {"enum", std::move(codes)}});
  values.push_back(Described("read too, whatever the letters' case", Text({spellings})));
  AddNothing(values);
  return {{"anyOf", std::move(values)}};
}

Json YesNoValues() {
  return {{"anyOf",
           {{{"enum", {"yes", "no", "unknown", true, false, nullptr}}},
            {{"description", "read too"}, {"enum", {1, 0}}},
            Described("read too", Text({fmt::format("{}|{}", kYes, kNo)})),
            SaysNothing()}}};
}

Json DayValues(bool may_be_never) {
  constexpr int kFirstYear = 1900;  // what is earlier stands for no date
  constexpr int kFirstDay = 19000102;
  const std::string never = may_be_never ? "|[Nn][Ee][Vv][Ee][Rr]" : "";
  Json days = Text({DayPattern() + never});
  days["not"] = {{"pattern", kFirstOf1900}};
  return {{"anyOf",
           {Described(fmt::format("a day, a month or a year: 2026-03-01, 2026-03, 2026; days with "
                                  "one reading, such as 01-MAR-2026, are read too{}",
                                  may_be_never ? "; never" : ""),
                      std::move(days)),
            {{"type", "integer"}, {"minimum", kFirstYear}, {"maximum", 9998}},
            {{"description", "a day, as 20260301"},
             {"type", "integer"},
             {"minimum", kFirstDay},
             {"maximum", 99981231}},
            SaysNothing()}}};
}

NumberKind KindOf(const Fact& fact) {
  if (!fact.has_unit) return NumberKind::kPlain;
  const bool may_be_weeks = fact.unit.ucum == "wk" || fact.unit.ucum == "d";
  return may_be_weeks ? NumberKind::kOfDays : NumberKind::kWithUnit;
}

bool HasOwnNumbers(const Fact& fact) {
  return fact.type == FactType::kNumber && (fact.plausible || fact.unit.code == kWeeksAndDays);
}

Json OwnNumbers(const Fact& fact) {
  const auto& [low, high] = PlausibleOf(fact);
  const std::string behind = BehindOwn(fact);
  Json values = Json::array();
  if (fact.unit.code != kWeeksAndDays) {
    const std::string at_least = AtLeastPattern(low) + behind;
    const std::string at_most = AtMostPattern(high);
    values.push_back(JsonNumber(low, high));
    values.push_back(Text({kFlagBefore.data() + at_least, kFlagBefore.data() + at_most + behind}));
    values.push_back(
        Described(fact.has_unit ? "uncertain (<0.3, >=10, 5-10)" : "uncertain (<3, >=10, 5-10)",
                  Text({fmt::format("{}({}){}", kBelow, AtLeastPattern(Beyond(low)), behind)})));
    values.push_back(Text({fmt::format("({}|\\.\\.)({})", kAtMost, at_least)}));
    values.push_back(Text({fmt::format("{}({}){}", kAbove, AtMostPattern(Beyond(high)), behind)}));
    values.push_back(Text({fmt::format("{}({}){}", kAtLeast, at_most, behind)}));
    Json open = Text({fmt::format("({})(\\+|\\.\\.)", at_most)});
    open["not"] = {{"pattern", "\\.\\.\\."}};
    values.push_back(std::move(open));
    values.push_back(Text({fmt::format("({}){}({}){}", at_most, kTo, UnsignedPattern(), behind),
                           fmt::format("({}){}({})", NumberPattern(), kTo, at_least)}));
  }
  if (KindOf(fact) == NumberKind::kOfDays) AddWeeksAndDays(fact, values);
  if (fact.has_unit) values.push_back(Described("with its unit (1.1 mmol/L)", InItsUnit()));
  AddNothing(values);
  return {{"anyOf", std::move(values)}};
}

Json NumberValues(NumberKind kind) {
  Fact any;
  any.type = FactType::kNumber;
  any.has_unit = kind != NumberKind::kPlain;
  any.unit = *ParseUnit(kind == NumberKind::kOfDays ? "d" : "1");
  return OwnNumbers(any);
}

std::vector<ComparedNumber> OwnComparedNumbers(const Fact& fact) {
  const auto& [low, high] = PlausibleOf(fact);
  const std::string behind = BehindOwn(fact);
  std::vector<ComparedNumber> compared;
  const auto add = [&](std::string_view comparator, const Bound& from, const Bound& to) {
    Json values = Json::array();
    if (fact.unit.code != kWeeksAndDays) {
      values.push_back(JsonNumber(from, to));
      values.push_back(Text({AtLeastPattern(from) + behind, AtMostPattern(to) + behind}));
    }
    if (fact.has_unit) values.push_back(WithUnit(NumberPattern()));
    values.push_back({{"enum", {"", nullptr}}});
    compared.push_back({comparator, {{"anyOf", std::move(values)}}});
  };
  add("<", Beyond(low), Bound::Infinite());
  add("<=", low, Bound::Infinite());
  add(">=", Bound::Infinite(), high);
  add(">", Bound::Infinite(), Beyond(high));
  return compared;
}

Json ComparedNumbers(NumberKind kind) {
  Fact any;
  any.has_unit = kind != NumberKind::kPlain;
  return OwnComparedNumbers(any).front().values;
}

}  // namespace mgl
