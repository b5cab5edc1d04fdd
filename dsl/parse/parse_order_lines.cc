// Lines of a medication with the first words of order sets and formularies.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/medication_said.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_medication_habits.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "dsl/parse/second_rule.h"
#include "dsl/parse/warning_text.h"
#include "dsl/parse/written_name.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// A line of an order set: all of it, its first word, and what is behind that.
struct OrderWords {
  std::string_view line;
  std::string word;  // in small letters
  std::string_view rest;
  Span span;
};

/// What goes with a medication, and for what it is given.
std::optional<Diagnostic> RelatedLine(const Place& place, std::string_view name,
                                      const OrderWords& said) {
  if (IsIn(said.word, {"interaction", "interactions", "interacts", "incompatible"})) {
    std::string_view other = said.rest;
    for (const std::string_view lead : {"with ", "between "}) {
      if (other.starts_with(lead)) other = Trimmed(other.substr(lead.size()));
    }
    const std::string own = NameOfTitle(other);
    const bool is_list = other.find(',') != other.npos || other.find(" and ") != other.npos;
    if (own.empty() || is_list) return std::nullopt;
    return AtLine(said.span, "an interaction is a declaration of its own, below the medication",
                  InteractionInWords(place.text, name, own, {}));
  }
  if (IsIn(said.word, {"indication", "indications", "indicated", "use"}) && !said.rest.empty()) {
    const std::string_view when = WithoutLead(said.rest);
    return AtLine(
        said.span, "what something is given for is a rule",
        fmt::format("write `rule give_{0} \"{1}\"`, and below it `when {2}` and `then give "
                    "{0}`",
                    name, TitleOfName(place.text, name), ReasonOf(place.text, when).when));
  }
  return std::nullopt;
}

/// `first line amoxicillin 500 mg tds`, and below it `second line …`: the options in their order.
std::optional<Diagnostic> LinesOfChoice(const Place& place, std::size_t at) {
  const auto said_at = [&](std::size_t line) {
    std::string_view said = LineRest(place.text, line);
    if (!IsIn(LettersOf(WordAt(said, 0)), {"first", "second", "third", "1st", "2nd", "3rd"})) {
      return std::string_view();
    }
    said = Trimmed(said.substr(std::min(said.find_first_of(" -"), said.size())));
    for (const std::string_view lead : {"-", "line", "choice", "option", ":", "is ", "treatment"}) {
      if (said.starts_with(lead)) said = Trimmed(said.substr(lead.size()));
    }
    return said;
  };
  std::string options;
  std::size_t line = at;
  for (std::string_view said = said_at(at); !said.empty();) {
    const MedicationSaid option = ReadMedication(place.text, said);
    if (option.name.empty()) break;
    options += fmt::format("{}`option {} {}`", options.empty() ? "" : ", ", option.name,
                           InQuotes(AsTitle(said)));
    line = SkipBlanks(place.text, EndIn(place.text, LineRest(place.text, line)));
    said = line < place.text.size() ? said_at(line) : std::string_view();
  }
  if (options.empty()) return std::nullopt;
  return AtLine(RestSpan(place.text, at), "what is given first stands first among the options",
                fmt::format("write `choose in this order`, and below it {}", options));
}

/// `duration 5-7 days`, `stop after 7 days`, `5 days`.
std::optional<Diagnostic> DurationLine(const Place& place, const OrderWords& said) {
  const bool is_number = place.found.kind == FoundKind::kNumber || said.word == "x";
  if (!is_number && !IsIn(said.word, {"stop", "duration", "length", "course", "give"})) {
    return std::nullopt;
  }
  std::string_view time = is_number && said.word != "x" ? said.line : said.rest;
  for (const std::string_view lead : {"after ", "of ", "for ", "treatment "}) {
    if (time.starts_with(lead)) time.remove_prefix(lead.size());
  }
  for (const std::string_view tail : {" course", " in total", " total"}) {
    if (time.ends_with(tail)) time.remove_suffix(tail.size());
  }
  Prescription read = ReadPrescription(place.text, fmt::format("for {}", time));
  read.beside = BesideAt(place.text, place.stop.offset);
  if (!read.durations.empty() && read.unread.empty()) {
    return AtLine(said.span, "how long is a line `for`", DecideHowLong(read));
  }
  if (read.duration.empty() || !read.unread.empty()) return std::nullopt;
  if (!read.doses[0].when.empty()) {  // `stop after 2 weeks if normal`
    return AtLine(
        said.span, "a treatment ends after a time, or by a condition",
        fmt::format("write `for {}` where it ends then, `until {}` where the condition ends "
                    "it; in words it is `then note {}` in a rule",
                    read.duration, read.doses[0].when, InQuotes(AsTitle(said.line))));
  }
  return AtLine(said.span, "how long is a line `for`",
                fmt::format("write `for {}`", read.duration));
}

