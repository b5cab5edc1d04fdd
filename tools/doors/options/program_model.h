// What the program takes, read once from the CLI11 app: help, manual page and completion scripts
// are written from this, so that they cannot differ.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace mgl {

/// An option, a flag, or a positional argument.
struct ArgumentModel {
  std::vector<std::string> names;    // "-o", "--output"; of a positional: "GUIDELINE"
  std::string value;                 // what its value is: "DATE", "csv|ndjson"; empty: a flag
  std::vector<std::string> choices;  // the values it can have; empty: any
  std::string description;
  bool required = false;
  bool repeats = false;  // may be given several times, or takes several values
};

/// A footer's paragraph, or lines that stay as they are (indented ones, such as examples).
struct FooterBlock {
  bool is_verbatim = false;
  std::string text;
};

struct CommandModel {
  std::string name;
  std::string description;
  std::vector<ArgumentModel> positionals;
  std::vector<ArgumentModel> options;
  std::vector<FooterBlock> footer;
};

struct ProgramModel {
  std::string name;
  std::string purpose;  // "clinical guidelines that run"
  std::vector<FooterBlock> about;
  std::vector<ArgumentModel> options;
  std::vector<CommandModel> commands;
};

ProgramModel ReadProgram(const CLI::App& app);
CommandModel ReadCommand(const CLI::App& command);

/// The program's options that may also stand behind a command: all but --help, which each command
/// has itself, and --version.
std::vector<ArgumentModel> SharedOptions(const ProgramModel& program);

/// `[OPTIONS] GUIDELINE CASES...`
std::string UsageOf(const CommandModel& command);

/// `-o, --output FILE`; of a positional its name.
std::string NameOf(const ArgumentModel& argument);

/// Whether it is a guideline file, by its name: FILE, GUIDELINE, OLD, NEW.
bool IsGuidelineFile(const ArgumentModel& positional);
/// Whether it is a word that is made up, so that nothing can be offered for it: NAME.
bool IsNewName(const ArgumentModel& positional);

}  // namespace mgl
