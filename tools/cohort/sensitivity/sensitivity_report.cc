#include "tools/cohort/sensitivity/sensitivity_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tools/cohort/sensitivity/sensitivity_words.h"
#include "tools/io/csv/csv_writer.h"
#include "tools/words/one_line.h"
#include "tools/words/text_page.h"

namespace mgl {
namespace {

using Json = nlohmann::ordered_json;

class TextReport {
 public:
  TextReport(const Guideline& guideline, Day as_of, const OpenQuestions& open,
             const SensitivityReport& report, std::size_t width)
      : guideline_(guideline),
        open_(open),
        totals_(report.totals),
        ranked_(RankQuestions(open, totals_)),
        page_(width, false) {
    AddHead(report.run.summary, as_of);
    AddOrder();
    AddDetails(OpenQuestion::Kind::kAmbiguity, "Readings");
    AddDetails(OpenQuestion::Kind::kNumber, "Numbers, a step lower and higher");
    AddDetails(OpenQuestion::Kind::kUnit, "Units that reports do not say");
    AddRest();
  }

  std::string Take() { return page_.Take(); }

 private:
  void AddHead(const RunSummary& summary, Day as_of) {
    const GuidelineHeader& header = guideline_.header;
    page_.Add(0, fmt::format("{} {}, as of {}: what is worth settling first", header.name,
                             header.version, FormatDay(as_of)));
    page_.Add(0, StatusLine(header));
    page_.Add(0, fmt::format("{}: {} decided, {} rejected",
                             GroupedOf(summary.decided + summary.rejected, "case"),
                             Grouped(summary.decided), Grouped(summary.rejected)));
    page_.Blank();
    page_.Add(0,
              "Counted are patients. A decision is all that the guideline says of one: the outcome "
              "of each rule, each result, the status of each recheck. It hangs on a question where "
              "another answer would change any of it: another reading, a number one step lower or "
              "higher, another unit, a value that is missing and would be asked for.");
    page_.Blank();
    page_.Add(0, fmt::format("The decisions of {} hang on nothing that is open, those of {} on at "
                             "least one question.",
                             GroupedOf(totals_.counts().on_nothing, "patient"),
                             Grouped(totals_.on_something())));
  }

  void AddOrder() {
    if (totals_.on_something() == 0) return;
    page_.Blank();
    page_.Add(0,
              "What to settle, in the order that settles most patients soonest (patients: whose "
              "decision hangs on it; alone: on it and nothing else; settled: with it and all "
              "above)");
    std::vector<std::vector<std::string>> rows{{"", "patients", "alone", "settled"}};
    for (const RankedQuestion& ranked : ranked_) {
      if (!ranked.step) continue;
      rows.push_back({fmt::format("{}.", rows.size()), Grouped(ranked.hang), Grouped(ranked.alone),
                      Grouped(ranked.step->settled)});
    }
    std::vector<std::size_t> widths(rows[0].size());
    for (const auto& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    }
    std::size_t next = 0;
    for (const auto& row : rows) {
      std::string lead;
      for (std::size_t i = 0; i < row.size(); ++i) {
        lead += fmt::format("{:>{}}  ", row[i], widths[i]);
      }
      if (next == 0) {
        const std::size_t last = lead.size() - 2 - row.back().size();
        page_.Add(2, lead.substr(0, last), Ink::kPlain, row.back());
      } else {
        page_.Add(2, lead, Ink::kPlain, TaskText(open_, ranked_[next - 1].question));
      }
      ++next;
    }
    if (totals_.beyond_sets() == 0) return;
    page_.Add(2, fmt::format("The order is that of the first {} combinations of questions; {} with "
                             "others hang on what the first column counts.",
                             Grouped(SensitivityTotals::kMostSets),
                             GroupedOf(totals_.beyond_sets(), "patient")));
  }

  void AddDetails(OpenQuestion::Kind kind, std::string_view title) {
    bool has_title = false;
    for (const RankedQuestion& ranked : ranked_) {
      const OpenQuestion& question = open_.questions[ranked.question];
      if (question.kind != kind || !IsWorthTelling(ranked)) continue;
      if (!has_title) page_.Blank();
      if (!has_title) page_.Add(0, title);
      has_title = true;
      AddQuestion(ranked);
    }
  }

  bool IsWorthTelling(const RankedQuestion& ranked) const {
    const auto has_problem = [&](const Alternative& alternative) {
      return alternative.question == ranked.question && !alternative.problem.empty();
    };
    return ranked.hang > 0 || std::ranges::any_of(open_.alternatives, has_problem);
  }

