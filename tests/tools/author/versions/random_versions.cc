#include "tests/tools/author/versions/random_versions.h"

#include <fmt/format.h>

#include <algorithm>

namespace mgl {
namespace {

using Kind = RandomCondition::Kind;
constexpr const char* kRelations[] = {"<", "<=", ">", ">="};
constexpr const char* kChoices[] = {"a", "b", "d"};

RandomCondition Named(const std::string& name) { return {Kind::kNamed, name, "", 0, {}}; }

}  // namespace

int RandomVersions::Tenths() { return static_cast<int>(5 * (1 + Pick(5))); }  // 0.5 to 2.5

/// Of some values in one unit and of none in the other.
RandomCondition RandomVersions::BetweenLines() {
  std::vector<RandomCondition> parts{Named("high"), Named("x is above normal")};
  if (OneIn(2)) std::swap(parts[0], parts[1]);
  parts[1] = {Kind::kNot, "", "", 0, {parts[1]}};
  return {Kind::kAnd, "", "", 0, std::move(parts)};
}

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
      if (OneIn(3)) return BetweenLines();
      return Named(OneIn(2) ? "high" : OneIn(2) ? "x is below normal" : "x is above normal");
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
  if (OneIn(3)) DrawEquivalents(guideline);
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

void RandomVersions::DrawEquivalents(RandomGuideline& guideline) {
  guideline.bound_equivalents.reset();
  guideline.normal_equivalents.reset();
  if (OneIn(2)) guideline.bound_equivalents = static_cast<int>(4 + Pick(9));
  const int low = static_cast<int>(4 + Pick(4));
  if (OneIn(2)) guideline.normal_equivalents = {low, low + static_cast<int>(1 + Pick(8))};
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
  const bool has_equivalents = guideline.bound_equivalents || guideline.normal_equivalents;
  if (has_equivalents && OneIn(3)) {
    guideline.x_suspect = guideline.x_suspect ? std::nullopt : std::optional(Stated());
    if (OneIn(2)) {
      guideline.rules.push_back({BetweenLines(), std::nullopt, "consider k", {}, ""});
    }
    return;
  }
  const std::size_t defines = guideline.defines.size();
  RandomGuideline::Rule& rule = guideline.rules[Pick(guideline.rules.size())];
  switch (Pick(25)) {
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
    case 22:
      return guideline.rules.push_back({Condition(2, defines), {}, "consider k", {}, ""});
    case 23:
      if (guideline.rules.size() > 1) guideline.rules.pop_back();  // which no other overrides
      return;
    case 21:
      return DrawEquivalents(guideline);
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

}  // namespace mgl
