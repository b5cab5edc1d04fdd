// Codes whose last digit does not belong to the others: LOINC (modulus 10) and SNOMED CT
// (Verhoeff). One of their digits is mistyped.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool AreDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsDigit);
}

/// Every second digit from the right is doubled; the digits of all are added.
char LoincDigit(std::string_view number) {
  int sum = 0;
  bool is_doubled = true;
  for (std::size_t i = number.size(); i > 0; --i) {
    const int digit = (number[i - 1] - '0') * (is_doubled ? 2 : 1);
    sum += digit / 10 + digit % 10;
    is_doubled = !is_doubled;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

/// The product in the group of the symmetries of a pentagon.
int DihedralProduct(int a, int b) {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
  return b < 5 ? 5 + (a - b + 5) % 5 : (a - b + 10) % 5;
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

/// What is wrong with a code, and what to write; empty message: nothing.
struct Slip {
  std::string message;
  std::string help;
};
Slip SlipOf(std::string_view system, std::string_view code) {
  constexpr std::size_t kFewest = 6;  // digits of a SNOMED code
  constexpr std::size_t kMost = 18;
  if (system == "loinc") {
    const std::size_t dash = code.find('-');
    const std::string_view number = code.substr(0, dash);
    const std::string_view last = dash == std::string_view::npos ? "" : code.substr(dash + 1);
    if (!AreDigits(number) || (dash != std::string_view::npos && !AreDigits(last))) {
      return {fmt::format("`{}` is no LOINC code: it is a number, `-` and a digit", code),
              "look it up at https://loinc.org, such as `2823-3`"};
    }
    const char digit = LoincDigit(number);
    if (last.size() == 1 && last[0] == digit) return {};
    return {last.empty() ? fmt::format("`{}` lacks the last digit of a LOINC code", code)
                         : fmt::format("the last digit of the LOINC code `{}` does not belong to "
                                       "the others: one of its digits is mistyped",
                                       code),
            fmt::format("if the number is right, write `{}-{}`; look it up at https://loinc.org",
                        number, digit)};
  }
  const bool is_snomed =
      system == "snomed" || system == "sct" || system == "snomedct" || system == "snomed_ct";
  if (!is_snomed) return {};
  const bool is_code = AreDigits(code) && code.size() >= kFewest && code.size() <= kMost;
  if (is_code && HasVerhoeffDigit(code)) return {};
  if (!is_code) {
    return {fmt::format("`{}` is no SNOMED CT code: it has 6 to 18 digits", code),
            "look it up at https://browser.ihtsdotools.org"};
  }
  std::string right(code);
  for (char digit = '0'; digit <= '9'; ++digit) {
    right.back() = digit;
    if (HasVerhoeffDigit(right)) break;
  }
  return {
      fmt::format("the last digit of the SNOMED CT code `{}` does not belong to the others: one "
                  "of its digits is mistyped",
                  code),
      fmt::format("if the other digits are right, write `{}`; look it up at "
                  "https://browser.ihtsdotools.org",
                  right)};
}

}  // namespace

void LintCodeCheckDigit(const LintInput& input, Diagnostics& found) {
  for (const ast::Fact* fact : input.names().facts) {
    for (const ast::FactCode& code : fact->codes) {
      const Slip slip = SlipOf(LowerCase(std::string_view(code.system.text)), code.code.text);
      if (slip.message.empty()) continue;
      found.push_back(
          {DiagnosticKind::kCodeCheckDigit, code.code.span, slip.message, slip.help, {}});
    }
  }
}

}  // namespace mgl
