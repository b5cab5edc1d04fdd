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
#include "engine/value/rational.h"

namespace mgl {
namespace {

Span SpanOf(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

Diagnostic At(Span span, std::string message, std::string help) {
  return {DiagnosticKind::kUnexpectedText, span, std::move(message), std::move(help), {}};
}

/// The words of a text, parts at blanks.
std::vector<std::string_view> WordsIn(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = text.find_first_not_of(' '); at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = text.find_first_not_of(' ', end);
  }
  return words;
}

std::string_view PeriodOf(std::string_view word) {
  if (word == "daily" || word == "day" || word == "d") return "day";
  if (word == "weekly" || word == "week") return "week";
  return word == "monthly" || word == "month" ? "month" : "";
}

/// `once`, `thrice`, `five times`: how many times; `used` becomes 1 or 2, and stays 0 without.
std::string TimesOf(const std::vector<std::string_view>& words, std::size_t& used) {
  const std::string_view word = words[0];
  used = 1;
  if (word == "once" || word == "twice") return std::string(word);
  if (word == "thrice") return "3 times";
  const std::string_view number = NumberWord(word);
  const bool has_times =
      words.size() > 1 && (words[1] == "times" || words[1] == "x" || words[1] == "×");
  used = !number.empty() && has_times ? 2 : 0;
  return used == 2 ? fmt::format("{} times", number) : std::string();
}

/// `b.i.d.`, `qid`, `q8h`: the words of the language for it.
std::string ShorthandOf(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if (c != '.') letters += LowerCase(c);
  }
  if (letters == "qd" || letters == "od") return "once per day";
  if (letters == "bid" || letters == "bd") return "twice per day";
  if (letters == "tid" || letters == "tds") return "3 times per day";
  if (letters == "qid" || letters == "qds") return "4 times per day";
  const bool in_hours =
      letters.size() > 2 && letters.size() < 5 && letters.front() == 'q' && letters.back() == 'h';
  if (!in_hours) return {};
  const std::string hours = letters.substr(1, letters.size() - 2);
  return hours.find_first_not_of("0123456789") == std::string::npos
             ? fmt::format("every {} hours", hours)
             : std::string();
}

struct Frequency {
  std::string said;       // in the words of the language
  std::size_t words = 0;  // of the text that say it
};

/// `five times a day`, `monthly`, `tid`; behind how many times: `a day`.
std::optional<Frequency> FrequencyIn(std::string_view text, bool has_times) {
  const std::vector<std::string_view> words = WordsIn(text);
  if (words.empty()) return std::nullopt;
  std::size_t used = 0;
  std::string said;
  if (!has_times) {
    if (const std::string shorthand = ShorthandOf(words[0]); !shorthand.empty()) {
      return Frequency{shorthand, 1};
    }
    said = TimesOf(words, used);
  }
  if (!said.empty()) said += ' ';
  if (used < words.size() && words[used] != "d" && !PeriodOf(words[used]).empty()) {
    return Frequency{said + fmt::format("per {}", PeriodOf(words[used])), used + 1};
  }
  const bool has_joint = used + 1 < words.size() &&
                         (words[used] == "per" || words[used] == "a" || words[used] == "each" ||
                          words[used] == "every" || words[used] == "/");
  if (!has_joint || (said.empty() && !has_times) || PeriodOf(words[used + 1]).empty()) {
    return std::nullopt;
  }
  return Frequency{said + fmt::format("per {}", PeriodOf(words[used + 1])), used + 2};
}

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

std::optional<Diagnostic> DoseFrequency(const Place& place) {
  const bool has_times = place.stop.expected == Expected::kPerTime;
  if (place.clause != "dose" || place.on_later_line) return std::nullopt;
  if (place.stop.expected == Expected::kTimes) {
    return At(place.found.span, "how many times is said with `times`",
              fmt::format("write `{} times per day`", place.previous));
  }
  if (!has_times && place.stop.expected != Expected::kLine) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::optional<Frequency> often = FrequencyIn(rest, has_times);
  if (!often) return std::nullopt;
  const std::string_view last = WordsIn(rest)[often->words - 1];
  const auto end = static_cast<std::size_t>(last.data() + last.size() - place.text.data());
  const Span span = SpanOf(place.stop.offset, end);
  Diagnostic diagnostic =
      At(span, "how often is said with `per` or `every`", fmt::format("write `{}`", often->said));
  diagnostic.edits.push_back({span, often->said});
  return diagnostic;
}

std::optional<Diagnostic> DoseMaximum(const Place& place) {
  if (place.keyword != "medication" || place.stop.expected != Expected::kLine) return std::nullopt;
  const std::string_view word = place.found.text;
  if (word != "max" && word != "maximum" && word != "maximal" && word != "up") return std::nullopt;
  std::string_view amount = Trimmed(LineRest(place.text, place.found.span.end));
  if (amount.starts_with(".")) amount = Trimmed(amount.substr(1));
  if (amount.starts_with("to ")) amount = Trimmed(amount.substr(3));
  if (amount.empty()) return std::nullopt;
  const bool has_time =
      amount.find("per ") != std::string_view::npos || amount.find('/') != std::string_view::npos;
  return At(place.found.span, "the most that is given is a line of its own, `limit`",
            fmt::format("write a line `limit {}{}`", amount, has_time ? "" : " per day"));
}

std::optional<Diagnostic> ShortRoute(const Place& place) {
  if (place.clause != "route" || place.found.text != ".") return std::nullopt;
  using Row = std::pair<std::string_view, std::string_view>;
  constexpr std::array kRoutes = std::to_array<Row>({{"iv", "intravenous"},
                                                     {"im", "intramuscular"},
                                                     {"sc", "subcutaneous"},
                                                     {"po", "oral"},
                                                     {"pr", "rectal"},
                                                     {"sl", "sublingual"}});
  std::string letters;
  const std::string_view written = Trimmed(LineRest(place.text, place.stop.previous.begin));
  for (const char c : written) {
    if (c != '.' && c != ' ') letters += LowerCase(c);
  }
  for (const auto& [shorthand, route] : kRoutes) {
    if (letters != shorthand) continue;
    const Span span = SpanOf(place.stop.previous.begin, place.stop.previous.begin + written.size());
    Diagnostic diagnostic = At(span, "a route is one word", fmt::format("write `route {}`", route));
    diagnostic.edits.push_back({span, std::string(route)});
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic> ActionByHabit(const Place& place) {
  if (place.on_later_line) return std::nullopt;
  const bool is_text = place.found.kind == FoundKind::kText;
  if (place.stop.expected == Expected::kAction && is_text) {
    return At(
        place.found.span, "an action begins with its verb",
        fmt::format("write `then note {0}`, or `then refer {0}` where somebody else takes over",
                    Shortened(place.found.text, kMostQuoted)));
  }
  if (place.clause == "then" && place.stop.expected == Expected::kLine &&
      place.found.kind == FoundKind::kNumber) {
    return At(place.found.span, "how much is given stands under the medication",
              fmt::format("write `dose {}` under `medication {}`",
                          LineRest(place.text, place.stop.offset), place.previous));
  }
  if (place.stop.expected == Expected::kAction && place.previous == "and" &&
      place.found.kind == FoundKind::kWord) {
    const std::string_view line = LineRest(place.text, place.stop.clause.end);
    const std::string_view verb = WordAt(line, std::min(line.find_first_not_of(' '), line.size()));
    const bool is_known = !EverydayWord(place.found.text).empty();
    if (is_known || (verb != "give" && verb != "consider" && verb != "stop")) return std::nullopt;
    return At(place.found.span, fmt::format("a rule with `{}` has that one action", verb),
              fmt::format("write a rule of its own with `then {} {}`; beside it may stand `and "
                          "advise \"…\"`",
                          verb, place.found.text));
  }
  return std::nullopt;
}

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

std::optional<Diagnostic> ChoicesByHabit(const Place& place) {
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
  std::string line(LineRest(place.text, place.stop.offset));
  std::erase_if(line, [](char c) { return c == '(' || c == ')'; });
  std::string list;
  std::vector<std::string> choices = {""};
  for (const std::string_view word : WordsIn(line)) {
    if (word == "or" || word == "|") {
      choices.emplace_back();
      continue;
    }
    for (const char c : word) {
      if (c == '/' || c == ',' || c == '|') {
        choices.emplace_back();
      } else {
        choices.back() += c;
      }
    }
  }
  std::erase(choices, "");
  if (choices.size() < 2) return std::nullopt;
  for (const std::string& choice : choices) {
    if (WordAt(choice, 0).size() != choice.size()) return std::nullopt;
    list += (list.empty() ? "" : ", ") + choice;
  }
  const Span span =
      SpanOf(place.stop.offset, place.stop.offset + LineRest(place.text, place.stop.offset).size());
  const bool is_truth = choices.size() == 2 && choices[0] == "yes" && choices[1] == "no";
  if (!is_truth) {
    return At(span, "choices stand in a list", fmt::format("write `is one of ({})`", list));
  }
  Diagnostic diagnostic = At(span, "yes or no is one word here", "write `is yes/no`");
  diagnostic.edits.push_back({span, "yes/no"});
  return diagnostic;
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

std::optional<Diagnostic> ElseInRule(const Place& place) {
  const std::string_view word = place.found.text;
  if (place.keyword != "rule" || !place.first_on_line) return std::nullopt;
  if (word != "else" && word != "otherwise") return std::nullopt;
  Diagnostic diagnostic =
      At(place.found.span, fmt::format("a `rule` has no line `{}`", word),
         "write a second rule with `when not (…)`; `otherwise` stands behind `value` and `row`");
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

}  // namespace mgl
