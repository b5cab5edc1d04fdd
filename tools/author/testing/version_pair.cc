// What hangs on the changed declaration is copied under other names, with the change, behind the
// original text. Equal nodes are one in the graph, so what does not differ needs no search.
#include "tools/author/testing/version_pair.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "dsl/ast/ast.h"
#include "dsl/compile.h"
#include "engine/eval_scalar.h"
#include "engine/prove/every_patient.h"
#include "engine/text/plain_text.h"
#include "tools/author/lint/patient_words.h"
#include "tools/author/testing/aim_search.h"
#include "tools/case/examples/example_check.h"

namespace mgl {
namespace {

constexpr std::uint64_t kPairBudget = 20'000;  // sets of patients a question
constexpr std::string_view kSuffix = "_as_changed";
constexpr std::string_view kHelperPrefix = "compared_as_changed_";

std::string Changed(const std::string& name) { return name + std::string(kSuffix); }

/// Calls `word` for each word outside strings and comments, `other` for all that is between.
void ForEachWord(std::string_view text, const std::function<void(std::string_view)>& word,
                 const std::function<void(std::string_view)>& other) {
  const auto is_word = [](char sign) {
    const bool is_letter = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    return is_letter || IsDigit(sign) || sign == '_';
  };
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at + 1;
    if (text[at] == '"') {
      while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2U : 1U;
      end = std::min(end + 1, text.size());
    } else if (text[at] == '#' && (at == 0 || kBlanks.find(text[at - 1]) != kBlanks.npos)) {
      end = std::min(text.find('\n', at), text.size());
    } else if (is_word(text[at])) {
      while (end < text.size() && is_word(text[end])) ++end;
      word(text.substr(at, end - at));
      at = end;
      continue;
    }
    other(text.substr(at, end - at));
    at = end;
  }
}

/// The names that a declaration brings: its own, of options and parts, of items.
std::vector<std::string> NamesIn(const ast::Declaration& declaration) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (!name.empty()) names.push_back(name);
  };
  add(ast::Base(declaration).name.text);
  if (const auto* medication = std::get_if<ast::Medication>(&declaration)) {
    for (const ast::Option& option : medication->options) add(option.name.text);
    for (const ast::Option& part : medication->parts) add(part.name.text);
  }
  if (const auto* score = std::get_if<ast::Score>(&declaration)) {
    for (const ast::ScoreItem& item : score->items) add(item.name.text);
  }
  return names;
}

bool CanBeCopied(const ast::Declaration& declaration) {
  return !std::holds_alternative<ast::Guideline>(declaration) &&
         !std::holds_alternative<ast::Fact>(declaration);
}

/// What decides nothing is left where it is.
bool DecidesNothing(const ast::Declaration& declaration) {
  return std::holds_alternative<ast::Property>(declaration) ||
         std::holds_alternative<ast::Example>(declaration) ||
         std::holds_alternative<ast::Accept>(declaration) ||
         std::holds_alternative<ast::Exclusive>(declaration) ||
         std::holds_alternative<ast::Apart>(declaration);
}

bool Avoids(const ast::Rule& rule) {
  return std::ranges::any_of(rule.actions, [](const ast::Action& action) {
    return action.verb == ast::ActionVerb::kAvoid;
  });
}

}  // namespace

VersionPair::VersionPair(const CompiledGuideline& original, const CompiledGuideline& changed,
                         std::size_t declaration)
    : original_(original), changed_(changed) {
  if (original.text.file->declarations.size() != changed.text.file->declarations.size()) {
    why_not_ = "the change makes other declarations of the text";
    return;
  }
  FindDependents(declaration);
  if (why_not_.empty()) Combine(declaration);
}

