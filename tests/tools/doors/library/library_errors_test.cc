// What the library says of wrong arguments and broken columns, and who releases what.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/tools/doors/library/small_library.h"

namespace mgl {

TEST_CASE("library: a guideline that cannot be compiled") {
  mgl_guideline* guideline = nullptr;
  Said said;
  const std::string text =
      std::string(kText) + "rule again \"Again\"\n  when lowest\n  then note \"x\"\n";
  CHECK(mgl_guideline_from_text(text.data(), text.size(), "small.mgl", &guideline, &said.error) ==
        MGL_GUIDELINE_ERRORS);
  CHECK(guideline == nullptr);
  CHECK(said.message().find("error[L0201]: unknown name `lowest`") != std::string::npos);
  CHECK(said.message().find("small.mgl:15:8") != std::string::npos);
  Said missing;
  CHECK(mgl_guideline_from_file("/no/such.mgl", &guideline, &missing.error) == MGL_UNREADABLE_FILE);
  CHECK(missing.message().find("/no/such.mgl") != std::string::npos);
}

TEST_CASE("library: null arguments are errors") {
  const Handle handle;
  REQUIRE(handle.guideline != nullptr);
  mgl_guideline* guideline = nullptr;
  const mgl_options options = OptionsOfADay();
  const TestTable table(OneColumn("pain", "b", {"yes"}), 1);
  ArrowSchema schema;
  ArrowArray array;
  CHECK(mgl_guideline_from_text(nullptr, 0, "x", &guideline, nullptr) == MGL_INVALID_ARGUMENT);
  CHECK(mgl_guideline_from_text("", 0, nullptr, &guideline, nullptr) == MGL_INVALID_ARGUMENT);
  CHECK(mgl_guideline_from_text("", 0, "x", nullptr, nullptr) == MGL_INVALID_ARGUMENT);
  CHECK(mgl_guideline_from_file(nullptr, &guideline, nullptr) == MGL_INVALID_ARGUMENT);
  CHECK(mgl_guideline_from_file("x", nullptr, nullptr) == MGL_INVALID_ARGUMENT);
  CHECK(mgl_guideline_facts(nullptr, &schema, nullptr) == MGL_INVALID_ARGUMENT);
  CHECK(mgl_guideline_facts(handle.guideline, nullptr, nullptr) == MGL_INVALID_ARGUMENT);
  const auto evaluate = [&](const mgl_guideline* of, const mgl_options* with,
                            const ArrowSchema* types, const ArrowArray* cells,
                            ArrowSchema* to_types, ArrowArray* to) {
    return mgl_evaluate(of, with, types, cells, to_types, to, nullptr);
  };
  const ArrowSchema* types = &table.schema;
  const ArrowArray* cells = &table.array;
  CHECK(evaluate(nullptr, &options, types, cells, &schema, &array) == MGL_INVALID_ARGUMENT);
  CHECK(evaluate(handle.guideline, nullptr, types, cells, &schema, &array) == MGL_INVALID_ARGUMENT);
  CHECK(evaluate(handle.guideline, &options, nullptr, cells, &schema, &array) ==
        MGL_INVALID_ARGUMENT);
  CHECK(evaluate(handle.guideline, &options, types, nullptr, &schema, &array) ==
        MGL_INVALID_ARGUMENT);
  CHECK(evaluate(handle.guideline, &options, types, cells, nullptr, &array) ==
        MGL_INVALID_ARGUMENT);
  CHECK(evaluate(handle.guideline, &options, types, cells, &schema, nullptr) ==
        MGL_INVALID_ARGUMENT);
  mgl_options_init(nullptr);
  mgl_guideline_free(nullptr);
  mgl_error_free(nullptr);
  CHECK(std::string(mgl_guideline_name(nullptr)) == "");
  CHECK(std::string(mgl_guideline_name(handle.guideline)) == "small");
  CHECK(std::string(mgl_guideline_status(handle.guideline)).find("DRAFT") == 0);
}

TEST_CASE("library: options that do not exist are errors") {
  const Handle handle;
  const TestTable table(OneColumn("pain", "b", {"yes"}), 1);
  const auto message = [&](const mgl_options& options) {
    TestDecisions decisions;
    Said said;
    CHECK(mgl_evaluate(handle.guideline, &options, &table.schema, &table.array, &decisions.schema,
                       &decisions.array, &said.error) == MGL_INVALID_ARGUMENT);
    return said.message();
  };
  mgl_options options;
  mgl_options_init(&options);
  CHECK(message(options) == "options: as_of, the day to decide for, is not set");
  options.as_of = std::numeric_limits<std::int32_t>::max();
  CHECK(message(options).find("no day of the years 1 to 9999") != std::string::npos);
  options = OptionsOfADay();
  options.size = 3;
  CHECK(message(options) == "options: not made by mgl_options_init");
  options = OptionsOfADay();
  options.columns = 1U << 20U;
  CHECK(message(options) == "options: columns has an unknown group");
  options = OptionsOfADay();
  options.outcomes = 2;
  CHECK(message(options) == "options: no such outcomes");
  options = OptionsOfADay();
  options.floats = 2;
  CHECK(message(options) == "options: no such meaning of floats");
  options = OptionsOfADay();
  const char* reading = "iv=broad";
  options.readings = &reading;
  options.reading_count = 1;
  CHECK(message(options) == "options: small has no reading `iv=broad`");
}

TEST_CASE("library: columns whose type cannot say the fact") {
  const auto decide = [](const char* name, const char* format) {
    TestTable table(OneColumn(name, "n", {std::nullopt}), 1);
    TestTable other(OneColumn(name, format, {std::nullopt}), 1);
    CHECK(Decide(table) == "");
    return Decide(other);
  };
  CHECK(
      decide("level", "b") ==
      "column `level` is bool, but it says a number: integers, float, double, decimal128 or utf8");
  CHECK(decide("pain", "g") ==
        "column `pain` is double, but it says yes/no: bool, integers 0 and 1, or utf8");
  CHECK(decide("seen", "l") == "column `seen` is int64, but it says a date: date32 or utf8");
  CHECK(decide("sex", "b") ==
        "column `sex` is bool, but it says a choice: utf8, or a dictionary of utf8");
  CHECK(decide("id", "g") == "column `id` is double, but it says which patient: utf8 or integers");
  CHECK(decide("level.unit", "l") == "column `level.unit` is int64, but it says a unit: utf8");
  CHECK(decide("pain.date", "g") ==
        "column `pain.date` is double, but it says a date: date32 or utf8");
}

TEST_CASE("library: what is broken in a column is an error that names it") {
  const Cells three = {"1", std::nullopt, "3"};
  const auto decide = [&](auto change) { return DecideChanged("g", three, change); };
  const auto set = [](const char* format) {
    return [format](TestTable& table) { table.columns[0].schema.format = format; };
  };
  CHECK(decide([](TestTable&) {}) == "");
  for (const char* format : {"", "+l", "e", "z", "d", "d:", "d:1", "d:10,2,256", "d:10,999",
                             "tsn:", "d:1,2,128,4", "gg", "vu"}) {
    CHECK(decide(set(format)) ==
          "column `level`: its type (format `" + std::string(format) + "`) cannot be used");
  }
  CHECK(decide([](TestTable& table) { table.columns[0].schema.format = nullptr; }) ==
        "column `level`: it has no type");
  const auto change = [&](auto member, auto value) {
    return decide([&](TestTable& table) { table.columns[0].array.*member = value; });
  };
  CHECK(change(&ArrowArray::length, 2) == "column `level`: it has 2 values, and 3 are needed");
  CHECK(change(&ArrowArray::length, -1) == "column `level`: its length is no length");
  CHECK(change(&ArrowArray::offset, -1) == "column `level`: its offset is no offset");
  CHECK(change(&ArrowArray::offset, std::numeric_limits<std::int64_t>::max()) ==
        "column `level`: its offset is no offset");
  CHECK(change(&ArrowArray::n_buffers, 1) == "column `level`: it has 1 buffers where 2 belong");
  CHECK(change(&ArrowArray::n_buffers, 3) == "column `level`: it has 3 buffers where 2 belong");
  CHECK(change(&ArrowArray::buffers, nullptr) == "column `level`: it has no buffers");
  CHECK(change(&ArrowArray::null_count, 4) == "column `level`: it has 4 nulls of 3 values");
  CHECK(change(&ArrowArray::null_count, -2) == "column `level`: it has -2 nulls of 3 values");
  CHECK(change(&ArrowArray::release, nullptr) == "column `level`: was released");
  CHECK(decide([](TestTable& table) { table.columns[0].schema.release = nullptr; }) ==
        "column `level`: was released");
  CHECK(decide([](TestTable& table) { table.columns[0].pointers[1] = nullptr; }) ==
        "column `level`: it has no values");
  CHECK(decide([](TestTable& table) {
          table.columns[0].pointers[0] = nullptr;
          table.columns[0].array.null_count = 1;
        }) == "column `level`: it has nulls and no validity");
}

TEST_CASE("library: what is broken in a struct") {
  const auto decide = [](auto change) { return DecideChanged("g", {"1", "2"}, change); };
  CHECK(decide([](TestTable& table) { table.schema.format = "g"; }) ==
        "the columns are no struct (format `+s`)");
  CHECK(decide([](TestTable& table) { table.schema.format = nullptr; }) ==
        "the columns are no struct (format `+s`)");
  CHECK(decide([](TestTable& table) { table.array.n_children = 0; }) ==
        "the struct has 1 types and 0 columns");
  CHECK(decide([](TestTable& table) { table.schema.children = nullptr; }) ==
        "the struct has no columns");
  CHECK(decide([](TestTable& table) { table.array.children[0] = nullptr; }) ==
        "column 1 of the struct is null");
  CHECK(decide([](TestTable& table) { table.array.length = -1; }) ==
        "the struct's length is no length");
  CHECK(decide([](TestTable& table) { table.array.offset = 1; }) ==
        "column `level`: it has 2 values, and 3 are needed");
  CHECK(decide([](TestTable& table) { table.array.release = nullptr; }) ==
        "the columns were released");
  const std::uint8_t validity = 0b01;
  const void* const buffers[] = {&validity};
  CHECK(decide([&](TestTable& table) {
          table.array.buffers = const_cast<const void**>(buffers);
          table.array.null_count = -1;
        }) == "row 2 of the struct is null");
  CHECK(decide([](TestTable& table) { table.columns[0].schema.name = nullptr; }) == "");
  std::vector<TestColumn> twice = OneColumn("pain", "b", {"yes"});
  twice.push_back(std::move(OneColumn("pain", "b", {"no"})[0]));
  CHECK(Decide(TestTable(std::move(twice), 1)) == "column `pain` stands twice");
}

TEST_CASE("library: texts and dictionaries that are broken") {
  const auto decide = [](auto change) { return DecideChanged("u", {"1.2", "2", "3"}, change); };
  const auto offset = [](TestTable& table, std::size_t i) -> std::int32_t& {
    return reinterpret_cast<std::int32_t*>(table.columns[0].buffers[1].get())[i];
  };
  CHECK(decide([](TestTable&) {}) == "");
  CHECK(decide([&](TestTable& table) { offset(table, 2) = 8; }) ==
        "column `level`: row 2 ends before it begins");
  CHECK(decide([&](TestTable& table) { offset(table, 0) = -1; }) ==
        "column `level`: its offsets begin below zero");
  CHECK(decide([](TestTable& table) { table.columns[0].pointers[2] = nullptr; }) ==
        "column `level`: it has no bytes of text");
  CHECK(decide([](TestTable& table) { table.columns[0].buffers[2][10] = '\xC3'; }) ==
        "column `level`: row 2 is not UTF-8");

  const auto with_dictionary = [](auto change) {
    std::mt19937_64 random(1);
    std::vector<TestColumn> columns;
    columns.push_back(MakeDictionary("level", "c", "u", {"1", "2", "1"}, 0, random));
    TestTable table(std::move(columns), 3);
    change(table.columns[0]);
    return Decide(table);
  };
  CHECK(with_dictionary([](TestColumn&) {}) == "");
  for (const char index : {char{5}, char{-1}, char{127}}) {
    const std::string message =
        with_dictionary([&](TestColumn& column) { column.buffers[1][1] = index; });
    CHECK(message.find("column `level`: row 2 has an index that is not in its dictionary of ") ==
          0);
  }
  CHECK(with_dictionary([](TestColumn& column) { column.schema.dictionary = nullptr; }) ==
        "column `level`: it has a dictionary in its type or in its values, not in both");
  CHECK(with_dictionary([](TestColumn& column) { column.schema.format = "g"; }) ==
        "column `level`: its dictionary's indices are no integers");
  CHECK(with_dictionary([](TestColumn& column) {
          column.dictionary->schema.format = "g";
        }).find("column `level`: its dictionary") == 0);
  CHECK(with_dictionary([](TestColumn& column) { column.dictionary->array.length = -1; }) ==
        "column `level`: its dictionary: its length is no length");
  CHECK(with_dictionary([](TestColumn& column) {
          column.dictionary->schema.dictionary = &column.dictionary->schema;
        }) == "column `level`: its dictionary has a dictionary");
}

}  // namespace mgl
