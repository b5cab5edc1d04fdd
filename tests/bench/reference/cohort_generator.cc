// cohort_generator ROWS csv|ndjson >FILE: a made-up cohort. A row depends only on its number, so
// that a small cohort is the beginning of a large one, and the same bytes come out everywhere.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "protocol.h"

namespace bench {
namespace {

std::uint64_t mixed(std::uint64_t x) {  // splitmix64
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(mixed(seed)) {}
  std::uint32_t below(std::uint32_t bound) {
    state_ = mixed(state_);
    return static_cast<std::uint32_t>((state_ >> 32) * bound >> 32);
  }
  bool percent(std::uint32_t chance) { return below(100) < chance; }

 private:
  std::uint64_t state_;
};

using Cells = std::array<std::string, kColumns>;

std::string decimal(std::uint32_t value, std::size_t places) {
  std::string digits = std::to_string(value);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  return digits.insert(digits.size() - places, 1, '.');
}

// The draws stand one a line where their order counts: a draw that is not used is drawn all the
// same.
void fill_row(std::uint64_t number, Cells& cells) {
  Random random(number * 2 + 1);
  const auto yes_no = [&random](std::string& cell, std::uint32_t empty, std::uint32_t yes) {
    const bool is_empty = random.percent(empty);
    const bool is_yes = random.percent(yes);
    cell = is_empty ? "" : is_yes ? "yes" : "no";
    return !is_empty && is_yes;
  };
  cells[id] = "P" + std::to_string(number);
  cells[age] = std::to_string(18 + random.below(78));
  const bool female = random.percent(52);
  cells[sex] = female ? "F" : "M";

  const bool no_serum = random.percent(15);
  const bool one_decimal = random.percent(12);
  std::uint32_t serum = 70 + random.below(96);
  serum += random.below(96);  // 0.70 to 2.60 mg/dL
  cells[serum_mg] = no_serum ? "" : one_decimal ? decimal(serum / 10, 1) : decimal(serum, 2);

  yes_no(cells[muscle_cramps], 5, 40);
  yes_no(cells[arrhythmia], 8, 15);
  yes_no(cells[other_electrolyte_abnormality], 10, 20);
  yes_no(cells[pregnant], female ? 10 : 2, female ? 12 : 0);

  const bool no_egfr = random.percent(20);
  const std::uint32_t rate = 80 + random.below(1150);
  cells[egfr] = no_egfr ? "" : decimal(rate, 1);

  const bool treated = yes_no(cells[on_oral_mg], 5, 35);
  const bool no_start = random.percent(treated ? 5 : 80);
  const bool recent = random.percent(50);
  const std::uint32_t since_start = random.below(recent ? 30 : 400);
  cells[days_since_start] = no_start ? "" : std::to_string(since_start);

  const bool no_change = random.percent(treated ? 30 : 92);
  const std::uint32_t since_change = random.below(60);
  cells[days_since_dose_change] = no_change ? "" : std::to_string(since_change);
  yes_no(cells[stable], 30, 60);
}

void append_csv(const Cells& cells, std::string& out) {
  for (int column = 0; column < kColumns; column++) {
    if (column > 0) out += ',';
    out += cells[column];
  }
  out += '\n';
}

void append_json_value(int column, const std::string& cell, std::string& out) {
  if (cell.empty()) {
    out += "null";
  } else if (column == id || column == sex) {
    out.append("\"").append(cell).append("\"");
  } else if (cell == "yes" || cell == "no") {
    out += cell == "yes" ? "true" : "false";
  } else {
    out += cell;
  }
}

void append_json(const Cells& cells, std::string& out) {
  for (int column = 0; column < kColumns; column++) {
    out.append(column > 0 ? ",\"" : "{\"").append(kColumnNames[column]).append("\":");
    append_json_value(column, cells[column], out);
  }
  out += "}\n";
}

bool write(std::string& out) {
  const bool written = std::fwrite(out.data(), 1, out.size(), stdout) == out.size();
  out.clear();
  return written;
}

int run(std::uint64_t rows, bool json) {
  std::string out = json ? "" : cohort_header();
  Cells cells;
  for (std::uint64_t number = 1; number <= rows; number++) {
    fill_row(number, cells);
    json ? append_json(cells, out) : append_csv(cells, out);
    if (out.size() > (1 << 20) && !write(out)) return 1;
  }
  return write(out) && std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  const std::string_view format = argc == 3 ? argv[2] : "";
  if (format != "csv" && format != "ndjson") {
    std::fputs("usage: cohort_generator ROWS csv|ndjson >FILE\n", stderr);
    return 2;
  }
  return bench::run(std::strtoull(argv[1], nullptr, 10), format == "ndjson");
}
