// Foods as leaflets write them, read into `food NAME "…" AMOUNT`.
#include "dsl/parse/parse_food_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/second_rule.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

constexpr std::string_view kFoodMessage = "a food has a name, a title and an amount with its time";

bool IsPieceOfFood(std::string_view word) {
  return IsIn(word,
              {"slice",   "slices", "glass", "glasses", "handful", "handfuls", "piece",  "pieces",
               "egg",     "eggs",   "spoon", "spoons",  "bowl",    "bowls",    "bottle", "bottles",
               "time",    "times",  "x",     "meal",    "meals",   "unit",     "units",  "fillet",
               "fillets", "can",    "cans",  "bar",     "bars"});
}

/// What is said of an amount of food.
struct Eaten {
  std::string amount;
  std::string unit;
  std::string often;
  std::string more;
  std::string of;     // ` of 140 g`
  std::string bound;  // `0 to`, `below`, `at least`, `above`
  bool is_none = false;
};

/// Which side of an amount is meant. True where the next words say it, or are needless.
bool SkipBound(PrescriptionWords& words, std::string& bound) {
  constexpr std::pair<std::string_view, std::string_view> kSaid[] = {{"no less than", "at least"},
                                                                     {"not less than", "at least"},
                                                                     {"at least", "at least"},
                                                                     {"minimum", "at least"},
                                                                     {"min", "at least"},
                                                                     {"no more than", "0 to"},
                                                                     {"not more than", "0 to"},
                                                                     {"less than", "below"},
                                                                     {"lower than", "below"},
                                                                     {"fewer than", "below"},
                                                                     {"more than", "above"},
                                                                     {"greater than", "above"},
                                                                     {"higher than", "above"},
                                                                     {"under", "below"},
                                                                     {"below", "below"},
                                                                     {"above", "above"},
                                                                     {"> =", "at least"},
                                                                     {"< =", "0 to"},
                                                                     {">", "above"},
                                                                     {"<", "below"},
                                                                     {"≥", "at least"},
                                                                     {"≤", "0 to"},
                                                                     {"max", "0 to"},
                                                                     {"maximum", "0 to"},
                                                                     {"at most", "0 to"},
                                                                     {"most", "0 to"},
                                                                     {"up to", "0 to"},
                                                                     {"limit", "0 to"},
                                                                     {"limited", "0 to"}};
  for (const auto& [said, meant] : kSaid) {
    const std::size_t count = 1 + static_cast<std::size_t>(std::ranges::count(said, ' '));
    bool fits = true;
    std::size_t at = 0;
    for (const std::string_view word : WordsIn(said)) {
      fits = fits && (words.Letters(at) == word || words.Word(at) == word);
      ++at;
    }
    if (!fits) continue;
    bound = meant;
    words.Skip(count);
    return true;
  }
  if (!IsIn(words.Letters(), {"to", "about", "at", "no", "not", "than", "of"})) return false;
  words.Skip(1);
  return true;
}

/// False where two of a kind are said.
bool ReadEaten(PrescriptionWords& words, Eaten& eaten) {
  auto& [amount, unit, often, more, of, bound, is_none] = eaten;
  while (!words.AtEnd()) {
    const std::string letters = words.Letters();
    std::string taken;
    if (SkipBound(words, bound)) continue;
    if (IsIn(letters, {"none", "avoid", "never", "nil"})) {
      is_none = true;
      words.Skip(1);
      continue;
    }
    if (std::string time = OftenAt(words, taken); !time.empty()) {
      if (!often.empty()) return false;
      often = time;
      continue;
    }
    if (const auto size = words.NumberAt();
        size && !amount.empty() && !unit.empty() && of.empty()) {
      const std::string_view measure = words.Word(size->words);  // `2 portions (140 g)`
      if (AmountUnit(measure).empty()) return false;
      of = fmt::format(" of {} {}", size->digits, measure);
      words.Skip(size->words + 1);
      continue;
    }
    const auto low = amount.empty() ? words.NumberAt() : std::nullopt;
    const bool is_article = amount.empty() && (letters == "a" || letters == "an");
    if (low || is_article) {
      amount = low ? low->digits : "1";
      words.Skip(low ? low->words : 1);
      if (const auto high = words.NumberAt(1); high && IsIn(words.Word(), {"-", "–", "to", "or"})) {
        amount += " to " + high->digits;
        words.Skip(1 + high->words);
      }
      if (unit.empty() && !words.AtEnd() && IsWordStart(words.Word().front()) &&
          !IsIn(words.Letters(), {"a", "per", "each", "daily", "weekly", "times", "x"})) {
        unit = words.Word();
        words.Skip(1);
      }
      continue;
    }
    if (IsIn(words.Word(), {",", "(", ")", ";", ":"})) {
      words.Skip(1);
      continue;
    }
    more += (more.empty() ? "" : " ") + std::string(words.Word());
    words.Skip(1);
  }
  return true;
}

