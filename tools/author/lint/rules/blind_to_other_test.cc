// A rule, recheck or result that calls somebody overdue whom a definition calls current: the
// definition takes several tests, one of which is enough, and it looks at some of them only.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "dsl/resolve/statements.h"
#include "dsl/resolve/wording.h"
#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/lint_index.h"
#include "tools/author/lint/rules.h"
#include "tools/author/lint/title_words.h"

namespace mgl {
namespace {

/// In small letters, each word between two blanks.
std::string WordsOf(std::string_view text) {
  return fmt::format(" {} ", fmt::join(TitleWords(text), " "));
}

template <std::size_t count>
bool Says(std::string_view text, const std::string_view (&words)[count]) {
  const std::string said = WordsOf(text);
  return std::ranges::any_of(words, [&](std::string_view word) {
    return said.find(fmt::format(" {} ", word)) != std::string::npos;
  });
}

constexpr std::string_view kCurrent[] = {"current", "currently",  "up to date", "uptodate",
                                         "tested",  "screened",   "in date",    "not due",
                                         "on time", "not overdue"};
constexpr std::string_view kOverdue[] = {"overdue", "due",    "late",   "outstanding", "missed",
                                         "missing", "recall", "remind", "reminder",    "invite",
                                         "needed",  "needs",  "order",  "repeat"};
constexpr std::string_view kOverdueValue[] = {"overdue",     "due",    "late",
                                              "outstanding", "recall", "invite"};

class BlindCheck {
 public:
  BlindCheck(const LintInput& input, Diagnostics& found) : input_(input), found_(found) {}

  void LookAt(const ast::Define& current) {
    const std::string& name = current.name.text;
    const std::string title = current.title ? current.title->text : "";
    if (!current.as || !Says(name + ' ' + title, kCurrent)) return;
    const std::optional<NodeId> node = input_.compiled.expression_nodes[current.as->id];
    if (!node || input_.compiled.guideline.graph.node(*node).type != ValueType::kTruth) return;
    const std::vector<VariableId> tests = Sorted({{*node, Truth::kYes}});
    const bool are_dates = std::ranges::all_of(tests, [&](VariableId id) {
      return input_.proofs.finder().values().Of(id).type == FactType::kDate;
    });
    if (tests.size() < 2 || !are_dates) return;
    for (std::size_t i = 0; i < input_.names().rules.size(); ++i) Compare(current, *node, tests, i);
    const Current whole{current, *node, tests};
    for (std::size_t i = 0; i < input_.names().rechecks.size(); ++i) CompareRecheck(whole, i);
    for (const DecidedLines& lines : DecidedLinesOf(input_)) {
      if (lines.is_result) CompareLines(whole, lines);
    }
    for (const ast::Define* const define : input_.names().defines) CompareResult(whole, *define);
  }

 private:
  struct Current {
    const ast::Define& define;
    NodeId node{};
    const std::vector<VariableId>& tests;
    const std::string& name() const { return define.name.text; }
  };
  struct Tests {
    std::vector<std::string> seen, not_seen;
  };

  Tests Parted(const std::vector<VariableId>& tests, const std::vector<VariableId>& own) {
    Tests parted;
    for (const VariableId id : tests) {
      const Variable& variable = input_.proofs.finder().values().Of(id);
      const std::string& fact = input_.compiled.guideline.facts[Index(variable.fact)].name;
      (std::ranges::binary_search(own, id) ? parted.seen : parted.not_seen).push_back(fact);
    }
    return parted;
  }

  std::vector<VariableId> Sorted(const std::vector<Goal>& goals) {
    std::vector<VariableId> variables = input_.proofs.finder().VariablesOf(goals);
    std::ranges::sort(variables);
    return variables;
  }

  static bool SaysOverdue(const Rule& rule) {
    std::string said = rule.name + ' ' + rule.title;
    for (const Action& action : rule.actions) {
      if (action.verb == ActionVerb::kOrder) return !Says(said, kCurrent);
      said += ' ' + action.text;
    }
    return Says(said, kOverdue) && !Says(said, kCurrent);
  }

