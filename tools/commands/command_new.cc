// `mgl new`: a guideline to start from.
#include <fmt/format.h>

#include <ostream>

#include "dsl/compile.h"
#include "tools/author/start/starter.h"
#include "tools/commands/commands.h"
#include "tools/commands/guideline_file.h"

namespace mgl {
namespace {

/// Whether a guideline can have the name: no word of the language, nothing that it declares itself.
bool IsFree(const std::string& name) {
  Result<SourceFile> source = MakeSourceFile(name, StarterGuideline(name));
  return source && Compile(std::move(*source)).guideline != nullptr;
}

/// Why it is no name, and one that is.
std::optional<Error> FindBadName(const std::string& name) {
  std::string better = NameFrom(name);
  if (name == better && IsFree(name)) return std::nullopt;
  if (!better.empty() && !IsFree(better)) better += "_guideline";
  const bool is_usable = !better.empty() && IsFree(better);
  return Error{
      fmt::format("`{}` is no name for a guideline: it has small letters, digits and `_`, begins "
                  "with a letter, and is no word of the language",
                  name),
      fmt::format("write `mgl new {0}`, which writes {0}.mgl",
                  is_usable ? better : "my_guideline")};
}

}  // namespace

int NewCommand(const NewArguments& arguments, Host& host) {
  if (const auto error = FindBadName(arguments.name)) return ReportError(host, "new", *error);
  const std::string path = arguments.name + ".mgl";
  if (host.Exists(path)) {
    return ReportError(host, "new",
                       {fmt::format("{} is there already and stays as it is", path),
                        "choose another name, or move it away"});
  }
  if (const auto error = WriteWhole(path, StarterGuideline(arguments.name), host)) {
    return ReportError(host, "new", *error);
  }
  if (host.is_quiet()) return kExitDone;
  host.out << fmt::format(
      "{0}.mgl is a small guideline that works: open it in any editor and change it line by line.\n"
      "\nWhat is wrong in it, and whether it decides what its examples expect:\n"
      "  mgl lint {0}.mgl\n"
      "  mgl test {0}.mgl\n"
      "\nA file with a patient, and what the guideline decides:\n"
      "  mgl facts {0}.mgl --format csv-header > {0}.csv\n"
      "  echo \"{1}\" >> {0}.csv\n"
      "  mgl run {0}.mgl {0}.csv\n",
      arguments.name, kStarterCase);
  return kExitDone;
}

}  // namespace mgl
