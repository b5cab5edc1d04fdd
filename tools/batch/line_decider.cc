// Planes say which tail a record has; only the id and rechecks' dates are written case by case.
#include "tools/batch/line_decider.h"

#include <algorithm>
#include <bit>

#include "engine/recheck_status.h"
#include "tools/batch/key_rows.h"
#include "tools/io/cohort.h"
#include "tools/io/csv_reader.h"
#include "tools/io/csv_writer.h"

namespace mgl {
namespace {

std::unique_ptr<DecisionWriter> WriterOf(const Guideline& guideline, const DecisionLayout& layout) {
  auto writer = MakeCsvDecisionWriter(guideline, layout);
  const bool shows_something = writer->Header() != "\n";
  return shows_something ? std::move(writer) : nullptr;
}

}  // namespace

std::unique_ptr<LineDecider> LineDecider::Make(const Guideline& guideline,
                                               const EvaluationOptions& evaluation,
                                               const DecisionLayout& layout) {
  auto batch = BatchEvaluator::Make(guideline, evaluation);
  if (batch == nullptr) return nullptr;
  return std::unique_ptr<LineDecider>(
      new LineDecider(guideline, evaluation, layout, std::move(batch)));
}

LineDecider::LineDecider(const Guideline& guideline, const EvaluationOptions& evaluation,
                         const DecisionLayout& layout, std::unique_ptr<BatchEvaluator> batch)
    : guideline_(guideline),
      as_of_(evaluation.as_of),
      shows_id_(layout.id),
      batch_(std::move(batch)),
      scalar_(guideline, evaluation),
      decoder_(guideline, *batch_, evaluation.as_of),
      facts_(guideline),
      shows_ask_(layout.ask),
      display_(2 * guideline.rules.size() * kBlockWords),
      tail_table_(1),
      ask_table_(1) {
  DecisionLayout none{false, false, false, false, false, false, false, layout.short_cells};
  DecisionLayout head = none;
  head.scope = layout.scope;
  head.results = layout.results;
  head.rules = layout.rules;
  head_writer_ = WriterOf(guideline, head);
  DecisionLayout rechecks = none;
  rechecks.rechecks = layout.rechecks;
  recheck_writer_ = WriterOf(guideline, rechecks);
  DecisionLayout end = none;
  end.ask = layout.ask;
  end.warnings = layout.warnings;
  end_writer_ = WriterOf(guideline, end);
  columns_.facts.resize(guideline.facts.size());
  CollectPlanes();
}

void LineDecider::CollectPlanes() {
  const auto add = [](NodeId node, const BatchEvaluator& batch, std::vector<const Word*>& to) {
    to.push_back(batch.Yes(node));
    to.push_back(batch.No(node));
  };
  add(guideline_.scope, *batch_, outcome_planes_);
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    add(guideline_.rules[i].outcome, *batch_, outcome_planes_);
    outcome_planes_.push_back(&display_[2 * i * kBlockWords]);
    outcome_planes_.push_back(&display_[(2 * i + 1) * kBlockWords]);
  }
  for (const ResultColumn& result : guideline_.results) add(result.node, *batch_, outcome_planes_);
  for (const Recheck& recheck : guideline_.rechecks) add(recheck.when, *batch_, outcome_planes_);
  for (const Contraindication& against : guideline_.contraindications) {
    outcome_planes_.push_back(batch_->Yes(against.when));
  }
  for (const Property& property : guideline_.properties) {
    outcome_planes_.push_back(property.always ? batch_->No(property.condition)
                                              : batch_->Yes(property.condition));
  }
  tail_table_ = KeyTable(KeyWords(outcome_planes_.size()));
  tail_keys_.resize(kWordBits * KeyWords(outcome_planes_.size()));
  if (!shows_ask_) return;
  for (const NodeId node : batch_->comparisons()) add(node, *batch_, ask_planes_);
  for (const FactId id : batch_->facts()) {
    const FactColumn& column = columns_.facts[Index(id)];
    ask_planes_.push_back(column.known.data());
    ask_planes_.push_back(column.stated_unknown.data());
    ask_planes_.push_back(column.dated.data());
    if (guideline_.facts[Index(id)].type == FactType::kTruth) {
      ask_planes_.push_back(column.yes.data());
    }
  }
  ask_planes_.insert(ask_planes_.end(), outcome_planes_.begin(), outcome_planes_.end());
  ask_table_ = KeyTable(KeyWords(ask_planes_.size()));
  ask_keys_.resize(kWordBits * KeyWords(ask_planes_.size()));
}

