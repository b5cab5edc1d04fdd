// Building what describes the document: guideline, source, reference, substance, fact.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "dsl/parse/parse_lines.h"
#include "dsl/parse/parse_values.h"
#include "dsl/parse/written_date.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using ast::Fact;
using ast::Guideline;
using ast::Reference;
using ast::Source;
using ast::Substance;

void TakeValidity(Guideline& guideline, NodeReader& line, NodeBuilder& builder) {
  while (!line.done()) {
    const bool from = line.IsWord("from");
    line.Skip();
    (from ? guideline.valid_from : guideline.valid_until) = builder.TakeDate(line);
  }
}

void TakeApproval(Guideline& guideline, NodeReader& line, NodeBuilder& builder) {
  ast::Approval approval;
  line.TakeWord("by");
  approval.by = builder.TakeText(line);
  line.TakeWord("on");
  approval.on = builder.TakeDate(line);
  line.TakeWord("for");
  approval.hash = builder.TakeText(line);
  guideline.approvals.push_back(std::move(approval));
}

/// `GRADE`; `"Our own" with (a, b, c)`.
void TakeGrading(Guideline& guideline, NodeReader& line, NodeBuilder& builder) {
  ast::Text text = builder.TakeText(line);
  guideline.grading = ast::Name{std::move(text.text), text.span};
  while (!line.done()) {
    const bool is_grade = line.Is(SyntaxKind::kText) || line.Is(SyntaxKind::kName);
    if (is_grade) {
      guideline.grades.push_back(builder.TakeText(line));
    } else {
      line.Skip();
    }
  }
}

constexpr LineRow<Guideline> kGuidelineLines[] = {
    {"language", Times::kOnce,
     [](auto& g, auto& line, auto& b) { line.TakeWord("mgl"), g.language = b.TakeNumber(line); }},
    {"version", Times::kOnce, [](auto& g, auto& line, auto& b) { g.version = b.TakeText(line); }},
    {"status", Times::kOnce, [](auto& g, auto& line, auto& b) { g.status = b.TakeName(line); }},
    {"intended", Times::kOnce,
     [](auto& g, auto& line, auto& b) { line.TakeWord("use"), g.intended_use = b.TakeText(line); }},
    {"not", Times::kOnce,
     [](auto& g, auto& line, auto& b) { line.TakeWord("for"), g.not_for = b.TakeText(line); }},
    {"population", Times::kOnce,
     [](auto& g, auto& line, auto& b) { g.population = b.TakeText(line); }},
    {"applies", Times::kOnce,
     [](auto& g, auto& line, auto& b) {
       line.TakeWord("when"), g.applies_when = b.TakeExpression(line);
     }},
    {"review", Times::kOnce,
     [](auto& g, auto& line, auto& b) { line.TakeWord("by"), g.review_by = b.TakeDate(line); }},
    {"valid", Times::kOnce, TakeValidity},
    {"author", Times::kMany,
     [](auto& g, auto& line, auto& b) { g.authors.push_back(b.TakeText(line)); }},
    {"encoder", Times::kMany,
     [](auto& g, auto& line, auto& b) { g.encoders.push_back(b.TakeText(line)); }},
    {"reviewer", Times::kMany,
     [](auto& g, auto& line, auto& b) { g.reviewers.push_back(b.TakeText(line)); }},
    {"approved", Times::kMany, TakeApproval},
    {"interests", Times::kOnce,
     [](auto& g, auto& line, auto& b) { g.interests = b.TakeText(line); }},
    {"funding", Times::kOnce, [](auto& g, auto& line, auto& b) { g.funding = b.TakeText(line); }},
    {"licence", Times::kOnce, [](auto& g, auto& line, auto& b) { g.licence = b.TakeText(line); }},
    {"replaces", Times::kOnce, [](auto& g, auto& line, auto& b) { g.replaces = b.TakeText(line); }},
    {"grading", Times::kOnce, TakeGrading},
    {"adapts", Times::kOnce,
     [](auto& g, auto& line, auto& b) {
       g.adapts = b.TakeText(line);
       line.TakeWord("at"), line.TakeWord("version");
       g.adapts_version = b.TakeText(line);
     }},
};