/// `loading dose 1 g` -> `1 g`; empty for another line. `is_first`: of the dose that comes first.
std::string_view DoseNamed(std::string_view line, bool& is_first) {
  std::string_view said = line;
  std::string word = LettersOf(said.substr(0, said.find_first_of(" :")));
  if (const std::size_t joint = word.find("_dose"); joint != std::string::npos) word.resize(joint);
  is_first = IsIn(word, {"loading", "initial", "initially", "starting", "start", "bolus", "first"});
  if (!is_first && !IsIn(word, {"maintenance", "then", "thereafter", "target", "followed", "dose",
                                "continuing", "subsequent", "afterwards"})) {
    return {};
  }
  said = said.substr(std::min(said.find_first_of(" :"), said.size()));
  for (bool goes_on = true; goes_on;) {
    goes_on = false;
    said = Trimmed(said);
    for (const std::string_view lead : {":", "=", "dose", "by ", "with "}) {
      if (!said.starts_with(lead)) continue;
      said.remove_prefix(lead.size());
      goes_on = true;
    }
  }
  return said;
}

/// `loading dose 1 g`, and below it `maintenance dose 500 mg every 8 hours`: both, in their order.
std::optional<Diagnostic> NamedDoses(const Place& place, std::size_t at) {
  std::vector<std::string> doses;
  std::vector<std::string> lines;
  std::size_t line = at;
  while (line < place.text.size() && LineBegin(place.text, line) != line) {
    const std::string_view said = LineRest(place.text, line);
    bool is_first = false;
    const std::string_view dose = DoseNamed(said, is_first);
    const Prescription read = ReadPrescription(place.text, dose);
    const bool is_read = !dose.empty() && read.unread.empty() && read.doses.size() == 1 &&
                         !read.doses[0].amount.empty() && MissingSize(read, place.text).empty() &&
                         LinesOf(read).size() == 1 && read.advice.empty() && read.notes.empty();
    if (!is_read) break;
    PrescribedDose one = read.doses[0];
    const bool is_open =
        one.often.empty() && one.over.empty() && one.amount.find('/') == std::string::npos;
    if (is_open && !is_first) return std::nullopt;
    if (is_open) one.often = "once";
    doses.push_back(fmt::format("`{}`", DoseLine(one)));
    lines.emplace_back(said);
    line = SkipBlanks(place.text, EndIn(place.text, said));
  }
  if (doses.size() < 2) return std::nullopt;
  std::string note = fmt::format("{}", fmt::join(lines, ", "));
  std::erase(note, '"');
  return AtLine(SpanOf(at, EndIn(place.text, LineRest(place.text, at))),
                "every dose is a line `dose`, without its kind",
                fmt::format("write the lines {}; they are shown together, and which comes first is "
                            "said in a second rule: {}",
                            fmt::join(doses, " and "),
                            SecondRule(BesideAt(place.text, at), "order", "order of the doses",
                                       fmt::format("note \"{}\"", AsTitle(note)))));
}

}  // namespace

std::string_view DoseBefore(std::string_view text, std::size_t at) {
  std::string_view dose;
  for (std::size_t line = 0; line < at; line = std::min(text.find('\n', line), text.size()) + 1) {
    const std::size_t begin = SkipBlanks(text, line);
    if (begin >= at) break;
    const std::string_view word = WordAt(text, begin);
    if (IsDeclarationWord(word)) dose = {};
    if (word == "dose") dose = Trimmed(LineRest(text, begin + 4));
  }
  return dose;
}

