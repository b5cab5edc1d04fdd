// What does not fit is said with the units as written; the help names the unit to write.
#include "dsl/check/check_quantities.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/constant_value.h"
#include "dsl/check/dimension_help.h"
#include "dsl/check/missing_unit_help.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/parse/amount_interval.h"
#include "dsl/parse/substance_symbol.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

constexpr auto kNumberType = ExprType::Kind::kNumber;

constexpr std::string_view kHelpForDose =
    "write what is given, in the unit that the source has, such as `mg`, `mL`, `units` or "
    "`tablets`";
/// Built-in substances that a misspelt name is compared with.
constexpr std::string_view kSuggestedSubstances[] = {
    "ammonia",       "bicarbonate", "bilirubin", "calcium",   "chloride",      "cholesterol",
    "copper",        "creatinine",  "glucose",   "hba1c",     "hydrogen",      "iron",
    "lactate",       "lithium",     "magnesium", "phosphate", "potassium",     "sodium",
    "triglycerides", "urea",        "uric_acid", "zinc",      "urea_nitrogen",
};

std::string WithArticle(std::string_view words) {
  const bool is_vowel = !words.empty() && std::string_view("aeiou").find(words[0]) != words.npos;
  return fmt::format("{} {}", is_vowel ? "an" : "a", words);
}

/// The conversion exists once the substance is known.
bool ConvertsWithSubstance(const Unit& a, const Unit& b) {
  const Substance any{"", 1, 1};
  return FindConversion(a, b, &any).has_value();
}

/// `x` is measured in mg/dL (mass concentration).
std::string MeasuredInWords(const Measured& measured) {
  const Unit& unit = measured.type.unit;
  if (IsUnity(unit)) return fmt::format("{} is a plain number", measured.text);
  const std::string dimension = ReadingOf(unit);
  if (measured.IsLiteral()) return fmt::format("{} is {}", measured.text, WithArticle(dimension));
  if (measured.is_unit) return fmt::format("{} is a unit of {}", measured.text, dimension);
  return fmt::format("{} is measured in {} ({})", measured.text, unit.code, dimension);
}

/// `36w4d` of "`36+4`".
std::string WithWeeks(std::string age) {
  age.replace(age.find('+'), 1, "w");
  age.insert(age.size() - 1, "d");
  return age;
}

/// Weeks of a pregnancy, not days.
bool MayBeWeeks(std::string_view number) {
  return number.size() <= 2 && number.find_first_not_of("0123456789") == number.npos;
}

}  // namespace

std::string QuantityExample(std::string_view number, const Unit& unit) {
  if (IsUnity(unit)) return std::string(number);
  if (unit.code != kWeeksAndDays) return fmt::format("{} {}", number, unit.code);
  return MayBeWeeks(number) ? fmt::format("{}+0", number) : fmt::format("{} days", number);
}

std::string TypeInWords(const ExprType& type) {
  switch (type.kind) {
    case ExprType::Kind::kError:
      return "not known";
    case ExprType::Kind::kTruth:
      return "yes or no";
    case ExprType::Kind::kNumber:
      return IsUnity(type.unit) ? "a plain number"
                                : fmt::format("a quantity in {}", type.unit->code);
    case ExprType::Kind::kDate:
      return "a date";
    case ExprType::Kind::kChoice:
      return ChoicesInWords(*type.choices);
    case ExprType::Kind::kText:
      return "a text";
  }
  return "";
}

