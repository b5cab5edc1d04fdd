#include "dsl/parse/parse_change_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::string_view kNameless[] = {"must",  "contraindication", "caution",   "silent",
                                          "left",  "example",          "exclusive", "apart",
                                          "accept"};

/// The first word of the line on which the declaration begins.
std::string_view VerbOf(const Place& place) {
  const std::size_t begin = LineBegin(place.text, place.stop.declaration.begin);
  return WordAt(place.text, SkipBlanks(place.text, begin));
}

/// `change threshold high potassium above 5.8 mmol/L because "…"`: the line that was meant, from
/// `said`, what stands before `because`; or empty.
std::string LineBelow(std::string_view kind, std::string_view said) {
  const std::string_view word = WordAt(said, 0);
  if (kind == "must") return fmt::format("as {}", said);
  if (HasClause(kind, word)) return std::string(said);
  if (kind != "threshold" && kind != "range") return {};
  const std::string_view bound =
      IsReserved(word) ? said : Trimmed(said.substr(std::min(word.size(), said.size())));
  return IsIn(WordAt(bound, 0), {"above", "below", "at"}) ? fmt::format("line {}", bound)
                                                          : std::string();
}

std::optional<Diagnostic> BeforeBecause(const Place& place) {
  if (place.found.kind == FoundKind::kText) {
    if (!IsOneOf(place.keyword, kNameless)) return std::nullopt;
    const std::string title = Shortened(place.found.text, kMostQuoted);
    return At(place.found.span, "what has no name is told by its first line, which stays as it is",
              fmt::format("leave `{}` out; under another title it is another: withdraw this one, "
                          "and write that",
                          title));
  }
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::size_t end = rest.find(" because ");
  if (end == rest.npos || place.on_later_line) return std::nullopt;
  const std::string_view said = Trimmed(rest.substr(0, end));
  const std::string below = LineBelow(place.keyword, said);
  if (below.empty()) return std::nullopt;
  return At(SpanOf(place.stop.offset, place.stop.offset + said.size()),
            "what differs stands in lines below, behind the reason",
            fmt::format("write `{}` on a line of its own below this one", below));
}

/// `also urgncy now`, `without override`.
std::optional<Diagnostic> MisspeltWordOfLine(const Place& place) {
  if (place.found.kind != FoundKind::kWord || place.on_later_line) return std::nullopt;
  const std::string_view word = place.found.text;
  const std::string nearest = NearestKeyword(word, place.keyword);
  if (!HasClause(place.keyword, nearest) && !IsProvenanceWord(nearest)) return std::nullopt;
  return AtLine(place.found.span,
                fmt::format("`{}` is the first word of no line of a `{}`", word, place.keyword),
                fmt::format("did you mean `{}`?", nearest));
}

/// Where a path begins that has no quotes.
std::optional<Diagnostic> PathWithoutQuotes(const Place& place) {
  constexpr std::string_view kOfPaths =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::string_view path = rest.substr(0, std::min(rest.find(' '), rest.size()));
  if (place.on_later_line || path.empty() || path.find_first_not_of(kOfPaths) != path.npos) {
    return std::nullopt;
  }
  const Span span = SpanOf(place.stop.offset, place.stop.offset + path.size());
  Diagnostic diagnostic{DiagnosticKind::kMissingQuotes,
                        span,
                        "this path has no quotes",
                        fmt::format("write `\"{}\"`", path),
                        {}};
  diagnostic.edits.push_back({span, fmt::format("\"{}\"", path)});
  return diagnostic;
}

