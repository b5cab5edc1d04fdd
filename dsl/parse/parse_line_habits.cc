// Lines as they are written elsewhere. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_line_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

/// A declaration with one of the keywords whose title is `title`, has it inside, or the first there
/// is: its name.
std::string_view NameTitled(std::string_view text, const std::vector<std::string_view>& keywords,
                            std::string_view title, bool& is_titled) {
  std::string_view like;
  std::string_view first;
  for (std::size_t line = 0; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::string_view keyword = WordAt(text, line);
    if (std::find(keywords.begin(), keywords.end(), keyword) == keywords.end()) continue;
    const std::size_t at = SkipBlanks(text, line + keyword.size());
    const std::string_view name = WordAt(text, at);
    const Found found = FindAt(text, SkipBlanks(text, at + name.size()));
    if (first.empty()) first = name;
    if (found.kind != FoundKind::kText) continue;
    is_titled = true;
    if (found.text == title) return name;
    const std::string_view inside =
        title.substr(1, title.size() - std::min<std::size_t>(2, title.size()));
    if (like.empty() && found.text.find(inside) != std::string_view::npos) like = name;
  }
  is_titled = !like.empty();
  return is_titled ? like : first;
}

}  // namespace

std::optional<Diagnostic> TitleForName(const Place& place) {
  if (place.found.kind != FoundKind::kText || place.on_later_line) return std::nullopt;
  std::vector<std::string_view> keywords;
  std::string_view what;
  if (place.stop.expected == Expected::kTarget && place.keyword == "rule") {
    keywords = {"medication"};
    what = "medication";
  } else if (place.stop.expected == Expected::kExpectation) {
    keywords = {"rule", "result", "recheck", "table", "score", "threshold", "define"};
    what = "rule";
  } else if (place.stop.expected == Expected::kGiven || place.stop.expected == Expected::kOfFact ||
             place.stop.expected == Expected::kFactName) {
    keywords = {"fact"};
    what = "fact";
  } else if (place.stop.expected == Expected::kOperand) {
    keywords = {"fact", "threshold", "define"};
    what = "fact";
  }
  bool is_titled = false;
  const std::string_view name = NameTitled(place.text, keywords, place.found.text, is_titled);
  if (name.empty() || (!is_titled && place.stop.expected != Expected::kTarget)) return std::nullopt;
  return At(place.found.span, fmt::format("a {} is called by its name, not by its title", what),
            is_titled ? fmt::format("write `{}`", name)
                      : fmt::format("write the name of a medication, such as `{}`", name));
}

std::optional<Diagnostic> RecheckEnd(const Place& place) {
  if (place.clause != "every" || place.found.text != "for") return std::nullopt;
  if (place.stop.expected != Expected::kFromDate || place.on_later_line) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::size_t from = rest.find(" from ");
  const std::string_view date = from == std::string_view::npos ? " from DATE" : rest.substr(from);
  const std::string_view every = Trimmed(
      place.text.substr(place.stop.clause.begin, place.stop.offset - place.stop.clause.begin));
  return At(place.found.span, "how long a recheck goes on stands in a line of its own",
            fmt::format("write `{}{}`, and below it `{}`", every, date, rest.substr(0, from)));
}

std::optional<Diagnostic> KindByHabit(const Place& place) {
  const Expected expected = place.stop.expected;
  if (expected != Expected::kFactIs && expected != Expected::kValueIs) return std::nullopt;
  if (place.on_later_line) return std::nullopt;
  if (place.found.text == "a" || place.found.text == "an") {
    const std::string_view type = WordAt(place.text, SkipBlanks(place.text, place.found.span.end));
    if (type == "date" || type == "number") {
      return At(place.found.span, "no article stands before the kind",
                fmt::format("write `is {}`", type));
    }
  }
  if (place.found.text == "text" && expected == Expected::kFactIs) {
    return At(place.found.span, "no fact is a text",
              "list what it can be: `is one of (a, b, c)`, or ask with `is yes/no`");
  }
  return std::nullopt;
}

std::optional<Diagnostic> ListWithoutParentheses(const Place& place) {
  if (place.on_later_line || place.previous != "of") return std::nullopt;
  const std::string_view before = LineRest(place.text, LineBegin(place.text, place.stop.offset));
  if (before.find("one of ") == std::string_view::npos) return std::nullopt;
  if (place.stop.expected != Expected::kOpenList || place.found.kind != FoundKind::kWord) {
    return std::nullopt;
  }
  std::string list;
  std::size_t at = place.stop.offset;
  std::size_t end = at;
  while (true) {
    const std::string_view word = WordAt(place.text, at);
    if (word.empty() || IsForbiddenChoice(word) || JoinsConditions(word) || word == "the" ||
        word == "following") {
      return std::nullopt;
    }
    list += (list.empty() ? "" : ", ") + std::string(word);
    end = at + word.size();
    at = SkipBlanks(place.text, end);
    if (LineRest(place.text, end).empty()) break;
    const bool is_comma = place.text[at] == ',' || place.text[at] == '|' || place.text[at] == '/';
    if (!is_comma) break;
    at = SkipBlanks(place.text, at + 1);
    if (WordAt(place.text, at) == "or") at = SkipBlanks(place.text, at + 2);
  }
  const Span span = SpanOf(place.stop.offset, end);
  Diagnostic diagnostic = At(span, "what belongs together stands in parentheses",
                             fmt::format("write `one of ({})`", list));
  diagnostic.edits.push_back({span, fmt::format("({})", list)});
  return diagnostic;
}

std::optional<Diagnostic> UnknownAsAnswer(const Place& place) {
  const bool is_behind = !place.on_later_line && place.previous == "yes/no";
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  if (!is_behind) return std::nullopt;
  for (const std::string_view written : {"/unknown", "/missing", "/not known", "/n/a", "or unknown",
                                         "/ unknown", ", unknown", "/maybe"}) {
    if (rest != written) continue;
    const Span span = SpanOf(place.stop.offset, place.stop.offset + rest.size());
    Diagnostic diagnostic = At(span, "every fact may be unknown", "write `yes/no`");
    diagnostic.edits.push_back({SpanOf(place.stop.previous.end, span.end), ""});
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic> ChoiceBeginsLine(const Place& place) {
  if (place.stop.expected != Expected::kChoiceName || !place.first_on_line) return std::nullopt;
  const std::string_view word = WordAt(place.text, place.stop.offset);
  if (!IsReserved(word) || IsForbiddenChoice(word) || IsDeclarationWord(word)) return std::nullopt;
  Found next = FindAt(place.text, SkipBlanks(place.text, place.stop.offset + word.size()));
  if (next.kind == FoundKind::kText) {
    next = FindAt(place.text, SkipBlanks(place.text, next.span.end));
  }
  if (next.text != "," && next.text != ")") return std::nullopt;
  return At(
      SpanOf(place.stop.offset, place.stop.offset + word.size()),
      fmt::format("`{}` is a word of the language, and a choice like it cannot begin a line", word),
      fmt::format("write it behind the choice before it, or choose another name, such as `{}`",
                  SuggestedName(word)));
}

}  // namespace mgl
