// Sources, reasons and silences of prose. Each help is the author's own line in the form that
// works.
#include "dsl/parse/parse_origin_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The two numbers of `12-15`, `12 to 15`, or one.
std::vector<std::string> NumbersIn(std::string_view words) {
  std::vector<std::string> numbers;
  bool in_number = false;
  for (const char c : words) {
    if (IsDigit(c) && !in_number) numbers.emplace_back();
    if (IsDigit(c)) numbers.back() += c;
    in_number = IsDigit(c);
  }
  return numbers;
}

/// Where the line with this number begins.
std::size_t LineOfNumber(std::string_view text, std::string_view number) {
  std::size_t at = 0;
  for (std::size_t line = 1; std::to_string(line) != number && at < text.size(); ++line) {
    at = std::min(text.find('\n', at), text.size()) + 1;
  }
  return std::min(at, text.size());
}

/// A code of a finding, without the signs around it: `[L0504],` -> `L0504`; else empty.
std::string CodeOf(std::string_view word) {
  std::string code;
  for (const char c : word) {
    if (IsWordCharacter(c)) code += c;
  }
  const bool is_code = code.size() == 5 && (code[0] == 'L' || code[0] == 'l') &&
                       std::ranges::all_of(code.substr(1), IsDigit);
  if (is_code) code[0] = 'L';
  return is_code ? code : "";
}

/// `left out "Devices" section 6 because "…"`: the place stands in quotes behind `from`.
std::optional<Diagnostic> PlaceInSilence(std::string_view keyword, std::string_view what,
                                         std::string_view more, Span span) {
  const std::size_t because = more.find(" because ");
  if (because == std::string_view::npos) return std::nullopt;
  std::string_view from = Trimmed(more.substr(0, because));
  for (const std::string_view lead : {"from ", "in "}) {
    if (from.starts_with(lead)) from = Trimmed(from.substr(lead.size()));
  }
  return Instead(span, "a place is a text in quotes behind `from`",
                 fmt::format("{} \"{}\" from {} because {}", keyword, what, InQuotes(from),
                             InQuotes(more.substr(because + 9))));
}

}  // namespace

std::optional<Diagnostic> PlaceByHabit(const Place& place) {
  // `when fever from surgery`: a part of the condition.
  if (!IsFirstOnLine(place.text, place.stop.clause.begin)) return std::nullopt;
  const bool is_next = place.stop.expected == Expected::kLine && place.on_later_line;
  if (place.clause != "from" || place.keyword == "guideline" || is_next) return std::nullopt;
  const std::string_view line = Trimmed(LineRest(place.text, place.stop.clause.end));
  const Span rest = RestSpan(place.text, place.stop.clause.begin);
  constexpr std::string_view kMessage = "a place is a text in quotes, or `line` and its number";
  const bool is_number = !line.empty() && std::ranges::all_of(line, IsDigit);
  const bool is_lines =
      (line.starts_with("line") && line.find('"') == std::string_view::npos) || is_number;
  if (is_lines && !place.on_later_line) {
    const std::vector<std::string> numbers = NumbersIn(line);
    if (numbers.empty() || numbers.size() > 2) return std::nullopt;
    return Instead(rest, "lines are written with `line` and `to`",
                   numbers.size() == 1 ? fmt::format("from line {}", numbers[0])
                                       : fmt::format("from line {} to {}", numbers[0], numbers[1]));
  }
  if (place.stop.expected == Expected::kPlace && place.on_later_line) {
    return At(PlaceSpan(place), std::string(kMessage),
              "write the place in the source, such as `from \"Section 1.2\"` or `from line 12`");
  }
  const bool is_behind = place.stop.expected == Expected::kLine && !place.first_on_line;
  if (place.on_later_line || (place.stop.expected != Expected::kPlace && !is_behind) ||
      line.empty()) {
    return std::nullopt;
  }
  if (is_behind && line.front() != '"') return std::nullopt;
  std::string text(line);
  const std::size_t quote = text.find('"', 1);
  if (is_behind && quote != std::string::npos && quote + 1 < text.size() &&
      text[quote + 1] == ' ') {
    text.insert(quote, ",");
  }
  return Instead(rest, std::string(kMessage), fmt::format("from {}", InQuotes(text)));
}

