#include "tools/author/versions/compared.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "engine/meaning/cut_line.h"
#include "engine/meaning/result_cell.h"
#include "engine/prove/possible_numbers.h"
#include "tools/case/examples/example_check.h"
#include "tools/words/quantity_words.h"

namespace mgl {
namespace {

constexpr const char* kNotSettled = "not settled";

std::string ShownTruth(const Decision& decision, NodeId node) {
  return std::string(TruthName(decision.nodes[Index(node)].truth));
}

/// Empty: it holds for everybody.
std::function<std::string(const Decision&)> ShownOrYes(std::optional<NodeId> node) {
  return [node](const Decision& decision) {
    return node ? ShownTruth(decision, *node) : std::string("yes");
  };
}

/// As an answer shows it; out of scope there is none.
std::string ShownValue(const Guideline& guideline, const Definition& definition,
                       const Decision& decision, NodeId node) {
  const ShownDefinition shown(guideline, definition, decision.nodes, node);
  const Value& value = shown.value();
  // Two values that are both open are not told apart.
  if (!value.IsSettled()) return kNotSettled;
  // In full: what is rounded for the eye may be the same.
  const bool is_number = definition.type == FactType::kNumber && value.number.IsPoint();
  if (is_number) return WithUnit(FormatDecimal(value.number.low.value), UnitOf(definition));
  return ValueAsExpected(shown.definition(), value);
}

}  // namespace

void ComparedMaker::AddTruths(NodeId a, NodeId b, Compared& compared) {
  if (a == b) return;
  for (const auto& [from, to] :
       {std::pair(Truth::kNo, Truth::kYes), std::pair(Truth::kYes, Truth::kNo),
        std::pair(Truth::kUnknown, Truth::kYes), std::pair(Truth::kYes, Truth::kUnknown),
        std::pair(Truth::kUnknown, Truth::kNo), std::pair(Truth::kNo, Truth::kUnknown)}) {
    compared.ways.push_back(
        {std::string(TruthName(from)), std::string(TruthName(to)), {{a, from}, {b, to}}});
  }
}

Compared ComparedMaker::Truths(std::string_view kind, const std::string& name, NodeId a, NodeId b) {
  const auto shown = [](NodeId node) {
    return [node](const Decision& decision) { return ShownTruth(decision, node); };
  };
  Compared compared{std::string(kind), name, "", name, {}, shown(a), shown(b), {}};
  AddTruths(pair_.before().Of(a), pair_.after().Of(b), compared);
  return compared;
}

Compared ComparedMaker::DosesFor(const std::string& name, std::optional<NodeId> a,
                                 std::optional<NodeId> b) {
  Compared compared{"dose", name, "", name, {}, ShownOrYes(a), ShownOrYes(b), {}};
  AddTruths(OrEverybody(a, pair_.before()), OrEverybody(b, pair_.after()), compared);
  return compared;
}

Compared ComparedMaker::OnlyNow(std::string_view kind, const std::string& name,
                                std::optional<NodeId> b) {
  const auto none = [](const Decision& /*decision*/) { return std::string("none"); };
  Compared compared{std::string(kind), name, "", name, {}, none, ShownOrYes(b), {}};
  compared.is_new = true;
  for (const auto truth : {mgl::Truth::kYes, mgl::Truth::kUnknown}) {
    compared.ways.push_back(
        {"none", std::string(TruthName(truth)), {{OrEverybody(b, pair_.after()), truth}}});
  }
  return compared;
}

Compared ComparedMaker::OnlyThen(std::string_view kind, const std::string& name,
                                 std::optional<NodeId> a) {
  const auto none = [](const Decision& /*decision*/) { return std::string("none"); };
  Compared compared{std::string(kind), name, "", name, {}, ShownOrYes(a), none, {}};
  compared.is_gone = true;
  for (const auto truth : {mgl::Truth::kYes, mgl::Truth::kUnknown}) {
    compared.ways.push_back(
        {std::string(TruthName(truth)), "none", {{OrEverybody(a, pair_.before()), truth}}});
  }
  return compared;
}

Compared ComparedMaker::Thresholds(std::size_t a, std::size_t b) {
  const Threshold& then = before_.thresholds[a];
  const Threshold& now = after_.thresholds[b];
  Compared compared = Truths("threshold", now.name, then.node, now.node);
  compared.title = now.title;
  compared.before_name = then.name;
  compared.expected = {now.name};
  return compared;
}

Compared ComparedMaker::Scopes() {
  Compared compared = Truths("scope", "scope", before_.scope, after_.scope);
  compared.title = "For whom the guideline is";
  const auto shown = [](const Decision& decision) {
    return std::string(ScopeName(decision.scope));
  };
  compared.shown_before = compared.shown_after = shown;
  compared.positive = "in";
  for (DifferenceWay& way : compared.ways) {
    for (std::string* const side : {&way.from, &way.to}) {
      *side = *side == "yes" ? "in" : *side == "no" ? "out" : *side;
    }
  }
  return compared;
}

void ComparedMaker::AddNumbers(NodeId a, NodeId b, std::string_view unit, Compared& compared) {
  if (AddFewNumbers(a, b, unit, compared)) return;
  const NodeId a_known = Truth(NodeKind::kIsKnown, {a});
  const NodeId b_known = Truth(NodeKind::kIsKnown, {b});
  const NodeId are_equal = Truth(NodeKind::kEqual, {a, b});
  compared.ways.push_back(
      {"a value",
       "another",
       {{are_equal, Truth::kNo}, {a_known, Truth::kYes}, {b_known, Truth::kYes}}});
  compared.ways.push_back(
      {kNotSettled, "a value", {{a_known, Truth::kNo}, {b_known, Truth::kYes}}});
  compared.ways.push_back(
      {"a value", kNotSettled, {{a_known, Truth::kYes}, {b_known, Truth::kNo}}});
}

/// Of the sums of a score, from each to each. False: there are too many, or they are not known.
bool ComparedMaker::AddFewNumbers(NodeId a, NodeId b, std::string_view unit, Compared& compared) {
  constexpr std::size_t kMostPairs = 100;
  if (pair_.joint().graph.node(a).type != ValueType::kNumber) return false;
  PossibleNumbers numbers(pair_.joint());
  const std::optional<std::vector<Rational>> of_a = numbers.Of(a).few;
  const std::optional<std::vector<Rational>> of_b = numbers.Of(b).few;
  if (!of_a || !of_b || of_a->size() * of_b->size() > kMostPairs) return false;
  const auto is_it = [this](NodeId node, const Rational& number) {
    const NodeId bound = pair_.joint().graph.AddNumber(number);
    return std::vector<Goal>{{Truth(NodeKind::kLessEqual, {node, bound}), Truth::kYes},
                             {Truth(NodeKind::kLessEqual, {bound, node}), Truth::kYes}};
  };
  const auto text = [&](const Rational& number) { return WithUnit(FormatDecimal(number), unit); };
  const auto add = [&](const std::string& from, const std::string& to, std::vector<Goal> goals,
                       const std::vector<Goal>& others) {
    goals.insert(goals.end(), others.begin(), others.end());
    compared.ways.push_back({from, to, std::move(goals)});
  };
  const Goal a_open{Truth(NodeKind::kIsKnown, {a}), Truth::kNo};
  const Goal b_open{Truth(NodeKind::kIsKnown, {b}), Truth::kNo};
  for (const Rational& from : *of_a) {
    for (const Rational& to : *of_b) {
      if (from != to) add(text(from), text(to), is_it(a, from), is_it(b, to));
    }
    add(text(from), kNotSettled, is_it(a, from), {b_open});
  }
  for (const Rational& to : *of_b) add(kNotSettled, text(to), {a_open}, is_it(b, to));
  return true;
}

/// The value is settled, and this choice.
std::vector<Goal> ComparedMaker::IsSurely(NodeId node, std::size_t choice) {
  const Graph& graph = pair_.joint().graph;
  const auto operands = graph.Operands(node);
  bool is_of_rows = graph.node(node).kind == NodeKind::kOnlyLine;
  for (std::size_t i = 1; i < operands.size() && is_of_rows; i += 2) {
    is_of_rows = graph.node(operands[i]).kind == NodeKind::kChoice;
  }
  if (is_of_rows && operands.size() % 2 == 0) return IsByRows(node, choice);
  return {{Truth(NodeKind::kIsChoice, {node}, static_cast<std::uint32_t>(choice)), Truth::kYes}};
}

/// Some row may hold that gives it, and surely none that gives another: conditions on what is
/// computed stay conditions on it.
std::vector<Goal> ComparedMaker::IsByRows(NodeId rows, std::size_t choice) {
  const Graph& graph = pair_.joint().graph;
  const auto given = graph.Operands(rows);
  const std::vector<NodeId> operands(given.begin(), given.end());
  std::vector<NodeId> own, others;
  for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
    const bool is_own = graph.node(operands[i + 1]).payload == choice;
    (is_own ? own : others).push_back(operands[i]);
  }
  return {{nodes_.Or(std::move(own)), TruthSet(Truth::kYes) | Truth::kUnknown},
          {nodes_.Or(std::move(others)), Truth::kNo}};
}

