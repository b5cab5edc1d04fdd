#include "dsl/parse/parse_whole_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Where the first of the words begins that stands outside of texts, in any case; its size.
struct Join {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};
Join FindJoint(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string lower = LowerCase(text);
  bool in_text = false;
  for (std::size_t at = 0; at < lower.size(); ++at) {
    if (lower[at] == '"') in_text = !in_text;
    if (in_text) continue;
    for (const std::string_view word : words) {
      if (lower.compare(at, word.size(), word) == 0) return {at, word.size()};
    }
  }
  return {};
}

std::string_view BehindAllOf(std::string_view text, std::initializer_list<std::string_view> leads) {
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    text = Trimmed(text);
    for (const std::string_view lead : leads) {
      if (!LowerCase(text).starts_with(lead)) continue;
      text = Trimmed(text.substr(lead.size()));
      goes_on = true;
    }
  }
  while (text.ends_with(',') || text.ends_with(':') || text.ends_with(';')) {
    text = Trimmed(text.substr(0, text.size() - 1));
  }
  return text;
}

/// What a rule in one line says.
struct RuleSaid {
  std::string condition;
  std::string exception;
  std::string action;
  std::string otherwise;  // `else` what
};

/// `fever AND cough` in small letters where they join.
std::string JoinedLines(std::string_view condition) {
  std::string joined(BehindAllOf(condition, {"if ", "when ", "where ", "whenever "}));
  for (const auto& [said, written] :
       {std::pair<std::string_view, std::string_view>{" AND ", " and "},
        {" OR ", " or "},
        {"NOT ", "not "}}) {
    for (std::size_t at = joined.find(said); at != std::string::npos; at = joined.find(said, at)) {
      joined.replace(at, said.size(), written);
    }
  }
  return joined;
}

/// The verb of the language that a word means, in any case; empty: none.
std::string VerbMeant(std::string_view word) {
  const std::string lower = LowerCase(word);
  const std::string verb(EverydayWord(lower).empty() ? lower : EverydayWord(lower));
  const WordRole* role = FindWord(verb);
  return role != nullptr && *role == WordRole::kAction ? verb : "";
}

bool BeginsAction(std::string_view text, std::string_view said) {
  const std::string_view word = WordAt(said, 0);
  return !VerbMeant(word).empty() || IsTreatmentName(text, word);
}

/// Cuts what stands behind the joint off the text, and gives it.
std::string CutAt(std::string& text, std::initializer_list<std::string_view> joints) {
  const Join joint = FindJoint(text, joints);
  if (joint.at == std::string_view::npos) return "";
  std::string behind = text.substr(joint.at + joint.size);
  text = text.substr(0, joint.at);
  return behind;
}

RuleSaid ReadRule(std::string_view text, std::string_view line) {
  RuleSaid said;
  const std::string_view rest = BehindAllOf(line, {":", "=", "-", "–", "then "});
  const std::string first = LowerCase(WordAt(rest, 0));
  const bool is_if = first == "if" || first == "when" || first == "where" || first == "whenever";
  const Join then = FindJoint(rest, {" then ", ", then ", " -> ", " => ", " → ", " ⇒ "});
  const Join when = FindJoint(rest, {" if ", " when ", " whenever "});
  if (then.at != std::string_view::npos) {
    said.condition = rest.substr(0, then.at);
    said.action = rest.substr(then.at + then.size);
  } else if (is_if) {  // `if a, give b`
    const Join comma = FindJoint(rest, {", ", ": "});
    if (comma.at == std::string_view::npos) return {};
    said.condition = rest.substr(0, comma.at);
    said.action = rest.substr(comma.at + comma.size);
    if (!BeginsAction(text, Trimmed(said.action))) return {};
  } else if (when.at != std::string_view::npos && BeginsAction(text, rest)) {  // `give b if a`
    said.action = rest.substr(0, when.at);
    said.condition = rest.substr(when.at + when.size);
  } else {
    return {};
  }
  for (std::string* part : {&said.action, &said.condition}) {
    const std::string otherwise = CutAt(*part, {" else ", " otherwise ", "; else "});
    if (!otherwise.empty()) said.otherwise = BehindAllOf(otherwise, {":", "then "});
    const std::string unless = CutAt(*part, {" unless ", " except if ", " except when "});
    if (!unless.empty()) said.exception = JoinedLines(unless);
  }
  said.condition = JoinedLines(said.condition);
  said.action = std::string(BehindAllOf(said.action, {"then "}));
  return said;
}

