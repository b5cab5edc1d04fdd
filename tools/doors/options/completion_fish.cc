// The fish script is one line for each command, option and place.
#include <fmt/format.h>

#include "tools/doors/options/completion.h"

namespace mgl {
namespace {

std::string Quoted(std::string_view text) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return "'" + quoted + "'";
}

/// ` -s o -l output -r -F -d 'where decisions go'`
std::string OptionWords(const ArgumentModel& option) {
  std::string words;
  for (const std::string& name : option.names) {
    words += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.choices.empty()) {
    words += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
  } else if (!option.value.empty()) {
    words += " -r -F";
  }
  return words + " -d " + Quoted(option.description);
}

std::string PlaceWords(const ArgumentModel& positional) {
  if (!positional.choices.empty()) {
    return fmt::format(" -f -a '{}'", fmt::join(positional.choices, " "));
  }
  if (IsNewName(positional)) return " -f";
  return IsGuidelineFile(positional) ? " -k -a '(__fish_complete_suffix .mgl)'" : " -F";
}

}  // namespace

std::string FishCompletion(const ProgramModel& program) {
  std::string script = "# fish completion for mgl, written by `mgl completion fish`\n";
  for (const ArgumentModel& option : program.options) {
    const bool is_first_word = option.names.back() == "--version";
    script += fmt::format("complete -c mgl{}{}\n", is_first_word ? " -n __fish_use_subcommand" : "",
                          OptionWords(option));
  }
  for (const CommandModel& command : program.commands) {
    script += fmt::format("\ncomplete -c mgl -n __fish_use_subcommand -f -a {} -d {}\n",
                          command.name, Quoted(command.description));
    const std::string line =
        fmt::format("complete -c mgl -n '__fish_seen_subcommand_from {}'", command.name);
    for (const ArgumentModel& option : command.options) {
      if (option.names.back() == "--help") continue;  // every command has it
      script += line + OptionWords(option) + "\n";
    }
    for (const ArgumentModel& positional : command.positionals) {
      script += line + PlaceWords(positional) + "\n";
    }
  }
  return script;
}

}  // namespace mgl
