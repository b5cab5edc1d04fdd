// Each place takes some kinds of names. Suggestions are searched among those first, then among all.
#include "dsl/resolve/resolve_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/test_forms.h"
#include "dsl/resolve/fact_help.h"
#include "dsl/resolve/wording.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

/// How many names all suggestions together are compared with: a file full of unknown names would
/// otherwise take minutes.
constexpr std::size_t kMostComparisons = 200'000;

bool Fits(SymbolKind kind, NamePlace place) {
  const bool is_definition = kind == SymbolKind::kThreshold || kind == SymbolKind::kDefine ||
                             kind == SymbolKind::kAmbiguity || kind == SymbolKind::kTable ||
                             kind == SymbolKind::kScore || kind == SymbolKind::kItem;
  const bool has_value = kind == SymbolKind::kFact || is_definition;
  switch (place) {
    case NamePlace::kExpression:
      return has_value;
    case NamePlace::kProperty:
      return has_value || kind == SymbolKind::kRule;
    case NamePlace::kFact:
      return kind == SymbolKind::kFact;
    case NamePlace::kRange:
      return kind == SymbolKind::kRange;
    case NamePlace::kTreatment:
    case NamePlace::kTreatmentList:
      return kind == SymbolKind::kMedication || kind == SymbolKind::kOption ||
             kind == SymbolKind::kPart;
    case NamePlace::kAdvice:
      return kind == SymbolKind::kDiet;
    case NamePlace::kRule:
      return kind == SymbolKind::kRule;
    case NamePlace::kAmbiguity:
      return kind == SymbolKind::kAmbiguity;
    case NamePlace::kExpectation:
      return kind == SymbolKind::kRule || kind == SymbolKind::kRecheck || is_definition;
    case NamePlace::kDeclared:
      return kind != SymbolKind::kNone;
  }
  return false;
}

std::string_view Expected(NamePlace place) {
  switch (place) {
    case NamePlace::kExpression:
      return "a fact, threshold, define, result, table, score or ambiguity";
    case NamePlace::kProperty:
      return "a fact, threshold, define, result, table, score, ambiguity or rule";
    case NamePlace::kFact:
      return "a fact";
    case NamePlace::kRange:
      return "a range";
    case NamePlace::kTreatment:
    case NamePlace::kTreatmentList:
      return "a medication or an option";
    case NamePlace::kAdvice:
      return "a diet";
    case NamePlace::kRule:
      return "a rule";
    case NamePlace::kAmbiguity:
      return "an ambiguity";
    case NamePlace::kExpectation:
      return "a rule, result, table, score, recheck, threshold, define or ambiguity";
    case NamePlace::kDeclared:
      return "the name of a declaration";
  }
  return "a name";
}

/// How to declare what is missing there.
std::string_view DeclarationExample(NamePlace place) {
  switch (place) {
    case NamePlace::kExpression:
    case NamePlace::kProperty:
    case NamePlace::kFact:
      return "fact {} \"Title\" is yes/no";
    case NamePlace::kRange:
      return "range {} \"Title\" of FACT";
    case NamePlace::kTreatment:
    case NamePlace::kTreatmentList:
      return "medication {} \"Title\"";
    case NamePlace::kAdvice:
      return "diet {} \"Title\"";
    case NamePlace::kRule:
    case NamePlace::kExpectation:
    case NamePlace::kDeclared:
      return "rule {} \"Title\"";
    case NamePlace::kAmbiguity:
      return "ambiguity {} \"Title\"";
  }
  return "{}";
}

}  // namespace

