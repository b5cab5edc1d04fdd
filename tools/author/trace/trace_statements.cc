// What a declaration is called, how it stands to the source, and who expects it.
#include "tools/author/trace/trace_statements.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "dsl/assemble/assemble.h"
#include "dsl/ast/ast.h"
#include "dsl/name_files.h"
#include "dsl/resolve/statements.h"
#include "engine/text/plain_text.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

std::string_view ViewOf(const std::optional<ast::Text>& text) {
  return text ? std::string_view(text->text) : std::string_view();
}

std::string TextOf(const std::optional<ast::Text>& text) { return std::string(ViewOf(text)); }

/// What differs from kind to kind.
struct KindOfStatement {
  std::string_view keyword;
  std::string because;
  bool is_outcome = false;
  bool only_with_source = false;  // no statement, unless it says where it comes from
  std::string name{};             // of a declaration that has none: what it is about
};

std::string JoinedNames(const std::vector<ast::Name>& names) {
  std::string joined;
  for (const ast::Name& name : names) joined += (joined.empty() ? "" : ", ") + name.text;
  return joined;
}

struct DescribeKind {
  using Kind = KindOfStatement;

  Kind operator()(const ast::Guideline&) const { return {"guideline", "", false, true}; }
  Kind operator()(const ast::Source&) const { return {"source", "", false, true}; }
  Kind operator()(const ast::Reference&) const { return {"reference", "", false, true}; }
  Kind operator()(const ast::Substance&) const { return {"substance", ""}; }
  Kind operator()(const ast::Fact&) const { return {"fact", ""}; }
  Kind operator()(const ast::Range&) const { return {"range", ""}; }
  Kind operator()(const ast::Threshold&) const { return {"threshold", ""}; }
  Kind operator()(const ast::Define& define) const {
    return {define.is_result ? "result" : "define", "", define.is_result};
  }
  Kind operator()(const ast::Ambiguity& ambiguity) const {
    return {"ambiguity", TextOf(ambiguity.because)};
  }
  Kind operator()(const ast::Table&) const { return {"table", "", true}; }
  Kind operator()(const ast::Score&) const { return {"score", "", true}; }
  Kind operator()(const ast::Contraindication& contraindication) const {
    return {contraindication.blocks ? "contraindication" : "caution",
            TextOf(contraindication.because), false, false,
            JoinedNames(contraindication.treatments)};
  }
  Kind operator()(const ast::Exclusive& exclusive) const {
    return {"exclusive", TextOf(exclusive.because), false, false,
            JoinedNames(exclusive.treatments)};
  }
  Kind operator()(const ast::Apart& apart) const {
    return {"apart", TextOf(apart.because), false, false, JoinedNames(apart.treatments)};
  }
  Kind operator()(const ast::Medication& medication) const {
    return {"medication", TextOf(medication.basis_because)};
  }
  Kind operator()(const ast::Diet&) const { return {"diet", ""}; }
  Kind operator()(const ast::Rule& rule) const { return {"rule", TextOf(rule.because), true}; }
  Kind operator()(const ast::Recheck&) const { return {"recheck", "", true}; }
  Kind operator()(const ast::Property& property) const {
    return {property.always ? "must always" : "must never", ""};
  }
  Kind operator()(const ast::Silent& silent) const { return {"silent on", TextOf(silent.because)}; }
  Kind operator()(const ast::LeftOut& left_out) const {
    return {"left out", TextOf(left_out.because)};
  }
  Kind operator()(const ast::Accept& accept) const {
    return {"accept", TextOf(accept.because), false, true};
  }
  // Not in a text that was put together.
  Kind operator()(const ast::Use&) const { return {"use", "", false, true}; }
  Kind operator()(const ast::Change&) const { return {"change", "", false, true}; }
  Kind operator()(const ast::Withdraw&) const { return {"withdraw", "", false, true}; }
  Kind operator()(const ast::Example&) const { return {"example", "", false, true}; }
};

Standing StandingOf(const ast::Provenance& provenance) {
  if (provenance.assumed) return Standing::kAssumed;
  if (provenance.interpreted) return Standing::kInterpreted;
  return HasSource(provenance) ? Standing::kQuoted : Standing::kAdded;
}

