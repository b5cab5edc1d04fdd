#include "tools/io/csv/csv_unit_kinds.h"

#include <algorithm>

#include "tools/io/bytes/byte_source.h"
#include "tools/io/csv/csv_reader.h"

namespace mgl {

UnitKindsOfNames FindUnitKinds(const Guideline& guideline, const FactNames& names,
                               std::string_view start) {
  UnitLookout lookout(guideline);
  Result<std::unique_ptr<CsvReader>> reader =
      CsvReader::Open(ByteSource::FromString(std::string(start), ""));
  if (!reader) return {};  // it is said when the file is read
  const std::vector<std::string> header = (*reader)->columns();
  const std::vector<const FactNames::Targets*> targets = names.OfColumns(header);
  const auto is_other = [&](std::size_t i) { return targets[i] == nullptr || targets[i]->empty(); };
  for (std::size_t row = 0; row < UnitLookout::kMostRows; ++row) {
    const Result<CsvReader::Item> item = (*reader)->Next();
    if (!item || *item == CsvReader::Item::kEnd) break;
    if (*item != CsvReader::Item::kRecord) continue;
    const std::vector<std::string_view>& fields = (*reader)->fields();
    for (std::size_t i = 0; i < std::min(fields.size(), header.size()); ++i) {
      const bool is_behind = i > 0 && is_other(i - 1);
      if (is_other(i)) lookout.See(header[i], fields[i], is_behind ? header[i - 1] : "");
    }
  }
  return lookout.Kinds();
}

}  // namespace mgl