NameFinder::NameFinder(const ast::File& file, const Resolution& resolution,
                       Diagnostics& diagnostics)
    : file_(file), resolution_(resolution), diagnostics_(diagnostics), unknown_(diagnostics) {
  has_doubled_names_ = std::ranges::any_of(diagnostics, [](const Diagnostic& diagnostic) {
    return diagnostic.kind == DiagnosticKind::kDuplicateName;
  });
  for (const ast::Medication* medication : resolution.medications) {
    for (const ast::Option& option : medication->options) {
      std::vector<const ast::Medication*>& owners = option_owners_[option.name.text];
      if (owners.empty() || owners.back() != medication) owners.push_back(medication);
    }
    for (const ast::Option& part : medication->parts) {
      option_owners_[part.name.text].push_back(medication);
    }
  }
}

void NameFinder::CollectChoices() {
  for (const ast::ChoiceOwner* owner : ChoiceOwners(resolution_)) {
    for (const ast::Choice& choice : owner->choices) choices_.emplace(choice.name.text, owner);
  }
}

bool NameFinder::IsBroken(const ast::Name& name) const {
  return name.text.empty() || file_.broken_nameless || has_doubled_names_ ||
         file_.broken_names.contains(name.text) || reported_.contains(name.text);
}

Symbol NameFinder::Find(const ast::Name& name, NamePlace place) {
  if (name.text.empty()) return {};
  const Symbol symbol = resolution_.FindWithOptions(name.text);
  if (place == NamePlace::kTreatment || place == NamePlace::kTreatmentList) {
    const auto owners = option_owners_.find(name.text);
    const std::size_t meanings = (owners == option_owners_.end() ? 0 : owners->second.size()) +
                                 (resolution_.names.contains(name.text) ? 1 : 0);
    if (meanings > 1) {
      ReportAmbiguousOption(name);
      return {};
    }
  }
  if (symbol.kind == SymbolKind::kNone) {
    if (!IsBroken(name)) ReportNameUnknown(name, place);
    return {};
  }
  if (Fits(symbol.kind, place)) return symbol;
  if (place == NamePlace::kProperty && reported_.contains(name.text)) return {};
  ReportWrongKind(name, symbol, place);
  return {};
}

void NameFinder::ReportUnknown(DiagnosticKind kind, const ast::Name& name, std::string message,
                               const std::function<std::string()>& help, std::vector<Edit> edits) {
  unknown_.Report(
      kind, name.text, name.span,
      [&] {
        Diagnostic diagnostic{kind, name.span, std::move(message), MaySuggest() ? help() : "", {}};
        diagnostic.edits = edits;
        // An abbreviation is near to others, a choice that stands alone has a subject, and a part
        // of a name may lack its unit too.
        diagnostic.is_open = diagnostic.help.starts_with("declare it") || name.text.size() <= 3 ||
                             diagnostic.help.starts_with("`") ||
                             diagnostic.help.find(name.text) != std::string::npos;
        return diagnostic;
      },
      edits);
}

/// Counts a comparison with all names; false once there were too many.
bool NameFinder::MaySuggest() {
  comparisons_ += resolution_.names.size() + option_owners_.size();
  return comparisons_ < kMostComparisons;
}

/// Near enough to a name that fits the place; not looked for once that would take too long.
bool NameFinder::IsMisspelt(const ast::Name& name, NamePlace place) {
  return MaySuggest() && HelpForUnknown(name, place).starts_with("did you mean");
}

void NameFinder::ReportNameUnknown(const ast::Name& name, NamePlace place) {
  if (file_.misplaced_lines && !IsMisspelt(name, place)) return;
  const std::string same = comparisons_ < kMostComparisons ? SameWord(name, place) : "";
  std::vector<Edit> edits;
  if (!same.empty()) edits.push_back({name.span, same});
  ReportUnknown(
      DiagnosticKind::kUnknownName, name, fmt::format("unknown name `{}`", name.text),
      [&] { return HelpForUnknown(name, place); }, std::move(edits));
}

std::string NameFinder::SameWord(const ast::Name& name, NamePlace place) const {
  const std::string word = LowerCase(name.text);
  for (const auto& [text, symbol] : resolution_.names) {
    if (Fits(symbol.kind, place) && LowerCase(text) == word) return text;
  }
  return "";
}

