// Building tables: each cell becomes the condition that it stands for, on the input of its column.
#include <algorithm>
#include <string>
#include <utility>

#include "dsl/parse/parse_lines.h"
#include "dsl/parse/parse_values.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using ast::ExprKind;
using ast::ExprPtr;
using ast::Table;
using ast::TableRow;

std::string NamesOf(const std::vector<ast::Name>& names) {
  std::string text;
  for (const ast::Name& name : names) text += (text.empty() ? "`" : ", `") + name.text + "`";
  return text;
}

/// `> 3 to 4 mg`
bool IsAboveTo(NodeReader test) {
  return test.Take(SyntaxKind::kOperator) && test.Take(SyntaxKind::kQuantity) && test.IsWord("to");
}

ExprPtr TakeTest(NodeReader test, Span span, const ast::Name& input, NodeBuilder& builder) {
  const bool negated = test.TakeWord("not");
  const Span first = test.span();
  if (test.IsWord("any")) {
    Fail(DiagnosticKind::kUnexpectedText, first, "`any` stands alone in its cell",
         "leave out the rest of this cell, or `any`");
  }
  ExprPtr subject = builder.NewExpr(ExprKind::kName, span);
  subject->operator_span = span;
  subject->name = {input.text, span};
  ExprPtr expr;
  if (IsAboveTo(test)) {
    expr = builder.NewExpr(ExprKind::kIsSpan, span);
    expr->children.push_back(std::move(subject));
    expr->interval = std::make_unique<ast::QuantitySpan>(builder.TakeBounds(test));
  } else if (IsDated(test)) {
    expr = builder.TakeComparison(test, std::move(subject), span);
  } else if (test.Is(SyntaxKind::kOperator) || test.IsWord("before") || test.IsWord("after")) {
    expr = builder.NewExpr(ExprKind::kCompare, span);
    expr->children.push_back(std::move(subject));
    expr->comparison = TakeSide(test);
    expr->children.push_back(builder.TakeSideOperand(test));
  } else {
    expr = builder.TakeComparison(test, std::move(subject), span);
  }
  expr->operator_span = first;
  if (!negated) return expr;
  ExprPtr negation = builder.NewExpr(ExprKind::kNot, span);
  negation->operator_span = first;
  negation->children.push_back(std::move(expr));
  return negation;
}

/// The condition on `input`, or null for `any`.
ExprPtr TakeCell(NodeReader& reader, const ast::Name& input, NodeBuilder& builder) {
  const Span span = reader.span();
  NodeReader cell = reader.Enter();
  const auto is_any = [&cell] {
    NodeReader copy = cell;
    return copy.Enter().IsWord("any") && copy.done();
  };
  if (is_any()) return nullptr;
  ExprPtr all;
  while (!cell.done()) {
    const Span joined_by = cell.span();
    cell.TakeWord("or");
    const Span test_span = cell.span();
    ExprPtr test = TakeTest(cell.Enter(), test_span, input, builder);
    if (!all) {
      all = std::move(test);
    } else if (all->kind == ExprKind::kOr) {
      all->children.push_back(std::move(test));
    } else {
      all = builder.Join(ExprKind::kOr, std::move(all), std::move(test));
      all->operator_span = joined_by;
    }
  }
  all->span = all->kind == ExprKind::kOr ? span : all->span;
  return all;
}

void TakeCells(Table& table, TableRow& row, NodeReader& line, NodeBuilder& builder) {
  const Span cells = line.span();
  NodeReader first = line;
  const bool is_else = first.Enter().Enter().text() == "else";
  std::size_t count = 0;
  Span last = cells;
  do {
    last = line.span();
    if (count < table.inputs.size()) {
      row.cells.push_back(TakeCell(line, table.inputs[count], builder));
    } else {
      line.Skip();
    }
    ++count;
  } while (line.Take(SyntaxKind::kComma));
  if (count == table.inputs.size()) return;
  Fail(DiagnosticKind::kRowLength, {cells.begin, last.end},
       "this row has " + Counted(count, "cell") + ", but the table has " +
           Counted(table.inputs.size(), "input"),
       is_else ? "did you mean `otherwise`?"
               : "write one cell for each of " + NamesOf(table.inputs) +
                     ", separated by `,`; `any` where it does not matter",
       {{{table.inputs.front().span.begin, table.inputs.back().span.end}, "the inputs"}});
}

