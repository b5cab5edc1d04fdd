// Two rows of a table that hold for one patient and give different values; likewise two doses of a
// medication, and two rechecks of a fact.
#include <fmt/format.h>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// Constants that are not the same. Of what is computed nothing is said.
bool Differ(const Graph& graph, NodeId a, NodeId b) {
  const auto is_constant = [&](NodeId id) {
    const NodeKind kind = graph.node(id).kind;
    return kind == NodeKind::kChoice || kind == NodeKind::kNumber ||
           kind == NodeKind::kTruthConstant || kind == NodeKind::kDate;
  };
  return a != b && is_constant(a) && is_constant(b);
}

void FindOverlaps(const LintInput& input, const DecidedLines& table, Diagnostics& found) {
  const Guideline& guideline = input.compiled.guideline;
  std::size_t count = 0;  // titles of examples differ
  for (std::size_t i = 0; i < table.lines.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const DecidedLine& first = table.lines[k];
      const DecidedLine& second = table.lines[i];
      if (!Differ(guideline.graph, first.value, second.value)) continue;
      // A number that both have is told as the number.
      const auto is_told = [&](Span row) {
        return IsToldWithin(found, DiagnosticKind::kSharedBound, row);
      };
      if (is_told(first.span) || is_told(second.span)) continue;
      const std::vector<Goal> goals = {{first.when, Truth::kYes}, {second.when, Truth::kYes}};
      const std::string& name = table.declaration->name.text;
      const PatientSearch search =
          input.proofs.Find(goals, input.proofs.everybody(), second.span,
                            fmt::format("two rows of `{}` hold for one patient", name));
      if (!search.found) continue;
      const std::string words = input.proofs.ForWhom(goals, *search.found);
      Diagnostic finding{
          DiagnosticKind::kOverlappingRows,
          second.span,
          fmt::format("two rows of `{}` that give different values hold {}", name, words),
          "change one of the two rows so that one patient has one row",
          {{first.span, "and this row"}}};
      finding.example = input.proofs.AsExample(
          *search.found,
          fmt::format("two rows of {}{}", name, ++count > 1 ? fmt::format(", {}", count) : ""),
          {name});
      found.push_back(std::move(finding));
    }
  }
}

/// The unit of what is given, without how often and per what.
std::optional<Unit> UnitOfAmount(const ast::Quantity& amount) {
  if (!amount.unit) return std::nullopt;
  const std::string& code = amount.unit->code;
  const Result<Unit> unit = ParseUnit(code.substr(0, code.find_first_of(" /")));
  return unit ? std::optional(*unit) : std::nullopt;
}

/// Given again and again, in the same kind of amount of the same.
bool AreAlike(const ast::Dose& a, const ast::Dose& b) {
  const auto amount_of = [](const ast::Dose& dose) -> const ast::Quantity& {
    return dose.amount.high ? *dose.amount.high : *dose.amount.low;
  };
  const auto is_regular = [&](const ast::Dose& dose) {  // no loading dose
    const ast::Quantity& amount = amount_of(dose);
    const bool has_time =
        amount.unit && ParseUnit(amount.unit->code)->dimension.ExponentOf(BaseDimension::kTime) < 0;
    return !dose.over && (dose.every || dose.often || has_time);
  };
  const auto of_what = [&](const ast::Dose& dose) {
    const ast::Quantity& amount = amount_of(dose);
    return amount.unit && amount.unit->substance ? amount.unit->substance->text : "";
  };
  const std::optional<Unit> of_a = UnitOfAmount(amount_of(a));
  const std::optional<Unit> of_b = UnitOfAmount(amount_of(b));
  const bool same_kind =
      of_a && of_b ? of_a->dimension == of_b->dimension : of_a.has_value() == of_b.has_value();
  return is_regular(a) && is_regular(b) && same_kind && of_what(a) == of_what(b);
}

/// A dose for everybody beside one for some: these get both.
void FindDoses(const LintInput& input, const ast::Medication& medication, Diagnostics& found) {
  for (const ast::Dose& dose : medication.doses) {
    if (dose.when) continue;
    for (const ast::Dose& other : medication.doses) {
      if (!other.when || !AreAlike(dose, other)) continue;
      const SourceFile& source = input.compiled.text.source;
      const std::string when = TextAsWritten(source, other.when->span);
      const bool is_name = other.when->kind == ast::ExprKind::kName;
      found.push_back(
          {DiagnosticKind::kOverlappingRows,
           dose.span,
           fmt::format("this dose of `{}` has no condition: where `{}` holds, both doses are given",
                       medication.name.text, when),
           fmt::format("write `dose {} when not {}{}{}`", TextAsWritten(source, dose.said),
                       is_name ? "" : "(", when, is_name ? "" : ")"),
           {{other.span, "and this dose"}}});
      break;
    }
  }
}

