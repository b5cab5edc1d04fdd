// What is wrong with the names of a file: columns that mean a fact and do not say so. A name is
// shown only where it resembles one that the guideline knows: a header may hold values by mistake.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/value/result.h"
#include "tools/io/cases/unit_kinds.h"
#include "tools/io/cells/fact_names.h"
#include "tools/io/cells/unit_rule.h"

namespace mgl {

/// The names of one file (its columns or keys), and what they mean.
class NameAdvice {
 public:
  /// `kind`: `column` or `key`. All must outlive it.
  NameAdvice(const Guideline& guideline, const FactNames& names, const std::vector<UnitRule>& rules,
             std::string file, std::string_view kind);

  /// Names in the order of the file, each once, with what they mean (null or empty: nothing).
  /// `kinds`: what stands under the name, where that is known.
  void Add(const std::string& name, const FactNames::Targets* targets,
           std::optional<UnitKinds> kinds = {});

  /// Names by which a number may be read in a wrong unit: one that looks like the unit of a fact,
  /// one of a fact that names another unit than the fact's.
  /// What an earlier call looked at is looked at again for the facts that were named since.
  std::optional<Error> WrongUnits();
  /// When all names are known: these, facts under a name in other letters, and no fact at all among
  /// names (an id alone may be: of these patients nothing is known).
  std::optional<Error> All() const;
  /// What to say where no name is the id; empty: one is.
  std::string IdNotice() const;

 private:
  struct FactName {
    std::string value;  // the name in the file; empty: none
    bool has_unit = false;
  };
  /// What is wrong, and the options that mend it.
  struct Findings {
    std::vector<std::string> problems;
    std::vector<std::string> options;
    void Add(std::string problem, std::string option) {
      problems.push_back(std::move(problem));
      options.push_back(std::move(option));
    }
    std::optional<Error> AsError(const std::string& file) const;
  };
  struct Other {
    std::string name;
    std::string letters;            // see Letters()
    std::int64_t fact_before = -1;  // whose value stands before it
    bool has_unit_word = false;
    bool is_called_unit = false;  // see IsPlainlyUnit()
    std::optional<UnitKinds> kinds;
  };

  void FindUnitColumns(Findings& findings) const;
  void FindUnitColumn(const Other& other, std::size_t fact, Findings& findings) const;
  void FindUnitsInNames(Findings& findings) const;
  void FindFacts(Findings& findings) const;
  bool NeedsUnit(std::size_t fact) const;
  bool IsUnitOf(const Other& other, std::size_t fact) const;
  bool IsNamedAfter(const Other& other, std::size_t fact) const;
  bool HoldsUnitOf(const Other& other, std::size_t fact) const;
  std::string IdLike() const;

  const Guideline& guideline_;
  const FactNames& names_;
  const std::vector<UnitRule>& rules_;
  std::string file_;
  std::string_view kind_;
  std::vector<std::string> letters_;  // of the facts' names
  std::vector<FactName> facts_;
  std::vector<Other> others_;  // names that mean nothing
  std::size_t others_looked_at_ = 0;
  std::vector<std::size_t> new_facts_;  // named since then
  std::int64_t last_fact_ = -1;
  bool has_id_ = false;
  bool has_fact_ = false;
};

}  // namespace mgl
