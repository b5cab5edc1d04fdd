#include "dsl/parse/warning_text.h"
#include "dsl/parse/age_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/test_forms.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Words that tell everybody what to do, and no reason.
bool IsInstruction(std::string_view title) {
  constexpr std::string_view kVerbs[] = {
      "take",  "give",   "use",   "avoid",   "monitor", "do",     "check",   "not",    "may",
      "with",  "after",  "store", "swallow", "adjust",  "reduce", "start",   "begin",  "drink",
      "never", "always", "stop",  "dilute",  "infuse",  "watch",  "measure", "inform", "counsel"};
  return IsOneOf(LowerCase(WordAt(title, 0)), kVerbs);
}

/// A condition that is written as one, or nearly.
bool IsCondition(std::string_view text, std::string_view words) {
  if (words.find_first_of("<>=") != words.npos || words.find("≤") != words.npos ||
      words.find("≥") != words.npos || words.starts_with("not ") || words.starts_with("(")) {
    return true;
  }
  const std::string_view first = WordAt(words, 0);
  // `eGFR 30-45`
  const bool has_number = std::ranges::any_of(
      WordsIn(words), [](std::string_view word) { return IsDigit(word.front()); });
  if (has_number &&
      (!NamedBy(text, first, {"fact"}).name.empty() || !FormOfTest(first).kinds.empty())) {
    return true;
  }
  return IsConditionName(text, first) &&
         (first.size() == words.size() || words.find(" is ") != words.npos ||
          words.find(" and ") != words.npos || words.find(" or ") != words.npos ||
          words.find_first_of("0123456789") != words.npos);
}

/// `a, b or c`, parted.
std::vector<std::string_view> Parts(std::string_view words) {
  std::vector<std::string_view> parts;
  while (!words.empty()) {
    std::size_t end = words.size();
    std::size_t next = words.size();
    for (const std::string_view joint : {", or ", ", and ", ",", ";", " or ", " / "}) {
      const std::size_t at = words.find(joint);
      if (at >= end) continue;
      end = at;
      next = at + joint.size();
    }
    const std::string_view part = WithoutLead(words.substr(0, end));
    if (!part.empty()) parts.push_back(part);
    words.remove_prefix(next);
  }
  return parts;
}

/// The group of people by its age.
Reason GroupByAge(std::string_view text, std::string_view words) {
  Reason reason;
  reason.when = AgeGroupMeant(text, words);
  if (AgeToDecide(reason.when).empty()) return reason;
  reason.open = "with the age that is meant";
  const std::string_view age = WordAt(reason.when, 0);
  if (!IsConditionName(text, age)) reason.declared = fmt::format("fact {} \"Age\" in years", age);
  return reason;
}

std::string ListedLines(const std::vector<std::string>& lines) {
  std::string list;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view joint = i == 0 ? "" : i + 1 == lines.size() ? " and " : ", ";
    list += fmt::format("{}`{}`", joint, lines[i]);
  }
  return list;
}

/// The reasons one by one, as lines `when`, with what they need.
struct Reasons {
  std::vector<std::string> lines;
  std::vector<std::string> declared;
  std::string open;
};
Reasons ReasonsOf(std::string_view text, std::string_view words) {
  Reasons all;
  std::vector<std::string_view> parts = {words};
  const bool is_list = words.find(", ") != words.npos && words.find('(') == words.npos;
  if (!IsCondition(text, words) || is_list) parts = Parts(words);
  for (const std::string_view part : parts) {
    Reason reason = ReasonOf(text, part);
    if (reason.when.empty()) continue;
    all.lines.push_back("when " + reason.when);
    if (!reason.declared.empty()) all.declared.push_back(std::move(reason.declared));
    if (!reason.open.empty()) all.open = std::move(reason.open);
  }
  return all;
}

std::string NeededBy(const Reasons& reasons) {
  std::string more;
  if (!reasons.open.empty()) more += fmt::format(", {}", reasons.open);
  if (!reasons.declared.empty())
    more += fmt::format(", and declare {}", ListedLines(reasons.declared));
  return more;
}

}  // namespace

std::string_view WithoutLead(std::string_view text) {
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    text = Trimmed(text);
    for (const std::string_view lead :
         {":", "-", "–", "if ", "when ", "in ", "for ", "with ", "patients ", "people ", "those ",
          "who have ", "who are ", "there is ", "the presence of ", "a history of ",
          "history of "}) {
      if (!text.starts_with(lead)) continue;
      const bool is_history = lead.ends_with("history of ");
      if (is_history) return text;
      text.remove_prefix(lead.size());
      goes_on = true;
      break;
    }
  }
  while (text.ends_with(".") || text.ends_with(",")) text.remove_suffix(1);
  return text;
}

Reason ReasonOf(std::string_view text, std::string_view words) {
  if (IsCondition(text, words)) return {std::string(words), {}, {}};
  if (Reason group = GroupByAge(text, words); !group.when.empty()) return group;
  std::string meant = ConditionMeant(text, words);
  if (meant.empty()) meant = ScopeMeant(text, words);
  if (!meant.empty()) return {meant, {}, {}};
  const std::string name = NameOfTitle(words);
  if (name.empty()) return {};
  return {name, fmt::format("fact {} \"{}\" is yes/no", name, AsTitle(words)), {}};
}

