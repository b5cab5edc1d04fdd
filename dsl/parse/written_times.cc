#include "dsl/parse/written_times.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_action_habits.h"
#include "dsl/parse/parse_found.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// `30 days`, `1 day`.
std::string Time(const ComparedNumber& compared, std::string_view unit) {
  if (!compared.unit.empty()) return fmt::format("{} {}", compared.number, compared.unit);
  const std::string_view one = compared.number == "1" ? unit.substr(0, unit.size() - 1) : unit;
  return fmt::format("{} {}", compared.number, one);
}

bool IsToday(std::string_view part) {
  const std::string name = LettersOf(part.substr(0, part.find('(')));
  return IsIn(name, {"today", "now", "getdate", "current_date", "currentdate", "sysdate", "curdate",
                     "current_timestamp", "timeofday"});
}

/// `days` of `day`, `"d"`, `'yyyy'`; empty where it is no unit of time.
std::string_view TimeUnit(std::string_view part) {
  std::string word;
  for (const char c : LettersOf(part)) {
    if (c != '"' && c != '\'') word += c;
  }
  if (IsIn(word, {"day", "days", "d", "dd", "dy"})) return "days";
  if (IsIn(word, {"week", "weeks", "ww", "wk"})) return "weeks";
  if (IsIn(word, {"month", "months", "mm", "m"})) return "months";
  if (IsIn(word, {"year", "years", "yy", "yyyy", "y"})) return "years";
  return IsIn(word, {"hour", "hours", "hh", "h"}) ? "hours" : "";
}

}  // namespace

ComparedNumber ComparedIn(std::string_view behind) {
  ComparedNumber compared;
  const std::size_t begin = SkipBlanks(behind, 0);
  for (const std::string_view sign : {">=", "<=", "<>", "!=", "==", "≥", "≤", ">", "<", "="}) {
    if (!behind.substr(std::min(begin, behind.size())).starts_with(sign)) continue;
    const Found number = FindAt(behind, SkipBlanks(behind, begin + sign.size()));
    if (number.kind != FoundKind::kNumber) return {};
    const std::string_view unit = WordAt(behind, SkipBlanks(behind, number.span.end));
    compared.sign = sign == "≥" ? ">=" : sign == "≤" ? "<=" : sign == "<>" ? "!=" : sign;
    if (sign == "==") compared.sign = "=";
    compared.number = number.text;
    compared.size = number.span.end;
    if (IsIn(unit, {"day", "days", "week", "weeks", "month", "months", "year", "years", "hours",
                    "hour", "minutes", "min", "h"})) {
      compared.unit = unit;
      compared.size = EndIn(behind, unit);
    }
    return compared;
  }
  return compared;
}

FunctionMeant TimeBetween(std::string_view text, const WrittenCall& call) {
  std::vector<std::string> dates;
  std::string_view unit = call.name.find("year") != std::string::npos    ? "years"
                          : call.name.find("month") != std::string::npos ? "months"
                                                                         : "days";
  for (const std::string& part : call.parts) {
    const bool is_unit = !TimeUnit(part).empty() && !IsDeclared(text, part, {"fact", "define"});
    if (is_unit) unit = TimeUnit(part);
    const bool is_basis = FindAt(part, 0).kind == FoundKind::kNumber;  // of YEARFRAC
    if (!is_unit && !is_basis) dates.push_back(part);
  }
  const ComparedNumber compared = ComparedIn(call.behind);
  const bool has_number = compared.size > 0;
  const std::string time = has_number ? Time(compared, unit) : fmt::format("… {}", unit);
  const std::string sign = has_number ? compared.sign : ">";
  FunctionMeant meant;
  if (unit == "hours" && compared.unit.empty()) {
    meant.help = "a date is a day: the time between two is compared in `days`, `months` or `years`";
    return meant;
  }
  if (dates.size() == 1) dates.emplace_back("today");
  if (dates.size() != 2) return meant;
  const std::size_t today = IsToday(dates[0]) ? 0 : IsToday(dates[1]) ? 1 : 2;
  if (today < 2) {
    meant.written = fmt::format("time since {} {} {}", dates[1 - today], sign, time);
    const bool is_turned = call.name == "datediff" && call.parts.size() == 3 && today == 0;
    if (is_turned) {
      meant.help =
          fmt::format("; where the days from today to a later `{0}` are meant, `{0} > today + {1}`",
                      dates[1], time);
    }
  } else {
    const bool is_last_first = call.name.starts_with("days") || call.parts.size() == 2;
    const bool is_excel = call.name == "datedif" || call.name == "yearfrac";
    const std::string& first = dates[is_last_first && !is_excel ? 1 : 0];
    const std::string& last = dates[is_last_first && !is_excel ? 0 : 1];
    const bool is_calendar = unit == "months" || unit == "years";
    meant.written =
        is_calendar ? fmt::format("completed {} from {} to {} {} {}", unit, first, last, sign, time)
                    : fmt::format("{} - {} {} {}", last, first, sign, time);
    meant.help = fmt::format("; that is the time from `{}` to `{}`", first, last);
  }
  meant.used = compared.size;
  if (!has_number) {
    meant.help = fmt::format("a time is compared: write `{}`, with the number that counts{}",
                             meant.written, meant.help);
    meant.written.clear();
  }
  return meant;
}

