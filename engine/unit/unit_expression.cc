// Reads unit codes with an explicit stack: no recursion, so no input can exhaust the program's own.
#include "engine/unit/unit_expression.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr bool IsPrintable(char c) { return c > ' ' && c <= '~'; }
constexpr bool EndsSymbol(char c) {
  return !IsPrintable(c) || std::string_view("./(){}+-").find(c) != std::string_view::npos;
}

bool IsAllDigits(std::string_view text) {
  for (const char c : text) {
    if (!IsDigit(c)) return false;
  }
  return !text.empty();
}

bool IsPowerOfTenSymbol(std::string_view symbol) { return symbol == "10*" || symbol == "10^"; }

class ExpressionReader {
 public:
  ExpressionReader(std::string_view text, UnitGrammar grammar) : text_(text), grammar_(grammar) {}

  Result<std::vector<UnitPiece>> Read() {
    if (text_.empty()) return Error{"it is empty", "write `1` for a plain number"};
    if (text_.size() > kMaxUnitLength) {
      return Error{
          fmt::format("it has {} characters, at most {} are read", text_.size(), kMaxUnitLength),
          ""};
    }
    if (text_[0] == '/') AddOperator(UnitPieceKind::kPer);
    while (true) {
      const std::optional<Error> error = expects_component_ ? ReadComponent() : ReadOperator();
      if (error) return *error;
      if (position_ == text_.size() && !expects_component_) break;
    }
    if (signs_.size() > 1) return Error{"a closing parenthesis is missing", ""};
    return std::move(pieces_);
  }

 private:
  bool AtEnd() const { return position_ >= text_.size(); }
  char Next() const { return AtEnd() ? '\0' : text_[position_]; }

  void AddOperator(UnitPieceKind kind) {
    pieces_.push_back({.kind = kind, .text = text_.substr(position_, 1)});
    ++position_;
    local_sign_ = kind == UnitPieceKind::kPer ? -1 : 1;
    expects_component_ = true;
  }

  void AddComponent(UnitPiece piece) {
    piece.sign = signs_.back() * local_sign_;
    pieces_.push_back(piece);
    local_sign_ = 1;
    expects_component_ = false;
  }

  std::optional<Error> ReadOperator() {
    const char c = Next();
    if (c == '.') {
      AddOperator(UnitPieceKind::kTimes);
    } else if (c == '/') {
      AddOperator(UnitPieceKind::kPer);
    } else if (c == ')') {
      if (signs_.size() == 1) return Error{"a parenthesis is closed that was not opened", ""};
      signs_.pop_back();
      pieces_.push_back({.kind = UnitPieceKind::kClose, .text = text_.substr(position_, 1)});
      ++position_;
    } else if (!IsPrintable(c)) {
      return Error{UnprintableReason(), ""};
    } else {
      return Error{
          fmt::format("`.` or `/` must stand before `{}`", QuoteUnitText(text_.substr(position_))),
          ""};
    }
    return std::nullopt;
  }

  std::optional<Error> ReadComponent() {
    if (AtEnd()) {
      return Error{fmt::format("nothing follows the last `{}`", text_.back()), ""};
    }
    const char c = Next();
    if (c == '(') return Open();
    if (c == '{') {
      UnitPiece piece{.kind = UnitPieceKind::kAnnotation};
      if (auto error = ReadAnnotation(piece.text)) return error;
      AddComponent(piece);
      return std::nullopt;
    }
    if (c == '[' || !EndsSymbol(c)) return ReadSymbolOrNumber();
    if (!IsPrintable(c)) return Error{UnprintableReason(), ""};
    return Error{
        fmt::format("a unit is missing before `{}`", QuoteUnitText(text_.substr(position_))), ""};
  }

