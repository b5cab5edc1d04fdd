// Names are the readers' (tools/io/cells/fact_names.h).
#include "tools/author/facts/case_form.h"

#include <fmt/format.h>

#include "tools/io/yaml/yaml_key.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

/// The names of a fact's columns: its own and, in full, those of its unit and date.
std::vector<std::string> ColumnsOf(const Fact& fact, bool full) {
  std::vector<std::string> columns{fact.name};
  if (full && fact.has_unit) columns.push_back(fact.name + ".unit");
  if (full) columns.push_back(fact.name + ".date");
  return columns;
}

std::string Comment(std::string_view text) { return "# " + OnOneLine(text) + '\n'; }

std::string AnswerWords(const Fact& fact) {
  std::string words;
  switch (fact.type) {
    case FactType::kTruth:
      words = "yes or no";
      break;
    case FactType::kDate:
      words = "a date: 2026-03-01, 2026-03 or 2026";
      break;
    case FactType::kChoice:
      words = fmt::format("one of: {}", fmt::join(ChoicesInWords(fact), "; "));
      break;
    case FactType::kNumber:
      words = fact.has_unit ? "in " + KindInWords(fact) : "a " + KindInWords(fact);
      break;
  }
  const std::string plausible = PlausibleInWords(fact);
  if (!plausible.empty()) words += fmt::format("; plausible: {}", plausible);
  const std::string otherwise = DefaultInWords(fact);
  if (!otherwise.empty()) words += fmt::format("; where nothing is stated: {}", otherwise);
  return words;
}

}  // namespace

std::string CsvHeader(const std::vector<ListedFact>& facts, bool full) {
  std::string header = "id";
  for (const ListedFact& listed : facts) {
    for (const std::string& column : ColumnsOf(*listed.fact, full)) {
      header += "," + column;
    }
  }
  return header + '\n';
}

std::string BlankCaseYaml(const Guideline& guideline, const std::vector<ListedFact>& facts,
                          bool full) {
  const GuidelineHeader& header = guideline.header;
  std::string yaml = Comment(fmt::format("{} {}: {}", header.name, header.version, header.title));
  yaml += Comment(StatusLine(header));
  yaml +=
      "# One case. What is left empty is missing; `unknown` says that it is not known.\n"
      "# A number may have another unit (`1.1 mmol/L`), be uncertain (`<0.3`) or have its unit "
      "and\n"
      "# date beside it: {value: 1.1, unit: mmol/L, date: 2026-03-01}\n";
  yaml += "id:\n";
  for (const ListedFact& listed : facts) {
    const Fact& fact = *listed.fact;
    yaml += '\n' + Comment(fmt::format("{}: {}", fact.title, AnswerWords(fact)));
    if (!fact.means.empty()) yaml += Comment(fact.means);
    if (!fact.ask.empty()) yaml += Comment(fact.ask);
    for (const std::string& column : ColumnsOf(fact, full)) {
      yaml += YamlKey(column) + ":\n";
    }
  }
  return yaml;
}

}  // namespace mgl