/// `use * from "lab.mgl"`, `use from "lab.mgl"`, `use 1 from "lab.mgl"`.
std::optional<Diagnostic> UsedByHabit(const Place& place) {
  const std::string_view word = place.found.text;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  const std::size_t quote = rest.find('"');
  if (place.on_later_line || quote == rest.npos) return std::nullopt;
  const std::string_view path = rest.substr(quote);
  if (place.found.kind == FoundKind::kNumber) {
    return At(place.found.span, "a reference comes with what cites it",
              fmt::format("name what cites it, or write `use {}` for all", path));
  }
  if (word == "from") {
    return At(place.found.span, "the names to use stand before `from`",
              fmt::format("write them there, or `use {}` for all", path));
  }
  if (word != "*" && !IsIn(word, {"all", "everything"})) return std::nullopt;
  Diagnostic diagnostic = At(place.found.span, "all of a file is used without names",
                             fmt::format("write `use {}`", path));
  diagnostic.edits.push_back({SpanOf(place.stop.offset, place.stop.offset + quote), ""});
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> ChangeByHabit(const Place& place) {
  const Expected expected = place.stop.expected;
  if (expected == Expected::kPath) return PathWithoutQuotes(place);
  const std::string_view verb = VerbOf(place);
  if (!IsIn(verb, {"change", "withdraw", "use"})) return std::nullopt;
  const std::string_view word = place.found.text;
  if (verb == "use" && expected == Expected::kUsed) return UsedByHabit(place);
  if (verb == "use" && expected == Expected::kUsedFrom && place.found.kind == FoundKind::kText &&
      !place.on_later_line) {
    Diagnostic diagnostic =
        At(place.found.span, "`from` stands before the path", fmt::format("write `from {}`", word));
    diagnostic.edits.push_back({SpanOf(place.stop.offset, place.stop.offset), "from "});
    return diagnostic;
  }
  if (verb == "use") {
    const bool is_taken = expected == Expected::kNewName && IsReserved(word);
    if (!is_taken) return std::nullopt;
    return Diagnostic{DiagnosticKind::kReservedWord,
                      place.found.span,
                      fmt::format("`{}` is a word of the language and cannot be a name", word),
                      fmt::format("choose another name, such as `{}`", SuggestedName(word)),
                      {}};
  }
  if (expected == Expected::kBecause) return BeforeBecause(place);
  if (expected == Expected::kAlsoLine || expected == Expected::kWithoutLine) {
    return MisspeltWordOfLine(place);
  }
  if (expected == Expected::kTitle && word == "because") {
    return At(place.found.span, "what has no name is told by its first line, with its title",
              fmt::format("write the title that stands there: `{} \"…\" because`", place.previous));
  }
  const bool is_own_line = expected == Expected::kLine && place.keyword == "guideline" &&
                           HasClause("guideline", word) && verb == "change";
  if (!is_own_line) return std::nullopt;
  return AtLine(place.found.span, fmt::format("`{}` is no line of what is adapted", word),
                fmt::format("a local version has its own: write `{}` in this file's `guideline`",
                            Trimmed(LineRest(place.text, place.stop.offset))));
}

Diagnostic WithoutKind(const Place& place) {
  const std::string_view verb = WordAt(place.text, place.stop.previous.begin);
  const std::size_t begin = SkipBlanks(place.text, place.stop.previous.begin + verb.size());
  const std::string_view word = WordAt(place.text, begin);
  const auto cannot = [&](std::string what, std::string help) {
    return At(SpanOf(begin, begin + word.size()), std::move(what), std::move(help));
  };
  if (word == "source") {
    return cannot(fmt::format("`{}` is not of a `source`", verb),
                  "write a `source` in this file: it stands in place of upstream's");
  }
  if (word == "guideline" && verb == "withdraw") {
    return cannot("what is adapted cannot be withdrawn as a whole",
                  "leave out the line `adapts`, or withdraw what is not meant here");
  }
  if (word == "every") {
    return cannot(fmt::format("`{}` names one example", verb),
                  fmt::format("write `{} example \"…\" because \"…\"`, once for each", verb));
  }
  if (word == "accept") {
    return cannot("an `accept` is not changed",
                  "withdraw it, and write another: `withdraw accept L0501 because \"…\"`");
  }
  const bool is_name = !word.empty() && !IsReserved(word);
  const std::string_view next = WordAt(place.text, SkipBlanks(place.text, begin + word.size()));
  const std::string kind = NearestKeyword(word, "");
  const WordRole* const role = FindWord(kind);
  const bool is_misspelt = is_name && role != nullptr && *role == WordRole::kDeclaration &&
                           !next.empty() && next != "because";
  if (is_misspelt) {
    Diagnostic diagnostic =
        cannot(fmt::format("`{}` says what is meant by its kind and its name", verb),
               fmt::format("did you mean `{}`?", kind));
    diagnostic.edits.push_back({diagnostic.span, kind});
    return diagnostic;
  }
  return At(is_name ? SpanOf(begin, begin + word.size()) : place.stop.previous,
            fmt::format("`{}` says what is meant by its kind and its name", verb),
            fmt::format("write `{} rule {} because \"…\"`, or `threshold` or another kind in place "
                        "of `rule`",
                        verb, is_name ? word : "NAME"));
}

}  // namespace mgl
