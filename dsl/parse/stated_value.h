// Values of facts as people state them in examples.
#pragma once

#include <string>
#include <string_view>

#include "dsl/parse/declared_names.h"

namespace mgl {

struct StatedValue {
  std::string text;  // as the language writes it
  std::string
      remark;  // what the author must look at: a unit that was added, a date with two readings
};

/// `M` of a sex -> `male`, `5,2 mmol/L` -> `5.2 mmol/L`, `25.02.2026` -> `2026-02-25`, `34/40` ->
/// `34+0`, `50` of an age -> `50 years`; what is none of these as it is.
StatedValue StatedValueOf(std::string_view text, const DeclaredName& fact, std::string_view said);

}  // namespace mgl
