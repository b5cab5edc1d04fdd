#include "dsl/parse/parse_together_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/lines_alike.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/parse_score_habits.h"
#include "dsl/parse/recheck_dates.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/written_interval.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The interval and the words of `0-2: low risk`, `>= 3 "high"`, `3 to 4 = high`.
struct AgeBand {
  std::string interval;
  std::string words;
};
AgeBand BandOf(std::string_view line) {
  // `low 0`, `high: 1 to 2`: the words stand before.
  const std::size_t digit = line.find_first_of("0123456789<>");
  const std::string_view lead =
      digit == line.npos ? std::string_view() : WithoutSigns(Trimmed(line.substr(0, digit)));
  const bool is_bare = !lead.empty() && !IsReserved(WordAt(lead, 0)) &&
                       lead.size() == WordAt(lead, 0).size() &&
                       line.find_first_not_of("0123456789<>= to-+.", digit) == line.npos;
  if (is_bare) {
    AgeBand turned = BandOf(fmt::format("{} {}", line.substr(digit), lead));
    return turned;
  }
  AgeBand band;
  std::string_view rest = line;
  for (const auto& [said, written] :
       {std::pair<std::string_view, std::string_view>{">=", "at least "},
        {"≥", "at least "},
        {"<=", "at most "},
        {"≤", "at most "},
        {">", "above "},
        {"<", "below "},
        {"at least ", "at least "},
        {"at most ", "at most "}}) {
    if (!band.interval.empty() || !rest.starts_with(said)) continue;
    band.interval = written;
    rest = Trimmed(rest.substr(said.size()));
  }
  const auto digits = [&] {
    const std::size_t end = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const std::string_view number = rest.substr(0, end);
    rest = Trimmed(rest.substr(end));
    return number;
  };
  const std::string_view low = digits();
  if (low.empty()) return {};
  for (const std::string_view joint : {"to ", "-", "–", "and "}) {
    if (!rest.starts_with(joint) || !band.interval.empty()) continue;
    rest = Trimmed(rest.substr(joint.size()));
    const std::string_view high = digits();
    if (high.empty()) return {};
    band.interval = fmt::format("{} to {}", low, high);
  }
  for (const std::string_view more : {"or more", "or above", "and above", "and over", "+"}) {
    if (!rest.starts_with(more) || !band.interval.empty()) continue;
    rest = Trimmed(rest.substr(more.size()));
    band.interval = fmt::format("at least {}", low);
  }
  if (band.interval.empty()) band.interval = low;
  if (band.interval.ends_with(' ')) band.interval += low;
  for (const std::string_view joint : {"points", "point", "pts", ":", "=", "->", "→", "is ",
                                       "means ", "gives ", "then ", "-", "–"}) {
    if (rest.starts_with(joint)) rest = Trimmed(rest.substr(joint.size()));
  }
  band.words = WithoutQuotes(rest);
  std::erase(band.words, '"');
  if (band.words.empty() || IsDigit(band.words[0])) return {};
  return band;
}

/// `>= 2 "High"` of `total >= 2 "High"`; empty: it says no band.
std::string_view BehindTotal(std::string_view said, std::string_view score) {
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    constexpr std::string_view kLeads[] = {
        "",   "if",   "when",           "the",       "total",    "score", "sum",  "points", "of",
        "is", "from", "interpretation", "interpret", "category", "band",  "risk", "result"};
    for (std::string_view lead : kLeads) {
      if (lead.empty()) lead = score;
      if (lead.empty() || !StartsWithWord(said, lead)) continue;
      said = Trimmed(said.substr(lead.size()));
      if (said.starts_with(':')) said = Trimmed(said.substr(1));
      goes_on = true;
    }
  }
  const bool is_band =
      !said.empty() && (IsDigit(said.front()) || said.front() == '<' || said.front() == '>' ||
                        said.starts_with("≥") || said.starts_with("≤") ||
                        said.starts_with("at least ") || said.starts_with("at most "));
  return is_band ? said : std::string_view();
}

/// `3 or more: high` for `high if 3 or more`, `high risk when total 3 or more`, `total 3 or more:
/// high`.
std::string BandFirst(std::string_view line, std::string_view score) {
  const std::string_view word = WordAt(line, 0);
  if (IsIn(word, {"item", "points", "at", "cite", "from"})) return std::string(line);
  if (const std::string_view band = BehindTotal(line, score); !band.empty()) {
    return std::string(band);
  }
  if (word == "value" || word == "result") line = Trimmed(line.substr(word.size()));
  if (word.empty() || (IsReserved(word) && word != "value" && word != "result")) {
    return std::string(line);
  }
  for (const std::string_view joint : {" if ", " when ", ": "}) {
    const std::size_t at = line.find(joint);
    if (at == line.npos) continue;
    const std::string_view words = Trimmed(line.substr(0, at));
    const std::string_view band = BehindTotal(Trimmed(line.substr(at + joint.size())), score);
    const bool is_word = words.find_first_of("0123456789") == words.npos;
    if (is_word && !band.empty()) return fmt::format("{}: {}", band, words);
  }
  return std::string(line);
}