void TakeHash(Source& source, NodeReader& line, NodeBuilder& builder) {
  line.TakeWord("hash");
  source.hash = builder.TakeText(line);
}

/// A bare word is a day or a month; what else there is to say stands in quotes.
void TakeRetrieved(Source& source, NodeReader& line, NodeBuilder& builder) {
  const bool is_quoted = line.Is(SyntaxKind::kText);
  ast::Text text = builder.TakeText(line);
  const std::string& word = text.text;
  std::string form;  // 2026-03-01 -> 0000-00-00
  for (const char c : word) form += IsDigit(c) ? '0' : c;
  const bool is_date = form == "0000-00-00" || form == "0000-00" || form == "unknown";
  if (!is_quoted && !is_date) {
    const std::optional<WrittenDate> written = WrittenDateAt(word, 0);
    std::string help = HelpForDay("retrieved ", word);
    if (written && !written->readings.empty()) {
      help = fmt::format("write `retrieved {}`", fmt::join(written->readings, "` or `retrieved "));
    }
    Fail(DiagnosticKind::kMalformedDate, text.span, fmt::format("`{}` is no date", word),
         std::move(help));
  }
  source.retrieved = std::move(text);
}

void TakeYear(Reference& reference, NodeReader& line, NodeBuilder& builder) {
  constexpr int kFirstYear = 1000;
  reference.year = builder.TakeNumber(line);
  if (reference.year->value >= kFirstYear) return;
  Fail(DiagnosticKind::kMalformedDate, reference.year->span, "a year has four digits",
       "write it in full, such as `year 2014`");
}

constexpr LineRow<Source> kSourceLines[] = {
    {"kind", Times::kOnce, [](auto& s, auto& line, auto& b) { s.kind = b.TakeText(line); }},
    {"author", Times::kOnce, [](auto& s, auto& line, auto& b) { s.author = b.TakeText(line); }},
    {"edition", Times::kOnce, [](auto& s, auto& line, auto& b) { s.edition = b.TakeText(line); }},
    {"address", Times::kOnce, [](auto& s, auto& line, auto& b) { s.address = b.TakeText(line); }},
    {"retrieved", Times::kOnce, TakeRetrieved},
    {"content", Times::kOnce, TakeHash},
    {"hash", Times::kOnce, TakeHash},
};

constexpr LineRow<Reference> kReferenceLines[] = {
    {"year", Times::kOnce, TakeYear},
    {"address", Times::kOnce, [](auto& r, auto& line, auto& b) { r.address = b.TakeText(line); }},
    {"doi", Times::kOnce, [](auto& r, auto& line, auto& b) { r.doi = b.TakeText(line); }},
};

void TakeScale(Substance& substance, NodeReader& line, NodeBuilder& builder) {
  ast::Scale scale;
  scale.from = builder.TakeUnit(line);
  line.TakeWord("to");
  scale.to = builder.TakeUnit(line);
  line.TakeWord("by");
  scale.factor = builder.TakeNumber(line);
  const bool is_minus = line.IsWord("minus");
  if (is_minus || line.IsWord("plus")) {
    line.Skip();
    scale.offset = builder.TakeNumber(line);
    if (is_minus) scale.offset->value = -scale.offset->value;
  }
  const Span end = scale.offset ? scale.offset->span : scale.factor.span;
  scale.span = {scale.from.span.begin, end.end};
  substance.scales.push_back(std::move(scale));
}

constexpr LineRow<Substance> kSubstanceLines[] = {
    {"molar", Times::kOnce,
     [](auto& s, auto& line, auto& b) {
       line.TakeWord("mass"), s.molar_mass = b.TakeQuantity(line);
     }},
    {"valence", Times::kOnce, [](auto& s, auto& line, auto& b) { s.valence = b.TakeNumber(line); }},
    {"scale", Times::kMany, TakeScale},
};

