// The steps of an effective fact (engine/README.md), each as a node.
#include "engine/prove/fact_view.h"

#include <algorithm>

#include "engine/prove/fact_pair.h"

namespace mgl {
namespace {

NodeId Missing(ValueType type, Graph& graph) { return graph.Add(NodeKind::kMissing, type, 0, {}); }

class ViewMaker {
 public:
  ViewMaker(const ReportedAndTaken& of, OneMeaning& nodes, Graph& graph)
      : of_(of), nodes_(nodes), graph_(graph), type_(ValueTypeOf(of.fact->type)) {}

  StatedView Make() {
    const NodeId reported =
        graph_.Add(NodeKind::kFact, type_, static_cast<std::uint32_t>(Index(of_.reported)), {});
    NodeId value = reported;
    if (type_ == ValueType::kNumber) value = NumberTaken(reported);
    if (type_ == ValueType::kChoice) value = ChoiceTaken(reported);
    const NodeId is_known = nodes_.Truth(NodeKind::kIsKnown, {value});
    if (!of_.not_stated) return {value, is_known};
    const NodeId not_stated = graph_.Add(NodeKind::kFact, ValueType::kTruth,
                                         static_cast<std::uint32_t>(Index(*of_.not_stated)), {});
    const std::vector<NodeId> lines{not_stated, ByDefault(), value};
    return {nodes_.Add(NodeKind::kFirstLine, type_, 0, lines),
            nodes_.And({nodes_.Not(not_stated), is_known})};
  }

 private:
  NodeId Number(NodeKind kind, std::vector<NodeId> operands, std::uint32_t payload = 0) {
    return nodes_.Add(kind, ValueType::kNumber, payload, operands);
  }
  NodeId Times(NodeId value, const Rational& factor) {
    return factor == 1 ? value : Number(NodeKind::kMultiply, {value, graph_.AddNumber(factor)});
  }

  NodeId NumberTaken(NodeId value) {
    if (of_.version->has_unit) {
      const Conversion conversion =
          FindConversion(of_.fact->unit, of_.version->unit,
                         of_.version->substance ? &*of_.version->substance : nullptr)
              .value_or(Conversion{});
      value = Times(value, conversion.factor);
      if (conversion.offset != 0) {
        value = Number(NodeKind::kAdd, {value, graph_.AddNumber(conversion.offset)});
      }
    }
    const std::optional<Interval>& plausible = of_.version->plausible;
    const bool is_judged = plausible && of_.fact->plausible != plausible;
    const NodeId rounded = Rounded(value);
    return is_judged ? ValueWhere(IsWithin(value, *plausible), rounded, nodes_, graph_) : rounded;
  }

  NodeId Rounded(NodeId value) {
    const Fact& version = *of_.version;
    if (version.whole_step && version.whole_step != of_.fact->whole_step) {
      const Rational& step = *version.whole_step;
      value = Times(Number(NodeKind::kFloor, {Times(value, 1 / step)}), step);
    }
    if (version.step && version.step != of_.fact->step) {
      const Rational& step = *version.step;
      value = Times(Number(NodeKind::kRound, {Times(value, 1 / step)}), step);
    }
    return value;
  }

  NodeId IsWithin(NodeId value, const Interval& interval) {
    std::vector<NodeId> sides;
    const auto add = [&](const Bound& end, bool is_low) {
      if (end.infinite) return;
      const NodeId bound = graph_.AddNumber(end.value);
      const NodeKind kind = end.closed ? NodeKind::kLessEqual : NodeKind::kLess;
      sides.push_back(
          nodes_.Truth(kind, is_low ? std::vector{bound, value} : std::vector{value, bound}));
    };
    add(interval.low, true);
    add(interval.high, false);
    return nodes_.And(std::move(sides));
  }

  NodeId ChoiceTaken(NodeId value) {
    const auto choices = ChoicesIn(*of_.version, *of_.fact);
    bool is_same = true;
    std::vector<NodeId> lines;
    for (std::uint32_t i = 0; i < choices.size(); ++i) {
      is_same &= choices[i] == i;
      if (!choices[i]) continue;
      lines.push_back(nodes_.Truth(NodeKind::kIsChoice, {value}, i));
      lines.push_back(graph_.Add(NodeKind::kChoice, type_, *choices[i], {}));
    }
    if (is_same) return value;
    lines.push_back(Missing(type_, graph_));
    return nodes_.Add(NodeKind::kFirstLine, type_, 0, lines);
  }

  NodeId ByDefault() {
    const std::optional<DefaultValue>& by_default = of_.version->default_value;
    if (!by_default) return Missing(type_, graph_);
    switch (of_.version->type) {
      case FactType::kTruth:
        return nodes_.Constant(by_default->choice != 0);
      case FactType::kNumber:
        return graph_.AddNumber(by_default->number.low.value);
      case FactType::kDate:
        return graph_.Add(NodeKind::kDate, type_,
                          static_cast<std::uint32_t>(by_default->date.first), {});
      case FactType::kChoice:
        break;
    }
    return graph_.Add(NodeKind::kChoice, type_, by_default->choice, {});
  }

  const ReportedAndTaken& of_;
  OneMeaning& nodes_;
  Graph& graph_;
  ValueType type_;
};

}  // namespace

StatedView StatedViewOf(const ReportedAndTaken& of, OneMeaning& nodes, Graph& graph) {
  return ViewMaker(of, nodes, graph).Make();
}

NodeId IsAside(const StatedView& view, const std::vector<NodeId>& suspect_when, OneMeaning& nodes) {
  if (suspect_when.empty()) return nodes.Constant(false);
  std::vector<NodeId> surely = suspect_when;
  surely.push_back(nodes.Constant(false));  // unknown is no
  return nodes.And({view.is_reported, nodes.Truth(NodeKind::kAnyKnown, std::move(surely))});
}

NodeId ValueWhere(NodeId condition, NodeId value, OneMeaning& nodes, Graph& graph) {
  const ValueType type = graph.node(value).type;
  return nodes.Add(NodeKind::kFirstLine, type, 0,
                   std::vector{nodes.Not(condition), Missing(type, graph), value});
}

}  // namespace mgl
