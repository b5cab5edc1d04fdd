// Each line is asked for its message as if the grammar had stopped there.
#include "dsl/parse/lines_alike.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostBytes = std::size_t{100} << 10;  // a text with a mark is copied
constexpr int kMostLines = 100;

/// From the first word or sign of the line to its end.
Span WordsOfLine(std::string_view text, std::size_t line) {
  return RestSpan(text, std::min(text.find_first_not_of(" \t\r", line), text.size()));
}

bool WritesLineAnew(const Diagnostic& diagnostic, Span line) {
  return !diagnostic.is_open && diagnostic.edits.size() == 1 &&
         diagnostic.edits.front().span == line && diagnostic.help.starts_with("write `");
}

/// `- `, `* `, `• ` at `at`: with its blanks; else 0.
std::size_t MarkAt(std::string_view text, std::size_t at) {
  for (const std::string_view mark : {"- ", "* ", "• ", "– ", "— "}) {
    if (!text.substr(at).starts_with(mark)) continue;
    const std::size_t end = text.find_first_not_of(" \t\r", at + mark.size());
    return end == text.npos || text[end] == '\n' || text[end] == '#' ? 0 : end - at;
  }
  return 0;
}

}  // namespace

void AddLinesAlike(const SourceFile& source, StopPlace stop, Span skipped,
                   Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  const Span first = WordsOfLine(text, LineBegin(text, stop.offset));
  if (diagnostics.empty() || !WritesLineAnew(diagnostics.back(), first)) return;
  const std::size_t indent = first.begin - LineBegin(text, first.begin);
  stop.expected = Expected::kLine;
  std::size_t line = text.find('\n', first.end);
  for (int i = 0; i < kMostLines && line < skipped.end; ++i, line = text.find('\n', line)) {
    const Span words = WordsOfLine(text, ++line);
    const bool is_empty = words.begin == words.end;  // or a comment
    if (words.begin >= skipped.end || (!is_empty && words.begin - line < indent)) break;
    const std::string_view word = WordAt(text, words.begin);
    const bool is_own = HasClause(source.Text(stop.declaration), word) || IsProvenanceWord(word);
    if (is_empty || is_own || words.begin - line > indent) continue;
    stop.offset = words.begin;
    Diagnostic alike = MakeSyntaxDiagnostic(source, stop);
    if (WritesLineAnew(alike, words)) diagnostics.push_back(std::move(alike));
  }
}

std::optional<Diagnostic> MarkedLine(const Place& place) {
  const std::size_t mark = MarkAt(place.text, place.stop.offset);
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line;
  if (!is_line || mark == 0 || place.text.size() > kMostBytes) return std::nullopt;
  const Span marked = WordsOfLine(place.text, LineBegin(place.text, place.stop.offset));
  const std::string_view line = TextOf(place.text, marked).substr(mark);
  if (HasClause(place.keyword, WordAt(line, 0))) {
    Diagnostic diagnostic = Instead(marked, std::string(kMarkedLine), std::string(line));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  std::string text(place.text);
  text.replace(marked.begin, mark, mark, ' ');
  StopPlace stop = place.stop;
  stop.offset += static_cast<std::uint32_t>(mark);
  Diagnostic inner = MakeSyntaxDiagnostic(SourceFile("", std::move(text)), stop);
  if (!WritesLineAnew(inner, SpanOf(stop.offset, marked.end))) return std::nullopt;
  if (inner.span == inner.edits.front().span) inner.span = marked;
  inner.edits.front().span = marked;
  return inner;
}

bool IsOwnLine(const Place& place) {
  return place.stop.expected == Expected::kLine && place.first_on_line &&
         LineBegin(place.text, place.stop.offset) != place.stop.offset;
}

std::vector<std::string_view> LinesFrom(std::string_view text, std::size_t at) {
  std::vector<std::string_view> lines;
  while (at < text.size()) {
    const std::string_view line = LineRest(text, at);
    if (Trimmed(line).empty()) break;
    lines.push_back(Trimmed(line));
    at = std::min(text.find('\n', at), text.size()) + 1;
    if (at >= text.size() || text[at] != ' ') break;
  }
  return lines;
}

std::string JoinedLines(const std::vector<std::string>& lines) {
  std::string all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view joint = i == 0 ? "" : i + 1 == lines.size() ? " and " : ", ";
    all += fmt::format("{}`{}`", joint, lines[i]);
  }
  return all;
}

}  // namespace mgl
