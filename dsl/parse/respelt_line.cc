#include "dsl/parse/respelt_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_tree.h"
#include "dsl/parse/written_date.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostText = std::size_t{100} << 10;
constexpr std::size_t kMostContext = std::size_t{8} << 10;  // read again for each such line

enum class Spelling { kSmall, kSign, kComma, kDate };
struct Respelt {
  Edit edit;
  Spelling spelling = Spelling::kSmall;
};

/// A choice of the text, in a list in parentheses.
bool IsChoice(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const std::string_view line = text.substr(LineBegin(text, at), at - LineBegin(text, at));
    const bool is_whole =
        WordAt(text, at).size() == word.size() && (line.empty() || !IsWordCharacter(line.back()));
    if (is_whole && LowerCase(line).find("one of (") != std::string::npos) return true;
  }
  return false;
}

/// `Of`, `Day`: a word of the language, or a time.
bool IsCapitalWord(std::string_view word) {
  const std::string lower = LowerCase(word);
  const bool is_time = IsIn(lower, {"day", "days", "week", "weeks", "months", "years", "hour",
                                    "hours", "minute", "minutes"});
  return lower != word && (is_time || FindWord(lower) != nullptr);
}

/// Nobody's name.
bool IsFree(std::string_view text, std::string_view word) {
  return !IsChoice(text, word) &&
         !IsDeclared(text, word,
                     {"fact", "define", "result", "threshold", "table", "score", "range", "rule",
                      "medication", "diet", "food", "reference", "source", "substance", "recheck"});
}

/// The sign at `at` and what is written for it; `next` stands behind it.
std::pair<std::string_view, std::string_view> SignAt(std::string_view rest) {
  const auto begins = [&](std::size_t size) {
    const std::size_t next = std::min(rest.find_first_not_of(' ', size), rest.size());
    return next < rest.size() ? rest[next] : '\0';
  };
  if (rest.starts_with("=<")) return {rest.substr(0, 2), "<="};
  if (rest.starts_with("=>") && IsDigit(begins(2))) return {rest.substr(0, 2), ">="};
  if (rest.starts_with("÷")) return {rest.substr(0, std::string_view("÷").size()), "/"};
  const std::string_view dot = "·";
  if (rest.starts_with(dot) && rest.substr(dot.size()).starts_with(" ")) {
    return {rest.substr(0, dot.size()), "*"};
  }
  if (rest.starts_with("!") && rest.size() > 1 && (IsWordStart(rest[1]) || rest[1] == '(')) {
    return {rest.substr(0, 1), "not "};
  }
  const bool is_quoted = rest.starts_with("‹") && rest.find("›") != rest.npos;
  if (is_quoted) return {rest.substr(0, std::string_view("‹").size()), "\""};
  return {};
}

/// The end of a comment or of a text in quotes that begins at `at`; `at` where none does.
std::size_t EndOfReaders(std::string_view text, std::size_t at, std::size_t line_end) {
  if (text[at] == '#') return line_end;
  if (text[at] != '"') return at;
  return std::min(text.find('"', at + 1), line_end - 1) + 1;
}

/// `names`: the text whose names stay as they are.
std::vector<Respelt> RespeltIn(std::string_view text, Span line, std::string_view names) {
  std::vector<Respelt> all;
  const auto add = [&](std::size_t at, std::size_t size, std::string written, Spelling spelling) {
    all.push_back({{SpanOf(at, at + size), std::move(written)}, spelling});
    return at + size;
  };
  const std::string_view closing = "›";
  for (std::size_t at = line.begin; at < line.end;) {
    if (const std::size_t end = EndOfReaders(text, at, line.end); end > at) {
      at = end;
      continue;
    }
    const std::string_view word = WordAt(text, at);
    if (!word.empty()) {
      const bool is_capital = IsCapitalWord(word) && IsFree(names, word);
      at = is_capital ? add(at, word.size(), LowerCase(word), Spelling::kSmall) : at + word.size();
      continue;
    }
    const auto [sign, written] = SignAt(text.substr(at, line.end - at));
    if (!sign.empty()) {
      at = add(at, sign.size(), std::string(written), Spelling::kSign);
      const std::size_t close = written == "\"" ? text.find(closing, at) : text.npos;
      if (close < line.end) at = add(close, closing.size(), "\"", Spelling::kSign);
      continue;
    }
    if (!IsDigit(text[at])) {
      ++at;
      continue;
    }
    const std::optional<WrittenDate> date = WrittenDateAt(text, at);
    const std::string_view decimal = DecimalCommaAt(text, at);
    if (date && date->readings.size() == 1 && date->span.begin == at) {
      at = add(at, date->span.end - at, date->readings[0], Spelling::kDate);
    } else if (!decimal.empty()) {
      std::string point(decimal);
      point[point.find(',')] = '.';
      at = add(at, decimal.size(), std::move(point), Spelling::kComma);
    } else {
      while (at < line.end && (IsDigit(text[at]) || IsWordCharacter(text[at]))) ++at;
    }
  }
  return all;
}