namespace {

/// `NICE NG1` and `page 12` of `"NICE NG1" page 12`.
struct SaidPlace {
  std::string document;
  std::string_view place;
};
SaidPlace PlaceSaid(std::string_view said) {
  for (const std::string_view word : WordsIn(said)) {
    const bool is_place =
        IsIn(LettersOf(word), {"p", "pp", "page", "pages", "section", "sec", "table", "figure",
                               "fig", "chapter", "paragraph", "recommendation", "rec", "appendix"});
    if (!is_place) continue;
    const std::size_t at = static_cast<std::size_t>(word.data() - said.data());
    std::string_view before = Trimmed(said.substr(0, at));
    while (!before.empty() && std::string_view(",;:").find(before.back()) != before.npos) {
      before.remove_suffix(1);
    }
    return {std::string(WithoutQuotes(before)), Trimmed(said.substr(at))};
  }
  return {std::string(WithoutQuotes(said)), {}};
}

}  // namespace

std::optional<Diagnostic> PlacedSource(const Place& place) {
  const std::size_t begin = place.stop.declaration.begin;
  if (place.keyword != "source" || !place.clause.empty() || begin == 0 ||
      !IsFirstOnLine(place.text, begin) || LineBegin(place.text, begin) == begin) {
    return std::nullopt;
  }
  const std::string_view above =
      DeclarationAt(place.text, LineBegin(place.text, begin) - 1).keyword;
  if (above.empty() || IsIn(above, {"guideline", "source", "reference"})) return std::nullopt;
  std::string_view line = Trimmed(LineRest(place.text, place.stop.declaration.end));
  while (!line.empty() && (line.front() == ':' || line.front() == ' ')) line.remove_prefix(1);
  const SaidPlace said = PlaceSaid(line);
  if (said.place.empty()) return std::nullopt;
  const Span span = RestSpan(place.text, begin);
  constexpr std::string_view kMessage = "where a statement comes from is a line `from` or `cite`";
  const std::string from = fmt::format("from {}", InQuotes(said.place));
  const std::vector<DeclaredName> references = DeclaredNames(place.text, {"reference"});
  const std::vector<DeclaredName> sources = DeclaredNames(place.text.substr(0, begin), {"source"});
  if (said.document.empty()) {
    if (references.empty()) return Instead(span, std::string(kMessage), from);
    const std::string key =
        references.size() == 1 ? std::string(references[0].name) : std::string("REFERENCE");
    return At(span, std::string(kMessage),
              fmt::format("write `{}` for the document that is encoded, or `cite {}  # {}` for a "
                          "reference",
                          from, key, said.place));
  }
  const DeclaredName reference = NamedBy(place.text, said.document, {"reference"});
  if (!reference.name.empty()) {
    return At(span, std::string(kMessage),
              fmt::format("write `cite {}  # {}`; words for readers stand behind `#`",
                          reference.name, said.place));
  }
  const std::string_view head =
      sources.empty() ? std::string_view() : LineRest(place.text, sources[0].begin);
  if (head.find(said.document) != head.npos) return Instead(span, std::string(kMessage), from);
  const std::string key = NameOfTitle(said.document);
  if (key.empty()) return std::nullopt;
  return At(span, std::string(kMessage),
            fmt::format("write `from \"{0}, {1}\"` where it is in the document that is encoded; "
                        "another document is `reference {2} \"{0}\"`, declared above, with `cite "
                        "{2}  # {1}` here",
                        said.document, said.place, key));
}

