// Examples: what is given fits its fact, what is expected can be.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "dsl/check/check_statements.h"
#include "dsl/check/check_values.h"
#include "dsl/check/text_values.h"
#include "dsl/resolve/expressions_of.h"
#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

const std::vector<std::string>& RuleWords() {
  static const std::vector<std::string> words = {"yes", "no", "unknown", "blocked", "overridden"};
  return words;
}
const std::vector<std::string>& RecheckWords() {
  static const std::vector<std::string> words = {"no",  "unknown", "upcoming",
                                                 "due", "overdue", "done"};
  return words;
}
const std::vector<std::string>& TruthWords() {
  static const std::vector<std::string> words = {"yes", "no", "unknown"};
  return words;
}

void CheckExpectedWord(const StatementChecker& checker, const ast::Literal& value,
                       const std::string& what, const std::vector<std::string>& words) {
  const std::string word = WordOf(value);
  if (!word.empty() && std::find(words.begin(), words.end(), word) != words.end()) return;
  constexpr std::string_view kYes[] = {"true",  "applies",  "given",
                                       "fires", "positive", "indicated"};
  constexpr std::string_view kNo[] = {"false", "not", "negative", "stopped", "excluded"};
  const bool is_yes = std::ranges::find(kYes, word) != std::end(kYes);
  if ((is_yes || std::ranges::find(kNo, word) != std::end(kNo)) && words.front() == "yes") {
    const std::string_view meant = is_yes ? "yes" : "no";
    checker.context.Report(DiagnosticKind::kWrongExpectation, value.span,
                           fmt::format("{} is never {}", what, ValueInWords(value)),
                           fmt::format("write `{}`", meant));
    return;
  }
  checker.context.Report(DiagnosticKind::kWrongExpectation, value.span,
                         fmt::format("{} is never {}", what, ValueInWords(value)),
                         DidYouMean(word, words, fmt::format("expect {}", JoinedNames(words))));
}

/// A declaration with a value that `expect` can name.
struct ExpectedValue {
  ExprType type;
  const ast::DeclarationBase* declaration = nullptr;
  Symbol symbol;
};

/// Empty where it has no value: a rule or recheck, or it was reported.
std::optional<ExpectedValue> ValueOf(const StatementChecker& checker, const Symbol& symbol) {
  const auto with = [&](ExprType type) {
    return ExpectedValue{std::move(type), DeclarationOf(checker.context.resolution, symbol),
                         symbol};
  };
  switch (symbol.kind) {
    case SymbolKind::kThreshold:
      return with(TruthType());
    case SymbolKind::kAmbiguity:
      return with(checker.context.checked.ambiguity_types[symbol.index]);
    case SymbolKind::kDefine:
      return with(checker.context.checked.define_types[symbol.index]);
    case SymbolKind::kTable:
      return with(checker.context.checked.table_types[symbol.index]);
    case SymbolKind::kScore:
    case SymbolKind::kItem:
      return with(PlainNumberType());
    default:
      return std::nullopt;
  }
}

Measured AsMeasured(const ExpectedValue& expected) {
  const ast::DeclarationBase& declaration = *expected.declaration;
  return {
      expected.type, declaration.name.span, Quoted(declaration.name.text), "", false, &declaration,
      false};
}

std::vector<std::string> TextsOf(const Resolution& resolution, const Symbol& symbol) {
  std::vector<std::string> texts;
  if (symbol.kind != SymbolKind::kDefine && symbol.kind != SymbolKind::kTable) return texts;
  VisitExpressionsOf(resolution, symbol, [&](const ast::Expr& expr) {
    if (expr.kind == ast::ExprKind::kText) texts.push_back(expr.name.text);
  });
  return texts;
}

void ReportExpectation(const StatementChecker& checker, Span span, std::string message,
                       std::string help) {
  checker.context.Report(DiagnosticKind::kWrongExpectation, span, std::move(message),
                         std::move(help));
}

