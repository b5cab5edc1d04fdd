// What treatments mean for patients and for each other: contraindications, exclusive, apart.
#include <fmt/format.h>

#include <map>
#include <tuple>

#include "dsl/check/check_statements.h"
#include "dsl/resolve/wording.h"

namespace mgl {
namespace {

bool IsTreatment(const Symbol& symbol) {
  return symbol.kind == SymbolKind::kMedication || symbol.kind == SymbolKind::kOption ||
         symbol.kind == SymbolKind::kPart;
}

/// The first two that are one treatment; with `options_too` also a medication and its own option.
void CheckDifferent(const StatementChecker& checker, const std::vector<ast::Name>& treatments,
                    bool options_too) {
  std::map<std::tuple<SymbolKind, std::uint32_t, std::uint32_t>, const ast::Name*> seen;
  std::map<std::pair<SymbolKind, std::uint32_t>, const ast::Name*> first_of_kind;
  for (const ast::Name& name : treatments) {
    Symbol symbol = checker.context.resolution.FindWithOptions(name.text);
    if (!IsTreatment(symbol)) continue;
    // What is said of a part is said of its medication.
    const bool is_part = symbol.kind == SymbolKind::kPart && options_too;
    if (is_part) symbol = {SymbolKind::kMedication, symbol.index, 0};
    const auto [same, is_new] =
        seen.emplace(std::tuple(symbol.kind, symbol.index, symbol.member), &name);
    first_of_kind.emplace(std::pair(symbol.kind, symbol.index), &name);
    const bool is_option = symbol.kind == SymbolKind::kOption;
    const auto related = first_of_kind.find(
        {is_option ? SymbolKind::kMedication : SymbolKind::kOption, symbol.index});
    const bool is_related = options_too && related != first_of_kind.end();
    if (is_new && !is_related) continue;
    const ast::Name& other = is_new ? *related->second : *same->second;
    checker.context.Report(
        DiagnosticKind::kSameTreatment, name.span,
        is_new ? fmt::format("`{}` is an option of `{}`", is_option ? name.text : other.text,
                             is_option ? other.text : name.text)
        : name.text != other.text
            ? fmt::format("`{}` and `{}` are given together: a medication and its part, or two",
                          other.text, name.text)
            : fmt::format("`{}` is named twice", name.text),
        is_new                    ? "name different medications, or different options"
        : name.text != other.text ? "name different medications"
                                  : "name each treatment once",
        {{other.span, "the other treatment is here"}});
    return;
  }
}

}  // namespace

void CheckContraindication(const StatementChecker& checker,
                           const ast::Contraindication& contraindication) {
  CheckDifferent(checker, contraindication.treatments, false);
  checker.expressions.CheckCondition(contraindication.when.get());
}

void CheckExclusive(const StatementChecker& checker, const ast::Exclusive& exclusive) {
  CheckDifferent(checker, exclusive.treatments, true);
}

void CheckApart(const StatementChecker& checker, const ast::Apart& apart) {
  CheckDifferent(checker, apart.treatments, true);
  // `by 2 hours` is one place for both sides.
  if (apart.before && !CheckDuration(checker, *apart.before)) return;
  if (apart.after) CheckDuration(checker, *apart.after);
}

}  // namespace mgl
