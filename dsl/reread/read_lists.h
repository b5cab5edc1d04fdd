// What prose lists without a word that joins, and what it says a number of without a name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/reread/read_numbers.h"

namespace mgl {

class ListReader : protected NumberReader {
 public:
  using NumberReader::NumberReader;

 protected:
  /// `first or second`, `(first, second)`, `II-IV`: choices of the subject.
  std::string Choices(const Called& subject);
  /// `(cough or dyspnoea)` of `cough/dyspnoea`; empty: no such list stands here. What nothing is
  /// called by yet is declared where something else of the list is known.
  std::string Slashed();
  /// What a number alone is of: the number that the title of the item names, else the age. Null:
  /// none is known.
  const Called* NumberAlone() const;
  /// Words with a number that are surely about an age: `over 65`, `patients > 65`, `65 years`.
  static bool SayAge(std::string_view words);

  std::optional<std::string_view> item_;

 private:
  bool AddUpTo(const Called& subject, std::vector<std::string>& names);
};

}  // namespace mgl
