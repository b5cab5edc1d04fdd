// Items that are read without YAML's parser mean what the parser says.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <string_view>

#include "tools/io/yaml/yaml_case.h"

namespace mgl {
namespace {

/// False where the item is left to the parser.
bool IsReadAlike(const std::string& item) {
  const YamlChunk chunk{item, 7, true};
  const std::optional<YamlCase> plain = ReadPlainItem(chunk);
  if (!plain) return false;
  const std::deque<YamlCase> parsed = ParseYamlCases(chunk);
  CAPTURE(item);
  REQUIRE(parsed.size() == 1);
  CHECK(parsed[0].reject == "");
  REQUIRE(parsed[0].entries.size() == plain->entries.size());
  for (std::size_t i = 0; i < plain->entries.size(); ++i) {
    CHECK(plain->entries[i].key == parsed[0].entries[i].key);
    CHECK(plain->entries[i].value.text == parsed[0].entries[i].value.text);
  }
  REQUIRE(*plain == parsed[0]);
  return true;
}

}  // namespace

TEST_CASE("plain items are read without the parser, and mean the same") {
  for (const std::string item :
       {"- id: anna\n  weight: 80\n", "- id: anna", "-   id: a\r\n    b:\r\n\r\n    c: ~\r\n",
        "- a: \"x: # {}\"\n  b: ' y '\n  c: \"\"\n",
        "- a: <0.3 mmol/L\n  b: -1.5e+3   \n  c: 08:10:00\n",
        "- null.unit: Null\n  no: yes\n  y: ...\n\n\n", "- a: x-y, z (1/2) 5%;^*=<>\n", "- a:\n",
        "- a: -.5\n  b: .\n  c: a:b\n  1: 2\n"}) {
    CAPTURE(item);
    CHECK(IsReadAlike(item));
  }
}

TEST_CASE("what is not surely understood is left to the parser") {
  for (const std::string item : {"- ",
                                 "-",
                                 "-   ",
                                 "-\n",
                                 "- a\n",
                                 "- a: 1 # c\n",
                                 "- a: b: c\n",
                                 "- a: b:\n",
                                 "- a: >5\n",
                                 "- a: |\n    x\n",
                                 "- a: 1\n b: 2\n",
                                 "- a: 1\n   b: 2\n",
                                 "- a: 1\n    2\n",
                                 "- a: 1\n  a: 2\n",
                                 "- a: \"x\\n\"\n",
                                 "- a: 'x''y'\n",
                                 "- a: \"x\n",
                                 "- a: 'x' y\n",
                                 "- a: *x\n",
                                 "- a: &x y\n",
                                 "- a: !!str y\n",
                                 "- a: [1]\n",
                                 "- a: {b: 1}\n",
                                 "- {a: 1}\n",
                                 "- \"a\": 1\n",
                                 "- null: 1\n",
                                 "- <<: 1\n",
                                 "- ? a\n",
                                 "- a: -\n",
                                 "- a: - b\n",
                                 "- a: ? b\n",
                                 "- a: \xC3\n",
                                 "- \xC3\xA9: 1\n",
                                 "- a:\t1\n",
                                 "# c\n- a: 1\n",
                                 "- a: 1\n# c\n",
                                 "- a:1\n",
                                 "- a: 1\n...\n",
                                 "- a: @x\n",
                                 "- a: %x\n",
                                 "- a: ,x\n",
                                 "- a: =\n"}) {
    CAPTURE(item);
    CHECK_FALSE(ReadPlainItem({item, 1, true}).has_value());
  }
  CHECK_FALSE(ReadPlainItem({"- a: 1\n", 1, false}).has_value());
  CHECK_FALSE(ReadPlainItem({"- " + std::string(2000, 'k') + ": 1\n", 1, true}).has_value());
}

TEST_CASE("random items that are read without the parser mean what it says") {
  constexpr std::string_view kBytes =
      "abnulNULtrueyes019.._--++::  //<>=()^*%;,,\"\"''\\#~{}[]&!|?@`$\t\r\n\x01\x7F\xFF";
  constexpr const char* kTexts[] = {"null",       "~",
                                    "...",        "---",
                                    "- ",         ": ",
                                    " #",         "''",
                                    "\"\"",       "<<",
                                    "\xC3\xA9",   "\xEF\xBB\xBF",
                                    "\xC2\x85",   "\xE2\x80\xA8",
                                    "\xC2\xA0",   "\xF0\x9F\x98\x80",
                                    "\n  b: ",    "\n\n  c: ",
                                    "\r\n  d:",   "\n    ",
                                    "\n  ",       "1.5e3",
                                    "2026-03-01", "0x1F",
                                    "yes"};
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same items each time
  std::size_t plain = 0;
  for (int round = 0; round < 300'000; ++round) {
    std::string item = round % 8 == 0 ? "-  a: " : "- a: ";
    const auto pieces = static_cast<unsigned>(random() % (round % 2 == 0 ? 4 : 10));
    for (unsigned i = 0; i < pieces; ++i) {
      if (random() % 3 == 0) {
        item += kTexts[random() % std::size(kTexts)];
      } else {
        item += kBytes[random() % kBytes.size()];
      }
    }
    if (random() % 4 != 0) item += "\n";
    if (random() % 4 == 0) item += "  z: last\n";
    plain += IsReadAlike(item) ? 1 : 0;
  }
  CHECK(plain > 50'000);
}

}  // namespace mgl
