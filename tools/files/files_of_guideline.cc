#include "tools/files/files_of_guideline.h"

#include "dsl/text/source.h"
#include "tools/author/adapt/lock.h"
#include "tools/files/read_source_file.h"

namespace mgl {
namespace {

/// Where there is none: the same each time.
std::filesystem::file_time_type WrittenAt(const std::string& path) {
  std::error_code failure;
  const auto written = std::filesystem::last_write_time(path, failure);
  return failure ? std::filesystem::file_time_type() : written;
}

}  // namespace

const std::vector<std::string>& FilesOfGuidelines::Of(const std::string& path) {
  Known& known = known_[path];
  bool is_new = known.files.empty();
  for (std::size_t i = 0; i < known.files.size() && !is_new; ++i) {
    is_new = WrittenAt(known.files[i]) != known.written[i];
  }
  if (!is_new) return known.files;
  // What is written while it is read is new the next time.
  known.written = {WrittenAt(path)};
  known.files = {path};
  const auto add = [&](const std::string& file) {
    known.files.push_back(file);
    known.written.push_back(WrittenAt(file));
  };
  const Result<SourceFile> source = ReadGuidelineFiles(path);
  if (source && source->others()) {
    for (const auto& [other, text] : *source->others()) add(other);
    add(LockPath(path));
  }
  return known.files;
}

}  // namespace mgl
