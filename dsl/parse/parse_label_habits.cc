#include "dsl/parse/parse_label_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/listed_choices.h"
#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using LabelSign = std::pair<std::string_view, std::string_view>;
constexpr LabelSign kLabelSigns[] = {{"is one of ", "is one of"},
                                     {">=", ">="},
                                     {"≥", ">="},
                                     {"<=", "<="},
                                     {"≤", "<="},
                                     {"!=", "is not"},
                                     {"≠", "is not"},
                                     {"<>", "is not"},
                                     {"==", "is"},
                                     {"=", "is"},
                                     {">", ">"},
                                     {"<", "<"},
                                     {"at least ", ">="},
                                     {"at most ", "<="},
                                     {"above ", ">"},
                                     {"below ", "<"},
                                     {"over ", ">"},
                                     {"is not ", "is not"},
                                     {"is ", "is"}};

/// `(plus_1, plus_2)` of `("1+", 2+)`; empty: one of them is no choice.
std::string ListCalled(const ListedChoices& listed, std::string_view said) {
  if (said.size() < 2 || said.front() != '(' || said.back() != ')') return {};
  std::string names;
  for (const WrittenChoice& one : WrittenChoices(said.substr(1, said.size() - 2), "")) {
    const std::string name = ChoiceCalled(listed, one.said);
    if (name.empty()) return {};
    names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
  }
  return fmt::format("({})", names);
}

/// `NAME SIGN VALUE` in a line.
struct LabelCompared {
  Span span;
  std::string_view sign;
  std::string_view value;
};
LabelCompared ComparedIn(std::string_view text, std::size_t begin, std::string_view line,
                         std::string_view name) {
  for (std::size_t at = line.find(name); at != line.npos; at = line.find(name, at + 1)) {
    const bool is_word =
        (at == 0 || !IsWordCharacter(line[at - 1])) && WordAt(line, at).size() == name.size();
    if (!is_word || std::ranges::count(line.substr(0, at), '"') % 2 == 1) continue;
    std::string_view rest = Trimmed(line.substr(at + name.size()));
    for (const auto& [said, sign] : kLabelSigns) {
      if (!rest.starts_with(said)) continue;
      rest = Trimmed(rest.substr(said.size()));
      std::size_t end = rest.size();
      if (rest.starts_with('(')) {
        end = std::min(ClosingBracket(rest, 0, rest.size()), rest.size() - 1) + 1;
      } else if (rest.starts_with('"')) {
        end = std::min(rest.find('"', 1), rest.size() - 1) + 1;
      } else {
        for (const std::string_view stop : {" and ", " or ", " when ", " then ", ",", ")"}) {
          end = std::min(end, rest.find(stop));
        }
      }
      const std::string_view value = Trimmed(rest.substr(0, end));
      if (value.empty()) return {};
      return {SpanOf(begin + at, EndIn(text, value)), sign, value};
    }
  }
  return {};
}

Diagnostic HelpForLabel(const Place& place, const DeclaredName& owner, const ListedChoices& listed,
                        const LabelCompared& compared, const std::string& choice) {
  const std::string condition = fmt::format("{} {} {}", owner.name, compared.sign, choice);
  const DeclaredName cut = DeclarationAt(place.text, place.stop.declaration.begin);
  const bool is_threshold = place.keyword == "threshold" && place.clause.empty();
  const std::string written = is_threshold
                                  ? fmt::format("define {} \"{}\" as {}", cut.name,
                                                cut.title.empty() ? cut.name : cut.title, condition)
                                  : condition;
  Diagnostic diagnostic = Instead(
      is_threshold ? RestSpan(place.text, place.stop.declaration.begin) : compared.span,
      is_threshold ? "a threshold cuts a number; of choices it is a define, which names one of them"
                   : "a choice is compared by its name",
      written);
  const bool is_sided = !compared.sign.starts_with("is");
  if (is_sided && !listed.is_in_order) {
    diagnostic.help += fmt::format(
        "; and let the list of `{}` go from the least to the most, and end with `in order`",
        owner.name);
    diagnostic.edits.clear();
  }
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> ComparedLabel(const Place& place) {
  const std::size_t stop = place.on_later_line ? place.stop.previous.end : place.stop.offset;
  const std::size_t begin =
      place.clause.empty() ? place.stop.declaration.begin : place.stop.clause.begin;
  if (begin > stop || LineBegin(place.text, begin) != LineBegin(place.text, stop)) {
    return std::nullopt;
  }
  const std::string_view line = LineRest(place.text, begin);
  if (line.starts_with("fact ")) return std::nullopt;
  for (const DeclaredName& owner : DeclaredNames(place.text, {"fact", "result", "define"})) {
    if (owner.name.empty() || line.find(owner.name) == line.npos) continue;
    const LabelCompared compared = ComparedIn(place.text, begin, line, owner.name);
    const bool is_here = !compared.value.empty() && compared.span.begin <= stop &&
                         (stop <= compared.span.end ||
                          Trimmed(TextOf(place.text, SpanOf(compared.span.end, stop))).empty());
    if (!is_here) continue;
    const ListedChoices listed = ChoicesOfName(place.text, owner);
    // Where the list itself cannot be read, its message says what to write here.
    if (listed.choices.empty() || !listed.is_written) continue;
    const std::string choice = compared.sign == "is one of" ? ListCalled(listed, compared.value)
                                                            : ChoiceCalled(listed, compared.value);
    const bool is_threshold = place.keyword == "threshold" && place.clause.empty();
    const std::string written = fmt::format("{} {} {}", owner.name, compared.sign, choice);
    const bool is_right = !is_threshold && TextOf(place.text, compared.span) == written;
    // Where the mistake is in the next line, only a sign of this one can have led there.
    if (is_right || (place.on_later_line && IsWordCharacter(compared.value.back()))) continue;
    if (!choice.empty()) return HelpForLabel(place, owner, listed, compared, choice);
    const bool is_label = compared.value.front() == '"' || compared.value.find(' ') == line.npos;
    if (!is_label) continue;
    std::string names;
    for (const WrittenChoice& one : listed.choices) {
      names += fmt::format("{}`{}`", names.empty() ? "" : ", ", one.name);
    }
    return At(
        compared.span, fmt::format("`{}` has no choice {}", owner.name, compared.value),
        fmt::format("write `{} {} CHOICE`, with one of {}", owner.name, compared.sign, names));
  }
  return std::nullopt;
}

}  // namespace mgl
