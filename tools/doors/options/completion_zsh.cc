// The zsh script gives each command's options and places to _arguments.
#include <fmt/format.h>

#include "tools/doors/options/completion.h"

namespace mgl {
namespace {

/// `text` inside single quotes, with a backslash before each character that `special` holds.
std::string Quoted(std::string_view text, std::string_view special) {
  std::string quoted;
  for (const char c : text) {
    if (c == '\'') {
      quoted += "'\\''";
      continue;
    }
    if (special.find(c) != std::string_view::npos) quoted += '\\';
    quoted += c;
  }
  return quoted;
}

std::string Described(std::string_view text) { return Quoted(text, "\\[]:"); }

std::string Values(const ArgumentModel& argument) {
  if (!argument.choices.empty()) return fmt::format("({})", fmt::join(argument.choices, " "));
  return IsNewName(argument) ? " " : "_files";
}

/// `'(-o --output)'{-o+,--output=}'[where decisions go]:VALUE:_files'`
std::string OptionSpec(const ArgumentModel& option) {
  std::vector<std::string> names = option.names;
  for (std::string& name : names) {
    if (!option.value.empty()) name += name.starts_with("--") ? "=" : "+";
  }
  std::string spec;
  if (option.repeats) {
    spec = "'*'";
  } else if (names.size() > 1) {
    spec = fmt::format("'({})'", fmt::join(option.names, " "));
  }
  spec += names.size() > 1 ? fmt::format("{{{}}}", fmt::join(names, ",")) : names[0];
  spec += fmt::format("'[{}]", Described(option.description));
  if (!option.value.empty()) {
    spec += fmt::format(":{}:{}", Described(option.value), Values(option));
  }
  return spec + "'";
}

std::string PlaceSpec(const ArgumentModel& positional) {
  return fmt::format("'{}:{}:{}'", positional.repeats ? "*" : "", Described(positional.names[0]),
                     IsGuidelineFile(positional) ? R"(_files -g "*.mgl")" : Values(positional));
}

}  // namespace

std::string ZshCompletion(const ProgramModel& program) {
  std::string script =
      "#compdef mgl\n# zsh completion for mgl, written by `mgl completion zsh`\n\n"
      "_mgl() {\n  local curcontext=$curcontext state line\n  typeset -A opt_args\n"
      "  local -a commands=(\n";
  for (const CommandModel& command : program.commands) {
    script += fmt::format("    '{}:{}'\n", command.name, Quoted(command.description, "\\:"));
  }
  script += "  )\n  local -a shared=(\n";
  for (const ArgumentModel& option : SharedOptions(program)) {
    script += fmt::format("    {}\n", OptionSpec(option));
  }
  script +=
      "  )\n\n  _arguments -C $shared '(-h --help)'{-h,--help} --version '1:command:->command' "
      "'*::argument:->argument'\n"
      "  if [[ $state == command ]]; then\n    _describe command commands\n    return\n  fi\n"
      "  [[ $state == argument ]] || return\n  case $words[1] in\n";
  for (const CommandModel& command : program.commands) {
    script += fmt::format("    {})\n      _arguments $shared", command.name);
    for (const ArgumentModel& option : command.options) {
      script += fmt::format(" \\\n        {}", OptionSpec(option));
    }
    for (const ArgumentModel& positional : command.positionals) {
      script += fmt::format(" \\\n        {}", PlaceSpec(positional));
    }
    script += " ;;\n";
  }
  return script +
         "  esac\n}\n\nif [[ $funcstack[1] == _mgl ]]; then _mgl; else compdef _mgl mgl; fi\n";
}

}  // namespace mgl
