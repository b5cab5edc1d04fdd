#include "dsl/reread/tried_proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/line_forms.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/reread/changed_lines.h"
#include "dsl/reread/proposal_place.h"
#include "dsl/reread/shown_proposals.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostTried = 40;        // each reads the text again
constexpr std::size_t kMostCost = 2'000'000;  // bytes, each times the mistakes that are told
constexpr std::size_t kMostRounds = 4;
constexpr std::size_t kMostBytes = std::size_t{64} << 10;

bool IsError(const Diagnostic& diagnostic) { return LevelOf(diagnostic) == Level::kError; }
/// Its edits change nothing that the text says.
bool IsMend(const Diagnostic& diagnostic) {
  return !diagnostic.edits.empty() && !diagnostic.is_proposal;
}
/// A sign or a number is written otherwise, and says the same: `2,5`, `“`.
bool IsSpelling(const Diagnostic& diagnostic) {
  const std::string_view code = Info(diagnostic.kind).code;
  return IsMend(diagnostic) && IsIn(code, {"L0108", "L0109", "L0110", "L0111"});
}
bool IsSyntax(const Diagnostic& diagnostic) {
  return Info(diagnostic.kind).code.starts_with("L01");
}

/// A text on its way, with the place that was changed in it.
struct Draft {
  std::string text;
  std::size_t added = 0;  // where the declarations begin that were put behind it
  Span place;             // before `added`

  std::string_view Base() const { return std::string_view(text).substr(0, added); }
};

/// `draft` with a proposal for it; nothing where it changes what was put behind the text.
std::optional<Draft> Next(const Draft& draft, const ShownProposal& proposal) {
  if (proposal.edits.empty()) return std::nullopt;
  Draft next;
  std::size_t end = 0;
  std::size_t more = 0;  // may wrap: lines become shorter
  Span whole = draft.place;
  for (const Edit& edit : proposal.edits) {
    next.text += std::string_view(draft.text).substr(end, edit.span.begin - end);
    next.text += edit.text;
    end = edit.span.end;
    if (edit.span.begin > draft.added) continue;
    if (edit.span.end > draft.added) return std::nullopt;
    more += edit.text.size() - (edit.span.end - edit.span.begin);
    whole = {std::min(whole.begin, edit.span.begin), std::max(whole.end, edit.span.end)};
  }
  next.added = draft.added + more;
  next.place = SpanOf(whole.begin, whole.end + more);
  next.text += std::string_view(draft.text).substr(end);
  for (const std::string& declaration : proposal.declarations) {
    next.text += fmt::format("\n{}", declaration);
  }
  return next;
}

/// Only what is near the message: the same mistake may stand far below too. Lines of its
/// declaration are near.
ShownProposal Near(std::string_view text, const ShownProposal& proposal, Span span) {
  ShownProposal near = proposal;
  const std::size_t begin = LineBegin(text, span.begin);
  const std::size_t declaration =
      NextDeclaration(text, std::min<std::size_t>(span.begin + 1, text.size()));
  const std::size_t end = std::max(std::min(text.find('\n', span.end), text.size()), declaration);
  std::erase_if(near.edits,
                [&](const Edit& edit) { return edit.span.end < begin || edit.span.begin > end; });
  return near;
}

class Trial {
 public:
  Trial(const SourceFile& source, const FindMistakes& find, const Diagnostics& diagnostics)
      : source_(source), find_(find), diagnostics_(diagnostics) {}

  bool IsSpent() const { return tried_ >= kMostTried || cost_ >= kMostCost; }

  std::optional<Draft> Begin(const ShownProposal& proposal, Span span) const {
    Draft draft{std::string(source_.text()), source_.text().size(), span};
    return Next(draft, Near(source_.text(), proposal, span));
  }

