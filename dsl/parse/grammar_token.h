// The grammar's words: blanks, keywords, names, texts, numbers, units, dates. A rule that is a
// `node` becomes a node of the flat tree; a `need` reports what it expected where that is not
// found.
#pragma once

#include "dsl/parse/grammar_text.h"
#include "dsl/parse/parse_messages.h"
#include "dsl/parse/parse_tree.h"
#include "dsl/parse/written_date.h"

namespace mgl::grammar {

template <SyntaxKind kKind>
struct node {
  static constexpr SyntaxKind kNode = kKind;
};
/// Counts as a level of nesting, of which there are at most kMaxExpressionDepth.
template <typename Rule>
struct nested : peg::seq<Rule> {
  static constexpr bool kNests = true;
};

/// `sor` makes it fail without having moved, so that the error is at its first character.
template <Expected kWhat, typename... Rules>
struct expecting : peg::sor<peg::seq<Rules...>, peg::failure> {
  static constexpr Expected kExpected = kWhat;
};
template <Expected kWhat, typename... Rules>
struct need : peg::must<expecting<kWhat, Rules...>> {};
template <Expected kWhat>
struct report : peg::must<expecting<kWhat, peg::failure>> {};

// clang-format off
struct comment : peg::seq<peg::one<'#'>, peg::until<peg::at<peg::eolf>>> {};
struct blanks : peg::star<peg::sor<peg::one<' ', '\t', '\r', '\n'>, comment>> {};
template <typename... Rules> struct token : peg::seq<Rules..., blanks> {};

// Keywords: w_when is the word alone, k_when with the blanks after it.
#define MGL_WORD(word, role)                                                                  \
  struct w_##word : TAO_PEGTL_KEYWORD(#word), node<SyntaxKind::kKeyword> {}; \
  struct k_##word : token<w_##word> {};
#include "dsl/text/words.def"

struct w_name : word_where<IsFreeWord>, node<SyntaxKind::kName> {};
struct name : token<w_name> {};
struct w_choice : word_where<IsChoiceWord>, node<SyntaxKind::kName> {};
struct choice_name : token<w_choice> {};

struct escape : peg::seq<peg::one<'\\'>, peg::not_one<'\n'>> {};
struct quoted_text : peg::seq<peg::one<'"'>, peg::star<peg::sor<escape, peg::not_one<'"', '\\', '\n'>>>, need<Expected::kClosingQuote, peg::one<'"'>>>, node<SyntaxKind::kText> {};
struct text : token<quoted_text> {};

struct curly_quote : peg::utf8::one<0xAB, 0xBB, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E> {};
struct raw_character : peg::sor<peg::ranges<'!', '+', '-', '~'>, peg::utf8::range<0xA1, 0x10FFFF>> {};
struct raw_text : peg::seq<peg::not_at<ahead<IsKeywordLine>>, peg::not_at<peg::sor<peg::one<'"', '#', '\''>, curly_quote>>, peg::plus<raw_character>>, node<SyntaxKind::kRaw> {};
struct raw : token<raw_text> {};
struct word_or_text : peg::sor<text, raw> {};
struct version_text : peg::seq<peg::digit, peg::star<peg::sor<peg::alnum, peg::one<'.', '-', '+'>>>>, node<SyntaxKind::kRaw> {};
struct version_number : token<version_text> {};

struct digits : peg::plus<peg::digit> {};
struct fraction : peg::seq<peg::one<'.'>, digits> {};
struct exponent : peg::seq<peg::one<'e', 'E'>, peg::opt<peg::one<'+', '-'>>, digits, peg::not_at<peg::identifier_other>> {};
struct number_text : peg::seq<digits, peg::opt<fraction>, peg::opt<exponent>>, node<SyntaxKind::kNumber> {};
struct number : token<number_text> {};
struct signed_text : peg::seq<peg::opt<peg::one<'-'>>, digits, peg::opt<fraction>, peg::opt<exponent>>, node<SyntaxKind::kNumber> {};
struct signed_number : token<signed_text> {};
struct integer_text : peg::seq<digits, peg::not_at<fraction>>, node<SyntaxKind::kNumber> {};
struct integer : token<integer_text> {};
struct number_ahead : peg::at<peg::opt<peg::one<'-'>>, peg::digit> {};

struct year_dash : peg::seq<peg::rep<4, peg::digit>, peg::one<'-'>> {};
struct date_text : peg::seq<year_dash, peg::rep_min_max<1, 2, peg::digit>, peg::one<'-'>, peg::rep_min_max<1, 2, peg::digit>, peg::not_at<peg::identifier_other>>, node<SyntaxKind::kDate> {};
struct written_date : peg::seq<ahead<IsWrittenDate>, report<Expected::kWrittenDate>> {};
struct date : peg::sor<token<date_text>, written_date> {};
struct w_below_sign : peg::seq<peg::one<'<'>, peg::not_at<peg::one<'=', '<', '>'>>>, node<SyntaxKind::kOperator> {};
struct w_above_sign : peg::seq<peg::one<'>'>, peg::not_at<peg::one<'=', '<', '>'>>>, node<SyntaxKind::kOperator> {};
struct below_sign : token<w_below_sign> {};
struct above_sign : token<w_above_sign> {};
struct to_last_day : peg::seq<k_to, peg::opt<peg::sor<k_below, k_before, below_sign>>, need<Expected::kDate, date>> {};
struct date_or_span : peg::seq<date, peg::opt<to_last_day>> {};
struct month_text : peg::seq<year_dash, peg::rep<2, peg::digit>, peg::not_at<peg::sor<peg::identifier_other, peg::one<'-'>>>>, node<SyntaxKind::kDate> {};
struct partial_date : peg::sor<date, token<month_text>> {};

// Units: `/` inside one has no blanks around it; a division has.
struct unit_letter : peg::sor<peg::alpha, peg::utf8::one<0xB5, 0x3BC, 0xB0>> {};
struct power_of_ten : peg::seq<peg::string<'1', '0'>, peg::one<'*', '^'>, peg::opt<peg::one<'-'>>, peg::digit> {};
struct annotation : peg::seq<peg::one<'{'>, peg::star<peg::ranges<'!', 'z', '|', '|', '~', '~'>>, peg::one<'}'>> {};
struct bracketed : peg::seq<peg::one<'['>, peg::plus<peg::ranges<'!', 'Z', '^', '~', '\\', '\\'>>, peg::one<']'>> {};
struct unit_start : peg::sor<unit_letter, annotation, bracketed, peg::one<'%'>, power_of_ten> {};
struct unit_factor : peg::seq<peg::one<'/', '.'>, peg::one<'('>, peg::plus<peg::sor<peg::alnum, peg::one<'.', '/', '*', '^'>>>, peg::one<')'>> {};
struct unit_sign : peg::seq<peg::one<'/', '.', '*', '^'>, peg::at<peg::sor<unit_start, peg::digit, peg::one<'-'>>>> {};
struct body_surface : peg::seq<peg::string<'/', '1'>, peg::one<'.', ','>, peg::string<'7', '3'>, peg::opt<peg::one<' '>>, peg::one<'m'>, peg::sor<peg::seq<peg::opt<peg::one<'^'>>, peg::one<'2'>>, peg::utf8::one<0xB2>>> {};
struct unit_part : peg::sor<body_surface, unit_factor, unit_sign, unit_letter, peg::digit, peg::one<'_', '%'>, annotation, bracketed, peg::seq<peg::one<'-', '+'>, peg::digit>> {};
struct unit_text : peg::seq<peg::not_at<ahead<IsNoUnit>>, unit_start, peg::star<unit_part>, peg::not_at<peg::one<'('>>>, node<SyntaxKind::kUnit> {};
struct unit : token<unit_text> {};
struct every_period : peg::sor<k_daily, k_weekly> {};
struct per_unit : peg::sor<every_period, peg::seq<k_per, need<Expected::kUnit, unit>>> {};
struct of_other : peg::seq<w_of, blanks, peg::sor<peg::digit, w_the, w_strength, peg::one<'('>>> {};
struct of_substance : peg::seq<peg::not_at<of_other>, k_of, need<Expected::kSubstanceName, name>> {};
struct unit_phrase : peg::seq<peg::sor<unit, per_unit>, peg::star<per_unit>, peg::opt<of_substance>>, node<SyntaxKind::kUnitPhrase> {};
struct plain_unit : peg::seq<peg::sor<unit, per_unit>, peg::star<per_unit>>, node<SyntaxKind::kUnitPhrase> {};
struct leading_slash : peg::seq<peg::at<peg::one<'/'>, unit_letter>, report<Expected::kNoLeadingSlash>> {};

struct day_word : peg::sor<TAO_PEGTL_KEYWORD("days"), TAO_PEGTL_KEYWORD("day")> {};
struct days_behind : peg::seq<peg::at<digits, blanks, day_word>, number, plain_unit> {};
template <typename Number> struct quantity_of : peg::seq<Number, peg::opt<peg::sor<peg::seq<unit_phrase, peg::opt<days_behind>>, leading_slash>>>, node<SyntaxKind::kQuantity> {};
struct weeks_and_days_text : peg::seq<TAO_PEGTL_KEYWORD("weeks"), blanks, TAO_PEGTL_KEYWORD("and"), blanks, TAO_PEGTL_KEYWORD("days")>, node<SyntaxKind::kUnit> {};
struct weeks_and_days : peg::seq<token<weeks_and_days_text>>, node<SyntaxKind::kUnitPhrase> {};
// `36+4` beside a sign of an expression is a sum to the grammar: parse_expression.cc.
struct weeks_behind : peg::seq<blanks, peg::sor<TAO_PEGTL_KEYWORD("weeks"), TAO_PEGTL_KEYWORD("week"), TAO_PEGTL_KEYWORD("wk")>> {};
struct weeks_plus_days : peg::seq<digits, peg::one<'+'>, peg::range<'0', '6'>, peg::not_at<peg::identifier_other>, peg::not_at<weeks_behind>>, node<SyntaxKind::kNumber> {};
struct short_weeks_days : peg::seq<digits, peg::one<'w'>, peg::range<'0', '6'>, peg::one<'d'>, peg::not_at<peg::identifier_other>>, node<SyntaxKind::kNumber> {};
template <typename Number> struct age : peg::seq<token<Number>>, node<SyntaxKind::kQuantity> {};
struct quantity : quantity_of<number> {};
struct signed_quantity : peg::sor<age<weeks_plus_days>, age<short_weeks_days>, quantity_of<signed_number>> {};
struct to_upper : peg::seq<k_to, peg::opt<peg::sor<k_below, below_sign>>, need<Expected::kNumber, signed_quantity>> {};
struct at_least_most : peg::seq<k_at, need<Expected::kCountBound, peg::sor<k_least, k_most>>> {};
struct w_side_sign : peg::seq<peg::sor<peg::string<'<', '='>, peg::string<'>', '='>, peg::one<'<', '>'>, peg::utf8::one<0x2264, 0x2265>>, peg::not_at<peg::one<'=', '<', '>'>>>, node<SyntaxKind::kOperator> {};
struct side_sign : token<w_side_sign> {};
struct by_sign : peg::seq<side_sign, need<Expected::kNumber, signed_quantity>> {};
struct one_sided : peg::seq<peg::sor<k_below, at_least_most>, need<Expected::kNumber, signed_quantity>> {};
struct from_above_sign : peg::seq<above_sign, need<Expected::kNumber, signed_quantity>, peg::opt<to_upper>> {};
struct from_above : peg::seq<k_above, need<Expected::kNumber, signed_quantity>, peg::opt<to_upper>> {};
struct span : peg::sor<one_sided, from_above, from_above_sign, by_sign, peg::seq<signed_quantity, peg::opt<to_upper>>>, node<SyntaxKind::kSpan> {};
struct interval : peg::sor<one_sided, from_above, from_above_sign, by_sign, peg::seq<signed_quantity, need<Expected::kTo, to_upper>>>, node<SyntaxKind::kSpan> {};

struct w_open : peg::one<'('>, node<SyntaxKind::kOpen> {};
struct open : token<w_open> {};
struct w_close : peg::one<')'>, node<SyntaxKind::kClose> {};
struct close : token<w_close> {};
// Parentheses that may be left out: not in the tree.
struct optional_open : token<peg::one<'('>> {};
struct optional_close : token<peg::one<')'>> {};
struct w_comma : peg::one<','>, node<SyntaxKind::kComma> {};
struct comma : token<w_comma> {};
// clang-format on

}  // namespace mgl::grammar
