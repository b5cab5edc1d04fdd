// The parts of a prescription, one after the other.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "engine/value/rational.h"

namespace mgl {

/// The parts of one line. Each function moves behind what it reads, or says no and stays.
class PrescriptionReader {
 public:
  PrescriptionReader(std::string_view text, std::string_view line) : text_(text), words_(line) {}

  Prescription Read();

 private:
  bool Sign();

  std::optional<PrescriptionPart> Next();

  PrescribedDose& Dose() { return said_.doses.back(); }

  /// `then 500 mg`, `and 20 mg`, `followed by 1 g`: one more dose.
  bool Another();

  /// `increase every 2 weeks to 10 mg`, `repeat after 5 minutes`: what follows, for readers.
  bool Course();

  /// `reduce to 250 mg if X`: another dose for some.
  bool Instead();

  /// An amount at the words so many on: `500 to 1000 mg`, `0.5 g/kg`. Moves behind it.
  std::string AmountAt();
  bool Amount();
  /// `2 tablets of 100 mg`: the amount of all.
  bool PiecesOf();
  bool Divided();
  /// The amount of a day becomes that of one time.
  void Divide();
  /// `1 g twice daily (2 g/day)`: the same amount, said again; another one is not understood.
  void DropTotal();
  void DivideBy(const Rational& times, std::string_view amount, std::string_view often);
  void EachOrInAll(std::string_view amount);
  bool Often();
  bool Over();
  bool Size();
  bool Needed();
  bool Soon();
  /// `in 200 mL of 5% glucose`, `diluted to 50 mL`.
  bool Made();
  /// `max 50 mg/min`, `not faster than 1 g per hour`, `at a rate of 50 mg/min`.
  bool Rate();
  bool Taken();
  /// `at 8 am and 8 pm`: each of these times of a day.
  bool AtHours();

  /// `30 min before breakfast`.
  bool BesideMeal();

  /// `on Mondays`.
  bool OnDays();
  bool Route();
  bool Most();
  bool MostAmount(PrescriptionWords at);
  /// Beside one that is there.
  void AddLimit(const std::string& limit);
  /// `4 doses/day` behind a most: counts doses.
  bool MostCount(PrescriptionWords at, std::string_view count);
  bool Duration();

  /// `if X`, `when X`, `in adults`, `for children`.
  bool Whom();

  /// `elemental iron`.
  bool Basis();

  /// Words that a dose does without.
  bool About();
  bool Filler();
  void Finish();
  std::string_view text_;
  PrescriptionWords words_;
  Prescription said_;
  std::string times_;          // `2` of `2 x 500 mg`
  std::string divided_;        // `in 3 divided doses`
  std::string divided_often_;  // `3 times per day`, empty where it is not said
  bool is_daily_ = false;
  bool is_most_of_dose_ = false;  // `max 1 g per dose`
  bool is_count_ = false;         // `up to 4 times per day`
  bool is_loading_ = false;
  bool is_exception_ = false;  // `, 250 mg if X`: for some another dose
};

/// Another dose line of the medication around `at` has a condition.
bool HasDoseForSome(std::string_view text, std::size_t at);

}  // namespace mgl
