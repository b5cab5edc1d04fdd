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

Compared ComparedMaker::Warnings(std::string_view kind, const std::string& name,
                                 const std::vector<NodeId>* a, const std::vector<NodeId>* b) {
  const auto shown = [](const std::vector<NodeId>* any) {
    return [any](const Decision& decision) -> std::string {
      if (any == nullptr) return "none";
      auto truth = mgl::Truth::kNo;
      for (const NodeId node : *any) truth = Or(truth, decision.nodes[Index(node)].truth);
      return std::string(TruthName(truth));
    };
  };
  Compared compared{std::string(kind), name, "", name, {}, shown(a), shown(b), {}};
  compared.is_new = a == nullptr;
  compared.is_gone = b == nullptr;
  if (a != nullptr && b != nullptr) {
    AddTruths(AnyOf(*a, pair_.before()), AnyOf(*b, pair_.after()), compared);
    return compared;
  }
  const NodeId only = a != nullptr ? AnyOf(*a, pair_.before()) : AnyOf(*b, pair_.after());
  for (const auto truth : {mgl::Truth::kYes, mgl::Truth::kUnknown}) {
    const std::string outcome(TruthName(truth));
    compared.ways.push_back(
        {a != nullptr ? outcome : "none", b != nullptr ? outcome : "none", {{only, truth}}});
  }
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
