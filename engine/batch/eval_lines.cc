// First known, and lines in turn: from planes that say which operands count, the value on which
// they agree, else all that it could be. As lines.h.
#include <algorithm>
#include <limits>

#include "engine/batch/eval_batch.h"
#include "engine/batch/open_rows.h"
#include "engine/meaning/lines.h"

namespace mgl {
namespace {

void CopyPlane(Word rows, Word from, Word& to) { to = (to & ~rows) | (from & rows); }

void Copy(Word rows, std::size_t w, const NumberColumn& from, NumberColumn& to) {
  CopyPlane(rows, from.known[w], to.known[w]);
  CopyPlane(rows, from.settled[w], to.settled[w]);
  CopyPlane(rows, from.exact[w], to.exact[w]);
  CopyPlane(rows, from.canonical[w], to.canonical[w]);
  if (rows == 0) return;
  SelectRows(rows, &from.low[w * kWordBits], &to.low[w * kWordBits]);
  SelectRows(rows, &from.high[w * kWordBits], &to.high[w * kWordBits]);
}

void Copy(Word rows, std::size_t w, const DateColumn& from, DateColumn& to) {
  CopyPlane(rows, from.known[w], to.known[w]);
  CopyPlane(rows, from.settled[w], to.settled[w]);
  for (std::size_t bit = 0; bit < kWordBits && rows != 0; ++bit) {
    const std::size_t row = w * kWordBits + bit;
    const bool counts = (rows >> bit & 1) != 0;
    to.first[row] = counts ? from.first[row] : to.first[row];
    to.last[row] = counts ? from.last[row] : to.last[row];
  }
}

void Copy(Word rows, std::size_t w, const ChoiceColumn& from, ChoiceColumn& to) {
  CopyPlane(rows, from.known[w], to.known[w]);
  CopyPlane(rows, from.settled[w], to.settled[w]);
  for (std::size_t choice = 0; choice < to.may_be.size(); ++choice) {
    const Word may_be = choice < from.may_be.size() ? from.may_be[choice][w] : 0;
    CopyPlane(rows, may_be, to.may_be[choice][w]);
  }
}

/// Each case has the first operand that is settled; where none is, nothing is known.
template <typename ColumnOf, typename Column>
void FirstKnownRows(std::span<const NodeId> operands, std::size_t words, ColumnOf column_of,
                    Column& out) {
  for (std::size_t w = 0; w < words; ++w) {
    Word open = ~Word{0};
    for (const NodeId operand : operands) {
      const Column& of = column_of(operand);
      const Word settled = of.known[w] & of.settled[w];
      Copy(open & settled, w, of, out);
      open &= ~settled;
    }
    out.known[w] &= ~open;
    out.settled[w] &= ~open;
  }
}

}  // namespace

void BatchEvaluator::EvaluateFirstKnown(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  switch (node.type) {
    case ValueType::kTruth:
      break;
    case ValueType::kNumber:
      return FirstKnownRows(
          operands, words_, [this](NodeId of) -> const NumberColumn& { return Numbers(of); },
          NumbersOf(id));
    case ValueType::kDate:
      return FirstKnownRows(
          operands, words_, [this](NodeId of) -> const DateColumn& { return Dates(of); },
          DatesOf(id));
    case ValueType::kChoice:
      return FirstKnownRows(
          operands, words_, [this](NodeId of) -> const ChoiceColumn& { return Choices(of); },
          ChoicesOf(id));
  }
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  std::fill_n(yes, words_, 0);
  std::fill_n(no, words_, 0);
  for (const NodeId operand : operands) {
    for (std::size_t w = 0; w < words_; ++w) {
      const Word open = ~(yes[w] | no[w]);
      yes[w] |= open & Yes(operand)[w];
      no[w] |= open & No(operand)[w];
    }
  }
}

/// Sets candidates_[i]: where line i is not surely excluded.
void BatchEvaluator::FindCandidates(NodeId id) {
  const Node& node = NodeOf(id);
  const auto operands = guideline_.graph.Operands(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word open = ~Word{0};  // further lines can be candidates
    Word sure = 0;
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const Line line = LineAt(operands, i);
      const Word excluded = line.when ? No(*line.when)[w] : sure;
      const Word holds = line.when ? Yes(*line.when)[w] : 0;
      const Word candidate = open & ~excluded;
      candidates_[i][w] = candidate;
      sure |= candidate & holds;
      if (node.kind == NodeKind::kFirstLine) open &= ~(candidate & holds);
    }
  }
}

