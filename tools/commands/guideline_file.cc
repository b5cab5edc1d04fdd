// Errors go to `err`; what a command makes of a guideline is its own.
#include "tools/commands/guideline_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

#include "dsl/compile.h"
#include "engine/text/did_you_mean.h"

namespace mgl {

std::string ErrorText(std::string_view command, const Error& error) {
  std::string text =
      fmt::format("mgl{}{}: {}\n", command.empty() ? "" : " ", command, error.message);
  if (!error.help.empty()) text += fmt::format("  {}\n", error.help);
  return text;
}

int ReportError(Host& host, std::string_view command, const Error& error) {
  host.err << ErrorText(command, error);
  return kExitUnusable;
}

void PrintDiagnostics(const Diagnostics& diagnostics, const SourceFile& source, Host& host) {
  for (const Diagnostic& diagnostic : diagnostics) {
    host.err << RenderText(diagnostic, source, host.err_is_colored()) << '\n';
  }
}

std::shared_ptr<const CompiledGuideline> LoadGuideline(std::string_view command,
                                                       const std::string& path,
                                                       std::string_view consequence, Host& host) {
  return CompileGuideline(command, path, host.ReadGuideline(path), consequence, host);
}

std::shared_ptr<const CompiledGuideline> CompileGuideline(std::string_view command,
                                                          const std::string& path,
                                                          Result<SourceFile> source,
                                                          std::string_view consequence,
                                                          Host& host) {
  if (!source) {
    ReportError(host, command, source.error());
    return nullptr;
  }
  const CompileResult compiled = Compile(std::move(*source));
  if (compiled.guideline != nullptr) return compiled.guideline;
  PrintDiagnostics(compiled.text->diagnostics, compiled.text->source, host);
  host.err << fmt::format("mgl {}: {} has errors; {}\n", command, path, consequence);
  return nullptr;
}

std::optional<Error> WriteWhole(const std::string& path, const std::string& text, Host& host) {
  Result<std::unique_ptr<OutputFile>> file = host.Create(path);
  if (!file) return file.error();
  if (auto error = (*file)->Write(text)) return error;
  return (*file)->Commit();
}

Result<std::string> ReadWhole(const std::string& path, std::size_t most, Host& host) {
  const Result<std::unique_ptr<ByteSource>> source = host.Open(path);
  if (!source) return source.error();
  std::string text;
  std::vector<char> chunk(ByteSource::kChunkBytes);
  while (text.size() <= most) {
    const Result<std::size_t> size = (*source)->Read(chunk.data(), chunk.size());
    if (!size) return size.error();
    if (*size == 0) break;
    text.append(chunk.data(), std::min(*size, most + 1 - text.size()));
  }
  return text;
}

Result<Day> ReadAsOf(Host& host, const std::string& as_of) {
  if (as_of.empty()) return host.Today();
  const auto day = ParseDate(as_of);
  if (day && day->first == day->last) return day->first;
  return Error{fmt::format("`{}` is not a day", as_of), "write --as-of 2026-03-01"};
}

std::optional<Error> AdoptReading(const std::string& assignment, const Guideline& guideline,
                                  EvaluationOptions& options) {
  const auto parts = SplitAssignment(assignment, "--reading");
  if (!parts) return parts.error();
  const auto& [name, reading] = *parts;
  const std::vector<std::string> ambiguities = NamesOf(guideline.ambiguities);
  const auto ambiguity = std::ranges::find(ambiguities, name);
  if (ambiguity == ambiguities.end()) {
    return Error{fmt::format("{} has no ambiguity `{}`", guideline.header.name, name),
                 NameHelp(name, ambiguities)};
  }
  const auto index = static_cast<std::size_t>(ambiguity - ambiguities.begin());
  const std::vector<std::string> names = NamesOf(guideline.ambiguities[index].readings);
  const auto found = std::ranges::find(names, reading);
  if (found == names.end()) {
    return Error{fmt::format("`{}` has no reading `{}`", name, reading), NameHelp(reading, names)};
  }
  options.readings[index] = static_cast<std::uint32_t>(found - names.begin());
  return std::nullopt;
}

Result<EvaluationOptions> ReadEvaluation(Host& host, const std::string& as_of,
                                         const std::vector<std::string>& readings,
                                         const Guideline& guideline) {
  EvaluationOptions options;
  const Result<Day> day = ReadAsOf(host, as_of);
  if (!day) return day.error();
  options.as_of = *day;
  options.readings.resize(guideline.ambiguities.size());
  for (const std::string& text : readings) {
    if (auto error = AdoptReading(text, guideline, options)) return *error;
  }
  return options;
}

Result<std::pair<std::string, std::string>> SplitAssignment(const std::string& text,
                                                            std::string_view option) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    return Error{fmt::format("`{}` is no value of {}", text, option),
                 fmt::format("write {} NAME=VALUE", option)};
  }
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

Result<CaseOptions> ReadCaseOptions(const CaseArguments& arguments) {
  CaseOptions options;
  options.format = CaseFormatNamed(arguments.input);
  options.has_end_separators = arguments.has_end_separators;
  for (const std::string& text : arguments.mappings) {
    const auto assignment = SplitAssignment(text, "--map");
    if (!assignment) return assignment.error();
    options.mappings.push_back({assignment->first, assignment->second});
  }
  for (const std::string& text : arguments.units) {
    const auto assignment = SplitAssignment(text, "--unit");
    if (!assignment) return assignment.error();
    options.units.push_back(*assignment);
  }
  options.missing_marks = arguments.missing_marks;
  options.decimal_comma = arguments.decimal_comma;
  if (arguments.date_format == "dmy") options.date_order = DateOrder::kDayMonthYear;
  if (arguments.date_format == "mdy") options.date_order = DateOrder::kMonthDayYear;
  if (arguments.date_format == "ymd") options.date_order = DateOrder::kYearMonthDay;
  if (!arguments.encoding.empty()) {
    const std::optional<TextEncoding> encoding = TextEncodingNamed(arguments.encoding);
    if (!encoding) {
      return Error{fmt::format("--encoding: `{}` is not known", arguments.encoding),
                   "there are utf-8, windows-1252 (also for latin-1) and utf-16"};
    }
    options.encoding = *encoding;
  }
  return options;
}

SourceOpener OpenerOf(Host& host) {
  return [&host](const std::string& name) { return host.Open(name); };
}

std::string NameHelp(const std::string& word, const std::vector<std::string>& names) {
  return DidYouMean(word, names,
                    names.empty() ? "" : fmt::format("there are: {}", fmt::join(names, ", ")));
}

}  // namespace mgl