WarningWritten WriteWarning(std::string_view text, std::string_view keyword, std::string_view names,
                            std::string_view said, std::string_view below) {
  std::string title;
  std::string words(said);
  if (const std::size_t quote = words.find('"'); quote != std::string::npos) {
    const std::size_t close = std::min(words.find('"', quote + 1), words.size() - 1);
    title = WithoutQuotes(std::string_view(words).substr(quote, close + 1 - quote));
    words.erase(quote, close + 1 - quote);
  }
  std::string_view condition = WithoutLead(words);
  const bool is_below = condition.empty() && !below.empty();
  if (is_below) condition = below;
  if (condition.empty() && title.empty()) return {};
  if (condition.empty()) {
    constexpr std::size_t kAdd = 4;  // `add the line …`
    return {fmt::format("write `{} {} \"{}\"`, and below it {}", keyword, names, title,
                        HelpForNoCondition(text, keyword, title).substr(kAdd)),
            {}};
  }
  // `severe renal impairment (eGFR < 30)`: what the words mean.
  const std::size_t open = condition.find(" (");
  const bool is_explained =
      open != condition.npos && condition.ends_with(")") && condition.find_first_of("<>=") > open &&
      condition.find_first_of("<>=") != condition.npos && IsWordStart(condition.front());
  if (is_explained) {
    if (title.empty()) title = AsTitle(condition.substr(0, open));
    condition = Trimmed(condition.substr(open + 2, condition.size() - open - 3));
  }
  if (title.empty()) {
    const bool is_words = !IsCondition(text, condition) || condition.find(", ") != condition.npos;
    title = is_words ? AsTitle(condition) : TitleOfCondition(text, condition);
  }
  const Reasons reasons = ReasonsOf(text, condition);
  if (reasons.lines.empty()) return {};
  const std::string head = fmt::format("{} {} \"{}\"", keyword, names, title);
  if (reasons.lines.size() > 1) {
    return {fmt::format("write `{}`, and below it {}{}", head, ListedLines(reasons.lines),
                        NeededBy(reasons)),
            {}};
  }
  const std::string needed = NeededBy(reasons);
  const std::string written = fmt::format("{} {}", head, reasons.lines[0]);
  return {fmt::format("write `{}`{}{}", written, is_below ? " in place of both lines" : "", needed),
          written, needed.empty() && !is_below};
}

std::string HelpForNoCondition(std::string_view text, std::string_view keyword,
                               std::string_view title) {
  if (IsInstruction(title)) {
    return fmt::format(
        "add a line `when` that says for whom; what everybody is told stands in a rule "
        "of its own, in place of the {}: `then advise \"{}\"`",
        keyword, title);
  }
  constexpr std::size_t kMostOfReason = 5;  // more are a sentence
  const std::string_view reason = Trimmed(title.substr(0, title.find_first_of(":(")));
  const Reasons reasons =
      WordsIn(reason).size() > kMostOfReason ? Reasons() : ReasonsOf(text, reason);
  if (reasons.lines.empty()) return "add a line `when` with its condition";
  return fmt::format("add {} {}{}", reasons.lines.size() == 1 ? "the line" : "the lines",
                     ListedLines(reasons.lines), NeededBy(reasons));
}

std::pair<std::string_view, std::string_view> TwoOf(std::string_view text, std::string_view line) {
  std::vector<std::string_view> names;
  for (const std::string_view said : WordsIn(line.substr(0, line.find('"')))) {
    const std::string_view name = WithoutSigns(said);
    if (name.empty() || IsReserved(name) || WordAt(name, 0).size() != name.size() ||
        IsIn(name, {"with", "between", "and", "or", "plus", "the"})) {
      continue;
    }
    names.push_back(name);
  }
  const bool is_known = std::ranges::any_of(
      names, [&](std::string_view name) { return IsTreatmentName(text, name); });
  if (names.size() != 2 || !is_known) return {};
  if (!IsTreatmentName(text, names[0])) std::swap(names[0], names[1]);
  return {names[0], names[1]};
}

std::string InteractionInWords(std::string_view text, std::string_view first,
                               std::string_view second, std::string_view title) {
  const auto declared = [&](std::string_view name) {
    return IsTreatmentName(text, name)
               ? std::string()
               : fmt::format(", and declare `medication {} \"{}\"` with its `dose`", name,
                             AsTitle(name));
  };
  const std::string other = TitleOfName(text, second);
  return fmt::format(
      "where both are never given together, write `exclusive {0}, {1}{2}`{3}{4}; where they may "
      "be, "
      "with care, `caution {0} \"{5}\" when takes_{1}`, and declare `fact takes_{1} \"Takes {6}\" "
      "is "
      "yes/no`; where they are taken at different times, `apart {0}, {1} by 2 hours{2}`, with the "
      "time that is meant",
      first, second, title.empty() ? "" : fmt::format(" because \"{}\"", title), declared(first),
      declared(second), title.empty() ? fmt::format("Taken with {}", other) : std::string(title),
      other);
}

}  // namespace mgl
