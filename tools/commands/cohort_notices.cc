#include "tools/commands/cohort_notices.h"

#include <fmt/format.h>

#include <utility>

namespace mgl {

std::string RejectHint(const BatchReport& report, bool are_listed) {
  if (!report.first_reject) return "";
  const RejectedRow& first = *report.first_reject;
  std::string where = fmt::format("{}:{}", first.place.file, first.place.line);
  if (first.place.column > 0) where += fmt::format(", column {}", first.place.column);
  const std::string reason = first.names_values ? "a bad value (--strict)" : first.reason;
  std::string hint = fmt::format("the first rejected row: {}: {}\n", where, reason);
  const RunSummary& summary = report.summary;
  if (summary.decided == 0 && summary.with_end_separator == summary.rejected) {
    hint +=
        "  every row ends with a separator and the header does not: --trailing-separator "
        "reads such files\n";
  } else if (reason.find("UTF-8") != std::string::npos) {
    hint += "  --encoding windows-1252 reads files in Latin-1 or Windows-1252\n";
  } else if (!are_listed) {
    hint += "  --rejects FILE writes all of them, each with its place and reason\n";
  }
  return hint;
}

Result<std::vector<std::string>> UnitNotices(const UnitTally& units, const Guideline& guideline,
                                             const CellRules& rules) {
  std::vector<std::string> notices;
  for (const std::string& spelling : rules.UnseenSpellings()) {
    notices.push_back(
        fmt::format("--unit: no cell has the unit `{}`, and no fact is called so", spelling));
  }
  for (const auto& [file, uses] : units.files()) {
    for (std::size_t i = 0; i < uses.size(); ++i) {
      const UnitUse& use = uses[i];
      if (use.blank == 0) continue;
      const Fact& fact = guideline.facts[i];
      const std::string option = fmt::format("--unit {}={}", fact.name, fact.unit.code);
      const std::string counted = fmt::format("{} case{}", use.blank, use.blank == 1 ? "" : "s");
      if (use.names_other && !use.is_warned) {
        return Error{fmt::format("{} states no unit of `{}` in {}, and far below its begin another "
                                 "one than {}: what was written is not to be used",
                                 file, fact.name, counted, fact.unit.code),
                     fmt::format("{} says that these numbers are in {}", option, fact.unit.code)};
      }
      notices.push_back(fmt::format("{} states no unit of `{}` in {}: read as {} ({} says so)",
                                    file, fact.name, counted, fact.unit.code, option));
    }
  }
  return notices;
}

BatchOptions BatchOptionsOn(Host& host, unsigned threads, std::shared_ptr<const CellRules> rules) {
  BatchOptions batch;
  batch.threads = threads > 0 ? threads : host.Processors();
  batch.helpers = host.helpers();
  batch.cell_rules = std::move(rules);
  batch.row_by_row = host.decides_row_by_row();
  batch.on_progress = [&host](std::uint64_t rows) { host.ShowProgress(rows, false); };
  return batch;
}

std::string NoticeLines(std::string_view command, const std::vector<std::string>& notices) {
  std::string lines;
  for (const std::string& notice : notices) lines += fmt::format("mgl {}: {}\n", command, notice);
  return lines;
}

}  // namespace mgl