/// The lines from `begin` on, each band of `0-1: low, 2+: high` as one.
std::vector<std::string_view> BandLines(std::string_view text, std::size_t begin) {
  std::vector<std::string_view> all;
  for (std::string_view line : LinesFrom(text, begin)) {
    for (std::size_t at = 0; at + 2 < line.size(); ++at) {
      const bool ends = (line[at] == ',' || line[at] == ';') && line[at + 1] == ' ' &&
                        (IsDigit(line[at + 2]) || line[at + 2] == '<' || line[at + 2] == '>');
      if (!ends) continue;
      all.push_back(line.substr(0, at));
      line = Trimmed(line.substr(at + 1));
      at = 0;
    }
    all.push_back(line);
  }
  return all;
}

/// `chads >= 3`: what asks for an interval.
std::string AskFor(std::string_view score, std::string_view interval) {
  for (const auto& [said, sign] : {std::pair<std::string_view, std::string_view>{"at least ", ">="},
                                   {"at most ", "<="},
                                   {"above ", ">"},
                                   {"below ", "<"}}) {
    if (interval.starts_with(said)) {
      return fmt::format("{} {} {}", score, sign, interval.substr(said.size()));
    }
  }
  const bool is_one = interval.find(' ') == std::string_view::npos;
  return fmt::format("{} {} {}", score, is_one ? "=" : "is", interval);
}

/// The date from which the other lines of the recheck around a place count, or empty.
std::string_view OwnDate(const Place& place) {
  for (const std::string_view line : LinesFrom(place.text, place.stop.declaration.begin)) {
    for (const std::string_view joint : {" from ", " after "}) {
      const std::size_t at = line.find(joint);
      if (at == line.npos) continue;
      const std::string_view name = WordAt(line, SkipBlanks(line, at + joint.size()));
      const DeclaredName date = NamedBy(place.text, name, {"fact", "define", "result"});
      if (!date.name.empty()) return date.name;
    }
  }
  return {};
}

}  // namespace

std::string EndsOfSum(std::string_view line) {
  const std::size_t digit = line.find_first_of("0123456789");
  const std::string_view word = WithoutSigns(WordAt(line, 0));
  if (digit == line.npos || !IsIn(LowerCase(word), {"total", "sum", "range", "scale"})) return "";
  const std::string_view between = Trimmed(line.substr(word.size(), digit - word.size()));
  if (!IsIn(between, {"", ":", "=", "is", "from", "between"})) return "";
  const std::string ends = IntervalOf(line.substr(digit));
  const std::size_t to = ends.find(" to ");
  if (to == ends.npos) return "";
  const std::string_view low = std::string_view(ends).substr(0, to);
  const std::string_view high = Trimmed(std::string_view(ends).substr(to + 4));
  if (!IsPoints(low) || !IsPoints(high)) return "";
  return fmt::format("`at least {}` and `at most {}`", low, high);
}

