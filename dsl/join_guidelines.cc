#include "dsl/join_guidelines.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/check/constant_value.h"
#include "dsl/compare_parts.h"
#include "dsl/compile_changed.h"
#include "dsl/expression_maker.h"
#include "dsl/mark_names.h"
#include "dsl/resolve/accepted.h"
#include "dsl/resolve/statements.h"

namespace mgl {
namespace {

using ast::ExprKind;
using ast::ExprPtr;

/// `b.mgl`; the whole path where two files are called so.
std::vector<std::string> LabelsOf(std::span<const std::shared_ptr<const CompiledGuideline>> parts) {
  std::vector<std::string> labels;
  std::set<std::string> seen;
  for (const auto& part : parts) {
    const std::string& path = part->text.source.path();
    labels.push_back(path.substr(path.rfind('/') + 1));
    seen.insert(labels.back());
  }
  if (seen.size() == labels.size()) return labels;
  for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = parts[i]->text.source.path();
  return labels;
}

/// Changes the tree of all texts into that of one guideline.
class Joiner {
 public:
  explicit Joiner(JoinedGuidelines& joined) : joined_(joined) {
    std::vector<const CompiledGuideline*> parts;
    for (const auto& part : joined.parts) parts.push_back(part.get());
    joined.matches = MatchFacts(parts);
    joined.labels = LabelsOf(joined.parts);
    std::uint32_t first_expression = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      names_.emplace_back(*parts[i], joined.labels[i], first_expression);
      first_expression += parts[i]->text.file->expression_count;
      joined.facts.emplace_back(parts[i]->guideline.facts.size());
    }
    NameFacts();
  }

  void Change(ast::File& file, const SourceFile& source) {
    source_ = &source;
    ExpressionMaker maker(file);
    maker_ = &maker;
    file.doubled.clear();
    std::vector<ast::Declaration> declarations = std::move(file.declarations);
    file.declarations.clear();
    file_ = &file;
    for (ast::Declaration& declaration : declarations) Take(std::move(declaration));
    for (const JoinedFact& fact : joined_.matches.facts) AddDefaults(fact);
    AddComparisons(Tree());
  }

 private:
  /// Facts that several parts have keep the name of the first, where that is free.
  void NameFacts() {
    std::set<std::string> used;
    for (std::uint32_t i = 0; i < joined_.matches.facts.size(); ++i) {
      const JoinedFact& joined = joined_.matches.facts[i];
      const FactOfPart first = joined.members.front();
      std::string name = joined_.parts[first.part]->guideline.facts[first.fact].name;
      if (joined.members.size() == 1 || !used.insert(name).second) {
        name += fmt::format(" ({})", joined_.labels[first.part]);
      }
      for (const FactOfPart member : joined.members) {
        const std::string value = HasOwnDefault(joined, member)
                                      ? fmt::format("{} by {}", name, joined_.labels[member.part])
                                      : name;
        names_[member.part].SetFact(member.fact, name, value,
                                    joined_.NameOfSuspect(member.part, member.fact));
        joined_.facts[member.part][member.fact] = i;
      }
    }
  }

  bool HasOwnDefault(const JoinedFact& joined, FactOfPart member) const {
    return !joined.has_one_default &&
           joined_.parts[member.part]->guideline.facts[member.fact].default_value.has_value();
  }

  void Take(ast::Declaration declaration) {
    const std::size_t part = source_->PartAt(
        std::visit([](const ast::DeclarationBase& base) { return base.span.begin; }, declaration));
    const auto taken = [&](auto& specific) { return IsTaken(part, specific); };
    const bool is_taken = std::visit(taken, declaration);
    auto* const fact = std::get_if<ast::Fact>(&declaration);
    if (!is_taken && fact == nullptr) return;
    names_[part].Mark(declaration);
    if (fact != nullptr) TakeSuspects(part, *fact);
    if (!is_taken) return;
    std::visit([](ast::DeclarationBase& base) { base.provenance = {}; }, declaration);
    std::visit([&](auto& specific) { Adapt(part, specific); }, declaration);
    file_->declarations.push_back(std::move(declaration));
  }

