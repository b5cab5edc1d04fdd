// What is declared becomes a vertex; what joins them is picture_inputs.cc's.
#include "tools/author/graph/picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "dsl/ast/ast.h"
#include "dsl/name_files.h"
#include "engine/text/plain_text.h"
#include "tools/author/graph/picture_maker.h"
#include "tools/words/action_words.h"
#include "tools/words/expression_text.h"

namespace mgl {
namespace {

std::string FactWords(const Fact& fact) {
  switch (fact.type) {
    case FactType::kTruth:
      return "yes/no";
    case FactType::kDate:
      return "date";
    case FactType::kChoice: {
      std::vector<std::string> names;
      for (const ChoiceOption& choice : fact.choices) names.push_back(choice.name);
      return names.size() <= 4 ? fmt::format("{}", fmt::join(names, ", "))
                               : fmt::format("one of {}", names.size());
    }
    case FactType::kNumber:
      break;
  }
  return fact.has_unit ? fact.unit.code : "number";
}

std::string CutWords(const std::string& fact, const std::vector<CutLine>& lines,
                     std::string_view join) {
  std::vector<std::string> texts;
  for (const CutLine& line : lines) texts.push_back(line.text);
  return fmt::format("{} {}{}", fact, join, fmt::join(texts, " or "));
}

std::string ActionWords(const Guideline& guideline, const Action& action) {
  const std::string target = TargetInWords(guideline, action);
  return fmt::format("{} {}", ActionVerbName(action.verb),
                     action.target == Action::Target::kText ? '"' + target + '"' : target);
}

/// Whether a title only repeats its name: `serum_magnesium`, "Serum magnesium".
bool Repeats(std::string_view title, std::string_view name) {
  return std::ranges::equal(title, name, [](char a, char b) {
    const auto plain = [](char c) { return c == '_' ? ' ' : LowerCase(c); };
    return plain(a) == plain(b);
  });
}

}  // namespace

std::uint32_t PictureMaker::Add(Kind kind, std::string name, std::vector<std::string> lines) {
  picture_.vertices.push_back({kind, std::move(name), std::move(lines)});
  return static_cast<std::uint32_t>(picture_.vertices.size() - 1);
}

void PictureMaker::AddDeclared(Kind kind, SymbolKind symbol, std::uint32_t index,
                               const ast::DeclarationBase& declaration, const std::string& says) {
  const std::string& name = declaration.name.text;
  const std::string& title = declaration.title ? declaration.title->text : name;
  std::vector<std::string> lines{title};
  std::string rest = Repeats(title, name) ? "" : name;
  if (!rest.empty() && !says.empty()) rest += ": ";
  rest += says;
  if (!rest.empty()) lines.push_back(rest);
  const Provenance origin = OriginOf(compiled_.text, name);
  if (!origin.file.empty()) {
    lines.push_back(fmt::format("of {}{}", origin.file, origin.changed.empty() ? "" : ", changed"));
  }
  declared_[{symbol, index}] = Add(kind, name, std::move(lines));
}

std::string PictureMaker::DefineWords(const ast::Define& define) const {
  if (!define.as) return "";
  const std::string joined = OperatorText(*define.as);
  return joined.empty() ? ExpressionText(compiled_.text.source, *define.as) : joined;
}

std::string PictureMaker::RuleWords(std::uint32_t rule) const {
  std::vector<std::string> words;
  for (const Action& action : guideline_.rules[rule].actions) {
    words.push_back(ActionWords(guideline_, action));
  }
  std::string text = fmt::format("{}", fmt::join(words, "; "));
  const Urgency urgency = guideline_.rules[rule].urgency;
  if (urgency != Urgency::kNone) text += fmt::format(" ({})", UrgencyName(urgency));
  return text;
}

std::string PictureMaker::RecheckWords(const ast::Recheck& recheck) const {
  std::vector<std::string> anchors;
  for (const ast::ExprPtr& anchor : recheck.anchors) anchors.push_back(anchor->name.text);
  const auto place = [&](Span span) { return PlaceText(compiled_.text.source, span); };
  const std::string from = fmt::format("{}{}", fmt::join(anchors, ", "),
                                       recheck.lasts ? " for " + place(recheck.lasts->span) : "");
  if (recheck.every) {
    return fmt::format("{} every {} from {}", recheck.fact.text, place(recheck.every->span), from);
  }
  return fmt::format("{} in {} after {}{}", recheck.fact.text, place(recheck.in->span),
                     anchors.size() > 1 ? "latest of " : "", from);
}

void PictureMaker::AddVertices() {
  const auto add_all = [](const auto& declarations, const auto& add) {
    for (std::uint32_t i = 0; i < declarations.size(); ++i) add(i, *declarations[i]);
  };
  add_all(names_.facts, [&](std::uint32_t i, const ast::Fact& fact) {
    AddDeclared(Kind::kFact, SymbolKind::kFact, i, fact, FactWords(guideline_.facts[i]));
  });
  add_all(names_.ranges, [&](std::uint32_t i, const ast::Range& range) {
    const std::string says = CutWords(range.of->name.text, guideline_.ranges[i].lines, "range ");
    AddDeclared(Kind::kCut, SymbolKind::kRange, i, range, says);
  });
  add_all(names_.thresholds, [&](std::uint32_t i, const ast::Threshold& threshold) {
    const std::string says = CutWords(threshold.of->name.text, guideline_.thresholds[i].lines, "");
    AddDeclared(Kind::kCut, SymbolKind::kThreshold, i, threshold, says);
  });
  add_all(names_.defines, [&](std::uint32_t i, const ast::Define& define) {
    const Kind kind = define.is_result ? Kind::kResult : Kind::kDefinition;
    AddDeclared(kind, SymbolKind::kDefine, i, define, DefineWords(define));
  });
  add_all(names_.ambiguities, [&](std::uint32_t i, const ast::Ambiguity& ambiguity) {
    const std::string says = ambiguity.adopted ? "the reading " + ambiguity.adopted->text
                                               : std::string("what all readings agree on");
    AddDeclared(Kind::kAmbiguity, SymbolKind::kAmbiguity, i, ambiguity, says);
  });
  add_all(names_.tables, [&](std::uint32_t i, const ast::Table& table) {
    std::vector<std::string> inputs;
    for (const ast::Name& input : table.inputs) inputs.push_back(input.text);
    const std::string across = table.across ? " across " + table.across->text : "";
    const std::string says =
        fmt::format("table of {}{}, {} rows", fmt::join(inputs, ", "), across, table.rows.size());
    AddDeclared(Kind::kResult, SymbolKind::kTable, i, table, says);
  });
  add_all(names_.scores, [&](std::uint32_t i, const ast::Score& score) {
    AddDeclared(Kind::kResult, SymbolKind::kScore, i, score, "score");
  });
  add_all(names_.rules, [&](std::uint32_t i, const ast::Rule& rule) {
    AddDeclared(Kind::kRule, SymbolKind::kRule, i, rule, RuleWords(i));
  });
  add_all(names_.rechecks, [&](std::uint32_t i, const ast::Recheck& recheck) {
    AddDeclared(Kind::kRecheck, SymbolKind::kRecheck, i, recheck, RecheckWords(recheck));
  });
}

void PictureMaker::AddUnnamedVertices() {
  if (const ast::ExprPtr& applies = names_.guideline->applies_when) {
    scope_ =
        Add(Kind::kScope, "", {"applies when", ExpressionText(compiled_.text.source, *applies)});
  }
  for (const ast::Contraindication* of : names_.contraindications) {
    std::vector<std::string> treatments;
    for (const ast::Name& treatment : of->treatments) treatments.push_back(treatment.text);
    const std::string what = of->blocks ? "contraindication" : "caution";
    const std::string title = of->title ? what + ": " + of->title->text : what;
    restrictions_.push_back(
        Add(Kind::kRestriction, "", {title, fmt::format("{}", fmt::join(treatments, ", "))}));
  }
  for (const ast::Property* property : names_.properties) {
    const std::string what = property->always ? "must always" : "must never";
    const std::string title = property->title ? ": " + property->title->text : "";
    properties_.push_back(Add(Kind::kProperty, "", {what + title}));
  }
}

Picture PictureMaker::Make() {
  AddVertices();
  AddUnnamedVertices();
  ConnectDeclarations();
  return std::move(picture_);
}

Picture DrawPicture(const CompiledGuideline& compiled) { return PictureMaker(compiled).Make(); }

}  // namespace mgl