FunctionMeant DateAdded(std::string_view, const WrittenCall& call) {
  std::string_view unit = call.name.find("month") != std::string::npos || call.name == "edate"
                              ? "months"
                          : call.name.find("year") != std::string::npos ? "years"
                          : call.name.find("week") != std::string::npos ? "weeks"
                                                                        : "days";
  std::string date;
  std::string number;
  for (const std::string& part : call.parts) {
    const std::string_view count = BehindLead(part, {"INTERVAL ", "interval "});
    const std::string_view said = count.empty() ? std::string_view(part) : count;
    const Found found = FindAt(said, said.starts_with('-') ? 1 : 0);
    if (found.kind == FoundKind::kNumber) {
      number = said.substr(0, found.span.end);
      const std::string_view own = TimeUnit(Trimmed(said.substr(found.span.end)));
      if (!own.empty()) unit = own;
    } else if (!TimeUnit(part).empty()) {
      unit = TimeUnit(part);
    } else {
      date = IsToday(part) ? std::string("today") : part;
    }
  }
  if (date.empty() || number.empty()) return {};
  const bool is_less = number.starts_with('-') || call.name.find("sub") != std::string::npos;
  if (number.starts_with('-')) number.erase(0, 1);
  if (number == "1") unit.remove_suffix(1);
  return {fmt::format("{} {} {} {}", date, is_less ? "-" : "+", number, unit), 0, ""};
}

FunctionMeant AgeOf(std::string_view text, const WrittenCall& call) {
  const std::string_view unit = call.name.find("month") != std::string::npos  ? "months"
                                : call.name.find("week") != std::string::npos ? "weeks"
                                : call.name.find("day") != std::string::npos  ? "days"
                                                                              : "years";
  const ComparedNumber compared = ComparedIn(call.behind);
  FunctionMeant meant;
  const bool is_born = call.parts.size() == 1 && !IsToday(call.parts[0]) &&
                       WordAt(call.parts[0], 0).size() == call.parts[0].size() &&
                       call.name == "age";
  if (is_born) {
    WrittenCall between = call;
    between.name = "yearfrac";
    return TimeBetween(text, between);
  }
  if (call.parts.size() == 1 && !IsToday(call.parts[0]) && call.name.ends_with("at")) {
    meant.help = fmt::format(
        "`age` is that of the day of the decision; that of another day is `completed {} from "
        "date_of_birth to {}`, of a `fact date_of_birth \"Date of birth\" is date`",
        unit, call.parts[0]);
    return meant;
  }
  const DeclaredName age = NamedBy(text, "age", {"fact", "define", "result"});
  const bool is_own = !age.name.empty() && UnitOf(age) == unit;
  const std::string name = is_own                                ? std::string(age.name)
                           : age.name.empty() && unit == "years" ? std::string("age")
                                                                 : fmt::format("age_in_{}", unit);
  meant.written = name;
  meant.used = compared.size;
  if (compared.size > 0) {
    meant.written += fmt::format(" {} {}", compared.sign, Time(compared, unit));
  }
  if (!is_own && !IsDeclared(text, name, {"fact"})) {
    meant.help = fmt::format(", and declare `fact {} \"Age\" in whole {}`", name, unit);
  }
  return meant;
}

}  // namespace mgl
