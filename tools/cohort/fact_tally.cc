#include "tools/cohort/fact_tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostUnits = 64;  // that are told apart for one problem of one fact
// A text that stands for a unit so often is a spelling, not something about one patient.
constexpr std::uint64_t kLeastOfAUnit = 3;

/// Why a stated value is not used; empty: it is used, or none was stated.
std::string_view ProblemOf(const ReportedFact& reported, FactState state) {
  switch (state) {
    case FactState::kUnreadable:
      return reported.problem.empty() ? "not readable" : reported.problem;
    case FactState::kWrongUnit:
      return "in a unit of another kind";
    case FactState::kImplausible:
      return "outside what is plausible";
    case FactState::kFutureDated:
      return "dated after the as-of date";
    case FactState::kKnown:
    case FactState::kDefault:
    case FactState::kNotReported:
    case FactState::kStatedUnknown:
    case FactState::kSuspect:
      return "";
  }
  return "";
}

}  // namespace

void FactTally::Count(const InputRow& row, const Decision& decision) {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const FactState state = decision.facts[i].state;
    if (state == FactState::kKnown || state == FactState::kSuspect) ++facts_[i].used;
    const std::string_view problem = ProblemOf(row.reported.facts[i], state);
    if (!problem.empty()) CountLost(i, problem, row, state);
  }
}

void FactTally::CountRejected(const InputRow& row, const Decision& decision) {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const ReportedFact& reported = row.reported.facts[i];
    const FactState state = decision.facts[i].state;
    std::string_view problem = ProblemOf(reported, state);
    const bool is_usable = state == FactState::kKnown || state == FactState::kSuspect;
    if (is_usable && reported.warns_of_unit) problem = "without a unit, where others have another";
    if (is_usable && !reported.date_problem.empty()) problem = "with a date that is none";
    if (!problem.empty()) {
      CountLost(i, problem, row, state);
    } else if (is_usable) {
      ++facts_[i].rejected;
    }
  }
}

void FactTally::CountLost(std::size_t fact, std::string_view problem, const InputRow& row,
                          FactState state) {
  const ReportedFact& reported = row.reported.facts[fact];
  ++facts_[fact].lost;
  auto found = facts_[fact].problems.find(problem);
  if (found == facts_[fact].problems.end()) {
    found = facts_[fact].problems.emplace(problem, Lost{}).first;
    found->second.file = row.place.file;
    found->second.line = row.place.line;
  }
  Lost& lost = found->second;
  ++lost.count;
  const bool is_wrong = state == FactState::kWrongUnit && reported.unit != nullptr;
  const std::string& unit = is_wrong ? reported.unit->code : reported.unread_unit;
  if (unit.empty() || unit.size() > 20) return;
  if (lost.units.size() < kMostUnits || lost.units.contains(unit)) ++lost.units[unit];
}

void FactTally::Count(const CaseBlock& block) {
  const CaseColumns& columns = block.columns;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const Plane& reported = columns.facts[i].reported;
    for (std::size_t w = 0; w * kWordBits < columns.size; ++w) {
      const std::size_t left = columns.size - w * kWordBits;
      const Word rows = left < kWordBits ? (Word{1} << left) - 1 : ~Word{0};
      facts_[i].used +=
          static_cast<std::uint64_t>(std::popcount(reported[w] & ~columns.exceptional[w] & rows));
    }
  }
}

void FactTally::Add(const FactTally& other) {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    facts_[i].used += other.facts_[i].used;
    facts_[i].lost += other.facts_[i].lost;
    facts_[i].rejected += other.facts_[i].rejected;
    for (const auto& [problem, lost] : other.facts_[i].problems) {
      const auto [mine, is_new] = facts_[i].problems.try_emplace(problem, lost);
      if (is_new) continue;
      mine->second.count += lost.count;
      for (const auto& [unit, count] : lost.units) mine->second.units[unit] += count;
    }
  }
}

std::vector<FactTally::Problem> FactTally::ByFrequency(const OfFact& fact) {
  std::vector<Problem> problems(fact.problems.begin(), fact.problems.end());
  std::ranges::stable_sort(problems, std::greater<>(),
                           [](const Problem& problem) { return problem.second.count; });
  return problems;
}

/// The most frequent one; empty: none is frequent.
std::string FactTally::UnitOf(const Lost& lost) {
  const auto most =
      std::ranges::max_element(lost.units, {}, [](const auto& u) { return u.second; });
  if (most == lost.units.end() || most->second < kLeastOfAUnit) return "";
  return most->first;
}

nlohmann::ordered_json FactTally::Json(const Guideline& guideline) const {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const OfFact& fact = facts_[i];
    nlohmann::ordered_json& of = json[guideline.facts[i].name];
    const std::uint64_t not_used = fact.lost + fact.rejected;
    of = {{"stated", fact.used + not_used}, {"used", fact.used}, {"not_used", not_used}};
    if (fact.lost == 0) continue;
    of["problems"] = nlohmann::ordered_json::array();
    for (const auto& [problem, lost] : ByFrequency(fact)) {
      nlohmann::ordered_json entry = {{"problem", problem}, {"count", lost.count}};
      const std::string unit = UnitOf(lost);
      if (!unit.empty()) entry["unit"] = unit;
      entry["first"] = {{"file", lost.file}, {"line", lost.line}};
      of["problems"].push_back(std::move(entry));
    }
  }
  return json;
}

std::vector<std::string> FactTally::Notices(const Guideline& guideline, bool only_lost) const {
  std::vector<std::string> notices;
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const OfFact& fact = facts_[i];
    if (fact.lost == 0 || (only_lost && fact.used + fact.rejected > 0)) continue;
    const std::vector<Problem> problems = ByFrequency(fact);
    const auto& [problem, lost] = problems.front();
    const std::string unit = UnitOf(lost);
    notices.push_back(fmt::format(
        "`{}`: {} of {} could not be used: {}{}{}, the first at {}:{}", guideline.facts[i].name,
        fact.lost,
        Counted(static_cast<std::size_t>(fact.used + fact.lost + fact.rejected), "stated value"),
        lost.count == fact.lost ? "" : fmt::format("{} ", lost.count), problem,
        unit.empty() ? "" : fmt::format(" (`{}`)", unit), lost.file, lost.line));
  }
  return notices;
}

}  // namespace mgl
