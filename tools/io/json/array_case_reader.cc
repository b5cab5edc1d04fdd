// The elements of a JSON array, each as a line of NDJSON.
#include <utility>

#include "tools/io/cases/cohort.h"
#include "tools/io/cases/file_keys.h"
#include "tools/io/json/array_reader.h"
#include "tools/io/json/ndjson_line.h"

namespace mgl {
namespace {

class ArrayCaseFile : public CaseFile {
 public:
  ArrayCaseFile(Cohort& cohort, std::unique_ptr<ArrayReader> elements, const FileRules& rules)
      : cohort_(cohort),
        elements_(std::move(elements)),
        keys_(std::make_shared<FileKeys>(cohort, elements_->name(), rules)),
        keyed_(cohort.guideline(), cohort.names(), keys_->unit_rules(), cohort.facts(),
               rules.lookout) {}

  Result<bool> Next(InputRow& row) override {
    const Result<ArrayReader::Item> item = elements_->Next();
    if (!item) return item.error();
    if (*item == ArrayReader::Item::kEnd) {
      keys_->EndFile(has_cases_);
      return false;
    }
    CountRows(1);
    row.place = {elements_->name(), elements_->start().line, elements_->start().column};
    if (*item == ArrayReader::Item::kFault) {
      Cohort::RejectRow(row, "", std::string(elements_->fault()));
      return true;
    }
    element_.Read(elements_->element(), cohort_.row_number(), row);
    for (const std::string& key : keyed_.TakeNewKeys()) keys_->See(key);
    return true;
  }

  Result<bool> NextLines(TextLines& lines) override {
    if (!elements_->TakePlainElements(kLeastLineBytes, kMostLineBytes, lines)) return false;
    lines.file = keys_->file();
    lines.csv = nullptr;
    lines.ndjson = keys_;
    lines.rows_before = cohort_.row_number();
    CountRows(lines.starts.size());
    cohort_.AwaitKeys();
    return true;
  }

 private:
  void CountRows(std::uint64_t rows) {
    cohort_.CountRows(rows);
    has_cases_ = true;
  }

  Cohort& cohort_;
  std::unique_ptr<ArrayReader> elements_;
  std::shared_ptr<FileKeys> keys_;
  bool has_cases_ = false;
  KeyedCase keyed_;
  NdjsonLine element_{keyed_, NdjsonLine::Kind::kElement};
};

}  // namespace

Result<std::unique_ptr<CaseFile>> OpenArrayCases(Cohort& cohort, std::unique_ptr<ByteSource> source,
                                                 const FileRules& rules) {
  Result<std::unique_ptr<ArrayReader>> elements = ArrayReader::Open(std::move(source));
  if (!elements) return elements.error();
  return std::unique_ptr<CaseFile>(
      std::make_unique<ArrayCaseFile>(cohort, std::move(*elements), rules));
}

}  // namespace mgl
