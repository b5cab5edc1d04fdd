// What a comparison tells, in the words that people read, against every patient of a small grid:
// of random guidelines and random edits of them.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/compile.h"
#include "engine/eval_scalar.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"
#include "tests/engine/prove/seed_range.h"
#include "tests/tools/author/versions/random_versions.h"
#include "tools/author/versions/version_diff.h"

namespace mgl {
namespace {

constexpr Day kDay = 20'000;

/// By fact: the value as it is reported; "" not at all, "unknown".
using Patient = std::map<std::string, std::string>;

std::vector<Patient> Grid() {
  const std::vector<std::pair<std::string, std::vector<std::string>>> values = {
      {"t", {"", "unknown", "no", "yes"}},
      {"u", {"", "no", "yes"}},
      {"c", {"", "a", "b", "d"}},
      {"x",
       {"", "unknown", "0.3", "0.5", "0.7", "1", "1.2", "1.5", "1.7", "2", "2.3", "2.5", "2.8",
        "0.4 mEq/L", "0.5 mEq/L", "0.7 mEq/L", "0.9 mEq/L", "1.1 mEq/L"}},
      {"n", {"", "1", "2"}}};
  std::vector<Patient> patients{{}};
  for (const auto& [fact, of] : values) {
    std::vector<Patient> longer;
    for (const Patient& patient : patients) {
      for (const std::string& value : of) {
        longer.push_back(patient);
        longer.back()[fact] = value;
      }
    }
    patients = std::move(longer);
  }
  return patients;
}

constexpr std::string_view kEquivalents = " mEq/L";

bool IsInEquivalents(std::string_view reported) { return reported.ends_with(kEquivalents); }

Rational NumberReported(std::string_view reported) {
  if (IsInEquivalents(reported)) reported.remove_suffix(kEquivalents.size());
  return *ParseDecimal(reported);
}

Case CaseOf(const Guideline& guideline, const Patient& patient) {
  Case reported;
  for (const Fact& fact : guideline.facts) {
    ReportedFact& of = reported.facts.emplace_back();
    const std::string& value = patient.at(fact.name);
    if (value.empty()) continue;
    of.state = value == "unknown" ? ReportedFact::State::kUnknown : ReportedFact::State::kValue;
    if (value == "unknown") continue;
    if (fact.type == FactType::kNumber) of.number = Interval::Point(NumberReported(value));
    static const Unit kReported = *ParseUnit("mg/dL");
    static const Unit kInEquivalents = *ParseUnit("mEq/L");
    if (fact.name == "x") of.unit = IsInEquivalents(value) ? &kInEquivalents : &kReported;
    if (fact.type == FactType::kTruth) of.choice = value == "yes" ? 1 : 0;
    if (fact.type != FactType::kChoice) continue;
    const auto choice = std::ranges::find(fact.choices, value, &ChoiceOption::name);
    if (choice == fact.choices.end()) of.state = ReportedFact::State::kUnreadable;
    of.choice = static_cast<std::uint32_t>(choice - fact.choices.begin());
  }
  return reported;
}

constexpr std::string_view kOpen = "not settled";
constexpr std::string_view kOtherwiseOpen = "not settled, otherwise";

/// What a value that is not settled could be. All choices are as if nothing were known.
std::string CouldBe(const ResultColumn& result, const Value& value) {
  if (result.type == FactType::kNumber) {
    const auto end = [](const Bound& bound) {
      return bound.infinite ? std::string("-") : FormatDecimal(bound.value);
    };
    return fmt::format(" {}..{}", end(value.number.low), end(value.number.high));
  }
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < result.choices.size(); ++i) {
    if (value.choices.Has(i)) names.push_back(result.choices[i].name);
  }
  std::ranges::sort(names);  // the order of choices says nothing
  return names.size() == result.choices.size() ? "" : fmt::format(" {}", fmt::join(names, "|"));
}

bool IsOpen(const std::string& outcome) { return outcome.starts_with(kOpen); }

/// Whether what is told of an outcome before and now is so.
bool IsAsTold(const OutcomeChange& change, const std::string& then, const std::string& now) {
  if (change.to == kOtherwiseOpen) return IsOpen(then) && IsOpen(now) && then != now;
  const auto is_it = [](const std::string& told, const std::string& outcome) {
    return told == outcome || (told == kOpen && IsOpen(outcome));
  };
  return is_it(change.from, then) && is_it(change.to, now);
}

/// "rule r0": "yes" …
using Outcomes = std::map<std::string, std::string>;

Outcomes OutcomesOf(const Guideline& guideline, ScalarEvaluator& evaluator, const Patient& patient,
                    Decision& decision) {
  evaluator.DecideInto(CaseOf(guideline, patient), decision);
  Outcomes outcomes;
  outcomes["scope scope"] = ScopeName(decision.scope);
  for (std::size_t i = 0; i < guideline.rules.size(); ++i) {
    outcomes["rule " + guideline.rules[i].name] =
        decision.rules.empty() ? "no" : OutcomeName(decision.rules[i]);
  }
  for (const ResultColumn& result : guideline.results) {
    const Value& value = decision.nodes[Index(result.node)];
    std::string& shown = outcomes["result " + result.name];
    shown = kOpen;
    if (decision.HasResults() && value.known && !value.settled) shown += CouldBe(result, value);
    if (!decision.HasResults() || !value.IsSettled()) continue;
    shown = result.type == FactType::kNumber
                ? FormatDecimal(value.number.low.value)
                : result.choices[static_cast<std::size_t>(value.choices.First())].name;
  }
  for (const Threshold& threshold : guideline.thresholds) {
    outcomes["threshold " + threshold.name] =
        TruthName(decision.nodes[Index(threshold.node)].truth);
  }
  return outcomes;
}

/// What both versions take of a fact, in the words of regions.
struct Seen {
  std::string value;  // "missing", "yes", "1.2"
  bool not_stated = false;
  bool is_in_equivalents = false;  // as it was reported; the value is in mg/dL all the same
};

/// One of its unit, in mg/dL.
Rational InMgDl(const Fact& fact) {
  return fact.has_unit && fact.unit.code == "mg/L" ? Rational(1, 10) : Rational(1);
}

Seen SeenOf(const Guideline& before, const Guideline& after, const std::string& name,
            const std::string& reported) {
  const auto fact_of = [&](const Guideline& guideline) -> const Fact& {
    return *std::ranges::find(guideline.facts, name, &Fact::name);
  };
  const Fact& then = fact_of(before);
  const Fact& now = fact_of(after);
  Seen seen{reported, reported.empty()};
  if (reported == "unknown") seen.value = "missing";
  if (reported.empty()) {
    seen.value = "missing";
    const bool is_one_default =
        then.default_value && now.default_value &&
        (then.type == FactType::kTruth ? then.default_value->choice == now.default_value->choice
                                       : then.default_value->number == now.default_value->number);
    if (is_one_default && then.type == FactType::kTruth) {
      seen.value = now.default_value->choice != 0 ? "yes" : "no";
    } else if (is_one_default) {
      seen.value = FormatDecimal(Rational(now.default_value->number.low.value * InMgDl(now)));
    }
    return seen;
  }
  if (seen.value == "missing" || then.type != FactType::kNumber) return seen;
  seen.is_in_equivalents = IsInEquivalents(reported);
  const Rational number = NumberReported(reported) * (seen.is_in_equivalents ? 2 : 1);
  seen.value = FormatDecimal(number);
  const auto is_implausible = [&](const Fact& fact) {
    return fact.plausible && !Contains(*fact.plausible, Rational(number / InMgDl(fact)));
  };
  if (is_implausible(then) && is_implausible(now)) seen.value = "missing";
  const bool is_recorded_alike = then.step && then.step == now.step &&
                                 then.plausible == now.plausible && InMgDl(then) == InMgDl(now);
  if (is_recorded_alike && seen.value != "missing") {
    seen.value = FormatDecimal(RoundToStep(number, Rational(*now.step * InMgDl(now))));
  }
  return seen;
}

bool IsNumberIn(Rational number, std::string words) {
  if (words.ends_with(" mg/L")) {
    number *= 10;
    words.resize(words.size() - 5);
  }
  if (const std::size_t unit = words.find(" mg/dL"); unit != words.npos) words.resize(unit);
  if (words == "any number") return true;
  const auto rest = [&](std::string_view lead) { return *ParseDecimal(words.substr(lead.size())); };
  const auto from_to = [&](std::string_view lead, bool is_closed) {
    const std::size_t to = words.find(" to ");
    std::string high = words.substr(to + 4);
    constexpr std::string_view kBelow = "below ";
    const bool is_below = high.starts_with(kBelow);
    if (is_below) high = high.substr(kBelow.size());
    const Rational low = *ParseDecimal(words.substr(lead.size(), to - lead.size()));
    const Rational end = *ParseDecimal(high);
    return (is_closed ? low <= number : low < number) && (is_below ? number < end : number <= end);
  };
  const bool has_end = words.find(" to ") != words.npos;
  if (words.starts_with("from ") && has_end) return from_to("from ", true);
  if (words.starts_with("above ") && has_end) return from_to("above ", false);
  if (words.starts_with("from ")) return number >= rest("from ");
  if (words.starts_with("above ")) return number > rest("above ");
  if (words.starts_with("below ")) return number < rest("below ");
  if (words.starts_with("up to ")) return number <= rest("up to ");
  return number == *ParseDecimal(words);
}

/// "x from 1 to below 2 mg/dL or missing": what is said of one fact.
bool IsAsSaid(const Guideline& before, const Guideline& after, const Patient& patient,
              const std::string& said) {
  const std::string name = said.substr(0, said.find(' '));
  std::string words = said.substr(name.size() + 1);
  constexpr std::string_view kStatedUnknown = "stated and unknown";
  if (const std::size_t at = words.find(kStatedUnknown); at != words.npos) {
    words.replace(at, kStatedUnknown.size(), "missing");
  }
  constexpr std::string_view kOld = "(old version) ";
  const bool is_of_old = words.starts_with(kOld);
  if (is_of_old) words = words.substr(kOld.size());
  const Seen seen = SeenOf(before, is_of_old ? before : after, name, patient.at(name));
  if (words == "not stated") return seen.not_stated;
  if (words == "stated") return !seen.not_stated;
  for (std::size_t at = words.find(", "); at != words.npos; at = words.find(", ")) {
    words.replace(at, 2, " or ");
  }
  words += " or ";
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = words.find(" or ", at);
    std::string one = words.substr(at, end - at);
    at = end + 4;
    if (const std::size_t in = one.find(" (reported in "); in != one.npos) {
      if ((one.find("mEq/L", in) != one.npos) != seen.is_in_equivalents) continue;
      one.resize(in);
    }
    if (one == seen.value) return true;
    const bool is_number = seen.value != "missing" && (name == "x" || name == "n");
    if (is_number && one != "missing" && IsNumberIn(*ParseDecimal(seen.value), one)) return true;
  }
  return false;
}

