// Each operator asks for each of its three results whether some choice of operands gives it.
#include "engine/ask/truth_set.h"

#include <algorithm>

namespace mgl {

TruthSet AllOf(std::span<const TruthSet> operands) {
  TruthSet all = Truth::kYes;
  for (const TruthSet operand : operands) all = And(all, operand);
  return all;
}

TruthSet AnyOf(std::span<const TruthSet> operands) {
  TruthSet any = Truth::kNo;
  for (const TruthSet operand : operands) any = Or(any, operand);
  return any;
}

TruthSet AtLeast(std::size_t count, std::span<const TruthSet> operands) {
  std::size_t may_be_yes = 0;
  std::size_t must_be_yes = 0;
  std::size_t may_be_unknown = 0;
  std::size_t may_not_be_no = 0;
  std::size_t cannot_be_no = 0;
  for (const TruthSet operand : operands) {
    may_be_yes += operand.Has(Truth::kYes) ? 1 : 0;
    must_be_yes += operand.Is(Truth::kYes) ? 1 : 0;
    may_be_unknown += operand.Has(Truth::kUnknown) ? 1 : 0;
    may_not_be_no += operand.Is(Truth::kNo) ? 0 : 1;
    cannot_be_no += operand.Has(Truth::kNo) ? 0 : 1;
  }
  TruthSet result;
  if (may_be_yes >= count) result = result | Truth::kYes;
  if (cannot_be_no < count) result = result | Truth::kNo;
  // Unknown: fewer than `count` are yes, and with the unknown ones they are enough.
  const bool may_be_open = must_be_yes < count && may_not_be_no >= count && may_be_unknown > 0;
  return may_be_open ? result | Truth::kUnknown : result;
}

TruthSet AnyKnown(std::span<const TruthSet> operands) {
  const auto some = [&](auto test) { return std::ranges::any_of(operands, test); };
  const bool must_be_yes = some([](TruthSet operand) { return operand.Is(Truth::kYes); });
  TruthSet result;
  if (some([](TruthSet operand) { return operand.Has(Truth::kYes); })) result = Truth::kYes;
  if (!must_be_yes && some([](TruthSet operand) { return operand.Has(Truth::kNo); })) {
    result = result | Truth::kNo;
  }
  const bool some_known = some([](TruthSet operand) { return !operand.Has(Truth::kUnknown); });
  return some_known ? result : result | Truth::kUnknown;
}

TruthSet FirstKnown(std::span<const TruthSet> operands) {
  TruthSet result;
  for (const TruthSet operand : operands) {
    result = result | operand.Without(Truth::kUnknown);
    if (!operand.Has(Truth::kUnknown)) return result;
  }
  return result | Truth::kUnknown;
}

TruthSet Agreement(std::span<const TruthSet> operands) {
  TruthSet result;
  for (const Truth truth : {Truth::kNo, Truth::kYes}) {
    const auto is = [truth](TruthSet operand) { return operand.Is(truth); };
    const auto may_be = [truth](TruthSet operand) { return operand.Has(truth); };
    if (std::ranges::all_of(operands, is)) return truth;
    if (std::ranges::all_of(operands, may_be)) result = result | truth;
  }
  // With one operand all agree, unless it is unknown itself.
  const bool may_disagree = operands.size() > 1 || operands[0].Has(Truth::kUnknown);
  return may_disagree ? result | Truth::kUnknown : result;
}

}  // namespace mgl