namespace {

/// "did you mean `6 weeks`?" for "did you mean `weeks`?", where that is a time. `M` alone is none
/// of the metres that it is spelt like.
std::string WithNumber(std::string help, std::string_view said, const ast::Number& number) {
  if (said == "M") help = "did you mean `months`?";
  const std::size_t open = help.find('`');
  const std::size_t close = help.rfind('`');
  if (said.size() > 2 || open == std::string::npos || close <= open + 1) return help;
  const std::string code = help.substr(open + 1, close - open - 1);
  const Result<Unit> meant = ParseUnit(code);
  if (!meant || !IsDuration(*meant)) return help;
  const bool is_one = number.value == 1 && code.ends_with('s');
  return fmt::format("{}{} {}{}", help.substr(0, open + 1), FormatDecimal(number.value),
                     is_one ? code.substr(0, code.size() - 1) : code, help.substr(close));
}

/// "did you mean `5 months`?"
bool OffersTime(std::string_view help) {
  const std::size_t open = help.find('`');
  const std::size_t close = help.find('`', open + 1);
  if (open == help.npos || close == help.npos) return false;
  const std::string_view offered = help.substr(open + 1, close - open - 1);
  const Result<Unit> unit = ParseUnit(offered.substr(offered.find(' ') + 1));
  return unit && IsDuration(*unit);
}

/// `150 % of baseline`: a part of another value.
std::string ShareOf(const ast::Name& name, const ast::Quantity* of) {
  if (of == nullptr || !of->unit || of->unit->code != "%") return {};
  return fmt::format(
      "a part of another value is a product: write `{} * {}`, in a `define` and not in a threshold",
      FormatDecimal(of->number.value / 100), name.text);
}

}  // namespace

std::optional<SharedUnit> QuantityChecker::ReadUnit(const ast::UnitText& unit,
                                                    const ast::Quantity* of) {
  const Result<SharedUnit>& parsed = units_.Read(unit.code);
  if (parsed) return *parsed;
  const DiagnosticKind kind = DiagnosticKind::kInvalidUnit;
  const std::string number = of == nullptr ? "" : FormatDecimal(of->number.value);
  const std::string interval = IntervalOfCode(number, unit.code);  // 500 mg-1g
  context_.repeated.Report(kind, unit.code + interval, unit.span, [&] {
    Diagnostic invalid{kind, unit.span, parsed.error().message, parsed.error().help, {}};
    if (!interval.empty()) {
      invalid.span = of->span;
      invalid.message = fmt::format("`{}` is not a unit", unit.code);
      invalid.help = fmt::format("an interval has `to`: write `{}`", interval);
    } else if (of != nullptr) {
      invalid.help = WithNumber(std::move(invalid.help), unit.code, of->number);
      if (counts_doses && OffersTime(invalid.help)) invalid.help = kHelpForDose;
    }
    if (invalid.help.empty()) {
      const bool is_literal = of != nullptr && of->span.end > 0;
      const std::string count =
          counts_doses ? "" : CountWordHelp(is_literal ? number : "", unit.code);
      if (is_literal && !count.empty()) invalid.span = of->span;
      invalid.help = count.empty() ? UnknownUnitHelp(unit.code, is_literal) : count;
    }
    return invalid;
  });
  return std::nullopt;
}

SharedUnit QuantityChecker::Days() {
  const Result<SharedUnit>& days = units_.Read("d");
  return days ? *days : SharedUnity();
}

const Substance* QuantityChecker::ReadSubstance(const ast::Name& name, const ast::Quantity* of) {
  for (const Substance& substance : context_.checked.substances) {
    if (substance.name == name.text) return &substance;
  }
  const Substance* builtin = FindBuiltinSubstance(name.text);
  if (builtin != nullptr) return builtin;
  if (name.text.empty() || context_.file.broken_names.contains(name.text)) return nullptr;
  const DiagnosticKind kind = DiagnosticKind::kUnknownSubstance;
  context_.repeated.Report(kind, name.text, name.span, [&] {
    std::vector<std::string> candidates;
    for (const std::string_view builtin_name : kSuggestedSubstances) {
      if (FindBuiltinSubstance(builtin_name) != nullptr) candidates.emplace_back(builtin_name);
    }
    for (const Substance& substance : context_.checked.substances) {
      candidates.push_back(substance.name);
    }
    const bool is_age = name.text == "age" && of != nullptr && of->unit;
    std::string share = is_age ? "leave out `of age`" : ShareOf(name, of);
    if (share.empty()) {
      share = fmt::format("declare it: `substance {}`, with `molar mass … g/mol`", name.text);
      share += "; `valence …` is only needed for mEq";
    }
    return Diagnostic{kind,
                      name.span,
                      fmt::format("unknown substance `{}`", name.text),
                      DidYouMean(SubstanceCalled(name.text), candidates, share),
                      {}};
  });
  return nullptr;
}

