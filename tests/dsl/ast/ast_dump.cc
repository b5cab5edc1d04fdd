// The syntax tree as text, without places.
#include "tests/dsl/ast/ast_dump.h"

#include <array>
#include <utility>

#include "engine/value/calendar.h"

namespace mgl {
namespace {

using namespace ast;

// Declared first: the templates below call them.
std::string Show(const QuantitySpan&);
std::string Show(const Choice&);
std::string Show(const FactCode&);
std::string Show(const Literal&);
std::string Show(const Scale&);
std::string Show(const RangeLine&);
std::string Show(const ThresholdLine&);
std::string Show(const Place&);
std::string Show(const Citation&);
std::string Show(const Provenance&);
std::string Show(const Reading&);
std::string Show(const Approval&);
std::string Show(const Confirmation&);
std::string Show(const Option&);
std::string Show(const Often&);
std::string Show(const Dose&);
std::string Show(const Portion&);
std::string Show(const Food&);
std::string Show(const Action&);
std::string Show(const std::pair<Name, Name>&);
std::string Show(const Given&);
std::string Show(const Expectation&);
std::string Show(const DeclaredType&);
std::string Show(const ValueLine&);
std::string Show(const TableRow&);
std::string Show(const PointsLine&);
std::string Show(const ScoreItem&);
std::string Show(const Limit&);
std::string Show(const Content&);

std::string Show(const Name& name) { return name.is_label ? '"' + name.text + '"' : name.text; }
std::string Show(const Text& text) { return '"' + text.text + '"'; }
std::string Show(const Number& number) { return number.value.get_str(); }
std::string Show(const DateText& date) { return FormatDay(date.day); }
std::string Show(bool flag) { return flag ? "true" : "false"; }
std::string Show(const ExprPtr& expr) { return expr ? DumpExpression(*expr) : "-"; }

std::string Show(const UnitText& unit) {
  return unit.code + (unit.substance ? " of " + unit.substance->text : "");
}
std::string Show(const Quantity& quantity) {
  const std::string sum = quantity.sum ? quantity.sum->get_str() + " or " : "";
  return sum + Show(quantity.number) + (quantity.unit ? " " + Show(*quantity.unit) : "");
}

template <typename T>
std::string Show(const std::optional<T>& value) {
  return value ? Show(*value) : "-";
}

template <typename T>
std::string Show(const std::vector<T>& values) {
  std::string shown = "[";
  for (const T& value : values) shown += (shown.size() > 1 ? " " : "") + Show(value);
  return shown + "]";
}

std::string Show(const QuantitySpan& span) {
  return std::string(span.low_closed ? "[" : "(") + Show(span.low) + ", " + Show(span.high) +
         (span.high_closed ? "]" : ")");
}

constexpr std::array kComparisons = {"<", "<=", ">", ">=", "=", "!="};

std::string Show(Comparison comparison) {
  return kComparisons[static_cast<std::size_t>(comparison)];
}

template <typename... Parts>
std::string List(const std::string& head, const Parts&... parts);

std::string Show(const Choice& choice) {
  return List("choice", choice.name, choice.label, choice.code, choice.points);
}
std::string Show(const FactCode& code) {
  return code.written.empty() ? List("code", code.system, code.code, code.unit)
                              : List("code", code.system, code.code, code.unit, code.written);
}
std::string Show(const Literal& literal) {
  using Kind = Literal::Kind;
  switch (literal.kind) {
    case Kind::kQuantity:
      return (literal.censored ? Show(*literal.censored) + " " : "") + Show(literal.quantity);
    case Kind::kDate:
      return Show(literal.date) + ".." + FormatDay(literal.last_day);
    case Kind::kYes:
    case Kind::kNo:
    case Kind::kMissing:
    case Kind::kUnknown:
      return "value " + literal.word.text;
    case Kind::kText:
      return Show(literal.text);
    case Kind::kInterval:
      return Show(literal.interval);
    case Kind::kWord:
      break;
  }
  return "word " + literal.word.text;
}
const char* TypeName(FactType type) {
  constexpr std::array kTypes = {"yes/no", "quantity", "date", "number", "choice", "text"};
  return kTypes[static_cast<std::size_t>(type)];
}
std::string Show(const Scale& scale) {
  return List("scale", scale.from, scale.to, scale.factor, scale.offset);
}
std::string Show(const DeclaredType& type) { return List(TypeName(type.type), type.unit); }
std::string Show(const ValueLine& line) { return List("value", line.value, line.when); }
std::string Show(const TableRow& row) {
  return List(row.otherwise ? "row otherwise" : "row", row.cells, row.values);
}
std::string Show(const PointsLine& line) { return List("points", line.points, line.when); }
std::string Show(const ScoreItem& item) {
  return item.name.text.empty()
             ? List("item", item.title, item.lines, item.from, item.of)
             : List("item", item.name, item.title, item.lines, item.from, item.of);
}
std::string Show(const RangeLine& line) { return List("line", line.interval, line.when); }
std::string Show(const ThresholdLine& line) {
  constexpr std::array kDirections = {"below", "above", "at least", "at most"};
  const std::string direction = kDirections[static_cast<std::size_t>(line.direction)];
  return line.when ? List(direction, line.bound, line.when) : List(direction, line.bound);
}
std::string Show(const Place& place) {
  if (place.line == 0) return '"' + place.section + '"';
  return std::to_string(place.line) + "-" + std::to_string(place.last_line);
}
std::string Show(const Citation& citation) { return citation.key.text; }

std::string Show(const Provenance& p) {
  return List("provenance", p.citations, p.places, p.assumed, p.interpreted);
}
std::string Show(const Reading& reading) {
  return List("reading", reading.name, reading.title, reading.as, reading.provenance);
}
std::string Show(const Approval& a) { return List("approval", a.by, a.on, a.hash); }
std::string Show(const Confirmation& c) { return List("confirmed", c.by, c.on); }
std::string Show(const Option& option) { return List("option", option.name, option.title); }
std::string Show(const Often& often) {
  return List("often", often.least, often.most, often.period.unit);
}
std::string Show(const Dose& dose) {
  return List(dose.once ? "dose once" : "dose", dose.amount, dose.with, dose.over, dose.every,
              dose.often, dose.when);
}
std::string Show(const Limit& limit) {
  return List(limit.rate ? "limit rate" : "limit", limit.amount);
}
std::string Show(const Content& content) {
  return List("contains", content.amount, content.substance);
}
std::string Show(const Portion& p) { return List("portion", p.amount, p.preparation); }
std::string Show(const Food& food) {
  return List("food", food.name, food.title, food.alternatives, food.serving);
}
std::string Show(const Action& action) {
  constexpr std::array kVerbs = {"give",  "consider", "stop",  "avoid",
                                 "order", "advise",   "refer", "note"};
  return List(kVerbs[static_cast<std::size_t>(action.verb)], action.target, action.text);
}
std::string Show(const std::pair<Name, Name>& reading) {
  return reading.first.text + "=" + reading.second.text;
}
std::string Show(const Given& given) { return List("given", given.fact, given.value, given.on); }
std::string Show(const Expectation& e) {
  constexpr std::array kKinds = {"outcome", "scope", "could", "ask"};
  return List(kKinds[static_cast<std::size_t>(e.kind)], e.target, e.values);
}

template <typename... Parts>
std::string List(const std::string& head, const Parts&... parts) {
  std::string shown = "(" + head;
  ((shown += " " + Show(parts)), ...);
  return shown + ")";
}

std::string Body(const Guideline& g) {
  return List("guideline", g.language, g.version, g.status, g.intended_use, g.not_for, g.population,
              g.interests, g.funding, g.licence, g.replaces, g.review_by, g.valid_from,
              g.valid_until, g.authors, g.encoders, g.reviewers, g.approvals, g.grading, g.grades,
              g.applies_when);
}
std::string Body(const Source& s) {
  return List("source", s.kind, s.author, s.edition, s.address, s.retrieved, s.hash);
}
std::string Body(const Reference& r) { return List("reference", r.year, r.address, r.doi); }
std::string Body(const Substance& s) {
  return List("substance", s.molar_mass, s.valence, s.scales);
}
std::string Body(const Fact& f) {
  if (!f.written.empty()) return List("fact written", f.unit, f.codes, f.written);
  return List(std::string("fact ") + TypeName(f.type), f.unit, f.whole, f.step, f.choices,
              f.ordered, f.means, f.ask, f.plausible, f.codes, f.unless_stated, f.suspect_when);
}
std::string Body(const Range& r) { return List("range", r.of, r.lines); }
std::string Body(const Threshold& t) { return List("threshold", t.of, t.lines); }
std::string Body(const Define& d) {
  return List(d.is_result ? "result" : "define", d.type, d.choices, d.ordered, d.as, d.lines);
}
std::string Body(const Table& t) {
  return List(t.first_row_wins ? "table first" : "table", t.inputs, t.across, t.type, t.choices,
              t.ordered, t.columns, t.rows);
}
std::string Body(const Score& s) { return List("score", s.items, s.at_least, s.at_most); }
std::string Body(const Ambiguity& a) { return List("ambiguity", a.readings, a.adopted, a.because); }
std::string Body(const Medication& m) {
  constexpr std::array kChoose = {"any", "one", "in order"};
  return List(std::string("medication ") + kChoose[static_cast<std::size_t>(m.choose)], m.options,
              m.doses, m.limits, m.contents, m.basis, m.basis_because, m.route, m.duration,
              m.until);
}
std::string Body(const Contraindication& c) {
  return List(c.blocks ? "contraindication" : "caution", c.treatments, c.when, c.because);
}
std::string Body(const Exclusive& e) { return List("exclusive", e.treatments, e.because); }
std::string Body(const Apart& a) {
  return List("apart", a.treatments, a.before, a.after, a.because);
}
std::string Body(const Diet& d) { return List("diet", d.foods); }
std::string Body(const Rule& r) {
  return List("rule", r.when, r.unless, r.actions, r.urgency, r.strength, r.certainty, r.because,
              r.overrides);
}
std::string Body(const Recheck& r) {
  return List("recheck", r.fact, r.when, r.in, r.every, r.within, r.lasts, r.anchors);
}
std::string Body(const Property& p) { return List("property", p.always, p.condition); }
std::string Body(const Silent& s) { return List("silent", s.because); }
std::string Body(const LeftOut& l) { return List("left out", l.because); }
std::string Body(const Accept& a) { return List("accept", a.of, a.because); }
std::string Body(const Example& e) {
  return List("example", e.like, e.as_of, e.readings, e.givens, e.expectations, e.confirmations);
}

std::string Children(const Expr& expr, const std::string& head) {
  std::string shown = "(" + head;
  for (const ExprPtr& child : expr.children) shown += " " + DumpExpression(*child);
  return shown + ")";
}

/// An operator's sign, or the kind's name in small letters: `is-known`.
std::string HeadOf(ExprKind kind) {
  if (kind == ExprKind::kAdd) return "+";
  if (kind == ExprKind::kSubtract) return "-";
  if (kind == ExprKind::kMultiply) return "*";
  if (kind == ExprKind::kDivide) return "/";
  if (kind == ExprKind::kPower) return "^";
  if (kind == ExprKind::kIsSpan) return "is";
  if (kind == ExprKind::kMissingValue) return "missing";
  constexpr const char* kNames[] = {
#define MGL_EXPRESSION(name, family) #name,
#include "dsl/ast/expression_kind.def"
  };
  std::string head;
  for (const char c : std::string_view(kNames[static_cast<std::size_t>(kind)]).substr(1)) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital && !head.empty()) head += '-';
    head += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return head;
}

}  // namespace