void LineDecider::Decide(const CsvLines& lines,
                         const std::function<void(const InputRow&)>& decide_row, PartResult& part) {
  rows_done_ = 0;
  index_.Start(lines.text(), lines.layout->delimiter);
  while (index_.Next(kBlockCases)) {
    decoder_.Decode(*lines.layout, lines.padded.data(), index_, columns_);
    batch_->Evaluate(columns_);
    ComputeDisplay();
    DecideBlock(lines, decide_row, part);
    rows_done_ += columns_.size;
  }
}

/// Rules that are due and not given: as OutcomeOf in outcome.cc.
void LineDecider::ComputeDisplay() {
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    const Rule& rule = guideline_.rules[i];
    Word* blocked = &display_[2 * i * kBlockWords];
    Word* overridden = blocked + kBlockWords;
    const Word* due = batch_->Yes(rule.due);
    const Word* allowed = batch_->Yes(rule.allowed);
    const Word* forbidden = batch_->No(rule.allowed);
    for (std::size_t w = 0; w < kBlockWords; ++w) {
      Word overrides = 0;
      for (const std::uint32_t other : rule.overriders) {
        overrides |= batch_->Yes(guideline_.rules[other].outcome)[w];
      }
      blocked[w] = due[w] & forbidden[w];
      overridden[w] = due[w] & allowed[w] & overrides;
    }
  }
}

void LineDecider::DecideBlock(const CsvLines& lines,
                              const std::function<void(const InputRow&)>& decide_row,
                              PartResult& part) {
  const std::size_t tail_words = KeyWords(outcome_planes_.size());
  const std::size_t ask_words = KeyWords(ask_planes_.size());
  const CsvLayout& layout = *lines.layout;
  const char* const text = lines.padded.data();
  for (std::size_t w = 0; w * kWordBits < columns_.size; ++w) {
    KeysOfWord(outcome_planes_, w, tail_keys_.data());
    bool has_ask_keys = false;
    const std::size_t count = std::min(kWordBits, columns_.size - w * kWordBits);
    for (std::size_t bit = 0; bit < count; ++bit) {
      const std::size_t row = w * kWordBits + bit;
      const FieldRow& fields = index_.rows()[row];
      const std::uint64_t line = lines.first_line + fields.line;
      if (Bit(columns_.exceptional.data(), row)) {
        ReadRow(lines, row);
        if (!row_.rejected) part.ids.push_back({RepeatedIds::HashOf(row_.reported.id), line});
        decide_row(row_);
        continue;
      }
      const std::uint32_t* ends = index_.ends() + fields.first_end;
      std::string_view id;
      if (layout.id != kNoColumn) {
        const std::uint32_t begin = layout.id == 0 ? fields.begin : ends[layout.id - 1] + 1;
        id = Trimmed({text + begin, ends[layout.id] - begin});
      }
      std::string number;
      if (id.empty()) {
        number = std::to_string(lines.rows_before + rows_done_ + row + 1);
        id = number;
      }
      part.ids.push_back({RepeatedIds::HashOf(id), line});
      const Tail& tail = TailOf(lines, row, &tail_keys_[bit * tail_words]);
      if (shows_id_) AppendCsvField(part.decisions, id);
      part.decisions += tail.head;
      const bool out_of_scope = Bit(batch_->No(guideline_.scope), row);
      if (!guideline_.rechecks.empty()) AppendRechecks(row, out_of_scope, part);
      part.summary.warnings += tail.warnings;
      part.summary.conflicts += tail.conflicts;
      part.summary.broken_properties += tail.broken_properties;
      if (!tail.asks) {
        part.decisions += tail.end;
        continue;
      }
      if (!has_ask_keys) KeysOfWord(ask_planes_, w, ask_keys_.data());
      has_ask_keys = true;
      part.decisions += EndOf(lines, row, &ask_keys_[bit * ask_words]);
    }
  }
  Count(part.summary);
}

