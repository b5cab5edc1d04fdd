// What must not be given, as it is written in order sets and formularies.
#include "dsl/parse/parse_warning_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_condition_habits.h"
#include "dsl/parse/parse_habit_messages.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/warning_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// The first line of such a declaration, in its parts.
struct Head {
  std::vector<std::string_view> names;  // of treatments
  std::string title;                    // with its quotes
  std::string condition;
  bool is_with = false;  // `a with b`
};

Head ReadHead(std::string_view text, std::string_view line) {
  Head head;
  std::size_t at = 0;
  for (bool goes_on = true; goes_on;) {
    const Found found = FindAt(line, SkipBlanks(line, at));
    const std::string word = LettersOf(found.text);
    goes_on = found.kind != FoundKind::kEnd;
    if (!goes_on) break;
    if (found.kind == FoundKind::kText) {
      if (head.title.empty()) head.title = found.text;
    } else if (found.kind == FoundKind::kWord && IsTreatmentName(text, found.text)) {
      head.names.push_back(found.text);
    } else if (IsIn(word, {"with", "plus", "versus", "vs"}) && !head.names.empty()) {
      head.is_with = true;
    } else if (IsIn(word, {"when", "if", "in", "where", "who", "during"}) || found.text == ":" ||
               IsConditionName(text, found.text) || word == "not" || found.text == "(") {
      std::string_view rest = line.substr(found.span.begin);
      const bool is_joint =
          IsIn(word, {"when", "if", "in", "where", "who", "during"}) || found.text == ":";
      if (is_joint) rest = Trimmed(rest.substr(found.text.size()));
      const std::size_t quote = rest.find('"');
      if (quote != std::string_view::npos && head.title.empty()) {
        head.title = Trimmed(rest.substr(quote));
      }
      const std::string_view condition = Trimmed(rest.substr(0, quote));
      // `(a, b)` are the names of treatments.
      if (found.text == "(" && IsTreatmentName(text, WordAt(line, found.span.end))) {
        at = found.span.end;
        continue;
      }
      head.condition = condition;
      break;
    }
    at = found.span.end;
  }
  return head;
}

std::string Listed(const std::vector<std::string_view>& names) {
  std::string list;
  for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

/// The conditions of the `when` lines above `at` in the same declaration.
std::string WhenAbove(std::string_view text, std::size_t at) {
  std::string when;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t begin = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, begin);
    if (IsDeclarationWord(word)) when.clear();
    if (word == "when" && begin < at) {
      const std::string_view more = Trimmed(LineRest(text, begin + word.size()));
      when = when.empty() ? std::string(more) : fmt::format("({}) or ({})", when, more);
    }
  }
  return when;
}

/// `a` and `b` of `a with b`, declared or not.
std::pair<std::string_view, std::string_view> TwoOf(std::string_view text, std::string_view line) {
  std::vector<std::string_view> names;
  for (const std::string_view said : WordsIn(line.substr(0, line.find('"')))) {
    const std::string_view name = WithoutSigns(said);
    if (name.empty() || IsReserved(name) || WordAt(name, 0).size() != name.size() ||
        IsIn(name, {"with", "between", "and", "or", "plus", "the"})) {
      continue;
    }
    names.push_back(name);
  }
  const bool is_known = std::ranges::any_of(
      names, [&](std::string_view name) { return IsTreatmentName(text, name); });
  if (names.size() != 2 || !is_known) return {};
  if (!IsTreatmentName(text, names[0])) std::swap(names[0], names[1]);
  return {names[0], names[1]};
}

Diagnostic Whole(const Place& place, std::string message, const std::string& written) {
  const std::string_view line = LineRest(place.text, place.stop.declaration.begin);
  Diagnostic diagnostic =
      At(PlaceSpan(place), std::move(message), fmt::format("write `{}`", written));
  diagnostic.edits.push_back(
      {SpanOf(place.stop.declaration.begin, EndIn(place.text, line)), written});
  return diagnostic;
}

}  // namespace

