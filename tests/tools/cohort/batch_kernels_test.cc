// Kernels against loops over characters. Run at every level of instructions (tests/CMakeLists.txt).
#include "tools/io/cells/short_cells.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "engine/batch/plane_kernels.h"
#include "engine/batch/simd_level.h"
#include "tools/cohort/copy_records.h"
#include "tools/io/bytes/text_buffer.h"
#include "tools/io/bytes/text_scan.h"
#include "tools/io/cells/tiny_cells.h"

namespace mgl {
namespace {

/// Digits with decimals behind a point, at most eight characters.
std::optional<FixedPoint> ObviousNumber(const std::string& text) {
  const std::size_t point = text.find('.');
  const std::string whole = text.substr(0, point);
  const std::string decimals = point == std::string::npos ? "" : text.substr(point + 1);
  const bool is_short = text.size() <= kShortCell && !whole.empty();
  if (!is_short || (point != std::string::npos && decimals.empty())) return std::nullopt;
  if ((whole + decimals).find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  return std::stoll(whole + decimals + std::string(9 - decimals.size(), '0'));
}

CellWord Word64(const std::vector<std::string>& cells, std::mt19937& random) {
  CellWord word;
  for (std::size_t i = 0; i < kWordBits; ++i) {
    std::string padded = cells[i];
    while (padded.size() < kShortCell) padded += ".,059a"[random() % 6];
    std::memcpy(&word.bytes[i], padded.data(), kShortCell);
    word.sizes[i] = cells[i].size();
  }
  return word;
}

}  // namespace

TEST_SUITE_BEGIN("kernels");

TEST_CASE("short numbers") {
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> cells(kWordBits);
    for (std::string& cell : cells) {
      const std::string_view characters = random() % 4 == 0 ? "0123456789.-/:a" : "0123456789";
      for (std::size_t i = random() % 10; i > 0; --i) {
        cell += characters[random() % characters.size()];
      }
      if (!cell.empty() && random() % 2 == 0) cell[random() % cell.size()] = '.';
    }
    FixedPoint numbers[kWordBits];
    const CellMasks masks = ReadShortNumbers(Word64(cells, random), numbers);
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::optional<FixedPoint> expected = ObviousNumber(cells[i]);
      INFO("`", cells[i], "`");
      REQUIRE(Bit(&masks.known, i) == expected.has_value());
      REQUIRE(Bit(&masks.other, i) == (!expected && !cells[i].empty()));
      REQUIRE(numbers[i] == expected.value_or(0));
    }
  }
}

TEST_CASE("tiny numbers and yes/no cells are known as short ones are, or not at all") {
  const std::vector<std::string> words = {"yes", "YES",  "yEs", "no",  "No", "y",    "n",
                                          "1",   "yess", "not", "noo", "ye", "\tes", "null"};
  std::mt19937 random(14);
  for (int round = 0; round < 6000; ++round) {
    std::vector<std::string> cells(kWordBits);
    for (std::string& cell : cells) {
      if (round % 2 == 0) {
        if (random() % 5 != 0) cell = words[random() % words.size()];
        continue;
      }
      const std::string_view characters = random() % 8 == 0 ? "0123456789.-/:a" : "0123456789";
      const std::size_t most = random() % 8 == 0 ? 10 : kTinyCell + 1;
      for (std::size_t i = random() % most; i > 0; --i) {
        cell += characters[random() % characters.size()];
      }
      if (round % 4 == 1 && !cell.empty()) cell[random() % cell.size()] = '.';
    }
    const CellWord word = Word64(cells, random);
    TinyCells tiny;
    for (std::size_t i = 0; i < kWordBits; ++i) {
      tiny.bytes[i] = static_cast<std::uint32_t>(word.bytes[i]);
      tiny.sizes[i] = static_cast<std::uint32_t>(word.sizes[i]);
    }
    FixedPoint numbers[kWordBits];
    FixedPoint expected[kWordBits];
    const CellMasks masks = ReadTinyNumbers(tiny, numbers);
    const CellMasks of_short = ReadShortNumbers(word, expected);
    Word yes = 0;
    Word expected_yes = 0;
    const CellMasks truths = ReadTinyTruths(tiny, yes);
    ReadShortTruths(word, expected_yes);
    const bool has_kernel = ChosenSimdLevel() != SimdLevel::kPortable;
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::string& cell = cells[i];
      INFO("`", cell, "`");
      REQUIRE((Bit(&masks.known, i) || Bit(&masks.other, i)) == !cell.empty());
      REQUIRE(Bit(&masks.known, i) ==
              (has_kernel && cell.size() <= kTinyCell && Bit(&of_short.known, i)));
      if (Bit(&masks.known, i)) REQUIRE(numbers[i] == expected[i]);
      REQUIRE((Bit(&truths.known, i) || Bit(&truths.other, i)) == !cell.empty());
      std::string lower = cell;
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      REQUIRE(Bit(&truths.known, i) == (lower == "yes" || lower == "no"));
      REQUIRE(Bit(&yes, i) == (lower == "yes"));
      if (Bit(&yes, i)) REQUIRE(Bit(&expected_yes, i));
    }
  }
}

