// Two facts that measure one thing in two ways (a percentage and a count of reticulocytes) and must
// both be beyond their bounds: who was measured in one way alone is never yes.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "tools/author/lint/bands.h"
#include "tools/author/lint/lint_index.h"
#include "tools/author/lint/meaning_key.h"
#include "tools/author/lint/title_words.h"

namespace mgl {
namespace {

/// Words that say how something is measured, not what it is.
bool SaysHow(std::string_view word) {
  constexpr std::array kHow = {
      "absolute",      "abs",         "relative",   "rel",         "count",       "counts",
      "number",        "percent",     "percentage", "pct",         "per",         "cent",
      "fraction",      "share",       "level",      "levels",      "value",       "measured",
      "concentration", "total",       "in",         "of",          "the",         "as",
      "proportion",    "perc",        "n",          "rate",        "si",          "conventional",
      "metric",        "imperial",    "unit",       "units",       "molar",       "millimoles",
      "micromoles",    "nanomoles",   "picomoles",  "millimole",   "micromole",   "nanomole",
      "milligrams",    "micrograms",  "nanograms",  "grams",       "kilograms",   "milligram",
      "microgram",     "gram",        "kilogram",   "pounds",      "pound",       "litre",
      "liter",         "decilitre",   "deciliter",  "millilitre",  "milliliter",  "microlitre",
      "microliter",    "degrees",     "degree",     "deg",         "celsius",     "centigrade",
      "fahrenheit",    "kelvin",      "kilopascal", "kilopascals", "millimetres", "millimeters",
      "centimetres",   "centimeters", "metres",     "meters",      "inches",      "mercury"};
  return std::ranges::find(kHow, word) != kHow.end();
}

/// Words by which the unit may be said in a name: mmol, l, mmoll for mmol/L.
std::set<std::string> WordsOfUnit(const Unit& unit) {
  std::set<std::string> words;
  for (const std::string& code : {unit.code, unit.ucum}) {
    std::string joined;
    for (const std::string& word : TitleWords(code)) {
      joined += word;
      words.insert({word, joined});
    }
  }
  const bool is_per = unit.code.find('/') != std::string::npos;
  const bool is_by_mass = is_per && unit.dimension.ExponentOf(BaseDimension::kMass) != 0;
  if (is_by_mass) words.insert({"mass", "weight"});
  if (words.contains("cel")) words.insert("c");
  if (words.contains("degf")) words.insert("f");
  return words;
}

/// What the text names, without how it is measured: "Reticulocytes, absolute" is {reticulocytes}.
std::set<std::string> WhatIsMeasured(std::string_view text, const Unit& unit) {
  const std::set<std::string> of_unit = WordsOfUnit(unit);
  std::set<std::string> words;
  std::string part;
  const auto end_part = [&] {
    while (!part.empty() && (part.back() == ',' || part.back() == ';')) part.pop_back();
    const bool is_unit = part.find('/') != std::string::npos && ParseUnit(part);
    for (const std::string& word : TitleWords(is_unit ? "" : part)) {
      if (!SaysHow(word) && !of_unit.contains(word)) words.insert(word);
    }
    part.clear();
  };
  int depth = 0;  // in parentheses a unit or a specimen is said
  for (const char c : text) {
    if (c == '(') ++depth;
    if (depth > 0 || c == ' ') {
      end_part();
    } else {
      part += c;
    }
    if (c == ')' && depth > 0) --depth;
  }
  end_part();
  return words;
}

/// Pairs of facts that measure one thing, in different units.
using Pairs = std::set<std::pair<std::uint32_t, std::uint32_t>>;
Pairs PairsOfOneThing(const std::vector<Fact>& facts) {
  std::map<std::set<std::string>, std::vector<std::uint32_t>> by_words;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const Fact& fact = facts[i];
    if (fact.type != FactType::kNumber) continue;
    std::set<std::set<std::string>> words = {WhatIsMeasured(fact.title, fact.unit),
                                             WhatIsMeasured(fact.name, fact.unit)};
    words.erase(std::set<std::string>{});
    for (const auto& of : words) by_words[of].push_back(static_cast<std::uint32_t>(i));
  }
  Pairs pairs;
  constexpr std::size_t kMostAlike = 50;
  for (const auto& [words, alike] : by_words) {
    if (alike.size() > kMostAlike) continue;
    for (const std::uint32_t a : alike) {
      for (const std::uint32_t b : alike) {
        if (facts[a].unit.ucum != facts[b].unit.ucum) pairs.emplace(a, b);
      }
    }
  }
  return pairs;
}

/// Whether the text says that something is not there: who is normal is so by every measurement.
bool SaysAbsence(std::string_view text) {
  constexpr std::array kAbsent = {"normal",  "absent",   "none",     "negative",  "no",
                                  "never",   "healthy",  "fine",     "ok",        "unlikely",
                                  "without", "excluded", "adequate", "sufficient"};
  return std::ranges::any_of(TitleWords(text), [&](const std::string& word) {
    return std::ranges::find(kAbsent, word) != kAbsent.end();
  });
}
std::string Called(const ast::DeclarationBase& declaration) {
  return declaration.name.text + ' ' + (declaration.title ? declaration.title->text : "");
}
/// Whether a condition that is all of what a definition says, or decides one of its lines, is
/// about what is not there.
bool IsOfAbsence(const PlacedPart& placed) {
  const auto* const define = std::get_if<ast::Define>(placed.declaration);
  if (define == nullptr || placed.part != placed.whole) return false;
  if (placed.whole == define->as.get()) return SaysAbsence(Called(*define));
  return std::ranges::any_of(define->lines, [&](const ast::ValueLine& line) {
    return line.when.get() == placed.whole && SaysAbsence(line.value->name.text);
  });
}

/// A fact that must be on one side of a bound.
struct Side {
  std::uint32_t fact = 0;
  bool is_above = false;
};
std::optional<Side> SideOf(const LintInput& input, const ast::Expr& part) {
  const BandsByNumber bands = BandsOf(input, {&part});
  if (bands.size() != 1 || bands.begin()->second.bands.size() != 1) return std::nullopt;
  const Banded& banded = bands.begin()->second;
  const Band& band = banded.bands.front();
  const std::optional<std::uint32_t> fact = FactOf(input, *banded.number);
  const bool has_one_end = (band.low != nullptr) != (band.high != nullptr);
  if (!fact || !has_one_end) return std::nullopt;
  return Side{*fact, band.low != nullptr};
}

std::string Asked(const Fact& first, const Fact& second, std::string_view which, bool is_above,
                  std::string_view of_one) {
  return fmt::format(
      "`{}` and `{}` measure one thing in two ways, and {} must be {}: who was "
      "measured in one way alone {}",
      first.name, second.name, which, is_above ? "raised" : "low", of_one);
}

/// Behind what may be written, where one of the facts takes the values of the other.
std::string OneFactDoes(const Fact& first, const Fact& second) {
  const Substance* const substance = first.substance ? &*first.substance : nullptr;
  if (!FindConversion(second.unit, first.unit, substance)) return "";
  return fmt::format("; `{}` also takes values in `{}`, so it alone may do", first.name,
                     second.unit.code);
}

using Sides = std::vector<std::optional<Side>>;
/// Places of two sides that are one way round, of one thing.
std::vector<std::pair<std::size_t, std::size_t>> SidesOfOneThing(const Sides& sides,
                                                                 const Pairs& pairs) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (!sides[i] || !sides[k] || sides[i]->is_above != sides[k]->is_above) continue;
      if (pairs.contains({sides[k]->fact, sides[i]->fact})) found.emplace_back(k, i);
    }
  }
  return found;
}

