// Building scores: items with their points.
#include <string>
#include <utility>

#include "dsl/parse/parse_lines.h"
#include "dsl/parse/parse_values.h"

namespace mgl {
namespace {

using ast::Score;
using ast::ScoreItem;

void TakePoints(ScoreItem& item, NodeReader line, NodeBuilder& builder) {
  line.TakeWord("points");
  const Span span = line.Rest();
  const bool by_name = line.Is(SyntaxKind::kKeyword);
  const ast::Expr* named = item.from ? item.from.get() : item.of.get();
  if (named != nullptr || (by_name && !item.lines.empty())) {
    const Span first = named != nullptr ? named->span : item.lines.front().span;
    Fail(DiagnosticKind::kRepeatedClause, span,
         "an item with `points from` or `points of` has no other points",
         "keep one of the two, or begin another `item`", {{first, "the first points"}});
  }
  if (line.TakeWord("from")) {
    item.from = builder.TakeNamed(line);
    return;
  }
  if (line.TakeWord("of")) {
    item.of = builder.TakeNamed(line);
    return;
  }
  ast::PointsLine points;
  points.span = span;
  points.points = builder.TakeNumber(line);
  if (line.TakeWord("when")) points.when = builder.TakeExpression(line);
  if (!item.lines.empty() && !item.lines.back().when) {
    FailAfterOtherwise(span, !points.when, item.lines.back().span);
  }
  item.lines.push_back(std::move(points));
}

void TakeItem(Score& score, NodeReader& line, NodeBuilder& builder) {
  ScoreItem item;
  item.span = line.Rest();
  item.keyword = item.span;
  if (line.Is(SyntaxKind::kName)) item.name = builder.TakeName(line);
  const Span titled = line.span();
  item.title = builder.TakeText(line);
  while (!line.done()) TakePoints(item, line.Enter(), builder);
  if (item.lines.empty() && !item.from && !item.of) {
    Fail(DiagnosticKind::kMissingClause, titled, "this item has no points",
         "add lines such as `points 1 when …`");
  }
  score.items.push_back(std::move(item));
}

void TakeBound(Score& score, NodeReader& line, NodeBuilder& builder) {
  const bool least = line.IsWord("least");
  line.Skip();
  std::optional<ast::Number>& bound = least ? score.at_least : score.at_most;
  if (bound) {
    Fail(DiagnosticKind::kRepeatedClause, line.span(),
         std::string("`at ") + (least ? "least" : "most") + "` stands twice in this score",
         "keep one of the two lines", {{bound->span, "the first one"}});
  }
  bound = builder.TakeNumber(line);
}

constexpr LineRow<Score> kScoreLines[] = {
    {"item", Times::kMany, TakeItem},
    {"at", Times::kMany, TakeBound},
};

}  // namespace

ast::Score BuildScore(NodeReader& reader, NodeBuilder& builder) {
  auto score = BuildNamed<Score>(reader, builder);
  BuildLines(score, reader, builder, kScoreLines);
  if (score.items.empty()) {
    FailIncomplete(score, "this score has no items",
                   "add lines `item \"…\"`, each with its `points`");
  }
  if (score.at_least && score.at_most && score.at_least->value > score.at_most->value) {
    Fail(DiagnosticKind::kUnexpectedText, score.at_most->span,
         "the most points are fewer than the least", "exchange the two numbers",
         {{score.at_least->span, "the least"}});
  }
  return score;
}

}  // namespace mgl