  /// The first mistake at the place of a draft that the text does not have without it.
  std::optional<Diagnostic> MistakeIn(const Draft& draft, std::size_t without) {
    ++tried_;
    cost_ += draft.text.size() * diagnostics_.size();
    found_ = find_(SourceFile(source_.path(), draft.text));
    const std::size_t begin = LineBegin(draft.text, draft.place.begin);
    const std::size_t end = std::min(draft.text.find('\n', draft.place.end), draft.text.size());
    for (const Diagnostic& diagnostic : found_) {
      if (!IsNew(diagnostic, without)) continue;
      const Span span = diagnostic.span;
      // What the line says beside the place is the author's; but it must still be a line.
      const bool is_there = IsSyntax(diagnostic)
                                ? span.begin <= end && span.end >= begin
                                : span.begin < draft.place.end && span.end > draft.place.begin;
      if (is_there || span.begin > draft.added) return diagnostic;
    }
    return std::nullopt;
  }

  /// A mistake elsewhere that was silent before, in the draft that was tried last: in the same
  /// declaration, or about what now stands at the place.
  std::optional<Diagnostic> MistakeWith(const Draft& draft, std::size_t without) const {
    const bool is_list = !diagnostics_[without].labels.empty() &&
                         diagnostics_[without].labels.front().text.starts_with("here: write");
    const std::size_t begin = LineBegin(draft.text, draft.place.begin);
    const std::size_t end = std::min(draft.text.find('\n', draft.place.end), draft.text.size());
    const DeclaredName declared = DeclarationAt(draft.text, begin);
    const bool is_header = LineBegin(draft.text, declared.begin) == begin;
    const std::string name = fmt::format("`{}`", declared.name);
    for (const Diagnostic& diagnostic : found_) {
      if (!IsNew(diagnostic, without) || diagnostic.span.begin > draft.added) continue;
      const bool is_about = std::ranges::any_of(diagnostic.labels, [&](const Label& label) {
        return label.span.begin >= begin && label.span.end <= end;
      });
      const bool is_same = (is_header || is_list) && diagnostic.span.begin > end &&
                           DeclarationAt(draft.text, diagnostic.span.begin).begin == declared.begin;
      const bool is_named = is_header && diagnostic.message.find(name) != std::string::npos;
      if (is_about || is_same || is_named) return diagnostic;
    }
    return std::nullopt;
  }

 private:
  /// No other message of the text says it already. What a declaration lacks is its author's to say.
  bool IsNew(const Diagnostic& diagnostic, std::size_t without) const {
    if (!IsError(diagnostic) || diagnostic.kind == DiagnosticKind::kMissingClause) return false;
    for (std::size_t i = 0; i < diagnostics_.size(); ++i) {
      const bool is_it = i != without && diagnostics_[i].kind == diagnostic.kind &&
                         diagnostics_[i].message == diagnostic.message;
      if (is_it) return false;
    }
    return true;
  }

  const SourceFile& source_;
  const FindMistakes& find_;
  const Diagnostics& diagnostics_;
  Diagnostics found_;
  std::size_t tried_ = 0;
  std::size_t cost_ = 0;
};

