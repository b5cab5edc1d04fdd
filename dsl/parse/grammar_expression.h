// The grammar of expressions. It reads operands, operators and suffixes as one row, which keeps it
// flat: only parentheses, lists and `time since` nest. Precedence is the builder's
// (parse_expression.cc). Every rule is decided by its first word, so that nothing is read twice.
#pragma once

#include "dsl/parse/grammar_token.h"

namespace mgl::grammar {

// clang-format off
struct expression;
struct primary;
struct inner : nested<expression> {};

template <typename Element> struct list_of : peg::seq<need<Expected::kOpenList, open>, Element, peg::star<comma, Element>, need<Expected::kCloseList, close>> {};

struct group : peg::seq<open, inner, need<Expected::kCloseGroup, close>>, node<SyntaxKind::kGroup> {};
struct bound_word : peg::sor<at_least_most, k_exactly> {};
struct count_of : peg::seq<bound_word, need<Expected::kCountNumber, integer>, need<Expected::kOf, k_of>, list_of<inner>>, node<SyntaxKind::kCount> {};
struct known_of : peg::seq<peg::sor<k_first, k_any>, need<Expected::kKnownOf, k_known>, need<Expected::kOf, k_of>, list_of<inner>>, node<SyntaxKind::kKnownOf> {};
struct function : peg::sor<peg::failure
#define MGL_FUNCTION(word, ...) , k_##word
#include "dsl/text/words.def"
> {};
struct call : peg::seq<function, list_of<inner>>, node<SyntaxKind::kCall> {};
struct latest_ahead : peg::at<peg::sor<w_latest, w_earliest>, blanks, peg::opt<w_known, blanks>, w_of> {};
struct latest_date : peg::seq<latest_ahead, peg::sor<k_latest, k_earliest>, peg::opt<k_known>, k_of, list_of<inner>>, node<SyntaxKind::kCall> {};
struct time_since : peg::seq<k_time, need<Expected::kSince, k_since>, nested<need<Expected::kOperand, primary>>>, node<SyntaxKind::kTimeSince> {};
struct calendar_unit : peg::sor<TAO_PEGTL_KEYWORD("years"), TAO_PEGTL_KEYWORD("months"), TAO_PEGTL_KEYWORD("weeks")> {};
struct completed_ahead : peg::at<w_completed, blanks, calendar_unit> {};
struct date_operand : nested<need<Expected::kOperand, primary>> {};
struct completed_since : peg::seq<k_since, date_operand> {};
struct completed_from : peg::seq<k_from, date_operand, need<Expected::kToDate, k_to>, date_operand> {};
struct completed_unit : unit, node<SyntaxKind::kUnitPhrase> {};
struct completed : peg::seq<completed_ahead, k_completed, completed_unit, need<Expected::kSince, peg::sor<completed_since, completed_from>>>, node<SyntaxKind::kCompleted> {};
struct date_of : peg::seq<k_date, need<Expected::kOf, k_of>, need<Expected::kFactName, name>>, node<SyntaxKind::kDateOf> {};
struct points_of : peg::seq<k_points, need<Expected::kOf, k_of>, need<Expected::kPointsName, name>>, node<SyntaxKind::kOfName> {};
struct highest_item : peg::seq<peg::at<w_highest, blanks, w_item>, k_highest, k_item, need<Expected::kOf, k_of>, need<Expected::kScoreName, name>>, node<SyntaxKind::kOfName> {};
struct part_of_date : peg::seq<peg::at<peg::sor<w_year, w_month>, blanks, w_of>, peg::sor<k_year, k_month>, k_of, date_operand>, node<SyntaxKind::kPartOfDate> {};
struct two_values : peg::seq<peg::at<digits, peg::one<'/'>, digits, blanks, peg::string<'m', 'm', 'H', 'g'>>, report<Expected::kTwoValues>> {};
struct primary : peg::sor<group, count_of, known_of, call, latest_date, time_since, completed, date_of, points_of, highest_item, part_of_date, k_today, date, two_values, age<short_weeks_days>, quantity, name> {};

struct at_steps : peg::at<w_in, blanks, peg::sor<peg::seq<peg::not_at<power_of_ten>, number_ahead>, peg::seq<w_steps, blanks, w_of>, w_order>> {};
struct in_unit : peg::seq<peg::not_at<at_steps>, k_in, need<Expected::kUnit, unit_phrase>>, node<SyntaxKind::kInUnit> {};
struct w_minus_sign : peg::one<'-'>, node<SyntaxKind::kOperator> {};
struct prefix : peg::sor<k_not, k_surely, token<w_minus_sign>> {};
struct operand : peg::seq<peg::star<prefix>, need<Expected::kOperand, primary>, peg::star<in_unit>> {};

struct compare_sign : peg::sor<peg::string<'<', '='>, peg::string<'>', '='>, peg::string<'!', '='>, peg::one<'<', '>', '='>, peg::utf8::one<0x2264, 0x2265, 0x2260>> {};
struct w_compare : peg::seq<compare_sign, peg::not_at<peg::one<'=', '<', '>'>>>, node<SyntaxKind::kOperator> {};
struct compare : token<w_compare> {};
struct arithmetic_sign : peg::sor<peg::seq<peg::one<'/'>, peg::not_at<peg::one<'/', '*'>>>, peg::seq<peg::one<'*'>, peg::not_at<peg::one<'*', '/'>>>, peg::seq<peg::one<'+'>, peg::not_at<peg::one<'+'>>>, peg::one<'-', '^'>> {};
struct w_arithmetic : arithmetic_sign, node<SyntaxKind::kOperator> {};
struct binary : peg::sor<k_and, k_or, k_implies, compare, token<w_arithmetic>> {};

struct choice_or_value : peg::sor<signed_quantity, text, choice_name> {};
struct one_of : peg::seq<peg::at<w_one, blanks, w_of>, k_one, k_of, list_of<need<Expected::kChoiceName, choice_or_value>>>, node<SyntaxKind::kChoiceList> {};
struct w_side : peg::sor<w_below, w_above, w_before, w_after, peg::seq<w_at, blanks, peg::sor<w_least, w_most>>, w_side_sign> {};
struct day_ahead : peg::sor<date_text, w_today, ahead<IsWrittenDate>> {};
struct dated_ahead : peg::at<w_side, blanks, day_ahead> {};
struct since_day : peg::seq<peg::sor<k_above, k_after, above_sign>, peg::sor<k_today, peg::seq<date, peg::opt<to_last_day>>>> {};
struct until_day : peg::seq<peg::sor<k_below, k_before, at_least_most, side_sign>, peg::sor<k_today, date>> {};
struct dated_side : peg::seq<dated_ahead, peg::sor<since_day, until_day>> {};
struct dated_span : peg::seq<dated_side>, node<SyntaxKind::kSpan> {};
struct one_sided_ahead : peg::at<peg::sor<w_at, peg::seq<peg::sor<w_below, w_above>, blanks, number_ahead>>> {};
struct signed_ahead : peg::at<w_side_sign, blanks, number_ahead> {};
struct one_sided_span : peg::seq<peg::sor<one_sided_ahead, signed_ahead>, peg::sor<one_sided, from_above, from_above_sign, by_sign>>, node<SyntaxKind::kSpan> {};
struct number_span : peg::seq<signed_quantity, peg::opt<to_upper>>, node<SyntaxKind::kSpan> {};
struct range_side : peg::seq<peg::sor<k_below, k_above, k_within>, need<Expected::kRangeName, name>> {};
struct is_right : peg::sor<one_of, k_known, k_missing, k_suspect, k_yes, k_no, dated_span, one_sided_span, range_side, date_or_span, number_span, text, choice_name> {};
struct is_suffix : peg::seq<k_is, peg::opt<k_not>, need<Expected::kIsOperand, is_right>>, node<SyntaxKind::kIs> {};
// `x below 3 mg`, `x at least 3 mg`, `x before 2026-01-01`: lines may begin with `at` and `after`.
struct side_ahead : peg::at<peg::sor<peg::seq<peg::sor<w_below, w_above>, blanks, peg::sor<number_ahead, w_today>>, peg::seq<peg::not_at<ahead<IsFirstOnLine>>, w_at, blanks, peg::sor<w_least, w_most>, blanks, peg::sor<number_ahead, w_today>>>> {};
struct number_side : peg::seq<side_ahead, peg::sor<k_below, k_above, at_least_most>, need<Expected::kNumber, peg::sor<k_today, date, signed_quantity>>> {};
struct date_side : peg::seq<peg::not_at<ahead<IsFirstOnLine>>, peg::sor<k_before, k_after>, need<Expected::kDate, peg::sor<date, k_today, name>>> {};
struct side_suffix : peg::sor<number_side, date_side>, node<SyntaxKind::kSide> {};
struct expression : peg::seq<operand, peg::star<peg::sor<is_suffix, side_suffix, peg::seq<binary, operand>>>>, node<SyntaxKind::kExpression> {};
// clang-format on

}  // namespace mgl::grammar