/// Two doses for some, and a patient who is given the medication and has both.
void FindDosesOfSome(const LintInput& input, std::size_t index, Diagnostics& found) {
  const ast::Medication& written = *input.names().medications[index];
  const Medication& medication = input.compiled.guideline.medications[index];
  for (std::size_t i = 0; i < written.doses.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const ast::Dose& first = written.doses[k];
      const ast::Dose& second = written.doses[i];
      if (!first.when || !second.when || !AreAlike(first, second)) continue;
      const SourceFile& source = input.compiled.text.source;
      const std::string dose = TextAsWritten(source, first.said);
      if (dose == TextAsWritten(source, second.said)) continue;
      for (const Rule* const rule : RulesThatGive(input.compiled.guideline, index)) {
        const std::vector<Goal> goals = {{*medication.doses[k].when, Truth::kYes},
                                         {*medication.doses[i].when, Truth::kYes},
                                         {rule->outcome, Truth::kYes}};
        const PatientSearch search = input.proofs.Find(
            goals, input.proofs.everybody(), second.span,
            fmt::format("two doses of `{}` hold for one patient", medication.name));
        if (!search.found) continue;
        Diagnostic finding{
            DiagnosticKind::kOverlappingRows,
            second.span,
            fmt::format("two doses of `{}` hold {}: both are given", medication.name,
                        input.proofs.ForWhom(goals, *search.found)),
            fmt::format("say which of the two these patients get: `dose {} when ({}) and not "
                        "({})`, or the other likewise",
                        dose, TextAsWritten(source, first.when->span),
                        TextAsWritten(source, second.when->span)),
            {{first.span, "and this dose"}}};
        finding.example = input.proofs.AsExample(
            *search.found, fmt::format("two doses of {}", medication.name), {rule->name});
        found.push_back(std::move(finding));
        break;
      }
    }
  }
}

/// One fact that is measured again and again, at two intervals from one date.
void FindRechecks(const LintInput& input, Diagnostics& found) {
  const std::vector<Recheck>& rechecks = input.compiled.guideline.rechecks;
  const auto is_endless = [](const Recheck& recheck) { return recheck.repeats && !recheck.lasts; };
  for (std::size_t i = 0; i < rechecks.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const Recheck& first = rechecks[k];
      const Recheck& second = rechecks[i];
      if (!is_endless(first) || !is_endless(second) || first.fact != second.fact) continue;
      const bool same_time =
          first.first.months == second.first.months && first.first.days == second.first.days;
      if (same_time || first.anchors != second.anchors) continue;
      const ast::Recheck& here = *input.names().rechecks[i];
      const ast::Recheck& there = *input.names().rechecks[k];
      const std::vector<Goal> goals = {{first.when, Truth::kYes}, {second.when, Truth::kYes}};
      const PatientSearch search = input.proofs.Find(
          goals, input.proofs.everybody(), here.name.span,
          fmt::format("`{}` and `{}` hold for one patient", first.name, second.name));
      if (!search.found) continue;
      Diagnostic finding{
          DiagnosticKind::kOverlappingRows,
          here.every->span,
          fmt::format("`{}` is measured every {} and every {} {}", here.fact.text,
                      QuantityText(*there.every), QuantityText(*here.every),
                      input.proofs.ForWhom(goals, *search.found)),
          "say which of the two these patients have: let their conditions exclude each other",
          {{there.every->span, "the other recheck"}}};
      finding.example = input.proofs.AsExample(
          *search.found, fmt::format("{} and {}", first.name, second.name), {});
      found.push_back(std::move(finding));
    }
  }
}

}  // namespace

void LintOverlappingRows(const LintInput& input, Diagnostics& found) {
  for (std::size_t i = 0; i < input.names().medications.size(); ++i) {
    FindDoses(input, *input.names().medications[i], found);
    FindDosesOfSome(input, i, found);
  }
  FindRechecks(input, found);
  for (const DecidedLines& table : DecidedLinesOf(input)) {
    if (!table.first_wins) FindOverlaps(input, table, found);
  }
}

}  // namespace mgl
