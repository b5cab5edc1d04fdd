// The bash script knows three lists by command: options, those that take a value, and their
// choices.
#include <fmt/format.h>

#include "tools/doors/options/completion.h"

namespace mgl {
namespace {

std::string OptionNames(const std::vector<ArgumentModel>& options, bool only_with_value) {
  std::vector<std::string> names;
  for (const ArgumentModel& option : options) {
    if (only_with_value && option.value.empty()) continue;
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return fmt::format("{}", fmt::join(names, " "));
}

/// The patterns of a `case` and what it prints: `lint\ --format) echo "text json" ;;`.
void AddChoices(const std::string& command, const std::vector<ArgumentModel>& options,
                std::string& script) {
  for (const ArgumentModel& option : options) {
    if (option.choices.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names) {
      patterns.push_back(fmt::format("{}:{}", command, name));
    }
    script += fmt::format("    {}) echo \"{}\" ;;\n", fmt::join(patterns, " | "),
                          fmt::join(option.choices, " "));
  }
}

/// What stands at each place behind the command: `mgl` (a guideline), `file`, `word` (any), or
/// `choices=a,b`; + at its end: there may be more of it.
std::string Places(const CommandModel& command) {
  std::vector<std::string> places;
  for (const ArgumentModel& positional : command.positionals) {
    std::string place = IsGuidelineFile(positional) ? "mgl" : "file";
    if (IsNewName(positional)) place = "word";
    if (!positional.choices.empty()) {
      place = fmt::format("choices={}", fmt::join(positional.choices, ","));
    }
    places.push_back(place + (positional.repeats ? "+" : ""));
  }
  return fmt::format("{}", fmt::join(places, " "));
}

std::string Lists(const ProgramModel& program) {
  std::string script = "_mgl_options() {\n  case $1 in\n";
  const std::string shared = OptionNames(SharedOptions(program), false);
  for (const CommandModel& command : program.commands) {
    script += fmt::format("    {}) echo \"{} {}\" ;;\n", command.name,
                          OptionNames(command.options, false), shared);
  }
  script +=
      fmt::format("    *) echo \"{}\" ;;\n  esac\n}}\n\n", OptionNames(program.options, false));

  script += "# The options whose next word is their value.\n_mgl_valued() {\n  case $1 in\n";
  const std::string shared_valued = OptionNames(program.options, true);
  for (const CommandModel& command : program.commands) {
    script += fmt::format("    {}) echo \"{} {}\" ;;\n", command.name,
                          OptionNames(command.options, true), shared_valued);
  }
  script += fmt::format("    *) echo \"{}\" ;;\n  esac\n}}\n\n", shared_valued);

  script += "_mgl_choices() {\n  case $1:$2 in\n";
  for (const CommandModel& command : program.commands) {
    AddChoices(command.name, command.options, script);
  }
  AddChoices("*", program.options, script);
  script += "  esac\n}\n\n# What stands behind a command, place by place; + goes on.\n";
  script += "_mgl_places() {\n  case $1 in\n";
  for (const CommandModel& command : program.commands) {
    script += fmt::format("    {}) echo \"{}\" ;;\n", command.name, Places(command));
  }
  return script + "  esac\n}\n\n";
}

constexpr const char* kFunctions = R"bash(_mgl_files() {
  compopt -o filenames 2>/dev/null
  if [[ $1 == mgl ]]; then
    mapfile -t COMPREPLY < <(compgen -f -X '!*.mgl' -- "$2"; compgen -d -- "$2")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$2")
  fi
}

_mgl_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

# What can stand at the place behind the command that $2 words already follow.
_mgl_place() {
  local -a places
  read -ra places <<<"$(_mgl_places "$1")"
  [[ ${#places[@]} -eq 0 ]] && return
  local place=${places[$2]:-}
  if [[ -z $place && ${places[-1]} == *+ ]]; then place=${places[-1]}; fi
  echo "$place"
}

_mgl() {
  local cur=${COMP_WORDS[COMP_CWORD]} command= option= place= words= word index
  local -i behind=0
  COMPREPLY=()
  [[ $cur == = ]] && cur=
  for ((index = 1; index < COMP_CWORD; ++index)); do
    word=${COMP_WORDS[index]}
    if [[ $word == = ]]; then  # --format=csv comes as three words
      continue
    elif [[ -n $option ]]; then
      option=
    elif [[ $word == -?* ]]; then
      [[ " $(_mgl_valued "$command") " == *" $word "* ]] && option=$word
    elif [[ -z $command ]]; then
      command=$word
    else
      behind+=1
    fi
  done

  if [[ -n $option ]]; then
    words=$(_mgl_choices "$command" "$option")
    [[ -z $words ]] && place=file
  elif [[ $cur == -* ]]; then
    words=$(_mgl_options "$command")
  elif [[ -z $command ]]; then
    words=$_mgl_commands
  else
    place=$(_mgl_place "$command" "$behind")
  fi
  case $place in
    mgl*) _mgl_files mgl "$cur" ;;
    file*) _mgl_files file "$cur" ;;
    choices*) words=${place#*=} words=${words%+}; _mgl_words "${words//,/ }" "$cur" ;;
    *) _mgl_words "$words" "$cur" ;;
  esac
}

complete -F _mgl mgl
)bash";

}  // namespace

std::string BashCompletion(const ProgramModel& program) {
  std::vector<std::string> commands;
  for (const CommandModel& command : program.commands) commands.push_back(command.name);
  const std::string names = fmt::format("{}", fmt::join(commands, " "));
  return "# bash completion for mgl, written by `mgl completion bash`\n_mgl_commands=\"" + names +
         "\"\n\n" + Lists(program) + kFunctions;
}

}  // namespace mgl
