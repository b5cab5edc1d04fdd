#include "dsl/parse/line_forms.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/listed_choices.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "engine/text/plain_text.h"
#include "engine/unit/unit.h"

namespace mgl {
namespace {

struct LineForm {
  std::string_view declaration;
  std::string_view keyword;
  std::string_view form;
};
constexpr LineForm kLineForms[] = {
#include "dsl/parse/line_forms.def"
};

/// Of the declarations whose lines are of one kind: what a line without a keyword is meant to be.
constexpr std::pair<std::string_view, std::string_view> kMeantLines[] = {
    {"example", "given"}, {"table", "row"},         {"range", "line"}, {"medication", "dose"},
    {"score", "item"},    {"ambiguity", "reading"}, {"diet", "food"}};

std::string_view FormOf(std::string_view declaration, std::string_view keyword) {
  for (const LineForm& form : kLineForms) {
    const bool fits = form.declaration.empty() || form.declaration == declaration;
    if (fits && form.keyword == keyword) return form.form;
  }
  return {};
}

/// The one that the line names, else the first; else empty.
DeclaredName NamedInLine(const std::vector<DeclaredName>& all, std::string_view line) {
  for (const DeclaredName& one : all) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      const std::string_view word = WordAt(line, at);
      if (!word.empty() && word == one.name) return one;
      at += word.size();
    }
  }
  return all.empty() ? DeclaredName() : all.front();
}

/// `potassium > 5.5 mmol/L`, of what the line names and the numbers that it has.
std::string ConditionFor(std::string_view text, std::string_view line) {
  std::vector<DeclaredName> facts = DeclaredNames(text, {"fact"});
  std::erase_if(facts, [](const DeclaredName& one) {
    return one.name.empty() || !(one.kind.starts_with("in ") || one.kind.starts_with("is yes/no"));
  });
  const DeclaredName fact = NamedInLine(facts, line);
  if (fact.name.empty()) return "age >= 65 years";
  const std::string_view unit = UnitOf(fact);
  if (fact.kind.starts_with("is yes/no")) return std::string(fact.name);
  const std::size_t digit = std::min(line.find_first_of("0123456789"), line.size());
  const Found number = FindAt(line, digit);
  // In another unit, or with a comma, the number that is shown would be another one.
  const std::string_view behind =
      Trimmed(line.substr(std::min<std::size_t>(number.span.end, line.size())));
  const std::string_view own =
      behind.substr(0, std::min(behind.find_first_of(" \t)"), behind.size()));
  if (number.kind == FoundKind::kNumber && !own.empty() && own != unit &&
      (own.front() == ',' || ParseUnit(own))) {
    return fmt::format("{} >= NUMBER {}", fact.name, unit);
  }
  if (number.kind != FoundKind::kNumber || unit == "weeks and days") {
    return fmt::format("{} >= {}", fact.name, unit == "weeks and days" ? "28+0" : "NUMBER UNIT");
  }
  return fmt::format("{} >= {} {}", fact.name, number.text, unit);
}

/// `3.5 to 5.0 mmol/L`, with the numbers of the line and the unit of its fact.
std::string IntervalFor(std::string_view text, std::size_t at, std::string_view line) {
  const DeclaredName owner = DeclarationAt(text, at);
  const DeclaredName fact =
      owner.keyword == "fact"
          ? owner
          : NamedBy(text, owner.kind.starts_with("of ") ? WordAt(owner.kind, 3) : "",
                    {"fact", "define", "result"});
  const std::string_view unit = UnitOf(fact);
  std::vector<std::string_view> numbers;
  for (std::size_t from = line.find_first_of("0123456789"); from < line.size();
       from = line.find_first_of("0123456789", from)) {
    const Found number = FindAt(line, from);
    numbers.push_back(number.text);
    from += std::max<std::size_t>(number.text.size(), 1);
  }
  if (numbers.size() != 2 || unit.empty() || unit == "weeks and days") return "3.5 to 5.0 mmol/L";
  return fmt::format("{} to {} {}", numbers[0], numbers[1], unit);
}

