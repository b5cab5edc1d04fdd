// ordinary_program IN.csv OUT.csv: the protocol as a competent programmer writes it first: a line
// at a time, no SIMD, no tables. Only the numbers' reading is modern (from_chars).
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "protocol.h"

namespace bench {
namespace {

using Cells = std::array<std::string_view, kColumns>;
using Number = std::optional<double>;

bool split(std::string_view line, Cells& cells) {
  std::size_t column = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < line.size() && column < kColumns; at++) {
    if (line[at] != ',' && line[at] != '\n') continue;
    cells[column++] = line.substr(begin, at - begin);
    begin = at + 1;
  }
  return column == kColumns && begin == line.size();
}

Number number(std::string_view cell) {
  double value = 0;
  if (cell.empty()) return {};
  std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return value;
}
Answer answer(std::string_view cell) {
  return answer_if(cell == "yes" || cell == "no", cell == "yes");
}
Answer below(Number a, double b) { return answer_if(a.has_value(), a && *a < b); }
Answer at_least(Number a, double b) { return answer_if(a.has_value(), a && *a >= b); }
Answer above(Number a, double b) { return answer_if(a.has_value(), a && *a > b); }

Conditions conditions(const Cells& cells) {
  const Number serum = number(cells[serum_mg]);
  const Number since_start = number(cells[days_since_start]);
  return {
      .serum_is_missing = !serum,
      .low_magnesium = below(serum, 1.8),
      .very_low_magnesium = below(serum, 1.2),
      .older_adult = at_least(number(cells[age]), 60),
      .low_egfr = below(number(cells[egfr]), 30),
      .started_7_days = at_least(since_start, 7),
      .started_over_14 = above(since_start, 14),
      .started_90_days = at_least(since_start, 90),
      .changed_14_days = at_least(number(cells[days_since_dose_change]), 14),
      .muscle_cramps = answer(cells[muscle_cramps]),
      .arrhythmia = answer(cells[arrhythmia]),
      .other_electrolyte_abnormality = answer(cells[other_electrolyte_abnormality]),
      .pregnant = answer(cells[pregnant]),
      .on_oral_mg = answer(cells[on_oral_mg]),
      .stable = answer(cells[stable]),
  };
}

bool run(std::FILE* in, std::FILE* out) {
  char* line = nullptr;
  std::size_t capacity = 0;
  ssize_t length = getline(&line, &capacity, in);
  bool good =
      length > 0 && cohort_header() == std::string_view(line, static_cast<std::size_t>(length));
  std::string text = decisions_header();
  Cells cells;
  while (good && (length = getline(&line, &capacity, in)) > 0) {
    good = split({line, static_cast<std::size_t>(length)}, cells);
    if (!good) break;
    text += cells[id];
    for (const Answer outcome : decide(conditions(cells))) {
      text += ',';
      text += letter(outcome);
    }
    text += '\n';
    if (text.size() > 1 << 16) {
      good = std::fwrite(text.data(), 1, text.size(), out) == text.size();
      text.clear();
    }
  }
  std::free(line);  // NOLINT: getline's own buffer
  return good && std::fwrite(text.data(), 1, text.size(), out) == text.size();
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: ordinary_program IN.csv OUT.csv\n", stderr);
    return 2;
  }
  std::FILE* in = std::fopen(argv[1], "rb");
  std::FILE* out = in == nullptr ? nullptr : std::fopen(argv[2], "wb");
  const bool opened = out != nullptr;
  const bool good = opened && bench::run(in, out);
  const bool closed = opened && std::fclose(out) == 0;
  if (good && closed) return 0;
  std::fputs("ordinary_program: cannot read, cannot write, or not a cohort\n", stderr);
  return 1;
}
