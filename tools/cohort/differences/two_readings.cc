#include "tools/cohort/differences/two_readings.h"

#include <algorithm>

namespace mgl {

void TwoReadings::DeferIds() {
  first_->DeferIds();
  second_->DeferIds();
}

Result<bool> TwoReadings::Next(InputRow& row) {
  Result<bool> more = first_->Next(row);
  if (!more) return more;
  const Result<bool> other = second_->Next(other_);
  if (!other) return other.error();
  if (*more != *other) return Error{"the two versions read other rows of the cases", ""};
  if (!*more || row.rejected) return more;
  if (other_.rejected) {
    row.rejected = true;
    row.reject = other_.reject;
    return more;
  }
  row.reported.facts.resize(row.reported.facts.size() + facts_.size());
  for (const FactReadTwice& fact : facts_) {
    row.reported.facts[Index(fact.first)] = other_.reported.facts[Index(fact.second)];
  }
  return more;
}

std::optional<Error> TwoReadings::Problem() const {
  const std::optional<Error> problem = first_->Problem();
  return problem ? problem : second_->Problem();
}

/// What only the new version has to say comes last.
std::vector<std::string> TwoReadings::TakeNotices() {
  std::vector<std::string> notices = first_->TakeNotices();
  for (std::string& notice : second_->TakeNotices()) {
    if (std::ranges::find(notices, notice) == notices.end()) notices.push_back(std::move(notice));
  }
  return notices;
}

}  // namespace mgl
