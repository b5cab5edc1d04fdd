// `mgl diff --cases`: whose decisions differ between two versions.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "dsl/compiled_guideline.h"
#include "tools/author/versions/version_diff.h"
#include "tools/cohort/differences/difference_run.h"
#include "tools/commands/commands.h"

namespace mgl {

struct ComparedCases {
  std::unique_ptr<VersionPairs> versions;
  std::optional<DifferenceReport> report;
  std::unique_ptr<OutputFile> decisions;  // to be committed; null: not asked for
  std::string told;                       // for `err`
};

/// The error ends the command.
Result<ComparedCases> CompareCases(const DiffArguments& arguments, const VersionOptions& options,
                                   const Guideline& before, const Guideline& after,
                                   const std::vector<Rename>& renames, Host& host);

}  // namespace mgl
