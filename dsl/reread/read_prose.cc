#include "dsl/reread/read_prose.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "dsl/reread/prose_scanner.h"
#include "dsl/reread/prose_words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostProse = 600;  // bytes
constexpr int kMostDepth = 8;            // of parentheses and lists

/// What is said of a subject: `> 5 mmol/L`; or all of a condition, with its subject.
struct Predicate {
  std::string text;
  bool is_whole = false;
};

class ProseReader : private ProseScanner {
 public:
  using ProseScanner::ProseScanner;

  /// All of it.
  ProseRead Read() {
    ProseRead read;
    read.text = Joined(read.other);
    Skip();
    if (at_ != prose_.size()) return {};
    read.declarations = std::move(declarations_);
    return read;
  }

 private:
  std::string Number(const Called& subject) {
    const std::string digits = TakeDigits();
    if (digits.empty()) return "";
    const std::string unit = TakeUnit();
    TakeAge();
    return WithUnit(digits, unit.empty() ? subject.unit : unit);
  }
  void TakeAge() {
    while (Take("old") || Take("of age")) {
    }
  }
  static std::string WithUnit(const std::string& digits, const std::string& unit) {
    return unit.empty() ? digits : fmt::format("{} {}", digits, unit);
  }

  /// `5.5 to 6.4 mmol/L`, `5.5-6.4`, from its first number on; empty: no interval.
  std::string Interval(const Called& subject) {
    const std::size_t begin = at_;
    const bool is_between = Take("between") || Take("from");
    const std::string low = TakeDigits();
    const std::string low_unit = low.empty() ? "" : TakeUnit();
    const bool is_joined = Take("to") || Take("–") || Take("-") || (is_between && Take("and"));
    const std::string high = is_joined ? TakeDigits() : "";
    if (low.empty() || high.empty()) {
      at_ = begin;
      return "";
    }
    const std::string high_unit = TakeUnit();
    TakeAge();
    const std::string& unit = high_unit.empty() ? subject.unit : high_unit;
    return low_unit.empty() || low_unit == unit
               ? fmt::format("is {} to {}", low, WithUnit(high, unit))
               : fmt::format("is {} {} to {}", low, low_unit, WithUnit(high, unit));
  }

  /// `first or second`, `(first, second)`: choices of the subject.
  std::string Choices(const Called& subject) {
    std::vector<std::string> names;
    const bool is_open = Take("(") || Take("[");
    while (true) {
      const std::size_t begin = at_;
      TakeEmptyWords();
      const Called* choice = TakeCalled();
      if (choice == nullptr || choice->kind != CalledKind::kChoice ||
          choice->subject != subject.name) {
        at_ = begin;
        break;
      }
      names.push_back(choice->name);
      const std::size_t behind = at_;
      const bool is_comma = Take(",");
      const bool is_or = Take("or") || (is_open && Take("and"));
      if (is_comma || is_or) continue;
      at_ = behind;
      break;
    }
    if (names.empty() || (is_open && !Take(")") && !Take("]"))) return "";
    // What joins the last one to another condition is not of the list.
    return names.size() == 1 ? names[0] : fmt::format("one of ({})", fmt::join(names, ", "));
  }

  Predicate OfNumber(const Called& subject) {
    Predicate said;
    TakeEmptyWords();
    if (const Called* range = nullptr; true) {
      const std::size_t begin = at_;
      const std::string_view side = Take("within") || Take("in") ? "within"
                                    : Take("below") || Take("<") ? "below"
                                    : Take("above") || Take(">") ? "above"
                                                                 : "";
      TakeEmptyWords();
      range = side.empty() ? nullptr : TakeCalled();
      if (range != nullptr && range->kind == CalledKind::kRange) {
        said.text = fmt::format("is {} {}", side, range->name);
        return said;
      }
      at_ = begin;
    }
    said.text = Interval(subject);
    if (!said.text.empty()) return said;
    std::string_view sign = TakeOne(kComparisons);
    TakeEmptyWords();
    if (const Called* number = sign.empty() ? nullptr : TakeCalled()) {
      if (number->kind == CalledKind::kNumber) said.text = fmt::format("{} {}", sign, number->name);
      return said;
    }
    if (const std::string two = TwoPressures(subject, sign); !two.empty()) return {two, true};
    if (const std::string times = TimesLimit(subject); !times.empty() && !sign.empty()) {
      said.text = fmt::format("{} {}", sign, times);
      return said;
    }
    const std::string value = Number(subject);
    const std::string_view side = value.empty() ? std::string_view() : TakeOne(kSides);
    TakeAge();
    if (value.empty() || (!sign.empty() && !side.empty())) return said;
    if (sign.empty()) sign = side.empty() ? "=" : side;
    said.text = fmt::format("{} {}", sign, value);
    return said;
  }

