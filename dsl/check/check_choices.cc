// Choices: after `is`, in lists, and compared.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "dsl/check/check_expressions.h"
#include "dsl/parse/parse_kind_habits.h"
#include "dsl/resolve/resolve_names.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using Kind = ast::ExprKind;
using TypeKind = ExprType::Kind;

bool IsEquality(ast::Comparison comparison) {
  return comparison == ast::Comparison::kEqual || comparison == ast::Comparison::kNotEqual;
}

/// `potassium is low`: how to ask for it with the range of the fact, where it has one.
std::string HelpForLevel(const Resolution& resolution, const std::string& name,
                         std::string_view level) {
  constexpr std::array kBelow =
      std::to_array<std::string_view>({"low", "decreased", "reduced", "deficient", "lowered"});
  constexpr std::array kAbove =
      std::to_array<std::string_view>({"high", "increased", "elevated", "raised"});
  const auto is_in = [&](const auto& words) {
    return std::find(words.begin(), words.end(), level) != words.end();
  };
  constexpr std::array kOutside =
      std::to_array<std::string_view>({"abnormal", "deranged", "pathological"});
  const char* const side = is_in(kBelow) ? "below" : is_in(kAbove) ? "above" : "within";
  const bool is_within = side == std::string_view("within");
  if (is_within && level != "normal" && !is_in(kOutside)) return "";
  for (const ast::Range* range : resolution.ranges) {
    if (!range->of || range->of->name.text != name) continue;
    const std::string_view negation = is_in(kOutside) ? "not " : "";
    const std::string_view other = is_in(kOutside) ? "" : "not ";
    return fmt::format(
        "write `{0} is {4}{1} {2}` for `is {3}`, `{0} is {5}{1} {2}` for `is not {3}`", name, side,
        range->name.text, level, negation, other);
  }
  if (is_within) {
    return fmt::format(
        "say which numbers are normal, such as `{0} is {1}… to …`, or declare a `range` of `{0}`",
        name, is_in(kOutside) ? "not " : "");
  }
  return fmt::format(
      "say with a number from where on: `{0} {1} …`; of a `range` of `{0}` it is `{0} is {2} "
      "RANGE`, "
      "with its name",
      name, is_in(kBelow) ? "<" : ">", side);
}

}  // namespace

/// The resolver left this name alone: it is a choice of some list and stands in a comparison.
bool ExpressionChecker::IsLeftToChecker(const ast::Expr& expr) const {
  return expr.kind == Kind::kName && SymbolOf(expr).kind == SymbolKind::kNone &&
         context_.choices.contains(expr.name.text);
}

ExprType ExpressionChecker::ChoiceOperand(const ast::Expr& name, const ast::Expr& other,
                                          const ExprType& other_type, ast::Comparison comparison) {
  const std::string& choice = name.name.text;
  if (other_type.kind == TypeKind::kError) return {};
  const std::string subject = other.kind == Kind::kName ? other.name.text : "X";
  if (other_type.kind == TypeKind::kChoice) {
    const ast::ChoiceOwner& owner = *other_type.choices;
    const bool is_choice = HasChoice(owner, choice);
    if (is_choice && !IsEquality(comparison)) {
      if (name.id < context_.checked.types.size()) context_.checked.types[name.id] = other_type;
      return other_type;
    }
    if (is_choice) {
      context_.Report(DiagnosticKind::kDifferentChoices, name.span,
                      fmt::format("`{}` is a choice; `=` compares two facts", choice),
                      fmt::format("write `{} is {}{}`", subject,
                                  comparison == ast::Comparison::kNotEqual ? "not " : "", choice));
      return {};
    }
    if (context_.file.broken_names.contains(choice)) return {};
    CheckChoice(other, other_type, name.name);
    return {};
  }
  if (context_.file.broken_names.contains(choice)) return {};
  const std::vector<const ast::ChoiceOwner*> owners = ChoiceOwners(context_.resolution);
  const auto owner = std::find_if(owners.begin(), owners.end(), [&](const ast::ChoiceOwner* list) {
    return HasChoice(*list, choice);
  });
  const std::string owner_name = owner == owners.end() ? "FACT" : (*owner)->name.text;
  context_.Report(DiagnosticKind::kDifferentChoices, name.span,
                  fmt::format("`{}` is a choice of `{}`; {} is {}", choice, owner_name,
                              ExpressionInWords(other), Words(other_type)),
                  fmt::format("to ask for the choice, write `{} is {}`", owner_name, choice));
  return {};
}

