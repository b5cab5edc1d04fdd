#include <fmt/format.h>

#include "tools/author/versions/diff_report.h"
#include "tools/author/versions/diff_words.h"

namespace mgl {
namespace {

/// What Markdown would take for its own.
std::string Escaped(const std::string& text) {
  std::string escaped;
  for (const char sign : text) {
    if (std::string_view("\\`*_<>|[]#").find(sign) != std::string_view::npos) escaped += '\\';
    if (sign == '\n') {
      escaped += "<br>";
    } else {
      escaped += sign;
    }
  }
  return escaped;
}

}  // namespace

std::string DiffMarkdown(const VersionDiff& diff) {
  std::string text =
      fmt::format("# {} → {}\n\n**{}.** {}\n", Escaped(diff.before), Escaped(diff.after),
                  Escaped(DiffHeadline(diff)), Escaped(Certainty(diff)));
  const bool some_decide = !std::ranges::all_of(diff.statements, IsCause);
  for (const StatementDiff& statement : diff.statements) {
    text += fmt::format("\n## {}: {}\n\n", Escaped(HeadOf(statement)), Saying(statement));
    if (some_decide && IsOnlyRead(statement)) continue;
    if (!statement.changes.empty()) text += "| before | now | patients |\n| --- | --- | --- |\n";
    for (const OutcomeChange* const change : Ordered(statement)) {
      std::string regions;
      for (const std::string& line : RegionLines(*change, change->regions.size())) {
        regions += (regions.empty() ? "" : "<br>") + Escaped(line);
      }
      text +=
          fmt::format("| {} | {} | {} |\n", Escaped(change->from), Escaped(change->to), regions);
    }
    for (const std::string& reason : statement.not_decided) {
      text += fmt::format("\nNot decided: {}\n", Escaped(reason));
    }
  }
  for (const auto& [weight, title] : kWeights) {
    std::string rows;
    for (const ContentChange& change : diff.contents) {
      if (change.weight != weight) continue;
      rows += fmt::format("| {} | {} | {} | {} |\n", Escaped(change.of), Escaped(change.what),
                          Escaped(change.before), Escaped(change.after));
    }
    if (rows.empty()) continue;
    text += fmt::format("\n## {}\n\n| of | what | before | now |\n| --- | --- | --- | --- |\n{}",
                        title, rows);
  }
  if (!diff.renames.empty()) text += "\n## Renamed, with the same meaning\n\n";
  for (const Rename& rename : diff.renames) {
    text += fmt::format("- {} `{}` is `{}` now\n", rename.kind, rename.before, rename.after);
  }
  const std::vector<std::string> examples = ShownExamples(diff);
  if (examples.empty()) return text;
  text += "\n<details><summary>Examples that show it, for the new version</summary>\n\n```mgl\n";
  for (const std::string& example : examples) text += example;
  return text + "```\n\n</details>\n";
}

}  // namespace mgl
