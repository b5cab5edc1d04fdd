// Collects the declarations, then looks at every name that a declaration mentions.
#include "dsl/resolve/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/resolve/accepted.h"
#include "dsl/resolve/expressions_of.h"
#include "dsl/resolve/resolve_collect.h"
#include "dsl/resolve/resolve_cycles.h"
#include "dsl/resolve/resolve_expressions.h"
#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/resolve_values.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Visits every declaration; one overload a kind that mentions names.
class MentionResolver {
 public:
  MentionResolver(const ast::File& file, Resolution& resolution, Diagnostics& diagnostics)
      : resolution_(resolution),
        diagnostics_(diagnostics),
        finder_(file, resolution, diagnostics),
        nodes_(resolution),
        uses_(nodes_.size()),
        expressions_(finder_, nodes_, uses_, resolution, diagnostics) {
    resolution.expression_symbols.resize(file.expression_count);
    FindImpliedChoices(finder_, resolution, diagnostics);
    finder_.CollectChoices();
    for (const ast::Reference* reference : resolution.references) {
      reference_keys_.insert(reference->name.text);
    }
    for (const ast::Example* example : resolution.examples) {
      if (example->title) example_titles_.insert(example->title->text);
    }
    for (const ast::Recheck* recheck : resolution.rechecks) finder_.TakeAsTest(recheck->fact);
    for (const ast::Rule* rule : resolution.rules) {
      for (const ast::Action& action : rule->actions) {
        if (action.verb == ast::ActionVerb::kOrder && action.target) {
          finder_.TakeAsTest(*action.target);
        }
      }
    }
  }

  void Run(const ast::File& file) {
    for (const ast::Declaration& declaration : file.declarations) {
      ResolveCitations(ast::Base(declaration).provenance);
      std::visit([&](const auto& concrete) { Mentions(concrete); }, declaration);
    }
    finder_.Finish();
    ReportCycles(nodes_, uses_, resolution_, diagnostics_);
    resolution_.definition_order = OrderedDefinitions(nodes_, uses_);
  }

 private:
  void ResolveCitations(const ast::Provenance& provenance) {
    for (const ast::Citation& citation : provenance.citations) {
      const std::string& key = citation.key.text;
      if (reference_keys_.contains(key) || finder_.IsBroken(citation.key)) continue;
      const auto same = std::ranges::find_if(
          reference_keys_, [&](const auto& other) { return LowerCase(other) == LowerCase(key); });
      const bool is_same = same != reference_keys_.end();
      std::vector<Edit> edits;
      if (is_same) edits.push_back({citation.key.span, std::string(*same)});
      finder_.ReportUnknown(
          DiagnosticKind::kUnknownReference, citation.key,
          fmt::format("there is no reference `{}`", key),
          [&] {
            return is_same ? fmt::format("did you mean `{}`?", *same)
                           : DidYouMean(key, {reference_keys_.begin(), reference_keys_.end()},
                                        fmt::format("declare it: `reference {} \"Title\"`", key));
          },
          std::move(edits));
    }
  }

  std::uint32_t Next(SymbolKind kind) { return next_index_[kind]++; }

  void Mentions(const ast::Guideline& guideline) {
    expressions_.Resolve(guideline.applies_when.get());
  }
  void Mentions(const ast::Source& /*source*/) {}
  // What is said about other files is done before names are looked at.
  void Mentions(const ast::Use& /*use*/) {}
  void Mentions(const ast::Change& /*change*/) {}
  void Mentions(const ast::Withdraw& /*withdraw*/) {}
  void Mentions(const ast::Reference& /*reference*/) {}
  void Mentions(const ast::Substance& /*substance*/) {}
  void Mentions(const ast::Silent& /*silent*/) {}
  void Mentions(const ast::LeftOut& /*left_out*/) {}

  void Mentions(const ast::Fact& fact) {
    const Symbol owner{SymbolKind::kFact, Next(SymbolKind::kFact), 0};
    for (const ast::ExprPtr& suspect : fact.suspect_when) {
      expressions_.Resolve(suspect.get(), NamePlace::kExpression, owner);
    }
  }

  void Mentions(const ast::Range& range) {
    const Symbol owner{SymbolKind::kRange, Next(SymbolKind::kRange), 0};
    expressions_.Resolve(range.of.get(), NamePlace::kExpression, owner);
    for (const ast::RangeLine& line : range.lines) {
      expressions_.Resolve(line.when.get(), NamePlace::kExpression, owner);
    }
  }

