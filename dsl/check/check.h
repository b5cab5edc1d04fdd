// Types and units: what each expression is, in which unit, and whether the statements make sense.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "dsl/check/dose_plan.h"
#include "dsl/check/shared_unit.h"
#include "dsl/resolve/resolve.h"
#include "engine/unit/unit.h"

namespace mgl {

/// The type of an expression. Numbers are in `unit`; lowering converts operands into it exactly:
/// + and - and min/max and comparisons use the left (first) operand's unit, * and / the product.
struct ExprType {
  /// kText: a result that is a text; nothing compares with it.
  enum class Kind { kError, kTruth, kNumber, kDate, kChoice, kText } kind = Kind::kError;
  SharedUnit unit;                            // kNumber; unity for plain numbers
  const Substance* substance = nullptr;       // kNumber: the substance measured, or null
  const ast::ChoiceOwner* choices = nullptr;  // kChoice: whose choices it has
  bool time_since = false;                    // kNumber: a bare `time since DATE`, in days
  bool day_count = false;                     // kNumber: days between dates, also through a define
  bool computed_unit = false;                 // kNumber: the unit came from * / ^; nobody wrote it
  bool inexact = false;                       // kNumber: of sqrt, ln, exp or ^, not yet rounded
};

/// What a number as written says: `36+4` is an age where its type is in days, else a sum.
const Rational& NumberOf(const ast::Quantity& quantity, const ExprType& type);

/// By Expr::id, and by fact, the substances resolved (a file's own shadow the built-in ones).
struct Checked {
  std::vector<ExprType> types;
  std::vector<Unit> fact_units;  // by fact; unity where it has none
  std::vector<std::optional<Substance>> fact_substances;
  /// By define (results too), and by table; numbers are lowered into this unit. kError while a
  /// definition is not yet checked.
  std::vector<ExprType> define_types;
  std::vector<ExprType> table_types;
  std::vector<ExprType> ambiguity_types;         // the one of all readings
  std::vector<Substance> substances;             // the file's own: types point to them
  std::map<std::uint32_t, DosePlan> dose_plans;  // by the id of the dose's `by`
};

struct CheckResult {
  Checked checked;
  Diagnostics diagnostics;
};

/// Reports type, dimension and statement errors; each mistake once: what has kError stays silent.
/// The resolution must outlive the result.
CheckResult Check(const ast::File& file, const Resolution& resolution);

}  // namespace mgl
