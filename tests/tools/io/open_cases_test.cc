// What is said of keys that are known only after the lines were decided.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tools/io/bytes/byte_source.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cases/file_keys.h"

namespace mgl {

TEST_SUITE_BEGIN("cohort");

TEST_CASE("notices stand in the order of the input, whenever keys are known") {
  Guideline guideline;
  guideline.header.name = "g";
  guideline.facts.resize(2);
  guideline.facts[0].name = "weight";
  guideline.facts[1].name = "height";
  Result<FactNames> names = FactNames::Make(guideline, {});
  REQUIRE(names);
  FactReader facts(guideline);
  Cohort cohort(guideline, facts, std::move(*names));
  std::string lines;
  while (lines.size() <= kLeastLineBytes) lines += "{\"weight\": 1}\n";
  auto file = OpenNdjsonCases(
      cohort, ByteSource::FromString(lines + " \n{\"later\":1}\n{\"no\":1}", "a.ndjson"));
  REQUIRE(file);
  TextLines first;
  TextLines none;
  REQUIRE(*(*file)->NextLines(first));
  CHECK_FALSE(*(*file)->NextLines(none));
  InputRow row;
  while (*(*file)->Next(row)) {
  }
  auto csv = OpenCsvCases(cohort, ByteSource::FromString("id,column,weight\n1,2,3\n", "b.csv"));
  REQUIRE(csv);
  cohort.NoticeRepeatedId("a.ndjson", 2);
  CHECK(cohort.TakeNotices() ==
        std::vector<std::string>{"ids repeat: line 2 of a.ndjson has one that was seen before"});
  // As CohortReader::SeeKeys().
  cohort.EndWait([&] {
    for (const std::string key : {"first", "weight", "first"}) first.ndjson->See(key);
  });
  CHECK(cohort.TakeNotices() ==
        std::vector<std::string>{
            "key `first` is no fact of g and is ignored",
            "key `later` is no fact of g and is ignored", "key `no` is no fact of g and is ignored",
            "no key of a.ndjson is `id`: its cases bear the numbers of their rows",
            "no case of a.ndjson has the key `height`: missing in every case",
            "column `column` is no fact of g and is ignored"});
}

TEST_SUITE_END();

}  // namespace mgl
