#include "tools/author/lint/lint_session.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/text/comment.h"
#include "tools/author/lint/fingerprint.h"

namespace mgl {
namespace {

/// A line that says something: without its comment and the blanks at its end.
struct SaidLine {
  std::uint32_t begin = 0;
  std::string_view text{};
};

std::vector<SaidLine> SaidLines(const SourceFile& source) {
  std::vector<SaidLine> lines;
  for (int i = 1; i <= source.line_count(); ++i) {
    const std::string_view line = source.Line(i);
    const std::string_view said = WithoutComment(line);
    if (said.empty()) continue;
    lines.push_back({static_cast<std::uint32_t>(line.data() - source.text().data()), said});
  }
  return lines;
}

/// From places of one text to those of another that says the same in the same lines.
class PlaceMap {
 public:
  static std::optional<PlaceMap> Between(const SourceFile& before, const SourceFile& now) {
    PlaceMap map{SaidLines(before), SaidLines(now)};
    if (!std::ranges::equal(map.before_, map.now_, {}, &SaidLine::text, &SaidLine::text)) {
      return std::nullopt;
    }
    return map;
  }

  /// False where one of its ends stands in no line that says something.
  bool Move(Span& span) const {
    const std::optional<std::uint32_t> begin = Moved(span.begin);
    const std::optional<std::uint32_t> end = Moved(span.end);
    if (!begin || !end) return false;
    span = {*begin, *end};
    return true;
  }

 private:
  PlaceMap(std::vector<SaidLine> before, std::vector<SaidLine> now)
      : before_(std::move(before)), now_(std::move(now)) {}

  std::optional<std::uint32_t> Moved(std::uint32_t offset) const {
    auto line = std::ranges::upper_bound(before_, offset, {}, &SaidLine::begin);
    if (line == before_.begin()) return std::nullopt;
    --line;
    const std::uint32_t column = offset - line->begin;
    if (column > line->text.size()) return std::nullopt;
    return now_[static_cast<std::size_t>(line - before_.begin())].begin + column;
  }

  std::vector<SaidLine> before_;
  std::vector<SaidLine> now_;
};

/// Wherever it does.
bool SaysTheSame(const Diagnostic& a, const Diagnostic& b) {
  return a.kind == b.kind && a.message == b.message && a.help == b.help;
}

/// What is in `of` and not in `in`; sorted.
std::vector<std::string> Without(std::vector<std::string> of, std::vector<std::string> in) {
  std::ranges::sort(of);
  std::ranges::sort(in);
  std::vector<std::string> left;
  std::ranges::set_difference(of, in, std::back_inserter(left));
  return left;
}

}  // namespace

const LintSession::Report& LintSession::Update(std::string text) {
  return Update(SourceFile(path_, std::move(text)));
}

const LintSession::Report& LintSession::Update(SourceFile source) {
  CompileResult next = Compile(std::move(source));
  const std::vector<std::string> before = std::move(report_.fingerprints);
  report_.is_reused = MoveFindings(next);
  if (!report_.is_reused) report_.findings = Lint(next, options_, {}, &memory_);
  compiled_ = std::move(next);
  report_.fingerprints = Fingerprints(*compiled_.text, report_.findings);
  report_.added = Without(report_.fingerprints, before);
  report_.gone = Without(before, report_.fingerprints);
  return report_;
}

bool LintSession::MoveFindings(const CompileResult& next) {
  if (compiled_.guideline == nullptr || next.guideline == nullptr) return false;
  if (next.text->source.is_assembled()) return false;
  // The hash knows what is a word of the language; it leaves out approvals, which the lines hold.
  if (compiled_.text->file->content_hash != next.text->file->content_hash) return false;
  const std::optional<PlaceMap> map = PlaceMap::Between(compiled_.text->source, next.text->source);
  if (!map) return false;
  // What the compiler says of comments themselves would be another thing to say.
  if (!std::ranges::equal(compiled_.text->diagnostics, next.text->diagnostics, SaysTheSame)) {
    return false;
  }
  Diagnostics moved = report_.findings;
  for (Diagnostic& finding : moved) {
    if (!map->Move(finding.span)) return false;
    for (Label& label : finding.labels) {
      if (!map->Move(label.span)) return false;
    }
    for (Edit& edit : finding.edits) {
      if (!map->Move(edit.span)) return false;
    }
  }
  report_.findings = std::move(moved);
  return true;
}

}  // namespace mgl
