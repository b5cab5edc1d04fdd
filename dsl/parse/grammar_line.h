// The grammar of lines that several declarations share, and of where a statement comes from.
#pragma once

#include "dsl/parse/grammar_expression.h"

namespace mgl::grammar {

// clang-format off
// Lines.
template <typename... Rules> struct clause : peg::seq<Rules...>, node<SyntaxKind::kClause> {};
template <typename Keyword> struct text_clause : clause<Keyword, need<Expected::kText, text>> {};
template <typename Keyword> struct word_clause : clause<Keyword, need<Expected::kWord, name>> {};
template <typename Keyword> struct word_or_text_clause : clause<Keyword, need<Expected::kWordOrText, word_or_text>> {};
template <typename Keyword> struct expression_clause : clause<Keyword, expression> {};
template <typename... Keywords> struct later : peg::seq<peg::at<peg::sor<Keywords...>>, report<Expected::kNotYet>> {};
template <Expected kWhat, typename Element> struct comma_list : peg::seq<need<kWhat, Element>, peg::star<comma, need<kWhat, Element>>> {};
struct title : peg::opt<text> {};
struct because_text : peg::seq<need<Expected::kBecause, k_because>, need<Expected::kText, text>> {};
struct opt_because : peg::opt<k_because, need<Expected::kText, text>> {};

// Where a statement comes from.
struct w_key : digits, node<SyntaxKind::kName> {};
struct reference_key : peg::sor<token<w_key>, name> {};
struct place : peg::sor<text, peg::seq<k_line, need<Expected::kLineNumber, integer>, peg::opt<k_to, need<Expected::kLineNumber, integer>>>>, node<SyntaxKind::kPlace> {};
struct cite : clause<k_cite, comma_list<Expected::kReferenceKey, reference_key>> {};
struct from : clause<k_from, comma_list<Expected::kPlace, place>> {};
struct assumed : clause<k_assumed, because_text> {};
struct interpreted : clause<k_interpreted, because_text> {};
struct provenance : peg::sor<cite, from, assumed, interpreted> {};
// clang-format on

}  // namespace mgl::grammar