/// `2 servings per week`, `0 to 6 g per day`; empty: nothing was understood. `said` becomes what
/// the title has to say: `2 slices`.
std::string AmountOf(std::string_view written, std::string& said) {
  PrescriptionWords words(written);
  Eaten eaten;
  if (!ReadEaten(words, eaten)) return {};
  auto& [amount, unit, often, more, of, bound, is_none] = eaten;
  if (is_none) return "0 g per day";
  const std::size_t slash = unit.find('/');  // `2 g/day`
  if (often.empty() && slash != std::string::npos) {
    const std::string per = unit.substr(slash + 1);
    if (IsIn(per, {"day", "d"})) often = "per day";
    if (IsIn(per, {"week", "wk"})) often = "per week";
    if (!often.empty()) unit.resize(slash);
  }
  // `twice a week`: servings
  if (amount.empty()) {
    if (often.empty()) return {};
    amount = "1";
    unit = "serving";
  }
  if (unit.empty()) unit = amount == "1" ? "serving" : "servings";
  if (IsPieceOfFood(unit)) {
    if (unit != "times" && unit != "x") said = fmt::format("{} as a serving", unit);
    unit = amount == "1" ? "serving" : "servings";
  }
  const std::string& side_said = bound;
  const auto bounded = [&side_said](const std::string& number) {
    const bool is_one = !side_said.empty() && number.find(" to ") == std::string::npos;
    return is_one ? side_said + " " + number : number;
  };
  if (often.empty()) return {};
  std::string time = often;
  // so many times: of an amount, or servings
  const std::size_t per = often.find("per ");
  if (per == std::string::npos) return {};
  if (per > 0) {
    std::string times = often.substr(0, per - 1);
    if (times == "twice") times = "2";
    if (times == "once") times = "1";
    if (times.ends_with(" times")) times.resize(times.size() - 6);
    time = often.substr(per);
    if (amount == "1" && unit == "serving") {
      amount = times;
      unit = times == "1" ? "serving" : "servings";
    } else {
      return fmt::format("{} serving{} {} of {} {}{}", bounded(times), times == "1" ? "" : "s",
                         time, amount, unit,
                         more.empty() || WordAt(more, 0).size() != more.size() ? "" : " " + more);
    }
  }
  if (!more.empty() && WordAt(more, 0).size() == more.size() && !IsReserved(more))
    time += " " + more;
  return fmt::format("{} {} {}{}", bounded(amount), unit, time, of);
}

std::string Food(std::string_view name, std::string title, std::string_view written) {
  std::string said;
  std::string amount = AmountOf(written, said);
  if (!said.empty()) title = fmt::format("{}, {}", title, said);
  if (amount.empty()) return {};
  return fmt::format("food {} \"{}\" {}", name, title, amount);
}

std::optional<Diagnostic> Rewritten(Span span, const std::string& written, bool is_line) {
  if (written.empty()) return std::nullopt;
  Diagnostic diagnostic = At(span, std::string(kFoodMessage), fmt::format("write `{}`", written));
  if (is_line) diagnostic.kind = DiagnosticKind::kUnknownClause;
  diagnostic.edits.push_back({span, written});
  return diagnostic;
}

