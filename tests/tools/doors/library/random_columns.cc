#include "tests/tools/doors/library/random_columns.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "engine/text/plain_text.h"

namespace mgl {

RandomColumns::RandomColumns(const Guideline& guideline, std::uint64_t seed, Day as_of)
    : random_(seed), as_of_(as_of), guideline_(guideline) {
  rows = OneIn(6) ? 1 + Pick(3) : OneIn(4) ? 1000 + Pick(1200) : 1 + Pick(200);
  first_ = OneIn(2) ? 0 : 1 + Pick(70);
  if (OneIn(2)) {
    Cells ids;
    const bool are_texts = OneIn(2);
    for (std::size_t row = 0; row < rows; ++row) {
      ids.push_back(std::to_string(Pick(1000)));
      if (are_texts) *ids.back() = OneIn(5) ? "  " : " p," + *ids.back() + "\"ä ";
      if (OneIn(5)) ids.back().reset();
    }
    AddColumn("id", are_texts ? "u" : "l", ids);
  }
  for (const Fact& fact : guideline.facts) {
    if (!OneIn(8)) AddFact(fact);
  }
  AddColumn("no_fact", "g", Cells(rows, "1"));
  std::shuffle(columns_.begin(), columns_.end(), random_);
  table = std::make_unique<TestTable>(std::move(columns_), static_cast<std::int64_t>(rows),
                                      static_cast<std::int64_t>(first_));
}

/// So many digits, of which so many behind the point (or zeros before it, below zero).
std::string RandomColumns::Digits(int digits, int decimals) {
  std::string text;
  for (int i = 0; i < digits; ++i) text += static_cast<char>('0' + Pick(10));
  if (decimals <= 0) return text + std::string(static_cast<std::size_t>(-decimals), '0');
  const auto behind = static_cast<std::size_t>(decimals);
  if (text.size() <= behind) text.insert(0, behind + 1 - text.size(), '0');
  return text.insert(text.size() - behind, 1, '.');
}

/// As CSV would show what the column holds.
std::string RandomColumns::NumberFor(const std::string& format) {
  const std::string sign = OneIn(12) ? "-" : "";
  const bool is_float = format == "f" || format == "g";
  if (format == "c" || format == "C") return std::to_string(Pick(128));
  if (format == "s" || format == "S") return std::to_string(OneIn(2) ? Pick(150) : Pick(32'000));
  if (format == "L") return OneIn(6) ? "18446744073709551615" : std::to_string(Pick(150));
  if (format == "i" || format == "l") {
    return sign + std::to_string(OneIn(6) ? Pick(2'147'483'647) : Pick(150));
  }
  if (format == "I") return std::to_string(OneIn(6) ? 4'294'967'295 : Pick(150));
  if (is_float && OneIn(20)) return OneIn(2) ? "nan" : "inf";
  if (is_float && OneIn(8)) {
    std::array<char, 64> text;
    const double wide = static_cast<double>(random_()) * (OneIn(2) ? 0x1p-60 : 0x1p+40);
    const auto narrow = static_cast<float>(wide);
    const auto end = format == "f" ? std::to_chars(text.begin(), text.end(), narrow).ptr
                                   : std::to_chars(text.begin(), text.end(), wide).ptr;
    return {text.data(), end};
  }
  const int most_decimals = format == "f" ? 5 : format == "g" ? 12 : 3;
  const int decimals = OneIn(5) ? static_cast<int>(Pick(most_decimals + 1)) : OneIn(2) ? 1 : 0;
  // The digits of halves, tenths and wholes in which bounds are written.
  const int wholes = OneIn(9) ? 3 : OneIn(2) ? 2 : 1;
  return sign + Digits(std::min(wholes + decimals, format == "f" ? 6 : 15), decimals);
}

std::string RandomColumns::DayText() {
  return FormatDay(as_of_ - 700 + static_cast<Day>(Pick(760)));
}

std::string RandomColumns::TextFor(const Fact& fact) {
  constexpr std::array kOdd = {
      "unknown",   "UNKNOWN", "null",    "",        " ",  "abc",
      "ä€𝄞 \"x\"", "2",       "2026-03", "yes, no", "\n", "a text that is longer than eight"};
  if (OneIn(12)) return kOdd[Pick(kOdd.size())];
  constexpr std::array kTruths = {"yes", "no", "Y", "n", "TRUE", "false", "1", "0", " yes "};
  constexpr std::array kAround = {"<", "<=", ">", "≥ ", "less than "};
  switch (fact.type) {
    case FactType::kTruth:
      return kTruths[Pick(kTruths.size())];
    case FactType::kNumber: {
      std::string text = NumberFor(OneIn(10) ? "f" : "g");
      if (OneIn(12)) text = kAround[Pick(kAround.size())] + text;
      if (fact.has_unit && OneIn(10)) text += " " + UnitFor(fact);
      return text;
    }
    case FactType::kDate:
      return DayText().substr(0, OneIn(6) ? 7 : OneIn(9) ? 4 : 10);
    case FactType::kChoice:
      break;
  }
  const ChoiceOption& choice = fact.choices[Pick(fact.choices.size())];
  return OneIn(3) ? choice.code : choice.name;
}

std::string RandomColumns::UnitFor(const Fact& fact) {
  constexpr std::array kUnits = {"mmol/L", "mg/dL", "kg", "g", "abc", "null", "", "months"};
  return OneIn(3) ? kUnits[Pick(kUnits.size())] : fact.unit.code;
}

void RandomColumns::AddColumn(const std::string& name, const std::string& format,
                              const Cells& cells) {
  const std::size_t before = first_ + Pick(20);
  const bool is_text = format == "u" || format == "U";
  if (is_text && OneIn(2)) {
    constexpr std::array kIndices = {"c", "C", "s", "S", "i", "I", "l", "L"};
    // Texts that all differ need indices that are not small.
    const std::string index = kIndices[cells.size() < 100 ? Pick(8) : 4 + Pick(4)];
    columns_.push_back(MakeDictionary(name, index, format, cells, before, random_));
  } else {
    columns_.push_back(MakeColumn(name, format, cells, before, random_));
  }
  cells_[name] = cells;
}

void RandomColumns::AddFact(const Fact& fact) {
  constexpr std::array kTruths = {"b", "b", "c", "L", "u", "U", "n"};
  constexpr std::array kNumbers = {"c", "C", "s",      "S",           "i",       "I", "l", "L", "f",
                                   "g", "g", "d:20,3", "d:38,12,128", "d:12,-2", "u", "U", "n"};
  constexpr std::array kDates = {"tdD", "tdD", "u", "U", "n"};
  constexpr std::array kChoices = {"u", "u", "U", "n"};
  std::string format = fact.type == FactType::kTruth    ? kTruths[Pick(kTruths.size())]
                       : fact.type == FactType::kNumber ? kNumbers[Pick(kNumbers.size())]
                       : fact.type == FactType::kDate   ? kDates[Pick(kDates.size())]
                                                        : kChoices[Pick(kChoices.size())];
  const bool is_text = format == "u" || format == "U";
  const std::size_t nulls = OneIn(3) ? 1'000'000'000 : 2 + Pick(9);
  Cells cells;
  for (std::size_t row = 0; row < rows; ++row) {
    auto& cell = cells.emplace_back();
    if (format == "n" || OneIn(nulls)) continue;
    if (is_text) {
      cell = TextFor(fact);
    } else if (fact.type == FactType::kTruth) {
      cell = format == "b" ? (OneIn(2) ? "yes" : "no") : OneIn(9) ? "2" : OneIn(2) ? "1" : "0";
    } else if (fact.type == FactType::kDate) {
      cell = DayText();
    } else if (format == "d:38,12,128") {
      cell = OneIn(4) ? Digits(25, 12) : NumberFor("g").substr(0, 5);
      if (!ParseDecimal(*cell)) cell = "4.5";
    } else if (format == "d:12,-2") {
      cell = Digits(1 + static_cast<int>(Pick(9)), -2);
    } else {
      cell = NumberFor(format);
    }
  }
  AddColumn(fact.name, format, cells);
  if (fact.has_unit && OneIn(3)) {
    Cells units;
    for (std::size_t row = 0; row < rows; ++row) {
      units.push_back(OneIn(4) ? std::nullopt : std::optional(UnitFor(fact)));
    }
    AddColumn(fact.name + ".unit", OneIn(2) ? "u" : "U", units);
  }
  if (!OneIn(3)) return;
  Cells dates;
  const bool are_texts = OneIn(2);
  for (std::size_t row = 0; row < rows; ++row) {
    auto& cell = dates.emplace_back();
    if (OneIn(4)) continue;
    cell = are_texts && OneIn(9) ? "abc" : DayText();
  }
  AddColumn(fact.name + ".date", are_texts ? "u" : "tdD", dates);
}

Case RandomColumns::CaseAt(std::size_t row, FactReader& reader) const {
  const auto cell = [&](const std::string& name) {
    const auto found = cells_.find(name);
    return found == cells_.end() ? "" : found->second[row].value_or("");
  };
  if (unit_rules_.empty()) unit_rules_ = UnitRules(reader);
  Case reported;
  reported.id = Trimmed(cell("id"));
  if (reported.id.empty()) reported.id = std::to_string(row + 1);
  for (std::uint32_t i = 0; i < guideline_.facts.size(); ++i) {
    const std::string& name = guideline_.facts[i].name;
    reported.facts.push_back(reader.Read(FactId{i}, cell(name), cell(name + ".unit"),
                                         cell(name + ".date"), unit_rules_[i]));
  }
  return reported;
}

/// A row without a unit is warned where another row's value has another one, as in files.
std::vector<UnitRule> RandomColumns::UnitRules(FactReader& reader) const {
  std::vector<UnitRule> rules(guideline_.facts.size());
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    const auto units = cells_.find(guideline_.facts[i].name + ".unit");
    const auto values = cells_.find(guideline_.facts[i].name);
    if (units == cells_.end() || values == cells_.end()) continue;
    rules[i].has_column = true;
    for (std::size_t row = 0; row < units->second.size(); ++row) {
      const ReportedFact reported =
          reader.Read(FactId{i}, values->second[row].value_or(""), units->second[row].value_or(""),
                      "", UnitRule{"", true, false});
      rules[i].warns |= reported.unit_column == ReportedFact::UnitColumn::kOther;
    }
  }
  return rules;
}

}  // namespace mgl
