#include "dsl/parse/repeated_signs.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/diagnostic/repeated_mistakes.h"
#include "dsl/parse/declared_names.h"
#include "dsl/parse/lines_alike.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::string_view kOddBlanks[] = {"\u00A0", "\u202F", "\u2009", "\u2002",
                                           "\u2003", "\u200A", "\u3000"};
constexpr std::string_view kUnseen[] = {"\u00AD", "\u200B", "\u200C", "\u200D",
                                        "\u200E", "\u200F", "\u2060", "\uFEFF"};

/// Equal for signs that are one habit; empty where each is a mistake of its own.
std::string HabitOf(const Diagnostic& diagnostic, std::string_view sign) {
  if (diagnostic.kind == DiagnosticKind::kWrongQuote) return "quote";
  if (diagnostic.message.starts_with("a reference is cited by its name")) return std::string(sign);
  if (diagnostic.kind != DiagnosticKind::kForeignSign) return "";
  if (sign == "{" || sign == "}") return "brace";
  if (IsOneOf(sign, kOddBlanks)) return "blank";
  if (IsOneOf(sign, kUnseen)) return "unseen";
  if (sign == ";" || sign == ":" || sign == "•") return std::string(sign);
  return "";
}

/// The quotes that may end the text that `quote` begins.
std::vector<std::string_view> ClosingQuotes(std::string_view quote) {
  if (quote == "«" || quote == "»") return {"»", "«"};
  if (quote == "‘" || quote == "‚") return {"’", "‘"};
  if (quote == "'" || quote == "''" || quote == "`") return {quote};
  return {"”", "“", "\""};
}

}  // namespace

bool IsInvisibleSign(std::string_view sign) {
  return IsOneOf(sign, kOddBlanks) || IsOneOf(sign, kUnseen);
}

std::vector<Edit> StraightQuotes(std::string_view text, std::size_t begin) {
  const std::string_view sign = ForeignSignAt(text, begin).sign;
  const bool is_doubled = sign == "'" && text.substr(begin).starts_with("''");
  const std::string_view quote = is_doubled ? "''" : sign;
  const std::string_view rest = LineRest(text, begin + quote.size());
  const auto edit = [](std::size_t at, std::string_view said) {
    return Edit{{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + said.size())},
                "\""};
  };
  std::size_t end = std::string_view::npos;
  std::string_view closing;
  for (const std::string_view candidate : ClosingQuotes(quote)) {
    // An apostrophe is the same sign as the end of a text in single quotes.
    const bool is_single = candidate == "’" || candidate.starts_with('\'') || candidate == "`";
    const std::size_t at = is_single ? rest.rfind(candidate) : rest.find(candidate);
    if (at == std::string_view::npos || at >= end) continue;
    end = at;
    closing = candidate;
  }
  if (closing.empty()) return {};
  // `“a "b" c”`: the straight quotes stand inside.
  const bool is_inner = closing == "\"" && end > 0 && rest[end - 1] == ' ';
  const std::size_t last = is_inner ? rest.rfind("”") : rest.npos;
  std::vector<Edit> edits = {edit(begin, quote)};
  if (last != rest.npos && last > end) {
    for (std::size_t at = end; at < last; at = rest.find('"', at + 1)) {
      edits.push_back(edit(begin + quote.size() + at, "\""));
      edits.back().text = "'";
    }
    edits.push_back(edit(begin + quote.size() + last, "”"));
    return edits;
  }
  if (closing != "\"") edits.push_back(edit(begin + quote.size() + end, closing));
  return edits;
}

std::string HelpForInnerQuotes(std::string_view text, const std::vector<Edit>& edits) {
  std::string inside(TextOf(text, SpanOf(edits.front().span.end, edits.back().span.begin)));
  std::ranges::replace(inside, '"', '\'');
  return fmt::format("a text has no straight double quotes inside: write `\"{}\"`", inside);
}

void MendSemicolon(std::string_view text, Diagnostic& diagnostic) {
  const Span span = diagnostic.span;
  const std::string_view rest = Trimmed(LineRest(text, span.end));
  if (rest.empty() || rest.front() == '#') {
    diagnostic.edits.push_back({span, ""});
    return;
  }
  const std::string readers = fmt::format("words for readers stand behind `#`: write `# {}`", rest);
  const WordRole* role = FindWord(LowerCase(WordAt(rest, 0)));
  if (role != nullptr && *role != WordRole::kContext) {
    diagnostic.help = "what stands behind it is a line of its own";
  } else if (IsFirstOnLine(text, span.begin)) {
    diagnostic.help = readers;
    diagnostic.edits.push_back({span, "#"});
  } else {
    diagnostic.help = readers + "; what decides is a line of its own";
  }
}

void JoinRepeatedSigns(const SourceFile& source, Diagnostics& diagnostics) {
  Diagnostics joined;
  RepeatedMistakes repeated(joined);
  for (Diagnostic& diagnostic : diagnostics) {
    const std::string habit = HabitOf(diagnostic, source.Text(diagnostic.span));
    if (habit.empty()) {
      joined.push_back(std::move(diagnostic));
      continue;
    }
    std::vector<Edit> edits = diagnostic.edits;
    repeated.Report(
        diagnostic.kind, habit, diagnostic.span, [&diagnostic] { return std::move(diagnostic); },
        std::move(edits));
  }
  repeated.Finish();
  diagnostics = std::move(joined);
}

void JoinRepeatedLines(const SourceFile& source, Diagnostics& diagnostics) {
  Diagnostics joined;
  const std::string_view text = source.text();
  std::size_t end = 0;  // of the line with the last mistake that was taken
  for (Diagnostic& diagnostic : diagnostics) {
    const bool is_line = diagnostic.kind == DiagnosticKind::kUnexpectedText ||
                         diagnostic.kind == DiagnosticKind::kUnknownClause ||
                         diagnostic.kind == DiagnosticKind::kForeignSign ||
                         diagnostic.kind == DiagnosticKind::kMissingQuotes;
    const std::size_t begin = LineBegin(text, diagnostic.span.begin);
    const std::string_view keyword = DeclarationAt(text, begin).keyword;
    const std::string_view written = LineRest(text, SkipBlanks(text, begin));
    const bool is_option = written.starts_with("option ") || written.starts_with("part ");
    const bool is_listed = keyword == "range" || keyword == "threshold" || keyword == "table" ||
                           keyword == "score" || keyword == "ambiguity" || keyword == "example" ||
                           keyword == "result" || keyword == "define" || is_option ||
                           diagnostic.message == kMarkedLine;
    const bool follows =
        is_listed && !joined.empty() && is_line && text[begin] == ' ' &&
        LineBegin(text, SkipBlanks(text, end)) == begin && joined.back().kind == diagnostic.kind &&
        joined.back().message == diagnostic.message && joined.back().help.starts_with("write `") &&
        diagnostic.help.starts_with("write `");
    end = begin + LineRest(text, begin).size();
    end = std::min(text.find('\n', end), text.size());
    if (!follows) {
      joined.push_back(std::move(diagnostic));
      continue;
    }
    joined.back().labels.push_back({diagnostic.span, "here: " + diagnostic.help});
    for (Edit& edit : diagnostic.edits) joined.back().edits.push_back(std::move(edit));
  }
  diagnostics = std::move(joined);
}

}  // namespace mgl
