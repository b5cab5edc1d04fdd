// CSV: what a record is, what is rejected, and where reading goes on.
#include "tools/io/csv/csv_reader.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/tools/io/csv/read_csv.h"
#include "tools/io/csv/csv_writer.h"

namespace mgl {
namespace {

std::string OpenError(const std::string& text) {
  const auto reader = CsvReader::Open(ByteSource::FromString(text, "cases.csv"));
  return reader ? "opened" : reader.error().message + " | " + reader.error().help;
}

/// What follows the header `h`, one item a line.
std::string Read(const std::string& text, const CsvOptions& options = {}) {
  std::string shown;
  for (const Delivered& item : ReadAll(*MustOpen("h\n" + text, options)))
    shown += Show(item) + "\n";
  return shown;
}

TEST_SUITE_BEGIN("kernels");

TEST_CASE("records and their lines") {
  CHECK(Read("") == "");
  CHECK(Read("a,b\nc,d\n") == "2: [a] [b]\n3: [c] [d]\n");
  CHECK(Read("a,b\r\nc,d\r\n") == "2: [a] [b]\n3: [c] [d]\n");
  CHECK(Read("a,b\nc,d") == "2: [a] [b]\n3: [c] [d]\n");
  CHECK(Read("a,b\r") == "2: [a] [b]\n");
  CHECK(Read("\n\r\na\n\n\nb\n\n") == "4: [a]\n7: [b]\n");
  CHECK(Read("a,,\n,\n,b") == "2: [a] [] []\n3: [] []\n4: [] [b]\n");
  CHECK(Read("  a , b\n \n") == "2: [  a ] [ b]\n3: [ ]\n");
  CHECK(Read("gr\xC3\xBC\xC3\x9F,\xE2\x89\xA4 5\n") ==
        "2: [gr\xC3\xBC\xC3\x9F] [\xE2\x89\xA4 5]\n");
}

TEST_CASE("quotes") {
  CHECK(Read("\"a\",\"b\"\n") == "2: [a] [b]\n");
  CHECK(Read("\"a,b\",c\n") == "2: [a,b] [c]\n");
  CHECK(Read("\"a \"\"b\"\" c\",\"\"\"\"\n") == "2: [a \"b\" c] [\"]\n");
  CHECK(Read("\"\",x\n\"\"\n") == "2: [] [x]\n3: []\n");
  CHECK(Read("\"a\nb\r\nc\",d\ne\n") == "2: [a\nb\r\nc] [d]\n5: [e]\n");
  CHECK(Read("\"a\"\r\n\"b\"\r") == "2: [a]\n3: [b]\n");
  CHECK(Read("\"a\",\n\"b\",") == "2: [a] []\n3: [b] []\n");
  CHECK(Read("5\" tube,6'2\", \"x\"\n") == "2: [5\" tube] [6'2\"] [x]\n");
  CHECK(Read(" \"a, b\" ,\t\"c\"\t\n \"d\"\r\n") == "2: [a, b] [c]\n3: [d]\n");
  CHECK(Read(" a \"b\", c \n") == "2: [ a \"b\"] [ c ]\n");
}

TEST_CASE("an unclosed quote costs its line and no more") {
  CHECK(Read("a,\"b\nc,d\ne,f\n") ==
        "2: reject 2: " + std::string(kUnclosed) + " <a,\"b>\n3: [c] [d]\n4: [e] [f]\n");
  CHECK(Read("\"") == "2: reject 1: " + std::string(kUnclosed) + " <\">\n");
  CHECK(Read("a,\"b\nc,d\n\"e\",f\n") ==
        "2: reject 2: text follows a closing quote <a,\"b>\n3: [c] [d]\n4: [e] [f]\n");
  CHECK(Read("\"a\"b,c\r\nd\n") ==
        "2: reject 1: text follows a closing quote <\"a\"b,c>\n3: [d]\n");
  CHECK(Read("x,\"a\" b ,c\nd\n") ==
        "2: reject 2: text follows a closing quote <x,\"a\" b ,c>\n3: [d]\n");
}

TEST_CASE("bad bytes cost their record") {
  CHECK(Read("a,b\xFF\nc\n") == "2: reject 2: the text is not valid UTF-8 <a,b\xFF>\n3: [c]\n");
  CHECK(Read("\"a\n\xC3\",b\nc\n") ==
        "2: reject 1: the text is not valid UTF-8 <\"a\n\xC3\",b>\n4: [c]\n");
  CHECK(Read(std::string("a,b\0,c\nd\n", 9)) ==
        "2: reject 2: the text holds a NUL byte <" + std::string("a,b\0,c", 6) + ">\n3: [d]\n");
  CHECK(Read("a,b\rc\nd\n") ==
        "2: reject 2: a carriage return outside quotes ends no line <a,b\rc>\n3: [d]\n");
  CHECK(Read("a\r\r\n\"b\r\"\n") ==
        "2: reject 1: a carriage return outside quotes ends no line <a\r>\n3: [b\r]\n");
  for (const std::string invalid :
       {"\x80", "\xC0\x80", "\xC3", "\xE2\x82", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80"}) {
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string text = std::string(before, 'a') + invalid;
      CHECK(Read(text + "\nb") ==
            "2: reject 1: the text is not valid UTF-8 <" + text + ">\n3: [b]\n");
    }
  }
  for (const std::string valid : {"\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF",
                                  "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string text = std::string(before, 'a') + valid;
      CHECK(Read(text + "," + text) == "2: [" + text + "] [" + text + "]\n");
    }
  }
}

TEST_CASE("limits") {
  const CsvOptions columns = {{}, 1000, 3};
  CHECK(Read("a,b,c\na,b,c,d\n\"a\",b,c\n\"a\",b,c,d\ne\n", columns) ==
        "2: [a] [b] [c]\n3: reject 0: the record has too many columns <a,b,c,d>\n"
        "4: [a] [b] [c]\n5: reject 0: the record has too many columns <\"a\",b,c,d>\n6: [e]\n");
  const CsvOptions bytes = {{}, 5, 10};
  CHECK(Read("12345\n123456\n12345\r\n123456\r\n7", bytes) ==
        "2: [12345]\n3: reject 0: the line is longer than the largest record <12345>\n"
        "4: [12345]\n5: reject 0: the line is longer than the largest record <12345>\n6: [7]\n");
  CHECK(Read("\"1\n2\"\n\"1\n\n2\"\n7", bytes) ==
        "2: [1\n2]\n4: reject 0: " + std::string(kUnclosed) + " <\"1>\n" + "6: [2\"]\n7: [7]\n");
}

TEST_CASE("a record of the largest size, and one more byte") {
  const std::size_t largest = CsvOptions().max_record_bytes;
  const std::string fits(largest, 'x');
  const auto reader = MustOpen("h\n" + fits + "\n" + fits + "x\n\"" + fits + "\"\ny\n");
  const std::vector<Delivered> all = ReadAll(*reader);
  REQUIRE(all.size() == 4);
  CHECK((all[0].fields == std::vector<std::string>{fits}));
  CHECK(all[1].reason == "the line is longer than the largest record");
  CHECK(all[1].raw.size() == CsvReader::kMaxRawBytes);
  CHECK(all[2].reason == "the line is longer than the largest record");
  CHECK(all[2].line == 4);
  CHECK(Show(all[3]) == "5: [y]");
}

TEST_CASE("a quote that is never closed does not swallow a large file") {
  std::string text = "id,note\n1,\"open\n";
  for (int i = 0; i < 300'000; ++i) text += std::to_string(i) + ",abc\n";
  const auto reader = MustOpen(text, {}, 65536);
  const std::vector<Delivered> all = ReadAll(*reader);
  REQUIRE(all.size() == 300'001);
  CHECK(all[0].reason == kUnclosed);
  CHECK(all[0].column == 2);
  CHECK(Show(all[1]) == "3: [0] [abc]");
  CHECK(Show(all.back()) == "300002: [299999] [abc]");
}

TEST_CASE("raw text is cut between characters") {
  std::string line(CsvReader::kMaxRawBytes - 1, 'x');
  line += "\xE2\x89\xA4\xFF";
  const std::vector<Delivered> all = ReadAll(*MustOpen("h\n" + line));
  REQUIRE(all.size() == 1);
  CHECK(all[0].raw == std::string(CsvReader::kMaxRawBytes - 1, 'x'));
}

TEST_CASE("the header") {
  const auto reader = MustOpen("\xEF\xBB\xBF\n id ,\"serum\tmagnesium \", age\t,,\n1");
  CHECK(reader->columns() == std::vector<std::string>{"id", "serum\tmagnesium", "age", "", ""});
  CHECK(reader->delimiter() == ',');
  CHECK(reader->name() == "cases.csv");
  CHECK(MustOpen("a;b;c,d")->columns() == std::vector<std::string>{"a", "b", "c,d"});
  CHECK(MustOpen("a;b,c")->columns() == std::vector<std::string>{"a;b", "c"});
  CHECK(MustOpen("a\tb")->delimiter() == '\t');
  CHECK(MustOpen("\"a;b;c\",d")->delimiter() == ',');
  CHECK(MustOpen("alone")->delimiter() == ',');
  CHECK(MustOpen("a;b", {';', 100, 10})->delimiter() == ';');
  CHECK(MustOpen("a,b", {';', 100, 10})->columns() == std::vector<std::string>{"a,b"});
  const std::vector<Delivered> all = ReadAll(*MustOpen("a;b\n1,5;2\n"));
  CHECK(Show(all.at(0)) == "2: [1,5] [2]");
}

TEST_CASE("headers that are none") {
  const std::string cannot = "cannot read `cases.csv`: ";
  const std::string must_name = "its first line must name the columns";
  for (const std::string text : {"", "\n\r\n\n", "\xEF\xBB\xBF", "\xEF\xBB\xBF\n"}) {
    CHECK(OpenError(text) == cannot + "it is empty | " + must_name);
  }
  CHECK(OpenError(",,\n1,2,3\n") == cannot + "its header names no column | " + must_name);
  CHECK(OpenError("id,age, id\n") ==
        cannot + "columns 1 and 3 have the same name | rename or remove one of them");
  CHECK(OpenError("id,a\xFF\n") == cannot + "in its header the text is not valid UTF-8 | " +
                                       must_name +
                                       ", as text in UTF-8, or --encoding says in what");
  CHECK(OpenError("id,\"age\n1,2\n") == cannot + "in its header " + kUnclosed + " | " + must_name +
                                            ", as text in UTF-8, or --encoding says in what");
  CHECK(OpenError("id,age\r1,70\r2,71\r") ==
        cannot +
            "in its header a carriage return outside quotes ends no line | "
            "end the lines with a line feed: tr '\\r' '\\n'");
  CHECK(OpenError(std::string("\xFF\xFEi\0d\0", 6)) ==
        cannot + "it is in UTF-16 | say --encoding utf-16, or save it in UTF-8");
}

TEST_CASE("an error of the source is told after the whole records before it") {
  auto reader = CsvReader::Open(std::make_unique<SteppingSource>("h\n1\n2\n3", 3, true));
  REQUIRE(reader);
  for (int i = 0; i < 2; ++i) CHECK(*(*reader)->Next() == CsvReader::Item::kRecord);
  for (int i = 0; i < 2; ++i) {
    const Result<CsvReader::Item> item = (*reader)->Next();
    REQUIRE_FALSE(item);
    CHECK(item.error().message == "cannot read `cases.csv`: the disk is on fire");
  }
  const auto unopened = CsvReader::Open(std::make_unique<SteppingSource>("i", 1, true));
  CHECK_FALSE(unopened);
}

TEST_CASE("the writer quotes only what needs it") {
  const auto written = [](std::string_view field) {
    std::string out;
    AppendCsvField(out, field);
    return out;
  };
  CHECK(written("") == "");
  CHECK(written("a b; c|d") == "a b; c|d");
  CHECK(written("a,b") == "\"a,b\"");
  CHECK(written("a\"b") == "\"a\"\"b\"");
  CHECK(written("a\nb") == "\"a\nb\"");
  CHECK(written("a\r") == "\"a\r\"");
  CHECK(written(" a") == "\" a\"");
  CHECK(written("a\t") == "\"a\t\"");
}

TEST_SUITE_END();

}  // namespace
}  // namespace mgl
