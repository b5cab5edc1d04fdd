#include "dsl/parse/written_interval.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "dsl/parse/parse_found.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using Row = std::pair<std::string_view, std::string_view>;

/// The longer first where one begins another.
constexpr std::array kBefore = std::to_array<Row>(
    {{">=", ">="},          {"≥", ">="},           {"=>", ">="},         {"<=", "<="},
     {"≤", "<="},           {"=<", "<="},          {">", ">"},           {"<", "<"},
     {"at least ", ">="},   {"at most ", "<="},    {"up to ", "<="},     {"above ", ">"},
     {"over ", ">"},        {"more than ", ">"},   {"older than ", ">"}, {"greater than ", ">"},
     {"higher than ", ">"}, {"below ", "<"},       {"under ", "<"},      {"less than ", "<"},
     {"lower than ", "<"},  {"younger than ", "<"}});
constexpr std::array kBehind = std::to_array<Row>({{"+", ">="},
                                                   {"or more", ">="},
                                                   {"or later", ">="},
                                                   {"onwards", ">="},
                                                   {"and later", ">="},
                                                   {"or earlier", "<="},
                                                   {"or above", ">="},
                                                   {"or over", ">="},
                                                   {"or older", ">="},
                                                   {"or higher", ">="},
                                                   {"and above", ">="},
                                                   {"and over", ">="},
                                                   {"and older", ">="},
                                                   {"and more", ">="},
                                                   {"or less", "<="},
                                                   {"or below", "<="},
                                                   {"or under", "<="},
                                                   {"or lower", "<="},
                                                   {"or younger", "<="}});
constexpr std::array kJoints = std::to_array<std::string_view>({"to ", "-", "–", "—", ".."});

class IntervalReader {
 public:
  explicit IntervalReader(std::string_view said) : rest_(Trimmed(said)) {}

  std::string Read(std::string_view unit) {
    const std::string_view sign = TakeOne(kBefore);
    const std::string_view low = TakeNumber();
    if (low.empty()) return "";
    const std::string_view low_unit = TakeUnit();
    const auto with_unit = [&](std::string_view number, std::string_view own) {
      const std::string_view shown = own.empty() ? unit : own;
      return shown.empty() ? std::string(number) : fmt::format("{} {}", number, shown);
    };
    const std::string_view side = TakeOne(kBehind);
    if (rest_.empty()) {
      if (!sign.empty() && !side.empty()) return "";
      const std::string_view shown = !sign.empty() ? sign : side.empty() ? "=" : side;
      return fmt::format("{} {}", shown, with_unit(low, low_unit));
    }
    const bool is_joined = std::ranges::any_of(kJoints, [&](auto joint) { return Take(joint); });
    const bool is_open = Take("below ") || Take("<");
    const std::string_view high = TakeNumber();
    const std::string_view high_unit = TakeUnit();
    const bool is_one_unit = low_unit.empty() || low_unit == high_unit;
    if (!sign.empty() || !side.empty() || !is_joined || high.empty() || !rest_.empty() ||
        !is_one_unit) {
      return "";
    }
    return fmt::format("is {} to {}{}", low, is_open ? "below " : "", with_unit(high, high_unit));
  }

 private:
  bool Take(std::string_view words) {
    if (!rest_.starts_with(words)) return false;
    rest_ = Trimmed(rest_.substr(words.size()));
    return true;
  }
  template <std::size_t kSize>
  std::string_view TakeOne(const std::array<Row, kSize>& rows) {
    for (const auto& [said, sign] : rows) {
      if (Take(said)) return sign;
    }
    return {};
  }
  std::string_view TakeNumber() {
    const auto is_point = [&](std::size_t at) {
      return rest_[at] == '.' && at > 0 && at + 1 < rest_.size() && IsDigit(rest_[at + 1]);
    };
    std::size_t end = 0;
    while (end < rest_.size() && (IsDigit(rest_[end]) || is_point(end))) ++end;
    const bool has_days = end > 0 && end + 1 < rest_.size() && rest_[end] == '+' &&
                          rest_[end + 1] >= '0' && rest_[end + 1] <= '6' &&
                          (end + 2 == rest_.size() || !IsDigit(rest_[end + 2]));
    if (has_days) end += 2;  // `36+4`
    // `2,5` may be a decimal or two numbers.
    if (end < rest_.size() && rest_[end] == ',') end = 0;
    const std::string_view number = rest_.substr(0, end);
    rest_ = Trimmed(rest_.substr(end));
    return number;
  }
  std::string_view TakeUnit() {
    std::size_t end = 0;
    for (int words = 0; words < 2; ++words) {
      const std::string_view rest = rest_.substr(end);
      const std::size_t begin = std::min(rest.find_first_not_of(' '), rest.size());
      const std::size_t size =
          std::min(rest.find_first_of(" -+<>=–—,;:", begin), rest.size()) - begin;
      const std::string_view word = rest.substr(begin, size);
      if (word.empty() || IsDigit(word[0]) || IsIn(word, {"to", "or", "and", "."})) break;
      if (words > 0 && !rest_.starts_with("per ")) break;
      end += begin + size;
    }
    const std::string_view unit = Trimmed(rest_.substr(0, end));
    rest_ = Trimmed(rest_.substr(end));
    return unit;
  }

  std::string_view rest_;
};

}  // namespace

std::string WrittenInterval(std::string_view said, std::string_view unit) {
  return IntervalReader(said).Read(unit);
}

std::string IntervalOf(std::string_view words) {
  std::string interval(Trimmed(words));
  if (interval.starts_with("between ")) interval.erase(0, 8);
  for (const std::string_view joint : {" and ", " - ", " – ", "–", "-", ".."}) {
    const std::size_t at = interval.find(joint);
    if (at == std::string::npos || at == 0) continue;
    interval.replace(at, joint.size(), " to ");
    break;
  }
  return interval;
}

std::string CutOf(std::string_view words) {
  constexpr Row kSides[] = {
      {"up to ", "at most "},   {"over ", "above "},           {"under ", "below "},
      {"more than ", "above "}, {"less than ", "below "},      {"greater than ", "above "},
      {"from ", "at least "},   {"minimum ", "at least "},     {"maximum ", "at most "},
      {"equals ", ""},          {"no more than ", "at most "}, {"older than ", "above "}};
  for (const auto& [said, side] : kSides) {
    if (words.starts_with(said)) return fmt::format("{}{}", side, words.substr(said.size()));
  }
  return (!words.empty() && IsDigit(words.front())) || words.starts_with("between ")
             ? IntervalOf(words)
             : std::string(words);
}

}  // namespace mgl
