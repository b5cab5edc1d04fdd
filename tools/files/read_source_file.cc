#include "tools/files/read_source_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "dsl/assemble/named_files.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

Error CannotRead(const std::string& path, const std::string& why) {
  return {"cannot read `" + path + "`: " + why, ""};
}

namespace fs = std::filesystem;

/// The whole path, without links.
fs::path RealPath(const fs::path& path) {
  std::error_code failure;
  fs::path real = fs::weakly_canonical(fs::absolute(path, failure), failure);
  return failure ? fs::path() : real;
}

bool LiesIn(const fs::path& file, const fs::path& folder) {
  const auto [end, at] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end() && at != file.end();
}

/// Whose files a guideline may name.
fs::path ProjectOf(const std::string& path) {
  const fs::path own = RealPath(path == "-" ? "./-" : path).parent_path();
  std::error_code failure;
  for (fs::path folder = own;; folder = folder.parent_path()) {
    if (fs::exists(folder / "mgl.yaml", failure) || fs::exists(folder / ".git", failure)) {
      return folder;
    }
    if (folder == folder.parent_path()) break;
  }
  const char* const home = std::getenv("HOME");
  const fs::path above = own.parent_path();
  const bool is_wide = above == above.parent_path() || (home != nullptr && above == RealPath(home));
  return is_wide ? own : above;
}

std::vector<fs::path> FoldersOf(const std::string& path) {
  std::vector<fs::path> folders{ProjectOf(path)};
  const char* const more = std::getenv("MGL_FOLDERS");
  std::string_view left = more == nullptr ? "" : more;
  while (!left.empty()) {
    const std::size_t size = std::min(left.find(':'), left.size());
    if (size > 0) folders.push_back(RealPath(left.substr(0, size)));
    left.remove_prefix(std::min(size + 1, left.size()));
  }
  return folders;
}

/// The guidelines that lie in a folder, of the first thousand things there.
std::vector<std::string> GuidelinesIn(const fs::path& folder) {
  constexpr std::size_t kMostLooked = 1000;
  std::vector<std::string> names;
  std::error_code failure;
  std::size_t looked = 0;
  for (fs::directory_iterator at(folder, failure), end; !failure && at != end;
       at.increment(failure)) {
    if (++looked > kMostLooked) break;
    if (at->path().extension() == ".mgl") names.push_back(at->path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

/// What lies there of a name like that.
std::string HelpForMissing(const fs::path& real) {
  const std::vector<std::string> names = GuidelinesIn(real.parent_path());
  const std::string name = real.filename().string();
  for (const std::string& there : names) {
    const bool is_meant =
        EqualsIgnoringCase(there, name) || EqualsIgnoringCase(there, name + ".mgl");
    if (is_meant) return "there is `" + there + "`";
  }
  const std::string nearest = Nearest(name, names);
  return nearest.empty() ? "" : "did you mean `" + nearest + "`?";
}

Error LiesOutside(const std::string& path, const fs::path& project) {
  std::error_code failure;
  const bool is_marked =
      fs::exists(project / "mgl.yaml", failure) || fs::exists(project / ".git", failure);
  return {"`" + path + "` lies outside of the project, `" + project.string() + "`",
          std::string(is_marked ? "the project is the folder with `mgl.yaml` or `.git`"
                                : "there is no `mgl.yaml` above the guideline: one says in its "
                                  "folder what the project is") +
              "; MGL_FOLDERS names others that may be read"};
}

OtherFile ReadOtherFile(const std::string& path, const std::vector<fs::path>& folders) {
  const auto cannot = [](Error error) { return OtherFile{{}, std::move(error)}; };
  std::error_code failure;
  const fs::file_status status = fs::status(path, failure);
  const bool is_loop =
      !fs::status_known(status) && failure == std::errc::too_many_symbolic_link_levels;
  if (is_loop) return cannot(CannotRead(path, failure.message()));
  const fs::path real = RealPath(path);
  const bool is_within = std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
    return !folder.empty() && LiesIn(real, folder);
  });
  if (!is_within) return cannot(LiesOutside(path, folders.front()));
  if (fs::is_directory(real, failure)) {
    const std::vector<std::string> names = GuidelinesIn(real);
    return cannot(
        {"`" + path + "` is a folder",
         names.empty() ? "name a file in it" : "name a file in it, such as `" + names[0] + "`"});
  }
  const bool is_there = fs::exists(real, failure);
  // A pipe would be waited for, and read away from others.
  if (is_there && !fs::is_regular_file(real, failure))
    return cannot({"`" + path + "` is no file", ""});
  Result<SourceFile> source = ReadSourceFile(path);
  if (source) return {source->original_text(), std::nullopt};
  return cannot({source.error().message, is_there ? source.error().help : HelpForMissing(real)});
}

}  // namespace

Result<SourceFile> ReadGuidelineFiles(const std::string& path) {
  Result<SourceFile> source = ReadSourceFile(path);
  if (!source) return source;
  std::vector<fs::path> folders;
  return WithOtherFiles(std::move(*source), [&](const std::string& other) {
    if (folders.empty()) folders = FoldersOf(path);
    return ReadOtherFile(other, folders);
  });
}

Result<SourceFile> ReadSourceFile(const std::string& path) {
  std::unique_ptr<std::FILE, CloseFile> file;
  if (path == "-") {
    file.reset(stdin);
  } else {
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored)) {
      return Error{"`" + path + "` is a directory", "name a file in it"};
    }
    file.reset(std::fopen(path.c_str(), "rb"));
    if (!file) return CannotRead(path, std::strerror(errno));
  }
  std::string text;
  char block[65536];
  for (std::size_t size = 1; size > 0 && text.size() <= kMaxSourceBytes;) {
    size = std::fread(block, 1, sizeof block, file.get());
    text.append(block, size);
  }
  if (std::ferror(file.get()) != 0) return CannotRead(path, std::strerror(errno));
  return MakeSourceFile(path, std::move(text));
}

}  // namespace mgl
