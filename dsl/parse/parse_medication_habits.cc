// Prescriptions under a medication. What was understood is written as the lines of the language.
#include "dsl/parse/parse_medication_habits.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_dose_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_prescription_words.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

std::string_view MessageOf(PrescriptionPart kind, const Prescription& said) {
  switch (kind) {
    case PrescriptionPart::kAmount:
      if (!said.count.empty()) return "which amount is one dose is not clear";
      return "a dose begins with its amount";
    case PrescriptionPart::kOften:
      return "how often is said with `per` or `every`, behind the amount";
    case PrescriptionPart::kOver:
    case PrescriptionPart::kSize:
      return "a dose is said in one order: amount, `over`, how often, `by`, `at most`, `when`";
    case PrescriptionPart::kRoute:
      return "the route is a line of its own";
    case PrescriptionPart::kMost:
      if (said.doses.front().is_most) return "the most of an amount is written with `at most`";
      if (IsAmountOpen(said)) return "which amount is one dose is not clear";
      return said.limit.empty() ? "the most of one dose is written with `at most`"
                                : "the most that is given is a line of its own, `limit`";
    case PrescriptionPart::kDuration:
      return "how long is a line of its own, `for`";
    case PrescriptionPart::kNeeded:
      return "when something is needed is no part of a dose";
    case PrescriptionPart::kTaken:
      return "how something is taken is no part of a dose";
    case PrescriptionPart::kDivided:
      return "the amount of a dose is that of one time, or of a day";
    case PrescriptionPart::kSoon:
      return "how soon something is given stands in the rule";
    case PrescriptionPart::kNext:
      return "every dose is a line of its own";
    case PrescriptionPart::kCourse:
      return "how a dose goes on is no part of it";
    case PrescriptionPart::kAbout:
      return "a dose is exact, or a range";
    case PrescriptionPart::kNeedless:
      return "this is no part of a dose";
    case PrescriptionPart::kWhom:
      return "for whom a dose is stands behind `when`";
  }
  return "";
}

/// Where the prescription ends: at a line of the medication that begins behind it, `route oral`.
std::string_view OwnPart(std::string_view line) {
  std::size_t end = line.size();
  for (const std::string_view next :
       {" route ", " limit ", " cite ", " from ", " until ", " basis ", " contains ", " assumed ",
        " interpreted ", " option ", " part "}) {
    end = std::min(end, line.find(next));
  }
  for (std::size_t dose = line.find(" dose "); dose < end; dose = line.find(" dose ", dose + 1)) {
    const std::string_view before = line.substr(0, dose);
    const std::string word = LettersOf(before.substr(before.find_last_of(" ,(") + 1));
    const bool is_noun =
        IsIn(word, {"max",     "maximum",     "maximal", "daily",    "total", "single", "the",
                    "loading", "maintenance", "initial", "starting", "usual", "per",    "each",
                    "every",   "one",         "a",       "in",       "by",    "of"});
    if (!is_noun) end = dose;
  }
  return line.substr(0, end);
}

bool HasDoses(const Prescription& said) {
  return std::all_of(said.doses.begin(), said.doses.end(),
                     [](const PrescribedDose& dose) { return !dose.amount.empty(); });
}

/// The lines in one, where nothing has to be said elsewhere.
std::string InOneLine(const Prescription& said) {
  if (!said.advice.empty() || !said.notes.empty() || !said.made.empty() || said.is_soon ||
      !said.unread.empty() || !said.divided.is_exact || !said.divided.is_of_day ||
      !said.divided.each.empty() || said.divided.is_count_open || !said.durations.empty() ||
      !said.named.empty() || !said.about.empty() || IsAmountOpen(said)) {
    return {};
  }
  std::string line;
  for (const std::string& one : LinesOf(said)) line += (line.empty() ? "" : " ") + one;
  return line;
}

/// What is around the place where the grammar stopped.
Prescription::Part PartAt(const Prescription& said, std::size_t at) {
  for (const Prescription::Part& part : said.parts) {
    if (part.end > at) return part;
  }
  return said.parts.back();
}

struct Standing {
  std::string help;
  bool is_open = false;  // a line says something else
};