  /// `3 x ULN`: three times a limit that each laboratory has of its own.
  std::string TimesLimit(const Called& subject) {
    const std::size_t begin = at_;
    const std::string count = TakeDigits();
    const bool is_multiple =
        !count.empty() && (Take("times") || Take("x") || Take("×") || Take("*"));
    TakeEmptyWords();
    const bool is_upper = is_multiple && (Take("uln") || Take("upper limit of normal") ||
                                          Take("upper normal limit") || Take("upper limit"));
    const bool is_lower =
        is_multiple && !is_upper && (Take("lln") || Take("lower limit of normal"));
    if (!is_upper && !is_lower) {
      at_ = begin;
      return "";
    }
    const std::string limit = fmt::format("{}_{}", subject.name, is_upper ? "uln" : "lln");
    declarations_.push_back(fmt::format("fact {} \"{} limit of normal of {}\" in {}", limit,
                                        is_upper ? "Upper" : "Lower", subject.name,
                                        subject.unit.empty() ? "UNIT" : subject.unit));
    return fmt::format("{} * {}", count, limit);
  }

  /// `>= 140/90 mmHg`: two facts; either is enough above, both must hold below.
  std::string TwoPressures(const Called& subject, std::string_view sign) {
    const std::size_t begin = at_;
    const std::string high = TakeDigits();
    const bool is_pair = !high.empty() && at_ < prose_.size() && prose_[at_] == '/';
    if (is_pair) ++at_;
    const std::string low = is_pair ? TakeDigits() : "";
    if (low.empty()) {
      at_ = begin;
      return "";
    }
    Take("mmhg") || Take("mm hg");
    if (const std::string_view side = TakeOne(kSides); !side.empty() && sign.empty()) sign = side;
    if (sign.empty() || sign == "=" || sign == "!=") return "";
    std::string diastolic;
    for (const Called& called : vocabulary_) {
      const bool fits = std::ranges::find(called.words, "diastolic") != called.words.end() ||
                        called.name == "dbp" || called.name.ends_with("_dbp");
      if (fits && called.kind == CalledKind::kNumber) diastolic = called.name;
    }
    if (diastolic == subject.name) return "";
    if (diastolic.empty()) {
      diastolic = subject.name + "_diastolic";
      declarations_.push_back(
          fmt::format("fact {} \"Diastolic blood pressure\" in mmHg", diastolic));
    }
    const bool is_above = sign.front() == '>';
    return fmt::format("({0} {1} {2} mmHg {5} {3} {1} {4} mmHg)", subject.name, sign, high,
                       diastolic, low, is_above ? "or" : "and");
  }

  /// `for more than 3 months` behind a condition: since a date.
  std::string Lasting(const Called* subject) {
    const std::size_t begin = at_;
    if (subject == nullptr || !(Take("persisting for") || Take("lasting") || Take("for")))
      return "";
    const std::string_view sign = TakeOne(kComparisons);
    const std::string value = Number({});
    if (value.empty() || value.find(' ') == std::string::npos) {
      at_ = begin;
      return "";
    }
    const std::string_view side = sign.empty() ? TakeOne(kSides) : std::string_view();
    const std::string since = subject->name + "_since";
    declarations_.push_back(fmt::format("fact {} \"Since when\" is date", since));
    return fmt::format("time since {} {} {}", since,
                       !sign.empty()   ? sign
                       : !side.empty() ? side
                                       : ">=",
                       value);
  }

  /// `more than 3 months ago`, `within the last 2 weeks`, of a date.
  std::string OfDate(const Called& subject) {
    TakeEmptyWords();
    const bool is_within = Take("within the last") || Take("within the past") ||
                           Take("in the last") || Take("in the past") || Take("within") ||
                           Take("during the last");
    const std::string_view sign = is_within ? "<=" : TakeOne(kComparisons);
    const std::string value = sign.empty() ? "" : Number({});
    if (value.empty() || (!is_within && !Take("ago"))) return "";
    return fmt::format("time since {} {} {}", subject.name, sign, value);
  }