ExprType QuantityChecker::TypeOf(const ast::Quantity& quantity) {
  ExprType type;
  type.kind = kNumberType;
  type.unit = SharedUnity();
  if (!quantity.unit) return type;
  std::optional<SharedUnit> unit = ReadUnit(*quantity.unit, &quantity);
  const bool is_of_part = quantity.unit->substance && parts != nullptr &&
                          std::ranges::any_of(*parts, [&](const ast::Option& part) {
                            return part.name.text == quantity.unit->substance->text;
                          });
  if (quantity.unit->substance && !is_of_part) {
    type.substance = ReadSubstance(*quantity.unit->substance, &quantity);
    if (type.substance == nullptr) return {};
  }
  if (!unit) return {};
  type.unit = std::move(*unit);
  return type;
}

Measured QuantityChecker::AsMeasured(const ast::Quantity& quantity) {
  return {TypeOf(quantity),
          quantity.span,
          Quoted(QuantityText(quantity)),
          FormatDecimal(quantity.number.value),
          quantity.unit.has_value(),
          nullptr,
          false,
          quantity.is_age};
}

Measured QuantityChecker::AsMeasured(const ast::UnitText& unit) {
  ast::Quantity quantity;
  quantity.unit = unit;
  return {TypeOf(quantity), unit.span, Quoted(unit.code), "", true, nullptr, true};
}

Measured QuantityChecker::MeasuredFact(std::uint32_t fact) {
  const ast::Fact& declaration = *context_.resolution.facts[fact];
  return {context_.fact_types[fact],
          declaration.name.span,
          Quoted(declaration.name.text),
          "",
          declaration.unit.has_value(),
          &declaration,
          false};
}

void QuantityChecker::AddDeclaration(Diagnostic& diagnostic, const Measured& measured) const {
  if (measured.declaration == nullptr) return;
  const Span place = measured.declaration->name.span;
  if (place == diagnostic.span) return;
  const ExprType& type = measured.type;
  const std::string words =
      IsUnity(type.unit) ? "a plain number" : fmt::format("measured in {}", type.unit->code);
  diagnostic.labels.push_back(DeclaredHere(*measured.declaration, words));
}

bool CountsDays(const ExprType& type) {
  return type.kind == kNumberType && (type.unit->ucum == "d" || type.unit->ucum == "wk");
}

bool FitsPlainly(const ExprType& a, const ExprType& b) {
  if (a.kind != kNumberType || b.kind != kNumberType || !a.unit.IsCopyOf(b.unit)) return false;
  return a.substance == nullptr || b.substance == nullptr || a.substance == b.substance;
}

bool QuantityChecker::Fit(const Measured& subject, const Measured& value) {
  if (subject.type.kind != kNumberType || value.type.kind != kNumberType) return true;
  const bool unit_is_written = !subject.type.computed_unit && !value.type.computed_unit;
  const bool is_plain_subject = IsUnity(subject.type.unit) && !subject.has_unit;
  if (value.IsLiteral() && !value.has_unit && unit_is_written && !is_plain_subject &&
      !IsUnity(subject.type.unit)) {
    Diagnostic diagnostic{DiagnosticKind::kMissingUnit, value.span, "", "", {}};
    diagnostic.message = fmt::format("{} has no unit; {} is measured in {}", value.text,
                                     subject.text, subject.type.unit->code);
    diagnostic.help = MissingUnitHelp(subject, value, context_.file);
    if (value.is_age && CountsDays(subject.type)) {
      diagnostic.message = fmt::format("{} is a sum here, which has no unit; {} is measured in {}",
                                       value.text, subject.text, subject.type.unit->code);
      diagnostic.help =
          fmt::format("where it is calculated with, an age is written {}", WithWeeks(value.text));
    }
    AddDeclaration(diagnostic, subject);
    context_.Report(std::move(diagnostic));
    return false;
  }
  if (value.has_unit && unit_is_written && is_plain_subject && !subject.IsLiteral() &&
      !IsUnity(value.type.unit)) {
    Diagnostic diagnostic{DiagnosticKind::kUnexpectedUnit, value.span, "", "", {}};
    diagnostic.message =
        fmt::format("{} has a unit; {} is a plain number", value.text, subject.text);
    diagnostic.help =
        value.is_age
            ? fmt::format("write a plain number, or declare {} `in weeks and days`", subject.text)
        : value.IsLiteral()
            ? fmt::format("write `{}`, or declare what is measured `in {}`", value.number,
                          value.type.unit->code)
            : fmt::format("declare what is measured `in {}`", value.type.unit->code);
    AddDeclaration(diagnostic, subject);
    context_.Report(std::move(diagnostic));
    return false;
  }
  return FitUnits(subject, value);
}