void VersionPair::FindDependents(std::size_t declaration) {
  is_copied_.assign(original_.text.file->declarations.size(), false);
  is_copied_[declaration] = true;
  while (why_not_.empty() && Reach()) {
  }
  for (std::size_t i = 0; i < is_copied_.size(); ++i) {
    if (!is_copied_[i] || CanBeCopied(original_.text.file->declarations[i])) continue;
    why_not_ = "it changes for whom the guideline is, or which values count";
  }
}

/// One round; says whether more was found. What uses something that is copied is copied too; what
/// overrides and what is overridden go together, and so do a medication and what forbids it.
bool VersionPair::Reach() {
  const auto& declarations = original_.text.file->declarations;
  std::set<std::string, std::less<>> copied;
  std::set<std::string, std::less<>> reached;  // names whose declarations must be copied
  for (std::size_t i = 0; i < declarations.size(); ++i) {
    if (!is_copied_[i]) continue;
    for (const std::string& name : NamesIn(declarations[i])) copied.insert(name);
    if (const auto* rule = std::get_if<ast::Rule>(&declarations[i])) {
      for (const ast::Name& name : rule->overrides) reached.insert(name.text);
      for (const ast::Action& action : rule->actions) {
        if (Avoids(*rule) && action.target) reached.insert(action.target->text);
      }
    }
    if (const auto* item = std::get_if<ast::Contraindication>(&declarations[i])) {
      for (const ast::Name& name : item->treatments) reached.insert(name.text);
    }
  }
  bool found = false;
  for (std::size_t i = 0; i < declarations.size(); ++i) {
    if (is_copied_[i] || DecidesNothing(declarations[i])) continue;
    bool is_needed = false;
    for (const std::string& name : NamesIn(declarations[i])) is_needed |= reached.contains(name);
    ForEachWord(
        original_.text.source.Text(ast::Base(declarations[i]).span),
        [&](std::string_view word) { is_needed |= copied.contains(word); },
        [](std::string_view) {});
    // A fact that is only ordered or measured is no part of what decides.
    is_needed &= !std::holds_alternative<ast::Source>(declarations[i]) &&
                 !std::holds_alternative<ast::Reference>(declarations[i]) &&
                 !std::holds_alternative<ast::Substance>(declarations[i]);
    is_copied_[i] = is_needed;
    found |= is_needed;
  }
  return found;
}

void VersionPair::Combine(std::size_t declaration) {
  const auto& declarations = original_.text.file->declarations;
  std::set<std::string, std::less<>> renamed;
  for (std::size_t i = 0; i < declarations.size(); ++i) {
    if (!is_copied_[i]) continue;
    for (const std::string& name : NamesIn(declarations[i])) renamed.insert(name);
  }
  std::string text(original_.text.source.text());
  for (std::size_t i = 0; i < declarations.size(); ++i) {
    if (!is_copied_[i]) continue;
    const CompiledGuideline& from = i == declaration ? changed_ : original_;
    text += '\n';
    ForEachWord(
        from.text.source.Text(ast::Base(from.text.file->declarations[i]).span),
        [&](std::string_view word) {
          text += word;
          if (renamed.contains(word)) text += kSuffix;
        },
        [&](std::string_view other) { text += other; });
  }
  std::string defines;
  for (const ResultColumn& result : original_.guideline.results) {
    if (renamed.contains(result.name)) AddResult(result.name, defines);
  }
  both_ = Compile(SourceFile(original_.text.source.path(), text + "\n" + defines)).guideline;
  if (both_ == nullptr) {
    why_not_ = "the two versions cannot be put into one text";
    return;
  }
  CollectGoals();
}

/// Conditions that tell the values of the two apart.
void VersionPair::AddResult(const std::string& name, std::string& defines) const {
  const auto result = std::ranges::find(original_.guideline.results, name, &ResultColumn::name);
  const std::string other = Changed(name);
  const auto add = [&](int number, const std::string& condition) {
    defines +=
        fmt::format("define {}{}_{} \"compared\" as {}\n", kHelperPrefix, name, number, condition);
  };
  if (result->is_text || result->type == FactType::kTruth) return;
  if (result->type != FactType::kChoice) {
    add(0, fmt::format("{} = {}", name, other));
    add(1, fmt::format("{} is known", name));
    add(2, fmt::format("{} is known", other));
    return;
  }
  int number = 0;
  for (const ChoiceOption& choice : result->choices) {
    add(number++, fmt::format("{} is {}", name, choice.name));
    add(number++, fmt::format("{} is {}", other, choice.name));
  }
}

