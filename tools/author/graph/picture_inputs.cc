// What each declaration depends on. Conditions that are written where they are used become vertices
// on the way; equal ones are one.
#include <fmt/format.h>

#include <algorithm>

#include "dsl/ast/ast.h"
#include "tools/author/graph/picture_maker.h"
#include "tools/words/expression_text.h"

namespace mgl {

using ExprKind = ast::ExprKind;

void PictureMaker::Connect(std::uint32_t from, std::uint32_t to, std::string label, bool dashed) {
  if (!connected_.emplace(from, to, label).second) return;
  picture_.edges.push_back({from, to, std::move(label), dashed});
}

std::optional<std::uint32_t> PictureMaker::VertexOf(const Symbol& symbol) const {
  if (symbol.kind == SymbolKind::kItem) {  // shown with its score
    const ast::ScoreItem* item = names_.items[symbol.index];
    const auto has = [item](const ast::Score* score) {
      return std::ranges::any_of(score->items,
                                 [item](const ast::ScoreItem& of) { return &of == item; });
    };
    const auto score = std::ranges::find_if(names_.scores, has);
    return VertexOf(
        Symbol{SymbolKind::kScore, static_cast<std::uint32_t>(score - names_.scores.begin()), 0});
  }
  const auto found = declared_.find({symbol.kind, symbol.index});
  return found == declared_.end() ? std::nullopt : std::optional(found->second);
}

void PictureMaker::ConnectName(const ast::Name& name, std::uint32_t to, const std::string& label) {
  if (const auto from = VertexOf(names_.Find(name.text))) Connect(*from, to, label);
}

/// Every declaration that a value or comparison names.
void PictureMaker::ConnectMentions(const ast::Expr& expr, std::uint32_t to,
                                   const std::string& label) {
  const Symbol& symbol = names_.expression_symbols[expr.id];
  if (expr.kind == ExprKind::kName || expr.kind == ExprKind::kDateOf) {
    const bool is_date = expr.kind == ExprKind::kDateOf;
    if (const auto from = VertexOf(symbol)) Connect(*from, to, is_date ? "its date" : label);
  }
  if (expr.kind == ExprKind::kIsRange) {
    if (const auto from = VertexOf(symbol)) Connect(*from, to, label);
    return;  // its subject is the range's own fact
  }
  for (const ast::ExprPtr& child : expr.children) ConnectMentions(*child, to, label);
}

void PictureMaker::ConnectOperands(const ast::Expr& expr, std::uint32_t to) {
  if (OperatorText(expr).empty()) return ConnectMentions(expr, to);
  for (std::size_t i = 0; i < expr.children.size(); ++i) {
    std::string label;
    if (expr.kind == ExprKind::kImplies) label = i == 0 ? "if" : "then";
    if (expr.kind == ExprKind::kFirstKnown) label = std::to_string(i + 1);
    ConnectExpression(expr.children[i], to, label);
  }
}

/// Empty for constants.
std::optional<std::uint32_t> PictureMaker::VertexOf(const ast::Expr& expr) {
  if (expr.kind == ExprKind::kName) return VertexOf(names_.expression_symbols[expr.id]);
  if (expr.kind == ExprKind::kIsYes) return VertexOf(*expr.children[0]);
  const ast::ExprFamily family = FamilyOf(expr.kind);
  if (family == ast::ExprFamily::kLiteral || family == ast::ExprFamily::kLineValue ||
      expr.kind == ExprKind::kToday) {
    return std::nullopt;
  }
  const std::optional<NodeId> node = compiled_.expression_nodes[expr.id];
  if (node && shared_.contains(*node)) return shared_.at(*node);
  const std::string joined = OperatorText(expr);
  const std::uint32_t vertex =
      joined.empty() ? Add(Kind::kCondition, "", {ExpressionText(compiled_.text.source, expr)})
                     : Add(Kind::kOperator, "", {joined});
  if (node) shared_.emplace(*node, vertex);
  ConnectOperands(expr, vertex);
  return vertex;
}

void PictureMaker::ConnectExpression(const ast::ExprPtr& expr, std::uint32_t to,
                                     const std::string& label, bool dashed) {
  if (!expr) return;
  if (const auto from = VertexOf(*expr)) Connect(*from, to, label, dashed);
}

/// A word that is one of the owner's own choices names no declaration.
void PictureMaker::ConnectValue(const ast::ExprPtr& value, const ast::ChoiceOwner& owner,
                                std::uint32_t to) {
  const bool is_choice = value->kind == ExprKind::kName &&
                         std::ranges::any_of(owner.choices, [&](const ast::Choice& choice) {
                           return choice.name.text == value->name.text;
                         });
  if (!is_choice) ConnectMentions(*value, to, "value");
}

void PictureMaker::ConnectDefine(std::uint32_t index) {
  const ast::Define& define = *names_.defines[index];
  const std::uint32_t to = declared_.at({SymbolKind::kDefine, index});
  if (define.as) ConnectOperands(*define.as, to);
  for (const ast::ValueLine& line : define.lines) {
    const bool is_text = line.value->kind == ExprKind::kText;
    ConnectExpression(
        line.when, to,
        is_text ? line.value->name.text : ExpressionText(compiled_.text.source, *line.value));
    ConnectValue(line.value, define, to);
  }
}

void PictureMaker::ConnectTable(std::uint32_t index) {
  const ast::Table& table = *names_.tables[index];
  const std::uint32_t to = declared_.at({SymbolKind::kTable, index});
  for (const ast::Name& input : table.inputs) ConnectName(input, to);
  if (table.across) ConnectName(*table.across, to);
  for (const ast::ExprPtr& column : table.columns) {
    if (column) ConnectMentions(*column, to);
  }
  for (const ast::TableRow& row : table.rows) {
    for (const ast::ExprPtr& cell : row.cells) {
      if (cell) ConnectMentions(*cell, to);
    }
    for (const ast::ExprPtr& value : row.values) ConnectValue(value, table, to);
  }
}

void PictureMaker::ConnectScore(std::uint32_t index) {
  const std::uint32_t to = declared_.at({SymbolKind::kScore, index});
  for (const ast::ScoreItem& item : names_.scores[index]->items) {
    for (const ast::PointsLine& line : item.lines) {
      const std::string points = FormatDecimal(line.points.value);
      ConnectExpression(line.when, to, fmt::format("{} point{}", points, points == "1" ? "" : "s"));
    }
    ConnectExpression(item.from, to, "points from");
    ConnectExpression(item.of, to, "points of");
  }
}

/// What the rule gives may be contraindicated, and its dose may depend on the patient.
void PictureMaker::ConnectTreatment(const Treatment& treatment, std::uint32_t rule) {
  const std::uint32_t to = declared_.at({SymbolKind::kRule, rule});
  const auto may_be = [&](const Treatment& other) { return MayBeGivenAs(treatment, other); };
  for (std::size_t i = 0; i < restrictions_.size(); ++i) {
    const Contraindication& restriction = guideline_.contraindications[i];
    if (std::ranges::none_of(restriction.treatments, may_be)) continue;
    Connect(restrictions_[i], to, restriction.blocks ? "blocks" : "caution", !restriction.blocks);
  }
  for (std::uint32_t i = 0; i < guideline_.rules.size(); ++i) {
    for (const Action& action : guideline_.rules[i].actions) {
      const std::optional<Treatment> avoided = TreatmentOf(action);
      if (action.verb != ActionVerb::kAvoid || !avoided || !avoided->option) continue;
      if (i != rule && may_be(*avoided))
        Connect(declared_.at({SymbolKind::kRule, i}), to, "avoids");
    }
  }
  const ast::Medication& medication = *names_.medications[treatment.medication];
  for (const ast::Dose& dose : medication.doses) {
    ConnectExpression(dose.by, to, "dose", true);
    ConnectExpression(dose.when, to, "dose", true);
  }
  ConnectExpression(medication.until, to, "until", true);
}

void PictureMaker::ConnectRule(std::uint32_t index) {
  const ast::Rule& rule = *names_.rules[index];
  const std::uint32_t to = declared_.at({SymbolKind::kRule, index});
  ConnectExpression(rule.when, to);
  ConnectExpression(rule.unless, to, "unless");
  for (const Action& action : guideline_.rules[index].actions) {
    if (const auto treatment = TreatmentGiven(action)) ConnectTreatment(*treatment, index);
  }
  for (const std::uint32_t overrider : guideline_.rules[index].overriders) {
    Connect(declared_.at({SymbolKind::kRule, overrider}), to, "overrides");
  }
}

/// Nothing is shown of a patient out of scope.
void PictureMaker::ConnectScope() {
  if (!scope_) return;
  const ast::Expr& applies = *names_.guideline->applies_when;
  if (OperatorText(applies).empty()) {
    ConnectMentions(applies, *scope_);
  } else {
    picture_.vertices[*scope_].lines = {"applies when", OperatorText(applies)};
    ConnectOperands(applies, *scope_);
  }
  for (std::uint32_t i = 0; i < picture_.vertices.size(); ++i) {
    const Kind kind = picture_.vertices[i].kind;
    const bool is_outcome = kind == Kind::kRule || kind == Kind::kResult || kind == Kind::kRecheck;
    if (is_outcome) Connect(*scope_, i, "", true);
  }
}

void PictureMaker::ConnectDeclarations() {
  const auto at = [&](SymbolKind kind, std::uint32_t index) { return declared_.at({kind, index}); };
  for (std::uint32_t i = 0; i < names_.facts.size(); ++i) {
    for (const ast::ExprPtr& suspect : names_.facts[i]->suspect_when) {
      ConnectExpression(suspect, at(SymbolKind::kFact, i), "suspect when", true);
    }
  }
  for (std::uint32_t i = 0; i < names_.ranges.size(); ++i) {
    const std::uint32_t range = at(SymbolKind::kRange, i);
    ConnectExpression(names_.ranges[i]->of, range);
    for (const ast::RangeLine& line : names_.ranges[i]->lines) {
      ConnectExpression(line.when, range, PlaceText(compiled_.text.source, line.interval.span));
    }
  }
  for (std::uint32_t i = 0; i < names_.thresholds.size(); ++i) {
    const std::uint32_t threshold = at(SymbolKind::kThreshold, i);
    ConnectExpression(names_.thresholds[i]->of, threshold);
    for (const ast::ThresholdLine& line : names_.thresholds[i]->lines) {
      ConnectExpression(line.when, threshold, PlaceText(compiled_.text.source, line.span));
    }
  }
  for (std::uint32_t i = 0; i < names_.defines.size(); ++i) ConnectDefine(i);
  for (std::uint32_t i = 0; i < names_.ambiguities.size(); ++i) {
    const ast::Ambiguity& ambiguity = *names_.ambiguities[i];
    for (const ast::Reading& reading : ambiguity.readings) {
      const bool is_other = ambiguity.adopted && ambiguity.adopted->text != reading.name.text;
      ConnectExpression(reading.as, at(SymbolKind::kAmbiguity, i), reading.name.text, is_other);
    }
  }
  for (std::uint32_t i = 0; i < names_.tables.size(); ++i) ConnectTable(i);
  for (std::uint32_t i = 0; i < names_.scores.size(); ++i) ConnectScore(i);
  for (std::uint32_t i = 0; i < restrictions_.size(); ++i) {
    ConnectExpression(names_.contraindications[i]->when, restrictions_[i]);
  }
  for (std::uint32_t i = 0; i < names_.rules.size(); ++i) ConnectRule(i);
  for (std::uint32_t i = 0; i < names_.rechecks.size(); ++i) {
    const ast::Recheck& recheck = *names_.rechecks[i];
    const std::uint32_t to = at(SymbolKind::kRecheck, i);
    ConnectExpression(recheck.when, to);
    ConnectName(recheck.fact, to, "its date");
    for (const ast::ExprPtr& anchor : recheck.anchors) ConnectName(anchor->name, to, "from");
  }
  for (std::uint32_t i = 0; i < properties_.size(); ++i) {
    ConnectExpression(names_.properties[i]->condition, properties_[i]);
  }
  ConnectScope();
}

}  // namespace mgl
