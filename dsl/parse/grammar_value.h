// The grammar of what a line or a table says: the type of its values, the values of lines and rows,
// the cells of tables.
#pragma once

#include "dsl/parse/grammar_line.h"

namespace mgl::grammar {

/// Can begin an expression.
inline bool BeginsExpression(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  if (word.empty()) {
    return at < text.size() &&
           std::string_view("0123456789(-").find(text[at]) != std::string_view::npos;
  }
  constexpr std::array kFirstWords = std::to_array<std::string_view>(
      {"first", "any", "at", "exactly", "time", "date", "today", "not", "surely", "points"});
  const WordRole* role = FindWord(word);
  return !IsReserved(word) || *role == WordRole::kFunction ||
         std::find(kFirstWords.begin(), kFirstWords.end(), word) != kFirstWords.end();
}

/// Begins a line of the declaration `keyword`, or the next declaration.
inline bool BeginsLineOf(std::string_view keyword, std::string_view word) {
  return IsDeclarationWord(word) || HasClause(keyword, word) || IsProvenanceWord(word);
}

/// What stands behind the value of a row that is one word: the next value, the next line, the end.
inline bool EndsRowValue(std::string_view text, std::size_t at) {
  const std::string_view word = WordAt(text, at);
  if (word.empty()) return at >= text.size() || text[at] == ',';
  if (BeginsLineOf("table", word)) return true;
  if (!IsFirstOnLine(text, at)) return false;
  return !IsReserved(word) || *FindWord(word) == WordRole::kClause;
}

/// A choice that is spelt like a word of the language and stands behind the name of what has it.
inline bool IsReservedOutcome(std::string_view text, std::size_t at) {
  return IsReservedHere(text, at) && IsChoiceWord(text, at) &&
         !BeginsLineOf("example", WordAt(text, at));
}

// clang-format off
struct w_yes_no : peg::seq<TAO_PEGTL_STRING("yes/no"), peg::not_at<peg::identifier_other>>, node<SyntaxKind::kKeyword> {};
struct choice_code : peg::seq<k_code, need<Expected::kWordOrText, peg::sor<text, number, name>>> {};
struct choice_points : peg::seq<k_points, need<Expected::kNumber, signed_number>> {};
struct choice : peg::seq<choice_name, peg::opt<text>, peg::opt<choice_code>, peg::opt<choice_points>>, node<SyntaxKind::kChoice> {};
struct in_order : peg::opt<peg::at<w_in, blanks, w_order>, k_in, k_order> {};
struct choices : peg::seq<k_one, need<Expected::kOf, k_of>, list_of<need<Expected::kChoiceName, choice>>, in_order> {};
struct type_word : peg::sor<token<w_yes_no>, k_date, k_number, k_text, choices> {};
struct type_is : peg::seq<k_is, need<Expected::kValueIs, type_word>> {};
struct type_in : peg::seq<k_in, peg::sor<weeks_and_days, peg::seq<peg::opt<k_whole>, need<Expected::kUnit, unit_phrase>>>> {};
struct value_type : peg::sor<type_is, type_in>, node<SyntaxKind::kType> {};
struct answer_type : peg::sor<type_is, type_word, type_in>, node<SyntaxKind::kType> {};
struct answer_ahead : peg::at<w_name, blanks, peg::sor<peg::one<'"'>, w_is, w_in, w_date, peg::seq<w_one, blanks, w_of>, peg::seq<peg::sor<w_yes_no, w_number, w_text>, blanks, peg::sor<peg::one<','>, peg::at<w_row>, peg::at<w_first>>>>> {};
struct answer : peg::seq<need<Expected::kNewName, name>, title, need<Expected::kGivesType, answer_type>>, node<SyntaxKind::kAnswer> {};
struct answers : peg::seq<answer_ahead, answer, peg::star<comma, answer>> {};
struct gives_type : peg::sor<type_word, unit_phrase>, node<SyntaxKind::kType> {};

// A value of one word is a choice, whatever it is spelt like.
struct value_word : peg::sor<k_missing, k_yes, k_no, choice_name> {};
struct any_word : peg::sor<w_missing, w_choice> {};
struct value_expression : peg::seq<ahead<BeginsExpression>, expression> {};
struct word_of_line : peg::seq<peg::at<any_word, blanks, peg::sor<w_when, w_otherwise>>, value_word> {};
struct word_of_row : peg::seq<peg::at<any_word, blanks, ahead<EndsRowValue>>, value_word> {};
struct line_value : need<Expected::kLineValue, peg::sor<text, word_of_line, value_expression>> {};
struct row_value : need<Expected::kLineValue, peg::sor<text, word_of_row, value_expression>> {};
struct when_or_otherwise : peg::sor<peg::seq<k_when, expression>, k_otherwise> {};
struct value_line : clause<k_value, line_value, need<Expected::kWhenOrOtherwise, when_or_otherwise>> {};

// Cells.
struct above_compared : peg::seq<peg::at<w_above_sign, blanks, number_ahead>, compare, peg::sor<date_or_span, peg::seq<signed_quantity, peg::opt<to_upper>>>> {};
struct compared : peg::seq<compare, need<Expected::kCellOperand, peg::sor<date, signed_quantity, k_today, name>>> {};
struct cell_date : peg::seq<peg::sor<k_before, k_after>, need<Expected::kCellOperand, peg::sor<date, k_today, name>>> {};
struct span_ahead : peg::sor<number_ahead, one_sided_ahead> {};
struct cell_span : peg::seq<span_ahead, span> {};
struct cell_choice : peg::seq<peg::not_at<peg::sor<w_gives, w_otherwise>>, choice_name> {};
struct cell_words : peg::sor<k_any, k_known, k_missing, k_yes, k_no, one_of, range_side, text, cell_choice> {};
struct cell_test : peg::seq<peg::opt<k_not>, need<Expected::kCell, peg::sor<above_compared, compared, dated_side, cell_date, date_or_span, cell_span, cell_words>>>, node<SyntaxKind::kCellTest> {};
struct cell : peg::seq<cell_test, peg::star<k_or, cell_test>>, node<SyntaxKind::kCell> {};
struct cells : peg::seq<cell, peg::star<comma, cell>> {};
// clang-format on

}  // namespace mgl::grammar
