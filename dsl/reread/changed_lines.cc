#include "dsl/reread/changed_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/parse/parse_found.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// Lines of both texts that differ, from where they begin to where they are the same again.
struct Change {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
};

constexpr std::size_t kMostCompared = 200;  // lines between the first and the last that differ

/// By the longest run of lines that both have.
std::vector<Change> ChangesOf(const std::vector<std::string_view>& before,
                              const std::vector<std::string_view>& after) {
  std::size_t head = 0;
  const std::size_t least = std::min(before.size(), after.size());
  while (head < least && before[head] == after[head]) ++head;
  std::size_t tail = 0;
  while (tail < least - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  const std::size_t rows = before.size() - head - tail;
  const std::size_t columns = after.size() - head - tail;
  if (rows > kMostCompared || columns > kMostCompared) return {};
  std::vector<std::vector<std::size_t>> same(rows + 1, std::vector<std::size_t>(columns + 1));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;) {
      const bool is_same = before[head + i] == after[head + j];
      same[i][j] = is_same ? same[i + 1][j + 1] + 1 : std::max(same[i + 1][j], same[i][j + 1]);
    }
  }
  std::vector<Change> changes;
  for (std::size_t i = 0, j = 0; i < rows || j < columns;) {
    if (i < rows && j < columns && before[head + i] == after[head + j]) {
      ++i;
      ++j;
      continue;
    }
    Change change{head + i, head + i, head + j, head + j};
    while (i < rows || j < columns) {
      if (i < rows && j < columns && before[head + i] == after[head + j]) break;
      const bool is_old = j == columns || (i < rows && same[i + 1][j] >= same[i][j + 1]);
      is_old ? ++i : ++j;
    }
    change.old_end = head + i;
    change.new_end = head + j;
    changes.push_back(change);
  }
  return changes;
}

/// `A`, and below it `B`, `C` and `D`.
std::string Written(const std::vector<std::string_view>& lines) {
  std::string text = fmt::format("`{}`", lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) {
    text += i == 1 ? ", and below it " : i + 1 == lines.size() ? " and " : ", ";
    text += fmt::format("`{}`", lines[i]);
  }
  return text;
}

/// As they stand, without their comments.
std::vector<std::string_view> Shown(const std::vector<std::string_view>& lines, std::size_t begin,
                                    std::size_t end) {
  std::vector<std::string_view> shown;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view line = Trimmed(LineRest(lines[i], 0));
    if (!line.empty()) shown.push_back(line);
  }
  return shown;
}

/// What leads in the first text that a help shows: `did you mean` asks for a word only.
std::string LeadOf(std::string_view help, const ShownProposal& shown) {
  const std::string_view lead = help.substr(0, shown.help_begin);
  return lead.ends_with("write ") ? std::string(lead) : std::string("write ");
}

/// The declarations behind the text: each begins at the left, its lines stand below it.
std::vector<std::vector<std::string_view>> DeclarationsOf(std::string_view added) {
  std::vector<std::vector<std::string_view>> declarations;
  for (const std::string_view line : LinesOf(added)) {
    if (Trimmed(line).empty()) continue;
    if (!line.starts_with(' ') || declarations.empty()) declarations.emplace_back();
    declarations.back().push_back(Trimmed(line));
  }
  return declarations;
}

}  // namespace

std::optional<std::string> HelpOfChange(std::string_view before, std::string_view after,
                                        std::size_t added, const Diagnostic& first,
                                        const ShownProposal& shown) {
  constexpr std::size_t kMostLines = 6;
  const std::vector<std::string_view> old_lines = LinesOf(before);
  const std::vector<std::string_view> new_lines = LinesOf(after.substr(0, added));
  const std::vector<Change> changes = ChangesOf(old_lines, new_lines);
  const auto line = static_cast<std::size_t>(std::ranges::count(
      before.substr(0, std::min<std::size_t>(first.span.begin, before.size())), '\n'));
  std::string text = LeadOf(first.help, shown);
  std::string elsewhere;
  bool is_led = false;
  for (const Change& change : changes) {
    const std::vector<std::string_view> lines = Shown(new_lines, change.new_begin, change.new_end);
    const std::size_t replaced = change.old_end - change.old_begin;
    if (lines.size() > kMostLines || replaced > kMostLines) return std::nullopt;
    if (change.old_begin <= line && line < std::max(change.old_end, change.old_begin + 1)) {
      if (lines.empty()) continue;
      text += Written(lines);
      if (replaced == 2) text += ", in place of both lines";
      if (replaced > 2) text += fmt::format(", in place of these {} lines", replaced);
      is_led = true;
    } else {
      if (lines.empty() || replaced != 1) return std::nullopt;
      elsewhere += fmt::format(", and in line {} {}", change.old_begin + 1, Written(lines));
    }
  }
  for (const std::vector<std::string_view>& declaration : DeclarationsOf(after.substr(added))) {
    text += fmt::format("{}{}", is_led ? ", and declare " : "", Written(declaration));
    is_led = true;
  }
  if (!is_led) return std::nullopt;
  text += elsewhere;
  const std::string_view rest =
      std::string_view(first.help).substr(std::min(shown.help_end, first.help.size()));
  if (rest.starts_with(';') || rest.starts_with(',')) text += rest;
  return text;
}

}  // namespace mgl
