// A result's value as outputs show it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/decision.h"

namespace mgl {

/// Of a result or define whose node has this value: `3`, `2..3`, `2..` (no upper end),
/// `2026-03-01`, `low`, `low|high` (what it could be), a text; yes, no or unknown; empty where it
/// is missing. Numbers are in its unit, without it, as FormatShown says them; weeks and days
/// `36+4`.
std::string ResultCell(const Definition& definition, const Value& value);

/// A definition and its value as they are shown of a case: a text that shows results has their
/// cells and units in it (`6 to 12 hours` where it may be several), and is missing where one of
/// these is. All must outlive it.
class ShownDefinition {
 public:
  /// `nodes`: of the case's decision.
  ShownDefinition(const Guideline& guideline, const Definition& definition,
                  const std::vector<Value>& nodes)
      : ShownDefinition(guideline, definition, nodes, definition.node) {}
  /// Of another node with the definition's values, such as one of its readings.
  ShownDefinition(const Guideline& guideline, const Definition& definition,
                  const std::vector<Value>& nodes, NodeId node);
  ShownDefinition(const ShownDefinition&) = delete;
  ShownDefinition& operator=(const ShownDefinition&) = delete;

  const Definition& definition() const { return with_texts_ ? *with_texts_ : definition_; }
  const Value& value() const { return changed_ ? *changed_ : value_; }

 private:
  const Definition& definition_;
  const Value& value_;
  std::optional<Definition> with_texts_;
  std::optional<Value> changed_;  // missing, or not settled, since what it shows is so
};

}  // namespace mgl
