// Decisions as text: CSV for tables, NDJSON for programs. Each record is rendered alone, so that
// records can be rendered side by side and joined in order.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "engine/decision.h"

namespace mgl {

/// Which groups of columns are written, and how.
struct DecisionLayout {
  bool id = true;
  bool scope = true;
  bool results = true;
  bool rules = true;
  bool rechecks = true;
  bool ask = true;
  bool warnings = true;
  bool short_cells = false;  // y n ? b o for rules
};

/// Thread-safe once made; the guideline must outlive it.
class DecisionWriter {
 public:
  virtual ~DecisionWriter() = default;
  /// What stands before the first record: a CSV's header line, nothing for NDJSON.
  virtual std::string Header() const = 0;
  /// Appends one record with its line end.
  virtual void Append(const std::string& id, const Decision& decision, std::string& out) const = 0;
};

/// `id,scope,RESULT…,RULE…,RECHECK.status,RECHECK.from,RECHECK.to,…,ask,warnings`.
std::unique_ptr<DecisionWriter> MakeCsvDecisionWriter(const Guideline& guideline,
                                                      const DecisionLayout& layout);

/// One flat object a line with the CSV's columns as keys (null where a CSV cell is empty; ask and
/// warnings as arrays), plus `actions`: what the rules that are yes say in full, and `run`: the
/// run's record. Numbers that are known exactly are numbers.
std::unique_ptr<DecisionWriter> MakeNdjsonDecisionWriter(const Guideline& guideline,
                                                         const DecisionLayout& layout,
                                                         const nlohmann::ordered_json& run_record);

}  // namespace mgl
