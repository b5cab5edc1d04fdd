// A result's value as outputs show it.
#pragma once

#include <string>

#include "engine/model/decision.h"

namespace mgl {

/// Of a result or define whose node has this value: `3`, `2..3`, `2..` (no upper end),
/// `2026-03-01`, `low`, `low|high` (what it could be), a text; yes, no or unknown; empty where it
/// is missing. Numbers are in its unit, without it, as FormatShown says them; weeks and days
/// `36+4`.
std::string ResultCell(const Definition& definition, const Value& value);

}  // namespace mgl