  void Compare(const ast::Define& current, NodeId node, const std::vector<VariableId>& tests,
               std::size_t index) {
    const Rule& rule = input_.compiled.guideline.rules[index];
    if (!SaysOverdue(rule)) return;
    const std::vector<VariableId> own = Sorted({{rule.when, Truth::kYes}});
    const auto [seen, not_seen] = Parted(tests, own);
    if (seen.empty() || not_seen.empty()) return;
    const std::vector<Goal> goals = {{node, Truth::kYes}, {rule.outcome, Truth::kYes}};
    const ast::Rule& written = *input_.names().rules[index];
    const std::string& name = current.name.text;
    const PatientSearch search = input_.proofs.Find(
        goals, input_.proofs.finder().WithAllKnown(goals, input_.proofs.everybody()),
        written.name.span,
        fmt::format("some patient is `{}` and meets rule `{}`", name, rule.name));
    if (!search.found || IsToldOfProperty(name, rule.name)) return;
    Diagnostic finding{
        DiagnosticKind::kBlindToOtherTest,
        written.name.span,
        fmt::format("rule `{}` is yes for patients who are `{}`: it looks at {}, and not at {}",
                    rule.name, name, JoinedNames(seen, "and"), JoinedNames(not_seen, "or")),
        fmt::format("where whoever is `{0}` is not meant, write `when not {0}` in place of what "
                    "the rule asks of {1}; where it is about that test alone, accept the finding",
                    name, JoinedNames(seen, "and")),
        {{current.name.span, "here one of the tests is enough"}}};
    finding.example = input_.proofs.AsExample(
        *search.found, fmt::format("{} and {}", name, rule.name), {name, rule.name});
    found_.push_back(std::move(finding));
  }

  /// What calls somebody overdue: where it stands, how it is called, and the goals it is so by.
  struct Caller {
    std::string name;
    std::string said;  // recheck `x` is overdue
    Span place;
    std::vector<Goal> goals;
    std::vector<VariableId> variables;  // all that it looks at
    std::string help;                   // empty: what the other tests say is to be excluded
  };

  /// A patient who is current by a test that the caller does not look at, and by no other.
  std::optional<PatientFound> FindCurrent(const Current& current, const Caller& caller,
                                          const PatientSet& among) {
    std::vector<Goal> goals = caller.goals;
    goals.push_back({current.node, Truth::kYes});
    goals.push_back({input_.compiled.guideline.scope, Truth::kYes});
    for (const ast::ExprPtr& part : current.define.as->children) {
      const std::optional<NodeId> node = input_.compiled.expression_nodes[part->id];
      if (!node || !LooksAtNoneBut(*node, caller.variables)) continue;
      goals.push_back({*node, Truth::kNo});
    }
    return input_.proofs
        .Find(goals, input_.proofs.finder().WithAllKnown(goals, among), caller.place,
              fmt::format("some patient is `{}`, and {}", current.name(), caller.said))
        .found;
  }

  bool LooksAtNoneBut(NodeId node, const std::vector<VariableId>& variables) {
    return std::ranges::includes(variables, Sorted({{node, Truth::kYes}}));
  }

  /// `time since last_hpv < 5 years`: what makes current and is not about what the caller looks at.
  std::string OtherParts(const Current& current, const Caller& caller) {
    std::vector<std::string> parts;
    for (const ast::ExprPtr& part : current.define.as->children) {
      const std::optional<NodeId> node = input_.compiled.expression_nodes[part->id];
      if (!node) continue;
      const std::vector<VariableId> own = Sorted({{*node, Truth::kYes}});
      const bool shares = std::ranges::any_of(
          own, [&](VariableId id) { return std::ranges::binary_search(caller.variables, id); });
      if (!shares) parts.push_back(TextAsWritten(input_.compiled.text.source, part->span));
    }
    return fmt::format("{}", fmt::join(parts, " or "));
  }

  void Tell(const Current& current, const Caller& caller, const PatientFound& patient) {
    const Tests tests = Parted(current.tests, caller.variables);
    const std::string help =
        !caller.help.empty() ? caller.help
                             : fmt::format("write `when not ({})`", OtherParts(current, caller));
    Diagnostic finding{
        DiagnosticKind::kBlindToOtherTest,
        caller.place,
        fmt::format("{} for patients who are `{}`: it looks at {}, and not at {}", caller.said,
                    current.name(), JoinedNames(tests.seen, "and"),
                    JoinedNames(tests.not_seen, "or")),
        fmt::format("where whoever is `{}` is not meant, {}; where it is about that test alone, "
                    "accept the finding",
                    current.name(), help),
        {{current.define.name.span, "here one of the tests is enough"}}};
    finding.example =
        input_.proofs.AsExample(patient, fmt::format("{} and {}", current.name(), caller.name),
                                {current.name(), caller.name});
    found_.push_back(std::move(finding));
  }

