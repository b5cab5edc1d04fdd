// Answers are read byte by byte up to a limit, so that a question is never behind its answer.
#include "tools/case/consult/dialogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "tools/case/consult/question_text.h"
#include "tools/words/fact_words.h"

namespace mgl {
namespace {

constexpr std::string_view kCommands = "unknown (or an empty line), back, why, ? (help), quit";

/// Bytes that would move a terminal's cursor or are no text.
std::string Printable(std::string_view text) {
  std::string printable(text.substr(0, FindInvalidUtf8(text)));
  std::erase_if(printable,
                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  return printable;
}

std::string KindText(OutcomeRef outcome) {
  switch (outcome.kind) {
    case OutcomeRef::Kind::kScope:
      return "scope";
    case OutcomeRef::Kind::kRule:
      return "rule";
    case OutcomeRef::Kind::kResult:
      return "result";
    case OutcomeRef::Kind::kRecheck:
      return "recheck";
    case OutcomeRef::Kind::kDose:
    case OutcomeRef::Kind::kAmount:
      return "dose";
    case OutcomeRef::Kind::kOption:
      return "option";
    case OutcomeRef::Kind::kCaution:
      return "warning";
  }
  return "";
}

}  // namespace

Dialogue::Dialogue(const CompiledGuideline& compiled, Consultation& consultation,
                   AnswerReader& answers, std::istream& in, std::ostream& out,
                   DialogueOptions options)
    : compiled_(compiled),
      consultation_(consultation),
      answers_(answers),
      in_(in),
      out_(out),
      options_(options) {
  // What is shown at first is what differs from knowing nothing.
  shown_.outcomes.resize(consultation.outcomes().size());
}

Dialogue::End Dialogue::Run() {
  ShowChanges();
  std::string line;
  for (int answers = 0; out_; ++answers) {
    const std::optional<ConsultQuestion> question = consultation_.Next();
    if (!question) return End::kDecided;
    if (answers == kMostAnswers) return End::kTooManyAnswers;
    Ask(*question);
    const Line kind = ReadLine(line);
    if (kind == Line::kEnd) {
      out_ << '\n';
      return End::kQuit;
    }
    if (options_.echo) out_ << Printable(line) << '\n';
    if (kind == Line::kTooLong) {
      Say(fmt::format("the answer is longer than {} KiB", kLongestAnswerBytes / 1024));
      continue;
    }
    const std::string_view text = Trimmed(line);
    if (EqualsIgnoringCase(text, "quit")) return End::kQuit;
    if (!Command(*question, text)) Take(*question, text);
  }
  return End::kQuit;
}

/// A byte order mark before the first answer is skipped. Of a line that is too long nothing is
/// kept.
Dialogue::Line Dialogue::ReadLine(std::string& line) {
  line.clear();
  bool too_long = false;
  bool some = false;
  std::streambuf& bytes = *in_.rdbuf();
  for (int c = bytes.sbumpc(); c != std::char_traits<char>::eof(); c = bytes.sbumpc()) {
    some = true;
    if (c == '\n') break;
    if (line.size() == kLongestAnswerBytes) {
      too_long = true;
    } else {
      line += static_cast<char>(c);
    }
  }
  if (!some) return Line::kEnd;
  constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
  if (is_first_line_ && line.starts_with(kUtf8Mark)) line.erase(0, kUtf8Mark.size());
  is_first_line_ = false;
  if (too_long) line.clear();
  return too_long ? Line::kTooLong : Line::kText;
}

void Dialogue::Ask(ConsultQuestion question) {
  const Fact& fact = compiled_.guideline.facts[Index(question.fact)];
  out_ << '\n';
  if (question.of_date) {
    PrintQuestion(fmt::format("When was that? ({})", fact.title),
                  "[a date, such as 2026-03-01; nothing: no date]");
  } else {
    PrintQuestion(QuestionText(fact), fmt::format("[{}]", AnswerHint(fact)));
    TextPage choices = Page();
    for (const ChoiceLine& choice : ChoiceLines(fact)) {
      choices.Add(0, choice.key, Ink::kPlain, choice.text);
    }
    Print(std::move(choices));
  }
  if (!std::exchange(has_shown_commands_, true)) Say(fmt::format("or: {}", kCommands));
  out_ << "> " << std::flush;
}

/// The hint stands behind the question, or below it where a line does not hold both.
void Dialogue::PrintQuestion(const std::string& text, const std::string& hint) {
  constexpr std::size_t kGap = 2;
  TextPage page = Page();
  page.Add(0, text, Ink::kBold);
  std::string question = page.Take();
  if (CharacterCount(text) + kGap + CharacterCount(hint) <= options_.width) {
    question.back() = ' ';  // the line's end
    out_ << question << std::string(kGap - 1, ' ') << hint << '\n';
    return;
  }
  out_ << question;
  Say(hint);
}

bool Dialogue::Command(ConsultQuestion question, std::string_view text) {
  if (text == "?") {
    ShowHelp(question);
  } else if (EqualsIgnoringCase(text, "why")) {
    Explain(question);
  } else if (EqualsIgnoringCase(text, "back")) {
    TakeBack();
  } else {
    return false;
  }
  return true;
}

void Dialogue::ShowHelp(ConsultQuestion question) {
  if (question.of_date) {
    Say("the day of the test: a day such as 2026-03-01, a month (2026-03) or a year (2026)");
    Say("without a date the value counts as it is, and no recheck as done by it");
    return;
  }
  for (const std::string& line : HelpLines(compiled_.guideline.facts[Index(question.fact)])) {
    Say(line);
  }
}

void Dialogue::Explain(ConsultQuestion question) {
  std::vector<OutcomeRef> outcomes = consultation_.OutcomesThatNeed(question);
  if (outcomes.empty()) {
    Say("nothing that is open needs it; it can matter for:");
    outcomes = consultation_.OutcomesThatRead(question);
    if (outcomes.empty()) Say("  (only checks of the values themselves)");
  } else {
    Say("it may decide:");
  }
  for (const OutcomeRef outcome : outcomes) {
    Say(fmt::format("  {} ({})", TitleOf(compiled_.guideline, outcome), KindText(outcome)));
  }
}

void Dialogue::TakeBack() {
  const std::optional<ConsultQuestion> last = consultation_.TakeBack();
  if (!last) return Say("there is no answer to take back");
  Say(fmt::format("taken back: {}{}", last->of_date ? "the date of " : "",
                  compiled_.guideline.facts[Index(last->fact)].title));
  ShowChanges();
}

void Dialogue::Take(ConsultQuestion question, std::string_view text) {
  const ReadAnswer answer =
      question.of_date ? answers_.ReadDate(question.fact, consultation_.Stated(question.fact), text)
                       : answers_.ReadValue(question.fact, text);
  if (!answer.problem.empty()) {
    Say(answer.problem);
    Say(answer.help);
    return;
  }
  consultation_.Answer(question, answer.stated);
  ShowChanges();
}

Dialogue::Shown Dialogue::Now() const {
  Shown now;
  for (const OutcomeRef outcome : consultation_.outcomes()) {
    const OutcomeText text = TextOf(compiled_, consultation_, outcome);
    Shown::Outcome& shown = now.outcomes.emplace_back(Shown::Outcome{text.kind, {}});
    const bool says_nothing = text.kind == OutcomeText::Kind::kUndecided ||
                              text.kind == OutcomeText::Kind::kNotInQuestion ||
                              text.kind == OutcomeText::Kind::kSaidElsewhere;
    if (says_nothing) continue;
    shown.lines.push_back(text.headline);
    for (const ActionInWords& action : text.actions) shown.lines.push_back("  " + action.text);
  }
  for (const Note& note : WarningsInWords(compiled_.guideline, consultation_.decision())) {
    now.warnings.push_back(note.text);
  }
  return now;
}

/// What differs from what was shown last: decisions in full, the rest in one line each.
void Dialogue::ShowChanges() {
  using Kind = OutcomeText::Kind;
  Shown now = Now();
  std::vector<std::string> not_applying;
  std::vector<std::string> open_again;
  for (std::size_t i = 0; i < now.outcomes.size(); ++i) {
    const Shown::Outcome& outcome = now.outcomes[i];
    const Kind before = shown_.outcomes[i].kind;
    if (outcome == shown_.outcomes[i] || outcome.kind == Kind::kNotApplicable) continue;
    if (outcome.kind == Kind::kDoesNotApply) {
      not_applying.push_back(outcome.lines.front());
    } else if (outcome.kind == Kind::kUndecided) {
      if (before == Kind::kNotInQuestion) continue;  // it was never decided
      open_again.push_back(TitleOf(compiled_.guideline, consultation_.outcomes()[i]));
    } else {
      for (const std::string& line : outcome.lines) Say(line);
    }
  }
  if (!not_applying.empty()) Say(fmt::format("does not apply: {}", fmt::join(not_applying, "; ")));
  if (!open_again.empty()) Say(fmt::format("open again: {}", fmt::join(open_again, "; ")));
  for (const std::string& warning : now.warnings) {
    const bool is_new = std::ranges::find(shown_.warnings, warning) == shown_.warnings.end();
    if (is_new) Say("warning: " + warning);
  }
  shown_ = std::move(now);
}

void Dialogue::Say(std::string_view line) {
  TextPage page = Page();
  page.AddLine(2, line);
  Print(std::move(page));
}

void Dialogue::Print(TextPage page) { out_ << page.Take(); }

}  // namespace mgl
