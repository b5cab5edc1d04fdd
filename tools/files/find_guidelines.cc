#include "tools/files/find_guidelines.h"

#include <fnmatch.h>

#include <filesystem>
#include <functional>
#include <set>
#include <string_view>
#include <utility>

namespace mgl {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 64;  // folders in each other
constexpr std::string_view kEnding = ".mgl";
constexpr std::string_view kPatternSigns = "*?[";

bool IsPattern(std::string_view text) {
  return text.find_first_of(kPatternSigns) != std::string_view::npos;
}

/// `folder/name`; of the folder that is meant by nothing at all, `name`.
std::string Within(const std::string& folder, const std::string& name) {
  if (folder.empty() || folder.ends_with('/')) return folder + name;
  return folder + "/" + name;
}

bool IsFolder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool IsLink(const std::string& path) {
  std::error_code ignored;
  return fs::is_symlink(path, ignored);
}

/// No pipe and no device; a link to nowhere is one, so that reading it says what is wrong.
bool IsGuidelineFile(const std::string& path) {
  std::error_code ignored;
  return path.ends_with(kEnding) &&
         (fs::is_regular_file(path, ignored) || (IsLink(path) && !fs::exists(path, ignored)));
}

class Finder {
 public:
  /// All below, without what is hidden.
  void AddFolder(const std::string& folder, int depth) {
    ForEachIn(folder, depth, [&](const std::string& name) {
      if (name.starts_with('.')) return;
      const std::string path = Within(folder, name);
      if (IsGuidelineFile(path)) {
        paths_.insert(path);
      } else if (IsFolder(path) && !IsLink(path)) {
        AddFolder(path, depth + 1);
      }
    });
  }

  /// What matches `pattern`, a path as seen from `folder`.
  void AddMatches(const std::string& folder, std::string_view pattern, int depth) {
    while (pattern.starts_with('/')) pattern.remove_prefix(1);
    if (pattern.empty()) return AddFolder(folder, depth);
    const std::size_t end = std::min(pattern.find('/'), pattern.size());
    const std::string part(pattern.substr(0, end));
    const std::string_view rest = pattern.substr(end);
    if (!IsPattern(part)) return AddMatch(Within(folder, part), rest, depth);
    if (part == "**") AddMatches(folder, rest, depth);
    ForEachIn(folder, depth, [&](const std::string& name) {
      const std::string path = Within(folder, name);
      if (part == "**") {
        const bool is_below = !name.starts_with('.') && IsFolder(path) && !IsLink(path);
        if (is_below) AddMatches(path, pattern, depth + 1);
      } else if (fnmatch(part.c_str(), name.c_str(), FNM_PERIOD) == 0) {
        AddMatch(path, rest, depth);
      }
    });
  }

  GuidelinePaths Found() {
    return {std::vector<std::string>(paths_.begin(), paths_.end()), std::move(unusable_)};
  }

 private:
  void AddMatch(const std::string& path, std::string_view rest, int depth) {
    if (IsFolder(path)) {
      AddMatches(path, rest, depth + 1);
    } else if (rest.empty() && IsGuidelineFile(path)) {
      paths_.insert(path);
    }
  }

  void ForEachIn(const std::string& folder, int depth,
                 const std::function<void(const std::string& name)>& visit) {
    if (depth > kDeepest) {
      unusable_.push_back(
          {folder,
           {"`" + folder + "` lies more than " + std::to_string(kDeepest) + " folders deep",
            "name a folder nearer to the guidelines"}});
      return;
    }
    std::error_code failure;
    fs::directory_iterator entry(folder.empty() ? "." : folder, failure);
    for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
      visit(entry->path().filename().string());
    }
    if (failure) {
      unusable_.push_back(
          {folder, {"cannot read the folder `" + folder + "`: " + failure.message(), ""}});
    }
  }

  std::set<std::string> paths_;
  std::vector<UnusablePath> unusable_;
};

}  // namespace

GuidelinePaths FindGuidelines(const std::string& name) {
  std::error_code ignored;
  const bool is_folder = name != "-" && IsFolder(name);
  const bool is_pattern = !is_folder && IsPattern(name) && !fs::exists(name, ignored);
  if (!is_folder && !is_pattern) return {{name}};
  Finder finder;
  if (is_folder) {
    finder.AddFolder(name == "." || name == "./" ? "" : name, 0);
  } else {
    finder.AddMatches(name.starts_with('/') ? "/" : "", name, 0);
  }
  GuidelinePaths found = finder.Found();
  if (found.paths.empty() && found.unusable.empty()) {
    found.unusable.push_back(
        {name, is_folder
                   ? Error{"`" + name + "` holds no guideline: no file in it or below ends in .mgl",
                           "name a file, or a folder with guidelines"}
                   : Error{"no guideline matches `" + name + "`",
                           "a pattern finds files that end in .mgl: * stands for a part of a "
                           "name, ** for any folders"}});
  }
  return found;
}

std::string PathFrom(const std::string& path, const std::string& from) {
  if (path == "-") return path;
  std::error_code failure;
  const fs::path whole = fs::weakly_canonical(path, failure);
  if (failure) return path;
  const fs::path folder = fs::weakly_canonical(fs::absolute(from).parent_path(), failure);
  if (failure) return path;
  const fs::path relative = whole.lexically_relative(folder);
  return relative.empty() ? path : relative.string();
}

}  // namespace mgl
