// From the place where the grammar stopped to one message: first the mistakes that have a name of
// their own, then what was expected and what was found.
#include "dsl/parse/parse_messages.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/parse/line_forms.h"
#include "dsl/parse/lines_alike.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_band_habits.h"
#include "dsl/parse/parse_bracket_habits.h"
#include "dsl/parse/parse_bullet_habits.h"
#include "dsl/parse/parse_case_habits.h"
#include "dsl/parse/parse_change_habits.h"
#include "dsl/parse/parse_chart_habits.h"
#include "dsl/parse/parse_choice_habits.h"
#include "dsl/parse/parse_compared_habits.h"
#include "dsl/parse/parse_condition_habits.h"
#include "dsl/parse/parse_cut_habits.h"
#include "dsl/parse/parse_debris.h"
#include "dsl/parse/parse_dose_choice_habits.h"
#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_fact_habits.h"
#include "dsl/parse/parse_food_habits.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_function_habits.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/parse_head_habits.h"
#include "dsl/parse/parse_header_habits.h"
#include "dsl/parse/parse_joint_habits.h"
#include "dsl/parse/parse_keyword_habits.h"
#include "dsl/parse/parse_kind_habits.h"
#include "dsl/parse/parse_label_habits.h"
#include "dsl/parse/parse_lasting_habits.h"
#include "dsl/parse/parse_limit_habits.h"
#include "dsl/parse/parse_line_habits.h"
#include "dsl/parse/parse_line_messages.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_number_messages.h"
#include "dsl/parse/parse_origin_habits.h"
#include "dsl/parse/parse_pressure_habits.h"
#include "dsl/parse/parse_product_habits.h"
#include "dsl/parse/parse_repeat_habits.h"
#include "dsl/parse/parse_row_habits.h"
#include "dsl/parse/parse_rule_habits.h"
#include "dsl/parse/parse_score_habits.h"
#include "dsl/parse/parse_share_habits.h"
#include "dsl/parse/parse_sign_messages.h"
#include "dsl/parse/parse_spelt_kind_habits.h"
#include "dsl/parse/parse_strength_habits.h"
#include "dsl/parse/parse_title_messages.h"
#include "dsl/parse/parse_together_habits.h"
#include "dsl/parse/parse_treatment_habits.h"
#include "dsl/parse/parse_value_messages.h"
#include "dsl/parse/parse_warning_habits.h"
#include "dsl/parse/parse_whole_rules.h"
#include "dsl/parse/repeated_signs.h"
#include "dsl/parse/respelt_line.h"
#include "dsl/parse/substance_symbol.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/quoted.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::string_view kPhrases[] = {
#define MGL_EXPECTED(name, phrase) phrase,
#include "dsl/parse/expected.def"
#undef MGL_EXPECTED
};

bool IsNewWord(Expected expected) {
  return expected == Expected::kNewName || expected == Expected::kName ||
         expected == Expected::kFactName || expected == Expected::kTarget ||
         expected == Expected::kTestName || expected == Expected::kSubstanceName ||
         expected == Expected::kRangeName || expected == Expected::kOfFact ||
         expected == Expected::kGiven || expected == Expected::kDateName ||
         expected == Expected::kThresholdFact || expected == Expected::kExpectation ||
         expected == Expected::kInput || expected == Expected::kPointsName ||
         expected == Expected::kCellOperand;
}

/// A word that begins a declaration stands in the middle of a line, where it was meant as a name.
std::optional<Diagnostic> DeclarationWordAsName(const Place& place) {
  const bool header = place.stop.expected == Expected::kNewName && place.stop.name.end == 0;
  if (!header || IsFirstOnLine(place.text, place.stop.declaration.begin)) return std::nullopt;
  return Diagnostic{DiagnosticKind::kReservedWord,
                    place.stop.declaration,
                    Quoted(place.keyword) + " is a word of the language and cannot be a name",
                    "choose another name, such as " + Quoted(SuggestedName(place.keyword)),
                    {}};
}

