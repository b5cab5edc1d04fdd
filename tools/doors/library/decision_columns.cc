// Planes are copied; what planes do not hold is set row by row.
#include "tools/doors/library/decision_columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "engine/batch/plane_kernels.h"
#include "engine/value/day_interval.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

std::vector<std::string> ScopeNames() {
  std::vector<std::string> names;
  for (const Truth scope : {Truth::kNo, Truth::kYes, Truth::kUnknown}) {
    names.emplace_back(ScopeName(scope));
  }
  return names;
}

std::vector<std::string> OutcomeNames() {
  std::vector<std::string> names;
  for (const Outcome outcome :
       {Outcome::kNo, Outcome::kYes, Outcome::kUnknown, Outcome::kBlocked, Outcome::kOverridden}) {
    names.emplace_back(OutcomeName(outcome));
  }
  return names;
}

std::vector<std::string> StatusNames() {
  std::vector<std::string> names;
  for (const RecheckStatus status :
       {RecheckStatus::kNo, RecheckStatus::kUnknown, RecheckStatus::kUpcoming, RecheckStatus::kDue,
        RecheckStatus::kOverdue, RecheckStatus::kDone}) {
    names.emplace_back(RecheckStatusName(status));
  }
  return names;
}

double NearestDouble(const Rational& value) {
  const double near = value.get_d();  // rounded towards zero
  if (!std::isfinite(near)) return near;
  const int sign = sgn(value);
  const double far = std::nextafter(near, sign * std::numeric_limits<double>::infinity());
  if (sign == 0 || !std::isfinite(far)) return near;
  const Rational middle = (RationalOf(near) + RationalOf(far)) / 2;
  const int side = cmp(value, middle) * sign;
  if (side != 0) return side < 0 ? near : far;
  return std::fmod(near / (far - near), 2) == 0 ? near : far;
}

/// The nearest double of the decimal of at most 15 digits that is next to this one.
double CanonicalDouble(double neighbour) {
  std::array<char, 40> text;
  const int size = std::snprintf(text.data(), text.size(), "%.15g", neighbour);
  double value = 0;
  std::from_chars(text.data(), text.data() + size, value);
  return value;
}

}  // namespace

DecisionColumns::DecisionColumns(const Guideline& guideline, const DecisionGroups& groups,
                                 Day as_of, std::size_t rows)
    : guideline_(guideline), groups_(groups), as_of_(as_of) {
  whole_ = MakeOutputColumn("", "+s", rows, false, memory_);
  constexpr std::size_t kPartsOfOne = 3;
  whole_.children.reserve(4 + guideline.rules.size() +
                          kPartsOfOne * (guideline.results.size() + guideline.rechecks.size()));
  if (groups.id) id_ = Add(MakeOutputColumn("id", "u", rows, false, memory_));
  if (groups.scope) scope_ = Add(MakeDictionaryColumn("scope", ScopeNames(), rows, false, memory_));
  for (std::size_t i = 0; i < guideline.results.size() && groups.results; ++i) {
    AddResult(guideline.results[i], rows, groups.bounds);
  }
  first_rule_ = whole_.children.size();
  for (std::size_t i = 0; i < guideline.rules.size() && groups.rules; ++i) {
    const std::string& name = guideline.rules[i].name;
    Add(groups.rules_are_texts ? MakeDictionaryColumn(name, OutcomeNames(), rows, true, memory_)
                               : MakeOutputColumn(name, "b", rows, true, memory_));
  }
  first_recheck_ = whole_.children.size();
  for (std::size_t i = 0; i < guideline.rechecks.size() && groups.rechecks; ++i) {
    const std::string& name = guideline.rechecks[i].name;
    Add(MakeDictionaryColumn(name + ".status", StatusNames(), rows, true, memory_));
    Add(MakeOutputColumn(name + ".from", "tdD", rows, true, memory_));
    Add(MakeOutputColumn(name + ".to", "tdD", rows, true, memory_));
  }
  if (groups.ask) ask_ = Add(MakeOutputColumn("ask", "u", rows, false, memory_));
  if (groups.warnings) warnings_ = Add(MakeOutputColumn("warnings", "u", rows, false, memory_));
}