void LookAtConjunction(const LintInput& input, const PlacedPart& placed, const Pairs& pairs,
                       Diagnostics& found) {
  if (placed.kind != ast::ExprKind::kAnd || IsOfAbsence(placed)) return;
  const ast::Expr& joined = *placed.part;
  Sides sides;
  for (const ast::ExprPtr& part : joined.children) sides.push_back(SideOf(input, *part));
  const std::vector<Fact>& facts = input.compiled.guideline.facts;
  for (const auto& [first, second] : SidesOfOneThing(sides, pairs)) {
    const Fact& one = facts[sides[first]->fact];
    const Fact& other = facts[sides[second]->fact];
    found.push_back({DiagnosticKind::kBothMeasurements,
                     joined.children[second]->span,
                     Asked(one, other, "both", sides[first]->is_above, "is never yes"),
                     "see what the source has: where one of the two is enough, write `or`" +
                         OneFactDoes(one, other),
                     {{joined.children[first]->span, "the other measurement"}}});
  }
}

/// Rows of a table that ask for both measurements.
class RowCheck {
 public:
  RowCheck(const LintInput& input, const ast::Table& table) : input_(input), table_(table) {
    for (const ast::TableRow& row : table.rows) {
      Sides& sides = sides_.emplace_back();
      for (const ast::ExprPtr& cell : row.cells) {
        sides.push_back(cell ? SideOf(input, *cell) : std::nullopt);
      }
    }
  }

