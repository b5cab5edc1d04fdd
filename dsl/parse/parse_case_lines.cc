// Building properties, what is silent, left out or accepted, and examples.
#include "dsl/parse/parse_lines.h"

namespace mgl {
namespace {

using ast::Example;
using ast::Expectation;

constexpr LineRow<ast::Property> kPropertyLines[] = {
    {"", Times::kOnce, [](auto&, auto&, auto&) {}},
};
constexpr LineRow<ast::Accept> kAcceptLines[] = {
    {"", Times::kOnce, [](auto&, auto&, auto&) {}},
};
constexpr LineRow<ast::Silent> kSilentLines[] = {
    {"because", Times::kOnce, [](auto& s, auto& line, auto& b) { s.because = b.TakeText(line); }},
};
constexpr LineRow<ast::LeftOut> kLeftOutLines[] = {
    {"because", Times::kOnce, [](auto& l, auto& line, auto& b) { l.because = b.TakeText(line); }},
};

void TakeGivens(Example& example, NodeReader& line, NodeBuilder& builder) {
  do {
    NodeReader parts = line.Enter();
    ast::Given given;
    given.fact = builder.TakeName(parts);
    given.value = builder.TakeLiteral(parts);
    if (parts.TakeWord("on")) given.on = builder.TakeDate(parts);
    example.givens.push_back(std::move(given));
  } while (line.Take(SyntaxKind::kComma));
}

void TakeReadings(Example& example, NodeReader& line, NodeBuilder& builder) {
  do {
    ast::Name ambiguity = builder.TakeName(line);
    example.readings.emplace_back(std::move(ambiguity), builder.TakeName(line));
  } while (line.Take(SyntaxKind::kComma));
}

ast::Literal ScopeWord(NodeReader& reader, NodeBuilder& builder) {
  ast::Literal literal;
  literal.span = reader.span();
  if (reader.IsWord("unknown")) literal.kind = ast::Literal::Kind::kUnknown;
  literal.word = builder.TakeName(reader);
  return literal;
}

Expectation TakeExpectation(NodeReader parts, Span span, NodeBuilder& builder) {
  Expectation expectation;
  expectation.span = span;
  if (parts.TakeWord("scope")) {
    expectation.kind = Expectation::Kind::kScope;
    expectation.values.push_back(ScopeWord(parts, builder));
    return expectation;
  }
  if (parts.TakeWord("ask")) {
    expectation.kind = Expectation::Kind::kAsk;
    expectation.target = builder.TakeName(parts);
    return expectation;
  }
  expectation.target = builder.TakeName(parts);
  if (parts.TakeWord("could")) {
    expectation.kind = Expectation::Kind::kCouldBe;
    parts.TakeWord("be");
  }
  do {
    expectation.values.push_back(builder.TakeLiteral(parts));
  } while (parts.Take(SyntaxKind::kComma));
  return expectation;
}

void TakeExpectations(Example& example, NodeReader& line, NodeBuilder& builder) {
  do {
    const Span span = line.span();
    example.expectations.push_back(TakeExpectation(line.Enter(), span, builder));
  } while (line.Take(SyntaxKind::kComma));
}

void TakeConfirmation(Example& example, NodeReader& line, NodeBuilder& builder) {
  ast::Confirmation confirmation;
  line.TakeWord("by");
  confirmation.by = builder.TakeText(line);
  line.TakeWord("on");
  confirmation.on = builder.TakeDate(line);
  example.confirmations.push_back(std::move(confirmation));
}

constexpr LineRow<Example> kExampleLines[] = {
    {"like", Times::kOnce, [](auto& e, auto& line, auto& b) { e.like = b.TakeText(line); }},
    {"as", Times::kOnce,
     [](auto& e, auto& line, auto& b) { line.TakeWord("of"), e.as_of = b.TakeDate(line); }},
    {"given", Times::kMany, TakeGivens},
    {"reading", Times::kMany, TakeReadings},
    {"expect", Times::kMany, TakeExpectations},
    {"confirmed", Times::kMany, TakeConfirmation},
};

}  // namespace

ast::Property BuildProperty(NodeReader& reader, NodeBuilder& builder) {
  ast::Property property;
  property.always = reader.IsWord("always");
  reader.Skip();
  property.title = builder.TakeTitle(reader);
  property.condition = builder.TakeExpression(reader);
  BuildLines(property, reader, builder, kPropertyLines);
  return property;
}

ast::Silent BuildSilent(NodeReader& reader, NodeBuilder& builder) {
  ast::Silent silent;
  reader.Skip();
  silent.title = builder.TakeTitle(reader);
  BuildLines(silent, reader, builder, kSilentLines);
  return silent;
}

ast::LeftOut BuildLeftOut(NodeReader& reader, NodeBuilder& builder) {
  ast::LeftOut left_out;
  reader.Skip();
  left_out.title = builder.TakeTitle(reader);
  BuildLines(left_out, reader, builder, kLeftOutLines);
  return left_out;
}

ast::Accept BuildAccept(NodeReader& reader, NodeBuilder& builder) {
  ast::Accept accept;
  accept.name = builder.TakeName(reader);
  if (!reader.IsWord("because")) accept.of = builder.TakeChoice(reader);
  reader.TakeWord("because");
  accept.because = builder.TakeReason(reader);
  BuildLines(accept, reader, builder, kAcceptLines);
  return accept;
}

ast::Example BuildExample(NodeReader& reader, NodeBuilder& builder) {
  ast::Example example;
  example.title = builder.TakeTitle(reader);
  BuildLines(example, reader, builder, kExampleLines);
  return example;
}

}  // namespace mgl