bool IsInRegion(const Guideline& before, const Guideline& after, const Patient& patient,
                const std::string& region) {
  if (region == "any patient") return true;
  std::vector<std::string> said;
  std::string rest = region;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(", "), rest.size());
    const std::string part = rest.substr(0, end);
    rest = rest.substr(std::min(end + 2, rest.size()));
    const bool is_fact = part.size() > 2 && part[1] == ' ' && patient.contains(part.substr(0, 1));
    if (is_fact) {
      said.push_back(part);
    } else {
      said.back() += ", " + part;
    }
  }
  return std::ranges::all_of(
      said, [&](const std::string& one) { return IsAsSaid(before, after, patient, one); });
}

struct Tally {
  int pairs = 0;
  int differ = 0;
  int not_decided = 0;
  int some_left_out = 0;               // changes not all of whose patients are listed
  std::map<std::string, int> reasons;  // of what is not decided
};

class PairCheck {
 public:
  PairCheck(const CompiledGuideline& before, const CompiledGuideline& after,
            const std::vector<Patient>& grid)
      : before_(before.guideline),
        after_(after.guideline),
        grid_(grid),
        diff_(CompareVersions(before, after, {kDay, {}, {}})) {
    const EvaluationOptions options{kDay, {}, false};
    ScalarEvaluator old_evaluator(before_, options);
    ScalarEvaluator new_evaluator(after_, options);
    Decision old_decision;
    Decision new_decision;
    for (const Patient& patient : grid_) {
      old_.push_back(OutcomesOf(before_, old_evaluator, patient, old_decision));
      new_.push_back(OutcomesOf(after_, new_evaluator, patient, new_decision));
      SetNone(old_.back(), new_.back());
      SetNone(new_.back(), old_.back());
    }
  }