/// The medication has lines of its own for what a prescription says too: those are not written
/// twice. What to say of it.
Standing LeaveOutWhatStands(std::string_view text, std::size_t at, Prescription& said) {
  Standing standing;
  const std::vector<std::string_view> routes = OtherLines(text, at, "route");
  if (!said.routes.empty() && !routes.empty()) {
    const bool is_same = said.routes.size() == 1 && said.routes[0] == routes[0];
    standing.is_open = !is_same;
    standing.help = is_same
                        ? fmt::format("; `route {}` stands in a line of its own already", routes[0])
                        : fmt::format(
                              "; a medication has one route, and a line says `route {}`: decide "
                              "between that and `route {}`",
                              routes[0], said.routes[0]);
    said.routes.clear();
  }
  const std::vector<std::string_view> times = OtherLines(text, at, "for");
  if (!said.duration.empty() && !times.empty()) {
    const bool is_same = said.duration == times[0];
    standing.is_open |= !is_same;
    standing.help += is_same
                         ? fmt::format("; `for {}` stands in a line of its own already", times[0])
                         : fmt::format("; a line says `for {}`: decide between that and `for {}`",
                                       times[0], said.duration);
    said.duration.clear();
  }
  return standing;
}

std::optional<Diagnostic> DoseMessage(const Place& place, bool with_unread) {
  if (place.keyword != "medication" || place.clause != "dose" || place.on_later_line) {
    return std::nullopt;
  }
  const std::size_t begin = place.stop.clause.end;
  if (LineBegin(place.text, begin) != LineBegin(place.text, place.stop.offset)) return std::nullopt;
  const std::string_view line = OwnPart(LineRest(place.text, begin));
  const std::size_t stop = place.stop.offset - begin;
  if (stop > line.size()) return std::nullopt;
  const std::size_t comma = line.find(',');
  const bool has_comma = comma != std::string_view::npos && comma > 0 && comma + 1 < line.size() &&
                         IsDigit(line[comma - 1]) && IsDigit(line[comma + 1]);
  if (place.found.kind == FoundKind::kText && place.stop.expected == Expected::kAmount) {
    const Prescription quoted = ReadPrescription(place.text, WithoutQuotes(line));
    if (!HasDoses(quoted) || !quoted.unread.empty()) return std::nullopt;
    return At(place.found.span, "a dose stands without quotes",
              InLines(quoted) + MissingSize(quoted, place.text));
  }
  Prescription said = ReadPrescription(place.text, line);
  TakeMostAsAmount(said);
  // A number that was not understood may be a part of the dose.
  const bool is_unsure =
      said.unread.find_first_of("0123456789") != std::string::npos || said.unread == "/";
  if (has_comma || said.parts.empty() || !HasDoses(said) || is_unsure) return std::nullopt;
  if (!with_unread && !said.unread.empty()) return std::nullopt;
  if (with_unread && place.stop.expected != Expected::kLine &&
      place.stop.expected != Expected::kAmount && place.stop.expected != Expected::kPerTime) {
    return std::nullopt;
  }
  const Standing standing = LeaveOutWhatStands(place.text, begin, said);
  const std::string written = standing.is_open ? std::string() : InOneLine(said);
  const bool is_same = written == fmt::format("dose {}", Trimmed(line));
  if (is_same) return std::nullopt;
  const Prescription::Part part = PartAt(said, stop);
  const bool is_unread = !said.unread.empty();
  const Span span = is_unread ? place.found.span : SpanOf(begin + part.begin, begin + part.end);
  Diagnostic diagnostic =
      At(span,
         is_unread ? fmt::format("`{}` is no part of a dose",
                                 said.unread.find(place.found.text) == std::string::npos
                                     ? Shortened(said.unread, kMostQuoted)
                                     : Shortened(place.found.text, kMostQuoted))
         : place.previous == "per" && place.found.text == "dose"
             ? "an amount is that of one dose"
             : std::string(MessageOf(part.kind, said)),
         InLines(said) + MissingSize(said, place.text) +
             (is_unread && !IsWhomOpen(said) ? "; words for readers stand behind `#`" : ""));
  diagnostic.help += standing.help;
  const std::string_view behind = Trimmed(LineRest(place.text, begin).substr(line.size()));
  if (!behind.empty()) diagnostic.help += fmt::format("; behind it stays `{}`", behind);
  if (!written.empty() && MissingSize(said, place.text).empty() && !said.is_limit_open &&
      said.other_often.empty() && !said.is_most_open && written.find("…") == std::string::npos &&
      !said.is_often_open && diagnostic.help.find("how often, such as") == std::string::npos &&
      part.kind != PrescriptionPart::kWhom) {
    diagnostic.edits.push_back({SpanOf(place.stop.clause.begin, begin + line.size()), written});
  }
  return diagnostic;
}