std::optional<Diagnostic> WarningHead(const Place& place) {
  const bool is_warning = place.keyword == "contraindication" || place.keyword == "caution";
  const bool is_head =
      LineBegin(place.text, place.stop.declaration.begin) ==
      LineBegin(place.text, place.on_later_line ? place.stop.previous.begin : place.stop.offset);
  if (!is_warning || !is_head || !place.clause.empty()) return std::nullopt;
  if (place.stop.expected != Expected::kTarget && place.stop.expected != Expected::kTitle &&
      place.stop.expected != Expected::kLine) {
    return std::nullopt;
  }
  if (!IsFirstOnLine(place.text, place.stop.declaration.begin)) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.declaration.end);
  Head head = ReadHead(place.text, line);
  const std::string below = WhenBelow(place.text, place.stop.declaration.begin);
  if (head.names.empty()) return std::nullopt;
  if (head.is_with && head.names.size() > 1 && head.condition.empty() && below.empty()) {
    return Whole(place, "what is not given together is `exclusive`",
                 fmt::format("exclusive {}{}", Listed(head.names),
                             head.title.empty() ? "" : " because " + head.title));
  }
  const std::string said =
      head.condition.empty() ? head.title : fmt::format("{} when {}", head.title, head.condition);
  if (head.title.empty() && head.condition.empty() && below.empty()) return std::nullopt;
  WarningWritten warning =
      WriteWarning(place.text, place.keyword, Listed(head.names), said,
                   head.title.empty() ? std::string_view(below) : std::string_view());
  if (!head.title.empty() && head.condition.empty()) {
    warning.written = fmt::format("{} {} {}", place.keyword, Listed(head.names), head.title);
    warning.help = fmt::format("write `{}`", warning.written);
    warning.is_sure = true;
  }
  if (warning.help.empty() ||
      warning.written == Trimmed(LineRest(place.text, place.stop.declaration.begin))) {
    return std::nullopt;
  }
  Diagnostic diagnostic =
      Whole(place,
            fmt::format("a {} names what is not to be given, then says why in quotes, then `when`",
                        place.keyword),
            warning.written);
  diagnostic.help = warning.help;
  if (!warning.is_sure) diagnostic.edits.clear();
  return diagnostic;
}

std::optional<Diagnostic> WarningLine(const Place& place) {
  const bool is_warning = BeginsLine(place, "contraindication") || BeginsLine(place, "caution");
  if (!is_warning) return std::nullopt;
  const std::string_view keyword = BeginsLine(place, "caution") ? "caution" : "contraindication";
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const std::string_view word = WordAt(place.text, place.stop.offset);
  const std::string_view rest = Trimmed(line.substr(std::min(line.size(), word.size())));
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, line));
  const std::string when = WhenAbove(place.text, place.stop.offset);
  const std::string_view treated = DeclaredBefore(place.text, place.stop.offset, keyword);
  const auto say = [&](std::string message, std::string help) {
    Diagnostic diagnostic = At(span, std::move(message), std::move(help));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  };
  if (word == "then") {
    const std::string_view verb = WordAt(rest, 0);
    const std::string_view what = WordAt(rest, SkipBlanks(rest, verb.size()));
    const bool blocks =
        keyword == "contraindication" && IsIn(verb, {"avoid", "stop"}) && what == treated;
    if (blocks) {
      return say("a contraindication blocks what it names by itself", "leave the line out");
    }
    // `order gentamicin_level`: in the words of its title.
    const std::string titled =
        IsConditionName(place.text, what) || IsTreatmentName(place.text, what)
            ? fmt::format("{} {}", verb, TitleOfName(place.text, what))
            : std::string(rest);
    const std::string name = AsName(fmt::format("{}_{}", verb, what.empty() ? treated : what));
    return say(
        "an action stands in a rule",
        fmt::format(
            "write a rule of its own: `rule {} \"{}\"`, and below it `when {}` and `then {}`",
            name.empty() ? "another" : name, AsTitle(titled), when.empty() ? "…" : when, rest));
  }
  if (IsIn(word, {"dose", "limit"})) {
    const std::string shown =
        word == "dose" && !when.empty() && rest.find(" when ") == std::string_view::npos
            ? fmt::format("{} when {}", line, when)
            : std::string(line);
    return say("how much is given stands under the medication",
               fmt::format("write `{}` under `medication {}`", shown, treated));
  }
  if (IsIn(word, {"unless", "except"})) {
    return say(fmt::format("a {} has no line `{}`", keyword, word),
               when.empty()
                   ? fmt::format("write `when {}`", Negated(rest))
                   : fmt::format("write `when ({}) and {}` for both lines", when, Negated(rest)));
  }
  if (IsIn(word, {"and", "or"}) || IsReserved(word)) return std::nullopt;
  if (IsConditionName(place.text, word) || word == "not" || place.found.text == "(") {
    Diagnostic diagnostic =
        say("a condition stands behind `when`", fmt::format("write `when {}`", line));
    diagnostic.edits.push_back({SpanOf(place.stop.offset, place.stop.offset), "when "});
    return diagnostic;
  }
  if (!EnglishWord(LowerCase(AsName(WideWordAt(line, 0)))).empty()) return std::nullopt;
  if (place.found.kind != FoundKind::kWord || !EverydayWord(word).empty() ||
      !NearestKeyword(word, keyword).empty()) {
    return std::nullopt;
  }
  return say(
      fmt::format("a {} has no line `{}`", keyword, word),
      fmt::format("write it as its reason, `because \"{}\"`, or for readers behind `#`", line));
}

