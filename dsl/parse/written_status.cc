#include "dsl/parse/written_status.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/parse_found.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool SaysWork(std::string_view word) {
  return IsIn(word, {"draft",        "review",     "proposed", "proposal", "preliminary",
                     "provisional",  "pending",    "progress", "wip",      "unfinished",
                     "incomplete",   "working",    "revision", "awaiting", "development",
                     "consultation", "unapproved", "alpha",    "beta",     "new"}) ||
         (word.size() > 1 && word[0] == 'v' && IsDigit(word[1]));
}

bool SaysEnd(std::string_view word) {
  return IsIn(word, {"retired", "withdrawn", "superseded", "expired", "obsolete", "archived",
                     "outdated", "replaced", "deprecated"});
}

bool IsOpen(std::string_view word) {
  return IsIn(word, {"not", "no", "never", "un", "or", "and", "until", "after", "before", "soon",
                     "once", "when", "active", "approved", "published", "valid", "current"});
}

}  // namespace

std::string_view StatusMeant(std::string_view said) {
  const std::string lower = LowerCase(said);
  std::string words;
  for (const char c : lower) words += c == '"' || c == ':' || c == '=' || c == '-' ? ' ' : c;
  std::size_t count = 0;
  bool is_work = false;
  bool is_end = false;
  bool is_open = false;
  std::string word;
  for (const std::string_view one : WordsIn(words)) {
    word = std::string(one.substr(0, std::min(one.find_first_of(",.;()"), one.size())));
    ++count;
    is_work = is_work || SaysWork(word);
    is_end = is_end || SaysEnd(word);
    is_open = is_open || IsOpen(word);
  }
  if (count == 1) {
    // `inactive` is another word, no misspelling.
    const bool is_spelt = word.size() > 3 && !word.starts_with("in") && !word.starts_with("un");
    const std::string nearest =
        is_spelt ? Nearest(word, {"draft", "active", "retired"}) : std::string();
    if (nearest == "active" && word.front() == 'a') return "active";
    if (nearest == "draft" && word.front() == 'd') return "draft";
    if (nearest == "retired" && word.starts_with("ret") && word.ends_with("ed") &&
        word != "retrieved") {
      return "retired";
    }
  }
  if (is_open || is_work == is_end) return "";
  return is_work ? "draft" : "retired";
}

std::string HelpForStatus(std::string_view said) {
  const std::string_view meant = StatusMeant(said);
  if (!meant.empty()) return fmt::format("write `status {}`", meant);
  return "write `status draft` while it is being worked on, `status active` where it may be used, "
         "or `status retired` where it may be used no more";
}

}  // namespace mgl