std::size_t DecisionColumns::Add(OutputColumn column) {
  whole_.children.push_back(std::move(column));
  return whole_.children.size() - 1;
}

void DecisionColumns::AddResult(const ResultColumn& result, std::size_t rows, bool has_bounds) {
  ResultParts& parts = results_.emplace_back();
  const bool is_number = result.type == FactType::kNumber;
  if (!result.texts.empty()) {
    parts.value = Add(MakeOutputColumn(result.name, "u", rows, true, memory_));
    return;
  }
  if (result.type == FactType::kChoice) {
    std::vector<std::string> names;
    for (const ChoiceOption& choice : result.choices) names.push_back(choice.name);
    parts.value = Add(MakeDictionaryColumn(result.name, names, rows, true, memory_));
    return;
  }
  const std::string_view format = result.type == FactType::kTruth ? "b" : is_number ? "g" : "tdD";
  parts.value = Add(MakeOutputColumn(result.name, format, rows, true, memory_));
  if (!has_bounds || result.type == FactType::kTruth) return;
  parts.low = Add(MakeOutputColumn(result.name + ".low", format, rows, true, memory_));
  Add(MakeOutputColumn(result.name + ".high", format, rows, true, memory_));
}

OutputColumn DecisionColumns::Take() { return std::move(whole_); }

bool DecisionColumns::AppendId(std::string_view id, std::size_t row) {
  return !id_ || At(*id_).AppendText(id, row);
}

bool DecisionColumns::AppendTexts(const std::vector<std::string_view>& texts, std::size_t row) {
  if (ask_ && !At(*ask_).AppendText(texts[0], row)) return false;
  if (warnings_ && !At(*warnings_).AppendText(texts[1], row)) return false;
  std::size_t next = 2;
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (ResultAt(i).texts.empty()) continue;
    OutputColumn& to = At(results_[i].value);
    if (!to.AppendText(texts[next], row)) return false;
    to.SetValid(row, !texts[next].empty());
    ++next;
  }
  return true;
}

void DecisionColumns::SetBlock(BatchEvaluator& batch, CaseColumns& block, std::size_t first) {
  if (groups_.scope) SetScope(batch, block, first);
  if (groups_.results) SetResults(batch, block, first);
  if (groups_.rules) SetRules(batch, block, first);
  if (!groups_.rechecks) return;
  const Word* out = batch.No(guideline_.scope);
  for (std::size_t i = 0; i < guideline_.rechecks.size(); ++i) {
    for (std::size_t row = 0; row < block.size; ++row) {
      if (Bit(out, row) || Bit(block.exceptional.data(), row)) continue;
      SetRecheck(i, batch.StateOf(guideline_.rechecks[i], row), first + row);
    }
  }
}

void DecisionColumns::SetScope(BatchEvaluator& batch, const CaseColumns& block, std::size_t first) {
  auto* const to = At(*scope_).values.As<std::int8_t>() + first;
  const Word* yes = batch.Yes(guideline_.scope);
  const Word* no = batch.No(guideline_.scope);
  for (std::size_t row = 0; row < block.size; ++row) {
    const int unknown = Bit(no, row) ? 0 : 2;
    to[row] = static_cast<std::int8_t>(Bit(yes, row) ? 1 : unknown);
  }
}

/// Null where `out` is set.
void DecisionColumns::SetTruths(NodeId node, const Word* out, BatchEvaluator& batch,
                                std::size_t first, OutputColumn& to) const {
  Word* const values = to.values.As<Word>() + first / kWordBits;
  Word* const valid = to.validity.As<Word>() + first / kWordBits;
  constexpr std::size_t kManyRows = std::size_t{1} << 18;
  CopyTruths(batch.Yes(node), batch.No(node), out, to.rows > kManyRows, values, valid);
}

