// YAML through the parser's events: no tree is built and no alias is followed, so a small text
// stays small. Values are the text that was written, quoted or not.
#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "engine/text/utf8.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cases/keyed_case.h"
#include "tools/io/yaml/yaml_case.h"

namespace mgl {
namespace {

constexpr int kDeepest = 16;  // mappings and lists in each other
constexpr std::string_view kIsBlock =
    "begins with `>` or `|`, which begins a block of text in YAML: write it in quotes";
constexpr std::string_view kIsNotClosed = "is a text in quotes that is not closed on its line";
constexpr std::string_view kAliases = "aliases (`*name`) and merge keys (`<<`) are not read";

/// Thrown out of the parser: what is YAML, but no case.
struct Refusal {
  YAML::Mark mark;
  std::string reason;
};

/// Collects the cases of one chunk.
class CaseHandler : public YAML::EventHandler {
 public:
  explicit CaseHandler(const YamlChunk& chunk) : chunk_(chunk) {}

  /// Parses the chunk; its cases and rejects in their order.
  std::deque<YamlCase> Collect();

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(has_document_, true)) Fail(mark, "text follows the end of the case");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { OnText(mark, {}, true); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { Fail(mark, kAliases); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string& text) override {
    if (text.find('\0') != std::string::npos) Fail(mark, kHoldsNul);
    OnText(mark, {text, ProblemAt(mark)}, false);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Enter(mark, false);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Enter(mark, true);
  }
  void OnSequenceEnd() override { Leave(); }
  void OnMapEnd() override { Leave(); }

 private:
  /// What the innermost mapping or list is.
  enum class Level { kTop, kCases, kCase, kObject, kSkipped };

  [[noreturn]] static void Fail(const YAML::Mark& mark, std::string_view reason) {
    throw Refusal{mark, std::string(reason)};
  }

  Level level() const { return levels_.empty() ? Level::kTop : levels_.back(); }
  YamlEntry& entry() { return cases_.back().entries.back(); }

  void OnText(const YAML::Mark& mark, YamlText text, bool is_null);
  void OnKey(const YAML::Mark& mark, std::string key);
  void Enter(const YAML::Mark& mark, bool is_map);
  void Leave();
  std::string* PartOfObject();
  std::string_view ProblemAt(const YAML::Mark& mark) const;
  YamlPlace PlaceOf(const YAML::Mark& mark) const;
  YamlCase& AddCase(const YAML::Mark& mark);
  void AddReject(const YAML::Mark& mark, std::string reason);

  const YamlChunk& chunk_;
  std::deque<YamlCase> cases_;
  std::vector<Level> levels_;
  bool has_document_ = false;
  bool is_list_ = false;
  bool expects_key_ = true;                         // in a case or an object
  std::set<std::string, std::less<>> keys_;         // of the case
  std::set<std::string, std::less<>> object_keys_;  // of the object
  std::string object_key_;                          // whose value comes next
};

/// Whether a text in quotes, with the first of them at the front of `rest`, ends on its line. The
/// parser takes one that is not closed for closed where the indentation ends.
bool ClosesOnItsLine(std::string_view rest) {
  const char quote = rest[0];
  for (std::size_t i = 1; i < rest.size() && rest[i] != '\n'; ++i) {
    if (quote == '"' && rest[i] == '\\') {
      ++i;
    } else if (rest[i] == quote) {
      if (quote == '"' || !rest.substr(i + 1).starts_with(quote)) return true;
      ++i;
    }
  }
  return false;
}

/// Why the text at `mark`, behind its tag and anchor, is no value; empty: it is one.
std::string_view CaseHandler::ProblemAt(const YAML::Mark& mark) const {
  std::string_view rest = chunk_.text.substr(
      std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), chunk_.text.size()));
  while (rest.starts_with('!') || rest.starts_with('&')) {
    rest.remove_prefix(std::min(rest.find_first_of(" \t\r\n"), rest.size()));
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
  }
  if (rest.starts_with('>') || rest.starts_with('|')) return kIsBlock;
  if (!rest.starts_with('"') && !rest.starts_with('\'')) return {};
  return ClosesOnItsLine(rest) ? std::string_view() : kIsNotClosed;
}

/// On long lines the column counts bytes: counting characters for each of many places would not
/// end.
YamlPlace CaseHandler::PlaceOf(const YAML::Mark& mark) const {
  constexpr int kLongLine = 10'000;
  const auto position = static_cast<std::size_t>(std::max(mark.pos, 0));
  const auto offset = static_cast<std::size_t>(std::max(mark.column, 0));
  YamlPlace place{chunk_.first_line + static_cast<std::uint64_t>(std::max(mark.line, 0)),
                  offset + 1};
  if (mark.column > kLongLine || offset > position || position > chunk_.text.size()) return place;
  place.column = CharacterColumn(chunk_.text.substr(position - offset), offset);
  return place;
}

