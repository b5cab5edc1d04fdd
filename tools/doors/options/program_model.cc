// The values that an option can have are read from CLI11's words for them: `TEXT:{csv,ndjson}`.
#include "tools/doors/options/program_model.h"

#include <fmt/format.h>

#include <algorithm>

namespace mgl {
namespace {

constexpr std::size_t kFullLine = 70;  // characters: a line of prose that goes on in the next one

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

std::vector<std::string> ChoicesOf(const std::string& type) {
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}', begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return Split(std::string_view(type).substr(begin + 1, end - begin - 1), ',');
}

/// The capitals with which the description begins (`FACT=COLUMN: …`, `PERCENT: …`), a type that the
/// command names, or a word for CLI11's own.
std::string ValueOf(const std::string& type, const std::string& description) {
  const std::size_t end = std::min(description.find_first_of(": "), description.size());
  std::string word = description.substr(0, end);
  const bool is_pattern =
      std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
      (word.find('=') != std::string::npos || description.substr(end, 1) == ":");
  if (is_pattern) return word;
  std::string name = type.substr(0, type.find(':'));
  if (name == "TEXT" || name.empty()) return "VALUE";
  if (name == "UINT" || name == "INT" || name == "FLOAT") return "NUMBER";
  return name;
}

ArgumentModel ReadArgument(const CLI::Option& option) {
  ArgumentModel argument;
  for (const std::string& name : option.get_snames()) argument.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) argument.names.push_back("--" + name);
  if (argument.names.empty()) argument.names.push_back(option.get_single_name());
  argument.description = option.get_description();
  argument.required = option.get_required();
  argument.repeats = option.get_expected_max() > 1 ||
                     option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll;
  if (option.get_items_expected_max() == 0) return argument;  // a flag
  const std::string type = option.get_type_name();
  argument.choices = ChoicesOf(type);
  argument.value = argument.choices.empty() ? ValueOf(type, argument.description)
                                            : fmt::format("{}", fmt::join(argument.choices, "|"));
  return argument;
}

void ReadArguments(const CLI::App& app, std::vector<ArgumentModel>& positionals,
                   std::vector<ArgumentModel>& options) {
  for (const CLI::Option* option : app.get_options({})) {
    if (option->get_group().empty()) continue;  // hidden
    (option->get_positional() ? positionals : options).push_back(ReadArgument(*option));
  }
}

bool BeginsParagraph(std::string_view line) {
  return line.starts_with("Exit code") || line.starts_with("Example");
}

/// Lines of prose that are full go on in the next one; indented lines stay as they are.
std::vector<FooterBlock> ReadBlocks(const std::string& text) {
  std::vector<FooterBlock> blocks;
  std::size_t last_length = 0;  // of a line of prose; 0: nothing goes on
  for (const std::string& line : Split(text, '\n')) {
    const bool is_verbatim = line.starts_with("  ");
    const bool goes_on = !is_verbatim && last_length > kFullLine && !BeginsParagraph(line);
    last_length = is_verbatim ? 0 : line.size();
    if (line.empty()) continue;
    if (goes_on) {
      blocks.back().text += " " + line;
    } else if (is_verbatim && !blocks.empty() && blocks.back().is_verbatim) {
      blocks.back().text += "\n" + line;
    } else {
      blocks.push_back({is_verbatim, line});
    }
  }
  return blocks;
}

/// Of "mgl: clinical guidelines that run." what stands between.
std::string PurposeOf(std::string line) {
  if (const std::size_t colon = line.find(": "); colon != std::string::npos) {
    line.erase(0, colon + 2);
  }
  if (line.ends_with('.')) line.pop_back();
  return line;
}

}  // namespace

CommandModel ReadCommand(const CLI::App& command) {
  CommandModel model;
  model.name = command.get_name();
  model.description = command.get_description();
  ReadArguments(command, model.positionals, model.options);
  model.footer = ReadBlocks(command.get_footer());
  return model;
}

ProgramModel ReadProgram(const CLI::App& app) {
  ProgramModel model;
  model.name = app.get_name();
  model.about = ReadBlocks(app.get_description());
  model.purpose = PurposeOf(model.about.empty() ? "" : model.about[0].text);
  std::vector<ArgumentModel> no_positionals;
  ReadArguments(app, no_positionals, model.options);
  for (const CLI::App* command : app.get_subcommands({})) {
    model.commands.push_back(ReadCommand(*command));
  }
  return model;
}

std::vector<ArgumentModel> SharedOptions(const ProgramModel& program) {
  std::vector<ArgumentModel> shared = program.options;
  std::erase_if(shared, [](const ArgumentModel& option) {
    return option.names.back() == "--help" || option.names.back() == "--version";
  });
  return shared;
}

std::string UsageOf(const CommandModel& command) {
  std::string usage = command.options.empty() ? "" : "[OPTIONS]";
  for (const ArgumentModel& positional : command.positionals) {
    const std::string name = positional.names[0] + (positional.repeats ? "..." : "");
    usage += positional.required ? " " + name : fmt::format(" [{}]", name);
  }
  return usage;
}

std::string NameOf(const ArgumentModel& argument) {
  const std::string names = fmt::format("{}", fmt::join(argument.names, ", "));
  const bool is_positional = !argument.names[0].starts_with('-');
  return is_positional || argument.value.empty() ? names : names + " " + argument.value;
}

bool IsGuidelineFile(const ArgumentModel& positional) {
  const std::string& name = positional.names[0];
  return name == "FILE" || name == "GUIDELINE" || name == "OLD" || name == "NEW";
}

bool IsNewName(const ArgumentModel& positional) { return positional.names[0] == "NAME"; }

}  // namespace mgl
