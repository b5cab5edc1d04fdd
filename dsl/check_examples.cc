// Examples: what is given fits its fact, what is expected can be.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/check_statements.h"
#include "dsl/check_values.h"
#include "dsl/resolve_names.h"
#include "dsl/wording.h"

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
  checker.context.Report(DiagnosticKind::kWrongExpectation, value.span,
                         fmt::format("{} is never {}", what, ValueInWords(value)),
                         DidYouMean(word, words, fmt::format("expect {}", JoinedNames(words))));
}

void CheckExpectedDefine(const StatementChecker& checker, std::uint32_t define,
                         const ast::Literal& value) {
  if (value.kind == ast::Literal::Kind::kUnknown || value.kind == ast::Literal::Kind::kMissing) {
    return;
  }
  const ast::Define& declaration = *checker.context.resolution.defines[define];
  const ExprType& type = checker.context.define_types[define];
  if (type.kind == ExprType::Kind::kTruth) {
    CheckExpectedWord(checker, value, Quoted(declaration.name.text), TruthWords());
    return;
  }
  const Measured subject{
      type, declaration.name.span, Quoted(declaration.name.text), "", false, &declaration, false};
  CheckTypedValue(checker.context, checker.quantities, subject, value);
}

void CheckOutcome(const StatementChecker& checker, const ast::Expectation& expectation) {
  const Symbol symbol = checker.context.resolution.Find(expectation.target.text);
  const std::string name = Quoted(expectation.target.text);
  for (const ast::Literal& value : expectation.values) {
    switch (symbol.kind) {
      case SymbolKind::kRule:
        CheckExpectedWord(checker, value, fmt::format("the outcome of {}", name), RuleWords());
        break;
      case SymbolKind::kRecheck:
        CheckExpectedWord(checker, value, fmt::format("the status of {}", name), RecheckWords());
        break;
      case SymbolKind::kThreshold:
      case SymbolKind::kAmbiguity:
        CheckExpectedWord(checker, value, name, TruthWords());
        break;
      case SymbolKind::kDefine:
        CheckExpectedDefine(checker, symbol.index, value);
        break;
      default:
        break;  // reported by the resolver
    }
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
  using Kind = ast::Expectation::Kind;
  std::map<std::pair<bool, std::string_view>, Span> seen;
  for (const ast::Expectation& expectation : example.expectations) {
    const std::string_view target =
        expectation.kind == Kind::kScope ? "scope" : std::string_view(expectation.target.text);
    if (target.empty()) continue;
    const auto key = std::pair(expectation.kind == Kind::kAsk, target);
    const auto [first, is_new] = seen.emplace(key, expectation.span);
    if (!is_new) {
      ReportRepeated(checker, expectation.span, first->second,
                     fmt::format("`{}` is expected", target));
    }
    switch (expectation.kind) {
      case Kind::kOutcome:
        CheckOutcome(checker, expectation);
        break;
      case Kind::kScope:
        break;  // the parser knows its words
      case Kind::kCouldBe:
        checker.context.Report(DiagnosticKind::kNotInThisVersion, expectation.span,
                               "`could be` is not in this version yet",
                               "expect one value, or `unknown`");
        break;
      case Kind::kAsk:
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
