// Which columns of decisions are written.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/guideline.h"
#include "engine/value/result.h"

namespace mgl {

/// Groups of columns, in the order in which they are written.
enum class DecisionGroup { kId, kScope, kResults, kRules, kRechecks, kAsk, kWarnings, kActions };
inline constexpr std::array<std::string_view, 8> kDecisionGroupNames = {
    "id", "scope", "results", "rules", "rechecks", "ask", "warnings", "actions"};

/// A column of a recheck: NAME.status, NAME.from, NAME.to.
struct RecheckColumn {
  enum class Part { kStatus, kFrom, kTo };
  std::uint32_t recheck = 0;
  Part part = Part::kStatus;
  bool operator==(const RecheckColumn&) const = default;
};
std::string NameOf(const Guideline& guideline, const RecheckColumn& column);

/// Those that are written, in the order of the groups.
struct DecisionParts {
  bool id = false;
  bool scope = false;
  std::vector<std::uint32_t> results;
  std::vector<std::uint32_t> rules;
  std::vector<RecheckColumn> rechecks;
  bool ask = false;
  bool warnings = false;
  bool actions = false;      // only in NDJSON: what the rules that are yes say in full
  bool short_cells = false;  // y n ? b o for rules
  /// Where the columns are wanted in another order: of each, which one of those above it is.
  std::vector<std::size_t> order;
};

/// All, but actions for CSV.
DecisionParts AllParts(const Guideline& guideline, bool with_actions);

/// Those that `columns` names, joined by commas: groups, results, rules, rechecks (all three of its
/// columns) and single columns of rechecks, each once. A group goes before what bears its name. An
/// error for a name that is nothing, and for actions where they cannot be.
Result<DecisionParts> ReadParts(const Guideline& guideline, std::string_view columns,
                                bool with_actions);

}  // namespace mgl
