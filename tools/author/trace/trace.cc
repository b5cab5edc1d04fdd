// Places are checked and sections looked for first; then each part of the document gets its
// statements. What would be too large to write is refused before it is made.
#include "tools/author/trace/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "tools/author/trace/trace_statements.h"

namespace mgl {
namespace {

/// About the largest output, in bytes: a statement is written again at each place.
constexpr std::size_t kMaxTraceBytes = 256U << 20;
constexpr std::size_t kMentionBytes = 64;  // what stands around the texts of a statement
constexpr std::size_t kShownRanges = 20;

/// Checks the places that the guideline names, and finds the lines of sections.
class PlaceFinder {
 public:
  explicit PlaceFinder(const SourceDocument* document) : document_(document) {}

  void Find(TracedStatement& statement) {
    for (TracedPlace& place : statement.places) {
      if (place.section.empty()) {
        CheckLines(place);
      } else if (document_ != nullptr) {
        FindSection(place);
      }
    }
  }

  std::vector<PlaceProblem> problems;

 private:
  /// A place of an ambiguity's reading is also the ambiguity's: one mistake is said once.
  void Report(PlaceProblem problem) {
    if (reported_.insert(problem.span.begin).second) problems.push_back(std::move(problem));
  }

  void CheckLines(const TracedPlace& place) {
    const std::string name = LineName(place.first_line, place.last_line);
    if (place.first_line < 1) {
      Report({place.span, "the source has no line 0", "the first line of the source is line 1"});
    } else if (place.last_line < place.first_line) {
      Report({place.span, fmt::format("`{}` runs backwards", name),
              fmt::format("write `{}`", LineName(place.last_line, place.first_line))});
    } else if (document_ != nullptr && place.last_line > document_->line_count()) {
      Report({place.span,
              fmt::format("`{}` lies beyond the end of {}, which has {} line{}", name,
                          document_->name(), document_->line_count(),
                          document_->line_count() == 1 ? "" : "s"),
              "lines are counted from 1, blank ones too: check the number, and that this is the "
              "text that was encoded"});
    } else if (document_ != nullptr && !document_->HasText(place.first_line, place.last_line)) {
      Report({place.span, fmt::format("`{}` of {} is blank", name, document_->name()),
              "lines are counted from 1, blank ones too: check the number", false});
    }
  }

  void FindSection(TracedPlace& place) {
    const std::vector<int> found = document_->FindTitle(place.section);
    if (!found.empty()) place.first_line = place.last_line = found[0];
    if (found.size() == 1 || !warned_.insert(place.section).second) return;
    if (found.empty()) {
      Report({place.span, fmt::format("no line of {} is \"{}\"", document_->name(), place.section),
              "a section is named by its title, a line of its own", false});
    } else {
      Report({place.span,
              fmt::format("lines {} and {} of {} are \"{}\"; the first is taken", found[0],
                          found[1], document_->name(), place.section),
              "write `from line N` to name another", false});
    }
  }

  const SourceDocument* document_;
  std::set<std::uint32_t> reported_;
  std::set<std::string> warned_;
};

/// The bytes of one mention, at least.
std::size_t WeightOf(const TracedStatement& statement) {
  std::size_t bytes = kMentionBytes + statement.name.size() + statement.title.size() +
                      statement.assumed.size() + statement.interpreted.size() +
                      statement.because.size() + statement.says.size();
  for (const TracedCitation& citation : statement.citations) {
    bytes += citation.key.size() + citation.title.size();
  }
  for (const std::string_view example : statement.examples) bytes += example.size();
  for (const std::string& reading : statement.readings) bytes += reading.size();
  return bytes;
}

std::optional<Error> CheckSize(const std::vector<TracedStatement>& statements,
                               const SourceDocument* document) {
  std::size_t bytes = 0;
  for (const TracedStatement& statement : statements) {
    const std::size_t weight = WeightOf(statement);
    std::size_t mentions = 1;
    for (const TracedPlace& place : statement.places) {
      const bool is_each_line = document != nullptr && place.first_line > 0;
      mentions +=
          is_each_line ? static_cast<std::size_t>(place.last_line - place.first_line) + 1 : 1;
    }
    bytes += weight * mentions;
    if (bytes <= kMaxTraceBytes) continue;
    return Error{"the trace would be larger than 256 MiB",
                 "name narrower places, or shorten titles: a statement is written again at each of "
                 "its lines"};
  }
  return std::nullopt;
}

/// Gives the statements to the parts of the document.
class PartBuilder {
 public:
  PartBuilder(Trace& trace, const SourceDocument* document) : trace_(trace), document_(document) {}

