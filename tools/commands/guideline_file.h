// What commands that read one guideline share: loading it, the day and the readings they decide by,
// and how they say errors.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/evaluation_options.h"
#include "engine/value/result.h"
#include "tools/commands/commands.h"
#include "tools/io/cases/case_reader.h"

namespace mgl {

/// `mgl COMMAND: …` (of no command: `mgl: …`), and the help below it.
std::string ErrorText(std::string_view command, const Error& error);

/// Prints it to `err`. Returns kExitUnusable.
int ReportError(Host& host, std::string_view command, const Error& error);

/// Prints them to `err`, each in full.
void PrintDiagnostics(const Diagnostics& diagnostics, const SourceFile& source, Host& host);

/// Null where the file cannot be read or has errors; both were printed to `err`, the
/// errors as diagnostics and then `mgl COMMAND: PATH has errors; CONSEQUENCE`.
std::shared_ptr<const CompiledGuideline> LoadGuideline(std::string_view command,
                                                       const std::string& path,
                                                       std::string_view consequence, Host& host);

/// The same of a text that was read, or could not be.
std::shared_ptr<const CompiledGuideline> CompileGuideline(std::string_view command,
                                                          const std::string& path,
                                                          Result<SourceFile> source,
                                                          std::string_view consequence, Host& host);

/// Replaces the file when the text is written as a whole.
std::optional<Error> WriteWhole(const std::string& path, const std::string& text, Host& host);

/// The text of a file, of which no more is read than one byte over `most`.
Result<std::string> ReadWhole(const std::string& path, std::size_t most, Host& host);

/// `--as-of DATE`; empty: today.
Result<Day> ReadAsOf(Host& host, const std::string& as_of);

/// Adopts what `AMBIGUITY=READING` says; `options.readings` has a place for each ambiguity. The
/// error says what there is.
std::optional<Error> AdoptReading(const std::string& assignment, const Guideline& guideline,
                                  EvaluationOptions& options);

/// `--as-of DATE`, and each `--reading AMBIGUITY=READING`.
Result<EvaluationOptions> ReadEvaluation(Host& host, const std::string& as_of,
                                         const std::vector<std::string>& readings,
                                         const Guideline& guideline);

/// How the cases are to be read.
Result<CaseOptions> ReadCaseOptions(const CaseArguments& arguments);

/// `NAME=VALUE`, both not empty; `option` is the one whose value `text` is: `--map`.
Result<std::pair<std::string, std::string>> SplitAssignment(const std::string& text,
                                                            std::string_view option);

/// What opens files for OpenCases().
SourceOpener OpenerOf(Host& host);

/// "did you mean `NEAREST`?", or all the names there are.
std::string NameHelp(const std::string& word, const std::vector<std::string>& names);

/// The names of facts, rules, ambiguities …, in their order.
template <typename Items>
std::vector<std::string> NamesOf(const Items& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

}  // namespace mgl