Diagnostic NotYet(const Place& place) {
  const std::string word(place.found.text);
  const std::string what = word == "of" ? "`of the same sample`" : Quoted(word);
  const bool declaration = IsDeclarationWord(word);
  return {DiagnosticKind::kNotInThisVersion,
          place.found.span,
          what + " is not in this version yet",
          declaration    ? "remove this declaration, or say what it says with `define` and `rule`"
          : word == "of" ? "remove this part of the line"
                         : "remove this line",
          {}};
}

std::optional<Diagnostic> ReservedName(const Place& place) {
  const std::string word(WordAt(place.text, place.stop.offset));
  if (place.on_later_line || !IsReserved(word)) return std::nullopt;
  if (*FindWord(word) == WordRole::kOperator && place.stop.expected != Expected::kChoiceName) {
    return std::nullopt;
  }
  const bool operand = place.stop.expected == Expected::kOperand && LooksLikeName(place);
  const bool listed = IsNewWord(place.stop.expected) && LooksLikeName(place);
  const bool choice = place.stop.expected == Expected::kChoiceName;
  if (place.stop.expected != Expected::kNewName && !operand && !listed && !choice) {
    return std::nullopt;
  }
  return Diagnostic{
      DiagnosticKind::kReservedWord,
      place.found.span,
      choice ? Quoted(word) + " has a meaning of its own after `is` and cannot be a choice"
             : Quoted(word) + " is a word of the language and cannot be a name",
      "choose another name, such as " + Quoted(SuggestedName(word)),
      {}};
}

std::optional<Diagnostic> Unclosed(const Place& place) {
  const Expected expected = place.stop.expected;
  if (expected != Expected::kCloseGroup && expected != Expected::kCloseList) return std::nullopt;
  const bool goes_on = !place.on_later_line && (place.found.kind != FoundKind::kWord ||
                                                !IsReserved(WordAt(place.text, place.stop.offset)));
  if (goes_on) return std::nullopt;
  return Diagnostic{DiagnosticKind::kUnclosedParenthesis,
                    PlaceSpan(place),
                    "expected `)` after " + Quoted(place.previous),
                    "close the parenthesis with `)`",
                    {{place.stop.open, "this parenthesis is not closed"}}};
}

/// Words in backticks and, for actions, the verbs: what "did you mean" may propose.
std::vector<std::string> Candidates(const Place& place) {
  if (place.stop.expected == Expected::kAction) return WordsOf(WordRole::kAction);
  std::vector<std::string> words;
  const std::string_view phrase = kPhrases[static_cast<std::size_t>(place.stop.expected)];
  for (std::size_t begin = phrase.find('`'); begin != std::string_view::npos;
       begin = phrase.find('`', begin)) {
    const std::size_t end = phrase.find('`', begin + 1);
    words.emplace_back(phrase.substr(begin + 1, end - begin - 1));
    begin = end + 1;
  }
  return words;
}

bool IsNumberExpected(Expected expected) {
  return expected == Expected::kNumber || expected == Expected::kQuantity ||
         expected == Expected::kAmount || expected == Expected::kDuration ||
         expected == Expected::kInterval || expected == Expected::kLineNumber ||
         expected == Expected::kCountNumber || expected == Expected::kUnit ||
         expected == Expected::kPoints || expected == Expected::kLimit;
}

std::string Help(const Place& place) {
  const std::string word(place.found.kind == FoundKind::kWord ? place.found.text : "");
  const Expected expected = place.stop.expected;
  if (IsNumberExpected(expected) && !NumberWord(word).empty()) {
    return "write the number in digits: " + Quoted(NumberWord(word));
  }
  if (std::string help = HelpInValue(place); !help.empty()) return help;
  const std::vector<std::string> candidates = Candidates(place);
  if (!word.empty()) {
    const std::string everyday(EverydayWord(word));
    for (const std::string& candidate : candidates) {
      const bool fits = candidate == everyday || candidate == "at " + word ||
                        (everyday.size() > 3 && candidate.starts_with(everyday));
      if (fits) return "did you mean " + Quoted(candidate) + "?";
    }
    const std::string nearest = Nearest(word, candidates);
    if (!nearest.empty()) return "did you mean " + Quoted(nearest) + "?";
  }
  return HelpFor(place);
}

