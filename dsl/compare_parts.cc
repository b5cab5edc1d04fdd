#include "dsl/compare_parts.h"

#include <algorithm>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/resolve/statements.h"

namespace mgl {
namespace {

using ast::ExprKind;
using ast::ExprPtr;

std::string_view KindSaid(std::string_view kind, const ast::DeclarationBase&) { return kind; }
std::string_view KindSaid(std::string_view kind, const ast::Define& define) {
  return define.is_result ? "result" : kind;
}

class Comparer {
 public:
  explicit Comparer(const JoinedTree& tree) : tree_(tree) {}

  void AddSharedNames();
  void AddJudged();

 private:
  template <typename Written, typename Differ>
  void AddShared(std::string_view kind, std::vector<const Written*> Resolution::*list,
                 const Differ& differ);
  void AddJudged(std::uint32_t a, std::uint32_t b);
  void Judge(FactOfPart range, FactOfPart other, bool other_is_range);

  /// `must never` for those whom both parts have in their scope. The index of the property.
  std::uint32_t AddProperty(std::initializer_list<std::uint32_t> parts, const std::string& title,
                            Span place, ExprPtr when) {
    for (const std::uint32_t part : parts) {
      when = tree_.InScope(part, place, std::move(when));
    }
    ast::Property property;
    property.span = property.keyword = place;
    property.title = ast::Text{title, place};
    property.always = false;
    property.condition = std::move(when);
    tree_.file.declarations.push_back(std::move(property));
    return property_count_++;
  }

  /// The value of a fact that a range is of is on this side of it.
  ExprPtr IsOnSide(std::uint32_t part, const ast::Range& range, ast::Side side) const {
    const Span place = tree_.source.InAll(part, range.name.span);
    ExprPtr test =
        tree_.maker.Make(ExprKind::kIsRange, place,
                         tree_.maker.Name(tree_.names[part].Value(range.of->name.text), place));
    test->side = side;
    test->name = {tree_.names[part].Marked(range.name.text), place};
    return test;
  }

