// The order of a record: id; head, the same for all with one key; rechecks, by case; end.
#include "tools/cohort/block_decider.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "engine/meaning/action_for_case.h"
#include "engine/meaning/outcome.h"
#include "tools/cohort/copy_records.h"
#include "tools/cohort/key_rows.h"

namespace mgl {
namespace {

EvaluationOptions WithoutAsk(EvaluationOptions options) {
  options.plans_ask = false;
  return options;
}

}  // namespace

BlockDecider::BlockDecider(const Guideline& guideline, const EvaluationOptions& evaluation,
                           const DecisionWriter& writer, BatchEvaluator& batch,
                           ScalarEvaluator& ask_scalar)
    : guideline_(guideline),
      as_of_(evaluation.as_of),
      writer_(writer),
      has_simple_records_(writer.values().empty() && guideline.rechecks.empty() &&
                          writer.WritesPlainIds()),
      batch_(batch),
      scalar_(guideline, WithoutAsk(evaluation)),
      ask_scalar_(ask_scalar),
      tail_table_(1),
      ask_table_(1),
      recheck_table_(1),
      values_(guideline, writer, batch) {
  block_.columns.facts.resize(guideline.facts.size());
  CollectPlanes();
  if (writer.parts().ask) {
    ask_keys_.emplace(batch.plan(), batch, block_.columns, outcome_planes_);
    ask_table_ = KeyTable(ask_keys_->words());
  }
  // The warning about a table needs the values of its lines.
  planes_decide_ = true;
  for (std::size_t i = 0; i < guideline.results.size(); ++i) {
    planes_decide_ &= batch.Conflicts(i) == nullptr;
  }
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const auto node = static_cast<NodeId>(i);
    if (guideline.graph.node(node).type == ValueType::kTruth) truth_nodes_.push_back(node);
  }
}

/// All that decides how a decision looks, cells of values_ and dates of rechecks apart.
void BlockDecider::CollectPlanes() {
  const auto add = [&](NodeId node) {
    const auto [first, second] = batch_.SettledPlanes(node);
    outcome_planes_.push_back(first);
    outcome_planes_.push_back(second);
    if (guideline_.graph.node(node).type != ValueType::kTruth) value_nodes_.push_back(node);
  };
  add(guideline_.scope);
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    add(guideline_.rules[i].outcome);
    for (const Word* plane : {batch_.Blocked(i), batch_.Overridden(i)}) {
      if (plane != nullptr) outcome_planes_.push_back(plane);
    }
  }
  for (const ResultColumn& result : guideline_.results) add(result.node);
  CollectResultPlanes();
  for (const Recheck& recheck : guideline_.rechecks) add(recheck.when);
  for (const Property& property : guideline_.properties) {
    outcome_planes_.push_back(property.always ? batch_.No(property.condition)
                                              : batch_.Yes(property.condition));
  }
  // Cautions warn; doses and options are asked about, and stand among the actions.
  for (const NodeId node : NodesOfActions(guideline_)) add(node);
  outcome_planes_.push_back(block_.short_rows.data());
  tail_words_ = KeyWords(outcome_planes_.size());
  tail_table_ = KeyTable(tail_words_);
  tail_keys_.resize(kWordBits * tail_words_);
}

void BlockDecider::CollectResultPlanes() {
  for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
    const ResultColumn& result = guideline_.results[i];
    if (result.type == FactType::kChoice) {
      for (const auto& plane : batch_.Choices(result.node).may_be) {
        outcome_planes_.push_back(plane.data());
      }
    }
    for (const Word* plane : {batch_.Conflicts(i), batch_.Gaps(i)}) {
      if (plane != nullptr) outcome_planes_.push_back(plane);
    }
  }
}

void BlockDecider::Decide(CaseBlocks& blocks, const DecideRow& decide_row, PartResult& part) {
  while (blocks.Next(block_)) {
    batch_.Evaluate(block_.columns);
    if (ask_keys_) ask_keys_->StartBlock();
    for (std::size_t w = 0; w * kWordBits < block_.columns.size; ++w) {
      DecideWord(w, blocks, decide_row, part);
    }
    batch_.CountInto(part.summary);
    part.facts.Count(block_);
  }
}