/// From each choice to another, or to none that is settled.
void ComparedMaker::AddChoices(const Definition& a, const Definition& b, NodeId node_a,
                               NodeId node_b, Compared& compared) {
  constexpr std::size_t kMostPairs = 100;
  const auto is_choice = [this](NodeId node, std::size_t choice) {
    return Truth(NodeKind::kIsChoice, {node}, static_cast<std::uint32_t>(choice));
  };
  // Settled is what is surely one of the choices.
  const auto is_open = [&](NodeId node, const Definition& definition) {
    std::vector<Goal> goals;
    for (std::size_t i = 0; i < definition.choices.size(); ++i) {
      goals.push_back({is_choice(node, i), kNotYes});
    }
    return goals;
  };
  const auto with = [](std::vector<Goal> goals, const std::vector<Goal>& others) {
    goals.insert(goals.end(), others.begin(), others.end());
    return goals;
  };
  const std::vector<Goal> a_open = is_open(node_a, a);
  const std::vector<Goal> b_open = is_open(node_b, b);
  const bool are_few = a.choices.size() * b.choices.size() <= kMostPairs;
  for (std::size_t i = 0; i < a.choices.size(); ++i) {
    const std::string& from = a.choices[i].name;
    const std::vector<Goal> is_from = IsSurely(node_a, i);
    const auto same = std::ranges::find(b.choices, from, &ChoiceOption::name);
    for (std::size_t j = 0; j < b.choices.size() && are_few; ++j) {
      if (b.choices[j].name == from) continue;
      compared.ways.push_back({from, b.choices[j].name, with(is_from, IsSurely(node_b, j))});
    }
    if (are_few) {
      compared.ways.push_back({from, kNotSettled, with(is_from, b_open)});
    } else if (same == b.choices.end()) {
      compared.ways.push_back({from, "another", is_from});
    } else {
      const auto j = static_cast<std::size_t>(same - b.choices.begin());
      compared.ways.push_back({from, "another", with(is_from, {{is_choice(node_b, j), kNotYes}})});
    }
  }
  for (std::size_t j = 0; j < b.choices.size(); ++j) {
    compared.ways.push_back({kNotSettled, b.choices[j].name, with(a_open, IsSurely(node_b, j))});
  }
}