bool IsAvoiding(std::string_view word) {
  return IsIn(word,
              {"no", "avoid", "never", "without", "limit", "not", "exclude", "omit", "reduce"});
}

/// What is not eaten is said in a rule. `said`: `bread "Bread"`, `alcohol, coffee`.
Diagnostic Avoided(const Place& place, Span span, std::string_view verb, std::string_view said) {
  const std::size_t quote = said.find('"');
  const std::size_t close = quote == said.npos ? quote : said.find('"', quote + 1);
  std::string what(close == said.npos ? said : said.substr(quote + 1, close - quote - 1));
  std::erase(what, '"');
  std::ranges::replace(what, '_', ' ');
  what[0] = close == said.npos ? what[0] : LowerCase(what[0]);
  return At(span, "a diet lists what is eaten; what is not is said in a rule",
            fmt::format("leave the line out, and write a rule: {}",
                        SecondRule(BesideAt(place.text, span.begin), "avoided", "what to avoid",
                                   fmt::format("advise \"{} {}\"", verb, what))));
}

/// `50 mL/kg over 4 hours`: what is worked out by body size is a medication, also a fluid.
std::optional<Diagnostic> BySize(const Place& place, Span span, std::string_view name,
                                 std::string_view title, std::string_view amount) {
  const bool is_sized = amount.find("/kg") != amount.npos || amount.find("per kg") != amount.npos ||
                        amount.find("/m2") != amount.npos;
  if (!is_sized) return std::nullopt;
  Prescription said = ReadPrescription(place.text, amount);
  const bool is_read = said.doses.size() == 1 && !said.doses[0].amount.empty() &&
                       said.unread.empty() && said.advice.empty() && said.notes.empty();
  constexpr std::string_view kBySize = "an amount of food is not worked out by body size";
  if (!is_read) {
    return At(
        span, std::string(kBySize),
        "what is worked out is the dose of a medication, also of a fluid: leave the line out, "
        "and declare `medication NAME \"…\"` with a line such as `dose 50 mL/kg over 4 hours by "
        "weight`");
  }
  std::string given = name.empty() ? "fluid" : std::string(name);
  const std::string_view diet = TextOf(place.text, place.stop.name);
  if (given == diet || IsReserved(given)) given += "_given";
  const std::string shown = title.empty() ? "Fluid" : std::string(title);
  const std::string lines = InLines(said);
  Beside beside = BesideAt(place.text, span.begin);
  beside.name = given;
  beside.title = shown;
  return At(
      span, std::string(kBySize),
      fmt::format("leave the line out; what is worked out is the dose of a medication, also of a "
                  "fluid: declare `medication {} \"{}\"`, below it {}{}; and give it in a rule: {}",
                  given, shown, lines, MissingSize(said, place.text),
                  SecondRule(beside, "given", "what is given", fmt::format("give {}", given))));
}

/// `"Lentils", 3-4 portions a week`.
std::optional<Diagnostic> TitledFood(std::string_view line, Span span) {
  const std::size_t close = line.starts_with('"') ? line.find('"', 1) : line.npos;
  if (close == line.npos) return std::nullopt;
  const std::string title(line.substr(1, close - 1));
  std::string_view amount = Trimmed(line.substr(close + 1));
  while (!amount.empty() && std::string_view(",;:-= ").find(amount.front()) != line.npos) {
    amount.remove_prefix(1);
  }
  const std::string name = NameOfTitle(title);
  if (name.empty() || amount.find_first_of("0123456789") == amount.npos) return std::nullopt;
  return Rewritten(span, Food(name, title, amount), true);
}