  /// Whether there is something to compare: one of several tests that are enough is not looked at.
  bool IsBlind(const Current& current, const Caller& caller) {
    const Tests tests = Parted(current.tests, caller.variables);
    return current.define.as->kind == ast::ExprKind::kOr && !tests.seen.empty() &&
           !tests.not_seen.empty() && !IsToldOfProperty(current.name(), caller.name);
  }

  /// A recheck that counts from one of the tests.
  void CompareRecheck(const Current& current, std::size_t index) {
    const Recheck& recheck = input_.compiled.guideline.rechecks[index];
    if (!recheck.repeats || recheck.lasts || recheck.anchors.size() != 1) return;
    const std::vector<VariableId> from = Sorted({{recheck.anchors.front(), Truth::kYes}});
    if (from.size() != 1 || !std::ranges::binary_search(current.tests, from.front())) return;
    const ast::Recheck& written = *input_.names().rechecks[index];
    Caller caller{recheck.name,
                  fmt::format("recheck `{}` is overdue", recheck.name),
                  written.name.span,
                  {{recheck.when, Truth::kYes}},
                  {},
                  ""};
    caller.variables = Sorted({caller.goals.front(), {recheck.anchors.front(), Truth::kYes}});
    if (!IsBlind(current, caller) || OtherParts(current, caller).empty()) return;
    const Variable& variable = input_.proofs.finder().values().Of(from.front());
    const std::optional<Day> from_day =
        AddMonths(input_.as_of, -recheck.first.months - recheck.last.months);
    if (!from_day) return;
    const Day last = *from_day - recheck.first.days - recheck.last.days - 1;
    for (std::uint32_t value = 0; value < variable.known_count; ++value) {
      const std::optional<Interval> part =
          Intersect(variable.StretchOf(value), {Bound::Infinite(), Bound::At(last, true)});
      if (!part || (part->IsPoint() && part->low.value == kNever)) continue;
      // Not long before, where the example reads better.
      constexpr int kDays = 365;
      const auto recent =
          Intersect(*part, {Bound::At(part->high.value - kDays, true), Bound::Infinite()});
      PatientSet among = input_.proofs.everybody();
      among.SetOnly(variable, value);
      among.SetPart(variable, recent.value_or(*part));
      const std::optional<PatientFound> found = FindCurrent(current, caller, among);
      if (!found) continue;
      const Decision& decision = input_.proofs.finder().Decide(found->patient);
      if (decision.rechecks[index].status != RecheckStatus::kOverdue) continue;
      Tell(current, caller, *found);
      return;
    }
  }

  /// Whether the name says that the result is about the tests it looks at, and `current` is not.
  static bool IsOfTheTest(const ast::DeclarationBase& result, const Current& current,
                          const Tests& tests) {
    const std::string title = result.title ? result.title->text : "";
    const std::string said = WordsOf(result.name.text + ' ' + title);
    const std::string said_current = WordsOf(current.name());
    constexpr std::string_view kOfAnyTest[] = {"last", "test", "date", "of"};
    for (const std::string& fact : tests.seen) {
      const std::string words = WordsOf(fact);
      for (std::size_t at = 0; at + 1 < words.size();) {
        const std::size_t end = words.find(' ', at + 1);
        const std::string word = words.substr(at, end + 1 - at);  // with its blanks
        at = end;
        const bool is_shared =
            said.find(word) != std::string::npos && said_current.find(word) == std::string::npos;
        if (is_shared && !Says(word, kOfAnyTest)) return true;
      }
    }
    return false;
  }

  void LookAtResult(const Current& current, const ast::DeclarationBase& result,
                    const Caller& caller) {
    if (&result == &current.define || !IsBlind(current, caller)) return;
    if (IsOfTheTest(result, current, Parted(current.tests, caller.variables))) return;
    const auto found = FindCurrent(current, caller, input_.proofs.everybody());
    if (found) Tell(current, caller, *found);
  }

