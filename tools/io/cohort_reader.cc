// One file after the other, each read in its format.
#include <cstdlib>
#include <utility>

#include "tools/io/case_reader.h"
#include "tools/io/cohort.h"
#include "tools/io/file_keys.h"

namespace mgl {
namespace {

constexpr std::size_t kLookedAtBytes = 16 * 1024;  // to find the format

/// A source with its first bytes put back.
class RewoundSource : public ByteSource {
 public:
  RewoundSource(std::string start, std::unique_ptr<ByteSource> rest)
      : ByteSource(rest->name()), start_(std::move(start)), rest_(std::move(rest)) {}

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    const std::size_t count = start_.copy(buffer, size, position_);
    position_ += count;
    return count > 0 ? Result<std::size_t>(count) : rest_->Read(buffer, size);
  }

 private:
  std::string start_;
  std::size_t position_ = 0;
  std::unique_ptr<ByteSource> rest_;
};

/// Reads the first bytes of `source`, finds the format by them and puts them back.
Result<CaseFormat> FindFormat(std::unique_ptr<ByteSource>& source) {
  std::string start(kLookedAtBytes, '\0');
  std::size_t size = 0;
  while (size < start.size()) {
    const Result<std::size_t> count = source->Read(start.data() + size, start.size() - size);
    if (!count) return count.error();
    if (*count == 0) break;
    size += *count;
  }
  start.resize(size);
  const CaseFormat format = DetectCaseFormat(start, source->name());
  source = std::make_unique<RewoundSource>(std::move(start), std::move(source));
  return format;
}

class CohortReader : public CaseReader {
 public:
  CohortReader(const Guideline& guideline, FactReader& facts, FactNames names,
               std::vector<std::string> paths, const CaseOptions& options)
      : cohort_(guideline, facts, std::move(names)), paths_(std::move(paths)), options_(options) {}

  std::optional<Error> OpenNext() {
    Result<std::unique_ptr<CaseFile>> file = Open(paths_[next_path_++]);
    if (!file) return file.error();
    file_ = std::move(*file);
    return std::nullopt;
  }

  void DeferIds() override { ids_deferred_ = true; }
  void NoticeRepeatedId(const std::string& file, std::uint64_t line) override {
    cohort_.NoticeRepeatedId(file, line);
  }

  Result<bool> NextLines(TextLines& lines) override { return file_->NextLines(lines); }
  void SeeKeys(const TextLines& lines, const std::vector<std::string>& keys) override {
    cohort_.EndWait([&] {
      for (const std::string& key : keys) lines.ndjson->See(key);
    });
  }
  std::vector<std::string> TakeNotices() override { return cohort_.TakeNotices(); }

  Result<bool> Next(InputRow& row) override {
    while (true) {
      const Result<bool> more = file_->Next(row);
      if (more && *more && !row.rejected && !ids_deferred_) {
        cohort_.SeeId(row.reported.id, row.place.file, row.place.line);
      }
      if (!more || *more) return more;
      if (next_path_ == paths_.size()) return false;
      if (auto error = OpenNext()) return *error;
    }
  }

 private:
  Result<std::unique_ptr<CaseFile>> Open(const std::string& path) {
    Result<std::unique_ptr<ByteSource>> source = ByteSource::Open(path);
    if (!source) return source.error();
    const Result<CaseFormat> format = options_.format ? *options_.format : FindFormat(*source);
    if (!format) return format.error();
    switch (*format) {
      case CaseFormat::kCsv:
        return OpenCsvCases(cohort_, std::move(*source), options_.has_end_separators);
      case CaseFormat::kNdjson:
        return OpenNdjsonCases(cohort_, std::move(*source));
      case CaseFormat::kYaml:
        return OpenYamlCases(cohort_, std::move(*source));
    }
    std::abort();
  }

  Cohort cohort_;
  std::vector<std::string> paths_;
  CaseOptions options_;
  std::size_t next_path_ = 0;
  std::unique_ptr<CaseFile> file_;
  bool ids_deferred_ = false;
};

}  // namespace

Result<std::unique_ptr<CaseReader>> OpenCases(const Guideline& guideline, FactReader& facts,
                                              const std::vector<std::string>& paths,
                                              const CaseOptions& options) {
  Result<FactNames> names = FactNames::Make(guideline, options.mappings);
  if (!names) return names.error();
  auto reader = std::make_unique<CohortReader>(guideline, facts, std::move(*names), paths, options);
  if (auto error = reader->OpenNext()) return *error;
  return std::unique_ptr<CaseReader>(std::move(reader));
}

}  // namespace mgl
