// Which column says what, its units, and the cases that are read as text.
#include "tools/doors/library/fact_columns.h"

#include <fmt/format.h>

#include "engine/meaning/effective_fact.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

bool IsNumber(CellType type) {
  return IsInteger(type) || type == CellType::kFloat || type == CellType::kDouble ||
         type == CellType::kDecimal;
}

/// Whether a column's cells can be values of a fact.
bool CanHold(const ArrowColumn& column, FactType type) {
  if (column.dictionary != nullptr || IsText(column.type)) return true;
  if (column.type == CellType::kNull) return true;
  switch (type) {
    case FactType::kTruth:
      return column.type == CellType::kBool || IsInteger(column.type);
    case FactType::kNumber:
      return IsNumber(column.type);
    case FactType::kDate:
      return column.type == CellType::kDay;
    case FactType::kChoice:
      break;
  }
  return false;
}

std::string_view TypesFor(FactType type) {
  switch (type) {
    case FactType::kTruth:
      return "yes/no: bool, integers 0 and 1, or utf8";
    case FactType::kNumber:
      return "a number: integers, float, double, decimal128 or utf8";
    case FactType::kDate:
      return "a date: date32 or utf8";
    case FactType::kChoice:
      break;
  }
  return "a choice: utf8, or a dictionary of utf8";
}

Error WrongType(const ArrowColumn& column, std::string_view wanted) {
  return {fmt::format("column `{}` is {}, but it says {}", column.name, CellTypeName(column.type),
                      wanted),
          ""};
}

}  // namespace

std::optional<std::string> CellText(const ArrowColumn& column, std::size_t row) {
  if (column.type == CellType::kNull || !column.IsValid(row)) return std::nullopt;
  if (column.dictionary != nullptr || IsText(column.type)) return std::string(column.TextAt(row));
  if (column.type == CellType::kBool) return column.Bool(row) ? "yes" : "no";
  if (column.type != CellType::kDay) return NumberText(column, row);
  const auto day = column.Load<Day>(row);
  return IsInCalendar(day) ? FormatDay(day) : fmt::format("day {}", day);
}

Result<std::unique_ptr<FactColumns>> FactColumns::Make(const Guideline& guideline,
                                                       const ArrowTable& table, FloatMeaning floats,
                                                       Day as_of, FactReader& reader) {
  std::unique_ptr<FactColumns> made(new FactColumns(guideline, table.rows, floats, as_of, reader));
  made->facts_.resize(guideline.facts.size());
  for (const ArrowColumn& column : table.columns) {
    const bool is_text =
        column.dictionary != nullptr || IsText(column.type) || column.type == CellType::kNull;
    for (const NameTarget& target : *column.targets) {
      Columns* const fact =
          target.part == NameTarget::Part::kId ? nullptr : &made->facts_[target.fact];
      switch (target.part) {
        case NameTarget::Part::kId:
          if (!is_text && !IsInteger(column.type)) {
            return WrongType(column, "which patient: utf8 or integers");
          }
          made->id_ = &column;
          break;
        case NameTarget::Part::kValue: {
          const FactType type = guideline.facts[target.fact].type;
          if (!CanHold(column, type)) return WrongType(column, TypesFor(type));
          fact->value = &column;
          if (column.dictionary != nullptr) fact->dictionary.resize(column.dictionary->rows);
          break;
        }
        case NameTarget::Part::kUnit:
          if (!is_text) return WrongType(column, "a unit: utf8");
          fact->unit = &column;
          break;
        case NameTarget::Part::kDate:
          if (!is_text && column.type != CellType::kDay) {
            return WrongType(column, TypesFor(FactType::kDate));
          }
          fact->date = &column;
          break;
      }
    }
  }
  if (auto error = made->MakeUnitRules()) return *error;
  return made;
}

/// What each fact's columns say of its unit; an error for a unit in metadata that is not the fact's
/// own, which cells without one would be taken to be in.
std::optional<Error> FactColumns::MakeUnitRules() {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    Columns& columns = facts_[i];
    const Fact& fact = guideline_.facts[i];
    if (columns.value == nullptr || !fact.has_unit) continue;
    if (columns.unit == nullptr) {
      const std::string& code = columns.value->unit;
      if (code.empty() || code == fact.unit.code) continue;
      const Result<Unit> unit = ParseUnit(code);
      const bool is_own = unit && ConversionInto(fact, *unit) && !IsOtherUnit(fact, *unit);
      if (is_own) continue;
      return Error{fmt::format("column `{}` says in its metadata that it is in {}, and the fact is "
                               "in {}",
                               columns.value->name, code, fact.unit.code),
                   fmt::format("give its unit in a column `{}.unit`", fact.name)};
    }
    columns.unit_rule.has_column = true;
    for (std::size_t row = 0; row < rows_ && !columns.unit_rule.warns; ++row) {
      if (columns.unit->type == CellType::kNull || !columns.unit->IsValid(row)) continue;
      const std::string_view code = columns.unit->TextAt(row);
      const auto id = static_cast<FactId>(i);
      if (code.empty() || code == fact.unit.code || !reader_.NamesOtherUnit(id, code)) continue;
      // As in a file: a unit beside no value says nothing of the others.
      const std::string value = CellText(*columns.value, row).value_or("");
      columns.unit_rule.warns = reader_.Read(id, value, code, {}, columns.unit_rule).unit_column ==
                                ReportedFact::UnitColumn::kOther;
    }
  }
  return std::nullopt;
}

void FactColumns::ReadCase(std::size_t row, Case& reported) {
  reported.id = Id(row);
  reported.facts.resize(facts_.size());
  const auto text_of = [row](const ArrowColumn* column) {
    return column != nullptr ? CellText(*column, row).value_or("") : "";
  };
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    const Columns& fact = facts_[i];
    const auto id = static_cast<FactId>(i);
    const std::string unit = text_of(fact.unit);
    const std::string date = text_of(fact.date);
    reader_.ReadInto(id, text_of(fact.value), unit, date, fact.unit_rule, reported.facts[i]);
    if (floats_ == FloatMeaning::kExact && fact.value != nullptr) {
      UseExactFloat(*fact.value, row, reported.facts[i]);
    }
  }
}

void FactColumns::UseExactFloat(const ArrowColumn& column, std::size_t row, ReportedFact& fact) {
  if (fact.state != ReportedFact::State::kValue) return;
  if (column.type == CellType::kDouble) {
    fact.number = Interval::Point(RationalOf(column.Load<double>(row)));
  } else if (column.type == CellType::kFloat) {
    fact.number = Interval::Point(RationalOf(static_cast<double>(column.Load<float>(row))));
  }
}

std::string FactColumns::Id(std::size_t row) const {
  const std::string id = id_ != nullptr ? CellText(*id_, row).value_or("") : "";
  const std::string_view trimmed = Trimmed(id);
  return trimmed.empty() ? std::to_string(row + 1) : std::string(trimmed);
}

}  // namespace mgl
