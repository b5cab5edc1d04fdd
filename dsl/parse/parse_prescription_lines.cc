// Writing a prescription that was read as the lines of a medication, and a second rule for the
// rest.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "dsl/parse/age_groups.h"
#include "dsl/parse/amount_interval.h"
#include "dsl/parse/declared_names.h"
#include "dsl/parse/parse_found.h"
#include "dsl/parse/parse_prescription.h"
#include "dsl/parse/parse_rule_text.h"
#include "engine/text/plain_text.h"
#include "engine/value/marked_thousands.h"
#include "engine/value/rational.h"

namespace mgl {
namespace {

std::string Capital(std::string text) {
  if (!text.empty())
    text[0] = static_cast<char>(text[0] >= 'a' && text[0] <= 'z' ? text[0] - 'a' + 'A' : text[0]);
  return text;
}

/// How often is not said, nor does the amount have a time.
bool IsOpen(const PrescribedDose& dose) {
  return !dose.amount.empty() && dose.often.empty() && dose.over.empty() &&
         dose.amount.find("/h") == std::string::npos && !dose.amount.ends_with("per day") &&
         !dose.amount.ends_with("/24h") && dose.amount.find("/d") == std::string::npos &&
         dose.amount.find("/min") == std::string::npos;
}

/// `dose 500 to 1000 mg`, up to what is the most.
std::string MostOfDose(const Prescription& said) {
  const std::string_view limit = said.limit;
  const std::string_view most = limit.substr(0, limit.rfind(" per "));
  const std::string_view amount = said.doses.front().amount;
  const std::size_t first = amount.rfind(' ');
  const std::size_t last = most.rfind(' ');
  if (first == amount.npos || last == most.npos) return "the second number of its `dose`";
  const std::string both = AmountInOneUnit(amount.substr(0, first), amount.substr(first + 1),
                                           most.substr(0, last), most.substr(last + 1));
  return both.empty() ? "the second number of its `dose`" : fmt::format("`dose {}`", both);
}

/// `dose 100 mg once`, or as often as the next: how often the first of several is given was not
/// said.
std::string EitherFirst(const Prescription& said) {
  if (said.doses.size() < 2 || !IsOpen(said.doses[0]) || said.doses[1].often.empty()) return {};
  PrescribedDose once = said.doses[0];
  PrescribedDose repeated = once;
  once.often = "once";
  repeated.often = said.doses[1].often;
  if (repeated.often == "once") return {};
  return fmt::format("`{}` or `{}` (the text does not say how often the first of them is given)",
                     DoseLine(once), DoseLine(repeated));
}

/// `dose 1 mg once` or `dose 1000 mg once`, of a line with `1.000 mg`; else the line. One hand
/// wrote all its numbers.
std::string WithThousands(const std::string& line, std::string& decided) {
  std::string small;
  std::string large;
  std::size_t end = 0;
  for (const std::string_view word : WordsIn(line)) {
    const std::optional<Rational> read = ParseDecimal(word);
    if (!read || !MayMarkThousands(word)) continue;
    const std::size_t at = static_cast<std::size_t>(word.data() - line.data());
    const std::string whole = FormatShown(Rational(*read * 1000));
    const std::string before = line.substr(end, at - end);
    small += before + FormatShown(*read);
    large += before + whole;
    end = at + word.size();
    decided += fmt::format("{} `{}` is {} or {}",
                           decided.empty() ? "; the clinician decides whether" : ",", word,
                           FormatShown(*read), whole);
  }
  if (end == 0) return line;
  return fmt::format("{0}{2}` or `{1}{2}", small, large, line.substr(end));
}

/// `10 mg` for 2 times `5 mg`; empty where it is not sure.
std::string TimesAmount(std::string_view amount, std::string_view times) {
  constexpr std::string_view kTo = " to ";
  if (const std::size_t to = amount.find(kTo); to != amount.npos) {
    const std::string low = TimesAmount(amount.substr(0, to), times);
    const std::string high = TimesAmount(amount.substr(to + kTo.size()), times);
    return low.empty() || high.empty() ? std::string() : fmt::format("{}{}{}", low, kTo, high);
  }
  const std::size_t blank = std::min(amount.find(' '), amount.size());
  const auto one = ParseDecimal(amount.substr(0, blank));
  const auto count = ParseDecimal(times);
  if (!one || !count) return {};
  return fmt::format("{}{}", FormatShown(Rational(*one * *count)), amount.substr(blank));
}

/// `3 x 5 mg every week`: at one time or apart.
std::string EitherCount(const Prescription& said) {
  if (said.count.empty() || said.doses.size() != 1) return {};
  const PrescribedDose& each = said.doses.front();
  PrescribedDose together = each;
  together.amount = TimesAmount(each.amount, said.count);
  if (together.amount.empty()) return {};
  if (each.often == "once") return fmt::format("`{}`", DoseLine(together));
  PrescribedDose apart = each;
  const bool is_open = each.often.empty();
  if (is_open || each.often.starts_with("once per ")) {
    const std::string period = is_open ? "day" : each.often.substr(each.often.rfind(' ') + 1);
    apart.often = fmt::format("{} times per {}", said.count, period);
  }
  if (is_open && each.over.empty()) together.often = "once";
  return fmt::format("`{}` or `{}` (the clinician decides: {} x {} at one time, or {} each time{})",
                     DoseLine(together), DoseLine(apart), said.count, each.amount, each.amount,
                     is_open ? ", and how often" : "");
}

/// What is said of `500 mg, at most 1 g per dose`: an amount that is the same for all has no most.
std::string EitherAmount(const PrescribedDose& dose) {
  const std::string_view amount = dose.amount;
  const std::string_view most = dose.fixed_most;
  const std::size_t first = amount.rfind(' ');
  const std::size_t last = most.rfind(' ');
  if (most.empty() || first == amount.npos || last == most.npos) return {};
  const std::string_view number = amount.substr(0, first);
  const std::string_view most_number = most.substr(0, last);
  PrescribedDose other = dose;
  other.amount =
      AmountInOneUnit(number, amount.substr(first + 1), most_number, most.substr(last + 1));
  if (!other.amount.empty()) {
    return fmt::format("`{}` or `{}` (the clinician decides: always {}, or up to {} each time)",
                       DoseLine(dose), DoseLine(other), amount, most);
  }
  const bool is_above =
      !AmountInOneUnit(most_number, most.substr(last + 1), number, amount.substr(first + 1))
           .empty();
  if (!is_above) return {};
  other.amount = most;
  return fmt::format("`{}` or `{}` (the clinician decides: {} is more than {} each time)",
                     DoseLine(dose), DoseLine(other), amount, most);
}

/// A most of one dose that no line says.
std::string WithoutFixedMost(const Prescription& said) {
  for (const PrescribedDose& dose : said.doses) {
    if (dose.fixed_most.empty()) continue;
    return fmt::format(
        "; a most of one dose, {}, has only a dose by body size: here the amount "
        "itself says it",
        dose.fixed_most);
  }
  return {};
}

/// Of which amount of a day that of one time is a part.
std::string InParts(const Prescription& said) {
  const DividedDose& divided = said.divided;
  if (divided.total.empty() && divided.each.empty()) return {};
  if (!divided.each.empty()) {
    const std::string taken = divided.total.empty()
                                  ? "the amount of a whole day"
                                  : fmt::format("`{}` {}{}", divided.total, divided.said,
                                                divided.is_exact ? "" : ", rounded");
    return fmt::format("; that takes it as {}; where so much is given each time, `{}`: decide",
                       taken, divided.each);
  }
  if (divided.is_exact && divided.is_of_day) {
    return fmt::format("; that is `{}` {}", divided.total, divided.said);
  }
  if (divided.is_exact) {
    return fmt::format("; that takes it as the amount of a day, `{}`: check it", divided.total);
  }
  return fmt::format(
      "; that is `{}` {}, rounded: check it; or keep the amount of a day, `{}`, and say in a "
      "second "
      "rule how it is divided: {}",
      divided.total, divided.said, divided.total,
      SecondRule(
          said.beside, "divided", "how it is divided",
          fmt::format("advise \"Take the amount of a day {}{}\"", divided.said,
                      divided.most.empty() ? std::string()
                                           : fmt::format(", each at most {}", divided.most))));
}

/// The most of one dose behind the amount of a day: it caps nothing before the doses are counted.
std::string InDosesOfDay(const Prescription& said) {
  PrescribedDose day = said.doses.front();
  const std::string most = std::exchange(day.most, std::string());
  const PrescribedDose twice =
      ReadPrescription({}, fmt::format("{} {} divided every 12 hours", day.amount, day.often))
          .doses.front();
  PrescribedDose half = said.doses.front();
  half.amount = twice.amount;
  half.often = twice.often;
  PrescribedDose capped = day;
  capped.most.clear();
  const std::string when = std::exchange(capped.when, std::string());
  const std::string of_day = fmt::format("`{} at most {} per day{}`", DoseLine(capped), most,
                                         when.empty() ? "" : " when " + when);
  if (said.divided.is_most_of_day) {
    return fmt::format(
        "{0}; where {1} is the most of one dose, the amount of one and how often: in 2 doses a day "
        "`{2}`",
        of_day, most, DoseLine(half));
  }
  return fmt::format(
      "the amount of one dose and how often, since {0} is the most of one: in 2 doses a day `{1}`; "
      "where {0} is the most of a day, {2}",
      most, DoseLine(half), of_day);
}

/// What is for readers behind the first dose: its kind, and what was not understood.
std::string Remark(const Prescription& said) {
  const bool is_one = said.doses.size() == 1 && said.notes.empty();
  std::string remark = is_one ? said.named : std::string();
  if (!said.unread.empty()) remark += (remark.empty() ? "" : ", ") + said.unread;
  return remark.empty() ? remark : "  # " + remark;
}

constexpr std::string_view kCondition = "…";

/// What the words mean that may say for whom the dose is.
std::string ConditionOfUnread(const Prescription& said) {
  // `without fever`, `except in fever`
  const std::string_view without = BehindLead(
      said.unread, {"without ", "except in ", "except if ", "except for ", "except ", "but not in ",
                    "but not if ", "but not ", "not in ", "not if ", "excluding ",
                    "for patients without ", "in patients without ", "for those without ",
                    "in those without ", "if no ", "in the absence of "});
  std::string meant =
      ConditionMeant(said.beside.text, without.empty() ? std::string_view(said.unread) : without);
  if (!meant.empty() && !without.empty()) meant = Negated(meant);
  return meant.empty() ? std::string(kCondition) : meant;
}

/// The other dose of some says no time: it may be that of a whole day.
std::string AmountOfDayForSome(const Prescription& said) {
  if (!said.is_often_open || said.doses.empty()) return {};
  const PrescribedDose& dose = said.doses.back();
  const bool is_counted = dose.often.find("times per day") != std::string::npos ||
                          dose.often == "twice per day" || dose.often.starts_with("every ");
  if (!is_counted) return {};
  PrescribedDose daily = dose;
  daily.often = "per day";
  return fmt::format(
      "; the clinician decides whether {} is each dose, as written here, or that of a whole day, "
      "`{}`",
      dose.amount, DoseLine(daily));
}

std::string Together(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// What a dose does not say, as the actions of a second rule.
std::string InSecondRule(const Prescription& said) {
  std::vector<std::string> actions;
  if (!said.advice.empty()) {
    actions.push_back(fmt::format("advise \"Take it {}\"", Together(said.advice)));
  }
  if (!said.made.empty()) actions.push_back(fmt::format("note \"{}\"", Capital(said.made)));
  if (!said.notes.empty()) {
    actions.push_back(fmt::format("note \"{}\"", Capital(Together(said.notes))));
  }
  if (actions.empty()) return {};
  const bool is_course = said.doses.size() > 1 && said.doses.front().when.empty();
  std::string lead = "what else is said of it stands in a second rule: ";
  std::string purpose = "note";
  std::string title = "how it is given";
  if (is_course) {
    lead = "the doses are shown together; which comes first is said in a second rule: ";
    purpose = "order";
    title = "order of the doses";
  } else if (said.is_needed) {
    lead = "the dose alone reads as a regular one: say in a second rule that it is not: ";
    purpose = "as_needed";
    title = "when it is taken";
  } else if (actions.size() == 1) {
    lead = !said.advice.empty() ? "how it is taken is said in a second rule: "
           : !said.made.empty() ? "how it is prepared and given is said in a second rule: "
                                : "how it goes on is said in a second rule: ";
    if (!said.advice.empty()) {
      purpose = "taken";
      title = "how it is taken";
    }
  }
  return "; " + lead +
         SecondRule(said.beside, purpose, title, fmt::format("{}", fmt::join(actions, " and ")));
}

}  // namespace

bool IsAmountOpen(const Prescription& said) {
  std::string decided;
  for (const std::string& line : LinesOf(said)) WithThousands(line, decided);
  return !decided.empty() || !said.count.empty() ||
         std::ranges::any_of(said.doses,
                             [](const PrescribedDose& dose) { return !dose.fixed_most.empty(); });
}

bool IsWhomOpen(const Prescription& said) {
  if (said.unread.empty() || said.doses.size() != 1 || !said.doses[0].when.empty()) return false;
  const bool has_condition = ConditionOfUnread(said) != kCondition;
  if (said.is_for_some) return has_condition || said.unread.find(' ') != std::string::npos;
  const bool is_whom = !BehindLead(said.unread, {"in ", "for ", "if ", "with ", "without ",
                                                 "except ", "but not ", "not in "})
                            .empty();
  return is_whom && has_condition;
}

std::string DoseLine(const PrescribedDose& dose) {
  std::string line = (dose.is_most ? "dose at most " : "dose ") + dose.amount;
  if (dose.often.starts_with("per ")) line += " " + dose.often;
  if (!dose.over.empty()) line += " over " + dose.over;
  if (!dose.often.empty() && !dose.often.starts_with("per ")) line += " " + dose.often;
  if (!dose.size.empty()) line += " by " + dose.size;
  if (!dose.most.empty()) line += " at most " + dose.most + " per dose";
  if (!dose.when.empty()) line += " when " + dose.when;
  return line;
}

std::string LimitLine(std::string_view amount) {
  const bool is_rate = std::ranges::any_of(
      std::initializer_list<std::string_view>{"/min", "/h", "/hr", "/hour", "/minute", "per minute",
                                              "per hour", "per min", "per h"},
      [&](std::string_view per) { return amount.ends_with(per); });
  return fmt::format("limit {}{}", is_rate && !amount.starts_with("rate ") ? "rate " : "", amount);
}

std::vector<std::string> LinesOf(const Prescription& said) {
  std::vector<std::string> lines;
  for (const PrescribedDose& dose : said.doses) {
    if (!dose.amount.empty()) lines.push_back(DoseLine(dose));
  }
  if (!said.routes.empty()) {
    std::string route;
    for (const std::string& one : said.routes) route += (route.empty() ? "" : "_or_") + one;
    lines.push_back("route " + route);
  }
  if (!said.limit.empty()) lines.push_back(LimitLine(said.limit));
  if (!said.other_limit.empty()) lines.push_back(LimitLine(said.other_limit));
  if (!said.duration.empty()) lines.push_back("for " + said.duration);
  if (!said.basis.empty()) lines.push_back("basis " + said.basis);
  return lines;
}

std::string InLines(const Prescription& said, std::string_view where) {
  std::vector<std::string> lines = LinesOf(said);
  const bool is_whom_open = IsWhomOpen(said) && !lines.empty();
  std::string decided;
  for (std::string& line : lines) line = WithThousands(line, decided);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    lines[i] = fmt::format("`{}{}`", lines[i],
                           i > 0          ? std::string()
                           : is_whom_open ? " when " + ConditionOfUnread(said)
                                          : Remark(said));
  }
  std::string first = said.divided.is_count_open ? InDosesOfDay(said) : EitherFirst(said);
  if (first.empty()) first = EitherCount(said);
  if (first.empty() && decided.empty() && said.doses.size() == 1) {
    first = EitherAmount(said.doses.front());
  }
  if (!first.empty() && !lines.empty()) lines[0] = first;
  std::string help = said.is_limit_open && lines.size() > 1
                         ? "decide of what it is the most: of a day, then "
                         : "";
  help += lines.size() > 1 && first.empty() ? "write the lines " : "write ";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) help += i + 1 == lines.size() ? " and " : ", ";
    help += lines[i];
  }
  help += where;
  help += decided;
  if (first.empty()) help += WithoutFixedMost(said);
  if (is_whom_open && ConditionOfUnread(said) == kCondition) {
    help += fmt::format(
        ", with the condition that `{}` means in place of `{}`: without one this dose is given "
        "together with that of the other line",
        said.unread, kCondition);
  }
  help += InParts(said);
  if (!said.other_often.empty()) {
    help += fmt::format(", or with `{}`: how often is said once", said.other_often);
  }
  if (first.empty() && std::ranges::any_of(said.doses, IsOpen)) {
    help += ", and behind the amount how often, such as `once` or `twice per day`";
  }
  if (said.is_most_open && said.doses.size() == 1 && !said.divided.is_count_open) {
    help += fmt::format(
        "; where the most is that of a day, a line `limit {0} per day` in place of `at most {0} "
        "per "
        "dose`",
        said.doses.front().most);
  }
  help += AmountOfDayForSome(said);
  help += AgeToDecide(help);
  if (said.is_limit_open && lines.size() > 1) {
    help += fmt::format("; of another time, then that in place of `day`; of one dose, then {}",
                        MostOfDose(said));
  } else if (said.is_limit_open) {
    help += fmt::format(
        "; the limit counts a day: write another time where that is meant, and the most of one "
        "dose as {}",
        MostOfDose(said));
  }
  if (!said.about.empty()) {
    help += fmt::format(
        "; so where it is meant exactly: where `{}` means a range, name both its ends, which are "
        "the author's decision",
        said.about);
  }
  if (!said.durations.empty()) help += "; " + DecideHowLong(said);
  help += InSecondRule(said);
  if (said.is_soon) help += "; how soon is a line `urgency now` in the rule that gives it";
  return help;
}

std::string DecideHowLong(const Prescription& said) {
  return fmt::format(
      "`for` has one duration: decide between `for {}` and `for {}`; where the range is meant, "
      "write no `for`, and a second rule: {}",
      said.durations[0], said.durations[1],
      SecondRule(said.beside, "how_long", "how long",
                 fmt::format("note \"For {}\"", said.durations[2])));
}

}  // namespace mgl
