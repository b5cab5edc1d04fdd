#include "dsl/assemble/named_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse.h"

namespace mgl {
namespace {

constexpr std::size_t kMostFiles = 100;

/// Whether some line begins with the word.
bool BeginsLine(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if (IsFirstOnLine(text, at) && WordAt(text, at) == word) return true;
  }
  return false;
}

}  // namespace

std::string PathBeside(const std::string& path, const std::string& named) {
  const std::size_t slash = path.rfind('/');
  const std::string whole = slash == path.npos ? named : path.substr(0, slash + 1) + named;
  std::vector<std::string> folders;
  std::size_t at = 0;
  while (at <= whole.size()) {
    const std::size_t end = std::min(whole.find('/', at), whole.size());
    std::string folder = whole.substr(at, end - at);
    const bool is_root = folder.empty() && at == 0;
    at = end + 1;
    if (folder == "." || (folder.empty() && !is_root)) continue;
    const bool goes_back =
        folder == ".." && !folders.empty() && folders.back() != ".." && !folders.back().empty();
    if (goes_back) {
      folders.pop_back();
    } else {
      folders.push_back(std::move(folder));
    }
  }
  return fmt::format("{}", fmt::join(folders, "/"));
}

std::vector<std::string> PathsNamedIn(const SourceFile& source) {
  std::vector<std::string> paths;
  // Most texts name none: then they are not read for it.
  if (!BeginsLine(source.text(), "adapts") && !BeginsLine(source.text(), "use")) return paths;
  const ParseResult parsed = Parse(source);
  const auto add = [&](const ast::Text& path) {
    paths.push_back(PathBeside(source.path(), path.text));
  };
  for (const ast::Declaration& declaration : parsed.file->declarations) {
    const auto* header = std::get_if<ast::Guideline>(&declaration);
    if (header != nullptr && header->adapts) add(*header->adapts);
    if (const auto* use = std::get_if<ast::Use>(&declaration)) add(use->path);
  }
  return paths;
}

SourceFile WithOtherFiles(SourceFile source, const ReadOther& read) {
  std::vector<std::string> pending = PathsNamedIn(source);
  auto others = std::make_shared<OtherFiles>();
  std::size_t size = source.text().size();
  while (!pending.empty()) {
    const std::string path = std::move(pending.back());
    pending.pop_back();
    if (path == source.path() || others->contains(path)) continue;
    OtherFile& other = (*others)[path];
    if (others->size() > kMostFiles) {
      other.error = Error{fmt::format("`{}` is one file too many", path),
                          "a guideline is made of at most 100 others"};
      continue;
    }
    other = read(path);
    if (other.error) continue;
    size += other.text.size();
    if (size > kMaxSourceBytes) {
      other = {{}, Error{"the files of this guideline are larger than 4 MiB together", ""}};
      continue;
    }
    for (std::string& named : PathsNamedIn(SourceFile(path, other.text))) {
      pending.push_back(std::move(named));
    }
  }
  return source.WithOthers(std::move(others));
}

}  // namespace mgl
