// expert_program IN.csv OUT.csv THREADS: the protocol as an expert writes it who knows this one
// protocol, this one layout of the columns and this processor: the speed to compare with. Any other
// guideline would be another program.
//
// A block of lines becomes a list of its separators (AVX-512, or AVX2 where there is none). A
// number becomes a key that is ordered like the number, without a multiplication, and then the
// interval that it lies in. The intervals and answers of a row are two table indices (12 and 11
// bits), and the tables hold the finished text of its outcomes.
#include <fcntl.h>
#include <immintrin.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "protocol.h"

namespace bench {
namespace {

using u8 = std::uint8_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

constexpr std::size_t kChunk = 256 << 10;  // bytes that a thread takes at a time
constexpr std::size_t kLongestLine = 64 << 10;
constexpr std::size_t kPadding = 128;     // bytes that may be read behind a block
constexpr std::size_t kOutcomeText = 33;  // ",y" 16 times and the line's end

// ---- Tables: from the codes of a row to the text of its outcomes.

// The outcomes before this one depend on the codes of index A, the others on those of index B.
constexpr int kFirstOfB = 11;
constexpr u32 kSizeA = 4096;
constexpr u32 kSizeB = 2048;

struct Tables {
  alignas(64) std::array<std::array<char, 32>, kSizeA> text_a{};
  alignas(64) std::array<std::array<char, 16>, kSizeB> text_b{};
};

// A yes/no cell's code is its Answer; the code 1 does not occur. An interval's code is 0 where the
// cell is empty.
Answer answer_of(u32 code) {
  return (code & 3) == 1 ? Answer::unknown : static_cast<Answer>(code & 3);
}

Conditions conditions_of(u32 a, u32 b) {
  const u32 serum = a & 3;        // 1: below 1.2, 2: below 1.8, 3: above
  const u32 years = a >> 10 & 3;  // 1: below 60, 2: above
  const u32 filtration = b & 3;   // 1: below 30, 2: above
  const u32 start = b >> 4 & 7;   // 1: below 7, 2: to 14, 3: below 90, 4: above
  const u32 change = b >> 7 & 3;  // 1: below 14, 2: above
  return {
      .serum_is_missing = serum == 0,
      .low_magnesium = answer_if(serum != 0, serum < 3),
      .very_low_magnesium = answer_if(serum != 0, serum < 2),
      .older_adult = answer_if(years != 0, years == 2),
      .low_egfr = answer_if(filtration != 0, filtration == 1),
      .started_7_days = answer_if(start != 0, start >= 2),
      .started_over_14 = answer_if(start != 0, start >= 3),
      .started_90_days = answer_if(start != 0, start >= 4),
      .changed_14_days = answer_if(change != 0, change == 2),
      .muscle_cramps = answer_of(a >> 2),
      .arrhythmia = answer_of(a >> 4),
      .other_electrolyte_abnormality = answer_of(a >> 6),
      .pregnant = answer_of(a >> 8),
      .on_oral_mg = answer_of(b >> 2),
      .stable = answer_of(b >> 9),
  };
}

void write_outcomes(const Conditions& conditions, int first, int last, char* text) {
  const std::array<Answer, kOutcomes> outcomes = decide(conditions);
  for (int i = first; i < last; i++) {
    *text++ = ',';
    *text++ = letter(outcomes[i]);
  }
}

std::unique_ptr<const Tables> make_tables() {
  auto tables = std::make_unique<Tables>();
  for (u32 a = 0; a < kSizeA; a++)
    write_outcomes(conditions_of(a, 0), 0, kFirstOfB, tables->text_a[a].data());
  for (u32 b = 0; b < kSizeB; b++) {
    write_outcomes(conditions_of(0, b), kFirstOfB, kOutcomes, tables->text_b[b].data());
    tables->text_b[b][2 * (kOutcomes - kFirstOfB)] = '\n';
  }
  return tables;
}

// ---- Cells: eight bytes at a time. What does not fit sets `wrong`.

constexpr u64 kOnes = 0x0101010101010101;
constexpr u64 kHighBits = 0x80 * kOnes;

u64 load8(const char* at) {
  u64 bytes = 0;
  std::memcpy(&bytes, at, 8);
  return bytes;
}
// Nonzero where one of the first `bits / 8` characters is no digit.
u64 not_digits(u64 bytes, u32 bits) {
  const u64 digits = _bzhi_u64(bytes ^ (0x30 * kOnes), bits);
  return ((digits + 0x76 * kOnes) | digits) & kHighBits;
}
// The last of these digits in the lowest byte, a byte each: the greater number has the greater key.
u64 digits_key(u64 bytes, u32 length) {
  return __builtin_bswap64(bytes << ((64 - 8 * length) & 63)) & (0x0f * kOnes);
}

constexpr u64 key_of(u32 number) {
  u64 key = 0;
  for (int shift = 0; number > 0; shift += 8, number /= 10)
    key |= static_cast<u64>(number % 10) << shift;
  return key;
}
constexpr u64 decimal_key_of(u32 thousandths) {
  return key_of(thousandths / 1000) << 24 | key_of(thousandths % 1000);
}
static_assert(decimal_key_of(1800) == 0x01080000);

u64 integer_key(const char* at, u32 length, u64& wrong) {
  const u64 bytes = load8(at);
  wrong |= not_digits(bytes, length * 8) | (length > 7);
  return digits_key(bytes, length);
}

// Up to 8 characters: whole digits, then three decimals.
u64 decimal_key(const char* at, u32 length, u64& wrong) {
  const u64 bytes = load8(at);
  const u64 points = bytes ^ (0x2e * kOnes);
  const u64 found = _bzhi_u64((points - kOnes) & ~points & kHighBits, length * 8);
  const u32 whole = std::min(static_cast<u32>(_tzcnt_u64(found)) >> 3, length);
  const u32 decimals = length > whole ? length - whole - 1 : 0;
  const u64 fraction = _bzhi_u64(bytes >> ((8 * whole + 8) & 63), decimals * 8);
  wrong |= not_digits(bytes, whole * 8) | not_digits(fraction, decimals * 8) | (length > 8) |
           (whole > 5);
  return digits_key(bytes, whole) << 24 | (__builtin_bswap64(fraction) >> 40 & 0x0f0f0f);
}

// Two bits of the first character tell `yes`, `no` and a separator apart; the length must be that
// of the word.
u32 answer_code(const char* at, u32 length, u64& wrong) {
  const u32 code = _pext_u32(static_cast<u8>(*at), 0x50);
  wrong |= length ^ (0x3200U >> (code * 4) & 15);
  return code;
}

// ---- Blocks of whole lines.

alignas(64) constexpr std::array<u8, 64> kIota = [] {
  std::array<u8, 64> iota{};
  for (u8 i = 0; i < 64; i++) iota[i] = i;
  return iota;
}();

// Where the separators of the next bytes are, appended to `positions`; how many there are now.
class Separators {
 public:
  static constexpr u32 kStep = 16384;