  void Mentions(const ast::Threshold& threshold) {
    const Symbol owner{SymbolKind::kThreshold, Next(SymbolKind::kThreshold), 0};
    const bool has_unit = !threshold.lines.empty() && threshold.lines.front().bound.unit;
    finder_.DeclareAs(has_unit ? fmt::format("in {}", threshold.lines.front().bound.unit->code)
                               : "is number");
    expressions_.Resolve(threshold.of.get(), NamePlace::kExpression, owner);
    finder_.DeclareAs("");
    for (const ast::ThresholdLine& line : threshold.lines) {
      expressions_.Resolve(line.when.get(), NamePlace::kExpression, owner);
    }
  }

  void Mentions(const ast::Define& define) {
    const Symbol owner{SymbolKind::kDefine, Next(SymbolKind::kDefine), 0};
    expressions_.Resolve(define.as.get(), NamePlace::kExpression, owner);
    for (const ast::ValueLine& line : define.lines) {
      ResolveValue(line.value.get(), define, owner);
      expressions_.Resolve(line.when.get(), NamePlace::kExpression, owner);
    }
  }

  void ResolveValue(const ast::Expr* value, const ast::ChoiceOwner& of, Symbol owner) {
    if (value == nullptr || finder_.IsReported(of)) return;
    if (IsChoiceValue(resolution_, *value, of, owner)) return;
    expressions_.Resolve(value, NamePlace::kExpression, owner);
  }

