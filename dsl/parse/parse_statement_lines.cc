// Building what the guideline says: ranges, thresholds, ambiguities, diets, rules, rechecks.
#include "dsl/parse/parse_lines.h"
#include "dsl/parse/parse_rule_habits.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

using ast::Ambiguity;
using ast::Diet;
using ast::Range;
using ast::Recheck;
using ast::Rule;
using ast::Threshold;

constexpr LineRow<Range> kRangeLines[] = {
    {"line", Times::kMany,
     [](auto& range, auto& line, auto& b) {
       ast::RangeLine added;
       added.interval = b.TakeSpan(line);
       added.span = added.interval.span;
       if (line.TakeWord("when")) {
         added.when = b.TakeExpression(line);
         added.span.end = added.when->span.end;
       }
       range.lines.push_back(std::move(added));
     }},
};

constexpr LineRow<Threshold> kThresholdLines[] = {
    {"line", Times::kMany,
     [](auto& threshold, auto& line, auto& b) {
       ast::ThresholdLine added = b.TakeBound(line);
       if (line.TakeWord("when")) added.when = b.TakeExpression(line);
       threshold.lines.push_back(std::move(added));
     }},
};

void TakeReading(Ambiguity& ambiguity, NodeReader& line, NodeBuilder& builder) {
  ast::Reading reading;
  reading.span.begin = line.span().begin;
  reading.name = builder.TakeName(line);
  reading.title = builder.TakeTitle(line);
  line.TakeWord("as");
  reading.span.end = line.span().end;
  reading.as = builder.TakeExpression(line);
  while (!line.done()) {
    reading.span.end = line.span().end;
    builder.TakeProvenance(line.Enter(), reading.provenance);
  }
  ambiguity.readings.push_back(std::move(reading));
}

constexpr LineRow<Ambiguity> kAmbiguityLines[] = {
    {"reading", Times::kMany, TakeReading},
    {"adopt", Times::kOnce,
     [](auto& ambiguity, auto& line, auto& b) {
       ambiguity.adopted = b.TakeName(line);
       if (line.TakeWord("because")) ambiguity.because = b.TakeText(line);
     }},
};

ast::Portion TakePortion(NodeReader parts, NodeBuilder& builder) {
  ast::Portion portion;
  portion.amount = builder.TakeSpan(parts);
  if (!parts.done()) portion.preparation = builder.TakeName(parts);
  return portion;
}

void TakeFood(Diet& diet, NodeReader& line, NodeBuilder& builder) {
  ast::Food food;
  food.span.begin = line.span().begin;
  food.name = builder.TakeName(line);
  food.title = builder.TakeTitle(line);
  do {
    food.span.end = line.span().end;
    food.alternatives.push_back(TakePortion(line.Enter(), builder));
  } while (line.TakeWord("or"));
  if (line.TakeWord("of")) {
    food.span.end = line.span().end;
    food.serving = TakePortion(line.Enter(), builder);
  }
  diet.foods.push_back(std::move(food));
}

constexpr LineRow<Diet> kDietLines[] = {{"food", Times::kMany, TakeFood}};

ast::ActionVerb VerbOf(std::string_view word) {
  if (word == "give") return ast::ActionVerb::kGive;
  if (word == "consider") return ast::ActionVerb::kConsider;
  if (word == "stop") return ast::ActionVerb::kStop;
  if (word == "avoid") return ast::ActionVerb::kAvoid;
  if (word == "order") return ast::ActionVerb::kOrder;
  if (word == "advise") return ast::ActionVerb::kAdvise;
  return word == "refer" ? ast::ActionVerb::kRefer : ast::ActionVerb::kNote;
}

void TakeActions(Rule& rule, NodeReader& line, NodeBuilder& builder) {
  while (!line.done()) {
    if (line.TakeWord("and")) continue;
    ast::Action action;
    action.span = line.span();
    NodeReader parts = line.Enter();
    action.verb = VerbOf(parts.text());
    parts.Skip();
    if (parts.Is(SyntaxKind::kText)) {
      action.text = builder.TakeText(parts);
    } else {
      action.target = builder.TakeName(parts);
    }
    rule.actions.push_back(std::move(action));
  }
}

ast::Name TakeGrade(NodeReader& line, NodeBuilder& builder) {
  ast::Text grade = builder.TakeText(line);
  return {std::move(grade.text), grade.span};
}

void TakeUrgency(Rule& rule, NodeReader& line, NodeBuilder& builder) {
  rule.urgency = builder.TakeName(line);
  const std::string& word = rule.urgency->text;
  if (word == "now" || word == "today" || word == "routine") return;
  std::string nearest = Nearest(word, {"now", "today", "routine"});
  if (nearest.empty() && !IsLevel(word)) nearest = UrgencyMeant(word);
  Fail(DiagnosticKind::kUnexpectedText, rule.urgency->span,
       "expected now, today or routine after `urgency`, found `" + word + "`",
       nearest.empty() ? "write `urgency now`, `urgency today` or `urgency routine`"
                       : "did you mean `" + nearest + "`?");
}