/// A line of a diet that begins at `begin` with another word than `food`.
std::optional<Diagnostic> OtherFoodLine(const Place& place, std::size_t begin) {
  const std::string_view line = LineRest(place.text, begin);
  const std::string_view word = WordAt(line, 0);
  const std::string_view rest = Trimmed(line.substr(word.size()));
  const Span span = SpanOf(begin, EndIn(place.text, line));
  const std::string letters = LettersOf(word);
  if (std::optional<Diagnostic> titled = TitledFood(line, span)) return titled;
  if (const std::size_t digit = line.find_first_of("0123456789"); digit != line.npos) {
    std::string_view what = Trimmed(line.substr(0, digit));
    if (what.ends_with(':')) what = Trimmed(what.substr(0, what.size() - 1));
    const std::string name = NameOfTitle(what);
    const std::string title = name.empty() ? std::string() : AsTitle(what);
    if (auto sized = BySize(place, span, name, title, line.substr(digit))) {
      sized->kind = DiagnosticKind::kUnknownClause;
      return sized;
    }
  }
  if (IsAvoiding(letters) && !rest.empty()) {
    const std::size_t digit = rest.find_first_of("0123456789");
    std::string_view what = Trimmed(rest.substr(0, digit));
    for (const std::string_view joint : {" to", ":", " max", " below"}) {
      if (what.ends_with(joint)) what = Trimmed(what.substr(0, what.size() - joint.size()));
    }
    const std::string name = NameOfTitle(what.substr(0, what.find('"')));
    const std::string limited =
        digit == rest.npos || name.empty() || what.find('"') != what.npos
            ? std::string()
            : Food(name, AsTitle(what), fmt::format("max {}", rest.substr(digit)));
    if (!limited.empty()) return Rewritten(span, limited, true);
    Diagnostic diagnostic = Avoided(place, span, letters == "limit" ? "Limit" : "Avoid", rest);
    diagnostic.kind = DiagnosticKind::kUnknownClause;
    return diagnostic;
  }
  if (IsIn(letters, {"foods", "eat", "drink", "include", "fluid", "fluids"}) ||
      place.found.kind != FoundKind::kWord) {
    const std::size_t digit = rest.find_first_of("0123456789");
    const std::string_view what = Trimmed(rest.substr(0, digit));
    const std::string name = NameOfTitle(what);
    if (name.empty() || digit == std::string_view::npos ||
        what.find(',') != std::string_view::npos) {
      std::string_view first = what.substr(std::min(what.find_first_not_of(":- "), what.size()));
      first = Trimmed(first.substr(0, first.find_first_of(",;")));
      const std::string own = NameOfTitle(first);
      return At(
          span, "every food is a line of its own, with its amount",
          own.empty()
              ? "write for each a line such as `food fruit \"Fruit\" 5 servings per day`"
              : fmt::format("write for each a line with its amount, such as `food {} \"{}\" 2 "
                            "servings per day`",
                            own, AsTitle(first)));
    }
    return Rewritten(span, Food(name, AsTitle(what), rest.substr(digit)), true);
  }
  if (letters == "when" || letters == "if" || letters == "unless") return std::nullopt;
  if (IsReserved(word)) return std::nullopt;
  std::size_t digit = line.find_first_of("0123456789");
  if (digit == std::string_view::npos || digit < 2) return std::nullopt;
  for (const std::string_view side :
       {" less than", " more than", " no more", " not more", " at least", " at most", " up to",
        " under", " below", " above", " max", " min", " limited to", " limit", " <", " >"}) {
    digit = std::min(digit, line.find(side));
  }
  std::string_view what = Trimmed(line.substr(0, digit));
  while (!what.empty() && std::string_view(":-,;=").find(what.back()) != line.npos)
    what = Trimmed(what.substr(0, what.size() - 1));
  const std::string name = NameOfTitle(what);
  if (name.empty()) return std::nullopt;
  return Rewritten(span, Food(name, AsTitle(what), line.substr(digit)), true);
}

