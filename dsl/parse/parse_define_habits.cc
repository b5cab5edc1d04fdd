// Definitions of programs and prose. Each help is the author's own line in the form that works.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/lines_alike.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_row_habits.h"
#include "dsl/parse/written_branches.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// BehindOneOf the first of these words, if it begins with one.
std::string_view BehindOneOf(std::string_view words,
                             std::initializer_list<std::string_view> leads) {
  words = Trimmed(words);
  for (const std::string_view lead : leads) {
    if (words.starts_with(lead)) return Trimmed(words.substr(lead.size()));
  }
  return words;
}

/// `if C then A else B` as the lines of a value: `value A when C`, `value B otherwise`.
std::string ValueLines(std::string_view said) {
  std::vector<std::string> lines;
  for (const Branch& branch : BranchesIn(said)) {
    lines.push_back(branch.condition.empty()
                        ? fmt::format("value {} otherwise", branch.value)
                        : fmt::format("value {} when {}", branch.value, branch.condition));
  }
  return lines.empty() ? "" : JoinedLines(lines);
}

/// `2 mg if age > 60 years else 3 mg`, as Python writes it.
std::string ValueLinesTurned(std::string_view said) {
  const std::size_t when = said.find(" if ");
  const std::size_t otherwise = said.find(" else ");
  if (when == std::string_view::npos || otherwise == std::string_view::npos || otherwise < when) {
    return "";
  }
  return fmt::format("`value {} when {}` and `value {} otherwise`", Trimmed(said.substr(0, when)),
                     Trimmed(said.substr(when + 4, otherwise - when - 4)),
                     Trimmed(said.substr(otherwise + 6)));
}

/// How much of it is `yes` before `if`: `: yes if age > 3 years`.
std::size_t IsYesIf(std::string_view said) {
  const std::string_view bare = BehindOneOf(said, {": ", ":", "= ", "as "});
  for (const std::string_view lead : {"yes ", "true "}) {
    const std::string_view rest = bare.substr(std::min(lead.size(), bare.size()));
    if (bare.starts_with(lead) && (rest.starts_with("if ") || rest.starts_with("when "))) {
      return said.size() - rest.size();
    }
  }
  return 0;
}

bool BeginsIf(std::string_view said) {
  const std::string word = LowerCase(WordAt(said, 0));
  return word == "if" || word == "case" || word == "iif";
}

constexpr std::string_view kLines = "which value counts when is said in lines";