void ComparedMaker::AddValues(const Definition& a, const Definition& b, NodeId node_a,
                              NodeId node_b, Compared& compared) {
  if (a.type != b.type || a.is_text != b.is_text) {
    compared.cannot = "it is another kind of value now";
    return;
  }
  switch (a.type) {
    case FactType::kTruth:
      return AddTruths(node_a, node_b, compared);
    case FactType::kChoice: {
      const bool are_same_choices =
          std::ranges::equal(a.choices, b.choices, {}, &ChoiceOption::name, &ChoiceOption::name);
      if (node_a == node_b && are_same_choices) return;
      return AddChoices(a, b, node_a, node_b, compared);
    }
    case FactType::kNumber:
    case FactType::kDate:
      break;
  }
  std::optional<NodeId> in_unit = node_a;
  if (a.type == FactType::kNumber) in_unit = InUnit(node_a, a.unit, b.unit);
  if (!in_unit) {
    compared.cannot =
        fmt::format("its unit was {} and is {}, which do not convert", a.unit.code, b.unit.code);
  } else if (*in_unit != node_b) {
    AddNumbers(*in_unit, node_b, UnitOf(b), compared);
  }
}

Compared ComparedMaker::Results(std::size_t a, std::size_t b) {
  const ResultColumn& then = before_.results[a];
  const ResultColumn& now = after_.results[b];
  const auto shown = [](const Guideline& version, std::size_t index) {
    return [&version, index](const Decision& decision) -> std::string {
      if (!decision.HasResults()) return kNotSettled;
      const ResultColumn& result = version.results[index];
      return ShownValue(version, result, decision, result.node);
    };
  };
  Compared compared{"result", now.name,          now.title,        then.name,
                    {},       shown(before_, a), shown(after_, b), {now.name}};
  AddValues(then, now, pair_.before().Of(then.node), pair_.after().Of(now.node), compared);
  const NodeId then_scope = pair_.before().scope;
  const NodeId now_scope = pair_.after().scope;
  for (DifferenceWay& way : compared.ways) {
    way.goals.push_back({then_scope, Truth::kYes});
    way.goals.push_back({now_scope, Truth::kYes});
  }
  return compared;
}

