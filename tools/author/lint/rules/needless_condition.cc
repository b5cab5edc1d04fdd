// A part of `and` or `or` without which the condition is the same for every patient, with whatever
// is missing of them; a part of `at least 2 of` that counts for nobody, for everybody or twice;
// `unless` and `overrides` that stop nobody.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/resolve/wording.h"
#include "engine/model/node_family.h"
#include "tools/author/lint/excluded_bounds.h"
#include "tools/author/lint/lint_index.h"
#include "tools/author/lint/rules.h"

namespace mgl {
namespace {

/// Which definitions stand for one place.
class NameUses {
 public:
  explicit NameUses(const LintInput& input) : input_(input) {}

  /// The definition for which the name stands here and nowhere else, or null. What is part of the
  /// answer is also used there.
  const ast::Define* OnlyHere(const ast::Expr& name) {
    if (name.kind != ast::ExprKind::kName) return nullptr;
    const Symbol symbol = input_.names().expression_symbols.at(name.id);
    if (symbol.kind != SymbolKind::kDefine) return nullptr;
    const ast::Define& define = *input_.names().defines[symbol.index];
    if (define.is_result || !define.as) return nullptr;
    if (uses_.empty()) Count();
    return uses_[symbol.index] == 1 ? &define : nullptr;
  }

 private:
  void Count() {
    uses_.resize(input_.names().defines.size());
    for (const Symbol symbol : input_.names().expression_symbols) {
      if (symbol.kind == SymbolKind::kDefine) ++uses_[symbol.index];
    }
  }

  const LintInput& input_;
  std::vector<std::size_t> uses_;  // by define
};

class PartCheck {
 public:
  PartCheck(const LintInput& input, NameUses& uses, Diagnostics& found)
      : input_(input), uses_(uses), found_(found) {}

  void LookAt(ast::ExprKind kind, const ast::Expr& joined) {
    if (kind == ast::ExprKind::kCount) return LookAtCounted(joined);
    if (kind != ast::ExprKind::kAnd && kind != ast::ExprKind::kOr) return;
    std::vector<Part> parts;
    if (!AddParts(joined, joined.kind, nullptr, parts)) return;
    // Which parts are looked at, how they are joined, and where they stand, counts too.
    std::vector<Goal> goals;
    const bool is_and = joined.kind == ast::ExprKind::kAnd;
    for (const Part& part : parts) {
      TruthSet marks = is_and ? Truth::kYes : Truth::kNo;
      if (IsNamed(*part.expr)) marks = marks | Truth::kUnknown;
      goals.push_back({part.node, marks});
      if (part.within != nullptr) goals.push_back({part.node, TruthSet()});
    }
    input_.proofs.TellOnce(DiagnosticKind::kNeedlessCondition, goals,
                           [&] { return Tells(joined, parts); });
  }

 private:
  struct Part {
    const ast::Expr* expr = nullptr;
    NodeId node{};
    const ast::Define* within = nullptr;  // the definition in which it stands, if not here
  };

  bool Tells(const ast::Expr& joined, const std::vector<Part>& parts) {
    bool is_told = false;
    // Those that stand here come first.
    for (const bool is_here : {true, false}) {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if ((parts[i].within == nullptr) != is_here) continue;
        switch (LookAtPart(joined, parts, i)) {
          case Answer::kNeedless:
            return true;
          case Answer::kToldElsewhere:
            is_told = true;
            break;
          case Answer::kNeeded:
            break;
        }
      }
    }
    return is_told;
  }

  enum class Answer : std::uint8_t { kNeeded, kNeedless, kToldElsewhere };
  /// Without a needless one the others may be needed.
  Answer LookAtPart(const ast::Expr& joined, const std::vector<Part>& parts, std::size_t i) {
    // What is needless in the definition alone is told of it.
    const bool is_told =
        parts[i].within != nullptr &&
        IsToldWithin(found_, DiagnosticKind::kNeedlessCondition, parts[i].within->span);
    if (is_told) return Answer::kToldElsewhere;
    if (IsNamed(*parts[i].expr)) return Answer::kNeeded;
    if (!ChangesNothing(parts, i, joined.kind == ast::ExprKind::kAnd)) return Answer::kNeeded;
    // A bound in a wrong unit is told as such.
    if (!IsToldWithin(found_, DiagnosticKind::kUnitsApart, joined.span)) Report(joined, parts[i]);
    return Answer::kNeedless;
  }

