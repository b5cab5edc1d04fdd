// Collects for each fact who needs it, then sorts.
#include "engine/ask/ask_next.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "engine/meaning/action_for_case.h"
#include "engine/meaning/recheck_status.h"
#include "engine/value/day_interval.h"

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
  constexpr Day kMostDays = 3660;                       // of more, one may be asked too many
  if (anchor.first < anchor.last - kMostDays) return false;
  for (Day day = anchor.first; day <= anchor.last; ++day) {
    if (!IsDecided(recheck, {day, day}, test, as_of)) return false;
  }
  return true;
}

/// The date facts of which not all is known: the month, or bounds.
void InsertPartialDates(const Guideline& guideline, const Decision& decision, const Cone& cone,
                        std::set<FactId>& dates) {
  for (const FactId id : cone.facts) {
    const bool is_date = guideline.facts[Index(id)].type == FactType::kDate;
    const Value& value = decision.facts[Index(id)].value;
    if (is_date && value.known && !value.number.IsPoint()) dates.insert(id);
  }
}

bool TestDecides(const Recheck& recheck, const DaySpan& anchor, const DaySpan& test, Day as_of) {
  if (anchor.first == anchor.last) return true;
  for (Day day = test.first; day <= test.last; ++day) {
    if (!IsDecided(recheck, anchor, DaySpan{day, day}, as_of)) return false;
  }
  return true;
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

/// The facts whose dates a recheck lacks, or has only in part, where that leaves it undecided.
void AskPlanner::AddDates(const Recheck& recheck, const Decision& decision) {
  const std::optional<DaySpan> anchor = AnchorDays(recheck, decision.nodes);
  const std::optional<DaySpan> test = TestDays(recheck, decision.facts);
  std::set<FactId> dates;
  bool asks_anchor = true;
  if (anchor) {
    if (IsDecided(recheck, *anchor, test, options_.as_of)) return;
    const bool anchor_decides = AnchorDecides(recheck, *anchor, test, options_.as_of);
    if (!anchor_decides) {
      dates.insert(recheck.fact);
      asks_anchor = !TestDecides(recheck, *anchor, *test, options_.as_of);
    }
  }
  if (!sufficient_) sufficient_.emplace(guideline_, options_);
  for (const NodeId node : recheck.anchors) {
    const Value& value = decision.nodes[Index(node)];
    // An anchor that is not later than another one's first day does not count, whatever its day.
    const bool counts = !anchor || SpanOfDays(value.number).last > anchor->first;
    if (!asks_anchor || value.known != anchor.has_value() || !counts) continue;
    if (!value.IsSettled()) {
      const std::vector<FactId>& open = sufficient_->FindOpen(decision, node, is_put_aside_);
      dates.insert(open.begin(), open.end());
    }
    if (value.known) InsertPartialDates(guideline_, decision, cones_.Of(node), dates);
  }
  AddNeeds(kRecheckDateRank, std::vector<FactId>(dates.begin(), dates.end()));
}

void AskPlanner::AddNeeds(int rank, std::span<const FactId> facts) {
  for (const FactId id : facts) {
    Need& need = needs_[Index(id)];
    need.rank = need.by == 0 ? rank : std::min(need.rank, rank);
    ++need.by;
  }
}

}  // namespace mgl