Diagnostic ExpectedButFound(const Place& place) {
  const std::string_view phrase = kPhrases[static_cast<std::size_t>(place.stop.expected)];
  std::string message = "expected " + std::string(phrase);
  if (!place.previous.empty())
    message += " after " + Quoted(Shortened(place.previous, kMostQuoted));
  Diagnostic diagnostic{DiagnosticKind::kUnexpectedText, PlaceSpan(place), "", "", {}};
  if (place.on_later_line) {
    diagnostic.kind = DiagnosticKind::kUnfinishedLine;
    message += ", but the line ends here";
  } else {
    message += ", found " + Quoted(Shortened(place.found.text, kMostQuoted));
    diagnostic.help = Help(place);
  }
  if (place.on_later_line) {
    diagnostic.help = HelpInValue(place);
    if (diagnostic.help.empty()) diagnostic.help = HelpFor(place);
  }
  if (diagnostic.help.empty() || diagnostic.help == kFinishLine) {
    const std::size_t line = place.on_later_line && place.stop.previous.end > 0
                                 ? place.stop.previous.begin
                                 : place.stop.offset;
    if (std::string form = FormOfLineAt(place.text, line); !form.empty()) {
      diagnostic.help = std::move(form);
    }
  }
  diagnostic.message = std::move(message);
  const std::string_view between =
      place.text.substr(place.stop.clause.begin, diagnostic.span.begin - place.stop.clause.begin);
  if (!place.clause.empty() && between.find('\n') != std::string_view::npos) {
    const Label label{place.stop.clause, "the line begins here"};
    diagnostic.labels.push_back(label);
  }
  return diagnostic;
}

Diagnostic TooDeep(const Place& place) {
  return {DiagnosticKind::kTooDeep,
          place.stop.previous,
          "this expression nests deeper than " + std::to_string(kMaxExpressionDepth) + " levels",
          "give parts of it names with `define`",
          {}};
}

/// A quote of another kind or a sign that nobody sees hides whatever else there is.
std::optional<Diagnostic> SignOfElsewhere(const Place& place) {
  const ForeignSign sign = ForeignSignAt(place.text, place.stop.offset);
  const bool is_quote = sign.is_quote && sign.sign != "'" && sign.sign != "`";
  return is_quote || IsInvisibleSign(sign.sign) ? WrongSign(place) : std::nullopt;
}

/// `Dose`, `Rule`: a capital hides no other mistake of the line.
std::optional<Diagnostic> CapitalKeyword(const Place& place) {
  const std::string lower = LowerCase(place.found.text);
  const bool is_keyword =
      place.first_on_line && lower != place.found.text &&
      (HasClause(place.keyword, lower) || IsDeclarationWord(lower) || IsProvenanceWord(lower));
  return is_keyword ? CapitalWord(place) : std::nullopt;
}

