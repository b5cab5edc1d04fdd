// Building defines and results: the type of their values, and values by lines.
#include <algorithm>

#include "dsl/parse/parse_lines.h"
#include "dsl/parse/parse_values.h"

namespace mgl {
namespace {

using ast::Define;
using ast::ExprKind;
using ast::FactType;

ast::Choice TakeChoice(NodeReader parts, NodeBuilder& builder) {
  ast::Choice choice;
  choice.name = builder.TakeName(parts);
  choice.label = builder.TakeTitle(parts);
  if (parts.TakeWord("code")) choice.code = builder.TakeText(parts);
  if (parts.TakeWord("points")) choice.points = builder.TakeNumber(parts);
  return choice;
}

void TakeValueLine(Define& define, NodeReader& line, NodeBuilder& builder) {
  ast::ValueLine added;
  added.span = line.Rest();
  added.value = TakeLineValue(line, builder);
  if (line.TakeWord("when")) added.when = builder.TakeExpression(line);
  if (!define.lines.empty() && !define.lines.back().when) {
    FailAfterOtherwise(added.span, !added.when, define.lines.back().span);
  }
  define.lines.push_back(std::move(added));
}

constexpr LineRow<Define> kDefineLines[] = {
    {"as", Times::kOnce,
     [](auto& define, auto& line, auto& b) { define.as = b.TakeExpression(line); }},
    {"value", Times::kMany, TakeValueLine},
};

Define BuildDefined(NodeReader& reader, NodeBuilder& builder, std::string_view keyword) {
  auto define = BuildNamed<Define>(reader, builder);
  if (reader.Is(SyntaxKind::kType)) define.type = TakeType(reader.Enter(), define, builder);
  BuildLines(define, reader, builder, kDefineLines);
  if (!define.as && define.lines.empty()) {
    FailIncomplete(define, "this " + std::string(keyword) + " says nothing: it has no `as`",
                   "add `as` and an expression, or lines such as `value 2 when …`");
  }
  if (define.as && !define.lines.empty()) {
    Fail(DiagnosticKind::kRepeatedClause, define.lines.front().span,
         "this " + std::string(keyword) + " has both `as` and `value` lines", "keep one of them",
         {{define.as->span, "this is its value already"}});
  }
  std::vector<ast::Expr*> values;
  for (ast::ValueLine& line : define.lines) values.push_back(line.value.get());
  SettleWords(values, define.type, define);
  return define;
}

}  // namespace

void FailAfterOtherwise(Span line, bool is_otherwise, Span otherwise) {
  std::vector<Label> labels = {{otherwise, "this line takes all that is left"}};
  if (is_otherwise) {
    Fail(DiagnosticKind::kRepeatedClause, line, "`otherwise` stands twice",
         "keep one of the two lines", std::move(labels));
  }
  Fail(DiagnosticKind::kAfterOtherwise, line, "this line can never count: `otherwise` is the last",
       "put it before the line with `otherwise`", std::move(labels));
}

void TakeChoices(NodeReader& reader, ast::ChoiceOwner& owner, NodeBuilder& builder) {
  while (!reader.Is(SyntaxKind::kClose)) {
    if (reader.Is(SyntaxKind::kChoice)) {
      owner.choices.push_back(TakeChoice(reader.Enter(), builder));
    } else {
      reader.Skip();  // one of ( ,
    }
  }
  reader.Skip();
  owner.ordered = reader.TakeWord("in") && reader.TakeWord("order");
}

ast::DeclaredType TakeType(NodeReader parts, ast::ChoiceOwner& owner, NodeBuilder& builder) {
  ast::DeclaredType type;
  type.span = parts.Rest();
  if (parts.TakeWord("in")) type.whole = parts.TakeWord("whole");
  if (parts.Is(SyntaxKind::kUnitPhrase)) {
    type.type = FactType::kQuantity;
    type.unit = builder.TakeUnit(parts);
    return type;
  }
  parts.TakeWord("is");
  if (parts.IsWord("one")) {
    type.type = FactType::kChoice;
    TakeChoices(parts, owner, builder);
    return type;
  }
  type.type = parts.IsWord("yes/no") ? FactType::kYesNo
              : parts.IsWord("date") ? FactType::kDate
              : parts.IsWord("text") ? FactType::kText
                                     : FactType::kNumber;
  return type;
}

ast::ExprPtr TakeLineValue(NodeReader& reader, NodeBuilder& builder) {
  if (reader.Is(SyntaxKind::kExpression)) return builder.TakeExpression(reader);
  ast::ExprPtr value = builder.NewExpr(ExprKind::kName, reader.span());
  value->operator_span = reader.span();
  if (reader.Is(SyntaxKind::kText)) {
    value->kind = ExprKind::kText;
    ast::Text text = builder.TakeText(reader);
    value->name = {std::move(text.text), text.span};
    return value;
  }
  if (reader.IsWord("missing")) value->kind = ExprKind::kMissingValue;
  if (reader.IsWord("yes")) value->kind = ExprKind::kYes;
  if (reader.IsWord("no")) value->kind = ExprKind::kNo;
  value->name = builder.TakeName(reader);
  return value;
}

void SettleWords(const std::vector<ast::Expr*>& values,
                 const std::optional<ast::DeclaredType>& type, ast::ChoiceOwner& owner) {
  const auto is_word = [](const ast::Expr* value) { return value->kind == ExprKind::kName; };
  const bool has_choices =
      type ? type->type == FactType::kChoice
           : std::any_of(values.begin(), values.end(), [&](const ast::Expr* value) {
               return is_word(value) && value->name.text != "today";
             });
  for (ast::Expr* value : values) {
    if (!has_choices && is_word(value) && value->name.text == "today") {
      value->kind = ExprKind::kToday;
    }
    if (type && type->type == FactType::kDate && is_word(value) && value->name.text == "never") {
      value->kind = ExprKind::kDate;
      value->date = {kNever, value->span};
    }
  }
  const bool all_words = std::all_of(values.begin(), values.end(), [&](const ast::Expr* value) {
    return is_word(value) || value->kind == ExprKind::kMissingValue;
  });
  if (type || !all_words) return;
  for (const ast::Expr* value : values) {
    const bool is_new = std::none_of(
        owner.choices.begin(), owner.choices.end(),
        [&](const ast::Choice& choice) { return choice.name.text == value->name.text; });
    if (is_word(value) && is_new) owner.choices.push_back({value->name, {}, {}, {}});
  }
}

ast::Define BuildDefine(NodeReader& reader, NodeBuilder& builder) {
  return BuildDefined(reader, builder, "define");
}

ast::Define BuildResult(NodeReader& reader, NodeBuilder& builder) {
  Define result = BuildDefined(reader, builder, "result");
  result.is_result = true;
  return result;
}

}  // namespace mgl