/// `give calcium` of `start calcium 1 g IV`, with where the rest of it stands.
std::string ActionOf(std::string_view text, std::string_view said, std::string& remark) {
  const std::string_view word = WordAt(said, 0);
  if (said.starts_with('"')) return fmt::format("note {}", said);
  const std::string verb = VerbMeant(word);
  if (!verb.empty()) {
    const std::string_view what = Trimmed(said.substr(word.size()));
    const bool is_text = verb == "note" || verb == "refer" || verb == "advise";
    const std::string_view name = WordAt(what, 0);
    const std::string_view tail = Trimmed(what.substr(name.size()));
    const bool is_dosed = IsTreatmentName(text, name) && !tail.empty() &&
                          !IsIn(WordAt(tail, 0), {"and", "or"}) && tail.front() != ',';
    if (is_dosed) {
      remark = fmt::format("; `{}` stands under `medication {}`", tail, name);
      return fmt::format("{} {}", verb, name);
    }
    if (!is_text || what.starts_with('"') || what.empty()) return fmt::format("{} {}", verb, what);
    // `call the doctor`: the author's own verb says how.
    const bool is_own = EqualsIgnoringCase(verb, word);
    return fmt::format("{} \"{}\"", verb, is_own ? std::string(what) : AsTitle(said));
  }
  if (IsTreatmentName(text, word) && word.size() == said.size()) {
    return fmt::format("give {}", word);
  }
  return said.empty() ? "" : fmt::format("note \"{}\"", AsTitle(said));
}

/// A text, or the name of what is declared.
bool IsAction(std::string_view text, std::string_view action) {
  const std::string_view what = Trimmed(action.substr(WordAt(action, 0).size()));
  return what.starts_with('"') || IsTreatmentName(text, what) || IsConditionName(text, what);
}

/// The lines of a rule, and all of it in one.
struct Written {
  std::string head;
  std::string lines;
  std::string whole;
};
Written WriteRule(std::string_view name, std::string_view title, std::string_view condition,
                  std::string_view exception, std::string_view action) {
  Written written;
  written.head = fmt::format("rule {} \"{}\"", name, title);
  written.lines = fmt::format("`when {}`", condition);
  written.whole = fmt::format("{} when {}", written.head, condition);
  if (!exception.empty()) {
    written.lines += fmt::format(", `unless {}`", exception);
    written.whole += fmt::format(" unless {}", exception);
  }
  written.lines += fmt::format(" and `then {}`", action);
  written.whole += fmt::format(" then {}", action);
  return written;
}

std::string TitleOfAction(std::string_view text, std::string_view action) {
  const std::string_view verb = WordAt(action, 0);
  const std::string_view what = Trimmed(action.substr(verb.size()));
  if (what.starts_with('"')) return AsTitle(WithoutQuotes(what));
  std::string title = TitleOfName(text, what);
  const bool is_word = title.size() > 1 && LowerCase(title[1]) == title[1];  // no `ACE inhibitor`
  if (is_word) title[0] = LowerCase(title[0]);
  return AsTitle(fmt::format("{} {}", verb, title));
}

/// The first line of a rule, or a line without one.
struct Head {
  Span span;
  std::string name;   // empty: it has none
  std::string title;  // likewise
  std::string_view rest;
};
Head ReadHead(std::string_view text, std::size_t begin, bool is_rule) {
  Head head{RestSpan(text, begin), "", "", {}};
  head.rest = TextOf(text, head.span);
  if (!is_rule) return head;
  head.rest = Trimmed(head.rest.substr(4));
  const std::string_view word = WordAt(head.rest, 0);
  const bool is_name =
      !IsReserved(word) && !word.empty() && LowerCase(word) != "if" && !BeginsAction(text, word);
  if (is_name) {
    head.name = word;
    head.rest = Trimmed(head.rest.substr(word.size()));
  }
  if (head.rest.starts_with(':')) head.rest = Trimmed(head.rest.substr(1));
  const Found quoted = FindAt(head.rest, 0);
  if (quoted.kind == FoundKind::kText) {
    head.title = WithoutQuotes(quoted.text);
    head.rest = Trimmed(head.rest.substr(quoted.text.size()));
  }
  if (head.rest.starts_with(':')) head.rest = Trimmed(head.rest.substr(1));
  // `rule severe potassium if a then b`: the title has no quotes.
  const Join when = FindJoint(head.rest, {" if ", " when "});
  const std::size_t then = FindJoint(head.rest, {" then "}).at;
  const std::string_view first = WordAt(head.rest, 0);
  const bool is_title = head.title.empty() && then != head.rest.npos && when.at < then &&
                        LowerCase(first) != "if" && LowerCase(first) != "when";
  if (is_title) {
    head.title = AsTitle(fmt::format("{} {}", head.name, head.rest.substr(0, when.at)));
    head.name = NameOfTitle(head.title);
    head.rest = Trimmed(head.rest.substr(when.at));
  }
  return head;
}

