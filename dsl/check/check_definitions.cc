// The type that is declared, else that of the first value; every other value fits it.
#include "dsl/check/check_definitions.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/calendar_duration.h"
#include "dsl/check/factor_unit.h"
#include "dsl/check/formula_help.h"
#include "dsl/check/text_values.h"
#include "dsl/check/unit_algebra.h"
#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/resolve_values.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "engine/value/choice_set.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

ExprType OfKind(TypeKind kind) {
  ExprType type;
  type.kind = kind;
  return type;
}

}  // namespace

void DefinitionChecker::Check(const Symbol& definition) {
  switch (definition.kind) {
    case SymbolKind::kDefine:
      return CheckDefine(definition);
    case SymbolKind::kTable:
      return CheckTable(definition);
    case SymbolKind::kScore:
      for (const ast::ScoreItem& item : context_.resolution.scores[definition.index]->items) {
        if (item.name.text.empty()) CheckItem(item);
      }
      return;
    case SymbolKind::kItem:
      return CheckItem(*context_.resolution.items[definition.index]);
    case SymbolKind::kAmbiguity:
      return CheckAmbiguity(definition);
    default:
      return;
  }
}

void DefinitionChecker::CheckDefine(const Symbol& symbol) {
  const ast::Define& define = *context_.resolution.defines[symbol.index];
  std::vector<const ast::Expr*> list;
  if (define.as) list.push_back(define.as.get());
  for (const ast::ValueLine& line : define.lines) {
    expressions_.CheckCondition(line.when.get());
    if (line.value) list.push_back(line.value.get());
  }
  ValueTypes values{define, symbol, define.type ? &*define.type : nullptr, define.is_result};
  CheckValues(values, list);
  context_.checked.define_types[symbol.index] = std::move(values.type);
  expressions_.SetDegree(symbol, values.degree);
}

void DefinitionChecker::CheckAmbiguity(const Symbol& symbol) {
  std::vector<const ast::Expr*> readings;
  for (const ast::Reading& reading : context_.resolution.ambiguities[symbol.index]->readings) {
    readings.push_back(reading.as.get());
  }
  int degree = 1;
  context_.checked.ambiguity_types[symbol.index] = expressions_.CheckAlike(
      readings,
      {"all readings of an ambiguity are of one kind",
       "all readings of an ambiguity have the same choices, in the same order"},
      degree);
  expressions_.SetDegree(symbol, degree);
}

void DefinitionChecker::CheckTable(const Symbol& symbol) {
  const ast::Table& table = *context_.resolution.tables[symbol.index];
  for (const ast::ExprPtr& column : table.columns) expressions_.CheckCell(column.get());
  std::vector<const ast::Expr*> list;
  for (const ast::TableRow& row : table.rows) {
    for (const ast::ExprPtr& cell : row.cells) expressions_.CheckCell(cell.get());
    for (const ast::ExprPtr& value : row.values) {
      if (value) list.push_back(value.get());
    }
  }
  ValueTypes values{table, symbol, table.type ? &*table.type : nullptr, true};
  CheckValues(values, list);
  context_.checked.table_types[symbol.index] = std::move(values.type);
  expressions_.SetDegree(symbol, values.degree);
}

void DefinitionChecker::CheckValues(ValueTypes& values,
                                    const std::vector<const ast::Expr*>& expressions) {
  if (values.declared != nullptr) {
    values.type = TypeOfDeclared(*values.declared, values.owner);
    values.takes_substance = values.type.kind == TypeKind::kNumber;
    values.is_wrong = values.type.kind == TypeKind::kError;
  }
  bool has_value = false;
  for (const ast::Expr* value : expressions) {
    if (value->kind == Kind::kMissingValue) continue;
    has_value = true;
    CheckValue(values, *value);
  }
  values.type.time_since = false;                    // calendar comparisons need the date itself
  if (values.is_shown) values.type.inexact = false;  // reported
  // What was meant is not known: what uses it stays silent.
  if (values.is_wrong && values.declared == nullptr) values.type = {};
  if (has_value || values.declared != nullptr || expressions.empty()) return;
  context_.Report(
      DiagnosticKind::kTypeMismatch, expressions.front()->span,
      fmt::format("every value of `{}` is missing, and it has no type", values.owner.name.text),
      "write a value, or the type after the title, such as `is number`");
}

void DefinitionChecker::CheckValue(ValueTypes& values, const ast::Expr& value) {
  const std::size_t before = context_.diagnostics.size();
  CheckOneValue(values, value);
  if (context_.diagnostics.size() > before) MendFormula(values, value, before);
}