  void Check(Tally& tally) {
    ++tally.pairs;
    tally.not_decided += diff_.SomeAreNotDecided() ? 1 : 0;
    std::map<std::string, const StatementDiff*> told;
    for (const StatementDiff& statement : diff_.statements) {
      told[statement.kind + " " + statement.name] = &statement;
      for (const std::string& reason : statement.not_decided)
        ++tally.reasons[statement.kind + ": " + reason];
      CheckRegions(statement, tally);
    }
    bool differs = false;
    for (std::size_t i = 0; i < grid_.size(); ++i) {
      for (const auto& [name, then] : old_[i]) {
        const auto now = new_[i].find(name);
        if (now == new_[i].end() || now->second == then) continue;
        // Who has results at all, the scope says.
        const bool is_result = name.starts_with("result ");
        if (is_result && old_[i]["scope scope"] != new_[i]["scope scope"]) continue;
        // Of numbers of many values nothing is said.
        const bool is_left_open =
            is_result && IsOpen(then) && IsOpen(now->second) &&
            std::ranges::find(diff_.open_results, name.substr(7)) != diff_.open_results.end();
        if (is_left_open) continue;
        differs = true;
        const auto found = told.find(name);
        const bool is_told = found != told.end() && IsTold(*found->second, i, then, now->second);
        if (is_told) continue;
        FAIL_CHECK(fmt::format("not told: {} {} -> {}", name, then, now->second));
        return;
      }
    }
    tally.differ += differs ? 1 : 0;
  }

