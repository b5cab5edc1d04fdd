#include "tools/author/versions/difference_search.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/eval_scalar.h"
#include "engine/prove/every_patient.h"
#include "engine/prove/fact_pair.h"
#include "tools/author/lint/patient_words.h"
#include "tools/author/lint/proofs.h"
#include "tools/author/lint/search_reason.h"

namespace mgl {
namespace {

constexpr std::uint64_t kBudget = 20'000;       // sets of patients a question
constexpr std::uint64_t kSmallBudget = 500;     // likewise, when much was looked at
constexpr std::uint64_t kMostSets = 2'000'000;  // of one comparison, before the small one
constexpr std::size_t kMostRegions = 6;         // of one change
constexpr std::uint64_t kRegionBudget = 2'000;  // for each region behind the first
constexpr int kTries = 8;                       // patients of one way who are no difference

StatementDiff::Trend TrendOf(const Compared& compared, const StatementDiff& diff) {
  bool more = false;
  bool fewer = false;
  for (const OutcomeChange& change : diff.changes) {
    more |= change.to == compared.positive;
    fewer |= change.from == compared.positive;
  }
  if (more && fewer) return StatementDiff::Trend::kOther;
  if (more) return StatementDiff::Trend::kMore;
  return fewer ? StatementDiff::Trend::kFewer : StatementDiff::Trend::kSame;
}

/// Whether something is stated of a fact is said in two words.
std::string WithStatedSaid(std::string words) {
  for (const auto& [said, shown] :
       {std::pair(" not stated: yes", " not stated"), std::pair(" not stated: no", " stated")}) {
    const std::string_view of = said;
    for (std::size_t at = words.find(of); at != words.npos; at = words.find(of)) {
      words.replace(at, of.size(), shown);
    }
  }
  return words;
}

}  // namespace

std::string GivenInExample(const std::string& example) {
  std::string given;
  std::size_t at = 0;
  while (at < example.size()) {
    const std::size_t end = std::min(example.find('\n', at), example.size());
    const std::string line = example.substr(at, end - at);
    constexpr std::string_view kGiven = "  given ";
    if (line.starts_with(kGiven)) given += (given.empty() ? "" : ", ") + line.substr(kGiven.size());
    at = end + 1;
  }
  return given;
}

DifferenceSearch::DifferenceSearch(const CompiledGuideline& before, const CompiledGuideline& after,
                                   const GuidelinePair& pair, VersionOptions options)
    : before_(before), after_(after), pair_(pair), options_(std::move(options)) {
  words_.facts = pair.joint().facts;
  for (std::size_t i = 0; i < words_.facts.size(); ++i) {
    const FactInBoth& fact = pair.facts()[i];
    if (!fact.before || !fact.after) continue;
    const Fact& then = before.guideline.facts[Index(*fact.before)];
    const Fact& now = after.guideline.facts[Index(*fact.after)];
    if (DifferenceOf(then, now).in_plausible) words_.facts[i].plausible.reset();
  }
}

namespace {

EvaluationOptions On(EvaluationOptions readings, Day day) {
  readings.as_of = day;
  readings.plans_ask = false;
  return readings;
}

}  // namespace

DifferenceSearch::OnDay::OnDay(const CompiledGuideline& before_version,
                               const CompiledGuideline& after_version, const GuidelinePair& pair,
                               const VersionOptions& options, Day day)
    : finder(pair.joint(), EvaluationOptions{day, {}, false}),
      before(before_version.guideline, mgl::On(options.before_readings, day)),
      after(after_version.guideline, mgl::On(options.after_readings, day)) {}

DifferenceSearch::OnDay& DifferenceSearch::On(Day day) {
  std::unique_ptr<OnDay>& on_day = days_[day];
  if (!on_day) on_day = std::make_unique<OnDay>(before_, after_, pair_, options_, day);
  return *on_day;
}

/// Days of all kinds, and those around each date that a version names.
const std::vector<Day>& DifferenceSearch::OtherDays() {
  if (other_days_) return *other_days_;
  other_days_ = DaysLikeAll(options_.as_of);
  constexpr int kMonths = 12;
  for (int months = 1; months <= kMonths; ++months) {
    const std::optional<Day> day = AddMonths(options_.as_of, months);
    const std::optional<Day> first = day ? DayFromDate(YearOf(*day), MonthOf(*day), 1) : day;
    if (first) other_days_->insert(other_days_->end(), {*first - 1, *first});
  }
  const Graph& graph = pair_.joint().graph;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Node& node = graph.node(static_cast<NodeId>(i));
    if (node.kind != NodeKind::kDate) continue;
    const auto day = static_cast<Day>(node.payload);
    for (const Day beside : {day - 1, day, day + 1}) {
      if (IsInCalendar(beside)) other_days_->push_back(beside);
    }
  }
  std::erase(*other_days_, options_.as_of);
  return *other_days_;
}