  void find(const char* text, std::size_t begin, std::size_t end) {
    u32 count = count_;
    for (std::size_t at = begin; at < end; at += 64) {
      u64 mask = separators(text + at);
      if (at + 64 > end) mask = _bzhi_u64(mask, static_cast<u32>(end - at));
      store(mask, static_cast<u32>(at), positions_.data() + count);
      count += static_cast<u32>(_mm_popcnt_u64(mask));
    }
    count_ = count;
  }
  const u32* data() const { return positions_.data(); }
  u32 rows() const { return count_ / kColumns; }
  bool empty() const { return count_ == 0; }
  void drop_rows(u32 rows) {
    const u32 dropped = rows * kColumns;
    std::memmove(positions_.data(), positions_.data() + dropped, (count_ - dropped) * sizeof(u32));
    count_ -= dropped;
  }

 private:
#if defined(__AVX512VBMI2__) && defined(__AVX512BW__) && defined(__AVX512VL__)
  static u64 separators(const char* text) {
    const __m512i bytes = _mm512_loadu_si512(text);
    return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(',')) |
           _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
  }
  static void store(u64 mask, u32 base, u32* to) {
    const __m512i offsets = _mm512_maskz_compress_epi8(mask, _mm512_load_si512(kIota.data()));
    const __m512i add = _mm512_set1_epi32(static_cast<int>(base));
    const auto quarter = [&](__m128i bytes) {
      return _mm512_add_epi32(add, _mm512_cvtepu8_epi32(bytes));
    };
    _mm512_storeu_si512(to, quarter(_mm512_castsi512_si128(offsets)));
    _mm512_storeu_si512(to + 16, quarter(_mm512_extracti32x4_epi32(offsets, 1)));
    if (_mm_popcnt_u64(mask) <= 32) [[likely]]
      return;
    _mm512_storeu_si512(to + 32, quarter(_mm512_extracti32x4_epi32(offsets, 2)));
    _mm512_storeu_si512(to + 48, quarter(_mm512_extracti32x4_epi32(offsets, 3)));
  }
#else
  static u64 separators(const char* text) {
    const auto half = [](const char* half_text) {
      const __m256i of = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(half_text));
      const __m256i commas = _mm256_cmpeq_epi8(of, _mm256_set1_epi8(','));
      const __m256i newlines = _mm256_cmpeq_epi8(of, _mm256_set1_epi8('\n'));
      return static_cast<u32>(_mm256_movemask_epi8(_mm256_or_si256(commas, newlines)));
    };
    return half(text) | static_cast<u64>(half(text + 32)) << 32;
  }
  static void store(u64 mask, u32 base, u32* to) {
    do {  // eight at a time, some of them past the last
      for (int i = 0; i < 8; i++) {
        to[i] = base + static_cast<u32>(_tzcnt_u64(mask));
        mask = _blsr_u64(mask);
      }
      to += 8;
    } while (mask != 0);
  }
#endif

