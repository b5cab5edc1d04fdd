// A line of another format in parts, and the names that a declaration for it can have.
#pragma once

#include <string>
#include <string_view>

#include "dsl/parse/parse_line_messages.h"

namespace mgl {

/// What stands behind the word, in parts.
struct ForeignLine {
  std::string_view text;     // the whole file
  std::string_view keyword;  // of the declaration above
  std::string_view word;     // as written
  std::string_view rest;     // behind it
  std::string_view name;     // the first word of the rest that can be a name, or empty
  std::string_view title;    // the first text, without quotes, or empty
  std::string_view behind;   // behind name and title
};

ForeignLine ForeignLineAt(const Place& place);

/// A name for it: its own, else that of its title; one that is free.
std::string NameFor(const ForeignLine& line);
std::string TitleFor(const ForeignLine& line);
/// `fact cough "Cough"`: the begin of a declaration for it.
std::string Head(const ForeignLine& line, std::string_view keyword);
/// The name, or with a number behind it where something in the text is called so.
std::string FreeName(std::string_view text, std::string name);

}  // namespace mgl
