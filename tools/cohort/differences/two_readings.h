// Cases that two versions of a guideline read otherwise: each cell is read by both.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "tools/io/cases/case_reader.h"

namespace mgl {

/// What the second reading says of a fact, and the fact of the first guideline that has it.
struct FactReadTwice {
  FactId second{};
  FactId first{};
};

/// Rows one by one, of two readers of the same bytes: that of `first`, and behind its facts those
/// that `second` reads otherwise.
class TwoReadings : public CaseReader {
 public:
  TwoReadings(std::unique_ptr<CaseReader> first, std::unique_ptr<CaseReader> second,
              std::vector<FactReadTwice> facts)
      : first_(std::move(first)), second_(std::move(second)), facts_(std::move(facts)) {}

  void DeferIds() override;
  void NoticeRepeatedId(const std::string& file, std::uint64_t line) override {
    first_->NoticeRepeatedId(file, line);
  }
  Result<bool> NextLines(TextLines& /*lines*/) override { return false; }
  void SeeKeys(const TextLines& /*lines*/, const std::vector<std::string>& /*keys*/) override {}
  Result<bool> Next(InputRow& row) override;
  std::optional<Error> Problem() const override;
  std::vector<std::string> TakeNotices() override;

 private:
  std::unique_ptr<CaseReader> first_, second_;
  std::vector<FactReadTwice> facts_;
  InputRow other_;
};

}  // namespace mgl
