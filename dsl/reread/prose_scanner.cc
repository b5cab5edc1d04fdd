#include "dsl/reread/prose_scanner.h"

#include "dsl/parse/misspelt.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/// Where the name ends that begins at `at`, or npos.
std::size_t EndOfName(std::string_view prose, std::size_t at, const Called& called) {
  for (std::size_t i = 0; i < called.words.size(); ++i) {
    while (i > 0 && at < prose.size() &&
           (IsBlank(prose[at]) || prose[at] == '_' || prose[at] == '-' || prose[at] == '/')) {
      ++at;
    }
    const std::string& word = called.words[i];
    if (!EqualsIgnoringCase(prose.substr(std::min(at, prose.size()), word.size()), word)) {
      return std::string_view::npos;
    }
    at += word.size();
  }
  return at;
}

/// Behind the charge of `K+`, `Ca2+`, of a symbol that ends at `at`.
std::size_t BehindCharge(std::string_view prose, std::size_t at, const Called& called) {
  constexpr std::size_t kSymbol = 2;
  if (called.words.size() != 1 || called.words[0].size() > kSymbol) return at;
  for (const std::string_view charge : {"2+", "++", "+"}) {
    if (!prose.substr(at).starts_with(charge)) continue;
    const std::size_t end = at + charge.size();
    if (end == prose.size() || IsBlank(prose[end]) || prose[end] == '<' || prose[end] == '>') {
      return end;
    }
  }
  return at;
}

}  // namespace

void ProseScanner::Skip() {
  while (at_ < prose_.size() && IsBlank(prose_[at_])) ++at_;
}

bool ProseScanner::Take(std::string_view words) {
  Skip();
  std::size_t at = at_;
  for (const char c : words) {
    if (c == ' ') {
      if (at >= prose_.size() || !IsBlank(prose_[at])) return false;
      while (at < prose_.size() && IsBlank(prose_[at])) ++at;
      continue;
    }
    if (at >= prose_.size() || LowerCase(prose_[at]) != c) return false;
    ++at;
  }
  const bool ends =
      at >= prose_.size() || !IsWordCharacter(words.back()) || !IsWordCharacter(prose_[at]);
  if (ends) at_ = at;
  return ends;
}

void ProseScanner::TakeEmptyWords() {
  while (true) {
    const std::size_t begin = at_;
    const bool is_name = TakeCalled() != nullptr;  // `women` may be one
    at_ = begin;
    if (is_name || !TakeAny(kEmptyWords)) return;
  }
}

const Called* ProseScanner::TakeCalled() {
  Skip();
  const bool is_quoted = at_ < prose_.size() && (prose_[at_] == '"' || prose_[at_] == '\'');
  for (const Called& called : vocabulary_) {
    std::size_t end = EndOfName(prose_, at_ + (is_quoted ? 1 : 0), called);
    if (end == std::string_view::npos) continue;
    if (called.kind == CalledKind::kNumber) end = BehindCharge(prose_, end, called);
    if (is_quoted) {
      if (end >= prose_.size() || prose_[end] != prose_[at_]) continue;
      ++end;
    } else if (end < prose_.size() && IsWordCharacter(prose_[end])) {
      continue;
    }
    at_ = end;
    return &called;
  }
  return nullptr;
}

std::string ProseScanner::TakeDigits() {
  Skip();
  std::size_t end = at_;
  const auto is_point = [&](std::size_t at) {
    return prose_[at] == '.' && at > at_ && at + 1 < prose_.size() && IsDigit(prose_[at + 1]);
  };
  while (end < prose_.size() && (IsDigit(prose_[end]) || is_point(end))) ++end;
  // `2,5` may be a decimal or two numbers: it is not for this reader.
  const bool has_comma = end + 1 < prose_.size() && prose_[end] == ',' && IsDigit(prose_[end + 1]);
  if (has_comma) return "";
  const std::string digits(prose_.substr(at_, end - at_));
  at_ = end;
  return digits;
}

std::string ProseScanner::TakeUnit() {
  Skip();
  if (at_ < prose_.size() && (prose_[at_] == '"' || prose_[at_] == '\'')) {  // `140 'mm[Hg]'`
    const std::size_t end = prose_.find(prose_[at_], at_ + 1);
    if (end == std::string_view::npos || end - at_ > 30) return "";
    const std::string unit(prose_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return unit;
  }
  std::size_t end = at_;
  while (end < prose_.size() && !IsBlank(prose_[end]) &&
         std::string_view(",;()+\"").find(prose_[end]) == std::string_view::npos) {
    ++end;
  }
  const std::string unit(prose_.substr(at_, end - at_));
  const std::size_t begin = at_;
  if (unit == "s" && at_ > 0 && prose_[at_ - 1] != ' ') {  // `over 65s`
    at_ = end;
    return "";
  }
  const bool is_prose = !TakeOne(kSides).empty() || !TakeOne(kJoints).empty() ||
                        TakeAny(kEmptyWords) || Take("to") || Take("than") || Take("points") ||
                        Take("point") || Take("ago") || TakeAny(kBehindNumbers) ||
                        !TakeOne(kComparisons).empty();
  at_ = begin;
  if (Take("points") || Take("point")) return "";
  if (unit.empty() || is_prose || IsDigit(unit[0]) ||
      !(IsWordCharacter(unit[0]) || unit[0] == '%')) {
    return "";
  }
  at_ = end;
  if (unit == "per") {  // `22 per minute`
    const std::string of = TakeUnit();
    return of.empty() ? "" : "per " + of;
  }
  const std::size_t behind = at_;
  if (Take("per")) {
    const std::string of = TakeUnit();
    if (!of.empty()) return unit + " per " + of;
    at_ = behind;
  }
  return unit;
}

}  // namespace mgl
