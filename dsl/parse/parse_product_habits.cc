// Each help is the author's own dose without its product, which stands in the title.
#include "dsl/parse/parse_product_habits.h"

#include <fmt/format.h>

#include <string>

#include "dsl/parse/amount_interval.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/second_rule.h"
#include "engine/text/plain_text.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

/// `1`, or `1` and `2` of `1-2`, with the word behind them; empty digits: there is no number.
struct CountedUnit {
  std::string low;
  std::string high;
  std::string unit;
};

CountedUnit CountedUnitAt(PrescriptionWords& words) {
  CountedUnit counted;
  const auto low = words.NumberAt();
  if (!low) return {};
  counted.low = counted.high = low->digits;
  words.Skip(low->words);
  if (const auto high = words.NumberAt(1); high && IsIn(words.Word(), {"-", "to", "–", "or"})) {
    counted.high = high->digits;
    words.Skip(1 + high->words);
  }
  counted.unit = words.Word();
  words.Skip(1);
  return counted;
}

bool IsPiece(std::string_view unit) {
  return IsIn(LettersOf(unit),
              {"puff",    "puffs",    "tablet",      "tablets",       "tab",       "tabs",
               "capsule", "capsules", "cap",         "caps",          "spray",     "sprays",
               "drop",    "drops",    "inhalation",  "inhalations",   "actuation", "actuations",
               "ampoule", "ampoules", "vial",        "vials",         "sachet",    "sachets",
               "patch",   "patches",  "suppository", "suppositories", "pill",      "pills"});
}

bool IsStrength(std::string_view unit) {
  return IsIn(unit, {"mg", "g", "mcg", "ug", "µg", "μg", "microgram", "micrograms", "IU", "units",
                     "unit", "mmol", "ng"});
}

/// `200` of 2 and `100`; empty where one is no decimal.
std::string Times(std::string_view count, std::string_view strength) {
  const auto number = ParseDecimal(count);
  const auto one = ParseDecimal(strength);
  return number && one ? FormatShown(Rational(*number * *one)) : std::string();
}

/// The line of a dose up to a comment, where the grammar stopped in it.
std::string_view DoseHere(const Place& place) {
  if (place.keyword != "medication" || place.clause != "dose" || place.on_later_line) return {};
  const std::size_t begin = place.stop.clause.end;
  if (LineBegin(place.text, begin) != LineBegin(place.text, place.stop.offset)) return {};
  return LineRest(place.text, begin);
}

/// Words that go on with a dose behind its product.
bool GoesOn(const PrescriptionWords& words) {
  PrescriptionWords often = words;
  std::string taken;
  return IsIn(words.Letters(), {"over",   "every", "once",   "twice",  "per",
                                "at",     "by",    "for",    "when",   "if",
                                "as",     "in",    "then",   "max",    "maximum",
                                "up",     "on",    "during", "unless", "otherwise",
                                "iv",     "im",    "sc",     "po",     "intravenously",
                                "orally", "stat",  "prn",    "daily",  "each"}) ||
         IsIn(words.Word(), {",", ";", "("}) || !OftenAt(often, taken).empty();
}

/// `500 mL over 15 min` and `0.9% saline`; an empty dose: no product is said.
struct ProductSaid {
  std::string dose;
  std::string_view product;
  bool is_amount_open = false;  // `1% cream twice per day`
};

/// `500 mL 0.9% saline over 15 min`.
ProductSaid ProductBehind(std::string_view line) {
  PrescriptionWords words(line);
  const CountedUnit amount = CountedUnitAt(words);
  if (amount.low.empty() || AmountUnit(amount.unit).empty()) return {};
  const std::string_view said = Trimmed(line.substr(0, words.End()));
  if (words.Letters() == "of") words.Skip(1);
  const std::size_t begin = words.AtEnd() ? line.size() : words.Begin();
  bool has_percent = false;
  while (!words.AtEnd() && !GoesOn(words)) {
    has_percent = has_percent || words.Word().ends_with("%");
    words.Skip(1);
  }
  if (!has_percent) return {};
  return {fmt::format("{} {}", said, Trimmed(words.Rest())),
          Trimmed(line.substr(begin, words.End() - begin))};
}

/// `0.9% saline 500 mL over 15 min`.
ProductSaid ProductBefore(std::string_view line) {
  PrescriptionWords words(line);
  if (words.AtEnd()) return {};
  const std::size_t begin = words.Begin();
  const CountedUnit percent = CountedUnitAt(words);
  if (percent.low.empty() || percent.unit != "%") return {};
  const std::size_t named = words.End();
  while (!words.AtEnd() && !GoesOn(words)) {
    const std::size_t end = words.End();
    PrescriptionWords amount = words;
    const CountedUnit given = CountedUnitAt(amount);
    if (!given.low.empty() && !AmountUnit(given.unit).empty() && end > named) {
      return {std::string(Trimmed(words.Rest())), Trimmed(line.substr(begin, end - begin))};
    }
    words.Skip(1);
  }
  if (words.End() == named || words.Rest().find('/') != line.npos) return {};  // `28% oxygen`
  return {fmt::format("1 application {}", Trimmed(words.Rest())),
          Trimmed(line.substr(begin, words.End() - begin)), true};
}

}  // namespace