void VersionPair::AddTruths(NodeId a, NodeId b) {
  if (a == b) return;
  for (const Truth truth : kTruths) {
    const TruthSet others = (TruthSet::Decided() | Truth::kUnknown).Without(truth);
    differences_.push_back({{{a, truth}, {b, others}}, std::nullopt});
  }
}

void VersionPair::CollectGoals() {
  const Guideline& guideline = both_->guideline;
  const auto changed = [&](const auto& list, const std::string& name) {
    using Item = std::remove_cvref_t<decltype(list[0])>;
    return std::ranges::find(list, Changed(name), &Item::name);
  };
  for (const Rule& rule : guideline.rules) {
    const auto other = changed(guideline.rules, rule.name);
    if (other == guideline.rules.end()) continue;
    AddTruths(rule.outcome, other->outcome);
    AddTruths(rule.due, other->due);
    AddTruths(rule.allowed, other->allowed);
  }
  for (const Recheck& recheck : guideline.rechecks) {
    const auto other = changed(guideline.rechecks, recheck.name);
    if (other == guideline.rechecks.end()) continue;
    AddTruths(recheck.when, other->when);
    if (recheck.anchors != other->anchors) why_not_ = "dates of a recheck hang on it";
  }
  for (std::size_t k = 0; k < guideline.ambiguities.size(); ++k) {
    const Ambiguity& ambiguity = guideline.ambiguities[k];
    const auto other = changed(guideline.ambiguities, ambiguity.name);
    if (other == guideline.ambiguities.end()) continue;
    for (std::uint32_t i = 0; i < ambiguity.readings.size(); ++i) {
      const NodeId node = ambiguity.readings[i].node;
      if (guideline.graph.node(node).type != ValueType::kTruth) continue;
      const std::size_t first = differences_.size();
      AddTruths(node, other->readings[i].node);
      for (std::size_t of = first; of < differences_.size(); ++of) {
        differences_[of].reading.emplace(k, i);
      }
    }
  }
  for (const ResultColumn& result : guideline.results) {
    const auto other = changed(guideline.results, result.name);
    if (other == guideline.results.end() || other->node == result.node) continue;
    if (result.is_text) why_not_ = "a text hangs on it";
    if (result.type == FactType::kTruth) AddTruths(result.node, other->node);
  }
  const std::size_t first = differences_.size();
  for (const ResultColumn& result : guideline.results) AddHelpers(result);
  for (std::size_t i = first; i < differences_.size(); ++i) {
    differences_[i].goals.push_back({guideline.scope, Truth::kYes});  // else results are empty
  }
}

void VersionPair::AddHelpers(const ResultColumn& result) {
  const std::vector<Definition>& definitions = both_->guideline.definitions;
  const auto helper = [&](int number) {
    const auto found = std::ranges::find(
        definitions, fmt::format("{}{}_{}", kHelperPrefix, result.name, number), &Definition::name);
    return found == definitions.end() ? std::nullopt : std::optional(found->node);
  };
  const bool is_choice = result.type == FactType::kChoice;
  if (!is_choice && helper(0)) {
    differences_.push_back({{{*helper(0), Truth::kNo}}, std::nullopt});
  }
  for (int i = is_choice ? 0 : 1; helper(i) && helper(i + 1); i += 2) {
    AddTruths(*helper(i), *helper(i + 1));
  }
}

