// Numbers stay the decimals that were written; comparators make intervals; units stay as reported.
#include "tools/io/cells/fact_reader.h"

#include <fmt/format.h>

#include <array>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::size_t kMostUnits = 1'000;       // distinct unit texts of one fact
constexpr std::size_t kLongestQuotedText = 40;  // in reasons

std::string Quoted(std::string_view text) {
  return fmt::format("\"{}\"", Shortened(text, kLongestQuotedText));
}

enum class Comparator { kNone, kBelow, kAtMost, kAbove, kAtLeast };

struct Spelling {
  std::string_view text;
  Comparator comparator;
};
/// Longer spellings first where one begins another.
constexpr std::array kComparators = {
    Spelling{"less than or equal to", Comparator::kAtMost},
    Spelling{"greater than or equal to", Comparator::kAtLeast},
    Spelling{"less than", Comparator::kBelow},
    Spelling{"greater than", Comparator::kAbove},
    Spelling{"<=", Comparator::kAtMost},
    Spelling{">=", Comparator::kAtLeast},
    Spelling{"≤", Comparator::kAtMost},
    Spelling{"≥", Comparator::kAtLeast},
    Spelling{"<", Comparator::kBelow},
    Spelling{">", Comparator::kAbove},
};

/// How much of `text` the spelling takes, in any case and with any number of blanks between its
/// words; 0 where it does not begin with it.
std::size_t MatchedLength(std::string_view text, std::string_view spelling) {
  std::size_t length = 0;
  for (const char c : spelling) {
    if (length == text.size() || LowerCase(text[length]) != c) return 0;
    ++length;
    while (c == ' ' && length < text.size() && text[length] == ' ') ++length;
  }
  return length;
}

Comparator TakeComparator(std::string_view& text) {
  for (const Spelling& spelling : kComparators) {
    const std::size_t length = MatchedLength(text, spelling.text);
    if (length == 0) continue;
    text = Trimmed(text.substr(length));
    return spelling.comparator;
  }
  return Comparator::kNone;
}

/// How many characters of `text` can belong to a decimal: sign, digits, point, exponent.
std::size_t NumberLength(std::string_view text) {
  const auto digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  std::size_t end = 0;
  if (end < text.size() && (text[end] == '-' || text[end] == '+')) ++end;
  while (digit(end)) ++end;
  if (end < text.size() && text[end] == '.') ++end;
  while (digit(end)) ++end;
  if (end < text.size() && (text[end] == 'e' || text[end] == 'E')) {
    const bool has_sign = end + 1 < text.size() && (text[end + 1] == '-' || text[end + 1] == '+');
    std::size_t exponent = end + (has_sign ? 2 : 1);
    if (digit(exponent)) {
      while (digit(exponent)) ++exponent;
      end = exponent;
    }
  }
  return end;
}

Interval ToInterval(Comparator comparator, const Rational& value) {
  switch (comparator) {
    case Comparator::kNone:
      return Interval::Point(value);
    case Comparator::kBelow:
      return {Bound::Infinite(), Bound::At(value, false)};
    case Comparator::kAtMost:
      return {Bound::Infinite(), Bound::At(value, true)};
    case Comparator::kAbove:
      return {Bound::At(value, false), Bound::Infinite()};
    case Comparator::kAtLeast:
      return {Bound::At(value, true), Bound::Infinite()};
  }
  std::abort();
}

std::optional<bool> ReadTruth(std::string_view text) {
  for (const std::string_view yes : {"yes", "y", "true", "1"}) {
    if (EqualsIgnoringCase(text, yes)) return true;
  }
  for (const std::string_view no : {"no", "n", "false", "0"}) {
    if (EqualsIgnoringCase(text, no)) return false;
  }
  return std::nullopt;
}

std::optional<std::uint32_t> FindChoice(const Fact& fact, std::string_view text) {
  for (std::uint32_t i = 0; i < fact.choices.size(); ++i) {
    if (fact.choices[i].name == text) return i;
  }
  for (std::uint32_t i = 0; i < fact.choices.size(); ++i) {
    if (!fact.choices[i].code.empty() && fact.choices[i].code == text) return i;
  }
  for (std::uint32_t i = 0; i < fact.choices.size(); ++i) {
    if (EqualsIgnoringCase(fact.choices[i].name, text)) return i;
  }
  return std::nullopt;
}

/// A number in it is the number.
bool IsOne(const Unit& unit) {
  return unit.dimension.IsPlainNumber() && unit.factor == 1 && unit.offset == 0 &&
         !unit.logarithmic;
}

void SetUnreadable(ReportedFact& reported, std::string reason) {
  reported.state = ReportedFact::State::kUnreadable;
  reported.reason = std::move(reason);
}

}  // namespace

FactReader::FactReader(const Guideline& guideline, std::shared_ptr<const CellRules> rules)
    : guideline_(guideline), rules_(std::move(rules)) {
  if (!rules_) rules_ = std::make_shared<const CellRules>();
}

