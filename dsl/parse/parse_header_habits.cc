// Header lines of elsewhere. Each help is the author's own line in the form that works.
#include "dsl/parse/parse_header_habits.h"
#include "dsl/parse/age_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/written_date.h"
#include "dsl/parse/written_name.h"
#include "dsl/parse/written_status.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// A first word of a line that is written elsewhere, and what stands for it here. `{}` is the rest
/// of the line, `{q}` the same as a text in quotes, `{d}` its date.
struct OtherLine {
  std::string_view keyword;
  std::string_view said;
  std::string_view written;
};
constexpr OtherLine kOtherLines[] = {
    {"source", "url", "address {}"},
    {"source", "uri", "address {}"},
    {"source", "link", "address {}"},
    {"source", "website", "address {}"},
    {"source", "web", "address {}"},
    {"source", "webpage", "address {}"},
    {"source", "href", "address {}"},
    {"source", "doi", "address https://doi.org/{}"},
    {"source", "isbn", "edition {q}"},
    {"source", "accessed", "retrieved {d}"},
    {"source", "access", "retrieved {d}"},
    {"source", "downloaded", "retrieved {d}"},
    {"source", "visited", "retrieved {d}"},
    {"source", "version", "edition {q}"},
    {"source", "published", "edition {q}"},
    {"source", "publication", "edition {q}"},
    {"source", "year", "edition {q}"},
    {"source", "date", "edition {q}"},
    {"source", "updated", "edition {q}"},
    {"source", "release", "edition {q}"},
    {"source", "released", "edition {q}"},
    {"source", "issued", "edition {q}"},
    {"source", "revision", "edition {q}"},
    {"source", "publisher", "author {q}"},
    {"source", "organisation", "author {q}"},
    {"source", "organization", "author {q}"},
    {"source", "authors", "author {q}"},
    {"source", "by", "author {q}"},
    {"source", "type", "kind {q}"},
    {"reference", "url", "address {}"},
    {"reference", "uri", "address {}"},
    {"reference", "link", "address {}"},
    {"reference", "website", "address {}"},
    {"reference", "pmid", "address https://pubmed.ncbi.nlm.nih.gov/{}"},
    {"reference", "pubmed", "address https://pubmed.ncbi.nlm.nih.gov/{}"},
    {"reference", "published", "year {y}"},
    {"reference", "date", "year {y}"},
    {"guideline", "authors", "author {q}"},
    {"guideline", "organisation", "author {q}"},
    {"guideline", "organization", "author {q}"},
    {"guideline", "institution", "author {q}"},
    {"guideline", "hospital", "author {q}"},
    {"guideline", "publisher", "author {q}"},
    {"guideline", "expires", "valid until {d}"},
    {"guideline", "expiry", "valid until {d}"},
    {"guideline", "published", "valid from {d}"},
    {"guideline", "effective", "valid from {d}"},
    {"guideline", "issued", "valid from {d}"},
    {"guideline", "date", "valid from {d}"},
    {"guideline", "created", "valid from {d}"},
    {"guideline", "next", "review by {d}"},
    {"guideline", "purpose", "intended use {q}"},
    {"guideline", "aim", "intended use {q}"},
    {"guideline", "objective", "intended use {q}"},
    {"guideline", "scope", "population {q}"},
    {"guideline", "target", "population {q}"},
    {"guideline", "patients", "population {q}"},
    {"guideline", "supersedes", "replaces {}"},
};

/// The year of a date or number, or `2026` as an example.
std::string YearIn(std::string_view words) {
  for (std::size_t at = 0; at + 4 <= words.size(); ++at) {
    const std::string_view year = words.substr(at, 4);
    if (!std::ranges::all_of(year, IsDigit)) continue;
    if (at + 4 == words.size() || !IsDigit(words[at + 4])) return std::string(year);
  }
  return "2026";
}

bool HasYear(std::string_view words) {
  std::size_t digits = 0;
  for (const char c : words) {
    digits = IsDigit(c) ? digits + 1 : 0;
    if (digits == 4) return true;
  }
  return false;
}

