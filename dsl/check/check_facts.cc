// Facts and substances.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/check/check_statements.h"
#include "dsl/check/check_values.h"
#include "dsl/check/constant_value.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/parse/code_form.h"
#include "dsl/parse/written_code.h"
#include "dsl/resolve/wording.h"
#include "engine/value/whole_number.h"

namespace mgl {
namespace {

using TypeKind = ExprType::Kind;

constexpr int kLargestValence = 9;

/// After `is` and in a case these mean something of their own.
constexpr std::string_view kMisleadingChoices[] = {"yes", "no",  "known", "missing", "unknown",
                                                   "not", "one", "below", "within",  "above"};

bool IsMassPerAmount(const Unit& unit) {
  const Result<Unit> molar = ParseUnit("g/mol");
  return molar && IsLinear(unit) && unit.dimension == molar->dimension;
}

/// Of a line `scale A to B by F plus D`, once the lines before it are there.
void AddScale(CheckContext& context, QuantityChecker& quantities, const ast::Scale& scale,
              Substance& substance) {
  const auto report = [&](Span span, std::string message, std::string help) {
    context.broken_substances.insert(substance.name);
    context.Report(DiagnosticKind::kSubstanceValue, span, std::move(message), std::move(help));
  };
  const std::optional<SharedUnit> from = quantities.ReadUnit(scale.from);
  const std::optional<SharedUnit> to = quantities.ReadUnit(scale.to);
  if (!from || !to) {
    context.broken_substances.insert(substance.name);
  } else if (!IsLinear(*from) || !IsLinear(*to)) {
    const ast::UnitText& unit = IsLinear(*from) ? scale.to : scale.from;
    report(unit.span, fmt::format("`{}` has a zero of its own", unit.code),
           "a scale relates units such as `mmol/mol` and `%`");
  } else if (FindConversion(*from, *to, &substance)) {
    report(scale.span,
           fmt::format("`{}` and `{}` convert without this line", scale.from.code, scale.to.code),
           "remove it");
  } else if (scale.factor.value <= 0) {
    report(scale.factor.span, "a scale whose factor is not above zero",
           "write how much more of the second unit one more of the first is");
  } else {
    substance.scales.push_back(
        {scale.from.code,
         scale.to.code,
         {scale.factor.value, scale.offset ? scale.offset->value : Rational(0)}});
  }
}

Substance TypeSubstance(CheckContext& context, QuantityChecker& quantities,
                        const ast::Substance& declaration) {
  Substance substance{declaration.name.text, 0, 0};
  const auto report = [&](Span span, std::string message, std::string help) {
    context.broken_substances.insert(declaration.name.text);
    context.Report(DiagnosticKind::kSubstanceValue, span, std::move(message), std::move(help));
  };
  if (declaration.molar_mass) {
    const ast::Quantity& mass = *declaration.molar_mass;
    const ExprType type = quantities.TypeOf(mass);
    const std::string text = QuantityText(mass);
    if (type.kind == TypeKind::kError) {
      context.broken_substances.insert(declaration.name.text);
    } else if (!IsMassPerAmount(type.unit)) {
      report(mass.span, fmt::format("`{}` is not a mass per amount", text),
             fmt::format("write `molar mass {} g/mol`", FormatDecimal(mass.number.value)));
    } else if (mass.number.value <= 0) {
      report(mass.span, "a molar mass is above zero", "write the molar mass in g/mol");
    } else {
      const Result<Unit> molar = ParseUnit("g/mol");
      substance.molar_mass = FindConversion(type.unit, *molar)->Apply(mass.number.value);
    }
  }
  if (declaration.valence) {
    const Rational& valence = declaration.valence->value;
    if (valence.get_den() != 1 || valence < 1 || valence > kLargestValence) {
      report(declaration.valence->span,
             fmt::format("`{}` is not a valence", FormatDecimal(valence)),
             fmt::format("write a whole number from 1 to {}, without sign", kLargestValence));
    } else {
      substance.valence = static_cast<int>(*ToInt64(valence));
    }
  }
  for (const ast::Scale& scale : declaration.scales) {
    AddScale(context, quantities, scale, substance);
  }
  return substance;
}

ExprType TypeFact(CheckContext& context, QuantityChecker& quantities, std::uint32_t index) {
  const ast::Fact& fact = *context.resolution.facts[index];
  ExprType type;
  switch (fact.type) {
    case ast::FactType::kYesNo:
      return TruthType();
    case ast::FactType::kDate:
      return DateType();
    case ast::FactType::kChoice:
      if (!fact.choices.empty()) type.kind = TypeKind::kChoice;
      type.choices = &fact;
      return type;
    case ast::FactType::kNumber:
      type.kind = TypeKind::kNumber;
      type.unit = SharedUnity();
      return type;
    case ast::FactType::kQuantity: {
      if (!fact.unit) return {};
      ast::Quantity one;
      one.unit = fact.unit;
      type = quantities.TypeOf(one);
      if (type.kind != TypeKind::kNumber) return {};
      context.checked.fact_units[index] = type.unit;
      if (type.substance != nullptr) {
        context.checked.fact_substances[index] = *type.substance;
        type.substance = &*context.checked.fact_substances[index];
      }
      return type;
    }
    case ast::FactType::kText:
      break;  // no fact is a text
  }
  return {};
}

void ReportClause(const StatementChecker& checker, const ast::Fact& fact, Span span,
                  std::string_view clause, const ExprType& type) {
  checker.context.Report(
      DiagnosticKind::kFactClause, span,
      fmt::format("{} belongs to a number; `{}` is {}", clause, fact.name.text, TypeInWords(type)),
      "remove it, or declare the fact `in UNIT` or `is number`");
}

void CheckStep(const StatementChecker& checker, const ast::Fact& fact, const Measured& subject) {
  if (!fact.step) return;
  const ast::Quantity& step = *fact.step;
  if (subject.type.kind != TypeKind::kNumber) {
    ReportClause(checker, fact, step.span, "`in steps of`", subject.type);
  } else if (fact.whole) {
    checker.context.Report(
        DiagnosticKind::kStep, step.span,
        fmt::format("`{}` is recorded both `whole` and in steps", fact.name.text),
        "keep one of the two");
  } else if (step.number.value <= 0) {
    checker.context.Report(DiagnosticKind::kStep, step.span,
                           fmt::format("a step of `{}` is not above zero", QuantityText(step)),
                           "write a step such as `0.1`");
  } else if (step.unit) {
    const Measured value = checker.quantities.AsMeasured(step);
    const bool is_scale = value.type.kind == TypeKind::kNumber &&
                          value.type.unit->ucum != subject.type.unit->ucum &&
                          !(IsLinear(value.type.unit) && IsLinear(subject.type.unit));
    if (checker.quantities.Fit(subject, value) && is_scale) {
      checker.context.Report(DiagnosticKind::kScaleArithmetic, step.span,
                             fmt::format("a step in `{}` is no step in `{}`", value.type.unit->code,
                                         subject.type.unit->code),
                             "write the step in the unit of the fact");
    }
  }
}

void CheckWeeksAndDays(const StatementChecker& checker, const ast::Fact& fact) {
  if (!fact.step || !fact.unit || fact.unit->code != kWeeksAndDays) return;
  checker.context.Report(DiagnosticKind::kStep, fact.step->span,
                         "weeks and days are recorded in whole days", "remove the steps",
                         {{fact.unit->span, "in whole days"}});
}

void CheckPlausible(const StatementChecker& checker, const ast::Fact& fact,
                    const Measured& subject) {
  if (!fact.plausible || subject.type.kind == TypeKind::kNumber) return;
  ReportClause(checker, fact, fact.plausible->span, "`plausible`", subject.type);
}

void CheckCodes(const StatementChecker& checker, const ast::Fact& fact, const Measured& subject) {
  for (const ast::FactCode& code : fact.codes) {
    const std::string& said = code.code.text;
    // `code E11.9`
    const bool is_unnamed = said.starts_with('.') && code.system.span.end == code.code.span.begin;
    if (is_unnamed) {
      checker.context.Report(DiagnosticKind::kFactClause, code.span,
                             "a code is the name of its system and the code",
                             HelpForSystem(code.system.text + said, ""));
      continue;
    }
    const bool is_foreign = said.starts_with(':') || said.find('|') != std::string::npos ||
                            said.find("//") != std::string::npos;
    if (is_foreign) {
      const std::string meant = CodeMeant(fmt::format("{} {}", code.system.text, said));
      Diagnostic diagnostic{DiagnosticKind::kFactClause,
                            code.span,
                            "a code is the name of its system and the code",
                            meant.empty() ? "write `code SYSTEM CODE`, such as `code loinc 2823-3`"
                                          : fmt::format("write `{}`", meant),
                            {}};
      if (!meant.empty()) diagnostic.edits.push_back({code.span, meant.substr(5)});
      checker.context.Report(std::move(diagnostic));
      continue;
    }
    if (!code.unit) continue;
    if (fact.type == ast::FactType::kQuantity) {
      const Measured unit = checker.quantities.AsMeasured(*code.unit);
      if (unit.type.kind == TypeKind::kNumber) checker.quantities.Fit(subject, unit);
    } else {
      checker.context.Report(
          DiagnosticKind::kFactClause, code.unit->span,
          fmt::format("the code has a unit; `{}` is {}", fact.name.text, TypeInWords(subject.type)),
          "remove the unit, or declare the fact `in UNIT`");
      return;
    }
  }
}

/// How data spell units: each is one unit, and none that it is without.
void CheckSpellings(const StatementChecker& checker, const ast::Fact& fact,
                    const Measured& subject) {
  std::map<std::string_view, Span> seen;
  const auto check = [&](const std::vector<ast::Text>& written, const ast::UnitText* stated) {
    const ast::UnitText* unit = stated != nullptr ? stated : fact.unit ? &*fact.unit : nullptr;
    for (const ast::Text& text : written) {
      const auto report = [&](std::string message, std::string help, std::vector<Label> labels) {
        checker.context.Report(DiagnosticKind::kSpelling, text.span, std::move(message),
                               std::move(help), std::move(labels));
      };
      const auto [first, is_new] = seen.emplace(text.text, text.span);
      if (!is_new) {
        report(fmt::format("`{}` has its meaning already", text.text), "keep one of the two",
               {{first->second, "the first is here"}});
        continue;
      }
      if (unit == nullptr) {
        report(
            fmt::format("data spell units; `{}` is {}", fact.name.text, TypeInWords(subject.type)),
            "remove it, or declare the fact `in UNIT`", {});
        continue;
      }
      const Result<Unit> meant = ParseUnit(unit->code);
      const Result<Unit> read = ParseUnit(text.text);
      if (!meant || !read) continue;
      const std::optional<Conversion> conversion = ReadInternationally(*read, *meant);
      if (!conversion || (conversion->factor == 1 && conversion->offset == 0)) continue;
      report(fmt::format("`{}` is a unit of another size than `{}`", text.text, unit->code),
             fmt::format("write it behind the unit that it means: `code … in {} written \"{}\"`",
                         text.text, text.text),
             {{unit->span, "the unit"}});
    }
  };
  check(fact.written, nullptr);
  for (const ast::FactCode& code : fact.codes) {
    check(code.written, code.unit ? &*code.unit : nullptr);
  }
}

bool IsMisleading(const ast::Choice& choice) {
  return std::ranges::find(kMisleadingChoices, choice.name.text) != std::end(kMisleadingChoices);
}
bool HasMisleadingChoice(const ast::ChoiceOwner& owner) {
  return std::ranges::any_of(owner.choices, IsMisleading);
}

/// One message for all of a list, with the list as it can be.
void ReportMisleadingChoices(CheckContext& context, const ast::ChoiceOwner& owner) {
  std::vector<std::string> misleading;
  std::string list;
  std::string use;
  bool is_truth = true;
  for (const ast::Choice& choice : owner.choices) {
    const std::string& name = choice.name.text;
    if (IsMisleading(choice)) misleading.push_back("`" + name + "`");
    if (name == "unknown" || name == "missing") continue;  // every fact may be
    is_truth = is_truth && (name == "yes" || name == "no");
    std::string written = name;
    if (IsMisleading(choice)) written = fmt::format("{}_{} \"{}\"", owner.name.text, name, name);
    if (IsMisleading(choice) && use.empty()) {
      use = fmt::format(", and `{0} is {0}_{1}` for `{0} is {1}`", owner.name.text, name);
    }
    if (!IsMisleading(choice) && choice.label)
      written += fmt::format(" \"{}\"", choice.label->text);
    list += (list.empty() ? "" : ", ") + written;
  }
  const auto first = std::ranges::find_if(owner.choices, IsMisleading);
  const bool is_one = misleading.size() == 1;
  const std::string said = is_truth ? "`is yes/no`" : fmt::format("`is one of ({})`{}", list, use);
  context.Report(
      DiagnosticKind::kMisleadingChoice, first->name.span,
      fmt::format("{} cannot be {}: {} of {} own after `is`", JoinedWords(misleading, "and"),
                  is_one ? "a choice" : "choices",
                  is_one ? "it means something" : "they mean something", is_one ? "its" : "their"),
      fmt::format("write {}", said));
}

void CheckDefault(const StatementChecker& checker, std::uint32_t index, const ast::Fact& fact,
                  const Measured& subject) {
  if (!fact.unless_stated) return;
  const ast::Literal& value = *fact.unless_stated;
  if (!CheckFactValue(checker.context, checker.quantities, index, value, ValueUse::kDefault)) {
    return;
  }
  if (!fact.plausible || subject.type.kind != TypeKind::kNumber ||
      value.kind != ast::Literal::Kind::kQuantity) {
    return;
  }
  const auto number = [&](const ast::Quantity& quantity) {
    return ValueIn(quantity, subject.type.unit, subject.type.substance);
  };
  const std::optional<Rational> stated = number(value.quantity);
  if (!stated) return;
  const ast::QuantitySpan& bounds = *fact.plausible;
  const std::optional<Rational> low = bounds.low ? number(*bounds.low) : std::nullopt;
  const std::optional<Rational> high = bounds.high ? number(*bounds.high) : std::nullopt;
  const bool is_below = low && (*stated < *low || (*stated == *low && !bounds.low_closed));
  const bool is_above = high && (*stated > *high || (*stated == *high && !bounds.high_closed));
  if (!is_below && !is_above) return;
  checker.context.Report(
      DiagnosticKind::kImplausibleDefault, value.span,
      fmt::format("the default {} lies outside the plausible bounds", ValueInWords(value)),
      "write a plausible value, or widen `plausible`",
      {{bounds.span, "what is plausible for this fact"}});
}

}  // namespace

void CheckSubstances(CheckContext& context, QuantityChecker& quantities) {
  context.checked.substances.reserve(context.resolution.substances.size());
  for (const ast::Substance* declaration : context.resolution.substances) {
    Substance substance = TypeSubstance(context, quantities, *declaration);
    context.checked.substances.push_back(std::move(substance));
  }
}

void TypeFacts(CheckContext& context, QuantityChecker& quantities) {
  const std::size_t count = context.resolution.facts.size();
  context.checked.fact_units.assign(count, UnityUnit());
  context.checked.fact_substances.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    context.fact_types[i] = TypeFact(context, quantities, i);
    if (context.file.broken_kinds.contains(context.resolution.facts[i]->name.span.begin)) {
      context.fact_types[i] = {};
    }
    // A fact that contradicts itself is reported here, once: its users stay silent.
    const std::optional<ast::QuantitySpan>& plausible = context.resolution.facts[i]->plausible;
    if (plausible && context.fact_types[i].kind == TypeKind::kNumber &&
        !quantities.FitSpan(quantities.MeasuredFact(i), *plausible)) {
      context.fact_types[i] = {};
    }
    if (HasMisleadingChoice(*context.resolution.facts[i])) context.fact_types[i] = {};
  }
}

