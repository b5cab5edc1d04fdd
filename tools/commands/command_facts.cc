// `mgl facts`: the input that a guideline needs, for people and as forms to fill in.
#include <fmt/format.h>

#include <memory>
#include <ostream>

#include "dsl/name_files.h"
#include "tools/author/facts/case_form.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {

int FactsCommand(const FactsArguments& arguments, Host& host) {
  const bool has_columns = arguments.format == "csv-header" || arguments.format == "yaml";
  if (arguments.full && !has_columns) {
    return ReportError(host, "facts",
                       {fmt::format("--full means nothing for {}", arguments.format),
                        "it is for --format csv-header and yaml"});
  }
  const std::shared_ptr<const CompiledGuideline> compiled =
      LoadGuideline("facts", arguments.guideline, "its facts are not shown", host);
  if (compiled == nullptr) return kExitUnusable;
  const Guideline& guideline = compiled->guideline;
  std::vector<FactUses> uses = FindFactUses(*compiled);
  std::vector<ListedFact> facts;
  for (std::size_t i = 0; i < uses.size(); ++i) {
    if (arguments.used && !uses[i].any()) continue;
    facts.push_back({&guideline.facts[i], std::move(uses[i]),
                     OriginOf(compiled->text, guideline.facts[i].name)});
  }
  if (arguments.format == "csv-header") {
    host.out << CsvHeader(facts, arguments.full);
    // A header has no room for it.
    if (!host.is_quiet()) {
      host.err << fmt::format("{} {}: {}\n", guideline.header.name, guideline.header.version,
                              StatusLine(guideline.header));
    }
  } else if (arguments.format == "yaml") {
    host.out << BlankCaseYaml(guideline, facts, arguments.full);
  } else if (arguments.format == "json-schema") {
    host.out << CaseSchema(guideline, facts).dump(2) << '\n';
  } else {
    host.out << FactSheet(guideline.header, facts, guideline.facts.size() - facts.size());
  }
  return kExitDone;
}

}  // namespace mgl