Standing StandingOf(const ast::Declaration& declaration) {
  if (std::holds_alternative<ast::Silent>(declaration)) return Standing::kSilent;
  if (std::holds_alternative<ast::LeftOut>(declaration)) return Standing::kLeftOut;
  const ast::Provenance& provenance = ast::Base(declaration).provenance;
  if (HasSource(provenance)) return StandingOf(provenance);
  if (std::holds_alternative<ast::Fact>(declaration)) return Standing::kInput;
  const auto* ambiguity = std::get_if<ast::Ambiguity>(&declaration);
  const bool has_readings_with_source =
      ambiguity != nullptr &&
      std::ranges::any_of(ambiguity->readings, [](const ast::Reading& reading) {
        return HasSource(reading.provenance);
      });
  return has_readings_with_source ? Standing::kInterpreted : Standing::kAdded;
}

std::vector<TracedPlace> PlacesOf(const ast::Provenance& provenance) {
  std::vector<TracedPlace> places;
  for (const ast::Place& place : provenance.places) {
    places.push_back({place.section, place.line, place.last_line, place.span});
  }
  return places;
}

/// Titles of examples, each once, by what they expect and by `AMBIGUITY=READING`.
class ExampleIndex {
 public:
  explicit ExampleIndex(const std::vector<const ast::Example*>& examples) {
    for (const ast::Example* example : examples) {
      for (const ast::Expectation& expectation : example->expectations) {
        Add(expectation.target.text, *example);
      }
      for (const auto& [ambiguity, reading] : example->readings) {
        Add(ambiguity.text + "=" + reading.text, *example);
      }
    }
  }

  std::vector<std::string_view> Find(const std::string& name) const {
    std::vector<std::string_view> titles;
    const auto found = by_name_.find(name);
    if (found == by_name_.end() || name.empty()) return titles;
    for (const ast::Example* example : found->second) titles.push_back(ViewOf(example->title));
    return titles;
  }

 private:
  void Add(const std::string& name, const ast::Example& example) {
    std::vector<const ast::Example*>& examples = by_name_[name];
    if (examples.empty() || examples.back() != &example) examples.push_back(&example);
  }

  std::map<std::string, std::vector<const ast::Example*>> by_name_;
};

class StatementTracer {
 public:
  explicit StatementTracer(const CompiledGuideline& compiled)
      : source_(compiled.text.source),
        assembly_(compiled.text.assembly.get()),
        examples_(compiled.text.names.examples) {
    for (const ast::Reference* reference : compiled.text.names.references) {
      references_.emplace(reference->name.text, reference);
    }
  }

  void Add(const ast::Declaration& declaration) {
    const ast::DeclarationBase& base = ast::Base(declaration);
    KindOfStatement kind = std::visit(DescribeKind{}, declaration);
    if (kind.only_with_source && !HasSource(base.provenance)) return;
    TracedStatement statement;
    statement.keyword = kind.keyword;
    statement.name = base.name.text.empty() ? kind.name : base.name.text;
    statement.title = TextOf(base.title);
    statement.file = source_.PathAt(base.keyword.begin);
    statement.line = LineOf(base.keyword);
    if (assembly_ != nullptr && !base.name.text.empty()) {
      statement.changed = ChangesOf(*assembly_, base.name.text);
    }
    statement.standing = StandingOf(declaration);
    statement.because = std::move(kind.because);
    statement.is_outcome = kind.is_outcome;
    SetProvenance(base.provenance, statement);
    // The names of references and substances are not those that examples expect.
    const bool can_be_expected =
        !kind.only_with_source && !std::holds_alternative<ast::Substance>(declaration);
    if (can_be_expected) statement.examples = examples_.Find(base.name.text);
    const auto* medication = std::get_if<ast::Medication>(&declaration);
    if (medication != nullptr && medication->basis) {
      statement.says = "basis " + medication->basis->text;
    }
    const auto* ambiguity = std::get_if<ast::Ambiguity>(&declaration);
    if (ambiguity == nullptr) {
      statements.push_back(std::move(statement));
    } else {
      AddAmbiguity(*ambiguity, std::move(statement));
    }
  }