/// What was reported of a formula that is computed with plain numbers is said in one.
void DefinitionChecker::MendFormula(const ValueTypes& values, const ast::Expr& value,
                                    std::size_t before) {
  Diagnostic& first = context_.diagnostics[before];
  const auto is_of_units = [](const Diagnostic& diagnostic) {
    return diagnostic.kind == DiagnosticKind::kMissingUnit ||
           diagnostic.kind == DiagnosticKind::kDimensionMismatch ||
           diagnostic.kind == DiagnosticKind::kSubstanceMismatch ||
           diagnostic.kind == DiagnosticKind::kInexact ||
           diagnostic.kind == DiagnosticKind::kPlainNumberNeeded;
  };
  const auto begin = context_.diagnostics.begin() + static_cast<std::ptrdiff_t>(before);
  if (!std::all_of(begin, context_.diagnostics.end(), is_of_units)) return;
  const PlainFormula formula(context_, value);
  const bool has_unit = values.declared != nullptr && values.type.kind == TypeKind::kNumber &&
                        !IsUnity(values.type.unit) && IsLinear(values.type.unit) &&
                        values.type.unit->code != kWeeksAndDays;
  const std::string with_factor =
      has_unit ? WithUnitOfFactor(context_, value, values.type.unit) : std::string();
  if (formula.text().empty()) {
    const bool is_one = first.kind == DiagnosticKind::kDimensionMismatch &&
                        context_.diagnostics.size() == before + 1;
    const std::string number = is_one ? FactorWithoutUnit(context_, value) : std::string();
    if (is_one && !with_factor.empty()) {
      first.help = fmt::format(
          "a factor without a unit lacks it: where the source means that, write `{}`", with_factor);
    } else if (!number.empty() && has_unit) {
      first.help = fmt::format(
          "`{}` has no unit: write it with the one of the source, with which all of it is in `{}`; "
          "or compute with plain numbers, each measured one as `(NAME in UNIT)`, times `1 {}`",
          number, values.type.unit->code, values.type.unit->code);
    }
    return;
  }
  const bool lacks_plain = first.kind == DiagnosticKind::kPlainNumberNeeded;
  if (!has_unit) {
    const bool is_mixed = lacks_plain || formula.HasPlainNumber();
    if (!formula.HasSeveralUnits() || !is_mixed || values.declared != nullptr) return;
    first.help = lacks_plain ? fmt::format("write `{}`", formula.text())
                             : fmt::format(
                                   "{}; a formula found by experience is computed with "
                                   "plain numbers: `{}`",
                                   first.help, formula.text());
    return;
  }
  const Unit& unit = values.type.unit;
  const bool is_number = value.kind == Kind::kQuantity || value.kind == Kind::kNegate;
  const bool is_plain = !formula.HasMeasured() && !is_number;
  const bool is_mixed =
      formula.HasMeasured() && (formula.HasPlainNumber() || lacks_plain) && !formula.Follows(unit);
  if (!is_plain && !is_mixed) return;
  Diagnostic whole{first.kind, value.span, "", "", {}};
  const std::string text = formula.WithUnit(unit, values.is_shown);
  whole.message = is_plain
                      ? fmt::format("`{}` is measured in {}; this is a plain number",
                                    values.owner.name.text, unit.code)
                      : std::string("a formula found by experience is computed with plain numbers");
  whole.help = is_plain ? fmt::format("where it counts {}, give it the unit: `{}`", unit.code, text)
                        : fmt::format(
                              "behind each `in` write the unit that the source of the formula "
                              "counts in, and give the result its unit: `{}`",
                              text);
  if (is_mixed && !with_factor.empty()) {
    whole.help = fmt::format(
        "where its factor has a unit that is not written, write `{}`; where "
        "the source counts in other units, {}",
        with_factor, whole.help);
  }
  context_.diagnostics.erase(begin, context_.diagnostics.end());
  context_.diagnostics.push_back(std::move(whole));
}

void DefinitionChecker::CheckOneValue(ValueTypes& values, const ast::Expr& value) {
  ExprType type = TypeOfValue(values, value);
  if (value.id < context_.checked.types.size()) context_.checked.types[value.id] = type;
  type = expressions_.ReadAsAge(value, values.type);
  if (type.kind == TypeKind::kError) {
    values.is_wrong = true;
    return;
  }
  values.degree = std::max(values.degree, expressions_.Degree(value));
  if (type.kind == TypeKind::kText && (!AddText(values, value) || !CheckTextValues(value))) {
    values.is_wrong = true;
    return;
  }
  if (values.type.kind == TypeKind::kError) {
    // A declared type that was reported, or a first value that was: what follows may be meant so.
    if (values.is_wrong || !CheckShown(values, value, type)) return;
    values.type = type;
    values.first = &value;
    values.is_measured = !IsConstant(value);
    values.takes_substance = expressions_.AsMeasured(value, type).IsLiteral();
    return;
  }
  if (!FitValue(values, value, type)) {
    values.is_wrong = true;
    return;
  }
  CheckShown(values, value, type);
}

