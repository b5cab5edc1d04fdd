#include "tools/io/bytes/named_file.h"

#include <fmt/format.h>

namespace mgl {
namespace {

std::string Shown(const NamedFile& file, const std::string& standard_stream) {
  return file.path == "-" ? standard_stream : "`" + file.path + "`";
}

}  // namespace

std::optional<Error> FindOverwriteBy(const std::vector<NamedFile>& inputs,
                                     const std::vector<NamedFile>& outputs,
                                     const IsSameFile& is_same) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const NamedFile& output = outputs[i];
    const std::string shown = Shown(output, "standard output");
    for (const NamedFile& input : inputs) {
      if (!is_same(output, input, true)) continue;
      return Error{fmt::format("{} would overwrite its input: {} and {} are the same file",
                               output.option, shown, Shown(input, "standard input")),
                   "write to another file"};
    }
    for (std::size_t before = 0; before < i; ++before) {
      if (!is_same(output, outputs[before], false)) continue;
      return Error{fmt::format("{} and {} would overwrite each other: {} and {} are the same file",
                               outputs[before].option, output.option,
                               Shown(outputs[before], "standard output"), shown),
                   "give each a file of its own"};
    }
  }
  return std::nullopt;
}

}  // namespace mgl