  alignas(64) std::array<u32, kStep + 256> positions_{};
  u32 count_ = 0;
};

struct Counts {
  std::array<u64, kSizeA> of_a{};
  std::array<u64, kSizeB> of_b{};
  bool wrong = false;
};

struct Row {
  const char* begin;
  u32 id_length;
  u32 a;
  u32 b;
};

// `separators` are those of the row, counted from `text`; the row begins at `begin`.
inline Row read_row(const char* text, u32 begin, const u32* separators, u64& wrong) {
  const auto cell = [&](Column column) { return text + separators[column - 1] + 1; };
  const auto length = [&](Column column) {
    return separators[column] - separators[column - 1] - 1;
  };
  const auto integer = [&](Column column) {
    return integer_key(cell(column), length(column), wrong);
  };
  const auto decimal = [&](Column column) {
    return decimal_key(cell(column), length(column), wrong);
  };
  const auto answer = [&](Column column) {
    return answer_code(cell(column), length(column), wrong);
  };
  const auto stated = [&](Column column) { return static_cast<u32>(length(column) != 0); };

  const u64 serum = decimal(serum_mg);
  const u64 filtration = decimal(egfr);
  const u64 start = integer(days_since_start);
  const u32 serum_code =
      stated(serum_mg) * (1U + (serum >= decimal_key_of(1200)) + (serum >= decimal_key_of(1800)));
  const u32 age_code = stated(age) * (1U + (integer(age) >= key_of(60)));
  const u32 egfr_code = stated(egfr) * (1U + (filtration >= decimal_key_of(30000)));
  const u32 start_code = stated(days_since_start) *
                         (1U + (start >= key_of(7)) + (start > key_of(14)) + (start >= key_of(90)));
  const u32 change_code =
      stated(days_since_dose_change) * (1U + (integer(days_since_dose_change) >= key_of(14)));
  wrong |= static_cast<u64>(text[separators[kColumns - 1]] ^ '\n');
  return {text + begin, separators[id] - begin,
          serum_code | answer(muscle_cramps) << 2 | answer(arrhythmia) << 4 |
              answer(other_electrolyte_abnormality) << 6 | answer(pregnant) << 8 | age_code << 10,
          egfr_code | answer(on_oral_mg) << 2 | start_code << 4 | change_code << 7 |
              answer(stable) << 9};
}