/// The name of a title that no rule has, and that no line above gets.
std::string NewName(std::string_view text, std::size_t at, std::string_view title) {
  const std::string name = NameOfTitle(title);
  const std::string words = LowerCase(title);
  std::size_t count = IsDeclared(text, name, {"rule"}) ? 2 : 1;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), at) + 1) {
    const RuleSaid said =
        LowerCase(WordAt(text, line)) == "if" ? ReadRule(text, LineRest(text, line)) : RuleSaid();
    std::string remark;
    if (said.action.empty()) continue;
    const std::string action = ActionOf(text, said.action, remark);
    count += LowerCase(TitleOfAction(text, action)) == words ? 1 : 0;
  }
  return name.empty() || count == 1 ? name : fmt::format("{}_{}", name, count);
}

constexpr std::string_view kForm = "a rule is a name and a title, then `when`, then `then`";

/// `rule x: if a`, and below it `then give b`.
std::optional<Diagnostic> ConditionInHead(const Place& place, const Head& head) {
  const std::string first = LowerCase(WordAt(head.rest, 0));
  const std::size_t next = SkipBlanks(place.text, head.span.end);
  const bool is_named = !head.title.empty() && IsConditionName(place.text, WordAt(head.rest, 0));
  const bool is_condition = first == "if" || (first == "when" && head.title.empty()) || is_named;
  if (!is_condition || WordAt(place.text, next) != "then" || head.name.empty()) return std::nullopt;
  std::string remark;
  const std::string action = ActionOf(place.text, Trimmed(LineRest(place.text, next + 4)), remark);
  const std::string title = head.title.empty() ? TitleOfAction(place.text, action) : head.title;
  const std::string written = fmt::format("rule {} \"{}\"", head.name, title);
  const std::string when = fmt::format("when {}", JoinedLines(head.rest));
  Diagnostic diagnostic = At(head.span, std::string(kForm),
                             fmt::format("write `{}`, and below it `{}`", written, when));
  diagnostic.edits.push_back({head.span, fmt::format("{} {}", written, when)});
  return diagnostic;
}

/// `a` and what did not hold before it.
std::string AndNot(const std::vector<std::string>& before, const std::string& condition) {
  std::string joined;
  for (const std::string& one : before) {
    joined += fmt::format("{}{}", joined.empty() ? "" : " and ", Negated(one));
  }
  if (condition.empty()) return joined;
  const bool is_wide = !before.empty() && condition.find(" or ") != std::string::npos;
  return fmt::format("{}{}{}", joined, joined.empty() ? "" : " and ",
                     is_wide ? fmt::format("({})", condition) : condition);
}

}  // namespace

std::optional<Diagnostic> RuleInOneLine(const Place& place) {
  const bool is_rule = place.keyword == "rule" && place.clause.empty() && !place.on_later_line;
  const std::string found = LowerCase(place.found.text);
  const bool is_bare = place.stop.expected == Expected::kDeclaration &&
                       (found == "if" || found == "when" || found == "whenever");
  if (!is_rule && !is_bare) return std::nullopt;
  const std::size_t begin = is_bare ? place.stop.offset : place.stop.declaration.begin;
  if (LineBegin(place.text, begin) != begin || LineBegin(place.text, place.stop.offset) != begin) {
    return std::nullopt;
  }
  Head head = ReadHead(place.text, begin, is_rule);
  RuleSaid said = ReadRule(place.text, head.rest);
  if (said.condition.empty()) return is_rule ? ConditionInHead(place, head) : std::nullopt;
  std::string help;
  std::string whole;
  std::vector<std::string> before;
  for (int count = 1; !said.action.empty(); ++count) {
    std::string remark;
    const std::string action = ActionOf(place.text, said.action, remark);
    const std::string title = head.title.empty() ? TitleOfAction(place.text, action) : head.title;
    const std::string name = head.name.empty() ? NewName(place.text, begin, title) : head.name;
    if (action.empty() || name.empty() || count > 9) return std::nullopt;
    const Written rule = WriteRule(count == 1 ? name : fmt::format("{}_{}", name, count), title,
                                   AndNot(before, said.condition), said.exception, action);
    help += fmt::format("{}`{}`, and below it {}", count == 1 ? "write " : "; and ", rule.head,
                        rule.lines);
    help += remark;
    const bool is_one = count == 1 && remark.empty() && IsAction(place.text, action);
    whole = is_one ? rule.whole : "";
    if (said.otherwise.empty()) break;
    head.title.clear();
    before.push_back(said.condition);
    const std::string otherwise = said.otherwise;
    said = LowerCase(otherwise).starts_with("if ") ? ReadRule(place.text, otherwise)
                                                   : RuleSaid{"", said.exception, otherwise, ""};
  }
  Diagnostic diagnostic = At(head.span, std::string(kForm), help);
  if (is_bare) diagnostic.kind = DiagnosticKind::kUnknownDeclaration;
  if (!whole.empty()) diagnostic.edits.push_back({head.span, whole});
  return diagnostic;
}

}  // namespace mgl