bool QuantityChecker::FitUnits(const Measured& subject, const Measured& value) {
  const Unit& unit = subject.type.unit;
  const Substance* known = subject.type.substance;
  const Substance* stated = value.type.substance;
  const bool one_takes_substance = value.TakesSubstance() || subject.TakesSubstance();
  const bool differ = known != nullptr && stated != nullptr && known->name != stated->name;
  const bool same_dimension = FindConversion(value.type.unit, unit, nullptr).has_value();
  if (differ && (one_takes_substance || !same_dimension)) {
    Diagnostic diagnostic{DiagnosticKind::kSubstanceMismatch, value.span, "", "", {}};
    diagnostic.message = fmt::format("{} is measured as {}, {} as {}", subject.text, known->name,
                                     value.text, stated->name);
    diagnostic.help = "compare quantities of the same substance";
    AddDeclaration(diagnostic, subject);
    context_.Report(std::move(diagnostic));
    return false;
  }
  if (same_dimension) return FitDurations(subject, value);
  // Two measurements must both say what they measure.
  const Substance* substance = subject.TakesSubstance() ? stated : known;
  if (!one_takes_substance && stated == nullptr) substance = nullptr;
  if (substance != nullptr && FindConversion(value.type.unit, unit, substance)) return true;
  if (!WhyNoConversion(value.type.unit, unit).empty()) {
    ReportScale(subject, value, substance);
  } else if (ConvertsWithSubstance(value.type.unit, unit)) {
    ReportSubstance(subject, value, substance);
  } else {
    ReportDimension(subject, value);
  }
  return false;
}

/// What counts days against `time since` and dates is the calendar's (check_comparisons.cc).
bool QuantityChecker::FitDurations(const Measured& subject, const Measured& value) {
  const Unit& a = subject.type.unit;
  const Unit& b = value.type.unit;
  if (!MixesCalendar(a, b) || subject.type.day_count || value.type.day_count) return true;
  Diagnostic diagnostic{DiagnosticKind::kCalendarDuration, value.span, "", "", {}};
  diagnostic.message = fmt::format(
      "`{}` and `{}` do not convert: months and years have no fixed "
      "number of days",
      b.code, a.code);
  diagnostic.help =
      "state both in days and weeks, or both in months and years; from a date, count "
      "`completed months since DATE`";
  if (subject.declaration != nullptr && value.IsLiteral()) {
    diagnostic.help += fmt::format(
        "; or declare a fact of its own: `fact {0}_in_{1} \"… in {1}\" in "
        "{1}`",
        subject.declaration->name.text, b.code);
  }
  AddDeclaration(diagnostic, subject);
  context_.Report(std::move(diagnostic));
  return false;
}

bool QuantityChecker::FitDifference(const Measured& subject, const Measured& value) {
  const auto is_point = [](const Measured& measured) {
    return !measured.TakesSubstance() && HasOwnZero(measured.type.unit);
  };
  const bool is_mixed = (is_point(subject) && value.type.unit->is_difference) ||
                        (is_point(value) && subject.type.unit->is_difference);
  if (!is_mixed) return true;
  const Measured& point = is_point(subject) ? subject : value;
  const Measured& difference = is_point(subject) ? value : subject;
  Diagnostic diagnostic{DiagnosticKind::kScaleArithmetic, value.span, "", "", {}};
  diagnostic.message = fmt::format("{} is a difference of two values in {}, {} is such a value",
                                   difference.text, difference.type.unit->code, point.text);
  diagnostic.help = "compare a difference with a difference, and a value with a value";
  AddDeclaration(diagnostic, point);
  context_.Report(std::move(diagnostic));
  return false;
}