  /// What one part puts aside another may take: facts are as they are reported, and who asks for
  /// patients says of whom nothing is put aside.
  void TakeSuspects(std::size_t part, ast::Fact& fact) {
    ExprPtr any;
    for (ExprPtr& when : fact.suspect_when) {
      any = any ? maker_->Either(std::move(any), std::move(when)) : std::move(when);
    }
    fact.suspect_when.clear();
    if (any) AddDefine(joined_.NameOfSuspect(part, facts_seen_[part] - 1), std::move(any));
  }

  void AddDefine(std::string name, ExprPtr as) {
    ast::Define define;
    define.span = define.keyword = as->span;
    define.name = {std::move(name), as->span};
    define.as = std::move(as);
    file_->declarations.push_back(std::move(define));
  }

  bool IsTaken(std::size_t, const ast::DeclarationBase&) const { return true; }
  bool IsTaken(std::size_t, const ast::Source&) const { return false; }
  bool IsTaken(std::size_t, const ast::Reference&) const { return false; }
  bool IsTaken(std::size_t, const ast::Property&) const { return false; }
  bool IsTaken(std::size_t, const ast::Silent&) const { return false; }
  bool IsTaken(std::size_t, const ast::LeftOut&) const { return false; }
  bool IsTaken(std::size_t, const ast::Example&) const { return false; }
  /// What else is accepted is found of each part alone.
  bool IsTaken(std::size_t part, const ast::Accept& accept) const {
    const std::string& code = accept.name.text;
    if (!code.starts_with("L062") && code != "L0690") return false;
    if (!accept.of) return true;
    const Resolution& names = joined_.parts[part]->text.names;
    const ast::DeclarationBase* const of = AcceptedBy(names, *accept.of);
    const auto is_it = [of](const ast::DeclarationBase* other) { return other == of; };
    return std::ranges::none_of(names.properties, is_it) &&
           std::ranges::none_of(names.examples, is_it);
  }
  bool IsTaken(std::size_t, const ast::Substance& substance) {
    return substances_.insert(substance.name.text).second;
  }
  bool IsTaken(std::size_t part, const ast::Fact&) {
    const std::uint32_t fact = facts_seen_[part]++;
    const FactOfPart first = joined_.matches.facts[joined_.facts[part][fact]].members.front();
    return first.part == part && first.fact == fact;
  }
  bool IsTaken(std::size_t part, ast::Guideline& guideline) {
    if (guideline.applies_when) {
      ast::Define scope;
      scope.span = scope.keyword = guideline.keyword;
      scope.name = {guideline.name.text, guideline.name.span};
      scope.as = std::move(guideline.applies_when);
      ast::Declaration declaration(std::move(scope));
      names_[part].Mark(declaration);
      scopes_[part] = joined_.NameOfScope(part);
      std::get<ast::Define>(declaration).name.text = scopes_[part];
      file_->declarations.push_back(std::move(declaration));
    }
    return part == 0;
  }

  JoinedTree Tree() { return {joined_, names_, scopes_, *source_, *file_, *maker_}; }

  void Adapt(std::size_t, ast::DeclarationBase&) const {}
  void Adapt(std::size_t, ast::Guideline& guideline) const {
    guideline.grading.reset();
    guideline.grades.clear();
  }
  void Adapt(std::size_t part, ast::Fact& fact) const {
    const std::uint32_t index = facts_seen_.at(part) - 1;
    const JoinedFact& joined = joined_.matches.facts[joined_.facts[part][index]];
    if (!joined.has_one_default) fact.unless_stated.reset();
    for (const FactOfPart member : joined.members) {
      const ast::Fact& other = *joined_.parts[member.part]->text.names.facts[member.fact];
      if (other.unit && fact.unit && !fact.unit->substance) {
        fact.unit->substance = other.unit->substance;
      }
      if (other.plausible) Narrow(joined.members.front(), member, *other.plausible, fact.plausible);
    }
  }

