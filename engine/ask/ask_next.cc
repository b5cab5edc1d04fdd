// Collects for each fact who needs it, then sorts.
#include "engine/ask/ask_next.h"

#include <algorithm>
#include <tuple>

#include "engine/meaning/action_for_case.h"
#include "engine/meaning/recheck_status.h"

namespace mgl {
namespace {

// Ranks of what is unknown; those of rules are kRuleRank plus their urgency.
constexpr int kScopeRank = 0;
constexpr int kRuleRank = 1;
constexpr int kResultRank = kRuleRank + static_cast<int>(Urgency::kNone) + 1;
constexpr int kRecheckRank = kResultRank + 1;
constexpr int kRecheckDateRank = kRecheckRank + 1;

bool IsDecided(const Recheck& recheck, const DaySpan& anchor, const std::optional<DaySpan>& test,
               Day as_of) {
  return DecideRecheck(recheck, Truth::kYes, anchor, test, as_of).status != RecheckStatus::kUnknown;
}

/// Whether it is enough to know which of the anchor's days it is.
bool AnchorDecides(const Recheck& recheck, const DaySpan& anchor,
                   const std::optional<DaySpan>& test, Day as_of) {
  if (!test || test->first == test->last) return true;  // nothing else is uncertain
  for (Day day = anchor.first; day <= anchor.last; ++day) {
    if (!IsDecided(recheck, {day, day}, test, as_of)) return false;
  }
  return true;
}

bool TestDecides(const Recheck& recheck, const DaySpan& anchor, const DaySpan& test, Day as_of) {
  if (anchor.first == anchor.last) return true;
  for (Day day = test.first; day <= test.last; ++day) {
    if (!IsDecided(recheck, anchor, DaySpan{day, day}, as_of)) return false;
  }
  return true;
}

/// The facts whose dates a recheck lacks, or has only in part, where that leaves it undecided.
std::vector<FactId> DatesToAsk(const Recheck& recheck, const std::vector<EffectiveFact>& facts,
                               Day as_of) {
  std::vector<FactId> dates;
  const std::optional<DaySpan> anchor = AnchorDays(recheck, facts);
  if (!anchor) {
    std::ranges::copy_if(recheck.anchors, std::back_inserter(dates),
                         [&facts](FactId id) { return !facts[Index(id)].value.known; });
    return dates;
  }
  const std::optional<DaySpan> test = TestDays(recheck, facts);
  if (IsDecided(recheck, *anchor, test, as_of)) return dates;
  const bool anchor_decides = AnchorDecides(recheck, *anchor, test, as_of);
  if (anchor_decides || !TestDecides(recheck, *anchor, *test, as_of)) {
    // An anchor that is not later than another one's first day does not count, whatever its day.
    std::ranges::copy_if(recheck.anchors, std::back_inserter(dates), [&](FactId id) {
      const Interval& days = facts[Index(id)].value.number;
      return !days.IsPoint() && days.high.value > anchor->first;
    });
  }
  if (!anchor_decides) dates.push_back(recheck.fact);
  return dates;
}

}  // namespace

AskPlanner::AskPlanner(const Guideline& guideline, EvaluationOptions options)
    : guideline_(guideline),
      options_(std::move(options)),
      cones_(guideline),
      needs_(guideline.facts.size()),
      is_put_aside_(guideline.facts.size()) {}

void AskPlanner::Plan(Decision& decision) {
  decision.ask.clear();
  if (decision.scope == Truth::kNo) return;
  for (const FactId id : guideline_.suspect_order) {
    is_put_aside_[Index(id)] = IsPutAside(guideline_, decision, id);
  }
  AddNode(kScopeRank, decision, guideline_.scope);
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    if (decision.rules[i] == Outcome::kUnknown) AddRule(guideline_.rules[i], decision);
    if (decision.rules[i] == Outcome::kYes) AddActions(guideline_.rules[i], decision);
  }
  for (const ResultColumn& result : guideline_.results) {
    AddNode(kResultRank, decision, result.node);
  }
  for (std::size_t i = 0; i < decision.rechecks.size(); ++i) {
    const Recheck& recheck = guideline_.rechecks[i];
    if (decision.rechecks[i].status != RecheckStatus::kUnknown) continue;
    if (AddNode(kRecheckRank, decision, recheck.when)) AddDates(recheck, decision);
  }
  for (std::size_t i = 0; i < needs_.size(); ++i) {
    const auto id = static_cast<FactId>(i);
    if (needs_[i].by > 0 && !is_put_aside_[i]) decision.ask.push_back(id);
  }
  std::ranges::stable_sort(decision.ask, [this](FactId a, FactId b) {
    const Need& left = needs_[Index(a)];
    const Need& right = needs_[Index(b)];
    return std::tuple(left.rank, right.by, right.is_for_allowed) <
           std::tuple(right.rank, left.by, left.is_for_allowed);
  });
  std::ranges::fill(needs_, Need());
}

/// False where the node is open and no answer decides it.
bool AskPlanner::AddNode(int rank, const Decision& decision, NodeId node) {
  if (decision.nodes[Index(node)].IsSettled()) return true;
  if (!sufficient_) sufficient_.emplace(guideline_, options_);
  const std::vector<FactId>& facts = sufficient_->FindOpen(decision, node, is_put_aside_);
  AddNeeds(rank, facts);
  return !facts.empty();
}

void AskPlanner::AddRule(const Rule& rule, const Decision& decision) {
  AddNode(kRuleRank + static_cast<int>(rule.urgency), decision, rule.outcome);
  if (decision.nodes[Index(rule.allowed)].truth != Truth::kUnknown) return;
  for (const FactId id : cones_.Of(rule.allowed).facts) needs_[Index(id)].is_for_allowed = true;
}

/// How to give what is given: the doses, amounts, options and cautions that are open.
void AskPlanner::AddActions(const Rule& rule, const Decision& decision) {
  for (const NodeId node : OpenNodesOf(guideline_, decision, rule)) {
    AddNode(kRuleRank + static_cast<int>(rule.urgency), decision, node);
  }
}

void AskPlanner::AddDates(const Recheck& recheck, const Decision& decision) {
  AddNeeds(kRecheckDateRank, DatesToAsk(recheck, decision.facts, options_.as_of));
}

void AskPlanner::AddNeeds(int rank, std::span<const FactId> facts) {
  for (const FactId id : facts) {
    Need& need = needs_[Index(id)];
    need.rank = need.by == 0 ? rank : std::min(need.rank, rank);
    ++need.by;
  }
}

}  // namespace mgl