void TakeFactType(Fact& fact, NodeReader& reader, NodeBuilder& builder) {
  if (reader.TakeWord("in")) {
    fact.type = ast::FactType::kQuantity;
    fact.whole = reader.TakeWord("whole");
    fact.unit = builder.TakeUnit(reader);
    return;
  }
  reader.TakeWord("is");
  if (reader.TakeWord("yes/no")) return;
  if (reader.TakeWord("date")) {
    fact.type = ast::FactType::kDate;
    return;
  }
  if (reader.TakeWord("number")) {
    fact.type = ast::FactType::kNumber;
    return;
  }
  fact.type = ast::FactType::kChoice;
  TakeChoices(reader, fact, builder);
}

/// `written "K/uL", "thou/mm3"`.
void TakeWritten(NodeReader& line, NodeBuilder& builder, std::vector<ast::Text>& to) {
  if (!line.TakeWord("written")) return;
  do {
    to.push_back(builder.TakeText(line));
  } while (line.Take(SyntaxKind::kComma));
}

void TakeCode(Fact& fact, NodeReader& line, NodeBuilder& builder) {
  ast::FactCode code;
  code.system = builder.TakeName(line);
  code.code = builder.TakeText(line);
  code.span = {code.system.span.begin, code.code.span.end};
  if (line.TakeWord("in")) {
    code.unit = builder.TakeUnit(line);
    code.span.end = code.unit->span.end;
  }
  TakeWritten(line, builder, code.written);
  fact.codes.push_back(std::move(code));
}

constexpr LineRow<Fact> kFactLines[] = {
    {"means", Times::kOnce, [](auto& f, auto& line, auto& b) { f.means = b.TakeText(line); }},
    {"plausible", Times::kOnce,
     [](auto& f, auto& line, auto& b) { f.plausible = b.TakeSpan(line); }},
    {"code", Times::kMany, TakeCode},
    {"written", Times::kOnce,
     [](auto& f, auto& line, auto& b) {
       do {
         f.written.push_back(b.TakeText(line));
       } while (line.Take(SyntaxKind::kComma));
     }},
    {"ask", Times::kOnce, [](auto& f, auto& line, auto& b) { f.ask = b.TakeText(line); }},
    {"unless", Times::kOnce,
     [](auto& f, auto& line, auto& b) {
       line.TakeWord("stated"), line.Take(SyntaxKind::kComma);
       f.unless_stated = b.TakeLiteral(line);
     }},
    {"in", Times::kOnce,
     [](auto& f, auto& line, auto& b) {
       line.TakeWord("steps"), line.TakeWord("of");
       f.step = b.TakeQuantity(line);
     }},
    {"suspect", Times::kMany,
     [](auto& f, auto& line, auto& b) {
       line.TakeWord("when");
       f.suspect_when.push_back(b.TakeExpression(line));
     }},
};

}  // namespace

ast::Guideline BuildGuideline(NodeReader& reader, NodeBuilder& builder) {
  auto guideline = BuildNamed<ast::Guideline>(reader, builder);
  BuildLines(guideline, reader, builder, kGuidelineLines);
  return guideline;
}

ast::Source BuildSource(NodeReader& reader, NodeBuilder& builder) {
  ast::Source source;
  source.title = builder.TakeTitle(reader);
  BuildLines(source, reader, builder, kSourceLines);
  return source;
}

ast::Reference BuildReference(NodeReader& reader, NodeBuilder& builder) {
  auto reference = BuildNamed<ast::Reference>(reader, builder);
  BuildLines(reference, reader, builder, kReferenceLines);
  return reference;
}

ast::Substance BuildSubstance(NodeReader& reader, NodeBuilder& builder) {
  auto substance = BuildNamed<ast::Substance>(reader, builder);
  BuildLines(substance, reader, builder, kSubstanceLines);
  return substance;
}

ast::Fact BuildFact(NodeReader& reader, NodeBuilder& builder) {
  auto fact = BuildNamed<ast::Fact>(reader, builder);
  TakeFactType(fact, reader, builder);
  BuildLines(fact, reader, builder, kFactLines);
  return fact;
}

}  // namespace mgl