std::optional<Diagnostic> TogetherByHabit(const Place& place) {
  const bool is_exclusive =
      place.keyword == "exclusive" && place.clause.empty() && !place.on_later_line;
  const std::string_view word = WordAt(place.text, place.stop.offset);
  const std::string letters = LettersOf(word);
  const bool at_margin = LineBegin(place.text, place.stop.offset) == place.stop.offset;
  if (place.keyword == "exclusive" && BeginsLine(place, "exclusive") &&
      IsIn(word, {"when", "if", "unless"})) {
    Diagnostic diagnostic =
        At(SpanOf(place.stop.offset, EndIn(place.text, LineRest(place.text, place.stop.offset))),
           "`exclusive` holds for every patient",
           fmt::format("leave out the line; for whom only one is given: write the rule of the "
                       "other with `unless {}`",
                       Trimmed(LineRest(place.text, place.stop.offset + word.size()))));
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  if (is_exclusive) {
    const Head head = ReadHead(place.text, LineRest(place.text, place.stop.declaration.end));
    const std::string_view line = LineRest(place.text, place.stop.declaration.end);
    std::size_t words = 0;
    for (const std::string_view said : WordsIn(line.substr(0, line.find('"')))) {
      const std::string plain = LettersOf(said);
      words += plain.empty() || IsIn(plain, {"and", "or", "with", "because", "with:", "to", "the",
                                             "both", "not", "plus", "&"})
                   ? 0
                   : 1;
    }
    if (head.names.size() < 2 || words != head.names.size()) return std::nullopt;
    return Whole(place, "names are separated by `,`, and `because` stands before the reason",
                 fmt::format("exclusive {}{}", Listed(head.names),
                             head.title.empty() ? "" : " because " + head.title));
  }
  if (!at_margin || place.found.kind != FoundKind::kWord) return std::nullopt;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, line));
  const Head head = ReadHead(place.text, line.substr(word.size()));
  Diagnostic diagnostic = At(span, "", "");
  diagnostic.kind = DiagnosticKind::kUnknownDeclaration;
  std::string written;
  if (IsIn(letters, {"interaction", "interactions", "interacts", "ddi"})) {
    const auto [first, second] = TwoOf(place.text, line.substr(word.size()));
    if (second.empty()) return std::nullopt;
    diagnostic.message = "an interaction is what is not given together, or what to be careful of";
    diagnostic.help = InteractionInWords(place.text, first, second, WithoutQuotes(head.title));
    return diagnostic;
  }
  if (IsIn(letters, {"incompatible", "incompatibility", "duplicate"}) && head.names.size() > 1) {
    diagnostic.message = "what is not given together is `exclusive`";
    written = fmt::format("exclusive {}{}", Listed(head.names),
                          head.title.empty() ? "" : " because " + head.title);
  } else if (IsIn(letters, {"avoid", "never", "contraindicated", "not", "stop"}) &&
             !head.names.empty() && !head.condition.empty()) {
    diagnostic.message = "what must not be given is a `contraindication`";
    written = fmt::format("contraindication {} \"{}\" when {}", Listed(head.names),
                          TitleOfCondition(place.text, head.condition), head.condition);
  } else {
    return std::nullopt;
  }
  diagnostic.help = fmt::format("write `{}`", written);
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