std::uint64_t DifferenceSearch::Budget() const {
  return sets_ < kMostSets ? kBudget : kSmallBudget;
}

DifferenceSearch::Shown DifferenceSearch::Decide(const Compared& compared, const Case& patient,
                                                 Day day) {
  OnDay& on_day = On(day);
  on_day.before.DecideInto(pair_.CaseBefore(patient), on_day.decided_before);
  on_day.after.DecideInto(pair_.CaseAfter(patient), on_day.decided_after);
  return {compared.shown_before(on_day.decided_before), compared.shown_after(on_day.decided_after)};
}

StatementDiff DifferenceSearch::Search(const Compared& compared) {
  StatementDiff diff;
  diff.kind = compared.kind;
  diff.name = compared.name;
  diff.title = compared.title;
  if (!compared.cannot.empty()) LeaveOpen({}, compared.cannot, diff);
  bool is_open_told = false;
  for (const DifferenceWay& way : compared.ways) {
    if (way.is_of_open && is_open_told) continue;
    const bool is_found = SearchWay(compared, way, options_.as_of, diff);
    if (is_found && way.is_of_open) {
      is_open_told = true;
      diff.changes.back().are_all = false;
      has_common_ = false;
    }
    if (title_ != nullptr && !diff.changes.empty()) return diff;
  }
  if (compared.differs_by_dates) SearchDates(compared, diff);
  SearchOtherDays(compared, is_open_told, diff);
  diff.trend = TrendOf(compared, diff);
  return diff;
}

/// What hangs on the day, and nobody shows on this one.
void DifferenceSearch::SearchOtherDays(const Compared& compared, bool is_open_told,
                                       StatementDiff& diff) {
  for (const DifferenceWay& way : compared.ways) {
    if (!FinderOn(options_.as_of).HangsOnToday(way.goals)) continue;
    hangs_on_day_ = true;
    const bool is_told = (way.is_of_open && is_open_told) ||
                         std::ranges::any_of(diff.changes, [&](const OutcomeChange& change) {
                           return change.from == way.from && change.to == way.to;
                         });
    if (is_told || (sets_ > kMostSets && !diff.changes.empty())) continue;
    const bool is_found = std::ranges::any_of(
        OtherDays(), [&](Day day) { return SearchWay(compared, way, day, diff); });
    if (!is_found) continue;
    is_open_told |= way.is_of_open;
    if (title_ != nullptr) return;
  }
}

StatementDiff DifferenceSearch::SearchFirst(const Compared& compared, const std::string& title) {
  title_ = &title;
  StatementDiff diff = Search(compared);
  title_ = nullptr;
  return diff;
}

