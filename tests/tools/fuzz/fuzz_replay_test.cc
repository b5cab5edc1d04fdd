// The fuzz target over its seeds, the guidelines and the golden texts: what must hold for every
// text holds for these (it aborts where it does not).
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int FuzzCohort(const std::uint8_t* data, std::size_t size);

namespace mgl {
namespace {

namespace fs = std::filesystem;

void Replay(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

TEST_CASE("the fuzz target holds for its seeds") {
  int replayed = 0;
  for (const char* const folder : {"guidelines", "tests/golden"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(MGL_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".mgl") continue;
      CAPTURE(entry.path().string());
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      Replay(text.str());
      ++replayed;
    }
  }
  CHECK(replayed > 500);
}

TEST_CASE("the fuzz target holds for texts cut off anywhere") {
  const fs::path file =
      fs::path(MGL_SOURCE_DIR) / "guidelines" / "cha2ds2_vasc" / "cha2ds2_vasc.mgl";
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  const std::string whole = text.str();
  REQUIRE(whole.size() > 1000);
  for (std::size_t size = 0; size < whole.size(); size += 37) {
    CAPTURE(size);
    Replay(whole.substr(0, size));
  }
  Replay(std::string(1000, '\0'));
}

TEST_CASE("the fuzz target of cohorts holds for its seeds, however they are run") {
  int replayed = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(MGL_SOURCE_DIR) / "tests/tools/fuzz/cohort_seeds")) {
    CAPTURE(entry.path().string());
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    std::string input = text.str();
    REQUIRE(input.size() > 10);
    const bool is_ndjson = (static_cast<unsigned char>(input[0]) & 1U) != 0;
    for (unsigned bits = is_ndjson ? 1 : 0; bits < 256; bits += 6) {
      input[0] = static_cast<char>(bits);
      FuzzCohort(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    }
    for (std::size_t size = 1; size < input.size(); size += 23) {
      FuzzCohort(reinterpret_cast<const std::uint8_t*>(input.data()), size);
    }
    ++replayed;
  }
  CHECK(replayed >= 6);
}

}  // namespace mgl
