// Lines of declarations as plain text, for messages.
#include "dsl/parse/parse_rule_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Calls with the first word of each line that begins before `end`, and where it stands.
void EachLine(std::string_view text, std::size_t end,
              const std::function<void(std::string_view, std::size_t)>& use) {
  for (std::size_t line = 0; line < std::min(end, text.size());
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t at = SkipBlanks(text, line);
    if (at >= end) break;
    const bool is_blank = text.substr(line, at - line).find('\n') != std::string_view::npos;
    if (!is_blank) use(WordAt(text, at), at);
  }
}

std::string_view Behind(std::string_view text, std::size_t at, std::string_view word) {
  return Trimmed(LineRest(text, at + word.size()));
}

}  // namespace

std::string AsTitle(std::string_view words) {
  std::string title(Trimmed(words));
  std::erase(title, '"');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') {
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  }
  return title;
}

std::string TitleOfName(std::string_view text, std::string_view name) {
  std::string found;
  EachLine(text, text.size(), [&](std::string_view word, std::size_t at) {
    if (!IsDeclarationWord(word) && word != "option" && word != "part") return;
    if (IsIn(word, {"contraindication", "caution", "exclusive", "apart"})) return;
    const Found declared = FindAt(text, SkipBlanks(text, at + word.size()));
    if (declared.text != name) return;
    const Found title = FindAt(text, SkipBlanks(text, declared.span.end));
    if (title.kind == FoundKind::kText && title.text.size() > 2) {
      found = title.text.substr(1, title.text.size() - 2);
    }
  });
  if (!found.empty()) return found;
  found = AsTitle(name);
  std::replace(found.begin(), found.end(), '_', ' ');
  return found;
}

std::string Negated(std::string_view condition) {
  condition = Trimmed(condition);
  const bool is_name = WordAt(condition, 0).size() == condition.size();
  if (is_name) return fmt::format("not {}", condition);
  if (condition.starts_with("not ")) {
    const std::string_view rest = Trimmed(condition.substr(4));
    if (WordAt(rest, 0).size() == rest.size()) return std::string(rest);
  }
  return fmt::format("not ({})", condition);
}

bool IsTreatmentName(std::string_view text, std::string_view name) {
  if (name.empty()) return false;
  if (IsDeclared(text, name, {"medication"})) return true;
  bool is_member = false;
  EachLine(text, text.size(), [&](std::string_view word, std::size_t at) {
    is_member = is_member || ((word == "option" || word == "part") &&
                              WordAt(text, SkipBlanks(text, at + word.size())) == name);
  });
  return is_member;
}

std::string ConditionAbove(std::string_view text, std::size_t at) {
  // Each clause with the lines that go on with it.
  struct Clause {
    bool is_unless = false;
    std::string said;
  };
  std::vector<Clause> clauses;
  bool is_open = false;
  EachLine(text, at, [&](std::string_view word, std::size_t begin) {
    if (IsDeclarationWord(word)) {
      clauses.clear();
      is_open = false;
    }
    const bool begins = word == "when" || word == "if" || word == "unless";
    const auto ends_open = [&] {
      const std::string& said = clauses.back().said;
      return said.ends_with(" and") || said.ends_with(" or");
    };
    const bool goes_on = is_open && (word == "and" || word == "or" || ends_open());
    is_open = begins || goes_on;
    if (!is_open) return;
    std::string_view more = begins ? Behind(text, begin, word) : LineRest(text, begin);
    more = Trimmed(more.substr(0, more.find(" then ")));
    if (begins) clauses.push_back({word == "unless", std::string(more)});
    if (!begins) clauses.back().said += fmt::format(" {}", more);
  });
  std::string condition;
  for (const Clause& clause : clauses) {
    const bool is_wide = clause.said.find(" or ") != std::string::npos;
    condition += (condition.empty() ? "" : " and ") + (clause.is_unless ? Negated(clause.said)
                                                       : is_wide ? fmt::format("({})", clause.said)
                                                                 : clause.said);
  }
  return condition;
}

std::string_view GivenAbove(std::string_view text, std::size_t at) {
  std::string_view given;
  EachLine(text, at, [&](std::string_view word, std::size_t begin) {
    if (IsDeclarationWord(word)) given = {};
    const std::string_view line = LineRest(text, begin);
    const std::size_t then = word == "then" ? 0 : line.find(" then ");
    if (then == std::string_view::npos) return;
    const auto words = line.substr(then).find("then ") == std::string_view::npos
                           ? std::string_view()
                           : Trimmed(line.substr(line.find("then ", then) + 5));
    const std::string_view verb = WordAt(words, 0);
    const std::string_view name = WordAt(words, SkipBlanks(words, verb.size()));
    if (IsIn(verb, {"give", "consider"}) && IsTreatmentName(text, name)) given = name;
  });
  return given;
}

std::string_view RuleGiving(std::string_view text, std::string_view treatment) {
  std::string_view rule;
  std::string_view found;
  EachLine(text, text.size(), [&](std::string_view word, std::size_t at) {
    if (word == "rule") rule = WordAt(text, SkipBlanks(text, at + word.size()));
    if (!found.empty() || rule.empty()) return;
    const std::string_view line = LineRest(text, at);
    for (const std::string_view verb : {"give ", "consider "}) {
      const std::size_t give = line.find(verb);
      if (give == std::string_view::npos) continue;
      if (WordAt(line, SkipBlanks(line, give + verb.size())) == treatment) found = rule;
    }
  });
  return found;
}

std::string_view RuleTitled(std::string_view text, std::string_view title) {
  std::string wanted = LowerCase(title);
  std::erase(wanted, '"');
  std::string_view found;
  EachLine(text, text.size(), [&](std::string_view word, std::size_t at) {
    if (word != "rule") return;
    const Found name = FindAt(text, SkipBlanks(text, at + word.size()));
    const Found quoted = FindAt(text, SkipBlanks(text, name.span.end));
    std::string own = LowerCase(quoted.text);
    std::erase(own, '"');
    std::string words = LowerCase(name.text);
    std::replace(words.begin(), words.end(), '_', ' ');
    if (own == wanted || words == wanted) found = name.text;
  });
  return found;
}

std::string_view DoseOfMedication(std::string_view text, std::string_view name) {
  std::string_view dose;
  bool inside = false;
  EachLine(text, text.size(), [&](std::string_view word, std::size_t at) {
    if (IsDeclarationWord(word)) {
      inside = word == "medication" && WordAt(text, SkipBlanks(text, at + word.size())) == name;
    }
    if (inside && word == "dose" && dose.empty()) dose = Behind(text, at, word);
  });
  return dose;
}

std::string WhenBelow(std::string_view text, std::size_t at) {
  for (std::size_t line = std::min(text.find('\n', at), text.size()) + 1; line < text.size();
       line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t begin = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, begin);
    if (IsDeclarationWord(word)) break;
    if (word == "when" || word == "if")
      return std::string(Trimmed(LineRest(text, begin + word.size())));
  }
  return {};
}

bool IsConditionName(std::string_view text, std::string_view name) {
  return IsDeclared(text, name,
                    {"fact", "threshold", "define", "result", "score", "table", "ambiguity"});
}

std::string TitleOfCondition(std::string_view text, std::string_view condition) {
  std::string title;
  for (const std::string_view word : WordsIn(condition)) {
    title += title.empty() ? "" : " ";
    title += IsConditionName(text, word) ? TitleOfName(text, word) : std::string(word);
  }
  std::erase(title, '"');
  return title;
}

}  // namespace mgl
