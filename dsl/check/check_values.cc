// A value that does not fit says what the fact takes.
#include "dsl/check/check_values.h"

#include <fmt/format.h>

#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/value/calendar.h"

namespace mgl {
namespace {

using Literal = ast::Literal;
using TypeKind = ExprType::Kind;

std::string ExampleValue(const ExprType& type) {
  switch (type.kind) {
    case TypeKind::kTruth:
      return "write `yes` or `no`";
    case TypeKind::kNumber:
      return IsUnity(type.unit)
                 ? "write a number"
                 : fmt::format("write a number with its unit, such as `2 {}`", type.unit->code);
    case TypeKind::kDate:
      return "write a date such as `2026-03-01`";
    case TypeKind::kChoice:
      return fmt::format("write {}", ChoicesInWords(*type.choices));
    case TypeKind::kText:
      return "write a text in quotes";
    case TypeKind::kError:
      break;
  }
  return "";
}

void ReportWrongValue(CheckContext& context, const Measured& subject, const Literal& value) {
  std::string help = ExampleValue(subject.type);
  if (subject.type.kind == TypeKind::kTruth && value.kind == Literal::Kind::kWord) {
    help = DidYouMean(value.word.text, {"yes", "no"}, help);
  }
  std::vector<Label> labels;
  if (subject.declaration != nullptr && subject.declaration->name.span != value.span) {
    labels.push_back(DeclaredHere(*subject.declaration, TypeInWords(subject.type)));
  }
  Diagnostic diagnostic{DiagnosticKind::kWrongValue, value.span,
                        fmt::format("{} does not fit: {} is {}", ValueInWords(value), subject.text,
                                    TypeInWords(subject.type)),
                        std::move(help), std::move(labels)};
  const std::string small = LowerCase(value.word.text);
  const bool is_spelling =
      subject.type.kind == TypeKind::kTruth && (small == "yes" || small == "no");
  if (is_spelling) diagnostic.edits.push_back({value.span, small});  // `Yes`
  context.Report(std::move(diagnostic));
}

}  // namespace

std::string WordOf(const Literal& value) {
  switch (value.kind) {
    case Literal::Kind::kWord:
      return value.word.text;
    case Literal::Kind::kYes:
      return "yes";
    case Literal::Kind::kNo:
      return "no";
    case Literal::Kind::kMissing:
      return "missing";
    case Literal::Kind::kUnknown:
      return "unknown";
    case Literal::Kind::kQuantity:
    case Literal::Kind::kDate:
    case Literal::Kind::kText:
    case Literal::Kind::kInterval:
      break;
  }
  return "";
}

std::string ValueInWords(const Literal& value) {
  if (value.kind == Literal::Kind::kQuantity) return Quoted(QuantityText(value.quantity));
  if (value.kind == Literal::Kind::kDate) return Quoted(FormatDay(value.date.day));
  if (value.kind == Literal::Kind::kText) return fmt::format("\"{}\"", value.text.text);
  if (value.kind == Literal::Kind::kInterval) return "an interval";
  return Quoted(WordOf(value));
}

bool CheckTypedValue(CheckContext& context, QuantityChecker& quantities, const Measured& subject,
                     const Literal& value) {
  bool is_of_type = false;
  switch (subject.type.kind) {
    case TypeKind::kError:
      return true;
    case TypeKind::kTruth:
      is_of_type = value.kind == Literal::Kind::kYes || value.kind == Literal::Kind::kNo;
      break;
    case TypeKind::kNumber:
      is_of_type = value.kind == Literal::Kind::kQuantity;
      break;
    case TypeKind::kDate:
      is_of_type = value.IsDate();
      break;
    case TypeKind::kChoice:
      is_of_type = value.kind == Literal::Kind::kWord || value.kind == Literal::Kind::kText;
      break;
    case TypeKind::kText:
      is_of_type = value.kind == Literal::Kind::kText;
      break;
  }
  if (!is_of_type) {
    ReportWrongValue(context, subject, value);
    return false;
  }
  if (value.kind == Literal::Kind::kQuantity) {
    const Measured measured = quantities.AsMeasured(value.quantity);
    return measured.type.kind == TypeKind::kNumber && quantities.Fit(subject, measured);
  }
  if (subject.type.kind == TypeKind::kChoice &&
      !HasChoice(*subject.type.choices, ChoiceOf(value))) {
    ast::Name choice = ChoiceOf(value);
    choice.span = value.span;
    ReportUnknownChoice(context, *subject.type.choices, choice, subject.text);
    return false;
  }
  return true;
}

bool CheckFactValue(CheckContext& context, QuantityChecker& quantities, std::uint32_t fact,
                    const Literal& value, ValueUse use) {
  const bool is_absent =
      value.kind == Literal::Kind::kMissing || value.kind == Literal::Kind::kUnknown;
  if (is_absent && use == ValueUse::kGiven) return true;
  const Measured subject = quantities.MeasuredFact(fact);
  if (subject.type.kind == TypeKind::kError) return true;
  if (value.censored && use == ValueUse::kDefault) {
    context.Report(DiagnosticKind::kWrongValue, value.span,
                   "a default is one value, not all values below or above a number",
                   "write the value itself");
    return false;
  }
  return CheckTypedValue(context, quantities, subject, value);
}

}  // namespace mgl
