#include "tools/cohort/sensitivity/number_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"
#include "engine/meaning/effective_fact.h"

namespace mgl {
namespace {

class NumberFinder {
 public:
  NumberFinder(const CompiledGuideline& compiled, ChosenNumbers which)
      : compiled_(compiled), takes_bounds_(which == ChosenNumbers::kAssumedOrBound) {}

  void Find() {
    for (const ast::Declaration& declaration : compiled_.text.file->declarations) {
      const ast::DeclarationBase& base = ast::Base(declaration);
      place_ = {};
      place_.name = base.name.text;
      if (base.title) place_.title = base.title->text;
      if (base.provenance.assumed) place_.reason = base.provenance.assumed->text;
      const std::size_t first = found.size();
      if (const auto* ambiguity = std::get_if<ast::Ambiguity>(&declaration)) {
        AddReadings(*ambiguity);
      } else if (base.provenance.assumed) {
        ForEachExpression(declaration, [this](const ast::Expr& expr) { AddParts(expr); });
      }
      if (base.provenance.assumed || takes_bounds_) {
        std::visit([this](const auto& item) { AddOwn(item); }, declaration);
      }
      std::stable_sort(
          found.begin() + static_cast<std::ptrdiff_t>(first), found.end(),
          [](const NumberPlace& a, const NumberPlace& b) { return a.span.begin < b.span.begin; });
    }
  }

  std::vector<NumberPlace> found;

 private:
  bool is_assumed() const { return !place_.reason.empty(); }

  void AddReadings(const ast::Ambiguity& ambiguity) {
    const std::string of_all = place_.reason;
    for (const ast::Reading& reading : ambiguity.readings) {
      if (!reading.provenance.assumed && of_all.empty()) continue;
      place_.reason = reading.provenance.assumed ? reading.provenance.assumed->text : of_all;
      place_.reading = reading.name.text;
      if (reading.as) AddParts(*reading.as);
    }
    place_.reason = of_all;
    place_.reading.clear();
  }

  // What stands outside expressions.
  void AddOwn(const ast::DeclarationBase& /*other*/) {}
  void AddOwn(const ast::Threshold& threshold) {
    const Fact* const of = FactOf(threshold.of.get());
    for (const ast::ThresholdLine& line : threshold.lines) AddQuantity(line.bound, of);
  }
  void AddOwn(const ast::Range& range) {
    const Fact* const of = FactOf(range.of.get());
    for (const ast::RangeLine& line : range.lines) AddInterval(line.interval, of);
  }
  void AddOwn(const ast::Fact& fact) {
    if (!is_assumed()) return;
    const Fact* const of = FactNamed(fact.name.text);
    if (fact.plausible) AddInterval(*fact.plausible, of);
    const bool has_number =
        fact.unless_stated && fact.unless_stated->kind == ast::Literal::Kind::kQuantity;
    if (has_number) AddQuantity(fact.unless_stated->quantity, of);
    for (const ast::Choice& choice : fact.choices) {
      if (choice.points) AddNumber(*choice.points, "");
    }
  }
  void AddOwn(const ast::Score& score) {
    if (!is_assumed()) return;
    for (const ast::ScoreItem& item : score.items) {
      for (const ast::PointsLine& line : item.lines) AddNumber(line.points, "points");
    }
    if (score.at_least) AddNumber(*score.at_least, "points");
    if (score.at_most) AddNumber(*score.at_most, "points");
  }
  void AddOwn(const ast::Recheck& recheck) {
    if (!is_assumed()) return;
    if (recheck.in) AddInterval(*recheck.in, nullptr);
    for (const auto* duration : {&recheck.every, &recheck.within, &recheck.lasts}) {
      if (*duration) AddQuantity(**duration, nullptr);
    }
  }

  void AddParts(const ast::Expr& expr) {
    ForEachPart(expr, [this](const ast::Expr& part) { AddPart(part); });
  }

  void AddPart(const ast::Expr& part) {
    if (part.kind == ast::ExprKind::kCount) return AddCount(part);
    if (part.kind == ast::ExprKind::kIsSpan && part.interval) {
      const ast::Expr* const of = part.children.empty() ? nullptr : part.children[0].get();
      return AddInterval(*part.interval, FactOf(of));
    }
    if (part.kind == ast::ExprKind::kCompare) {
      for (std::size_t i = 0; i < 2; ++i) {
        const ast::Expr& side = *part.children[i];
        if (side.kind != ast::ExprKind::kQuantity) continue;
        AddQuantity(side.quantity, FactOf(part.children[1 - i].get()));
      }
    }
    if (part.kind == ast::ExprKind::kQuantity) AddQuantity(part.quantity, nullptr);
  }

