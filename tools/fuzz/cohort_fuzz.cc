// The fuzz target of cohorts: a file of CSV or NDJSON or a JSON array, whatever it holds, is
// decided in blocks as it is row by row, which the slow readers do.
//
// The first byte chooses: bit 0 NDJSON (an array where the text begins with `[`), bit 1 the
// guideline, bit 2 only ids and rules, bit 3 strict, bit 4 NDJSON out, bit 5 two threads, bits 6
// and 7 how often the text behind its first line is repeated.
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "dsl/compile.h"
#include "tools/cohort/batch_run.h"
#include "tools/files/helper_threads.h"
#include "tools/io/decisions/run_record.h"
#include "tools/io/open_cases.h"

namespace mgl {
namespace {

constexpr std::string_view kManyTypes = R"(guideline many "Many"
  language mgl 1
  version 1
  status draft

substance magnesium
  molar mass 24.305 g/mol
  valence 2

fact n0 "N0" in mg/dL of magnesium
  plausible 0.1 to 20 mg/dL
fact n1 "N1" in whole years
fact n2 "N2" in mmol/L
  in steps of 0.5 mmol/L
fact n3 "N3" is number
  unless stated, 2
fact t0 "T0" is yes/no
fact t1 "T1" is yes/no
  unless stated, no
fact d0 "D0" is date
fact c0 "C0" is one of (red "Red" code "r", green "Green", unsure "Not known") in order

threshold low "Low" n0 below 1.2 mg/dL
result total "Total" is number as n2 / 2 mmol/L + n3
result shade "Shade" is one of (dark, light) in order
  value dark when c0 is red and t0
  value light otherwise
rule a0 "A0"
  when low and (t0 or not t1)
  then note "A0"
rule a1 "A1"
  when exactly 1 of (t0, t1, c0 is green, n1 >= 60 years)
  then note "A1"
  overrides a0
rule a2 "A2"
  when d0 <= 2026-01-15 or n3 < -0.5
  then note "A2"
recheck k0 "K0" of n0
  in 1 to 2 weeks after d0
  when low
)";

constexpr std::string_view kPlanesOnly = R"(guideline few "Few"
  language mgl 1
  version 1
  status draft

fact n0 "N0" in kg
fact t0 "T0" is yes/no
fact t1 "T1" is yes/no
rule a0 "A0"
  when t0 and n0 > 1.5 kg
  then note "A0"
rule a1 "A1"
  when t1 or n0 is missing
  then note "A1"
)";

void Require(bool holds, std::string_view what) {
  if (holds) return;
  std::cerr << fmt::format("this does not hold: {}\n", what);
  std::abort();
}

std::shared_ptr<const CompiledGuideline> Compiled(std::string_view text) {
  CompileResult compiled = Compile(SourceFile("fuzz.mgl", std::string(text)));
  Require(compiled.guideline != nullptr, "the guidelines can be compiled");
  return std::move(compiled.guideline);
}

struct Choices {
  explicit Choices(unsigned bits)
      : is_ndjson((bits & 1U) != 0),
        is_planes_only((bits & 2U) != 0),
        is_short((bits & 4U) != 0),
        is_strict((bits & 8U) != 0),
        writes_ndjson((bits & 16U) != 0),
        threads((bits & 32U) != 0 ? 2 : 1),
        repeats(std::size_t{1} << (bits >> 6U) * 3U) {}  // 1, 8, 64, 512

  bool is_ndjson;
  bool is_planes_only;
  bool is_short;
  bool is_strict;
  bool writes_ndjson;
  unsigned threads;
  std::size_t repeats;
};

CaseFormat FormatOf(std::string_view text, const Choices& choices) {
  if (!choices.is_ndjson) return CaseFormat::kCsv;
  return text.starts_with('[') ? CaseFormat::kJson : CaseFormat::kNdjson;
}

