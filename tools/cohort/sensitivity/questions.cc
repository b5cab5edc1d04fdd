#include "tools/cohort/sensitivity/questions.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/compile.h"
#include "engine/eval_scalar.h"
#include "engine/meaning/effective_fact.h"

namespace mgl {
namespace {

class QuestionFinder {
 public:
  QuestionFinder(const CompiledGuideline& compiled, const EvaluationOptions& evaluation)
      : compiled_(compiled),
        guideline_(compiled.guideline),
        readings_(WithReadings(guideline_, evaluation).readings) {
    open.joint = std::make_unique<JointGuideline>(guideline_);
  }

  void Find(ChosenNumbers numbers, const std::vector<bool>& unit_is_said) {
    for (std::uint32_t i = 0; i < guideline_.ambiguities.size(); ++i) AddAmbiguity(i);
    for (const NumberPlace& place : FindNumbers(compiled_, numbers)) AddNumber(place);
    for (std::size_t i = 0; i < guideline_.facts.size(); ++i) {
      if (!unit_is_said[i]) AddUnits(static_cast<FactId>(i));
    }
    open.first_fact = open.questions.size();
    for (std::uint32_t i = 0; i < guideline_.facts.size(); ++i) {
      const Fact& fact = guideline_.facts[i];
      OpenQuestion question;
      question.name = fact.name;
      question.title = fact.title;
      question.index = i;
      open.questions.push_back(std::move(question));
    }
  }

  OpenQuestions open;

 private:
  const VersionPlaces& own() const { return open.joint->own(); }

  /// Pairs of all outcomes that may differ between two versions, for the last question.
  void AddPairs(const VersionPlaces& a, const VersionPlaces& b, bool is_open,
                std::optional<std::size_t> alternative) {
    OutcomePair pair;
    pair.first_scope = a.scope;
    pair.second_scope = b.scope;
    pair.question = open.questions.size() - 1;
    pair.is_open = is_open;
    pair.alternative = alternative;
    if (b.in_other_unit) {
      pair.in_other_unit = {static_cast<FactId>(open.questions.back().index), *b.in_other_unit};
    }
    const auto add = [&](OutcomePair::Kind kind, std::uint32_t index, std::uint32_t first,
                         std::uint32_t second) {
      if (first == second) return;
      pair.kind = kind;
      pair.index = index;
      pair.first = first;
      pair.second = second;
      open.pairs.push_back(pair);
    };
    add(OutcomePair::Kind::kScope, 0, static_cast<std::uint32_t>(a.scope),
        static_cast<std::uint32_t>(b.scope));
    const auto add_all = [&](OutcomePair::Kind kind, const std::vector<std::uint32_t>& first,
                             const std::vector<std::uint32_t>& second) {
      for (std::uint32_t i = 0; i < first.size(); ++i) add(kind, i, first[i], second[i]);
    };
    add_all(OutcomePair::Kind::kRule, a.rules, b.rules);
    add_all(OutcomePair::Kind::kResult, a.results, b.results);
    add_all(OutcomePair::Kind::kRecheck, a.rechecks, b.rechecks);
  }

  void AddAlternative(std::string text, VersionPlaces places, bool is_open) {
    AddPairs(own(), places, is_open, open.alternatives.size());
    open.alternatives.push_back(
        {open.questions.size() - 1, std::move(text), "", std::move(places)});
  }

  /// Where no reading is in use, but their agreement, a decision hangs on it whose readings differ.
  void AddAmbiguity(std::uint32_t index) {
    const Ambiguity& ambiguity = guideline_.ambiguities[index];
    const std::optional<std::uint32_t> in_use = readings_[index];
    OpenQuestion question;
    question.kind = OpenQuestion::Kind::kAmbiguity;
    question.name = ambiguity.name;
    question.title = ambiguity.title;
    question.index = index;
    if (in_use) question.now = ambiguity.readings[*in_use].name;
    open.questions.push_back(std::move(question));
    std::optional<VersionPlaces> first;
    for (std::uint32_t i = 0; i < ambiguity.readings.size(); ++i) {
      if (i == in_use) continue;
      VersionPlaces places = open.joint->AddReading(index, i);
      if (first) AddPairs(*first, places, true, std::nullopt);
      if (!in_use && !first) first = places;
      AddAlternative(ambiguity.readings[i].name, std::move(places), in_use.has_value());
    }
  }