std::optional<Diagnostic> PiecesInDose(const Place& place) {
  const std::string_view line = DoseHere(place);
  PrescriptionWords words(line);
  const std::size_t begin = words.AtEnd() ? 0 : words.Begin();
  const CountedUnit first = CountedUnitAt(words);
  if (IsIn(words.Word(), {"x", "×", "of", "(", ",", "=", "-"})) words.Skip(1);
  const CountedUnit second = CountedUnitAt(words);
  const bool is_piece_first = IsPiece(first.unit) && IsStrength(second.unit);
  const bool is_piece_second = IsStrength(first.unit) && IsPiece(second.unit);
  if (!is_piece_first && !is_piece_second) return std::nullopt;
  const std::string counted = LettersOf(first.unit);
  const bool is_read = is_piece_first && first.low == first.high &&
                       (counted.starts_with("tab") || counted.starts_with("cap"));
  if (is_read && line.find(" of ") != line.npos) return std::nullopt;  // `2 tablets of 100 mg`
  const CountedUnit& pieces = is_piece_first ? first : second;
  const CountedUnit& strength = is_piece_first ? second : first;
  const std::size_t end = words.End();
  if (IsIn(words.Letters(), {"each"})) words.Skip(1);
  if (words.Word() == ")") words.Skip(1);
  const std::string low = Times(pieces.low, strength.low);
  const std::string high = Times(pieces.high, strength.high);
  if (low.empty() || high.empty()) return std::nullopt;
  std::string piece = LettersOf(pieces.unit);
  if (piece.ends_with("s") && piece.size() > 3) {
    piece.resize(piece.size() - (piece.ends_with("ches") ? 2 : 1));
  }
  const std::string said(Trimmed(words.Rest()));
  const Prescription of_pieces = ReadPrescription(
      place.text,
      fmt::format("{}{} {} {}", low, low == high ? "" : " to " + high, strength.unit, said));
  const Prescription of_all = ReadPrescription(
      place.text, fmt::format("{}{} {} {}", strength.low,
                              strength.low == strength.high ? "" : " to " + strength.high,
                              strength.unit, said));
  if (!of_pieces.unread.empty() || of_all.doses.size() != 1) return std::nullopt;
  Prescription shown = of_pieces;
  shown.beside = BesideAt(place.text, place.stop.clause.begin);
  std::string help = fmt::format("where each {} has {} {}: {}", piece, strength.low, strength.unit,
                                 InLines(shown)) +
                     MissingSize(shown, place.text);
  if (pieces.low == pieces.high && pieces.low != "1") {
    help += fmt::format("; where all of them together have {} {}, `{}`", strength.low,
                        strength.unit, DoseLine(of_all.doses.front()));
  }
  const std::size_t at = place.stop.clause.end;
  return At(SpanOf(at + begin, at + end),
            fmt::format("a dose has one amount, and not {} and a strength", pieces.unit), help);
}

std::optional<Diagnostic> ProductInDose(const Place& place) {
  const std::string_view line = DoseHere(place);
  PrescriptionWords words(line);
  if (words.AtEnd()) return std::nullopt;
  const ProductSaid found =
      ProductBehind(line).dose.empty() ? ProductBefore(line) : ProductBehind(line);
  if (found.dose.empty()) return std::nullopt;
  const std::string_view product = found.product;
  const std::size_t begin = static_cast<std::size_t>(product.data() - line.data());
  Prescription read = ReadPrescription(place.text, found.dose);
  if (!read.unread.empty() || read.doses.empty() || read.doses[0].amount.empty()) {
    return std::nullopt;
  }
  read.beside = BesideAt(place.text, place.stop.clause.begin);
  const std::size_t at = place.stop.clause.end + begin;
  const std::string title = read.beside.title.find(product) != std::string::npos
                                ? read.beside.title
                                : fmt::format("{}, {}", read.beside.title, product);
  std::string help = InLines(read) + MissingSize(read, place.text);
  if (help.starts_with("write ")) help = help.substr(6);
  if (found.is_amount_open) help += ", with the amount that is given";
  return At(
      SpanOf(at, at + product.size()), "what is given is said by the title of the medication",
      fmt::format("write `medication {} \"{}\"`, and below it {}", read.beside.name, title, help));
}

}  // namespace mgl