/// The case of a row as the scalar evaluator takes it.
void LineDecider::ReadRow(const CsvLines& lines, std::size_t row) {
  const FieldRow& fields = index_.rows()[row];
  const std::uint32_t* ends = index_.ends() + fields.first_end;
  std::vector<std::string_view> cells;
  std::uint32_t begin = fields.begin;
  for (std::uint32_t i = 0; i < fields.fields; ++i) {
    cells.push_back(std::string_view(lines.padded).substr(begin, ends[i] - begin));
    begin = ends[i] + 1;
  }
  row_.place = {lines.layout->file, lines.first_line + fields.line, 0};
  if (fields.fields > CsvOptions().max_columns) {
    return Cohort::RejectRow(row_, "", std::string(kTooManyColumns));
  }
  ReadCsvRecord(*lines.layout, cells, lines.rows_before + rows_done_ + row + 1, facts_, row_);
}

/// Without the line end.
std::string LineDecider::CellsOf(const DecisionWriter& writer, const Decision& decision) const {
  std::string record;
  writer.Append("", decision, record);
  record.pop_back();
  return record;
}

const LineDecider::Tail& LineDecider::TailOf(const CsvLines& lines, std::size_t row,
                                             const Word* key) {
  const std::uint32_t found = tail_table_.FindOrAdd(key);
  if (found != KeyTable::kNew) return tails_[found];
  if (tail_table_.size() > KeyTable::kMostKeys) {
    tail_table_.Clear();
    tails_.clear();
    tail_table_.FindOrAdd(key);
  }
  ReadRow(lines, row);
  scalar_.DecideInto(row_.reported, decision_);
  Tail& tail = tails_.emplace_back();
  if (head_writer_ != nullptr) {
    tail.head = (shows_id_ ? "," : "") + CellsOf(*head_writer_, decision_);
  }
  tail.end = EndCells();
  tail.asks = shows_ask_ && MayAsk();
  RunSummary summary(guideline_);
  summary.Count(guideline_, decision_);
  tail.warnings = static_cast<std::uint32_t>(summary.warnings);
  tail.conflicts = static_cast<std::uint32_t>(summary.conflicts);
  tail.broken_properties = static_cast<std::uint32_t>(summary.broken_properties);
  return tail;
}

const std::string& LineDecider::EndOf(const CsvLines& lines, std::size_t row, const Word* key) {
  const std::uint32_t found = ask_table_.FindOrAdd(key);
  if (found != KeyTable::kNew) return ends_[found];
  if (ask_table_.size() > KeyTable::kMostKeys) {
    ask_table_.Clear();
    ends_.clear();
    ask_table_.FindOrAdd(key);
  }
  ReadRow(lines, row);
  scalar_.DecideInto(row_.reported, decision_);
  return ends_.emplace_back(EndCells());
}

/// What stands behind the rechecks, with the line end.
std::string LineDecider::EndCells() const {
  if (end_writer_ == nullptr) return "\n";
  const bool is_first = !shows_id_ && head_writer_ == nullptr && recheck_writer_ == nullptr;
  return (is_first ? "" : ",") + CellsOf(*end_writer_, decision_) + '\n';
}

/// Whether some case with the same tail may ask for something: what is decided asks nothing.
bool LineDecider::MayAsk() const {
  if (decision_.scope == Truth::kNo) return false;
  const auto is_unknown = [](Outcome outcome) { return outcome == Outcome::kUnknown; };
  const auto is_open = [this](const ResultColumn& result) {
    return !decision_.nodes[Index(result.node)].IsSettled();
  };
  // What a recheck lacks is not in the tail's key.
  const auto may_be_open = [](const RecheckState& state) {
    return state.status != RecheckStatus::kNo;
  };
  return decision_.scope == Truth::kUnknown || std::ranges::any_of(decision_.rules, is_unknown) ||
         std::ranges::any_of(guideline_.results, is_open) ||
         std::ranges::any_of(decision_.rechecks, may_be_open);
}