std::string OptionLines(std::string_view list) {
  std::string lines;
  std::string_view name;
  const auto add = [&](std::string_view title) {
    if (name.empty()) return;
    lines += fmt::format("{}`option {} {}`", lines.empty() ? "" : ", ", name,
                         title.empty() ? InQuotes(AsTitle(name)) : std::string(title));
    name = {};
  };
  for (std::size_t at = 0; at < list.size();) {
    const Found found = FindAt(list, SkipBlanks(list, at));
    if (found.kind == FoundKind::kEnd) break;
    at = found.span.end;
    if (found.kind == FoundKind::kText) {
      add(found.text);
    } else if (found.kind == FoundKind::kWord && !IsReserved(found.text)) {
      add({});
      name = found.text;
    } else {
      add({});
    }
  }
  add({});
  return lines;
}

std::optional<Diagnostic> OrderLine(const Place& place, std::string_view name, std::size_t at) {
  const std::string word = LettersOf(WordAt(place.text, at));
  const std::string_view line = LineRest(place.text, at);
  std::string_view rest = Trimmed(line.substr(std::min(line.find_first_of(" :"), line.size())));
  while (!rest.empty() && (rest.front() == ':' || rest.front() == '='))
    rest = Trimmed(rest.substr(1));
  const Span span = SpanOf(at, EndIn(place.text, line));
  const OrderWords words{line, word, rest, span};
  if (std::optional<Diagnostic> found = RelatedLine(place, name, words)) return found;
  if (std::optional<Diagnostic> found = DurationLine(place, words)) return found;
  if (std::optional<Diagnostic> found = LinesOfChoice(place, at)) return found;
  if (IsIn(word, {"frequency", "freq", "schedule", "interval", "times"})) {
    const std::string_view dose = DoseBefore(place.text, at);
    const Prescription own = ReadPrescription(place.text, dose);
    const Prescription said =
        ReadPrescription(place.text, fmt::format("{} {}", own.doses[0].amount, rest));
    if (!own.doses[0].amount.empty() && said.unread.empty() && !said.doses[0].often.empty()) {
      return AtLine(span, "how often stands in the dose", InLines(said));
    }
  }
  if (IsIn(word, {"form", "formulation", "preparation", "strength", "strengths", "brand", "class",
                  "generic", "atc", "concentration"})) {
    return AtLine(span, "what a medication is like stands in its title",
                  fmt::format("leave out the line, and write `medication {} \"{}, {}\"`", name,
                              TitleOfName(place.text, name), rest));
  }
  if (IsIn(word, {"options", "alternatives", "either", "drugs"})) {
    const std::string options = OptionLines(rest);
    if (!options.empty())
      return AtLine(span, "every option is a line of its own", "write `choose one of`, " + options);
  }
  if (std::optional<Diagnostic> found = NamedDoses(place, at)) return found;
  const Prescription said = ReadPrescription(place.text, line);
  const bool is_dose = !said.doses[0].amount.empty() || !said.limit.empty();
  if (is_dose && said.unread.empty()) {
    return AtLine(span,
                  said.doses[0].amount.empty()
                      ? "the most that is given is a line of its own, `limit`"
                      : "how much is given is a line `dose`",
                  InLines(said) + MissingSize(said, place.text));
  }
  if (said.unread.empty() && !said.routes.empty()) {
    return AtLine(span, "the route is a line `route`", InLines(said));
  }
  if (said.unread.empty() && !said.advice.empty()) {
    return AtLine(span, "how something is taken is said in a rule",
                  fmt::format("leave the line out, and write a second rule: {}",
                              SecondRule(said.beside, "taken", "how it is taken",
                                         fmt::format("advise \"Take it {}\"", said.advice[0]))));
  }
  const bool is_strange = place.found.kind == FoundKind::kWord && !IsReserved(word) &&
                          EverydayWord(word).empty() &&
                          EnglishWord(LowerCase(AsName(WideWordAt(line, 0)))).empty() &&
                          NearestKeyword(word, "medication").empty() &&
                          rest.find('"') == std::string_view::npos && !rest.empty();
  if (!is_strange) return std::nullopt;
  return AtLine(
      span, fmt::format("a `medication` has no line `{}`", WordAt(place.text, at)),
      fmt::format("write it for readers behind `#`, or in a rule of its own: `then note {}`",
                  InQuotes(AsTitle(line))));
}

}  // namespace mgl
