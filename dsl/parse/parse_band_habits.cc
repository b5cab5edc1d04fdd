// Each help is the author's own band as a condition of what the item is about; where that is not
// said, the form alone.
#include "dsl/parse/parse_band_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/written_interval.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

/// `65-74` and `1` of `65-74: 1`.
struct Band {
  std::string_view said;
  std::string_view points;
};

bool TakeBehind(std::string_view& text, std::string_view words) {
  if (!text.ends_with(words)) return false;
  text = Trimmed(text.substr(0, text.size() - words.size()));
  return true;
}

/// `1 if 65-74`, `2 points: >=75`.
Band PointsBefore(std::string_view line) {
  const std::size_t end =
      std::min(line.find_first_not_of("0123456789.", line.starts_with('+')), line.size());
  std::string_view rest = Trimmed(line.substr(end));
  bool is_said = false;
  for (const std::string_view lead : {"points", "point", ":", "if ", "when ", "for "}) {
    if (!rest.starts_with(lead)) continue;
    rest = Trimmed(rest.substr(lead.size()));
    is_said = !lead.starts_with(':') || is_said;
  }
  const std::string_view points = line.substr(0, end);
  if (!is_said || points.empty() || !IsDigit(points.back())) return {};
  return {rest, points.substr(points.starts_with('+'))};
}

Band BandIn(std::string_view line) {
  std::string_view rest = Trimmed(line);
  if (const Band turned = PointsBefore(rest); !turned.points.empty()) return turned;
  const std::string_view first = WordAt(rest, 0);
  if (IsReserved(first) && !IsIn(first, {"at", "above", "below"})) return {};
  const bool has_word = TakeBehind(rest, "points") || TakeBehind(rest, "point") ||
                        TakeBehind(rest, "pts") || TakeBehind(rest, "pt");
  std::size_t begin = rest.find_last_not_of("0123456789.") + 1;
  if (begin == rest.size() || begin == 0) return {};
  const char before = rest[begin - 1];
  const bool is_sign = (before == '+' || before == '-') && begin > 1 && !IsDigit(rest[begin - 2]);
  if (is_sign) --begin;
  Band band{Trimmed(rest.substr(0, begin)), rest.substr(begin)};
  if (band.points.starts_with('+')) band.points.remove_prefix(1);
  const bool is_parted = rest[begin - 1] == ' ' ||
                         std::string_view(":=>|").find(rest[begin - 1]) != std::string_view::npos;
  if (!is_parted || !IsDigit(band.points.back())) return {};
  bool has_sign = has_word;
  for (const std::string_view sign : {"->", "=>", "→", ":", "=", "|", "gives", "scores"}) {
    has_sign = TakeBehind(band.said, sign) || has_sign;
  }
  if (!has_sign) has_sign = TakeBehind(band.said, "-") || TakeBehind(band.said, "–");
  // `65 74` may be anything.
  return has_sign || band.said.find_first_of("<>≤≥-–+") != std::string_view::npos ? band : Band{};
}

DeclaredName NumberCalled(std::string_view text, std::string_view words) {
  return NamedBy(text, words, {"fact", "define", "result", "score"});
}

/// The only number with all these words in its name or title: `potassium` -> `serum_potassium`.
DeclaredName NumberWith(std::string_view text, std::string_view words) {
  DeclaredName meant;
  for (const DeclaredName& fact : DeclaredNames(text, {"fact", "define", "result"})) {
    std::string said = LowerCase(fmt::format(" {} {} ", fact.name, fact.title));
    std::ranges::replace(said, '_', ' ');
    const bool has_all = std::ranges::all_of(WordsIn(words), [&](std::string_view word) {
      return word.size() > 2 && said.find(fmt::format(" {} ", LowerCase(word))) != said.npos;
    });
    if (!has_all || words.empty() || fact.kind.starts_with("is yes/no")) continue;
    if (!meant.name.empty()) return {};
    meant = fact;
  }
  return meant;
}

/// What the words of a title are about: called so, or the only number with its name among them.
DeclaredName NumberMeant(std::string_view text, std::string_view title) {
  const std::string_view bare = Trimmed(title.substr(0, title.find_first_of("([,")));
  if (DeclaredName called = NumberCalled(text, bare); !called.name.empty()) return called;
  DeclaredName meant;
  for (const std::string_view word : WordsIn(bare)) {
    const DeclaredName called = NumberCalled(text, word);
    if (called.name.empty() || called.name == meant.name) continue;
    if (!meant.name.empty()) return {};
    meant = called;
  }
  return meant.name.empty() ? NumberWith(text, bare) : meant;
}

/// The condition that a band says, of the name that it begins with or of `about`; empty: it is
/// none.
std::string ConditionOf(std::string_view text, std::string_view said, DeclaredName about) {
  const std::string_view word = WordAt(said, 0);
  if (!word.empty()) {
    const DeclaredName own = NumberCalled(text, word);
    const std::string_view behind = Trimmed(said.substr(word.size()));
    if (!own.name.empty() && !behind.empty()) {
      about = own;
      said = behind;
    }
  }
  const std::string_view unit = UnitOf(about);
  const bool is_truth = about.kind.starts_with("is yes/no") || about.kind.starts_with("is date");
  if (is_truth) return "";
  if (about.kind.starts_with("is one of")) {
    const std::string choice = ConditionMeant(text, said);
    return choice.starts_with(fmt::format("{} is ", about.name)) ? choice : "";
  }
  if (unit == kWeeksAndDays) {  // whether `34-36` ends with 36+0 or 36+6 is not said
    const std::string weeks = WrittenInterval(said, "");
    const bool is_side =
        weeks.find_first_of("<>") == 0 && weeks.size() <= 5 && IsDigit(weeks.back());
    return is_side ? fmt::format("{} {}+0", about.name, weeks) : "";
  }
  const std::string interval = WrittenInterval(said, unit);
  const bool is_count = unit.empty() || !interval.starts_with('=');  // `age 65` may be any side
  if (interval.empty() || !is_count) return "";
  return fmt::format("{} {}", about.name.empty() ? "FACT" : about.name, interval);
}

