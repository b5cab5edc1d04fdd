// Statements are matched, put into one graph, compared by their nodes, and searched where these
// differ.
#include "tools/author/versions/version_diff.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "engine/prove/fact_pair.h"
#include "engine/prove/guideline_pair.h"
#include "engine/prove/version_match.h"
#include "tools/author/lint/meaning_key.h"
#include "tools/author/versions/compared.h"
#include "tools/author/versions/content_differences.h"
#include "tools/author/versions/difference_search.h"

namespace mgl {
namespace {

template <typename Items>
std::vector<std::string> NamesOf(const Items& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.name);
  return names;
}

class Comparison {
 public:
  Comparison(const CompiledGuideline& before, const CompiledGuideline& after,
             const VersionOptions& options)
      : old_(before),
        new_(after),
        before_(before.guideline),
        after_(after.guideline),
        options_(options),
        fact_matches_(MatchFactsOf(before_, after_)),
        pair_(before_, options.before_readings, after_, options.after_readings, fact_matches_),
        maker_(before_, after_, pair_) {}

  VersionDiff Compare() {
    const auto name_of = [](const GuidelineHeader& header) {
      return header.name + (header.version.empty() ? "" : " " + header.version);
    };
    diff_.before = name_of(before_.header);
    diff_.after = name_of(after_.header);
    diff_.as_of = options_.as_of;
    diff_.are_same_texts = old_.text.source.text() == new_.text.source.text();
    MatchStatements();
    FindUnitsThatCount();
    CollectCompared();
    Search();
    CompareContents(old_, new_, matches_, diff_);
    return std::move(diff_);
  }

  FirstDifference FindFirst(const std::string& title) {
    MatchStatements();
    CollectCompared();
    FirstDifference first;
    first.answer = FirstDifference::Answer::kAlike;
    DifferenceSearch search(old_, new_, pair_, options_);
    for (const Compared& compared : compared_) {
      const StatementDiff found = search.SearchFirst(compared, title);
      if (!found.changes.empty()) {
        return {FirstDifference::Answer::kTold, "", found.changes.front().example};
      }
      if (found.not_decided.empty()) continue;
      first = {FirstDifference::Answer::kNotDecided, found.not_decided.front(), ""};
    }
    return first;
  }

 private:
  const VersionInBoth& Then() const { return pair_.before(); }
  const VersionInBoth& Now() const { return pair_.after(); }
  bool IsOneNode(NodeId a, NodeId b) const { return Then().Of(a) == Now().Of(b); }

  template <typename Items>
  void Match(const char* kind, const Items& before, const Items& after, Matches& matches,
             const std::function<bool(std::size_t, std::size_t)>& are_same) {
    matches = MatchNames(NamesOf(before), NamesOf(after), are_same);
    for (std::size_t i = 0; i < after.size(); ++i) {
      const std::optional<std::size_t>& old = matches.before_of[i];
      if (!old || before[*old].name == after[i].name) continue;
      diff_.renames.push_back({kind, before[*old].name, after[i].name});
    }
  }