/// What is left open of computed numbers. Where it knows nobody of all patients, there is nobody
/// among these.
void DifferenceSearch::AskSecond(const DifferenceWay& way, Day day, const PatientSet& among,
                                 PatientSearch& search) {
  constexpr std::size_t kMostForSecond = 60;
  PatientFinder& finder = FinderOn(day);
  const bool is_for_it = search.answer == PatientSearch::Answer::kNotDecided &&
                         search.reason != PatientSearch::Reason::kOpenDefault &&
                         options_.second != nullptr && asked_second_ < kMostForSecond &&
                         options_.second->IsThere();
  if (!is_for_it) return;
  ++asked_second_;
  SecondOpinion second = options_.second->Ask(pair_.joint(), {day, {}}, way.goals, {});
  if (second.answer == SecondOpinion::Answer::kNone) search.answer = PatientSearch::Answer::kNone;
  const bool is_shown = second.patient && finder.Meets(*second.patient, way.goals);
  if (!is_shown) return;
  search.answer = PatientSearch::Answer::kFound;
  search.found = finder.FoundElsewhere(way.goals, among, std::move(*second.patient));
}

/// Somebody at random shows what no search found.
void DifferenceSearch::LookAtSamples(const DifferenceWay& way, Day day, const PatientSet& among,
                                     PatientSearch& search) {
  constexpr std::uint32_t kSamples = 200;
  constexpr std::uint32_t kMostSampled = 6'000;  // of one comparison
  const bool is_open = search.answer == PatientSearch::Answer::kNotDecided;
  if (!is_open || sampled_ >= kMostSampled) return;
  sampled_ += kSamples;
  PatientFinder& finder = FinderOn(day);
  std::optional<Case> patient = finder.AmongSamples(way.goals, among, kSamples);
  if (!patient) return;
  search.answer = PatientSearch::Answer::kFound;
  search.found = finder.FoundElsewhere(way.goals, among, std::move(*patient));
}

std::string DifferenceSearch::WhyOpen(PatientSearch::Reason reason) const {
  const bool could_ask = reason == PatientSearch::Reason::kComputedNumbers &&
                         options_.second != nullptr && !options_.second->IsThere();
  return std::string(SearchReasonText(reason)) +
         (could_ask ? "; Z3 decides more of such questions (Debian: `libz3-4`)" : "");
}

/// Whether somebody was found.
bool DifferenceSearch::SearchWay(const Compared& compared, const DifferenceWay& way, Day day,
                                 StatementDiff& diff) {
  PatientFinder& finder = FinderOn(day);
  PatientSet among = pair_.Everybody(finder);
  PatientSearch search = finder.Find(way.goals, among, Budget());
  sets_ += search.sets_looked_at;
  if (search.answer == PatientSearch::Answer::kNotDecided) {
    PatientSearch every = LookAtEveryPatient(pair_.joint(), finder, {way.goals});
    const bool is_sure = every.answer != PatientSearch::Answer::kNotDecided && pair_.IsOfOneCase();
    if (is_sure) search = std::move(every);
  }
  AskSecond(way, day, among, search);
  LookAtSamples(way, day, among, search);
  if (search.answer == PatientSearch::Answer::kNone) return false;
  if (!search.found) {
    LeaveOpen(way, WhyOpen(search.reason), diff);
    return false;
  }
  const std::string apart = WhyApart(way);
  if (!apart.empty()) {
    const bool is_shown = ShowByOneReport(compared, way, day, *search.found, among, diff);
    LeaveOpen(way, apart, diff);
    return is_shown;
  }
  search.found = WithDates(compared, *std::move(search.found));
  const Shown shown = Decide(compared, search.found->patient, day);
  if (shown.before != shown.after) {
    AddChange(compared, way, day, *search.found, among, shown, diff);
    return true;
  }
  // Who meets the goals and is shown alike: dates that are `never`, a recheck that has ended.
  for (int tried = 0; tried < kTries; ++tried) {
    PatientSet known = finder.WithAllKnown(way.goals, among);
    for (const FactInBoth& fact : pair_.facts()) {
      if (!fact.not_stated) continue;
      known.CopyFrom(among, finder.values().Of(finder.values().OfFact(*fact.not_stated)));
    }
    const PatientSearch other = finder.Find(way.goals, known, Budget());
    sets_ += other.sets_looked_at;
    if (!other.found) break;
    const Shown shown_other = Decide(compared, other.found->patient, day);
    if (shown_other.before == shown_other.after) break;
    AddChange(compared, way, day, *other.found, known, shown_other, diff);
    return true;
  }
  LeaveOpen(way, "patients were found whose conditions differ, and none whose answer does", diff);
  return false;
}

