// What conditions are together that prose joins. Where it does not surely say what belongs
// together, nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mgl {

struct Clauses {
  std::vector<std::string> texts;  // in the language's form: `fever`, `not pain`, `age > 65 years`
  std::vector<std::string>
      joints;  // before the text of the same index: `and`, `and not`, `or`, `,`
  bool any_comma = false;
  bool is_prose = false;    // joined by other words than `and` and `or`: `with`, `without`
  bool is_lasting = false;  // one of them says how long
};

struct JoinedClauses {
  std::string text;   // empty: what belongs together may be otherwise
  std::string other;  // a list by commas alone: all, or any; `no a or b`: neither, or not the first
  bool is_negation = false;  // `text` and `other` are those of `no a or b`
  std::string_view joint;    // the only one: `and`, `or`; empty: both
};
JoinedClauses JoinClauses(const Clauses& clauses);

}  // namespace mgl
