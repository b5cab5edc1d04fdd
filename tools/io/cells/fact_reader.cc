// Numbers stay the decimals that were written; comparators make intervals; units stay as reported.
#include "tools/io/cells/fact_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"
#include "engine/unit/unit_in_data.h"
#include "tools/io/cells/number_cell.h"

namespace mgl {
namespace {

constexpr std::size_t kMostUnits = 1'000;       // distinct unit texts of one fact
constexpr std::size_t kLongestQuotedText = 40;  // in reasons

std::string Quoted(std::string_view text) {
  return fmt::format("\"{}\"", Shortened(text, kLongestQuotedText));
}

/// A number that some exports write with decimals: `1.0`, with a decimal comma `1,0`.
std::optional<Rational> WholeNumber(std::string_view text, bool decimal_comma) {
  std::string decimal(text);
  if (decimal_comma) std::ranges::replace(decimal, ',', '.');
  const bool is_number =
      !decimal.empty() && decimal.find_first_not_of("0123456789.") == std::string::npos;
  const std::optional<Rational> value = is_number ? ParseDecimal(decimal) : std::nullopt;
  return value && value->get_den() == 1 ? value : std::nullopt;
}

std::optional<bool> ReadTruth(std::string_view text, bool decimal_comma) {
  constexpr std::array<std::string_view, 5> kYes = {"yes", "y", "true", "t", "1"};
  constexpr std::array<std::string_view, 5> kNo = {"no", "n", "false", "f", "0"};
  const auto is_text = [text](std::string_view word) { return EqualsIgnoringCase(text, word); };
  if (std::ranges::any_of(kYes, is_text)) return true;
  if (std::ranges::any_of(kNo, is_text)) return false;
  const std::optional<Rational> number = WholeNumber(text, decimal_comma);
  if (number && (*number == 0 || *number == 1)) return *number == 1;
  return std::nullopt;
}

/// The only choice that is so written; empty: none, or several.
template <typename IsIt>
std::optional<std::uint32_t> OnlyChoice(const Fact& fact, IsIt is_it) {
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < fact.choices.size(); ++i) {
    if (!is_it(fact.choices[i])) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

/// By name, code or label; then in any case; then a code that is the same number.
std::optional<std::uint32_t> FindChoice(const Fact& fact, std::string_view text,
                                        bool decimal_comma) {
  for (std::uint32_t i = 0; i < fact.choices.size(); ++i) {
    if (fact.choices[i].name == text) return i;
  }
  for (std::uint32_t i = 0; i < fact.choices.size(); ++i) {
    if (!fact.choices[i].code.empty() && fact.choices[i].code == text) return i;
  }
  const auto is_label = [&](const ChoiceOption& choice) { return choice.label == text; };
  if (const auto found = OnlyChoice(fact, is_label)) return found;
  const auto is_alike = [&](const ChoiceOption& choice) {
    return EqualsIgnoringCase(choice.name, text) || EqualsIgnoringCase(choice.label, text) ||
           EqualsIgnoringCase(choice.code, text);
  };
  if (const auto found = OnlyChoice(fact, is_alike)) return found;
  const std::optional<Rational> number = WholeNumber(text, decimal_comma);
  if (!number) return std::nullopt;
  return OnlyChoice(
      fact, [&](const ChoiceOption& choice) { return WholeNumber(choice.code, false) == number; });
}

/// The choice of a choice or yes/no fact; empty: none.
std::optional<std::uint32_t> ReadChoice(const Fact& fact, std::string_view text,
                                        bool decimal_comma) {
  if (fact.type == FactType::kChoice) return FindChoice(fact, text, decimal_comma);
  if (fact.type == FactType::kTruth) return ReadTruth(text, decimal_comma);
  return std::nullopt;
}

/// A cell that is a decimal and nothing else, as most are. False for all others, and where a point
/// may stand between thousands.
bool ReadPlainNumber(std::string_view text, bool decimal_comma, Interval& number) {
  const auto is_part = [&](char c) { return IsDigit(c) || (c == '.' && !decimal_comma); };
  if (!std::ranges::all_of(text, is_part) || !ParseDecimalInto(text, number.low.value)) {
    return false;
  }
  number.SetPoint(number.low.value);
  return true;
}

void SetUnreadable(ReportedFact& reported, std::string_view problem, std::string reason) {
  reported.state = ReportedFact::State::kUnreadable;
  reported.problem = problem;
  reported.reason = std::move(reason);
}

/// Of a choice or yes/no fact.
void SetNoChoice(const Fact& fact, std::string_view text, ReportedFact& reported) {
  if (ReadChoice(fact, text, true)) {
    return SetUnreadable(reported, kWithDecimalComma,
                         fmt::format("{} {}", Quoted(text), kHasDecimalComma));
  }
  const bool is_truth = fact.type == FactType::kTruth;
  SetUnreadable(reported, is_truth ? "neither yes nor no" : "none of its choices",
                fmt::format("{} is {}", Quoted(text),
                            is_truth ? "neither yes nor no" : "not one of its choices"));
}

}  // namespace

FactReader::FactReader(const Guideline& guideline, std::shared_ptr<const CellRules> rules)
    : guideline_(guideline), rules_(std::move(rules)) {
  if (!rules_) rules_ = std::make_shared<const CellRules>();
}

ReportedFact FactReader::Read(FactId fact_id, std::string_view text, std::string_view unit,
                              std::string_view date, const UnitRule& rule) {
  ReportedFact reported;
  ReadInto(fact_id, text, unit, date, rule, reported);
  return reported;
}

void FactReader::ReadInto(FactId fact_id, std::string_view text, std::string_view unit,
                          std::string_view date, const UnitRule& rule, ReportedFact& reported) {
  const Fact& fact = guideline_.facts[Index(fact_id)];
  reported.Clear();
  text = TrimmedCell(text);
  if (text.empty() || text == "null" || rules_->IsOwnMark(text)) return;
  // What is a choice or says yes or no is no mark, and no more is to be looked up.
  const std::optional<std::uint32_t> choice = ReadChoice(fact, text, rules_->decimal_comma);
  if (!choice && IsMarkForMissing(text)) return;
  if (!date.empty()) {
    DateCell measured = ReadMeasured(date);
    reported.date = measured.days;
    reported.date_problem = std::move(measured.problem);
  }
  if (!choice && EqualsIgnoringCase(text, "unknown")) {
    reported.state = ReportedFact::State::kUnknown;
    return;
  }
  reported.state = ReportedFact::State::kValue;
  switch (fact.type) {
    case FactType::kTruth:
    case FactType::kChoice:
      if (choice) {
        reported.choice = *choice;
      } else {
        SetNoChoice(fact, text, reported);
      }
      break;
    case FactType::kNumber:
      ReadNumber(fact, text, TrimmedCell(unit), rule, reported);
      break;
    case FactType::kDate:
      ReadDay(text, reported);
      break;
  }
}

DateCell FactReader::ReadMeasured(std::string_view date) const {
  date = TrimmedCell(date);
  const bool is_stated = !date.empty() && !IsMarkForMissing(date) && !rules_->IsOwnMark(date) &&
                         !EqualsIgnoringCase(date, "unknown");
  if (!is_stated) return {};
  DateCell cell = ReadDateCell(date, rules_->dates);
  if (cell.days && cell.days->first != kNever) return cell;
  cell.problem = fmt::format("{} {}", Quoted(date), cell.days ? "is not a date" : cell.problem);
  cell.days.reset();
  return cell;
}

void FactReader::ReadDay(std::string_view text, ReportedFact& reported) const {
  const DateCell cell = ReadDateCell(text, rules_->dates);
  if (!cell.days) {
    return SetUnreadable(reported, cell.kind, fmt::format("{} {}", Quoted(text), cell.problem));
  }
  reported.day = *cell.days;
}

/// What stands behind the number of a cell: a unit, perhaps with a mark that says where it lies.
/// `5 H` of days is five hours, or five days and high.
FactReader::Behind FactReader::UnitBehind(const Fact& fact, std::string_view unit) {
  const FlaggedUnit flagged = WithoutFlag(unit);
  if (flagged.flag.empty()) return {std::string(unit), ""};
  const std::string unmarked(flagged.unit);
  if (flagged.in_brackets) return {unmarked, ""};
  const Result<Unit>& as_written = FindUnit(fact, unit);
  if (!as_written || !CanBeIn(fact, *as_written)) return {unmarked, ""};
  if (!IsOtherUnit(fact, *as_written)) return {std::string(unit), ""};
  const std::string own = unmarked.empty() ? fact.unit.code : unmarked;
  return {"", fmt::format("could be in {}, or in {} with the mark {}, which is then written ({})",
                          UnitReading(*as_written), own, flagged.flag, flagged.flag)};
}

void FactReader::ReadNumber(const Fact& fact, std::string_view text, std::string_view unit,
                            const UnitRule& rule, ReportedFact& reported) {
  std::string cell_unit;
  bool is_days = false;
  if (!ReadPlainNumber(text, rules_->decimal_comma, reported.number)) {
    const bool has_weeks = fact.has_unit && (fact.unit.ucum == "wk" || fact.unit.ucum == "d");
    NumberCell cell = ReadNumberCell(text, {rules_->decimal_comma, has_weeks});
    if (!cell.problem.empty()) {
      return SetUnreadable(reported, cell.kind, fmt::format("{} {}", Quoted(text), cell.problem));
    }
    reported.number = std::move(cell.number);
    is_days = cell.is_days;
    Behind behind;
    if (!is_days) behind = UnitBehind(fact, TrimmedCell(cell.unit));
    if (!behind.problem.empty()) {
      return SetUnreadable(reported, "with a unit or a mark (H, L)",
                           fmt::format("{} {}", Quoted(text), behind.problem));
    }
    cell_unit = is_days ? "d" : std::move(behind.unit);
  }
  const bool is_marked = IsMarkForMissing(unit);
  const bool is_stated = !cell_unit.empty() || !rule.stated.empty();
  if (unit == "null" || (is_marked && is_stated)) unit = {};
  if (is_marked && !unit.empty()) {
    return SetUnreadable(
        reported, "beside a unit that is missing",
        fmt::format("{} has no unit: its unit column says {}, which stands for a missing "
                    "one",
                    Quoted(text), Quoted(unit)));
  }
  if (is_days) unit = {};
  if (!cell_unit.empty() && !unit.empty() && !AreOneUnit(fact, cell_unit, unit).value_or(false)) {
    return SetUnreadable(
        reported, "in another unit than their unit column says",
        fmt::format("{} has another unit than its unit column ({})", Quoted(text), Quoted(unit)));
  }
  const bool has_days = fact.has_unit && fact.unit.code == kWeeksAndDays;
  if (has_days && is_days) return;
  std::string_view code = cell_unit.empty() ? unit : cell_unit;
  if (code.empty()) code = rule.stated;
  if (code.empty() && has_days) {
    return SetUnreadable(reported, "without weeks and days",
                         fmt::format("{} says neither weeks nor days: 36+4 does", Quoted(text)));
  }
  if (code.empty()) {
    if (!rule.has_column) return;
    reported.unit_column = ReportedFact::UnitColumn::kBlank;
    reported.warns_of_unit = rule.warns;
    return;
  }
  const Result<Unit>& found = FindUnit(fact, code);
  if (!fact.has_unit) {
    if (found && CanBeIn(fact, *found)) return;  // `4 Ratio`
    return SetUnreadable(
        reported, "with a unit, of a plain number",
        fmt::format("{} has a unit ({}) and is a plain number", Quoted(text), Quoted(code)));
  }
  if (!found) {
    const Error& error = found.error();
    const std::string raised = WithRaisedPower(code);
    std::string help = error.help.empty() ? "" : "; " + error.help;
    if (!raised.empty()) help += fmt::format("; --unit \"{}={}\" reads it so", code, raised);
    const std::string number = cell_unit.empty() ? "" : Quoted(text) + ": ";
    reported.unread_unit = std::string(code);
    return SetUnreadable(reported, "in a unit that is none", number + error.message + help);
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

std::optional<bool> FactReader::AreOneUnit(FactId id, std::string_view a, std::string_view b) {
  return AreOneUnit(guideline_.facts[Index(id)], TrimmedCell(a), TrimmedCell(b));
}

std::optional<bool> FactReader::AreOneUnit(const Fact& fact, std::string_view a,
                                           std::string_view b) {
  if (a == b) return true;
  const Result<Unit>& one = FindUnit(fact, a);
  const Result<Unit>& other = FindUnit(fact, b);
  if (!one || !other) return std::nullopt;
  const std::optional<Conversion> of_one = ConversionInto(fact, *one);
  const std::optional<Conversion> of_other = ConversionInto(fact, *other);
  if (one->ucum == other->ucum) return true;
  if (!of_one || !of_other) return std::nullopt;
  return of_one->factor == of_other->factor && of_one->offset == of_other->offset;
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
  rules_->SeeUnit(code);
  auto unit = std::make_unique<Result<Unit>>(UnitInDataOf(fact, code, rules_->spellings));
  return *units.emplace(code, std::move(unit)).first->second;
}

bool IsBlankCell(std::string_view cell) {
  constexpr std::string_view kEndOfFile = "\x1A";
  cell = TrimmedCell(cell);
  return cell.empty() || cell == kEndOfFile;
}

}  // namespace mgl