  void Mentions(const ast::Table& table) {
    const Symbol owner{SymbolKind::kTable, Next(SymbolKind::kTable), 0};
    // The cells of an input that is not known would only repeat its error.
    std::vector<bool> is_known;
    for (const ast::Name& input : table.inputs) {
      is_known.push_back(finder_.Find(input, NamePlace::kExpression).kind != SymbolKind::kNone);
    }
    if (!table.across ||
        finder_.Find(*table.across, NamePlace::kExpression).kind != SymbolKind::kNone) {
      for (const ast::ExprPtr& column : table.columns) {
        expressions_.Resolve(column.get(), NamePlace::kExpression, owner);
      }
    }
    for (const ast::TableRow& row : table.rows) {
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (i >= is_known.size() || !is_known[i]) continue;
        expressions_.Resolve(row.cells[i].get(), NamePlace::kExpression, owner);
      }
      for (const ast::ExprPtr& value : row.values) ResolveValue(value.get(), table, owner);
    }
  }

  void Mentions(const ast::Score& score) {
    const Symbol whole{SymbolKind::kScore, Next(SymbolKind::kScore), 0};
    for (const ast::ScoreItem& item : score.items) {
      Symbol owner = whole;
      if (!item.name.text.empty()) {
        owner = {SymbolKind::kItem, Next(SymbolKind::kItem), 0};
        uses_.Add({nodes_.NodeOf(whole), nodes_.NodeOf(owner), item.name.span});
      }
      VisitExpressionsOf(item, [&](const ast::Expr& expr) {
        expressions_.Resolve(&expr, NamePlace::kExpression, owner);
      });
    }
  }

  void Mentions(const ast::Contraindication& contraindication) {
    FindTreatments(contraindication.treatments);
    expressions_.Resolve(contraindication.when.get());
  }
  void Mentions(const ast::Exclusive& exclusive) { FindTreatments(exclusive.treatments); }
  void Mentions(const ast::Apart& apart) { FindTreatments(apart.treatments); }

  void FindTreatments(const std::vector<ast::Name>& treatments) {
    for (const ast::Name& name : treatments) finder_.Find(name, NamePlace::kTreatmentList);
  }

  void Mentions(const ast::Ambiguity& ambiguity) {
    const Symbol owner{SymbolKind::kAmbiguity, Next(SymbolKind::kAmbiguity), 0};
    for (const ast::Reading& reading : ambiguity.readings) {
      ResolveCitations(reading.provenance);
      expressions_.Resolve(reading.as.get(), NamePlace::kExpression, owner);
    }
    if (ambiguity.adopted) FindReading(ambiguity, *ambiguity.adopted);
  }

  void Mentions(const ast::Medication& medication) {
    for (const ast::Dose& dose : medication.doses) {
      expressions_.Resolve(dose.by.get());
      expressions_.Resolve(dose.when.get());
    }
    expressions_.Resolve(medication.until.get());
  }
  void Mentions(const ast::Diet& /*diet*/) {}

  void Mentions(const ast::Rule& rule) {
    expressions_.Resolve(rule.when.get());
    expressions_.Resolve(rule.unless.get());
    for (const ast::Action& action : rule.actions) {
      if (action.target) ResolveTarget(action);
    }
    for (const ast::Name& name : rule.overrides) finder_.Find(name, NamePlace::kRule);
  }

  void ResolveTarget(const ast::Action& action) {
    switch (action.verb) {
      case ast::ActionVerb::kGive:
      case ast::ActionVerb::kConsider:
      case ast::ActionVerb::kStop:
      case ast::ActionVerb::kAvoid:
        finder_.Find(*action.target, NamePlace::kTreatment);
        break;
      case ast::ActionVerb::kOrder:
        finder_.DeclareAs(
            "", fmt::format(", or name the test in quotes: `order \"{}\"`", action.target->text));
        finder_.Find(*action.target, NamePlace::kFact);
        finder_.DeclareAs("");
        break;
      case ast::ActionVerb::kAdvise:
        finder_.Find(*action.target, NamePlace::kAdvice);
        break;
      case ast::ActionVerb::kRefer:
      case ast::ActionVerb::kNote:
        break;  // take a text: the checker says so
    }
  }

  void Mentions(const ast::Recheck& recheck) {
    finder_.Find(recheck.fact, NamePlace::kFact);
    expressions_.Resolve(recheck.when.get());
    for (const ast::ExprPtr& anchor : recheck.anchors) {
      finder_.DeclareAs("is date");
      expressions_.Resolve(anchor.get());
    }
    finder_.DeclareAs("");
  }

  void Mentions(const ast::Property& property) {
    finder_.ReportTreatments(property);
    expressions_.Resolve(property.condition.get(), NamePlace::kProperty);
  }

  void Mentions(const ast::Accept& accept) {
    const std::string& code = accept.name.text;
    // `accept warning L0504`
    if (accept.of && FindDiagnosticKind(code) == nullptr &&
        FindDiagnosticKind(accept.of->text) != nullptr) {
      diagnostics_.push_back({DiagnosticKind::kUnknownCode,
                              accept.name.span,
                              fmt::format("no finding has the code `{}`", code),
                              fmt::format("write the code first: `accept {}`", accept.of->text),
                              {},
                              {},
                              {{{accept.name.span.begin, accept.of->span.begin}, ""}}});
      return;
    }
    FindAccepted(accept, resolution_, finder_, diagnostics_);
    if (finder_.IsBroken(accept.name) || FindDiagnosticKind(code) != nullptr) return;
    static const std::vector<std::string> codes = {
#define MGL_DIAGNOSTIC(name, code, level, title, explanation) code,
#include "dsl/diagnostic/diagnostic_kind.def"
#undef MGL_DIAGNOSTIC
    };
    finder_.ReportUnknown(DiagnosticKind::kUnknownCode, accept.name,
                          fmt::format("no finding has the code `{}`", code), [&] {
                            return DidYouMean(code, codes, "write the code that the finding shows");
                          });
  }

  void Mentions(const ast::Example& example) {
    if (example.like) ResolveLike(*example.like);
    for (const auto& [ambiguity, reading] : example.readings) {
      const Symbol symbol = finder_.Find(ambiguity, NamePlace::kAmbiguity);
      if (symbol.kind != SymbolKind::kAmbiguity) continue;
      FindReading(*resolution_.ambiguities[symbol.index], reading);
    }
    for (const ast::Given& given : example.givens) {
      if (given.value.kind == ast::Literal::Kind::kQuantity) {
        finder_.DeclareAs(TypeBeside(given.value.quantity));
      }
      finder_.Find(given.fact, NamePlace::kFact);
      finder_.DeclareAs("");
    }
    for (const ast::Expectation& expectation : example.expectations) {
      if (expectation.kind == ast::Expectation::Kind::kScope) continue;
      finder_.Find(expectation.target, expectation.kind == ast::Expectation::Kind::kAsk
                                           ? NamePlace::kFact
                                           : NamePlace::kExpectation);
    }
  }

  void ResolveLike(const ast::Text& like) {
    // An example that could not be read may have had this title.
    if (example_titles_.contains(like.text) || finder_.HasBrokenNames()) return;
    finder_.ReportUnknown(DiagnosticKind::kUnknownExample, {like.text, like.span},
                          fmt::format("there is no example \"{}\"", like.text), [&] {
                            return DidYouMean(like.text,
                                              {example_titles_.begin(), example_titles_.end()},
                                              "`like` takes the title of another example");
                          });
  }

  void FindReading(const ast::Ambiguity& ambiguity, const ast::Name& reading) {
    std::vector<std::string> names;
    for (const ast::Reading& candidate : ambiguity.readings) names.push_back(candidate.name.text);
    const bool is_known = std::find(names.begin(), names.end(), reading.text) != names.end();
    if (is_known || finder_.IsBroken(reading) || names.empty()) return;
    Diagnostic diagnostic{DiagnosticKind::kUnknownReading, reading.span, "", "", {}};
    diagnostic.message = fmt::format("`{}` has no reading `{}`", ambiguity.name.text, reading.text);
    diagnostic.help = DidYouMean(reading.text, names,
                                 fmt::format("its readings are {}", JoinedNames(names, "and")));
    diagnostic.labels.push_back(DeclaredHere(ambiguity, "the ambiguity"));
    diagnostics_.push_back(std::move(diagnostic));
  }

  Resolution& resolution_;
  Diagnostics& diagnostics_;
  NameFinder finder_;
  DependencyNodes nodes_;
  DependencyGraph uses_;
  ExpressionResolver expressions_;
  std::set<std::string> reference_keys_;
  std::set<std::string> example_titles_;
  std::map<SymbolKind, std::uint32_t> next_index_;
};

}  // namespace

