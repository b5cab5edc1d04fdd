// Lines whatever the pieces are in which the source delivers them; YAML cut where its cases are
// cut.
#include "tools/io/bytes/line_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/tools/io/csv/read_csv.h"
#include "tools/io/yaml/yaml_chunks.h"

namespace mgl {
namespace {

std::vector<std::string> Lines(const std::string& text, std::size_t step, std::size_t longest) {
  Result<std::unique_ptr<LineReader>> reader =
      LineReader::Open(std::make_unique<SteppingSource>(text, step), longest);
  REQUIRE(reader);
  std::vector<std::string> lines;
  while (true) {
    const Result<LineReader::Item> item = (*reader)->Next();
    REQUIRE(item);
    if (*item == LineReader::Item::kEnd) return lines;
    const bool too_long = *item == LineReader::Item::kTooLong;
    lines.push_back(std::to_string((*reader)->number()) + ":" +
                    (too_long ? "too long" : std::string((*reader)->line())));
  }
}

std::vector<std::string> Chunks(const std::string& text) {
  YamlChunks chunks(text);
  YamlChunk chunk;
  std::vector<std::string> all;
  while (chunks.Next(chunk)) {
    all.push_back(std::to_string(chunk.first_line) + (chunk.is_item ? " item " : " document ") +
                  std::string(chunk.text));
  }
  return all;
}

TEST_CASE("lines are the same in pieces of any size") {
  const std::string text =
      "\xEF\xBB\xBF"
      "one\r\n\n" +
      std::string(9, 'x') + "\n" + std::string(10, 'y') + "\r\n" + std::string(400'000, 'z') +
      "\nlast\r";
  const std::vector<std::string> expected = {"1:one",      "2:",         "3:xxxxxxxxx",
                                             "4:too long", "5:too long", "6:last"};
  for (const std::size_t step : {1U, 2U, 3U, 7U, 100'000U, 1'000'000U}) {
    CHECK(Lines(text, step, 9) == expected);
  }
  CHECK(Lines("", 1, 9).empty());
  CHECK(Lines("\n", 1, 9) == std::vector<std::string>{"1:"});
  CHECK(Lines(std::string(10, 'x'), 1, 9) == std::vector<std::string>{"1:too long"});
}

TEST_CASE("an error of the source is an error of the line that it cuts") {
  Result<std::unique_ptr<LineReader>> reader =
      LineReader::Open(std::make_unique<SteppingSource>("whole\nhal", 4, true));
  REQUIRE(reader);
  const Result<LineReader::Item> first = (*reader)->Next();
  REQUIRE(first);
  CHECK((*reader)->line() == "whole");
  CHECK_FALSE((*reader)->Next());
}

TEST_CASE("a list is cut at its items, a text at its documents") {
  using Expected = std::vector<std::string>;
  CHECK(Chunks("").empty());
  CHECK(Chunks("a: 1\n- b\n") == Expected{"1 document a: 1\n- b\n"});
  CHECK(Chunks("# c\n\n- a: 1\n  b: 2\n# d\n- e\n-\n") ==
        Expected{"1 item # c\n\n- a: 1\n  b: 2\n# d\n", "6 item - e\n", "7 item -\n"});
  CHECK(Chunks("%YAML 1.2\n--- # c\n- a\n---\nb: 1\n...\n- c\n- d") ==
        Expected{"1 item %YAML 1.2\n--- # c\n- a\n", "4 document ---\nb: 1\n...\n", "7 item - c\n",
                 "8 item - d"});
  CHECK(Chunks("--- {a: 1}\n---\n---\r\n- -1\r\n-1\r\n") ==
        Expected{"1 document --- {a: 1}\n", "2 document ---\n", "3 item ---\r\n- -1\r\n-1\r\n"});
  CHECK(Chunks("  - a\n- b\n") == Expected{"1 document   - a\n- b\n"});
}

}  // namespace
}  // namespace mgl