std::vector<std::string> VersionPair::Differing(const Decision& decision) const {
  const Guideline& guideline = both_->guideline;
  std::vector<std::string> names;
  const auto place = [](const auto& list, const std::string& name) {
    using Item = std::remove_cvref_t<decltype(list[0])>;
    return static_cast<std::size_t>(
        std::distance(list.begin(), std::ranges::find(list, Changed(name), &Item::name)));
  };
  for (std::size_t i = 0; i < decision.rules.size(); ++i) {
    const std::size_t other = place(guideline.rules, guideline.rules[i].name);
    if (other == guideline.rules.size()) continue;
    if (decision.rules[i] != decision.rules[other]) names.push_back(guideline.rules[i].name);
  }
  for (const ResultColumn& result : guideline.results) {
    const std::size_t other = place(guideline.results, result.name);
    if (other == guideline.results.size() || !decision.HasResults()) continue;
    const ResultColumn& changed = guideline.results[other];
    if (ValueAsExpected(result, decision.nodes[Index(result.node)]) !=
        ValueAsExpected(changed, decision.nodes[Index(changed.node)])) {
      names.push_back(result.name);
    }
  }
  for (std::size_t i = 0; i < decision.rechecks.size(); ++i) {
    const std::size_t other = place(guideline.rechecks, guideline.rechecks[i].name);
    if (other == guideline.rechecks.size()) continue;
    if (decision.rechecks[i].status != decision.rechecks[other].status) {
      names.push_back(guideline.rechecks[i].name);
    }
  }
  return names;
}

/// The patient by a reading that the guideline does not adopt.
std::string VersionPair::ExampleByReading(const Difference& difference, const Case& patient,
                                          Day as_of, const std::string& title) const {
  const Guideline& guideline = both_->guideline;
  const auto& [index, reading] = *difference.reading;
  const Ambiguity& ambiguity = guideline.ambiguities[index];
  EvaluationOptions options{as_of, {}, false};
  options.readings.resize(guideline.ambiguities.size());
  options.readings[index] = reading;
  const Decision decision = ScalarEvaluator(guideline, options).Decide(patient);
  std::string text = PatientAsExample(guideline, patient, decision, as_of, title, {ambiguity.name});
  if (text.empty()) return text;
  return text.insert(text.find("\n  expect ") + 1, fmt::format("  reading {} {}\n", ambiguity.name,
                                                               ambiguity.readings[reading].name));
}

VersionPair::Comparison VersionPair::Compare(Day as_of, const std::string& title) {
  Comparison comparison;
  comparison.reason = why_not_;
  if (!why_not_.empty()) return comparison;
  comparison.answer = Answer::kAlike;
  if (differences_.empty()) return comparison;
  finder_ = std::make_unique<PatientFinder>(both_->guideline, EvaluationOptions{as_of, {}});
  for (const Difference& difference : differences_) {
    PatientSearch search = finder_->Find(difference.goals, finder_->Everybody(), kPairBudget);
    if (search.answer == PatientSearch::Answer::kNotDecided) {
      PatientSearch every = LookAtEveryPatient(both_->guideline, *finder_, {difference.goals});
      if (every.answer != PatientSearch::Answer::kNotDecided) search = std::move(every);
    }
    if (search.answer == PatientSearch::Answer::kNone) continue;
    comparison.answer = Answer::kNotDecided;
    comparison.reason = SearchReasonText(search.reason);
    if (!search.found) continue;
    const Case& patient = search.found->patient;
    const Decision& decision = finder_->Decide(patient);
    const std::vector<std::string> differs = Differing(decision);
    comparison.reason = "only what is no outcome was found to come out otherwise";
    if (differs.empty() && !difference.reading) continue;
    comparison.answer = Answer::kTold;
    comparison.reason.clear();
    comparison.example = differs.empty() ? ExampleByReading(difference, patient, as_of, title)
                                         : PatientAsExample(both_->guideline, patient, decision,
                                                            as_of, title, differs);
    return comparison;
  }
  return comparison;
}

}  // namespace mgl