/// A declaration that could not be read still has its name.
static std::string HelpByUnread(const std::set<std::string>& words, const std::string& name) {
  std::vector<std::string> names(words.begin(), words.end());
  std::erase_if(names, [](const std::string& word) { return IsReserved(word); });
  return DidYouMean(name, names);
}

std::string NameFinder::HelpForUnknown(const ast::Name& name, NamePlace place) const {
  std::vector<std::string> fitting;
  std::vector<std::string> all;
  for (const auto& [text, symbol] : resolution_.names) {
    (Fits(symbol.kind, place) ? fitting : all).push_back(text);
  }
  if (place == NamePlace::kTreatment || place == NamePlace::kTreatmentList) {
    for (const auto& [text, owners] : option_owners_) fitting.push_back(text);
  }
  const bool in_expression = place == NamePlace::kExpression || place == NamePlace::kProperty;
  std::string help = in_expression ? HelpForEverydayWord(name.text) : "";
  if (help.empty() && in_expression) help = HelpForContraindicated(file_, resolution_, name);
  if (!help.empty()) return help;
  if (const std::string same = SameWord(name, place); !same.empty()) {
    return fmt::format("did you mean `{}`?", same);  // many letters away, and yet the same word
  }
  const bool is_treatment = place == NamePlace::kTreatment || place == NamePlace::kTreatmentList;
  const bool is_number =
      in_expression && (!declared_as_.empty() || !FormOfTest(name.text).kinds.empty());
  if (is_number || place == NamePlace::kFact) {
    help = HelpForPartOfName(resolution_, name.text,
                             declared_as_ == "is number"  ? FactSought::kPlainNumber
                             : is_number                  ? FactSought::kNumber
                             : tests_.contains(name.text) ? FactSought::kTest
                                                          : FactSought::kAny);
    if (!help.empty()) return help;
  }
  // `potassium_level` is no misspelt `magnesium_level`.
  std::erase_if(fitting, [&](const std::string& other) { return AreOtherTests(name.text, other); });
  help = HelpByUnread(file_.broken_names, name.text);
  if (help.empty()) help = DidYouMean(name.text, fitting);
  if (is_treatment && IsDrugClass(name.text)) help.clear();
  if (!help.empty()) return help;
  if (is_treatment) {
    return HelpForUnknownTreatment(resolution_, name, place == NamePlace::kTreatmentList);
  }
  const auto choice = choices_.find(name.text);
  if (in_expression && choice != choices_.end()) {
    return fmt::format("`{0}` is a choice of `{1}`: write `{1} is {0}`", name.text,
                       choice->second->name.text);
  }
  const auto capital = std::find_if(choices_.begin(), choices_.end(), [&](const auto& entry) {
    return LowerCase(entry.first) == LowerCase(name.text);
  });
  if (in_expression && capital != choices_.end()) {
    return fmt::format("did you mean `{}`, a choice of `{}`?", capital->first,
                       capital->second->name.text);
  }
  if (in_expression || place == NamePlace::kFact) {
    help = HelpForTest(name.text, declared_as_, tests_.contains(name.text));
    if (!help.empty()) return help + also_;
  }
  if (place == NamePlace::kAdvice) return HelpForDiet(resolution_, name.text);
  const std::string other = Nearest(name.text, all);
  if (!other.empty()) {
    return fmt::format("{} is expected here; `{}` is {}", Expected(place), other,
                       KindWithArticle(resolution_, resolution_.Find(other)));
  }
  if (in_expression && name.text.size() > 1 && ParseUnit(name.text)) {
    return fmt::format("if the unit `{0}` is meant, write a number before it: `2 {0}`", name.text);
  }
  if (!declared_as_.empty()) {
    return fmt::format("declare it, for example `fact {} \"Title\" {}`{}", name.text, declared_as_,
                       also_);
  }
  return fmt::format("declare it, for example `{}`",
                     fmt::format(fmt::runtime(DeclarationExample(place)), name.text));
}