inline char* write_row(const Row& row, const Tables& tables, char* out) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(out),
                   _mm_loadu_si128(reinterpret_cast<const __m128i*>(row.begin)));
  if (row.id_length > 16) [[unlikely]]
    std::memcpy(out, row.begin, row.id_length);
  out += row.id_length;
  std::memcpy(out, tables.text_a[row.a].data(), 32);
  std::memcpy(out + 2 * kFirstOfB, tables.text_b[row.b].data(), 16);
  return out + kOutcomeText;
}

// Decides whole lines; up to kPadding bytes behind them are read. Returns how many bytes were
// written.
std::size_t decide_block(std::string_view block, const Tables& tables, Separators& separators,
                         char* out, Counts& counts) {
  char* const begin = out;
  u32 row_begin = 0;
  u64 wrong = 0;
  for (std::size_t at = 0; at < block.size(); at += Separators::kStep) {
    separators.find(block.data(), at, std::min(at + Separators::kStep, block.size()));
    const u32 rows = separators.rows();
    const u32* of_row = separators.data();
    for (u32 i = 0; i < rows; i++, of_row += kColumns) {
      const Row row = read_row(block.data(), row_begin, of_row, wrong);
      row_begin = of_row[kColumns - 1] + 1;
      counts.of_a[row.a]++;
      counts.of_b[row.b]++;
      out = write_row(row, tables, out);
    }
    separators.drop_rows(rows);
  }
  counts.wrong |= wrong != 0 || !separators.empty();
  return static_cast<std::size_t>(out - begin);
}

// ---- The file: threads take chunks in turn and write them in order.

class Cohort {
 public:
  Cohort(std::string_view text, int out, const Tables& tables)
      : text_(text), out_(out), tables_(tables) {
    next_ = turn_ = cohort_header().size();
  }
  bool write_header() {
    const std::string header = decisions_header();
    write_at_ = header.size();
    return write(header, 0);
  }
  void work(Counts& counts) {
    const auto separators = std::make_unique<Separators>();
    std::string last_lines;
    std::vector<char> out((kChunk + kLongestLine) / kColumns * kOutcomeText + kChunk +
                          kLongestLine + 4096);
    for (std::size_t at = next_.fetch_add(kChunk); at < text_.size();
         at = next_.fetch_add(kChunk)) {
      const std::string_view lines = lines_from(at, last_lines, counts);
      const std::size_t size = decide_block(lines, tables_, *separators, out.data(), counts);
      while (turn_.load(std::memory_order_acquire) != at) std::this_thread::yield();
      const std::size_t offset = write_at_;
      write_at_ += size;
      turn_.store(at + kChunk, std::memory_order_release);
      if (!write({out.data(), size}, offset)) counts.wrong = true;
    }
  }

