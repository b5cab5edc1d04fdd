// Whether two facts count as the same where nothing is stated.
#pragma once

#include "engine/model/guideline.h"

namespace mgl {

/// Both have no default, or one of the same value: a choice by its name, a number as it is written,
/// whatever its unit. Of facts of one type.
bool HaveOneDefault(const Fact& a, const Fact& b);

}  // namespace mgl
