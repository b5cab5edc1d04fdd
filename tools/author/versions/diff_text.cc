// A comparison as text: what is decided otherwise of statements that both versions have, then what
// is new and what is gone, then contents.
#include <fmt/format.h>

#include <algorithm>

#include "tools/author/versions/diff_report.h"
#include "tools/author/versions/diff_words.h"

namespace mgl {
namespace {

using Weight = ContentChange::Weight;

constexpr std::size_t kShownRegions = 3;
constexpr std::size_t kShownOpen = 2;  // why something is not decided
constexpr std::size_t kShownExamples = 20;
constexpr std::string_view kFact = "fact ";

/// What a statement of one version alone tells to do is told with it.
bool IsToldWithStatement(const VersionDiff& diff, const ContentChange& change) {
  if (change.what != "new" && change.what != "gone") return false;
  return std::ranges::any_of(diff.statements, [&](const StatementDiff& statement) {
    const bool is_of_one = statement.is_new || statement.is_gone;
    const bool is_warning = statement.kind == "contraindication" || statement.kind == "caution";
    return is_of_one && !statement.changes.empty() &&
           change.of == (is_warning ? statement.kind : statement.kind + " " + statement.name);
  });
}

class TextReport {
 public:
  TextReport(const VersionDiff& diff, const TextStyle& style)
      : diff_(diff), page_(style.width, style.color) {}

  std::string Write() {
    page_.Add(0, fmt::format("{} -> {}", diff_.before, diff_.after), Ink::kBold);
    page_.Add(0, DiffHeadline(diff_) + ".");
    page_.Add(0, Certainty(diff_), Ink::kFaint);
    for (const StatementDiff& statement : diff_.statements) {
      const bool is_of_both = !statement.is_new && !statement.is_gone;
      if (is_of_both && !IsTold(statement)) AddStatement(statement);
    }
    AddCauses();
    AddOfOne("New", &StatementDiff::is_new);
    AddOfOne("Gone", &StatementDiff::is_gone);
    for (const auto& [weight, title] : kWeights) AddContents(weight, title);
    AddRenames();
    return page_.Take() + Examples();
  }

 private:
  /// Below what others hang on.
  bool IsTold(const StatementDiff& statement) const { return some_decide_ && IsCause(statement); }

  void AddOpen(const StatementDiff& statement) {
    const std::vector<std::string>& open = statement.not_decided;
    for (std::size_t i = 0; i < std::min(kShownOpen, open.size()); ++i) {
      page_.Add(2, "not decided: ", Ink::kOpen, open[i]);
    }
    if (open.size() > kShownOpen) {
      page_.Add(2, fmt::format("and {} more that are not decided", open.size() - kShownOpen));
    }
  }

  void AddStatement(const StatementDiff& statement) {
    page_.Blank();
    page_.Add(0, HeadOf(statement) + ": ", Ink::kBold, Saying(statement));
    for (const OutcomeChange* const change : Ordered(statement)) {
      page_.Add(2, fmt::format("{} -> {}", change->from, change->to));
      const bool is_brief = IsOpen(*change) || IsCause(statement);
      AddRegions(*change, is_brief ? 1 : kShownRegions);
      if (is_brief || change->example.empty()) continue;
      page_.Add(4, "for example ", Ink::kFaint, ExampleInWords(*change));
    }
    AddOpen(statement);
  }

  void AddRegions(const OutcomeChange& change, std::size_t most) {
    for (const std::string& line : RegionLines(change, most)) page_.Add(4, line);
  }

  /// Thresholds, ranges and readings: their patients show in what is decided by them.
  void AddCauses() {
    bool is_first = true;
    for (const StatementDiff& statement : diff_.statements) {
      if (!IsTold(statement)) continue;
      if (is_first) {
        page_.Blank();
        page_.Add(0, "What these hang on", Ink::kBold);
      }
      is_first = false;
      page_.Add(2, HeadOf(statement) + ": " + Saying(statement));
      if (!IsOnlyRead(statement)) {
        for (const OutcomeChange* const change : Ordered(statement)) {
          page_.Add(4, fmt::format("{} -> {}: {}", change->from, change->to,
                                   fmt::join(RegionLines(*change, 1), ", ")));
        }
      }
      AddOpen(statement);
    }
  }

