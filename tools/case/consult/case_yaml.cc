// Every value is quoted: YAML then reads the text that was typed.
#include "tools/case/consult/case_yaml.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/text/plain_text.h"
#include "tools/case/consult/closing_summary.h"
#include "tools/io/cells/fact_reader.h"
#include "tools/io/yaml/yaml_key.h"

namespace mgl {
namespace {

/// Answers hold no control characters but tabs.
std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

/// `unknown` would be read as the choice of this name or code.
bool IsUnsayable(const Fact& fact, const StatedFact& stated) {
  return stated.reported.state == ReportedFact::State::kUnknown &&
         std::ranges::any_of(fact.choices, [](const ChoiceOption& choice) {
           return EqualsIgnoringCase(choice.name, "unknown") || choice.code == "unknown";
         });
}

}  // namespace

std::string CaseYaml(const Guideline& guideline, const Consultation& consultation,
                     const EvaluationOptions& options) {
  const GuidelineHeader& header = guideline.header;
  std::string yaml = fmt::format("# From `mgl ask`: {} {}, as of {}\n", header.name, header.version,
                                 FormatDay(options.as_of));
  for (const std::string& line : ReadingLines(guideline, options)) yaml += "# " + line + '\n';
  bool some = false;
  for (std::size_t i = 0; i < guideline.facts.size(); ++i) {
    const StatedFact& stated = consultation.Stated(static_cast<FactId>(i));
    if (!stated.value_stated || IsUnsayable(guideline.facts[i], stated)) continue;
    some = true;
    const std::string value = Quoted(stated.cell);
    const std::string key = YamlKey(guideline.facts[i].name);
    yaml += stated.date.empty()
                ? fmt::format("{}: {}\n", key, value)
                : fmt::format("{}: {{value: {}, date: {}}}\n", key, value, Quoted(stated.date));
  }
  return some ? yaml : yaml + "{}\n";
}

}  // namespace mgl
