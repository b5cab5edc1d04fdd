// Values of results, readings and amounts: all ways in which one may be another.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/prove/possible_numbers.h"
#include "tools/author/versions/compared.h"
#include "tools/words/quantity_words.h"

namespace mgl {

void ComparedMaker::AddNumbers(NodeId a, NodeId b, std::string_view unit, Compared& compared) {
  if (AddFewNumbers(a, b, unit, compared)) return;
  compared.leaves_open = true;
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
  std::vector<Rational> bounds = *of_a;
  bounds.insert(bounds.end(), of_b->begin(), of_b->end());
  AddOpenNumbers(a, b, bounds, compared);
  return true;
}

/// Neither is settled, and one of the bounds tells what they could be apart.
void ComparedMaker::AddOpenNumbers(NodeId a, NodeId b, const std::vector<Rational>& bounds,
                                   Compared& compared) {
  const Goal a_open{Truth(NodeKind::kIsKnown, {a}), mgl::Truth::kNo};
  const Goal b_open{Truth(NodeKind::kIsKnown, {b}), mgl::Truth::kNo};
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    const bool is_told = std::find(bounds.begin(), bounds.begin() + static_cast<std::ptrdiff_t>(i),
                                   bounds[i]) != bounds.begin() + static_cast<std::ptrdiff_t>(i);
    if (is_told) continue;
    const NodeId bound = pair_.joint().graph.AddNumber(bounds[i]);
    const NodeId a_up_to = Truth(NodeKind::kLessEqual, {a, bound});
    const NodeId b_up_to = Truth(NodeKind::kLessEqual, {b, bound});
    if (a_up_to == b_up_to) continue;
    for (const auto truth : {mgl::Truth::kNo, mgl::Truth::kYes, mgl::Truth::kUnknown}) {
      TruthSet others;
      for (const auto other : {mgl::Truth::kNo, mgl::Truth::kYes, mgl::Truth::kUnknown}) {
        if (other != truth) others = others | other;
      }
      compared.ways.push_back({kNotSettled,
                               kOtherwiseNotSettled,
                               {a_open, b_open, {a_up_to, truth}, {b_up_to, others}},
                               true});
    }
  }
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
  const auto shows_values = [](const Definition& of) {
    return std::ranges::any_of(of.texts,
                               [](const ShownText& text) { return !text.results.empty(); });
  };
  compared.leaves_open = shows_values(a) || shows_values(b);
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
  // Neither is settled, and one could be what the other cannot.
  const std::vector<Goal> both_open = with(a_open, b_open);
  const auto could_be = [&](NodeId node, const Definition& of, const std::string& name) {
    const auto choice = std::ranges::find(of.choices, name, &ChoiceOption::name);
    if (choice == of.choices.end()) return nodes_.Constant(false);
    return is_choice(node, static_cast<std::size_t>(choice - of.choices.begin()));
  };
  std::vector<std::string> names;
  for (const Definition* const of : {&a, &b}) {
    for (const ChoiceOption& choice : of->choices) {
      if (std::ranges::find(names, choice.name) == names.end()) names.push_back(choice.name);
    }
  }
  for (const std::string& name : names) {
    const NodeId then = could_be(node_a, a, name);
    const NodeId now = could_be(node_b, b, name);
    for (const auto truth : {mgl::Truth::kUnknown, mgl::Truth::kNo}) {
      const auto other = truth == mgl::Truth::kNo ? mgl::Truth::kUnknown : mgl::Truth::kNo;
      compared.ways.push_back({kNotSettled, kOtherwiseNotSettled,
                               with(both_open, {{then, truth}, {now, other}}), true});
    }
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

}  // namespace mgl