  /// For whom, and what is told them; where something is missing is not said.
  void AddOfOne(const char* title, bool StatementDiff::*is_it) {
    bool is_first = true;
    for (const StatementDiff& statement : diff_.statements) {
      if (!(statement.*is_it)) continue;
      if (is_first) {
        page_.Blank();
        page_.Add(0, title, Ink::kBold);
      }
      is_first = false;
      page_.Add(2, HeadOf(statement));
      for (const ContentChange& change : diff_.contents) {
        if (change.of != statement.kind + " " + statement.name) continue;
        for (const std::string& line : SplitLines(change.before))
          page_.Add(4, "- ", Ink::kBad, line);
        for (const std::string& line : SplitLines(change.after))
          page_.Add(4, "+ ", Ink::kGood, line);
      }
      const std::vector<const OutcomeChange*> changes = Ordered(statement);
      for (const OutcomeChange* const change : changes) {
        if (IsOpen(*change) && changes.size() > 1) continue;
        const std::string& outcome = statement.is_new ? change->to : change->from;
        std::string lead = outcome == "yes" ? "for " : outcome + ": ";
        for (const std::string& line : RegionLines(*change, kShownRegions)) {
          page_.Add(4, lead + line);
          lead.clear();
        }
      }
      AddOpen(statement);
    }
  }

  void AddContents(Weight weight, const char* title) {
    std::vector<const ContentChange*> changes;
    std::string new_facts, gone_facts;
    for (const ContentChange& change : diff_.contents) {
      if (change.weight != weight || IsToldWithStatement(diff_, change)) continue;
      const bool is_fact = change.of.starts_with(kFact);
      std::string* const facts = is_fact && change.what == "new"    ? &new_facts
                                 : is_fact && change.what == "gone" ? &gone_facts
                                                                    : nullptr;
      if (facts == nullptr) {
        changes.push_back(&change);
      } else {
        *facts += (facts->empty() ? "" : ", ") + change.of.substr(kFact.size());
      }
    }
    if (changes.empty() && new_facts.empty() && gone_facts.empty()) return;
    page_.Blank();
    page_.Add(0, title, Ink::kBold);
    if (!gone_facts.empty()) page_.Add(2, "- ", Ink::kBad, "facts: " + gone_facts);
    if (!new_facts.empty()) page_.Add(2, "+ ", Ink::kGood, "facts: " + new_facts);
    for (const ContentChange* const change : changes) {
      page_.Add(2, fmt::format("{}, {}", change->of, change->what));
      for (const std::string& line : SplitLines(change->before))
        page_.Add(4, "- ", Ink::kBad, line);
      for (const std::string& line : SplitLines(change->after))
        page_.Add(4, "+ ", Ink::kGood, line);
    }
  }

  void AddRenames() {
    if (diff_.renames.empty()) return;
    page_.Blank();
    page_.Add(0, "Renamed, with the same meaning", Ink::kBold);
    bool has_facts = false;
    for (const Rename& rename : diff_.renames) {
      page_.Add(2, fmt::format("{} {} is {} now", rename.kind, rename.before, rename.after));
      has_facts |= rename.kind == "fact";
    }
    if (has_facts) page_.Add(2, "Data that have the old name are read with `--map`.", Ink::kFaint);
  }

  /// To paste: nothing is wrapped.
  std::string Examples() {
    const std::vector<std::string> examples = ShownExamples(diff_);
    if (examples.empty()) return "";
    page_.Blank();
    page_.Add(0, "Examples that show it, for the new version", Ink::kBold);
    std::string text = page_.Take();
    for (std::size_t i = 0; i < std::min(kShownExamples, examples.size()); ++i) text += examples[i];
    if (examples.size() > kShownExamples) {
      page_.Add(0, fmt::format("{} more: --format markdown", examples.size() - kShownExamples),
                Ink::kFaint);
      text += page_.Take();
    }
    return text;
  }

  const VersionDiff& diff_;
  const bool some_decide_ = !std::ranges::all_of(diff_.statements, IsCause);
  TextPage page_;
};

}  // namespace

std::string DiffText(const VersionDiff& diff, const TextStyle& style) {
  return TextReport(diff, style).Write();
}

}  // namespace mgl