  /// One condition.
  std::string Clause() {
    bool is_denied = false;
    for (bool goes_on = true; goes_on;) {
      TakeEmptyWords();
      goes_on = TakeAny(kNegations);
      is_denied = is_denied != goes_on;
    }
    Skip();
    if (Take("(")) {
      if (++depth_ > kMostDepth) return "";
      std::string other;
      const std::string inner = Joined(other);
      --depth_;
      if (inner.empty() || !other.empty() || !Take(")")) return "";
      return fmt::format("{}({})", is_denied ? "not " : "", inner);
    }
    if (const std::string counted = Counted(); !counted.empty()) {
      return fmt::format("{}{}", is_denied ? "not " : "", counted);
    }
    if (Take("today -") || Take("time since")) {
      TakeEmptyWords();
      const Called* date = TakeCalled();
      const std::string_view sign = TakeOne(kComparisons);
      const std::string value = sign.empty() ? "" : Number({});
      if (date == nullptr || date->kind != CalledKind::kDate || value.empty()) return "";
      return fmt::format("{}time since {} {} {}", is_denied ? "not " : "", date->name, sign, value);
    }
    const Called* subject = TakeCalled();
    if (subject == nullptr) return Continued(is_denied);
    if (subject->kind == CalledKind::kChoice) {
      return fmt::format("{} is {}{}", subject->subject, is_denied ? "not " : "", subject->name);
    }
    if (subject->kind == CalledKind::kRange) return "";
    last_ = subject;
    const std::string said = Said(*subject, is_denied);
    const std::string lasting = said.empty() ? "" : Lasting(subject);
    return lasting.empty() ? said : fmt::format("{} and {}", said, lasting);
  }

  /// `and <= 80 years`: of the subject before.
  std::string Continued(bool is_denied) {
    if (last_ == nullptr || last_->kind == CalledKind::kTruth) return OfAge(is_denied);
    return Said(*last_, is_denied);
  }

  /// `over 65`, `65 years or older`, of nothing: of the age.
  std::string OfAge(bool is_denied) {
    const auto age = std::ranges::find_if(vocabulary_, [](const Called& called) {
      return called.name == "age" && called.kind == CalledKind::kNumber;
    });
    if (last_ != nullptr || age == vocabulary_.end()) return "";
    last_ = &*age;
    return Said(*age, is_denied);
  }

  std::string Said(const Called& subject, bool is_denied) {
    const std::size_t begin = at_;
    TakeEmptyWords();
    if (TakeAny(kMissingWords)) {
      return fmt::format("{} is {}", subject.name, is_denied ? "known" : "missing");
    }
    if (TakeAny(kKnownWords)) {
      return fmt::format("{} is {}", subject.name, is_denied ? "missing" : "known");
    }
    at_ = begin;
    TakeEmptyWords();
    if (subject.kind == CalledKind::kNumber) {
      const Predicate said = OfNumber(subject);
      if (said.text.empty()) return "";
      const std::string text =
          said.is_whole ? said.text : fmt::format("{} {}", subject.name, said.text);
      return is_denied ? fmt::format("not ({})", text) : text;
    }
    if (subject.kind == CalledKind::kDate) {
      const std::string text = OfDate(subject);
      return is_denied && !text.empty() ? fmt::format("not ({})", text) : text;
    }
    if (subject.kind == CalledKind::kChoices) {
      bool is_other = TakeAny(kNegations) || Take("!=") || Take("<>");
      Take("=") || Take("==") || Take("in") || Take("one of");
      is_other = is_other != TakeAny(kNegations);
      TakeEmptyWords();
      const std::string choices = Choices(subject);
      if (choices.empty()) return "";
      return fmt::format("{} is {}{}", subject.name, is_denied != is_other ? "not " : "", choices);
    }
    return Truth(subject, is_denied);
  }