/// The first that knows the mistake says it.
using Check = std::optional<Diagnostic> (*)(const Place&);
constexpr Check kNamedMistakes[] = {
    // clang-format off
    ChangeByHabit,
    RespeltLine,
    MisspeltBecause,
    ForeignComment,
    CapitalKeyword,
    TitleBehindColon,
    NumberedDeclaration,
    Debris,
    BulletedConditions,
    MarkedLine,
    ContraindicationDenied,
    SubstanceBySymbol,
    ShortNot,
    AboutNumber,
    SignBeforeInterval,
    DateBehindIs,
    PowerInNumber,
    SignOfElsewhere,
    BracketInterval,
    TimesPowerOfTen,
    UnitWithSmallDigits,
    SmallDigits,
    JoinedText,
    FunctionByHabit,
    LastingByProse,
    RatioStrength,
    ShareInDose,
    PiecesInDose,
    ProductInDose,
    TaperedDose,
    StatusByHabit,
    PlacedSource,
    NamedSource,
    ReferenceByHabit,
    GradingByHabit,
    HeaderLineByHabit,
    HeaderValueByHabit,
    ScopeByHabit,
    PlaceByHabit,
    FootnoteByHabit,
    SilenceByHabit,
    AcceptByHabit,
    ReasonByHabit,
    DateFormAsKind,
    ClassesAsKind,
    TickListByHabit,
    BooleanByHabit,
    NumberKindByHabit,
    CellOfWords,
    TextKindByHabit,
    ScoreWord,
    ChainByHabit,
    ItemBandByHabit,
    PointsFirst,
    BandsByHabit,
    DaysByHabit,
    ChoiceListByHabit,
    PressuresByHabit,
    ComparedLabel,
    RangeOfLineBelow,
    RangeByHabit,
    ComputedFact,
    TextBelowLine,
    TitleBehindKind,
    HeadByHabit,
    ThresholdByFormula,
    ThresholdByHabit,
    CommaMissing,
    GivenByHabit,
    ExpectedAction,
    ExpectByHabit,
    WrittenElsewhere,
    DeclarationWordAsName,
    RecheckInOneLine,
    RecheckTimeByHabit,
    RepeatedLine,
    RuleInOneLine,
    RuleHead,
    WarningHead,
    WarningWithoutName,
    WarningLine,
    TogetherByHabit,
    ApartByHabit,
    TakesByProse,
    DoseOrDose,
    ConditionBeforeDose,
    DoseForWhom,
    DoseMinimum,
    PrescribedDoseLine,
    DoseOfParts,
    PrescribedElsewhere,
    RouteByHabit,
    MedicationLine,
    FoodByHabit,
    OtherwiseInRule,
    OverridesByHabit,
    ThingsInList,
    ActionList,
    ActionVerb,
    ActionOnText,
    ActionTail,
    RuleLine,
    FactLineByHabit,
    ScoreByHabit,
    LineByHabit,
    CitedByProse,
    WarningByHabit,
    ExceptionByHabit,
    IntervalByHabit,
    ItemByHabit,
    LimitInTime,
    TimeOfCharts,
    NumberByHabit,
    UnnamedTitle,
    WideName,
    RowByHabit,
    DefineByHabit,
    ReadingByHabit,
    PropertyByHabit,
    RemarkByHabit,
    HyphenInName,
    UnitOfTwoWords,
    FactKindByHabit,
    NumberBehindName,
    FractionSign,
    FullStop,
    ShortRoute,
    DashInterval,
    WrongNumber,
    SignInLine,
    CaseByHabit,
    JointMissing,
    JointByProse,
    CountByProse,
    ArticleByProse,
    ConditionByProse,
    WordInDose,
    JoinedByHabit,
    WrongSign,
    LeadingSlash,
    LastPeriod,
    Between,
    ComparedByWords,
    DosePerDose,
    PrescribedWithMore,
    PerHours,
    DoseFrequency,
    DoseMaximum,
    DoseAfterDose,
    SideByProse,
    ActionByProse,
    ActionByHabit,
    TitleForName,
    OriginByHabit,
    RecheckEnd,
    KindByHabit,
    ListWithoutParentheses,
    UnknownAsAnswer,
    ChoiceBeginsLine,
    MissingQuotes,
    UnquotedValue,
    CapitalWord,
    ForeignWord,
    Unclosed,
    ReservedName,
    ForeignKeyword,
    // clang-format on
};

}  // namespace

Diagnostic MakeSyntaxDiagnostic(const SourceFile& source, const StopPlace& stop) {
  const Place place = MakePlace(source, stop);
  if (stop.expected == Expected::kClosingQuote) return Unterminated(place);
  if (stop.expected == Expected::kNotYet) {
    const std::optional<Diagnostic> prose = ConditionByProse(place);
    return prose ? *prose : NotYet(place);
  }
  if (stop.expected == Expected::kNotDeeper) return TooDeep(place);
  if (stop.expected == Expected::kChanged) return WithoutKind(place);
  for (const Check check : kNamedMistakes) {
    if (std::optional<Diagnostic> found = check(place)) return std::move(*found);
  }
  Diagnostic form = stop.expected == Expected::kDeclaration ? UnknownDeclaration(place)
                    : stop.expected == Expected::kLine      ? UnknownLine(place)
                                                            : ExpectedButFound(place);
  form.is_open = true;
  return form;
}

}  // namespace mgl
