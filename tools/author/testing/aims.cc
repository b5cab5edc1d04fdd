#include "tools/author/testing/aims.h"

#include <algorithm>
#include <iterator>

#include "dsl/ast/ast.h"
#include "engine/model/decision.h"
#include "tools/author/testing/condition_parts.h"

namespace mgl {
namespace {

class AimMaker {
 public:
  AimMaker(const CompiledGuideline& compiled, const Coverage& coverage)
      : compiled_(compiled), guideline_(compiled.guideline), coverage_(coverage) {}

  void AddOutcomes() {
    for (std::size_t i = 0; i < guideline_.rules.size(); ++i) {
      for (const CoverageItem& item : coverage_.rules[i].items) {
        const AimKind kind =
            item.name == OutcomeName(Outcome::kUnknown) ? AimKind::kUnknown : AimKind::kOutcome;
        Aim aim = Make(kind, guideline_.rules[i].name, coverage_.rules[i].place);
        aim.side = item.name;
        aim.answer = i;
        aim.shown = item.expected;
        aim.names = {guideline_.rules[i].name};
        aim.ways = WaysOf(guideline_.rules[i], item.name);
        // Out of scope a rule has no outcome.
        for (std::vector<Goal>& way : aim.ways) {
          way.push_back({guideline_.scope, TruthSet(Truth::kYes) | Truth::kUnknown});
        }
        aims.push_back(std::move(aim));
      }
    }
  }

  void AddStatuses() {
    for (std::size_t i = 0; i < guideline_.rechecks.size(); ++i) {
      AddAnswers(AimKind::kStatus, i, coverage_.rechecks[i]);
    }
  }

  void AddValues() {
    for (std::size_t i = 0; i < guideline_.results.size(); ++i) {
      const NodeId node = guideline_.results[i].node;
      const std::size_t first = aims.size();
      AddAnswers(AimKind::kValue, i, coverage_.results[i]);
      if (guideline_.graph.node(node).type != ValueType::kTruth) continue;
      for (std::size_t k = first; k < aims.size(); ++k) {
        const bool is_yes = aims[k].side == TruthName(Truth::kYes);
        const bool is_no = aims[k].side == TruthName(Truth::kNo);
        const Truth truth = is_yes ? Truth::kYes : is_no ? Truth::kNo : Truth::kUnknown;
        aims[k].ways = {{{node, truth}, {guideline_.scope, Truth::kYes}}};
      }
    }
  }

  void AddReadings() {
    for (std::size_t i = 0; i < guideline_.ambiguities.size(); ++i) {
      const Ambiguity& ambiguity = guideline_.ambiguities[i];
      for (std::uint32_t k = 0; k < ambiguity.readings.size(); ++k) {
        Aim aim = Make(AimKind::kReading, ambiguity.name, coverage_.ambiguities[i].place);
        aim.side = ambiguity.readings[k].name;
        aim.reading.emplace(i, k);
        aim.shown = coverage_.ambiguities[i].items[k].expected;
        aim.names = {ambiguity.name};
        AddReadingWays(ambiguity, k, aim);
        aims.push_back(std::move(aim));
      }
    }
  }

  void AddLines() {
    for (const CoveredLines& group : coverage_.lines) {
      std::vector<NodeId> before;
      CoveredLines uncounted = group;
      for (CoveredLine& line : uncounted.lines) line.counted = 0;
      const auto lines = std::make_shared<const CoveredLines>(std::move(uncounted));
      for (const CoveredLine& line : group.lines) {
        Aim aim = Make(AimKind::kLine, group.owner.substr(0, group.owner.find(',')), line.place);
        aim.text = line.text;
        aim.side = "counts";
        aim.lines = lines;
        aim.line = static_cast<std::size_t>(&line - group.lines.data());
        aim.shown = line.counted;
        aim.names = {aim.of};
        aim.ways = {LineGoals(group, line, before)};
        // `points of FACT` has no condition that could be asked for.
        if (line.choice) aim.ways.clear();
        if (line.row.size() == 1 && line.column.empty()) before.push_back(line.row[0]);
        aims.push_back(std::move(aim));
      }
    }
  }

  void AddParts() {
    for (const ConditionPart& part : ConditionPartsOf(compiled_)) {
      for (const Truth truth : {Truth::kYes, Truth::kNo}) {
        Aim aim = Make(AimKind::kPart, part.of, part.place);
        aim.text = part.text;
        aim.side = TruthName(truth);
        aim.ways = part.alone;
        aim.has_more_ways = part.has_more_ways;
        for (std::vector<Goal>& way : aim.ways) way.push_back({part.node, truth});
        aim.other_side = truth == Truth::kYes ? aims.size() + 1 : aims.size() - 1;
        aim.reading = part.reading;
        if (!part.expected.empty()) aim.names = {part.expected};
        aims.push_back(std::move(aim));
      }
    }
  }

