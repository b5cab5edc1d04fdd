// Values between two bands that lie as near to each other as their last digits are, or at the bound
// of two that both leave it out: 14.5 between `10 to 14` and `at least 15`. Only where nothing is
// said of it by a missing line: a default hides it, or the bands are conditions of their own.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "dsl/resolve/wording.h"
#include "tools/author/lint/bands.h"
#include "tools/author/lint/decided_lines.h"
#include "tools/author/lint/lint_index.h"

namespace mgl {
namespace {

/// A band of one condition, and the line that it stands in.
struct PlacedBand {
  Band band;
  const ast::Expr* condition = nullptr;
  std::string decides;  // the name of what the condition decides
};

bool EndInOneUnit(const Band& before, const Band& next) {
  const std::optional<ast::UnitText>& a = before.high->unit;
  const std::optional<ast::UnitText>& b = next.low->unit;
  return a.has_value() == b.has_value() && (!a || a->code == b->code);
}

/// Whether no last digit is as large as what lies between: none is more than one.
bool IsFarBehind(const Band& before, const Band& next) {
  return EndInOneUnit(before, next) && next.low->number.value > before.high->number.value + 1;
}

/// What lies behind one band and before the other, where they are neighbours.
std::optional<Interval> Between(const Band& before, const Band& next) {
  if (before.high == nullptr || next.low == nullptr) return std::nullopt;
  const Bound& end = before.values.high;
  const Bound& begin = next.values.low;
  if (end.value == begin.value) {
    if (end.closed || begin.closed) return std::nullopt;
    return Interval::Point(end.value);
  }
  if (begin.value < end.value) return std::nullopt;
  // `= 1`, `= 2`: what is counted.
  if (before.values.IsPoint() || next.values.IsPoint()) return std::nullopt;
  if (!EndInOneUnit(before, next)) return std::nullopt;
  const Rational& from = before.high->number.value;
  const Rational& to = next.low->number.value;
  if (to > from + std::min(LastDigit(from), LastDigit(to))) return std::nullopt;
  return Interval{Bound::At(end.value, !end.closed), Bound::At(begin.value, !begin.closed)};
}

/// Whether the band holds what is between and one of its neighbours: then somebody has thought of
/// it. One that holds both is about something larger.
bool TakesSide(const Band& band, const Interval& between) {
  const bool is_apart =
      Less(band.values, between) == Truth::kYes || Less(between, band.values) == Truth::kYes;
  if (is_apart) return false;
  const auto reaches = [&](const Bound& bound, const Bound& end, bool is_low) {
    if (bound.infinite) return true;
    if (bound.value != end.value) return is_low ? bound.value < end.value : bound.value > end.value;
    return bound.closed && !end.closed;
  };
  const bool reaches_down = reaches(band.values.low, between.low, true);
  const bool reaches_up = reaches(band.values.high, between.high, false);
  return !(reaches_down && reaches_up);
}

/// A number and the bands of it that some conditions have.
struct PlacedBands {
  const ast::Expr* number = nullptr;
  std::deque<PlacedBand> bands;
};
using PlacedByNumber = std::map<std::string, PlacedBands>;

void Place(const LintInput& input, const ast::Expr& condition, const std::string& decides,
           PlacedByNumber& placed) {
  for (auto& [key, banded] : BandsOf(input, {&condition})) {
    PlacedBands& of = placed[key];
    of.number = banded.number;
    for (Band& band : banded.bands) of.bands.push_back({std::move(band), &condition, decides});
  }
}

const Rational& LowOf(const PlacedBand* placed) { return placed->band.values.low.value; }

/// Those that begin somewhere.
std::vector<const PlacedBand*> ByLow(const PlacedBands& placed) {
  std::vector<const PlacedBand*> by_low;
  for (const PlacedBand& each : placed.bands) {
    if (each.band.low != nullptr) by_low.push_back(&each);
  }
  std::ranges::stable_sort(by_low, {}, LowOf);
  return by_low;
}

/// The finding of each number: one, however many of its bands lie apart. By the meaning of the
/// number: its place among the findings, and all that lies between two.
struct Told {
  std::size_t finding = 0;
  std::vector<Interval> places;
};
using ToldByNumber = std::map<std::string, Told>;

class BandCheck {
 public:
  /// `who`: "no line of `p` but the default".
  BandCheck(const LintInput& input, std::vector<Goal> none, std::string who, ToldByNumber& told,
            Diagnostics& found)
      : input_(input), none_(std::move(none)), who_(std::move(who)), told_(told), found_(found) {}