Symbol Resolution::Find(std::string_view name) const {
  const auto found = names.find(name);
  return found == names.end() ? Symbol() : found->second;
}

Symbol Resolution::FindWithOptions(std::string_view name) const {
  const Symbol symbol = Find(name);
  if (symbol.kind != SymbolKind::kNone) return symbol;
  const auto option = options.find(name);
  return option == options.end() ? symbol : option->second;
}

const ast::DeclarationBase* DeclarationOf(const Resolution& resolution, Symbol symbol) {
  switch (symbol.kind) {
    case SymbolKind::kNone:
      return nullptr;
    case SymbolKind::kFact:
      return resolution.facts[symbol.index];
    case SymbolKind::kThreshold:
      return resolution.thresholds[symbol.index];
    case SymbolKind::kRange:
      return resolution.ranges[symbol.index];
    case SymbolKind::kDefine:
      return resolution.defines[symbol.index];
    case SymbolKind::kAmbiguity:
      return resolution.ambiguities[symbol.index];
    case SymbolKind::kTable:
      return resolution.tables[symbol.index];
    case SymbolKind::kScore:
      return resolution.scores[symbol.index];
    case SymbolKind::kItem:
      return resolution.items[symbol.index];
    case SymbolKind::kMedication:
    case SymbolKind::kOption:
    case SymbolKind::kPart:
      return resolution.medications[symbol.index];
    case SymbolKind::kDiet:
      return resolution.diets[symbol.index];
    case SymbolKind::kRule:
      return resolution.rules[symbol.index];
    case SymbolKind::kRecheck:
      return resolution.rechecks[symbol.index];
  }
  return nullptr;
}

const ast::ChoiceOwner* ChoicesOf(const Resolution& resolution, Symbol symbol) {
  const auto own = [&](const auto& declaration) -> const ast::ChoiceOwner* {
    const bool is_declared = declaration.type && declaration.type->type == ast::FactType::kChoice;
    return is_declared || resolution.implied_choices.contains(&declaration) ? &declaration
                                                                            : nullptr;
  };
  switch (symbol.kind) {
    case SymbolKind::kFact: {
      const ast::Fact& fact = *resolution.facts[symbol.index];
      return fact.type == ast::FactType::kChoice ? &fact : nullptr;
    }
    case SymbolKind::kDefine:
      return own(*resolution.defines[symbol.index]);
    case SymbolKind::kTable:
      return own(*resolution.tables[symbol.index]);
    default:
      return nullptr;
  }
}

std::vector<const ast::ChoiceOwner*> ChoiceOwners(const Resolution& resolution) {
  std::vector<const ast::ChoiceOwner*> owners;
  const auto add = [&](SymbolKind kind, std::size_t count) {
    for (std::uint32_t i = 0; i < count; ++i) {
      const ast::ChoiceOwner* owner = ChoicesOf(resolution, {kind, i, 0});
      if (owner != nullptr) owners.push_back(owner);
    }
  };
  add(SymbolKind::kFact, resolution.facts.size());
  add(SymbolKind::kDefine, resolution.defines.size());
  add(SymbolKind::kTable, resolution.tables.size());
  return owners;
}

std::uint32_t ChoiceIndex(const ast::ChoiceOwner& owner, const ast::Name& choice) {
  const auto is_meant = [&choice](const ast::Choice& other) {
    if (!choice.is_label) return other.name.text == choice.text;
    return other.label && other.label->text == choice.text;
  };
  const auto begin = owner.choices.begin();
  const auto end = owner.choices.end();
  const auto found = std::find_if(begin, end, is_meant);
  const bool is_one = found != end && std::find_if(found + 1, end, is_meant) == end;
  return static_cast<std::uint32_t>((is_one || !choice.is_label ? found : end) - begin);
}

ast::Name ChoiceOf(const ast::Literal& literal) {
  if (literal.kind != ast::Literal::Kind::kText) return literal.word;
  return {literal.text.text, literal.span, true};
}

ResolveResult Resolve(const ast::File& file) {
  ResolveResult result;
  CollectDeclarations(file, result.resolution, result.diagnostics);
  MentionResolver(file, result.resolution, result.diagnostics).Run(file);
  return result;
}

}  // namespace mgl
