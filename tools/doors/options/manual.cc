// Text is escaped for roff; names are bold, examples are kept as they are.
#include "tools/doors/options/manual.h"

#include <fmt/format.h>

namespace mgl {
namespace {

/// One or more lines of text: no character of it is a command, a hyphen or a quote to roff.
std::string Escaped(std::string_view text) {
  std::string escaped;
  bool at_line_start = true;
  for (const char c : text) {
    if (at_line_start && (c == '.' || c == '\'')) escaped += "\\&";
    at_line_start = c == '\n';
    switch (c) {
      case '\\':
        escaped += "\\e";
        break;
      case '-':
        escaped += "\\-";
        break;
      case '`':
        escaped += "\\(ga";
        break;
      case '\'':
        escaped += "\\(aq";
        break;
      case '^':
        escaped += "\\(ha";
        break;
      case '~':
        escaped += "\\(ti";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Bold(std::string_view text) { return fmt::format("\\fB{}\\fR", Escaped(text)); }

void AddArguments(const std::vector<ArgumentModel>& arguments, std::string& page) {
  for (const ArgumentModel& argument : arguments) {
    page += fmt::format(".TP\n{}\n{}\n", Bold(NameOf(argument)), Escaped(argument.description));
  }
}

void AddBlocks(const std::vector<FooterBlock>& blocks, std::string& page) {
  for (const FooterBlock& block : blocks) {
    page += block.is_verbatim ? fmt::format(".PP\n.nf\n{}\n.fi\n", Escaped(block.text))
                              : fmt::format(".PP\n{}\n", Escaped(block.text));
  }
}

}  // namespace

std::string ManualPage(const ProgramModel& program, const std::string& version) {
  // No date: the same program gives the same page.
  std::string page =
      fmt::format(".TH MGL 1 \"\" \"{} {}\" \"User Commands\"\n", program.name, Escaped(version));
  page += fmt::format(".SH NAME\n{} \\- {}\n", program.name, Escaped(program.purpose));
  page += fmt::format(".SH SYNOPSIS\n{} [OPTIONS] COMMAND\n.SH DESCRIPTION\n", Bold(program.name));
  AddBlocks({program.about.begin() + 1, program.about.end()}, page);  // the first is the purpose
  page += ".SH OPTIONS\n";
  AddArguments(program.options, page);
  page += ".SH COMMANDS\n";
  for (const CommandModel& command : program.commands) {
    page += fmt::format(".SS {}\n{}\n.PP\n{} {}\n", Escaped(program.name + " " + command.name),
                        Escaped(command.description), Bold(program.name + " " + command.name),
                        Escaped(UsageOf(command)));
    AddArguments(command.positionals, page);
    AddArguments(command.options, page);
    AddBlocks(command.footer, page);
  }
  return page;
}

}  // namespace mgl
