// The syntax tree of one .mgl file, as written: names are not resolved, units are text. Every node
// knows its place. Built by parse.h, read by every later phase; none changes it, but
// join_guidelines.h before all of them.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "dsl/ast/ast_expression.h"
#include "engine/value/calendar.h"

namespace mgl::ast {

/// `cite 1, wells_2003`; key as written.
struct Citation {
  Name key;
};
/// `from "Section"`, `from line 21`, `from line 4 to 7`. line 0: a section.
struct Place {
  std::string section;
  int line = 0;
  int last_line = 0;
  Span span;
};
/// Where a statement comes from. Any declaration (and each reading) may carry it.
struct Provenance {
  std::vector<Citation> citations;
  std::vector<Place> places;
  std::optional<Text> assumed;      // assumed because "…"
  std::optional<Text> interpreted;  // interpreted because "…"
};

/// What every declaration has.
struct DeclarationBase {
  Span span;     // from the keyword to the last token
  Span keyword;  // the declaring keyword
  Name name;     // empty text where the declaration has none
  std::optional<Text> title;
  Provenance provenance;
};

struct Approval {
  Text by;
  DateText on;
  Text hash;
};

struct Guideline : DeclarationBase {
  std::optional<Number> language;
  std::optional<Text> version;  // 1.0.0 as written
  std::optional<Name> status;   // draft, active, retired …
  std::optional<Text> intended_use, not_for, population, interests, funding, licence;
  std::optional<Text> replaces;  // a version
  std::optional<DateText> review_by, valid_from, valid_until;
  std::vector<Text> authors, encoders, reviewers;
  std::vector<Approval> approvals;
  std::optional<Name> grading;  // none, GRADE, uspstf; with `grades` a text
  std::vector<Text> grades;     // with (a, b, c): from strong to weak
  ExprPtr applies_when;         // null: every patient
  std::optional<Text> adapts;   // the path of the guideline of which this is a local version
  std::optional<Text> adapts_version;
};

struct Source : DeclarationBase {
  std::optional<Text> kind, author, edition, address, retrieved, hash;  // words or strings, as text
};

struct Reference : DeclarationBase {  // name.text: `1` or a name
  std::optional<Number> year;
  std::optional<Text> address, doi;
};

/// `scale mmol/mol to % by 0.09148 plus 2.152`.
struct Scale {
  UnitText from;
  UnitText to;
  Number factor;
  std::optional<Number> offset;  // `minus 3`: -3
  Span span;
};
struct Substance : DeclarationBase {
  std::optional<Quantity> molar_mass;
  std::optional<Number> valence;
  std::vector<Scale> scales;
};

enum class FactType { kYesNo, kQuantity, kDate, kNumber, kChoice, kText };  // kText: no facts

struct Choice {
  Name name;
  std::optional<Text> label;
  std::optional<Text> code;
  std::optional<Number> points;
};
struct FactCode {  // code loinc 19123-9 in mg/dL
  Name system;
  Text code;
  std::optional<UnitText> unit;
  std::vector<Text> written;  // how data spell the unit
  Span span;
};
/// A value as `given`, `unless stated` and choices write it.
struct Literal {
  enum class Kind { kWord, kQuantity, kDate, kYes, kNo, kMissing, kUnknown, kText, kInterval };
  Kind kind = Kind::kWord;
  Name word;
  Quantity quantity;
  std::optional<Comparison> censored;  // given x < 0.3 mg/dL
  QuantitySpan interval;               // kInterval: expect x could be 2 to 5
  Text text;                           // kText: expect x "as shown"
  DateText date;                       // kDate: the date; partial dates: first and last day
  std::int32_t last_day = 0;
  Span span;

