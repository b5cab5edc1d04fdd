// Messages about doses as prescriptions write them: `500mg BD with meals`, `30 mL stat`, `max 4 g`.
#pragma once

#include <optional>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// `oral` for `po`, `p.o.`, `orally`; empty for what is no route.
std::string_view RouteMeant(std::string_view word);

/// `twice daily`, `3x daily`, `12 hourly`, `every day`.
std::optional<Diagnostic> DoseFrequency(const Place& place);
/// `min 5 mg`.
std::optional<Diagnostic> DoseMinimum(const Place& place);
/// `max 100 mmol`, `max 4 doses in 24 hours`, `up to 1 g`.
std::optional<Diagnostic> DoseMaximum(const Place& place);
/// `stat`, `prn`, `with meals`, `iv`: what is no part of a dose.
std::optional<Diagnostic> WordInDose(const Place& place);
/// `loading dose 1 g, then 500 mg every 12 hours`.
std::optional<Diagnostic> DoseAfterDose(const Place& place);
/// `15 mg/kg per dose every 6 hours`, `2 x 500 mg per day`.
std::optional<Diagnostic> DosePerDose(const Place& place);
/// `route i.v.`.
std::optional<Diagnostic> ShortRoute(const Place& place);

}  // namespace mgl
