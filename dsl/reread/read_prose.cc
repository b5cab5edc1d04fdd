#include "dsl/reread/read_prose.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "dsl/parse/misspelt.h"
#include "dsl/reread/join_clauses.h"
#include "dsl/reread/prose_words.h"
#include "dsl/reread/read_lists.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::size_t kMostProse = 600;  // bytes
constexpr int kMostDepth = 8;            // of parentheses and lists

class ProseReader : private ListReader {
 public:
  ProseReader(std::string_view prose, const std::vector<Called>& vocabulary,
              std::optional<std::string_view> item)
      : ListReader(prose, vocabulary) {
    item_ = item;
  }

  ProseRead Read() {
    ProseRead read;
    const std::string_view around = Take("either") ? "or" : Take("both") ? "and" : "";
    JoinedClauses joined = Joined();
    if (!around.empty() && joined.joint != around) return {};
    Take("then");
    Skip();
    if (at_ != prose_.size()) return {};
    read.text = std::move(joined.text);
    read.other = std::move(joined.other);
    read.declarations = std::move(declarations_);
    if (joined.is_negation) {
      read.where = "where none may be";
      read.other_where = "where only the first may not be";
    }
    const std::size_t pressures =
        both_pressures_.empty() ? std::string::npos : read.text.find(both_pressures_);
    if (pressures != std::string::npos && read.other.empty()) {
      read.other = read.text;
      read.other.replace(pressures, both_pressures_.size(), either_pressure_);
    }
    return read;
  }

 private:
  /// What nothing is called by yet, as a fact of its own.
  std::string Unknown(bool is_denied) {
    const std::string phrase = TakePhrase();
    const std::string name = NameOf(phrase);
    if (name.empty()) return "";
    const std::size_t behind = at_;
    TakeEmptyWords();
    const std::string_view sign = TakeOne(kComparisons);
    std::string value = Number({});
    if (!value.empty()) {
      const std::string_view side = sign.empty() ? TakeOne(kSides) : sign;
      if (side.empty()) return "";
      const std::string kind = KindOfNumber(name, value);
      if (kind.empty()) return "";
      Declare(name, phrase, kind);
      const std::string text = fmt::format("{} {} {}", name, side, value);
      return is_denied ? fmt::format("not ({})", text) : text;
    }
    at_ = behind;
    Declare(name, phrase, "is yes/no");
    return Truth({{}, CalledKind::kTruth, name, "", ""}, is_denied);
  }

  /// `on 2 occasions 3 months apart` behind a condition: what it says is a fact of its own.
  std::string Tail(const Called& subject) {
    Skip();
    const std::size_t begin = at_;
    std::size_t end = at_;
    std::string name = subject.name;
    int words = 0;
    const bool is_circumstance = Take("on") || Take("despite") || Take("during") || Take("while");
    at_ = begin;
    if (!is_circumstance) return "";
    while (at_ < prose_.size()) {
      const std::size_t word_at = at_;
      const bool ends = !TakeOne(kJoints).empty() || !TakeOne(kComparisons).empty();
      at_ = word_at;
      std::size_t size = 0;
      while (at_ + size < prose_.size() && IsWordCharacter(prose_[at_ + size])) ++size;
      if (ends || size == 0) break;
      const std::string word(prose_.substr(at_, size));
      const WordRole* role = FindWord(word);
      const bool begins_line =
          role != nullptr &&
          (*role == WordRole::kAction ||
           (words == 0 && (*role == WordRole::kDeclaration || *role == WordRole::kClause)));
      if (begins_line && word != "for" && word != "at" && word != "in") return "";
      if (words < 3) name += "_" + word;
      ++words;
      at_ += size;
      end = at_;
      Skip();
    }
    at_ = begin;
    if (words < 2 || words > 8 || !IsWordStart(prose_[begin])) return "";
    at_ = end;
    name = NameOf(name);
    if (name.empty()) return "";
    Declare(name, fmt::format("{} {}", subject.name, prose_.substr(begin, end - begin)),
            "is yes/no");
    return name;
  }