  /// What all parts hold for plausible: a number that one of them puts aside is not looked at.
  void Narrow(FactOfPart first, FactOfPart member, const ast::QuantitySpan& by,
              std::optional<ast::QuantitySpan>& plausible) const {
    const Fact& of = joined_.parts[first.part]->guideline.facts[first.fact];
    const auto value = [&](const ast::Quantity& quantity) {
      return ValueIn(quantity, of.unit, of.substance ? &*of.substance : nullptr);
    };
    if (first.part == member.part) return;
    if (!plausible) {
      plausible = by;
      return;
    }
    const auto is_below = [&](const std::optional<ast::Quantity>& high, bool high_closed,
                              const std::optional<ast::Quantity>& low, bool low_closed) {
      const auto a = high ? value(*high) : std::nullopt;
      const auto b = low ? value(*low) : std::nullopt;
      return a && b && (*a < *b || (*a == *b && !(high_closed && low_closed)));
    };
    const bool is_none = is_below(plausible->high, plausible->high_closed, by.low, by.low_closed) ||
                         is_below(by.high, by.high_closed, plausible->low, plausible->low_closed);
    if (is_none) return;  // no value is plausible in both: lint says it
    const auto is_inside = [&](const ast::Quantity& end, const ast::Quantity& other, bool is_low) {
      const auto a = value(end);
      const auto b = value(other);
      return a && b && (is_low ? *a > *b : *a < *b);
    };
    if (by.low && (!plausible->low || is_inside(*by.low, *plausible->low, true))) {
      plausible->low = by.low;
      plausible->low_closed = by.low_closed;
    }
    if (by.high && (!plausible->high || is_inside(*by.high, *plausible->high, false))) {
      plausible->high = by.high;
      plausible->high_closed = by.high_closed;
    }
  }
  void Adapt(std::size_t part, ast::Rule& rule) {
    rule.strength.reset();
    rule.certainty.reset();
    rule.when = Tree().InScope(part, rule.keyword, std::move(rule.when));
  }
  void Adapt(std::size_t part, ast::Recheck& recheck) {
    recheck.when = Tree().InScope(part, recheck.keyword, std::move(recheck.when));
  }
  void Adapt(std::size_t part, ast::Contraindication& contraindication) {
    contraindication.when =
        Tree().InScope(part, contraindication.keyword, std::move(contraindication.when));
  }
  /// How much is given stands in the parts; here, who gets which dose.
  void Adapt(std::size_t part, ast::Medication& medication) {
    for (std::uint32_t i = 0; i < medication.doses.size(); ++i) {
      if (!medication.doses[i].when) continue;
      AddDefine(joined_.NameOfDose(part, joined_.OwnName(medication.name.text), i),
                std::move(medication.doses[i].when));
    }
    medication.doses.clear();
    medication.limits.clear();
    medication.contents.clear();
    medication.until.reset();
  }
  void Adapt(std::size_t, ast::Ambiguity& ambiguity) const {
    for (ast::Reading& reading : ambiguity.readings) reading.provenance = {};
  }