TEST_CASE("short yes/no cells and words") {
  const std::vector<std::string> texts = {
      "",     "yes", "YES",   "y",         "Y",        "true", "TrUe",     "1",         "no",
      "No",   "n",   "false", "FALSE",     "0",        "yess", "unknown",  "null",      "yes     ",
      "\tes", "2",   "q",     "truetruet", "no no no", "Q",    "abcdefgh", "abcdefghi", "ab"};
  const auto word_of = [](const std::string& text) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), text.size());
    return word;
  };
  const std::vector<std::string> wanted = {"q", "abcdefgh", "ab", "q", "no"};
  std::vector<std::uint64_t> words;
  for (const std::string& text : wanted) words.push_back(word_of(text));
  std::mt19937 random(4);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> cells(kWordBits);
    for (std::string& cell : cells) cell = texts[random() % texts.size()];
    const CellWord word = Word64(cells, random);
    Word yes = 0;
    const CellMasks truths = ReadShortTruths(word, yes);
    std::uint8_t which[kWordBits];
    const CellMasks choices = ReadShortWords(word, words, which);
    for (std::size_t i = 0; i < kWordBits; ++i) {
      const std::string& cell = cells[i];
      INFO("`", cell, "`");
      std::string lower = cell;
      for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      const bool is_yes = lower == "yes" || lower == "y" || lower == "true" || lower == "1";
      const bool is_no = lower == "no" || lower == "n" || lower == "false" || lower == "0";
      REQUIRE(Bit(&yes, i) == is_yes);
      REQUIRE(Bit(&truths.known, i) == (is_yes || is_no));
      REQUIRE(Bit(&truths.other, i) == (!cell.empty() && !is_yes && !is_no));
      const auto found = std::find(wanted.begin(), wanted.end(), cell);
      const bool is_word = found != wanted.end();
      REQUIRE(Bit(&choices.known, i) == is_word);
      REQUIRE(Bit(&choices.other, i) == (!cell.empty() && !is_word));
      if (is_word) REQUIRE(which[i] == found - wanted.begin());
    }
  }
}

TEST_CASE("numbers below a limit, and counts") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<FixedPoint> numbers(kBlockCases);
    for (FixedPoint& number : numbers) {
      number = static_cast<FixedPoint>(random() >> (random() % 64));
      if (random() % 2 == 0) number = -number;
    }
    const FixedPoint limit = numbers[random() % kBlockCases];
    const std::size_t words = 1 + random() % kBlockWords;
    std::vector<Word> below(kBlockWords);
    BelowPlane(numbers.data(), limit, words, below.data());
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < words * kWordBits; ++i) {
      REQUIRE(Bit(below.data(), i) == (numbers[i] < limit));
      count += numbers[i] < limit ? 1 : 0;
    }
    CHECK(CountBits(below.data(), words) == count);
  }
}

TEST_CASE("doubles are cut in one pass") {
  std::mt19937_64 random(6);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> numbers(kBlockCases);
    for (double& number : numbers) number = static_cast<double>(random() % 100) - 50;
    numbers[40] = std::numeric_limits<double>::quiet_NaN();
    const double low = numbers[0] - 20;
    const double high = round % 4 == 0 ? -low : numbers[1];
    const std::vector<double> limits(&numbers[2], &numbers[2 + random() % 20]);
    const std::size_t words = 1 + random() % kBlockWords;
    const std::size_t step = kBlockWords + random() % 3;
    std::vector<Word> inside(kBlockWords);
    std::vector<Word> below(20 * step);
    CutNumbers(numbers.data(), low, high, limits, words, inside.data(), below.data(), step);
    for (std::size_t i = 0; i < words * kWordBits; ++i) {
      REQUIRE(Bit(inside.data(), i) == (numbers[i] >= low && numbers[i] < high));
      for (std::size_t cut = 0; cut < limits.size(); ++cut) {
        REQUIRE(Bit(&below[cut * step], i) == (numbers[i] < limits[cut]));
      }
    }
  }
}

