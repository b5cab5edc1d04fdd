// Sets of truth values: what a node may turn out to be once more is known of the patient.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/value/truth.h"

namespace mgl {

class TruthSet {
 public:
  constexpr TruthSet() = default;
  constexpr TruthSet(Truth truth)  // NOLINT(google-explicit-constructor): a truth is a set of one
      : bits_(static_cast<std::uint8_t>(1U << static_cast<unsigned>(truth))) {}

  /// Yes or no, not said which.
  static constexpr TruthSet Decided() { return TruthSet(Truth::kNo) | TruthSet(Truth::kYes); }

  constexpr bool Has(Truth truth) const { return (bits_ & TruthSet(truth).bits_) != 0; }
  constexpr bool Is(Truth truth) const { return bits_ == TruthSet(truth).bits_; }
  constexpr bool operator==(const TruthSet&) const = default;

  constexpr TruthSet operator|(TruthSet other) const {
    TruthSet both;
    both.bits_ = bits_ | other.bits_;
    return both;
  }
  constexpr TruthSet operator&(TruthSet other) const {
    return At(static_cast<std::size_t>(bits_ & other.bits_));
  }
  constexpr bool IsEmpty() const { return bits_ == 0; }
  constexpr bool IsOne() const { return bits_ != 0 && (bits_ & (bits_ - 1)) == 0; }
  constexpr bool IsWithin(TruthSet other) const { return (*this & other) == *this; }
  /// For tables: the sets by number.
  static constexpr std::size_t kSets = 8;
  static constexpr TruthSet At(std::size_t place) {
    TruthSet set;
    set.bits_ = static_cast<std::uint8_t>(place);
    return set;
  }
  constexpr std::size_t Place() const { return bits_; }
  constexpr TruthSet Without(Truth truth) const {
    TruthSet rest;
    rest.bits_ = static_cast<std::uint8_t>(bits_ & ~TruthSet(truth).bits_);
    return rest;
  }

 private:
  std::uint8_t bits_ = 0;
};

inline constexpr Truth kTruths[] = {Truth::kNo, Truth::kYes, Truth::kUnknown};

namespace truth_set_meaning {

constexpr TruthSet Not(TruthSet a) {
  TruthSet result;
  for (const Truth truth : kTruths) {
    if (a.Has(truth)) result = result | mgl::Not(truth);
  }
  return result;
}

constexpr TruthSet And(TruthSet a, TruthSet b) {
  const auto may_not_be_no = [](TruthSet set) { return !set.Is(Truth::kNo); };
  TruthSet result;
  if (a.Has(Truth::kNo) || b.Has(Truth::kNo)) result = result | Truth::kNo;
  if (a.Has(Truth::kYes) && b.Has(Truth::kYes)) result = result | Truth::kYes;
  const bool may_be_unknown =
      (a.Has(Truth::kUnknown) && may_not_be_no(b)) || (b.Has(Truth::kUnknown) && may_not_be_no(a));
  return may_be_unknown ? result | Truth::kUnknown : result;
}

constexpr TruthSet Or(TruthSet a, TruthSet b) { return Not(And(Not(a), Not(b))); }

template <TruthSet (*kOperator)(TruthSet, TruthSet)>
constexpr auto Table() {
  std::array<std::array<TruthSet, TruthSet::kSets>, TruthSet::kSets> table{};
  for (std::size_t a = 0; a < table.size(); ++a) {
    for (std::size_t b = 0; b < table.size(); ++b) {
      table[a][b] = kOperator(TruthSet::At(a), TruthSet::At(b));
    }
  }
  return table;
}

inline constexpr auto kAnd = Table<And>();
inline constexpr auto kOr = Table<Or>();

}  // namespace truth_set_meaning

constexpr TruthSet Not(TruthSet a) { return truth_set_meaning::Not(a); }
/// Every And(x, y) with x in a and y in b, neither set empty.
constexpr TruthSet And(TruthSet a, TruthSet b) {
  return truth_set_meaning::kAnd[a.Place()][b.Place()];
}
constexpr TruthSet Or(TruthSet a, TruthSet b) {
  return truth_set_meaning::kOr[a.Place()][b.Place()];
}

/// What the operators of any arity may give where each operand is one of its set.
TruthSet AllOf(std::span<const TruthSet> operands);
TruthSet AnyOf(std::span<const TruthSet> operands);
TruthSet AtLeast(std::size_t count, std::span<const TruthSet> operands);
TruthSet AnyKnown(std::span<const TruthSet> operands);
TruthSet FirstKnown(std::span<const TruthSet> operands);
/// Yes if all are yes, no if all are no, else unknown.
TruthSet Agreement(std::span<const TruthSet> operands);

}  // namespace mgl
