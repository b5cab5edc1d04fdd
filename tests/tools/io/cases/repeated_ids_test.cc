#include "tools/io/cases/repeated_ids.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace mgl {
namespace {

TEST_CASE("repeated ids: many at once are seen as one by one") {
  std::mt19937_64 random(3);
  std::size_t found = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<std::uint64_t> hashes(random() % 3000);
    for (std::uint64_t& hash : hashes) hash = RepeatedIds::HashOf(std::to_string(random()));
    // Repeats of ids near and far, and places that hold none.
    for (std::size_t i = 0; i < static_cast<std::size_t>(round % 3) && hashes.size() > 1; ++i) {
      hashes[random() % hashes.size()] = hashes[random() % hashes.size()];
    }
    for (std::size_t i = 0; i < hashes.size() / 10; ++i) hashes[random() % hashes.size()] = 0;
    RepeatedIds obvious;
    std::size_t expected = 0;
    while (expected < hashes.size() &&
           (hashes[expected] == 0 || !obvious.IsRepeat(hashes[expected]))) {
      ++expected;
    }
    RepeatedIds ids;
    REQUIRE(ids.FirstRepeat(hashes.data(), hashes.size()) == expected);
    found += expected < hashes.size() ? 1 : 0;
  }
  CHECK(found > 50);
  CHECK(found < 200);
}

TEST_CASE("repeated ids: the latest thousand are remembered, and what is long is told apart") {
  RepeatedIds ids;
  const std::string long_id(100, 'x');
  CHECK_FALSE(ids.IsRepeat(RepeatedIds::HashOf(long_id)));
  CHECK_FALSE(ids.IsRepeat(RepeatedIds::HashOf(long_id + "x")));
  CHECK_FALSE(ids.IsRepeat(RepeatedIds::HashOf("")));
  CHECK(ids.IsRepeat(RepeatedIds::HashOf(long_id)));
  CHECK(ids.IsRepeat(RepeatedIds::HashOf("")));
}

}  // namespace
}  // namespace mgl