std::optional<Diagnostic> ApartByHabit(const Place& place) {
  if (place.keyword != "apart" || !place.clause.empty()) return std::nullopt;
  const std::string_view all = LineRest(place.text, place.stop.declaration.end);
  const std::size_t reason = std::min(all.find(" because "), all.size());
  const std::string_view line = all.substr(0, reason);
  if (LineBegin(place.text, place.stop.declaration.begin) !=
      LineBegin(place.text, place.on_later_line ? place.stop.previous.begin : place.stop.offset)) {
    return std::nullopt;
  }
  PrescriptionWords words(line);
  std::vector<std::string_view> names;
  std::string time;
  std::string side;
  std::string other;
  for (; !words.AtEnd(); words.Skip(1)) {
    const std::string_view word = words.Word();
    if (const auto number = words.NumberAt(); number && time.empty()) {
      std::size_t used = number->words;
      std::string digits = number->digits;
      if (const auto high = words.NumberAt(used + 1);
          high && IsIn(words.Word(used), {"-", "to", "–"})) {
        digits = high->digits;  // the longer keeps both
        used += 1 + high->words;
      }
      if (words.Word(used).empty()) return std::nullopt;
      time = fmt::format("{} {}", digits, words.Word(used));
      words.Skip(used);
    } else if (IsTreatmentName(place.text, word)) {
      names.push_back(word);
    } else if (IsIn(word, {"before", "after"})) {
      side = side.empty() ? " " + std::string(word) : "both";
    } else if (IsWordStart(word.front()) &&
               !IsIn(word,
                     {"and", "from", "by", "at", "least", "more", "than", "or", "apart", "of",
                      "the", "minimum", "either", "within", "is", "separate", "with", "to"})) {
      other = word;
    }
  }
  if (names.size() == 1 && !time.empty() &&
      IsIn(other, {"food", "meals", "meal", "breakfast", "milk", "antacids", "dairy"})) {
    const std::string hours = side.empty() || side == "both" ? "before or after" : side.substr(1);
    return At(PlaceSpan(place), fmt::format("`{}` is no medication", other),
              fmt::format("leave the line out, and say it in a rule of its own: `then advise "
                          "\"Take {} {} {} {}\"`",
                          TitleOfName(place.text, names[0]), time, hours, other));
  }
  if (names.size() != 2 || time.empty() || !other.empty()) return std::nullopt;
  const std::string written = fmt::format("apart {} by {}{}{}", Listed(names), time,
                                          side == "both" ? "" : side, all.substr(reason));
  if (written == fmt::format("apart {}", Trimmed(all))) return std::nullopt;
  return Whole(place, "two medications are kept apart `by` one duration", written);
}

std::optional<Diagnostic> TakesByProse(const Place& place) {
  // `allergy to a`
  const bool is_allergy =
      IsIn(place.previous, {"allergy", "allergic", "hypersensitivity", "intolerance",
                            "contraindication", "sensitivity", "hypersensitive"});
  if (is_allergy && place.found.text == "to" && InCondition(place)) {
    const std::string_view rest = ValueFrom(place.text, place.stop.previous.begin);
    const std::string name = AsName(rest);
    if (!name.empty()) {
      return At(SpanOf(place.stop.previous.begin, EndIn(place.text, rest)),
                "a condition asks about facts",
                fmt::format("write `{0}`, and declare `fact {0} \"{1}\" is yes/no`", name,
                            AsTitle(rest)));
    }
  }
  const bool is_operand =
      place.stop.expected == Expected::kOperand &&
      IsIn(place.clause, {"when", "unless", "until", "as", "suspect", "applies", ""});
  if ((!is_operand && !InCondition(place)) || place.on_later_line) return std::nullopt;
  const std::string found(place.found.text);
  std::string_view name;
  std::size_t begin = place.stop.offset;
  std::size_t end = place.found.span.end;
  if (is_operand && IsIn(found, {"on", "given", "giving", "give", "taking", "receiving", "with"})) {
    name = WordAt(place.text, SkipBlanks(place.text, end));
    end = EndIn(place.text, name);
  } else if (!is_operand &&
             IsIn(place.previous, {"taking", "receiving", "takes", "receives", "using", "uses"})) {
    name = place.found.text;
    begin = place.stop.previous.begin;
  } else if (!is_operand && IsIn(found, {"given", "taken", "prescribed", "started", "used"})) {
    name = place.previous;
    begin = place.stop.previous.begin;
  }
  if (name.empty() || !IsTreatmentName(place.text, name)) return std::nullopt;
  if (place.keyword == "must") {  // `give a and give b`
    std::string rules;
    for (const std::string_view word : WordsIn(LineRest(place.text, begin))) {
      const std::string_view rule = RuleGiving(place.text, WithoutSigns(word));
      if (IsTreatmentName(place.text, WithoutSigns(word)) && !rule.empty()) {
        rules += (rules.empty() ? "" : " and ") + std::string(rule);
      }
    }
    if (rules.empty()) return std::nullopt;
    return At(SpanOf(begin, EndIn(place.text, LineRest(place.text, begin))),
              "a property speaks of rules, not of medications",
              fmt::format("write `{}`: the rules that give them", rules));
  }
  return At(SpanOf(begin, end), "a condition asks about facts, not about medications",
            fmt::format("write `takes_{0}`, and declare `fact takes_{0} \"Takes {1}\" is yes/no`",
                        name, TitleOfName(place.text, name)));
}

}  // namespace mgl
