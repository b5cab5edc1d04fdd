// Each thing is said once, however many files and rows there are.
#include "tools/io/cases/cohort.h"

#include <fmt/format.h>

#include <utility>

#include "engine/text/did_you_mean.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::size_t kLongestName = 80;  // on the screen

}  // namespace

std::string ShownName(std::string_view name) {
  const bool cut = name.size() > kLongestName;
  std::string shown(CutBetweenCharacters(name, kLongestName));
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = '?';
  }
  return cut ? shown + "…" : shown;
}

void Cohort::SeeId(std::string_view id, const std::string& file, std::uint64_t line) {
  if (repeat_noticed_ || !ids_.IsRepeat(RepeatedIds::HashOf(id))) return;
  repeat_noticed_ = true;
  NoticeRepeatedId(file, line);
}

void Cohort::NoticeRepeatedId(const std::string& file, std::uint64_t line) {
  repeat_notice_ =
      fmt::format("ids repeat: line {} of {} has one that was seen before", line, file);
}

void Cohort::RejectRow(InputRow& row, std::string id, std::string reason) {
  row.rejected = true;
  row.reject = {row.place, std::move(id), std::move(reason)};
}

void Cohort::SkipRow(InputRow& row) {
  RejectRow(row, "", "the row is blank");
  row.reject.is_blank = true;
}

void Cohort::InOrder(Action action) {
  if (waiting_.empty()) return action();
  waiting_.push_back(std::move(action));
}

void Cohort::EndWait(const Action& see) {
  std::deque<Action> behind = std::exchange(waiting_, {});  // so that nothing waits meanwhile
  behind.pop_front();
  see();
  for (; !behind.empty() && behind.front() != nullptr; behind.pop_front()) behind.front()();
  waiting_ = std::move(behind);
}

void Cohort::NoticeIgnored(std::string_view kind, std::string_view name) {
  if (ignored_names_.size() > kMostIgnoredNames || ignored_names_.contains(name)) return;
  ignored_names_.emplace(name);
  if (ignored_names_.size() > kMostIgnoredNames) {
    return Notice(fmt::format("more than {} names are no fact of {}; the others are ignored too",
                              kMostIgnoredNames, guideline_.header.name));
  }
  const std::string shown = ShownName(name);
  if (names_.Find(name) != nullptr) {
    return Notice(
        fmt::format("{} `{}` is ignored: --map takes the fact from another {}", kind, shown, kind));
  }
  const std::string hint = DidYouMean(shown, names_.targets());
  Notice(fmt::format("{} `{}` is no fact of {} and is ignored{}{}", kind, shown,
                     guideline_.header.name, hint.empty() ? "" : "; ", hint));
}

void Cohort::NoticeOtherCase(std::string_view kind, const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::vector<std::string> shown;
  for (const std::string& name : names) shown.push_back(fmt::format("`{}`", ShownName(name)));
  Notice(fmt::format(
      "{} in another case than the guideline's: {}",
      names.size() == 1 ? fmt::format("a {} is read", kind) : fmt::format("{}s are read", kind),
      fmt::join(shown, ", ")));
}

void Cohort::NoticeMissing(std::string_view prefix, const std::vector<FactId>& facts) {
  std::vector<std::string> missing;
  std::vector<std::string> by_default;
  for (const FactId id : facts) {
    const Fact& fact = guideline_.facts[Index(id)];
    if (!missing_names_.insert(fact.name).second) continue;
    (fact.default_value ? by_default : missing).push_back(fmt::format("`{}`", fact.name));
  }
  if (!missing.empty()) {
    notices_.push_back(
        fmt::format("{} {}: missing in every case", prefix, fmt::join(missing, ", ")));
  }
  if (by_default.empty()) return;
  notices_.push_back(
      fmt::format("{} {}: {} in every case", prefix, fmt::join(by_default, ", "),
                  by_default.size() == 1 ? "its default decides" : "their defaults decide"));
}

void Cohort::NoticeCut(const std::string& file) {
  InOrder([this, file] {
    Notice(fmt::format("the last line of {} has no line end: the file may have been cut", file));
  });
}

void Cohort::Notice(const std::string& text) {
  if (noticed_.insert(text).second) notices_.push_back(text);
}

std::vector<std::string> Cohort::TakeNotices() {
  std::vector<std::string> taken = std::exchange(notices_, {});
  if (!repeat_notice_.empty()) taken.push_back(std::exchange(repeat_notice_, {}));
  return taken;
}

}  // namespace mgl