void DecisionColumns::SetRules(BatchEvaluator& batch, const CaseColumns& block, std::size_t first) {
  const Word* out = batch.No(guideline_.scope);
  for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
    OutputColumn& to = At(first_rule_ + i);
    const Rule& rule = guideline_.rules[i];
    if (!groups_.rules_are_texts) {
      SetTruths(rule.outcome, out, batch, first, to);
      continue;
    }
    Word* const valid = to.validity.As<Word>() + first / kWordBits;
    for (std::size_t w = 0; w < kBlockWords; ++w) valid[w] = ~out[w];
    std::array<Outcome, kBlockCases> outcomes;
    batch.CopyOutcomes(i, outcomes.data());
    std::transform(outcomes.begin(), outcomes.begin() + block.size,
                   to.values.As<std::int8_t>() + first,
                   [](Outcome outcome) { return static_cast<std::int8_t>(outcome); });
  }
}

void DecisionColumns::SetResults(BatchEvaluator& batch, CaseColumns& block, std::size_t first) {
  // Null where the scope is not surely in.
  Plane out{};
  const Word* in = batch.Yes(guideline_.scope);
  for (std::size_t w = 0; w < kBlockWords; ++w) out[w] = ~in[w];
  for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
    const ResultColumn& result = ResultAt(i);
    if (result.type == FactType::kTruth) {
      SetTruths(result.node, out.data(), batch, first, At(results_[i].value));
      continue;
    }
    for (std::size_t row = 0; row < block.size; ++row) {
      if (Bit(out.data(), row) || Bit(block.exceptional.data(), row)) continue;
      if (result.type == FactType::kNumber) SetNumber(i, row, batch, block, first);
      if (result.type == FactType::kDate) SetDate(i, row, batch, first);
      if (result.type == FactType::kChoice && result.texts.empty()) SetChoice(i, row, batch, first);
    }
  }
}

void DecisionColumns::SetNumber(std::size_t result, std::size_t row, BatchEvaluator& batch,
                                CaseColumns& block, std::size_t first) {
  const NodeId node = ResultAt(result).node;
  const NumberColumn& numbers = batch.Numbers(node);
  if (!Bit(numbers.known.data(), row)) return;
  const bool is_exact = Bit(numbers.exact.data(), row);
  const bool is_canonical = Bit(numbers.canonical.data(), row);
  if (!is_exact && !is_canonical) {
    const std::optional<Interval> number = batch.ExactNumber(node, row);
    if (!number) return SetBit(block.exceptional.data(), row);
    return SetInterval(result, *number, first + row);
  }
  const double low = is_exact ? numbers.low[row] : CanonicalDouble(numbers.low[row]);
  const double high = is_exact ? numbers.high[row] : low;
  const ResultParts& parts = results_[result];
  if (low == high) SetDouble(parts.value, low, first + row);
  if (!parts.low) return;
  SetDouble(*parts.low, low, first + row);
  SetDouble(*parts.low + 1, high, first + row);
}

void DecisionColumns::SetDate(std::size_t result, std::size_t row, BatchEvaluator& batch,
                              std::size_t first) {
  const DateColumn& dates = batch.Dates(ResultAt(result).node);
  if (!Bit(dates.known.data(), row)) return;
  const DaySpan calendar = CalendarSpan();
  const auto within = [&](Day day) { return std::clamp(day, calendar.first, calendar.last); };
  SetDays(result, {within(dates.first[row]), within(dates.last[row])}, first + row);
}

void DecisionColumns::SetChoice(std::size_t result, std::size_t row, BatchEvaluator& batch,
                                std::size_t first) {
  const ChoiceColumn& choices = batch.Choices(ResultAt(result).node);
  if (!Bit(choices.known.data(), row)) return;
  std::optional<std::uint32_t> only;
  for (std::uint32_t i = 0; i < choices.may_be.size(); ++i) {
    if (!Bit(choices.may_be[i].data(), row)) continue;
    if (only) return;
    only = i;
  }
  if (only) SetIndex(results_[result].value, *only, first + row);
}

void DecisionColumns::SetDouble(std::size_t column, double value, std::size_t row) {
  OutputColumn& to = At(column);
  to.values.As<double>()[row] = value;
  to.SetValid(row, true);
}