  void AddCount(const ast::Expr& count) {
    const std::string_view head = TextOf({count.span.begin, count.children[0]->span.begin});
    const std::size_t first = head.find_first_of("0123456789");
    if (first == std::string_view::npos) return;
    const std::size_t end = head.find_first_not_of("0123456789", first);
    const auto begin = static_cast<std::uint32_t>(count.span.begin + first);
    Keep({begin, static_cast<std::uint32_t>(count.span.begin + end)}, "", Rational(1));
  }

  void AddInterval(const ast::QuantitySpan& interval, const Fact* of) {
    if (interval.low) AddQuantity(*interval.low, of);
    if (interval.high) AddQuantity(*interval.high, of);
  }

  void AddQuantity(const ast::Quantity& quantity, const Fact* of) {
    if (quantity.has_weeks_and_days || quantity.is_age) return AddAge(quantity);
    if (quantity.sum) return;
    const std::string unit = quantity.unit ? quantity.unit->code : "";
    Keep(quantity.number.span, unit, of == nullptr ? std::nullopt : RecordedStep(*of, unit));
  }

  void AddNumber(const ast::Number& number, std::string unit) {
    Keep(number.span, std::move(unit), std::nullopt);
  }

  /// `36+4`, `36w4d`, `36 weeks 4 days`: a day lower and higher, written likewise.
  void AddAge(const ast::Quantity& age) {
    const std::string_view written = TextOf(age.span);
    const bool has_plus = written.find('+') != std::string_view::npos;
    const bool has_words = written.find("week") != std::string_view::npos;
    const auto text = [&](const Rational& days) {
      const mpz_class whole = days.get_num();
      const std::string weeks = mpz_class(whole / 7).get_str();
      const std::string rest = mpz_class(whole % 7).get_str();
      if (has_plus) return fmt::format("{}+{}", weeks, rest);
      return has_words ? fmt::format("{} weeks {} days", weeks, rest)
                       : fmt::format("{}w{}d", weeks, rest);
    };
    const Rational& days = age.number.value;
    if (days < 1 || days.get_den() != 1) return;
    KeepSteps(age.span, "", {text(Rational(days - 1)), text(Rational(days + 1))});
  }

  void Keep(Span span, std::string unit, const std::optional<Rational>& recorded) {
    const std::string_view written = TextOf(span);
    const std::optional<Rational> number = ParseDecimal(written);
    if (!number) return;
    const std::size_t point = written.find('.');
    const int digits =
        point == std::string_view::npos ? 0 : static_cast<int>(written.size() - point - 1);
    const Rational step = recorded.value_or(PowerOfTen(-digits));
    KeepSteps(span, std::move(unit),
              {FormatDecimal(Rational(*number - step)), FormatDecimal(Rational(*number + step))});
  }

  /// A number that stands in several parts of an expression is kept once, as its comparison has it.
  void KeepSteps(Span span, std::string unit, std::array<std::string, 2> steps) {
    if (std::ranges::find(found, span, &NumberPlace::span) != found.end()) return;
    place_.span = span;
    place_.unit = std::move(unit);
    place_.written = std::string(TextOf(span));
    place_.steps = std::move(steps);
    found.push_back(place_);
  }

  std::string_view TextOf(Span span) const {
    return std::string_view(compiled_.text.source.text()).substr(span.begin, span.end - span.begin);
  }

  const Fact* FactNamed(const std::string& name) const {
    const auto& facts = compiled_.guideline.facts;
    const auto fact = std::ranges::find(facts, name, &Fact::name);
    return fact == facts.end() ? nullptr : &*fact;
  }
  const Fact* FactOf(const ast::Expr* expr) const {
    const bool is_name = expr != nullptr && expr->kind == ast::ExprKind::kName;
    return is_name ? FactNamed(expr->name.text) : nullptr;
  }

  /// Of a number in the fact's own unit.
  static std::optional<Rational> RecordedStep(const Fact& fact, const std::string& unit) {
    const std::optional<Rational>& step = fact.step ? fact.step : fact.whole_step;
    if (!step || unit.empty() == fact.has_unit) return std::nullopt;
    if (unit.empty() || unit == fact.unit.code) return step;
    const Result<Unit> written = ParseUnit(unit);
    if (!written || IsOtherUnit(fact, *written) || !CanBeIn(fact, *written)) return std::nullopt;
    return step;
  }

  const CompiledGuideline& compiled_;
  bool takes_bounds_;
  NumberPlace place_;  // what is the same for all numbers of a declaration
};

}  // namespace

std::vector<NumberPlace> FindNumbers(const CompiledGuideline& compiled, ChosenNumbers which) {
  NumberFinder finder(compiled, which);
  finder.Find();
  return std::move(finder.found);
}

std::string WithStep(const SourceFile& source, const NumberPlace& place, std::size_t step) {
  std::string text(source.text());
  return text.replace(place.span.begin, place.span.end - place.span.begin, place.steps[step]);
}

}  // namespace mgl
