#include "tools/cohort/sensitivity/sensitivity_work.h"

#include <algorithm>
#include <bit>

#include "tools/cohort/key_rows.h"
#include "tools/cohort/sensitivity/outcome_change.h"

namespace mgl {
namespace {

EvaluationOptions WithAsk(EvaluationOptions options, bool plans_ask) {
  options.plans_ask = plans_ask;
  return options;
}

/// Without its actions: how to give what is given is no outcome.
Guideline OutcomesOf(const Guideline& guideline) {
  Guideline outcomes = guideline;
  for (Rule& rule : outcomes.rules) rule.actions.clear();
  return outcomes;
}

std::uint64_t CountOf(Word rows) { return static_cast<std::uint64_t>(std::popcount(rows)); }

void AddBit(std::vector<Word>& set, std::size_t bit) {
  set[bit / kWordBits] |= Word{1} << (bit % kWordBits);
}

}  // namespace

SensitivityPlan::SensitivityPlan(const Guideline& guideline, const EvaluationOptions& chosen,
                                 const OpenQuestions& of, bool row_by_row)
    : open(of), evaluation(WithAsk(chosen, false)), asked(OutcomesOf(guideline)) {
  if (row_by_row) return;
  joint = BatchPlan::Make(of.joint->guideline(), evaluation);
  of_asked = BatchPlan::Make(asked, evaluation);
  if (joint == nullptr || of_asked == nullptr) joint.reset();
}

/// What is needed for blocks alone.
struct SensitivityWork::Blocks {
  explicit Blocks(const SensitivityPlan& plan)
      : batch(*plan.joint),
        copies(*plan.open.joint, *plan.joint),
        differs(plan.open.pairs.size()),
        by_question(plan.open.first_fact),
        by_alternative(plan.open.alternatives.size()),
        ask_table(1) {
    // The columns of the guideline's own facts stay where they are while copies come and go.
    block.columns.facts.reserve(plan.open.joint->guideline().facts.size());
    block.columns.facts.resize(plan.open.joint->fact_count());
    CollectOutcomes(plan.asked);
    asks.emplace(*plan.of_asked, batch, block.columns, outcome_planes);
    ask_table = KeyTable(asks->words());
    for (const Plane& plane : by_question) question_planes.push_back(plane.data());
    question_words = KeyWords(question_planes.size());
    question_keys.resize(kWordBits * question_words);
  }

  /// All that decides which outcomes are open.
  void CollectOutcomes(const Guideline& guideline) {
    const auto add = [this](NodeId node) {
      const auto [first, second] = batch.SettledPlanes(node);
      outcome_planes.push_back(first);
      outcome_planes.push_back(second);
    };
    add(guideline.scope);
    for (std::size_t i = 0; i < guideline.rules.size(); ++i) {
      add(guideline.rules[i].outcome);
      for (const Word* plane : {batch.Blocked(i), batch.Overridden(i)}) {
        if (plane != nullptr) outcome_planes.push_back(plane);
      }
    }
    for (const ResultColumn& result : guideline.results) {
      add(result.node);
      if (result.type != FactType::kChoice) continue;
      for (const Plane& plane : batch.Choices(result.node).may_be) {
        outcome_planes.push_back(plane.data());
      }
    }
    for (const Recheck& recheck : guideline.rechecks) add(recheck.when);
  }

