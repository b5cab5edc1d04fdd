// The grammar of declarations and their lines. A declaration ends where the next one begins; every
// line begins with its keyword, and from there on everything is a `need`, so that nothing is read
// twice and each error is at its place. After an error reading goes on at the next line.
#pragma once

#include "dsl/parse/grammar_value.h"

namespace mgl::grammar {

struct Reading;  // of parse.cc, with what is declared here only: the analysis needs no more

/// Looks ahead: the next declaration, its keyword misspelt.
struct misspelt_declaration {
  using rule_t = misspelt_declaration;
  using subs_t = peg::empty_list;
  template <peg::apply_mode, peg::rewind_mode, template <typename...> class,
            template <typename...> class, typename Input>
  static bool match(Input& in, Reading& reading);
};

/// Where no declaration begins: skips the text up to the next one that is first on its line.
struct recover {
  using rule_t = recover;
  using subs_t = peg::empty_list;
  template <peg::apply_mode, peg::rewind_mode, template <typename...> class,
            template <typename...> class, typename Input>
  static bool match(Input& in, Reading& reading);
};

/// A line of a declaration; where there is a mistake in it, its text up to the next line.
template <typename Line>
struct caught_line {
  using rule_t = caught_line;
  using subs_t = peg::type_list<Line>;
  template <peg::apply_mode A, peg::rewind_mode, template <typename...> class Action,
            template <typename...> class SomeControl, typename Input>
  static bool match(Input& in, Reading& reading);
};

/// The first line of a declaration; where there is a mistake in it, of its nodes the keyword alone.
template <typename Header>
struct caught_header {
  using rule_t = caught_header;
  using subs_t = peg::type_list<Header>;
  template <peg::apply_mode A, peg::rewind_mode, template <typename...> class Action,
            template <typename...> class SomeControl, typename Input>
  static bool match(Input& in, Reading& reading);
};

// clang-format off
// A declaration: its first line, its lines, and then the next declaration or the end.
struct later_declaration : peg::seq<ahead<IsFirstOnLine>, k_each> {};
struct file_declaration : peg::seq<ahead<IsFirstOnLine>, peg::sor<k_use, k_change, k_withdraw>> {};
struct declaration_word : peg::sor<k_guideline, k_source, k_reference, k_substance, k_fact, k_range, k_threshold, k_define, k_result, k_table, k_score, k_ambiguity, k_medication, k_contraindication, k_caution, k_exclusive, k_apart, k_diet, k_rule, k_recheck, k_must, k_silent, k_left, k_accept, k_example, file_declaration, later_declaration> {};
struct declaration_end : peg::at<peg::sor<peg::eof, declaration_word, misspelt_declaration>> {};
struct stray_line : peg::seq<peg::not_at<declaration_end>, report<Expected::kLine>> {};
template <typename Header, typename... Clauses> struct declared : peg::seq<caught_header<Header>, peg::star<peg::sor<caught_line<peg::sor<Clauses..., provenance>>, caught_line<stray_line>>>>, node<SyntaxKind::kDeclaration> {
  using lines_t = peg::type_list<Clauses...>;
};
template <typename Keyword> struct named : peg::seq<Keyword, need<Expected::kNewName, name>, title> {};

struct applies : clause<k_applies, need<Expected::kWhen, k_when>, expression> {};
struct intended : clause<k_intended, need<Expected::kUse, k_use>, need<Expected::kText, text>> {};
struct not_for : clause<k_not, need<Expected::kFor, k_for>, need<Expected::kText, text>> {};
struct review : clause<k_review, need<Expected::kBy, k_by>, need<Expected::kDate, date>> {};
struct valid_until : peg::seq<k_until, need<Expected::kDate, date>> {};
struct valid_dates : peg::sor<peg::seq<k_from, need<Expected::kDate, date>, peg::opt<valid_until>>, valid_until> {};
struct valid : clause<k_valid, need<Expected::kFromOrUntil, valid_dates>> {};
struct approved : clause<k_approved, need<Expected::kBy, k_by>, need<Expected::kText, text>, need<Expected::kOn, k_on>, need<Expected::kDate, date>, need<Expected::kFor, k_for>, need<Expected::kWordOrText, word_or_text>> {};
struct language : clause<k_language, need<Expected::kMgl, k_mgl>, need<Expected::kNumber, integer>> {};
struct version : clause<k_version, need<Expected::kVersion, version_number>> {};
struct adapts : clause<k_adapts, need<Expected::kPath, text>, need<Expected::kAtVersion, k_at>, need<Expected::kAtVersion, k_version>, need<Expected::kVersion, version_number>> {};
struct replaces : clause<k_replaces, need<Expected::kVersion, version_number>> {};
struct author : word_or_text_clause<k_author> {};
struct grades : peg::seq<text, need<Expected::kWithGrades, k_with>, list_of<need<Expected::kGrade, peg::sor<text, choice_name>>>> {};
struct grading : clause<k_grading, need<Expected::kWordOrText, peg::sor<grades, name>>> {};
struct guideline : declared<named<k_guideline>, language, version, word_clause<k_status>, intended, not_for, text_clause<k_population>, applies, review, valid, author, word_or_text_clause<k_encoder>, word_or_text_clause<k_reviewer>, approved, word_or_text_clause<k_interests>, word_or_text_clause<k_funding>, word_or_text_clause<k_licence>, replaces, grading, adapts> {};

struct content_hash : clause<peg::sor<peg::seq<k_content, need<Expected::kHash, k_hash>>, k_hash>, need<Expected::kWordOrText, word_or_text>> {};
struct source : declared<peg::seq<k_source, need<Expected::kTitle, text>>, word_or_text_clause<k_kind>, author, word_or_text_clause<k_edition>, word_or_text_clause<k_address>, word_or_text_clause<k_retrieved>, content_hash> {};
struct year : clause<k_year, need<Expected::kNumber, integer>> {};
struct reference : declared<peg::seq<k_reference, need<Expected::kReferenceKey, reference_key>, need<Expected::kTitle, text>>, year, word_or_text_clause<k_address>, word_or_text_clause<k_doi>> {};
struct molar : clause<k_molar, need<Expected::kMass, k_mass>, need<Expected::kQuantity, quantity>> {};
struct valence : clause<k_valence, need<Expected::kNumber, signed_number>> {};
struct scale_offset : peg::seq<peg::sor<k_plus, k_minus>, need<Expected::kNumber, number>> {};
struct scale : clause<k_scale, need<Expected::kUnit, plain_unit>, need<Expected::kToUnit, k_to>, need<Expected::kUnit, plain_unit>, need<Expected::kBy, k_by>, need<Expected::kNumber, signed_number>, peg::opt<scale_offset>> {};
struct substance : declared<named<k_substance>, molar, valence, scale> {};

// Facts.
struct fact_is : peg::seq<k_is, need<Expected::kFactIs, peg::sor<token<w_yes_no>, k_date, k_number, choices>>> {};
struct fact_in : peg::seq<k_in, peg::sor<weeks_and_days, peg::seq<peg::opt<k_whole>, need<Expected::kUnit, unit_phrase>>>> {};
struct literal : peg::sor<partial_date, by_sign, signed_quantity, k_yes, k_no, k_missing, k_unknown, text, choice_name>, node<SyntaxKind::kLiteral> {};
struct plausible : clause<k_plausible, need<Expected::kInterval, interval>> {};
struct written : peg::seq<k_written, comma_list<Expected::kText, text>> {};
struct code : clause<k_code, need<Expected::kWord, name>, need<Expected::kWordOrText, word_or_text>, peg::opt<peg::not_at<at_steps>, k_in, need<Expected::kUnit, unit_phrase>>, peg::opt<written>> {};
struct written_line : clause<written> {};
struct unless_stated : clause<k_unless, need<Expected::kStated, k_stated>, peg::opt<comma>, need<Expected::kValue, literal>> {};
struct steps : clause<k_in, need<Expected::kSteps, k_steps>, need<Expected::kOf, k_of>, need<Expected::kNumber, quantity>> {};
struct suspect : clause<k_suspect, need<Expected::kWhen, k_when>, expression, peg::opt<later<k_of>>> {};
struct fact : declared<peg::seq<named<k_fact>, need<Expected::kFactType, peg::sor<fact_is, fact_in>>>, text_clause<k_means>, plausible, code, written_line, text_clause<k_ask>, unless_stated, steps, suspect, later<k_take>> {};

// Ranges, thresholds, ambiguities.
struct of_fact : peg::seq<need<Expected::kOfFact, k_of>, need<Expected::kFactName, name>> {};
struct range_line : clause<k_line, need<Expected::kInterval, interval>, peg::opt<k_when, expression>> {};
struct range : declared<peg::seq<named<k_range>, of_fact>, range_line> {};
struct direction : peg::sor<k_below, k_above, at_least_most, side_sign> {};
struct bound : peg::seq<need<Expected::kDirection, direction>, need<Expected::kQuantity, signed_quantity>>, node<SyntaxKind::kBound> {};
struct threshold_fact : peg::sor<peg::seq<k_of, need<Expected::kFactName, name>>, peg::seq<name, bound>> {};
struct threshold : declared<peg::seq<named<k_threshold>, need<Expected::kThresholdFact, threshold_fact>>, clause<k_line, bound, peg::opt<k_when, expression>>> {};
struct reading : clause<k_reading, need<Expected::kNewName, name>, title, need<Expected::kAs, k_as>, expression, peg::star<caught_line<provenance>>> {};
struct adopt : clause<k_adopt, need<Expected::kName, name>, opt_because> {};
struct ambiguity : declared<named<k_ambiguity>, reading, adopt> {};

// Defines, results, tables, scores.
template <typename Keyword> struct defined : declared<peg::seq<named<Keyword>, peg::opt<value_type>>, expression_clause<k_as>, value_line> {};
struct define : defined<k_define> {};
struct result : defined<k_result> {};
struct across : peg::opt<k_across, need<Expected::kInput, name>> {};
struct gives : peg::opt<k_gives, need<Expected::kGivesType, peg::sor<answers, gives_type>>> {};
struct first_row_wins : clause<k_first, need<Expected::kRowWins, k_row>, need<Expected::kWins, k_wins>> {};
struct columns : clause<k_columns, cells> {};
struct row : clause<k_row, peg::sor<k_otherwise, cells>, need<Expected::kGives, k_gives>, row_value, peg::star<comma, row_value>> {};
struct table : declared<peg::seq<named<k_table>, need<Expected::kOfInputs, k_of>, comma_list<Expected::kInput, name>, across, gives>, first_row_wins, columns, row> {};
struct points_number : peg::seq<signed_number, need<Expected::kWhenOrOtherwise, when_or_otherwise>> {};
struct points_name : peg::seq<peg::sor<k_from, k_of>, need<Expected::kPointsName, name>> {};
struct points : clause<k_points, need<Expected::kPoints, peg::sor<points_number, points_name>>> {};
struct item : clause<k_item, peg::opt<peg::at<w_name, blanks, peg::one<'"'>>, name>, need<Expected::kTitle, text>, peg::star<caught_line<points>>> {};
struct sum_bound : clause<at_least_most, need<Expected::kNumber, signed_number>> {};
struct score : declared<named<k_score>, item, sum_bound> {};

// Medications and diets.
struct in_this_order : peg::seq<k_in, need<Expected::kThisOrder, k_this>, need<Expected::kInOrder, k_order>> {};
struct choose : clause<k_choose, need<Expected::kChoose, peg::sor<peg::seq<k_one, need<Expected::kOf, k_of>>, in_this_order>>> {};
struct option : clause<k_option, need<Expected::kNewName, name>, title> {};
struct part : clause<k_part, need<Expected::kNewName, name>, title> {};
struct per_dose : peg::seq<peg::at<w_per, blanks, w_dose>, k_per, k_dose> {};
struct cap_unit : peg::seq<peg::sor<unit, per_unit>, peg::star<peg::not_at<per_dose>, per_unit>>, node<SyntaxKind::kUnitPhrase> {};
struct cap_amount : peg::seq<number, need<Expected::kUnit, cap_unit>>, node<SyntaxKind::kQuantity> {};
struct dose_cap : peg::seq<k_at, need<Expected::kMostOfDose, k_most>, need<Expected::kQuantity, cap_amount>, peg::opt<per_dose>> {};
struct dose_step : peg::seq<k_rounded, need<Expected::kToQuantity, k_to>, need<Expected::kQuantity, quantity>> {};
struct dose_strengths : peg::seq<k_of, need<Expected::kStrength, k_strength>, comma_list<Expected::kQuantity, quantity>> {};
// `by mouth` is a route, and no number to work out with.
struct by_mouth : peg::seq<peg::string<'b', 'y'>, blanks, peg::string<'m', 'o', 'u', 't', 'h'>> {};
struct worked_out : peg::seq<peg::not_at<by_mouth>, k_by, need<Expected::kInput, name>> {};
struct w_x : peg::seq<peg::one<'x'>, peg::not_at<peg::identifier_other>>, node<SyntaxKind::kKeyword> {};
struct in_period : need<Expected::kPerTime, per_unit> {};
struct once_in : peg::seq<peg::at<w_once, blanks, peg::sor<w_per, w_daily, w_weekly>>, k_once> {};
struct some_times : peg::seq<number_ahead, need<Expected::kCountNumber, integer>, peg::opt<k_to, need<Expected::kCountNumber, integer>>, need<Expected::kTimes, peg::sor<k_times, token<w_x>>>> {};
struct often : peg::seq<peg::sor<once_in, k_twice, some_times>, in_period> {};
struct once : peg::seq<peg::at<w_once>, ahead<IsOnceAlone>, k_once> {};
struct how_often : peg::sor<peg::seq<k_every, need<Expected::kDuration, span>>, often, once> {};
struct with_amounts : peg::star<k_with, need<Expected::kAmount, span>> {};
struct dose : clause<k_dose, need<Expected::kAmount, span>, with_amounts, peg::opt<k_over, need<Expected::kDuration, span>>, peg::opt<how_often>, peg::opt<worked_out>, peg::star<peg::sor<dose_cap, dose_step, dose_strengths>>, peg::opt<k_when, expression>> {};
struct limit_rate : peg::seq<k_rate, need<Expected::kQuantity, quantity>> {};
struct limit : clause<k_limit, need<Expected::kLimit, peg::sor<limit_rate, quantity>>> {};
struct content_unit : peg::seq<peg::sor<unit, per_unit>, peg::star<per_unit>>, node<SyntaxKind::kUnitPhrase> {};
struct content_amount : peg::seq<number, need<Expected::kUnit, content_unit>>, node<SyntaxKind::kQuantity> {};
struct contains : clause<k_contains, need<Expected::kQuantity, content_amount>, peg::opt<k_of>, need<Expected::kSubstanceName, name>> {};
struct basis : clause<k_basis, need<Expected::kWord, name>, opt_because> {};
struct duration : clause<k_for, need<Expected::kDuration, quantity>> {};
struct medication : declared<named<k_medication>, choose, option, part, dose, basis, word_clause<k_route>, duration, expression_clause<k_until>, limit, contains> {};
struct treatments : comma_list<Expected::kTarget, name> {};
template <typename Keyword> struct warning : declared<peg::seq<Keyword, treatments, need<Expected::kTitle, text>>, expression_clause<k_when>, text_clause<k_because>> {};
struct contraindication : warning<k_contraindication> {};
struct caution : warning<k_caution> {};
struct exclusive : declared<peg::seq<k_exclusive, treatments>, text_clause<k_because>> {};
struct before_or_after : peg::sor<k_before, k_after> {};
struct second_side : peg::opt<k_or, need<Expected::kDuration, quantity>, need<Expected::kBeforeOrAfter, before_or_after>> {};
struct separation : peg::seq<need<Expected::kDuration, quantity>, peg::opt<before_or_after>, second_side> {};
struct apart : declared<peg::seq<k_apart, treatments, need<Expected::kApartBy, k_by>, separation>, text_clause<k_because>> {};
struct preparation : peg::seq<peg::not_at<ahead<IsMisspeltLine>>, name> {};
struct portion : peg::seq<span, peg::opt<preparation>>, node<SyntaxKind::kPortion> {};
struct portions : peg::seq<need<Expected::kAmount, portion>, peg::star<k_or, need<Expected::kAmount, portion>>, peg::opt<k_of, need<Expected::kAmount, portion>>> {};
struct food : clause<k_food, need<Expected::kNewName, name>, title, portions> {};
struct diet : declared<named<k_diet>, food> {};

// Rules and rechecks.
struct names : comma_list<Expected::kName, name> {};
struct on_medication : peg::seq<peg::sor<k_give, k_consider, k_stop, k_avoid>, need<Expected::kTarget, name>> {};
struct on_test : peg::seq<k_order, need<Expected::kTestName, peg::sor<text, name>>> {};
struct advice : peg::seq<k_advise, need<Expected::kAdvice, peg::sor<text, name>>> {};
struct remark : peg::seq<peg::sor<k_refer, k_note>, need<Expected::kText, text>> {};
struct action : peg::sor<on_medication, on_test, advice, remark>, node<SyntaxKind::kAction> {};
struct then : clause<k_then, need<Expected::kAction, action>, peg::star<k_and, need<Expected::kAction, action>>> {};
struct urgency : clause<k_urgency, need<Expected::kUrgency, peg::sor<name, k_today>>> {};
struct overrides : clause<k_overrides, names> {};
struct rule : declared<named<k_rule>, expression_clause<k_when>, expression_clause<k_unless>, then, urgency, word_or_text_clause<k_strength>, word_or_text_clause<k_certainty>, text_clause<k_because>, overrides> {};
struct date_names : comma_list<Expected::kDateName, name> {};
struct latest_of : peg::seq<peg::at<w_latest, blanks, w_of>, k_latest, k_of, peg::sor<peg::seq<optional_open, date_names, need<Expected::kCloseList, optional_close>>, date_names>> {};
struct in_after : clause<k_in, need<Expected::kAmount, span>, need<Expected::kAfter, k_after>, need<Expected::kDateName, peg::sor<latest_of, name>>> {};
struct every_from : clause<k_every, need<Expected::kDuration, quantity>, need<Expected::kFromDate, k_from>, need<Expected::kDateName, name>> {};
struct tolerance : clause<k_within, need<Expected::kDuration, quantity>> {};
struct recheck : declared<peg::seq<named<k_recheck>, of_fact>, expression_clause<k_when>, in_after, every_from, tolerance, duration> {};

// Properties, silences, examples.
struct property : declared<peg::seq<k_must, need<Expected::kAlwaysNever, peg::sor<k_always, k_never>>, need<Expected::kTitle, text>, expression>> {};
struct silent : declared<peg::seq<k_silent, need<Expected::kOn, k_on>, need<Expected::kTitle, text>>, text_clause<k_because>> {};
struct left_out : declared<peg::seq<k_left, need<Expected::kOut, k_out>, need<Expected::kTitle, text>>, text_clause<k_because>> {};
struct accept : declared<peg::seq<k_accept, need<Expected::kWord, name>, peg::opt<peg::sor<name, text>>, because_text>> {};
struct as_of : clause<k_as, need<Expected::kAsOf, k_of>, need<Expected::kDate, date>> {};
struct given_value : peg::seq<name, need<Expected::kValue, literal>, peg::opt<k_on, need<Expected::kDate, date>>>, node<SyntaxKind::kGiven> {};
struct given : clause<k_given, comma_list<Expected::kGiven, given_value>> {};
struct reading_choice : peg::seq<name, need<Expected::kReadingName, name>> {};
struct readings : clause<k_reading, comma_list<Expected::kReading, reading_choice>> {};
struct value_start : peg::sor<w_yes, w_no, w_missing, w_unknown, peg::seq<peg::not_at<ahead<IsMisspeltLine>>, w_name>, peg::digit, peg::one<'"'>, compare_sign, word_where<IsReservedOutcome>> {};
struct lone_word : peg::seq<w_choice, blanks, peg::not_at<value_start>> {};
struct could_ahead : peg::at<comma, peg::sor<number_ahead, peg::one<'"'>, w_below, w_above, w_at, w_side_sign, lone_word>> {};
struct possible_value : peg::sor<partial_date, text, span, k_yes, k_no, k_missing, k_unknown, choice_name>, node<SyntaxKind::kLiteral> {};
struct could_be : peg::seq<k_could, need<Expected::kCouldBe, k_be>, need<Expected::kValue, possible_value>, peg::star<could_ahead, comma, possible_value>> {};
struct text_value : text, node<SyntaxKind::kLiteral> {};
struct expected_scope : peg::seq<k_scope, need<Expected::kScope, peg::sor<k_in, k_out, k_unknown>>> {};
struct expected_ask : peg::seq<k_ask, need<Expected::kFactName, name>> {};
struct expected_outcome : peg::seq<name, need<Expected::kOutcome, peg::sor<could_be, text_value, literal>>> {};
struct expectation : peg::sor<expected_scope, expected_ask, expected_outcome>, node<SyntaxKind::kExpectation> {};
struct expect : clause<k_expect, comma_list<Expected::kExpectation, expectation>> {};
struct confirmed : clause<k_confirmed, need<Expected::kBy, k_by>, need<Expected::kText, text>, need<Expected::kOn, k_on>, need<Expected::kDate, date>> {};
struct example : declared<peg::seq<k_example, need<Expected::kTitle, text>>, text_clause<k_like>, as_of, given, readings, expect, confirmed> {};

// Other files: what is used of them, what is changed of what is adapted.
struct used_name : peg::seq<need<Expected::kUsed, name>, peg::opt<k_as, need<Expected::kNewName, name>>> {};
struct used_names : peg::seq<used_name, peg::star<comma, used_name>, need<Expected::kUsedFrom, k_from>, need<Expected::kPath, text>> {};
struct use : declared<peg::seq<ahead<IsFirstOnLine>, k_use, peg::sor<text, used_names>>> {};
template <typename... Lines> struct also_line : clause<k_also, need<Expected::kAlsoLine, peg::sor<Lines..., provenance>>> {};
struct w_line_word : word_where<IsLineWord>, node<SyntaxKind::kKeyword> {};
struct without_line : clause<k_without, need<Expected::kWithoutLine, token<w_line_word>>> {};
template <typename Head, typename Lines> struct changed;
template <typename Head, typename... Lines> struct changed<Head, peg::type_list<Lines...>> : declared<peg::seq<ahead<IsFirstOnLine>, k_change, Head, because_text>, also_line<Lines...>, without_line, Lines...> {};
template <typename Keyword> struct named_head : peg::seq<Keyword, need<Expected::kName, name>, title> {};
template <typename Keyword> struct warned_head : peg::seq<Keyword, treatments, need<Expected::kTitle, text>> {};
struct reference_head : peg::seq<k_reference, need<Expected::kReferenceKey, reference_key>, title> {};
struct must_head : peg::seq<k_must, need<Expected::kAlwaysNever, peg::sor<k_always, k_never>>, need<Expected::kTitle, text>> {};
struct exclusive_head : peg::seq<k_exclusive, treatments> {};
struct apart_head : peg::seq<k_apart, treatments> {};
struct silent_head : peg::seq<k_silent, need<Expected::kOn, k_on>, need<Expected::kTitle, text>> {};
struct left_head : peg::seq<k_left, need<Expected::kOut, k_out>, need<Expected::kTitle, text>> {};
struct accept_head : peg::seq<k_accept, need<Expected::kWord, name>, peg::opt<peg::sor<name, text>>> {};
struct example_head : peg::seq<k_example, need<Expected::kTitle, text>> {};
struct every_example : peg::seq<k_every, need<Expected::kChangedExample, k_example>> {};
struct change : peg::sor<
    changed<named_head<k_guideline>, peg::type_list<applies, text_clause<k_population>>>, changed<reference_head, reference::lines_t>,
    changed<named_head<k_substance>, substance::lines_t>, changed<named_head<k_fact>, fact::lines_t>,
    changed<named_head<k_range>, range::lines_t>, changed<named_head<k_threshold>, threshold::lines_t>,
    changed<named_head<k_define>, define::lines_t>, changed<named_head<k_result>, result::lines_t>,
    changed<named_head<k_table>, table::lines_t>, changed<named_head<k_score>, score::lines_t>,
    changed<named_head<k_ambiguity>, ambiguity::lines_t>, changed<named_head<k_medication>, medication::lines_t>,
    changed<warned_head<k_contraindication>, contraindication::lines_t>, changed<warned_head<k_caution>, caution::lines_t>,
    changed<exclusive_head, exclusive::lines_t>, changed<apart_head, apart::lines_t>, changed<named_head<k_diet>, diet::lines_t>,
    changed<named_head<k_rule>, rule::lines_t>, changed<named_head<k_recheck>, recheck::lines_t>,
    changed<must_head, peg::type_list<expression_clause<k_as>>>, changed<silent_head, silent::lines_t>, changed<left_head, left_out::lines_t>,
    changed<example_head, example::lines_t>, changed<every_example, example::lines_t>> {};
struct withdrawn : peg::sor<reference_head, named_head<k_substance>, named_head<k_fact>, named_head<k_range>, named_head<k_threshold>, named_head<k_define>, named_head<k_result>, named_head<k_table>, named_head<k_score>, named_head<k_ambiguity>, named_head<k_medication>, warned_head<k_contraindication>, warned_head<k_caution>, exclusive_head, apart_head, named_head<k_diet>, named_head<k_rule>, named_head<k_recheck>, must_head, silent_head, left_head, accept_head, example_head> {};
struct withdraw : declared<peg::seq<ahead<IsFirstOnLine>, k_withdraw, need<Expected::kChanged, withdrawn>, because_text>> {};
struct no_change : declared<peg::seq<ahead<IsFirstOnLine>, k_change, report<Expected::kChanged>>> {};

struct later_version : later<later_declaration> {};
struct declaration : peg::sor<guideline, source, reference, substance, fact, range, threshold, define, result, table, score, ambiguity, medication, contraindication, caution, exclusive, apart, diet, rule, recheck, property, silent, left_out, accept, example, use, change, no_change, withdraw, later_version, report<Expected::kDeclaration>> {};

struct file : peg::seq<blanks, peg::star<peg::not_at<peg::eof>, peg::sor<peg::try_catch_type<SyntaxFailure, declaration>, recover>>, peg::eof> {};
// clang-format on

}  // namespace mgl::grammar

namespace tao::pegtl {
template <typename Name>
struct analyze_traits<Name, mgl::grammar::misspelt_declaration> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, mgl::grammar::recover> : analyze_any_traits<> {};
template <typename Name, typename Line>
struct analyze_traits<Name, mgl::grammar::caught_line<Line>> : analyze_seq_traits<Line> {};
template <typename Name, typename Header>
struct analyze_traits<Name, mgl::grammar::caught_header<Header>> : analyze_seq_traits<Header> {};
}  // namespace tao::pegtl
