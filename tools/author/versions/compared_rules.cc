// Rules and rechecks: what stands beside a truth.
#include <algorithm>
#include <array>

#include "tools/author/versions/compared.h"

namespace mgl {
namespace {

constexpr std::array kOutcomes = {Outcome::kYes, Outcome::kNo, Outcome::kBlocked,
                                  Outcome::kOverridden, Outcome::kUnknown};

}  // namespace

/// Of a version's rule, the goals of one outcome: each patient meets those of one outcome only.
std::vector<Goal> ComparedMaker::OutcomeGoals(const Rule& rule, const VersionInBoth& where,
                                              Outcome outcome) {
  const Guideline& version = &where == &pair_.before() ? before_ : after_;
  const NodeId node = where.Of(rule.outcome);
  const NodeId due = where.Of(rule.due);
  const NodeId allowed = where.Of(rule.allowed);
  std::vector<NodeId> overriders;
  for (const std::uint32_t overrider : rule.overriders) {
    overriders.push_back(where.Of(version.rules[overrider].outcome));
  }
  switch (outcome) {
    case Outcome::kYes:
      return {{node, Truth::kYes}};
    case Outcome::kUnknown:
      return {{node, Truth::kUnknown}};
    case Outcome::kBlocked:
      return {{due, Truth::kYes}, {allowed, Truth::kNo}};
    case Outcome::kOverridden:
      if (overriders.empty()) return {};
      return {{due, Truth::kYes},
              {allowed, TruthSet(Truth::kYes) | Truth::kUnknown},
              {Truth(NodeKind::kOr, overriders), Truth::kYes}};
    case Outcome::kNo:
      break;
  }
  return {{node, Truth::kNo}, {due, kNotYes}};
}

Compared ComparedMaker::Rules(std::size_t a, std::size_t b) {
  const Rule& old_rule = before_.rules[a];
  const Rule& new_rule = after_.rules[b];
  const VersionInBoth& then = pair_.before();
  const VersionInBoth& now = pair_.after();
  const auto shown = [](std::size_t index) {
    return [index](const Decision& decision) -> std::string {
      if (decision.rules.empty()) return "no";  // out of scope
      return std::string(OutcomeName(decision.rules[index]));
    };
  };
  Compared compared{"rule", new_rule.name, new_rule.title, old_rule.name,
                    {},     shown(a),      shown(b),       {new_rule.name}};
  const auto nodes_of = [](const Guideline& version, const Rule& rule, const VersionInBoth& where) {
    std::vector<NodeId> nodes{where.Of(rule.outcome), where.Of(rule.due), where.Of(rule.allowed)};
    for (const std::uint32_t overrider : rule.overriders) {
      nodes.push_back(where.Of(version.rules[overrider].outcome));
    }
    std::sort(nodes.begin() + 3, nodes.end());
    return nodes;
  };
  if (nodes_of(before_, old_rule, then) == nodes_of(after_, new_rule, now)) return compared;
  for (const Outcome from : kOutcomes) {
    for (const Outcome to : kOutcomes) {
      if (from == to) continue;
      std::vector<Goal> goals = OutcomeGoals(old_rule, then, from);
      const std::vector<Goal> others = OutcomeGoals(new_rule, now, to);
      if (goals.empty() || others.empty()) continue;
      goals.insert(goals.end(), others.begin(), others.end());
      compared.ways.push_back(
          {std::string(OutcomeName(from)), std::string(OutcomeName(to)), std::move(goals)});
    }
  }
  return compared;
}

namespace {

constexpr const char* kNone = "none";

std::string ShownNone(const Decision& /*decision*/) { return kNone; }

std::string ShownRule(const Decision& decision, std::size_t index) {
  if (decision.rules.empty() || decision.rules[index] == Outcome::kNo) return kNone;
  return std::string(OutcomeName(decision.rules[index]));
}

std::string ShownRecheck(const Decision& decision, std::size_t index) {
  if (decision.rechecks.empty() || decision.rechecks[index].status == RecheckStatus::kNo) {
    return kNone;
  }
  return std::string(RecheckStatusName(decision.rechecks[index].status));
}

}  // namespace

Compared ComparedMaker::NewRule(std::size_t b) {
  const Rule& rule = after_.rules[b];
  Compared compared{"rule",
                    rule.name,
                    rule.title,
                    rule.name,
                    {},
                    ShownNone,
                    [b](const Decision& decision) { return ShownRule(decision, b); },
                    {rule.name}};
  compared.is_new = true;
  for (const Outcome to : {Outcome::kYes, Outcome::kUnknown}) {
    compared.ways.push_back(
        {kNone, std::string(OutcomeName(to)), OutcomeGoals(rule, pair_.after(), to)});
  }
  return compared;
}

Compared ComparedMaker::GoneRule(std::size_t a) {
  const Rule& rule = before_.rules[a];
  Compared compared{"rule",     rule.name,
                    rule.title, rule.name,
                    {},         [a](const Decision& decision) { return ShownRule(decision, a); },
                    ShownNone,  {}};
  compared.is_gone = true;
  for (const Outcome from : {Outcome::kYes, Outcome::kUnknown}) {
    compared.ways.push_back(
        {std::string(OutcomeName(from)), kNone, OutcomeGoals(rule, pair_.before(), from)});
  }
  return compared;
}

Compared ComparedMaker::NewRecheck(std::size_t b) {
  const Recheck& recheck = after_.rechecks[b];
  Compared compared{"recheck",
                    recheck.name,
                    recheck.title,
                    recheck.name,
                    {},
                    ShownNone,
                    [b](const Decision& decision) { return ShownRecheck(decision, b); },
                    {recheck.name}};
  compared.is_new = true;
  compared.ways.push_back({kNone, "by its dates", {{pair_.after().Of(recheck.when), Truth::kYes}}});
  return compared;
}

Compared ComparedMaker::GoneRecheck(std::size_t a) {
  const Recheck& recheck = before_.rechecks[a];
  Compared compared{"recheck",
                    recheck.name,
                    recheck.title,
                    recheck.name,
                    {},
                    [a](const Decision& decision) { return ShownRecheck(decision, a); },
                    ShownNone,
                    {}};
  compared.is_gone = true;
  compared.ways.push_back(
      {"by its dates", kNone, {{pair_.before().Of(recheck.when), Truth::kYes}}});
  return compared;
}

/// Status `no` where the condition is no; else what the dates say, where they are known.
Compared ComparedMaker::Rechecks(std::size_t a, std::size_t b) {
  const Recheck& then = before_.rechecks[a];
  const Recheck& now = after_.rechecks[b];
  const auto shown = [](std::size_t index) {
    return [index](const Decision& decision) -> std::string {
      if (decision.rechecks.empty()) return "no";
      return std::string(RecheckStatusName(decision.rechecks[index].status));
    };
  };
  Compared compared{"recheck", now.name, now.title, then.name, {}, shown(a), shown(b), {now.name}};
  compared.before_index = a;
  compared.after_index = b;
  AddTruths(pair_.before().Of(then.when), pair_.after().Of(now.when), compared);
  std::vector<Goal> are_dated;
  for (const NodeId anchor : then.anchors) {
    are_dated.push_back({Truth(NodeKind::kIsKnown, {pair_.before().Of(anchor)}), Truth::kYes});
  }
  for (const NodeId anchor : now.anchors) {
    are_dated.push_back({Truth(NodeKind::kIsKnown, {pair_.after().Of(anchor)}), Truth::kYes});
  }
  for (DifferenceWay& way : compared.ways) {
    const bool is_no = way.from == "no" || way.to == "no";
    if (!is_no) way.goals.insert(way.goals.end(), are_dated.begin(), are_dated.end());
    for (std::string* const side : {&way.from, &way.to}) {
      if (*side == "yes") *side = "by its dates";
    }
  }
  const auto anchors_of = [](const Recheck& recheck, const VersionInBoth& where) {
    std::vector<NodeId> anchors;
    for (const NodeId anchor : recheck.anchors) anchors.push_back(where.Of(anchor));
    std::ranges::sort(anchors);
    return anchors;
  };
  const auto is_same = [](const Recheck::Duration& one, const Recheck::Duration& other) {
    return one.months == other.months && one.days == other.days;
  };
  const bool last_alike = then.lasts.has_value() == now.lasts.has_value() &&
                          (!then.lasts || is_same(*then.lasts, *now.lasts));
  const FactId then_fact = pair_.before().facts[Index(then.fact)];
  const FactId now_fact = pair_.after().facts[Index(now.fact)];
  const bool is_tested_alike =
      then_fact == now_fact && pair_.facts()[Index(now_fact)].taken == FactInBoth::Taken::kAlike;
  compared.differs_by_dates = anchors_of(then, pair_.before()) != anchors_of(now, pair_.after()) ||
                              then.repeats != now.repeats ||
                              then.has_tolerance != now.has_tolerance ||
                              !is_same(then.first, now.first) || !is_same(then.last, now.last) ||
                              !last_alike || !is_tested_alike;
  return compared;
}

}  // namespace mgl
