#include "tools/author/versions/diff_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/author/versions/diff_report.h"

namespace mgl {
namespace {

using Weight = ContentChange::Weight;

/// What is told first, and how the statements of a kind are counted.
struct KindWords {
  const char* kind;
  const char* one;
  const char* several;
};
constexpr KindWords kKinds[] = {
    {"scope", "the guideline is for other patients", ""},
    {"rule", "{} rule decides differently", "{} rules decide differently"},
    {"result", "{} result is another", "{} results are others"},
    {"recheck", "{} recheck is due for others or on other days",
     "{} rechecks are due for others or on other days"},
    {"contraindication", "{} contraindication holds for others",
     "{} contraindications hold for others"},
    {"caution", "{} caution warns for others", "{} cautions warn for others"},
    {"dose", "{} dose is for others", "{} doses are for others"},
    {"amount", "{} amount by body size is another", "{} amounts by body size are others"},
    {"end", "{} treatment ends for others", "{} treatments end for others"},
    {"threshold", "{} threshold holds for others", "{} thresholds hold for others"},
    {"range", "{} range holds for others", "{} ranges hold for others"},
    {"ambiguity", "{} ambiguity is read otherwise", "{} ambiguities are read otherwise"},
    {"reading", "{} reading says something else", "{} readings say something else"},
};

std::string Counted(const KindWords& words, std::size_t count) {
  const char* const text = count == 1 || *words.several == '\0' ? words.one : words.several;
  return fmt::format(fmt::runtime(text), count);
}

}  // namespace

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return text;
}

std::string HeadOf(const StatementDiff& statement) {
  std::string head =
      statement.kind == "scope" ? std::string("scope") : statement.kind + " " + statement.name;
  if (!statement.title.empty()) head += " \"" + statement.title + "\"";
  return head;
}

std::string Saying(const StatementDiff& statement) {
  if (statement.is_new) return "new";
  if (statement.is_gone) return "gone";
  const std::string trend = TrendText(statement.trend);
  if (!trend.empty()) return trend;
  if (statement.changes.empty()) return "not decided";
  const auto all = [&](std::string OutcomeChange::*side) {
    return std::ranges::all_of(statement.changes, [&](const OutcomeChange& change) {
      return change.*side == "unknown" || (change.*side).starts_with("not settled");
    });
  };
  if (all(&OutcomeChange::to)) return "open for more patients";
  if (all(&OutcomeChange::from)) return "open for fewer patients";
  if (statement.kind == "recheck") return "on other days";
  return statement.kind == "rule" ? "for other reasons" : "another value";
}

bool IsOpen(const OutcomeChange& change) {
  const auto is_open = [](const std::string& outcome) {
    return outcome == "unknown" || outcome.starts_with("not settled");
  };
  return is_open(change.from) || is_open(change.to);
}

std::string ExampleInWords(const OutcomeChange& change) {
  std::string words = change.patient.empty() ? "nothing stated" : change.patient;
  const bool says_more = change.shown_from != change.from || change.shown_to != change.to;
  if (says_more) words += fmt::format(": {} before, {} now", change.shown_from, change.shown_to);
  return words;
}

bool IsCause(const StatementDiff& statement) {
  return statement.kind == "threshold" || statement.kind == "range" ||
         statement.kind == "ambiguity" || statement.kind == "reading";
}

bool IsOnlyRead(const StatementDiff& statement) {
  const bool is_read = statement.kind == "ambiguity" || statement.kind == "reading";
  return is_read && statement.not_decided.empty();
}

std::vector<const OutcomeChange*> Ordered(const StatementDiff& statement) {
  std::vector<const OutcomeChange*> changes;
  for (const bool is_open : {false, true}) {
    for (const OutcomeChange& change : statement.changes) {
      if (IsOpen(change) == is_open) changes.push_back(&change);
    }
  }
  return changes;
}

std::vector<std::string> RegionLines(const OutcomeChange& change, std::size_t most) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < std::min(most, change.regions.size()); ++i) {
    const char* const lead = i > 0 ? "or " : change.are_some ? "some patients with " : "";
    const bool says_some = change.regions[i].starts_with("some patients");
    lines.push_back((says_some ? "" : lead) + change.regions[i]);
  }
  if (change.regions.size() > most) {
    lines.push_back(fmt::format("or {} more", change.regions.size() - most));
  } else if (!change.are_all && !change.are_some) {
    lines.emplace_back("or others, who are not listed");
  }
  if (!change.on_day.empty()) lines.push_back("on " + change.on_day);
  return lines;
}

