// What prose says of a number: its side, its interval, another number, two pressures.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/reread/prose_scanner.h"

namespace mgl {

/// What is said of a subject: `> 5 mmol/L`; or all of a condition, with its subject.
struct Predicate {
  std::string text;
  bool is_whole = false;
};

class NumberReader : protected ProseScanner {
 public:
  using ProseScanner::ProseScanner;

 protected:
  std::string Number(const Called& subject);
  /// `34/40`, `3/12` of charts, compared with the subject.
  std::string TakeChartTime(const Called& subject);
  void TakeAge();
  static std::string WithUnit(const std::string& digits, const std::string& unit);
  /// `5.5 to 6.4 mmol/L`, `5.5-6.4`, from its first number on; empty: no interval.
  std::string Interval(const Called& subject);
  Predicate OfNumber(const Called& subject);
  /// `is not within RANGE`, where one range is of this number.
  std::string OutsideOwnRange(const Called& subject) const;
  /// `1.5 * previous creatinine`, `baseline`: a number of the same kind, which may be no fact yet.
  std::string OtherNumber(const Called& subject);
  /// Words that nothing is called by: up to what joins or compares, at most five. Empty where a
  /// word of the language is among them.
  std::string TakePhrase();
  /// `chest pain` -> `chest_pain`; empty where it is near a name that there is.
  std::string NameOf(std::string_view phrase) const;
  void Declare(const std::string& name, std::string_view phrase, std::string_view kind);
  /// `in mmol/L`, the kind of fact for a number of what is not declared; a test that has one usual
  /// unit gets it. Empty: its author must say which unit.
  static std::string KindOfNumber(const std::string& name, std::string& value);
  /// `times`, `x`, `-fold`, the `x` of `3xULN`.
  bool TakeTimes();
  /// `1.5` of `1.5 times`, `x 1.5`, `150% of`, `twice`; empty: none is said.
  std::string TakeMultiple();
  /// `creatinine_baseline`: the earlier value of a number, which may be no fact yet.
  std::string BaselineOf(const Called& subject);
  /// The same behind `from`, `above`, where it may be named.
  std::string TakeBaseline(const Called& subject);
  /// `rises by 26 umol/L`, `increase >= 50% from baseline`, `doubled`.
  Predicate OfChange(const Called& subject);
  Predicate OfChangeSaid(const Called& subject, std::string_view change);
  /// `3 months` of `in the last 3 months`.
  std::string TakeDaysBack();
  /// `within the last 7 days` behind a number.
  std::string MeasuredWithin(std::string_view name);
  /// `not done in the last 3 months`, also with `no` before the name; empty: that is not said.
  std::string NotMeasured(const Called& subject, bool is_denied);
  /// A name, also with `latest` before it: the latest value is what counts.
  const Called* TakeSubject();
  /// `rise` without what rises: not surely what was named before.
  bool BeginsChange();
  /// ` and time since date of creatinine_baseline <= 2 days`, behind a change.
  std::string SinceBaseline(std::string_view baseline);
  /// `rise in creatinine of 50%`; empty: it is none.
  std::string ChangeInNumber(bool is_denied);
  /// The same with its subject; empty: no change is said.
  std::string Changed(const Called& subject, bool is_denied);
  /// `ULN`: a limit that each laboratory has of its own.
  std::string LimitSaid(const Called& subject);
  /// `3 x ULN`.
  std::string TimesLimit(const Called& subject);
  /// `1.5 x baseline` alone, where one other number can be meant: `creatinine >= 1.5 * baseline`.
  std::string MultipleAlone(bool is_denied);
  /// `2-3 times ULN`.
  std::string BetweenLimits(const Called& subject);
  /// `>= 140/90 mmHg`: two facts; either is enough above, both must hold below.
  std::string TwoPressures(const Called& subject, std::string_view sign);
  /// `more than 3 months ago`, `within the last 2 weeks`, of a date.
  std::string OfDate(const Called& subject);
  /// `on warfarin`, which the guideline gives: a fact of the patient.
  std::string Taken();
  /// `days since last_dose > 30`.
  std::string UnitsSince();
  /// `month of today is October to March`.
  std::string OfMonth();
  /// `for more than 3 months` behind a condition: since a date.
  std::string Lasting(const Called* subject);

  std::vector<std::string> declarations_;
  /// The two readings of `below 140/90`: both must be, or one is enough. Empty: none was met.
  std::string both_pressures_;
  std::string either_pressure_;
};

}  // namespace mgl