void NameFinder::ReportWrongKind(const ast::Name& name, Symbol symbol, NamePlace place) {
  const ast::DeclarationBase& declaration = *DeclarationOf(resolution_, symbol);
  const bool is_taken = symbol.kind == SymbolKind::kMedication ||
                        symbol.kind == SymbolKind::kOption || symbol.kind == SymbolKind::kPart;
  if (place == NamePlace::kProperty && is_taken) {
    // One message for all medications of a property.
    constexpr std::uint32_t kNear = 120;
    const bool goes_on = !in_property_.empty() && !diagnostics_.empty() &&
                         diagnostics_.back().span == last_in_property_ &&
                         name.span.begin < last_in_property_.end + kNear;
    if (!goes_on) in_property_.clear();
    in_property_.push_back({name.text, RuleFor(name.text)});
    if (goes_on) {
      diagnostics_.back().help = HelpForProperty(in_property_);
      return;
    }
    last_in_property_ = name.span;
  }
  Diagnostic diagnostic{DiagnosticKind::kWrongKindOfName, name.span, "", "", {}};
  const bool is_member = symbol.kind == SymbolKind::kOption || symbol.kind == SymbolKind::kPart;
  if (is_member) {
    diagnostic.message =
        fmt::format("`{}` is {} of `{}`; {} is expected here", name.text,
                    KindWithArticle(symbol.kind), declaration.name.text, Expected(place));
  } else {
    diagnostic.message = fmt::format("`{}` is {}; {} is expected here", name.text,
                                     KindWithArticle(resolution_, symbol), Expected(place));
  }
  diagnostic.help = HelpForWrongKind(name, symbol, place);
  diagnostic.labels.push_back(DeclaredHere(
      declaration, is_member ? "the medication" : KindWithArticle(resolution_, symbol)));
  diagnostics_.push_back(std::move(diagnostic));
}

std::string NameFinder::HelpForWrongKind(const ast::Name& name, Symbol symbol, NamePlace place) {
  const bool in_expression = place == NamePlace::kExpression || place == NamePlace::kProperty;
  switch (symbol.kind) {
    case SymbolKind::kRange:
      if (!in_expression) break;
      return fmt::format(
          "write `{0} is above {1}` for `>`, `{0} is below {1}` for `<`, or `{0} is "
          "within {1}`",
          resolution_.ranges[symbol.index]->of->name.text, name.text);
    case SymbolKind::kRule:
      if (!in_expression) break;
      return "rule names stand for their outcomes in `must always`, `must never` and `example` "
             "only; give the rule's condition a name with `define`";
    case SymbolKind::kRecheck:
      if (!in_expression) break;
      return "a recheck has a status, which only `expect` can ask for";
    case SymbolKind::kMedication:
    case SymbolKind::kOption:
    case SymbolKind::kPart:
    case SymbolKind::kDiet:
      if (place == NamePlace::kExpectation) {
        const std::string rule = RuleFor(name.text);
        if (rule.empty()) break;
        return fmt::format("an example expects a rule: write `{}`, the rule that names it", rule);
      }
      if (place == NamePlace::kRule) {
        const std::string rule = RuleFor(name.text);
        if (rule.empty()) break;
        return fmt::format("write `{}`, the rule that names it", rule);
      }
      if (symbol.kind == SymbolKind::kDiet && !in_expression) {
        break;
      }
      if (place == NamePlace::kProperty) return HelpForProperty(in_property_);
      if (!in_expression) break;
      return HelpForTaken(resolution_, name);
    case SymbolKind::kThreshold:
      if (place != NamePlace::kRange) break;
      return fmt::format("a threshold is yes or no by itself: write `{}`", name.text);
    case SymbolKind::kFact:
      if (place == NamePlace::kTreatmentList) {
        return "name what must not be given there, and ask for the fact in a line `when " +
               name.text + "`";
      }
      if (place == NamePlace::kTreatment || place == NamePlace::kAdvice) {
        return fmt::format("to have it measured, write `order {}`", name.text);
      }
      if (place != NamePlace::kExpectation) break;
      return fmt::format("facts are what a case is given: write `given {} …`", name.text);
    case SymbolKind::kDefine:
    case SymbolKind::kAmbiguity:
    case SymbolKind::kTable:
    case SymbolKind::kScore:
    case SymbolKind::kItem:
    case SymbolKind::kNone:
      break;
  }
  std::string otherwise = fmt::format("declare one, for example `{}`",
                                      fmt::format(fmt::runtime(DeclarationExample(place)), "NAME"));
  if (!MaySuggest()) return otherwise;
  std::vector<std::string> fitting;
  for (const auto& [text, other] : resolution_.names) {
    if (Fits(other.kind, place)) fitting.push_back(text);
  }
  return DidYouMean(name.text, fitting, otherwise);
}