/// The words of a line behind its first, without the joints of prose: `on`, `date`, `:`.
std::string_view SaidBehind(std::string_view line) {
  std::string_view said = Trimmed(line);
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    for (const std::string_view lead :
         {":", "=", "on ", "by ", "date ", "from ", "at ", "in ", "review "}) {
      if (!said.starts_with(lead)) continue;
      said = Trimmed(said.substr(lead.size()));
      goes_on = true;
    }
  }
  return said;
}

std::string Filled(std::string_view written, std::string_view said) {
  const auto fill = [&](std::string_view place, const std::string& words) {
    const std::size_t at = written.find(place);
    return fmt::format("{}{}{}", written.substr(0, at), words, written.substr(at + place.size()));
  };
  if (written.find("{q}") != std::string_view::npos) return fill("{q}", InQuotes(said));
  if (written.find("{y}") != std::string_view::npos) return fill("{y}", YearIn(said));
  if (written.find("{d}") != std::string_view::npos) {
    const std::vector<std::string> dates = DatesIn(said);
    if (dates.empty()) return {};
    return fill("{d}", dates.front());
  }
  std::string_view words = WithoutQuotes(said);
  if (words.starts_with("https://doi.org/")) words.remove_prefix(16);
  return fill("{}", std::string(words));
}

/// `applies when adult`: what already stands there, or empty.
std::string_view ScopeOf(std::string_view text) {
  const std::size_t at = text.find("\n  applies when ");
  return at == std::string_view::npos ? std::string_view() : LineRest(text, at + 16);
}

Diagnostic Unknown(const Place& place, std::string help) {
  Diagnostic diagnostic =
      At(place.found.span, fmt::format("a `{}` has no line `{}`", place.keyword, place.found.text),
         std::move(help));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

/// The declaration has a line with the first word of `written` already: one line says both.
std::optional<Diagnostic> SaidAlready(const Place& place, std::string_view written) {
  const std::string_view first = WordAt(written, 0);
  const std::string_view second = WordAt(written, first.size() + 1);  // `valid from`
  const std::string_view keyword =
      IsReserved(second) ? written.substr(0, first.size() + 1 + second.size()) : first;
  if (place.keyword == "guideline" && keyword == "author") return std::nullopt;  // may be several
  const DeclaredName own = DeclarationAt(place.text, place.stop.offset);
  for (std::size_t line = place.text.find('\n', own.begin); line < place.text.size();
       line = place.text.find('\n', line + 1)) {
    const std::size_t begin = SkipBlanks(place.text, line + 1);
    if (LineBegin(place.text, begin) == begin) break;
    const std::string_view there = Trimmed(LineRest(place.text, begin));
    if (!StartsWithWord(there, keyword) || begin == place.stop.offset) continue;
    const std::string_view known = WithoutQuotes(Trimmed(there.substr(keyword.size())));
    const std::string_view more = WithoutQuotes(Trimmed(written.substr(keyword.size())));
    if (known.find(more) != std::string_view::npos) {
      return Unknown(place, fmt::format("leave it out: the line `{}` says it already", there));
    }
    // An edition and its year are said in one; two editions are not.
    const bool is_text = written.ends_with('"') && (keyword != "edition" || HasYear(more));
    return Unknown(place, is_text ? fmt::format("leave it out, and write in the line `{}` both: "
                                                "`{} \"{}, {}\"`",
                                                there, keyword, known, more)
                                  : fmt::format("`{}` stands here already: leave it out, or write "
                                                "`{}` in its place where that is right",
                                                there, written));
  }
  return std::nullopt;
}

/// `excludes pregnant`, `inclusion adults`.
std::optional<Diagnostic> WhomLine(const Place& place) {
  const std::string word = LettersOf(place.found.text);
  const bool is_out = word.starts_with("exclu");
  if (!is_out && !word.starts_with("inclu")) return std::nullopt;
  std::string_view said = SaidBehind(LineRest(place.text, place.found.span.end));
  if (said.starts_with("criteria")) said = SaidBehind(said.substr(8));
  const std::string meant = ConditionMeant(place.text, WithoutQuotes(said));
  const std::string_view scope = ScopeOf(place.text);
  const std::string condition = meant.empty() ? std::string(WithoutQuotes(said)) : meant;
  const std::string written =
      fmt::format("applies when {}{}{}{}", scope, scope.empty() ? "" : " and ",
                  is_out ? "not " : "", condition);
  return Unknown(place, scope.empty()
                            ? fmt::format("write `{}`", written)
                            : fmt::format("write it into the line that is there: `{}`", written));
}

}  // namespace

