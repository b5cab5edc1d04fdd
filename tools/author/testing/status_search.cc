// A patient with a wanted status of a recheck: one of whom its condition is what it must be, on
// days around those on which the status changes.
#include <algorithm>
#include <array>

#include "engine/ask/cone.h"
#include "tools/author/testing/aim_search.h"
#include "tools/author/testing/answer_search.h"

namespace mgl {
namespace {

/// A date from which a recheck counts: a date fact, or when a fact was measured.
struct DateSpot {
  FactId fact{};
  bool is_date_of = false;
  bool operator==(const DateSpot&) const = default;
};

class StatusSearch {
 public:
  StatusSearch(const Guideline& guideline, PatientFinder& finder, Day today, Aim& aim)
      : guideline_(guideline),
        finder_(finder),
        recheck_(guideline.rechecks[aim.answer]),
        today_(today),
        aim_(aim) {
    FindSpots();
    FindDays();
  }

  void Decide() {
    aim_.reason = "none of the dates that were tried shows it on " + FormatDay(today_);
    if (Is(RecheckStatus::kNo)) {
      if (TryPatient(Truth::kNo, finder_.Everybody())) return;
      TryDates();
    } else if (Is(RecheckStatus::kUnknown)) {
      DecideUnknown();
    } else if (IsNever(Truth::kYes)) {
      aim_.state = Aim::State::kImpossible;
      aim_.reason = "proved: its condition is yes for no patient";
    } else {
      TryDates();
    }
  }

 private:
  bool Is(RecheckStatus status) const { return aim_.side == RecheckStatusName(status); }

  void DecideUnknown() {
    if (TryPatient(Truth::kUnknown, finder_.Everybody())) return;
    const TruthSet open = TruthSet(Truth::kYes) | Truth::kUnknown;
    PatientSet undated = finder_.Everybody();
    for (const DateSpot& spot : spots_) {
      const Variable& variable = VariableOf(spot);
      if (undated.Has(variable, variable.missing())) undated.SetOnly(variable, variable.missing());
    }
    if (TryPatient(open, undated)) return;
    if (!IsNever(open)) return;
    aim_.state = Aim::State::kImpossible;
    aim_.reason = "proved: its condition is no for every patient";
  }

  void FindSpots() {
    ConeCache cones(guideline_);
    for (const NodeId anchor : recheck_.anchors) {
      for (const NodeId id : cones.Of(anchor).nodes) {
        const Node& node = guideline_.graph.node(id);
        const bool is_date_of = node.kind == NodeKind::kDateOfFact;
        const bool is_date = IsFactLeaf(node.kind) && node.type == ValueType::kDate;
        if (!is_date_of && !is_date) continue;
        const DateSpot spot{FactId{node.payload}, is_date_of};
        if (std::ranges::find(spots_, spot) == spots_.end()) spots_.push_back(spot);
      }
    }
  }

  /// So long before today that the status changes about then, by its text; then tomorrow.
  void FindDays() {
    using Duration = Recheck::Duration;
    const auto both = [](const Duration& a, const Duration& b) {
      return Duration{a.months + b.months, a.days + b.days};
    };
    std::vector<Duration> durations{
        {}, recheck_.first, recheck_.last, both(recheck_.first, recheck_.last)};
    if (recheck_.lasts) {
      durations.push_back(*recheck_.lasts);
      durations.push_back(both(*recheck_.lasts, recheck_.last));
    }
    for (const Duration& duration : durations) {
      const std::optional<Day> day = AddMonths(today_, -duration.months);
      if (!day) continue;
      // Months are longer and shorter by up to 3 days.
      for (const int beside : {0, 1, -1, 4, -4}) {
        const Day tried = *day - duration.days + beside;
        if (tried <= today_) AddDay(tried);
      }
    }
    AddDay(today_ + 1);
  }

  void AddDay(Day day) {
    if (IsInCalendar(day) && std::ranges::find(days_, day) == days_.end()) days_.push_back(day);
  }

  const Variable& VariableOf(const DateSpot& spot) const {
    const FactValues& values = finder_.values();
    return values.Of(spot.is_date_of ? *values.DateOf(spot.fact) : values.OfFact(spot.fact));
  }

  PatientSearch Find(TruthSet when, const PatientSet& among) {
    PatientSearch search = FindInScope(guideline_, finder_, {{recheck_.when, when}}, among, true);
    if (search.answer == PatientSearch::Answer::kNotDecided) {
      aim_.reason = SearchReasonText(search.reason);
    }
    return search;
  }

  bool IsNever(TruthSet when) {
    return Find(when, finder_.Everybody()).answer == PatientSearch::Answer::kNone;
  }

  bool TryPatient(TruthSet when, const PatientSet& among) {
    const PatientSearch search = Find(when, among);
    return search.found && Try(search.found->patient);
  }

  bool Try(const Case& patient) {
    if (!IsAnswer(guideline_, aim_, finder_.Decide(patient))) return false;
    ShowBy(guideline_, finder_, patient, aim_);
    return true;
  }

  static void MakeKnown(const Variable& variable, PatientSet& set) {
    set.Remove(variable, variable.missing());
  }

  /// Patients of whom the condition is yes, as plain as can be; then such that were tested.
  void TryDates() {
    PatientSet dated = finder_.Everybody();
    for (const DateSpot& spot : spots_) {
      MakeKnown(finder_.values().Of(finder_.values().OfFact(spot.fact)), dated);
      MakeKnown(VariableOf(spot), dated);
    }
    const PatientSearch plain = Find(Truth::kYes, dated);
    if (plain.found && TryAnchors(plain.found->patient, {})) return;
    MakeKnown(finder_.values().Of(finder_.values().OfFact(recheck_.fact)), dated);
    const PatientSearch tested = Find(Truth::kYes, dated);
    if (!tested.found) return;
    for (const Day test : days_) {
      if (test <= today_ && TryAnchors(tested.found->patient, test)) return;
    }
  }

  bool TryAnchors(Case patient, std::optional<Day> test) {
    if (test) patient.facts[Index(recheck_.fact)].date = DaySpan{*test, *test};
    if (Try(patient)) return true;
    std::vector<Day> days = days_;
    if (Is(RecheckStatus::kNo)) days.push_back(kNever);
    constexpr std::size_t kMostApart = 2;
    const bool are_apart = spots_.size() == kMostApart;
    for (const Day first : days) {
      for (std::size_t i = 0; i < (are_apart ? days.size() : 1); ++i) {
        for (const DateSpot& spot : spots_) SetDay(spot, first, patient);
        if (are_apart) SetDay(spots_.back(), days[i], patient);
        if (Try(patient)) return true;
      }
    }
    return false;
  }

  static void SetDay(const DateSpot& spot, Day day, Case& patient) {
    ReportedFact& reported = patient.facts[Index(spot.fact)];
    if (spot.is_date_of) {
      reported.date = DaySpan{day, day};
    } else {
      reported.day = {day, day};
    }
  }

  const Guideline& guideline_;
  PatientFinder& finder_;
  const Recheck& recheck_;
  Day today_;
  Aim& aim_;
  std::vector<DateSpot> spots_;
  std::vector<Day> days_;
};

}  // namespace

void DecideStatus(const Guideline& guideline, PatientFinder& finder, Day today, Aim& aim) {
  StatusSearch(guideline, finder, today, aim).Decide();
}

}  // namespace mgl