std::optional<Diagnostic> PointsFirst(const Place& place) {
  if (place.keyword != "score" || !IsOwnLine(place)) return std::nullopt;
  std::string_view line = LineRest(place.text, place.stop.offset);
  bool is_said = line.starts_with('+');  // that a condition follows
  if (is_said) line = Trimmed(line.substr(1));
  bool is_when = false;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789."), line.size());
  std::string_view said = Trimmed(line.substr(digits));
  for (const std::string_view lead : {"points", "point", ":", "if ", "when ", "for "}) {
    if (!said.starts_with(lead)) continue;
    said = Trimmed(said.substr(lead.size()));
    is_when = lead.ends_with(' ');
    is_said = true;
  }
  if (digits == 0 || said.empty() || !IsWordStart(said.front())) return std::nullopt;
  const DeclaredName named = NamedBy(place.text, said, {"fact", "threshold", "define", "result"});
  const std::string condition = is_said ? ItemCondition(place.text, said) : std::string(named.name);
  if (condition.empty()) return std::nullopt;
  const std::string points = fmt::format("points {} when {}", line.substr(0, digits), condition);
  const std::size_t begin = LineBegin(place.text, place.stop.offset);
  const std::string_view above =
      begin == 0 ? std::string_view()
                 : Trimmed(LineRest(place.text, LineBegin(place.text, begin - 1)));
  const bool is_item = above.starts_with("item ");
  const bool has_points =
      above.starts_with("points ") || (is_item && above.find(" points ") != above.npos);
  std::string title = TitleOfCondition(place.text, said);
  if (title[0] >= 'a' && title[0] <= 'z') title[0] = static_cast<char>(title[0] - 'a' + 'A');
  const bool is_of_item = has_points ? is_when : is_item;
  Diagnostic diagnostic =
      Instead(RestSpan(place.text, place.stop.offset),
              is_of_item ? "a line with points begins with `points`"
                         : "what counts in a score is an `item` with its points",
              is_of_item ? points : fmt::format("item \"{}\" {}", title, points));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

/// `cutoff 2`, `positive if >= 2`.
static std::optional<Diagnostic> LimitOfSum(const Place& place, const DeclaredName& score) {
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const std::string_view word = WordAt(line, 0);
  const bool is_limit = line.starts_with("cut-off") ||
                        IsIn(LowerCase(word), {"cutoff", "cut", "threshold", "positive", "limit"});
  const std::size_t digit = line.find_first_of("0123456789");
  const std::string_view number = digit == line.npos ? line.substr(0, 0) : line.substr(digit);
  if (!is_limit || !IsPoints(number) || !IsOwnLine(place)) return std::nullopt;
  const bool is_above = line[digit - 1] == '>' || line.find("> ") < digit;
  return AtLine(
      RestSpan(place.text, place.stop.offset),
      "from where on a sum counts is a threshold of its own",
      fmt::format("leave this line out here, and write `threshold {0}_high \"{1}: high\" {0} "
                  "{2} {3}`",
                  score.name, score.title.empty() ? score.name : score.title,
                  is_above ? "above" : "at least", number));
}

std::optional<Diagnostic> BandsByHabit(const Place& place) {
  if (place.keyword != "score") return std::nullopt;
  // `>= 2 "high"` goes on with the condition in the line above.
  const std::size_t begin = SkipBlanks(place.text, LineBegin(place.text, place.stop.offset));
  const bool is_sign = place.found.kind == FoundKind::kText && begin < place.stop.offset &&
                       (place.text[begin] == '<' || place.text[begin] == '>');
  if (!IsOwnLine(place) && !is_sign) return std::nullopt;
  const DeclaredName score = DeclarationAt(place.text, place.stop.declaration.begin);
  if (std::optional<Diagnostic> limit = LimitOfSum(place, score)) return limit;
  std::vector<std::string> values;
  std::string ends;
  for (const std::string_view line : BandLines(place.text, begin)) {
    const AgeBand band = BandOf(BandFirst(line, score.name));
    if (const std::string of_line = EndsOfSum(line); !of_line.empty()) {
      ends =
          fmt::format("; where the sum is to be cut at its ends, write {} in the score", of_line);
      continue;
    }
    const bool is_item =
        !NamedBy(place.text, WordAt(line, 0), {"fact", "threshold", "define"}).name.empty() ||
        band.words.starts_with("when ") || band.words.starts_with("if ") ||
        !NamedBy(place.text, band.words, {"fact", "threshold", "define", "result"}).name.empty();
    if (band.words.empty() || is_item) break;
    values.push_back(
        fmt::format("value \"{}\" when {}", band.words, AskFor(score.name, band.interval)));
  }
  if (values.empty()) return std::nullopt;
  Diagnostic diagnostic = At(
      RestSpan(place.text, begin), "what a sum means is a result of its own",
      fmt::format("leave these lines out here, and write `result {}_meaning \"{}: what it "
                  "means\" is text`, and below it {}",
                  score.name, score.title.empty() ? score.name : score.title, JoinedLines(values)));
  diagnostic.help += ends;
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

std::optional<Diagnostic> DaysByHabit(const Place& place) {
  if (place.keyword != "recheck" || !IsOwnLine(place)) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const std::string_view said =
      BehindLead(line, {"on ", "at ", "in ", "after ", "day", "days", "again on "});
  if (said.empty()) return std::nullopt;
  std::vector<std::string> numbers;
  std::string unit;
  std::string date;
  const std::vector<std::string_view> words = WordsIn(line);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string word = LettersOf(WithoutSigns(words[i]));
    if (!word.empty() && std::ranges::all_of(word, IsDigit)) numbers.push_back(word);
    for (const std::string_view time : {"hour", "day", "week", "month"}) {
      if (word == time || word == fmt::format("{}s", time)) unit = time;
    }
    const bool is_joint = word == "after" || word == "from" || word == "since" || word == "of";
    if (is_joint && i + 1 < words.size()) {
      date = NamedBy(place.text, words[i + 1], {"fact", "define", "result"}).name;
    }
  }
  const bool is_said = !date.empty();
  if (date.empty()) date = OwnDate(place);
  const bool is_own = !date.empty();
  const bool is_plain = !is_own && numbers.size() == 1 && IsDigit(said[0]);
  if (numbers.empty() || unit.empty() || is_plain) return std::nullopt;
  const DeclaredName recheck = DeclarationAt(place.text, place.stop.declaration.begin);
  std::string more;
  if (!is_own) date = DateOfRecheck(place.text, recheck, {}, more);
  const bool is_range =
      line.find(" to ") != line.npos || line.find('-') != line.npos || line.find("–") != line.npos;
  if (numbers.size() == 2 && is_range && unit != "hour") {
    Diagnostic diagnostic = Instead(
        RestSpan(place.text, place.stop.offset), "when a test is due is counted from a date",
        fmt::format("in {} to {} {}s after {}", numbers[0], numbers[1], unit, date));
    if (!is_said) diagnostic.edits.clear();
    diagnostic.help += more;
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  const auto due = [&](const std::string& number) {
    return fmt::format("in {} {}{} after {}", number, unit, number == "1" ? "" : "s", date);
  };
  const Span span = RestSpan(place.text, place.stop.offset);
  if (numbers.size() == 1) {
    Diagnostic diagnostic =
        Instead(span, "when a test is due is counted from a date", due(numbers[0]));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    std::string hours = HelpForHours(place.text, place.stop.offset, due(numbers[0]));
    if (!more.empty() || !hours.empty()) diagnostic.edits.clear();
    diagnostic.help = hours.empty() ? diagnostic.help + more : std::move(hours);
    return diagnostic;
  }
  const std::string_view when = [&] {
    for (const std::string_view below : LinesFrom(place.text, recheck.begin)) {
      if (below.starts_with("when ")) return below;
    }
    return std::string_view();
  }();
  std::string help = fmt::format("write `{}` here", due(numbers[0]));
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    help += fmt::format(", and `recheck {}_{}_{} \"{}, {} {}\" {}` with {}`{}`", recheck.name, unit,
                        numbers[i], recheck.title, unit, numbers[i], recheck.kind,
                        when.empty() ? "" : fmt::format("`{}` and ", when), due(numbers[i]));
  }
  return AtLine(span, "a recheck is due once, or at intervals: each day is a recheck", help + more);
}

std::string ItemsOfSum(std::string_view text, std::string_view sum) {
  std::string items;
  while (!sum.empty()) {
    const std::size_t plus = std::min(sum.find('+'), sum.size());
    std::string_view part = Trimmed(sum.substr(0, plus));
    sum = plus < sum.size() ? Trimmed(sum.substr(plus + 1)) : std::string_view();
    if (part.starts_with('(') && part.ends_with(')')) part = part.substr(1, part.size() - 2);
    std::string points = "1";
    const auto star = [](std::string_view said) -> std::size_t {
      for (const std::string_view sign : {"*", "×"}) {
        if (said.starts_with(sign)) return sign.size();
      }
      return said.starts_with("x ") ? 1 : 0;
    };
    const std::size_t digits = std::min(part.find_first_not_of("0123456789."), part.size());
    if (digits > 0 && digits < part.size()) {
      points = part.substr(0, digits);
      part = Trimmed(part.substr(digits));
      part = Trimmed(part.substr(star(part)));
    } else if (const std::size_t blank = part.rfind(' '); blank != part.npos) {
      const std::string_view last = part.substr(blank + 1);
      const std::string_view before = Trimmed(part.substr(0, blank));
      const std::size_t sign = before.ends_with('*') ? 1 : before.ends_with("×") ? 2 : 0;
      if (sign > 0 && std::ranges::all_of(last, IsDigit)) {
        points = last;
        part = Trimmed(before.substr(0, before.size() - sign));
      }
    }
    if (part.starts_with('(') && part.ends_with(')')) part = part.substr(1, part.size() - 2);
    if (part.empty()) return "";
    const DeclaredName named =
        NamedBy(text, part, {"fact", "threshold", "define", "result", "ambiguity"});
    const std::string_view title = named.title.empty() ? part : named.title;
    items += fmt::format("{}`item \"{}\" points {} when {}`", items.empty() ? "" : ", ", title,
                         points, named.name.empty() ? part : named.name);
  }
  return items;
}

}  // namespace mgl