  std::vector<TracedStatement> statements;

 private:
  int LineOf(Span span) const { return source_.PositionOf(span.begin).line; }

  void SetProvenance(const ast::Provenance& provenance, TracedStatement& statement) const {
    statement.places = PlacesOf(provenance);
    statement.assumed = TextOf(provenance.assumed);
    statement.interpreted = TextOf(provenance.interpreted);
    for (const ast::Citation& citation : provenance.citations) {
      const ast::Reference& reference = *references_.at(citation.key.text);
      statement.citations.push_back({citation.key.text, ViewOf(reference.title),
                                     reference.year ? FormatDecimal(reference.year->value) : "",
                                     ViewOf(reference.doi), ViewOf(reference.address)});
    }
  }

  void AddAmbiguity(const ast::Ambiguity& ambiguity, TracedStatement statement) {
    if (ambiguity.adopted) statement.adopted_reading = ambiguity.adopted->text;
    const bool has_places = !statement.places.empty();
    std::vector<TracedStatement> readings;
    std::set<std::tuple<std::string, int, int>> seen;
    for (const ast::Reading& reading : ambiguity.readings) {
      TracedStatement traced;
      traced.keyword = "reading";
      traced.name = ambiguity.name.text + "=" + reading.name.text;
      traced.title = TextOf(reading.title);
      traced.file = source_.PathAt(reading.name.span.begin);
      traced.line = LineOf(reading.name.span);
      traced.standing = StandingOf(reading.provenance);
      SetProvenance(reading.provenance, traced);
      traced.examples = examples_.Find(traced.name);
      if (reading.as) traced.says = OnOneLine(source_.Text(reading.as->span));
      traced.adopted = reading.name.text == statement.adopted_reading;
      statement.readings.push_back(reading.name.text);
      for (const TracedPlace& place : traced.places) {
        const bool is_new = seen.emplace(place.section, place.first_line, place.last_line).second;
        if (!has_places && is_new) statement.places.push_back(place);
      }
      readings.push_back(std::move(traced));
    }
    statements.push_back(std::move(statement));
    std::ranges::move(readings, std::back_inserter(statements));
  }

  const SourceFile& source_;
  const Assembly* assembly_;
  ExampleIndex examples_;
  std::map<std::string_view, const ast::Reference*> references_;
};

using TitledTexts = std::vector<std::pair<std::string, std::string>>;

void AddText(std::string_view title, const std::optional<ast::Text>& text, TitledTexts& texts) {
  if (text && !text->text.empty()) texts.emplace_back(title, text->text);
}

}  // namespace

std::vector<TracedStatement> TraceStatements(const CompiledGuideline& compiled) {
  StatementTracer tracer(compiled);
  for (const ast::Declaration& declaration : compiled.text.file->declarations) {
    tracer.Add(declaration);
  }
  return std::move(tracer.statements);
}

TraceHeader MakeTraceHeader(const CompiledGuideline& compiled) {
  TraceHeader made;
  made.guideline = compiled.guideline.header;
  if (const ast::Source* source = compiled.text.names.source; source != nullptr) {
    AddText("title", source->title, made.source);
    AddText("kind", source->kind, made.source);
    AddText("author", source->author, made.source);
    AddText("edition", source->edition, made.source);
    AddText("address", source->address, made.source);
    AddText("retrieved", source->retrieved, made.source);
    AddText("content hash", source->hash, made.source);
  }
  const ast::Guideline& guideline = *compiled.text.names.guideline;
  const auto add_people = [&](std::string_view role, const std::vector<ast::Text>& people) {
    for (const ast::Text& person : people) made.people.emplace_back(role, person.text);
  };
  add_people("author", guideline.authors);
  add_people("encoder", guideline.encoders);
  add_people("reviewer", guideline.reviewers);
  for (const ast::Approval& approval : guideline.approvals) {
    const bool is_current =
        EqualsIgnoringCase(approval.hash.text, compiled.guideline.header.content_hash);
    made.approvals.push_back(
        {approval.by.text, FormatDay(approval.on.day), approval.hash.text, is_current});
  }
  return made;
}

}  // namespace mgl
