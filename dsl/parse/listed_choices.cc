#include "dsl/parse/listed_choices.h"

#include <algorithm>

#include "dsl/parse/parse_found.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

std::string_view LabelOf(const WrittenChoice& choice) {
  const std::size_t open = choice.written.find('"');
  const std::size_t close = choice.written.find('"', open + 1);
  if (open == std::string::npos || close == std::string::npos) return {};
  return std::string_view(choice.written).substr(open + 1, close - open - 1);
}

}  // namespace

ListedChoices ChoicesOfName(std::string_view text, const DeclaredName& owner) {
  constexpr std::string_view kOneOf = "one of (";
  const std::size_t of = owner.kind.find(kOneOf);
  if (of == owner.kind.npos) return {};
  const std::size_t open = EndIn(text, owner.kind.substr(0, of)) + kOneOf.size() - 1;
  const std::size_t close = ClosingBracket(text, open, text.size());
  if (close == text.npos) return {};
  ListedChoices listed;
  std::string list(text.substr(open + 1, close - open - 1));
  std::ranges::replace(list, '\n', ' ');
  listed.choices = WrittenChoices(list, owner.name);
  for (const WrittenChoice& choice : listed.choices) {
    listed.is_written = listed.is_written && choice.said == choice.written;
  }
  listed.is_in_order = Trimmed(LineRest(text, close + 1)).starts_with("in order");
  return listed;
}

std::string ChoiceCalled(const ListedChoices& listed, std::string_view said) {
  const std::string value(WithoutQuotes(said));
  std::string found;
  for (const WrittenChoice& choice : listed.choices) {
    const bool fits = EqualsIgnoringCase(choice.name, value) ||
                      EqualsIgnoringCase(LabelOf(choice), value) ||
                      WrittenChoices(value, "").front().name == choice.name;
    if (!fits) continue;
    if (!found.empty()) return {};
    found = choice.name;
  }
  return found;
}

}  // namespace mgl
