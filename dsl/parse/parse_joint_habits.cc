// How prose joins conditions. Each help is the author's own condition in the form that works.
#include "dsl/parse/parse_joint_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_condition_habits.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// What prose joins conditions with, the longer first, and what the language has.
struct Joint {
  std::string_view said;
  std::string_view written;
};
constexpr Joint kRowJoints[] = {
    {"as well as", "and"},
    {"together with", "and"},
    {"along with", "and"},
    {"in addition to", "and"},
    {"plus", "and"},
    {"with", "and"},
    {"but not if", "and not"},
    {"but not when", "and not"},
    {"but not in", "and not"},
    {"but not", "and not"},
    {"but without", "and not"},
    {"but no", "and not"},
    {"but", "and"},
    {"except if", "and not"},
    {"except when", "and not"},
    {"except in", "and not"},
    {"except for", "and not"},
    {"except", "and not"},
    {"without", "and not"},
    {"or else", "or"},
    {"or if", "or"},
    {"and if", "and"},
    {"and when", "and"},
    {"or when", "or"},
};

bool StartsWithWords(std::string_view text, std::string_view words) {
  return text.starts_with(words) &&
         (text.size() == words.size() || !IsWordCharacter(text[words.size()]));
}

/// A number in words or digits, `any` and `all`: how many of a list.
std::string CountOf(std::string_view word) {
  if (word == "any" || word == "either") return "1";
  if (!NumberWord(word).empty()) return std::string(NumberWord(word));
  const bool is_number = !word.empty() && word.find_first_not_of("0123456789") == word.npos;
  return is_number ? std::string(word) : "";
}

/// The mark of a list's line, such as `- ` or `1. `: its size, or 0.
std::size_t RowMarkAt(std::string_view line) {
  for (const std::string_view mark : {"-", "–", "•", "*", "o "}) {
    if (line.starts_with(mark)) return mark.size();
  }
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool is_numbered =
      digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  return is_numbered && digits + 1 < line.size() && line[digits + 1] == ' ' ? digits + 1 : 0;
}

/// `a, b or c` in parts.
void AppendParts(std::string_view line, std::vector<std::string>& parts) {
  while (!line.empty()) {
    std::size_t end = line.size();
    std::size_t size = 0;
    for (const std::string_view stop : {", or ", ", and ", ",", ";", " or ", " and "}) {
      const std::size_t at = line.find(stop);
      if (at >= end) continue;
      end = at;
      size = stop.size();
    }
    const std::string_view part = Trimmed(line.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    line = size == 0 ? std::string_view() : line.substr(end + size);
  }
}

}  // namespace

std::string ListedFrom(std::string_view text, std::size_t at, std::string_view joint) {
  std::string_view line = Trimmed(LineRest(text, at));
  for (const std::string_view skipped :
       {"of", "the", "these", "following", "criteria", "conditions", "features", "findings", ":"}) {
    if (skipped == ":" ? line.starts_with(skipped) : StartsWithWords(line, skipped)) {
      line = Trimmed(line.substr(skipped.size()));
    }
  }
  if (line.starts_with("(") && line.ends_with(")")) line = line.substr(1, line.size() - 2);
  std::vector<std::string> parts;
  const bool is_slashed = line.find('/') != line.npos && line.find_first_of(",;<>= ") == line.npos;
  std::string list(line);
  if (is_slashed) std::ranges::replace(list, '/', ',');  // `cough/fever/pain`
  AppendParts(list, parts);
  for (std::size_t next = text.find('\n', at); parts.empty() || next != std::string_view::npos;
       next = text.find('\n', next + 1)) {
    if (next == std::string_view::npos || next + 1 >= text.size()) break;
    const std::string_view item = Trimmed(LineRest(text, next + 1));
    const std::size_t mark = RowMarkAt(item);
    if (mark == 0) break;
    std::string_view said = Trimmed(item.substr(mark));
    for (const std::string_view end : {";", ",", " or", " and"}) {
      if (said.ends_with(end)) said = Trimmed(said.substr(0, said.size() - end.size()));
    }
    if (!said.empty()) parts.emplace_back(said);
  }
  if (parts.size() < 2) return "";
  return fmt::format("{}", fmt::join(parts, joint));
}