YamlCase& CaseHandler::AddCase(const YAML::Mark& mark) {
  return cases_.emplace_back(YamlCase{PlaceOf(mark), {}, ""});
}

void CaseHandler::OnText(const YAML::Mark& mark, YamlText text, bool is_null) {
  switch (level()) {
    case Level::kTop:
      if (!is_null) Fail(mark, "this is no case: write lines such as `id: anna`");
      break;
    case Level::kCases:
      AddCase(mark).reject = "an item of the list is no case, but a single value";
      // The parser places an empty item behind its line.
      if (is_null && chunk_.is_item) cases_.back().place = {chunk_.first_line, 0};
      break;
    case Level::kCase:
      if (std::exchange(expects_key_, !expects_key_)) return OnKey(mark, std::move(text.text));
      entry().value = std::move(text);
      break;
    case Level::kObject:
      if (std::exchange(expects_key_, !expects_key_)) return OnKey(mark, std::move(text.text));
      if (!text.problem.empty()) entry().value.problem = text.problem;
      if (std::string* part = PartOfObject()) *part = std::move(text.text);
      break;
    case Level::kSkipped:
      break;
  }
}

void CaseHandler::OnKey(const YAML::Mark& mark, std::string key) {
  if (key == "<<") Fail(mark, kAliases);
  const bool in_object = level() == Level::kObject;
  if (!(in_object ? object_keys_ : keys_).insert(key).second && cases_.back().reject.empty()) {
    cases_.back().place = PlaceOf(mark);
    cases_.back().reject = fmt::format("the key `{}` stands twice in {}", ShownName(key),
                                       in_object ? "an object" : "the case");
  }
  if (in_object) {
    object_key_ = std::move(key);
    if (PartOfObject() == nullptr) entry().value.problem = kIsObject;
  } else {
    cases_.back().entries.emplace_back().key = std::move(key);
  }
}

/// Where the value behind the object's key belongs; null for another key.
std::string* CaseHandler::PartOfObject() {
  if (object_key_ == "value") entry().has_value = true;
  return PartOf(object_key_, entry().value.text, entry().object);
}

void CaseHandler::Enter(const YAML::Mark& mark, bool is_map) {
  if (levels_.size() == kDeepest) {
    Fail(mark, fmt::format("mappings and lists are nested deeper than {}", kDeepest));
  }
  Level entered = Level::kSkipped;
  switch (level()) {
    case Level::kTop:
      is_list_ = !is_map;
      entered = is_map ? Level::kCase : Level::kCases;
      break;
    case Level::kCases:
      entered = is_map ? Level::kCase : Level::kSkipped;
      if (!is_map) AddCase(mark).reject = "an item of the list is no case, but a list";
      break;
    case Level::kCase:
    case Level::kObject:
      if (expects_key_) Fail(mark, "a key is a mapping or a list");
      if (level() == Level::kCase && is_map) {
        entered = Level::kObject;
        entry().is_object = true;
        entry().has_value = false;
        object_keys_.clear();
      } else {
        entry().value.problem = level() == Level::kCase ? kIsList : kIsObject;
      }
      break;
    case Level::kSkipped:
      break;
  }
  if (entered == Level::kCase) {
    AddCase(mark).place.column = 0;
    keys_.clear();
  }
  if (entered != Level::kSkipped) expects_key_ = true;
  levels_.push_back(entered);
}

void CaseHandler::Leave() {
  levels_.pop_back();
  if (level() == Level::kCase || level() == Level::kObject) expects_key_ = true;
}

/// A mistake in a document rejects it as one; in a list also the case before, whose end is not
/// sure.
void CaseHandler::AddReject(const YAML::Mark& mark, std::string reason) {
  if (chunk_.is_item || !is_list_) cases_.clear();
  if (!cases_.empty()) cases_.pop_back();
  const YamlPlace place = mark.is_null() ? YamlPlace{chunk_.first_line, 0} : PlaceOf(mark);
  cases_.push_back({place, {}, std::move(reason)});
}

std::deque<YamlCase> CaseHandler::Collect() {
  try {
    std::istringstream stream{std::string(chunk_.text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(*this)) {
    }
  } catch (const Refusal& refusal) {
    AddReject(refusal.mark, refusal.reason);
  } catch (const YAML::Exception& error) {
    std::string reason = "this is no YAML: " + error.msg;
    if (error.msg == YAML::ErrorMsg::UNKNOWN_ANCHOR) reason = kAliases;
    if (error.msg == YAML::ErrorMsg::CHAR_IN_BLOCK) reason = fmt::format("a value {}", kIsBlock);
    AddReject(error.mark, std::move(reason));
  }
  return std::move(cases_);
}

}  // namespace

std::deque<YamlCase> ParseYamlCases(const YamlChunk& chunk) { return CaseHandler(chunk).Collect(); }

}  // namespace mgl
