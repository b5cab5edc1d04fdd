// What the tools say about a text: kind, place, what was seen, what to do. Rendered for people or
// as JSON.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/text/source.h"

namespace mgl {

enum class Level { kError, kWarning, kInfo };
/// `error`, `warning`, `info`.
std::string_view LevelName(Level level);

/// One entry for each line of diagnostic_kind.def.
enum class DiagnosticKind {
#define MGL_DIAGNOSTIC(name, code, level, title, explanation) name,
#include "dsl/diagnostic/diagnostic_kind.def"
#undef MGL_DIAGNOSTIC
};

struct DiagnosticKindInfo {
  DiagnosticKind kind;
  std::string_view identifier;   // "kUnknownName"
  std::string_view code;         // "L0201", never used twice
  Level level;                   // the default level
  std::string_view title;        // a few words: "unknown name"
  std::string_view explanation;  // for --explain: why it matters and what to write instead
};
const DiagnosticKindInfo& Info(DiagnosticKind kind);
/// The kind with this code (any case), or null.
const DiagnosticKindInfo* FindDiagnosticKind(std::string_view code);
/// Its name for people, beside the code: `unknown-name`.
std::string KindName(const DiagnosticKindInfo& info);
/// All kinds, in the order of the registry.
std::span<const DiagnosticKindInfo> AllDiagnosticKinds();

/// A second place, with what it has to do with the first.
struct Label {
  Span span;
  std::string text;
};

/// What to write at a place instead.
struct Edit {
  Span span;
  std::string text;
};

struct Diagnostic {
  DiagnosticKind kind;
  Span span;            // the underlined text
  std::string message;  // one sentence: what was seen; lower case, names in backticks, no full stop
  std::string help;     // one sentence: what to do; may be empty
  std::vector<Label> labels;
  std::optional<Level> level{};  // what the user set; empty: the kind's own
  /// Mend it without changing what the text says; none where there is more than one way.
  std::vector<Edit> edits{};
  /// What the edits write is one reading of it, for the author to confirm: `--fix` leaves it.
  bool is_proposal = false;
  /// The help shows the form of the line only: what the author meant may be said better.
  bool is_open = false;
  /// A patient of whom the finding is true: a declaration `example` to paste, of several lines.
  std::string example{};
};

/// The level that counts: the user's, else the kind's own.
Level LevelOf(const Diagnostic& diagnostic);

using Diagnostics = std::vector<Diagnostic>;

bool HasErrors(const Diagnostics& diagnostics);
/// By place, then code; exact repeats removed.
void SortDiagnostics(Diagnostics& diagnostics);

/// The rustc-like text with the line, carets under the span, labels and help:
///   error[L0201]: unknown name `serum_magnesum`
///     --> magnesium.mgl:12:8
///      |
///   12 |   when serum_magnesum is missing
///      |        ^^^^^^^^^^^^^^ no fact, threshold or define has this name
///      |
///      = help: did you mean `serum_magnesium`?
std::string RenderText(const Diagnostic& diagnostic, const SourceFile& source, bool color);

/// The same in one line, without its text, labels and help: for findings that are only listed.
///   magnesium.mgl:12:8: info[L0506]: the source is silent on "Side effects"
std::string RenderLine(const Diagnostic& diagnostic, const SourceFile& source, bool color);

}  // namespace mgl
