// The batch evaluator against the scalar one: random graphs and cases, every node of every case.
#include <doctest/doctest.h>

#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "engine/batch/double_bracket.h"
#include "engine/batch/eval_batch.h"
#include "engine/meaning/lines.h"
#include "engine/value/whole_number.h"
#include "tests/engine/batch/batch_random_graph.h"

namespace mgl {
namespace {

constexpr int kNodeKinds = 0
#define MGL_NODE(...) +1  // NOLINT(bugprone-macro-parentheses): a sum of its own
#include "engine/model/node_kind.def"
    ;

struct Tally {
  std::uint64_t values = 0;
  std::uint64_t exact = 0;
  std::uint64_t rounded = 0;  // numbers that are points in a bracket
  std::uint64_t loose = 0;    // intervals whose ends are not said
  std::uint64_t cases = 0;
  std::uint64_t exceptional = 0;
  std::uint64_t conflicts = 0;
  std::uint64_t uncertain = 0;   // cases with an uncertain number
  std::uint64_t one_by_one = 0;  // values that doubles left open
  std::uint64_t of_kind[kNodeKinds] = {};
};

/// One block: what it holds, and the same as cases.
struct Block {
  CaseColumns columns;
  std::vector<Case> cases;
  std::mt19937_64 random;  // of uncertain numbers
};

/// Below, above or around a number, with open and closed ends. Its own random numbers: graphs and
/// other values do not change with it.
Interval Around(std::mt19937_64& random, const Rational& number) {
  Bound low = Bound::At(number, random() % 2 == 0);
  Bound high = low;
  switch (random() % 3) {
    case 0:
      low = Bound::Infinite();
      break;
    case 1:
      high = Bound::Infinite();
      break;
    default:
      high.value += Rational(1 + static_cast<int>(random() % 3), random() % 2 == 0 ? 1 : 1000);
  }
  return {low, high};
}

void AddFact(RandomGraph& random, FactId id, const BatchPlan& plan, std::size_t row, Block& block) {
  const Fact& fact = random.builder.guideline.facts[Index(id)];
  FactColumn& column = block.columns.facts[Index(id)];
  ReportedFact& reported = block.cases[row].facts[Index(id)];
  if (random.OneIn(5)) {
    if (!fact.default_value) return;
    if (fact.type == FactType::kNumber) column.numbers[row] = *plan.DefaultNumber(id);
    if (fact.type == FactType::kDate) column.days[row] = fact.default_value->date.first;
    SetBit(column.known.data(), row);
    return;
  }
  SetBit(column.known.data(), row);
  reported.state = ReportedFact::State::kValue;
  if (fact.type == FactType::kNumber) {
    column.numbers[row] = random.RandomFixedPoint(id);
    Rational number(WholeNumber(column.numbers[row]));
    reported.number = Interval::Point(number / PowerOfTen(kFixedPointDigits));
    const Interval around = Around(block.random, reported.number.low.value);
    const auto held = block.random() % 8 == 0 ? plan.HoldUncertain(id, around) : std::nullopt;
    if (held) {
      reported.number = around;
      column.numbers[row] = held->low;
      column.uncertain.push_back({static_cast<std::uint32_t>(row), held->high});
      SetBit(block.columns.uncertain.data(), row);
    }
    if (random.OneIn(2)) return;
    column.dates[row] = std::min(random.RandomDay(), kAsOf);
    SetBit(column.dated.data(), row);
    reported.date = {column.dates[row], column.dates[row]};
  } else if (fact.type == FactType::kDate) {
    column.days[row] = random.RandomDay();
    reported.day = {column.days[row], column.days[row]};
  } else {
    reported.choice = static_cast<std::uint32_t>(
        random.Pick(fact.type == FactType::kTruth ? 2 : fact.choices.size()));
    column.choices[row] = static_cast<std::uint8_t>(reported.choice);
    if (reported.choice != 0) SetBit(column.yes.data(), row);
  }
}

/// What lies in the columns beside the cases must not matter: the block is reused.
void FillBlock(RandomGraph& random, const BatchPlan& plan, std::size_t size, Block& block) {
  const std::size_t facts = random.builder.guideline.facts.size();
  block.columns.size = size;
  block.columns.exceptional = {};
  block.columns.uncertain = {};
  block.columns.facts.resize(facts);
  block.cases.assign(size, random.builder.EmptyCase());
  for (std::size_t i = 0; i < facts; ++i) {
    FactColumn& column = block.columns.facts[i];
    column.known = {};
    column.yes = {};
    column.dated = {};
    column.uncertain.clear();
    column.numbers.resize(kBlockCases);
    column.choices.resize(kBlockCases);
    column.days.resize(kBlockCases);
    column.dates.resize(kBlockCases);
    for (std::size_t row = 0; row < size; ++row) {
      AddFact(random, static_cast<FactId>(i), plan, row, block);
    }
  }
}

bool SameTruth(const BatchEvaluator& batch, NodeId id, std::size_t row, const Value& value) {
  return Bit(batch.Yes(id), row) == (value.truth == Truth::kYes) &&
         Bit(batch.No(id), row) == (value.truth == Truth::kNo);
}

bool SameNumber(const NumberColumn& column, std::size_t row, const Value& value, Tally& tally) {
  if (Bit(column.known.data(), row) != value.known) return false;
  if (Bit(column.settled.data(), row) != value.IsSettled()) return false;
  if (!value.known) return true;
  const bool exact = Bit(column.exact.data(), row);
  const Rational low = RationalOf(column.low[row]);
  const Rational high = RationalOf(column.high[row]);
  if (exact) {
    ++tally.exact;
    return value.number == Interval{Bound::At(low), Bound::At(high)} &&
           Bit(column.canonical.data(), row);
  }
  if (value.number.low.infinite || value.number.high.infinite) return false;
  if (value.number.low.value < low || value.number.high.value > high) return false;
  if (!value.settled) {
    ++tally.loose;
    return !value.number.IsPoint();
  }
  ++tally.rounded;
  if (!value.number.IsPoint()) return false;
  if (!Bit(column.canonical.data(), row)) return true;
  const DoubleBracket bracket = BracketOf(value.number.low.value);
  return RoundToDigits(value.number.low.value, 15) == value.number.low.value &&
         bracket.low == column.low[row] && bracket.high == column.high[row];
}

bool SameDate(const DateColumn& column, std::size_t row, const Value& value) {
  if (Bit(column.known.data(), row) != value.known) return false;
  if (Bit(column.settled.data(), row) != value.IsSettled()) return false;
  return !value.known ||
         value.number == Interval{Bound::At(column.first[row]), Bound::At(column.last[row])};
}

bool SameChoices(const ChoiceColumn& column, std::size_t row, const Value& value) {
  if (Bit(column.known.data(), row) != value.known) return false;
  if (Bit(column.settled.data(), row) != value.IsSettled()) return false;
  if (!value.known) return true;
  ChoiceSet choices;
  for (std::uint32_t i = 0; i < column.may_be.size(); ++i) {
    if (Bit(column.may_be[i].data(), row)) choices.Add(i);
  }
  return choices == value.choices;
}

bool SameNode(const BatchEvaluator& batch, const Node& node, NodeId id, std::size_t row,
              const Value& value, Tally& tally) {
  switch (node.type) {
    case ValueType::kTruth:
      return SameTruth(batch, id, row, value);
    case ValueType::kNumber:
      return !batch.plan().HasValues(id) || SameNumber(batch.Numbers(id), row, value, tally);
    case ValueType::kDate:
      return !batch.plan().HasValues(id) || SameDate(batch.Dates(id), row, value);
    case ValueType::kChoice:
      return !batch.plan().HasValues(id) || SameChoices(batch.Choices(id), row, value);
  }
  return false;
}

void CompareCase(RandomGraph& random, const BatchEvaluator& batch, const Block& block,
                 std::size_t row, const Decision& decision, std::uint64_t seed, Tally& tally) {
  const Guideline& guideline = random.builder.guideline;
  for (std::size_t i = 0; i < guideline.graph.size(); ++i) {
    const auto id = static_cast<NodeId>(i);
    const Node& node = guideline.graph.node(id);
    ++tally.values;
    ++tally.of_kind[static_cast<int>(node.kind)];
    if (SameNode(batch, node, id, row, decision.nodes[i], tally)) continue;
    std::string text = DumpGraph(guideline);
    if (node.type == ValueType::kNumber) {
      const NumberColumn& column = batch.Numbers(id);
      text += "low " + std::to_string(column.low[row]) + " high " +
              std::to_string(column.high[row]) + " known " +
              std::to_string(Bit(column.known.data(), row)) + " settled " +
              std::to_string(Bit(column.settled.data(), row)) + " exact " +
              std::to_string(Bit(column.exact.data(), row)) + " canonical " +
              std::to_string(Bit(column.canonical.data(), row));
    }
    FAIL("MGL_SEED=" << seed << ": %" << i << " in row " << row << " of " << block.columns.size
                     << " is " << ValueText(decision.nodes[i], node.type) << "\n"
                     << text);
  }
  for (std::size_t i = 0; i < guideline.results.size(); ++i) {
    const Word* conflicts = batch.Conflicts(i);
    if (conflicts == nullptr) continue;
    const NodeId table = guideline.results[i].node;
    const bool expected =
        RowsConflict(guideline.graph.node(table), guideline.graph.Operands(table), decision.nodes);
    tally.conflicts += expected ? 1 : 0;
    if (Bit(conflicts, row) != expected) FAIL("MGL_SEED=" << seed << ": conflict " << expected);
  }
}

void CompareGraph(std::uint64_t seed, Tally& tally) {
  constexpr std::size_t kSizes[] = {1, 63, 64, 65, 65, 64, 63, 300, kBlockCases};
  RandomGraph random(seed);
  const auto plan = BatchPlan::Make(random.builder.guideline, {kAsOf, {}});
  REQUIRE(plan != nullptr);
  BatchEvaluator batch(*plan);
  ScalarEvaluator scalar(random.builder.guideline, {kAsOf, {}});
  Block block;
  block.random.seed(seed);
  Decision decision;
  for (int round = 0; round < 2; ++round) {
    FillBlock(random, *plan, random.OneIn(6) ? kSizes[random.Pick(9)] : kSizes[random.Pick(7)],
              block);
    batch.Evaluate(block.columns);
    for (std::size_t row = 0; row < block.columns.size; ++row) {
      ++tally.cases;
      if (Bit(block.columns.exceptional.data(), row)) {
        ++tally.exceptional;
        continue;
      }
      tally.uncertain += Bit(block.columns.uncertain.data(), row) ? 1 : 0;
      scalar.DecideInto(block.cases[row], decision);
      CompareCase(random, batch, block, row, decision, seed, tally);
    }
  }
  tally.one_by_one += batch.ExactlyDecided();
}

/// What an evaluator of its own says of a whole block: which cases are exceptional, what truths
/// are, whether values are known and settled.
std::vector<Word> PlanesOf(const BatchPlan& plan, CaseColumns columns) {
  BatchEvaluator batch(plan);
  batch.Evaluate(columns);
  std::vector<Word> planes(columns.exceptional.begin(), columns.exceptional.end());
  for (const NodeId id : plan.order) {
    const bool is_truth = plan.guideline.graph.node(id).type == ValueType::kTruth;
    if (!is_truth && !plan.HasValues(id)) continue;
    const auto [first, second] = batch.SettledPlanes(id);
    planes.insert(planes.end(), first, first + kBlockWords);
    planes.insert(planes.end(), second, second + kBlockWords);
  }
  return planes;
}

TEST_CASE("batch: threads share one plan") {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    RandomGraph random(seed);
    const auto plan = BatchPlan::Make(random.builder.guideline, {kAsOf, {}});
    REQUIRE(plan != nullptr);
    Block block;
    block.random.seed(seed);
    FillBlock(random, *plan, kBlockCases, block);
    std::vector<std::vector<Word>> said(4);
    std::vector<std::thread> threads;
    for (std::vector<Word>& of_thread : said) {
      threads.emplace_back([&] { of_thread = PlanesOf(*plan, block.columns); });
    }
    for (std::thread& thread : threads) thread.join();
    const std::vector<Word> expected = PlanesOf(*plan, block.columns);
    for (const std::vector<Word>& of_thread : said) CHECK((of_thread == expected));
  }
}

TEST_SUITE_BEGIN("kernels");

/// MGL_SEED replays one graph; MGL_BATCH_VALUES says how many node values are compared.
TEST_CASE("batch: every node of random graphs is what the scalar evaluator says") {
  Tally tally;
  if (const char* seed = std::getenv("MGL_SEED")) {
    return CompareGraph(std::strtoull(seed, nullptr, 10), tally);
  }
  const char* wanted = std::getenv("MGL_BATCH_VALUES");
  const std::uint64_t least = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 20'000'000;
  for (std::uint64_t seed = 1; tally.values < least; ++seed) CompareGraph(seed, tally);
  for (int kind = 0; kind < kNodeKinds; ++kind) {
    CAPTURE(NodeText(static_cast<NodeKind>(kind)));
    CHECK(tally.of_kind[kind] > least / 20'000);
  }
  MESSAGE(tally.values << " values, " << tally.exact << " exact, " << tally.rounded << " rounded, "
                       << tally.loose << " loose, " << tally.one_by_one << " one by one, "
                       << tally.conflicts << " conflicts, " << tally.exceptional << " of "
                       << tally.cases << " cases exceptional, " << tally.uncertain
                       << " with uncertain numbers");
  CHECK(tally.exceptional * 20 < tally.cases);
  CHECK(tally.one_by_one * 10 < tally.exact + tally.rounded);
  CHECK(tally.rounded > tally.values / 50);
  CHECK(tally.conflicts > least / 200'000);
  CHECK(tally.uncertain * 50 > tally.cases);
}

TEST_SUITE_END();

}  // namespace
}  // namespace mgl