void QuantityChecker::ReportScale(const Measured& subject, const Measured& value,
                                  const Substance* substance) {
  if (substance != nullptr && context_.broken_substances.contains(substance->name)) return;
  const Unit& from = value.type.unit;
  const Unit& to = subject.type.unit;
  Diagnostic diagnostic{DiagnosticKind::kOtherScale, value.span, "", "", {}};
  diagnostic.message = fmt::format("`{}` does not convert into `{}`: {}", from.code, to.code,
                                   WhyNoConversion(from, to));
  const Substance* hba1c = FindBuiltinSubstance("hba1c");
  const bool is_hba1c =
      substance == nullptr && hba1c != nullptr && FindConversion(from, to, hba1c).has_value();
  const std::string relate =
      fmt::format("say how they relate: `scale {} to {} by …` under `substance {}`", from.code,
                  to.code, substance != nullptr ? substance->name : "NAME");
  if (value.type.computed_unit || subject.type.computed_unit) {
    diagnostic.help = "compare what is computed with a plain number or a percentage";
  } else if (is_hba1c) {
    diagnostic.help = fmt::format("for HbA1c, write `in {} of hba1c`; for others {}",
                                  subject.IsLiteral() ? from.code : to.code, relate);
  } else {
    diagnostic.help = fmt::format("write it in `{}`, or {}", to.code, relate);
  }
  AddDeclaration(diagnostic, subject);
  context_.Report(std::move(diagnostic));
}

void QuantityChecker::ReportSubstance(const Measured& subject, const Measured& value,
                                      const Substance* substance) {
  Diagnostic diagnostic{DiagnosticKind::kSubstanceNeeded, value.span, "", "", {}};
  if (substance == nullptr) {
    const bool is_subject_known = subject.TakesSubstance() || subject.type.substance != nullptr;
    const Measured& unknown = is_subject_known ? value : subject;
    diagnostic.message = fmt::format("`{}` and `{}` convert only for a known substance",
                                     value.type.unit->code, subject.type.unit->code);
    const Substance* other = (&unknown == &value ? subject : value).type.substance;
    diagnostic.help =
        unknown.declaration == nullptr
            ? fmt::format("name the substance behind the unit of a number in it: `1 {} of {}`",
                          unknown.type.unit->code, other != nullptr ? other->name : "SUBSTANCE")
            : HelpForSubstance(*unknown.declaration, unknown.text, unknown.type.unit->code);
    AddDeclaration(diagnostic, unknown);
    context_.repeated.Report(DiagnosticKind::kSubstanceNeeded, unknown.text, value.span,
                             [&] { return std::move(diagnostic); });
    return;
  }
  if (context_.broken_substances.contains(substance->name)) return;
  Substance completed = *substance;
  if (completed.molar_mass == 0) completed.molar_mass = 1;
  const bool lacks_mass =
      completed.molar_mass != substance->molar_mass &&
      (FindConversion(value.type.unit, subject.type.unit, &completed) || completed.valence == 0);
  diagnostic.message = fmt::format("`{}` has no {}, which converts `{}` into `{}`", substance->name,
                                   lacks_mass ? "molar mass" : "valence", value.type.unit->code,
                                   subject.type.unit->code);
  const std::vector<Substance>& own = context_.checked.substances;
  const bool is_own = std::any_of(own.begin(), own.end(), [&](const Substance& declared) {
    return declared.name == substance->name;
  });
  diagnostic.help =
      fmt::format("{} `{}` {} `substance {}`", is_own ? "add" : "if it has one, declare",
                  lacks_mass ? "molar mass … g/mol" : "valence …", is_own ? "to" : "in your own",
                  substance->name);
  AddDeclaration(diagnostic, subject);
  context_.repeated.Report(DiagnosticKind::kSubstanceNeeded, diagnostic.help, value.span,
                           [&] { return std::move(diagnostic); });
}

void QuantityChecker::ReportDimension(const Measured& subject, const Measured& value) {
  Diagnostic diagnostic{DiagnosticKind::kDimensionMismatch, value.span, "", "", {}};
  diagnostic.message = fmt::format("{}; {}", MeasuredInWords(subject), MeasuredInWords(value));
  diagnostic.help = DimensionHelp(subject, value, context_.file);
  AddDeclaration(diagnostic, subject);
  AddDeclaration(diagnostic, value);
  context_.Report(std::move(diagnostic));
}

}  // namespace mgl