std::string Written(std::string_view text, Span part, const std::vector<Respelt>& all) {
  std::string written;
  std::size_t end = part.begin;
  for (const auto& [edit, spelling] : all) {
    written += text.substr(end, edit.span.begin - end);
    written += edit.text;
    end = edit.span.end;
  }
  written += text.substr(end, part.end - end);
  return written;
}

/// The grammar takes the line, as the last of its declaration.
bool IsTaken(std::string_view text, std::size_t declaration, Span line,
             const std::string& written) {
  const Span context = SpanOf(declaration, line.begin);
  std::string tried = Written(text, context, RespeltIn(text, context, {}));
  const std::size_t begin = tried.size();
  tried += written;
  const std::size_t end = tried.size();
  const std::size_t next = NextDeclaration(text, std::min<std::size_t>(line.end, text.size()));
  if (next > line.end && next - line.end < kMostContext) {
    tried += text.substr(line.end, next - line.end);
  }
  Diagnostics found;
  ReadSyntax(SourceFile("", std::move(tried)), found);
  return std::ranges::none_of(found, [&](const Diagnostic& diagnostic) {
    return diagnostic.span.begin < end && diagnostic.span.end >= begin;
  });
}

/// More than one message of its own could mend.
bool IsWorthIt(const std::vector<Respelt>& all) {
  const auto count = [&](Spelling spelling) {
    return std::ranges::count(all, spelling, &Respelt::spelling);
  };
  return count(Spelling::kSmall) > 0 || count(Spelling::kSign) > 0 || count(Spelling::kDate) > 1 ||
         (count(Spelling::kDate) > 0 && count(Spelling::kComma) > 0);
}

Diagnostic Message(const Place& place, const Respelt& first) {
  const Span span = first.edit.span;
  const std::string_view said = TextOf(place.text, span);
  Diagnostic diagnostic = At(span, "", "");
  switch (first.spelling) {
    case Spelling::kSmall: {
      const bool is_first = IsFirstOnLine(place.text, span.begin);
      const bool begins = is_first && LineBegin(place.text, span.begin) == span.begin;
      if (is_first) {
        diagnostic.kind =
            begins ? DiagnosticKind::kUnknownDeclaration : DiagnosticKind::kUnknownClause;
      }
      diagnostic.message =
          fmt::format("the words of the language are written small, not `{}`", said);
      break;
    }
    case Spelling::kSign:
      diagnostic.kind = DiagnosticKind::kForeignSign;
      diagnostic.message = fmt::format("the language has no sign `{}`", said);
      break;
    case Spelling::kComma:
      diagnostic.kind = DiagnosticKind::kDecimalComma;
      diagnostic.message = "a number has no comma";
      break;
    case Spelling::kDate:
      diagnostic.kind = DiagnosticKind::kMalformedDate;
      diagnostic.message = fmt::format("`{}` is not written as a date", said);
      break;
  }
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> RespeltLine(const Place& place) {
  thread_local bool is_trying = false;  // a trial makes messages too
  if (is_trying) return std::nullopt;
  if (place.text.size() > kMostText) return std::nullopt;
  const std::size_t begin = LineBegin(place.text, place.stop.offset);
  const Span line = SpanOf(begin, EndIn(place.text, LineRest(place.text, begin)));
  const bool at_margin = begin < line.end && place.text[begin] != ' ' && place.text[begin] != '\t';
  const std::size_t declaration =
      at_margin ? begin : LineBegin(place.text, place.stop.declaration.begin);
  if (declaration > begin || begin - declaration > kMostContext) return std::nullopt;
  std::vector<Respelt> all;
  std::string written;
  // Names are looked for in all of the text: only where the line is right with all written small.
  for (const std::string_view names : {std::string_view(), place.text}) {
    std::vector<Respelt> more = RespeltIn(place.text, line, names);
    if (!IsWorthIt(more)) return std::nullopt;
    const bool is_same = more.size() == all.size();
    all = std::move(more);
    if (is_same) break;
    written = Written(place.text, line, all);
    is_trying = true;
    const bool is_taken = IsTaken(place.text, declaration, line, written);
    is_trying = false;
    if (!is_taken) return std::nullopt;
  }
  Diagnostic diagnostic = Message(place, all.front());
  diagnostic.help = fmt::format(
      "write `{}`", all.size() == 1 ? Trimmed(all.front().edit.text) : Trimmed(written));
  for (const Respelt& one : all) diagnostic.edits.push_back(one.edit);
  return diagnostic;
}

}  // namespace mgl
