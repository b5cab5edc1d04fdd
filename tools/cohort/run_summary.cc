// Counting and its two renderings.
#include "tools/cohort/run_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace mgl {
namespace {

constexpr std::array kOutcomes = {Outcome::kYes, Outcome::kNo, Outcome::kUnknown, Outcome::kBlocked,
                                  Outcome::kOverridden};
constexpr std::array kResultStates = {
    std::pair(ResultState::kKnown, std::string_view("known")),
    std::pair(ResultState::kCouldBe, std::string_view("could be")),
    std::pair(ResultState::kMissing, std::string_view("missing"))};
constexpr std::array kStatuses = {RecheckStatus::kNo,       RecheckStatus::kUnknown,
                                  RecheckStatus::kUpcoming, RecheckStatus::kDue,
                                  RecheckStatus::kOverdue,  RecheckStatus::kDone};

/// Aligned columns: the first to the left, the others to the right.
std::string Table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line = fmt::format("  {:<{}}", row[0], widths[0]);
    for (std::size_t i = 1; i < row.size(); ++i) line += fmt::format("  {:>{}}", row[i], widths[i]);
    out += line + '\n';
  }
  return out;
}

/// One row an item, one column a name; columns of zeros beyond the first `always_shown` are left
/// out.
template <typename Counts, typename Names, typename Label>
std::string CountTable(std::string_view title, const Counts& counts, const Names& names,
                       std::size_t always_shown, const Label& label, std::size_t count) {
  std::vector<std::vector<std::string>> rows{{std::string(title)}};
  std::vector<std::size_t> shown;
  for (std::size_t column = 0; column < names.size(); ++column) {
    const auto index = static_cast<std::size_t>(names[column].first);
    const bool used =
        std::any_of(counts.begin(), counts.end(), [&](const auto& row) { return row[index] > 0; });
    if (column >= always_shown && !used) continue;
    shown.push_back(index);
    rows[0].push_back(std::string(names[column].second));
  }
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string>& row = rows.emplace_back();
    row.push_back(label(i));
    for (const std::size_t index : shown) row.push_back(Grouped(counts[i][index]));
  }
  return Table(rows);
}

}  // namespace

std::string Grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) {
    digits.insert(static_cast<std::size_t>(i), ",");
  }
  return digits;
}

std::string GroupedOf(std::uint64_t number, std::string_view what) {
  return fmt::format("{} {}{}", Grouped(number), what, number == 1 ? "" : "s");
}

void RunSummary::Add(const RunSummary& other) {
  OutcomeCounts::Add(other);
  rejected += other.rejected;
  blank_rows += other.blank_rows;
  with_end_separator += other.with_end_separator;
}

std::string SummaryText(const RunSummary& summary, const Guideline& guideline,
                        const nlohmann::ordered_json& run_record) {
  const GuidelineHeader& header = guideline.header;
  std::string out = fmt::format("{} {}: {}\n", header.name, header.version, header.title);
  out += StatusLine(header) + '\n';
  for (const auto& [ambiguity, reading] : run_record["readings"].items()) {
    out += fmt::format("reading of {}: {} (not the adopted one)\n", ambiguity,
                       reading.get<std::string>());
  }
  out += fmt::format("as of {}; mgl {}; {}\n", run_record["as_of"].get<std::string>(),
                     run_record["engine_version"].get<std::string>(),
                     run_record["content_hash"].get<std::string>());
  out += fmt::format("{} = {} decided + {} rejected; {}",
                     GroupedOf(summary.decided + summary.rejected, "row"),
                     GroupedOf(summary.decided, "case"), Grouped(summary.rejected),
                     GroupedOf(summary.warnings, "warning"));
  if (summary.conflicts > 0) out += "; " + GroupedOf(summary.conflicts, "conflict");
  if (summary.broken_properties > 0) {
    out += "; " + (summary.broken_properties == 1
                       ? "1 broken property"
                       : Grouped(summary.broken_properties) + " broken properties");
  }
  if (summary.blank_rows > 0) {
    out += fmt::format("; {} skipped", GroupedOf(summary.blank_rows, "blank row"));
  }
  const double rate =
      static_cast<double>(summary.decided + summary.rejected) / std::max(summary.seconds, 1e-6);
  out += fmt::format("\n{:.2f} seconds, {} cases per second\n", summary.seconds,
                     Grouped(static_cast<std::uint64_t>(rate)));
  if (summary.scope[0] + summary.scope[2] > 0) {
    out += fmt::format("scope: {} in, {} out, {} unknown\n", Grouped(summary.scope[1]),
                       Grouped(summary.scope[0]), Grouped(summary.scope[2]));
  }
  if (!guideline.results.empty()) {
    out += CountTable(
        "result", summary.results, kResultStates, kResultStates.size(),
        [&](std::size_t i) { return guideline.results[i].name; }, guideline.results.size());
  }
  std::vector<std::pair<Outcome, std::string_view>> outcomes;
  for (const Outcome outcome : kOutcomes) outcomes.emplace_back(outcome, OutcomeName(outcome));
  if (!guideline.rules.empty()) {
    out += CountTable(
        "rule", summary.rules, outcomes, 3, [&](std::size_t i) { return guideline.rules[i].name; },
        guideline.rules.size());
  }
  if (guideline.rechecks.empty()) return out;
  std::vector<std::pair<RecheckStatus, std::string_view>> statuses;
  for (const RecheckStatus status : kStatuses) {
    statuses.emplace_back(status, RecheckStatusName(status));
  }
  out += CountTable(
      "recheck", summary.rechecks, statuses, statuses.size(),
      [&](std::size_t i) { return guideline.rechecks[i].name; }, guideline.rechecks.size());
  return out;
}

nlohmann::ordered_json SummaryJson(const RunSummary& summary, const Guideline& guideline,
                                   const FactTally& facts,
                                   const nlohmann::ordered_json& run_record) {
  nlohmann::ordered_json json;
  json["run"] = run_record;
  json["rows"] = summary.decided + summary.rejected;
  json["cases"] = summary.decided;
  json["rejected"] = summary.rejected;
  json["blank_rows"] = summary.blank_rows;
  json["warnings"] = summary.warnings;
  json["conflicts"] = summary.conflicts;
  json["broken_properties"] = summary.broken_properties;
  json["seconds"] = summary.seconds;
  json["cases_per_second"] =
      static_cast<double>(summary.decided + summary.rejected) / std::max(summary.seconds, 1e-6);
  json["facts"] = facts.Json(guideline);
  json["scope"] = {
      {"in", summary.scope[1]}, {"out", summary.scope[0]}, {"unknown", summary.scope[2]}};
  json["results"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < guideline.results.size(); ++i) {
    for (const auto& [state, name] : kResultStates) {
      json["results"][guideline.results[i].name][std::string(name)] =
          summary.results[i][static_cast<std::size_t>(state)];
    }
  }
  json["rules"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < guideline.rules.size(); ++i) {
    for (const Outcome outcome : kOutcomes) {
      json["rules"][guideline.rules[i].name][std::string(OutcomeName(outcome))] =
          summary.rules[i][static_cast<std::size_t>(outcome)];
    }
  }
  json["rechecks"] = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < guideline.rechecks.size(); ++i) {
    for (const RecheckStatus status : kStatuses) {
      json["rechecks"][guideline.rechecks[i].name][std::string(RecheckStatusName(status))] =
          summary.rechecks[i][static_cast<std::size_t>(status)];
    }
  }
  return json;
}

}  // namespace mgl
