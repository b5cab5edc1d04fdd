// A line shows one mistake at a time: each round mends what is seen.
#include "tools/author/lint/mend.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/compile.h"
#include "dsl/diagnostic/fix.h"

namespace mgl {
namespace {

constexpr int kMostRounds = 100;
constexpr std::size_t kContextLines = 3;

/// In the order of the text, none over another. Of several files those of the first: the others are
/// not the author's.
std::vector<Edit> EditsOf(const SourceFile& source, const Diagnostics& found) {
  std::vector<Edit> edits;
  for (const Diagnostic& diagnostic : found) {
    if (!HasSafeFix(diagnostic, source)) continue;
    std::vector<Edit> moved = diagnostic.edits;
    const bool is_own = std::ranges::all_of(moved, [&](Edit& edit) {
      const std::optional<Span> own = source.InFirstFile(edit.span);
      if (own) edit.span = *own;
      return own.has_value();
    });
    if (is_own) edits.insert(edits.end(), moved.begin(), moved.end());
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  std::vector<Edit> apart;
  for (Edit& edit : edits) {
    if (apart.empty() || apart.back().span.end <= edit.span.begin) apart.push_back(std::move(edit));
  }
  return apart;
}

std::string Applied(std::string_view text, const std::vector<Edit>& edits) {
  std::string mended;
  std::size_t end = 0;
  for (const Edit& edit : edits) {
    mended += text.substr(end, edit.span.begin - end);
    mended += edit.text;
    end = edit.span.end;
  }
  mended += text.substr(end);
  return mended;
}

/// Each with its line end; the last may have none.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

void AddLine(std::string& diff, char mark, std::string_view line) {
  if (line.empty()) return;
  diff += mark;
  diff += line;
  if (!line.ends_with('\n')) diff += "\n\\ No newline at end of file\n";
}

}  // namespace

Mended Mend(const SourceFile& source, const LintOptions& options) {
  Mended mended{std::string(source.text()), 0};
  for (int round = 0; round < kMostRounds; ++round) {
    const CompileResult compiled = Compile(source.WithText(mended.text));
    const std::vector<Edit> edits = EditsOf(compiled.text->source, Lint(compiled, options));
    if (edits.empty()) break;
    std::string text = Applied(mended.text, edits);
    if (text == mended.text || text.size() > kMaxSourceBytes) break;
    mended.text = std::move(text);
    mended.places += edits.size();
  }
  const std::size_t mark = source.original_text().size() - source.text().size();
  mended.text.insert(0, source.original_text().substr(0, mark));
  return mended;
}

std::string UnifiedDiff(const std::string& path, std::string_view before, std::string_view after) {
  const std::vector<std::string_view> old_lines = LinesOf(before);
  std::vector<std::string_view> new_lines = LinesOf(after);
  std::string diff;
  if (new_lines.size() > old_lines.size()) {  // line ends were mended
    diff = fmt::format("--- {0}\n+++ {0}\n@@ -1,{1} +1,{2} @@\n", path, old_lines.size(),
                       new_lines.size());
    for (const std::string_view line : old_lines) AddLine(diff, '-', line);
    for (const std::string_view line : new_lines) AddLine(diff, '+', line);
    return diff;
  }
  new_lines.resize(old_lines.size());  // the last line of a text without a line end may be gone
  for (std::size_t i = 0; i < old_lines.size();) {
    if (old_lines[i] == new_lines[i]) {
      ++i;
      continue;
    }
    const std::size_t begin = i - std::min(i, kContextLines);
    std::size_t last = i;
    for (std::size_t j = i; j < old_lines.size() && j <= last + 2 * kContextLines; ++j) {
      if (old_lines[j] != new_lines[j]) last = j;
    }
    const std::size_t end = std::min(last + 1 + kContextLines, old_lines.size());
    if (diff.empty()) diff = fmt::format("--- {0}\n+++ {0}\n", path);
    diff += fmt::format("@@ -{0},{1} +{0},{1} @@\n", begin + 1, end - begin);
    for (std::size_t j = begin; j < end;) {
      if (old_lines[j] == new_lines[j]) {
        AddLine(diff, ' ', old_lines[j++]);
        continue;
      }
      std::size_t changed = j;
      while (changed < end && old_lines[changed] != new_lines[changed]) ++changed;
      for (std::size_t k = j; k < changed; ++k) AddLine(diff, '-', old_lines[k]);
      for (std::size_t k = j; k < changed; ++k) AddLine(diff, '+', new_lines[k]);
      j = changed;
    }
    i = end;
  }
  return diff;
}

}  // namespace mgl
