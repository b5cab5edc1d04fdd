#include "tests/tools/author/versions/random_versions.h"

#include <fmt/format.h>

#include <algorithm>

namespace mgl {
namespace {

using Kind = RandomCondition::Kind;
constexpr const char* kRelations[] = {"<", "<=", ">", ">="};
constexpr const char* kChoices[] = {"a", "b", "d"};

std::string Decimal(int tenths) {
  return tenths % 10 == 0 ? fmt::format("{}", tenths / 10)
                          : fmt::format("{}.{}", tenths / 10, tenths % 10);
}

RandomCondition Named(const std::string& name) { return {Kind::kNamed, name, "", 0, {}}; }

}  // namespace

int RandomVersions::Tenths() { return static_cast<int>(5 * (1 + Pick(5))); }  // 0.5 to 2.5

RandomCondition RandomVersions::Leaf(std::size_t defines) {
  switch (Pick(defines > 0 ? 11 : 10)) {
    case 0:
    case 1:
      return {Kind::kFact, OneIn(2) ? "t" : "u", "", 0, {}};
    case 2:
      return {Kind::kChoice, kChoices[Pick(3)], "", 0, {}};
    case 3: {
      const std::size_t left_out = Pick(3);
      RandomCondition one_of{Kind::kOneOf, "", "", 0, {}};
      for (std::size_t i = 0; i < 3; ++i) {
        if (i != left_out) one_of.parts.push_back(Named(kChoices[i]));
      }
      return one_of;
    }
    case 4:
    case 5:
      return {Kind::kNumber, "x", kRelations[Pick(4)], Tenths(), {}};
    case 6:
      return {Kind::kNumber, "n", kRelations[Pick(4)], static_cast<int>(10 * (1 + Pick(2))), {}};
    case 7:
      return {Kind::kKnown, OneIn(2) ? "x" : "t", "", 0, {}};
    case 8:
      return Named(OneIn(2) ? "high" : "x is below normal");
    case 9:
      if (is_plain_) return {Kind::kFact, "u", "", 0, {}};
      return Named(OneIn(2) ? "who" : "points_so_far >= 2");
    default:
      return Named(fmt::format("d{}", Pick(defines)));
  }
}

RandomCondition RandomVersions::Condition(int depth, std::size_t defines) {
  if (depth == 0 || OneIn(4)) return Leaf(defines);
  RandomCondition condition;
  constexpr Kind kKinds[] = {Kind::kNot, Kind::kAnd, Kind::kAnd,
                             Kind::kOr,  Kind::kOr,  Kind::kAtLeast};
  condition.kind = kKinds[Pick(6)];
  const std::size_t count = condition.kind == Kind::kNot       ? 1
                            : condition.kind == Kind::kAtLeast ? 3
                                                               : 2 + Pick(2);
  while (condition.parts.size() < count) {
    RandomCondition part = Condition(depth - 1, defines);
    const std::string text = Written(part);
    const bool is_there = std::ranges::any_of(
        condition.parts, [&](const RandomCondition& of) { return Written(of) == text; });
    if (!is_there) condition.parts.push_back(std::move(part));
  }
  condition.tenths = 2;
  return condition;
}

/// Of facts alone.
RandomCondition RandomVersions::Stated() {
  RandomCondition condition{Kind::kAnd, "", "", 0, {}};
  condition.parts.push_back({Kind::kNumber, "x", OneIn(2) ? "<" : ">", Tenths(), {}});
  condition.parts.push_back({Kind::kFact, OneIn(2) ? "t" : "u", "", 0, {}});
  return condition;
}

RandomGuideline RandomVersions::Guideline() {
  RandomGuideline guideline;
  if (OneIn(3)) guideline.scope = Condition(1, 0);
  // What the scope hangs on is declared with it.
  if (OneIn(4)) guideline.t_default = OneIn(2) ? "yes" : "no";
  if (OneIn(6)) guideline.x_default = Tenths();
  if (OneIn(2)) guideline.x_plausible = std::pair(OneIn(2) ? 5 : 0, OneIn(2) ? 25 : 30);
  if (OneIn(5)) guideline.x_suspect = Stated();
  if (OneIn(6)) guideline.x_step = 5;
  guideline.bound = Tenths();
  guideline.bound_side = OneIn(2) ? "above" : "at least";
  if (OneIn(2)) guideline.normal = {10, 20};
  for (std::size_t i = Pick(3); i > 0; --i) guideline.defines.push_back(Condition(2, 0));
  const std::size_t defines = guideline.defines.size();
  is_plain_ = true;
  for (int i = 0; i < 2; ++i) guideline.readings.push_back(Condition(1, 0));
  for (int i = 0; i < 2; ++i) {
    guideline.items.emplace_back(static_cast<int>(1 + Pick(2)), Condition(1, 0));
  }
  is_plain_ = false;
  if (OneIn(2)) guideline.adopted = Pick(2);
  constexpr const char* kActions[] = {"give m", "give m", "consider k", "avoid k", "note \"N\""};
  const std::size_t rules = 2 + Pick(3);
  for (std::size_t i = 0; i < rules; ++i) {
    RandomGuideline::Rule rule{Condition(2, defines), std::nullopt, kActions[Pick(5)], std::nullopt,
                               OneIn(3) ? "now" : ""};
    if (OneIn(3)) rule.unless = Condition(1, defines);
    if (i > 0 && OneIn(3)) rule.overrides = Pick(i);
    guideline.rules.push_back(std::move(rule));
  }
  if (OneIn(2)) guideline.contraindication = Condition(1, defines);
  for (int i = 0; i < 2; ++i) guideline.lines.push_back(Condition(1, defines));
  if (OneIn(2)) guideline.last_line = Condition(1, defines);
  guideline.rows = {Tenths(), Tenths()};
  return guideline;
}

void RandomVersions::EditCondition(RandomCondition& condition, std::size_t defines) {
  if (!condition.parts.empty() && condition.kind != Kind::kOneOf && !OneIn(4)) {
    EditCondition(condition.parts[Pick(condition.parts.size())], defines);
    return;
  }
  switch (condition.kind) {
    case Kind::kNumber:
      if (OneIn(2)) {
        condition.relation = kRelations[Pick(4)];
      } else {
        condition.tenths = condition.name == "x" ? Tenths() : static_cast<int>(10 * (1 + Pick(2)));
      }
      return;
    case Kind::kAnd:
      condition.kind = Kind::kOr;
      return;
    case Kind::kOr:
      condition.kind = Kind::kAnd;
      return;
    case Kind::kAtLeast:
      condition.tenths = OneIn(2) ? 1 : 3;
      return;
    case Kind::kNot:
      condition = RandomCondition(condition.parts[0]);
      return;
    case Kind::kFact:
    case Kind::kChoice:
    case Kind::kOneOf:
    case Kind::kKnown:
    case Kind::kNamed:
      condition = Leaf(defines);
      return;
  }
}

/// What counts of what is reported.
void RandomVersions::EditFact(RandomGuideline& guideline) {
  switch (Pick(7)) {
    case 0: {
      constexpr int kLowest[] = {0, 5, 10};
      const std::pair plausible(kLowest[Pick(3)], OneIn(2) ? 25 : 20);
      guideline.x_plausible = OneIn(4) ? std::nullopt : std::optional(plausible);
      return;
    }
    case 1:
      guideline.t_default = OneIn(3) ? "" : OneIn(2) ? "yes" : "no";
      return;
    case 2:
      guideline.x_default = OneIn(3) ? std::nullopt : std::optional(Tenths());
      return;
    case 3:
      guideline.x_suspect = OneIn(3) ? std::nullopt : std::optional(Stated());
      return;
    case 4:
      guideline.x_step = OneIn(3) ? std::nullopt : std::optional(OneIn(2) ? 5 : 10);
      return;
    case 5:
      guideline.x_unit = "mg/L";
      return;
    default:
      guideline.choices =
          OneIn(2) ? std::vector<std::string>{"b", "a", "d"} : std::vector<std::string>{"a", "b"};
  }
}

void RandomVersions::EditOnce(RandomGuideline& guideline) {
  const std::size_t defines = guideline.defines.size();
  RandomGuideline::Rule& rule = guideline.rules[Pick(guideline.rules.size())];
  switch (Pick(22)) {
    case 0:
    case 1:
    case 2:
      return EditCondition(rule.when, defines);
    case 3:
      rule.unless = OneIn(2) ? std::optional(Condition(1, defines)) : std::nullopt;
      return;
    case 4:
      rule.action = OneIn(2) ? "give k" : "note \"Other\"";
      return;
    case 5:
      if (defines > 0) EditCondition(guideline.defines[Pick(defines)], 0);
      return;
    case 6:
      guideline.bound = Tenths();
      return;
    case 7:
      guideline.bound_side = OneIn(2) ? "below" : "at least";
      return;
    case 8:
    case 9:
    case 10:
    case 11:
    case 16:
    case 17:
    case 18:
      return EditFact(guideline);
    case 12:
      guideline.scope = OneIn(3) ? std::nullopt : std::optional(Condition(1, 0));
      return;
    case 13:
      guideline.adopted = OneIn(3) ? std::nullopt : std::optional(Pick(2));
      return;
    case 14:
      guideline.contraindication = OneIn(3) ? std::nullopt : std::optional(Condition(1, defines));
      return;
    case 19:
      guideline.last_line = OneIn(3) ? std::nullopt : std::optional(Condition(1, defines));
      return;
    case 20:
      guideline.rows = {Tenths(), Tenths()};
      return;
    case 15:
      is_plain_ = true;
      EditCondition(guideline.items[Pick(2)].second, 0);
      is_plain_ = false;
      return;
    default:
      EditCondition(guideline.lines[Pick(2)], defines);
  }
}

void RandomVersions::Edit(RandomGuideline& guideline) {
  EditOnce(guideline);
  if (OneIn(4)) EditOnce(guideline);
}

std::string RandomVersions::Number(int tenths, const char* unit) {
  if (*unit == '\0') return Decimal(tenths);
  if (rewrites_ && OneIn(2)) return fmt::format("{} mg/L", tenths);
  return fmt::format("{} {}", Decimal(tenths), unit);
}

std::string RandomVersions::WrittenLeaf(const RandomCondition& condition) {
  switch (condition.kind) {
    case Kind::kChoice:
      return "c is " + condition.name;
    case Kind::kOneOf: {
      const bool swaps = rewrites_ && OneIn(2);
      return fmt::format("c is one of ({}, {})", condition.parts[swaps ? 1 : 0].name,
                         condition.parts[swaps ? 0 : 1].name);
    }
    case Kind::kNumber: {
      const std::string number = Number(condition.tenths, condition.name == "x" ? "mg/dL" : "");
      if (!rewrites_ || OneIn(2)) {
        return fmt::format("{} {} {}", condition.name, condition.relation, number);
      }
      std::string mirrored = condition.relation;
      mirrored[0] = mirrored[0] == '<' ? '>' : '<';
      return fmt::format("{} {} {}", number, mirrored, condition.name);
    }
    case Kind::kKnown:
      return condition.name + " is known";
    case Kind::kFact:
    case Kind::kNamed:
    case Kind::kNot:
    case Kind::kAnd:
    case Kind::kOr:
    case Kind::kAtLeast:
      break;
  }
  return condition.name;
}

std::string RandomVersions::Written(const RandomCondition& condition) {
  if (rewrites_ && OneIn(12)) {
    return "(not (not (" + Written(condition) + ")))";
  }
  const bool is_joined = condition.kind == Kind::kNot || condition.kind == Kind::kAnd ||
                         condition.kind == Kind::kOr || condition.kind == Kind::kAtLeast;
  if (!is_joined) return WrittenLeaf(condition);
  std::vector<std::string> parts;
  for (const RandomCondition& part : condition.parts) parts.push_back(Written(part));
  if (rewrites_) std::ranges::shuffle(parts, random_);
  std::string text;
  switch (condition.kind) {
    case Kind::kNot:
      text = "not (" + parts[0] + ")";
      break;
    case Kind::kAtLeast:
      text = fmt::format("at least {} of ({})", condition.tenths, fmt::join(parts, ", "));
      break;
    default: {
      const bool is_and = condition.kind == Kind::kAnd;
      if (rewrites_ && OneIn(4)) {
        for (std::string& part : parts) part = "not (" + part + ")";
        text = fmt::format("not ({})", fmt::join(parts, is_and ? " or " : " and "));
      } else {
        for (std::string& part : parts) part = "(" + part + ")";
        text = fmt::format("{}", fmt::join(parts, is_and ? " and " : " or "));
      }
    }
  }
  if (rewrites_ && OneIn(8)) {
    const std::string name = fmt::format("e{}", extra_defines_.size());
    extra_defines_.push_back(fmt::format("define {} as {}\n", name, text));
    return name;
  }
  return "(" + text + ")";
}

std::string RandomVersions::Text(const RandomGuideline& guideline) {
  rewrites_ = false;
  return All(guideline);
}

std::string RandomVersions::SameMeaning(const RandomGuideline& guideline) {
  rewrites_ = true;
  std::string text = All(guideline);
  rewrites_ = false;
  return text;
}

std::vector<std::string> RandomVersions::Facts(const RandomGuideline& guideline) {
  std::vector<std::string> parts;
  parts.push_back(
      "fact t \"T\" is yes/no\n" +
      (guideline.t_default.empty() ? "" : "  unless stated, " + guideline.t_default + "\n"));
  parts.emplace_back("fact u \"U\" is yes/no\n");
  parts.push_back(fmt::format("fact c \"C\" is one of ({})\n", fmt::join(guideline.choices, ", ")));
  std::string x = "fact x \"X\" in " + guideline.x_unit + "\n";
  if (guideline.x_step) x += fmt::format("  in steps of {} mg/dL\n", Decimal(*guideline.x_step));
  if (guideline.x_plausible) {
    x += fmt::format("  plausible {} to {} mg/dL\n", Decimal(guideline.x_plausible->first),
                     Decimal(guideline.x_plausible->second));
  }
  if (guideline.x_default) {
    x += fmt::format("  unless stated, {} mg/dL\n", Decimal(*guideline.x_default));
  }
  if (guideline.x_suspect) x += "  suspect when " + Written(*guideline.x_suspect) + "\n";
  parts.push_back(x);
  parts.emplace_back("fact n \"Count\" is number\n");
  return parts;
}

std::vector<std::string> RandomVersions::Rules(const RandomGuideline& guideline) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < guideline.rules.size(); ++i) {
    const RandomGuideline::Rule& rule = guideline.rules[i];
    std::string text = fmt::format("rule r{} \"R{}\"\n  when {}\n", i, i, Written(rule.when));
    if (rule.unless) text += "  unless " + Written(*rule.unless) + "\n";
    text += "  then " + rule.action + "\n";
    if (!rule.urgency.empty()) text += "  urgency " + rule.urgency + "\n";
    if (rule.overrides) text += fmt::format("  overrides r{}\n", *rule.overrides);
    parts.push_back(text);
  }
  return parts;
}