  void Build() {
    if (document_ != nullptr) AddEachLine();
    for (std::uint32_t i = 0; i < trace_.statements.size(); ++i) {
      for (const TracedPlace& place : trace_.statements[i].places) AddPlace(place, i);
    }
    for (auto& [lines, statements] : by_lines_) {
      AddPart({lines.first, lines.second, "", {}, PartState::kNamed, std::move(statements)});
    }
    for (TracedPart& section : sections_) AddPart(std::move(section));
    FindFirstMentions();
  }

 private:
  using Statements = std::vector<std::uint32_t>;

  void AddPart(TracedPart part) { trace_.parts.push_back(std::move(part)); }

  void AddEachLine() {
    for (int line = 1; line <= document_->line_count(); ++line) {
      const PartState state =
          document_->HasText(line, line) ? PartState::kUnaccounted : PartState::kBlank;
      AddPart({line, line, "", document_->Line(line), state, {}});
    }
  }

  void AddPlace(const TracedPlace& place, std::uint32_t statement) {
    if (place.first_line == 0) {
      const auto [known, is_new] =
          section_index_.emplace(TitleKey(place.section), sections_.size());
      if (is_new) sections_.push_back({0, 0, place.section, {}, PartState::kNamed, {}});
      AddOnce(sections_[known->second].statements, statement);
    } else if (document_ == nullptr) {
      AddOnce(by_lines_[{place.first_line, place.last_line}], statement);
    } else {
      const bool is_blank = !document_->HasText(place.first_line, place.last_line);
      for (int line = place.first_line; line <= place.last_line; ++line) {
        TracedPart& part = trace_.parts[static_cast<std::size_t>(line - 1)];
        if (part.state == PartState::kBlank && !is_blank) continue;
        if (part.state == PartState::kUnaccounted) part.state = PartState::kNamed;
        AddOnce(part.statements, statement);
      }
    }
  }

  static void AddOnce(Statements& statements, std::uint32_t statement) {
    if (statements.empty() || statements.back() != statement) statements.push_back(statement);
  }

  void FindFirstMentions() {
    for (std::size_t i = 0; i < trace_.parts.size(); ++i) {
      for (const std::uint32_t statement : trace_.parts[i].statements) {
        std::optional<std::size_t>& first = trace_.statements[statement].part;
        if (!first) first = i;
      }
    }
    for (std::uint32_t i = 0; i < trace_.statements.size(); ++i) {
      const TracedStatement& statement = trace_.statements[i];
      if (statement.standing == Standing::kInput) {
        trace_.inputs.push_back(i);
      } else if (statement.places.empty()) {
        trace_.without_place.push_back(i);
      }
    }
  }