constexpr LineRow<Rule> kRuleLines[] = {
    {"when", Times::kMany,
     [](auto& r, auto& line, auto& b) {
       r.when = b.Join(ast::ExprKind::kAnd, std::move(r.when), b.TakeExpression(line));
     }},
    {"unless", Times::kMany,
     [](auto& r, auto& line, auto& b) {
       r.unless = b.Join(ast::ExprKind::kOr, std::move(r.unless), b.TakeExpression(line));
     }},
    {"then", Times::kMany, TakeActions},
    {"urgency", Times::kOnce, TakeUrgency},
    {"strength", Times::kOnce,
     [](auto& r, auto& line, auto& b) { r.strength = TakeGrade(line, b); }},
    {"certainty", Times::kOnce,
     [](auto& r, auto& line, auto& b) { r.certainty = TakeGrade(line, b); }},
    {"because", Times::kOnce, [](auto& r, auto& line, auto& b) { r.because = b.TakeText(line); }},
    {"overrides", Times::kMany,
     [](auto& r, auto& line, auto& b) {
       for (ast::Name& name : b.TakeNames(line)) r.overrides.push_back(std::move(name));
     }},
};

void TakeAnchors(Recheck& recheck, NodeReader& line, NodeBuilder& builder) {
  for (ast::Name& name : builder.TakeNames(line)) {
    ast::ExprPtr anchor = builder.NewExpr(ast::ExprKind::kName, name.span);
    anchor->name = std::move(name);
    recheck.anchors.push_back(std::move(anchor));
  }
}

void TakeInAfter(Recheck& recheck, NodeReader& line, NodeBuilder& builder) {
  recheck.in = builder.TakeSpan(line);
  line.TakeWord("after");
  if (line.TakeWord("latest")) line.TakeWord("of");
  TakeAnchors(recheck, line, builder);
}

void TakeEvery(Recheck& recheck, NodeReader& line, NodeBuilder& builder) {
  recheck.every = builder.TakeQuantity(line);
  line.TakeWord("from");
  TakeAnchors(recheck, line, builder);
}

constexpr LineRow<Recheck> kRecheckLines[] = {
    {"when", Times::kMany,
     [](auto& r, auto& line, auto& b) {
       r.when = b.Join(ast::ExprKind::kAnd, std::move(r.when), b.TakeExpression(line));
     }},
    {"in", Times::kOnce, TakeInAfter},
    {"every", Times::kOnce, TakeEvery},
    {"within", Times::kOnce, [](auto& r, auto& line, auto& b) { r.within = b.TakeQuantity(line); }},
    {"for", Times::kOnce, [](auto& r, auto& line, auto& b) { r.lasts = b.TakeQuantity(line); }},
};

}  // namespace

ast::Range BuildRange(NodeReader& reader, NodeBuilder& builder) {
  auto range = BuildNamed<Range>(reader, builder);
  reader.TakeWord("of");
  range.of = builder.TakeNamed(reader);
  BuildLines(range, reader, builder, kRangeLines);
  if (range.lines.empty()) {
    FailIncomplete(range, "this range has no `line`",
                   "add a line with its bounds, such as `line 1.8 to 2.5 mg/dL`");
  }
  return range;
}

ast::Threshold BuildThreshold(NodeReader& reader, NodeBuilder& builder) {
  auto threshold = BuildNamed<Threshold>(reader, builder);
  reader.TakeWord("of");
  threshold.of = builder.TakeNamed(reader);
  if (reader.Is(SyntaxKind::kBound)) threshold.lines.push_back(builder.TakeBound(reader));
  BuildLines(threshold, reader, builder, kThresholdLines);
  if (threshold.lines.empty()) {
    FailIncomplete(threshold, "this threshold has no bound",
                   "add a line for each unit, such as `line below 1.2 mg/dL`");
  }
  return threshold;
}

ast::Ambiguity BuildAmbiguity(NodeReader& reader, NodeBuilder& builder) {
  auto ambiguity = BuildNamed<Ambiguity>(reader, builder);
  BuildLines(ambiguity, reader, builder, kAmbiguityLines);
  if (ambiguity.readings.size() < 2) {
    FailIncomplete(ambiguity, "an ambiguity has at least two readings",
                   "add a line `reading NAME as EXPRESSION` for each way to read the source");
  }
  return ambiguity;
}

ast::Diet BuildDiet(NodeReader& reader, NodeBuilder& builder) {
  auto diet = BuildNamed<Diet>(reader, builder);
  BuildLines(diet, reader, builder, kDietLines);
  return diet;
}

ast::Rule BuildRule(NodeReader& reader, NodeBuilder& builder) {
  auto rule = BuildNamed<Rule>(reader, builder);
  BuildLines(rule, reader, builder, kRuleLines);
  if (builder.is_incomplete()) return rule;
  if (!rule.when) {
    FailIncomplete(rule, "this rule has no `when`", "add a line `when` with its condition");
  }
  if (rule.actions.empty()) {
    FailIncomplete(rule, "this rule has no `then`", "add a line `then` with its action");
  }
  return rule;
}

ast::Recheck BuildRecheck(NodeReader& reader, NodeBuilder& builder) {
  auto recheck = BuildNamed<Recheck>(reader, builder);
  reader.TakeWord("of");
  recheck.fact = builder.TakeName(reader);
  BuildLines(recheck, reader, builder, kRecheckLines);
  if (!recheck.in && !recheck.every && !builder.is_incomplete()) {
    FailIncomplete(recheck, "this recheck does not say when the test is due",
                   "add `in 1 to 2 weeks after DATE` or `every 3 months from DATE`");
  }
  if (recheck.in && recheck.every) {
    FailIncomplete(recheck, "this recheck has both `in` and `every`",
                   "keep one of them, or make two rechecks");
  }
  return recheck;
}

}  // namespace mgl
