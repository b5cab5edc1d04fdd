#include "dsl/match_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dsl/ast/ast.h"
#include "engine/model/one_default.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The code that two facts share, in words.
std::optional<std::string> SharedCode(const Fact& a, const Fact& b) {
  for (const FactCode& one : a.codes) {
    for (const FactCode& other : b.codes) {
      if (EqualsIgnoringCase(one.system, other.system) && one.code == other.code) {
        return fmt::format("code {} {}", one.system, one.code);
      }
    }
  }
  return std::nullopt;
}

/// Two codes of one system, of which each fact has another.
std::optional<std::string> CodesApart(const Fact& a, const Fact& b) {
  for (const FactCode& one : a.codes) {
    for (const FactCode& other : b.codes) {
      if (EqualsIgnoringCase(one.system, other.system)) {
        return fmt::format("their codes differ: {} {} and {}", one.system, one.code, other.code);
      }
    }
  }
  return std::nullopt;
}

std::string_view KindOf(const Fact& fact) {
  switch (fact.type) {
    case FactType::kTruth:
      return "is yes or no";
    case FactType::kNumber:
      return "is a number";
    case FactType::kDate:
      return "is a date";
    case FactType::kChoice:
      break;
  }
  return "is one of a list";
}

std::optional<std::string> WhyNumbersDiffer(const Fact& a, const Fact& b) {
  if (a.substance && b.substance) {
    if (a.substance->name != b.substance->name) {
      return fmt::format("one is of {}, the other of {}", a.substance->name, b.substance->name);
    }
    if (a.substance->molar_mass != b.substance->molar_mass ||
        a.substance->valence != b.substance->valence) {
      return fmt::format("their `{}` have two molar masses or charges", a.substance->name);
    }
  }
  const Substance* const substance = a.substance   ? &*a.substance
                                     : b.substance ? &*b.substance
                                                   : nullptr;
  const bool convert = a.has_unit == b.has_unit && !MixesCalendar(a.unit, b.unit) &&
                       FindConversion(a.unit, b.unit, substance) &&
                       FindConversion(b.unit, a.unit, substance);
  if (!convert) {
    const auto unit_of = [](const Fact& fact) {
      return fact.has_unit ? fmt::format("in `{}`", fact.unit.code) : "a plain number";
    };
    return fmt::format("one is {}, the other {}, and these do not convert", unit_of(a), unit_of(b));
  }
  if (a.whole_step != b.whole_step) return "one is rounded down to whole numbers, the other is not";
  if (a.step != b.step) return "one is recorded in steps that the other does not have";
  return std::nullopt;
}

/// Also in what they score: the choices of one stand for those of the other.
std::optional<std::string> WhyChoicesDiffer(const ast::Fact& a, const ast::Fact& b) {
  const auto is_same = [&](const ast::Choice& one, const ast::Choice& other) {
    const auto points = [](const ast::Choice& choice) {
      return choice.points ? std::optional(choice.points->value) : std::nullopt;
    };
    return one.name.text == other.name.text && points(one) == points(other);
  };
  const bool are_same =
      a.ordered || b.ordered
          ? a.ordered == b.ordered && std::ranges::equal(a.choices, b.choices, is_same)
          : std::ranges::is_permutation(a.choices, b.choices, is_same);
  if (are_same) return std::nullopt;
  return "their choices differ";
}

bool IsNeverWithout(const Fact& date) {
  return date.default_value && date.default_value->date.first == kNever;
}

/// Of numbers also in one unit.
bool CountAlikeWithout(const Fact& a, const Fact& b) {
  const bool is_in_other_unit =
      a.default_value && a.type == FactType::kNumber && a.unit.code != b.unit.code;
  return HaveOneDefault(a, b) && !is_in_other_unit;
}

class Matcher {
 public:
  explicit Matcher(std::span<const CompiledGuideline* const> parts) : parts_(parts) {}

  FactMatches Match() {
    for (std::uint32_t part = 0; part < parts_.size(); ++part) {
      const auto count = static_cast<std::uint32_t>(parts_[part]->guideline.facts.size());
      for (std::uint32_t fact = 0; fact < count; ++fact) Add({part, fact});
    }
    return std::move(matches_);
  }

 private:
  const Fact& FactAt(FactOfPart at) const { return parts_[at.part]->guideline.facts[at.fact]; }
  const ast::Fact& WrittenAt(FactOfPart at) const {
    return *parts_[at.part]->text.names.facts[at.fact];
  }

  /// Why two facts that seem to be one are not.
  std::optional<std::string> WhyApart(FactOfPart first, FactOfPart second) const {
    const Fact& a = FactAt(first);
    const Fact& b = FactAt(second);
    if (a.type != b.type) return fmt::format("one {}, the other {}", KindOf(a), KindOf(b));
    if (a.type == FactType::kNumber) return WhyNumbersDiffer(a, b);
    const bool takes_never = a.type == FactType::kDate && (IsNeverWithout(a) || IsNeverWithout(b));
    if (a.type != FactType::kChoice && !takes_never) return std::nullopt;
    if (takes_never && !CountAlikeWithout(a, b)) {
      return "what counts where nothing is stated differs: `never` in one of them";
    }
    if (takes_never) return std::nullopt;
    if (auto why = WhyChoicesDiffer(WrittenAt(first), WrittenAt(second))) return why;
    if (!CountAlikeWithout(a, b)) return "what counts where nothing is stated differs";
    return std::nullopt;
  }

  /// By a code before by the name: names are shared by chance, too.
  void Add(FactOfPart added) {
    for (const bool by_code : {true, false}) {
      for (JoinedFact& joined : matches_.facts) {
        for (const FactOfPart member : std::vector(joined.members)) {
          if (Joins(joined, member, added, by_code)) return;
        }
      }
    }
    matches_.facts.push_back({{added}, "", true});
  }

  /// Whether the fact is the one that `member` is of. Where it only looks so, that is kept.
  bool Joins(JoinedFact& joined, FactOfPart member, FactOfPart added, bool by_code) {
    if (member.part == added.part) return false;
    const Fact& fact = FactAt(added);
    const Fact& other = FactAt(member);
    const std::optional<std::string> code = SharedCode(fact, other);
    if (by_code ? !code.has_value() : code || fact.name != other.name) return false;
    std::optional<std::string> why = by_code ? std::nullopt : CodesApart(other, fact);
    for (const FactOfPart each : joined.members) {
      if (why) break;
      why = each.part == added.part
                ? fmt::format("`{}` beside it is that one already", FactAt(each).name)
                : WhyApart(each, added);
    }
    if (why) {
      matches_.apart.push_back({member, added, std::move(*why)});
      return false;
    }
    for (const FactOfPart each : joined.members) {
      joined.has_one_default = joined.has_one_default && CountAlikeWithout(FactAt(each), fact);
    }
    joined.members.push_back(added);
    joined.how = code.value_or("name");
    return true;
  }

  std::span<const CompiledGuideline* const> parts_;
  FactMatches matches_;
};

}  // namespace

FactMatches MatchFacts(std::span<const CompiledGuideline* const> parts) {
  return Matcher(parts).Match();
}

}  // namespace mgl