TEST_CASE("planes are combined") {
  std::mt19937_64 random(7);
  for (int round = 0; round < 100; ++round) {
    std::vector<Plane> yes(5);
    std::vector<Plane> no(5);
    for (std::size_t i = 0; i < yes.size() * kBlockWords; ++i) {
      yes[i / kBlockWords][i % kBlockWords] = random();
      no[i / kBlockWords][i % kBlockWords] = random();
    }
    std::vector<NodeId> nodes(random() % 4);
    for (NodeId& node : nodes) node = static_cast<NodeId>(random() % yes.size());
    Plane all;
    Plane any;
    AllAndAny(nodes, yes.data(), no.data(), all.data(), any.data());
    Plane split[4];
    const SureAndMaybe by = {yes[1].data(), yes[2].data()};
    const SureAndMaybe except = {no[2].data(), no[3].data()};
    SplitPlane(yes[0].data(), by, split[0].data(), split[1].data());
    SplitPlane(yes[0].data(), by, except, split[2].data(), split[3].data());
    Plane copies[4];
    for (const std::size_t past_cache : {0, 1}) {
      CopyTruths(yes[0].data(), no[0].data(), no[1].data(), past_cache != 0,
                 copies[2 * past_cache].data(), copies[2 * past_cache + 1].data());
    }
    std::uint64_t both = 0;
    for (std::size_t w = 0; w < kBlockWords; ++w) {
      both += static_cast<std::uint64_t>(std::popcount(yes[0][w] & no[0][w]));
      Word in_all = ~Word{0};
      Word in_any = 0;
      for (const NodeId node : nodes) {
        in_all &= yes[Index(node)][w];
        in_any |= no[Index(node)][w];
      }
      REQUIRE(all[w] == in_all);
      REQUIRE(any[w] == in_any);
      REQUIRE(split[0][w] == (yes[0][w] & yes[1][w]));
      REQUIRE(split[1][w] == (yes[0][w] & ~yes[2][w]));
      REQUIRE(split[2][w] == (yes[0][w] & yes[1][w] & ~no[3][w]));
      REQUIRE(split[3][w] == (yes[0][w] & ~(yes[2][w] & ~no[2][w])));
      REQUIRE(copies[0][w] == yes[0][w]);
      REQUIRE(copies[1][w] == ((yes[0][w] | no[0][w]) & ~no[1][w]));
      REQUIRE(copies[2] == copies[0]);
      REQUIRE(copies[3] == copies[1]);
    }
    CHECK(CountBoth(yes[0].data(), no[0].data()) == both);
  }
}

TEST_CASE("rows of bits become columns") {
  std::mt19937_64 random(8);
  Word rows[kWordBits];
  Word turned[kWordBits];
  for (std::size_t i = 0; i < kWordBits; ++i) turned[i] = rows[i] = random();
  TransposeBits(turned);
  for (std::size_t i = 0; i < kWordBits * kWordBits; ++i) {
    REQUIRE(Bit(turned, i % kWordBits * kWordBits + i / kWordBits) == Bit(rows, i));
  }
}

TEST_CASE("records are copied, in steps and whole") {
  std::mt19937 random(12);
  for (const bool has_ids : {true, false}) {
    std::string padded;  // a text behind the other
    std::vector<std::size_t> sizes;
    for (std::size_t i = 0; i < 400; ++i) {
      sizes.push_back(random() % (i % 9 == 0 ? 300 : 70));
      for (std::size_t j = 0; j < sizes.back(); ++j) padded += static_cast<char>(random());
    }
    padded.append(kCopyStep, '\0');
    std::vector<std::string_view> ids;
    std::vector<std::string_view> texts;
    std::string expected;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      auto& to = i % 2 == 0 ? ids : texts;
      to.push_back(std::string_view(padded).substr(begin, sizes[i]));
      begin += sizes[i];
      if (i % 2 == 1)
        expected += (has_ids ? std::string(ids.back()) : "") + std::string(texts.back());
    }
    std::string copy(expected.size() + kCopyStep, '?');
    const char* const end =
        CopyRecords(has_ids ? ids.data() : nullptr, texts.data(), texts.size(), copy.data());
    CHECK(end == copy.data() + expected.size());
    CHECK(copy.compare(0, expected.size(), expected) == 0);
  }
}