/// The text, its lines behind the first (of an array, what its brackets hold) several times: blocks
/// are longer than most inputs.
std::string Cohort(std::string_view text, const Choices& choices) {
  constexpr std::size_t kMostBytes = 300'000;
  if (FormatOf(text, choices) == CaseFormat::kJson) {
    const std::string_view elements = text.substr(1, std::min(text.rfind(']'), text.size()) - 1);
    std::string cohort(text.substr(0, elements.size() + 1));
    for (std::size_t i = 1; i < choices.repeats && cohort.size() < kMostBytes; ++i) {
      cohort.append(",").append(elements);
    }
    return cohort.append(text.substr(elements.size() + 1));
  }
  const std::size_t first = choices.is_ndjson ? 0 : text.find('\n') + 1;
  std::string cohort(text);
  for (std::size_t i = 1; i < choices.repeats && cohort.size() < kMostBytes; ++i) {
    cohort += text.substr(first);
  }
  return cohort;
}

/// All that a run says.
struct Said {
  std::string decisions;
  std::string rejects;
  std::string summary;
  std::vector<std::string> notices;
  std::string error;
  bool operator==(const Said&) const = default;
};

Said Run(const Guideline& guideline, const std::string& text, const Choices& choices,
         CaseFormat format, unsigned threads, bool row_by_row) {
  Said said;
  EvaluationOptions evaluation;
  evaluation.as_of = *DayFromDate(2026, 3, 1);
  FactReader facts(guideline);
  const auto open = [&text](const std::string& name) -> Result<std::unique_ptr<ByteSource>> {
    return ByteSource::FromString(text, name);
  };
  CaseOptions reading;
  reading.format = format;
  Result<std::unique_ptr<CaseReader>> reader =
      OpenCases(guideline, facts, {"cases"}, open, reading);
  if (!reader) {
    said.error = reader.error().message;
    return said;
  }
  DecisionParts parts = AllParts(guideline, choices.writes_ndjson);
  if (choices.is_short) {
    parts.scope = parts.ask = parts.warnings = parts.actions = false;
    parts.results.clear();
    parts.rechecks.clear();
    parts.short_cells = true;
  }
  const std::unique_ptr<DecisionWriter> writer =
      choices.writes_ndjson
          ? MakeNdjsonDecisionWriter(guideline, parts, MakeRunRecord(guideline, evaluation))
          : MakeCsvDecisionWriter(guideline, parts);
  StringSink decisions;
  StringSink rejects;
  HelperThreads helpers;
  BatchOptions options;
  options.threads = threads;
  options.helpers = &helpers;
  options.row_by_row = row_by_row;
  options.strict = choices.is_strict;
  const Result<BatchReport> report =
      RunBatch(guideline, evaluation, **reader, {writer.get(), &decisions, &rejects}, options);
  if (!report) {
    said.error = report.error().message;  // it is all that a run shows
    return said;
  }
  said.notices = (*reader)->TakeNotices();
  said.decisions = decisions.text();
  said.rejects = rejects.text();
  nlohmann::ordered_json summary = SummaryJson(report->summary, guideline, report->facts, {});
  summary.erase("seconds");
  summary.erase("cases_per_second");
  said.summary = summary.dump();
  return said;
}

void CheckCohort(unsigned bits, std::string_view text) {
  static const std::shared_ptr<const CompiledGuideline> guidelines[] = {Compiled(kManyTypes),
                                                                        Compiled(kPlanesOnly)};
  const Choices choices(bits);
  const Guideline& guideline = guidelines[choices.is_planes_only ? 1 : 0]->guideline;
  const std::string cohort = Cohort(text, choices);
  const CaseFormat format = FormatOf(text, choices);
  const Said expected = Run(guideline, cohort, choices, format, 1, true);
  const Said found = Run(guideline, cohort, choices, format, choices.threads, false);
  Require(found.error == expected.error, "the error is that of the slow reader");
  Require(found.notices == expected.notices, "the notices are those of the slow reader");
  Require(found.rejects == expected.rejects, "the rejects are those of the slow reader");
  Require(found.decisions == expected.decisions, "the decisions are those one by one");
  Require(found.summary == expected.summary, "the counts are those one by one");
}

}  // namespace
}  // namespace mgl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  mgl::CheckCohort(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1});
  return 0;
}