/// The title of the item that bands stand under, up to `at`; empty: they stand under none.
std::string_view ItemOver(std::string_view text, std::size_t begin, std::size_t at) {
  while (LineBegin(text, at) > begin) {
    at = LineBegin(text, at) - 1;
    const std::string_view line = Trimmed(LineRest(text, LineBegin(text, at)));
    if (line.starts_with("item ")) {
      const std::size_t quote = line.find('"');
      return WithoutQuotes(quote == line.npos ? line.substr(5) : line.substr(quote));
    }
    if (!line.empty() && BandIn(line).points.empty()) return {};
  }
  return {};
}

/// The line is a band of this name.
bool IsBandOf(std::string_view name, std::string_view line) {
  return !BandIn(line).points.empty() && EqualsIgnoringCase(WordAt(Trimmed(line), 0), name);
}

constexpr std::string_view kBands = "each band of an item is a line with its points";

/// `item "Age" <65: 0, 65-74: 1`.
std::optional<Diagnostic> BandsInLine(const Place& place) {
  const bool is_place =
      place.stop.expected == Expected::kLine || place.stop.expected == Expected::kTitle;
  if (place.clause != "item" || place.first_on_line || place.on_later_line || !is_place) {
    return std::nullopt;
  }
  const std::string_view title = WithoutQuotes(
      place.text.substr(place.stop.clause.end, place.stop.offset - place.stop.clause.end));
  const std::string_view name = title.substr(0, title.find('"'));
  const DeclaredName about = NumberMeant(place.text, name);
  std::vector<std::string> lines;
  std::string_view rest = LineRest(place.text, place.stop.offset);
  if (rest.starts_with(':')) rest = Trimmed(rest.substr(1));
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(",;"), rest.size());
    const Band band = BandIn(rest.substr(0, end));
    const std::string condition =
        band.points.empty() ? "" : ConditionOf(place.text, band.said, about);
    if (condition.empty() || condition.starts_with("FACT ")) return std::nullopt;
    lines.push_back(fmt::format("points {} when {}", band.points, condition));
    rest = Trimmed(rest.substr(std::min(end + 1, rest.size())));
  }
  if (lines.empty() || name.empty()) return std::nullopt;
  const std::string item =
      fmt::format("item \"{}\"", EqualsIgnoringCase(name, about.name) ? about.title : name);
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  Diagnostic diagnostic =
      At(span, std::string(kBands),
         fmt::format("write `{}`, and below it `{}`", item, fmt::join(lines, "`, `")));
  diagnostic.edits.push_back({span, fmt::format("{}\n    {}", item, fmt::join(lines, "\n    "))});
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> ItemBandByHabit(const Place& place) {
  if (place.keyword != "score") return std::nullopt;
  if (std::optional<Diagnostic> bands = BandsInLine(place)) return bands;
  const std::size_t line = LineBegin(place.text, place.stop.offset);
  const bool is_line =
      place.stop.expected == Expected::kLine && place.first_on_line && line != place.stop.offset;
  const Band band = BandIn(LineRest(place.text, place.stop.offset));
  if (!is_line || band.points.empty()) return std::nullopt;
  const std::string_view item = ItemOver(place.text, place.stop.declaration.begin, line);
  const DeclaredName own = NumberCalled(place.text, WordAt(band.said, 0));
  if (item.empty() && own.name.empty()) return std::nullopt;
  const DeclaredName about = NumberMeant(place.text, item);
  const std::string condition = ConditionOf(place.text, band.said, about);
  if (condition.empty()) return std::nullopt;
  const Span span = RestSpan(place.text, place.stop.offset);
  const std::string points = fmt::format("points {} when {}", band.points, condition);
  Diagnostic diagnostic = Instead(span, std::string(kBands), points);
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  if (condition.starts_with("FACT ")) {
    diagnostic.edits.clear();
    diagnostic.help += ", with the name of what the item is about for `FACT`";
    return diagnostic;
  }
  const std::string_view word = WordAt(band.said, 0);
  const bool goes_on =
      line > 0 && IsBandOf(word, LineRest(place.text, LineBegin(place.text, line - 1)));
  const std::size_t below =
      std::min<std::size_t>(place.text.find('\n', span.end), place.text.size());
  const bool is_last =
      !IsBandOf(word, LineRest(place.text, std::min(below + 1, place.text.size())));
  const bool is_first = item.empty() || (!own.name.empty() && own.name != about.name);
  if (is_first && !goes_on) {
    // Alone it is an item of its own.
    if (is_last && band.said.find_first_of("<>") != std::string_view::npos) return std::nullopt;
    const std::string whole =
        fmt::format("item \"{}\" {}", own.title.empty() ? own.name : own.title, points);
    diagnostic.help = fmt::format("write `{}`", whole);
    diagnostic.edits.front().text = whole;
  }
  return diagnostic;
}

}  // namespace mgl