ExprType DefinitionChecker::TypeOfDeclared(const ast::DeclaredType& declared,
                                           const ast::ChoiceOwner& owner) {
  switch (declared.type) {
    case ast::FactType::kYesNo:
      return TruthType();
    case ast::FactType::kDate:
      return DateType();
    case ast::FactType::kNumber:
      return PlainNumberType();
    case ast::FactType::kText:
      return OfKind(TypeKind::kText);
    case ast::FactType::kChoice: {
      if (owner.choices.empty()) return {};
      ExprType type = OfKind(TypeKind::kChoice);
      type.choices = &owner;
      return type;
    }
    case ast::FactType::kQuantity: {
      if (!declared.unit) return {};
      ast::Quantity one;
      one.unit = declared.unit;
      return quantities_.TypeOf(one);
    }
  }
  return {};
}

ExprType DefinitionChecker::TypeOfValue(ValueTypes& values, const ast::Expr& value) {
  if (value.kind == Kind::kText) return OfKind(TypeKind::kText);
  if (IsChoiceValue(context_.resolution, value, values.owner, values.symbol)) {
    return TypeOfChoice(values.owner, value.name);
  }
  return expressions_.Check(&value);
}

ExprType DefinitionChecker::TypeOfChoice(const ast::ChoiceOwner& owner, const ast::Name& choice) {
  if (HasChoice(owner, choice.text)) {
    ExprType type = OfKind(TypeKind::kChoice);
    type.choices = &owner;
    return type;
  }
  if (!context_.file.broken_names.contains(choice.text)) {
    ReportUnknownChoice(context_, owner, choice, Quoted(owner.name.text));
  }
  return {};
}

/// The results in the braces of a text.
bool DefinitionChecker::CheckTextValues(const ast::Expr& text) {
  bool is_right = true;
  for (const std::string& name : ReadTextValues(text.name.text).names) {
    const Symbol symbol = context_.resolution.Find(name);
    if (CanStandInText(context_.resolution, symbol)) continue;
    is_right = false;
    if (context_.file.broken_names.contains(name)) continue;
    // Without escapes, the place in the text is the place in the file.
    Span span = text.span;
    const std::size_t at = text.name.text.find(fmt::format("{{{}}}", name));
    const bool is_plain = span.end - span.begin == text.name.text.size() + 2;
    if (is_plain && at != std::string::npos) {
      span.begin += static_cast<std::uint32_t>(at + 1);
      span.end = span.begin + static_cast<std::uint32_t>(name.size() + 2);
    }
    if (symbol.kind != SymbolKind::kNone) {
      ReportTextValue(name, symbol, span);
      continue;
    }
    std::vector<std::string> names;
    for (const auto& [known, of] : context_.resolution.names) {
      if (CanStandInText(context_.resolution, of)) names.push_back(known);
    }
    context_.Report(DiagnosticKind::kUnknownName, span,
                    fmt::format("no result is called `{}`, which this text shows", name),
                    DidYouMean(name, names, "write the name of a result in the braces"));
  }
  return is_right;
}

/// `{weight}` of a fact: a result that is the fact, and its name in the braces.
void DefinitionChecker::ReportTextValue(const std::string& name, const Symbol& symbol, Span span) {
  const bool is_fact = symbol.kind == SymbolKind::kFact;
  const ast::DeclarationBase* declaration = DeclarationOf(context_.resolution, symbol);
  const std::string title =
      declaration != nullptr && declaration->title ? declaration->title->text : "…";
  std::string kind;
  if (is_fact) {
    const ast::Fact& fact = *context_.resolution.facts[symbol.index];
    const bool has_unit = fact.type == ast::FactType::kQuantity && fact.unit;
    if (has_unit) kind = fmt::format(" in {}", fact.unit->code);
    if (has_unit && fact.unit->substance) kind += fmt::format(" of {}", fact.unit->substance->text);
  }
  context_.Report(DiagnosticKind::kTypeMismatch, span,
                  fmt::format("`{{{}}}` is {}; in the braces of a text stands a result, table or "
                              "score that is no text",
                              name, KindWithArticle(context_.resolution, symbol)),
                  fmt::format("write `{{{0}_shown}}`, and make a result of it: `result {0}_shown "
                              "\"{1}\"{2} as {0}`",
                              name, title, kind));
}