  void AddQuestion(const RankedQuestion& ranked) {
    const OpenQuestion& question = open_.questions[ranked.question];
    page_.Add(2, fmt::format("{}: {}", HeadOf(question), GroupedOf(ranked.hang, "patient")));
    if (!question.reason.empty()) {
      page_.Add(4, fmt::format("assumed because {}", OnOneLine(question.reason)));
    }
    if (question.kind == OpenQuestion::Kind::kUnit) {
      page_.Add(4, fmt::format("{} without a unit, read as {}; {} with one",
                               GroupedOf(totals_.counts().unit_not_said[ranked.question], "value"),
                               question.now, Grouped(totals_.counts().unit_said[ranked.question])));
    }
    for (std::size_t i = 0; i < open_.alternatives.size(); ++i) {
      const Alternative& alternative = open_.alternatives[i];
      if (alternative.question == ranked.question) AddAlternative(i);
    }
  }

  static std::string HeadOf(const OpenQuestion& question) {
    const std::string title =
        question.title.empty() ? "" : fmt::format(" \"{}\"", OnOneLine(question.title));
    const std::string name =
        question.name.empty() ? title.substr(title.empty() ? 0 : 1) : question.name + title;
    if (question.now.empty()) return name + ", by no reading more than another";
    if (question.kind == OpenQuestion::Kind::kAmbiguity) {
      return fmt::format("{}, now by {}", name, question.now);
    }
    if (question.kind == OpenQuestion::Kind::kNumber) {
      return fmt::format("{}, now {} (line {})", name, question.now, question.line);
    }
    return name;
  }

  void AddAlternative(std::size_t index) {
    const Alternative& alternative = open_.alternatives[index];
    if (!alternative.problem.empty()) {
      return page_.Add(4, alternative.text + ": ", Ink::kPlain,
                       "not tried, since then " + OnOneLine(alternative.problem));
    }
    const std::string changes = ChangesText(guideline_, open_, totals_.counts(), index);
    page_.Add(4, alternative.text + ": ", Ink::kPlain,
              changes.empty() ? "changes no decision" : changes);
  }

  void AddRest() {
    std::string names;
    for (const RankedQuestion& ranked : ranked_) {
      const OpenQuestion& question = open_.questions[ranked.question];
      if (ranked.hang > 0 || question.kind == OpenQuestion::Kind::kFact) continue;
      if (IsWorthTelling(ranked)) continue;
      names += (names.empty() ? "" : "; ") + RestOf(ranked.question);
    }
    if (names.empty()) return;
    page_.Blank();
    page_.Add(0, "No decision hangs on: ", Ink::kPlain, names);
  }

  std::string RestOf(std::size_t index) const {
    const OpenQuestion& question = open_.questions[index];
    const std::string& name = question.name.empty() ? question.title : question.name;
    if (question.kind == OpenQuestion::Kind::kAmbiguity) return "the reading of " + name;
    if (question.kind == OpenQuestion::Kind::kNumber) {
      return fmt::format("{} of {} (line {})", question.now, name, question.line);
    }
    const std::uint64_t open = totals_.counts().unit_not_said[index];
    const std::uint64_t said = totals_.counts().unit_said[index];
    return open == 0 && said > 0 ? fmt::format("the unit of {}, which all values state", name)
                                 : fmt::format("the unit of {}", name);
  }

