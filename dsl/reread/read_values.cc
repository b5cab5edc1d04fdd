#include "dsl/reread/read_values.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/misspelt.h"
#include "dsl/reread/read_prose.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostProse = 600;  // bytes

/// The text cut at `sign`, but not inside parentheses or texts.
std::vector<std::string_view> CutAt(std::string_view text, char sign) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') in_text = !in_text;
    if (in_text) continue;
    if (text[i] == '(') ++depth;
    if (text[i] == ')') --depth;
    if (text[i] != sign || depth != 0) continue;
    parts.push_back(text.substr(begin, i - begin));
    begin = i + 1;
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// Where the word stands in the text, in any case, and not inside another; or npos.
std::size_t FindWordIn(std::string_view text, std::string_view word, std::size_t from = 0) {
  for (std::size_t at = from; at + word.size() <= text.size(); ++at) {
    const std::size_t end = at + word.size();
    const bool fits = EqualsIgnoringCase(text.substr(at, word.size()), word) &&
                      (at == 0 || !IsWordCharacter(text[at - 1])) &&
                      (end == text.size() || !IsWordCharacter(text[end]));
    if (fits) return at;
  }
  return std::string_view::npos;
}

/// A value of a line, and its condition in prose; empty: otherwise.
struct Branch {
  std::string_view value;
  std::string_view condition;
};

/// `IF(a, b, c)`, whose third part may be another.
bool AddCalls(std::string_view prose, std::vector<Branch>& branches) {
  prose = Trimmed(prose);
  const std::size_t open = prose.find('(');
  if (open == std::string_view::npos || !prose.ends_with(")")) return false;
  const std::string_view word = Trimmed(prose.substr(0, open));
  if (!EqualsIgnoringCase(word, "if") && !EqualsIgnoringCase(word, "iif") &&
      !EqualsIgnoringCase(word, "ifelse")) {
    return false;
  }
  const auto parts = CutAt(prose.substr(open + 1, prose.size() - open - 2),
                           prose.find(';') != std::string_view::npos ? ';' : ',');
  if (parts.size() != 3) return false;
  branches.push_back({Trimmed(parts[1]), Trimmed(parts[0])});
  if (AddCalls(parts[2], branches)) return true;
  branches.push_back({Trimmed(parts[2]), {}});
  return true;
}

/// `if a then b else if c then d else e`, `case when a then b else c end`.
bool AddWords(std::string_view prose, std::vector<Branch>& branches) {
  prose = Trimmed(prose);
  for (const std::string_view lead : {"case", "if", "when"}) {
    if (FindWordIn(prose, lead) == 0) prose = Trimmed(prose.substr(lead.size()));
  }
  if (prose.size() > 3 && FindWordIn(prose, "end", prose.size() - 3) == prose.size() - 3) {
    prose = Trimmed(prose.substr(0, prose.size() - 3));
  }
  while (true) {
    const std::size_t then = FindWordIn(prose, "then");
    if (then == std::string_view::npos) return false;
    const std::string_view condition = Trimmed(prose.substr(0, then));
    const std::string_view rest = prose.substr(then + 4);
    const std::size_t other = FindWordIn(rest, "else");
    const std::size_t more = std::min(FindWordIn(rest, "elif"), FindWordIn(rest, "when"));
    const std::size_t end = std::min({other, more, rest.size()});
    branches.push_back({Trimmed(rest.substr(0, end)), condition});
    if (end == rest.size()) return true;
    prose = Trimmed(rest.substr(end + 4));
    if (end == more) continue;
    if (FindWordIn(prose, "if") == 0) {
      prose = Trimmed(prose.substr(2));
      continue;
    }
    branches.push_back({prose, {}});
    return true;
  }
}

bool AddQuestion(std::string_view prose, std::vector<Branch>& branches) {
  const auto parts = CutAt(prose, '?');
  if (parts.size() != 2) return false;
  const auto values = CutAt(parts[1], ':');
  if (values.size() != 2) return false;
  branches.push_back({Trimmed(values[0]), Trimmed(parts[0])});
  branches.push_back({Trimmed(values[1]), {}});
  return true;
}

}  // namespace

std::vector<std::string> ReadValues(std::string_view prose, const std::vector<Called>& vocabulary) {
  std::vector<Branch> branches;
  if (prose.size() > kMostProse) return {};
  const bool is_branched = AddCalls(prose, branches) ||
                           (branches.clear(), AddWords(prose, branches)) ||
                           (branches.clear(), AddQuestion(prose, branches));
  if (!is_branched || branches.empty()) return {};
  std::vector<std::string> lines;
  for (const Branch& branch : branches) {
    if (branch.value.empty()) return {};
    if (branch.condition.empty()) {
      lines.push_back(fmt::format("value {} otherwise", branch.value));
      continue;
    }
    const ProseRead read = ReadCondition(branch.condition, vocabulary);
    if (!read.declarations.empty() || !read.other.empty()) return {};
    // What prose is not read in may be right as it stands: it is tried.
    lines.push_back(fmt::format("value {} when {}", branch.value,
                                read.text.empty() ? std::string(branch.condition) : read.text));
  }
  return lines;
}

}  // namespace mgl