TEST_CASE("separators, and what lines hold") {
  std::mt19937 random(6);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const bool is_plain = random() % 2 == 0;
    const std::string_view characters = is_plain ? std::string_view("ab,;\t\n\n7 ")
                                                 : std::string_view("ab,;\t\n\n7 \"\r\x01\xC3", 13);
    for (std::size_t i = random() % 300; i > 0; --i) {
      text += random() % 3 == 0 ? characters[random() % characters.size()] : 'x';
    }
    LineScan expected;
    char before = '\n';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      if ((byte < ' ' && c != '\t' && c != '\n') || c == '"') break;
      ++expected.plain;
      expected.is_ascii &= byte < 0x80;
      expected.lines += c == '\n' ? 1 : 0;
      expected.records += c == '\n' && before != '\n' ? 1 : 0;
      before = c;
    }
    const LineScan scan = ScanLines(text);
    REQUIRE(scan.plain == expected.plain);
    REQUIRE(scan.is_ascii == expected.is_ascii);
    REQUIRE(scan.lines == expected.lines);
    REQUIRE(scan.records == expected.records);

    const std::string padded = text + std::string(64, ',');
    std::vector<std::uint32_t> positions(text.size() + 64);
    bool in_quotes = random() % 8 == 0;
    std::vector<std::uint32_t> obvious;
    std::uint32_t feeds = 0;
    bool quoted = in_quotes;
    for (std::uint32_t i = 0; i < text.size(); ++i) {
      if (text[i] == '"') quoted = !quoted;
      if (quoted || (text[i] != ';' && text[i] != '\n')) continue;
      obvious.push_back(i);
      feeds += text[i] == '\n' ? 1 : 0;
    }
    const Separators found =
        FindSeparators(padded.data(), 0, text.size(), ';', in_quotes, positions.data());
    if (text.size() % 64 == 0) REQUIRE(in_quotes == quoted);
    positions.resize(found.count);
    REQUIRE(positions == obvious);
    REQUIRE(found.line_feeds == feeds);
  }
}

namespace {

/// The same as ScanRecords(), character by character.
RecordScan ObviousRecords(const std::string& text, char delimiter) {
  RecordScan scan;
  RecordScan so_far;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    bool at_line_end = false;
    while (!at_line_end) {
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          if (at >= text.size()) return scan;
          const auto byte = static_cast<unsigned char>(text[at]);
          if (byte < ' ' && byte != '\t' && byte != '\n' && byte != '\r') return scan;
          so_far.lines += text[at] == '\n' ? 1 : 0;
          if (text[at] != '"') continue;
          if (at + 1 >= text.size() || text[at + 1] != '"') break;
          ++at;
        }
        ++at;
      } else {
        for (; at < text.size() && text[at] != delimiter && text[at] != '\n'; ++at) {
          if (text[at] == '\r') break;
          if (text[at] == '"' || (static_cast<unsigned char>(text[at]) < ' ' && text[at] != '\t')) {
            return scan;
          }
        }
      }
      if (at < text.size() && text[at] == '\r') ++at;
      if (at >= text.size()) return scan;
      if (text[at] == delimiter && text[at - (at > 0 ? 1 : 0)] != '\r') {
        ++at;
        continue;
      }
      if (text[at] != '\n') return scan;
      at_line_end = true;
    }
    const std::string line = text.substr(begin, at - begin);
    so_far.records += line.empty() || line == "\r" ? 0 : 1;
    ++so_far.lines;
    ++at;
    so_far.size = at;
    scan = so_far;
  }
  return scan;
}

}  // namespace

TEST_CASE("records with quotes and carriage returns") {
  std::mt19937 random(9);
  std::size_t whole = 0;
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    const std::size_t peculiar = random() % 200;  // seldom or never
    for (std::size_t i = random() % 60; i > 0; --i) {
      switch (random() % 6) {
        case 0:
          text += "\"a" + std::string(random() % 70, 'q') + "\"\"b,\r\n\"";
          break;
        case 1:
          text += random() % 2 == 0 ? "\"\"" : "\"x\"";
          break;
        default:
          text += std::string(random() % 9, 'x');
      }
      if (peculiar < 20 && random() % 10 == 0) text += "\"\r\1x\"\n"[random() % 6];
      text += std::string_view(",,,\n\r")[random() % 5];
      if (text.back() == '\r') text += '\n';
      if (random() % 20 == 0) text += random() % 2 == 0 ? "\r\n" : "\n";
    }
    const RecordScan expected = ObviousRecords(text, ',');
    const RecordScan scan = ScanRecords(text, ',');
    INFO(text);
    REQUIRE(scan.size == expected.size);
    REQUIRE(scan.records == expected.records);
    REQUIRE(scan.lines == expected.lines);
    if (scan.size == text.size()) {
      ++whole;
      REQUIRE(scan.has_quotes == (text.find('"') != std::string::npos));
      REQUIRE(scan.has_returns == (text.find('\r') != std::string::npos));
      REQUIRE(scan.is_ascii);
    }
  }
  CHECK(whole > 500);
}

TEST_SUITE_END();

}  // namespace mgl
