// What the operators on truths mean, once, in the words of a logic: `node_kind.def` says each as a
// formula, and single truths, sets of truths and planes of cases are three logics.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <span>

#include "engine/model/node_family.h"

namespace mgl {

/// A Logic has `Result` (a truth, or many), Not, And, Or of results, and of the node at hand:
/// Operand(i); All() and Any() of its operands; AtLeast(n): n of them are yes; AnyKnown(): the `or`
/// of the known ones; Agreement(): yes if all are yes, no if all are no, else unknown;
/// ReadingOf(ambiguity): the operand that is the reading in use, or nothing.
template <typename Logic>
class TruthMeaning {
 public:
  using Result = typename Logic::Result;

  explicit TruthMeaning(Logic& logic) : logic_(logic) {}

  Result Of(TruthOperator kind, std::uint32_t payload) const {
    switch (kind) {
#define MGL_TRUTH(name, text, arity, payload_kind, meaning) \
  case TruthOperator::name:                                 \
    return meaning;
#include "engine/model/node_kind.def"
    }
    std::abort();
  }

 private:
  Result Operand(std::size_t i) const { return logic_.Operand(i); }
  Result Not(Result a) const { return logic_.Not(a); }
  Result And(Result a, Result b) const { return logic_.And(a, b); }
  Result Or(Result a, Result b) const { return logic_.Or(a, b); }
  Result All() const { return logic_.All(); }
  Result Any() const { return logic_.Any(); }
  Result AtLeast(std::size_t count) const { return logic_.AtLeast(count); }
  Result AnyKnown() const { return logic_.AnyKnown(); }
  Result InUse(std::uint32_t ambiguity) const {
    const std::optional<std::uint32_t> reading = logic_.ReadingOf(ambiguity);
    return reading ? Operand(*reading) : logic_.Agreement();
  }

  Logic& logic_;
};

}  // namespace mgl