void DecisionColumns::SetIndex(std::size_t column, std::uint32_t index, std::size_t row) {
  OutputColumn& to = At(column);
  if (to.format == "c") {
    to.values.As<std::int8_t>()[row] = static_cast<std::int8_t>(index);
  } else {
    to.values.As<std::int16_t>()[row] = static_cast<std::int16_t>(index);
  }
  to.SetValid(row, true);
}

void DecisionColumns::SetInterval(std::size_t result, const Interval& value, std::size_t row) {
  const ResultParts& parts = results_[result];
  if (value.IsPoint()) SetDouble(parts.value, NearestDouble(value.low.value), row);
  if (!parts.low) return;
  if (!value.low.infinite) SetDouble(*parts.low, NearestDouble(value.low.value), row);
  if (!value.high.infinite) SetDouble(*parts.low + 1, NearestDouble(value.high.value), row);
}

void DecisionColumns::SetDays(std::size_t result, const DaySpan& days, std::size_t row) {
  const ResultParts& parts = results_[result];
  const auto set = [&](std::size_t column, Day day) {
    if (day == kNever) return;  // Arrow has no such day: null
    At(column).values.As<Day>()[row] = day;
    At(column).SetValid(row, true);
  };
  if (days.first == days.last) set(parts.value, days.first);
  if (!parts.low) return;
  set(*parts.low, days.first);
  set(*parts.low + 1, days.last);
}

void DecisionColumns::SetRecheck(std::size_t recheck, const RecheckState& state, std::size_t row) {
  const std::size_t column = first_recheck_ + 3 * recheck;
  SetIndex(column, static_cast<std::uint32_t>(state.status), row);
  const auto set = [&](OutputColumn& to, const std::optional<Day>& day) {
    to.values.As<Day>()[row] = day.value_or(0);
    to.SetValid(row, day.has_value());
  };
  set(At(column + 1), state.from);
  set(At(column + 2), state.to);
}

void DecisionColumns::SetRow(const Decision& decision, std::size_t row) {
  const bool is_out = decision.scope == Truth::kNo;
  for (OutputColumn& column : whole_.children) {
    if (column.is_nullable) column.SetValid(row, false);
  }
  if (groups_.scope) {
    At(*scope_).values.As<std::int8_t>()[row] = static_cast<std::int8_t>(decision.scope);
  }
  if (is_out) return;
  for (std::size_t i = 0; i < results_.size() && decision.HasResults(); ++i) {
    SetValue(i, decision.nodes[Index(ResultAt(i).node)], row);
  }
  for (std::size_t i = 0; i < decision.rules.size() && groups_.rules; ++i) {
    OutputColumn& to = At(first_rule_ + i);
    const Outcome outcome = decision.rules[i];
    if (groups_.rules_are_texts) {
      SetIndex(first_rule_ + i, static_cast<std::uint32_t>(outcome), row);
    } else {
      to.SetBool(row, outcome == Outcome::kYes);
      to.SetValid(row, outcome != Outcome::kUnknown);
    }
  }
  for (std::size_t i = 0; i < decision.rechecks.size() && groups_.rechecks; ++i) {
    SetRecheck(i, decision.rechecks[i], row);
  }
}

void DecisionColumns::SetValue(std::size_t result, const Value& value, std::size_t row) {
  switch (ResultAt(result).type) {
    case FactType::kTruth:
      At(results_[result].value).SetBool(row, value.truth == Truth::kYes);
      return At(results_[result].value).SetValid(row, value.truth != Truth::kUnknown);
    case FactType::kNumber:
      if (value.known) SetInterval(result, value.number, row);
      return;
    case FactType::kDate:
      if (value.known) SetDays(result, SpanOfDays(value.number), row);
      return;
    case FactType::kChoice:
      break;
  }
  if (!ResultAt(result).texts.empty()) return;  // see AppendTexts()
  const bool is_one = value.known && value.choices.size() == 1;
  if (is_one) SetIndex(results_[result].value, value.choices.First(), row);
}

}  // namespace mgl
