// What names, units and values of columns mean to the library.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/tools/doors/library/small_library.h"

namespace mgl {

TEST_CASE("library: columns that are no fact are told, whatever they are") {
  const Handle handle;
  std::vector<TestColumn> columns = OneColumn("pain", "b", {"yes"});
  columns.push_back(std::move(OneColumn("other", "n", {std::nullopt})[0]));
  TestTable table(std::move(columns), 1);
  table.columns[1].schema.format = "+m";
  table.columns[1].array.n_buffers = 17;
  mgl_options options = OptionsOfADay();
  std::vector<std::string> notices;
  options.notice_data = &notices;
  options.notice = [](void* data, const char* text) {
    static_cast<std::vector<std::string>*>(data)->emplace_back(text);
  };
  TestDecisions decisions;
  CHECK(mgl_evaluate(handle.guideline, &options, &table.schema, &table.array, &decisions.schema,
                     &decisions.array, nullptr) == MGL_OK);
  CHECK(notices == std::vector<std::string>{"column `other` is no fact and was ignored"});
}

TEST_CASE("library: no unit is dropped") {
  const auto with = [](const char* name, const Cells& cells) {
    std::vector<TestColumn> columns = OneColumn("level", "u", {"99", "99"});
    columns.push_back(std::move(OneColumn(name, "u", cells)[0]));
    return columns;
  };
  for (const char* name : {"level_unit", "unit level", "level.units", "unit"}) {
    const TestTable looks_like_a_unit(with(name, {"mg/L", "mg/L"}), 2);
    CHECK(Decide(looks_like_a_unit)
              .find(fmt::format("column `{}` looks like the unit of `level`", name)) !=
          std::string::npos);
  }
  const auto warnings_of = [](std::vector<TestColumn> columns) {
    const TestTable both(std::move(columns), 2);
    const Handle handle;
    const mgl_options options = OptionsOfADay();
    TestDecisions decisions;
    REQUIRE(mgl_evaluate(handle.guideline, &options, &both.schema, &both.array, &decisions.schema,
                         &decisions.array, nullptr) == MGL_OK);
    const std::size_t column = decisions.Names().size() - 1;
    return std::pair(decisions.Cell(column, 0).value_or(""),
                     decisions.Cell(column, 1).value_or(""));
  };
  const Cells units = {"mg/L", std::nullopt};
  const std::string warning = "level: no unit stated, read as mg/dL";
  CHECK(warnings_of(with("level.unit", units)) == std::pair<std::string, std::string>("", warning));
  // A unit beside no value is that of nothing, as in files.
  for (const char* value : {"", "unknown"}) {
    std::vector<TestColumn> columns = OneColumn("level", "u", {value, "99"});
    columns.push_back(std::move(OneColumn("level.unit", "u", units)[0]));
    CHECK(warnings_of(std::move(columns)).second == "");
  }
}

TEST_CASE("library: a unit in a field's metadata must be the fact's") {
  const auto decide = [](std::string_view key, std::string_view unit) {
    std::string metadata;
    const auto add_size = [&](std::size_t size) {
      const auto as_written = static_cast<std::int32_t>(size);
      metadata.append(reinterpret_cast<const char*>(&as_written), sizeof as_written);
    };
    add_size(2);
    for (const std::string_view text :
         {std::string_view("PARQUET:field_id"), std::string_view("7"), key, unit}) {
      add_size(text.size());
      metadata += text;
    }
    TestTable table(OneColumn("level", "g", {"1.5"}), 1);
    table.columns[0].schema.metadata = metadata.c_str();
    return Decide(table);
  };
  CHECK(decide("unit", "mg/dL") == "");
  CHECK(decide("Units", "cg/L") == "");
  CHECK(decide("note", "mg/L") == "");
  for (const char* unit : {"mg/L", "kg", "no unit"}) {
    CHECK(decide("unit", unit) ==
          fmt::format("column `level` says in its metadata that it is in {}, and the fact is in "
                      "mg/dL; give its unit in a column `level.unit`",
                      unit));
  }
}

TEST_CASE("library: a double is the decimal that is written for it, or its binary value") {
  const Handle handle;
  std::vector<TestColumn> columns = OneColumn("level", "g", {"1.2", "1.1999999999999997", "1.25"});
  columns.push_back(std::move(OneColumn("pain", "b", {"yes", "yes", "yes"})[0]));
  const TestTable table(std::move(columns), 3);
  mgl_options options = OptionsOfADay();
  const auto treat = [&](std::uint32_t floats, std::size_t row) {
    options.floats = floats;
    options.columns = MGL_COLUMN_RULES;
    TestDecisions decisions;
    CHECK(mgl_evaluate(handle.guideline, &options, &table.schema, &table.array, &decisions.schema,
                       &decisions.array, nullptr) == MGL_OK);
    return decisions.Cell(0, row).value_or("null");
  };
  CHECK(treat(MGL_FLOATS_AS_WRITTEN, 0) == "no");
  CHECK(treat(MGL_FLOATS_EXACT, 0) == "yes");  // 1.2 is stored as a little less
  CHECK(treat(MGL_FLOATS_AS_WRITTEN, 1) == "yes");
  CHECK(treat(MGL_FLOATS_EXACT, 1) == "yes");
  CHECK(treat(MGL_FLOATS_AS_WRITTEN, 2) == "no");
  CHECK(treat(MGL_FLOATS_EXACT, 2) == "no");
}

TEST_CASE("library: no rows, no columns") {
  const TestTable no_rows(OneColumn("pain", "b", {}), 0);
  CHECK(Decide(no_rows) == "");
  TestTable no_columns(std::vector<TestColumn>{}, 3);
  CHECK(Decide(no_columns) == "");
  no_columns.schema.children = nullptr;
  no_columns.array.children = nullptr;
  CHECK(Decide(no_columns) == "");
}

TEST_CASE(
    "library: a column of decisions that was moved out outlives the struct and the guideline") {
  const TestTable table(OneColumn("pain", "b", {"no"}), 1);
  TestDecisions decisions;
  {
    const Handle handle;
    const mgl_options options = OptionsOfADay();
    REQUIRE(mgl_evaluate(handle.guideline, &options, &table.schema, &table.array, &decisions.schema,
                         &decisions.array, nullptr) == MGL_OK);
  }
  REQUIRE(decisions.Names()[1] == "scope");
  TestDecisions moved;
  moved.schema = std::exchange(*decisions.schema.children[1], {});
  moved.array = std::exchange(*decisions.array.children[1], {});
  decisions.schema.release(&decisions.schema);
  decisions.array.release(&decisions.array);
  CHECK((decisions.schema.release == nullptr));
  CHECK((decisions.array.release == nullptr));
  CHECK(std::string(moved.schema.format) == "c");
  CHECK(static_cast<const std::int8_t*>(moved.array.buffers[1])[0] == 1);
  CHECK(std::string(static_cast<const char*>(moved.array.dictionary->buffers[2]), 5) == "outin");
}

TEST_CASE("library: the columns that a guideline can use") {
  const Handle handle;
  TestDecisions facts;
  REQUIRE(mgl_guideline_facts(handle.guideline, &facts.schema, nullptr) == MGL_OK);
  CHECK(facts.Names() == std::vector<std::string>{"id", "level", "level.unit", "level.date", "pain",
                                                  "pain.date", "seen", "seen.date", "sex",
                                                  "sex.date"});
  CHECK(std::string(facts.schema.children[1]->format) == "g");
  CHECK(std::string(facts.schema.children[4]->format) == "b");
  CHECK(std::string(facts.schema.children[6]->format) == "tdD");
  CHECK(std::string(facts.schema.children[8]->format) == "u");
}

}  // namespace mgl