  std::optional<Error> Open() {
    if (signs_.size() > kMaxUnitNesting) {
      return Error{fmt::format("its parentheses are nested more than {} deep", kMaxUnitNesting),
                   ""};
    }
    pieces_.push_back({.kind = UnitPieceKind::kOpen, .text = text_.substr(position_, 1)});
    signs_.push_back(signs_.back() * local_sign_);
    local_sign_ = 1;
    ++position_;
    return std::nullopt;
  }

  std::string UnprintableReason() const {
    return Next() == ' ' ? "a unit has no blanks inside"
                         : fmt::format("`{}` does not belong in a unit code",
                                       QuoteUnitText(text_.substr(position_)));
  }

  std::optional<Error> ReadAnnotation(std::string_view& annotation) {
    const std::size_t end = text_.find('}', position_);
    if (end == std::string_view::npos) return Error{"the annotation in `{…}` is not closed", ""};
    annotation = text_.substr(position_ + 1, end - position_ - 1);
    for (const char c : annotation) {
      if (!IsPrintable(c) || c == '{') {
        return Error{fmt::format("the annotation `{{{}}}` holds a character that is not allowed",
                                 QuoteUnitText(annotation)),
                     "use plain ASCII without blanks and braces"};
      }
    }
    position_ = end + 1;
    return std::nullopt;
  }

  std::optional<Error> ReadSymbolOrNumber() {
    std::string_view symbol;
    if (auto error = ScanSymbol(symbol)) return error;
    UnitPiece piece{.text = symbol};
    if (IsAllDigits(symbol)) {
      if (auto error = CheckNumber(symbol)) return error;
      piece.kind = UnitPieceKind::kNumber;
    } else if (auto error = SplitExponent(piece)) {
      return error;
    }
    if (Next() == '{') {
      if (auto error = ReadAnnotation(piece.annotation)) return error;
    }
    AddComponent(piece);
    return std::nullopt;
  }

  // A symbol ends at an operator; within square brackets anything printable may stand.
  std::optional<Error> ScanSymbol(std::string_view& symbol) {
    const std::size_t begin = position_;
    while (!AtEnd() && (Next() == '[' || !EndsSymbol(Next()))) {
      if (Next() == '[') {
        const std::size_t end = text_.find(']', position_);
        if (end == std::string_view::npos) return Error{"a `]` is missing", ""};
        for (; position_ < end; ++position_) {
          if (!IsPrintable(Next())) return Error{UnprintableReason(), ""};
        }
      }
      ++position_;
    }
    symbol = text_.substr(begin, position_ - begin);
    return std::nullopt;
  }

  std::optional<Error> CheckNumber(std::string_view digits) {
    if (digits.size() > kMaxUnitIntegerDigits) {
      return Error{fmt::format("the number {}… has more than {} digits", digits.substr(0, 6),
                               kMaxUnitIntegerDigits),
                   "write powers of ten as `10*6`"};
    }
    const bool is_fraction = grammar_ == UnitGrammar::kEveryday && Next() == '.' &&
                             position_ + 1 < text_.size() && IsDigit(text_[position_ + 1]);
    if (is_fraction) {
      const bool is_surface =
          text_.substr(position_ - std::min<std::size_t>(position_, 2)) == "/1.73";
      return Error{"a unit holds whole numbers only",
                   is_surface
                       ? "did you mean `" + std::string(text_) + "m2`, per body surface?"
                       : "write the unit alone, without a number before it or below the line"};
    }
    if (digits.find_first_not_of('0') == std::string_view::npos) {
      return Error{"its factor is zero", ""};
    }
    if (Next() == '+' || Next() == '-') {
      return Error{fmt::format("the number {} takes no exponent", digits),
                   "write a power of ten as `10*3` or `10*-3`"};
    }
    return std::nullopt;
  }

