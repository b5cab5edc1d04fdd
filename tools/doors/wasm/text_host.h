// A host without a machine: files are texts in memory, and so are the standard streams.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "tools/commands/host.h"

namespace mgl {

/// Texts by their names; `-` is standard input.
using TextFiles = std::map<std::string, std::string, std::less<>>;

/// What the streams of a program come to.
struct TextStreams {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
};

class TextHost : public Host {
 public:
  /// All must outlive it. What commands write becomes files.
  TextHost(TextFiles& files, TextStreams& streams, Day today, bool is_colored, bool is_quiet);

  Result<SourceFile> ReadGuideline(const std::string& path) override;
  Result<std::unique_ptr<ByteSource>> Open(const std::string& path) override;
  Result<std::unique_ptr<OutputFile>> Create(const std::string& path) override;
  std::optional<Error> CommitAll(std::span<OutputFile* const> files) override;
  std::optional<Error> FindOverwrite(const std::vector<NamedFile>& inputs,
                                     const std::vector<NamedFile>& outputs) override;
  bool CanBeFile(const std::string& /*path*/) override { return true; }
  bool Exists(const std::string& path) override;
  GuidelinePaths FindGuidelines(const std::string& name) override;
  std::string PathFrom(const std::string& path, const std::string& /*from*/) override {
    return path;
  }
  std::unique_ptr<FileWatch> Watch(const std::vector<std::string>& /*names*/,
                                   const std::vector<std::string>& /*others*/) override {
    return nullptr;
  }
  std::optional<std::string> FindLevelFile(const std::string& linted) override;
  Result<std::string> ReadLevelFile(const std::string& path) override;
  Day Today() override { return today_; }
  /// It has no clock.
  double Seconds() override { return 0; }
  unsigned Processors() override { return 1; }
  Helpers* helpers() override { return nullptr; }
  void ShowProgress(std::uint64_t /*rows*/, bool /*is_done*/) override {}
  bool decides_row_by_row() const override { return false; }

 private:
  /// All of a file; empty where there is none.
  std::optional<std::string> TextOf(const std::string& path);

  TextFiles& files_;
  Day today_;
};

}  // namespace mgl
