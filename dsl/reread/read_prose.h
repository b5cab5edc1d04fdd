// A condition as clinicians write it in prose, read into the language's own form.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/reread/vocabulary.h"

namespace mgl {

struct ProseRead {
  std::string text;   // empty: it could not be read
  std::string other;  // the second reading of a list by commas: `a or b`; empty: there is one
  std::string_view where = "where all must hold";  // of two readings: when which is meant
  std::string_view other_where = "where one is enough";
  /// What must be declared for it: a date since when something lasts, a limit of normal.
  std::vector<std::string> declarations;
};

/// `the patient has K > 5.5, on dialysis` -> `serum_potassium > 5.5 mmol/L and on_dialysis`: every
/// word of it is a name, a number, a comparison or a word that joins; words without a meaning
/// (`the patient has`) are left out. Nothing where any word is none of these. Under an item of a
/// score with this title a number alone is of what the title names.
ProseRead ReadCondition(std::string_view prose, const std::vector<Called>& vocabulary,
                        std::optional<std::string_view> item = std::nullopt);

}  // namespace mgl