/// Where a line of a diet with another first word begins, or npos.
std::size_t OtherLineBegin(const Place& place) {
  if (BeginsLine(place, "diet")) return place.stop.offset;
  if (place.keyword != "diet") return std::string_view::npos;
  // `without` and `never` are read as a part of the line before.
  const std::size_t before = place.stop.previous.begin;
  const bool is_before = IsAvoiding(place.previous) && IsFirstOnLine(place.text, before);
  if (is_before && !place.on_later_line) return before;
  const bool is_here = place.stop.expected == Expected::kLine && place.first_on_line;
  return is_here && IsAvoiding(place.found.text) ? place.stop.offset : std::string_view::npos;
}

}  // namespace

std::optional<Diagnostic> FoodByHabit(const Place& place) {
  if (const std::size_t other = OtherLineBegin(place); other != place.text.npos) {
    return OtherFoodLine(place, other);
  }
  if (place.keyword != "diet" || place.clause != "food") return std::nullopt;
  const std::size_t begin = place.stop.clause.begin;
  const std::string_view line = LineRest(place.text, begin);
  const std::size_t stop = place.on_later_line ? place.stop.previous.begin : place.stop.offset;
  if (LineBegin(place.text, begin) != LineBegin(place.text, stop)) return std::nullopt;
  const Span span = SpanOf(begin, EndIn(place.text, line));
  const std::string_view said = Trimmed(line.substr(4));
  if (!place.on_later_line && (place.found.text == "when" || place.found.text == "if")) {
    const std::string_view diet = TextOf(place.text, place.stop.name);
    return At(SpanOf(place.stop.offset, span.end), "for whom a diet is stands in the rule",
              fmt::format("leave it out, and write a rule with `{}` and `then advise {}`",
                          LineRest(place.text, place.stop.offset), diet));
  }
  const bool is_sized = said.find("/kg") != said.npos || said.find(" per kg") != said.npos ||
                        said.find("/m2") != said.npos;
  if (!place.on_later_line && place.found.text == "by" && !is_sized) {
    Diagnostic diagnostic =
        At(SpanOf(place.stop.offset, span.end), "an amount of food is not worked out",
           fmt::format("leave out `{}`", LineRest(place.text, place.stop.offset)));
    diagnostic.edits.push_back({SpanOf(place.stop.previous.end, span.end), ""});
    return diagnostic;
  }
  std::size_t at = 0;
  std::string name;
  std::string title;
  if (!said.empty() && said.front() != '"') {
    const std::size_t quote = said.find('"');
    const std::size_t digit = said.find_first_of("0123456789<");
    std::size_t end = std::min({quote, digit, said.size()});
    std::string_view words = Trimmed(said.substr(0, end));
    if (quote == std::string_view::npos) {  // `food fruit max 5 a day`
      for (const std::string_view more :
           {" max", " less", " at least", " twice", " once", " a ", " no more", " up to"}) {
        words = Trimmed(words.substr(0, words.find(more)));
      }
    }
    name = NameOfTitle(words);
    title = AsTitle(words);
    at = words.size();
  }
  const std::size_t quote = said.find('"', at);
  if (quote != std::string_view::npos) {
    const std::size_t close = said.find('"', quote + 1);
    if (close == std::string_view::npos) return std::nullopt;
    title = said.substr(quote + 1, close - quote - 1);
    if (name.empty()) name = NameOfTitle(title);
    at = close + 1;
  }
  if (name.empty()) return std::nullopt;
  const std::string_view amount = Trimmed(said.substr(at));
  if (amount.empty()) {
    return At(
        span, std::string(kFoodMessage),
        fmt::format("write how much and how often, such as `food {} \"{}\" 2 servings per day`",
                    name, title));
  }
  if (auto sized = BySize(place, span, name, title, amount)) return sized;
  if (IsIn(LettersOf(amount), {"none", "avoid", "never", "nil", "no", "avoided", "not_allowed"})) {
    return Avoided(place, span, "Avoid", fmt::format("{} \"{}\"", name, title));
  }
  const std::string written = Food(name, title, amount);
  return written == line ? std::nullopt : Rewritten(span, written, false);
}

}  // namespace mgl