void BlockDecider::DecideWord(std::size_t w, CaseBlocks& blocks, const DecideRow& decide_row,
                              PartResult& part) {
  const std::size_t count = std::min(kWordBits, block_.columns.size - w * kWordBits);
  const Word exceptional = block_.columns.exceptional[w];
  if (part.collects_ids) part.AddIds(block_, w * kWordBits, count);
  std::array<std::uint32_t, kWordBits> tails;  // of cases that are not exceptional
  FindTails(w, count, blocks, tails);
  if (exceptional == 0 && LooksSimple(count, tails)) return AppendSimpleWord(w, count, tails, part);
  for (std::size_t bit = 0; bit < count; ++bit) {
    const std::size_t row = w * kWordBits + bit;
    if ((exceptional >> bit & 1U) != 0) {
      blocks.ReadCase(row, row_);
      if (part.collects_ids) part.SetId(count - bit, row_);
      decide_row(row_);
      continue;
    }
    const Tail& tail = tails_[tails[bit]];
    AddId(row, part);
    AppendSegments(tails[bit], row, blocks, part);
    if (tail.warnings != 0) {
      part.summary.warnings += tail.warnings;
      part.summary.conflicts += tail.conflicts;
      part.summary.broken_properties += tail.broken_properties;
    }
    if (!guideline_.rechecks.empty()) AppendRechecks(row, part);
    if (!tail.asks) {
      if (tail.end.size > 0) part.decisions.AppendPadded(texts_.Of(tail.end));
      continue;
    }
    if (Bit(block_.columns.uncertain.data(), row) || tail.shows_values) {
      ask_scalar_.DecideInto(CaseOf(row, blocks), decision_);
      part.decisions.Append(EndText(decision_));
      continue;
    }
    part.decisions.AppendPadded(texts_.Of(EndOf(row, blocks)));
  }
}

/// Whether all records are an id and one text each.
bool BlockDecider::LooksSimple(std::size_t count,
                               const std::array<std::uint32_t, kWordBits>& tails) const {
  if (!has_simple_records_ || !block_.ids_are_plain) return false;
  std::uint8_t all = 1;
  for (std::size_t i = 0; i < count; ++i) all &= is_simple_[tails[i]];
  return all != 0;
}

void BlockDecider::AppendSimpleWord(std::size_t w, std::size_t count,
                                    const std::array<std::uint32_t, kWordBits>& tails,
                                    PartResult& part) const {
  const std::string_view* const ids = writer_.parts().id ? &block_.ids[w * kWordBits] : nullptr;
  std::array<std::string_view, kWordBits> texts;
  std::size_t size = 0;
  for (std::size_t i = 0; i < count; ++i) {
    texts[i] = texts_.Of(segments_[tails[i]]);
    __builtin_prefetch(texts[i].data());
    size += texts[i].size();
  }
  for (std::size_t i = 0; i < count && ids != nullptr; ++i) size += ids[i].size();
  char* const end = CopyRecords(ids, texts.data(), count, part.decisions.Room(size));
  part.decisions.Took(end);
}

/// The texts stay until the next word's are looked for.
void BlockDecider::FindTails(std::size_t w, std::size_t count, CaseBlocks& blocks,
                             std::array<std::uint32_t, kWordBits>& tails) {
  const bool has_room =
      tail_table_.HasRoom() && ask_table_.HasRoom() && recheck_table_.HasRoom() && texts_.HasRoom();
  if (!has_room) ForgetTexts();
  KeysOfWord(outcome_planes_, w, tail_keys_.data());
  const Word found = tail_table_.FindMost(tail_keys_.data(), count, tails.data());
  const Word all = count == kWordBits ? ~Word{0} : (Word{1} << count) - 1;
  for (Word rest = all & ~found & ~block_.columns.exceptional[w]; rest != 0; rest &= rest - 1) {
    const auto bit = static_cast<std::size_t>(std::countr_zero(rest));
    tails[bit] = tail_table_.FindOrAdd(&tail_keys_[bit * tail_words_]);
    if (tails[bit] != KeyTable::kNew) continue;
    tails[bit] = tail_table_.size() - 1;
    if (planes_decide_) {
      DecideByPlanes(w * kWordBits + bit);
      AddTail(look_);
    } else {
      scalar_.DecideInto(CaseOf(w * kWordBits + bit, blocks), decision_);
      AddTail(decision_);
    }
  }
}