/// `part NAME` lines of the medication around `at`.
std::vector<std::string_view> PartsAround(std::string_view text, std::size_t at) {
  std::vector<std::string_view> parts;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t begin = SkipBlanks(text, line);
    const std::string_view word = WordAt(text, begin);
    if (begin == line && IsDeclarationWord(word)) parts.clear();
    if (word == "part") parts.push_back(WordAt(text, SkipBlanks(text, begin + word.size())));
  }
  return parts;
}

}  // namespace

std::string MissingSize(const Prescription& said, std::string_view text) {
  for (const PrescribedDose& dose : said.doses) {
    if (dose.size.empty() || IsDeclared(text, dose.size, {"fact", "define", "result"})) continue;
    return dose.size == "weight"
               ? "; and declare `fact weight \"Body weight\" in kg`"
               : fmt::format("; and declare `fact {} \"Body surface\" in m2`", dose.size);
  }
  return {};
}

std::string_view DeclaredBefore(std::string_view text, std::size_t at, std::string_view keyword) {
  std::string_view last;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), text.size()) + 1) {
    if (WordAt(text, line) != keyword) continue;
    last = WordAt(text, SkipBlanks(text, line + keyword.size()));
  }
  return last;
}

bool BeginsLine(const Place& place, std::string_view keyword) {
  if (!place.first_on_line || place.found.span.begin == LineBegin(place.text, place.stop.offset)) {
    return false;  // what begins at the margin is no line of it
  }
  if (place.stop.expected != Expected::kLine && place.stop.expected != Expected::kDeclaration) {
    return false;
  }
  std::string_view last;
  const std::string_view text = place.text;
  for (std::size_t line = 0; line < place.stop.offset;
       line = std::min(text.find('\n', line), text.size()) + 1) {
    if (IsDeclarationWord(WordAt(text, line))) last = WordAt(text, line);
  }
  return last == keyword;
}

std::optional<Diagnostic> PrescribedDoseLine(const Place& place) {
  return DoseMessage(place, false);
}
std::optional<Diagnostic> PrescribedWithMore(const Place& place) {
  return DoseMessage(place, true);
}

std::optional<Diagnostic> DoseOfParts(const Place& place) {
  if (place.clause != "dose" || place.on_later_line) return std::nullopt;
  if (place.found.text != "+" && place.found.text != "/" && place.found.text != "and") {
    return std::nullopt;
  }
  PrescriptionWords words(OwnPart(LineRest(place.text, place.stop.clause.end)));
  std::vector<std::string> numbers;
  std::vector<std::string> units;
  std::string joint;
  while (const auto number = words.NumberAt()) {
    words.Skip(number->words);
    numbers.push_back(number->digits);
    units.push_back(AmountUnit(words.Word()));
    if (!units.back().empty()) words.Skip(1);
    if (!IsIn(words.Word(), {"+", "/", "plus", "and"})) break;
    joint = words.Word();
    words.Skip(1);
  }
  if (numbers.size() < 2 || units.back().empty() || joint.empty()) return std::nullopt;
  for (std::size_t i = numbers.size() - 1; i-- > 0;) {
    if (units[i].empty()) units[i] = units[i + 1];
  }
  std::vector<std::string> parts;
  std::string lines;
  for (const std::string_view part : PartsAround(place.text, place.stop.offset)) {
    parts.emplace_back(part);
  }
  if (parts.size() != numbers.size()) {
    if (!parts.empty() || joint == "and") return std::nullopt;
    for (std::size_t i = 1; i <= numbers.size(); ++i) {
      parts.push_back(fmt::format("drug_{}", i));
      lines += fmt::format("`part {} \"…\"`, ", parts.back());
    }
  }
  std::string amount;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    amount += fmt::format("{}{} {} of {}", i == 0 ? "" : " with ", numbers[i], units[i], parts[i]);
  }
  const std::string rest(words.Rest());
  Prescription said = ReadPrescription(place.text, "1 mg " + rest);
  if (!said.unread.empty() || said.doses.size() != 1) return std::nullopt;
  said.doses[0].amount = amount;
  const std::string help = InLines(said);
  return At(place.found.span,
            "amounts of several drugs are joined by `with`, each with the part it is of",
            lines.empty() ? help
                          : fmt::format("write {}and {}", lines,
                                        help.starts_with("write ") ? help.substr(6) : help));
}

