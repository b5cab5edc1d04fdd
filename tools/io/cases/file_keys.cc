#include "tools/io/cases/file_keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/text/plain_text.h"

namespace mgl {

void FileKeys::See(const std::string& key) {
  cohort_.InOrder([keys = shared_from_this(), key] {
    const FactNames::Targets* targets = keys->names().FindInAnyCase(key);
    const bool ignored = targets == nullptr || targets->empty();
    if (ignored) keys->cohort_.NoticeIgnored("key", key);
    if (keys->seen_.size() > kMostIgnoredNames && ignored) return;
    if (!keys->seen_.insert(key).second) return;
    const auto kinds = keys->unit_kinds_.find(key);
    const bool is_known = kinds != keys->unit_kinds_.end();
    keys->advice_.Add(key, targets, is_known ? std::optional(kinds->second) : std::nullopt);
    if (!ignored && keys->names().Find(key) == nullptr) keys->in_other_case_.push_back(key);
    for (const NameTarget& target : ignored ? FactNames::Targets() : *targets) {
      if (target.part == NameTarget::Part::kValue) keys->has_fact_[target.fact] = true;
    }
    if (auto error = keys->advice_.WrongUnits()) keys->cohort_.Fail(std::move(*error));
  });
}

void FileKeys::EndFile(bool has_cases) {
  cohort_.InOrder([keys = shared_from_this(), has_cases] {
    if (has_cases) return keys->SayWhatIsMissing();
    keys->cohort_.Notice(fmt::format("{} holds no case", keys->file_));
  });
}

/// Where the file also has the key as the guideline spells it.
void FileKeys::SayWhichCounts(const std::string& key) {
  const auto own = std::ranges::find_if(seen_, [&](const std::string& other) {
    return EqualsIgnoringCase(other, key) && names().Find(other) != nullptr;
  });
  if (own == seen_.end()) return;
  cohort_.Notice(
      fmt::format("{0} has the keys `{1}` and `{2}`: where a case has both, `{1}` "
                  "counts, and `{2}` is not used",
                  file_, *own, ShownName(key)));
}

void FileKeys::SayWhatIsMissing() {
  if (auto error = advice_.All()) return cohort_.Fail(std::move(*error));
  const std::string id_notice = advice_.IdNotice();
  // Without any key every case was rejected.
  if (!id_notice.empty() && !seen_.empty()) cohort_.Notice(id_notice);
  cohort_.NoticeOtherCase("key", in_other_case_);
  for (const std::string& key : in_other_case_) SayWhichCounts(key);
  std::vector<FactId> missing;
  const std::vector<Fact>& facts = cohort_.guideline().facts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const bool is_missing = !names().IsMapped(facts[i].name) && !has_fact_[i];
    if (is_missing) missing.push_back(static_cast<FactId>(i));
  }
  cohort_.NoticeMissing(fmt::format("no case of {} has the key", file_), missing);
  for (const ColumnMapping& mapping : names().mappings()) {
    if (seen_.contains(mapping.column)) continue;
    cohort_.Notice(fmt::format("no case of {} has the key `{}` (--map {}={})", file_,
                               mapping.column, mapping.target, mapping.column));
  }
}

}  // namespace mgl
