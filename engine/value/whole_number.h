// Whole numbers of any size from and to 64 bits, the same whatever width `long` has: 32 bits on
// Windows and in WebAssembly. GMP knows `long` only and cuts what does not fit, without a word, so
// nothing else converts (a test of the house forbids it).
#pragma once

#include <cstdint>
#include <optional>

#include "engine/value/rational.h"

namespace mgl {

mpz_class WholeNumber(std::int64_t value);
/// The same in memory that is used again.
void SetWhole(std::int64_t value, mpz_class& number);

/// Empty where it does not fit, or is not whole.
std::optional<std::int64_t> ToInt64(const mpz_class& value);
std::optional<std::int64_t> ToInt64(const Rational& value);

}  // namespace mgl
