// One pass over the declarations. A name that is taken is reported where it is declared again.
#include "dsl/resolve/resolve_collect.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "dsl/parse/written_name.h"
#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/wording.h"
#include "engine/value/choice_set.h"

namespace mgl {
namespace {

/// The columns of the answer that are not named by the guideline.
constexpr std::string_view kOwnColumns[] = {"id",      "scope", "ask",        "warnings",
                                            "actions", "run",   "if_in_scope"};

class Collector {
 public:
  Collector(const ast::File& file, Resolution& resolution, Diagnostics& diagnostics)
      : file_(file), resolution_(resolution), diagnostics_(diagnostics) {}

  void Collect(const ast::Guideline& guideline) { TakeOnly(guideline, resolution_.guideline); }
  void Collect(const ast::Use& /*use*/) {}
  void Collect(const ast::Change& /*change*/) {}
  void Collect(const ast::Withdraw& /*withdraw*/) {}
  void Collect(const ast::Source& source) { TakeOnly(source, resolution_.source); }

  void Collect(const ast::Reference& reference) {
    resolution_.references.push_back(&reference);
    TakeIn(references_, reference, "a reference");
  }
  void Collect(const ast::Substance& substance) {
    resolution_.substances.push_back(&substance);
    TakeIn(substances_, substance, "a substance");
  }
  void Collect(const ast::Fact& fact) {
    Take(resolution_.facts, fact, SymbolKind::kFact);
    CheckChoices(fact);
  }
  void Collect(const ast::Range& range) { Take(resolution_.ranges, range, SymbolKind::kRange); }
  void Collect(const ast::Threshold& threshold) {
    Take(resolution_.thresholds, threshold, SymbolKind::kThreshold);
  }
  void Collect(const ast::Define& define) {
    Take(resolution_.defines, define, SymbolKind::kDefine);
    CheckChoices(define);
  }
  void Collect(const ast::Table& table) {
    Take(resolution_.tables, table, SymbolKind::kTable);
    CheckChoices(table);
  }
  void Collect(const ast::Score& score) {
    Take(resolution_.scores, score, SymbolKind::kScore);
    for (const ast::ScoreItem& item : score.items) {
      if (!item.name.text.empty()) Take(resolution_.items, item, SymbolKind::kItem);
    }
  }
  void Collect(const ast::Contraindication& contraindication) {
    resolution_.contraindications.push_back(&contraindication);
  }
  void Collect(const ast::Exclusive& exclusive) { resolution_.exclusives.push_back(&exclusive); }
  void Collect(const ast::Apart& apart) { resolution_.aparts.push_back(&apart); }
  void Collect(const ast::Ambiguity& ambiguity) {
    Take(resolution_.ambiguities, ambiguity, SymbolKind::kAmbiguity);
    CheckMembers(ambiguity, ambiguity.readings, "reading");
  }
  void Collect(const ast::Medication& medication) {
    Take(resolution_.medications, medication, SymbolKind::kMedication);
    CheckMembers(medication, medication.options, "option");
    CheckMembers(medication, medication.parts, "part");
  }
  void Collect(const ast::Diet& diet) {
    Take(resolution_.diets, diet, SymbolKind::kDiet);
    CheckMembers(diet, diet.foods, "food");
  }
  void Collect(const ast::Rule& rule) { Take(resolution_.rules, rule, SymbolKind::kRule); }
  void Collect(const ast::Recheck& recheck) {
    Take(resolution_.rechecks, recheck, SymbolKind::kRecheck);
  }
  void Collect(const ast::Property& property) { resolution_.properties.push_back(&property); }
  void Collect(const ast::Silent& /*silent*/) {}
  void Collect(const ast::LeftOut& /*left_out*/) {}
  void Collect(const ast::Accept& /*accept*/) {}

  void Collect(const ast::Example& example) {
    resolution_.examples.push_back(&example);
    if (!example.title) return;
    const auto [first, is_new] = examples_.emplace(example.title->text, &example);
    if (is_new) return;
    diagnostics_.push_back({DiagnosticKind::kDuplicateName,
                            example.title->span,
                            fmt::format("there is another example \"{}\"", example.title->text),
                            "give each example a title of its own",
                            {{first->second->title->span, "the first is here"}}});
  }

 private:
  template <typename Declaration>
  void TakeOnly(const Declaration& declaration, const Declaration*& place) {
    if (place == nullptr) {
      place = &declaration;
      return;
    }
    constexpr bool kIsGuideline = std::is_same_v<Declaration, ast::Guideline>;
    const std::string_view word = kIsGuideline ? "guideline" : "source";
    std::string help = "put each guideline into a file of its own";
    if (!kIsGuideline) {
      const std::string title = declaration.title ? declaration.title->text : "Title";
      const std::string own = NameOfTitle(title.substr(0, title.find_first_of(",.:;(")));
      help = fmt::format(
          "keep the document that is encoded; a place in it is a line `from \"{1}\"`; another "
          "document is `reference {0} \"{1}\"`, with `cite {0}` where it is used",
          own.empty() ? "1" : own, title);
    }
    diagnostics_.push_back({DiagnosticKind::kDeclaredAgain,
                            declaration.keyword,
                            fmt::format("a second `{}` in one file", word),
                            std::move(help),
                            {{place->keyword, "the first is here"}}});
  }

