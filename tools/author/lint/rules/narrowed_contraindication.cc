// A contraindication or caution of upstream where the local version has none for some patient:
// because it was changed or withdrawn, or something that it hangs on was.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>

#include "dsl/upstream_guideline.h"
#include "engine/eval_scalar.h"
#include "engine/prove/guideline_pair.h"
#include "engine/prove/one_meaning.h"
#include "engine/prove/version_match.h"
#include "tools/author/lint/patient_words.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

const TruthSet kNotYes = TruthSet(Truth::kNo) | Truth::kUnknown;

template <typename Items>
std::optional<std::uint32_t> IndexOf(const Items& items, const std::string& name) {
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (items[i].name == name) return i;
  }
  return std::nullopt;
}

class NarrowedContraindications {
 public:
  NarrowedContraindications(const LintInput& input, const CompiledGuideline& upstream,
                            Diagnostics& found)
      : input_(input),
        upstream_text_(upstream),
        upstream_(upstream.guideline),
        local_(input.compiled.guideline),
        found_(found),
        pair_(upstream_, Readings(), local_, Readings(), MatchFactsOf(upstream_, local_)),
        nodes_(pair_.joint().graph) {}

  void Check() {
    // All nodes are there before anything is asked.
    for (std::uint32_t i = 0; i < upstream_.contraindications.size(); ++i) Collect(i);
    if (asked_.empty()) return;
    proofs_.emplace(input_.proofs.OfOther(pair_.joint()));
    std::vector<std::uint32_t> told;
    for (const Asked& asked : asked_) {
      if (std::ranges::find(told, asked.contraindication) != told.end()) continue;
      if (Ask(asked)) told.push_back(asked.contraindication);
    }
  }

 private:
  struct Asked {
    std::uint32_t contraindication = 0;  // of upstream
    Treatment treatment;                 // of the local version
    std::vector<Goal> goals;             // of the joint guideline
  };

  EvaluationOptions Readings() const {
    EvaluationOptions options;
    options.as_of = input_.as_of;
    return options;
  }

  /// The same treatment of the local version; empty where it is gone.
  std::optional<Treatment> InLocal(const Treatment& treatment) const {
    const Medication& medication = upstream_.medications[treatment.medication];
    const std::optional<std::uint32_t> local = IndexOf(local_.medications, medication.name);
    if (!local) return std::nullopt;
    Treatment same{*local, std::nullopt};
    if (!treatment.option) return same;
    same.option =
        IndexOf(local_.medications[*local].options, medication.options[*treatment.option].name);
    return same.option ? std::optional(same) : std::nullopt;
  }

  /// One of another title warns of something else, unless its title was changed.
  bool IsSameCaution(const Contraindication& item, const Contraindication& upstream) const {
    if (item.title == upstream.title) return true;
    const std::string title = " \"" + upstream.title + "\"";
    return std::ranges::any_of(
        input_.compiled.text.assembly->changes, [&](const LocalChange& change) {
          return change.what == LocalChange::What::kChanged && change.key.ends_with(title);
        });
  }

  /// Whether an item of the local version stands against it: of a caution, a contraindication does
  /// too.
  bool StandsAgainst(const Contraindication& item, const Treatment& treatment,
                     const Contraindication& upstream) const {
    const auto is_it = [&](const Treatment& of) {
      return of.medication == treatment.medication && (!of.option || of.option == treatment.option);
    };
    const bool is_same_kind = item.blocks || (!upstream.blocks && IsSameCaution(item, upstream));
    return is_same_kind && std::ranges::any_of(item.treatments, is_it);
  }

  /// Of the joint guideline: something of the local version stands against it.
  NodeId StoodAgainst(const Treatment& treatment, const Contraindication& upstream) {
    const VersionInBoth& now = pair_.after();
    std::vector<NodeId> against;
    for (const Contraindication& item : local_.contraindications) {
      if (StandsAgainst(item, treatment, upstream)) against.push_back(now.Of(item.when));
    }
    std::vector<NodeId> options;
    for (const MedicationOption& option : OptionsOf(treatment)) {
      options.push_back(option.blocked ? now.Of(*option.blocked) : nodes_.Constant(false));
    }
    if (!options.empty()) against.push_back(nodes_.And(std::move(options)));
    return against.empty() ? nodes_.Constant(false) : nodes_.Or(std::move(against));
  }

  /// Where each of them is blocked, the treatment is: that option, or all of the medication.
  std::span<const MedicationOption> OptionsOf(const Treatment& treatment) const {
    const std::vector<MedicationOption>& all = local_.medications[treatment.medication].options;
    if (treatment.option) return {&all[*treatment.option], 1};
    return all;
  }

  void Collect(std::uint32_t index) {
    const Contraindication& item = upstream_.contraindications[index];
    for (const Treatment& treatment : item.treatments) {
      const std::optional<Treatment> here = InLocal(treatment);
      if (!here) continue;
      asked_.push_back({index,
                        *here,
                        {{pair_.before().Of(item.when), Truth::kYes},
                         {pair_.before().scope, Truth::kYes},
                         {pair_.after().scope, Truth::kYes},
                         {StoodAgainst(*here, item), kNotYes}}});
    }
  }

