#include "tools/cohort/differences/difference_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tools/words/text_page.h"

namespace mgl {
namespace {

/// The changes of one statement, the most frequent first.
struct Transition {
  std::string from;
  std::string to;
  std::uint64_t patients = 0;
};

std::vector<Transition> TransitionsOf(const VersionPairs& versions, const DifferenceCounts& counts,
                                      std::size_t statement) {
  const StatementPair& pair = versions.statements()[statement];
  const Guideline& joint = versions.joint().guideline();
  std::vector<Transition> transitions;
  for (const auto& [states, patients] : counts.changes[statement]) {
    const bool is_other_value = states.first == states.second;
    transitions.push_back({StateText(pair, VersionSide::kBefore, joint, states.first),
                           is_other_value
                               ? "another value"
                               : StateText(pair, VersionSide::kAfter, joint, states.second),
                           patients});
  }
  std::ranges::stable_sort(transitions, std::greater<>(), &Transition::patients);
  return transitions;
}

std::string HeadText(const DifferenceReport& report) {
  const RunSummary& summary = report.run.summary;
  const std::uint64_t changed = report.counts.changed;
  const std::string of = fmt::format("Of {} ({} rejected)", GroupedOf(summary.decided, "patient"),
                                     Grouped(summary.rejected));
  if (changed == 0) return of + " none is decided differently.";
  return fmt::format("{} {} {} decided differently.", of, Grouped(changed),
                     changed == 1 ? "is" : "are");
}

std::string IdsText(const DifferenceReport& report) {
  const auto& ids = report.counts.ids;
  const std::string rest = report.counts.changed > ids.size()
                               ? fmt::format(" and {} more (-o FILE writes both decisions of all)",
                                             Grouped(report.counts.changed - ids.size()))
                               : "";
  return fmt::format("{}{}", fmt::join(ids, ", "), rest);
}

/// What the counts say nothing of.
std::string NotComparedText(const VersionPairs& versions) {
  std::string text = "Not compared here: doses, cautions, the dates of rechecks";
  for (const std::string& name : versions.not_compared()) {
    text += fmt::format(", the result {} (its answers or unit are others)", name);
  }
  return text + ".";
}

std::string NameText(const StatementPair& pair) {
  return fmt::format("{}{}", pair.name, pair.is_new ? " (new)" : pair.is_gone ? " (gone)" : "");
}

}  // namespace

std::string DifferenceText(const VersionPairs& versions, const DifferenceReport& report,
                           std::size_t width) {
  TextPage page(width, false);
  page.Add(0, HeadText(report));
  page.Add(0, NotComparedText(versions), Ink::kFaint);
  if (report.counts.changed == 0) return page.Take();
  for (std::size_t i = 0; i < versions.statements().size(); ++i) {
    const StatementPair& pair = versions.statements()[i];
    const std::vector<Transition> transitions = TransitionsOf(versions, report.counts, i);
    if (transitions.empty()) continue;
    page.Add(2, pair.kind == "scope" ? "scope" : pair.kind + " " + NameText(pair));
    for (const Transition& transition : transitions) {
      page.Add(4, fmt::format("{} -> {}: ", transition.from, transition.to), Ink::kPlain,
               GroupedOf(transition.patients, "patient"));
    }
  }
  page.Add(2, "patients: ", Ink::kPlain, IdsText(report));
  return page.Take();
}

std::string DifferenceMarkdown(const VersionPairs& versions, const DifferenceReport& report) {
  std::string text =
      fmt::format("\n## In a cohort\n\n{} {}\n", HeadText(report), NotComparedText(versions));
  if (report.counts.changed == 0) return text;
  text += "\n| | old | new | patients |\n| --- | --- | --- | ---: |\n";
  for (std::size_t i = 0; i < versions.statements().size(); ++i) {
    for (const Transition& transition : TransitionsOf(versions, report.counts, i)) {
      text += fmt::format("| `{}` | {} | {} | {} |\n", NameText(versions.statements()[i]),
                          transition.from, transition.to, Grouped(transition.patients));
    }
  }
  return text;
}

nlohmann::ordered_json DifferenceJson(const VersionPairs& versions,
                                      const DifferenceReport& report) {
  using Json = nlohmann::ordered_json;
  const RunSummary& summary = report.run.summary;
  Json json = {{"rows", summary.decided + summary.rejected},
               {"cases", summary.decided},
               {"rejected", summary.rejected},
               {"blank_rows", summary.blank_rows},
               {"decided_differently", report.counts.changed},
               {"first_ids", report.counts.ids},
               {"results_not_compared", versions.not_compared()},
               {"statements", Json::array()}};
  for (std::size_t i = 0; i < versions.statements().size(); ++i) {
    const StatementPair& pair = versions.statements()[i];
    const std::vector<Transition> transitions = TransitionsOf(versions, report.counts, i);
    if (transitions.empty()) continue;
    Json statement = {{"kind", pair.kind},
                      {"name", pair.name},
                      {"new", pair.is_new},
                      {"gone", pair.is_gone},
                      {"changes", Json::array()}};
    for (const Transition& transition : transitions) {
      statement["changes"].push_back(
          {{"from", transition.from}, {"to", transition.to}, {"patients", transition.patients}});
    }
    json["statements"].push_back(std::move(statement));
  }
  return json;
}

}  // namespace mgl