/// Facts that each version has for itself are reported once: as the one takes it, or the other.
bool DifferenceSearch::ShowByOneReport(const Compared& compared, const DifferenceWay& way, Day day,
                                       PatientFound found, const PatientSet& among,
                                       StatementDiff& diff) {
  for (const bool by_new : {true, false}) {
    Case patient = found.patient;
    for (std::size_t i = 0; i < pair_.facts().size(); ++i) {
      const FactInBoth& fact = pair_.facts()[i];
      if (!fact.other || fact.after.has_value() != by_new) continue;
      const Fact& from = pair_.joint().facts[i];
      const Fact& to = pair_.joint().facts[Index(*fact.other)];
      if (from.type != to.type || from.type == FactType::kChoice) return false;
      ReportedFact& other = patient.facts[Index(*fact.other)];
      other = patient.facts[i];
      if (from.type == FactType::kNumber && other.unit == nullptr) other.unit = &from.unit;
    }
    const Shown shown = Decide(compared, patient, day);
    if (shown.before == shown.after) continue;
    found.patient = std::move(patient);
    found.is_exact = false;
    const bool is_told = std::ranges::any_of(diff.changes, [&](const OutcomeChange& change) {
      return change.from == shown.before && change.to == shown.after;
    });
    if (is_told) return true;
    AddChange(compared, {shown.before, shown.after, way.goals}, day, found, among, shown, diff);
    diff.changes.back().regions = {"some patients"};
    return true;
  }
  return false;
}

void DifferenceSearch::LeaveOpen(const DifferenceWay& way, const std::string& reason,
                                 StatementDiff& diff) {
  has_common_ = false;
  const std::string text =
      way.from.empty() ? reason : fmt::format("{} to {}: {}", way.from, way.to, reason);
  if (std::ranges::find(diff.not_decided, text) == diff.not_decided.end()) {
    diff.not_decided.push_back(text);
  }
}

/// The facts below the goals that each version has for itself; empty: there are none.
std::string DifferenceSearch::WhyApart(const DifferenceWay& way) {
  PatientFinder& finder = FinderOn(options_.as_of);
  std::string names;
  for (const VariableId id : finder.VariablesOf(way.goals)) {
    const Variable& variable = finder.values().Of(id);
    if (variable.computed || variable.is_date_of) continue;
    const FactInBoth& fact = pair_.facts()[Index(variable.fact)];
    if (fact.taken != FactInBoth::Taken::kApart || !fact.after) continue;
    names += (names.empty() ? "`" : ", `") + pair_.joint().facts[Index(variable.fact)].name + "`";
  }
  return names.empty() ? "" : fmt::format("the two versions take {} differently", names);
}

void DifferenceSearch::AddChange(const Compared& compared, const DifferenceWay& way, Day day,
                                 const PatientFound& found, const PatientSet& among,
                                 const Shown& shown, StatementDiff& diff) {
  PatientFinder& finder = FinderOn(day);
  OutcomeChange change;
  change.from = way.from;
  change.to = way.to;
  change.shown_from = shown.before;
  change.shown_to = shown.after;
  const bool hangs_on_day = finder.HangsOnToday(way.goals);
  if (hangs_on_day) change.on_day = FormatDay(day);
  hangs_on_day_ |= hangs_on_day;
  change.example = AsExample(compared, found.patient, day, shown, hangs_on_day);
  // What the new version cannot be told belongs to the patient all the same.
  change.patient = WithStatedSaid(
      GivenInExample(PatientAsExample(pair_.joint(), found.patient, Decision(), day, "", {})));
  if (title_ != nullptr) {
    diff.changes.push_back(std::move(change));
    return;
  }
  const PatientSet everybody = pair_.Everybody(finder);
  const bool decides = compared.kind == "rule" || compared.kind == "result" ||
                       compared.kind == "recheck" || compared.kind == "scope";
  if (found.is_exact) {
    const PatientFinder::RegionsFound all =
        finder.AllRegions(way.goals, found, among, kMostRegions, kRegionBudget);
    change.are_all = all.are_all;
    const bool is_told_whole = all.are_all && day == options_.as_of;
    if (decides && !is_told_whole) has_common_ = false;
    for (const PatientSet& region : all.regions) {
      if (decides && is_told_whole) KeepCommon(region, everybody);
      const std::string words =
          WithStatedSaid(PatientsInWords(words_, finder.values(), region, everybody));
      change.regions.push_back(words.empty() ? "any patient" : words);
    }
  } else {
    change.are_some = true;
    has_common_ = false;
    std::string words =
        WithStatedSaid(PatientsInWords(words_, finder.values(), found.set, everybody));
    for (const PatientFound::Computed& computed : found.computed) {
      const std::string of = ComputedInWords(pair_.joint(), computed);
      if (!of.empty()) words += (words.empty() ? "" : ", ") + of;
    }
    change.regions.push_back(words.empty() ? "some patients" : words);
  }
  diff.changes.push_back(std::move(change));
}

