// Every thread takes the next part of the input, decides it and hands it in; what comes next in the
// input's order is committed by whoever hands it in, or is committing at that time. One reads at a
// time, one commits at a time.
#include "tools/cohort/cohort_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "tools/io/cases/repeated_ids.h"
#include "tools/io/cases/text_lines.h"
#include "tools/io/csv/csv_blocks.h"
#include "tools/io/csv/csv_writer.h"
#include "tools/io/json/ndjson_blocks.h"

namespace mgl {
namespace {

constexpr std::size_t kRowsAPart = 512;
constexpr std::size_t kFullLines = 128 * 1024;  // bytes

/// What one thread decides at a time: plain lines, or rows that were read one by one.
struct Part {
  TextLines lines;
  bool has_lines = false;
  std::vector<InputRow> rows;  // keeps its cases' memory
  std::size_t used = 0;        // of rows

  bool has_csv_lines() const { return has_lines && lines.csv != nullptr; }
  bool is_empty() const { return !has_lines && used == 0; }
  bool is_full() const {
    return has_lines ? lines.text().size() >= kFullLines : used == kRowsAPart;
  }
};

bool IsBadValue(FactState state) {
  return state == FactState::kUnreadable || state == FactState::kWrongUnit ||
         state == FactState::kImplausible;
}

/// The reject of a strict run for a case with a bad value, if it has one.
std::optional<RejectedRow> RejectForValues(const Guideline& guideline, const InputRow& row,
                                           const Decision& decision) {
  std::string names;
  std::string details;
  if (!row.reported.row_warnings.empty() && row.reported.row_warnings[0] == kShortRow) {
    return RejectedRow{row.place, row.reported.id, std::string(kShortRow)};
  }
  for (std::size_t i = 0; i < decision.facts.size(); ++i) {
    const bool bad_date = !row.reported.facts[i].date_problem.empty();
    const bool no_unit = row.reported.facts[i].warns_of_unit;
    if (!IsBadValue(decision.facts[i].state) && !bad_date && !no_unit) continue;
    if (!names.empty()) names += ", ";
    names += guideline.facts[i].name;
  }
  if (names.empty()) return std::nullopt;
  for (const Warning& warning : decision.warnings) {
    if (warning.kind != Warning::Kind::kFact) continue;
    if (!details.empty()) details += "; ";
    details += warning.text;
  }
  return RejectedRow{row.place, row.reported.id, fmt::format("bad value of {}: {}", names, details),
                     true};
}

std::string RejectText(const RejectedRow& reject) {
  std::string text;
  AppendCsvField(text, reject.place.file);
  text += fmt::format(",{},", reject.place.line);
  if (reject.place.column > 0) text += std::to_string(reject.place.column);
  text += ',';
  AppendCsvField(text, reject.id);
  text += ',';
  AppendCsvField(text, reject.reason);
  text += '\n';
  return text;
}

/// One thread's readers of blocks, and what is done with the cases.
class Worker {
 public:
  Worker(const CohortTask& task, const BatchOptions& options)
      : guideline_(task.guideline()), work_(task.MakeWork()), strict_(options.strict) {
    if (task.plan() == nullptr) return;
    csv_blocks_ = std::make_unique<CsvBlocks>(guideline_, *task.plan(), task.as_of(),
                                              options.cell_rules, strict_);
    ndjson_blocks_ =
        std::make_unique<NdjsonBlocks>(guideline_, *task.plan(), task.as_of(), options.cell_rules);
  }

  bool takes_lines() const { return csv_blocks_ != nullptr; }

  void Decide(const Part& part, PartResult& result) {
    const CaseWork::DecideRow decide_row = [&](const InputRow& row) { DecideRow(row, result); };
    if (part.has_csv_lines()) {
      csv_blocks_->Start(part.lines);
      work_->DecideBlocks(*csv_blocks_, decide_row, result);
      result.units.Add(csv_blocks_->TakeUnits());
    } else if (part.has_lines) {
      ndjson_blocks_->Start(part.lines);
      work_->DecideBlocks(*ndjson_blocks_, decide_row, result);
      ndjson_blocks_->TakeKeys(result.keys);
      result.units.Add(ndjson_blocks_->TakeUnits());
    }
    for (std::size_t i = 0; i < part.used; ++i) DecideRow(part.rows[i], result);
  }

