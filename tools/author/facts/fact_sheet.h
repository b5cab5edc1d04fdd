// The facts of a guideline in words: what each is, what may be answered, what uses it.
#pragma once

#include <string>
#include <vector>

#include "engine/model/guideline.h"
#include "tools/author/facts/fact_uses.h"

namespace mgl {

/// A fact that is to be shown.
struct ListedFact {
  const Fact* fact = nullptr;
  FactUses uses;
  Provenance origin = {};  // of a guideline of several files: which says it, what was changed
};

/// "mg/dL of magnesium", "years, whole", "yes/no", "date", "number", "one of 4, in order".
std::string KindInWords(const Fact& fact);
/// "0.1 to 20 mg/dL", "at least 0 mg/g"; empty: anything.
std::string PlausibleInWords(const Fact& fact);
/// "no", "2 mg", "2026-03-01", a choice; empty: missing where nothing is stated.
std::string DefaultInWords(const Fact& fact);
/// Common units that a value may have instead of the fact's own, likeliest first.
std::vector<std::string> OtherUnits(const Fact& fact);
/// "loinc 19123-9 in mg/dL", one a code.
std::vector<std::string> CodesInWords(const Fact& fact);
/// "female (Female), code F", one a choice.
std::vector<std::string> ChoicesInWords(const Fact& fact);

/// A table, with what does not fit into a row below it.
std::string FactSheet(const GuidelineHeader& header, const std::vector<ListedFact>& facts,
                      std::size_t left_out);

}  // namespace mgl