bool ExpressionChecker::HaveSameChoices(const ast::ChoiceOwner* a, const ast::ChoiceOwner* b) {
  const auto [entry, is_new] = same_choices_.try_emplace({a, b}, true);
  if (is_new && a != b) entry->second = mgl::HaveSameChoices(*a, *b);
  return entry->second;
}

void ExpressionChecker::CompareChoices(const ast::Expr& expr, const ExprType& left,
                                       const ExprType& right) {
  const ast::ChoiceOwner& a = *left.choices;
  const ast::ChoiceOwner& b = *right.choices;
  const ast::Expr& right_side = *expr.children[1];
  if (!HaveSameChoices(left.choices, right.choices)) {
    std::vector<std::string> sorted_a = ChoiceNames(a);
    std::vector<std::string> sorted_b = ChoiceNames(b);
    std::sort(sorted_a.begin(), sorted_a.end());
    std::sort(sorted_b.begin(), sorted_b.end());
    Diagnostic diagnostic{DiagnosticKind::kDifferentChoices, right_side.span, "", "", {}};
    diagnostic.message = fmt::format("{} is {}; {} is {}", ExpressionInWords(*expr.children[0]),
                                     Words(left), ExpressionInWords(right_side), Words(right));
    diagnostic.help = sorted_a == sorted_b ? "list the choices of both facts in the same order"
                                           : "compare facts that have the same choices";
    diagnostic.labels.push_back(DeclaredHere(b, Words(right)));
    context_.Report(std::move(diagnostic));
    return;
  }
  if (IsEquality(expr.comparison) || (a.ordered && b.ordered)) return;
  const ast::ChoiceOwner& unordered = a.ordered ? b : a;
  context_.Report(DiagnosticKind::kUnorderedChoices, expr.span,
                  fmt::format("the choices of `{}` have no order", unordered.name.text),
                  fmt::format("write `in order` after the list of `{}`, or ask with `is one of`",
                              unordered.name.text),
                  {DeclaredHere(unordered, Words(&unordered == &a ? left : right))});
}

/// `x is present`, `x is absent`: as charts say yes and no.
std::string HelpForTruth(const std::string& name, const std::string& said) {
  constexpr std::string_view kYes[] = {"present",   "true",  "positive", "pos",      "confirmed",
                                       "indicated", "found", "seen",     "detected", "on"};
  constexpr std::string_view kNo[] = {"absent", "false", "negative", "neg", "excluded", "off"};
  if (std::ranges::find(kYes, said) != std::end(kYes))
    return fmt::format("write `{0}` for `is {1}`, `not {0}` for `is not {1}`", name, said);
  if (std::ranges::find(kNo, said) != std::end(kNo))
    return fmt::format("write `not {0}` for `is {1}`, `{0}` for `is not {1}`", name, said);
  return DidYouMean(said, {"yes", "no", "known", "missing"},
                    fmt::format("write `{0} is yes` or `{0} is no`", name));
}

