// What a guideline's own names are called in prose: by their names, their titles, their choices.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/resolve/resolve.h"
#include "dsl/text/source.h"

namespace mgl {

/// What a name stands for in a condition.
enum class CalledKind { kTruth, kNumber, kDate, kChoices, kRange, kChoice, kMedication };

struct Called {
  std::vector<std::string> words;  // in small letters: `serum`, `potassium`
  CalledKind kind = CalledKind::kTruth;
  std::string name;
  std::string unit;     // of a number, as its declaration writes it; empty: none, or not known
  std::string subject;  // of a choice: the name that has it; of a range: the name that it cuts
};

/// The longest first. A choice that several names have is none.
std::vector<Called> VocabularyOf(const SourceFile& source, const Resolution& names);

}  // namespace mgl
