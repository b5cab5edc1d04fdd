// Which place of the encoded document became what: the statements of a guideline by the places that
// they name, and, where the document's text is there, what became of each of its lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/compiled_guideline.h"
#include "engine/model/guideline.h"
#include "tools/author/trace/source_document.h"

namespace mgl {

/// How a statement stands to the source.
enum class Standing : std::uint8_t {
  kQuoted,       // has a place or a citation, and is neither of the next two
  kInterpreted,  // the source says it less precisely; an ambiguity: in more than one way
  kAssumed,      // the source says nothing; goes before kInterpreted
  kAdded,        // no place, no citation, no reason
  kInput,        // the same, but a fact: what is asked for, it states nothing
  kSilent,
  kLeftOut,
};
inline constexpr std::size_t kStandingCount = 7;
/// "quoted", "interpreted", …, "input", "silent", "left out".
std::string_view StandingName(Standing standing);

/// Lines of the source, or a section by its title.
struct TracedPlace {
  std::string section;  // empty: lines
  int first_line = 0;   // a section: the line that is its title, 0 where none was found
  int last_line = 0;
  Span span;  // in the guideline's text
};
/// `line 21`, `line 4 to 6`, `"Treatment"`, `"Treatment" (line 10)`.
std::string PlaceName(const TracedPlace& place);
/// The same for lines.
std::string LineName(int first_line, int last_line);

/// A reference; all but the key may be empty.
struct TracedCitation {
  std::string_view key;
  std::string_view title;
  std::string year;
  std::string_view doi, address;
};

/// A declaration, or a reading of the ambiguity before it.
struct TracedStatement {
  std::string keyword;  // "rule", "reading", "must always", "left out"
  std::string name;     // may be empty; of a reading: "iv_indication=strict"; of an exclusive,
                        // apart or contraindication the treatments: "aspirin, ibuprofen"
  std::string title;    // may be empty
  std::string file;     // in which it stands
  int line = 0;         // of that file
  Standing standing = Standing::kAdded;
  /// In the order of the text; of an ambiguity without places of its own: its readings', each once.
  std::vector<TracedPlace> places;
  std::vector<TracedCitation> citations;
  std::string assumed, interpreted;  // the reason, or empty
  std::vector<std::string> changed;  // by local versions: "hospital: the reason"
  std::string because;               // why it is so, why it is left out, why it was adopted
  /// Of a reading its condition, as written; of a medication "basis open".
  std::string says;
  std::optional<bool> adopted;        // a reading: whether it is the adopted one
  std::vector<std::string> readings;  // an ambiguity: their names
  std::string adopted_reading;        // an ambiguity: its name, or empty
  /// Titles of the examples that expect it, of a reading that choose it.
  std::vector<std::string_view> examples;
  bool is_outcome = false;          // an example should expect it
  std::optional<std::size_t> part;  // the first of Trace::parts that mentions it
};

enum class PartState : std::uint8_t { kNamed, kUnaccounted, kBlank };

/// A place of the document and the statements that name it.
struct TracedPart {
  int first_line = 0;  // 0: a section that is no line of the document, or no document is there
  int last_line = 0;
  std::string section;
  std::string_view text;  // the line, where the document is there
  PartState state = PartState::kNamed;
  std::vector<std::uint32_t> statements;
};
std::string PartName(const TracedPart& part);

/// What is wrong with a place that the guideline names, and where it stands there.
struct PlaceProblem {
  Span span;
  std::string message;
  std::string help;
  bool is_error = true;  // false: the trace can be made all the same
};

struct TracedApproval {
  std::string by;
  std::string on;
  std::string hash;
  bool is_current = false;  // whether it is the content now that was approved
};

/// Who made it from what, as title and content: ("encoder", "…"). What is not stated is not there.
struct TraceHeader {
  GuidelineHeader guideline;
  std::vector<std::pair<std::string, std::string>> source;
  std::vector<std::pair<std::string, std::string>> people;
  std::vector<TracedApproval> approvals;
};

struct TraceCounts {
  std::size_t by_standing[kStandingCount] = {};
  std::size_t lines = 0;  // of the document, blank ones apart
  std::size_t blank = 0;
  std::vector<int> unaccounted;

  std::size_t Of(Standing standing) const {
    return by_standing[static_cast<std::size_t>(standing)];
  }
};

struct Trace {
  TraceHeader header;
  std::string guideline_path;
  std::string document;                     // its name; empty: not given
  std::vector<TracedStatement> statements;  // in the order of the text
  /// Lines in order, then sections. With a document: each of its lines.
  std::vector<TracedPart> parts;
  std::vector<std::uint32_t> without_place;  // statements; those of `inputs` are not among them
  std::vector<std::uint32_t> inputs;         // Standing::kInput
  TraceCounts counts;
  std::vector<PlaceProblem> problems;  // with an error among them, parts and counts are empty
};

/// Header, example and accept stand in it only where they say where they come from. `document` may
/// be null. The trace points into `compiled` and `document`, which must outlive it. An error where
/// it would be too large to be written.
Result<Trace> MakeTrace(const CompiledGuideline& compiled, const SourceDocument* document);

bool HasErrors(const std::vector<PlaceProblem>& problems);

/// "5, 9 to 12"; after the 20th "and 3 more".
std::string LinesInWords(const std::vector<int>& lines);

/// "40 statements: 31 quoted, …; 7 parts silent, 3 left out; 42 of 42 source lines accounted for".
std::string SummaryLine(const Trace& trace);

}  // namespace mgl
