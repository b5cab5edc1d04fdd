// Names on the left, what they do on the right; descriptions are wrapped, examples are not.
#include "tools/doors/options/help.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "engine/text/utf8.h"
#include "tools/doors/options/program_model.h"

namespace mgl {
namespace {

constexpr std::size_t kNameColumn = 26;  // where descriptions begin

/// `text` from column `at` on, its further lines indented to `indent`; ends with a line end.
std::string Wrapped(std::string_view text, std::size_t at, std::size_t indent, std::size_t width) {
  std::string lines;
  std::size_t column = at;
  bool at_line_start = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!at_line_start && column + 1 + CharacterCount(word) > width) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
      at_line_start = true;
    }
    if (!at_line_start) lines += ' ';
    lines += word;
    column += CharacterCount(word) + (at_line_start ? 0 : 1);
    at_line_start = false;
  }
  return lines + "\n";
}

std::string Row(const std::string& name, const std::string& description, std::size_t width) {
  std::string row = "  " + name;
  if (CharacterCount(row) + 2 > kNameColumn) {
    row += "\n" + std::string(kNameColumn, ' ');
  } else {
    row += std::string(kNameColumn - CharacterCount(row), ' ');
  }
  return row + Wrapped(description, kNameColumn, kNameColumn, width);
}

std::string Rows(std::string_view title, const std::vector<ArgumentModel>& arguments,
                 std::size_t width) {
  if (arguments.empty()) return "";
  std::string rows = fmt::format("\n{}:\n", title);
  for (const ArgumentModel& argument : arguments) {
    rows += Row(NameOf(argument), argument.description, width);
  }
  return rows;
}

std::string Blocks(const std::vector<FooterBlock>& blocks, std::size_t width) {
  std::string text;
  for (const FooterBlock& block : blocks) {
    text += block.is_verbatim ? block.text + "\n" : Wrapped(block.text, 0, 0, width);
  }
  return text;
}

std::string ProgramHelp(const ProgramModel& program, std::size_t width) {
  std::string help = Blocks(program.about, width);
  help += fmt::format("\nUsage: {} [OPTIONS] COMMAND\n\nCommands:\n", program.name);
  for (const CommandModel& command : program.commands) {
    help += Row(command.name, command.description, width);
  }
  return help + Rows("Options", program.options, width);
}

std::string CommandHelp(const CommandModel& command, const ProgramModel& program,
                        std::size_t width) {
  std::string help = Wrapped(command.description, 0, 0, width);
  help += fmt::format("\nUsage: {} {} {}\n", program.name, command.name, UsageOf(command));
  help += Rows("Arguments", command.positionals, width);
  help += Rows("Options", command.options, width);
  help += Rows("Options of every command", SharedOptions(program), width);
  return command.footer.empty() ? help : help + "\n" + Blocks(command.footer, width);
}

}  // namespace

void UseHelp(CLI::App& app, std::size_t width) {
  app.formatter_fn([&app, width](const CLI::App* shown, const std::string&, CLI::AppFormatMode) {
    const ProgramModel program = ReadProgram(app);
    return shown == &app ? ProgramHelp(program, width)
                         : CommandHelp(ReadCommand(*shown), program, width);
  });
}

}  // namespace mgl