/// Into look_: truths, choices, and of other results whether they are known and settled.
void BlockDecider::DecideByPlanes(std::size_t row) {
  static const Warning kShortRowWarning = ShortRowWarning();
  look_.warnings.clear();
  if (Bit(block_.short_rows.data(), row)) look_.warnings.push_back(kShortRowWarning);
  look_.facts.resize(guideline_.facts.size());
  look_.nodes.resize(guideline_.graph.size());
  for (const NodeId node : truth_nodes_) {
    Value& value = look_.nodes[Index(node)];
    value.truth = Bit(batch_.Yes(node), row)  ? Truth::kYes
                  : Bit(batch_.No(node), row) ? Truth::kNo
                                              : Truth::kUnknown;
    value.known = value.truth != Truth::kUnknown;
    value.settled = true;
  }
  for (const NodeId node : value_nodes_) {
    const auto [known, settled] = batch_.SettledPlanes(node);
    Value& value = look_.nodes[Index(node)];
    value.known = Bit(known, row);
    value.settled = Bit(settled, row);
  }
  for (const ResultColumn& result : guideline_.results) {
    if (result.type != FactType::kChoice) continue;
    Value& value = look_.nodes[Index(result.node)];
    value.choices = ChoiceSet();
    const auto& may_be = batch_.Choices(result.node).may_be;
    for (std::uint32_t i = 0; i < may_be.size(); ++i) {
      if (Bit(may_be[i].data(), row)) value.choices.Add(i);
    }
  }
  DecideOutcomes(guideline_, as_of_, look_);
  AddCaseWarnings(guideline_, look_);
}

/// Of a row that the blocks took for a case.
const Case& BlockDecider::CaseOf(std::size_t row, CaseBlocks& blocks) {
  blocks.ReadCase(row, row_);
  if (row_.rejected) std::abort();  // the two readers of one text disagree
  return row_.reported;
}

void BlockDecider::AddId(std::size_t row, PartResult& part) const {
  const bool is_plain = block_.ids_are_plain && writer_.WritesPlainIds() && writer_.parts().id;
  if (is_plain) return part.decisions.AppendPadded(block_.ids[row]);
  std::string field;
  writer_.AppendId(block_.ids[row], field);
  part.decisions.Append(field);
}

void BlockDecider::AddTail(const Decision& decision) {
  Tail& tail = tails_.emplace_back();
  tail.shows_values = writer_.EndShowsValues(decision);
  tail.asks = tail.shows_values || (writer_.parts().ask && MayAsk(decision));
  std::string end = tail.asks ? "" : EndText(decision);
  std::vector<std::string> segments = writer_.Segments(decision);
  if (writer_.parts().rechecks.empty()) {
    segments.back() += std::exchange(end, {});
  }
  for (const std::string& segment : segments) segments_.push_back(texts_.Keep(segment));
  tail.end = texts_.Keep(end);
  tail.warnings = static_cast<std::uint32_t>(decision.warnings.size());
  if (tail.warnings > 0) {
    OutcomeCounts counts(guideline_);
    counts.CountWarnings(decision.warnings);
    tail.conflicts = static_cast<std::uint32_t>(counts.conflicts);
    tail.broken_properties = static_cast<std::uint32_t>(counts.broken_properties);
  }
  is_simple_.push_back(!tail.asks && tail.warnings == 0 ? 1 : 0);
}

