#include "dsl/reread/mend_help.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/check.h"
#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/recheck_dates.h"
#include "dsl/parse/recheck_times.h"
#include "dsl/parse/second_rule.h"
#include "dsl/reread/read_prose.h"
#include "dsl/reread/shown_proposals.h"
#include "dsl/reread/vocabulary.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostReadings = 20;  // each parses the text again
constexpr std::size_t kMostReread = std::size_t{100} << 10;

bool IsSyntaxError(const Diagnostic& diagnostic) {
  return LevelOf(diagnostic) == Level::kError && Info(diagnostic.kind).code.starts_with("L01");
}

/// Blanks in place of the lines that cannot be read. True where there were some.
bool TakeOut(const Diagnostics& diagnostics, std::string& text) {
  bool is_changed = false;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!IsSyntaxError(diagnostic)) continue;
    const std::size_t begin = LineBegin(text, diagnostic.span.begin);
    const std::size_t end = std::min(text.find('\n', diagnostic.span.end), text.size());
    for (std::size_t at = begin; at < end; ++at) {
      is_changed = is_changed || (text[at] != '\n' && text[at] != ' ');
      if (text[at] != '\n') text[at] = ' ';
    }
  }
  return is_changed;
}

/// The text without the lines that cannot be read: they would make their words silent. What was
/// skipped behind one of them is read in the next round.
std::string WithoutMistakes(const SourceFile& source, const Diagnostics& diagnostics) {
  constexpr int kRounds = 4;
  std::string text(source.text());
  bool goes_on = TakeOut(diagnostics, text);
  for (int round = 0; goes_on && round < kRounds; ++round) {
    goes_on = TakeOut(Parse(SourceFile(source.path(), text)).diagnostics, text);
  }
  return text;
}

/// The first mistake of a condition, in a text that can be read.
std::optional<Diagnostic> MistakeIn(const SourceFile& source, const std::string& text,
                                    std::string_view condition,
                                    const std::vector<std::string>& declarations) {
  std::string whole = text;
  for (const std::string& declaration : declarations) whole += "\n" + declaration;
  const std::size_t begin = whole.size();
  whole += fmt::format("\ndefine condition_that_is_shown \"X\" as {}\n", condition);
  const SourceFile tried(source.path(), std::move(whole));
  ParseResult parsed = Parse(tried);
  Diagnostics all = std::move(parsed.diagnostics);
  ResolveResult resolved = Resolve(*parsed.file);
  CheckResult checked = Check(*parsed.file, resolved.resolution);
  std::ranges::move(resolved.diagnostics, std::back_inserter(all));
  std::ranges::move(checked.diagnostics, std::back_inserter(all));
  for (Diagnostic& diagnostic : all) {
    const bool is_there = std::ranges::any_of(
        diagnostic.labels, [&](const Label& label) { return label.span.begin >= begin; });
    if (LevelOf(diagnostic) != Level::kError) continue;
    if (diagnostic.span.begin >= begin || is_there) return std::move(diagnostic);
  }
  return std::nullopt;
}

/// The conditions behind `when`, `unless` and `until`, and of a `define`, in the parts of a help
/// that are in backticks.
std::vector<std::string> ConditionsIn(std::string_view help, std::string_view text) {
  std::vector<std::string> all;
  for (std::size_t open = help.find('`'); open != help.npos; open = help.find('`', open)) {
    const std::size_t close = help.find('`', open + 1);
    if (close == help.npos) break;
    const std::string_view shown = help.substr(open + 1, close - open - 1);
    open = close + 1;
    for (const std::string_view word : {"when ", "unless ", "until ", "as "}) {
      if (word == "as " && !shown.starts_with("define ")) continue;
      const std::size_t at = shown.rfind(word);
      if (at == shown.npos || (at > 0 && shown[at - 1] != ' ')) continue;
      const std::string_view condition = Trimmed(shown.substr(at + word.size()));
      // `unless stated, no`, `valid from … until 2028-01-01`, `until 3 weeks` have none.
      const bool has_none = condition.starts_with("stated") || IsDigit(shown[at + word.size()]);
      if (has_none && word != "as ") continue;
      const bool is_whole =
          !HasPlaceholder(condition, text) && condition.find("…") == condition.npos &&
          condition.find('"') == condition.npos && condition.find(" then ") == condition.npos;
      if (!condition.empty() && is_whole) all.emplace_back(condition);
    }
  }
  return all;
}

/// The facts that a help declares whole: `fact diastolic "…" in mmHg`.
std::vector<std::string> FactsIn(std::string_view help) {
  std::vector<std::string> facts;
  for (std::size_t open = help.find("`fact "); open != help.npos;) {
    const std::size_t close = help.find('`', open + 1);
    if (close == help.npos) break;
    const std::string_view fact = help.substr(open + 1, close - open - 1);
    const bool is_whole = fact.find("…") == fact.npos && fact.find("UNIT") == fact.npos &&
                          fact.find("SUBSTANCE") == fact.npos && fact.find('\n') == fact.npos;
    if (is_whole) facts.emplace_back(fact);
    open = help.find("`fact ", close + 1);
  }
  return facts;
}