std::string RandomVersions::All(const RandomGuideline& guideline) {
  extra_defines_.clear();
  std::string header =
      "guideline small \"Small\"\n  language mgl 1\n  version 1.0.0\n  status draft\n";
  if (guideline.scope) header += "  applies when " + Written(*guideline.scope) + "\n";
  std::vector<std::string> parts = Facts(guideline);
  parts.push_back(fmt::format("threshold high \"High\" x {} {}\n", guideline.bound_side,
                              Number(guideline.bound, "mg/dL")));
  parts.push_back(fmt::format("range normal \"Normal\" of x\n  line {} to {} mg/dL\n",
                              Decimal(guideline.normal.first), Decimal(guideline.normal.second)));
  for (std::size_t i = 0; i < guideline.defines.size(); ++i) {
    parts.push_back(fmt::format("define d{} \"D{}\" as {}\n", i, i, Written(guideline.defines[i])));
  }
  std::string who = "ambiguity who \"Who\"\n";
  constexpr const char* kReadings[] = {"narrow", "wide"};
  for (std::size_t i = 0; i < 2; ++i) {
    who += fmt::format("  reading {} as {}\n", kReadings[i], Written(guideline.readings[i]));
  }
  if (guideline.adopted) {
    who += fmt::format("  adopt {} because \"so\"\n", kReadings[*guideline.adopted]);
  }
  parts.push_back(who);
  parts.push_back("medication m \"M\"\n  dose " + guideline.dose + "\n");
  parts.emplace_back("medication k \"K\"\n");
  if (guideline.contraindication) {
    parts.push_back("contraindication m, k \"Bad\"\n  when " +
                    Written(*guideline.contraindication) + "\n");
  }
  for (std::string& rule : Rules(guideline)) parts.push_back(std::move(rule));
  std::string score = "score points_so_far \"Points\"\n";
  for (const auto& [points, when] : guideline.items) {
    score += fmt::format("  item \"I\"\n    points {} when {}\n", points, Written(when));
  }
  parts.push_back(score);
  parts.push_back(
      fmt::format("result e \"E\" is one of (low \"Low\", mid \"Mid\", top \"Top\")\n"
                  "  value low when {}\n  value mid when {}\n  value top {}\n",
                  Written(guideline.lines[0]), Written(guideline.lines[1]),
                  guideline.last_line ? "when " + Written(*guideline.last_line) : "otherwise"));
  parts.push_back(
      fmt::format("table b0 \"B\" of x, u gives one of (left, right)\n"
                  "  row below {} mg/dL, any gives left\n"
                  "  row at least {} mg/dL, yes gives right\n",
                  Decimal(guideline.rows.first), Decimal(guideline.rows.second)));
  parts.insert(parts.end(), extra_defines_.begin(), extra_defines_.end());
  if (rewrites_) std::ranges::shuffle(parts, random_);
  for (const std::string& part : parts) header += part;
  return header;
}

}  // namespace mgl