std::optional<Diagnostic> HeaderLineByHabit(const Place& place) {
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line;
  if (!is_line || place.found.kind != FoundKind::kWord) {
    return std::nullopt;
  }
  const std::string word = LowerCase(WordAt(place.text, place.stop.offset));
  const Span line = RestSpan(place.text, place.stop.offset);
  const std::string_view said = SaidBehind(LineRest(place.text, place.stop.offset + word.size()));
  if (place.keyword == "guideline" && word == "title") {
    return Unknown(place, fmt::format("the title stands behind the name: `guideline {} {}`",
                                      TextOf(place.text, place.stop.name), InQuotes(said)));
  }
  if (place.keyword == "guideline" &&
      IsIn(word, {"reviewed", "updated", "revised", "modified", "amended", "last"})) {
    return Unknown(place,
                   fmt::format("say it in a comment, `# {}`; when it is due again is a line "
                               "`review by YYYY-MM-DD`, and who has read it `reviewer \"…\"`",
                               LineRest(place.text, place.stop.offset)));
  }
  if (place.keyword == "guideline") {
    if (std::optional<Diagnostic> whom = WhomLine(place)) return whom;
    const std::string scope = word == "for" ? ScopeMeant(place.text, said) : "";
    if (!scope.empty()) {
      return Unknown(place, fmt::format("write `applies when {}`{}", scope, AgeToDecide(scope)));
    }
  }
  constexpr std::string_view kInTitle[] = {"author", "authors", "journal", "title",    "volume",
                                           "pages",  "page",    "issue",   "publisher"};
  if (place.keyword == "reference" && std::ranges::find(kInTitle, word) != std::end(kInTitle)) {
    const DeclaredName reference = DeclarationAt(place.text, place.stop.offset);
    return Unknown(place, fmt::format("write it into the title: `reference {} \"{}. {}\"`",
                                      reference.name, reference.title, WithoutQuotes(said)));
  }
  for (const OtherLine& other : kOtherLines) {
    if (other.keyword != place.keyword || other.said != word || said.empty()) continue;
    const std::string written = Filled(other.written, said);
    if (written.empty()) {
      return Unknown(place, HelpForDay(other.written.substr(0, other.written.find('{')), said));
    }
    if (std::optional<Diagnostic> twice = SaidAlready(place, written)) return twice;
    Diagnostic diagnostic = Unknown(place, fmt::format("write `{}`", written));
    const bool is_certain =
        other.written.find("{d}") == std::string_view::npos || DatesIn(said).size() == 1;
    if (is_certain) diagnostic.edits.push_back({line, written});
    return diagnostic;
  }
  return std::nullopt;
}

namespace {

/// `retrieved on 12 March 2026`, `review date 2028-03-01`, `valid 2026-01-01 to 2028-01-01`.
std::optional<Diagnostic> DateLine(const Place& place) {
  const bool is_dated = place.clause == "retrieved" || place.clause == "review" ||
                        place.clause == "valid" || place.clause == "approved";
  const bool is_written =
      place.stop.expected == Expected::kWrittenDate ||
      (place.stop.expected == Expected::kDate && IsWrittenDate(place.text, place.stop.offset));
  if (!is_dated || is_written) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.clause.begin);
  const Span span = RestSpan(place.text, place.stop.clause.begin);
  const std::vector<std::string> dates = DatesIn(line);
  if (place.clause == "approved") {
    const Found by = FindAt(place.text, SkipBlanks(place.text, place.stop.clause.end + 3));
    const bool is_text = by.kind == FoundKind::kText;
    return At(
        place.found.span, "an approval says by whom, on which day, and for which content",
        fmt::format("write `approved by {} on {} for HASH`, with the content hash that `mgl "
                    "trace` shows",
                    is_text ? by.text : "\"…\"", dates.empty() ? "2026-03-01" : dates.front()));
  }
  const bool is_valid = place.clause == "valid";
  std::string written = is_valid                   ? "valid from "
                        : place.clause == "review" ? "review by "
                                                   : "retrieved ";
  const bool is_until = is_valid && line.find("until") != std::string_view::npos;
  const bool is_span = is_valid && dates.size() > 1;
  if (is_valid && is_until && dates.size() == 1) written = "valid until ";
  if (dates.empty()) {
    if (is_until) written = "valid until ";
    return At(span, "a day is written as year, month and day",
              HelpForDay(written, Trimmed(line.substr(place.clause.size()))));
  }
  written += dates.front();
  if (is_span) written += " until " + dates[1];
  return Instead(span, "a day is written as year, month and day", written);
}

}  // namespace