  /// Those of a definition that is used here only are parts of this condition. False where one has
  /// no node.
  bool AddParts(const ast::Expr& joined, ast::ExprKind kind, const ast::Define* within,
                std::vector<Part>& parts) {
    for (const ast::ExprPtr& child : joined.children) {
      const std::optional<NodeId> node = input_.compiled.expression_nodes[child->id];
      if (!node) return false;
      const ast::Define* const define = uses_.OnlyHere(*child);
      if (define != nullptr && define->as->kind == kind) {
        if (!AddParts(*define->as, kind, define, parts)) return false;
      } else {
        parts.push_back({child.get(), *node, within});
      }
    }
    return true;
  }

  /// Names are often said for the reader.
  static bool IsNamed(const ast::Expr& part) {
    if (part.kind == ast::ExprKind::kNot) return IsNamed(*part.children[0]);
    return part.kind == ast::ExprKind::kName;
  }

  void Report(const ast::Expr& joined, const Part& part) {
    if (IsToldWithin(found_, DiagnosticKind::kNeedlessCondition, part.expr->span)) return;
    const std::string others = part.within != nullptr ? "the others of the whole" : "the others";
    std::vector<Label> labels;
    if (part.within != nullptr) {
      labels.push_back({joined.span, fmt::format("the whole, with {}, which is used here only",
                                                 Quoted(part.within->name.text))});
    }
    found_.push_back(
        {DiagnosticKind::kNeedlessCondition, part.expr->span,
         joined.kind == ast::ExprKind::kAnd
             ? fmt::format("this condition takes nobody out: whoever meets {} meets it", others)
             : fmt::format("this condition takes nobody in: whoever meets it meets {}",
                           part.within != nullptr ? "another of the whole" : "another"),
         "remove it, or write the bound that was meant", std::move(labels)});
  }

  /// Whether it hangs on one fact alone, and the others on none but other facts alone: then what
  /// they are says nothing of it.
  bool HasFactOfItsOwn(const std::vector<Part>& parts, std::size_t part) {
    const FactValues& values = input_.proofs.finder().values();
    const Dependence& own = values.DependenceOf(parts[part].node);
    if (own.on != Dependence::On::kOne) return false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Dependence& other = values.DependenceOf(parts[i].node);
      const bool may_be_its = other.on == Dependence::On::kSeveral ||
                              (other.on == Dependence::On::kOne && other.variable == own.variable);
      if (i != part && may_be_its) return false;
    }
    return true;
  }

