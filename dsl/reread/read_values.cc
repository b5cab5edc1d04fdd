#include "dsl/reread/read_values.h"

#include <fmt/format.h>

#include "dsl/parse/written_branches.h"
#include "dsl/reread/read_prose.h"

namespace mgl {
namespace {

constexpr std::size_t kMostValues = 600;  // bytes

}  // namespace

std::vector<std::string> ReadValues(std::string_view prose, const std::vector<Called>& vocabulary) {
  if (prose.size() > kMostValues) return {};
  const std::vector<Branch> branches = BranchesIn(prose);
  std::vector<std::string> lines;
  for (const Branch& branch : branches) {
    if (branch.condition.empty()) {
      lines.push_back(fmt::format("value {} otherwise", branch.value));
      continue;
    }
    const ProseRead read = ReadCondition(branch.condition, vocabulary);
    if (!read.declarations.empty() || !read.other.empty()) return {};
    // What prose is not read in may be right as it stands: it is tried.
    lines.push_back(fmt::format("value {} when {}", branch.value,
                                read.text.empty() ? std::string(branch.condition) : read.text));
  }
  return lines;
}

}  // namespace mgl