 private:
  void DecideRow(const InputRow& row, PartResult& result) {
    if (row.rejected) return Reject(row.reject, result);
    const Decision& decision = work_->Decide(row.reported);
    const auto bad = strict_ ? RejectForValues(guideline_, row, decision) : std::nullopt;
    if (bad) {
      result.facts.CountRejected(row, decision);
      return Reject(*bad, result);
    }
    result.facts.Count(row, decision);
    result.units.Count(row.place.file, row.reported);
    work_->Add(row, result);
  }

  static void Reject(const RejectedRow& reject, PartResult& part) {
    if (reject.is_blank) {
      ++part.summary.blank_rows;
      return;
    }
    ++part.summary.rejected;
    if (reject.has_end_separator) ++part.summary.with_end_separator;
    part.rejects.Append(RejectText(reject));
    if (!part.first_reject) part.first_reject = reject;
  }

  const Guideline& guideline_;
  std::unique_ptr<CaseWork> work_;
  bool strict_;
  // Without them rows are decided one by one.
  std::unique_ptr<CsvBlocks> csv_blocks_;
  std::unique_ptr<NdjsonBlocks> ndjson_blocks_;
};

/// Reads what one thread decides next; empty at the end of the input.
std::optional<Error> ReadPart(CaseReader& reader, bool takes_lines, Part& part) {
  part.has_lines = false;
  part.used = 0;
  part.rows.resize(kRowsAPart);
  while (part.used < kRowsAPart) {
    if (takes_lines && part.used == 0) {
      const Result<bool> lines = reader.NextLines(part.lines);
      if (!lines) return lines.error();
      part.has_lines = *lines;
      if (*lines) return std::nullopt;
    }
    const Result<bool> more = reader.Next(part.rows[part.used]);
    if (!more) return more.error();
    if (!*more) return std::nullopt;
    ++part.used;
  }
  return std::nullopt;
}

/// A part and what came out.
struct Work {
  explicit Work(const CohortTask& task) : result(task.guideline()) {
    result.tally = task.MakeTally();
  }
  Part part;
  PartResult result;
};

/// Parts are numbered as they are read; results are committed in this order.
class CohortRun {
 public:
  CohortRun(CohortTask& task, CaseReader& reader, const BatchOptions& options)
      : task_(task),
        reader_(reader),
        options_(options),
        finished_(options.threads > 1 && options.helpers != nullptr ? options.threads + 1 : 1),
        report_{RunSummary(task.guideline()), FactTally(task.guideline()), std::nullopt, {}} {}

  Result<BatchReport> Run() {
    reader_.DeferIds();
    RunParts(options_.helpers != nullptr);
    if (options_.helpers != nullptr) options_.helpers->Join();
    if (exception_) std::rethrow_exception(exception_);
    if (commit_error_) return *commit_error_;
    // It stands before the place where reading failed.
    if (const std::optional<Error> problem = reader_.Problem()) return *problem;
    if (read_error_) return *read_error_;
    if (auto error = task_.Finish()) return *error;
    return std::move(report_);
  }

 private:
  void RunParts(bool may_start_threads) {
    try {
      Worker worker(task_, options_);
      auto work = std::make_unique<Work>(task_);
      while (const auto number = TakePart(worker.takes_lines(), work->part)) {
        // Not for a small input: a thread costs more than it saves.
        if (std::exchange(may_start_threads, false) && work->part.is_full()) StartThreads();
        work->result.Clear(task_.guideline());
        work->result.collects_ids = !repeat_found_;
        worker.Decide(work->part, work->result);
        work = HandIn(*number, std::move(work));
        if (work == nullptr) return;
      }
    } catch (...) {
      const std::lock_guard lock(turn_mutex_);
      exception_ = std::current_exception();
      failed_ = true;
      turn_changed_.notify_all();
    }
  }

  /// Where there are no more threads, those that there are do.
  void StartThreads() {
    for (unsigned i = 1; i < options_.threads; ++i) {
      if (!options_.helpers->Start([this] { RunParts(false); })) return;
    }
  }

