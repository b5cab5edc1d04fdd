// columns_in_memory GUIDELINE ROWS ROUNDS: decides columns in memory through libmgl, and single
// cases. Prints JSON, of medians: bytes a second of columns and decisions, rows a second,
// nanoseconds a single case.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "mgl.hpp"

namespace {

constexpr std::int32_t kAsOf = 20513;  // 2026-03-01

double Seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Made-up patients: numbers with two decimals, yes/no, an eighth of each missing.
struct Cohort {
  explicit Cohort(std::size_t size) : rows(size), columns(static_cast<std::int64_t>(size)) {
    const std::size_t bytes = (rows + 7) / 8;
    for (const auto& [name, range] :
         std::vector<std::pair<std::string, unsigned>>{{"age", 100},
                                                       {"serum_mg", 300},
                                                       {"egfr", 1200},
                                                       {"days_since_start", 400},
                                                       {"days_since_dose_change", 400}}) {
      const double scale = name == "serum_mg" ? 100 : name == "egfr" ? 10 : 1;
      std::vector<double>& values = numbers.emplace_back(rows);
      for (double& value : values) value = static_cast<double>(random() % range) / scale;
      columns.Numbers(name, values.data(), Bits(bytes, true));
    }
    for (const char* name : {"muscle_cramps", "arrhythmia", "other_electrolyte_abnormality",
                             "pregnant", "on_oral_mg", "stable"}) {
      const void* const yes = Bits(bytes, false);
      columns.Truths(name, yes, Bits(bytes, true));
    }
  }

  const std::uint8_t* Bits(std::size_t bytes, bool mostly) {
    std::vector<std::uint8_t>& made = bits.emplace_back(bytes);
    for (std::uint8_t& byte : made)
      byte = static_cast<std::uint8_t>(mostly ? random() | random() | random() : random());
    return made.data();
  }
  /// Cases with a magnesium below 1.8 mg/dL, counted one by one.
  std::size_t CountDeficient() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      count += (bits[1][i / 8] >> (i % 8) & 1) != 0 && numbers[1][i] < 1.8 ? 1 : 0;
    }
    return count;
  }
  double BytesARow() const {
    return static_cast<double>(numbers.size()) * 8 + static_cast<double>(bits.size()) / 8;
  }

  std::size_t rows;
  std::mt19937_64 random{1};
  std::vector<std::vector<double>> numbers;
  std::vector<std::vector<std::uint8_t>> bits;
  mgl::api::Columns columns;
};

std::size_t CountYes(const mgl::api::Table& decisions, const std::string& rule) {
  std::size_t count = 0;
  for (std::int64_t column = 0; column < decisions.columns(); ++column) {
    if (decisions.name(column) != rule) continue;
    for (std::int64_t row = 0; row < decisions.rows(); ++row)
      count += decisions.Text(column, row) == "yes" ? 1 : 0;
  }
  return count;
}

/// One after the other, each as a table of one row.
double NanosecondsACase(const mgl::api::Guideline& guideline, const mgl::api::Options& options) {
  constexpr int kCases = 20'000;
  const double magnesium = 1.1;
  const std::uint8_t yes = 1;
  const double start = Seconds();
  for (int i = 0; i < kCases; ++i) {
    mgl::api::Columns patient(1);
    patient.Numbers("serum_mg", &magnesium).Truths("muscle_cramps", &yes);
    guideline.Decide(options, patient);
  }
  return (Seconds() - start) / kCases * 1e9;
}

double Median(std::vector<double> values) {
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2));
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) return std::fputs("usage: columns_in_memory GUIDELINE ROWS ROUNDS\n", stderr), 2;
  const auto guideline = mgl::api::Guideline::FromFile(argv[1]);
  const auto rows = static_cast<std::size_t>(std::strtoull(argv[2], nullptr, 10));
  const int rounds = std::atoi(argv[3]);
  if (rows == 0 || rounds < 1) return std::fputs("ROWS and ROUNDS are at least 1\n", stderr), 2;
  Cohort cohort(rows);
  mgl::api::Options options(kAsOf);
  options.columns = MGL_COLUMN_RULES;
  if (CountYes(guideline.Decide(options, cohort.columns), "deficient") != cohort.CountDeficient()) {
    return std::fputs("the decisions are wrong\n", stderr), 1;
  }
  std::vector<double> rates;
  std::vector<double> singles;
  double bytes_a_row = 0;
  for (int round = 0; round < rounds; ++round) {
    const double start = Seconds();
    const mgl::api::Table decisions = guideline.Decide(options, cohort.columns);
    rates.push_back(static_cast<double>(rows) / (Seconds() - start));
    bytes_a_row = cohort.BytesARow() + static_cast<double>(decisions.columns()) * 2 / 8;
    singles.push_back(NanosecondsACase(guideline, options));
  }
  const double rate = Median(rates);
  std::printf("{\"bytes_a_second\": %.0f, \"rows_a_second\": %.0f, \"nanoseconds_a_case\": %.0f}\n",
              rate * bytes_a_row, rate, Median(singles));
} catch (const mgl::api::Failure& failure) {
  std::fprintf(stderr, "%s\n", failure.what());
  return 1;
}