  /// `result overdue "Overdue" as …`.
  void CompareResult(const Current& current, const ast::Define& result) {
    const std::string title = result.title ? result.title->text : "";
    const std::string said = result.name.text + ' ' + title;
    if (!result.is_result || !result.as || !Says(said, kOverdueValue)) return;
    if (Says(said, kCurrent)) return;
    const std::optional<NodeId> node = input_.compiled.expression_nodes[result.as->id];
    if (!node || input_.compiled.guideline.graph.node(*node).type != ValueType::kTruth) return;
    Caller caller{result.name.text,
                  fmt::format("`{}` is yes", result.name.text),
                  result.name.span,
                  {{*node, Truth::kYes}},
                  Sorted({{*node, Truth::kYes}}),
                  fmt::format("write `not {}`", current.name())};
    LookAtResult(current, result, caller);
  }

  /// The choices that lines give, in order, with that of `otherwise`; empty: something else.
  static std::vector<const ast::Name*> ChoicesOf(const ast::DeclarationBase& declaration,
                                                 const Resolution& names) {
    std::vector<const ast::Name*> choices;
    for (const ast::Define* const define : names.defines) {
      if (define != &declaration) continue;
      for (const ast::ValueLine& line : define->lines) choices.push_back(&line.value->name);
    }
    for (const ast::Table* const table : names.tables) {
      if (table != &declaration || table->across) continue;
      for (const ast::TableRow& row : table->rows) {
        if (row.values.size() == 1) choices.push_back(&row.values.front()->name);
      }
    }
    return choices;
  }

  std::string HelpOfLine(const Current& current, const DecidedLines& lines, bool is_otherwise,
                         const std::vector<std::string>& seen) const {
    const auto& tables = input_.names().tables;
    const bool is_table = std::ranges::find(tables, lines.declaration) != tables.end();
    if (is_table) {
      return fmt::format("make `{}` an input, and this a row for those who are not",
                         current.name());
    }
    if (is_otherwise) return fmt::format("write a line before it for `{}`", current.name());
    return fmt::format("write `not {}` in place of what the line asks of {}", current.name(),
                       JoinedNames(seen, "and"));
  }

  /// A line that gives a choice such as `overdue`.
  void CompareLines(const Current& current, const DecidedLines& lines) {
    const std::vector<const ast::Name*> choices = ChoicesOf(*lines.declaration, input_.names());
    if (choices.size() != lines.lines.size() + (lines.has_otherwise ? 1 : 0)) return;
    const std::string& name = lines.declaration->name.text;
    std::vector<Goal> before;  // lines that must not hold
    for (std::size_t i = 0; i < choices.size(); ++i) {
      const bool is_otherwise = i == lines.lines.size();
      const std::string& choice = choices[i]->text;
      if (Says(choice, kOverdueValue) && !Says(choice, kCurrent)) {
        Caller caller{name,
                      fmt::format("`{}` is `{}`", name, choice),
                      choices[i]->span,
                      lines.first_wins || is_otherwise ? before : std::vector<Goal>{},
                      Sorted({{lines.definition->node, Truth::kYes}}),
                      ""};
        caller.help =
            HelpOfLine(current, lines, is_otherwise, Parted(current.tests, caller.variables).seen);
        if (!is_otherwise) caller.goals.push_back({lines.lines[i].when, Truth::kYes});
        const std::size_t count = found_.size();
        LookAtResult(current, *lines.declaration, caller);
        if (found_.size() > count) return;
      }
      if (!is_otherwise) before.push_back({lines.lines[i].when, Truth::kNo});
    }
  }

  /// Whether a property that speaks of both is told to be broken.
  bool IsToldOfProperty(const std::string& name, const std::string& rule) const {
    const auto speaks_of = [&](const ast::Property& property, const std::string& of) {
      bool does = false;
      ForEachPart(*property.condition,
                  [&](const ast::Expr& part) { does |= part.name.text == of; });
      return does;
    };
    return std::ranges::any_of(input_.names().properties, [&](const ast::Property* property) {
      return IsToldWithin(found_, DiagnosticKind::kPropertyRefuted, property->span) &&
             speaks_of(*property, name) && speaks_of(*property, rule);
    });
  }

  const LintInput& input_;
  Diagnostics& found_;
};

}  // namespace

void LintBlindToOtherTest(const LintInput& input, Diagnostics& found) {
  BlindCheck check(input, found);
  for (const ast::Define* define : input.names().defines) check.LookAt(*define);
}

}  // namespace mgl
