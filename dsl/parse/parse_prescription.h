// A dose as a prescription writes it, read into what the language says on lines of its own: amount,
// how often, route, the most, how long, and what is said to people.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/second_rule.h"
#include "dsl/text/source.h"

namespace mgl {

/// What a part of a prescription says.
enum class PrescriptionPart {
  kAmount,
  kOften,
  kOver,
  kSize,
  kRoute,
  kMost,
  kDuration,
  kNeeded,
  kTaken,
  kDivided,
  kSoon,
  kNext,
  kCourse,
  kWhom,
  kAbout,
  kNeedless,
};

struct PrescribedDose {
  std::string amount;      // `500 mg`, `15 mg/kg`
  std::string often;       // `twice per day`, `per day`, `once`
  std::string over;        // `30 min`
  std::string size;        // the fact that it is worked out with
  std::string most;        // of one dose
  std::string when;        // for whom
  std::string fixed_most;  // of one dose of an amount that is the same for all
  bool is_most = false;    // the amount is the most, `up to 500 mg`
};

/// The amount of a day that is given in parts.
struct DividedDose {
  std::string total;     // `dose 40 mg/kg per day`; empty: none, or not in equal parts
  std::string said;      // `in 3 doses`
  std::string each;      // the line where that amount is given each time: the text says neither
  std::string most;      // of one dose, where the amount of a day has none
  bool is_exact = true;  // the amount of one time has no more digits
  bool is_count_open = false;   // there is a most of one dose, and not how many doses a day has
  bool is_most_of_day = false;  // likely: whether it is of one dose was not said
  bool is_of_day = true;        // a day was said
};

struct Prescription {
  struct Part {
    PrescriptionPart kind = PrescriptionPart::kAmount;
    std::size_t begin = 0;  // in the text that was read
    std::size_t end = 0;
  };
  std::vector<PrescribedDose> doses;
  std::vector<Part> parts;
  std::vector<std::string> routes;
  std::vector<std::string> advice;  // how it is taken, in the author's words
  std::vector<std::string> notes;   // what follows the first dose
  std::string made;                 // `in 200 mL of 5% glucose`, for readers
  std::string limit;                // an amount per time
  std::string other_limit;          // the same of another kind: per kg beside all
  std::string duration;
  std::vector<std::string> durations;  // `5 days`, `7 days`, `5-7 days` of a range
  std::string named;                   // `loading dose`
  DividedDose divided;
  Beside beside;
  std::string basis;
  std::string other_often;   // where how often is said twice
  std::string count;         // `2` of `2 x 500 mg`, at one time or apart: the text does not say
  std::string unread;        // what was not understood
  std::string about;         // `about`, `~`: the amount or the time is not exact
  bool is_for_some = false;  // another dose of the medication has a condition
  bool is_soon = false;
  bool is_needed = false;      // not regularly
  bool is_often_open = false;  // of the last dose, for some: each time, or the amount of a day
  bool is_most_open = false;   // `max 1 g` of a dose by weight: of one dose, or of a day
  bool is_limit_open = false;  // of which time the limit is was not said
};

/// `limit 4 g per day`; what is a rate says so: `limit rate 50 mg/min`.
std::string LimitLine(std::string_view amount);

/// What is written in `line`, of a file that is `text`.
Prescription ReadPrescription(std::string_view text, std::string_view line);

/// Words that were not understood may say for whom it is, as the other dose does.
bool IsWhomOpen(const Prescription& said);
/// `dose 500 mg twice per day`: the lines of a medication that say it.
std::string DoseLine(const PrescribedDose& dose);
std::vector<std::string> LinesOf(const Prescription& said);
/// `dose max 5 mg when X`: the most is the amount.
void TakeMostAsAmount(Prescription& said);
/// The lines, and what stands elsewhere: what a help says behind `write`.
std::string InLines(const Prescription& said, std::string_view where = {});
/// Its author must say which amount is meant: `1.000 mg`, `500 mg, at most 1 g per dose`.
bool IsAmountOpen(const Prescription& said);
/// One of the two durations, or the whole second rule for the range.
std::string DecideHowLong(const Prescription& said);

/// The declared fact that is measured in one of the units, or `otherwise`.
std::string FactMeasuredIn(std::string_view text, std::initializer_list<std::string_view> units,
                           std::string_view otherwise);

/// What stands behind `keyword` in the other lines of the medication whose line holds `at`.
std::vector<std::string_view> OtherLines(std::string_view text, std::size_t at,
                                         std::string_view keyword);
/// The other doses of the medication whose line holds `at`, without `dose`.
std::vector<std::string_view> OtherDoses(std::string_view text, std::size_t at);

}  // namespace mgl