void CheckExpectedValue(const StatementChecker& checker, const ExpectedValue& expected,
                        const ast::Literal& value) {
  using LiteralKind = ast::Literal::Kind;
  const std::string name = Quoted(expected.declaration->name.text);
  if (value.kind == LiteralKind::kMissing || expected.type.kind == ExprType::Kind::kError) return;
  if (expected.type.kind == ExprType::Kind::kTruth) {
    CheckExpectedWord(checker, value, name, TruthWords());
    return;
  }
  if (value.kind == LiteralKind::kUnknown) {
    ReportExpectation(checker, value.span,
                      fmt::format("{} is {} and never `unknown`", name, TypeInWords(expected.type)),
                      "expect `missing` where it has no value, or what it `could be`");
    return;
  }
  if (!CheckTypedValue(checker.context, checker.quantities, AsMeasured(expected), value)) return;
  if (value.kind == LiteralKind::kDate && value.last_day > value.date.day) {
    ReportExpectation(checker, value.span, fmt::format("{} is one day", name),
                      "write the day, or what it `could be`");
  }
  if (value.kind != LiteralKind::kText || expected.type.kind != ExprType::Kind::kText) return;
  const std::vector<std::string> texts = TextsOf(checker.context.resolution, expected.symbol);
  const auto can_be = [&](const std::string& text) { return CanBeShownAs(text, value.text.text); };
  if (std::ranges::any_of(texts, can_be)) return;
  ReportExpectation(checker, value.span, fmt::format("{} is never {}", name, ValueInWords(value)),
                    DidYouMean(value.text.text, texts, "write one of its texts"));
}

void CheckOutcome(const StatementChecker& checker, const ast::Expectation& expectation) {
  const Symbol symbol = checker.context.resolution.Find(expectation.target.text);
  const std::string name = Quoted(expectation.target.text);
  const std::optional<ExpectedValue> expected = ValueOf(checker, symbol);
  for (const ast::Literal& value : expectation.values) {
    if (expected) {
      CheckExpectedValue(checker, *expected, value);
    } else if (symbol.kind == SymbolKind::kRule) {
      CheckExpectedWord(checker, value, fmt::format("the outcome of {}", name), RuleWords());
    } else if (symbol.kind == SymbolKind::kRecheck) {
      CheckExpectedWord(checker, value, fmt::format("the status of {}", name), RecheckWords());
    }
  }
}

/// `could be 2 to 5`, `could be 2026-03-01 to 2026-03-31`.
void CheckPossibleInterval(const StatementChecker& checker, const ExpectedValue& expected,
                           const ast::Expectation& expectation) {
  const ast::Literal& value = expectation.values.front();
  const std::string name = Quoted(expected.declaration->name.text);
  const bool is_date = expected.type.kind == ExprType::Kind::kDate;
  if (value.kind == ast::Literal::Kind::kInterval && !is_date) {
    checker.quantities.FitSpan(AsMeasured(expected), value.interval);
    return;
  }
  if (value.kind == ast::Literal::Kind::kDate && is_date && value.last_day > value.date.day) return;
  const bool is_of_type = (value.kind == ast::Literal::Kind::kDate && is_date) ||
                          (value.kind == ast::Literal::Kind::kQuantity && !is_date);
  if (is_of_type) {
    ReportExpectation(checker, expectation.span, fmt::format("{} could be one value only", name),
                      "expect the value itself, without `could be`");
    return;
  }
  ReportExpectation(
      checker, value.span,
      fmt::format("{} is {}: what it could be is an interval", name, TypeInWords(expected.type)),
      is_date ? "write the days as a month or year, for example `could be 2026-03`"
              : "write for example `could be 2 to 5`");
}

void CheckPossibleList(const StatementChecker& checker, const ExpectedValue& expected,
                       const ast::Expectation& expectation) {
  const std::string name = Quoted(expected.declaration->name.text);
  std::set<std::string> seen;
  const Diagnostics& found = checker.context.diagnostics;
  const std::size_t before = found.size();
  for (const ast::Literal& value : expectation.values) {
    if (value.kind == ast::Literal::Kind::kMissing || value.kind == ast::Literal::Kind::kUnknown) {
      ReportExpectation(checker, value.span,
                        fmt::format("{} is no value that {} could be", ValueInWords(value), name),
                        "list values after `could be`");
      return;
    }
    CheckExpectedValue(checker, expected, value);
    const std::string text = ValueInWords(value);
    if (found.size() != before || seen.insert(text).second) continue;
    ReportExpectation(checker, value.span, fmt::format("{} is listed twice", text),
                      "list each value once");
  }
  if (found.size() != before || expectation.values.size() > 1) return;
  ReportExpectation(checker, expectation.span, fmt::format("{} could be one value only", name),
                    "expect the value itself, without `could be`, or list several");
}

