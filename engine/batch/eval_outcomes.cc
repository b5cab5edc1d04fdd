// What a block's planes mean for rules, results and rechecks: the same as outcome.cc says of one
// case.
#include <algorithm>

#include "engine/batch/eval_batch.h"
#include "engine/batch/plane_kernels.h"
#include "engine/meaning/recheck_status.h"

namespace mgl {
namespace {

/// Null where there is none. The indexes ascend; the planes are theirs.
const Word* PlaneFor(std::size_t index, const std::vector<std::size_t>& indexes,
                     const std::vector<Plane>& planes) {
  const auto found = std::ranges::lower_bound(indexes, index);
  if (found == indexes.end() || *found != index) return nullptr;
  return planes[static_cast<std::size_t>(found - indexes.begin())].data();
}

}  // namespace

void BatchEvaluator::EvaluateOutcomes() {
  for (std::size_t i = 0; i < plan_.withheld.size(); ++i) {
    const Rule& rule = guideline_.rules[plan_.withheld[i]];
    const Word* due = Yes(rule.due);
    const Word* forbidden = No(rule.allowed);
    for (std::size_t w = 0; w < words_; ++w) {
      Word overrides = 0;
      for (const std::uint32_t other : rule.overriders) {
        overrides |= Yes(guideline_.rules[other].outcome)[w];
      }
      blocked_[i][w] = due[w] & forbidden[w];
      overridden_[i][w] = due[w] & ~forbidden[w] & overrides;
    }
  }
  // What is asked for a day that is not settled hangs on all days that it may be.
  for (const Recheck& recheck : guideline_.rechecks) {
    for (const NodeId anchor : recheck.anchors) {
      const DateColumn& date = Dates(anchor);
      for (std::size_t w = 0; w < words_; ++w) {
        columns_->exceptional[w] |= date.known[w] & ~date.settled[w];
      }
    }
  }
  for (std::size_t i = 0; i < plan_.gaps.size(); ++i) {
    const auto operands = guideline_.graph.Operands(guideline_.results[plan_.gaps[i]].node);
    Plane& rows = gaps_[i];
    std::copy_n(Yes(guideline_.scope), words_, rows.begin());
    for (std::size_t line = 0; line < operands.size(); line += 2) {
      const Word* fails = No(operands[line]);
      for (std::size_t w = 0; w < words_; ++w) rows[w] &= fails[w];
    }
  }
}

const Word* BatchEvaluator::Blocked(std::size_t rule) const {
  return PlaneFor(rule, plan_.withheld, blocked_);
}

const Word* BatchEvaluator::Overridden(std::size_t rule) const {
  return PlaneFor(rule, plan_.withheld, overridden_);
}

const Word* BatchEvaluator::Conflicts(std::size_t result) const {
  return PlaneFor(result, plan_.tables, conflicts_);
}

const Word* BatchEvaluator::Gaps(std::size_t result) const {
  return PlaneFor(result, plan_.gaps, gaps_);
}

void BatchEvaluator::CopyOutcomes(std::size_t rule, Outcome* to) const {
  const Word* yes = Yes(guideline_.rules[rule].outcome);
  const Word* no = No(guideline_.rules[rule].outcome);
  const Word* blocked = Blocked(rule);
  const Word* overridden = Overridden(rule);
  for (std::size_t row = 0; row < columns_->size; ++row) {
    to[row] = blocked != nullptr && Bit(blocked, row)         ? Outcome::kBlocked
              : overridden != nullptr && Bit(overridden, row) ? Outcome::kOverridden
              : Bit(yes, row)                                 ? Outcome::kYes
              : Bit(no, row)                                  ? Outcome::kNo
                                                              : Outcome::kUnknown;
  }
}

RecheckState BatchEvaluator::StateOf(const Recheck& recheck, std::size_t row) const {
  const Truth when = Bit(Yes(recheck.when), row)  ? Truth::kYes
                     : Bit(No(recheck.when), row) ? Truth::kNo
                                                  : Truth::kUnknown;
  if (when == Truth::kNo) return DecideRecheck(recheck, when, {}, {}, plan_.options.as_of);
  const auto day_of = [&](NodeId id) -> std::optional<DaySpan> {
    const DateColumn& anchor = Dates(id);
    if (!Bit(anchor.known.data(), row)) return std::nullopt;
    return DaySpan{anchor.first[row], anchor.last[row]};
  };
  std::optional<DaySpan> test;
  const FactColumn& tested = columns_->facts[Index(recheck.fact)];
  if (Bit(tested.dated.data(), row)) test = DaySpan{tested.dates[row], tested.dates[row]};
  return DecideRecheck(recheck, when, LatestOf(recheck.anchors, day_of), test, plan_.options.as_of);
}

std::pair<const Word*, const Word*> BatchEvaluator::SettledPlanes(NodeId node) const {
  switch (NodeOf(node).type) {
    case ValueType::kTruth:
      return {Yes(node), No(node)};
    case ValueType::kNumber:
      return {Numbers(node).known.data(), Numbers(node).settled.data()};
    case ValueType::kDate:
      return {Dates(node).known.data(), Dates(node).settled.data()};
    case ValueType::kChoice:
      break;
  }
  return {Choices(node).known.data(), Choices(node).settled.data()};
}

void BatchEvaluator::CountInto(OutcomeCounts& counts) const {
  Plane in{};
  for (std::size_t w = 0; w < words_; ++w) {
    const std::size_t count = std::min(kWordBits, columns_->size - w * kWordBits);
    const Word valid = count == kWordBits ? ~Word{0} : (Word{1} << count) - 1;
    in[w] = valid & ~columns_->exceptional[w];
  }
  const auto count_of = [&in](const Word* plane) { return CountBoth(in.data(), plane); };
  const std::uint64_t cases = CountBits(in.data(), words_);
  const std::uint64_t scope_yes = count_of(Yes(guideline_.scope));
  const std::uint64_t scope_no = count_of(No(guideline_.scope));
  counts.decided += cases;
  counts.scope[static_cast<std::size_t>(Truth::kYes)] += scope_yes;
  counts.scope[static_cast<std::size_t>(Truth::kNo)] += scope_no;
  counts.scope[static_cast<std::size_t>(Truth::kUnknown)] += cases - scope_yes - scope_no;
  for (std::size_t w = 0; w < words_; ++w) in[w] &= ~No(guideline_.scope)[w];
  const std::uint64_t cases_in = cases - scope_no;
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    // An outcome that is blocked or overridden is no.
    const NodeId outcome = guideline_.rules[i].outcome;
    const std::uint64_t yes = count_of(Yes(outcome));
    const std::uint64_t no = count_of(No(outcome));
    const Word* blocked_plane = Blocked(i);
    const Word* overridden_plane = Overridden(i);
    const std::uint64_t blocked = blocked_plane == nullptr ? 0 : count_of(blocked_plane);
    const std::uint64_t overridden = overridden_plane == nullptr ? 0 : count_of(overridden_plane);
    auto& of_rule = counts.rules[i];
    of_rule[static_cast<std::size_t>(Outcome::kYes)] += yes;
    of_rule[static_cast<std::size_t>(Outcome::kNo)] += no - blocked - overridden;
    of_rule[static_cast<std::size_t>(Outcome::kUnknown)] += cases_in - yes - no;
    of_rule[static_cast<std::size_t>(Outcome::kBlocked)] += blocked;
    of_rule[static_cast<std::size_t>(Outcome::kOverridden)] += overridden;
  }
  for (std::size_t w = 0; w < words_; ++w) in[w] &= Yes(guideline_.scope)[w];
  for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
    const ResultColumn& result = guideline_.results[i];
    const auto [first, second] = SettledPlanes(result.node);
    // A truth that is unknown could be either.
    const bool is_truth = result.type == FactType::kTruth;
    const std::uint64_t settled = is_truth ? count_of(first) + count_of(second) : count_of(second);
    const std::uint64_t known = is_truth ? scope_yes : count_of(first);
    auto& of_result = counts.results[i];
    of_result[static_cast<std::size_t>(ResultState::kKnown)] += settled;
    of_result[static_cast<std::size_t>(ResultState::kCouldBe)] += known - settled;
    of_result[static_cast<std::size_t>(ResultState::kMissing)] += cases_in - known;
  }
}

}  // namespace mgl