  void LookAt(std::size_t index, const Pairs& pairs, Diagnostics& found) const {
    const ast::TableRow& row = table_.rows[index];
    if (row.otherwise || row.values.size() != 1 || IsAbsence(*row.values.front())) return;
    const std::vector<Fact>& facts = input_.compiled.guideline.facts;
    const Sides& sides = sides_[index];
    for (const auto& [first, second] : SidesOfOneThing(sides, pairs)) {
      const bool is_told =
          IsToldWithin(found, DiagnosticKind::kBothMeasurements, row.cells[second]->span);
      const Fact& one = facts[sides[first]->fact];
      const Fact& other = facts[sides[second]->fact];
      if (is_told || SaysOfOneAlone(index, first, second)) continue;
      found.push_back(
          {DiagnosticKind::kBothMeasurements,
           row.cells[second]->span,
           Asked(one, other, "for this row both", sides[first]->is_above, "never has it"),
           Help(row, first, second) + OneFactDoes(one, other),
           {{row.cells[first]->span, "the other measurement"}}});
    }
  }

 private:
  bool IsAbsence(const ast::Expr& value) const {
    return value.kind == ast::ExprKind::kNo || value.kind == ast::ExprKind::kMissingValue ||
           SaysAbsence(value.name.text) ||
           (value.kind == ast::ExprKind::kYes && SaysAbsence(Called(table_)));
  }

  /// Whether some row is for one of the two measurements alone, and gives the same or a grade
  /// between this and what those get of whom neither is so.
  bool SaysOfOneAlone(std::size_t index, std::size_t first, std::size_t second) const {
    const bool is_above = sides_[index][first]->is_above;
    std::set<std::string> of_one;
    std::optional<std::string> of_none;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      const ast::TableRow& row = table_.rows[i];
      if (i == index || row.values.size() != 1) continue;
      const std::string value = MeaningKey(row.values.front().get());
      if (row.otherwise) of_none = value;
      if (row.otherwise) continue;
      const auto is_so = [&](std::size_t cell) {
        return sides_[i][cell] && sides_[i][cell]->is_above == is_above;
      };
      if (is_so(first) != is_so(second)) of_one.insert(value);
      if (!is_so(first) && !is_so(second)) of_none = value;
    }
    if (of_none) of_one.erase(*of_none);
    return !of_one.empty();
  }

  /// `gives low, 1.5 %`: what stands behind the last cell.
  std::string GivenAsWritten(const ast::TableRow& row) const {
    std::uint32_t begin = row.span.begin;
    for (const ast::ExprPtr& cell : row.cells) begin = cell ? cell->span.end : begin;
    const std::string text = TextAsWritten(input_.compiled.text.source, {begin, row.span.end});
    const std::size_t at = text.find("gives ");
    return at == std::string::npos ? "" : text.substr(at);
  }

  /// The row without the one cell, or the other.
  std::string RowWithout(const ast::TableRow& row, std::size_t left_out) const {
    const SourceFile& source = input_.compiled.text.source;
    std::string text = "row ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const bool is_any = !row.cells[i] || i == left_out;
      text += i > 0 ? ", " : "";
      text += is_any ? "any" : TextAsWritten(source, row.cells[i]->span);
    }
    return text + ' ' + GivenAsWritten(row);
  }

  std::string Help(const ast::TableRow& row, std::size_t first, std::size_t second) const {
    // Rows of other values may overlap with these unless the first wins.
    const bool is_alone = table_.rows.size() == 2 && table_.rows.back().otherwise;
    if ((!table_.first_row_wins && !is_alone) || GivenAsWritten(row).empty()) {
      return "see what the source has: where one of the two is enough, let the rows for one of "
             "them alone give the same";
    }
    return fmt::format(
        "see what the source has: where one of the two is enough, write `{}` and `{}`",
        RowWithout(row, second), RowWithout(row, first));
  }

  const LintInput& input_;
  const ast::Table& table_;
  std::vector<Sides> sides_;  // by row
};

}  // namespace

void LintBothMeasurements(const LintInput& input, Diagnostics& found) {
  const Pairs pairs = PairsOfOneThing(input.compiled.guideline.facts);
  if (pairs.empty()) return;
  for (const PlacedPart& placed : PlacedParts(input)) {
    LookAtConjunction(input, placed, pairs, found);
  }
  for (const ast::Table* const table : input.names().tables) {
    const RowCheck check(input, *table);
    for (std::size_t i = 0; i < table->rows.size(); ++i) check.LookAt(i, pairs, found);
  }
}

}  // namespace mgl
