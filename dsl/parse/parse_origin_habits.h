// Where a statement comes from, what is left out, which findings stay: as papers say it.
#pragma once

#include <optional>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `from page 12`, `from lines 12-15`, `from "NICE" page 12`.
std::optional<Diagnostic> PlaceByHabit(const Place& place);
/// `source page 12`, `source NICE NG1 section 2` under a rule: where the rule comes from.
std::optional<Diagnostic> PlacedSource(const Place& place);
/// `assumed "because x"`, `interpreted as "x"`, `because "x"` where it is no line.
std::optional<Diagnostic> ReasonByHabit(const Place& place);
/// `left out "Diagnosis" (chapter 2), not needed`, `silent about "Children"`.
std::optional<Diagnostic> SilenceByHabit(const Place& place);
/// `accept L0504 weight`, `accept [L0504] …`, `accept L0504, L0512 …`, `ignore L0504 …`.
std::optional<Diagnostic> AcceptByHabit(const Place& place);
/// `age >= 50 years [1]`.
std::optional<Diagnostic> FootnoteByHabit(const Place& place);
/// `comment "local"`, `notes: local`: words for readers.
std::optional<Diagnostic> RemarkByHabit(const Place& place);

}  // namespace mgl
