// Numbers with commas, and with points that lack a side.
#include "dsl/parse/parse_number_messages.h"

#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/text/quoted.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

/// `150,000` may be a hundred and fifty thousand.
bool MayBeThousands(std::string_view digits) {
  return digits.size() > 4 && digits[digits.size() - 4] == ',' && digits.front() != '0' &&
         digits.find('.') == std::string_view::npos;
}

std::string WithPoint(std::string_view digits) {
  std::string point(digits);
  std::erase(point, '.');
  point[point.find(',')] = '.';
  return point;
}

/// `number` and all others with a comma behind it on its line: one hand wrote them.
std::vector<Span> NumbersWithComma(std::string_view text, Span number) {
  std::vector<Span> numbers = {number};
  const std::size_t line_end = std::min(text.find('\n', number.end), text.size());
  for (std::size_t at = number.end; at < line_end; ++at) {
    if (text[at] == '#' || text[at] == '"') break;
    if (text[at] != ',') continue;
    const Span next = NumberWithCommaAt(text, at);
    if (next.end > numbers.back().end) numbers.push_back(next);
  }
  return numbers;
}

/// ` /uL` behind the number at `at`, or an empty span.
Span SlashUnit(std::string_view text, std::size_t at) {
  const std::size_t slash = SkipBlanks(text, at);
  if (slash + 1 >= text.size() || text[slash] != '/' || IsFirstOnLine(text, slash)) return {};
  const std::string_view rest = LineRest(text, slash + 1);
  const std::string_view unit = rest.substr(0, std::min(rest.find_first_of(" ,)"), rest.size()));
  return unit.empty() || unit.front() == '/' || unit.front() == '*' || IsDigit(unit.front())
             ? Span{}
             : SpanOf(at, EndIn(text, unit));
}

Diagnostic DecimalComma(std::string_view text, Span number) {
  Diagnostic diagnostic{DiagnosticKind::kDecimalComma, number, "a number has no comma", "", {}};
  const std::vector<Span> numbers = NumbersWithComma(text, number);
  for (const Span& span : numbers) {
    const std::string_view digits = text.substr(span.begin, span.end - span.begin);
    const Span slash = SlashUnit(text, span.end);
    std::string unit;
    if (slash.end > 0) {
      const std::string_view said = TextOf(text, slash).substr(TextOf(text, slash).find('/') + 1);
      const std::string known = NearestUnit(said);
      unit = " per " + (known.empty() ? std::string(said) : known);
    }
    if (!diagnostic.help.empty()) {
      diagnostic.help += " and ";
      diagnostic.labels.push_back({span, "here too"});
    }
    if (MayBeThousands(digits)) {
      std::string whole(digits);
      std::erase(whole, ',');
      diagnostic.help += Quoted(whole + unit);
      if (std::count(digits.begin(), digits.end(), ',') == 1) {
        diagnostic.help += ", or " + Quoted(WithPoint(digits) + unit) + " for a decimal";
      }
    } else {
      diagnostic.help += Quoted(WithPoint(digits) + unit);
      if (std::count(digits.begin(), digits.end(), ',') == 1) {
        diagnostic.edits.push_back({span, WithPoint(digits)});
        if (!unit.empty()) diagnostic.edits.push_back({slash, unit});
      }
    }
  }
  diagnostic.help = "write " + diagnostic.help;
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> WrongNumber(const Place& place) {
  const std::string_view text = place.text;
  const std::size_t at = place.stop.offset;
  if (const Span number = NumberWithCommaAt(text, at); number.end > 0) {
    return DecimalComma(text, number);
  }
  if (at >= text.size() || text[at] != '.') return std::nullopt;
  const std::string_view rest = text.substr(at + 1);
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  const bool after_digit = at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
  if (digits == 0 && !after_digit) return std::nullopt;
  const auto begin = after_digit ? place.stop.previous.begin : place.stop.offset;
  const Span span{begin, static_cast<std::uint32_t>(at + 1 + digits)};
  const std::string written(text.substr(begin, span.end - begin));
  std::string help = "write `0" + written + "`";
  if (after_digit) {
    help = digits > 0 ? "a number has one decimal point" : "write `" + written + "0` or no point";
  }
  return Diagnostic{DiagnosticKind::kMalformedNumber,
                    span,
                    Quoted(written) + " is not a number written in full",
                    std::move(help),
                    {}};
}

std::string NumberMeant(std::string_view digits) {
  const bool is_one = std::count(digits.begin(), digits.end(), ',') == 1 &&
                      digits.find('.') == std::string_view::npos && digits.back() != ',';
  return is_one && !MayBeThousands(digits) ? WithPoint(digits) : "";
}

}  // namespace mgl