void ReplaceShown(std::string& text, std::string_view condition, std::string_view written) {
  for (const std::string_view word : {"when ", "unless ", "until ", "as "}) {
    const std::string old = fmt::format("{}{}", word, condition);
    for (std::size_t at = text.find(old); at != text.npos; at = text.find(old, at + 1)) {
      const std::size_t end = at + old.size();
      if (end < text.size() && text[end] != '`' && text[end] != '\n') continue;
      text.replace(at, old.size(), fmt::format("{}{}", word, written));
    }
  }
}

class HelpMender {
 public:
  HelpMender(const SourceFile& source, const Resolution& names, const Diagnostics& diagnostics)
      : source_(source),
        readable_(WithoutMistakes(source, diagnostics)),
        vocabulary_(VocabularyOf(source, names)) {}

  void Mend(Diagnostic& diagnostic) {
    for (const std::string& condition : ConditionsIn(diagnostic.help, source_.text())) {
      if (++tried_ > kMostReadings) return;
      const std::optional<Diagnostic> mistake =
          MistakeIn(source_, readable_, condition, FactsIn(diagnostic.help));
      if (mistake && !IsOfBrokenLine(*mistake)) MendCondition(diagnostic, condition, *mistake);
    }
  }

 private:
  /// The name is declared in a line that cannot be read.
  bool IsOfBrokenLine(const Diagnostic& mistake) const {
    const std::size_t open = mistake.message.find('`');
    const std::size_t close = mistake.message.find('`', open + 1);
    if (mistake.kind != DiagnosticKind::kUnknownName || close == std::string::npos) return false;
    const std::string name = mistake.message.substr(open + 1, close - open - 1);
    return std::ranges::any_of(
        DeclaredNames(source_.text(), {"fact", "threshold", "define", "result", "range", "score",
                                       "table", "ambiguity"}),
        [&](const DeclaredName& declared) { return declared.name == name; });
  }

  void MendCondition(Diagnostic& diagnostic, const std::string& condition,
                     const Diagnostic& mistake) {
    const ProseRead read = ReadCondition(condition, vocabulary_);
    const bool is_one = !read.text.empty() && read.other.empty() && read.text != condition;
    // What the help already declares needs no second declaration.
    std::vector<std::string> declared;
    for (const std::string& declaration : read.declarations) {
      const std::string head =
          declaration.substr(0, declaration.find(' ', declaration.find(' ') + 1));
      const bool is_there = diagnostic.help.find(fmt::format("`{} ", head)) != std::string::npos;
      if (!is_there) declared.push_back(declaration);
    }
    const bool is_declared =
        diagnostic.help.find(fmt::format("`fact {} ", condition)) != std::string::npos;
    if (is_declared) return;
    if ((is_one || !declared.empty()) && !read.text.empty() && read.other.empty() &&
        !MistakeIn(source_, readable_, read.text, read.declarations)) {
      ReplaceShown(diagnostic.help, condition, read.text);
      for (Edit& edit : diagnostic.edits) ReplaceShown(edit.text, condition, read.text);
      for (std::size_t i = 0; i < declared.size(); ++i) {
        diagnostic.help += fmt::format("{}`{}`", i == 0 ? ", and declare " : " and ", declared[i]);
      }
      if (!declared.empty()) diagnostic.edits.clear();
      diagnostic.is_proposal = !diagnostic.edits.empty();
      return;
    }
    diagnostic.edits.clear();
    const std::string there = fmt::format("; there, {}: {}", mistake.message, mistake.help);
    const bool is_said = diagnostic.help.find(there) != std::string::npos;
    if (!mistake.help.empty() && !is_said) diagnostic.help += there;
  }

  const SourceFile& source_;
  std::string readable_;
  std::vector<Called> vocabulary_;
  std::size_t tried_ = 0;
};

}  // namespace

void MendShownConditions(const SourceFile& source, const Resolution& names,
                         Diagnostics& diagnostics) {
  if (source.text().size() > kMostReread) return;
  std::optional<HelpMender> mender;
  for (Diagnostic& diagnostic : diagnostics) {
    if (!IsSyntaxError(diagnostic) || ConditionsIn(diagnostic.help, source.text()).empty())
      continue;
    if (!mender) mender.emplace(source, names, diagnostics);
    mender->Mend(diagnostic);
  }
}

void MendHoursOfRechecks(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  if (text.size() > kMostReread) return;
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.kind != DiagnosticKind::kRecheckWindow) continue;
    const std::string_view line = Trimmed(LineRest(text, LineBegin(text, diagnostic.span.begin)));
    if (!IsIn(WordAt(line, 0), {"in", "every", "within", "for"})) continue;
    std::string help = HelpForHours(text, diagnostic.span.begin, line);
    if (!help.empty()) diagnostic.help = std::move(help);
  }
}