  template <typename Declaration>
  void Take(std::vector<const Declaration*>& list, const Declaration& declaration,
            SymbolKind kind) {
    const Symbol symbol{kind, static_cast<std::uint32_t>(list.size()), 0};
    list.push_back(&declaration);
    const ast::Name& name = declaration.name;
    if (name.text.empty()) return;
    CheckColumn(symbol, name);
    const auto [first, is_new] = resolution_.names.emplace(name.text, symbol);
    if (is_new) return;
    const ast::DeclarationBase& other = *DeclarationOf(resolution_, first->second);
    ReportDuplicate(name, DeclaredHere(other, KindWithArticle(resolution_, first->second)));
  }

  /// The answer has columns of its own: nothing that is a column may be called so.
  void CheckColumn(const Symbol& symbol, const ast::Name& name) {
    const bool is_own = std::ranges::find(kOwnColumns, name.text) != std::end(kOwnColumns);
    const bool is_column =
        symbol.kind == SymbolKind::kRule || symbol.kind == SymbolKind::kRecheck ||
        symbol.kind == SymbolKind::kTable || symbol.kind == SymbolKind::kScore ||
        (symbol.kind == SymbolKind::kDefine && resolution_.defines[symbol.index]->is_result);
    const bool is_input = symbol.kind == SymbolKind::kFact && name.text == "id";
    if (!is_input && !(is_own && is_column)) return;
    diagnostics_.push_back(
        {DiagnosticKind::kColumnName,
         name.span,
         is_input ? std::string("a fact cannot be called `id`: the column `id` names the case")
                  : fmt::format("{} cannot be called `{}`: the answer has a column of this name",
                                KindWithArticle(resolution_, symbol), name.text),
         is_input ? std::string("choose another name, such as `id_given`")
                  : fmt::format("choose another name, such as `{}_found`", name.text),
         {}});
  }

  void CheckChoices(const ast::ChoiceOwner& owner) {
    CheckMembers(owner, owner.choices, "choice");
    if (owner.choices.size() <= kMaxChoices) return;
    diagnostics_.push_back({DiagnosticKind::kTooManyChoices,
                            owner.choices[kMaxChoices].name.span,
                            fmt::format("`{}` has {} choices; at most {} are possible",
                                        owner.name.text, owner.choices.size(), kMaxChoices),
                            "group them, or make several lists",
                            {}});
  }

  using Declarations = std::map<std::string, const ast::DeclarationBase*>;

  void TakeIn(Declarations& space, const ast::DeclarationBase& declaration,
              std::string_view kind_with_article) {
    if (declaration.name.text.empty()) return;
    const auto [first, is_new] = space.emplace(declaration.name.text, &declaration);
    if (!is_new) ReportDuplicate(declaration.name, DeclaredHere(*first->second, kind_with_article));
  }

  void ReportDuplicate(const ast::Name& name, Label first) {
    const auto doubled = file_.doubled.find(name.span.begin);
    diagnostics_.push_back({DiagnosticKind::kDuplicateName,
                            name.span,
                            fmt::format("the name `{}` is taken", name.text),
                            doubled == file_.doubled.end()
                                ? "choose another name for one of the two"
                                : doubled->second,
                            {std::move(first)}});
  }

  template <typename Member>
  void CheckMembers(const ast::DeclarationBase& owner, const std::vector<Member>& members,
                    std::string_view word) {
    std::map<std::string_view, const ast::Name*> seen;
    for (const Member& member : members) {
      if (member.name.text.empty()) continue;
      const auto [first, is_new] = seen.emplace(member.name.text, &member.name);
      if (is_new) continue;
      diagnostics_.push_back(
          {DiagnosticKind::kDuplicateMember,
           member.name.span,
           fmt::format("`{}` has the {} `{}` twice", owner.name.text, word, member.name.text),
           "remove one of the two, or give it another name",
           {{first->second->span, "the first is here"}}});
    }
  }

  const ast::File& file_;
  Resolution& resolution_;
  Diagnostics& diagnostics_;
  Declarations references_;
  Declarations substances_;
  std::map<std::string, const ast::Example*> examples_;
};

/// Options and parts that only one medication has.
void CollectOptions(Resolution& resolution) {
  std::map<std::string, std::uint32_t> owners;
  const auto collect = [&](std::uint32_t medication, SymbolKind kind,
                           const std::vector<ast::Option>& options) {
    for (std::uint32_t j = 0; j < options.size(); ++j) {
      const std::string& name = options[j].name.text;
      if (name.empty()) continue;
      const auto [owner, is_new] = owners.emplace(name, medication);
      if (is_new) {
        resolution.options.emplace(name, Symbol{kind, medication, j});
      } else if (owner->second != medication) {
        resolution.options.erase(name);
      }
    }
  };
  for (std::uint32_t i = 0; i < resolution.medications.size(); ++i) {
    collect(i, SymbolKind::kOption, resolution.medications[i]->options);
    collect(i, SymbolKind::kPart, resolution.medications[i]->parts);
  }
}

}  // namespace

void CollectDeclarations(const ast::File& file, Resolution& resolution, Diagnostics& diagnostics) {
  Collector collector(file, resolution, diagnostics);
  for (const ast::Declaration& declaration : file.declarations) {
    std::visit([&](const auto& concrete) { collector.Collect(concrete); }, declaration);
  }
  CollectOptions(resolution);
  if (resolution.guideline == nullptr && !file.broken_guideline) {
    diagnostics.push_back({DiagnosticKind::kMissingGuideline,
                           {0, 0},
                           "the file has no `guideline`",
                           "begin it with `guideline NAME \"Title\"` and the line `language mgl 1`",
                           {}});
  }
}

}  // namespace mgl