  /// The part's number; empty where there is no more to do.
  std::optional<std::uint64_t> TakePart(bool takes_lines, Part& part) {
    const std::lock_guard lock(reader_mutex_);
    if (input_ended_ || failed_) return std::nullopt;
    read_error_ = ReadPart(reader_, takes_lines, part);
    input_ended_ = read_error_ || part.is_empty();
    if (input_ended_) return std::nullopt;
    return parts_read_++;
  }

  /// Gives memory for the next part; null where the run has failed. A part that is far ahead of
  /// what is committed waits, so that memory is bounded.
  std::unique_ptr<Work> HandIn(std::uint64_t number, std::unique_ptr<Work> work) {
    std::unique_lock lock(turn_mutex_);
    turn_changed_.wait(lock,
                       [&] { return failed_ || number - parts_committed_ < finished_.size(); });
    if (failed_) return nullptr;
    const auto next = [this]() -> auto& { return finished_[parts_committed_ % finished_.size()]; };
    finished_[number % finished_.size()] = std::move(work);
    while (!is_committing_ && next() != nullptr) {
      work = std::move(next());
      is_committing_ = true;
      lock.unlock();
      Commit(work->part, work->result);
      lock.lock();
      is_committing_ = false;
      ++parts_committed_;
      turn_changed_.notify_all();
      if (failed_) return nullptr;
      unused_.push_back(std::move(work));
    }
    if (unused_.empty()) return std::make_unique<Work>(task_);
    work = std::move(unused_.back());
    unused_.pop_back();
    return work;
  }

  /// By one thread at a time, in the order of the input.
  void Commit(const Part& part, PartResult& result) {
    SeeIds(part, result);
    if (part.has_lines && !part.has_csv_lines()) {
      const std::lock_guard lock(reader_mutex_);
      reader_.SeeKeys(part.lines, result.keys);
      if (reader_.Problem()) {
        failed_ = true;
        return;
      }
    }
    report_.summary.Add(result.summary);
    report_.facts.Add(result.facts);
    report_.units.Add(result.units);
    if (!report_.first_reject) report_.first_reject = result.first_reject;
    commit_error_ = task_.Commit(result);
    if (commit_error_) failed_ = true;
    if (options_.on_progress) {
      options_.on_progress(report_.summary.decided + report_.summary.rejected);
    }
  }

  /// The ids in their order, so that repeats are told whatever the number of threads.
  void SeeIds(const Part& part, const PartResult& result) {
    if (!repeat_found_) {
      const std::size_t first = ids_.FirstRepeat(result.ids.data(), result.ids.size());
      if (first < result.ids.size()) {
        NoticeRepeatedId(part.lines.file, part.lines.LineOfRow(first));
      }
    }
    for (std::size_t i = 0; i < part.used; ++i) {
      const InputRow& row = part.rows[i];
      if (row.rejected || repeat_found_) continue;
      if (!ids_.IsRepeat(RepeatedIds::HashOf(row.reported.id))) continue;
      NoticeRepeatedId(row.place.file, row.place.line);
    }
  }

  void NoticeRepeatedId(const std::string& file, std::uint64_t line) {
    repeat_found_ = true;
    const std::lock_guard lock(reader_mutex_);
    reader_.NoticeRepeatedId(file, line);
  }

  CohortTask& task_;
  CaseReader& reader_;
  const BatchOptions& options_;

  std::mutex reader_mutex_;  // the reader, and:
  std::uint64_t parts_read_ = 0;
  bool input_ended_ = false;
  std::optional<Error> read_error_;

  std::mutex turn_mutex_;
  std::condition_variable turn_changed_;
  std::vector<std::unique_ptr<Work>> finished_;  // from parts_committed_ on, in a ring
  std::vector<std::unique_ptr<Work>> unused_;
  std::uint64_t parts_committed_ = 0;
  bool is_committing_ = false;
  std::exception_ptr exception_;
  std::atomic<bool> failed_ = false;

  // Of the thread that commits.
  BatchReport report_;
  RepeatedIds ids_;
  std::atomic<bool> repeat_found_ = false;
  std::optional<Error> commit_error_;
};

}  // namespace

std::string RejectsHeader() { return "file,line,column,id,reason\n"; }

Result<BatchReport> RunCohort(CohortTask& task, CaseReader& reader, const BatchOptions& options) {
  return CohortRun(task, reader, options).Run();
}

}  // namespace mgl