/// The lines of two texts that differ, from the first to the last of them.
Edit ChangeOf(std::string_view before, std::string_view after) {
  std::size_t begin = 0;
  const std::size_t least = std::min(before.size(), after.size());
  while (begin < least && before[begin] == after[begin]) ++begin;
  begin = LineBegin(before, begin);
  std::size_t tail = 0;
  while (tail < least - begin &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const std::size_t end = before.find('\n', before.size() - tail);
  if (end == before.npos) return {SpanOf(begin, before.size()), std::string(after.substr(begin))};
  const std::size_t rest = before.size() - end;
  return {SpanOf(begin, end), std::string(after.substr(begin, after.size() - rest - begin))};
}

class Follower {
 public:
  Follower(const SourceFile& source, const FindMistakes& find, const Diagnostics& diagnostics)
      : source_(source), trial_(source, find, diagnostics) {}

  bool IsSpent() const { return trial_.IsSpent(); }

  /// What is said in place of the diagnostic `index`; nothing where it stays.
  std::optional<Diagnostic> Follow(const Diagnostic& first, std::size_t index) {
    const std::vector<ShownProposal> shown = ShownProposals(source_, first);
    if (shown.size() != 1) return std::nullopt;
    std::optional<Draft> draft = trial_.Begin(shown.front(), first.span);
    if (!draft) return std::nullopt;
    first_ = first.span.begin;
    seen_ = {std::string(source_.text()), draft->text};
    std::optional<Diagnostic> mistake = trial_.MistakeIn(*draft, index);
    // What is mended without a choice is mended first, whatever else its line has.
    const bool is_mend = IsMend(first);
    const bool is_beside = mistake && (mistake->span.begin >= draft->place.end ||
                                       mistake->span.end <= draft->place.begin);
    std::size_t rounds = 0;
    is_certain_ = true;
    while (mistake && rounds < kMostRounds && !IsSpent()) {
      std::optional<Draft> next = After(*draft, *mistake);
      if (!next) break;
      ++rounds;
      draft = std::move(next);
      mistake = trial_.MistakeIn(*draft, index);
    }
    if (mistake && is_mend && is_beside) {
      const bool has_place = !mistake->help.starts_with("write `") ||
                             !ShownProposals(SourceFile("", draft->text), *mistake).empty();
      const bool is_kept = has_place && !LosesSomething(*draft, *mistake);
      if (IsSpelling(*mistake) || is_kept) return std::nullopt;
    }
    if (mistake) return Failed(first, shown.front(), *draft, *mistake, rounds);
    if (is_mend && rounds > 0) {
      return is_certain_ ? Settled(first, shown.front(), *draft) : std::nullopt;
    }
    // What comes up with it elsewhere is said with it, where it can be said at once.
    std::optional<Diagnostic> more = trial_.MistakeWith(*draft, index);
    while (more && !is_mend && rounds < kMostRounds && !IsSpent()) {
      const std::optional<Draft> next = After(*draft, *more);
      if (!next || trial_.MistakeIn(*next, index)) break;
      ++rounds;
      draft = *next;
      more = trial_.MistakeWith(*draft, index);
    }
    const std::string open =
        more && !(is_mend && first.labels.empty()) ? OpenBelow(*draft, *more) : std::string();
    if (rounds == 0 && open.empty()) return std::nullopt;
    std::optional<Diagnostic> settled = rounds == 0 ? first : Settled(first, shown.front(), *draft);
    if (settled) settled->help += open;
    return settled;
  }

 private:
  /// What another line of the declaration leaves to its author, and was silent before: its form.
  std::string OpenBelow(const Draft& draft, const Diagnostic& mistake) const {
    const std::string_view line = Trimmed(LineRest(draft.text, mistake.span.begin));
    const std::size_t at = source_.text().find(line, first_);
    const bool is_shown = mistake.help.starts_with("write `") && IsSyntax(mistake);
    if (!is_shown || at == std::string_view::npos || LosesSomething(draft, mistake)) return {};
    return fmt::format("; in line {}, {}: {}", source_.PositionOf(at).line, mistake.message,
                       mistake.help);
  }

  /// The draft with the one proposal that a mistake in it has; nothing where it has none or
  /// several, where it was met before, or where a number or a name would be lost.
  std::optional<Draft> After(const Draft& draft, const Diagnostic& mistake) {
    if (mistake.kind == DiagnosticKind::kDuplicateName) return WithFreeName(draft, mistake);
    const SourceFile tried(source_.path(), draft.text);
    // A name that is spelt like another one may be meant, or not.
    const bool is_guess = !IsSyntax(mistake) && mistake.help.starts_with("did you mean");
    const std::vector<ShownProposal> more = ShownProposals(tried, mistake);
    if (more.size() != 1 || is_guess) return std::nullopt;
    is_certain_ = is_certain_ && IsMend(mistake);
    std::optional<Draft> next = Next(draft, Near(draft.text, more.front(), mistake.span));
    if (!next ||
        (!IsSpelling(mistake) && IsLost(draft.text, next->text, next->place, mistake.span))) {
      return std::nullopt;
    }
    if (!seen_.insert(next->text).second) return std::nullopt;
    return next;
  }

  /// A name that a proposal gives, and that is taken: the next that is free.
  std::optional<Draft> WithFreeName(const Draft& draft, const Diagnostic& mistake) {
    const std::string name(std::string_view(draft.text)
                               .substr(mistake.span.begin, mistake.span.end - mistake.span.begin));
    const std::string_view line = LineRest(source_.text(), LineBegin(source_.text(), first_));
    const bool is_given =
        std::ranges::none_of(TokensOf(line), [&](Span span) { return TextOf(line, span) == name; });
    const Span place = draft.place;
    const bool is_ours = (mistake.span.begin >= place.begin && mistake.span.end <= place.end) ||
                         mistake.span.begin > draft.added;
    if (!is_given || !is_ours) return std::nullopt;
    std::string free = name;
    for (int number = 2; draft.text.find(free) != std::string::npos; ++number) {
      free = fmt::format("{}_{}", name, number);
    }
    return Next(draft, {{{mistake.span, free}}, {}, 0, 0});
  }

  std::optional<std::string> Help(const Diagnostic& first, const ShownProposal& shown,
                                  const Draft& draft) const {
    return HelpOfChange(source_.text(), draft.text, draft.added, first, shown);
  }

  std::optional<Diagnostic> Settled(const Diagnostic& first, const ShownProposal& shown,
                                    const Draft& draft) const {
    const std::optional<std::string> help = Help(first, shown, draft);
    if (!help) return std::nullopt;
    Diagnostic settled = first;
    settled.help = *help;
    const Span changed = ChangeOf(source_.text(), draft.Base()).span;
    std::erase_if(settled.labels, [&](const Label& label) {
      return label.text.starts_with("here: write") && label.span.begin >= changed.begin &&
             label.span.end <= changed.end;
    });
    settled.edits = {ChangeOf(source_.text(), draft.Base())};
    settled.is_proposal = !IsMend(first);
    const std::string_view replaced = source_.Text(settled.edits[0].span);
    const bool is_in_line = replaced.find('\n') == std::string_view::npos &&
                            settled.edits[0].text.find('\n') == std::string::npos;
    if (IsMend(first) && !is_in_line) return std::nullopt;
    if (draft.added == draft.text.size()) return settled;
    const std::size_t end = source_.text().size();
    settled.edits.push_back({SpanOf(end, end), draft.text.substr(draft.added)});
    return settled;
  }

  /// The text cannot be read so either: where that is said for the author to decide, it is said
  /// too; else the text is not shown.
  std::optional<Diagnostic> Failed(const Diagnostic& first, const ShownProposal& shown,
                                   const Draft& draft, const Diagnostic& mistake,
                                   std::size_t rounds) const {
    const bool is_said = first.help.find(mistake.message) != std::string::npos;
    const bool is_declared =
        mistake.help.starts_with("declare") && first.help.find("declare") != std::string::npos;
    if (!IsSyntax(mistake) && (is_said || is_declared)) return std::nullopt;
    Diagnostic failed = first;
    if (first.kind == DiagnosticKind::kInvalidUnit &&
        mistake.kind == DiagnosticKind::kDimensionMismatch) {
      // What is spelt like a unit of another kind of number is not shown.
      const std::string measured = mistake.message.substr(0, mistake.message.find(';'));
      failed.edits.clear();
      failed.is_proposal = false;
      failed.help = fmt::format("{}: {}", measured, mistake.help);
      return failed;
    }
    if (IsDecision(first, draft, mistake)) {
      std::optional<std::string> help = rounds == 0 ? first.help : Help(first, shown, draft);
      if (!help) return std::nullopt;
      if (LeaveOpen(draft, mistake, *help)) failed.edits.clear();
      failed.help =
          fmt::format("{}{} {}, {}: {}", *help, help->ends_with('?') ? "" : ";",
                      help->ends_with('?') ? "There" : "there", mistake.message, mistake.help);
      return failed;
    }
    failed.edits.clear();
    failed.is_proposal = false;
    const std::string_view rest = std::string_view(first.help).substr(shown.help_end);
    std::string form = FormOfLine(source_.text(), first, ShownText(first, shown));
    if (rest.starts_with(", or ")) {
      failed.help = rest.substr(5);
    } else if (!form.empty()) {
      failed.help = std::move(form);
    } else if (IsGuide(draft, mistake)) {
      failed.help = mistake.help;
    } else {
      failed.help = Info(first.kind).explanation;
    }
    return failed;
  }

  static std::string_view ShownText(const Diagnostic& first, const ShownProposal& shown) {
    return std::string_view(first.help).substr(std::min(shown.help_begin + 1, first.help.size()));
  }

  /// A word that does not fit is not shown again: `expect replace …`.
  static bool LeaveOpen(const Draft& draft, const Diagnostic& mistake, std::string& help) {
    const std::string_view word =
        std::string_view(draft.text)
            .substr(mistake.span.begin, mistake.span.end - mistake.span.begin);
    if (IsSyntax(mistake) || mistake.help.starts_with("declare it")) return false;
    if (TokensOf(word).size() != 1 || IsDigit(word.front()) || word.front() == '"') return false;
    const std::size_t at = help.rfind(fmt::format(" {}`", word));
    if (at != std::string::npos) help.replace(at + 1, word.size(), "…");
    return at != std::string::npos;
  }

  /// What the mistake asks is for the author to decide; the form of what is shown is right.
  bool IsDecision(const Diagnostic& first, const Draft& draft, const Diagnostic& mistake) const {
    if (mistake.help.empty() || mistake.message == first.message) return false;
    if (!IsSyntax(mistake)) return true;
    const std::size_t ways = ShownProposals(SourceFile("", draft.text), mistake).size();
    const bool asks_word = first.help.starts_with("did you mean");
    return (asks_word || ways > 1) && !LosesSomething(draft, mistake);
  }

  /// A proposal of the mistake leaves out what its author wrote.
  bool LosesSomething(const Draft& draft, const Diagnostic& mistake) const {
    return std::ranges::any_of(
        ShownProposals(SourceFile("", draft.text), mistake), [&](const ShownProposal& shown) {
          const std::optional<Draft> next = Next(draft, shown);
          return !next || IsLost(draft.text, next->text, next->place, mistake.span);
        });
  }

  bool IsGuide(const Draft& draft, const Diagnostic& mistake) const {
    constexpr std::string_view kNone[] = {"remove it", "finish this line"};
    const bool says = std::ranges::none_of(
        kNone, [&](std::string_view none) { return mistake.help.starts_with(none); });
    return says && !mistake.help.empty() && !LosesSomething(draft, mistake);
  }

  const SourceFile& source_;
  Trial trial_;
  std::set<std::string> seen_;
  bool is_certain_ = true;  // all that was followed are mends without a choice
  std::size_t first_ = 0;   // where the message is that is followed
};

}  // namespace

void TryProposals(const SourceFile& source, const FindMistakes& find, Diagnostics& diagnostics) {
  if (source.text().size() > kMostBytes) return;
  const Diagnostics before = diagnostics;
  Follower follower(source, find, before);
  for (std::size_t i = 0; i < diagnostics.size() && !follower.IsSpent(); ++i) {
    if (!IsError(diagnostics[i])) continue;
    std::optional<Diagnostic> followed = follower.Follow(before[i], i);
    if (followed) diagnostics[i] = std::move(*followed);
  }
}

std::vector<LedTo> WhereProposalsLead(const SourceFile& source, const FindMistakes& find,
                                      const Diagnostics& diagnostics, std::size_t index,
                                      std::size_t& tried) {
  std::vector<LedTo> led;
  Trial trial(source, find, diagnostics);
  for (const ShownProposal& proposal : ShownProposals(source, diagnostics[index])) {
    const std::optional<Draft> draft = trial.Begin(proposal, diagnostics[index].span);
    if (!draft) continue;
    ++tried;
    std::optional<Diagnostic> mistake = trial.MistakeIn(*draft, index);
    if (mistake) led.push_back({std::move(*mistake), draft->text});
  }
  return led;
}

}  // namespace mgl