  Trace& trace_;
  const SourceDocument* document_;
  std::map<std::pair<int, int>, Statements> by_lines_;
  std::vector<TracedPart> sections_;
  std::map<std::string, std::size_t> section_index_;
};

void Count(Trace& trace) {
  for (const TracedStatement& statement : trace.statements) {
    ++trace.counts.by_standing[static_cast<std::size_t>(statement.standing)];
  }
  if (trace.document.empty()) return;
  for (const TracedPart& part : trace.parts) {
    if (part.first_line == 0) continue;
    ++(part.state == PartState::kBlank ? trace.counts.blank : trace.counts.lines);
    if (part.state == PartState::kUnaccounted) trace.counts.unaccounted.push_back(part.first_line);
  }
}

}  // namespace

std::string_view StandingName(Standing standing) {
  switch (standing) {
    case Standing::kQuoted:
      return "quoted";
    case Standing::kInterpreted:
      return "interpreted";
    case Standing::kAssumed:
      return "assumed";
    case Standing::kAdded:
      return "added";
    case Standing::kInput:
      return "input";
    case Standing::kSilent:
      return "silent";
    case Standing::kLeftOut:
      return "left out";
  }
  return "";
}

std::string LineName(int first_line, int last_line) {
  return first_line == last_line ? fmt::format("line {}", first_line)
                                 : fmt::format("line {} to {}", first_line, last_line);
}

std::string PlaceName(const TracedPlace& place) {
  if (place.section.empty()) return LineName(place.first_line, place.last_line);
  std::string name = "\"" + place.section + "\"";
  if (place.first_line > 0) name += fmt::format(" (line {})", place.first_line);
  return name;
}

std::string PartName(const TracedPart& part) {
  return part.first_line > 0 ? LineName(part.first_line, part.last_line)
                             : "\"" + part.section + "\"";
}

Result<Trace> MakeTrace(const CompiledGuideline& compiled, const SourceDocument* document) {
  Trace trace;
  trace.header = MakeTraceHeader(compiled);
  trace.guideline_path = compiled.text.source.path();
  if (document != nullptr) trace.document = document->name();
  trace.statements = TraceStatements(compiled);
  PlaceFinder finder(document);
  for (TracedStatement& statement : trace.statements) finder.Find(statement);
  trace.problems = std::move(finder.problems);
  if (HasErrors(trace.problems)) return trace;
  if (const auto error = CheckSize(trace.statements, document)) return *error;
  PartBuilder(trace, document).Build();
  Count(trace);
  return trace;
}

bool HasErrors(const std::vector<PlaceProblem>& problems) {
  return std::ranges::any_of(problems, &PlaceProblem::is_error);
}

std::string LinesInWords(const std::vector<int>& lines) {
  std::vector<std::string> ranges;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin + 1;
    while (end < lines.size() && lines[end] == lines[end - 1] + 1) ++end;
    ranges.push_back(end == begin + 1 ? fmt::format("{}", lines[begin])
                                      : fmt::format("{} to {}", lines[begin], lines[end - 1]));
    begin = end;
  }
  if (ranges.size() <= kShownRanges) return fmt::format("{}", fmt::join(ranges, ", "));
  const std::size_t more = ranges.size() - kShownRanges;
  ranges.resize(kShownRanges);
  return fmt::format("{} and {} more", fmt::join(ranges, ", "), more);
}

std::string SummaryLine(const Trace& trace) {
  const TraceCounts& counts = trace.counts;
  const auto of = [&](Standing standing) { return counts.Of(standing); };
  const std::size_t statements = of(Standing::kQuoted) + of(Standing::kInterpreted) +
                                 of(Standing::kAssumed) + of(Standing::kAdded);
  std::string line = fmt::format(
      "{} statement{}: {} quoted, {} interpreted, {} assumed, {} added; {} part{} silent, {} left "
      "out",
      statements, statements == 1 ? "" : "s", of(Standing::kQuoted), of(Standing::kInterpreted),
      of(Standing::kAssumed), of(Standing::kAdded), of(Standing::kSilent),
      of(Standing::kSilent) == 1 ? "" : "s", of(Standing::kLeftOut));
  if (!trace.document.empty()) {
    line += fmt::format("; {} of {} source lines accounted for",
                        counts.lines - counts.unaccounted.size(), counts.lines);
  }
  return line;
}

}  // namespace mgl