  /// One condition.
  std::string Clause() {
    bool is_denied = false;
    Skip();
    const std::size_t clause_begin = at_;
    for (bool goes_on = true; goes_on;) {
      TakeEmptyWords();
      const std::size_t begin = at_;
      const bool is_name = TakeCalled() != nullptr;  // `never` may be a choice
      at_ = begin;
      goes_on = !is_name && TakeAny(kNegations);
      is_denied = is_denied != goes_on;
    }
    Skip();
    clause_begin_ = clause_begin;
    if (const std::string either = Slashed(); !either.empty()) {
      either_ = either;
      if (!is_denied) return either;
      return either[0] == '(' ? fmt::format("not {}", either) : fmt::format("not ({})", either);
    }
    if (const std::string called = CalledByJoint(); !called.empty()) {
      if (!is_denied) either_ = called;
      return fmt::format("{}{}", is_denied ? "not " : "", called);
    }
    if (Take("(")) {
      if (++depth_ > kMostDepth) return "";
      const JoinedClauses inner = Joined();
      --depth_;
      if (inner.text.empty() || !inner.other.empty() || !Take(")")) return "";
      return fmt::format("{}({})", is_denied ? "not " : "", inner.text);
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
    if (const std::string taken = Taken(); !taken.empty()) {
      return fmt::format("{}{}", is_denied ? "not " : "", taken);
    }
    if (const std::string since = UnitsSince(); !since.empty()) {
      return is_denied ? fmt::format("not ({})", since) : since;
    }
    if (const std::string month = OfMonth(); !month.empty()) {
      return fmt::format("{}{}", is_denied ? "not " : "", month);
    }
    const std::string change = ChangeInNumber(is_denied);
    return change.empty() ? OfName(is_denied) : change;
  }

  /// `AND(a, b)` of spreadsheets.
  std::string CalledByJoint() {
    const std::size_t begin = at_;
    const std::string_view joint = Take("and") ? "and" : Take("or") ? "or" : "";
    if (joint.empty() || !Take("(")) {
      at_ = begin;
      return "";
    }
    if (++depth_ > kMostDepth) return "";
    std::vector<std::string> items;
    do {
      const std::string item = Clause();
      if (item.empty()) return "";
      items.push_back(item);
    } while (Take(",") || Take(";"));
    --depth_;
    if (!Take(")")) return "";
    return fmt::format("({})", fmt::join(items, fmt::format(" {} ", joint)));
  }

  /// One that begins with a name, or with what may become one.
  std::string OfName(bool is_denied) {
    const bool is_known =
        Take("known") || Take("confirmed") || Take("documented") || Take("established");
    if (is_known && is_denied) return "";
    Skip();
    const std::size_t subject_at = at_;
    const Called* subject = TakeSubject();
    const std::size_t subject_end = at_;
    if (subject == nullptr) {
      const std::size_t begin = at_;
      const std::string continued = Continued(is_denied);
      if (!continued.empty()) return continued;
      at_ = begin;
      return Unknown(is_denied);
    }
    if (subject->kind == CalledKind::kChoice) {
      const std::size_t behind = at_;  // `current smoker`
      const Called* again = TakeCalled();
      if (again == nullptr || again->name != subject->subject) at_ = behind;
      return fmt::format("{} is {}{}", subject->subject, is_denied ? "not " : "", subject->name);
    }
    if (subject->kind == CalledKind::kRange || subject->kind == CalledKind::kMedication) return "";
    last_ = subject;
    const std::string said = Said(*subject, is_denied);
    if (said.empty()) {  // `weight loss > 5 kg` is not of the weight
      const std::size_t behind = subject_end;
      at_ = subject_at;
      last_ = nullptr;
      const std::string unknown = Unknown(is_denied);
      // The name itself, without what is said of it, is no fact of its own.
      return at_ > behind ? unknown : "";
    }
    std::string lasting = is_denied || said.starts_with("not ") ? "" : Lasting(subject);
    has_lasting_ = has_lasting_ || !lasting.empty();
    if (lasting.empty() && subject->kind == CalledKind::kTruth && at_ == subject_end) {
      // `pregnancy test positive`: another fact than the pregnancy.
      const std::size_t behind = at_;
      const std::size_t declared = declarations_.size();
      at_ = subject_at;
      const std::string unknown = Unknown(is_denied);
      if (!unknown.empty() && at_ > behind) return unknown;
      declarations_.resize(declared);
      at_ = behind;
    }
    if (lasting.empty() && !is_denied && subject->kind != CalledKind::kDate) {
      lasting = Tail(*subject);
    }
    return lasting.empty() ? said : fmt::format("{} and {}", said, lasting);
  }

  /// `and <= 80 years`: of the subject before.
  std::string Continued(bool is_denied) {
    const bool has_subject = last_ != nullptr && last_->kind != CalledKind::kTruth;
    if (!has_subject || BeginsChange()) return OfNumberAlone(is_denied);
    return Said(*last_, is_denied);
  }

  /// `over 65`, `65 years or older`, of nothing: of the age, or of what the item is about.
  std::string OfNumberAlone(bool is_denied) {
    if (std::string multiple = MultipleAlone(is_denied); !multiple.empty()) return multiple;
    const Called* subject = NumberAlone();
    const std::size_t begin = at_;
    TakeEmptyWords();
    const bool is_compared =
        !TakeOne(kComparisons).empty() || Take("between") || !TakeDigits().empty();
    at_ = begin;
    if (subject == nullptr || !is_compared) return "";
    last_ = subject;
    const std::string said = Said(*subject, is_denied);
    const bool is_sure = item_ || SayAge(prose_.substr(clause_begin_, at_ - clause_begin_));
    return is_sure ? said : "";
  }

  std::string Said(const Called& subject, bool is_denied) {
    const std::size_t begin = at_;
    if (std::string change = Changed(subject, is_denied); !change.empty()) return change;
    TakeEmptyWords();
    Take("==") || Take("=");
    const bool is_truth = subject.kind == CalledKind::kTruth;
    const std::size_t missing_at = at_;
    if (is_truth && (Take("not documented") || Take("not done"))) return "";
    at_ = missing_at;
    if (TakeAny(kMissingWords)) {
      return fmt::format("{} is {}", subject.name, is_denied ? "known" : "missing");
    }
    if (TakeAny(kKnownWords)) {
      if (is_truth) return "";  // `fever documented` says that there is fever
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
      Take("==") || Take("=") || Take(":") || Take("in") || Take("one of");
      is_other = is_other != TakeAny(kNegations);
      TakeEmptyWords();
      const std::string_view sign = TakeOne(kComparisons);
      const std::string choices = Choices(subject);
      if (choices.empty()) return "";
      if (!sign.empty() && sign != "=" && sign != "!=") {
        const std::string ordered = fmt::format("{} {} {}", subject.name, sign, choices);
        return is_denied ? fmt::format("not ({})", ordered) : ordered;
      }
      is_other = is_other != (sign == "!=");
      return fmt::format("{} is {}{}", subject.name, is_denied != is_other ? "not " : "", choices);
    }
    at_ = begin;
    return Truth(subject, is_denied);
  }

  std::string Truth(const Called& subject, bool is_denied) {
    const std::size_t begin = at_;
    const bool is_equal = Take("==") || Take("=") || Take(":");
    TakeEmptyWords();
    const bool is_quoted = Take("\"") || Take("'");
    bool is_no = TakeAny(kNoWords);
    if (is_quoted) {
      if (!is_no && !TakeAny(kYesWords)) return "";
      if (!Take("\"") && !Take("'")) return "";
    } else if (!is_no && TakeAny(kNegations)) {
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
    const bool is_above = Take("more than") || Take(">");
    std::string_view bound = is_above || Take("at least") || Take(">=") || Take("any") ? "at least"
                             : Take("at most") || Take("no more than") || Take("<=")   ? "at most"
                             : Take("exactly") || Take("=")                            ? "exactly"
                                                                                       : "";
    std::string count = TakeDigits();
    if (count.empty()) count = TakeOne(kNumbers);
    if (count.empty() && bound == "at least") count = "1";
    const bool is_none = count.empty() && (Take("none") || Take("neither"));
    const bool is_all = count.empty() && !is_none && (Take("all") || Take("both"));
    if (is_all) TakeOne(kNumbers);
    if (count.empty() && !is_all && !is_none) return fail();
    if (const std::string_view side = TakeOne(kSides); !side.empty()) {
      bound = side == ">=" ? "at least" : "at most";
    }
    if (!Take("of") || (bound.empty() && !is_all && !is_none)) return fail();
    if (is_above && count.size() == 1) count[0] = static_cast<char>(count[0] + 1);
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
    if (is_none) return fmt::format("not ({})", fmt::join(items, " or "));
    return fmt::format("{} {} of ({})", bound.empty() ? "at least" : bound, count,
                       fmt::join(items, ", "));
  }

  /// `female patients over 50`: another condition goes on without a word between.
  bool FollowsAtOnce(std::string_view clause) {
    if (clause.find_first_of("<>=") != std::string_view::npos || clause.starts_with("not ") ||
        clause.find(" is not ") != std::string_view::npos) {
      return false;
    }
    Skip();
    const std::size_t begin = at_;
    TakeEmptyWords();
    const bool has_words = at_ > begin;
    const bool is_compared = !TakeOne(kComparisons).empty();
    const bool goes_on =
        is_compared || (has_words && (TakeCalled() != nullptr || !TakeDigits().empty()));
    at_ = begin;
    return goes_on;
  }

  /// Conditions with what joins them.
  JoinedClauses Joined() {
    Clauses clauses;
    std::string joint;
    while (true) {
      const std::string clause = Clause();
      if (clause.empty()) return {};
      clauses.texts.push_back(clause);
      clauses.joints.push_back(joint);
      const bool is_comma = Take(",") || Take(";");
      clauses.any_comma = clauses.any_comma || is_comma;
      const std::size_t joint_at = at_;
      const bool is_plain =
          Take("or") || Take("||") || Take("|") || Take("and") || Take("&&") || Take("&");
      at_ = joint_at;
      joint = TakeOne(kJoints);
      const bool goes_on = joint.empty() && !is_comma && FollowsAtOnce(clause);
      if ((!joint.empty() && !is_plain) || goes_on) clauses.is_prose = true;
      if (goes_on) joint = "and";
      if (joint.empty() && is_comma) joint = ",";
      if (joint.empty()) break;
    }
    clauses.is_lasting = has_lasting_;
    JoinedClauses joined = JoinClauses(clauses);
    if (joined.text == either_ && either_.starts_with('(')) {
      joined.text = either_.substr(1, either_.size() - 2);
    }
    return joined;
  }

  int depth_ = 0;
  std::size_t clause_begin_ = 0;
  std::string either_;  // the last list with slashes, or in a call, in its parentheses
  const Called* last_ = nullptr;
  bool has_lasting_ = false;
};

}  // namespace

ProseRead ReadCondition(std::string_view prose, const std::vector<Called>& vocabulary,
                        std::optional<std::string_view> item) {
  if (prose.size() > kMostProse) return {};
  ProseRead read = ProseReader(prose, vocabulary, item).Read();
  return read.text.empty() ? ProseRead() : read;
}

}  // namespace mgl
