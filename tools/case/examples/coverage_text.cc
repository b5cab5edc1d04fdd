// Coverage for people: totals, a table a kind of outcome, then what no example shows.
#include <fmt/format.h>

#include <algorithm>

#include "engine/text/utf8.h"
#include "tools/case/examples/example_text.h"

namespace mgl {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Aligned columns: the first and the last to the left, the others to the right.
std::string Aligned(const Rows& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], CharacterCount(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - CharacterCount(row[i]), ' ');
      const bool to_left = i == 0 || i + 1 == row.size();
      line += i == 0 ? " " : "  ";
      line += to_left ? row[i] + padding : padding + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

/// "3", "(2)" where it came out so and no example expects it, "-" where it never did.
std::string CellOf(const CoverageItem& item) {
  if (item.expected > 0) return std::to_string(item.expected);
  return item.reached > 0 ? fmt::format("({})", item.reached) : "-";
}

std::string LackingIn(const CoveredDeclaration& declaration) {
  std::vector<std::string> names;
  for (const CoverageItem& item : declaration.items) {
    if (item.expected == 0) names.push_back(item.name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

/// One column a name; a cell is empty where the outcome cannot be.
std::string OutcomeTable(std::string_view title, const std::vector<CoveredDeclaration>& items,
                         const std::vector<std::string>& names) {
  if (items.empty()) return "";
  Rows rows{{std::string(title)}};
  rows[0].insert(rows[0].end(), names.begin(), names.end());
  rows[0].emplace_back("lacks");
  for (const CoveredDeclaration& declaration : items) {
    std::vector<std::string>& row = rows.emplace_back(1, declaration.name);
    for (const std::string& name : names) {
      const auto item = std::ranges::find(declaration.items, name, &CoverageItem::name);
      row.push_back(item == declaration.items.end() ? "" : CellOf(*item));
    }
    row.push_back(LackingIn(declaration));
  }
  return Aligned(rows) + "\n";
}

/// Results and ambiguities: each has names of its own.
std::string ValueTable(std::string_view title, std::string_view values,
                       const std::vector<CoveredDeclaration>& items) {
  if (items.empty()) return "";
  Rows rows{{std::string(title), std::string(values), "lacks"}};
  for (const CoveredDeclaration& declaration : items) {
    const auto shown = std::ranges::count_if(
        declaration.items, [](const CoverageItem& item) { return item.expected > 0; });
    rows.push_back({declaration.name, fmt::format("{} of {}", shown, declaration.items.size()),
                    LackingIn(declaration)});
  }
  return Aligned(rows) + "\n";
}

std::string TotalsTable(const Coverage& coverage) {
  Rows rows;
  const auto add = [&](std::string_view what, const CoverageTotal& total) {
    if (total.of == 0) return;
    rows.push_back({std::string(what), fmt::format("{} of {}", total.covered, total.of),
                    fmt::format("{:>3} %", total.Percent())});
  };
  add("outcomes of rules", coverage.RuleTotal());
  add("values of results", coverage.ResultTotal());
  add("statuses of rechecks", coverage.RecheckTotal());
  add("readings", coverage.ReadingTotal());
  add("conditions, yes and no", coverage.ConditionTotal());
  add("lines and rows", coverage.LineTotal());
  add("all", coverage.Total());
  return Aligned(rows);
}

std::string PlaceText(const SourceFile& source, Span place) {
  return fmt::format("{}:{}", source.PathAt(place.begin), source.PositionOf(place.begin).line);
}

std::string ConditionList(const SourceFile& source, const Coverage& coverage) {
  std::string out;
  for (const CoveredCondition& condition : coverage.conditions) {
    if (condition.yes > 0 && condition.no > 0) continue;
    const char* lacks = condition.yes > 0  ? "never no"
                        : condition.no > 0 ? "never yes"
                                           : "never decided";
    out += fmt::format("  {}: {}: {}\n", PlaceText(source, condition.place), condition.text, lacks);
  }
  return out.empty() ? "" : "conditions that no example decides one way\n" + out + "\n";
}

std::string LineList(const SourceFile& source, const Coverage& coverage) {
  std::string out;
  for (const CoveredLines& group : coverage.lines) {
    for (const CoveredLine& line : group.lines) {
      if (line.counted > 0) continue;
      out += fmt::format("  {}: {}: {}\n", PlaceText(source, line.place), group.owner, line.text);
    }
  }
  return out.empty() ? "" : "lines and rows that no example comes to\n" + out + "\n";
}

}  // namespace

std::string CoverageText(const CompiledGuideline& compiled, const Coverage& coverage) {
  const CoverageTotal total = coverage.Total();
  std::string out =
      fmt::format("\ncoverage of {}: {} %, {} of {}\n", compiled.guideline.header.name,
                  total.Percent(), total.covered, total.of);
  out += TotalsTable(coverage) + "\n";
  out += OutcomeTable("rule", coverage.rules, {"yes", "no", "unknown", "blocked", "overridden"});
  out += OutcomeTable("recheck", coverage.rechecks,
                      {"no", "unknown", "upcoming", "due", "overdue", "done"});
  out += ValueTable("result", "values", coverage.results);
  out += ValueTable("ambiguity", "readings", coverage.ambiguities);
  out += ConditionList(compiled.text.source, coverage);
  out += LineList(compiled.text.source, coverage);
  if (!coverage.rules.empty() || !coverage.rechecks.empty()) {
    out += "3: that many examples expect it; (3): it came out so, and none expects it; -: never\n";
  }
  return out;
}

}  // namespace mgl
