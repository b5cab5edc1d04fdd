#include "dsl/reread/propose.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dsl/check/check.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/reread/read_prose.h"
#include "dsl/reread/read_values.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostProposals = 20;  // each parses the text again
constexpr std::size_t kMostText = std::size_t{100} << 10;

constexpr std::string_view kConditionWords[] = {"when", "unless", "applies", "until", "suspect"};

bool BeginsClause(std::string_view word) {
  const WordRole* role = FindWord(word);
  return role != nullptr && *role != WordRole::kOperator && *role != WordRole::kValue &&
         *role != WordRole::kAction;
}

/// A condition that stops at `before` goes on with the line `next`: one of them joins.
bool GoesOn(std::string_view before, std::string_view next) {
  const std::string_view word = WordAt(next, 0);
  constexpr std::string_view kJoining[] = {"and",  "or",   "but",  "with",    "plus",
                                           "then", "else", "elif", "without", "except",
                                           "if",   "case", "not"};
  if (std::ranges::find(kJoining, LowerCase(word)) != std::end(kJoining)) return true;
  if (word.empty()) return true;  // a dash, a sign, a parenthesis, a number
  const std::string_view last = before.substr(before.find_last_of(" \t\n") + 1);
  if (last.empty() || !IsWordCharacter(last.back())) return true;
  constexpr std::string_view kOpen[] = {"and", "or", "of", "as", "when", "not", "is", "than", "if"};
  return std::ranges::find(kOpen, LowerCase(last)) != std::end(kOpen);
}

/// The lines from the one that holds `at` back to the one that begins with a keyword, and on to
/// the next such line or an empty one.
Span LogicalLine(std::string_view text, std::size_t at) {
  std::size_t begin = LineBegin(text, at);
  while (begin > 0 && !BeginsClause(WordAt(text, text.find_first_not_of(" \t", begin)))) {
    begin = LineBegin(text, begin - 1);
  }
  std::size_t end = std::min(text.find('\n', begin), text.size());
  while (end < text.size()) {
    const std::string_view line = Trimmed(LineRest(text, end + 1));
    if (line.empty() || BeginsClause(WordAt(line, 0))) break;
    if (!GoesOn(Trimmed(text.substr(begin, end - begin)), line)) break;
    end = std::min(text.find('\n', end + 1), text.size());
  }
  return SpanOf(begin, end);
}

/// The condition of a line that holds a mistake at `at`: behind its keyword, or behind the `when`
/// or `as` in its middle.
std::optional<Span> ConditionAt(std::string_view text, std::size_t at) {
  const Span line = LogicalLine(text, at);
  const std::size_t first = std::min(text.find_first_not_of(" \t", line.begin), text.size());
  const std::string_view word = WordAt(text, first);
  std::size_t begin = 0;
  const std::string_view before =
      text.substr(line.begin, std::min<std::size_t>(at, line.end) - line.begin);
  for (const std::string_view joint : {" when", " as"}) {
    const std::size_t found = before.find(joint);
    const std::size_t end = found + joint.size();
    const bool is_word = found != std::string_view::npos && end < before.size() &&
                         (before[end] == ' ' || before[end] == '\n' || before[end] == '\r');
    if (!is_word) continue;
    begin = line.begin + end;
    break;
  }
  if (std::ranges::find(kConditionWords, word) != std::end(kConditionWords)) {
    begin = first + word.size();
    if (word == "applies" || word == "suspect") {
      const std::size_t next = SkipBlanks(text, begin);
      if (WordAt(text, next) != "when") return std::nullopt;
      begin = next + 4;
    }
  }
  if (begin == 0 || begin > at || at > line.end) return std::nullopt;
  begin = SkipBlanks(text, begin);
  std::size_t end = line.end;
  if (text.substr(begin, end - begin).find('#') != std::string_view::npos) return std::nullopt;
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n' || text[end - 1] == '\r'))
    --end;
  return begin < end ? std::optional(SpanOf(begin, end)) : std::nullopt;
}

std::size_t ErrorsOf(const SourceFile& source, Span line, bool& is_in_line) {
  ParseResult parsed = Parse(source);
  Diagnostics all = std::move(parsed.diagnostics);
  ResolveResult resolved = Resolve(*parsed.file);
  CheckResult checked = Check(*parsed.file, resolved.resolution);
  std::size_t errors = 0;
  const auto count = [&](const Diagnostics& some) {
    for (const Diagnostic& diagnostic : some) {
      if (LevelOf(diagnostic) != Level::kError) continue;
      ++errors;
      is_in_line =
          is_in_line || (diagnostic.span.begin < line.end && diagnostic.span.end > line.begin);
    }
  };
  count(all);
  count(resolved.diagnostics);
  count(checked.diagnostics);
  return errors;
}

/// What a text is to become: a part of it replaced, and declarations before the one that has it.
struct Proposal {
  Span span;
  std::string text;
  std::vector<std::string> declarations;
};