/// By what words say: days on which variables differ do not come together.
void DifferenceSearch::KeepCommon(const PatientSet& region, const PatientSet& everybody) {
  const FactValues& values = FinderOn(options_.as_of).values();
  std::vector<std::string> said;
  for (const Variable& variable : values.variables()) {
    if (variable.computed) break;
    const bool is_said = !std::ranges::equal(region.WordsOf(variable), everybody.WordsOf(variable));
    if (!is_said || (common_ && (*common_)[said.size()].empty())) {
      said.emplace_back();
      continue;
    }
    PatientSet alone = everybody;
    alone.CopyFrom(region, variable);
    said.push_back(WithStatedSaid(PatientsInWords(words_, values, alone, everybody)));
  }
  if (!common_) {
    common_ = std::move(said);
    return;
  }
  for (std::size_t i = 0; i < said.size(); ++i) {
    if ((*common_)[i] != said[i]) (*common_)[i].clear();
  }
}

std::string DifferenceSearch::ForWhom() const {
  std::string words;
  if (!common_ || !has_common_) return words;
  for (const std::string& said : *common_) {
    if (!said.empty()) words += (words.empty() ? "" : ", ") + said;
  }
  return words;
}

std::string DifferenceSearch::AsExample(const Compared& compared, const Case& patient, Day day,
                                        const Shown& shown, bool hangs_on_day) {
  const Case own = pair_.CaseAfter(patient);
  const bool cannot_be_said = std::ranges::any_of(own.facts, [](const ReportedFact& fact) {
    return fact.state == ReportedFact::State::kUnreadable;
  });
  if (cannot_be_said) return "";
  EvaluationOptions options = mgl::On(options_.after_readings, day);
  options.readings.resize(after_.guideline.ambiguities.size());
  if (compared.reading) options.readings[compared.reading->first] = compared.reading->second;
  Decision& decision = On(day).decided_after;
  if (compared.reading) {
    decision = ScalarEvaluator(after_.guideline, options).Decide(own);
  } else {
    On(day).after.DecideInto(own, decision);
  }
  std::string title = title_ != nullptr ? *title_
                                        : fmt::format("{}: {} now, {} before", compared.name,
                                                      shown.after, shown.before);
  std::ranges::replace_if(
      title, [](char sign) { return sign == '"' || sign == '\\'; }, '\'');
  std::string text = PatientAsExample(after_.guideline, own, decision, day, title,
                                      compared.expected, hangs_on_day);
  if (text.empty()) return text;
  std::string readings;
  for (std::size_t i = 0; i < options.readings.size(); ++i) {
    const std::optional<std::uint32_t>& reading = options.readings[i];
    const Ambiguity& ambiguity = after_.guideline.ambiguities[i];
    if (!reading || reading == ambiguity.adopted) continue;
    readings += fmt::format("  reading {} {}\n", ambiguity.name, ambiguity.readings[*reading].name);
  }
  return text.insert(text.find("\n  expect ") + 1, readings);
}

}  // namespace mgl
