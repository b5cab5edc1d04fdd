// Chunk by chunk; plain items without the parser, which takes many times as long.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "engine/text/utf8.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cases/file_keys.h"
#include "tools/io/cases/keyed_case.h"
#include "tools/io/yaml/yaml_case.h"
#include "tools/io/yaml/yaml_chunks.h"

namespace mgl {
namespace {

constexpr std::size_t kLargestChunkMebibytes = 2;  // the parser needs a hundred times as much

class YamlCaseFile : public CaseFile {
 public:
  YamlCaseFile(Cohort& cohort, std::string name, std::string text, const FileRules& rules)
      : cohort_(cohort),
        name_(std::move(name)),
        text_(std::move(text)),
        chunks_(text_),
        keys_(std::make_shared<FileKeys>(cohort, name_, rules)),
        keyed_(cohort.guideline(), cohort.names(), keys_->unit_rules(), cohort.facts(),
               rules.lookout) {}

  Result<bool> Next(InputRow& row) override {
    ReadOn();
    if (cases_.empty() && error_) return *error_;
    if (cases_.empty()) {
      keys_->EndFile(has_cases_);
      return false;
    }
    const YamlCase next = std::move(cases_.front());
    cases_.pop_front();
    has_cases_ = true;
    cohort_.CountRow();
    keyed_.Start(cohort_.row_number());
    row.place = {name_, next.place.line, next.place.column};
    const std::string reject = next.reject.empty() ? KeyProblem(next) : next.reject;
    if (reject.empty()) {
      ReadCase(next, row);
    } else {
      Cohort::RejectRow(row, IdOf(next), reject);
    }
    ReadOn();
    if (cases_.empty() && !row.rejected && MayBeCut()) {
      row.reported.row_warnings.push_back(kCutRow);
      cohort_.NoticeCut(name_);
    }
    return true;
  }

 private:
  /// To the next case, if there is one.
  void ReadOn() {
    YamlChunk chunk;
    while (cases_.empty() && !error_ && chunks_.Next(chunk)) ReadChunk(chunk);
  }

  /// Brackets and quotes are closed where their value ends.
  bool MayBeCut() const {
    return text_.find_last_of("\n}]\"'") != text_.size() - 1 && !text_.ends_with("...");
  }

  void ReadChunk(const YamlChunk& chunk) {
    if (chunk.text.size() > kLargestChunkMebibytes * 1024 * 1024) return RefuseLarge(chunk);
    if (std::optional<YamlCase> plain = ReadPlainItem(chunk)) {
      cases_.push_back(std::move(*plain));
      return;
    }
    const std::size_t nul = chunk.text.find('\0');
    const std::size_t bad = std::min(nul, FindInvalidUtf8(chunk.text));
    if (bad == std::string_view::npos) {
      cases_ = ParseYamlCases(chunk);
      return;
    }
    const std::string_view before = chunk.text.substr(0, bad);
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto lines = std::count(before.begin(), before.end(), '\n');
    cases_.push_back({{chunk.first_line + static_cast<std::uint64_t>(lines),
                       CharacterColumn(before.substr(line_start), bad - line_start)},
                      {},
                      bad == nul ? std::string(kHoldsNul) : "the text is not valid UTF-8"});
  }

  /// An item is one case, which is rejected. A document may be a list of any number of cases:
  /// these would be lost as one reject.
  void RefuseLarge(const YamlChunk& chunk) {
    if (chunk.is_item) {
      cases_.push_back({{chunk.first_line, 0},
                        {},
                        fmt::format("the item is larger than {} MiB", kLargestChunkMebibytes)});
      return;
    }
    error_ =
        Error{fmt::format("cannot read `{}`: the document from line {} on is larger than {} "
                          "MiB, and how many cases it holds is not known",
                          name_, chunk.first_line, kLargestChunkMebibytes),
              "say `--input json` where it is a JSON array, or write the cases as NDJSON, as CSV "
              "or as a list of `- ` items"};
  }

  void ReadCase(const YamlCase& source, InputRow& row) {
    for (const YamlEntry& entry : source.entries) {
      const ValueObject<std::string>& object = entry.object;
      keyed_.Add(entry.key, {entry.value.text,
                             entry.value.problem,
                             false,
                             entry.is_object,
                             entry.has_value,
                             {object.comparator, object.unit, object.code, object.date, {}}});
    }
    keyed_.Finish(row);
    for (const std::string& key : keyed_.TakeNewKeys()) keys_->See(key);
  }

  /// `k:4` is a key without a value to YAML, and so is a text where a key should stand: the value
  /// would be lost, and shown as a key's name.
  std::string KeyProblem(const YamlCase& source) const {
    const bool is_text = std::ranges::any_of(source.entries, [&](const YamlEntry& entry) {
      const bool has_value =
          entry.is_object || !entry.value.text.empty() || !entry.value.problem.empty();
      return !has_value && entry.key.find_first_of(": ") != std::string::npos &&
             cohort_.names().FindInAnyCase(entry.key) == nullptr;
    });
    return is_text ? "a text stands where a key and its value should: behind the `:` of a key "
                     "stands a blank"
                   : "";
  }

  std::string IdOf(const YamlCase& source) const {
    for (const YamlEntry& entry : source.entries) {
      const FactNames::Targets* const targets = cohort_.names().FindInAnyCase(entry.key);
      if (targets == nullptr) continue;
      for (const NameTarget& target : *targets) {
        if (target.part == NameTarget::Part::kId) return entry.value.text;
      }
    }
    return "";
  }

  Cohort& cohort_;
  std::string name_;
  std::string text_;
  YamlChunks chunks_;
  std::shared_ptr<FileKeys> keys_;
  bool has_cases_ = false;
  KeyedCase keyed_;
  std::deque<YamlCase> cases_;  // read, not yet delivered
  std::optional<Error> error_;  // behind them
};

}  // namespace

Result<std::unique_ptr<CaseFile>> OpenYamlCases(Cohort& cohort, std::unique_ptr<ByteSource> source,
                                                const FileRules& rules) {
  Result<std::string> text = ReadYamlText(*source);
  if (!text) return text.error();
  return std::unique_ptr<CaseFile>(
      std::make_unique<YamlCaseFile>(cohort, source->name(), std::move(*text), rules));
}

}  // namespace mgl