void BlockDecider::AppendSegments(std::size_t tail, std::size_t row, CaseBlocks& blocks,
                                  PartResult& part) {
  const std::size_t values = writer_.values().size();
  const StoredText* segment = &segments_[tail * (values + 1)];
  const bool is_out = values > 0 && !Bit(batch_.Yes(guideline_.scope), row);
  for (std::size_t i = 0; i < values; ++i) {
    part.decisions.AppendPadded(texts_.Of(segment[i]));
    const std::uint32_t result = writer_.values()[i];
    if (is_out) {
      part.decisions.Append(writer_.ValueText(result, nullptr));
    } else if (!values_.Append(result, row, part.decisions)) {
      scalar_.DecideInto(CaseOf(row, blocks), decision_);
      part.decisions.Append(writer_.CellOf(result, decision_));
    }
  }
  part.decisions.AppendPadded(texts_.Of(segment[values]));
}

StoredText BlockDecider::EndOf(std::size_t row, CaseBlocks& blocks) {
  const std::uint32_t found = ask_table_.FindOrAdd(ask_keys_->KeyOf(row));
  if (found != KeyTable::kNew) return ends_[found];
  ask_scalar_.DecideInto(CaseOf(row, blocks), decision_);
  return ends_.emplace_back(texts_.Keep(EndText(decision_)));
}

void BlockDecider::ForgetTexts() {
  tail_table_.Clear();
  tails_.clear();
  is_simple_.clear();
  segments_.clear();
  ask_table_.Clear();
  ends_.clear();
  recheck_table_.Clear();
  recheck_texts_.clear();
  texts_.Clear();
}

std::string BlockDecider::EndText(const Decision& decision) const {
  std::string text;
  writer_.AppendEnd(decision, text);
  return text;
}

/// Whether some case with the same tail may ask for something: what is decided asks nothing.
bool BlockDecider::MayAsk(const Decision& decision) const {
  if (decision.scope == Truth::kNo) return false;
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    if (decision.rules[i] == Outcome::kUnknown) return true;
    const bool is_yes = decision.rules[i] == Outcome::kYes;
    if (is_yes && !OpenNodesOf(guideline_, decision, guideline_.rules[i]).empty()) return true;
  }
  const auto is_open = [&](const ResultColumn& result) {
    return !decision.nodes[Index(result.node)].IsSettled();
  };
  // What a recheck lacks is not in the tail's key.
  const auto may_be_open = [](const RecheckState& state) {
    return state.status != RecheckStatus::kNo;
  };
  return decision.scope == Truth::kUnknown || std::ranges::any_of(guideline_.results, is_open) ||
         std::ranges::any_of(decision.rechecks, may_be_open);
}

/// Without dates, which differ from case to case, the statuses say all that the cells show.
void BlockDecider::AppendRechecks(std::size_t row, PartResult& part) {
  constexpr std::size_t kStatusBits = 3;
  constexpr std::size_t kMostOfKey = kWordBits / kStatusBits;
  static_assert(static_cast<std::size_t>(RecheckStatus::kDone) < 1U << kStatusBits);
  rechecks_.rechecks.clear();
  const bool out_of_scope = Bit(batch_.No(guideline_.scope), row);
  bool has_key = guideline_.rechecks.size() < kMostOfKey;
  Word key = out_of_scope ? 0 : 1;  // in front of the statuses, where there are any
  for (std::size_t i = 0; i < guideline_.rechecks.size() && !out_of_scope; ++i) {
    const RecheckState& state =
        rechecks_.rechecks.emplace_back(batch_.StateOf(guideline_.rechecks[i], row));
    ++part.summary.rechecks[i][static_cast<std::size_t>(state.status)];
    key = key << kStatusBits | static_cast<Word>(state.status);
    has_key &= !state.from && !state.to;
  }
  const std::uint32_t found = has_key ? recheck_table_.FindOrAdd(&key) : KeyTable::kNew;
  if (found != KeyTable::kNew) {
    return part.decisions.AppendPadded(texts_.Of(recheck_texts_[found]));
  }
  recheck_cells_.clear();
  writer_.AppendRechecks(rechecks_, recheck_cells_);
  if (has_key) recheck_texts_.push_back(texts_.Keep(recheck_cells_));
  part.decisions.Append(recheck_cells_);
}

}  // namespace mgl
