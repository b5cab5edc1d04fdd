// Lines of objects to cells, against what a few lines obviously hold, and the scan that says which
// lines are plain. Run at every level of instructions (tests/CMakeLists.txt).
#include "tools/io/json/object_scan.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "tools/io/bytes/text_scan.h"

namespace mgl {
namespace {

/// A cell of the i-th row; "-" where the line is not for cells.
std::string CellOf(const ObjectRows& rows, const ObjectKeys& keys, std::size_t i,
                   std::size_t fact) {
  if (Bit(rows.others.data(), i)) return "-";
  const std::size_t column = keys.roles().facts[fact].value;
  if (column == kNoColumn) return "";
  const auto& [before, end] = rows.cells[column * ObjectRows::kColumnStride + i];
  const std::uint32_t begin = before + 1;
  return std::string(rows.text.substr(begin, end - begin));
}

}  // namespace

TEST_SUITE_BEGIN("kernels");

TEST_CASE("values of objects") {
  Guideline guideline;
  guideline.facts.resize(2);
  guideline.facts[0].name = "a";
  guideline.facts[1].name = "bb";
  const Result<FactNames> names = FactNames::Make(guideline, {});
  REQUIRE(names);
  const std::string digits(31, '7');
  const std::string words(100, 'w');
  const struct {
    std::string value;
    std::string cell;
  } cases[] = {
      {"1", "1"},          {"-1", "-1"},         {"0", "0"},           {"-0", "-0"},
      {"0.5", "0.5"},      {"10.25", "10.25"},   {"-0.0", "-0.0"},     {digits, digits},
      {"true", "true"},    {"false", "false"},   {"null", ""},         {"\"\"", ""},
      {"\"x y\"", "x y"},  {"\"a,}:\"", "a,}:"}, {"\"null\"", "null"}, {"\"" + words + "\"", words},
      {"01", "-"},         {"-01", "-"},         {"00.5", "-"},        {".5", "-"},
      {"5.", "-"},         {"-", "-"},           {"-.5", "-"},         {"1.2.3", "-"},
      {"+1", "-"},         {"1e3", "-"},         {"1.5E-3", "-"},      {digits + digits, "-"},
      {"tru", "-"},        {"truE", "-"},        {"falsy", "-"},       {"nul", "-"},
      {"nulll", "-"},      {"true1", "-"},       {"1x", "-"},          {"", "-"},
      {"\"a\\\\b\"", "-"}, {"\"open", "-"},      {"\"a\"b", "-"},      {"{}", "-"},
      {"[1]", "-"},        {"1 2", "-"},         {"1,", "-"},          {"1,\"a\":1", "-"},
      {"1}", "-"},         {"1}{\"a\":1", "-"},  {"1]", "-"}};
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    std::vector<std::string> first;
    std::vector<std::string> second;
    for (int i = 0; i < 500; ++i) {
      const bool is_usual = random() % 4 != 0;
      const auto& of_a = cases[random() % (is_usual ? 16 : std::size(cases))];
      const auto& of_b = cases[random() % 16];
      const bool has_b = random() % 8 != 0;
      const std::string blank(random() % 16 == 0 ? 1 : 0, ' ');
      const std::string a = "\"a\"" + blank + ":" + of_a.value;
      const std::string b = "\"bb\":" + blank + of_b.value + blank;
      const bool is_turned = random() % 8 == 0;
      text += "{" + blank + (!has_b ? a : is_turned ? b + "," + a : a + blank + "," + b) + "}";
      text += random() % 16 == 0 ? "\r\n" : random() % 16 == 0 ? "\n\n" : "\n";
      first.push_back(of_a.cell);
      second.push_back(of_a.cell == "-" ? "-" : has_b ? of_b.cell : "");
    }
    const std::string padded = text + std::string(64, '"');
    ObjectKeys keys;
    keys.StartFile(*names, std::vector<UnitRule>(2));
    ObjectRows rows;
    rows.text = std::string_view(padded).substr(0, text.size());
    REQUIRE(ScanObjects(rows, keys));
    REQUIRE(rows.count == 500);
    for (std::size_t i = 0; i < 500; ++i) {
      INFO(rows.text.substr(rows.begins[i], 60));
      REQUIRE(CellOf(rows, keys, i, 0) == first[i]);
      REQUIRE(CellOf(rows, keys, i, 1) == second[i]);
    }
    CHECK(rows.seen_keys.size() == 2);
    CHECK_FALSE(ScanObjects(rows, keys));
  }
}

TEST_CASE("a key that is new has its cells, also where its line is broken") {
  Guideline guideline;
  guideline.facts.resize(2);
  guideline.facts[0].name = "a";
  guideline.facts[1].name = "bb";
  const Result<FactNames> names = FactNames::Make(guideline, {});
  REQUIRE(names);
  for (const std::string broken : {"{\"a\":1,\"bb\"x}", "{\"bb\"", "{\"a\":1,\"bb\":}"}) {
    const std::string text = "{\"a\":1}\n" + broken + "\n{\"a\":2}\n";
    const std::string padded = text + std::string(64, '"');
    ObjectKeys keys;
    keys.StartFile(*names, std::vector<UnitRule>(guideline.facts.size()));
    ObjectRows rows;
    rows.text = std::string_view(padded).substr(0, text.size());
    REQUIRE(ScanObjects(rows, keys));
    CHECK(rows.cells.size() == keys.columns() * ObjectRows::kColumnStride);
    REQUIRE(rows.count == 3);
    CHECK(CellOf(rows, keys, 1, 0) == "-");
    CHECK(CellOf(rows, keys, 2, 0) == "2");
    CHECK(CellOf(rows, keys, 2, 1).empty());
  }
}

TEST_CASE("lines of NDJSON that are plain") {
  std::mt19937 random(9);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const bool is_plain = random() % 2 == 0;
    for (std::size_t i = random() % 300; i > 0; --i) {
      const auto kind = random() % 8;
      text += kind == 0 ? "\n" : kind == 1 ? "\r\n" : kind == 2 ? "{\"" : kind == 3 ? " " : "x";
      if (!is_plain && random() % 32 == 0) text += "\t\r\x01\x7F\xC3"[random() % 5];
    }
    LineScan expected;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto byte = static_cast<unsigned char>(text[i]);
      const bool is_begin = i == 0 || text[i - 1] == '\n';
      const bool ends_line = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
      if (byte == ' ' && is_begin) break;
      if (byte < ' ' && byte != '\n' && !ends_line) break;
      ++expected.plain;
      expected.is_ascii &= byte < 0x80;
      expected.lines += byte == '\n' ? 1 : 0;
      expected.records += is_begin && byte > ' ' ? 1 : 0;
    }
    const LineScan scan = ScanJsonLines(text);
    REQUIRE(scan.plain == expected.plain);
    REQUIRE(scan.is_ascii == expected.is_ascii);
    REQUIRE(scan.lines == expected.lines);
    REQUIRE(scan.records == expected.records);
  }
}

TEST_SUITE_END();

}  // namespace mgl