void MendStartsOfRechecks(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  if (text.size() > kMostReread) return;
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.kind != DiagnosticKind::kWrongKindOfName) continue;
    const std::string_view line = Trimmed(LineRest(text, LineBegin(text, diagnostic.span.begin)));
    const bool is_date = IsIn(WordAt(line, 0), {"in", "every"}) &&
                         DeclarationAt(text, diagnostic.span.begin).keyword == "recheck";
    std::string_view treatment = source.Text(diagnostic.span);
    for (const DeclaredName& medication : DeclaredNames(text, {"medication"})) {
      if (RuleGiving(text, medication.name) == treatment) treatment = medication.name;
    }
    if (!is_date || !IsTreatmentName(text, treatment)) continue;
    std::string more;
    const std::string date = DateOfStart(text, treatment, more);
    diagnostic.message =
        fmt::format("a recheck counts from a date; `{}` has none", source.Text(diagnostic.span));
    diagnostic.help = fmt::format("write the date when it was started, `{}`{}", date, more);
  }
}

void MendLevels(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  if (text.size() > kMostReread) return;
  for (Diagnostic& diagnostic : diagnostics) {
    const std::size_t form = diagnostic.help.find(" RANGE`, with its name");
    const std::size_t open = form == std::string::npos ? form : diagnostic.help.rfind('`', form);
    if (diagnostic.kind != DiagnosticKind::kUnknownChoice || open == std::string::npos) continue;
    const std::string asked = diagnostic.help.substr(open + 1, form - open - 1);
    const std::string_view fact = WordAt(asked, 0);
    std::string_view found;
    for (const DeclaredName& range : DeclaredNames(text, {"range"})) {
      for (std::size_t at = 0; at < range.kind.size() && found.empty(); ++at) {
        const std::string_view word = WordAt(range.kind, at);
        if (word == fact) found = range.name;
        at += word.size();
      }
    }
    if (!found.empty()) diagnostic.help = fmt::format("write `{} {}`", asked, found);
  }
}

void MendSecondActions(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  if (text.size() > kMostReread) return;
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.kind != DiagnosticKind::kSeveralActions) continue;
    // What follows goes with it, but for another action that stands alone.
    std::string_view action = Trimmed(LineRest(text, diagnostic.span.begin));
    const bool is_alone = action.starts_with("give ") || action.starts_with("consider ") ||
                          action.starts_with("stop ");
    const bool has_alone = action.find(" and give ") != action.npos ||
                           action.find(" and consider ") != action.npos ||
                           action.find(" and stop ") != action.npos;
    if (is_alone || has_alone) action = source.Text(diagnostic.span);
    diagnostic.help = fmt::format("write a second rule for it: {}",
                                  AlsoInRule(text, diagnostic.span.begin, action));
  }
}

void MendSwappedWarnings(const SourceFile& source, Diagnostics& diagnostics) {
  const std::string_view text = source.text();
  if (text.size() > kMostReread) return;
  constexpr std::string_view kSwapped = "names the medication, and asks behind `when`";
  std::vector<std::size_t> said_already;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    Diagnostic& head = diagnostics[i];
    if (head.kind != DiagnosticKind::kWrongKindOfName) continue;
    const std::string_view fact = source.Text(head.span);
    const DeclaredName warning = DeclarationAt(text, head.span.begin);
    const std::size_t begin = LineBegin(text, head.span.begin);
    if (!IsIn(WordAt(text, begin), {"contraindication", "caution"}) ||
        !IsConditionName(text, fact)) {
      continue;
    }
    for (std::size_t k = 0; k < diagnostics.size(); ++k) {
      const Diagnostic& below = diagnostics[k];
      if (k == i || DeclarationAt(text, below.span.begin).begin != warning.begin) continue;
      if (below.message.ends_with(kSwapped)) {
        said_already.push_back(i);
        break;
      }
      const std::string_view medication = source.Text(below.span);
      const std::string_view line = Trimmed(LineRest(text, LineBegin(text, below.span.begin)));
      const std::string_view header = LineRest(text, begin);
      const std::size_t quote = header.find('"');
      const bool is_swapped = below.kind == DiagnosticKind::kWrongKindOfName &&
                              line == fmt::format("when {}", medication) && quote != header.npos &&
                              IsTreatmentName(text, medication);
      if (!is_swapped) continue;
      head.message = fmt::format("a {} {}", WordAt(text, begin), kSwapped);
      head.help = fmt::format("write `{} {} {}`, and below it `when {}`", WordAt(text, begin),
                              medication, Trimmed(header.substr(quote)), fact);
      head.labels.clear();
      said_already.push_back(k);
      break;
    }
  }
  std::ranges::sort(said_already, std::ranges::greater());
  for (const std::size_t at : said_already) {
    diagnostics.erase(diagnostics.begin() + static_cast<std::ptrdiff_t>(at));
  }
}

}  // namespace mgl
