// Texts, their lines and columns.
#include "dsl/text/source.h"

#include <doctest/doctest.h>

namespace mgl {
namespace {

TEST_CASE("positions count lines from 1 and columns in characters") {
  const SourceFile source("a.mgl", "µg ≥ 5\n\tx\n\nend");
  CHECK_EQ(source.line_count(), 4);
  CHECK(source.PositionOf(0) == Position{1, 1});
  CHECK(source.PositionOf(2) == Position{1, 2});  // behind the two bytes of µ
  CHECK(source.PositionOf(source.text().find('5')) == Position{1, 6});
  CHECK(source.PositionOf(source.text().find('x')) == Position{2, 2});
  CHECK(source.PositionOf(source.text().find("end")) == Position{4, 1});
  CHECK(source.PositionOf(source.text().size()) == Position{4, 4});
  CHECK(source.PositionOf(100'000) == Position{4, 4});
}

TEST_CASE("lines come without their line ends, also those of Windows") {
  const SourceFile source("a.mgl", "one\r\ntwo\n\nfour");
  CHECK_EQ(source.Line(1), "one");
  CHECK_EQ(source.Line(2), "two");
  CHECK_EQ(source.Line(3), "");
  CHECK_EQ(source.Line(4), "four");
}

TEST_CASE("an empty text has one empty line") {
  const SourceFile source("a.mgl", "");
  CHECK_EQ(source.line_count(), 1);
  CHECK_EQ(source.Line(1), "");
  CHECK(source.PositionOf(0) == Position{1, 1});
}

TEST_CASE("a byte order mark is removed") {
  CHECK_EQ(SourceFile("a.mgl",
                      "\xEF\xBB\xBF"
                      "fact")
               .text(),
           "fact");
}

}  // namespace
}  // namespace mgl