std::optional<Diagnostic> JointByProse(const Place& place) {
  if (place.on_later_line) return std::nullopt;
  const std::string_view rest = LineRest(place.text, place.stop.offset);
  if (place.previous == "neither" && place.found.kind == FoundKind::kWord) {
    const std::size_t nor = rest.find(" nor ");
    if (nor == std::string_view::npos || rest.find(',') != std::string_view::npos) {
      return std::nullopt;
    }
    const std::string_view other =
        ValueFrom(place.text, EndIn(place.text, rest.substr(0, nor + 5)));
    if (EndIn(place.text, other) < EndIn(place.text, rest)) return std::nullopt;
    const std::string written = fmt::format("not ({} or {})", Trimmed(rest.substr(0, nor)), other);
    const Span span = SpanOf(place.stop.previous.begin, EndIn(place.text, other));
    Diagnostic diagnostic = At(span, "the opposite of conditions is written with `not`",
                               fmt::format("write `{}`", written));
    diagnostic.edits.push_back({span, written});
    return diagnostic;
  }
  const bool is_joined_twice = place.stop.expected == Expected::kOperand &&
                               (place.previous == "and" || place.previous == "or");
  if (!InCondition(place) && !is_joined_twice) return std::nullopt;
  const std::size_t begin = is_joined_twice ? place.stop.previous.begin : place.stop.offset;
  const std::string_view said = LineRest(place.text, begin);
  for (const Joint& joint : kRowJoints) {
    if (!StartsWithWords(said, joint.said)) continue;
    const Span span = SpanOf(begin, begin + joint.said.size());
    const std::string_view what = ValueFrom(place.text, SkipBlanks(place.text, span.end));
    if (what.empty()) return std::nullopt;
    Diagnostic diagnostic = At(span, "conditions are joined by `and` or `or`",
                               fmt::format("write `{} {}`", joint.written, what));
    // Where more is joined, what belongs together is for the author to say.
    std::string_view line = LineRest(place.text, LineBegin(place.text, begin));
    const std::string_view behind = LineRest(place.text, EndIn(place.text, what));
    line = line.substr(0, begin - LineBegin(place.text, begin));
    const auto joins = [](std::string_view text) {
      return text.find(" or ") != text.npos || text.find(" and ") != text.npos ||
             text.find(',') != text.npos || text.find("neither ") != text.npos ||
             text.find("either ") != text.npos;
    };
    if (joins(line) || joins(behind)) {
      diagnostic.help =
          fmt::format("write `{}`, with parentheses around what belongs together", joint.written);
    } else {
      diagnostic.edits.push_back({span, std::string(joint.written)});
    }
    return diagnostic;
  }
  return std::nullopt;
}

std::optional<Diagnostic> CountByProse(const Place& place) {
  if (place.found.text != "of" || place.on_later_line) return std::nullopt;
  const std::string_view before = WordBefore(place.text, place.stop.previous.begin);
  const bool is_all = place.previous == "all";
  std::string count = CountOf(place.previous);
  if (!is_all && count.empty()) return std::nullopt;
  std::size_t begin = place.stop.previous.begin;
  if (before == "any") begin = EndIn(place.text, before) - before.size();
  const Span span = SpanOf(begin, place.found.span.end);
  constexpr std::string_view kMessage = "how many of a list are meant is a number";
  if (is_all) {
    const std::string list = ListedFrom(place.text, place.found.span.end, " and ");
    return At(span, std::string(kMessage),
              list.empty() ? "join them by `and`" : fmt::format("join them by `and`: `{}`", list));
  }
  const std::string list = ListedFrom(place.text, place.found.span.end, ", ");
  return At(span, std::string(kMessage),
            fmt::format("write `at least {} of ({})`{}", count, list.empty() ? "…" : list,
                        count == "1" ? ", or join them by `or`" : ", or `exactly` for `at least`"));
}

std::optional<Diagnostic> TaperedDose(const Place& place) {
  if (place.keyword != "medication" || place.found.text != "then") return std::nullopt;
  const std::string_view line = LineRest(place.text, LineBegin(place.text, place.stop.offset));
  const std::size_t dose = line.find("dose ");
  const std::size_t lasts = line.find(" for ");
  const std::size_t then = line.find(" then ");
  if (dose == line.npos || lasts == line.npos || then == line.npos || lasts > then) {
    return std::nullopt;
  }
  return At(place.found.span, "how a dose goes on is no part of it",
            fmt::format("write `{}`, below it `{}`, and how it goes on in a rule of its own: `then "
                        "note \"{}\"`",
                        line.substr(dose, lasts - dose), line.substr(lasts + 1, then - lasts - 1),
                        line.substr(dose + 5)));
}

