// The index against a loop over the characters, for lines of all lengths.
#include "tools/io/csv/field_index.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <random>
#include <string>
#include <vector>

#include "tools/cohort/key_rows.h"
#include "tools/cohort/key_table.h"

namespace mgl {
namespace {

struct Line {
  std::uint32_t number;
  std::vector<std::string> fields;
  bool operator==(const Line&) const = default;
};

std::vector<Line> Obvious(const std::string& text, char delimiter) {
  std::vector<Line> lines;
  Line line{0, {""}};
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c == '\n') {
      if (line.fields.size() > 1 || !line.fields[0].empty()) lines.push_back(line);
      line = {++number, {""}};
    } else if (c == delimiter) {
      line.fields.emplace_back();
    } else {
      line.fields.back() += c;
    }
  }
  return lines;
}

std::vector<Line> Indexed(const std::string& text, char delimiter, std::size_t most_rows,
                          std::size_t columns = 3) {
  const std::string padded = text + std::string(64, ',');
  FieldIndex index;
  index.Start(std::string_view(padded).substr(0, text.size()), delimiter, columns);
  std::vector<Line> lines;
  while (index.Next(most_rows)) {
    CHECK(index.rows().size() <= most_rows);
    for (const FieldRow& row : index.rows()) {
      Line& line = lines.emplace_back(Line{row.line, {}});
      const std::uint32_t* end = index.ends() + row.first_end;
      for (std::uint32_t i = 0; i < row.fields; ++i, ++end) {
        const std::uint32_t begin = end[-1] + 1;
        line.fields.push_back(text.substr(begin, *end - begin));
      }
    }
  }
  return lines;
}

}  // namespace

TEST_SUITE_BEGIN("kernels");

TEST_CASE("fields are found whatever the lines' lengths") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    std::string text;
    const std::size_t longest = round % 3 == 0 ? 2 : round % 3 == 1 ? 30 : 400;
    for (int line = 0; line < 400; ++line) {
      for (std::size_t i = random() % longest; i > 0; --i) text += "ab,;\t"[random() % 5];
      text += '\n';
    }
    for (const char delimiter : {',', ';', '\t'}) {
      const std::vector<Line> expected = Obvious(text, delimiter);
      CHECK(Indexed(text, delimiter, 128) == expected);
      CHECK(Indexed(text, delimiter, 1024) == expected);
    }
  }
  CHECK(Indexed("\n\n\n", ',', 128).empty());
}

TEST_CASE("keys are the planes' bits case by case, and equal keys get one number") {
  std::mt19937_64 random(7);
  for (const std::size_t planes : {1, 2, 63, 64, 65, 200}) {
    std::vector<Word> words(2 * planes);
    for (Word& word : words) word = random();
    std::vector<const Word*> pointers;
    for (std::size_t i = 0; i < planes; ++i) pointers.push_back(&words[2 * i]);
    const std::size_t key_words = KeyWords(planes);
    std::vector<Word> keys(kWordBits * key_words);
    KeysOfWord(pointers, 1, keys.data());
    KeyTable table(key_words);
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      for (std::size_t i = 0; i < planes; ++i) {
        CHECK(Bit(&keys[bit * key_words], i) == Bit(&words[2 * i + 1], bit));
      }
    }
    std::vector<std::vector<Word>> seen;
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      const std::vector<Word> key(&keys[bit * key_words], &keys[bit * key_words] + key_words);
      const auto known = std::find(seen.begin(), seen.end(), key);
      const std::uint32_t number = table.FindOrAdd(key.data());
      if (known == seen.end()) {
        CHECK(number == KeyTable::kNew);
        seen.push_back(key);
      } else {
        CHECK(number == static_cast<std::uint32_t>(known - seen.begin()));
      }
    }
    CHECK(table.size() == seen.size());
    std::array<std::uint32_t, kWordBits> numbers{};
    const Word found = table.FindMost(keys.data(), kWordBits, numbers.data());
    CHECK(std::popcount(found) > 32);
    for (std::size_t bit = 0; bit < kWordBits; ++bit) {
      if ((found >> bit & 1U) == 0) continue;
      CHECK(numbers[bit] == table.FindOrAdd(&keys[bit * key_words]));
    }
    const std::vector<Word> other(key_words, 0x123456789);
    CHECK(table.FindMost(other.data(), 1, numbers.data()) == 0);
    table.Clear();
    CHECK(table.FindMost(keys.data(), kWordBits, numbers.data()) == 0);
  }
}

TEST_SUITE_END();

}  // namespace mgl
