// One JSON object a line.
#include <utility>

#include "tools/io/bytes/line_reader.h"
#include "tools/io/cases/cohort.h"
#include "tools/io/cases/file_keys.h"
#include "tools/io/cells/fact_reader.h"
#include "tools/io/json/ndjson_line.h"

namespace mgl {
namespace {

class NdjsonCaseFile : public CaseFile {
 public:
  NdjsonCaseFile(Cohort& cohort, std::unique_ptr<LineReader> lines, const FileRules& rules)
      : cohort_(cohort),
        lines_(std::move(lines)),
        keys_(std::make_shared<FileKeys>(cohort, lines_->name(), rules)),
        keyed_(cohort.guideline(), cohort.names(), keys_->unit_rules(), cohort.facts(),
               rules.lookout) {}

  Result<bool> Next(InputRow& row) override {
    while (true) {
      const Result<LineReader::Item> item = lines_->Next();
      if (!item) return item.error();
      if (*item == LineReader::Item::kEnd) {
        keys_->EndFile(has_cases_);
        return false;
      }
      const bool too_long = *item == LineReader::Item::kTooLong;
      if (!too_long && IsBlankCell(lines_->line())) continue;
      CountRows(1);
      row.place = {lines_->name(), lines_->number(), 0};
      if (too_long) {
        Cohort::RejectRow(row, "", "the line is longer than the largest record");
        return true;
      }
      line_.Read(lines_->line(), cohort_.row_number(), row);
      for (const std::string& key : keyed_.TakeNewKeys()) keys_->See(key);
      return true;
    }
  }

  Result<bool> NextLines(TextLines& lines) override {
    const LineReader::PlainLines plain = lines_->TakePlainLines(kLeastLineBytes, kMostLineBytes);
    if (plain.text.empty()) return false;
    lines.file = keys_->file();
    lines.csv = nullptr;
    lines.ndjson = keys_;
    lines.SetText(plain.text);
    lines.first_line = plain.first_line;
    lines.rows_before = cohort_.row_number();
    CountRows(plain.rows);
    cohort_.AwaitKeys();
    return true;
  }

 private:
  void CountRows(std::uint64_t rows) {
    cohort_.CountRows(rows);
    has_cases_ = has_cases_ || rows > 0;
  }

  Cohort& cohort_;
  std::unique_ptr<LineReader> lines_;
  std::shared_ptr<FileKeys> keys_;
  bool has_cases_ = false;
  KeyedCase keyed_;
  NdjsonLine line_{keyed_, NdjsonLine::Kind::kLine};
};

}  // namespace

Result<std::unique_ptr<CaseFile>> OpenNdjsonCases(Cohort& cohort,
                                                  std::unique_ptr<ByteSource> source,
                                                  const FileRules& rules) {
  Result<std::unique_ptr<LineReader>> lines = LineReader::Open(std::move(source));
  if (!lines) return lines.error();
  return std::unique_ptr<CaseFile>(
      std::make_unique<NdjsonCaseFile>(cohort, std::move(*lines), rules));
}

}  // namespace mgl
