// Rechecks that count other days: dates around those on which the status changes are tried for a
// patient whom both versions recheck.
#include <algorithm>

#include "engine/ask/cone.h"
#include "tools/author/versions/difference_search.h"

namespace mgl {
namespace {

using Duration = Recheck::Duration;

constexpr std::uint64_t kMostTried = 20'000;  // dates of patients on one day

/// So long before the day that some status changes about then.
std::vector<Day> DaysBefore(Day day, const std::vector<const Recheck*>& rechecks) {
  std::vector<Duration> durations{{}};
  const auto both = [](const Duration& a, const Duration& b) {
    return Duration{a.months + b.months, a.days + b.days};
  };
  for (const Recheck* const recheck : rechecks) {
    durations.push_back(recheck->first);
    durations.push_back(recheck->last);
    durations.push_back(both(recheck->first, recheck->last));
    if (!recheck->lasts) continue;
    durations.push_back(*recheck->lasts);
    durations.push_back(both(*recheck->lasts, recheck->last));
  }
  std::vector<Day> days;
  for (const Duration& duration : durations) {
    const std::optional<Day> months = AddMonths(day, -duration.months);
    if (!months) continue;
    for (const int beside : {0, 1, -1, 4, -4}) {
      const Day tried = *months - duration.days + beside;
      if (tried <= day && std::ranges::find(days, tried) == days.end()) days.push_back(tried);
    }
  }
  return days;
}

void SetDates(const std::vector<FactId>& facts, Day day, Case& patient) {
  for (const FactId fact : facts) {
    ReportedFact& reported = patient.facts[Index(fact)];
    reported.state = ReportedFact::State::kValue;
    reported.day = {day, day};
  }
}

/// The dates that are reported and on which the nodes depend.
std::vector<FactId> DatesBelow(const Guideline& guideline, const std::vector<NodeId>& nodes) {
  std::vector<FactId> facts;
  std::vector<NodeId> pending = nodes;
  std::vector<bool> is_seen(guideline.graph.size(), false);
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (is_seen[Index(id)]) continue;
    is_seen[Index(id)] = true;
    const Node& node = guideline.graph.node(id);
    if (IsFactLeaf(node.kind) && node.kind != NodeKind::kDateOfFact &&
        node.type == ValueType::kDate) {
      facts.push_back(static_cast<FactId>(node.payload));
    }
    const auto operands = guideline.graph.Operands(id);
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  return facts;
}

}  // namespace

void DifferenceSearch::SearchDates(const Compared& compared, StatementDiff& diff) {
  const Recheck& then = before_.guideline.rechecks[compared.before_index];
  const Recheck& now = after_.guideline.rechecks[compared.after_index];
  PatientFinder& finder = FinderOn(options_.as_of);
  DifferenceWay both{
      "",
      "",
      {{pair_.before().Of(then.when), Truth::kYes}, {pair_.after().Of(now.when), Truth::kYes}}};
  const auto& old_counts = pair_.before().counts[Index(then.fact)];
  const auto& new_counts = pair_.after().counts[Index(now.fact)];
  std::vector<DifferenceWay> ways{both};
  if (old_counts && new_counts) {
    for (const Truth old_truth : {Truth::kNo, Truth::kYes}) {
      ways.push_back(both);
      ways.back().goals.push_back({*old_counts, old_truth});
      ways.back().goals.push_back({*new_counts, Not(old_truth)});
    }
  }
  const std::size_t told = diff.changes.size();
  bool is_nobody = true;
  for (const DifferenceWay& way : ways) {
    const PatientSearch search = finder.Find(way.goals, pair_.Everybody(finder), Budget());
    is_nobody &= search.answer == PatientSearch::Answer::kNone;
    if (!search.found) continue;
    TryDates(compared, search.found->patient, options_.as_of, diff);
    for (const Day day : OtherDays()) {
      const bool is_enough = diff.changes.size() > told && tried_ > kMostTried;
      if (is_enough || (title_ != nullptr && !diff.changes.empty())) break;
      TryDates(compared, search.found->patient, day, diff);
    }
  }
  tried_dates_ |= !is_nobody;
  if (is_nobody || diff.changes.size() > told) return;
  LeaveOpen(both, "its dates are counted otherwise, and none of the days that were tried shows it",
            diff);
}

/// The dates that are reported, from which the recheck counts in some version.
std::vector<FactId> DifferenceSearch::DatesOf(const Compared& compared) const {
  std::vector<NodeId> anchors;
  for (const NodeId anchor : before_.guideline.rechecks[compared.before_index].anchors) {
    anchors.push_back(pair_.before().Of(anchor));
  }
  for (const NodeId anchor : after_.guideline.rechecks[compared.after_index].anchors) {
    anchors.push_back(pair_.after().Of(anchor));
  }
  return DatesBelow(pair_.joint(), anchors);
}

/// Where the recheck's dates do not matter, a patient who has them shows more.
PatientFound DifferenceSearch::WithDates(const Compared& compared, PatientFound found) {
  if (compared.kind != "recheck" || compared.is_new || compared.is_gone) return found;
  Case dated = found.patient;
  SetDates(DatesOf(compared), options_.as_of, dated);
  const Shown shown = Decide(compared, dated, options_.as_of);
  const bool is_plainer =
      shown.before != shown.after && shown.before != "unknown" && shown.after != "unknown";
  if (is_plainer) found.patient = std::move(dated);
  return found;
}

/// Each change of the status that some of the dates shows, once.
void DifferenceSearch::TryDates(const Compared& compared, Case patient, Day day,
                                StatementDiff& diff) {
  const Recheck& then = before_.guideline.rechecks[compared.before_index];
  const Recheck& now = after_.guideline.rechecks[compared.after_index];
  const std::vector<FactId> dates = DatesOf(compared);
  const std::vector<Day> days = DaysBefore(day, {&then, &now});
  const FactId tested = pair_.after().facts[Index(now.fact)];
  std::vector<std::optional<Day>> tests{std::nullopt};
  const bool is_known = patient.facts[Index(tested)].state == ReportedFact::State::kValue;
  if (is_known) tests.insert(tests.end(), days.begin(), days.end());
  const std::uint64_t most = tried_ + kMostTried;
  for (const std::optional<Day>& test : tests) {
    if (test) patient.facts[Index(tested)].date = DaySpan{*test, *test};
    for (const Day first : days) {
      SetDates(dates, first, patient);
      // Of two dates, one may be moved.
      for (std::size_t i = 0; i < (dates.size() == 2 ? days.size() : 1); ++i) {
        if (++tried_ > most) return;
        if (dates.size() == 2) SetDates({dates.back()}, days[i], patient);
        TellDates(compared, patient, day, diff);
        if (title_ != nullptr && !diff.changes.empty()) return;
      }
    }
  }
}

void DifferenceSearch::TellDates(const Compared& compared, const Case& patient, Day day,
                                 StatementDiff& diff) {
  const Shown shown = Decide(compared, patient, day);
  const bool is_told = std::ranges::any_of(diff.changes, [&](const OutcomeChange& change) {
    return change.from == shown.before && change.to == shown.after;
  });
  if (shown.before == shown.after || is_told) return;
  OutcomeChange change;
  change.from = change.shown_from = shown.before;
  change.to = change.shown_to = shown.after;
  change.are_some = true;
  has_common_ = false;
  change.on_day = FormatDay(day);
  change.regions.emplace_back("some patients, by their dates");
  change.example = AsExample(compared, patient, day, shown, true);
  change.patient = GivenInExample(change.example);
  diff.changes.push_back(std::move(change));
}

}  // namespace mgl
