#include "dsl/parse/foreign_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {

std::string FreeName(std::string_view text, std::string name) {
  const std::string base = name;
  for (int i = 2; !NamedBy(text, name,
                           {"fact", "threshold", "define", "result", "rule", "medication", "table",
                            "score", "range", "diet", "ambiguity", "recheck"})
                       .name.empty();
       ++i) {
    name = fmt::format("{}_{}", base, i);
  }
  return name;
}

std::string NameFor(const ForeignLine& line) {
  std::string name(line.name);
  if (name.empty()) name = NameOfTitle(line.title);
  if (name.empty()) return "NAME";
  std::string lower;
  for (const char c : name) lower += LowerCase(c);
  if (IsReserved(lower)) lower += "_meant";
  return FreeName(line.text, lower);
}

std::string TitleFor(const ForeignLine& line) {
  if (!line.title.empty()) return std::string(line.title);
  if (line.name.empty()) return "…";
  std::string words(line.name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return AsTitle(words);
}

std::string Head(const ForeignLine& line, std::string_view keyword) {
  return fmt::format("{} {} \"{}\"", keyword, NameFor(line), TitleFor(line));
}

ForeignLine ForeignLineAt(const Place& place) {
  ForeignLine line;
  line.text = place.text;
  line.keyword = place.keyword;
  line.word = WordAt(place.text, place.stop.offset);
  line.rest = Trimmed(LineRest(place.text, place.stop.offset + line.word.size()));
  if (line.rest.starts_with(':')) line.rest = Trimmed(line.rest.substr(1));
  line.name = WordAt(line.rest, 0);
  std::string_view behind = line.rest.substr(line.name.size());
  const std::size_t quote = line.rest.find('"');
  const std::size_t end = line.rest.find('"', quote + 1);
  if (quote != line.rest.npos && end != line.rest.npos) {
    line.title = line.rest.substr(quote + 1, end - quote - 1);
    behind = line.rest.substr(end + 1);
  }
  line.behind = behind;
  return line;
}

}  // namespace mgl