 private:
  /// A rule of one version alone is told where it is due, or that is unknown.
  static void SetNone(Outcomes& of, Outcomes& other) {
    for (auto& [name, outcome] : of) {
      if (!name.starts_with("rule ") || !other.try_emplace(name, "none").second) continue;
      if (outcome != "yes" && outcome != "unknown") outcome = "none";
    }
  }

  void CheckRegions(const StatementDiff& statement, Tally& tally) {
    const std::string name = statement.kind + " " + statement.name;
    if (old_[0].count(name) == 0 || new_[0].count(name) == 0) return;
    for (const OutcomeChange& change : statement.changes) {
      tally.some_left_out += change.are_all || change.are_some ? 0 : 1;
      CHECK(!change.regions.empty());
      CHECK(change.from != change.to);
      if (change.are_some) continue;
      for (std::size_t i = 0; i < grid_.size(); ++i) {
        for (const std::string& region : change.regions) {
          if (!IsInRegion(before_, after_, grid_[i], region)) continue;
          const std::string& then = old_[i][name];
          const std::string& now = new_[i][name];
          if (IsAsTold(change, then, now) || MayBeDefault(grid_[i])) continue;
          FAIL_CHECK(fmt::format("{}: told {} -> {} for {}; is {} -> {}", name, change.from,
                                 change.to, region, then, now));
          return;
        }
      }
    }
  }