Compared ComparedMaker::Ambiguities(std::size_t a, std::size_t b) {
  const Ambiguity& then = before_.ambiguities[a];
  const Ambiguity& now = after_.ambiguities[b];
  const auto shown = [](const Guideline& version, const Ambiguity& ambiguity) {
    return [&version, &ambiguity](const Decision& decision) {
      return ShownValue(version, ambiguity, decision, ambiguity.node);
    };
  };
  Compared compared{"ambiguity",          now.name,           now.title, then.name, {},
                    shown(before_, then), shown(after_, now), {now.name}};
  AddValues(then, now, pair_.before().Of(then.node), pair_.after().Of(now.node), compared);
  return compared;
}

Compared ComparedMaker::Readings(std::size_t a, std::size_t b, std::size_t reading_a,
                                 std::size_t reading_b) {
  const Ambiguity& then = before_.ambiguities[a];
  const Ambiguity& now = after_.ambiguities[b];
  const NodeId old_node = then.readings[reading_a].node;
  const NodeId new_node = now.readings[reading_b].node;
  const auto shown = [](const Guideline& version, const Ambiguity& ambiguity, NodeId node) {
    return [&version, &ambiguity, node](const Decision& decision) {
      return ShownValue(version, ambiguity, decision, node);
    };
  };
  const std::string name = fmt::format("{} {}", now.name, now.readings[reading_b].name);
  Compared compared{"reading",
                    name,
                    now.readings[reading_b].title,
                    name,
                    {},
                    shown(before_, then, old_node),
                    shown(after_, now, new_node),
                    {now.name}};
  compared.reading.emplace(b, static_cast<std::uint32_t>(reading_b));
  AddValues(then, now, pair_.before().Of(old_node), pair_.after().Of(new_node), compared);
  return compared;
}

/// Empty where the units do not convert.
std::optional<NodeId> ComparedMaker::InUnit(NodeId number, const Unit& from, const Unit& to) {
  const std::optional<Conversion> conversion = FindConversion(from, to);
  if (!conversion) return std::nullopt;
  Graph& graph = pair_.joint().graph;
  const auto add = [&](NodeKind kind, const Rational& by) {
    const std::vector<NodeId> operands{number, graph.AddNumber(by)};
    number = nodes_.Add(kind, ValueType::kNumber, 0, operands);
  };
  if (conversion->factor != 1) add(NodeKind::kMultiply, conversion->factor);
  if (conversion->offset != 0) add(NodeKind::kAdd, conversion->offset);
  return number;
}

