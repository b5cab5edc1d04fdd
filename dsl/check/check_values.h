// Values as `unless stated`, `given` and `expect` write them. Part of check.h's phase.
#pragma once

#include "dsl/check/check_quantities.h"

namespace mgl {

enum class ValueUse { kDefault, kGiven };

/// The value is of the fact's type: its unit fits, its choice exists. False where it was reported.
bool CheckFactValue(CheckContext& context, QuantityChecker& quantities, std::uint32_t fact,
                    const ast::Literal& value, ValueUse use);

/// The same for a value of any type, called `name` in messages; `unknown` is allowed.
bool CheckTypedValue(CheckContext& context, QuantityChecker& quantities, const Measured& subject,
                     const ast::Literal& value);

/// `yes`, `unknown`, `blocked`: the word that the literal is; empty for numbers and dates.
std::string WordOf(const ast::Literal& value);

/// "`1.2 mg`", "`yes`".
std::string ValueInWords(const ast::Literal& value);

}  // namespace mgl
