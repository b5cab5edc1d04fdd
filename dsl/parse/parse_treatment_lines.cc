// Building treatments: medications, and what forbids, excludes or separates them.
#include <string>
#include <utility>

#include "dsl/parse/parse_lines.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/warning_text.h"

namespace mgl {
namespace {

using ast::Apart;
using ast::Contraindication;
using ast::Exclusive;
using ast::Medication;

void TakeChoose(Medication& medication, NodeReader& line, NodeBuilder&) {
  medication.choose =
      line.IsWord("in") ? Medication::Choose::kInThisOrder : Medication::Choose::kOneOf;
}

ast::Option TakeOption(NodeReader& line, NodeBuilder& builder) {
  ast::Option option{builder.TakeName(line), std::nullopt};
  option.title = builder.TakeTitle(line);
  return option;
}

/// `at most 1 g per dose`, `rounded to 50 mg`, `of strength 250 mg, 500 mg`.
void TakeDosePart(ast::Dose& dose, NodeReader& line, NodeBuilder& builder) {
  const Span begin = line.span();
  const auto end_at = [&](const ast::Quantity& last) { dose.span.end = last.span.end; };
  const auto fail_repeated = [&](bool is_repeated, const std::string& what) {
    if (!is_repeated) return;
    Fail(DiagnosticKind::kRepeatedClause, begin, "`" + what + "` stands twice in this dose",
         "keep one of the two");
  };
  if (line.TakeWord("at")) {
    line.TakeWord("most");
    end_at(dose.at_most.emplace_back(builder.TakeQuantity(line)));
    if (line.TakeWord("per")) {
      dose.at_most.back().span.end = dose.span.end = line.span().end;
      line.TakeWord("dose");
    }
  } else if (line.TakeWord("rounded")) {
    line.TakeWord("to");
    fail_repeated(dose.rounded_to.has_value(), "rounded to");
    end_at(dose.rounded_to.emplace(builder.TakeQuantity(line)));
  } else if (line.TakeWord("of")) {
    line.TakeWord("strength");
    fail_repeated(!dose.strengths.empty(), "of strength");
    do {
      end_at(dose.strengths.emplace_back(builder.TakeQuantity(line)));
    } while (line.Take(SyntaxKind::kComma));
  }
}

/// `once`, `once per day`, `3 to 4 times per day`.
void TakeOften(ast::Dose& dose, NodeReader& line, NodeBuilder& builder) {
  if (!line.IsWord("once") && !line.IsWord("twice") && !line.Is(SyntaxKind::kNumber)) return;
  ast::Often often;
  often.span = line.span();
  const bool is_number = line.Is(SyntaxKind::kNumber);
  if (is_number) {
    often.least = builder.TakeNumber(line);
    often.most = line.TakeWord("to") ? builder.TakeNumber(line) : often.least;
  } else {
    often.least = often.most = {line.IsWord("once") ? 1 : 2, line.span()};
  }
  dose.span.end = line.span().end;
  line.Skip();  // `times`, or the word
  const bool is_per = line.IsWord("per");
  if (!is_per && !line.IsWord("daily") && !line.IsWord("weekly")) {
    dose.once = true;
    return;
  }
  const bool is_one_word = !line.TakeWord("per");
  const std::string_view unit = is_one_word ? UnitWord(line).substr(4) : line.text();
  often.period.number.value = 1;
  often.period.unit = ast::UnitText{std::string(unit), line.span(), std::nullopt};
  often.period.span = line.span();
  often.span.end = dose.span.end = line.span().end;
  line.Skip();
  dose.often = std::move(often);
}

/// Options and doses take turns, as if each dose were that of the option above it.
void RefuseDoseOfOption(const Medication& medication, const NodeReader& line) {
  if (medication.options.size() < 2 || medication.doses.empty()) return;
  const std::uint32_t before = medication.doses.back().span.begin;
  const ast::Option& option = medication.options.back();
  if (before < medication.options.front().name.span.begin || before > option.name.span.begin) {
    return;
  }
  const std::string title = option.title ? option.title->text : option.name.text;
  Fail(DiagnosticKind::kUnexpectedText, line.Rest(),
       "a dose is that of the medication, whatever option is chosen",
       "a dose of one option stands in its title: write `option " + option.name.text + " \"" +
           title + " " + std::string(line.source().Text(line.Rest())) +
           "\"`, so for each, and leave out the lines `dose`");
}

void TakeDose(Medication& medication, NodeReader& line, NodeBuilder& builder) {
  RefuseDoseOfOption(medication, line);
  ast::Dose dose;
  dose.amount = builder.TakeSpan(line);
  dose.span = dose.amount.span;
  while (line.TakeWord("with")) {
    dose.with.push_back(builder.TakeSpan(line));
    dose.span.end = dose.with.back().span.end;
  }
  if (line.TakeWord("over")) {
    dose.over = builder.TakeSpan(line);
    dose.span.end = dose.over->span.end;
  }
  if (line.TakeWord("every")) {
    dose.every = builder.TakeSpan(line);
    dose.span.end = dose.every->span.end;
  }
  TakeOften(dose, line, builder);
  if (line.TakeWord("by")) {
    dose.by = builder.NewExpr(ast::ExprKind::kName, line.span());
    dose.by->name = builder.TakeName(line);
    dose.span.end = dose.by->span.end;
  }
  while (!line.done() && !line.IsWord("when")) TakeDosePart(dose, line, builder);
  dose.said = dose.span;
  if (line.TakeWord("when")) {
    dose.when = builder.TakeExpression(line);
    dose.span.end = dose.when->span.end;
  }
  medication.doses.push_back(std::move(dose));
}

void TakeLimit(Medication& medication, NodeReader& line, NodeBuilder& builder) {
  ast::Limit limit;
  limit.span = line.Rest();
  limit.rate = line.TakeWord("rate");
  limit.amount = builder.TakeQuantity(line);
  medication.limits.push_back(std::move(limit));
}

void TakeContent(Medication& medication, NodeReader& line, NodeBuilder& builder) {
  ast::Content content;
  content.span = line.Rest();
  content.amount = builder.TakeQuantity(line);
  line.TakeWord("of");
  content.substance = builder.TakeName(line);
  medication.contents.push_back(std::move(content));
}

constexpr LineRow<Medication> kMedicationLines[] = {
    {"choose", Times::kOnce, TakeChoose},
    {"option", Times::kMany,
     [](auto& m, auto& line, auto& b) { m.options.push_back(TakeOption(line, b)); }},
    {"part", Times::kMany,
     [](auto& m, auto& line, auto& b) { m.parts.push_back(TakeOption(line, b)); }},
    {"dose", Times::kMany, TakeDose},
    {"limit", Times::kMany, TakeLimit},
    {"contains", Times::kMany, TakeContent},
    {"basis", Times::kOnce,
     [](auto& m, auto& line, auto& b) {
       m.basis = b.TakeName(line);
       if (line.TakeWord("because")) m.basis_because = b.TakeText(line);
     }},
    {"route", Times::kOnce, [](auto& m, auto& line, auto& b) { m.route = b.TakeName(line); }},
    {"for", Times::kOnce, [](auto& m, auto& line, auto& b) { m.duration = b.TakeQuantity(line); }},
    {"until", Times::kOnce, [](auto& m, auto& line, auto& b) { m.until = b.TakeExpression(line); }},
};

constexpr LineRow<Contraindication> kContraindicationLines[] = {
    {"when", Times::kMany,
     [](auto& c, auto& line, auto& b) {
       c.when = b.Join(ast::ExprKind::kOr, std::move(c.when), b.TakeExpression(line));
     }},
    {"because", Times::kOnce, [](auto& c, auto& line, auto& b) { c.because = b.TakeText(line); }},
};
constexpr LineRow<Exclusive> kExclusiveLines[] = {
    {"because", Times::kOnce, [](auto& e, auto& line, auto& b) { e.because = b.TakeText(line); }},
};
constexpr LineRow<Apart> kApartLines[] = {
    {"because", Times::kOnce, [](auto& a, auto& line, auto& b) { a.because = b.TakeText(line); }},
};

/// `contraindication penicillin_allergy, ibuprofen "Allergy"`: facts among what is not given.
void FailAtFacts(std::string_view text, std::string_view keyword, const Contraindication& warning) {
  std::string facts;
  std::string treatments;
  for (const ast::Name& name : warning.treatments) {
    const bool is_fact = !IsTreatmentName(text, name.text) && IsConditionName(text, name.text);
    std::string& list = is_fact ? facts : treatments;
    list += (list.empty() ? "" : is_fact ? " or " : ", ") + name.text;
  }
  if (facts.empty()) return;
  const bool is_open = treatments.empty();
  if (is_open) treatments = "MEDICATION";
  const Span names{warning.treatments.front().span.begin, warning.treatments.back().span.end};
  Fail(DiagnosticKind::kMissingClause, names,
       "a " + std::string(keyword) + " names what is not to be given, and asks behind `when`",
       "write `" + std::string(keyword) + " " + treatments + " \"" + warning.title->text +
           "\" when " + facts + "`" +
           (is_open ? ", with the name of what is not to be given in place of `MEDICATION`" : ""));
}

Contraindication BuildWarning(NodeReader& reader, NodeBuilder& builder, const char* keyword) {
  Contraindication warning;
  warning.treatments = builder.TakeNames(reader);
  warning.title = builder.TakeTitle(reader);
  BuildLines(warning, reader, builder, kContraindicationLines);
  if (!warning.when && !builder.is_incomplete()) {
    FailAtFacts(reader.source().text(), keyword, warning);
    Fail(DiagnosticKind::kMissingClause, warning.title->span,
         "this " + std::string(keyword) + " has no `when`",
         warning.treatments.size() == 2
             ? "add a line `when` with its condition; two that are never given together are "
               "`exclusive " +
                   warning.treatments[0].text + ", " + warning.treatments[1].text + "`"
             : HelpForNoCondition(reader.source().text(), keyword, warning.title->text));
  }
  return warning;
}

Span PlaceOf(const std::vector<ast::Name>& names) {
  return {names.front().span.begin, names.back().span.end};
}

/// `2 hours`, `2 hours before`, `2 hours before or 6 hours after`.
void TakeSides(Apart& apart, NodeReader& reader, NodeBuilder& builder) {
  do {
    const Span whole = reader.span();
    ast::Quantity duration = builder.TakeQuantity(reader);
    const Span side = reader.done() ? whole : reader.span();
    const bool before = reader.TakeWord("before");
    const bool after = !before && reader.TakeWord("after");
    if (!before && !after && (reader.IsWord("or") || apart.before || apart.after)) {
      Fail(DiagnosticKind::kMissingClause, duration.span,
           "this duration does not say on which side", "write `2 hours before or 6 hours after`");
    }
    if ((before && apart.before) || (after && apart.after)) {
      Fail(DiagnosticKind::kRepeatedClause, side, "both durations are on the same side",
           "write one with `before` and one with `after`");
    }
    if (!after) apart.before = duration;
    if (!before) apart.after = std::move(duration);
  } while (reader.TakeWord("or"));
}

}  // namespace

ast::Medication BuildMedication(NodeReader& reader, NodeBuilder& builder) {
  auto medication = BuildNamed<Medication>(reader, builder);
  BuildLines(medication, reader, builder, kMedicationLines);
  return medication;
}

ast::Contraindication BuildContraindication(NodeReader& reader, NodeBuilder& builder) {
  return BuildWarning(reader, builder, "contraindication");
}

ast::Contraindication BuildCaution(NodeReader& reader, NodeBuilder& builder) {
  Contraindication caution = BuildWarning(reader, builder, "caution");
  caution.blocks = false;
  return caution;
}

ast::Exclusive BuildExclusive(NodeReader& reader, NodeBuilder& builder) {
  Exclusive exclusive;
  exclusive.treatments = builder.TakeNames(reader);
  BuildLines(exclusive, reader, builder, kExclusiveLines);
  if (exclusive.treatments.size() < 2) {
    Fail(DiagnosticKind::kMissingClause, PlaceOf(exclusive.treatments),
         "one treatment alone excludes nothing",
         "name all of which only one is given, separated by `,`");
  }
  return exclusive;
}

ast::Apart BuildApart(NodeReader& reader, NodeBuilder& builder) {
  Apart apart;
  apart.treatments = builder.TakeNames(reader);
  reader.TakeWord("by");
  TakeSides(apart, reader, builder);
  BuildLines(apart, reader, builder, kApartLines);
  if (apart.treatments.size() != 2) {
    Fail(DiagnosticKind::kMissingClause, PlaceOf(apart.treatments),
         "`apart` names two treatments, this one " + std::to_string(apart.treatments.size()),
         "name the one that moves and the one that it keeps away from; write one `apart` for each "
         "pair");
  }
  return apart;
}

}  // namespace mgl
