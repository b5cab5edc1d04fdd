// Columns are as wide as their longest cell, up to a limit; a longer cell moves the rest of its
// row.
#include "tools/author/facts/fact_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/text/utf8.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

constexpr std::size_t kWidestColumn = 60;
constexpr std::size_t kLineWidth = 100;
constexpr std::string_view kIndent = "    ";

using Row = std::array<std::string, 5>;

std::string RowText(const Row& row, const std::array<std::size_t, 5>& widths) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    text += row[i];
    const std::size_t width = CharacterCount(row[i]);
    if (i + 1 < row.size())
      text += std::string(widths[i] > width ? widths[i] - width : 0, ' ') + "  ";
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + '\n';
}

/// "    used by: a, b, c", going on below where the line is full.
void AddDetail(std::string_view what, const std::vector<std::string>& items,
               std::string_view separator, std::string& sheet) {
  if (items.empty()) return;
  std::string line = fmt::format("{}{}: ", kIndent, what);
  const std::string start(CharacterCount(line), ' ');
  bool is_first = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + std::string(i + 1 < items.size() ? separator : "");
    if (!is_first && CharacterCount(line) + CharacterCount(item) > kLineWidth) {
      line.erase(line.find_last_not_of(' ') + 1);
      sheet += line + '\n';
      line = start;
    }
    line += item;
    is_first = false;
  }
  sheet += line + '\n';
}

std::vector<std::string> UsesInWords(const FactUses& uses) {
  std::vector<std::string> words;
  if (uses.in_scope) words.emplace_back("whom the guideline is for");
  words.insert(words.end(), uses.outcomes.begin(), uses.outcomes.end());
  for (const std::string& property : uses.properties) {
    words.push_back(fmt::format("the check \"{}\"", OnOneLine(property)));
  }
  if (words.empty()) words.emplace_back(uses.any() ? "no outcome" : "nothing");
  return words;
}

}  // namespace

std::string FactSheet(const GuidelineHeader& header, const std::vector<ListedFact>& facts,
                      std::size_t left_out) {
  std::string sheet =
      fmt::format("{} {}: {}\n{}\n{} fact{}", header.name, header.version, OnOneLine(header.title),
                  StatusLine(header), facts.size(), facts.size() == 1 ? "" : "s");
  if (left_out > 0) sheet += fmt::format("; {} left out, which nothing uses", left_out);
  sheet += '\n';
  if (facts.empty()) return sheet;
  std::vector<Row> rows{{"name", "title", "is", "plausible", "where nothing is stated"}};
  for (const ListedFact& listed : facts) {
    const Fact& fact = *listed.fact;
    const std::string otherwise = DefaultInWords(fact);
    rows.push_back({fact.name, OnOneLine(fact.title), KindInWords(fact), PlausibleInWords(fact),
                    otherwise.empty() ? "missing" : otherwise});
  }
  std::array<std::size_t, 5> widths{};
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], std::min(CharacterCount(row[i]), kWidestColumn));
    }
  }
  sheet += '\n' + RowText(rows[0], widths);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = *facts[i].fact;
    sheet += RowText(rows[i + 1], widths);
    AddDetail("choices", ChoicesInWords(fact), "; ", sheet);
    std::vector<std::string> units = OtherUnits(fact);
    if (!units.empty()) units.emplace_back("whatever converts");
    AddDetail("also in", units, ", ", sheet);
    AddDetail("code", CodesInWords(fact), ", ", sheet);
    if (!fact.means.empty()) AddDetail("means", {OnOneLine(fact.means)}, "", sheet);
    if (!fact.ask.empty()) AddDetail("ask", {OnOneLine(fact.ask)}, "", sheet);
    if (!fact.suspect_when.empty()) {
      AddDetail("suspect", {"put aside where the guideline says so"}, "", sheet);
    }
    const Provenance& origin = facts[i].origin;
    if (!origin.file.empty()) AddDetail("of", {origin.file}, "", sheet);
    if (!origin.changed.empty()) AddDetail("changed by", origin.changed, "; ", sheet);
    AddDetail("used by", UsesInWords(facts[i].uses), ", ", sheet);
    AddDetail("ordered by", facts[i].uses.ordered_by, ", ", sheet);
  }
  return sheet;
}

}  // namespace mgl
