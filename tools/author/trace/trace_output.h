// A trace as people and programs read it. Each begins with, or has, the status of the guideline;
// CSV has no room for it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tools/author/trace/trace.h"

namespace mgl {

/// A page of 100 columns. A statement is told in full at its first place.
std::string TraceText(const Trace& trace, bool color);

/// One record a place and statement, with a header: place, source_text, standing, keyword, name,
/// title, file, line, says, adopted, assumed, interpreted, because, citations, references,
/// examples. Lists are separated by ` | `. A line that became nothing has the standing `unaccounted
/// for` or `blank`; of a statement without a place the place is empty.
std::string TraceCsv(const Trace& trace);

/// The header, `summary`, `statements` (each once) and `places`, which name statements by their
/// index.
nlohmann::ordered_json TraceJson(const Trace& trace);

/// One page that needs no other file and no script.
std::string TraceHtml(const Trace& trace);

/// `rule check_serum_magnesium "Measure serum magnesium"`, with `, adopted` or `, not adopted` for
/// a reading; only the title of what is silent or left out.
std::string StatementInWords(const TracedStatement& statement);

/// What else it says of itself: "from line 3 to 8", "assumed because …", its readings.
std::vector<std::string> DetailsOf(const TracedStatement& statement);

/// "expected by 2 examples: …"; empty where none does and none should.
std::string ExamplesInWords(const TracedStatement& statement);

/// "1: Title, 2019, doi …".
std::string CitationInWords(const TracedCitation& citation);

/// The file's name and the line: "magnesium_cramps.mgl:56".
std::string DeclarationPlace(const TracedStatement& statement);

/// What stands above the table, as title and content: status, source, who made and approved it.
std::vector<std::pair<std::string, std::string>> HeaderInWords(const Trace& trace);

/// "Muscle cramps … (magnesium_cramps 0.1.0)".
std::string TraceTitle(const Trace& trace);

}  // namespace mgl
