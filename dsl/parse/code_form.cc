#include "dsl/parse/code_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

bool AreDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsDigit);
}

/// The product in the group of the symmetries of a pentagon.
int DihedralProduct(int a, int b) {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
  return b < 5 ? 5 + (a - b + 5) % 5 : (a - b + 10) % 5;
}

bool IsLoincForm(std::string_view code) {
  const std::size_t dash = code.find('-');
  return dash != code.npos && dash + 2 == code.size() && AreDigits(code.substr(0, dash)) &&
         IsDigit(code.back());
}

/// `0` for a digit, `A` for a letter.
std::string FormOf(std::string_view code) {
  std::string form;
  for (const char c : code) {
    const bool is_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    form += IsDigit(c) ? '0' : is_letter ? 'A' : c;
  }
  return form;
}

}  // namespace

char LoincDigit(std::string_view number) {
  // Every second digit from the right is doubled; the digits of all are added.
  int sum = 0;
  bool is_doubled = true;
  for (std::size_t i = number.size(); i > 0; --i) {
    const int digit = (number[i - 1] - '0') * (is_doubled ? 2 : 1);
    sum += digit / 10 + digit % 10;
    is_doubled = !is_doubled;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

bool HasVerhoeffDigit(std::string_view code) {
  constexpr std::array<int, 10> kPermuted = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
  int check = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    int digit = code[code.size() - 1 - i] - '0';
    for (std::size_t turns = i % 8; turns > 0; --turns) {
      digit = kPermuted[static_cast<std::size_t>(digit)];
    }
    check = DihedralProduct(check, digit);
  }
  return check == 0;
}

std::string_view SystemOfCode(std::string_view code) {
  constexpr std::size_t kFewest = 6;  // digits of a SNOMED code
  constexpr std::size_t kMost = 18;
  if (IsLoincForm(code)) {
    return LoincDigit(code.substr(0, code.size() - 2)) == code.back() ? "loinc" : "";
  }
  if (AreDigits(code)) {
    const bool is_snomed = code.size() >= kFewest && code.size() <= kMost && HasVerhoeffDigit(code);
    return is_snomed ? "snomed" : "";
  }
  const std::string form = FormOf(code);
  if (form == "A00AA00" || form == "A00AA") return "atc";
  // Three signs alone are a class of ATC as well.
  const bool is_icd = form.starts_with("A00.") && form.size() > 4 && form.size() <= 8 &&
                      IsDigit(code[4]) && form.find_first_not_of("0A", 4) == form.npos;
  return is_icd ? "icd10" : "";
}

std::string HelpForSystem(std::string_view code, std::string_view unit) {
  const std::string_view system = SystemOfCode(code);
  if (!system.empty()) {
    return fmt::format("write `code {} {}{}`, if the code is of that system: it has the form of it",
                       system, code, unit);
  }
  const std::string form = fmt::format(
      "write in front of it which system the code is of: `code loinc {0}{1}`, `code snomed "
      "{0}{1}`, "
      "`code icd10 {0}{1}`, `code atc {0}{1}` or another",
      code, unit);
  if (!IsLoincForm(code)) return form;
  const std::string_view number = code.substr(0, code.size() - 2);
  return fmt::format(
      "look the code up: it has the form of LOINC, whose last digit would be {0}, `code loinc "
      "{1}-{0}{2}`",
      LoincDigit(number), number, unit);
}

}  // namespace mgl