void NameFinder::ReportTreatments(const ast::Property& property) {
  std::vector<const ast::Name*> named;
  const auto collect = [&](const auto& self, const ast::Expr& expr) -> void {
    if (expr.kind == ast::ExprKind::kName) {
      const SymbolKind kind = resolution_.FindWithOptions(expr.name.text).kind;
      if (kind == SymbolKind::kMedication || kind == SymbolKind::kOption) {
        named.push_back(&expr.name);
      }
    }
    for (const ast::ExprPtr& child : expr.children) {
      if (child) self(self, *child);
    }
  };
  if (property.condition) collect(collect, *property.condition);
  if (named.empty()) return;
  Diagnostic diagnostic{DiagnosticKind::kWrongKindOfName, named.front()->span, "", "", {}};
  std::vector<std::string> written;
  for (const ast::Name* name : named) {
    if (reported_.contains(name->text)) continue;
    TakeAsReported(*name);
    const std::string rule = RuleFor(name->text);
    if (!rule.empty()) {
      written.push_back(fmt::format("`{}` for `{}`", rule, name->text));
      diagnostic.edits.push_back({name->span, rule});
    } else {
      written.push_back(
          fmt::format("a rule that gives it for `{}`, of which there is none", name->text));
    }
  }
  if (written.empty()) return;
  diagnostic.message = fmt::format("`{}` is a medication; a property speaks of facts and rules",
                                   named.front()->text);
  diagnostic.help = fmt::format("write the rule that gives it: {}", JoinedWords(written, "and"));
  diagnostics_.push_back(std::move(diagnostic));
}

/// The first rule with an action on this treatment, or empty.
std::string NameFinder::RuleFor(const std::string& treatment) const {
  for (const ast::Rule* rule : resolution_.rules) {
    for (const ast::Action& action : rule->actions) {
      if (action.target && action.target->text == treatment) return rule->name.text;
    }
  }
  return "";
}

void NameFinder::ReportAmbiguousOption(const ast::Name& name) {
  unknown_.Report(DiagnosticKind::kAmbiguousOption, name.text, name.span, [&] {
    Diagnostic diagnostic{DiagnosticKind::kAmbiguousOption, name.span, "", "", {}};
    std::vector<std::string> meanings;
    for (const ast::Medication* owner : option_owners_[name.text]) {
      meanings.push_back(fmt::format("an option of `{}`", owner->name.text));
      diagnostic.labels.push_back(DeclaredHere(*owner, "a medication with this option"));
    }
    const Symbol other = resolution_.Find(name.text);
    if (other.kind != SymbolKind::kNone) {
      meanings.insert(meanings.begin(), std::string(KindWithArticle(resolution_, other)));
    }
    diagnostic.message = fmt::format("`{}` is {}", name.text, JoinedWords(meanings, "and"));
    diagnostic.help = "give each of them a name of its own";
    return diagnostic;
  });
}

}  // namespace mgl