Compared ComparedMaker::Amounts(const std::string& name, const Medication::Amount& a,
                                const Medication::Amount& b, NodeId Medication::Amount::*end) {
  const auto shown = [](NodeId node, const Unit& in, const Unit& unit) {
    const Conversion conversion = FindConversion(in, unit).value_or(Conversion{});
    return [node, conversion, code = unit.code](const Decision& decision) -> std::string {
      const Value& value = decision.nodes[Index(node)];
      if (!value.IsSettled() || !value.number.IsPoint()) return kNotSettled;
      return WithUnit(FormatDecimal(conversion.Apply(value.number.low.value)), code);
    };
  };
  Compared compared{
      "amount", name, "", name, {}, shown(a.*end, a.unit, b.unit), shown(b.*end, b.unit, b.unit),
      {}};
  const std::optional<NodeId> then = InUnit(pair_.before().Of(a.*end), a.unit, b.unit);
  const NodeId now = pair_.after().Of(b.*end);
  if (!then) {
    compared.cannot = "its unit was another, which does not convert";
  } else if (*then != now) {
    AddNumbers(*then, now, b.unit.code, compared);
  }
  return compared;
}

namespace {

/// A node of the version that asks for a side of the range; empty: nothing does.
std::optional<NodeId> CutNodeOf(const Guideline& version, std::size_t range) {
  for (std::size_t i = 0; i < version.graph.size(); ++i) {
    const Node& node = version.graph.node(static_cast<NodeId>(i));
    const bool is_range = node.kind == NodeKind::kBelowRange ||
                          node.kind == NodeKind::kWithinRange || node.kind == NodeKind::kAboveRange;
    if (is_range && node.payload == range) return static_cast<NodeId>(i);
  }
  return std::nullopt;
}

constexpr std::array kSides = {std::pair(NodeKind::kBelowRange, "below"),
                               std::pair(NodeKind::kWithinRange, "within"),
                               std::pair(NodeKind::kAboveRange, "above")};

std::string ShownSide(const Guideline& version, NodeId cut, const Decision& decision) {
  const auto& lines = LinesOf(version, version.graph.node(cut));
  for (const auto& [kind, name] : kSides) {
    const Truth is_side =
        EvaluateLines(lines, SideOf(kind), version.graph.Operands(cut), decision.nodes);
    if (is_side == Truth::kYes) return name;
  }
  return "unknown";
}

}  // namespace

Compared ComparedMaker::Ranges(std::size_t a, std::size_t b) {
  const Range& then = before_.ranges[a];
  const Range& now = after_.ranges[b];
  Compared compared{"range", now.name, now.title, then.name, {}, {}, {}, {}};
  compared.positive = "within";
  const std::optional<NodeId> old_cut = CutNodeOf(before_, a);
  const std::optional<NodeId> new_cut = CutNodeOf(after_, b);
  if (!old_cut || !new_cut) return compared;
  compared.shown_before = [this, cut = *old_cut](const Decision& decision) {
    return ShownSide(before_, cut, decision);
  };
  compared.shown_after = [this, cut = *new_cut](const Decision& decision) {
    return ShownSide(after_, cut, decision);
  };
  const auto side = [this](NodeId joint, NodeKind kind) {
    const Graph& graph = pair_.joint().graph;
    const auto operands = graph.Operands(joint);
    return Truth(kind, {operands.begin(), operands.end()}, graph.node(joint).payload);
  };
  const NodeId then_joint = pair_.before().Of(*old_cut);
  const NodeId now_joint = pair_.after().Of(*new_cut);
  if (side(then_joint, NodeKind::kWithinRange) == side(now_joint, NodeKind::kWithinRange)) {
    return compared;
  }
  for (const auto& [from, from_name] : kSides) {
    const Goal is_from{side(then_joint, from), Truth::kYes};
    for (const auto& [to, to_name] : kSides) {
      if (from == to) continue;
      compared.ways.push_back({from_name, to_name, {is_from, {side(now_joint, to), Truth::kYes}}});
    }
    const NodeId within = side(now_joint, NodeKind::kWithinRange);
    compared.ways.push_back({from_name, "unknown", {is_from, {within, Truth::kUnknown}}});
    const NodeId was_within = side(then_joint, NodeKind::kWithinRange);
    compared.ways.push_back(
        {"unknown",
         from_name,
         {{was_within, Truth::kUnknown}, {side(now_joint, from), Truth::kYes}}});
  }
  return compared;
}

}  // namespace mgl