std::optional<Diagnostic> ArticleByProse(const Place& place) {
  constexpr std::string_view kArticles[] = {"the", "a", "an", "their", "his", "her", "any", "that"};
  const bool is_article =
      std::find(std::begin(kArticles), std::end(kArticles), place.previous) != std::end(kArticles);
  if (place.on_later_line || !is_article || place.found.kind != FoundKind::kWord ||
      place.clause.empty()) {
    return std::nullopt;
  }
  std::size_t end = place.stop.offset;
  for (const std::string_view person : {"patient", "woman", "child", "person", "mother", "man"}) {
    for (const std::string_view verb : {" is ", " has ", " had ", " was "}) {
      const std::string said = std::string(person) + std::string(verb);
      if (LineRest(place.text, end).starts_with(said)) end += said.size();
    }
  }
  const std::string_view name = WordAt(place.text, SkipBlanks(place.text, end));
  const bool is_known = IsDeclared(
      place.text, name,
      {"fact", "threshold", "define", "result", "table", "score", "medication", "option", "diet"});
  if (!is_known && end == place.stop.offset) return std::nullopt;
  if (name.empty() || (IsReserved(name) && name != "not")) return std::nullopt;
  const Span span = SpanOf(place.stop.previous.begin, end);
  const std::string_view said = Trimmed(TextOf(place.text, span));
  const std::string_view what = ValueFrom(place.text, SkipBlanks(place.text, end));
  Diagnostic diagnostic = At(SpanOf(span.begin, EndIn(place.text, said)),
                             "a thing is called by its name, without words around it",
                             fmt::format("leave out `{}`: write `{}`", said, what));
  diagnostic.edits.push_back({span, ""});
  return diagnostic;
}

std::optional<Diagnostic> MisspeltBecause(const Place& place) {
  if (place.clause == "assumed" || place.clause == "interpreted") return std::nullopt;
  const auto is_it = [](std::string_view word) {
    return word != "because" && !IsReserved(word) && !Nearest(word, {"because"}).empty();
  };
  Span span;
  if (place.found.kind == FoundKind::kText && !place.on_later_line && is_it(place.previous)) {
    span = place.stop.previous;
  } else if (place.found.kind == FoundKind::kWord && !place.first_on_line &&
             is_it(place.found.text) &&
             Trimmed(LineRest(place.text, place.found.span.end)).starts_with('"')) {
    span = place.found.span;
  } else {
    return std::nullopt;
  }
  Diagnostic diagnostic = At(span, "the reason stands behind `because`", "did you mean `because`?");
  diagnostic.edits.push_back({span, "because"});
  return diagnostic;
}

std::optional<Diagnostic> JointMissing(const Place& place) {
  if (place.on_later_line || place.found.kind != FoundKind::kWord) return std::nullopt;
  const std::vector<DeclaredName> names = DeclaredNames(place.text, {"fact", "define"});
  const auto is_condition = [&](std::string_view word) {
    const auto found = std::ranges::find(names, word, &DeclaredName::name);
    if (found == names.end()) return false;
    return found->keyword == "define" ? !found->kind.starts_with("in ")
                                      : found->kind.starts_with("is yes/no");
  };
  if (!is_condition(place.previous) || !is_condition(place.found.text)) return std::nullopt;
  const std::string_view first = place.previous;
  const std::string_view second = place.found.text;
  return At(
      SpanOf(place.stop.previous.begin, place.found.span.end),
      fmt::format("`and` or `or` is missing between `{}` and `{}`", first, second),
      fmt::format("write `{0} and {1}` where both must hold, `{0} or {1}` where one is enough: "
                  "which of them is yours to say",
                  first, second));
}

std::optional<Diagnostic> CommaMissing(const Place& place) {
  if (place.on_later_line || place.found.kind != FoundKind::kWord) return std::nullopt;
  if (place.clause != "expect" && place.clause != "given") return std::nullopt;
  const std::vector<DeclaredName> names =
      DeclaredNames(place.text, {"fact", "define", "result", "rule", "score", "table"});
  const auto is_declared = [&](std::string_view word) {
    return std::ranges::find(names, word, &DeclaredName::name) != names.end();
  };
  if (!is_declared(place.found.text) || IsReserved(place.found.text)) return std::nullopt;
  if (is_declared(place.previous) || place.previous == place.clause) return std::nullopt;
  const std::size_t begin = place.stop.clause.begin;
  const std::string_view line = Trimmed(LineRest(place.text, begin));
  const std::vector<std::string_view> words = WordsIn(line);
  if (is_declared(words.back())) return std::nullopt;  // its value is missing too
  std::string written;
  for (const std::string_view word : words) {
    const std::size_t last = written.rfind(' ');
    const std::string_view before = last == std::string::npos
                                        ? std::string_view(written)
                                        : std::string_view(written).substr(last + 1);
    const bool lacks = is_declared(WordAt(word, 0)) && !before.empty() && !before.ends_with(',') &&
                       before != place.clause && !is_declared(before);
    written += fmt::format("{}{}{}", lacks ? "," : "", written.empty() ? "" : " ", word);
  }
  return Instead(RestSpan(place.text, begin), "a comma is missing between the things of a list",
                 written);
}

}  // namespace mgl
