// Elements of an array whatever the pieces are in which the source delivers them, one by one and
// many at once.
#include "tools/io/json/array_reader.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/tools/io/csv/read_csv.h"
#include "tools/io/json/element_end.h"

namespace mgl {
namespace {

constexpr std::size_t kLong = ArrayReader::kMaxElementBytes;

std::string Shown(const RowStart& start, std::string_view text) {
  return std::to_string(start.line) + ":" + std::to_string(start.column) + " " + std::string(text);
}

std::unique_ptr<ArrayReader> Opened(const std::string& text, std::size_t step, std::size_t longest,
                                    bool fails = false) {
  auto reader = ArrayReader::Open(std::make_unique<SteppingSource>(text, step, fails), longest);
  REQUIRE(reader);
  return std::move(*reader);
}

/// False at the end and after an error.
bool AddNext(ArrayReader& reader, std::vector<std::string>& items) {
  const Result<ArrayReader::Item> item = reader.Next();
  if (!item) {
    items.push_back("error " + item.error().message);
    return false;
  }
  if (*item == ArrayReader::Item::kEnd) return false;
  const bool is_element = *item == ArrayReader::Item::kElement;
  items.push_back(is_element ? Shown(reader.start(), reader.element())
                             : Shown(reader.start(), "! " + std::string(reader.fault())));
  return true;
}

/// By Next() alone.
std::vector<std::string> Items(const std::string& text, std::size_t step = 1'000'000,
                               std::size_t longest = kLong) {
  const std::unique_ptr<ArrayReader> reader = Opened(text, step, longest);
  std::vector<std::string> items;
  while (AddNext(*reader, items)) {
  }
  return items;
}

/// Plain elements at once where they can be had; `taken` counts them.
std::vector<std::string> ItemsOfPlain(const std::string& text, std::size_t step,
                                      std::size_t longest, std::size_t& taken) {
  const std::unique_ptr<ArrayReader> reader = Opened(text, step, longest);
  std::vector<std::string> items;
  TextLines lines;
  taken = 0;
  do {
    while (reader->TakePlainElements(1, 200, lines)) {
      std::string_view rest = lines.text();
      for (const RowStart& start : lines.starts) {
        const std::size_t end = rest.find('\n');
        items.push_back(Shown(start, rest.substr(0, end)));
        rest.remove_prefix(end + 1);
      }
      CHECK(rest.empty());
      taken += lines.starts.size();
    }
  } while (AddNext(*reader, items));
  return items;
}

void CheckAlike(const std::string& text, std::size_t longest = kLong) {
  CAPTURE(text);
  const std::vector<std::string> expected = Items(text, 1'000'000, longest);
  std::size_t taken = 0;
  for (std::size_t step = 1; step <= text.size() && step < 90; ++step) {
    CAPTURE(step);
    CHECK(Items(text, step, longest) == expected);
    CHECK(ItemsOfPlain(text, step, longest, taken) == expected);
  }
}

using Expected = std::vector<std::string>;

const std::string kNoElement = "! no element of the array stands before this comma";
const std::string kNoEnd = "! no `]` ends the array: the file may be cut";
const std::string kBehind = "! text follows the `]` of the array";
const std::string kNotClosed = "! the element is not closed: the file may be cut";
const std::string kNoComma = "! no comma stands before this element of the array";

}  // namespace

TEST_SUITE_BEGIN("kernels");

TEST_CASE("elements are the same in pieces of any size") {
  const std::string text =
      "\xEF\xBB\xBF \r\n[ {\"id\": \"\xC3\xA9\"},{\"a\":\"]}\\\"{\\\\\"}\t,\n\n  {\r\n\t\"b\" : "
      "{\"c\":[{}]}\n} , 5,\"x\"\n]\n";
  CHECK(Items(text) == Expected{"2:3 {\"id\": \"\xC3\xA9\"}", "2:15 {\"a\":\"]}\\\"{\\\\\"}",
                                "4:3 { \r \"b\" : {\"c\":[{}]}\r}", "6:5 5", "6:7 \"x\""});
  CheckAlike(text);
  std::string many = "[";
  for (int i = 0; i < 60; ++i) {
    if (i > 0) many += i % 3 == 0 ? ",\n" : ", ";
    many +=
        "{\"id\": \"" + std::string(static_cast<std::size_t>(i), 'x') + "\", \"w\": {\"v\":\n1}}";
  }
  many += "]";
  CheckAlike(many);
  std::size_t taken = 0;
  ItemsOfPlain(many, 7, kLong, taken);
  CHECK(taken == 60);
}

TEST_CASE("what an array of cases does not hold is told, and the rest is read") {
  CHECK(Items("[]").empty());
  CHECK(Items(" [\n] \n").empty());
  CHECK(Items("[{},]") == Expected{"1:2 {}", "1:5 ! a comma stands before the `]` of the array"});
  CHECK(Items("[,{},,{}]") ==
        Expected{"1:2 " + kNoElement, "1:3 {}", "1:6 " + kNoElement, "1:7 {}"});
  CHECK(Items("[{}\n{\"a\":1},{}]") == Expected{"1:2 {}", "2:1 " + kNoComma, "2:9 {}"});
  CHECK(Items("[{},\n{}") == Expected{"1:2 {}", "2:1 {}", "2:3 " + kNoEnd});
  CHECK(Items("[") == Expected{"1:2 " + kNoEnd});
  CHECK(Items("[{}] x ]") == Expected{"1:2 {}", "1:6 " + kBehind});
  CHECK(Items("[{}],[5]") == Expected{"1:2 {}", "1:5 " + kBehind});
  CHECK(Items("[{},{\"a\":[1,2") == Expected{"1:2 {}", "1:5 " + kNotClosed});
  CHECK(Items("[{},{\"a") == Expected{"1:2 {}", "1:5 " + kNotClosed});
  CHECK(Items("[1 2,nul, \"a,b\" ,[[1],2],tr}ue,{}x ,{\"a\":[1}, }, {}]") ==
        Expected{"1:2 1 2", "1:6 nul", "1:11 \"a,b\"", "1:18 [[1],2]", "1:26 tr}ue", "1:32 {}x",
                 "1:37 {\"a\":[1}", "1:47 }", "1:50 {}"});
  for (const std::string text :
       {"[{},]", "[,{},,{}]", "[{}\n{\"a\":1},{}]", "[{},\n{}", "[", "[{}] x ]", "[{},{\"a\":[1,2",
        "[1 2,nul, \"a,b\" ,[[1],2],tr}ue,{}x ,{\"a\":[1}, }, {}]",
        "[{\"a\": \"x\ny\"}, {\"a\": \"x\ty\"}, {\"a\"\\: \"}\"}, {\"a\": \"\x01\"}, {\x01}, {}]",
        "[{\"a\": \"\xFF\"}, {\"a\": \"\xC3\"}, {}]", "[{\"a\": \"{\"}, {\"b\": \"}\"}, {}]"}) {
    CheckAlike(text);
  }
}

TEST_CASE("an element that is broken on its line does not swallow the next one") {
  const std::string open = "{\"id\":\"b, \"x\":1}";
  const std::string odd = "{\"id\":\"b\"c\", \"x\":1";
  const std::string unclosed = "{\"id\":\"b\"";
  for (const std::string& broken : {open, odd, unclosed, std::string("\"b")}) {
    CAPTURE(broken);
    CHECK(Items("[" + broken + ",\n{},\n  " + broken + " , \n  {},{}]") ==
          Expected{"1:2 " + broken, "2:1 {}", "3:3 " + broken + " ", "4:3 {}", "4:6 {}"});
    CHECK(Items("[\n\t" + broken + "\n\t{},{}]") ==
          Expected{"2:2 " + broken, "3:2 " + kNoComma, "3:5 {}"});
    CheckAlike("[{},\n" + broken + ",\r\n{}\n, {},\n" + broken + ",\n{}]");
    // Not as far left; another element stands on the line.
    CheckAlike("[{},\n" + broken + ",\n {}]");
    CHECK(Items("[{}," + broken + ",\n{},{}]").back().starts_with("error "));
    CHECK(Items("[\n" + broken + ",\n {},{}]").back().starts_with("error "));
  }
  const std::string lists = "{\"a\":[\n{\"b\":1},\n{}]}";
  CHECK(Items("[\n" + lists + "]").size() == 1);
  CheckAlike("[\n" + lists + ",{},\n" + lists + ",\n{\"a\" \"b\",\n{}}]");
}

TEST_CASE("where cases may be lost, the array is not read on") {
  const std::string_view reason = "and how many cases it holds is not known";
  for (const std::string text :
       {"[{},{\"a\":1,{\"b\":2}]", "[{},{\"a\":{\"b\":1},", "[{}] [{}]", "[{}]\n\n{}",
        "[{\"id\":\"a, \"x\":1},{\"id\":\"b\"},{\"id\":\"c, \"x\":1}]",
        "[{\"a\":\"1},{\"a\":2},{\"a\":3}]"}) {
    CAPTURE(text);
    const Expected items = Items(text);
    REQUIRE(!items.empty());
    CHECK(items.back().starts_with("error cannot read `cases.csv`: "));
    CHECK(items.back().ends_with(reason));
    CheckAlike(text);
  }
  CHECK(Items("[{\"note\":\"he said \"no\" twice\"},{}]").size() == 2);
  CHECK(Items("[{\"note\":\"{a}\"},{}]").size() == 2);
  for (const std::string text : {"", " \n", "{}", "id,a\n"}) {
    REQUIRE(Items(text).size() == 1);
    CHECK(Items(text)[0] ==
          "error cannot read `cases.csv`: it does not begin with the `[` of a JSON array");
  }
}

TEST_CASE("an element that is too long is told, in bounded memory") {
  const std::string limit(24, 'x');
  const std::string longest = "{\"a\":\"" + limit + "\"}";
  const std::string too_long = "{\"a\":\"" + limit + "y\"}";
  const std::string text = "[" + longest + "," + too_long + ",\n" + longest + "]";
  const std::string fault = "! the element is longer than the largest record";
  CHECK(Items(text, 1'000'000, longest.size()) ==
        Expected{"1:2 " + longest, "1:35 " + fault, "2:1 " + longest});
  CheckAlike(text, longest.size());
  const std::string huge = "{\"a\": [" + std::string(3'000'000, '1') + "]}";
  const std::string blanks(10'000, ' ');
  for (const std::string& element : {huge, "\"" + huge.substr(8) + "\"", huge + blanks,
                                     std::string(2'000'000, '[') + std::string(2'000'000, ']')}) {
    for (const std::size_t step : {1000U, 1'000'000U}) {
      const Expected items = Items("[{},\n" + element + "\n,{}]", step);
      CHECK(items == Expected{"1:2 {}", "2:1 " + fault, "3:2 {}"});
    }
  }
  CHECK(Items("[{}," + std::string(2'000'000, '[')) == Expected{"1:2 {}", "1:5 " + kNotClosed});
  CHECK(Items("[{}" + std::string(2'000'000, ' ') + ",{}]").size() == 2);
}

TEST_CASE("an error of the source is an error of the element that it cuts") {
  const std::unique_ptr<ArrayReader> reader = Opened("[{\"a\":1},{\"a\":", 4, kLong, true);
  TextLines lines;
  CHECK_FALSE(reader->TakePlainElements(1, 200, lines));
  CHECK_FALSE(reader->Next());
}

TEST_CASE("random texts give the same elements however they are read") {
  constexpr const char* kPieces[] = {"{",        "}",         "[",
                                     "]",        "\"",        ",",
                                     ":",        "\\",        " ",
                                     "\n",       "\r\n",      "\t",
                                     "1",        "a",         "{}",
                                     "\"a\"",    "{\"a\":1}", "{\"a\":\"b\"}",
                                     ",\n",      ", ",        "{\"a\":{\"b\":[1]}}",
                                     "\\\"",     "\\\\",      "\x01",
                                     "\xC3\xA9", "\xFF",      "null"};
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same texts each time
  std::size_t taken = 0;
  std::size_t all_taken = 0;
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "[";
    const auto pieces = static_cast<unsigned>(random() % 40);
    const bool is_wild = random() % 2 == 0;
    for (unsigned i = 0; i < pieces; ++i) {
      if (is_wild || random() % 10 == 0) {
        text += kPieces[random() % std::size(kPieces)];
      } else {
        text += "{\"k\": \"v\\\\\\\"\",\n \"n\": " + std::to_string(random() % 100) + "},";
      }
    }
    if (random() % 4 != 0) text += "{}]";
    CAPTURE(text);
    const std::size_t step = 1 + random() % 70;
    const std::vector<std::string> expected = Items(text);
    REQUIRE(Items(text, step) == expected);
    REQUIRE(ItemsOfPlain(text, step, kLong, taken) == expected);
    all_taken += taken;
  }
  CHECK(all_taken > 50'000);
}

TEST_SUITE_END();

}  // namespace mgl
