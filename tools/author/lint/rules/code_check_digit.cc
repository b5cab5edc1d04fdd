// Codes whose last digit does not belong to the others: LOINC (modulus 10) and SNOMED CT
// (Verhoeff). One of their digits is mistyped.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/code_form.h"
#include "dsl/resolve/wording.h"
#include "engine/text/plain_text.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

bool AreDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsDigit);
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
