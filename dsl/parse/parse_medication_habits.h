// Messages about the lines of a medication as prescriptions and order sets write them. Each help is
// the author's own prescription in the lines of the language.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/parse_line_messages.h"
#include "dsl/parse/parse_prescription.h"

namespace mgl {

/// The name of the last declaration with this keyword that begins before `at`, or empty.
std::string_view DeclaredBefore(std::string_view text, std::size_t at, std::string_view keyword);
/// The first words of a line of the declaration around a place, which is read as a line of it.
bool BeginsLine(const Place& place, std::string_view keyword);

/// The size that a dose is worked out with is not declared yet: what to write for it.
std::string MissingSize(const Prescription& said, std::string_view text);

/// The last `dose` line of the medication before `at`.
std::string_view DoseBefore(std::string_view text, std::size_t at);
/// `option a "A"`, `option b "B"` of a list: `a, b`, `a or b`, `(a "A", b "B")`.
std::string OptionLines(std::string_view list);
/// `duration 5 days`, `first line a`, `interacts with b`, `form tablets` at `at`, under `name`.
std::optional<Diagnostic> OrderLine(const Place& place, std::string_view name, std::size_t at);

/// `dose 500 mg IM max 4 g/24h for 5/7`: a line that was understood to its end.
std::optional<Diagnostic> PrescribedDoseLine(const Place& place);
/// The same with words that were not understood.
std::optional<Diagnostic> PrescribedWithMore(const Place& place);
/// `dose 875/125 mg`, `dose 300 mg + 50 mg`.
std::optional<Diagnostic> DoseOfParts(const Place& place);
/// `option x "X" 500 mg daily`, `medication x 500 mg`, `500 mg daily`, `frequency twice a day`.
std::optional<Diagnostic> PrescribedElsewhere(const Place& place);
/// `route oral or rectal`, `route by mouth`.
std::optional<Diagnostic> RouteByHabit(const Place& place);
/// `for 7 to 10 days`, `until cured`, `choose a or b`, `contains iron 50 mg/mL`, `basis …`.
std::optional<Diagnostic> MedicationLine(const Place& place);

}  // namespace mgl