  void MatchStatements() {
    Match("fact", before_.facts, after_.facts, matches_.facts, [&](std::size_t a, std::size_t b) {
      return std::ranges::any_of(fact_matches_, [&](const FactMatch& match) {
        return Index(match.before) == a && Index(match.after) == b;
      });
    });
    Match("threshold", before_.thresholds, after_.thresholds, matches_.thresholds,
          [&](std::size_t a, std::size_t b) {
            return IsOneNode(before_.thresholds[a].node, after_.thresholds[b].node);
          });
    Match(
        "range", before_.ranges, after_.ranges, matches_.ranges,
        [&](std::size_t a, std::size_t b) { return AreSame(before_.ranges[a], after_.ranges[b]); });
    Match("define", before_.definitions, after_.definitions, matches_.definitions,
          [&](std::size_t a, std::size_t b) {
            return IsOneNode(before_.definitions[a].node, after_.definitions[b].node);
          });
    Match("ambiguity", before_.ambiguities, after_.ambiguities, matches_.ambiguities,
          [&](std::size_t a, std::size_t b) {
            return IsOneNode(before_.ambiguities[a].node, after_.ambiguities[b].node);
          });
    Match("result", before_.results, after_.results, matches_.results,
          [&](std::size_t a, std::size_t b) {
            const ResultColumn& then = before_.results[a];
            const ResultColumn& now = after_.results[b];
            return IsOneNode(then.node, now.node) && then.type == now.type &&
                   std::ranges::equal(then.choices, now.choices, {}, &ChoiceOption::name,
                                      &ChoiceOption::name);
          });
    Match("medication", before_.medications, after_.medications, matches_.medications,
          [&](std::size_t a, std::size_t b) {
            return before_.medications[a].title == after_.medications[b].title &&
                   MedicationKey(*old_.text.names.medications[a]) ==
                       MedicationKey(*new_.text.names.medications[b]);
          });
    Match("diet", before_.diets, after_.diets, matches_.diets, [&](std::size_t a, std::size_t b) {
      return FoodKey(*old_.text.names.diets[a]) == FoodKey(*new_.text.names.diets[b]);
    });
    Match("rule", before_.rules, after_.rules, matches_.rules, [&](std::size_t a, std::size_t b) {
      return IsOneNode(before_.rules[a].outcome, after_.rules[b].outcome) &&
             IsOneNode(before_.rules[a].due, after_.rules[b].due) &&
             ActionsKey(old_, before_.rules[a], &matches_) ==
                 ActionsKey(new_, after_.rules[b], nullptr);
    });
    Match("recheck", before_.rechecks, after_.rechecks, matches_.rechecks,
          [&](std::size_t a, std::size_t b) {
            return IsOneNode(before_.rechecks[a].when, after_.rechecks[b].when) &&
                   before_.rechecks[a].title == after_.rechecks[b].title;
          });
    matches_.old_warnings = WarningsOf(before_);
    matches_.new_warnings = WarningsOf(after_);
    matches_.warnings =
        MatchWarnings(matches_.old_warnings, matches_.new_warnings,
                      [this](const std::vector<NodeId>& a, const std::vector<NodeId>& b) {
                        return maker_.AreOne(a, b);
                      });
    matches_.are_one_promise = [this](std::size_t a, std::size_t b) {
      const Property& then = before_.properties[a];
      const Property& now = after_.properties[b];
      return then.always == now.always && IsOneNode(then.condition, now.condition);
    };
  }

  /// What is said of patients is said of values with their units, where data without would be read
  /// otherwise, or other units convert otherwise.
  void FindUnitsThatCount() {
    for (const FactMatch& match : fact_matches_) {
      const Fact& then = before_.facts[Index(match.before)];
      const Fact& now = after_.facts[Index(match.after)];
      const FactDifference difference = DifferenceOf(then, now);
      const bool is_alike =
          pair_.facts()[Index(Now().facts[Index(match.after)])].taken != FactInBoth::Taken::kApart;
      if (difference.in_conversion && is_alike) {
        diff_.where.push_back(fmt::format("{} is reported in {}", now.name, now.unit.code));
      } else if (difference.in_unit) {
        diff_.where.push_back(now.name + " comes with its unit");
      }
    }
  }

  bool AreSame(const Range& a, const Range& b) const {
    const auto is_same = [](const CutLine& one, const CutLine& other) {
      return one.kind == other.kind && one.interval == other.interval &&
             one.when_operand == other.when_operand;
    };
    const bool is_one_fact = a.fact && b.fact
                                 ? Then().facts[Index(*a.fact)] == Now().facts[Index(*b.fact)]
                                 : a.of == b.of;
    return is_one_fact && std::ranges::equal(a.lines, b.lines, is_same);
  }

  void Collect(Compared compared) {
    ++diff_.compared;
    const bool differs =
        !compared.ways.empty() || compared.differs_by_dates || !compared.cannot.empty();
    if (differs) compared_.push_back(std::move(compared));
  }

  template <typename Make>
  void ForBoth(const Matches& matches, Make make) {
    for (std::size_t i = 0; i < matches.before_of.size(); ++i) {
      if (matches.before_of[i]) make(*matches.before_of[i], i);
    }
  }

