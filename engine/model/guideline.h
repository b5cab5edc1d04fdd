// A compiled guideline: what the engine evaluates, and the words that outputs need. Made by
// dsl/compile.h. No place in a text, no syntax. Ids are indexes into the vectors, in the order of
// the text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/model/graph.h"
#include "engine/unit/substance.h"
#include "engine/unit/unit.h"
#include "engine/value/calendar.h"
#include "engine/value/interval.h"

namespace mgl {

/// Where a statement comes from, as outputs show it.
struct Provenance {
  std::vector<std::string> citations;  // keys of references: "1", "wells_2003"
  std::vector<std::string> places;     // "line 21", "\"Section\""
  std::string assumed;                 // the reason, or empty
  std::string interpreted;             // the reason, or empty
  /// Of a guideline of several files: that whose file says it, and how often it is adapted (0: it
  /// is the guideline itself, or used by it). Else empty.
  std::string file;
  std::size_t level = 0;
  std::vector<std::string> changed;  // by local versions: "hospital: the reason"
};

enum class FactType : std::uint8_t { kTruth, kNumber, kDate, kChoice };

/// What a spelling means in data, whatever it would mean without: `K/uL` is 10*3/uL.
struct UnitSpelling {
  std::string spelling;
  Unit unit;
};

struct FactCode {
  std::string system;
  std::string code;
  std::string unit;  // empty: the fact's own
};

struct ChoiceOption {
  std::string name;
  std::string label;  // empty: the name
  std::string code;   // an input code, or empty
};

/// A value that a fact has where nothing was stated.
struct DefaultValue {
  Interval number;           // kNumber, in the fact's unit
  DaySpan date;              // kDate
  std::uint32_t choice = 0;  // kChoice: index; kTruth: 0 no, 1 yes
};

struct Fact {
  std::string name;
  std::string title;
  FactType type = FactType::kTruth;
  Unit unit;                           // kNumber; unity for plain numbers
  bool has_unit = false;               // false: `is number`; a unit in a cell is then unreadable
  std::optional<Substance> substance;  // lets mass, amount and equivalents convert
  std::vector<ChoiceOption> choices;   // kChoice
  bool ordered = false;
  std::optional<Interval> plausible;   // in the fact's unit, on the value as reported
  std::optional<Rational> whole_step;  // rounds down to multiples (whole years: 1)
  std::optional<Rational> step;        // rounds half away from zero to multiples
  std::optional<DefaultValue> default_value;
  std::vector<NodeId> suspect_when;  // any surely yes: the value is suspect
  std::string means;
  std::string ask;  // the question for people; empty: the title
  std::vector<FactCode> codes;
  std::vector<UnitSpelling> spellings;  // of units of its values
};

/// One line of a range or threshold. `kind` is the dimension in which it was stated: it applies to
/// values reported in that dimension. Bounds are in the unit of what is cut (exactly converted).
struct CutLine {
  Dimension kind;
  Unit unit;          // in which it is written: of that kind
  Interval interval;  // range: within it; threshold: where the threshold holds
  std::string text;   // as written: "1.8 to 2.5 mg/dL"
  std::optional<std::uint32_t> when_operand;  // which operand (1…) of the node
};

struct Threshold {
  std::string name;
  std::string title;
  std::string of;              // the name of what it cuts
  std::optional<FactId> fact;  // empty: a computed value
  std::vector<CutLine> lines;  // the first also serves kinds that no line states
  NodeId node{};
  Provenance provenance;
};

struct Range {
  std::string name;
  std::string title;
  std::string of;  // as for Threshold
  std::optional<FactId> fact;
  std::vector<CutLine> lines;
  Provenance provenance;
};

/// A text that shows results: words[0], the value of results[0], words[1] and so on.
struct ShownText {
  std::vector<std::string> words;      // one more than results
  std::vector<std::uint32_t> results;  // of Guideline::results; no texts
};

/// A named value: a define, an ambiguity, or what is part of the answer.
struct Definition {
  std::string name;
  std::string title;
  NodeId node{};
  Provenance provenance;
  FactType type = FactType::kTruth;
  bool is_text = false;               // kChoice: the choices' names are the texts to show
  Unit unit;                          // kNumber; unity for plain numbers
  std::vector<ChoiceOption> choices;  // kChoice
  std::vector<ShownText> texts;       // by choice, where one shows results; else empty
};

/// A value that is part of the answer, in the order of the text.
struct ResultColumn : Definition {
  enum class Kind : std::uint8_t { kResult, kTable, kScore };
  Kind kind = Kind::kResult;
  bool has_lines = false;  // its own: rows, or `value` lines
};

struct Reading {
  std::string name;
  std::string title;
  NodeId node{};
  Provenance provenance;
};
struct Ambiguity : Definition {
  std::vector<Reading> readings;
  std::optional<std::uint32_t> adopted;  // none: the agreement of all readings
  std::string because;
};

/// One of several that are given together.
struct MedicationPart {
  std::string name;
  std::string title;
};
struct MedicationOption {
  std::string name;
  std::string title;
  std::optional<NodeId> blocked;  // yes: not offered; empty: never
};
struct Medication {
  std::string name;
  std::string title;
  std::string choose;  // "", "one of", "in this order"
  std::vector<MedicationOption> options;
  std::vector<MedicationPart> parts;
  /// The amount of a dose by body size for one patient. Numbers in `unit`; missing where the size
  /// is.
  struct Amount {
    NodeId low{};  // what is given: rounded, capped, not above any limit
    NodeId high{};
    NodeId worked_out_low{};  // before all that
    NodeId worked_out_high{};
    Unit unit;
    std::string size_name;  // by which it is worked out
    NodeId size{};          // in size_unit
    Unit size_unit;
    std::string how;                  // as written: "every 4 to 6 hours"; empty: the unit says it
    std::vector<Rational> strengths;  // of the pieces that make it, the largest first
    struct OverLimit {
      std::uint32_t limit = 0;  // of Medication::limits
      NodeId holds{};           // the stated amount is, given as seldom as stated: it is lessened
      NodeId may_reach{};       // it is, given as often as stated
    };
    std::vector<OverLimit> over_limits;
    std::string of;  // what it is an amount of; empty: of the medication
    /// What is given together with it.
    struct Part {
      Rational share;  // in `unit`, of one of the amount; 0: the same for everybody
      Unit unit;
      std::string of;
      std::string text;  // as written: "25 g of glucose"
    };
    std::vector<Part> parts;         // in the order in which they are written
    std::uint32_t parts_before = 0;  // of them, before the amount
    NodeId is_nothing{};  // not above zero: rounded to zero, or the size is not above zero
  };
  struct Dose {
    std::string text;            // as written: "400 to 500 mg per day"
    std::optional<NodeId> when;  // empty: always
    std::optional<Amount> amount;
  };
  std::vector<Dose> doses;
  std::vector<std::string> limits;  // as written: "350 mg per day of magnesium", "rate 150 mg/min"
  std::vector<std::string> contents;  // as written: "16.2 % magnesium"
  std::string basis;                  // "open", "elemental", "salt" or empty
  std::string basis_because;
  std::string route;
  std::string duration;  // "8 weeks"
  std::optional<NodeId> until;
  Provenance provenance;
};

/// A medication, or one of its options.
struct Treatment {
  std::uint32_t medication = 0;
  std::optional<std::uint32_t> option;
  bool operator==(const Treatment&) const = default;
};

/// What must not be given, or (`blocks` false: a caution) only with care.
struct Contraindication {
  std::string title;
  std::vector<Treatment> treatments;
  NodeId when{};
  bool blocks = true;
  std::string because;
  Provenance provenance;
};

/// The first is taken so long before or after the second.
struct Separation {
  Treatment first;
  Treatment second;
  std::string text;  // as written: "2 hours before or 6 hours after"
  std::string because;
  Provenance provenance;
};

struct Food {
  std::string name;
  std::string title;
  std::string servings;  // as written: "1 cup raw or 0.5 cup cooked"
};
struct Diet {
  std::string name;
  std::string title;
  std::vector<Food> foods;
  Provenance provenance;
};

enum class ActionVerb : std::uint8_t {
  kGive,
  kConsider,
  kStop,
  kAvoid,
  kOrder,
  kAdvise,
  kRefer,
  kNote
};
std::string_view ActionVerbName(ActionVerb verb);

struct Action {
  enum class Target : std::uint8_t { kText, kMedication, kOption, kFact, kDiet };
  ActionVerb verb = ActionVerb::kNote;
  Target target = Target::kText;
  std::uint32_t index = 0;            // of the medication, fact or diet; kOption: of its medication
  std::uint32_t option = 0;           // kOption: within the medication
  std::string text;                   // kText
  std::optional<std::uint32_t> part;  // of a medication that is avoided: that which is named
};

/// The medication or option that an action is about; empty for the others.
std::optional<Treatment> TreatmentOf(const Action& action);
/// What an action gives or considers; empty for all others.
std::optional<Treatment> TreatmentGiven(const Action& action);

/// Giving `given` is giving `named`: it itself, or an option of a medication that is named.
bool IsGivenAs(const Treatment& given, const Treatment& named);
/// Giving `given` may be giving `named`: likewise, and of a whole medication any option may be
/// meant.
bool MayBeGivenAs(const Treatment& given, const Treatment& named);

enum class Urgency : std::uint8_t { kNow, kToday, kRoutine, kNone };
std::string_view UrgencyName(Urgency urgency);

struct Rule {
  std::string name;
  std::string title;
  NodeId when{};
  std::optional<NodeId> unless;
  NodeId due{};                           // scope and when and not unless
  NodeId allowed{};                       // what it gives is not contraindicated; else yes
  std::vector<std::uint32_t> overriders;  // rules that override this one
  NodeId outcome{};                       // due and allowed and not any overrider's outcome
  std::vector<Action> actions;
  Urgency urgency = Urgency::kNone;
  std::string strength;
  std::string certainty;
  std::string because;
  Provenance provenance;
};

struct Recheck {
  std::string name;
  std::string title;
  FactId fact{};                // the test to repeat
  NodeId when{};                // scope and `when`
  std::vector<NodeId> anchors;  // dates; several: the latest of them
  struct Duration {
    int months = 0;  // calendar months and years
    int days = 0;    // days and weeks
  };
  bool repeats = false;  // `every P from D`; false: `in A to B after D`
  Duration first;        // in: the window's start; every: the period
  Duration last;         // in: the window's end; every: the tolerance
  bool has_tolerance = false;
  std::optional<Duration> lasts;  // `for 3 months`: how long after the anchor there are any
  Provenance provenance;
};

struct Property {
  std::string title;
  NodeId condition{};
  bool always = true;  // refuted by no; must never: refuted by yes
};

struct Reference {
  std::string key;
  std::string title;
};

/// What the file says of itself.
struct GuidelineHeader {
  std::string name;
  std::string title;
  std::string version;
  std::string status;
  std::string intended_use;
  std::string not_for;
  std::string grading;
  std::string source_title;
  std::string source_kind;
  std::string content_hash;  // SHA-256 of the text, hexadecimal
};

/// "DRAFT, not clinically approved; from one secondary source"; "status approved".
std::string StatusLine(const GuidelineHeader& header);

/// Two rules that must not both be yes: one gives what the other says to avoid, or what is
/// exclusive with what the other gives.
struct ConflictPair {
  std::uint32_t first_rule = 0;
  std::uint32_t second_rule = 0;
};

struct Guideline {
  GuidelineHeader header;
  std::vector<Reference> references;
  std::vector<Fact> facts;
  std::vector<Threshold> thresholds;
  std::vector<Range> ranges;
  std::vector<Definition> definitions;
  std::vector<Ambiguity> ambiguities;
  std::vector<ResultColumn> results;
  std::vector<Medication> medications;
  std::vector<Contraindication> contraindications;
  std::vector<Separation> separations;
  std::vector<Diet> diets;
  std::vector<Rule> rules;
  std::vector<Recheck> rechecks;
  std::vector<Property> properties;
  std::vector<ConflictPair> conflicts;
  std::vector<FactId> suspect_order;  // facts with `suspect when`
  NodeId scope{};                     // the constant yes where no `applies when` is written
  Graph graph;
};

/// The graph as text, one node a line: `%7 = and %3 %6   # symptomatic`. For tests and `mgl graph`.
std::string DumpGraph(const Guideline& guideline);

}  // namespace mgl