void BatchEvaluator::EvaluateLines(NodeId id) {
  FindCandidates(id);
  switch (NodeOf(id).type) {
    case ValueType::kTruth:
      break;
    case ValueType::kNumber:
      return EvaluateNumberLines(id);
    case ValueType::kDate:
      return EvaluateDateLines(id);
    case ValueType::kChoice:
      return EvaluateChoiceLines(id);
  }
  const auto operands = guideline_.graph.Operands(id);
  Word* yes = YesOf(id);
  Word* no = NoOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word some = 0;
    Word all_yes = ~Word{0};
    Word all_no = ~Word{0};
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const Word candidate = candidates_[i][w];
      const NodeId value = LineAt(operands, i).value;
      some |= candidate;
      all_yes &= ~candidate | Yes(value)[w];
      all_no &= ~candidate | No(value)[w];
    }
    yes[w] = some & all_yes;
    no[w] = some & all_no;
  }
}

/// Rows with one candidate are copied. Of several the hull is taken where all are exact, or all the
/// same canonical number, or two surely differ; else they are open.
void BatchEvaluator::EvaluateNumberLines(NodeId id) {
  const auto operands = guideline_.graph.Operands(id);
  NumberColumn& out = NumbersOf(id);
  OpenRows open{};
  for (std::size_t w = 0; w < words_; ++w) {
    Word some = 0;
    Word missing = 0;
    Word same = ~Word{0};  // all candidates are the same number, by their bits
    Word apart = 0;        // two surely are not
    out.exact[w] = out.settled[w] = out.canonical[w] = ~Word{0};
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const Word candidate = candidates_[i][w];
      const NumberColumn& of = Numbers(LineAt(operands, i).value);
      if (candidate == 0) continue;
      const std::size_t row = w * kWordBits;
      const IncludedRows included =
          IncludeRows(candidate, some, &of.low[row], &of.high[row], &out.low[row], &out.high[row]);
      const Word next = candidate & some;
      missing |= candidate & ~of.known[w];
      // A number beside another that is the same to the last bit is that one, if it is canonical.
      const Word canonical = of.canonical[w] & (~next | out.canonical[w]);
      same &= ~next | (~included.differ & canonical);
      apart |= included.apart;
      out.exact[w] &= ~candidate | of.exact[w];
      out.settled[w] &= ~candidate | of.settled[w];
      out.canonical[w] &= ~candidate | of.canonical[w];
      some |= candidate;
    }
    const Word known = some & ~missing;
    out.known[w] = known;
    out.exact[w] &= known;
    out.settled[w] &= known & same;
    open[w] = known & ~same & ~apart & ~out.exact[w];
    out.canonical[w] &= known & (same | out.exact[w]);
  }
  DecideOpenNumbers(id, open);
}

void BatchEvaluator::EvaluateDateLines(NodeId id) {
  const auto operands = guideline_.graph.Operands(id);
  DateColumn& out = DatesOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word some = 0;
    Word missing = 0;
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const DateColumn& of = Dates(LineAt(operands, i).value);
      for (std::size_t bit = 0; bit < kWordBits && candidates_[i][w] != 0; ++bit) {
        if ((candidates_[i][w] >> bit & 1) == 0) continue;
        const std::size_t row = w * kWordBits + bit;
        const bool is_next = (some >> bit & 1) != 0;
        out.first[row] = is_next ? std::min(out.first[row], of.first[row]) : of.first[row];
        out.last[row] = is_next ? std::max(out.last[row], of.last[row]) : of.last[row];
      }
      some |= candidates_[i][w];
      missing |= candidates_[i][w] & ~of.known[w];
    }
    Word points = 0;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const std::size_t row = w * kWordBits + bit;
      points |= Word{out.first[row] == out.last[row]} << bit;
    }
    out.known[w] = some & ~missing;
    out.settled[w] = out.known[w] & points;
  }
}