void CheckCouldBe(const StatementChecker& checker, const ast::Expectation& expectation) {
  const Symbol symbol = checker.context.resolution.Find(expectation.target.text);
  if (symbol.kind == SymbolKind::kNone || expectation.values.empty()) return;
  const std::optional<ExpectedValue> expected = ValueOf(checker, symbol);
  if (!expected) {
    if (symbol.kind != SymbolKind::kRule && symbol.kind != SymbolKind::kRecheck) return;
    ReportExpectation(checker, expectation.span,
                      fmt::format("`{}` is {}, which has one answer", expectation.target.text,
                                  KindWithArticle(symbol.kind)),
                      "expect `unknown` where facts are missing");
    return;
  }
  switch (expected->type.kind) {
    case ExprType::Kind::kError:
      return;
    case ExprType::Kind::kNumber:
    case ExprType::Kind::kDate:
      if (expectation.values.size() == 1) {
        CheckPossibleInterval(checker, *expected, expectation);
      } else {
        ReportExpectation(
            checker, expectation.span,
            fmt::format("what `{}` could be is an interval, not a list", expectation.target.text),
            "write the smallest and the largest value, such as `could be 2 to 5`");
      }
      return;
    default:
      return CheckPossibleList(checker, *expected, expectation);
  }
}

void ReportRepeated(const StatementChecker& checker, Span second, Span first,
                    const std::string& what) {
  checker.context.Report(
      DiagnosticKind::kStatedTwice, second, fmt::format("{} twice in one example", what),
      "keep one of the two, or write another example", {{first, "the first is here"}});
}

void CheckGivens(const StatementChecker& checker, const ast::Example& example) {
  std::map<std::string_view, Span> seen;
  for (const ast::Given& given : example.givens) {
    const Symbol symbol = checker.context.resolution.Find(given.fact.text);
    if (symbol.kind != SymbolKind::kFact) continue;
    const auto [first, is_new] = seen.emplace(given.fact.text, given.fact.span);
    if (!is_new) {
      ReportRepeated(checker, given.fact.span, first->second,
                     fmt::format("`{}` is given", given.fact.text));
    }
    CheckFactValue(checker.context, checker.quantities, symbol.index, given.value,
                   ValueUse::kGiven);
  }
}

void CheckExpectations(const StatementChecker& checker, const ast::Example& example) {
  using ExpectationKind = ast::Expectation::Kind;
  std::map<std::pair<bool, std::string_view>, Span> seen;
  for (const ast::Expectation& expectation : example.expectations) {
    const std::string_view target = expectation.kind == ExpectationKind::kScope
                                        ? "scope"
                                        : std::string_view(expectation.target.text);
    if (target.empty()) continue;
    const auto key = std::pair(expectation.kind == ExpectationKind::kAsk, target);
    const auto [first, is_new] = seen.emplace(key, expectation.span);
    if (!is_new) {
      ReportRepeated(checker, expectation.span, first->second,
                     fmt::format("`{}` is expected", target));
    }
    switch (expectation.kind) {
      case ExpectationKind::kOutcome:
        CheckOutcome(checker, expectation);
        break;
      case ExpectationKind::kScope:
        break;  // the parser knows its words
      case ExpectationKind::kCouldBe:
        CheckCouldBe(checker, expectation);
        break;
      case ExpectationKind::kAsk:
        break;
    }
  }
}

void CheckReadings(const StatementChecker& checker, const ast::Example& example) {
  std::map<std::string_view, Span> seen;
  for (const auto& [ambiguity, reading] : example.readings) {
    if (ambiguity.text.empty()) continue;
    const auto [first, is_new] = seen.emplace(ambiguity.text, ambiguity.span);
    if (is_new) continue;
    ReportRepeated(checker, ambiguity.span, first->second,
                   fmt::format("a reading of `{}` is chosen", ambiguity.text));
  }
}

}  // namespace

void CheckExample(const StatementChecker& checker, const ast::Example& example) {
  CheckGivens(checker, example);
  CheckExpectations(checker, example);
  CheckReadings(checker, example);
}

}  // namespace mgl
