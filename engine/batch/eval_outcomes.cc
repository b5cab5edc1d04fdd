// What a block's planes mean for rules, results and rechecks: the same as outcome.cc says of one
// case.
#include <algorithm>

#include "engine/batch/eval_batch.h"
#include "engine/batch/plane_kernels.h"
#include "engine/meaning/lines.h"
#include "engine/meaning/recheck_status.h"
#include "engine/model/node_family.h"

namespace mgl {
namespace {

bool IsAlwaysYes(const Node& node) {
  return node.kind == NodeKind::kTruthConstant && node.payload != 0;
}

/// They are in the order of their indexes.
template <typename Of>
const Of* FindFor(const std::vector<Of>& all, std::size_t index) {
  const auto found = std::ranges::lower_bound(all, index, {}, &Of::index);
  return found == all.end() || found->index != index ? nullptr : &*found;
}

}  // namespace

void BatchEvaluator::PlanOutcomes() {
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    const Rule& rule = guideline_.rules[i];
    if (IsAlwaysYes(NodeOf(rule.allowed)) && rule.overriders.empty()) continue;
    withheld_.push_back({i, {}, {}});
  }
  for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
    const NodeId id = guideline_.results[i].node;
    const bool has_lines = guideline_.results[i].has_lines;
    if (!has_lines || FamilyOf(NodeOf(id).kind) != NodeFamily::kLines) continue;
    const auto operands = guideline_.graph.Operands(id);
    if (operands.size() % 2 == 0) gaps_.push_back({i, {}});
  }
}

void BatchEvaluator::EvaluateOutcomes() {
  for (Withheld& of : withheld_) {
    const Rule& rule = guideline_.rules[of.index];
    const Word* due = Yes(rule.due);
    const Word* forbidden = No(rule.allowed);
    for (std::size_t w = 0; w < words_; ++w) {
      Word overrides = 0;
      for (const std::uint32_t other : rule.overriders) {
        overrides |= Yes(guideline_.rules[other].outcome)[w];
      }
      of.blocked[w] = due[w] & forbidden[w];
      of.overridden[w] = due[w] & ~forbidden[w] & overrides;
    }
  }
  for (Gap& gap : gaps_) {
    const auto operands = guideline_.graph.Operands(guideline_.results[gap.index].node);
    const Word* in = Yes(guideline_.scope);
    std::copy_n(in, words_, gap.rows.begin());
    for (std::size_t i = 0; i < operands.size(); i += 2) {
      const Word* fails = No(operands[i]);
      for (std::size_t w = 0; w < words_; ++w) gap.rows[w] &= fails[w];
    }
  }
}

const Word* BatchEvaluator::Blocked(std::size_t rule) const {
  const Withheld* of = FindFor(withheld_, rule);
  return of == nullptr ? nullptr : of->blocked.data();
}

const Word* BatchEvaluator::Overridden(std::size_t rule) const {
  const Withheld* of = FindFor(withheld_, rule);
  return of == nullptr ? nullptr : of->overridden.data();
}

const Word* BatchEvaluator::Gaps(std::size_t result) const {
  const Gap* gap = FindFor(gaps_, result);
  return gap == nullptr ? nullptr : gap->rows.data();
}

void BatchEvaluator::CopyOutcomes(std::size_t rule, Outcome* to) const {
  const Word* yes = Yes(guideline_.rules[rule].outcome);
  const Word* no = No(guideline_.rules[rule].outcome);
  const Withheld* withheld = FindFor(withheld_, rule);
  for (std::size_t row = 0; row < columns_->size; ++row) {
    const bool is_withheld = withheld != nullptr;
    to[row] = is_withheld && Bit(withheld->blocked.data(), row)      ? Outcome::kBlocked
              : is_withheld && Bit(withheld->overridden.data(), row) ? Outcome::kOverridden
              : Bit(yes, row)                                        ? Outcome::kYes
              : Bit(no, row)                                         ? Outcome::kNo
                                                                     : Outcome::kUnknown;
  }
}

RecheckState BatchEvaluator::StateOf(const Recheck& recheck, std::size_t row) const {
  const Truth when = Bit(Yes(recheck.when), row)  ? Truth::kYes
                     : Bit(No(recheck.when), row) ? Truth::kNo
                                                  : Truth::kUnknown;
  const auto day_of = [&](FactId id) -> std::optional<DaySpan> {
    const FactColumn& anchor = columns_->facts[Index(id)];
    if (!Bit(anchor.known.data(), row)) return std::nullopt;
    return DaySpan{anchor.days[row], anchor.days[row]};
  };
  std::optional<DaySpan> test;
  const FactColumn& tested = columns_->facts[Index(recheck.fact)];
  if (Bit(tested.dated.data(), row)) test = DaySpan{tested.dates[row], tested.dates[row]};
  return DecideRecheck(recheck, when, LatestOf(recheck.anchors, day_of), test, options_.as_of);
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
    const Withheld* withheld = FindFor(withheld_, i);
    const std::uint64_t blocked = withheld == nullptr ? 0 : count_of(withheld->blocked.data());
    const std::uint64_t overridden =
        withheld == nullptr ? 0 : count_of(withheld->overridden.data());
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
