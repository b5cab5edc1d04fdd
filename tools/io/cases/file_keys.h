// Which keys the cases of one file have, for what is to be said of them.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tools/io/cases/cohort.h"
#include "tools/io/cases/name_advice.h"

namespace mgl {

/// Shared by what waits to be said (see Cohort::InOrder()). The cohort must outlive it.
class FileKeys : public std::enable_shared_from_this<FileKeys> {
 public:
  FileKeys(Cohort& cohort, std::string file, const FileRules& rules)
      : cohort_(cohort),
        file_(std::move(file)),
        unit_rules_(rules.unit_rules.empty() ? cohort.unit_rules() : rules.unit_rules),
        unit_kinds_(rules.unit_kinds),
        has_fact_(cohort.guideline().facts.size()),
        advice_(cohort.guideline(), cohort.names(), cohort.unit_rules(), file_, "key") {}

  const std::string& file() const { return file_; }
  const FactNames& names() const { return cohort_.names(); }
  const std::vector<UnitRule>& unit_rules() const { return unit_rules_; }

  /// A key of the next case, or of one whose keys were awaited.
  void See(const std::string& key);
  /// Says which facts and mapped keys no case of the file had. `has_cases`: rejects included.
  void EndFile(bool has_cases);

 private:
  void SayWhatIsMissing();
  void SayWhichCounts(const std::string& key);

  Cohort& cohort_;
  std::string file_;
  std::vector<UnitRule> unit_rules_;
  UnitKindsOfNames unit_kinds_;
  std::set<std::string, std::less<>> seen_;
  std::vector<std::string> in_other_case_;
  std::vector<bool> has_fact_;
  NameAdvice advice_;
};

}  // namespace mgl