std::optional<Diagnostic> StatusByHabit(const Place& place) {
  // `under review` has the word that begins another line.
  const bool is_other = place.clause == "review" || place.clause == "valid";
  const std::size_t at = is_other ? place.stop.clause.begin : place.stop.offset;
  const std::size_t begin = SkipBlanks(place.text, LineBegin(place.text, at));
  const std::string_view line = LineRest(place.text, begin);
  const bool is_behind = place.stop.expected == Expected::kLine && begin < place.stop.offset;
  const bool is_it = place.keyword == "guideline" && StartsWithWord(line, "status") &&
                     (place.stop.expected == Expected::kWord || is_behind || is_other);
  if (!is_it) return std::nullopt;
  const std::string_view said = Trimmed(line.substr(6));
  Diagnostic diagnostic = At(RestSpan(place.text, begin),
                             "a guideline is `draft`, `active` or `retired`", HelpForStatus(said));
  const std::string_view meant = StatusMeant(said);
  if (!meant.empty()) {
    diagnostic.edits.push_back({diagnostic.span, fmt::format("status {}", meant)});
  }
  return diagnostic;
}

std::optional<Diagnostic> HeaderValueByHabit(const Place& place) {
  const bool is_next = place.stop.expected == Expected::kLine && place.on_later_line;
  if (place.clause.empty() || is_next) return std::nullopt;
  const std::string_view line = Trimmed(LineRest(place.text, place.stop.clause.end));
  const Span rest = RestSpan(place.text, place.stop.clause.begin);
  const Expected expected = place.stop.expected;
  if (place.clause == "language" && (expected == Expected::kMgl || expected == Expected::kNumber)) {
    return Instead(rest, "`language` says in which language the file is written, and its version",
                   "language mgl 1");
  }
  if (expected == Expected::kVersion) {
    std::string numbers;
    for (const char c : line) {
      if (IsDigit(c) || (c == '.' && !numbers.empty())) numbers += c;
    }
    while (numbers.ends_with('.')) numbers.pop_back();
    if (numbers.empty()) numbers = "1";
    while (std::ranges::count(numbers, '.') < 2) numbers += ".0";
    return Instead(rest, "a version is three numbers", fmt::format("{} {}", place.clause, numbers));
  }
  if (place.clause == "intended" && expected == Expected::kUse) {
    std::string_view said = line;
    for (const std::string_view lead : {"for ", "to ", "purpose "}) {
      if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
    }
    return Instead(rest, "what it is for is a line `intended use`",
                   fmt::format("intended use {}", InQuotes(said)));
  }
  if (place.keyword != "guideline" && place.keyword != "source" && place.keyword != "reference") {
    return std::nullopt;
  }
  if (std::optional<Diagnostic> date = DateLine(place)) return date;
  if (place.clause == "year" && expected != Expected::kClosingQuote) {
    return Instead(rest, "a year is a number of four digits", fmt::format("year {}", YearIn(line)));
  }
  const bool is_text = (expected == Expected::kLine && !place.first_on_line) ||
                       (expected == Expected::kWordOrText && !place.on_later_line);
  constexpr std::string_view kTexts[] = {"author",    "encoder", "reviewer", "funding", "licence",
                                         "interests", "kind",    "edition",  "address", "doi"};
  if (!is_text || std::ranges::find(kTexts, place.clause) == std::end(kTexts)) return std::nullopt;
  const std::string written = fmt::format("{} {}", place.clause, InQuotes(line));
  Diagnostic diagnostic = Instead(rest, "several words are a text in quotes", written);
  diagnostic.kind = DiagnosticKind::kMissingQuotes;
  return diagnostic;
}

