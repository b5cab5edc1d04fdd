// The names of the syntax tree (ast.h), for headers that only point to what it holds.
#pragma once

#include <memory>
#include <variant>

namespace mgl::ast {

struct Name;
struct Quantity;
struct QuantitySpan;
struct Expr;
using ExprPtr = std::unique_ptr<Expr>;
enum class ExprKind;
struct Provenance;
struct DeclarationBase;
struct ChoiceOwner;
struct Dose;
struct Given;
struct ScoreItem;
struct Literal;
struct File;

struct Guideline;
struct Source;
struct Reference;
struct Substance;
struct Fact;
struct Range;
struct Threshold;
struct Define;
struct Ambiguity;
struct Table;
struct Score;
struct Contraindication;
struct Exclusive;
struct Apart;
struct Limit;
struct Medication;
struct Diet;
struct Rule;
struct Recheck;
struct Property;
struct Silent;
struct LeftOut;
struct Accept;
struct Example;
struct Use;
struct Change;
struct Withdraw;
using Declaration =
    std::variant<Guideline, Source, Reference, Substance, Fact, Range, Threshold, Define, Ambiguity,
                 Table, Score, Contraindication, Exclusive, Apart, Medication, Diet, Rule, Recheck,
                 Property, Silent, LeftOut, Accept, Example, Use, Change, Withdraw>;

}  // namespace mgl::ast