  static std::string_view KindOf(const Contraindication& item) {
    return item.blocks ? "contraindication" : "caution";
  }
  const std::string& NameOf(const Treatment& treatment) const {
    const Medication& medication = local_.medications[treatment.medication];
    return treatment.option ? medication.options[*treatment.option].name : medication.name;
  }

  /// Each version by itself says so of the patient.
  bool SayBoth(const Asked& asked, const Case& patient) {
    const Decision then = ScalarEvaluator(upstream_, Readings()).Decide(pair_.CaseBefore(patient));
    const NodeId when = upstream_.contraindications[asked.contraindication].when;
    if (then.scope != Truth::kYes || then.nodes[Index(when)].truth != Truth::kYes) return false;
    const Decision now = ScalarEvaluator(local_, Readings()).Decide(pair_.CaseAfter(patient));
    if (now.scope != Truth::kYes) return false;
    const auto is_yes = [&](NodeId node) { return now.nodes[Index(node)].truth == Truth::kYes; };
    const std::span<const MedicationOption> options = OptionsOf(asked.treatment);
    const bool is_out =
        !options.empty() && std::ranges::all_of(options, [&](const MedicationOption& option) {
          return option.blocked && is_yes(*option.blocked);
        });
    const Contraindication& upstream = upstream_.contraindications[asked.contraindication];
    return !is_out && std::ranges::none_of(local_.contraindications, [&](const auto& item) {
      return StandsAgainst(item, asked.treatment, upstream) && is_yes(item.when);
    });
  }

  /// Where the finding is told: at the changes that are to blame, else where upstream is named.
  std::vector<Span> PlacesOf(const Asked& asked) const {
    const ast::Contraindication* const written =
        upstream_text_.text.names.contraindications[asked.contraindication];
    std::vector<Span> places;
    for (const ast::Declaration& declaration : upstream_text_.text.file->declarations) {
      if (std::get_if<ast::Contraindication>(&declaration) != written) continue;
      for (const LocalChange* const change :
           ChangesBelow(input_.compiled.text, upstream_text_, declaration)) {
        places.push_back(change->place);
      }
    }
    if (!places.empty()) return places;
    const SourceFile& source = input_.compiled.text.source;
    const Span version = input_.compiled.text.assembly->adapts_version;
    const std::uint32_t begin = source.files().front().begin;
    return {{version.begin + begin, version.end + begin}};
  }

  bool Ask(const Asked& asked) {
    const Contraindication& item = upstream_.contraindications[asked.contraindication];
    const std::string question = fmt::format(
        "some patient with the {} \"{}\" of upstream has none here", KindOf(item), item.title);
    const std::vector<Span> places = PlacesOf(asked);
    const PatientSet everybody = pair_.Everybody(proofs_->finder());
    const PatientSearch search = proofs_->Find(asked.goals, everybody, places.front(), question);
    for (const Proofs::Undecided& open : proofs_->TakeUndecided()) {
      input_.proofs.LeaveOpen(open.reason, open.second, open.place, open.question);
    }
    if (!search.found || !SayBoth(asked, search.found->patient)) return false;
    Diagnostic finding{
        DiagnosticKind::kNarrowedContraindication,
        places.front(),
        fmt::format("upstream has the {} \"{}\" of `{}` {}, and this guideline has none",
                    KindOf(item), item.title, NameOf(asked.treatment),
                    proofs_->ForWhom(asked.goals, *search.found, &everybody)),
        "look whether that is meant; if it is, accept it with the reason",
        {}};
    for (std::size_t i = 1; i < places.size(); ++i) {
      finding.labels.push_back({places[i], "this may be why, too"});
    }
    const Case own = pair_.CaseAfter(search.found->patient);
    finding.example =
        PatientAsExample(local_, own, ScalarEvaluator(local_, Readings()).Decide(own), input_.as_of,
                         "nothing stands against it any more: " + item.title, {});
    found_.push_back(std::move(finding));
    return true;
  }

  const LintInput& input_;
  const CompiledGuideline& upstream_text_;
  const Guideline& upstream_;
  const Guideline& local_;
  Diagnostics& found_;
  GuidelinePair pair_;
  OneMeaning nodes_;
  std::vector<Asked> asked_;
  std::optional<Proofs> proofs_;
};

}  // namespace

void LintNarrowedContraindication(const LintInput& input, Diagnostics& found) {
  const auto& assembly = input.compiled.text.assembly;
  if (!assembly || assembly->changes.empty()) return;
  const std::shared_ptr<const CompiledGuideline> upstream = UpstreamOf(input.compiled.text);
  if (upstream == nullptr || upstream->guideline.contraindications.empty()) return;
  NarrowedContraindications(input, *upstream, found).Check();
}

}  // namespace mgl