void BatchEvaluator::EvaluateChoiceLines(NodeId id) {
  const auto operands = guideline_.graph.Operands(id);
  ChoiceColumn& out = ChoicesOf(id);
  for (std::size_t w = 0; w < words_; ++w) {
    Word some = 0;
    Word missing = 0;
    for (Plane& plane : out.may_be) plane[w] = 0;
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const Word candidate = candidates_[i][w];
      const ChoiceColumn& of = Choices(LineAt(operands, i).value);
      some |= candidate;
      missing |= candidate & ~of.known[w];
      for (std::size_t choice = 0; choice < of.may_be.size(); ++choice) {
        out.may_be[choice][w] |= candidate & of.may_be[choice][w];
      }
    }
    Word one = 0;
    Word more = 0;
    for (const Plane& plane : out.may_be) {
      more |= one & plane[w];
      one |= plane[w];
    }
    out.known[w] = some & ~missing;
    out.settled[w] = out.known[w] & ~more;
  }
}

void BatchEvaluator::EvaluateConflicts(std::size_t table) {
  const NodeId id = guideline_.results[plan_.tables[table]].node;
  const auto operands = guideline_.graph.Operands(id);
  Plane& out = conflicts_[table];
  out.fill(0);
  FindCandidates(id);
  OpenRows twice{};  // two lines surely hold
  for (std::size_t w = 0; w < words_; ++w) {
    Word once = 0;
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      const std::optional<NodeId> when = LineAt(operands, i).when;
      candidates_[i][w] &= when ? Yes(*when)[w] : 0;
      twice[w] |= once & candidates_[i][w];
      once |= candidates_[i][w];
    }
  }
  ForEachOpenRow(twice, *columns_, [&](std::size_t row) {
    std::vector<NodeId>& values = sure_values_;
    values.clear();
    for (std::size_t i = 0; i < LineCount(operands); ++i) {
      if (Bit(candidates_[i].data(), row)) values.push_back(LineAt(operands, i).value);
    }
    for (std::size_t i = 0; i + 1 < values.size() && !Bit(out.data(), row); ++i) {
      for (std::size_t j = i + 1; j < values.size() && !Bit(out.data(), row); ++j) {
        if (SurelyDiffer(values[i], values[j], row)) SetBit(out.data(), row);
        if (exact_gave_up_) return false;
      }
    }
    return true;
  });
}

bool BatchEvaluator::SurelyDiffer(NodeId a, NodeId b, std::size_t row) {
  if (a == b) return false;
  const ValueType type = NodeOf(a).type;
  if (type == ValueType::kTruth) {
    return (Bit(Yes(a), row) && Bit(No(b), row)) || (Bit(No(a), row) && Bit(Yes(b), row));
  }
  if (type == ValueType::kChoice) {
    const ChoiceColumn& of_a = Choices(a);
    const ChoiceColumn& of_b = Choices(b);
    if (!Bit(of_a.known.data(), row) || !Bit(of_b.known.data(), row)) return false;
    for (std::size_t i = 0; i < std::min(of_a.may_be.size(), of_b.may_be.size()); ++i) {
      if (Bit(of_a.may_be[i].data(), row) && Bit(of_b.may_be[i].data(), row)) return false;
    }
    return true;
  }
  const Word* a_known = type == ValueType::kDate ? Dates(a).known.data() : Numbers(a).known.data();
  const Word* b_known = type == ValueType::kDate ? Dates(b).known.data() : Numbers(b).known.data();
  if (!Bit(a_known, row) || !Bit(b_known, row)) return false;
  if (type == ValueType::kNumber &&
      (Numbers(a).high[row] < Numbers(b).low[row] || Numbers(b).high[row] < Numbers(a).low[row])) {
    return true;
  }
  StartExactRound();
  return Equal(*ExactValue(a, row), *ExactValue(b, row)) == Truth::kNo;
}

}  // namespace mgl