  void LookAt(const std::string& key, const PlacedBands& placed) {
    constexpr std::size_t kMost = 300;
    if (placed.bands.size() > kMost || MayBeWhole(*placed.number)) return;
    const std::vector<const PlacedBand*> by_low = ByLow(placed);
    std::vector<Interval> told;
    for (const PlacedBand& before : placed.bands) {
      if (before.band.high == nullptr) continue;
      auto behind = std::ranges::lower_bound(by_low, before.band.values.high.value, {}, LowOf);
      for (; behind != by_low.end(); ++behind) {
        const PlacedBand& next = **behind;
        const std::optional<Interval> between = Between(before.band, next.band);
        if (!between) {
          if (IsFarBehind(before.band, next.band)) break;
          continue;
        }
        if (std::ranges::find(told, *between) != told.end()) continue;
        const bool is_meant = std::ranges::any_of(
            placed.bands, [&](const PlacedBand& other) { return TakesSide(other.band, *between); });
        if (is_meant || !PossibleWithin(input_, *placed.number, *between)) continue;
        if (Report(key, *placed.number, before, next)) told.push_back(*between);
      }
    }
  }

 private:
  /// In the unit of the band behind it.
  std::string ValueAsWritten(const Rational& value, const PlacedBand& next) const {
    const Rational& low = next.band.values.low.value;
    const Rational& written = next.band.low->number.value;
    const bool is_same = low == written || written == 0;
    const Rational shown = is_same ? value : Rational(value * written / low);
    const std::string text = FormatShown(shown);
    return next.band.low->unit ? fmt::format("{} {}", text, next.band.low->unit->code) : text;
  }

  /// A score is counted in points; of whose it is no more is said.
  bool MayBeWhole(const ast::Expr& number) const {
    if (number.kind != ast::ExprKind::kName) return false;
    const Symbol symbol = input_.names().expression_symbols.at(number.id);
    if (symbol.kind != SymbolKind::kScore) return false;
    const std::optional<NodeId> node = input_.compiled.expression_nodes[number.id];
    if (!node) return false;
    const NumbersOf& of = input_.proofs.finder().numbers().Of(*node);
    return !of.few && !of.step;
  }

  bool Report(const std::string& key, const ast::Expr& number, const PlacedBand& before,
              const PlacedBand& next) {
    std::vector<Goal> goals = none_;
    const auto is_outside = [&](const PlacedBand& placed, const Bound& end) {
      const auto cut = CutBelow(input_, *placed.condition, number, end.value);
      if (cut) goals.push_back({*cut, Truth::kNo});
      return cut.has_value();
    };
    if (!is_outside(before, before.band.values.high)) return false;
    if (!is_outside(next, next.band.values.low)) return false;
    goals.push_back({input_.compiled.guideline.scope, Truth::kYes});
    const std::string end = QuantityText(*next.band.low);
    const std::string of = NumberAsWritten(input_, number);
    const bool is_point = before.band.values.high.value == next.band.values.low.value;
    const Interval between{
        Bound::At(before.band.values.high.value, is_point || !before.band.values.high.closed),
        Bound::At(next.band.values.low.value, is_point || !next.band.values.low.closed)};
    const Interval left = PossibleWithin(input_, number, between).value_or(between);
    const bool is_one_value = left.IsPoint();
    const std::string only = is_one_value ? ValueAsWritten(left.low.value, next) : "";
    const std::string where =
        is_one_value ? "at " + Quoted(only)
                     : fmt::format("between {} and {}", Quoted(QuantityText(*before.band.high)),
                                   Quoted(end));
    const std::string claim = fmt::format("{} is for {} {}", who_, Quoted(of), where);
    const std::optional<PatientFound> patient =
        ShownWithNumberIn(input_, left, number, goals, next.band.low->span, claim);
    if (!patient) return false;
    const auto [told, is_new] = told_.try_emplace(key, Told{found_.size(), {}});
    std::vector<Interval>& places = told->second.places;
    if (std::ranges::find(places, left) != places.end()) return true;
    places.push_back(left);
    if (!is_new) {
      constexpr std::size_t kMostLabels = 4;
      std::vector<Label>& labels = found_[told->second.finding].labels;
      const Span here = next.band.low->span;
      const bool is_there =
          here == found_[told->second.finding].span ||
          std::ranges::any_of(labels, [&](const Label& label) { return label.span == here; });
      if (!is_there && labels.size() < kMostLabels) labels.push_back({here, "likewise here"});
      return true;
    }
    const std::optional<std::uint32_t> fact = FactOf(input_, number);
    const bool may_have_steps = fact && !StepOfFact(input_.compiled.guideline.facts[*fact]);
    Diagnostic finding{
        DiagnosticKind::kValuesBetweenBands,
        next.band.low->span,
        claim,
        is_one_value
            ? fmt::format("let one of the two have it: `at least {}`", only)
            : fmt::format("end the one before with `below {}`{}", end,
                          may_have_steps
                              ? fmt::format(", or say how the fact is recorded, such as `in "
                                            "steps of {}`",
                                            FormatShown(abs(next.band.low->number.value -
                                                            before.band.high->number.value)))
                              : ""),
        {{before.band.high->span, "the one before ends here"}}};
    std::string title = fmt::format("{} {}", of, where);
    std::erase(title, '`');
    std::vector<std::string> decided = {before.decides};
    if (next.decides != before.decides) decided.push_back(next.decides);
    finding.example = input_.proofs.AsExample(*patient, title, decided);
    found_.push_back(std::move(finding));
    return true;
  }