void TakeRow(Table& table, NodeReader& line, NodeBuilder& builder) {
  TableRow row;
  row.span = line.Rest();
  row.otherwise = line.TakeWord("otherwise");
  if (!table.rows.empty() && table.rows.back().otherwise) {
    FailAfterOtherwise(row.span, row.otherwise, table.rows.back().span);
  }
  if (!row.otherwise) TakeCells(table, row, line, builder);
  line.TakeWord("gives");
  do {
    row.values.push_back(TakeLineValue(line, builder));
  } while (line.Take(SyntaxKind::kComma));
  table.rows.push_back(std::move(row));
}

void TakeColumns(Table& table, NodeReader& line, NodeBuilder& builder) {
  if (!table.across) {
    Fail(DiagnosticKind::kUnexpectedText, line.Rest(),
         "this table has `columns`, but its first line does not say across what",
         "write `across` and a name before the first row, or remove `columns`");
  }
  do {
    table.columns.push_back(TakeCell(line, *table.across, builder));
  } while (line.Take(SyntaxKind::kComma));
}

constexpr LineRow<Table> kTableLines[] = {
    {"first", Times::kOnce, [](auto& table, auto&, auto&) { table.first_row_wins = true; }},
    {"columns", Times::kOnce, TakeColumns},
    {"row", Times::kMany, TakeRow},
};

void CheckValues(const Table& table, std::size_t answers) {
  const std::size_t expected = table.across ? table.columns.size() : answers;
  for (const TableRow& row : table.rows) {
    const std::size_t count = row.values.size();
    if (count == expected) continue;
    const Span values{row.values.front()->span.begin, row.values.back()->span.end};
    Fail(DiagnosticKind::kRowLength, values,
         "this row gives " + Counted(count, "value") + ", but the table has " +
             (table.across  ? Counted(expected, "column")
              : answers > 1 ? Counted(expected, "answer")
                            : "one result"),
         table.across ? "write one value for each column, separated by `,`"
         : answers > 1
             ? "write one value for each answer, separated by `,`"
             : "keep one value; a grid of values has `across` and `columns`, several answers "
               "have their names behind `gives`");
  }
}

/// `gives risk one of (low, high), stroke in %`: the table becomes that of the builder's answer.
void TakeAnswers(Table& table, NodeReader& reader, NodeBuilder& builder) {
  builder.answers = 0;
  do {
    const Span whole = reader.span();
    NodeReader parts = reader.Enter();
    if (builder.answers++ != builder.answer()) continue;
    if (table.across) {
      Fail(DiagnosticKind::kUnexpectedText, whole, "a table with `across` gives one answer",
           "write a table for each answer");
    }
    table.name = builder.TakeName(parts);
    if (auto title = builder.TakeTitle(parts)) table.title = std::move(title);
    table.type = TakeType(parts.Enter(), table, builder);
  } while (reader.Take(SyntaxKind::kComma));
}

/// Of several values those of the builder's answer; rows that lack some were reported.
void KeepAnswer(Table& table, const NodeBuilder& builder) {
  if (builder.answers == 1) return;
  std::erase_if(table.rows,
                [&](const TableRow& row) { return row.values.size() != builder.answers; });
  for (TableRow& row : table.rows) {
    ExprPtr value = std::move(row.values[builder.answer()]);
    row.values.clear();
    row.values.push_back(std::move(value));
  }
}

}  // namespace

ast::Table BuildTable(NodeReader& reader, NodeBuilder& builder) {
  auto table = BuildNamed<Table>(reader, builder);
  reader.TakeWord("of");
  table.inputs = builder.TakeNames(reader);
  if (reader.TakeWord("across")) table.across = builder.TakeName(reader);
  if (reader.TakeWord("gives")) {
    if (reader.Is(SyntaxKind::kAnswer)) {
      TakeAnswers(table, reader, builder);
    } else {
      table.type = TakeType(reader.Enter(), table, builder);
    }
  }
  BuildLines(table, reader, builder, kTableLines);
  if (table.rows.empty()) {
    std::string cells = "CELL";
    for (std::size_t i = 1; i < table.inputs.size(); ++i) cells += ", CELL";
    FailIncomplete(table, "this table has no rows",
                   "add lines `row " + cells + " gives VALUE`, with a cell for each input");
  }
  if (table.across && table.columns.empty()) {
    FailIncomplete(table,
                   "this table goes across `" + table.across->text + "`, but has no `columns`",
                   "add a line `columns` with one cell for each column");
  }
  if (!builder.is_incomplete()) {
    CheckValues(table, builder.answers);
  }
  KeepAnswer(table, builder);
  std::vector<ast::Expr*> values;
  for (TableRow& row : table.rows) {
    for (ExprPtr& value : row.values) values.push_back(value.get());
  }
  SettleWords(values, table.type, table);
  return table;
}

}  // namespace mgl