  /// Of a date: also the word `never`.
  bool IsDate() const {
    return kind == Kind::kDate || (kind == Kind::kWord && word.text == "never");
  }
  DaySpan Days() const {
    return kind == Kind::kDate ? DaySpan{date.day, last_day} : DaySpan{kNever, kNever};
  }
};
/// A declaration whose values may be choices: a fact, define, result or table.
struct ChoiceOwner : DeclarationBase {
  std::vector<Choice> choices;
  bool ordered = false;  // `in order`
};
struct Fact : ChoiceOwner {
  FactType type = FactType::kYesNo;
  std::optional<UnitText> unit;  // kQuantity
  bool whole = false;            // `in whole years`: rounds down
  std::optional<Quantity> step;  // `in steps of 0.1`
  std::optional<Text> means, ask;
  std::optional<QuantitySpan> plausible;
  std::vector<FactCode> codes;
  std::vector<Text> written;  // how data spell its own unit
  std::optional<Literal> unless_stated;
  std::vector<ExprPtr> suspect_when;
};

struct RangeLine {
  QuantitySpan interval;
  ExprPtr when;
  Span span;
};
struct Range : DeclarationBase {
  ExprPtr of;  // the name of a number: a fact, or what is computed
  std::vector<RangeLine> lines;
};

enum class Direction { kBelow, kAbove, kAtLeast, kAtMost };
struct ThresholdLine {
  Direction direction = Direction::kBelow;
  Quantity bound;
  ExprPtr when;  // null: always
  Span span;     // of the bound
};
/// `threshold severe "…" serum_magnesium below 1.2 mg/dL`, or `of serum_magnesium` and `line`s.
struct Threshold : DeclarationBase {
  ExprPtr of;  // as for Range
  std::vector<ThresholdLine> lines;
};

/// What the values of a define, result or table are said to be: `is number`, `in whole years`, `is
/// one of (a, b)` (the choices are the ChoiceOwner's).
struct DeclaredType {
  FactType type = FactType::kNumber;
  std::optional<UnitText> unit;  // kQuantity
  bool whole = false;            // `in whole years`: rounds down
  Span span;
};

/// `value low when score < 2`, `value high otherwise`.
struct ValueLine {
  ExprPtr value;  // an expression, a choice (kName), kText or kMissingValue
  ExprPtr when;   // null: otherwise, the last line
  Span span;
};
/// `define` and `result`: one of `as` and `lines`. Without a declared type, values that are bare
/// words are also the `choices`, in the order of the lines: whether they are choices or names of
/// declarations is the resolver's (Resolution::implied_choices).
struct Define : ChoiceOwner {
  bool is_result = false;  // part of the answer
  std::optional<DeclaredType> type;
  ExprPtr as;
  std::vector<ValueLine> lines;
};

/// `row < 30 mg/g, G1 or G2 gives low`. A cell is the condition as if written after its input:
/// `acr < 30 mg/g`; its subject (the leaf kName) stands in the table's first line. Null: `any`.
struct TableRow {
  std::vector<ExprPtr> cells;   // one an input; none where `otherwise`
  bool otherwise = false;       // the last row
  std::vector<ExprPtr> values;  // as in ValueLine; one, or one a column of a grid
  Span span;
};
/// `table NAME "T" of a, b [across c] [gives TYPE]`. `choices` as for Define.
struct Table : ChoiceOwner {
  std::vector<Name> inputs;
  std::optional<Name> across;    // a grid: the columns are conditions on this one
  std::vector<ExprPtr> columns;  // cells on `across`
  std::optional<DeclaredType> type;
  bool first_row_wins = false;  // else the rows are disjoint
  std::vector<TableRow> rows;
};

/// `points 2 when age >= 75 years`, `points 0 otherwise`.
struct PointsLine {
  Number points;
  ExprPtr when;  // null: otherwise, the last line
  Span span;
};
/// One of `lines` (the first true one counts, none: 0), `from` and `of`. It may have a name.
struct ScoreItem : DeclarationBase {
  std::vector<PointsLine> lines;
  ExprPtr from;  // points from TABLE: the name of a number
  ExprPtr of;    // points of FACT: the name of a choice, whose choices have points
};
struct Score : DeclarationBase {
  std::vector<ScoreItem> items;
  std::optional<Number> at_least, at_most;  // the sum is cut to these
};

struct Reading {
  Name name;
  std::optional<Text> title;
  ExprPtr as;
  Provenance provenance;
  Span span;
};
struct Ambiguity : DeclarationBase {
  std::vector<Reading> readings;
  std::optional<Name> adopted;
  std::optional<Text> because;
};

struct Option {
  Name name;
  std::optional<Text> title;
};
/// `3 times per day`, `3 to 4 times per day`; `once per week`: 1, `twice per day`: 2.
struct Often {
  Number least, most;
  Quantity period;  // one of its unit
  Span span;
};
struct Dose {  // dose 400 to 500 mg per day; 2 g over 20 minutes; 500 mg every 6 to 8 hours
  QuantitySpan amount;
  std::vector<QuantitySpan> with;           // with 25 g of glucose
  std::optional<QuantitySpan> over, every;  // durations
  std::optional<Often> often;               // then no `every`
  bool once = false;                        // a single dose
  ExprPtr by;                               // by weight: what the amount is multiplied with
  std::vector<Quantity> at_most;            // at most 1 g per dose
  std::optional<Quantity> rounded_to;
  std::vector<Quantity> strengths;  // of strength 250 mg, 500 mg
  Span said;                        // all but `when`
  ExprPtr when;                     // null: always
  Span span;
};
/// `limit 350 mg per day of magnesium`, `limit rate 150 mg/min`.
struct Limit {
  Quantity amount;
  bool rate = false;
  Span span;
};
/// `contains 16.2 % magnesium`.
struct Content {
  Quantity amount;
  Name substance;
  Span span;
};
struct Medication : DeclarationBase {
  enum class Choose { kAny, kOneOf, kInThisOrder } choose = Choose::kAny;
  std::vector<Option> options;
  std::vector<Option> parts;  // all are given
  std::vector<Dose> doses;
  std::vector<Limit> limits;
  std::vector<Content> contents;
  std::optional<Name> basis;  // open, elemental, salt
  std::optional<Text> basis_because;
  std::optional<Name> route;
  std::optional<Quantity> duration;  // for 8 weeks
  ExprPtr until;
};

/// `contraindication oral_magnesium "Severe kidney disease"` and `when` lines; `caution` warns and
/// does not block. No name of its own: what it names are medications and options.
struct Contraindication : DeclarationBase {
  bool blocks = true;  // false: caution
  std::vector<Name> treatments;
  ExprPtr when;  // the disjunction of all `when` lines
  std::optional<Text> because;
};
/// `exclusive a, b, c`: of these at most one is given. No name of its own.
struct Exclusive : DeclarationBase {
  std::vector<Name> treatments;
  std::optional<Text> because;
};
/// `apart a, b by 2 hours before or 6 hours after`: a is taken so long before or after b. No name.
struct Apart : DeclarationBase {
  std::vector<Name> treatments;           // two
  std::optional<Quantity> before, after;  // `by 2 hours`: both
  std::optional<Text> because;
};

struct Portion {  // 1 cup raw, 3 to 4 servings per week
  QuantitySpan amount;
  std::optional<Name> preparation;
};
struct Food {
  Name name;
  std::optional<Text> title;
  std::vector<Portion> alternatives;  // joined by `or`
  std::optional<Portion> serving;     // `of 0.5 cup cooked`
  Span span;
};
struct Diet : DeclarationBase {
  std::vector<Food> foods;
};

enum class ActionVerb { kGive, kConsider, kStop, kAvoid, kOrder, kAdvise, kRefer, kNote };
struct Action {
  ActionVerb verb = ActionVerb::kNote;
  std::optional<Name> target;  // a medication, option, fact or diet
  std::optional<Text> text;    // order, advise, refer, note
  Span span;
};
struct Rule : DeclarationBase {
  ExprPtr when;    // the conjunction of all `when` lines; null: an error was reported
  ExprPtr unless;  // the disjunction of all `unless` lines, or null
  std::vector<Action> actions;
  std::optional<Name> urgency;  // now, today, routine
  std::optional<Name> strength, certainty;
  std::optional<Text> because;
  std::vector<Name> overrides;
};

struct Recheck : DeclarationBase {
  Name fact;
  ExprPtr when;
  std::optional<QuantitySpan> in;  // durations; with `anchors`
  std::optional<Quantity> every;   // with one anchor
  std::optional<Quantity> within;  // tolerance of `every`
  std::optional<Quantity> lasts;   // for 3 months
  std::vector<ExprPtr> anchors;    // names of dates; several: `after latest of A, B`
};

struct Property : DeclarationBase {  // title: what it promises
  bool always = true;                // must always / must never
  ExprPtr condition;
};

struct Silent : DeclarationBase {  // title: the heading or subject
  std::optional<Text> because;
};
struct LeftOut : DeclarationBase {
  std::optional<Text> because;
};
struct Accept : DeclarationBase {  // name: the code
  std::optional<Name> of;          // the one declaration whose finding is meant
  std::optional<Text> because;
};

struct Given {
  Name fact;
  Literal value;
  std::optional<DateText> on;
};
struct Expectation {
  enum class Kind { kOutcome, kScope, kCouldBe, kAsk } kind = Kind::kOutcome;
  Name target;                  // rule, result, recheck …; empty for scope
  std::vector<Literal> values;  // kOutcome: one; kCouldBe: several
  Span span;
};
/// `confirmed by "A. Author" on 2026-03-01`: who says that an example expects what is right.
struct Confirmation {
  Text by;
  DateText on;
};
struct Example : DeclarationBase {
  std::optional<Text> like;
  std::optional<DateText> as_of;
  std::vector<std::pair<Name, Name>> readings;  // ambiguity, reading
  std::vector<Given> givens;
  std::vector<Expectation> expectations;
  std::vector<Confirmation> confirmations;
};

/// `use a, b as c from "FILE"`; without names all of it.
struct Use : DeclarationBase {
  struct Named {
    Name name;
    std::optional<Name> as;
  };
  std::vector<Named> names;
  Text path;
};
/// What a change or withdrawal is of, by its first line: `rule NAME`, `must always "…"`. The base's
/// name is the declaration's where it has one, its title a new one.
struct OtherDeclaration : DeclarationBase {
  Name kind;              // `rule`
  bool is_every = false;  // every example
  Span head;              // the kind and what says which one is meant, without a new title
  Text because;
};
/// A line below a change: in place of those with its first word, beside them, or none of them.
struct ChangedLine {
  enum class How { kInstead, kAlso, kWithout };
  How how = How::kInstead;
  Name keyword;
  Span span;  // of the line, without `also`
};
struct Change : OtherDeclaration {
  std::vector<ChangedLine> lines;
};
struct Withdraw : OtherDeclaration {};

struct File {
  std::vector<Declaration> declarations;  // in the order of the text
  std::uint32_t expression_count = 0;
  std::string content_hash;  // see content_hash.h; empty where the text does not parse
  /// Every identifier in the text of declarations that could not be read: a later "unknown name"
  /// for one of these would repeat an error already reported.
  std::set<std::string> broken_names;
  /// Facts whose kind could not be read, by where their names begin.
  std::set<std::uint32_t> broken_kinds;
  /// What to do about a declaration that stands twice, word by word or in its first line: by where
  /// the name of the second begins.
  std::map<std::uint32_t, std::string> doubled;
  /// A declaration without a readable name could not be read: any unknown name may be its.
  bool broken_nameless = false;
  /// A line stood under a declaration that has no such line, or stood twice: perhaps the first line
  /// of the declaration that it belongs to is lost, and a name with it.
  bool misplaced_lines = false;
  bool broken_guideline = false;  // the `guideline` declaration itself could not be read
};

const DeclarationBase& Base(const Declaration& declaration);

}  // namespace mgl::ast
