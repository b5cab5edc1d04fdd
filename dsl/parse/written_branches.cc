#include "dsl/parse/written_branches.h"

#include <algorithm>

#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The text cut at `sign`, but not inside parentheses or texts.
std::vector<std::string_view> CutAtSign(std::string_view text, char sign) {
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

std::string_view WithoutParentheses(std::string_view text) {
  const bool is_wrapped =
      text.starts_with('(') && text.ends_with(')') && text.find(')') == text.size() - 1;
  return is_wrapped ? Trimmed(text.substr(1, text.size() - 2)) : text;
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

/// `IF(a, b, c)`, whose third part may be another, and `IFS(a, b, c, d, TRUE, e)`.
bool AddCalls(std::string_view prose, std::vector<Branch>& branches) {
  prose = Trimmed(prose);
  const std::size_t open = prose.find('(');
  if (open == std::string_view::npos || !prose.ends_with(")")) return false;
  const std::string word = LowerCase(Trimmed(prose.substr(0, open)));
  const bool is_list = word == "ifs";
  if (!is_list && word != "if" && word != "iif" && word != "ifelse") return false;
  const auto parts = CutAtSign(prose.substr(open + 1, prose.size() - open - 2),
                               prose.find(';') != std::string_view::npos ? ';' : ',');
  if (is_list ? parts.size() % 2 != 0 : parts.size() != 2 && parts.size() != 3) return false;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const std::string_view condition = Trimmed(parts[i]);
    const bool is_other = i > 0 && EqualsIgnoringCase(condition, "true");
    branches.push_back({Trimmed(parts[i + 1]), is_other ? std::string_view() : condition});
    if (is_other) return true;
  }
  if (is_list || parts.size() == 2 || AddCalls(parts[2], branches)) return true;
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

/// `a ? b : c`, whose last part may be another.
bool AddQuestion(std::string_view prose, std::vector<Branch>& branches) {
  prose = WithoutParentheses(Trimmed(prose));
  const std::string_view condition = CutAtSign(prose, '?').front();
  if (condition.size() == prose.size()) return false;
  const std::string_view rest = prose.substr(condition.size() + 1);
  const std::string_view value = CutAtSign(rest, ':').front();
  if (value.size() == rest.size() || value.find('?') != value.npos) return false;
  branches.push_back({Trimmed(value), Trimmed(condition)});
  const std::string_view other = Trimmed(rest.substr(value.size() + 1));
  if (AddQuestion(other, branches)) return true;
  branches.push_back({other, {}});
  return true;
}

}  // namespace

std::vector<Branch> BranchesIn(std::string_view text) {
  std::vector<Branch> branches;
  const bool is_branched = AddCalls(text, branches) ||
                           (branches.clear(), AddWords(text, branches)) ||
                           (branches.clear(), AddQuestion(text, branches));
  const auto is_unread = [](const Branch& branch) {
    return branch.value.empty() || !BranchesIn(branch.value).empty();
  };
  if (!is_branched || std::ranges::any_of(branches, is_unread)) return {};
  return branches;
}

}  // namespace mgl