/// `if age > 60 years then 2`, `else 3 mg`, `when age >= 18 years`, each in a line.
std::optional<Diagnostic> LineOfValue(const Place& place) {
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const Span span = RestSpan(place.text, place.stop.offset);
  if (BeginsIf(line) || StartsWithWord(line, "when")) {
    std::string lines = ValueLines(line);
    if (lines.empty() && line.find(" then ") != std::string_view::npos) {
      lines = ValueLines(fmt::format("if {}", BehindOneOf(line, {"when "})));
    }
    if (!lines.empty()) {
      Diagnostic diagnostic = At(span, std::string(kLines), fmt::format("write {}", lines));
      diagnostic.kind = DiagnosticKind::kUnknownClause;
      return diagnostic;
    }
    const std::size_t value_at = line.find(" value ");
    if (value_at != std::string_view::npos) {
      Diagnostic diagnostic =
          Instead(span, "the value stands before its condition",
                  fmt::format("value {} when {}", Trimmed(line.substr(value_at + 7)),
                              BehindOneOf(line.substr(0, value_at), {"if ", "when "})));
      diagnostic.kind = DiagnosticKind::kUnknownClause;
      return diagnostic;
    }
    if (place.stop.clause.end != 0) return std::nullopt;
    Diagnostic diagnostic = Instead(span, "what a name stands for is written behind `as`",
                                    fmt::format("as {}", BehindOneOf(line, {"if ", "when "})));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  const bool is_else = StartsWithWord(line, "else") || StartsWithWord(line, "otherwise") ||
                       StartsWithWord(line, "default");
  const std::string_view value =
      BehindOneOf(line, {"else: ", "else ", "otherwise ", "default ", "default: ", "otherwise: "});
  if (is_else && value != line && !BeginsIf(value)) {
    Diagnostic diagnostic = Instead(span, "the value for all others is a line with `otherwise`",
                                    fmt::format("value {} otherwise", value));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  // `severe if very_low`: a choice of the result.
  const std::string_view choice = WordAt(line, 0);
  const std::string_view behind = Trimmed(line.substr(choice.size()));
  const std::string_view kind = DeclarationAt(place.text, place.stop.declaration.begin).kind;
  const std::string_view listed = kind.substr(std::min(kind.find('('), kind.size()));
  const bool is_choice = !choice.empty() && std::ranges::any_of(WordsIn(listed), [&](auto word) {
    return WithoutSigns(word) == choice;
  });
  for (const std::string_view joint : {"if ", "when ", "where ", ": ", "= ", "for "}) {
    if (!is_choice || !behind.starts_with(joint)) continue;
    return AtLine(
        span, "each value stands in a line `value`",
        fmt::format("write `value {} when {}`", choice, Trimmed(behind.substr(joint.size()))));
  }
  return std::nullopt;
}

/// `as if age > 60 years then 2 mg else 3 mg`, `as: age > 60 years`.
std::optional<Diagnostic> BehindAs(const Place& place) {
  const Span header = RestSpan(place.text, place.stop.declaration.begin);
  const std::string_view as =
      place.text.substr(place.stop.declaration.begin, header.end - place.stop.declaration.begin);
  if (place.clause == "as" && !place.on_later_line) {
    const std::string_view said = Trimmed(LineRest(place.text, place.stop.clause.end));
    std::string lines = BeginsIf(said) ? ValueLines(said) : ValueLinesTurned(said);
    if (!lines.empty()) {
      const std::string_view before = Trimmed(as.substr(0, as.find(" as ")));
      return At(RestSpan(place.text, place.stop.clause.begin), std::string(kLines),
                fmt::format("write `{}`, and below it {}", before, lines));
    }
    if (place.found.text == ":" || place.found.text == "=") {
      return Instead(RestSpan(place.text, place.stop.clause.begin), "behind `as` stands no sign",
                     fmt::format("as {}", BehindOneOf(said, {":", "="})));
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> DefineByHabit(const Place& place) {
  if (place.keyword != "define" && place.keyword != "result") return std::nullopt;
  const DeclaredName define = DeclarationAt(place.text, place.stop.declaration.begin);
  const Span header = RestSpan(place.text, place.stop.declaration.begin);
  if (define.name.empty() || place.stop.name.end == 0) return std::nullopt;
  const std::string head =
      define.title.empty() ? fmt::format("{} {}", place.keyword, define.name)
                           : fmt::format("{} {} \"{}\"", place.keyword, define.name, define.title);
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  if (is_line) return LineOfValue(place);
  if (place.clause == "value" && !place.on_later_line) {
    const std::string_view value =
        BehindOneOf(LineRest(place.text, place.stop.clause.end), {"=", ":"});
    const std::string lines = ValueLines(value);
    if (lines.empty()) return std::nullopt;
    return At(RestSpan(place.text, place.stop.clause.begin), std::string(kLines),
              fmt::format("write {}", lines));
  }
  if (place.clause == "as" && !place.on_later_line) return BehindAs(place);
  if (!place.clause.empty() || place.on_later_line) return std::nullopt;
  std::string_view said = define.kind;
  const std::string_view bare =
      BehindOneOf(said.substr(IsYesIf(said)),
                  {"as: ", "as = ", ":= ", ":=", ": ", ":", "= ", "== ", "when ", "if ", "means ",
                   "is when ", "is if ", "where ", "is defined as ", "equals ", "is "});
  const bool is_kind =
      place.stop.expected == Expected::kValueIs &&
      bare.find_first_of("<>=") == std::string_view::npos &&
      NamedBy(place.text, WordAt(bare, 0), {"fact", "threshold", "define"}).name.empty();
  const bool has_kind = said.starts_with("is number") || said.starts_with("is date") ||
                        said.starts_with("is text") || said.starts_with("is yes/no") ||
                        said.find(" as ") != std::string_view::npos;
  if (is_kind || has_kind || bare.empty() || bare.starts_with("one of") ||
      said.starts_with("in ")) {
    return std::nullopt;
  }
  std::string lines =
      BeginsIf(said) || said.find(" then ") != std::string_view::npos
          ? ValueLines(BeginsIf(said) ? std::string(said) : fmt::format("if {}", bare))
          : ValueLinesTurned(bare);
  if (!lines.empty()) {
    return At(header, std::string(kLines), fmt::format("write `{}`, and below it {}", head, lines));
  }
  const std::size_t when = std::min(bare.find(" when "), bare.find(" if "));
  if (place.keyword == "result" && when != std::string_view::npos) {
    return At(
        header, std::string(kLines),
        fmt::format("write `{}`, and below it `value {} when {}`", head,
                    Trimmed(bare.substr(0, when)), Trimmed(bare.substr(bare.find(' ', when + 1)))));
  }
  const bool is_cut = place.stop.expected == Expected::kLine ||
                      place.stop.expected == Expected::kValueIs ||
                      place.stop.expected == Expected::kAs;
  const bool is_expression = bare != said ||
                             !NamedBy(place.text, WordAt(bare, 0),
                                      {"fact", "threshold", "define", "result", "score", "table"})
                                  .name.empty() ||
                             WordAt(bare, 0) == "not" || bare.front() == '(';
  if (!is_cut || !is_expression) return std::nullopt;
  return Instead(header, "what a name stands for is written behind `as`",
                 fmt::format("{} as {}", head, bare));
}

namespace {

/// The readings of an ambiguity: name and title.
std::vector<std::pair<std::string_view, std::string_view>> ReadingsOf(const Place& place) {
  std::vector<std::pair<std::string_view, std::string_view>> readings;
  const std::string_view text = place.text;
  std::size_t at = text.find('\n', place.stop.declaration.begin);
  for (; at < text.size(); at = text.find('\n', at + 1)) {
    const std::string_view line = LineRest(text, at + 1);
    if (!line.empty() && line.front() != ' ' && line.front() != '\t') break;
    const std::string_view said = Trimmed(line);
    if (!StartsWithWord(said, "reading")) continue;
    const std::string_view rest = Trimmed(said.substr(7));
    const std::string_view name = WordAt(rest, 0);
    const std::string_view title = Trimmed(rest.substr(name.size()));
    const bool has_title = title.starts_with('"') && title.find('"', 1) != title.npos;
    readings.emplace_back(name, has_title ? title.substr(1, title.find('"', 1) - 1) : "");
  }
  return readings;
}

/// `adopt "65 and over"`, the title of a reading, and `adopt from_65 "the consultant said so"`.
std::optional<Diagnostic> AdoptedByTitle(const Place& place, std::string_view said, Span span) {
  const bool is_title =
      place.stop.expected == Expected::kName && place.found.kind == FoundKind::kText;
  const bool is_reason = place.stop.expected != Expected::kName &&
                         place.found.kind == FoundKind::kText &&
                         WordAt(said, 0) == place.previous && !place.on_later_line;
  if (is_reason) {
    return Instead(span, "why a reading is adopted stands behind `because`",
                   fmt::format("adopt {} because {}", place.previous, place.found.text));
  }
  if (!is_title) return std::nullopt;
  constexpr std::string_view kMessage = "a reading is adopted by its name";
  std::string reason = std::string(Trimmed(LineRest(place.text, place.found.span.end)));
  const bool has_reason = StartsWithWord(reason, "because");
  if (!has_reason && !reason.empty()) return std::nullopt;
  if (!has_reason) reason = "because \"…\"";
  const auto readings = ReadingsOf(place);
  for (const auto& [name, title] : readings) {
    if (name.empty() || !EqualsIgnoringCase(title, WithoutQuotes(place.found.text))) continue;
    const std::string written = fmt::format("adopt {} {}", name, reason);
    if (has_reason) return Instead(span, std::string(kMessage), written);
    return At(span, std::string(kMessage), fmt::format("write `{}`, with the reason", written));
  }
  if (readings.empty()) return std::nullopt;
  std::string names;
  for (const auto& [name, title] : readings) {
    names += fmt::format("{}`adopt {} {}`", names.empty() ? "" : " or ", name, reason);
  }
  return At(span, std::string(kMessage), fmt::format("write {}", names));
}

}  // namespace

/// `default strict`: the reading that is adopted; empty where it is no such line.
static std::string AdoptedIn(std::string_view line) {
  const std::string_view said =
      Trimmed(BehindLead(line, {"default: ", "default ", "prefer ", "preferred ", "choose ",
                                "select ", "use ", "chosen ", "adopted ", "decision "}));
  const std::string_view name = WordAt(said, 0);
  return name.empty() || IsReserved(name) ? std::string() : fmt::format("adopt {}", said);
}

/// The same in a line below `at` under the same declaration, as what a help says of it.
static std::string AdoptedBelow(std::string_view text, std::size_t at) {
  for (std::size_t next = text.find('\n', at); next != text.npos;
       next = text.find('\n', next + 1)) {
    const std::string_view line = Trimmed(LineRest(text, next + 1));
    if (IsDeclarationWord(WordAt(text, next + 1))) return {};
    const std::string adopted = AdoptedIn(line);
    if (!adopted.empty()) return fmt::format("; and `{}` in place of `{}`", adopted, line);
  }
  return {};
}

std::optional<Diagnostic> ReadingByHabit(const Place& place) {
  if (place.keyword != "ambiguity") return std::nullopt;
  const bool is_line = place.stop.expected == Expected::kLine && place.first_on_line &&
                       LineBegin(place.text, place.stop.offset) != place.stop.offset;
  if (is_line) {
    const std::string adopted = AdoptedIn(LineRest(place.text, place.stop.offset));
    if (!adopted.empty()) {
      return InsteadOfLine(RestSpan(place.text, place.stop.offset),
                           "which reading counts is a line `adopt`", adopted);
    }
  }
  const bool is_other = is_line && (place.found.text == "option" || place.found.text == "version" ||
                                    place.found.text == "either" || place.found.text == "or" ||
                                    place.found.text == "interpretation");
  if (place.on_later_line && !is_other) return std::nullopt;
  const std::size_t begin = is_other ? place.stop.offset : place.stop.clause.begin;
  const Span span = RestSpan(place.text, begin);
  const std::string_view line = LineRest(place.text, begin);
  std::string_view said = Trimmed(line.substr(WordAt(line, 0).size()));
  if (place.clause == "adopt" && !is_other) {
    if (place.stop.expected == Expected::kName && said.starts_with("because")) {
      const std::size_t reading = place.text.find("reading ", place.stop.declaration.begin);
      const std::string_view name =
          reading == std::string_view::npos ? "" : WordAt(place.text, reading + 8);
      return At(PlaceSpan(place), "a reading is adopted by its name",
                fmt::format("write `adopt {} {}`, or the name of another reading",
                            name.empty() ? "NAME" : name, said));
    }
    if (std::optional<Diagnostic> found = AdoptedByTitle(place, said, span)) return found;
    const std::size_t because = std::min(said.find(" because"), said.size());
    const std::string_view name =
        WithoutQuotes(BehindOneOf(said.substr(0, because), {"reading ", "the "}));
    const std::string adopted = NameOfTitle(name);
    if (place.stop.expected != Expected::kName || adopted.empty()) return std::nullopt;
    return Instead(span, "a reading is adopted by its name",
                   fmt::format("adopt {}{}", adopted, said.substr(because)));
  }
  if (place.clause != "reading" && !is_other) return std::nullopt;
  const bool is_place =
      is_other || place.stop.expected == Expected::kNewName || place.stop.expected == Expected::kAs;
  if (!is_place) return std::nullopt;
  std::string name(WordAt(said, 0));
  said = Trimmed(
      said.substr(std::min(name.empty() ? said.find_first_of("\" ") : name.size(), said.size())));
  std::string_view title;
  if (said.starts_with('"')) {
    const std::size_t close = std::min(said.find('"', 1), said.size() - 1);
    title = said.substr(1, close - 1);
    said = Trimmed(said.substr(close + 1));
  }
  if (name.empty()) name = NameOfTitle(title);
  said = BehindOneOf(
      said, {"as: ", "as ", ": ", ":", "= ", "- ", "means ", "when ", "if ", "where ", "is "});
  if (name.empty() || said.empty()) return std::nullopt;
  Diagnostic diagnostic =
      Instead(span, "a reading has a name, a title in quotes, and stands behind `as`",
              title.empty() ? fmt::format("reading {} as {}", name, said)
                            : fmt::format("reading {} \"{}\" as {}", name, title, said));
  if (is_other) {
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    diagnostic.help += AdoptedBelow(place.text, begin);
  }
  return diagnostic;
}

}  // namespace mgl