RecheckState LineDecider::StateOf(const Recheck& recheck, std::size_t row) const {
  if (Bit(batch_->No(recheck.when), row)) return {RecheckStatus::kNo, {}, {}};
  if (!Bit(batch_->Yes(recheck.when), row)) return {RecheckStatus::kUnknown, {}, {}};
  std::optional<Day> latest;
  for (const FactId id : recheck.anchors) {
    const FactColumn& anchor = columns_.facts[Index(id)];
    if (!Bit(anchor.known.data(), row)) return {RecheckStatus::kUnknown, {}, {}};
    latest = latest ? std::max(*latest, anchor.days[row]) : anchor.days[row];
  }
  if (!latest) return {RecheckStatus::kUnknown, {}, {}};
  std::optional<DaySpan> test;
  const FactColumn& tested = columns_.facts[Index(recheck.fact)];
  if (Bit(tested.dated.data(), row)) test = DaySpan{tested.dates[row], tested.dates[row]};
  return StatusForDays(recheck, {*latest, *latest}, test, as_of_);
}

void LineDecider::AppendRechecks(std::size_t row, bool out_of_scope, PartResult& part) {
  rechecks_.rechecks.clear();
  for (std::size_t i = 0; i < guideline_.rechecks.size() && !out_of_scope; ++i) {
    const RecheckState& state =
        rechecks_.rechecks.emplace_back(StateOf(guideline_.rechecks[i], row));
    ++part.summary.rechecks[i][static_cast<std::size_t>(state.status)];
  }
  if (recheck_writer_ == nullptr) return;
  if (shows_id_ || head_writer_ != nullptr) part.decisions += ',';
  recheck_writer_->Append("", rechecks_, part.decisions);
  part.decisions.pop_back();
}

/// Counts the block's cases but the exceptional ones; rechecks and warnings are counted as they are
/// written.
void LineDecider::Count(RunSummary& summary) const {
  const std::size_t words = (columns_.size + kWordBits - 1) / kWordBits;
  const auto bits = [](Word word) { return static_cast<std::uint64_t>(std::popcount(word)); };
  for (std::size_t w = 0; w < words; ++w) {
    const std::size_t count = std::min(kWordBits, columns_.size - w * kWordBits);
    const Word valid = count == kWordBits ? ~Word{0} : (Word{1} << count) - 1;
    const Word cases = valid & ~columns_.exceptional[w];
    const Word scope_yes = batch_->Yes(guideline_.scope)[w];
    const Word scope_no = batch_->No(guideline_.scope)[w];
    summary.decided += bits(cases);
    summary.scope[static_cast<std::size_t>(Truth::kYes)] += bits(cases & scope_yes);
    summary.scope[static_cast<std::size_t>(Truth::kNo)] += bits(cases & scope_no);
    summary.scope[static_cast<std::size_t>(Truth::kUnknown)] +=
        bits(cases & ~scope_yes & ~scope_no);
    const Word in = cases & ~scope_no;
    for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
      const NodeId outcome = guideline_.rules[i].outcome;
      const Word blocked = in & display_[2 * i * kBlockWords + w];
      const Word overridden = in & display_[(2 * i + 1) * kBlockWords + w];
      const Word plain = in & ~blocked & ~overridden;
      const Word yes = plain & batch_->Yes(outcome)[w];
      const Word no = plain & batch_->No(outcome)[w];
      auto& counts = summary.rules[i];
      counts[static_cast<std::size_t>(Outcome::kYes)] += bits(yes);
      counts[static_cast<std::size_t>(Outcome::kNo)] += bits(no);
      counts[static_cast<std::size_t>(Outcome::kUnknown)] += bits(plain & ~yes & ~no);
      counts[static_cast<std::size_t>(Outcome::kBlocked)] += bits(blocked);
      counts[static_cast<std::size_t>(Outcome::kOverridden)] += bits(overridden);
    }
    for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
      const NodeId node = guideline_.results[i].node;
      const Word known = in & (batch_->Yes(node)[w] | batch_->No(node)[w]);
      summary.results[i][static_cast<std::size_t>(ResultState::kKnown)] += bits(known);
      summary.results[i][static_cast<std::size_t>(ResultState::kCouldBe)] += bits(in & ~known);
    }
  }
}

}  // namespace mgl