std::optional<Diagnostic> ReasonByHabit(const Place& place) {
  const bool is_because = place.stop.expected == Expected::kLine && place.first_on_line &&
                          WordAt(place.text, place.stop.offset) == "because";
  const bool is_unknown =
      place.stop.expected == Expected::kLine && place.first_on_line &&
      (place.found.text == "according" || place.found.text == "as" || place.found.text == "per" ||
       place.found.text == "see" || place.found.text == "based");
  if (is_because && !HasClause(place.keyword, "because")) {
    const std::string_view why =
        Trimmed(LineRest(place.text, place.stop.offset + std::string_view("because").size()));
    Diagnostic diagnostic =
        At(place.found.span, "a reason says whose it is",
           fmt::format("write `assumed because {0}` where the source says nothing, `interpreted "
                       "because {0}` where it says it less precisely",
                       InQuotes(why)));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  if (is_unknown && place.keyword != "guideline" && place.keyword != "define" &&
      place.keyword != "result" && place.keyword != "example") {
    std::string_view whose = Trimmed(LineRest(place.text, place.found.span.end));
    for (const std::string_view lead : {"to ", "on ", "in "}) {
      if (whose.starts_with(lead)) whose = whose.substr(lead.size());
    }
    const DeclaredName reference = NamedBy(place.text, WithoutQuotes(whose), {"reference"});
    Diagnostic diagnostic =
        Instead(RestSpan(place.text, place.stop.offset), "where it comes from is a line `from`",
                reference.name.empty() ? fmt::format("from {}", InQuotes(whose))
                                       : fmt::format("cite {}", reference.name));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  if (place.stop.expected != Expected::kBecause || place.keyword == "accept") return std::nullopt;
  if (place.clause != "assumed" && place.clause != "interpreted") return std::nullopt;
  std::string_view why = Trimmed(LineRest(place.text, place.stop.clause.end));
  const Span rest = RestSpan(place.text, place.stop.clause.begin);
  if (why.empty()) {
    return At(PlaceSpan(place), fmt::format("`{}` says why", place.clause),
              fmt::format("write the reason behind it: `{} because \"…\"`", place.clause));
  }
  const bool is_default = place.keyword == "fact" && (why == "no" || why == "yes");
  if (is_default) {
    return Instead(rest, "what counts where nothing is stated is a line `unless stated`",
                   fmt::format("unless stated, {}", why));
  }
  const std::string_view first = WordAt(why, 0);
  const std::string_view behind = Trimmed(why.substr(first.size()));
  if (first != "because" && !Nearest(first, {"because"}).empty() && !behind.empty()) {
    return Instead(rest, fmt::format("`{}` is no word of a reason: did you mean `because`?", first),
                   fmt::format("{} because {}", place.clause, InQuotes(WithoutQuotes(behind))));
  }
  why = WithoutQuotes(why);
  for (const std::string_view lead : {"because ", "as ", "that ", "since "}) {
    if (why.starts_with(lead)) why = WithoutQuotes(why.substr(lead.size()));
  }
  return Instead(rest, "`because` stands before the reason",
                 fmt::format("{} because {}", place.clause, InQuotes(why)));
}

std::optional<Diagnostic> SilenceByHabit(const Place& place) {
  const std::string_view first = place.found.text;
  const std::size_t begin = place.stop.offset;
  const bool starts =
      (place.stop.expected == Expected::kDeclaration || place.stop.expected == Expected::kLine) &&
      LineBegin(place.text, begin) == begin;
  if (starts) {
    const std::string_view line = LineRest(place.text, begin);
    const std::size_t quote = line.find('"');
    constexpr std::string_view kSaid[] = {"leftout",     "left_out", "not covered",  "not included",
                                          "not encoded", "omitted",  "omits",        "skipped",
                                          "excluded",    "missing",  "not addressed"};
    for (const std::string_view said : kSaid) {
      if (!StartsWithWord(line, said)) continue;
      const std::string_view what =
          quote == std::string_view::npos ? line.substr(said.size()) : line.substr(quote);
      if (Trimmed(what).empty()) return std::nullopt;
      const std::size_t close = what.starts_with('"') ? what.find('"', 1) : what.npos;
      const std::string_view title = what.substr(0, close == what.npos ? close : close + 1);
      const std::string_view behind = Trimmed(what.substr(title.size()));
      return At(
          SpanOf(begin, begin + said.size()), "what a file does not say is `left out`",
          fmt::format("write `left out {0}{1}{2}` for what the source says and this file does "
                      "not, `silent on {0}` for what the source does not say",
                      InQuotes(title), behind.empty() ? "" : " ", behind));
    }
    return std::nullopt;
  }
  if (place.keyword != "left" && place.keyword != "silent") return std::nullopt;
  const Span rest = RestSpan(place.text, place.stop.declaration.begin);
  std::string_view said = Trimmed(LineRest(place.text, place.stop.declaration.end));
  const std::string_view keyword = place.keyword == "left" ? "left out" : "silent on";
  for (const std::string_view joint : {"out", "on", "about", "regarding", "of"}) {
    if (StartsWithWord(said, joint)) said = Trimmed(said.substr(joint.size()));
  }
  if (place.stop.expected == Expected::kOn || place.stop.expected == Expected::kOut) {
    if (said.empty() || first == ":") return std::nullopt;
    return Instead(rest, fmt::format("it is written with `{}`", keyword),
                   fmt::format("{} {}", keyword, InQuotes(said)));
  }
  const std::size_t quote = said.find('"');
  if (place.stop.expected == Expected::kTitle && quote != std::string_view::npos && quote > 0) {
    return Instead(rest, "what is left out is one text in quotes",
                   fmt::format("{} {}", keyword, InQuotes(said)));
  }
  if (place.stop.expected != Expected::kLine || place.first_on_line || quote != 0 ||
      !place.clause.empty()) {
    return std::nullopt;
  }
  const std::size_t close = said.find('"', 1);
  if (close == std::string_view::npos) return std::nullopt;
  std::string what(said.substr(1, close - 1));
  std::string_view more = Trimmed(said.substr(close + 1));
  if (more.starts_with("(")) {
    const std::size_t end = std::min(more.find(')'), more.size() - 1);
    what += fmt::format(" {}", more.substr(0, end + 1));
    more = Trimmed(more.substr(end + 1));
  }
  more = WithoutQuotes(more);
  for (const std::string_view lead : {"because ", "as ", "since ", "reason: "}) {
    if (more.starts_with(lead)) more = WithoutQuotes(more.substr(lead.size()));
  }
  if (std::optional<Diagnostic> from = PlaceInSilence(keyword, what, more, rest)) return from;
  return Instead(rest, "the reason stands behind `because`",
                 more.empty() ? fmt::format("{} \"{}\"", keyword, what)
                              : fmt::format("{} \"{}\" because {}", keyword, what, InQuotes(more)));
}

std::optional<Diagnostic> AcceptByHabit(const Place& place) {
  const bool is_other =
      (place.stop.expected == Expected::kDeclaration || place.stop.expected == Expected::kLine) &&
      LineBegin(place.text, place.stop.offset) == place.stop.offset;
  constexpr std::string_view kOthers[] = {"ignore", "suppress", "disable", "noqa", "allow", "skip"};
  const bool is_named = std::ranges::find(kOthers, place.found.text) != std::end(kOthers);
  if (place.keyword != "accept" && !(is_other && is_named)) return std::nullopt;
  const bool is_own = !(is_other && is_named);
  const std::size_t begin = is_own ? place.stop.declaration.begin : place.stop.offset;
  const std::string_view line = LineRest(place.text, begin);
  std::vector<std::string> codes;
  std::string_view name;
  const std::size_t because = std::min(line.find(" because"), line.size());
  const std::size_t quote = std::min(line.find('"'), line.size());
  const std::vector<std::string_view> words = WordsIn(line.substr(0, std::min(because, quote)));
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string code = CodeOf(words[i]);
    if (!code.empty()) codes.push_back(code);
    const bool is_line = words[i] == "line" && i + 1 < words.size();
    if (is_line) {
      const DeclaredName there = DeclarationAt(place.text, LineOfNumber(place.text, words[i + 1]));
      if (there.keyword != "accept" && there.keyword != "guideline") name = there.name;
    }
    const bool is_word = code.empty() && WordAt(words[i], 0).size() == words[i].size();
    const DeclaredName declared =
        is_word ? NamedBy(place.text, words[i],
                          {"fact", "threshold", "range", "define", "result", "table", "score",
                           "ambiguity", "medication", "diet", "rule", "recheck"})
                : DeclaredName();
    if (!declared.name.empty()) name = declared.name;
  }
  if (codes.empty() && place.stop.expected != Expected::kWord) return std::nullopt;
  const std::string_view why =
      because < line.size() ? line.substr(because + 8) : line.substr(quote);
  const std::string reason = Trimmed(why).empty() ? "\"…\"" : InQuotes(why);
  std::string written;
  for (const std::string& code : codes) {
    written += fmt::format("{}accept {}{}{} because {}", written.empty() ? "" : "` and `", code,
                           name.empty() ? "" : " ", name, reason);
  }
  const Span rest = RestSpan(place.text, begin);
  if (codes.empty()) {
    return At(place.found.span, "a finding is accepted by its code",
              "write the code that stands in brackets behind `warning`: `accept L0504 because "
              "\"…\"`");
  }
  Diagnostic diagnostic =
      Instead(rest,
              reason == "\"…\"" ? "a finding is accepted with its reason"
                                : "a finding is accepted by its code, the name of a declaration if "
                                  "it is one, and the reason",
              written);
  if (codes.size() > 1 || reason == "\"…\"") diagnostic.edits.clear();
  if (reason == "\"…\"") diagnostic.help = fmt::format("say why, in quotes: `{}`", written);
  return diagnostic;
}

std::optional<Diagnostic> FootnoteByHabit(const Place& place) {
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::vector<std::string> numbers = NumbersIn(rest);
  const bool is_mark = rest.size() >= 3 && rest.front() == '[' && rest.back() == ']' &&
                       rest.find_first_not_of("0123456789,-[] ") == std::string_view::npos;
  if (!is_mark || numbers.empty() || place.clause == "cite" || place.keyword == "reference") {
    return std::nullopt;
  }
  const Span span = SpanOf(place.stop.offset, place.stop.offset + rest.size());
  const bool is_declared = !NamedBy(place.text, numbers[0], {"reference"}).name.empty();
  return At(span, "a reference is cited in a line of its own",
            fmt::format(
                "leave out `{0}`, and write below it `cite {1}`{2}", rest, fmt::join(numbers, ", "),
                is_declared ? "" : fmt::format(", with `reference {} \"…\"` above", numbers[0])));
}

std::optional<Diagnostic> RemarkByHabit(const Place& place) {
  if (place.stop.expected != Expected::kLine || !place.first_on_line) return std::nullopt;
  constexpr std::string_view kRemarks[] = {"comment", "comments", "remark",     "remarks",
                                           "notes",   "note",     "nb",         "info",
                                           "todo",    "memo",     "explanation"};
  const std::string word = LettersOf(WordAt(place.text, place.stop.offset));
  const bool is_remark = std::ranges::find(kRemarks, word) != std::end(kRemarks);
  if (!is_remark || place.keyword == "rule") return std::nullopt;
  const Span rest = RestSpan(place.text, place.stop.offset);
  const std::string_view said =
      WithoutQuotes(LineRest(place.text, place.stop.offset + word.size()));
  Diagnostic diagnostic =
      Instead(rest, "words for readers stand behind `#`", fmt::format("# {}", said));
  diagnostic.kind = DiagnosticKind::kUnknownClause;
  return diagnostic;
}

}  // namespace mgl
