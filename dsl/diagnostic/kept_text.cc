#include "dsl/diagnostic/kept_text.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "dsl/diagnostic/said_words.h"
#include "dsl/text/words.h"

namespace mgl {
namespace {

using Counts = std::map<std::string, int, std::less<>>;

/// What says nothing by itself: `a dose of`, `65 years old`.
constexpr std::string_view kEmpty[] = {"an", "the", "of", "in",  "is",   "are", "on",
                                       "by", "old", "do", "has", "then", "that"};

/// What lays out a line, and decides nothing.
constexpr std::string_view kLayout[] = {"when",   "of",    "gives",   "is",     "in",      "on",
                                        "by",     "with",  "because", "then",   "from",    "line",
                                        "row",    "value", "items",   "item",   "reading", "adopt",
                                        "expect", "given", "code",    "points", "mgl"};

/// What says how much or how often: one more of it says something else.
constexpr std::string_view kMeasures[] = {
    "/",      "*",   "day", "week", "month", "year", "hour", "once", "every", "time",
    "minute", "not", "no",  "yes",  "or",    "and",  "any",  "dose", "limit", "for"};

bool IsName(std::string_view word) {
  const char first = word.front();
  return (first >= 'a' && first <= 'z') || static_cast<unsigned char>(first) >= 0x80;
}

/// `Line 21`, which the quotes would hide: a word of the language that stood outside of them.
bool HidesWord(const std::string& quoted) {
  const std::vector<std::string> words = SaidIn(quoted).words;
  const WordRole* role = words.empty() ? nullptr : FindWord(words.front());
  return role != nullptr && *role != WordRole::kAction && *role != WordRole::kContext;
}

/// A comma and an `and` say the same between things of a list: each that is missing is the other.
void EvenLists(Counts& lost) {
  const int both = lost[","] + lost["and"];
  if (both >= 0 && lost["and"] > 0 && lost[","] < 0) lost["and"] = both;
  if (lost["and"] < 0 && lost[","] > 0) lost["and"] = std::min(both, 0);
  lost.erase(",");
}

}  // namespace

bool KeepsWhatIsSaid(std::string_view before, std::string_view after) {
  const Said was = SaidIn(before);
  const Said is = SaidIn(after);
  Counts lost;  // of each word; below nothing: so many are new
  Counts stood;
  for (const std::string& word : was.words) {
    ++lost[word];
    ++stood[word];
  }
  for (const std::string& word : is.words) --lost[word];
  std::vector<std::string> new_texts = is.texts;
  for (const std::string& text : was.texts) {
    const auto found = std::ranges::find(new_texts, text);
    if (found == new_texts.end()) return false;
    new_texts.erase(found);
    for (const std::string& word : SaidIn(text).words) ++stood[word];
  }
  Counts quoted;
  for (const std::string& text : new_texts) {
    for (const std::string& word : SaidIn(text).words) {
      if (!stood.contains(word)) return false;
      ++quoted[word];
    }
    if (HidesWord(text)) return false;
  }
  EvenLists(lost);
  return std::ranges::all_of(lost, [&](const auto& count) {
    const auto& [word, times] = count;
    if (times > 0) return IsOneOf(word, kEmpty) || quoted[word] >= times;
    if (times == 0 || IsOneOf(word, kLayout)) return true;
    return IsName(word) && stood.contains(word) && !IsOneOf(word, kMeasures);
  });
}

bool KeepWhatIsSaid(std::string_view text, std::vector<Edit> edits) {
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
  std::string before;
  std::string after;
  std::size_t done = 0;
  const auto add_to = [&](std::size_t end) {
    before += text.substr(done, end - done);
    after += text.substr(done, end - done);
    done = end;
  };
  const auto end_line = [&] {
    add_to(std::min(text.find('\n', done), text.size()));
    before += '\n';
    after += '\n';
  };
  // Their lines whole: what an edit does not touch is the same in both.
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const Span span = edits[i].span;
    const std::size_t line = text.substr(0, span.begin).rfind('\n') + 1;
    if (i > 0 && span.begin < done) return false;
    if (i > 0 && line > done) end_line();
    done = std::max(done, line);
    add_to(span.begin);
    before += text.substr(done, span.end - done);
    after += edits[i].text;
    done = span.end;
  }
  end_line();
  return KeepsWhatIsSaid(before, after);
}

}  // namespace mgl
