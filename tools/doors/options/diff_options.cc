// The options of `mgl diff`.
#include <memory>
#include <string>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/subcommands.h"

namespace mgl {

void AddDiffCommand(CLI::App& app, Program& program) {
  auto arguments = std::make_shared<DiffArguments>();
  CLI::App* diff =
      app.add_subcommand("diff", "Show what a change of a guideline means for patients");
  diff->add_option("OLD", arguments->old_version,
                   "The old version: a guideline file (`-`: standard input), or REVISION:PATH of "
                   "Git")
      ->required();
  diff->add_option("NEW", arguments->new_version,
                   "The new version, likewise (default: OLD, by --reading-new)");
  diff->add_flag("--upstream", arguments->upstream,
                 "OLD is a local version: what it decides otherwise than the guideline it adapts");
  diff->add_option("--format", arguments->format, "text; json; markdown: for a review")
      ->check(CLI::IsMember({"text", "json", "markdown"}));
  diff->add_option("--as-of", arguments->as_of,
                   "The day on which patients are decided (default: today)");
  AddRepeatable(*diff, "--reading-old", arguments->old_readings,
                "AMBIGUITY=READING: how the old version is read");
  AddRepeatable(*diff, "--reading-new", arguments->new_readings,
                "AMBIGUITY=READING: how the new version is read");
  AddRepeatable(*diff, "--cases", arguments->cases,
                "FILE: a file of cases, as for `mgl run`; who of them is decided differently is "
                "counted (several: one cohort)");
  diff->add_option("-o,--output", arguments->output,
                   "FILE: where both decisions go of the patients who are decided differently, as "
                   "CSV");
  AddReadingOptions(*diff, arguments->reading);
  AddThreads(*diff, arguments->threads);
  diff->footer(
      "For each rule, result, recheck, threshold, range, reading and dose: the patients whose\n"
      "outcome changes, from what to what, with one who was decided by both versions; or the "
      "proof\n"
      "that there is none. Doses, actions, urgencies, strengths and texts are shown old and new. "
      "What\n"
      "means the same under another name is told as a rename, and 2 g and 2000 mg are one dose.\n"
      "Patients are those whose values are exact or missing. With Git, OLD may be what a file "
      "was:\n"
      "HEAD~1:guideline.mgl.\n"
      "Exit code: 0 only wording, layout, names or sources differ, 1 an outcome, a dose, an "
      "urgency, a\n"
      "strength or a text that people act on differs, or that is not decided, 2 a version or an "
      "option\n"
      "could not be used, 3 nothing differs and some rows of --cases were rejected.\n"
      "Example:\n  mgl diff guidelines/magnesium_cramps/magnesium_cramps.mgl \\\n"
      "    --reading-new iv_indication=broad                      exits: 1");
  OnCall(*diff, program, arguments, DiffCommand);
}

}  // namespace mgl