  void AddNumber(const NumberPlace& place) {
    const SourceFile& source = compiled_.text.source;
    const std::string unit = place.unit.empty() ? "" : " " + place.unit;
    OpenQuestion question;
    question.kind = OpenQuestion::Kind::kNumber;
    question.name = place.name;
    question.title = place.title;
    question.now = place.written + unit;
    question.reason = place.reason;
    question.reading = place.reading;
    question.line = source.PositionOf(place.span.begin).line;
    open.questions.push_back(std::move(question));
    for (std::size_t step = 0; step < place.steps.size(); ++step) {
      const std::string text = place.steps[step] + unit;
      const CompileResult changed =
          Compile(SourceFile(source.path(), WithStep(source, place, step)));
      std::string problem = "it makes other declarations of the text";
      if (changed.guideline != nullptr) {
        if (auto places = open.joint->Add(changed.guideline->guideline)) {
          AddAlternative(text, std::move(*places), true);
          continue;
        }
      } else {
        problem = FirstError(changed.text->diagnostics);
      }
      open.alternatives.push_back({open.questions.size() - 1, text, problem, {}});
    }
  }

  static std::string FirstError(const Diagnostics& diagnostics) {
    const auto error = std::ranges::find(diagnostics, Level::kError, LevelOf);
    return error == diagnostics.end() ? "it cannot be read" : error->message;
  }

  /// The units in which the guideline says that the fact's numbers come: of its codes, and of the
  /// lines that cut it.
  void AddUnits(FactId id) {
    const Fact& fact = guideline_.facts[Index(id)];
    if (fact.type != FactType::kNumber || !fact.has_unit) return;
    if (fact.unit.code == kWeeksAndDays) return;  // which its numbers say
    std::vector<Unit> units;
    const auto add = [&](const Unit& unit) {
      if (!CanBeIn(fact, unit)) return;
      const auto is_it = [&](const Unit& known) {
        return known.dimension == unit.dimension && known.factor == unit.factor &&
               known.offset == unit.offset;
      };
      if (!is_it(fact.unit) && std::ranges::none_of(units, is_it)) units.push_back(unit);
    };
    for (const FactCode& code : fact.codes) {
      if (code.unit.empty()) continue;
      if (const Result<Unit> unit = ParseUnit(code.unit)) add(*unit);
    }
    const auto add_lines = [&](const auto& cuts) {
      for (const auto& cut : cuts) {
        if (cut.fact != id) continue;
        for (const CutLine& line : cut.lines) add(line.unit);
      }
    };
    add_lines(guideline_.thresholds);
    add_lines(guideline_.ranges);
    if (units.empty()) return;
    OpenQuestion question;
    question.kind = OpenQuestion::Kind::kUnit;
    question.name = fact.name;
    question.title = fact.title;
    question.index = static_cast<std::uint32_t>(Index(id));
    question.now = fact.unit.code;
    open.questions.push_back(std::move(question));
    for (const Unit& unit : units) AddAlternative(unit.code, open.joint->AddUnit(id, unit), true);
  }

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;
  std::vector<std::optional<std::uint32_t>> readings_;
};

}  // namespace

OpenQuestions FindQuestions(const CompiledGuideline& compiled, const EvaluationOptions& evaluation,
                            ChosenNumbers numbers, const std::vector<bool>& unit_is_said) {
  QuestionFinder finder(compiled, evaluation);
  finder.Find(numbers, unit_is_said);
  return std::move(finder.open);
}

}  // namespace mgl
