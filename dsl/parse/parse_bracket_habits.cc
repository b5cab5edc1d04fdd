// Each help is the author's own line with the interval in words: open where its bracket is.
#include "dsl/parse/parse_bracket_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `[18..64]` in a line.
struct Bracketed {
  std::size_t begin = 0;
  std::size_t end = 0;  // 0: there is none
  std::string low;
  std::string high;
  std::string unit;  // inside, or empty
  bool is_low_open = false;
  bool is_high_open = false;
};

class BracketReader {
 public:
  explicit BracketReader(std::string_view line) : line_(line) {}

  Bracketed At(std::size_t begin) {
    const bool is_cql = Trimmed(line_.substr(0, begin)).ends_with("Interval");  // `Interval[1, 2]`
    Bracketed found;
    at_ = begin;
    const char open = at_ < line_.size() ? line_[at_] : ' ';
    ++at_;
    found.low = Number();
    const std::string low_unit = Unit();
    const bool is_square = open == '[' || open == ']';
    const bool is_joined =
        Take("...") || Take("..") ||
        (is_square && (Take("-") || Take("–") || Take("to ") || (is_cql && Take(","))));
    found.high = Number();
    found.unit = Unit();
    if (found.low.empty() || !is_joined || found.high.empty()) return {};
    const char close = at_ < line_.size() ? line_[at_] : ' ';
    if (close != ']' && close != '[' && close != ')') return {};
    ++at_;
    if (found.unit.empty()) found.unit = low_unit;
    if (!low_unit.empty() && low_unit != found.unit) return {};
    found.is_low_open = open != '[';
    found.is_high_open = close != ']';
    found.begin = begin;
    found.end = at_;
    return found;
  }

 private:
  void Blanks() {
    while (at_ < line_.size() && line_[at_] == ' ') ++at_;
  }
  bool Take(std::string_view said) {
    Blanks();
    if (!line_.substr(at_).starts_with(said)) return false;
    at_ += said.size();
    return true;
  }
  std::string Number() {
    Blanks();
    const std::size_t begin = at_;
    while (at_ < line_.size()) {
      const bool is_point = line_[at_] == '.' && at_ > begin && at_ + 1 < line_.size() &&
                            IsDigit(line_[at_ + 1]) && IsDigit(line_[at_ - 1]);
      if (!IsDigit(line_[at_]) && !is_point) break;
      ++at_;
    }
    return std::string(line_.substr(begin, at_ - begin));
  }
  std::string Unit() {
    Blanks();
    const std::size_t begin = at_;
    while (at_ < line_.size() &&
           (IsWordCharacter(line_[at_]) || line_[at_] == '/' || line_[at_] == '%')) {
      ++at_;
    }
    const std::string unit(line_.substr(begin, at_ - begin));
    if (unit == "to") at_ = begin;
    Blanks();
    return unit == "to" ? std::string() : unit;
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

/// The unit in which the cell of a row is, or the fact before `in`.
std::string UnitFor(const Place& place, std::string_view before) {
  std::string_view name;
  const DeclaredName owner = DeclarationAt(place.text, place.stop.declaration.begin);
  if (owner.keyword == "table" && before.starts_with("row") && owner.kind.starts_with("of ")) {
    std::string_view inputs = owner.kind.substr(3);
    inputs = inputs.substr(0, std::min(inputs.find(" gives"), inputs.size()));
    for (auto commas = std::ranges::count(before, ','); commas > 0; --commas) {
      const std::size_t comma = inputs.find(',');
      if (comma == inputs.npos) return {};
      inputs = inputs.substr(comma + 1);
    }
    name = WordAt(inputs, SkipBlanks(inputs, 0));
  } else {
    const std::vector<std::string_view> words = WordsIn(before);
    if (words.size() < 2) return {};
    name = words[words.size() - 2];
  }
  return std::string(UnitOf(NamedBy(place.text, name, {"fact", "define", "result"})));
}

}  // namespace

std::optional<Diagnostic> BracketInterval(const Place& place) {
  if (place.on_later_line && !place.first_on_line) return std::nullopt;
  const std::size_t line_at = SkipBlanks(place.text, LineBegin(place.text, place.stop.offset));
  const std::string_view line = LineRest(place.text, line_at);
  const std::size_t stop = std::max<std::size_t>(place.stop.offset, line_at) - line_at;
  if (line.find('"') != line.npos && line.find('"') > stop) return std::nullopt;
  std::string written;
  std::size_t done = 0;
  std::size_t first = line.npos;
  std::size_t last = 0;
  BracketReader reader(line);
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] != '[' && line[at] != ']' && line[at] != '(') continue;
    const Bracketed found = reader.At(at);
    if (found.end == 0) continue;
    std::string_view before = Trimmed(line.substr(done, at - done));
    if (before.ends_with("Interval")) before = Trimmed(before.substr(0, before.size() - 8));
    const bool is_condition = before.ends_with(" in") || before.ends_with(" is");
    const std::string_view whole = Trimmed(line.substr(0, at));
    const std::string_view behind = Trimmed(line.substr(std::min(found.end, line.size())));
    const bool has_unit = !found.unit.empty() ||
                          (!behind.empty() && (IsWordStart(behind.front()) || behind[0] == '%') &&
                           !IsIn(WordAt(behind, 0), {"gives", "and", "or", "then", "when"}));
    const std::string unit = !found.unit.empty() ? found.unit
                             : has_unit          ? std::string()
                                                 : UnitFor(place, whole);
    if (is_condition) before.remove_suffix(2);
    written +=
        fmt::format("{}{}{}{}{} to {}{}{}{}", before, before.empty() ? "" : " ",
                    is_condition ? "is " : "", found.is_low_open ? "above " : "", found.low,
                    found.is_high_open ? "below " : "", found.high, unit.empty() ? "" : " ", unit);
    while (written.find("  ") != std::string::npos) written.replace(written.find("  "), 2, " ");
    first = std::min(first, at);
    last = done = found.end;
    at = found.end - 1;
  }
  if (last == 0 || stop < first || stop > last) return std::nullopt;
  written += line.substr(done);
  Diagnostic diagnostic =
      At(SpanOf(line_at + first, line_at + last),
         "an interval is written with `to`, and where an end is not in it, with "
         "`above` or `below`",
         fmt::format("write `{}`", written));
  diagnostic.edits.push_back({SpanOf(line_at, line_at + line.size()), written});
  return diagnostic;
}

}  // namespace mgl
