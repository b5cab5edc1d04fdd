// Decisions for a terminal: their CSV as a table, cut to the width of a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tools/io/bytes/text_sink.h"
#include "tools/words/text_page.h"

namespace mgl {

/// A write is whole records of CSV, the header first. The first of them say how wide columns are;
/// those that do not fit are left out, which Finish() tells.
class DecisionTable : public TextSink {
 public:
  /// The sink must outlive it.
  DecisionTable(TextSink& sink, const TextStyle& style) : sink_(sink), style_(style) {}

  std::optional<Error> Write(std::string_view text) override;
  /// To be called behind the last record.
  [[nodiscard]] std::optional<Error> Finish();

 private:
  struct Column {
    std::size_t cell = 0;  // which one of a record
    std::size_t width = 0;
    bool is_id = false;
  };
  using Record = std::vector<std::string>;  // its cells without quotes, each on one line

  void PlanColumns(bool is_all, bool cuts_names);
  void AppendRecord(const Record& record, bool is_header);
  std::optional<Error> WriteFirst(bool is_all);

  TextSink& sink_;
  TextStyle style_;
  std::vector<Record> first_;  // until the columns are planned
  bool is_planned_ = false;
  std::vector<Column> columns_;
  std::size_t left_out_ = 0;
  std::string lines_;
};

}  // namespace mgl