  void CollectCompared() {
    Collect(maker_.Scopes());
    ForBoth(matches_.rules, [&](std::size_t a, std::size_t b) { Collect(maker_.Rules(a, b)); });
    CollectNewAndGone();
    ForBoth(matches_.results, [&](std::size_t a, std::size_t b) { Collect(maker_.Results(a, b)); });
    ForBoth(matches_.rechecks,
            [&](std::size_t a, std::size_t b) { Collect(maker_.Rechecks(a, b)); });
    CollectWarnings();
    ForBoth(matches_.medications, [&](std::size_t a, std::size_t b) { CollectDoses(a, b); });
    ForBoth(matches_.thresholds,
            [&](std::size_t a, std::size_t b) { Collect(maker_.Thresholds(a, b)); });
    ForBoth(matches_.ranges, [&](std::size_t a, std::size_t b) { Collect(maker_.Ranges(a, b)); });
    ForBoth(matches_.ambiguities, [&](std::size_t a, std::size_t b) {
      Collect(maker_.Ambiguities(a, b));
      const Ambiguity& then = before_.ambiguities[a];
      const Ambiguity& now = after_.ambiguities[b];
      for (std::size_t i = 0; i < now.readings.size(); ++i) {
        const auto old = std::ranges::find(then.readings, now.readings[i].name, &Reading::name);
        if (old == then.readings.end()) continue;
        Collect(maker_.Readings(a, b, static_cast<std::size_t>(old - then.readings.begin()), i));
      }
    });
  }

  /// A rule or recheck of one version alone is as one that is no for everybody in the other.
  void CollectNewAndGone() {
    const auto collect = [&](Compared compared) {
      if (!compared.ways.empty()) compared_.push_back(std::move(compared));
    };
    for (std::size_t i = 0; i < after_.rules.size(); ++i) {
      if (!matches_.rules.before_of[i]) collect(maker_.NewRule(i));
    }
    for (const std::size_t gone : matches_.rules.gone) collect(maker_.GoneRule(gone));
    for (std::size_t i = 0; i < after_.rechecks.size(); ++i) {
      if (!matches_.rechecks.before_of[i]) collect(maker_.NewRecheck(i));
    }
    for (const std::size_t gone : matches_.rechecks.gone) collect(maker_.GoneRecheck(gone));
    const auto tell = [&](const ResultColumn& result, bool is_new) {
      diff_.contents.push_back({ContentChange::Weight::kActedOn, "result " + result.name,
                                is_new ? "new" : "gone", is_new ? "" : result.title,
                                is_new ? result.title : ""});
    };
    for (std::size_t i = 0; i < after_.results.size(); ++i) {
      if (!matches_.results.before_of[i]) tell(after_.results[i], true);
    }
    for (const std::size_t gone : matches_.results.gone) tell(before_.results[gone], false);
  }

  void CollectWarnings() {
    const std::vector<TreatmentWarning>& then = matches_.old_warnings;
    const std::vector<TreatmentWarning>& now = matches_.new_warnings;
    const auto name_of = [](const TreatmentWarning& item) {
      return item.treatment + ": " + item.title;
    };
    for (std::size_t i = 0; i < now.size(); ++i) {
      const std::optional<std::size_t>& old = matches_.warnings.before_of[i];
      Collect(maker_.Warnings(now[i].kind(), name_of(now[i]), old ? &then[*old].whens : nullptr,
                              &now[i].whens));
    }
    for (const std::size_t gone : matches_.warnings.gone) {
      const TreatmentWarning& item = then[gone];
      Collect(maker_.Warnings(item.kind(), name_of(item), &item.whens, nullptr));
    }
  }

  /// Which dose of the old version each of the new is: the same dose, then one for the same
  /// patients; where one is left of each, the one has become the other.
  Matches DoseMatches(std::size_t a, std::size_t b) const {
    const Medication& then = before_.medications[a];
    const Medication& now = after_.medications[b];
    const ast::Medication& old_text = *old_.text.names.medications[a];
    const ast::Medication& new_text = *new_.text.names.medications[b];
    const auto is_for_same = [&](std::size_t old, std::size_t i) {
      const auto& old_when = then.doses[old].when;
      const auto& new_when = now.doses[i].when;
      if (!old_when || !new_when) return !old_when && !new_when;
      return IsOneNode(*old_when, *new_when);
    };
    const auto is_same = [&](std::size_t old, std::size_t i) {
      return DoseKey(old_text.doses[old]) == DoseKey(new_text.doses[i]);
    };
    Matches matches;
    matches.before_of.resize(now.doses.size());
    for (std::size_t old = 0; old < then.doses.size(); ++old) matches.gone.push_back(old);
    const auto match = [&](auto are_one) {
      for (std::size_t i = 0; i < now.doses.size(); ++i) {
        if (matches.before_of[i]) continue;
        const auto old =
            std::ranges::find_if(matches.gone, [&](std::size_t one) { return are_one(one, i); });
        if (old == matches.gone.end()) continue;
        matches.before_of[i] = *old;
        matches.gone.erase(old);
      }
    };
    match([&](std::size_t old, std::size_t i) { return is_same(old, i) && is_for_same(old, i); });
    match(is_same);
    match(is_for_same);
    const auto is_new = [](const std::optional<std::size_t>& old) { return !old; };
    const bool is_one_left =
        matches.gone.size() == 1 && std::ranges::count_if(matches.before_of, is_new) == 1;
    if (is_one_left) match([](std::size_t, std::size_t) { return true; });
    return matches;
  }