  std::vector<Aim> aims;

 private:
  static Aim Make(AimKind kind, const std::string& of, Span place) {
    Aim aim;
    aim.kind = kind;
    aim.of = of;
    aim.place = place;
    return aim;
  }

  void AddAnswers(AimKind kind, std::size_t answer, const CoveredDeclaration& covered) {
    for (const CoverageItem& item : covered.items) {
      Aim aim = Make(kind, covered.name, covered.place);
      aim.side = item.name;
      aim.answer = answer;
      aim.shown = item.expected;
      aim.names = {covered.name};
      aims.push_back(std::move(aim));
    }
  }

  std::vector<std::vector<Goal>> WaysOf(const Rule& rule, std::string_view outcome) const {
    if (outcome == OutcomeName(Outcome::kYes)) return {{{rule.outcome, Truth::kYes}}};
    if (outcome == OutcomeName(Outcome::kUnknown)) return {{{rule.outcome, Truth::kUnknown}}};
    if (outcome == OutcomeName(Outcome::kNo)) return {{{rule.due, Truth::kNo}}};
    if (outcome == OutcomeName(Outcome::kBlocked)) {
      return {{{rule.due, Truth::kYes}, {rule.allowed, Truth::kNo}}};
    }
    std::vector<std::vector<Goal>> ways;
    for (const std::uint32_t overrider : rule.overriders) {
      ways.push_back({{rule.due, Truth::kYes},
                      {rule.allowed, Truth::kYes},
                      {guideline_.rules[overrider].outcome, Truth::kYes}});
    }
    return ways;
  }

  /// Where another reading says otherwise, else where this one says anything.
  void AddReadingWays(const Ambiguity& ambiguity, std::uint32_t reading, Aim& aim) const {
    const NodeId node = ambiguity.readings[reading].node;
    if (guideline_.graph.node(node).type != ValueType::kTruth) return;
    for (const Truth truth : {Truth::kYes, Truth::kNo}) {
      for (std::size_t i = 0; i < ambiguity.readings.size(); ++i) {
        if (i == reading) continue;
        aim.preferred.push_back({{node, truth}, {ambiguity.readings[i].node, Not(truth)}});
      }
    }
    aim.ways = {{{node, TruthSet::Decided()}}};
  }

  static std::vector<Goal> LineGoals(const CoveredLines& group, const CoveredLine& line,
                                     const std::vector<NodeId>& before) {
    std::vector<Goal> goals;
    for (const NodeId node : line.row) goals.push_back({node, Truth::kYes});
    for (const NodeId node : line.column) goals.push_back({node, Truth::kYes});
    if (!group.first_wins && !line.otherwise) return goals;
    for (const NodeId node : before) goals.push_back({node, Truth::kNo});
    return goals;
  }

  const CompiledGuideline& compiled_;
  const Guideline& guideline_;  // of compiled_
  const Coverage& coverage_;
};

}  // namespace

const char* AimKindTitle(AimKind kind) {
  switch (kind) {
    case AimKind::kOutcome:
      return "outcomes of rules";
    case AimKind::kUnknown:
      return "rules unknown";
    case AimKind::kStatus:
      return "statuses of rechecks";
    case AimKind::kValue:
      return "values of results";
    case AimKind::kReading:
      return "readings";
    case AimKind::kLine:
      return "lines and rows";
    case AimKind::kBound:
      return "bounds, each side";
    case AimKind::kPart:
      break;
  }
  return "parts that decide alone";
}

const char* AimKindKey(AimKind kind) {
  switch (kind) {
    case AimKind::kOutcome:
      return "outcomes";
    case AimKind::kUnknown:
      return "unknown";
    case AimKind::kStatus:
      return "statuses";
    case AimKind::kValue:
      return "values";
    case AimKind::kReading:
      return "readings";
    case AimKind::kLine:
      return "lines";
    case AimKind::kBound:
      return "bounds";
    case AimKind::kPart:
      break;
  }
  return "parts";
}

std::vector<Aim> AimsOf(const CompiledGuideline& compiled, const Coverage& coverage,
                        PatientFinder& finder) {
  AimMaker maker(compiled, coverage);
  maker.AddParts();
  const std::vector<Aim> parts = std::move(maker.aims);
  maker.aims.clear();
  maker.AddOutcomes();
  maker.AddStatuses();
  maker.AddValues();
  maker.AddReadings();
  maker.AddLines();
  std::vector<Aim> aims = std::move(maker.aims);
  for (const std::vector<Aim>& more : {BoundAimsOf(compiled, finder, parts), parts}) {
    const std::size_t first = aims.size();
    for (const Aim& aim : more) {
      aims.push_back(aim);
      if (aim.other_side) aims.back().other_side = first + *aim.other_side;
    }
  }
  return aims;
}

}  // namespace mgl