  CaseBlock block;
  BatchEvaluator batch;
  CopiedColumns copies;
  std::vector<Plane> differs;         // by pair
  std::vector<Plane> by_question;     // but for those of facts: whose decision hangs on it
  std::vector<Plane> by_alternative;  // whose decision would be another one
  Plane open{};                       // who may lack a fact
  std::vector<const Word*> outcome_planes;
  std::optional<AskKeys> asks;
  KeyTable ask_table;
  std::vector<std::vector<Word>> asked_sets;  // by number of ask_table
  std::vector<const Word*> question_planes;
  std::size_t question_words = 0;
  std::vector<Word> question_keys;  // of 64 cases
  InputRow row;
};

SensitivityWork::SensitivityWork(const SensitivityPlan& plan)
    : plan_(plan),
      open_(plan.open),
      ask_scalar_(plan.asked, WithAsk(plan.evaluation, true)),
      joint_scalar_(plan.open.joint->guideline(), plan.evaluation),
      set_(open_.SetWords()),
      is_changed_(open_.alternatives.size()) {
  if (plan.joint != nullptr) blocks_ = std::make_unique<Blocks>(plan);
}

SensitivityWork::~SensitivityWork() = default;

const Decision& SensitivityWork::Decide(const Case& reported) {
  ask_scalar_.DecideInto(reported, decision_);
  return decision_;
}

void SensitivityWork::Add(const InputRow& row, PartResult& part) {
  auto& tally = static_cast<SensitivityTally&>(*part.tally);
  ++part.summary.decided;
  CopyCase(*open_.joint, row.reported, joint_case_);
  joint_scalar_.DecideInto(joint_case_, joint_decision_);
  std::ranges::fill(set_, 0);
  std::ranges::fill(is_changed_, 0);
  for (std::size_t i = 0; i < open_.pairs.size(); ++i) {
    const OutcomePair& pair = open_.pairs[i];
    const OutcomeShift change = MayBeInOtherUnit(pair, row.reported)
                                    ? ChangeOf(pair, open_.joint->guideline(), joint_decision_)
                                    : OutcomeShift::kNone;
    if (change == OutcomeShift::kNone) continue;
    if (pair.is_open) AddBit(set_, pair.question);
    if (!pair.alternative) continue;
    is_changed_[*pair.alternative] = 1;
    ++tally.counts.pairs[i][change];
  }
  for (std::size_t i = 0; i < is_changed_.size(); ++i) {
    tally.counts.alternatives[i] += is_changed_[i];
  }
  for (std::size_t i = 0; i < open_.first_fact; ++i) {
    if (open_.questions[i].kind != OpenQuestion::Kind::kUnit) continue;
    const ReportedFact& reported = row.reported.facts[open_.questions[i].index];
    if (reported.state != ReportedFact::State::kValue) continue;
    ++(HasNoUnit(reported) ? tally.counts.unit_not_said : tally.counts.unit_said)[i];
  }
  SetAsked(decision_.ask, set_.data());
  AddSet(tally);
}

bool SensitivityWork::MayBeInOtherUnit(const OutcomePair& pair, const Case& reported) const {
  if (!pair.in_other_unit) return true;
  const auto [fact, copy] = *pair.in_other_unit;
  const FactState state = joint_decision_.facts[Index(copy)].state;
  const bool is_plausible = state == FactState::kKnown || state == FactState::kSuspect;
  return is_plausible && HasNoUnit(reported.facts[Index(fact)]);
}

void SensitivityWork::SetAsked(const std::vector<FactId>& facts, Word* set) const {
  for (const FactId fact : facts) SetBit(set, open_.first_fact + Index(fact));
}

void SensitivityWork::AddSet(SensitivityTally& tally) const {
  const bool is_empty = std::ranges::all_of(set_, [](Word word) { return word == 0; });
  if (is_empty) {
    ++tally.counts.on_nothing;
  } else {
    tally.AddSet(set_.data());
  }
}

void SensitivityWork::DecideBlocks(CaseBlocks& blocks, const DecideRow& decide_row,
                                   PartResult& part) {
  CaseColumns& columns = blocks_->block.columns;
  while (blocks.Next(blocks_->block)) {
    blocks_->copies.AddTo(columns);
    blocks_->batch.Evaluate(columns);
    blocks_->asks->StartBlock();
    FindDifferences();
    auto& tally = static_cast<SensitivityTally&>(*part.tally);
    CountDifferences(tally);
    CountUnits(tally.counts);
    FindOpenCases();
    for (std::size_t w = 0; w * kWordBits < columns.size; ++w) {
      DecideWord(w, blocks, decide_row, part);
    }
    part.facts.Count(blocks_->block);
    blocks_->copies.RemoveFrom(columns);
  }
}

/// Of which cases blocks say it all shows when all pairs were compared.
void SensitivityWork::FindDifferences() {
  CaseColumns& columns = blocks_->block.columns;
  for (std::size_t i = 0; i < open_.pairs.size(); ++i) {
    const OutcomePair& pair = open_.pairs[i];
    FindChanges(pair, blocks_->batch, columns, blocks_->differs[i]);
    if (!pair.in_other_unit) continue;
    const auto [fact, copy] = *pair.in_other_unit;
    for (std::size_t w = 0; w < kBlockWords; ++w) {
      blocks_->differs[i][w] &=
          HaveNoUnit(columns.facts[Index(fact)], w) & columns.facts[Index(copy)].known[w];
    }
  }
}

/// The cases of a word of which the block says it all.
Word SensitivityWork::Valid(std::size_t w) const {
  const CaseColumns& columns = blocks_->block.columns;
  if (w * kWordBits >= columns.size) return 0;
  const std::size_t count = std::min(kWordBits, columns.size - w * kWordBits);
  const Word all = count == kWordBits ? ~Word{0} : (Word{1} << count) - 1;
  return all & ~columns.exceptional[w];
}

void SensitivityWork::CountDifferences(SensitivityTally& tally) {
  std::ranges::fill(blocks_->by_question, Plane{});
  std::ranges::fill(blocks_->by_alternative, Plane{});
  for (std::size_t i = 0; i < open_.pairs.size(); ++i) {
    const OutcomePair& pair = open_.pairs[i];
    for (std::size_t w = 0; w < kBlockWords; ++w) {
      const Word rows = blocks_->differs[i][w] & Valid(w);
      if (rows == 0) continue;
      if (pair.is_open) blocks_->by_question[pair.question][w] |= rows;
      if (!pair.alternative) continue;
      blocks_->by_alternative[*pair.alternative][w] |= rows;
      CountChanges(pair, blocks_->batch, w, rows, tally.counts.pairs[i]);
    }
  }
  for (std::size_t i = 0; i < blocks_->by_alternative.size(); ++i) {
    for (const Word rows : blocks_->by_alternative[i])
      tally.counts.alternatives[i] += CountOf(rows);
  }
}

void SensitivityWork::CountUnits(SensitivityCounts& counts) const {
  for (std::size_t i = 0; i < open_.first_fact; ++i) {
    const OpenQuestion& question = open_.questions[i];
    if (question.kind != OpenQuestion::Kind::kUnit) continue;
    const FactColumn& column = blocks_->block.columns.facts[question.index];
    for (std::size_t w = 0; w < kBlockWords; ++w) {
      const Word reported = Valid(w) & column.known[w] & column.reported[w];
      counts.unit_not_said[i] += CountOf(reported & HaveNoUnit(column, w));
      counts.unit_said[i] += CountOf(reported & ~HaveNoUnit(column, w));
    }
  }
}

/// Of what is decided nothing is asked. What a recheck lacks shows in its dates.
void SensitivityWork::FindOpenCases() {
  const Guideline& guideline = plan_.asked;
  const BatchEvaluator& batch = blocks_->batch;
  const auto add_unsettled = [&](const ResultColumn& result, std::size_t w) {
    const auto [first, second] = batch.SettledPlanes(result.node);
    return result.type == FactType::kTruth ? ~(first[w] | second[w]) : ~second[w];
  };
  for (std::size_t w = 0; w < kBlockWords; ++w) {
    Word open = ~batch.Yes(guideline.scope)[w];
    for (const Rule& rule : guideline.rules) {
      open |= ~(batch.Yes(rule.outcome)[w] | batch.No(rule.outcome)[w]);
    }
    for (const ResultColumn& result : guideline.results) open |= add_unsettled(result, w);
    for (const Recheck& recheck : guideline.rechecks) open |= ~batch.No(recheck.when)[w];
    blocks_->open[w] = open & ~batch.No(guideline.scope)[w] & Valid(w);
  }
}

void SensitivityWork::DecideWord(std::size_t w, CaseBlocks& blocks, const DecideRow& decide_row,
                                 PartResult& part) {
  auto& tally = static_cast<SensitivityTally&>(*part.tally);
  const CaseColumns& columns = blocks_->block.columns;
  const std::size_t count = std::min(kWordBits, columns.size - w * kWordBits);
  if (part.collects_ids) part.AddIds(blocks_->block, w * kWordBits, count);
  const Word valid = Valid(w);
  part.summary.decided += CountOf(valid);
  Word hanging = blocks_->open[w];
  for (const Word* plane : blocks_->question_planes) hanging |= plane[w];
  hanging &= valid;
  tally.counts.on_nothing += CountOf(valid & ~hanging);
  if (hanging != 0) KeysOfWord(blocks_->question_planes, w, blocks_->question_keys.data());
  const Word all = count == kWordBits ? ~Word{0} : (Word{1} << count) - 1;
  for (Word rest = all & (hanging | columns.exceptional[w]); rest != 0; rest &= rest - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
    const std::size_t row = w * kWordBits + bit;
    if (Bit(columns.exceptional.data(), row)) {
      blocks.ReadCase(row, blocks_->row);
      if (part.collects_ids) part.SetId(count - bit, blocks_->row);
      decide_row(blocks_->row);
      continue;
    }
    std::ranges::fill(set_, 0);
    std::copy_n(
        blocks_->question_keys.begin() + static_cast<std::ptrdiff_t>(bit * blocks_->question_words),
        blocks_->question_words, set_.begin());
    if (Bit(blocks_->open.data(), row)) AddAsked(row, blocks);
    AddSet(tally);
  }
}

/// To set_: the facts that the case lacks, found once for all that lack the same.
void SensitivityWork::AddAsked(std::size_t row, CaseBlocks& blocks) {
  const auto ask = [&] {
    blocks.ReadCase(row, blocks_->row);
    if (blocks_->row.rejected) std::abort();  // the two readers of one text disagree
    ask_scalar_.DecideInto(blocks_->row.reported, decision_);
  };
  if (Bit(blocks_->block.columns.uncertain.data(), row)) {
    ask();
    return SetAsked(decision_.ask, set_.data());
  }
  if (!blocks_->ask_table.HasRoom()) {
    blocks_->ask_table.Clear();
    blocks_->asked_sets.clear();
  }
  const std::uint32_t found = blocks_->ask_table.FindOrAdd(blocks_->asks->KeyOf(row));
  if (found == KeyTable::kNew) {
    ask();
    SetAsked(decision_.ask, blocks_->asked_sets.emplace_back(set_.size()).data());
  }
  const std::vector<Word>& asked =
      found == KeyTable::kNew ? blocks_->asked_sets.back() : blocks_->asked_sets[found];
  for (std::size_t i = 0; i < set_.size(); ++i) set_[i] |= asked[i];
}

}  // namespace mgl