  const Guideline& guideline_;
  const OpenQuestions& open_;
  const SensitivityTotals& totals_;
  std::vector<RankedQuestion> ranked_;
  TextPage page_;
};

Json AlternativeJson(const Guideline& guideline, const OpenQuestions& open,
                     const SensitivityCounts& counts, std::size_t index) {
  const Alternative& alternative = open.alternatives[index];
  Json json = {{"instead", alternative.text}};
  if (!alternative.problem.empty()) {
    json["problem"] = alternative.problem;
    return json;
  }
  json["patients"] = counts.alternatives[index];
  json["outcomes"] = Json::array();
  for (std::size_t i = 0; i < open.pairs.size(); ++i) {
    const OutcomePair& pair = open.pairs[i];
    if (pair.alternative != index || !counts.pairs[i].IsAny()) continue;
    constexpr const char* kKinds[] = {"scope", "rule", "result", "recheck"};
    json["outcomes"].push_back(
        {{"kind", kKinds[static_cast<std::size_t>(pair.kind)]},
         {"name", NameOfOutcome(guideline, pair)},
         {"more", counts.pairs[i][OutcomeShift::kMore]},
         {"fewer", counts.pairs[i][OutcomeShift::kFewer]},
         {"then_unknown", counts.pairs[i][OutcomeShift::kUnknown]},
         {"no_longer_unknown", counts.pairs[i][OutcomeShift::kNoLongerUnknown]},
         {"otherwise", counts.pairs[i][OutcomeShift::kOther]}});
  }
  return json;
}

}  // namespace

std::vector<RankedQuestion> RankQuestions(const OpenQuestions& open,
                                          const SensitivityTotals& totals) {
  std::vector<RankedQuestion> ranked;
  std::vector<bool> has_step(open.questions.size());
  const std::vector<std::uint64_t> alone = totals.Alone();
  const auto add = [&](std::size_t question, std::optional<SensitivityTotals::Step> step) {
    has_step[question] = true;
    ranked.push_back({question, totals.cases()[question], alone[question], step});
  };
  for (const SensitivityTotals::Step& step : totals.Order()) add(step.question, step);
  for (std::size_t i = 0; i < open.questions.size(); ++i) {
    if (!has_step[i]) add(i, std::nullopt);
  }
  return ranked;
}

std::string SensitivityText(const Guideline& guideline, Day as_of, const OpenQuestions& open,
                            const SensitivityReport& report, std::size_t width) {
  return TextReport(guideline, as_of, open, report, width).Take();
}

Json SensitivityJson(const Guideline& guideline, const OpenQuestions& open,
                     const SensitivityReport& report, const Json& run_record) {
  const RunSummary& summary = report.run.summary;
  const SensitivityTotals& totals = report.totals;
  Json json;
  json["run"] = run_record;
  json["rows"] = summary.decided + summary.rejected;
  json["cases"] = summary.decided;
  json["rejected"] = summary.rejected;
  json["blank_rows"] = summary.blank_rows;
  json["hang_on_nothing"] = totals.counts().on_nothing;
  json["hang_on_something"] = totals.on_something();
  json["not_in_the_order"] = totals.beyond_sets();
  json["questions"] = Json::array();
  std::size_t place = 0;
  for (const RankedQuestion& ranked : RankQuestions(open, totals)) {
    const OpenQuestion& question = open.questions[ranked.question];
    Json of = {{"order", ranked.step ? Json(++place) : Json()},
               {"kind", KindName(question.kind)},
               {"name", question.name},
               {"title", question.title},
               {"patients", ranked.hang},
               {"alone", ranked.alone},
               {"settled_with_those_before", ranked.step ? Json(ranked.step->settled) : Json()}};
    if (question.kind == OpenQuestion::Kind::kNumber) {
      of["line"] = question.line;
      of["assumed_because"] = question.reason.empty() ? Json() : Json(question.reason);
    }
    if (question.kind == OpenQuestion::Kind::kUnit) {
      of["values_without_unit"] = totals.counts().unit_not_said[ranked.question];
      of["values_with_unit"] = totals.counts().unit_said[ranked.question];
    }
    if (question.kind != OpenQuestion::Kind::kFact) {
      of["now"] = question.now.empty() ? Json() : Json(question.now);
      of["alternatives"] = Json::array();
      for (std::size_t i = 0; i < open.alternatives.size(); ++i) {
        if (open.alternatives[i].question != ranked.question) continue;
        of["alternatives"].push_back(AlternativeJson(guideline, open, totals.counts(), i));
      }
    }
    json["questions"].push_back(std::move(of));
  }
  return json;
}

std::string SensitivityCsv(const Guideline& guideline, const OpenQuestions& open,
                           const SensitivityReport& report) {
  std::string csv = "order,kind,name,title,now,line,patients,alone,settled,alternatives\n";
  std::size_t place = 0;
  for (const RankedQuestion& ranked : RankQuestions(open, report.totals)) {
    const OpenQuestion& question = open.questions[ranked.question];
    const bool has_place = ranked.step.has_value();
    if (has_place) ++place;
    std::string changes;
    for (std::size_t i = 0; i < open.alternatives.size(); ++i) {
      const Alternative& alternative = open.alternatives[i];
      if (alternative.question != ranked.question) continue;
      const std::string text = alternative.problem.empty()
                                   ? ChangesText(guideline, open, report.totals.counts(), i)
                                   : alternative.problem;
      changes += fmt::format("{}{}: {}", changes.empty() ? "" : " | ", alternative.text,
                             text.empty() ? "no change" : text);
    }
    const std::vector<std::string> cells = {
        has_place ? std::to_string(place) : "",
        std::string(KindName(question.kind)),
        question.name,
        OnOneLine(question.title),
        question.now,
        question.kind == OpenQuestion::Kind::kNumber ? std::to_string(question.line) : "",
        std::to_string(ranked.hang),
        std::to_string(ranked.alone),
        has_place ? std::to_string(ranked.step->settled) : "",
        OnOneLine(changes)};
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) csv += ',';
      AppendCsvField(csv, cells[i]);
    }
    csv += '\n';
  }
  return csv;
}

}  // namespace mgl