  /// With the others at most what they must be for it to count, it is never less.
  bool ChangesNothing(const std::vector<Part>& parts, std::size_t part, bool is_and) {
    const Truth strong = is_and ? Truth::kYes : Truth::kNo;
    const Truth weak = Not(strong);
    const TruthSet not_weak = TruthSet(strong) | Truth::kUnknown;
    std::vector<Goal> goals;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i != part) goals.push_back({parts[i].node, strong});
    }
    // Where the others never count the part is not to blame.
    const std::string question = "this condition changes anything";
    const Span place = parts[part].expr->span;
    const TruthSet counts = TruthSet(weak) | Truth::kUnknown;
    const bool is_apart = HasFactOfItsOwn(parts, part);
    if (is_apart && !input_.proofs.IsNobody({{parts[part].node, counts}}, place, question)) {
      return false;
    }
    if (input_.proofs.IsNobody(goals, place, question)) return false;
    const auto is_nobody = [&](TruthSet wanted) {
      goals.push_back({parts[part].node, wanted});
      const bool nobody = input_.proofs.IsNobody(goals, place, question);
      goals.pop_back();
      return nobody;
    };
    if (!is_nobody(counts)) return false;
    for (Goal& goal : goals) goal.wanted = not_weak;
    return is_nobody(weak);
  }

  /// Parts of `at least 2 of` that count for nobody, for everybody, or as another does.
  void LookAtCounted(const ast::Expr& counted) {
    std::vector<Part> before;
    for (const ast::ExprPtr& child : counted.children) {
      const std::optional<NodeId> node = input_.compiled.expression_nodes[child->id];
      if (!node || IsToldWithin(found_, DiagnosticKind::kCutOutsidePlausible, child->span)) return;
      const Part part{child.get(), *node, nullptr};
      const auto other = std::ranges::find_if(
          before, [&](const Part& earlier) { return AreAlike(earlier, part); });
      if (other != before.end()) {
        ReportCounted(part, "this part says the same as another: whoever meets it counts twice",
                      {{other->expr->span, "the other"}});
      } else if (!IsDefine(*child)) {
        LookAtAlways(part);
      }
      before.push_back(part);
    }
  }

  /// Of a definition it is told where it stands.
  bool IsDefine(const ast::Expr& part) const {
    return part.kind == ast::ExprKind::kName &&
           input_.names().expression_symbols.at(part.id).kind == SymbolKind::kDefine;
  }

  bool IsNobody(const std::vector<Goal>& goals, const Part& part) {
    return input_.proofs.IsNobody(goals, part.expr->span, "this part counts for some patients");
  }

  void LookAtAlways(const Part& part) {
    if (input_.proofs.finder().values().DependenceOf(part.node).on == Dependence::On::kNothing) {
      return;  // said so on purpose
    }
    if (IsNobody({{part.node, Truth::kYes}}, part)) {
      ReportCounted(part, "no patient meets this part: it never counts", {});
      if (const auto bounds = FindExcludedBounds(input_, *part.expr)) {
        found_.back().message += ": " + bounds->why;
        found_.back().help = bounds->help;
      }
    } else if (IsNobody({{part.node, Truth::kNo}}, part)) {
      ReportCounted(part, "this part is no for no patient: it counts for everybody", {});
    }
  }

  bool AreAlike(const Part& a, const Part& b) {
    if (a.node == b.node) return true;
    const FactValues& values = input_.proofs.finder().values();
    const Dependence& of_a = values.DependenceOf(a.node);
    const Dependence& of_b = values.DependenceOf(b.node);
    if (of_a.on != of_b.on || of_a.on == Dependence::On::kNothing) return false;
    if (of_a.on == Dependence::On::kOne && of_a.variable != of_b.variable) return false;
    const TruthSet not_yes = TruthSet(Truth::kNo) | Truth::kUnknown;
    return IsNobody({{a.node, Truth::kYes}, {b.node, not_yes}}, b) &&
           IsNobody({{b.node, Truth::kYes}, {a.node, not_yes}}, b) &&
           !IsNobody({{a.node, Truth::kYes}}, b);
  }

  void ReportCounted(const Part& part, std::string message, std::vector<Label> labels) {
    found_.push_back(
        {DiagnosticKind::kNeedlessCondition, part.expr->span, std::move(message),
         "see what the source counts, and write what was meant; without this part, see "
         "whether the number still fits",
         std::move(labels)});
  }

  const LintInput& input_;
  NameUses& uses_;
  Diagnostics& found_;
};

/// `unless` and `overrides` of rules that some patient meets.
class ExceptionCheck {
 public:
  ExceptionCheck(const LintInput& input, NameUses& uses, Diagnostics& found)
      : input_(input), uses_(uses), found_(found) {}

  void LookAt(std::size_t index) {
    const ast::Rule& written = *input_.names().rules[index];
    const Rule& rule = input_.compiled.guideline.rules[index];
    if (written.unless) LookAtUnless(rule, *written.unless);
    for (const ast::Name& name : written.overrides) LookAtOverride(rule, name);
  }

 private:
  void LookAtUnless(const Rule& rule, const ast::Expr& unless) {
    if (unless.kind == ast::ExprKind::kOr) {
      for (const ast::ExprPtr& part : unless.children) LookAtUnless(rule, *part);
      return;
    }
    const std::optional<NodeId> node = input_.compiled.expression_nodes[unless.id];
    if (!node || IsSharedList(unless)) return;
    if (const auto bounds = FindExcludedBounds(input_, unless)) {
      if (IsTold(rule)) return;
      found_.push_back({DiagnosticKind::kNeedlessCondition,
                        unless.span,
                        "`unless` stops nobody here: " + bounds->why,
                        bounds->help,
                        {}});
      return;
    }
    if (SurelyStops(rule, *node)) return;
    const std::vector<Goal> goals = {{rule.when, Truth::kYes},
                                     {*node, Truth::kYes},
                                     {input_.compiled.guideline.scope, Truth::kYes}};
    if (!input_.proofs.IsNobody(goals, unless.span, "this exception stops some patient")) return;
    for (const DiagnosticKind told :
         {DiagnosticKind::kCutOutsidePlausible, DiagnosticKind::kNeedlessCondition}) {
      if (IsToldWithin(found_, told, unless.span)) return;
    }
    if (IsTold(rule) || IsConstant(unless, *node)) return;
    found_.push_back({DiagnosticKind::kNeedlessCondition,
                      unless.span,
                      fmt::format("`unless` stops nobody here: no patient meets this and `when` of "
                                  "rule `{}`",
                                  rule.name),
                      "see whether a bound is a slip, here or in `when`",
                      {}});
  }