  /// What a part takes where nothing was stated, for its own conditions alone.
  void AddDefaults(const JoinedFact& joined) {
    for (const FactOfPart member : joined.members) {
      if (!HasOwnDefault(joined, member)) continue;
      const CompiledGuideline& part = *joined_.parts[member.part];
      const ast::Fact& written = *part.text.names.facts[member.fact];
      const Fact& fact = part.guideline.facts[member.fact];
      const Span place = source_->InAll(member.part, written.name.span);
      const std::string name = names_[member.part].Marked(written.name.text);
      const auto test = [&](ExprKind kind) {
        return maker_->Make(kind, place, maker_->Name(name, place));
      };
      ast::Define define;
      define.span = define.keyword = place;
      define.name = {names_[member.part].Value(written.name.text), place};
      if (fact.type == FactType::kTruth) {
        const bool is_yes = fact.default_value->choice != 0;
        define.as = maker_->Make(is_yes ? ExprKind::kOr : ExprKind::kAnd, place,
                                 test(is_yes ? ExprKind::kIsMissing : ExprKind::kIsKnown),
                                 maker_->Name(name, place));
      } else {
        ExprPtr value =
            maker_->Make(written.unless_stated->kind == ast::Literal::Kind::kDate ? ExprKind::kDate
                         : fact.type == FactType::kDate                           ? ExprKind::kName
                                                        : ExprKind::kQuantity,
                         place);
        value->quantity = written.unless_stated->quantity;
        value->date = written.unless_stated->date;
        value->name = written.unless_stated->word;
        define.lines.push_back({std::move(value), test(ExprKind::kIsMissing), place});
        define.lines.push_back({maker_->Name(name, place), nullptr, place});
      }
      file_->declarations.push_back(std::move(define));
    }
  }

  JoinedGuidelines& joined_;
  std::vector<NamesOfPart> names_;
  const SourceFile* source_ = nullptr;
  ast::File* file_ = nullptr;
  ExpressionMaker* maker_ = nullptr;
  std::set<std::string> substances_;
  std::map<std::size_t, std::uint32_t> facts_seen_;
  std::map<std::size_t, std::string> scopes_;
};

}  // namespace

std::string JoinedGuidelines::NameOfScope(std::size_t part) const {
  return fmt::format("scope ({})", labels[part]);
}

std::string JoinedGuidelines::NameOfSuspect(std::size_t part, std::size_t fact) const {
  return fmt::format("suspect {} ({})", parts[part]->guideline.facts[fact].name, labels[part]);
}

std::string JoinedGuidelines::NameOfDose(std::size_t part, std::string_view medication,
                                         std::size_t dose) const {
  return fmt::format("dose {} of {} ({})", dose + 1, medication, labels[part]);
}

std::optional<NodeId> JoinedGuidelines::Defined(std::string_view name) const {
  const auto& definitions = compiled->guideline.definitions;
  const auto found = std::ranges::find(definitions, name, &Definition::name);
  if (found == definitions.end()) return std::nullopt;
  return found->node;
}

std::string_view JoinedGuidelines::OwnName(std::string_view joined) const {
  for (const std::string& label : labels) {
    const std::string mark = fmt::format(" ({})", label);
    if (joined.ends_with(mark)) return joined.substr(0, joined.size() - mark.size());
  }
  return joined;
}

Result<JoinedGuidelines> JoinGuidelines(
    std::vector<std::shared_ptr<const CompiledGuideline>> parts) {
  JoinedGuidelines joined;
  joined.parts = std::move(parts);
  // The same is said in whatever order they are named.
  std::ranges::stable_sort(joined.parts, {}, [](const auto& part) -> const std::string& {
    return part->text.source.path();
  });
  std::vector<const SourceFile*> sources;
  std::size_t size = 0;
  for (const auto& part : joined.parts) {
    sources.push_back(&part->text.source);
    size += part->text.source.text().size() + 1;
  }
  if (size > kMaxSourceBytes) {
    return Error{"these guidelines are larger than 4 MiB together, the most that is looked at",
                 "look at fewer of them at once"};
  }
  Joiner joiner(joined);
  CompileResult compiled = CompileChanged(
      SourceFile::Joined(sources),
      [&](ast::File& file, const SourceFile& source) { joiner.Change(file, source); });
  if (!compiled.guideline) {
    const auto& mistakes = compiled.text->diagnostics;
    const auto error = std::ranges::find(mistakes, Level::kError, LevelOf);
    const SourceFile& source = compiled.text->source;
    return Error{fmt::format("these guidelines cannot be looked at together: {}:{}: {}",
                             source.PathAt(error->span.begin),
                             source.PositionOf(error->span.begin).line, error->message),
                 error->help};
  }
  joined.compiled = std::move(compiled.guideline);
  return joined;
}

}  // namespace mgl
