// Conditions that a message's help shows in the author's own words.
#pragma once

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/resolve/resolve.h"
#include "dsl/text/source.h"

namespace mgl {

/// The parser's helps show a condition as it was written: `contraindication a "X" when eGFR < 30`.
/// Where it cannot be read there either, it becomes the one that is meant, with the declared name
/// and its unit; where that is not sure, the help also says what is wrong in it. The first few;
/// none in very large texts.
void MendShownConditions(const SourceFile& source, const Resolution& names,
                         Diagnostics& diagnostics);

/// Hours in a recheck: the line in days, or the whole rule that says them.
void MendHoursOfRechecks(const SourceFile& source, Diagnostics& diagnostics);
/// `in 3 months after oral_iron`: the date when the medication was started.
void MendStartsOfRechecks(const SourceFile& source, Diagnostics& diagnostics);
/// `potassium is high`, where its range has a line that cannot be read.
void MendLevels(const SourceFile& source, Diagnostics& diagnostics);
/// `contraindication asthma "…"` with `when ibuprofen`: one mistake, one message.
void MendSwappedWarnings(const SourceFile& source, Diagnostics& diagnostics);
/// A second action beside one that stands alone: the whole rule for it.
void MendSecondActions(const SourceFile& source, Diagnostics& diagnostics);

}  // namespace mgl
