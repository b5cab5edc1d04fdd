// The choices that a declaration of the text lists, and what people call them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/written_choices.h"

namespace mgl {

/// Maybe over several lines.
struct ListedChoices {
  std::vector<WrittenChoice> choices;
  bool is_in_order = false;
  bool is_written = true;  // each as it should be
};
ListedChoices ChoicesOfName(std::string_view text, const DeclaredName& owner);

/// The name of the choice that is called so: by its label, `2+` for `plus_2`; empty: none, or
/// several.
std::string ChoiceCalled(const ListedChoices& listed, std::string_view said);

}  // namespace mgl
