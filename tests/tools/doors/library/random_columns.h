// Random columns of the facts of a guideline: of every type and layout that the library takes, with
// cells near what guidelines compare with, and cells that cannot be read.
#pragma once

#include <map>
#include <memory>
#include <random>
#include <string>

#include "engine/model/case.h"
#include "engine/model/guideline.h"
#include "tests/tools/doors/library/arrow_columns.h"
#include "tools/io/cells/fact_reader.h"

namespace mgl {

class RandomColumns {
 public:
  RandomColumns(const Guideline& guideline, std::uint64_t seed, Day as_of);

  /// The case that the texts of a row's cells say, as a CSV file's.
  Case CaseAt(std::size_t row, FactReader& reader) const;

  std::size_t rows = 0;
  std::unique_ptr<TestTable> table;

 private:
  std::size_t Pick(std::size_t count) { return random_() % count; }
  bool OneIn(std::size_t count) { return Pick(count) == 0; }
  std::string Digits(int digits, int decimals);
  std::string NumberFor(const std::string& format);
  std::string DayText();
  std::string TextFor(const Fact& fact);
  std::string UnitFor(const Fact& fact);
  void AddColumn(const std::string& name, const std::string& format, const Cells& cells);
  void AddFact(const Fact& fact);
  std::vector<UnitRule> UnitRules(FactReader& reader) const;

  std::mt19937_64 random_;
  Day as_of_;
  const Guideline& guideline_;
  std::size_t first_ = 0;  // of the struct
  std::vector<TestColumn> columns_;
  std::map<std::string, Cells> cells_;
  mutable std::vector<UnitRule> unit_rules_;  // made when they are asked for
};

}  // namespace mgl