std::optional<Diagnostic> NamedSource(const Place& place) {
  const bool is_unnamed = place.keyword == "source" || place.keyword == "example";
  if (!is_unnamed || !place.clause.empty() || place.on_later_line) return std::nullopt;
  const Span span = RestSpan(place.text, place.stop.declaration.begin);
  const std::string_view line = Trimmed(LineRest(place.text, place.stop.declaration.end));
  const std::string message = fmt::format("a `{}` has a title and no name", place.keyword);
  const bool is_behind = place.stop.expected == Expected::kLine && line.starts_with('"');
  if (is_behind || (place.stop.expected == Expected::kTitle && line.starts_with(':'))) {
    return Instead(span, message, fmt::format("{} {}", place.keyword, InQuotes(line)));
  }
  const std::size_t quote = line.find('"');
  const std::size_t close = quote == std::string_view::npos ? quote : line.find('"', quote + 1);
  if (place.stop.expected != Expected::kTitle || close == std::string_view::npos) {
    return std::nullopt;
  }
  return Instead(span, message,
                 fmt::format("{} {}", place.keyword, line.substr(quote, close + 1 - quote)));
}

std::optional<Diagnostic> ReferenceByHabit(const Place& place) {
  if (place.keyword != "reference" || !place.clause.empty()) return std::nullopt;
  const bool is_header = place.stop.expected == Expected::kReferenceKey ||
                         place.stop.expected == Expected::kTitle ||
                         place.stop.expected == Expected::kLine;
  const bool is_next = place.on_later_line && place.stop.expected == Expected::kLine;
  if (!is_header || is_next) return std::nullopt;
  const std::size_t begin = place.stop.declaration.begin;
  const Span rest = RestSpan(place.text, begin);
  const std::string_view line = Trimmed(LineRest(place.text, place.stop.declaration.end));
  if (!IsFirstOnLine(place.text, begin)) return std::nullopt;
  if (LineBegin(place.text, begin) != begin && !line.empty()) {
    return Instead(rest, "a statement cites a reference; `reference` declares one",
                   fmt::format("cite {}", WithoutQuotes(line)));
  }
  const std::size_t quote = line.find('"');
  std::string key(Trimmed(line.substr(0, quote)));
  std::string_view title = quote == std::string_view::npos ? "" : line.substr(quote);
  if (quote == std::string_view::npos) {
    const std::size_t blank = std::min(line.find(' '), line.size());
    key = line.substr(0, blank);
    const bool is_counted = key.find_first_not_of("0123456789[]().:") == std::string::npos;
    title = is_counted ? Trimmed(line.substr(blank)) : line;  // the name is a part of it
  }
  std::erase_if(key, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')'; });
  while (!key.empty() && std::string_view(".:-,").find(key.back()) != std::string_view::npos) {
    key.pop_back();
  }
  const bool is_number = !key.empty() && std::ranges::all_of(key, IsDigit);
  if (!is_number) key = key.empty() ? "" : NameOfTitle(key);
  if (key.empty()) {
    key = std::to_string(DeclaredNames(place.text.substr(0, begin), {"reference"}).size() + 1);
  }
  const std::string written =
      fmt::format("reference {} {}", key, title.empty() ? "\"…\"" : InQuotes(title));
  Diagnostic diagnostic =
      Instead(rest, "a reference has a number or a name, and then its title in quotes", written);
  if (title.empty()) {
    diagnostic.kind = DiagnosticKind::kUnfinishedLine;
    diagnostic.edits.clear();
    diagnostic.help = fmt::format("write who and what it is: `{}`", written);
  }
  return diagnostic;
}

}  // namespace mgl
