#include "dsl/reread/line_forms.h"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"

namespace mgl {
namespace {

struct Form {
  std::string_view keyword;
  std::string_view form;
};

constexpr Form kLines[] = {
    {"given", "`given NAME VALUE, NAME VALUE`, such as `given age 72 years, fever yes`"},
    {"expect", "`expect NAME OUTCOME`, such as `expect treat yes`"},
    {"row", "`row CELL, CELL gives VALUE`, such as `row < 65 years, any gives low`"},
    {"line", "`line LOW to HIGH UNIT`, such as `line 3.5 to 5.0 mmol/L`"},
    {"dose", "`dose AMOUNT HOW_OFTEN`, such as `dose 500 mg every 8 hours`"},
    {"points", "`points NUMBER when CONDITION`, such as `points 2 when age >= 75 years`"},
    {"item", "`item \"Title\" points NUMBER when CONDITION`"},
    {"reading", "`reading NAME \"Title\" as CONDITION`"},
    {"value", "`value VALUE when CONDITION`, and the last one `value VALUE otherwise`"},
    {"result", "`result NAME \"Title\" in UNIT as …`, or another kind in place of `in UNIT`"},
    {"table", "`table NAME \"Title\" of INPUT, INPUT gives …`"},
    {"when", "`when CONDITION`, such as `when age >= 65 years and fever`"},
    {"then", "`then ACTION`, such as `then give MEDICATION` or `then note \"…\"`"},
    {"food",
     "`food NAME \"Title\" AMOUNT per TIME`, such as `food nuts \"Nuts\" 2 servings per day`"},
};

/// Of the declarations whose lines are of one kind: what a line without a keyword is meant to be.
constexpr Form kMeant[] = {{"example", "given"},   {"table", "row"},  {"range", "line"},
                           {"medication", "dose"}, {"score", "item"}, {"ambiguity", "reading"},
                           {"diet", "food"}};

std::string_view FormOf(std::string_view keyword) {
  const auto* form = std::ranges::find(kLines, keyword, &Form::keyword);
  return form == std::end(kLines) ? std::string_view() : form->form;
}

}  // namespace

std::string FormOfLine(std::string_view text, const Diagnostic& diagnostic,
                       std::string_view shown) {
  const std::size_t begin = LineBegin(text, diagnostic.span.begin);
  const std::string_view word =
      WordAt(text, std::min(text.find_first_not_of(" \t", begin), text.size()));
  std::string_view form = FormOf(WordAt(shown, 0));
  if (form.empty()) form = FormOf(word);
  if (form.empty()) {
    const std::string_view keyword = DeclarationAt(text, begin).keyword;
    const auto* meant = std::ranges::find(kMeant, keyword, &Form::keyword);
    if (meant != std::end(kMeant) && word != keyword) form = FormOf(meant->form);
  }
  if (!form.empty()) return fmt::format("such a line is written as {}", form);
  return {};
}

}  // namespace mgl