  const JoinedTree& tree_;
  std::uint32_t property_count_ = 0;
};

/// `differ(first part, first, second part, second)`: the condition under which they do; null where
/// that cannot be said.
template <typename Written, typename Differ>
void Comparer::AddShared(std::string_view kind, std::vector<const Written*> Resolution::*list,
                         const Differ& differ) {
  const auto of = [&](std::uint32_t part) -> const std::vector<const Written*>& {
    return tree_.joined.parts[part]->text.names.*list;
  };
  const auto place_in = [&](std::uint32_t part, const Written& written) {
    return tree_.source.InAll(part, PlaceOf(written));
  };
  const auto count = static_cast<std::uint32_t>(tree_.joined.parts.size());
  for (std::uint32_t a = 0; a < count; ++a) {
    for (std::uint32_t b = a + 1; b < count; ++b) {
      for (std::uint32_t i = 0; i < of(a).size(); ++i) {
        for (std::uint32_t j = 0; j < of(b).size(); ++j) {
          const Written& first = *of(a)[i];
          const Written& second = *of(b)[j];
          if (first.name.text != second.name.text) continue;
          ExprPtr when = differ(a, first, b, second);
          if (!when) continue;
          const Span place = place_in(a, first);
          AddProperty({a, b}, first.name.text, place, std::move(when));
          tree_.joined.shared.push_back(
              {first.name.text, KindSaid(kind, first), {a, i}, {b, j}, place, place_in(b, second)});
        }
      }
    }
  }
}

void Comparer::AddSharedNames() {
  const auto name_in = [&](std::uint32_t part, const ast::DeclarationBase& written) {
    return tree_.maker.Name(tree_.names[part].Marked(written.name.text),
                            tree_.source.InAll(part, written.name.span));
  };
  const auto either = [&](std::uint32_t a, const auto& first, std::uint32_t b, const auto& second) {
    return tree_.maker.Either(tree_.maker.But(name_in(a, first), name_in(b, second)),
                              tree_.maker.But(name_in(b, second), name_in(a, first)));
  };
  AddShared<ast::Threshold>("threshold", &Resolution::thresholds, either);
  AddShared<ast::Range>(
      "range", &Resolution::ranges,
      [&](std::uint32_t a, const ast::Range& first, std::uint32_t b, const ast::Range& second) {
        const auto fact_of = [&](std::uint32_t part, const ast::Range& range) {
          const bool is_name = range.of && range.of->kind == ExprKind::kName;
          return is_name ? tree_.names[part].Value(range.of->name.text) : "";
        };
        ExprPtr when;
        if (fact_of(a, first).empty() || fact_of(a, first) != fact_of(b, second)) return when;
        for (const ast::Side side : {ast::Side::kBelow, ast::Side::kAbove}) {
          for (const bool swapped : {false, true}) {
            ExprPtr but =
                swapped ? tree_.maker.But(IsOnSide(b, second, side), IsOnSide(a, first, side))
                        : tree_.maker.But(IsOnSide(a, first, side), IsOnSide(b, second, side));
            when = when ? tree_.maker.Either(std::move(when), std::move(but)) : std::move(but);
          }
        }
        return when;
      });
  const auto type_of = [&](std::uint32_t part, const ast::Define& define) -> const ExprType& {
    const CompiledGuideline& compiled = *tree_.joined.parts[part];
    const auto& defines = compiled.text.names.defines;
    const auto at = std::ranges::find(defines, &define) - defines.begin();
    return compiled.text.checked.define_types.at(static_cast<std::size_t>(at));
  };
  AddShared<ast::Define>(
      "definition", &Resolution::defines,
      [&](std::uint32_t a, const ast::Define& first, std::uint32_t b, const ast::Define& second) {
        const ExprType& one = type_of(a, first);
        const ExprType& other = type_of(b, second);
        ExprPtr when;
        if (one.kind != other.kind) return when;
        if (one.kind == ExprType::Kind::kTruth) return either(a, first, b, second);
        if (one.kind != ExprType::Kind::kChoice) return when;
        const auto is = [&](std::uint32_t part, const ast::Define& define,
                            const ast::Name& choice) {
          ExprPtr test =
              tree_.maker.Make(ExprKind::kIsChoice, tree_.source.InAll(part, define.name.span),
                               name_in(part, define));
          test->name = {choice.text, tree_.source.InAll(part, define.name.span)};
          return test;
        };
        for (const ast::Choice& choice : one.choices->choices) {
          if (ChoiceIndex(*other.choices, choice.name) >= other.choices->choices.size()) continue;
          ExprPtr but = tree_.maker.But(is(a, first, choice.name), is(b, second, choice.name));
          when = when ? tree_.maker.Either(std::move(when), std::move(but)) : std::move(but);
        }
        return when;
      });
}

/// The value is within the range and what the other says, or not.
void Comparer::Judge(FactOfPart range, FactOfPart other, bool other_is_range) {
  const Resolution& names = tree_.joined.parts[range.part]->text.names;
  const Resolution& other_names = tree_.joined.parts[other.part]->text.names;
  const ast::Range& written = *names.ranges[range.fact];
  const Span place = tree_.source.InAll(range.part, PlaceOf(written));
  const auto within = [&] { return IsOnSide(range.part, written, ast::Side::kWithin); };
  const auto by_other = [&]() -> ExprPtr {
    if (other_is_range) {
      return IsOnSide(other.part, *other_names.ranges[other.fact], ast::Side::kWithin);
    }
    const ast::Threshold& threshold = *other_names.thresholds[other.fact];
    return tree_.maker.Name(tree_.names[other.part].Marked(threshold.name.text),
                            tree_.source.InAll(other.part, threshold.name.span));
  };
  const auto both = [&] { return tree_.maker.Make(ExprKind::kAnd, place, within(), by_other()); };
  ExprPtr apart = both();
  ExprPtr alike = tree_.maker.But(within(), by_other());
  if (other_is_range) {
    apart = tree_.maker.Either(std::move(alike), tree_.maker.But(by_other(), within()));
    alike = both();
  }
  JudgedTwice judged{range, other, other_is_range};
  const auto add = [&](ExprPtr when) {
    return AddProperty({range.part, other.part}, written.name.text, place, std::move(when));
  };
  judged.apart = add(std::move(apart));
  judged.alike = add(std::move(alike));
  tree_.joined.judged.push_back(judged);
}

/// Ranges of one name are told as such.
void Comparer::AddJudged(std::uint32_t a, std::uint32_t b) {
  const Guideline& first = tree_.joined.parts[a]->guideline;
  const Guideline& second = tree_.joined.parts[b]->guideline;
  const auto are_one = [&](std::optional<FactId> one, std::optional<FactId> other) {
    return one && other &&
           tree_.joined.facts[a][Index(*one)] == tree_.joined.facts[b][Index(*other)];
  };
  for (std::uint32_t i = 0; i < first.ranges.size(); ++i) {
    for (std::uint32_t j = 0; j < second.thresholds.size(); ++j) {
      if (are_one(first.ranges[i].fact, second.thresholds[j].fact)) Judge({a, i}, {b, j}, false);
    }
    for (std::uint32_t j = 0; j < second.ranges.size() && a < b; ++j) {
      if (first.ranges[i].name == second.ranges[j].name) continue;
      if (are_one(first.ranges[i].fact, second.ranges[j].fact)) Judge({a, i}, {b, j}, true);
    }
  }
}

void Comparer::AddJudged() {
  const auto count = static_cast<std::uint32_t>(tree_.joined.parts.size());
  for (std::uint32_t a = 0; a < count; ++a) {
    for (std::uint32_t b = 0; b < count; ++b) {
      if (a != b) AddJudged(a, b);
    }
  }
}

}  // namespace

ExprPtr JoinedTree::InScope(std::size_t part, Span place, ExprPtr when) const {
  const auto scope = scopes.find(part);
  if (scope == scopes.end()) return when;
  ExprPtr name = maker.Name(scope->second, place);
  return when ? maker.Make(ExprKind::kAnd, place, std::move(name), std::move(when))
              : std::move(name);
}

void AddComparisons(const JoinedTree& tree) {
  Comparer comparer(tree);
  comparer.AddSharedNames();
  comparer.AddJudged();
}

}  // namespace mgl
