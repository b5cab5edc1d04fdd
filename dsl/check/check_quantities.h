// Numbers with units as written, and whether they fit what they are compared with. Part of
// check.h's phase.
#pragma once

#include <optional>
#include <string>

#include "dsl/check/check_context.h"

namespace mgl {

/// A number of the text, or something that has one, and how a message calls it.
struct Measured {
  ExprType type;                                      // kNumber
  Span span;                                          // underlined when it does not fit
  std::string text;                                   // "`serum_magnesium`", "`1.2 mg`", "this"
  std::string number;                                 // a number as written: "1.2"; else empty
  bool has_unit = false;                              // a number as written, with its unit
  const ast::DeclarationBase* declaration = nullptr;  // what the name stands for
  bool is_unit = false;                               // a unit alone, of `in` or `code`
  bool is_age = false;                                // written `36+4`, `36w4d`

  bool IsLiteral() const { return !number.empty(); }
  /// Of whatever substance it is compared with: nothing was measured.
  bool TakesSubstance() const { return IsLiteral() || is_unit; }
};

/// "a quantity in mg/dL", "a plain number", "a date", "yes or no", "one of female, male".
std::string TypeInWords(const ExprType& type);

/// "2 mg/dL", "2", "34+0".
std::string QuantityExample(std::string_view number, const Unit& unit);

class QuantityChecker {
 public:
  explicit QuantityChecker(CheckContext& context) : context_(context) {}

  /// Empty, and reported, where the code is no unit. `of`: the number before it.
  std::optional<SharedUnit> ReadUnit(const ast::UnitText& unit, const ast::Quantity* of = nullptr);
  SharedUnit Days();
  /// Null, and reported, where there is none of this name.
  const Substance* ReadSubstance(const ast::Name& name, const ast::Quantity* of = nullptr);
  /// kError where the unit or its substance was reported.
  ExprType TypeOf(const ast::Quantity& quantity);
  /// The parts of the medication that is checked: behind `of` they are no substances.
  const std::vector<ast::Option>* parts = nullptr;
  bool counts_doses = false;  // a time is not meant
  Measured AsMeasured(const ast::Quantity& quantity);
  Measured AsMeasured(const ast::UnitText& unit);
  Measured MeasuredFact(std::uint32_t fact);

  /// Whether `value` can be compared with or added to `subject`; reports at `value` where not. The
  /// substance of a conversion is that of the one that is no literal. True where one has kError.
  bool Fit(const Measured& subject, const Measured& value);

  /// Whether both are values on a scale such as Cel, or differences of such: reports at `value`
  /// where not. A constant is what it stands beside. Of two that Fit.
  bool FitDifference(const Measured& subject, const Measured& value);

  /// Every bound fits, and they are in order. Reports the first mistake.
  bool FitSpan(const Measured& subject, const ast::QuantitySpan& span);
  /// In order and not empty, where both bounds convert into each other.
  bool CheckOrder(const ast::QuantitySpan& span, const Substance* substance,
                  bool are_differences = false);

 private:
  bool FitUnits(const Measured& subject, const Measured& value);
  bool FitDurations(const Measured& subject, const Measured& value);
  void ReportScale(const Measured& subject, const Measured& value, const Substance* substance);
  void ReportSubstance(const Measured& subject, const Measured& value, const Substance* substance);
  void ReportDimension(const Measured& subject, const Measured& value);
  void AddDeclaration(Diagnostic& diagnostic, const Measured& measured) const;

  CheckContext& context_;
  UnitBook units_;
};

/// In days or weeks: what `36+4` beside it is an age.
bool CountsDays(const ExprType& type);

/// The same unit and no two substances: fits whatever is written how, so that Measured and its
/// words need not be made.
bool FitsPlainly(const ExprType& a, const ExprType& b);

}  // namespace mgl