  /// A value by default is never suspect, the same value when it is reported may be: a region says
  /// it of what is reported.
  bool MayBeDefault(const Patient& patient) const {
    const bool has_suspects = !before_.suspect_order.empty() || !after_.suspect_order.empty();
    return has_suspects && patient.at("x").empty();
  }

  bool IsTold(const StatementDiff& statement, std::size_t patient, const std::string& then,
              const std::string& now) const {
    if (!statement.not_decided.empty()) return true;
    for (const OutcomeChange& change : statement.changes) {
      if (!IsAsTold(change, then, now)) continue;
      if (!change.are_all || MayBeDefault(grid_[patient])) return true;
      for (const std::string& region : change.regions) {
        if (IsInRegion(before_, after_, grid_[patient], region)) return true;
      }
    }
    return false;
  }

  const Guideline& before_;
  const Guideline& after_;
  const std::vector<Patient>& grid_;
  VersionDiff diff_;
  std::vector<Outcomes> old_, new_;
};

TEST_CASE("version diff: each patient of a grid is where the regions say, and no other") {
  const SeedRange seeds = SeedsIn("MGL_DIFF_PAIRS", 2000);
  const std::vector<Patient> grid = Grid();
  Tally tally;
  for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    RandomVersions random(seed);
    RandomGuideline guideline = random.Guideline();
    const std::string old_text = random.Text(guideline);
    random.Edit(guideline);
    const std::string new_text =
        seed % 3 == 0 ? random.SameMeaning(guideline) : random.Text(guideline);
    const CompileResult before = Compile(SourceFile("old.mgl", old_text));
    const CompileResult after = Compile(SourceFile("new.mgl", new_text));
    if (before.guideline == nullptr || after.guideline == nullptr) continue;
    CAPTURE(seed);
    CAPTURE(old_text);
    CAPTURE(new_text);
    // A part of the grid for each: all of it takes too long.
    std::vector<Patient> some;
    for (std::size_t i = seed % 17; i < grid.size(); i += 17) some.push_back(grid[i]);
    PairCheck(*before.guideline, *after.guideline, some).Check(tally);
  }
  MESSAGE(fmt::format("{} pairs, {} differ, {} not decided, {} changes not all listed", tally.pairs,
                      tally.differ, tally.not_decided, tally.some_left_out));
  for (const auto& [reason, count] : tally.reasons) MESSAGE(fmt::format("{} {}", count, reason));
  if (!seeds.is_usual) return;
  CHECK(tally.pairs > 1500);
  CHECK(tally.differ > 1000);
  CHECK(tally.not_decided * 20 < tally.pairs);
}

TEST_CASE("version diff: what means the same is proved to") {
  const SeedRange seeds = SeedsIn("MGL_DIFF_REWRITES", 400);
  int count = 0;
  int proved = 0;
  for (std::uint64_t seed = seeds.first; seed <= seeds.last; ++seed) {
    RandomVersions random(seed);
    const RandomGuideline guideline = random.Guideline();
    const std::string old_text = random.Text(guideline);
    const std::string new_text = random.SameMeaning(guideline);
    const CompileResult before = Compile(SourceFile("old.mgl", old_text));
    const CompileResult after = Compile(SourceFile("new.mgl", new_text));
    if (before.guideline == nullptr || after.guideline == nullptr) continue;
    CAPTURE(seed);
    CAPTURE(old_text);
    CAPTURE(new_text);
    const VersionDiff diff = CompareVersions(*before.guideline, *after.guideline, {kDay, {}, {}});
    ++count;
    proved += diff.Differs() ? 0 : 1;
    for (const StatementDiff& statement : diff.statements) CHECK(statement.changes.empty());
  }
  MESSAGE(fmt::format("{} of {} proved to be the same", proved, count));
  CHECK(proved * 100 >= count * 95);
}

}  // namespace
}  // namespace mgl