void CheckChoices(const StatementChecker& checker, const ast::ChoiceOwner& owner) {
  if (HasMisleadingChoice(owner)) ReportMisleadingChoices(checker.context, owner);
  std::map<std::string_view, Span> codes;
  for (const ast::Choice& choice : owner.choices) {
    if (!choice.code) continue;
    const auto [first, is_new] = codes.emplace(choice.code->text, choice.code->span);
    if (is_new) continue;
    checker.context.Report(DiagnosticKind::kDuplicateMember, choice.code->span,
                           fmt::format("`{}` has two choices with the code \"{}\"", owner.name.text,
                                       choice.code->text),
                           "give each choice a code of its own",
                           {{first->second, "the first is here"}});
  }
}

void CheckFact(const StatementChecker& checker, std::uint32_t index) {
  const ast::Fact& fact = *checker.context.resolution.facts[index];
  for (const ast::ExprPtr& suspect : fact.suspect_when) {
    checker.expressions.CheckCondition(suspect.get());
  }
  CheckChoices(checker, fact);
  const Measured subject = checker.quantities.MeasuredFact(index);
  if (subject.type.kind == TypeKind::kError) return;
  // A fact of another type than its lines suppose is one mistake.
  const Diagnostics& found = checker.context.diagnostics;
  const std::size_t before = found.size();
  CheckStep(checker, fact, subject);
  if (found.size() == before) CheckWeeksAndDays(checker, fact);
  if (found.size() == before) CheckPlausible(checker, fact, subject);
  if (found.size() == before) CheckCodes(checker, fact, subject);
  if (found.size() == before) CheckSpellings(checker, fact, subject);
  if (found.size() == before) CheckDefault(checker, index, fact, subject);
}

}  // namespace mgl