/// With it the text has fewer mistakes, and none there.
bool Reads(const SourceFile& source, const Proposal& proposal, std::size_t errors) {
  std::string text(source.text());
  text.replace(proposal.span.begin, proposal.span.end - proposal.span.begin, proposal.text);
  std::size_t begin = proposal.span.begin;
  for (const std::string& declaration : proposal.declarations) {
    text += "\n" + declaration;
  }
  bool is_in_line = false;
  const std::size_t left = ErrorsOf(SourceFile(source.path(), std::move(text)),
                                    SpanOf(begin, begin + proposal.text.size()), is_in_line);
  return left < errors && !is_in_line;
}

/// `write `declarations`, and `…``.
std::string Declaring(const std::vector<std::string>& declarations) {
  std::string text;
  for (const std::string& declaration : declarations) {
    text += fmt::format("declare `{}`, and ", declaration);
  }
  return text;
}

/// The values of a define or result that are written as one expression.
bool ProposeValues(const SourceFile& source, Span span, const std::vector<Called>& vocabulary,
                   std::size_t errors, Diagnostic& diagnostic) {
  const std::vector<std::string> lines = ReadValues(source.Text(span), vocabulary);
  if (lines.empty()) return false;
  const std::size_t as = source.text().substr(0, span.begin).rfind("as");
  if (as == std::string_view::npos) return false;
  Proposal proposal{SpanOf(as, span.end), "", {}};
  std::string help;
  for (const std::string& line : lines) {
    proposal.text += "\n  " + line;
    help += fmt::format("{}`{}`", help.empty() ? "" : ", ", line);
  }
  if (!Reads(source, proposal, errors)) return false;
  diagnostic.span = span;
  diagnostic.message = "values that depend on a condition are lines of their own";
  diagnostic.help = fmt::format("leave out `as`, and write below it the lines {}", help);
  return true;
}

/// The title of the item whose points stand at `at`; nothing where that is no line of points.
std::optional<std::string_view> ItemAt(std::string_view text, std::size_t at) {
  const Span line = LogicalLine(text, at);
  std::size_t begin = std::min(text.find_first_not_of(" \t", line.begin), text.size());
  if (WordAt(text, begin) != "points" && WordAt(text, begin) != "item") return std::nullopt;
  while (begin > 0 && WordAt(text, begin) != "item") {
    if (IsDeclarationWord(WordAt(text, begin))) return std::string_view();
    begin = LineBegin(text, LineBegin(text, begin) - 1);
    begin = std::min(text.find_first_not_of(" \t", begin), text.size());
  }
  const std::string_view item = LineRest(text, begin);
  const std::size_t open = item.find('"');
  const std::size_t close = open == item.npos ? open : item.find('"', open + 1);
  return close == item.npos ? std::string_view() : item.substr(open + 1, close - open - 1);
}

bool ProposeCondition(const SourceFile& source, Span span, const std::vector<Called>& vocabulary,
                      std::size_t errors, Diagnostic& diagnostic) {
  const std::string_view written = source.Text(span);
  const ProseRead read =
      ReadCondition(written, vocabulary, ItemAt(source.text(), diagnostic.span.begin));
  if (read.text.empty() || read.text == written) return false;
  if (!Reads(source, {span, read.text, read.declarations}, errors)) return false;
  diagnostic.span = span;
  diagnostic.message = "this is not how a condition is written";
  diagnostic.help = Declaring(read.declarations);
  diagnostic.help += read.other.empty() ? fmt::format("write `{}`", read.text)
                                        : fmt::format("{} write `{}`, {} `{}`", read.where,
                                                      read.text, read.other_where, read.other);
  diagnostic.edits.clear();
  const bool is_one = read.other.empty() && read.declarations.empty();
  if (is_one) {
    diagnostic.edits.push_back({span, read.text});
    diagnostic.is_proposal = true;
  }
  return true;
}

/// What the grammar reads as arithmetic: `< 90/60`, `>= 34/40`, `cough/dyspnoea`, `7-10` alone.
bool LooksLikeProse(const SourceFile& source, Span span) {
  const std::string_view text = source.text();
  const std::string_view said = source.Text(span);
  const bool is_number =
      !said.empty() && said.find_first_not_of("0123456789/+-") == std::string_view::npos;
  if (is_number) return said.find_first_of("/-") != std::string_view::npos;
  const std::size_t before = text.substr(0, span.begin).find_last_not_of(" \t");
  const std::size_t behind = text.find_first_not_of(" \t", span.end);
  const bool is_name = WordAt(said, 0).size() == said.size();
  return is_name && ((before != text.npos && text[before] == '/') ||
                     (behind != text.npos && text[behind] == '/'));
}

/// `3xULN`, `1.5x`, read as a number with a unit.
bool IsMultipleAsUnit(const SourceFile& source, const Diagnostic& diagnostic) {
  const std::string unit = LowerCase(source.Text(diagnostic.span));
  return diagnostic.kind == DiagnosticKind::kInvalidUnit &&
         (unit == "x" || unit.starts_with("xu") || unit.starts_with("xl") || unit == "fold");
}