bool DefinitionChecker::AddText(ValueTypes& values, const ast::Expr& value) {
  if (value.kind != Kind::kText) {
    const ast::DeclarationBase* declaration = expressions_.AsMeasured(value, {}).declaration;
    std::vector<Label> labels;
    if (declaration != nullptr) labels.push_back(DeclaredHere(*declaration, "a text"));
    context_.Report(
        DiagnosticKind::kTypeMismatch, value.span,
        fmt::format("{} is a text, which is shown and nothing else", ExpressionInWords(value)),
        "write the text itself, in quotes", std::move(labels));
    return false;
  }
  values.texts.insert(value.name.text);
  if (values.texts.size() != kMaxChoices + 1) return true;
  context_.Report(DiagnosticKind::kTooManyChoices, value.span,
                  fmt::format("`{}` has more than {} texts", values.owner.name.text, kMaxChoices),
                  "make several results of it");
  return false;
}

bool DefinitionChecker::CheckShown(const ValueTypes& values, const ast::Expr& value,
                                   const ExprType& type) {
  if (!values.is_shown || type.kind != TypeKind::kNumber) return true;
  if (!expressions_.RequireExact(value, type)) return false;
  if (values.declared != nullptr || !type.computed_unit || IsUnity(type.unit)) return true;
  context_.Report(DiagnosticKind::kUnwrittenUnit, value.span,
                  fmt::format("`{}` would be shown in `{}`, a unit that nobody wrote",
                              values.owner.name.text, type.unit->code),
                  "write the unit after the title, for example `in kg/m2`, or make a plain number "
                  "of it: `(X in UNIT)`");
  return false;
}

bool DefinitionChecker::FitValue(ValueTypes& values, const ast::Expr& value, const ExprType& type) {
  if (type.kind != values.type.kind) {
    ReportOtherType(values, value, type, DiagnosticKind::kTypeMismatch);
    return false;
  }
  if (type.kind == TypeKind::kNumber) return FitNumber(values, value, type);
  if (type.kind == TypeKind::kChoice &&
      !expressions_.HaveSameChoices(values.type.choices, type.choices)) {
    ReportOtherType(values, value, type, DiagnosticKind::kDifferentChoices);
    return false;
  }
  return true;
}

bool DefinitionChecker::FitNumber(ValueTypes& values, const ast::Expr& value,
                                  const ExprType& type) {
  const std::string name = Quoted(values.owner.name.text);
  const Measured measured = expressions_.AsMeasured(value, type);
  ExprType& common = values.type;
  if (values.takes_substance && common.substance == nullptr) common.substance = type.substance;
  if (common.substance != nullptr && type.substance != nullptr &&
      common.substance->name != type.substance->name) {
    context_.Report(DiagnosticKind::kSubstanceMismatch, value.span,
                    fmt::format("{} is measured as {}, {} as {}", name, common.substance->name,
                                measured.text, type.substance->name),
                    "write values of one substance");
    return false;
  }
  // Of constants nothing says whether they are differences.
  if (!values.is_measured && type.unit->is_difference) common.unit = DifferenceUnit(common.unit);
  values.is_measured |= !IsConstant(value);
  const Measured subject{
      common, values.owner.name.span, name, "", !IsUnity(common.unit), &values.owner, false};
  if (!quantities_.Fit(subject, measured) || !quantities_.FitDifference(subject, measured)) {
    return false;
  }
  const bool is_mixed = (common.day_count && IsCalendarUnit(type.unit)) ||
                        (type.day_count && IsCalendarUnit(common.unit));
  if (is_mixed) {
    context_.Report(DiagnosticKind::kCalendarDuration, value.span,
                    fmt::format("{} mixes a number of days with months or years, which have no "
                                "fixed number of days",
                                name),
                    type.day_count ? fmt::format("write `{}`, or days or weeks",
                                                 CompletedForm(value, common.unit))
                                   : "write days or weeks");
    return false;
  }
  if (!measured.IsLiteral()) values.takes_substance = false;
  if (type.unit->annotations.size() > common.unit->annotations.size()) {
    common.unit = NamedAlike(common.unit, type.unit);
  }
  common.day_count = common.day_count || type.day_count;
  common.computed_unit = common.computed_unit && type.computed_unit;
  common.inexact = common.inexact || type.inexact;
  return true;
}

void DefinitionChecker::ReportOtherType(const ValueTypes& values, const ast::Expr& value,
                                        const ExprType& type, DiagnosticKind kind) {
  const std::string name = values.owner.name.text;
  const std::string words = TypeInWords(values.type);
  Diagnostic diagnostic{kind, value.span, "", "", {}};
  diagnostic.message =
      fmt::format("{} is {}; `{}` is {}", ExpressionInWords(value), TypeInWords(type), name, words);
  if (values.declared != nullptr) {
    diagnostic.help = "write a value of this type, or change the type";
    diagnostic.labels.push_back({values.declared->span, fmt::format("`{}` is {}", name, words)});
  } else {
    diagnostic.help = "write values of one kind";
    diagnostic.labels.push_back({values.first->span, fmt::format("the first value is {}", words)});
  }
  context_.Report(std::move(diagnostic));
}

}  // namespace mgl