 private:
  std::size_t line_at_or_after(std::size_t at) const {
    if (at >= text_.size()) return text_.size();
    const std::size_t end = text_.find('\n', at - 1);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }
  // The lines that begin in this chunk; the last ones of the file are copied, for there is nothing
  // to read behind them.
  std::string_view lines_from(std::size_t at, std::string& last_lines, Counts& counts) const {
    const std::size_t begin = line_at_or_after(at);
    const std::size_t end = line_at_or_after(at + kChunk);
    if (end - begin > kChunk + kLongestLine) {
      counts.wrong = true;
      return {};
    }
    const std::string_view lines = text_.substr(begin, end - begin);
    if (end + kPadding <= text_.size()) return lines;
    last_lines.assign(lines).append(kPadding, '\0');
    return std::string_view(last_lines).substr(0, lines.size());
  }
  bool write(std::string_view text, std::size_t offset) const {
    while (!text.empty()) {
      const ssize_t written = pwrite(out_, text.data(), text.size(), static_cast<off_t>(offset));
      if (written <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
      offset += static_cast<std::size_t>(written);
    }
    return true;
  }

  std::string_view text_;
  int out_;
  const Tables& tables_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> turn_{0};
  std::size_t write_at_ = 0;  // belongs to the thread whose turn it is
};

void print_counts(const std::vector<std::unique_ptr<Counts>>& all) {
  std::array<std::array<u64, 4>, kOutcomes> sums{};
  const auto add = [&](u32 a, u32 b, int first, int last, u64 rows) {
    const std::array<Answer, kOutcomes> outcomes = decide(conditions_of(a, b));
    for (int i = first; i < last; i++) sums[i][static_cast<u8>(outcomes[i])] += rows;
  };
  for (const auto& counts : all) {
    for (u32 a = 0; a < kSizeA; a++) add(a, 0, 0, kFirstOfB, counts->of_a[a]);
    for (u32 b = 0; b < kSizeB; b++) add(0, b, kFirstOfB, kOutcomes, counts->of_b[b]);
  }
  for (int i = 0; i < kOutcomes; i++) {
    std::printf("%s yes %llu no %llu unknown %llu\n", kOutcomeNames[i],
                static_cast<unsigned long long>(sums[i][3]),
                static_cast<unsigned long long>(sums[i][2]),
                static_cast<unsigned long long>(sums[i][0]));
  }
}

bool run(const char* in_path, const char* out_path, unsigned threads) {
  const int in = open(in_path, O_RDONLY);
  struct stat status {};
  if (in < 0 || fstat(in, &status) != 0 || status.st_size == 0) return false;
  const auto size = static_cast<std::size_t>(status.st_size);
  void* const mapped = mmap(nullptr, size, PROT_READ, MAP_SHARED, in, 0);
  if (mapped == MAP_FAILED) return false;
  madvise(mapped, size, MADV_SEQUENTIAL);
  const std::string_view text(static_cast<const char*>(mapped), size);
  const int out = open(out_path, O_RDWR | O_CREAT | O_TRUNC, 0644);
  if (out < 0 || !text.starts_with(cohort_header())) return false;

  const std::unique_ptr<const Tables> tables = make_tables();
  Cohort cohort(text, out, *tables);
  if (!cohort.write_header()) return false;
  std::vector<std::unique_ptr<Counts>> counts;
  std::vector<std::thread> running;
  for (unsigned i = 0; i < threads; i++) counts.push_back(std::make_unique<Counts>());
  for (unsigned i = 1; i < threads; i++)
    running.emplace_back([&cohort, &counts, i] { cohort.work(*counts[i]); });
  cohort.work(*counts[0]);
  for (std::thread& thread : running) thread.join();
  print_counts(counts);
  return close(out) == 0 &&
         std::none_of(counts.begin(), counts.end(), [](const auto& one) { return one->wrong; });
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  const unsigned threads = argc == 4 ? static_cast<unsigned>(std::atoi(argv[3])) : 0;
  if (threads == 0) {
    std::fputs("usage: expert_program IN.csv OUT.csv THREADS\n", stderr);
    return 2;
  }
  if (bench::run(argv[1], argv[2], threads)) return 0;
  std::fputs("expert_program: cannot read, cannot write, or not a cohort\n", stderr);
  return 1;
}