/// After `is`, and in lists.
void ExpressionChecker::CheckChoice(const ast::Expr& subject, const ExprType& type,
                                    const ast::Name& choice) {
  if (choice.text.empty()) return;
  if (type.kind == TypeKind::kText) return ReportText(subject, type);
  const std::string words = ExpressionInWords(subject);
  const std::string name = subject.kind == Kind::kName ? subject.name.text : "X";
  const Symbol other = context_.resolution.Find(choice.text);
  if (type.kind != TypeKind::kChoice) {
    Diagnostic diagnostic{DiagnosticKind::kUnknownChoice, choice.span, "", "", {}};
    diagnostic.message =
        fmt::format("{} is {} and has no choice `{}`", words, Words(type), choice.text);
    const bool is_condition = type.kind == TypeKind::kTruth;
    constexpr std::string_view kNothing[] = {"unknown", "null",  "nil",       "none",
                                             "blank",   "empty", "undefined", "na"};
    const bool is_nothing =
        std::ranges::find(kNothing, LowerCase(choice.text)) != std::end(kNothing);
    diagnostic.help =
        is_nothing     ? fmt::format("write `{0} is missing`, and `{0} is known` for `is not {1}`",
                                     name, choice.text)
        : is_condition ? HelpForTruth(name, choice.text)
                       : fmt::format("compare it with `<`, `=` or `>`");
    const std::string level = HelpForLevel(context_.resolution, name, choice.text);
    if (!level.empty() && type.kind == TypeKind::kNumber) diagnostic.help = level;
    if (other.kind == SymbolKind::kRange) {
      diagnostic.help = fmt::format("`{1}` is a range: write `{0}within {1}`",
                                    in_cell_ ? "" : name + " is ", choice.text);
    } else if (in_cell_ && (choice.text == "older" || choice.text == "more" ||
                            choice.text == "over" || choice.text == "higher")) {
      diagnostic.help =
          fmt::format("leave out `or {}`, and write `at least` before the number", choice.text);
    } else if (in_cell_ && (choice.text == "younger" || choice.text == "less" ||
                            choice.text == "under" || choice.text == "lower")) {
      diagnostic.help =
          fmt::format("leave out `or {}`, and write `at most` before the number", choice.text);
    } else if (in_cell_ && (choice.text == "else" || choice.text == "others" ||
                            choice.text == "other" || choice.text == "rest")) {
      diagnostic.help = "the row for all others is `row otherwise gives …`";
    } else if (const std::string_view meant = AnswerMeant(choice.text);
               in_cell_ && type.kind == TypeKind::kTruth && meant != choice.text) {
      diagnostic.help = fmt::format("write `{}`", meant);
      diagnostic.edits.push_back({choice.span, std::string(meant)});
    } else if (in_cell_) {
      diagnostic.help = HelpForCell(type);
    } else if (context_.resolution.Find(name).kind == SymbolKind::kAmbiguity) {
      diagnostic.help =
          fmt::format("write `{0}`: it stands for the reading that the guideline adopts", name);
      if (subject.span.end <= choice.span.begin) {
        diagnostic.edits.push_back({{subject.span.begin, choice.span.end}, name});
      }
    } else if (other.kind == SymbolKind::kThreshold) {
      diagnostic.help =
          fmt::format("`{0}` is a threshold, yes or no by itself: write `{0}`", choice.text);
    } else if (other.kind == SymbolKind::kFact) {
      diagnostic.help = fmt::format(
          "`{1}` is a fact: two facts compare with `=`, as in `{0} = {1}`", name, choice.text);
    }
    context_.Report(std::move(diagnostic));
    return;
  }
  if (HasChoice(*type.choices, choice)) return;
  ReportUnknownChoice(context_, *type.choices, choice, words);
}

ExprType ExpressionChecker::CheckIsChoice(const ast::Expr& expr) {
  const ast::Expr* child = Child(expr, 0);
  const ExprType type = Check(child);
  const bool is_never = type.kind == TypeKind::kDate && expr.name.text == "never";
  if (type.kind != TypeKind::kError && !is_never) CheckChoice(*child, type, expr.name);
  return TruthType();
}

ExprType ExpressionChecker::CheckIsOneOf(const ast::Expr& expr) {
  const ast::Expr* subject = Child(expr, 0);
  const ExprType type = Check(subject);
  for (std::size_t i = 1; i < expr.children.size(); ++i) {
    const ast::Expr* item = Child(expr, i);
    if (item == nullptr) continue;
    if (item->kind == Kind::kName) {
      if (type.kind != TypeKind::kError) CheckChoice(*subject, type, item->name);
      continue;
    }
    const ExprType item_type = Check(item);
    if (type.kind == TypeKind::kError || item_type.kind == TypeKind::kError) continue;
    if (type.kind == TypeKind::kNumber && item->kind == Kind::kQuantity) {
      if (!FitPair(*subject, *item)) continue;
      CheckCalendar(*subject, *item, CalendarUse::kOther);
      RequireExact(*subject, type);
      continue;
    }
    context_.Report(DiagnosticKind::kTypeMismatch, item->span,
                    fmt::format("{} is {}; {} is {}", ExpressionInWords(*subject), Words(type),
                                ExpressionInWords(*item), Words(item_type)),
                    "list choices of a choice fact, or numbers with the unit of a quantity");
  }
  return TruthType();
}

}  // namespace mgl
