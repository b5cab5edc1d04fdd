// For whom an outcome is another: regions of patients, one of each shown by both versions, or the
// proof that there is nobody.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/eval_scalar.h"
#include "engine/prove/guideline_pair.h"
#include "tools/author/versions/compared.h"
#include "tools/author/versions/version_diff.h"

namespace mgl {

/// The patient in a line: what the example gives.
std::string GivenInExample(const std::string& example);

/// Of one pair of versions, to whose joint guideline nothing is added any more. All must outlive
/// it.
class DifferenceSearch {
 public:
  DifferenceSearch(const CompiledGuideline& before, const CompiledGuideline& after,
                   const GuidelinePair& pair, VersionOptions options);

  /// Changes, and why something is not decided; both empty: proved to be the same for everybody.
  StatementDiff Search(const Compared& compared);
  /// The first change alone, without its regions; `title` is that of its example.
  StatementDiff SearchFirst(const Compared& compared, const std::string& title);
  /// What all patients have in common whose changes were told so far of rules, results, rechecks.
  std::string ForWhom() const;
  /// Whether some proof hung on the day, so that several days were looked at.
  bool hangs_on_day() const { return hangs_on_day_; }
  /// Whether some recheck was compared by dates that were tried, which proves nothing.
  bool tried_dates() const { return tried_dates_; }

 private:
  struct Shown {
    std::string before;
    std::string after;
  };
  /// What both versions say of a patient of the joint guideline.
  Shown Decide(const Compared& compared, const Case& patient, Day day);

  /// What decides on one day.
  struct OnDay {
    OnDay(const CompiledGuideline& before, const CompiledGuideline& after,
          const GuidelinePair& pair, const VersionOptions& options, Day day);

    PatientFinder finder;
    ScalarEvaluator before, after;
    Decision decided_before, decided_after;
  };
  OnDay& On(Day day);
  PatientFinder& FinderOn(Day day) { return On(day).finder; }
  const std::vector<Day>& OtherDays();
  std::uint64_t Budget() const;
  void AskSecond(const DifferenceWay& way, Day day, const PatientSet& among, PatientSearch& search);
  void LookAtSamples(const DifferenceWay& way, Day day, const PatientSet& among,
                     PatientSearch& search);
  std::string WhyOpen(PatientSearch::Reason reason) const;
  bool SearchWay(const Compared& compared, const DifferenceWay& way, Day day, StatementDiff& diff);
  void AddChange(const Compared& compared, const DifferenceWay& way, Day day,
                 const PatientFound& found, const PatientSet& among, const Shown& shown,
                 StatementDiff& diff);
  bool ShowByOneReport(const Compared& compared, const DifferenceWay& way, Day day,
                       PatientFound found, const PatientSet& among, StatementDiff& diff);
  void KeepCommon(const PatientSet& region, const PatientSet& everybody);
  void LeaveOpen(const DifferenceWay& way, const std::string& reason, StatementDiff& diff);
  std::string WhyApart(const DifferenceWay& way);
  std::string AsExample(const Compared& compared, const Case& patient, Day day, const Shown& shown,
                        bool hangs_on_day);
  void SearchOtherDays(const Compared& compared, bool is_open_told, StatementDiff& diff);
  void SearchDates(const Compared& compared, StatementDiff& diff);
  std::vector<FactId> DatesOf(const Compared& compared) const;
  PatientFound WithDates(const Compared& compared, PatientFound found);
  void TryDates(const Compared& compared, Case patient, Day day, StatementDiff& diff);
  void TellDates(const Compared& compared, const Case& patient, Day day, StatementDiff& diff);

  const CompiledGuideline& before_;
  const CompiledGuideline& after_;
  const GuidelinePair& pair_;
  Guideline words_;  // facts as words name them: what is plausible to one version alone has ends
  VersionOptions options_;
  std::map<Day, std::unique_ptr<OnDay>> days_;
  std::optional<std::vector<Day>> other_days_;
  std::uint64_t sets_ = 0;  // that were looked at
  bool hangs_on_day_ = false;
  bool tried_dates_ = false;
  std::size_t asked_second_ = 0;
  std::uint32_t sampled_ = 0;
  std::uint64_t tried_ = 0;             // dates of patients
  const std::string* title_ = nullptr;  // of the one example that is wanted
  bool has_common_ = true;              // all patients whose changes were told are in regions
  std::optional<std::vector<std::string>> common_;  // by variable, what is said of all regions
};

}  // namespace mgl
