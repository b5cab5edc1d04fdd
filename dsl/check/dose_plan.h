// A dose by body size (`15 mg/kg every 6 hours by weight`): in which unit the amount for one
// patient is, by which factors it follows, and what it is compared with.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/text/source.h"
#include "engine/unit/unit.h"

namespace mgl {

struct Checked;
struct ExprType;

/// How many numbers of a period a stated limit allows of one amount: `amount * times > limit` is
/// over it. Both for the longest and for the shortest of the durations that the dose allows.
struct PlannedLimit {
  std::uint32_t limit = 0;   // of ast::Medication::limits
  Rational value;            // of the amount's unit; where `by_size`, for one unit of the size
  bool by_size = false;      // the limit is per kg, too
  Rational times_least = 1;  // amounts in the limit's period, given as seldom as the dose says
  Rational times_most = 1;   // as often as it says
};

/// What is given together with the amount that is worked out.
struct PlannedPart {
  std::uint32_t amount = 0;       // of the dose, as written: 0, then those behind `with`
  std::optional<Rational> share;  // in `unit`, of one of the amount; empty: the same for everybody
  Unit unit;
};

struct DosePlan {
  std::uint32_t amount = 0;          // that is worked out: the first that is per size
  std::vector<PlannedPart> parts;    // the others, in their order
  Unit unit;                         // of the amount: `mg`, `mg per day`
  Rational low;                      // the amount for one unit of the size
  Rational high;                     // the same where the dose is one amount
  std::vector<Rational> caps;        // `at most`, in `unit`
  std::optional<Rational> step;      // what it is rounded to: stated, or the smallest strength
  std::vector<Rational> strengths;   // in `unit`, the largest first
  std::vector<PlannedLimit> limits;  // those that it compares with
};

/// What is wrong with a dose, and where.
struct DoseMistake {
  Span span;
  std::string message;
  std::string help;
};

/// For the checker, which keeps it in Checked. `size`: of the dose's `by`, a number in a linear
/// unit. The units of the dose are known to be good; of limits and contents those that are not are
/// left out.
std::variant<DosePlan, DoseMistake> PlanDose(const ast::Medication& medication,
                                             const ast::Dose& dose, const ExprType& size,
                                             const Checked& checked);

/// Of `400 to 500 mg`: 400 mg, or 500 mg.
enum class DoseEnd : std::uint8_t { kLeast, kMost };
/// The limits with which a dose compares that is the same for every patient. Each `value` is how
/// many of its least (or most) amounts are just within the limit.
std::vector<PlannedLimit> LimitsOfFixedDose(const ast::Medication& medication,
                                            const ast::Dose& dose, const Checked& checked,
                                            DoseEnd end = DoseEnd::kLeast);

/// The unit without its part per what has this dimension, and that part: `mg/kg per day` is
/// `mg per day` and `kg`. Empty where no part is written so.
struct PerParts {
  Unit rest;
  Unit per;
};
std::optional<PerParts> WithoutPer(const Unit& unit, const Dimension& per);

/// The limit says nothing of how much this dose may be, since their times differ in kind: `50
/// mg/min` is how fast, and no amount of what is given once or every 8 hours; a rate per day is
/// none of what runs for half an hour.
bool IsOutOfStep(const ast::Dose& dose, const ast::Limit& limit, const Unit& limit_unit);

/// All of a dose, as written: its own, then those behind `with`.
std::vector<const ast::QuantitySpan*> AmountsOf(const ast::Dose& dose);

/// A mass or an area; a dose per one of them.
bool IsBodySize(const Unit& unit);
bool IsPerBodySize(const Unit& dose);

}  // namespace mgl