ReportedFact FactReader::Read(FactId fact_id, std::string_view text, std::string_view unit,
                              std::string_view date, const UnitRule& rule) {
  const Fact& fact = guideline_.facts[Index(fact_id)];
  ReportedFact reported;
  text = Trimmed(text);
  if (text.empty() || text == "null") return reported;
  date = Trimmed(date);
  if (!date.empty() && date != "null" && !EqualsIgnoringCase(date, "unknown")) {
    reported.date = ParseDate(date);
    if (!reported.date) reported.date_problem = fmt::format("{} is not a date", Quoted(date));
  }
  const std::optional<std::uint32_t> choice =
      fact.type == FactType::kChoice ? FindChoice(fact, text) : std::nullopt;
  if (EqualsIgnoringCase(text, "unknown") && !choice) {
    reported.state = ReportedFact::State::kUnknown;
    return reported;
  }
  reported.state = ReportedFact::State::kValue;
  switch (fact.type) {
    case FactType::kTruth:
      if (const auto truth = ReadTruth(text)) {
        reported.choice = *truth ? 1 : 0;
      } else {
        SetUnreadable(reported, fmt::format("{} is neither yes nor no", Quoted(text)));
      }
      break;
    case FactType::kNumber:
      ReadNumber(fact, text, Trimmed(unit), rule, reported);
      break;
    case FactType::kDate:
      if (const auto day = ParseDateOrNever(text)) {
        reported.day = *day;
      } else {
        SetUnreadable(reported, fmt::format("{} is not a date (such as 2026-03-01)", Quoted(text)));
      }
      break;
    case FactType::kChoice:
      if (choice) {
        reported.choice = *choice;
      } else {
        SetUnreadable(reported, fmt::format("{} is not one of its choices", Quoted(text)));
      }
      break;
  }
  return reported;
}

void FactReader::ReadNumber(const Fact& fact, std::string_view text, std::string_view unit,
                            const UnitRule& rule, ReportedFact& reported) {
  std::string_view rest = text;
  const Comparator comparator = TakeComparator(rest);
  const std::size_t length = NumberLength(rest);
  std::string_view digits = rest.substr(0, length);
  if (digits.size() > 1 && digits.back() == '.') digits.remove_suffix(1);  // `5.`
  const std::optional<Rational> value = ParseDecimal(digits);
  if (!value) return SetUnreadable(reported, fmt::format("{} is not a number", Quoted(text)));
  reported.number = ToInterval(comparator, *value);
  const std::string_view cell_unit = Trimmed(rest.substr(length));
  const bool is_marked = IsMarkForMissing(unit);
  const bool is_stated = !cell_unit.empty() || !rule.stated.empty();
  if (unit == "null" || (is_marked && is_stated)) unit = {};
  if (is_marked && !unit.empty()) {
    return SetUnreadable(
        reported, fmt::format("{} has no unit: its unit column says {}, which stands for a missing "
                              "one",
                              Quoted(text), Quoted(unit)));
  }
  if (!cell_unit.empty() && !unit.empty() && cell_unit != unit) {
    return SetUnreadable(reported, fmt::format("{} has another unit than its unit column ({})",
                                               Quoted(text), Quoted(unit)));
  }
  std::string_view code = cell_unit.empty() ? unit : cell_unit;
  if (code.empty()) code = rule.stated;
  if (code.empty()) {
    if (!rule.has_column) return;
    reported.unit_column = ReportedFact::UnitColumn::kBlank;
    reported.warns_of_unit = rule.warns;
    return;
  }
  const Result<Unit>& found = FindUnit(fact, code);
  if (!fact.has_unit) {
    if (found && IsOne(*found)) return;  // `4 Ratio`
    return SetUnreadable(reported, fmt::format("{} has a unit ({}) and is a plain number",
                                               Quoted(text), Quoted(code)));
  }
  if (!found) {
    const Error& error = found.error();
    const std::string help = error.help.empty() ? "" : "; " + error.help;
    const std::string number = cell_unit.empty() ? "" : Quoted(text) + ": ";
    return SetUnreadable(reported, number + error.message + help);
  }
  reported.unit = &*found;
  if (!rule.has_column || unit.empty()) return;
  const bool is_other = NamesOtherUnit(fact, *reported.unit);
  reported.unit_column =
      is_other ? ReportedFact::UnitColumn::kOther : ReportedFact::UnitColumn::kOwn;
}

bool FactReader::NamesOtherUnit(FactId id, std::string_view code) {
  const Fact& fact = guideline_.facts[Index(id)];
  const Result<Unit>& unit = FindUnit(fact, Trimmed(code));
  return unit && NamesOtherUnit(fact, *unit);
}

bool FactReader::NamesOtherUnit(const Fact& fact, const Unit& unit) {
  const auto [known, is_new] = is_other_.try_emplace({&fact, &unit}, false);
  if (is_new) known->second = IsOtherUnit(fact, unit);
  return known->second;
}

const Result<Unit>& FactReader::FindUnit(const Fact& fact, std::string_view code) {
  static const Result<Unit> too_many = Error{"too many different units", ""};
  auto& units = units_[&fact];
  const auto known = units.find(std::string(code));
  if (known != units.end()) return *known->second;
  if (units.size() >= kMostUnits) return too_many;
  auto unit = std::make_unique<Result<Unit>>(UnitInDataOf(fact, code, rules_->spellings));
  return *units.emplace(code, std::move(unit)).first->second;
}

bool IsBlankCell(std::string_view cell) {
  constexpr std::string_view kEndOfFile = "\x1A";
  cell = Trimmed(cell);
  return cell.empty() || cell == kEndOfFile;
}

}  // namespace mgl