std::optional<Diagnostic> RouteByHabit(const Place& place) {
  if (place.keyword != "medication" || place.clause != "route" || place.on_later_line) {
    return std::nullopt;
  }
  const std::size_t begin = SkipBlanks(place.text, place.stop.clause.end);
  const std::string_view written = LineRest(place.text, begin);
  if (begin > place.stop.offset || place.stop.offset > begin + written.size()) return std::nullopt;
  std::string all;
  for (const char c : written) {
    const bool is_joint = c == '/' || c == ',' || c == '|' || c == '+';
    all += is_joint ? std::string(" or ") : std::string(1, c == '"' ? ' ' : c);
  }
  std::string route;
  bool is_or = false;
  std::vector<std::string_view> words = WordsIn(all);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string letters = LettersOf(words[i]);
    if (IsIn(letters, {"or", "and"})) {
      is_or = is_or || letters == "or";
      if (!route.empty() && !route.ends_with("or")) route += "_" + letters;
      continue;
    }
    const bool is_mouth = letters == "mouth" || letters == "os";
    if (IsIn(letters, {"by", "via", "the", "per", "route", "use", ""}) && route.empty()) continue;
    const std::string_view meant = is_mouth ? "oral" : RouteMeant(letters);
    const std::string word =
        meant.empty() ? AsName(letters).empty() ? letters : AsName(letters) : std::string(meant);
    if (WordAt(word, 0).size() != word.size()) return std::nullopt;
    if (is_mouth && route == "by") route.clear();
    route += (route.empty() ? "" : "_") + word;
  }
  if (route.empty() || IsReserved(route)) return std::nullopt;
  const Span span = SpanOf(begin, begin + written.size());
  Diagnostic diagnostic = At(span, "a route is one word", fmt::format("write `route {}`", route));
  diagnostic.edits.push_back({span, route});
  return diagnostic;
}

std::optional<Diagnostic> PrescribedElsewhere(const Place& place) {
  if (place.keyword != "medication" || place.on_later_line) return std::nullopt;
  const bool is_number = place.found.kind == FoundKind::kNumber;
  const std::string_view line = LineRest(place.text, place.stop.offset);
  const auto title_of = [&](std::size_t from) {
    const Found title = FindAt(place.text, SkipBlanks(place.text, from));
    return title.kind == FoundKind::kText && title.text.size() > 1
               ? std::string(title.text.substr(1, title.text.size() - 2))
               : std::string();
  };
  const bool is_option = place.clause == "option" || place.clause == "part";
  if (is_option && is_number && !place.first_on_line) {
    const std::size_t name_at = SkipBlanks(place.text, place.stop.clause.end);
    const std::string_view name = WordAt(place.text, name_at);
    std::string title = title_of(name_at + name.size());
    if (title.empty()) title = name;
    const std::string written =
        fmt::format("{} {} \"{} {}\"", place.clause, name, title, Trimmed(line));
    Diagnostic diagnostic =
        At(SpanOf(place.stop.offset, EndIn(place.text, line)),
           fmt::format("a dose that differs between the {}s stands in their titles", place.clause),
           fmt::format("write `{}`", written));
    diagnostic.edits.push_back({SpanOf(place.stop.clause.begin, EndIn(place.text, line)), written});
    return diagnostic;
  }
  if (!is_number || !place.clause.empty() || place.stop.name.end == 0) return std::nullopt;
  const Prescription said = ReadPrescription(place.text, OwnPart(line));
  if (!HasDoses(said)) return std::nullopt;
  const std::string_view name = TextOf(place.text, place.stop.name);
  const PrescribedDose& dose = said.doses.front();
  const bool is_strength = dose.often.empty() && dose.over.empty() && said.doses.size() == 1;
  const bool is_titled = place.previous.starts_with('"');
  std::string header = fmt::format("medication {} ", name);
  if (is_titled) {
    header += place.previous;
  } else {
    std::string title(name);
    title[0] = static_cast<char>(title[0] >= 'a' && title[0] <= 'z' ? title[0] - 32 : title[0]);
    std::replace(title.begin(), title.end(), '_', ' ');
    header += fmt::format("\"{}{}\"", title, is_strength ? fmt::format(" {}", line) : "");
  }
  const Span span = SpanOf(place.stop.offset, EndIn(place.text, line));
  if (place.first_on_line) {
    return At(span, "how much is given is a line `dose`",
              InLines(said) + MissingSize(said, place.text));
  }
  if (is_strength && !is_titled) {
    return At(span, "a title stands behind the name, in quotes", fmt::format("write `{}`", header));
  }
  return At(span, "how much is given is a line of its own, `dose`",
            fmt::format("write `{}`, and below it {}{}", header, InLines(said).substr(6),
                        MissingSize(said, place.text)));
}

}  // namespace mgl
