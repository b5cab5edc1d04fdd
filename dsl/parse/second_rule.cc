#include "dsl/parse/second_rule.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Where the rule begins whose action gives, considers or advises it.
std::size_t RuleFor(std::string_view text, std::string_view treatment) {
  for (const DeclaredName& rule : DeclaredNames(text, {"rule"})) {
    if (rule.name == RuleGiving(text, treatment)) return rule.begin;
  }
  const std::string advised = fmt::format("advise {}", treatment);
  for (std::size_t at = text.find(advised); at != text.npos; at = text.find(advised, at + 1)) {
    if (WordAt(text, at + 7).size() != treatment.size()) continue;
    const DeclaredName rule = DeclarationAt(text, at);
    if (rule.keyword == "rule") return rule.begin;
  }
  return std::string_view::npos;
}

}  // namespace

std::string ConditionOf(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  do {
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
  } while (end < text.size() && !IsDeclarationWord(WordAt(text, end)));
  return ConditionAbove(text, end);
}

Beside BesideAt(std::string_view text, std::size_t at) {
  Beside beside;
  beside.text = text;
  const DeclaredName around = DeclarationAt(text, at);
  std::size_t rule = std::string_view::npos;
  if (around.keyword == "medication" || around.keyword == "diet") {
    beside.name = around.name;
    rule = RuleFor(text, around.name);
  } else if (around.keyword == "rule") {
    beside.name = GivenAbove(text, EndIn(text, LineRest(text, at)));
    rule = around.begin;
  }
  if (!beside.name.empty()) beside.title = TitleOfName(text, beside.name);
  if (rule != std::string_view::npos) beside.when = ConditionOf(text, rule);
  return beside;
}

std::string WholeRule(std::string_view name, std::string_view title, std::string_view when,
                      std::string_view action) {
  return when.empty()
             ? fmt::format(
                   "`rule {} \"{}\"`, and below it a line `when` with its condition and `then {}`",
                   name, title, action)
             : fmt::format("`rule {} \"{}\"`, and below it `when {}` and `then {}`", name, title,
                           when, action);
}

std::string AlsoInRule(std::string_view text, std::size_t at, std::string_view action,
                       std::size_t number) {
  const DeclaredName rule = DeclarationAt(text, at);
  const std::string base = fmt::format("{}_also", rule.name.empty() ? "rule" : rule.name);
  const auto is_taken = [&](const std::string& name) {
    return !NamedBy(text, name, {"rule", "fact", "define", "medication", "recheck"}).name.empty();
  };
  std::string name = number > 1 ? fmt::format("{}_{}", base, number) : base;
  while (is_taken(name)) name += "_2";
  const std::string title = rule.title.empty() ? AsTitle(rule.name) : std::string(rule.title);
  return WholeRule(name, fmt::format("{}, also", title), ConditionOf(text, rule.begin), action);
}

std::string SecondRule(const Beside& beside, std::string_view purpose, std::string_view title,
                       std::string_view action) {
  std::string name = beside.name.empty() ? fmt::format("second_{}", purpose)
                                         : fmt::format("{}_{}", beside.name, purpose);
  while (!NamedBy(beside.text, name, {"rule", "fact", "define", "medication", "recheck"})
              .name.empty()) {
    name += "_2";
  }
  return WholeRule(
      name, beside.title.empty() ? std::string(title) : fmt::format("{}: {}", beside.title, title),
      beside.when, action);
}

}  // namespace mgl