  std::string Truth(const Called& subject, bool is_denied) {
    const std::size_t begin = at_;
    const bool is_equal = Take("==") || Take("=") || Take(":");
    TakeEmptyWords();
    bool is_no = TakeAny(kNoWords);
    if (!is_no && TakeAny(kNegations)) {
      TakeEmptyWords();
      is_no = TakeAny(kYesWords);
      if (!is_no) at_ = begin;
    } else if (!is_no && !TakeAny(kYesWords)) {
      if (is_equal) return "";
      // Words behind a name mean nothing only where a yes or no follows them.
      at_ = begin;
    }
    return fmt::format("{}{}", is_denied != is_no ? "not " : "", subject.name);
  }

  /// `2 or more of the following: a, b, c`.
  std::string Counted() {
    const std::size_t begin = at_;
    const auto fail = [&] {
      at_ = begin;
      return std::string();
    };
    std::string_view bound = Take("at least") || Take(">=") || Take("any")           ? "at least"
                             : Take("at most") || Take("no more than") || Take("<=") ? "at most"
                             : Take("exactly") || Take("=")                          ? "exactly"
                                                                                     : "";
    std::string count = TakeDigits();
    if (count.empty()) count = TakeOne(kNumbers);
    if (count.empty() && bound == "at least") count = "1";
    const bool is_all = count.empty() && (Take("all") || Take("both"));
    if (count.empty() && !is_all) return fail();
    if (const std::string_view side = TakeOne(kSides); !side.empty()) {
      bound = side == ">=" ? "at least" : "at most";
    }
    if (!Take("of")) return fail();
    for (bool goes_on = true; goes_on;) {
      goes_on = Take("the") || Take("following") || Take("these") || Take("criteria") || Take(":");
    }
    const bool is_open = Take("(") || Take("[");
    if (++depth_ > kMostDepth) return fail();
    std::vector<std::string> items;
    while (true) {
      for (bool goes_on = true; goes_on;) goes_on = Take("-") || Take("•") || Take("*");
      const std::string item = Clause();
      if (item.empty()) break;
      items.push_back(item);
      bool is_more = Take(",") || Take(";");
      is_more = Take("or") || Take("and") || is_more;
      Skip();
      is_more = is_more || (at_ < prose_.size() && prose_[at_] == '-');
      if (!is_more) break;
    }
    --depth_;
    if (items.size() < 2 || (is_open && !Take(")") && !Take("]"))) return fail();
    if (is_all) return fmt::format("({})", fmt::join(items, " and "));
    return fmt::format("{} {} of ({})", bound.empty() ? "at least" : bound, count,
                       fmt::join(items, ", "));
  }

  /// Conditions with what joins them. A list by commas alone may be all or any: `other` is any.
  std::string Joined(std::string& other) {
    std::vector<std::string> clauses;
    std::vector<std::string> joints;  // before the clause of the same index
    std::string joint;
    while (true) {
      const std::string clause = Clause();
      if (clause.empty()) return "";
      clauses.push_back(clause);
      joints.push_back(joint);
      const bool is_comma = Take(",") || Take(";");
      joint = TakeOne(kJoints);
      if (joint.empty() && is_comma) joint = ",";
      if (joint.empty()) break;
    }
    std::string last;
    bool has_comma = false;
    for (const std::string& one : joints) {
      has_comma = has_comma || one == ",";
      if (one == "and" || one == "or") last = one;
    }
    const bool has_both = std::ranges::find(joints, "and") != joints.end() &&
                          std::ranges::find(joints, "or") != joints.end();
    if (has_comma && has_both) return "";
    std::string read;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      const std::string by = joints[i] == "," ? (last.empty() ? "and" : last) : joints[i];
      const bool is_single = clauses[i].find(' ') == std::string::npos || clauses[i][0] == '(';
      const bool is_grouped = by.ends_with(" not") && !is_single;
      read += (i == 0 ? "" : " " + by + " ") +
              (is_grouped ? fmt::format("({})", clauses[i]) : clauses[i]);
    }
    if (has_comma && last.empty()) other = fmt::format("{}", fmt::join(clauses, " or "));
    return read;
  }

  int depth_ = 0;
  const Called* last_ = nullptr;
  std::vector<std::string> declarations_;
};

}  // namespace

ProseRead ReadCondition(std::string_view prose, const std::vector<Called>& vocabulary) {
  if (prose.size() > kMostProse) return {};
  ProseRead read = ProseReader(prose, vocabulary).Read();
  return read.text.empty() ? ProseRead() : read;
}

}  // namespace mgl