std::string DumpExpression(const Expr& expr) {
  std::string head = HeadOf(expr.kind);
  switch (expr.kind) {
    case ExprKind::kName:
      return expr.name.text;
    case ExprKind::kQuantity:
      return Show(expr.quantity);
    case ExprKind::kDate:
      return Show(expr.date);
    case ExprKind::kText:
      return '"' + expr.name.text + '"';
    case ExprKind::kToday:
    case ExprKind::kYes:
    case ExprKind::kNo:
    case ExprKind::kMissingValue:
      return head;
    case ExprKind::kCompare:
      return Children(expr, Show(expr.comparison));
    case ExprKind::kIsSpan:
      return Children(expr, head + " " + Show(*expr.interval));
    case ExprKind::kIsRange: {
      constexpr std::array kSides = {"below", "within", "above"};
      return Children(
          expr, std::string(kSides[static_cast<std::size_t>(expr.side)]) + " " + expr.name.text);
    }
    case ExprKind::kIsChoice:
    case ExprKind::kCall:
    case ExprKind::kDateOf:
      return Children(expr, head + " " + expr.name.text);
    case ExprKind::kInUnit:
      return Children(expr, head + " " + Show(expr.quantity.unit));
    case ExprKind::kCount: {
      constexpr std::array kBounds = {"at-least", "at-most", "exactly"};
      return Children(expr, std::string(kBounds[static_cast<std::size_t>(expr.count_bound)]) + " " +
                                std::to_string(expr.count));
    }
    default:
      return Children(expr, head);
  }
}

std::string Body(const Use& use) {
  std::string names;
  for (const Use::Named& named : use.names) {
    names += " " + named.name.text + (named.as ? " as " + named.as->text : "");
  }
  return "(use" + names + " from " + use.path.text + ")";
}

std::string Body(const OtherDeclaration& other) {
  return other.kind.text + (other.is_every ? " every" : "") + " because " + other.because.text;
}

std::string Body(const Change& change) {
  std::string lines;
  for (const ChangedLine& line : change.lines) {
    lines += " " + std::to_string(static_cast<int>(line.how)) + line.keyword.text;
  }
  return "(change " + Body(static_cast<const OtherDeclaration&>(change)) + lines + ")";
}

std::string Body(const Withdraw& withdraw) {
  return "(withdraw " + Body(static_cast<const OtherDeclaration&>(withdraw)) + ")";
}

std::string DumpAst(const File& file) {
  std::string shown;
  for (const Declaration& declaration : file.declarations) {
    const DeclarationBase& base = Base(declaration);
    shown += List("declaration", base.name, base.title, base.provenance) + " " +
             std::visit([](const auto& body) { return Body(body); }, declaration) + "\n";
  }
  return shown;
}

}  // namespace mgl