std::vector<std::string> SplitLines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::string Certainty(const VersionDiff& diff) {
  const bool only_layout = diff.statements.empty() && diff.contents.empty() && diff.renames.empty();
  if (only_layout && diff.are_same_texts) return "The texts are the same.";
  if (only_layout && diff.is_structural && diff.where.empty())
    return "Only layout, comments or examples differ.";
  if (diff.SomeAreNotDecided()) return "Of some statements it is not decided: see below.";
  if (diff.is_structural && diff.where.empty()) return "Proved: all conditions are the same.";
  std::string text = "Proved for all patients whose values are exact or missing";
  if (!diff.open_results.empty()) {
    text += fmt::format("; what {} could be where neither version settles it is not compared",
                        Joined(diff.open_results));
  }
  if (diff.tried_dates) {
    text += "; on which days the status of a recheck changes was tried, not proved";
  }
  if (diff.hangs_on_day) {
    text += fmt::format(", as of {} and other days of the calendar", FormatDay(diff.as_of));
  }
  return text + ".";
}

std::vector<std::string> ShownExamples(const VersionDiff& diff) {
  std::vector<std::string> examples;
  const bool some_decide = !std::ranges::all_of(diff.statements, IsCause);
  for (const StatementDiff& statement : diff.statements) {
    if (some_decide && IsCause(statement)) continue;
    bool is_open_told = false;
    for (const OutcomeChange* const change : Ordered(statement)) {
      if (change->example.empty() || (is_open_told && IsOpen(*change))) continue;
      examples.push_back(change->example);
      is_open_told |= IsOpen(*change);
    }
  }
  std::vector<std::string> once;
  for (std::string& example : examples) {
    if (std::ranges::find(once, example) == once.end()) once.push_back(std::move(example));
  }
  return once;
}

const char* TrendText(StatementDiff::Trend trend) {
  switch (trend) {
    case StatementDiff::Trend::kMore:
      return "more patients";
    case StatementDiff::Trend::kFewer:
      return "fewer patients";
    case StatementDiff::Trend::kOther:
      return "other patients";
    case StatementDiff::Trend::kSame:
      break;
  }
  return "";
}

std::string DiffHeadline(const VersionDiff& diff) {
  std::vector<std::string> parts;
  const bool some_decide = !std::ranges::all_of(diff.statements, IsCause);
  for (const KindWords& words : kKinds) {
    const auto count_of = [&](auto is_it) {
      return static_cast<std::size_t>(
          std::ranges::count_if(diff.statements, [&](const StatementDiff& statement) {
            return statement.kind == words.kind && !statement.changes.empty() &&
                   (!some_decide || !IsCause(statement)) && is_it(statement);
          }));
    };
    const std::size_t changed = count_of(
        [](const StatementDiff& statement) { return !statement.is_new && !statement.is_gone; });
    if (changed > 0) parts.push_back(Counted(words, changed));
    for (const auto& [word, is_it] :
         {std::pair("new", &StatementDiff::is_new), std::pair("gone", &StatementDiff::is_gone)}) {
      const std::size_t count =
          count_of([of = is_it](const StatementDiff& statement) { return statement.*of; });
      if (count == 0) continue;
      const std::string kind = words.kind == std::string_view("end") ? "`until`" : words.kind;
      parts.push_back(fmt::format("{} {}{} {} {}", count, kind, count == 1 ? "" : "s",
                                  count == 1 ? "is" : "are", word));
    }
  }
  const auto count_of = [&](Weight weight) {
    return static_cast<std::size_t>(
        std::ranges::count(diff.contents, weight, &ContentChange::weight));
  };
  const std::size_t contents = count_of(Weight::kActedOn);
  const std::size_t read = count_of(Weight::kRead);
  if (parts.empty() && !diff.SomeAreNotDecided()) {
    parts.emplace_back(read == 0 ? "no patient is decided differently"
                                 : "no patient with the same values is decided differently");
  } else if (parts.empty()) {
    parts.emplace_back("no patient was found who is decided differently");
  }
  if (!parts.empty() && !diff.for_whom.empty()) {
    parts.back() += ", for patients with " + diff.for_whom + (contents > 0 ? "," : "");
  }
  if (contents > 0) {
    parts.push_back(contents == 1
                        ? std::string("what people act on differs in one place")
                        : fmt::format("what people act on differs in {} places", contents));
  }
  if (read > 0) {
    parts.push_back(read == 1 ? std::string("data are read otherwise in one place")
                              : fmt::format("data are read otherwise in {} places", read));
  }
  if (count_of(Weight::kPromised) > 0) parts.emplace_back("what the guideline promises differs");
  if (!diff.where.empty()) {
    if (parts[0].ends_with(',')) parts[0].pop_back();
    parts[0] += ", where " + Joined(diff.where) + (parts.size() > 1 ? "," : "");
  }
  std::string text = Joined(parts);
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

}  // namespace mgl