  /// For whom a dose is, and how much it is by body size.
  void CollectDoses(std::size_t a, std::size_t b) {
    const Medication& then = before_.medications[a];
    const Medication& now = after_.medications[b];
    const Matches matches = DoseMatches(a, b);
    for (std::size_t i = 0; i < now.doses.size(); ++i) {
      const Medication::Dose& dose = now.doses[i];
      const std::string name = fmt::format("{} {}", now.name, dose.text);
      if (!matches.before_of[i]) {
        Collect(maker_.OnlyNow("dose", name, dose.when));
        continue;
      }
      const Medication::Dose& old = then.doses[*matches.before_of[i]];
      const bool is_same = DoseKey(old_.text.names.medications[a]->doses[*matches.before_of[i]]) ==
                           DoseKey(new_.text.names.medications[b]->doses[i]);
      Collect(maker_.DosesFor(is_same ? name : fmt::format("{} (before: {})", name, old.text),
                              old.when, dose.when));
      if (!old.amount || !dose.amount) continue;
      Collect(maker_.Amounts(name, *old.amount, *dose.amount, &Medication::Amount::low));
      if (old.amount->low == old.amount->high && dose.amount->low == dose.amount->high) continue;
      Collect(maker_.Amounts(name, *old.amount, *dose.amount, &Medication::Amount::high));
    }
    for (const std::size_t gone : matches.gone) {
      const Medication::Dose& old = then.doses[gone];
      Collect(maker_.OnlyThen("dose", fmt::format("{} {}", then.name, old.text), old.when));
    }
    if (then.until && now.until) {
      Collect(maker_.Truths("end", now.name, *then.until, *now.until));
    } else if (now.until) {
      Collect(maker_.OnlyNow("end", now.name, now.until));
    } else if (then.until) {
      Collect(maker_.OnlyThen("end", then.name, then.until));
    }
  }

  void Search() {
    diff_.is_structural = compared_.empty();
    if (compared_.empty()) return;
    DifferenceSearch search(old_, new_, pair_, options_);
    for (const Compared& compared : compared_) {
      StatementDiff found = search.Search(compared);
      if (compared.leaves_open && compared.kind == "result") {
        diff_.open_results.push_back(compared.name);
      }
      if (found.changes.empty() && found.not_decided.empty()) continue;
      found.is_new = compared.is_new;
      found.is_gone = compared.is_gone;
      diff_.statements.push_back(std::move(found));
    }
    diff_.hangs_on_day = search.hangs_on_day();
    diff_.tried_dates = search.tried_dates();
    diff_.for_whom = search.ForWhom();
  }

  const CompiledGuideline& old_;
  const CompiledGuideline& new_;
  const Guideline& before_;
  const Guideline& after_;
  const VersionOptions& options_;
  std::vector<FactMatch> fact_matches_;
  GuidelinePair pair_;
  ComparedMaker maker_;
  StatementMatches matches_;
  std::vector<Compared> compared_;
  VersionDiff diff_;
};

}  // namespace

bool VersionDiff::Differs() const {
  return !statements.empty() || std::ranges::any_of(contents, [](const ContentChange& change) {
    return change.weight == ContentChange::Weight::kActedOn ||
           change.weight == ContentChange::Weight::kRead ||
           change.weight == ContentChange::Weight::kPromised;
  });
}

bool VersionDiff::SomeAreNotDecided() const {
  return std::ranges::any_of(
      statements, [](const StatementDiff& statement) { return !statement.not_decided.empty(); });
}

FirstDifference FindDifference(const CompiledGuideline& before, const CompiledGuideline& after,
                               const VersionOptions& options, const std::string& title) {
  return Comparison(before, after, options).FindFirst(title);
}

VersionDiff CompareVersions(const CompiledGuideline& before, const CompiledGuideline& after,
                            const VersionOptions& options) {
  return Comparison(before, after, options).Compare();
}

}  // namespace mgl