/// `rise in creatinine >= 50%`: the name of a fact, read as a unit.
bool IsFactAsUnit(const SourceFile& source, const Diagnostic& diagnostic) {
  return diagnostic.kind == DiagnosticKind::kInvalidUnit &&
         IsConditionName(source.text(), source.Text(diagnostic.span));
}

/// `3 times the upper limit of normal`: nothing is compared with it.
bool AskForSubject(const SourceFile& source, Span span, Diagnostic& diagnostic) {
  std::string lower = LowerCase(source.Text(span));
  for (const std::string_view sign : {">=", "<=", ">", "<", "≥", "x "}) {
    if (lower.starts_with(sign)) lower = Trimmed(std::string_view(lower).substr(sign.size()));
  }
  const std::size_t end = std::min(lower.find_first_not_of("0123456789."), lower.size());
  const std::string_view rest = Trimmed(std::string_view(lower).substr(end));
  const bool is_times = rest.starts_with("x") || rest.starts_with("times ") ||
                        rest.starts_with("× ") || rest.starts_with("* ") ||
                        rest.starts_with("fold ");
  const bool is_limit = rest.find("uln") != rest.npos || rest.find("limit of") != rest.npos ||
                        rest.find("normal") != rest.npos || rest.find("baseline") != rest.npos;
  const bool is_alone = rest.find_first_of("<>=") == rest.npos;
  if (end == 0 || !is_times || !is_limit || !is_alone) return false;
  diagnostic.span = span;
  diagnostic.message = "a multiple says nothing without what is compared with it";
  diagnostic.help = fmt::format(
      "write `FACT >= {} * LIMIT`, with the name of the test for FACT, and for LIMIT that of a "
      "fact "
      "of its own in the same unit: its upper limit of normal, or its baseline",
      lower.substr(0, end));
  diagnostic.edits.clear();
  return true;
}

/// Its own edits mend its line.
bool IsMended(const SourceFile& source, const Diagnostic& diagnostic, std::size_t errors) {
  std::vector<Edit> edits = diagnostic.edits;
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
  const Span all{edits.front().span.begin, edits.back().span.end};
  std::string text;
  std::size_t at = all.begin;
  for (const Edit& edit : edits) {
    if (edit.span.begin < at) return true;  // not for this look
    text += source.text().substr(at, edit.span.begin - at);
    text += edit.text;
    at = edit.span.end;
  }
  const Span line = LogicalLine(source.text(), diagnostic.span.begin);
  std::string whole(source.text().substr(line.begin, all.begin - line.begin));
  whole += text;
  whole += source.text().substr(all.end, line.end - std::min(all.end, line.end));
  return Reads(source, {line, whole, {}}, errors);
}

}  // namespace

void ProposeConditions(const SourceFile& source, const Resolution& names,
                       Diagnostics& diagnostics) {
  if (source.text().size() > kMostText) return;
  const auto errors =
      static_cast<std::size_t>(std::ranges::count_if(diagnostics, [](const Diagnostic& diagnostic) {
        return LevelOf(diagnostic) == Level::kError;
      }));
  std::optional<std::vector<Called>> vocabulary;
  std::size_t made = 0;
  std::vector<Span> proposed;
  for (Diagnostic& diagnostic : diagnostics) {
    const bool is_syntax = diagnostic.kind == DiagnosticKind::kUnexpectedText ||
                           diagnostic.kind == DiagnosticKind::kForeignSign ||
                           diagnostic.kind == DiagnosticKind::kWrongQuote ||
                           diagnostic.kind == DiagnosticKind::kReservedWord ||
                           diagnostic.kind == DiagnosticKind::kUnknownSubstance ||
                           IsMultipleAsUnit(source, diagnostic) || IsFactAsUnit(source, diagnostic);
    const bool is_tried =
        diagnostic.is_open || is_syntax || LooksLikeProse(source, diagnostic.span);
    if (!is_tried || made == kMostProposals) continue;
    const std::optional<Span> span = ConditionAt(source.text(), diagnostic.span.begin);
    if (!span) continue;
    // `female` alone: the message says whose choice it is.
    if (diagnostic.help.starts_with("`") && *span == diagnostic.span) continue;
    ++made;
    if (!diagnostic.edits.empty() && IsMended(source, diagnostic, errors)) continue;
    if (!vocabulary) vocabulary = VocabularyOf(source, names);
    if (ProposeCondition(source, *span, *vocabulary, errors, diagnostic) ||
        ProposeValues(source, *span, *vocabulary, errors, diagnostic) ||
        AskForSubject(source, *span, diagnostic)) {
      proposed.push_back(diagnostic.span);
    }
  }
  // What else is wrong there is mended by it.
  for (const Span& span : proposed) {
    bool is_first = true;
    std::erase_if(diagnostics, [&](const Diagnostic& diagnostic) {
      if (diagnostic.span == span && std::exchange(is_first, false)) return false;
      return diagnostic.span.begin >= span.begin && diagnostic.span.end <= span.end &&
             LevelOf(diagnostic) == Level::kError;
    });
  }
}

}  // namespace mgl
