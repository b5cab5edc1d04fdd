// Results that a text shows: `Give {dose} every {interval}`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/ast/ast_fwd.h"
#include "dsl/resolve/resolve.h"

namespace mgl {

/// A text taken apart: words[0], the value of names[0], words[1] and so on.
struct TextValues {
  std::vector<std::string> words = {""};
  std::vector<std::string> names;
};

/// `{name}` is a value; other braces (`mL/{1.73_m2}`) are words.
TextValues ReadTextValues(std::string_view text);

/// Whether the text, with some values in it, can be shown so.
bool CanBeShownAs(std::string_view text, std::string_view shown);

/// Whether the symbol is a result, table or score whose values can stand in a text: no text.
bool CanStandInText(const Resolution& resolution, const Symbol& symbol);

}  // namespace mgl