  const LintInput& input_;
  const std::vector<Goal> none_;
  const std::string who_;
  ToldByNumber& told_;
  Diagnostics& found_;
};

void LookAtLines(const LintInput& input, const DecidedLines& lines, const std::string& who,
                 ToldByNumber& told, Diagnostics& found) {
  std::vector<Goal> none;
  PlacedByNumber placed;
  for (const DecidedLine& line : lines.lines) {
    none.push_back({line.when, Truth::kNo});
    for (const ast::Expr* const condition : line.conditions)
      Place(input, *condition, lines.declaration->name.text, placed);
  }
  BandCheck check(input, std::move(none), who, told, found);
  for (const auto& [key, bands] : placed) check.LookAt(key, bands);
}

/// Whether two of the parts compare one name: `x >= 15 and x <= 29` is one band.
bool ComparesTwice(const ast::Expr& joined) {
  std::vector<std::string_view> names;
  for (const ast::ExprPtr& part : joined.children) {
    if (part->kind != ast::ExprKind::kCompare) continue;
    for (const ast::ExprPtr& side : part->children) {
      if (side->kind != ast::ExprKind::kName) continue;
      if (std::ranges::find(names, side->name.text) != names.end()) return true;
      names.push_back(side->name.text);
    }
  }
  return false;
}

/// Doses and rechecks that leave a patient are told with the patient.
bool IsToldOf(const ast::Declaration& declaration, const Diagnostics& found) {
  const bool has_patients = std::holds_alternative<ast::Medication>(declaration) ||
                            std::holds_alternative<ast::Recheck>(declaration);
  return has_patients &&
         IsToldWithin(found, DiagnosticKind::kUncoveredPatient, ast::Base(declaration).span);
}

/// Of rules and definitions, all together.
void LookAtConditions(const LintInput& input, ToldByNumber& told, Diagnostics& found) {
  std::set<const ast::Declaration*> without;
  for (const ast::Declaration& declaration : input.compiled.text.file->declarations) {
    const auto* const define = std::get_if<ast::Define>(&declaration);
    const bool has_lines = std::holds_alternative<ast::Score>(declaration) ||
                           std::holds_alternative<ast::Table>(declaration) ||
                           std::holds_alternative<ast::Example>(declaration) ||
                           (define != nullptr && !define->lines.empty());
    if (has_lines || IsToldOf(declaration, found)) without.insert(&declaration);
  }
  PlacedByNumber placed;
  for (const auto& [kind, part, whole, declaration] : PlacedParts(input)) {
    const bool joins = kind == ast::ExprKind::kAnd || kind == ast::ExprKind::kOr;
    const bool has_bands = joins ? ComparesTwice(*part) : MayBeBand(kind);
    if (has_bands && !without.contains(declaration)) {
      Place(input, *part, ast::Base(*declaration).name.text, placed);
    }
  }
  BandCheck check(input, {}, "no condition", told, found);
  for (const auto& [key, bands] : placed) check.LookAt(key, bands);
}

}  // namespace

void LintValuesBetweenBands(const LintInput& input, Diagnostics& found) {
  ToldByNumber told;
  for (const DecidedLines& lines : DecidedLinesOf(input)) {
    // Without a default, gaps are told for themselves.
    if (!lines.has_otherwise) continue;
    const std::string name = Quoted(lines.declaration->name.text);
    LookAtLines(input, lines, fmt::format("no line of {} but the default", name), told, found);
  }
  for (const ast::Score* score : input.names().scores) {
    for (const ast::ScoreItem& item : score->items) {
      const std::string name = item.title ? fmt::format("\"{}\"", item.title->text) : "this item";
      LookAtLines(input, LinesOfItem(input, *score, item),
                  fmt::format("no line with points of {}", name), told, found);
    }
  }
  LookAtConditions(input, told, found);
  for (const auto& [key, of] : told) {
    const std::size_t more = of.places.size() - 1;
    if (more == 0) continue;
    found[of.finding].message += fmt::format(
        ", and so at {} more", more == 1 ? "one place" : fmt::format("{} places", more));
  }
}

}  // namespace mgl