  // `m2`, `m-2`, `10*-3`, in everyday codes also `m^2`: cuts the exponent off piece.text.
  std::optional<Error> SplitExponent(UnitPiece& piece) {
    std::string_view symbol = piece.text;
    std::size_t length = symbol.size();
    while (length > 0 && IsDigit(symbol[length - 1])) --length;
    std::string_view exponent = symbol.substr(length);
    symbol = symbol.substr(0, length);
    if (exponent.empty() && (Next() == '+' || Next() == '-')) {
      const std::size_t begin = position_++;
      while (IsDigit(Next())) ++position_;
      exponent = text_.substr(begin, position_ - begin);
      if (exponent.size() == 1) {
        return Error{fmt::format("the exponent of `{}` is missing", QuoteUnitText(symbol)), ""};
      }
    }
    const bool has_caret = grammar_ == UnitGrammar::kEveryday && symbol.size() > 1 &&
                           symbol.back() == '^' && !IsPowerOfTenSymbol(symbol);
    if (has_caret) {
      symbol.remove_suffix(1);
      if (exponent.empty()) {
        return Error{fmt::format("the exponent of `{}` is missing", QuoteUnitText(symbol)), ""};
      }
    }
    if (IsDigit(symbol[0]) && !IsPowerOfTenSymbol(symbol)) return LeadingNumber(symbol);
    piece.text = symbol;
    return ReadExponent(exponent, piece);
  }

  // `10E9`, whose power is cut off.
  static std::optional<Error> LeadingNumber(std::string_view symbol) {
    std::size_t digits = 0;
    while (IsDigit(symbol[digits])) ++digits;
    const std::string number(symbol.substr(0, digits));
    const std::string rest = QuoteUnitText(symbol.substr(digits));
    if (rest == "E" || rest == "e") return Error{"a power of ten is written `10*9`", ""};
    return Error{fmt::format("`.` must stand between {} and `{}`", number, rest),
                 fmt::format("write `{0}.{1}`, below a fraction line `/({0}.{1})`", number, rest)};
  }

  static std::optional<Error> ReadExponent(std::string_view digits, UnitPiece& piece) {
    if (digits.empty()) return std::nullopt;
    if (digits[0] == '+') digits.remove_prefix(1);
    const char* end = digits.data() + digits.size();
    int exponent = 0;
    const auto [rest, status] = std::from_chars(digits.data(), end, exponent);
    if (status != std::errc() || rest != end || exponent > kMaxUnitExponent ||
        exponent < -kMaxUnitExponent) {
      return Error{
          fmt::format("the exponent {} of `{}` is not between -{} and {}", QuoteUnitText(digits),
                      QuoteUnitText(piece.text), kMaxUnitExponent, kMaxUnitExponent),
          ""};
    }
    piece.exponent = exponent;
    return std::nullopt;
  }

  std::string_view text_;
  UnitGrammar grammar_;
  std::size_t position_ = 0;
  bool expects_component_ = true;
  int local_sign_ = 1;            // -1 directly behind `/`
  std::vector<int> signs_ = {1};  // one for each open parenthesis
  std::vector<UnitPiece> pieces_;
};

// Bytes of the character beyond ASCII at the beginning of `text`, 0 when there is none.
std::size_t Utf8Length(std::string_view text) {
  const std::size_t length = CharacterLength(text);
  return length > 1 ? length : 0;
}

}  // namespace

Result<std::vector<UnitPiece>> ReadUnitExpression(std::string_view text, UnitGrammar grammar) {
  return ExpressionReader(text, grammar).Read();
}

std::string QuoteUnitText(std::string_view text) {
  constexpr std::size_t kShown = 60;
  std::string shown;
  while (!text.empty() && shown.size() < kShown) {
    if (text[0] >= ' ' && text[0] <= '~') {
      shown += text[0];
      text.remove_prefix(1);
    } else if (const std::size_t length = Utf8Length(text); length > 0) {
      shown += text.substr(0, length);
      text.remove_prefix(length);
    } else {
      shown += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
    }
  }
  return text.empty() ? shown : shown + "…";
}

}  // namespace mgl