/// A cell of an input: the first tells something, the others take all.
std::string CellFor(std::string_view text, const DeclaredName& input, bool is_first) {
  const std::string_view unit = UnitOf(input);
  const ListedChoices choices = ChoicesOfName(text, input);
  if (!is_first) return "any";
  if (!choices.choices.empty()) return std::string(choices.choices.front().name);
  if (input.kind.starts_with("is yes/no")) return "yes";
  if (unit == "weeks and days") return "< 37+0";
  return unit.empty() ? "any" : fmt::format("< 10 {}", unit);
}

std::string FilledForm(std::string form, std::string_view text, std::size_t at) {
  const std::string_view line = Trimmed(LineRest(text, LineBegin(text, at)));
  const auto fill = [&](std::string_view slot, const auto& with) {
    const std::size_t found = form.find(slot);
    if (found != form.npos) form.replace(found, slot.size(), with());
  };
  const auto first = [&](std::string_view keyword, std::string_view kind, std::string_view none) {
    std::vector<DeclaredName> all = DeclaredNames(text, {keyword});
    std::erase_if(all, [&](const DeclaredName& one) {
      return one.name.empty() || !one.kind.starts_with(kind);
    });
    const DeclaredName named = NamedInLine(all, line);
    return std::string(named.name.empty() ? none : named.name);
  };
  fill("{head}", [&] {
    const DeclaredName own = DeclarationAt(text, at);
    const std::string_view name = own.name.empty() ? std::string_view("NAME") : own.name;
    return fmt::format("{} \"{}\"", name,
                       own.title.empty() ? std::string_view("Title") : own.title);
  });
  fill("{condition}", [&] { return ConditionFor(text, line); });
  fill("{interval}", [&] { return IntervalFor(text, at, line); });
  fill("{row}", [&] { return ExampleRow(text, at); });
  fill("{medication}", [&] { return first("medication", "", "MEDICATION"); });
  fill("{fact}", [&] { return first("fact", "in ", "FACT"); });
  fill("{date}", [&] { return first("fact", "is date", "DATE"); });
  return form;
}

}  // namespace

std::string ExampleRow(std::string_view text, std::size_t at) {
  std::string_view inputs = DeclarationAt(text, at).kind;
  if (inputs.starts_with("of ")) inputs.remove_prefix(3);
  const std::size_t gives = std::min(inputs.find(" gives"), inputs.size());
  const std::string_view answer = Trimmed(inputs.substr(std::min(gives + 7, inputs.size())));
  inputs = inputs.substr(0, std::min(gives, inputs.find(" across")));
  std::string cells;
  for (bool is_first = true; !inputs.empty(); is_first = false) {
    const std::size_t comma = std::min(inputs.find(','), inputs.size());
    const DeclaredName input =
        NamedBy(text, Trimmed(inputs.substr(0, comma)), {"fact", "define", "result"});
    cells += (is_first ? "" : ", ") + CellFor(text, input, is_first);
    inputs = inputs.substr(std::min(comma + 1, inputs.size()));
  }
  std::string value = "low";
  if (answer.starts_with("number")) value = "1";
  if (answer.starts_with("yes/no")) value = "yes";
  if (answer.starts_with("in ")) value = fmt::format("1 {}", answer.substr(3));
  if (answer.starts_with("one of")) value = "VALUE";
  return fmt::format("row {} gives {}", cells.empty() ? "any" : cells, value);
}

std::string FormOfLine(std::string_view text, const Diagnostic& diagnostic,
                       std::string_view shown) {
  return FormOfLineAt(text, diagnostic.span.begin, WordAt(shown, 0));
}

std::string FormOfLineAt(std::string_view text, std::size_t at, std::string_view meant) {
  const std::size_t begin = LineBegin(text, std::min(at, text.size() - 1));
  const std::string_view word =
      WordAt(text, std::min(text.find_first_not_of(" \t", begin), text.size()));
  const std::string_view declaration = DeclarationAt(text, begin).keyword;
  std::string_view form = FormOf(declaration, meant);
  if (form.empty()) form = FormOf(declaration, word);
  const auto* line = std::ranges::find(kMeantLines, declaration,
                                       &std::pair<std::string_view, std::string_view>::first);
  if (form.empty() && line != std::end(kMeantLines) && word != declaration) {
    form = FormOf(declaration, line->second);
  }
  if (form.empty()) return {};
  return fmt::format("such a line is written as {}", FilledForm(std::string(form), text, begin));
}

}  // namespace mgl