  /// A rule that nobody meets has no exceptions.
  bool IsTold(const Rule& rule) const {
    const std::size_t index =
        static_cast<std::size_t>(&rule - input_.compiled.guideline.rules.data());
    return IsToldWithin(found_, DiagnosticKind::kRuleNeverHolds, input_.names().rules[index]->span);
  }

  /// What nobody meets at all is told of the definition.
  bool IsConstant(const ast::Expr& unless, NodeId node) {
    return unless.kind == ast::ExprKind::kName &&
           input_.proofs.IsNobody({{node, Truth::kYes}}, unless.span,
                                  "some patient meets this exception");
  }

  /// A definition that several rules name as their exceptions need not stop somebody in each.
  bool IsSharedList(const ast::Expr& unless) {
    if (unless.kind != ast::ExprKind::kName) return false;
    const Symbol symbol = input_.names().expression_symbols.at(unless.id);
    return symbol.kind == SymbolKind::kDefine && uses_.OnlyHere(unless) == nullptr;
  }

  /// Quickly: some value of one fact, of which `when` and the scope do not speak.
  bool SurelyStops(const Rule& rule, NodeId node) {
    const FactValues& values = input_.proofs.finder().values();
    const Dependence& on = values.DependenceOf(node);
    if (on.on == Dependence::On::kNothing) return true;  // said so on purpose
    if (on.on != Dependence::On::kOne) return false;
    const Fact& fact = input_.compiled.guideline.facts[Index(values.Of(on.variable).fact)];
    const bool may_be_any = fact.type == FactType::kTruth ||
                            (fact.type == FactType::kNumber && !fact.plausible && !fact.step);
    int budget = kMostLookedAt;
    return may_be_any && !fact.whole_step && !fact.default_value &&
           !SpeaksOf(rule.when, on.variable, budget) &&
           !SpeaksOf(input_.compiled.guideline.scope, on.variable, budget);
  }

  static constexpr int kMostLookedAt = 50;
  bool SpeaksOf(NodeId node, VariableId variable, int& budget) {
    const Dependence& on = input_.proofs.finder().values().DependenceOf(node);
    if (on.on == Dependence::On::kNothing) return false;
    if (on.on == Dependence::On::kOne) return on.variable == variable;
    const Graph& graph = input_.compiled.guideline.graph;
    if (--budget < 0 || FamilyOf(graph.node(node).kind) != NodeFamily::kTruthOperator) return true;
    return std::ranges::any_of(graph.Operands(node),
                               [&](NodeId operand) { return SpeaksOf(operand, variable, budget); });
  }

  void LookAtOverride(const Rule& rule, const ast::Name& name) {
    const Rule& other = input_.compiled.guideline.rules[input_.names().Find(name.text).index];
    const std::vector<Goal> goals = {{rule.due, Truth::kYes}, {other.due, Truth::kYes}};
    const std::string question =
        fmt::format("`{}` overrides `{}` for some patient", rule.name, name.text);
    if (!input_.proofs.IsNobody(goals, name.span, question)) return;
    if (IsTold(rule) || IsTold(other)) return;
    found_.push_back({DiagnosticKind::kNeedlessCondition,
                      name.span,
                      fmt::format("`overrides {0}` never happens: no patient meets `{1}` and `{0}`",
                                  name.text, rule.name),
                      "see whether another rule is meant, or a bound of one of the two is a slip",
                      {}});
  }

  const LintInput& input_;
  NameUses& uses_;
  Diagnostics& found_;
};

}  // namespace

void LintNeedlessCondition(const LintInput& input, Diagnostics& found) {
  NameUses uses(input);
  PartCheck check(input, uses, found);
  for (const PlacedPart& placed : PlacedParts(input)) check.LookAt(placed.kind, *placed.part);
  ExceptionCheck exceptions(input, uses, found);
  for (std::size_t i = 0; i < input.names().rules.size(); ++i) exceptions.LookAt(i);
}

}  // namespace mgl
