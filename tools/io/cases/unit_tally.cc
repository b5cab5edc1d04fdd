#include "tools/io/cases/unit_tally.h"

#include "engine/batch/plane_kernels.h"

namespace mgl {

UnitUse& UnitTally::UseOf(const std::string& file, std::size_t fact, std::size_t facts) {
  std::vector<UnitUse>& uses = files_[file];
  uses.resize(facts);
  return uses[fact];
}

void UnitTally::Count(const std::string& file, const CaseBlock& block) {
  const CaseColumns& columns = block.columns;
  Plane decided;
  for (std::size_t w = 0; w < kBlockWords; ++w) decided[w] = ~columns.exceptional[w];
  for (std::size_t i = 0; i < columns.facts.size(); ++i) {
    Word blank_rows = 0;
    Word other = 0;
    for (std::size_t w = 0; w < kBlockWords; ++w) {
      blank_rows |= columns.facts[i].unit_blank[w] & decided[w];
      other |= columns.facts[i].unit_other[w] & decided[w];
    }
    const std::uint64_t blank =
        blank_rows == 0 ? 0 : CountBoth(columns.facts[i].unit_blank.data(), decided.data());
    if (blank == 0 && other == 0) continue;
    UnitUse& use = UseOf(file, i, columns.facts.size());
    use.blank += blank;
    use.names_other |= other != 0;
  }
}

void UnitTally::Count(const std::string& file, const Case& reported) {
  using UnitColumn = ReportedFact::UnitColumn;
  for (std::size_t i = 0; i < reported.facts.size(); ++i) {
    const ReportedFact& fact = reported.facts[i];
    if (fact.unit_column != UnitColumn::kBlank && fact.unit_column != UnitColumn::kOther) continue;
    UnitUse& use = UseOf(file, i, reported.facts.size());
    use.blank += fact.unit_column == UnitColumn::kBlank ? 1 : 0;
    use.is_warned |= fact.warns_of_unit;
    use.names_other |= fact.unit_column == UnitColumn::kOther;
  }
}

void UnitTally::Add(const UnitTally& other) {
  for (const auto& [file, uses] : other.files_) {
    for (std::size_t i = 0; i < uses.size(); ++i) {
      UnitUse& use = UseOf(file, i, uses.size());
      use.blank += uses[i].blank;
      use.is_warned |= uses[i].is_warned;
      use.names_other |= uses[i].names_other;
    }
  }
}

}  // namespace mgl
