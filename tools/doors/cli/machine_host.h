// The machine that the program runs on, as commands see it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/host.h"
#include "tools/doors/options/program.h"
#include "tools/files/helper_threads.h"
#include "tools/files/z3_library.h"

namespace mgl {

class MachineHost : public Host {
 public:
  MachineHost(const OutputOptions& options, bool row_by_row);

  Result<SourceFile> ReadGuideline(const std::string& path) override;
  Result<SourceFile> ReadRevision(const std::string& revision_and_path) override;
  Result<std::unique_ptr<ByteSource>> Open(const std::string& path) override;
  Result<std::unique_ptr<OutputFile>> Create(const std::string& path) override;
  std::optional<Error> CommitAll(std::span<OutputFile* const> files) override;
  std::optional<Error> FindOverwrite(const std::vector<NamedFile>& inputs,
                                     const std::vector<NamedFile>& outputs) override;
  bool CanBeFile(const std::string& path) override;
  bool Exists(const std::string& path) override;
  GuidelinePaths FindGuidelines(const std::string& name) override;
  std::string PathFrom(const std::string& path, const std::string& from) override;
  std::unique_ptr<FileWatch> Watch(const std::vector<std::string>& names,
                                   const std::vector<std::string>& others) override;
  std::optional<std::string> FindLevelFile(const std::string& linted) override;
  Result<std::string> ReadLevelFile(const std::string& path) override;
  Day Today() override;
  double Seconds() override;
  unsigned Processors() override;
  SecondProver* second_prover() override { return second_prover_.get(); }
  Helpers* helpers() override { return &threads_; }
  void ShowProgress(std::uint64_t rows, bool is_done) override;
  bool decides_row_by_row() const override { return row_by_row_; }

 private:
  using Clock = std::chrono::steady_clock;

  HelperThreads threads_;
  std::unique_ptr<SecondProver> second_prover_ = MakeZ3Prover();
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_at_ = start_;  // the progress
  bool row_by_row_;
  bool shows_progress_;
  bool has_shown_progress_ = false;
};

}  // namespace mgl
