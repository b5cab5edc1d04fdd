#include "tools/io/file_keys.h"

#include <fmt/format.h>

#include <vector>

namespace mgl {

void FileKeys::See(const std::string& key) {
  cohort_.InOrder([keys = shared_from_this(), key] {
    const std::vector<NameTarget>* targets = keys->names().Find(key);
    const bool ignored = targets == nullptr || targets->empty();
    if (ignored) return keys->cohort_.NoticeIgnored("key", key);
    keys->seen_.insert(key);
  });
}

void FileKeys::EndFile(bool has_cases) {
  cohort_.InOrder([keys = shared_from_this(), has_cases] {
    if (has_cases) return keys->SayWhatIsMissing();
    keys->cohort_.Notice(fmt::format("{} holds no case", keys->file_));
  });
}

void FileKeys::SayWhatIsMissing() {
  std::vector<std::string> missing;
  for (const Fact& fact : cohort_.guideline().facts) {
    const bool is_missing = !names().IsMapped(fact.name) && !seen_.contains(fact.name);
    if (is_missing) missing.push_back(fact.name);
  }
  cohort_.NoticeMissing(fmt::format("no case of {} has the key", file_), missing);
  for (const ColumnMapping& mapping : names().mappings()) {
    if (seen_.contains(mapping.column)) continue;
    cohort_.Notice(fmt::format("no case of {} has the key `{}` (--map {}={})", file_,
                               mapping.column, mapping.target, mapping.column));
  }
}

}  // namespace mgl
