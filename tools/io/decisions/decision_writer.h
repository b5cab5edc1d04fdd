// Decisions as text: CSV for tables, NDJSON for programs. Each record is rendered alone, so that
// records can be rendered side by side and joined in order.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/model/decision.h"
#include "tools/io/decisions/decision_parts.h"

namespace mgl {

/// Writes records in parts, so that cases that look alike can share them: the id; segments (scope,
/// results, rules) with a value between each two; the rechecks; the end with the line end.
/// Thread-safe once made; the guideline must outlive it.
class DecisionWriter {
 public:
  virtual ~DecisionWriter() = default;
  const DecisionParts& parts() const { return parts_; }

  /// What stands before the first record: a CSV's header line.
  virtual std::string Header() const = 0;
  /// Appends one record with its line end.
  void Append(std::string_view id, const Decision& decision, std::string& out) const;

  virtual void AppendId(std::string_view id, std::string& out) const = 0;
  /// Whether an id that needs no quotes in CSV is written as it is, with nothing else.
  virtual bool WritesPlainIds() const = 0;
  /// One more than values().
  virtual std::vector<std::string> Segments(const Decision& decision) const = 0;
  /// The results that are values between segments: numbers, dates and texts that show results.
  const std::vector<std::uint32_t>& values() const { return values_; }
  /// Null: missing, or the case is not surely in scope.
  virtual std::string ValueText(std::uint32_t result, const Value* value) const = 0;
  /// Of a text that shows results, as it is in a case; empty: missing.
  virtual std::string TextCell(std::string_view text) const = 0;
  /// Of a result of any kind.
  std::string CellOf(std::uint32_t result, const Decision& decision) const;
  virtual void AppendRechecks(const Decision& decision, std::string& out) const = 0;
  virtual void AppendEnd(const Decision& decision, std::string& out) const = 0;
  /// Whether the end shows values that other cases with the same outcomes need not have: amounts of
  /// doses, results where the scope is unknown.
  virtual bool EndShowsValues(const Decision& /*decision*/) const { return false; }

 protected:
  DecisionWriter(const Guideline& guideline, const DecisionParts& parts);

  const Guideline& guideline() const { return guideline_; }
  /// Whether something is shown before the rechecks, and before the end.
  bool has_head() const { return parts_.id || has_segments_; }
  bool has_rechecks() const { return !parts_.rechecks.empty(); }

 private:
  const Guideline& guideline_;
  DecisionParts parts_;
  std::vector<std::uint32_t> values_;
  bool has_segments_;
};

/// `id,scope,RESULT…,RULE…,RECHECK.status,RECHECK.from,RECHECK.to,…,ask,warnings`, without regard
/// to DecisionParts::order.
std::unique_ptr<DecisionWriter> MakeCsvDecisionWriter(const Guideline& guideline,
                                                      const DecisionParts& parts);

/// One flat object a line with the CSV's columns as keys (null where a CSV cell is empty; ask and
/// warnings as arrays), plus `actions`: what the rules that are yes say in full. A number is a
/// number, in full, or null; where only its ends are known, NAME.low and NAME.high follow. What
/// stands before is `{"run": …}` with the run's record, unless that is null.
std::unique_ptr<DecisionWriter> MakeNdjsonDecisionWriter(const Guideline& guideline,
                                                         const DecisionParts& parts,
                                                         const nlohmann::ordered_json& run_record);

}  // namespace mgl
