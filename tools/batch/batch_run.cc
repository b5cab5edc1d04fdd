// While worker threads decide their parts of the input, the main thread reads the next ones; what
// they made is written in order.
#include "tools/batch/batch_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <vector>

#include "tools/batch/line_decider.h"
#include "tools/io/cohort.h"
#include "tools/io/csv_writer.h"

namespace mgl {
namespace {

constexpr std::size_t kRowsAPart = 512;
using Clock = std::chrono::steady_clock;

/// What one thread decides at a time: plain lines, or rows that were read one by one.
struct Part {
  CsvLines lines;
  bool has_lines = false;
  std::vector<InputRow> rows;  // keeps its cases' memory
  std::size_t used = 0;        // of rows
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
  for (std::size_t i = 0; i < decision.facts.size(); ++i) {
    const bool bad_date = !row.reported.facts[i].date_problem.empty();
    if (!IsBadValue(decision.facts[i].state) && !bad_date) continue;
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

void AppendReject(const RejectedRow& reject, std::string& out) {
  AppendCsvField(out, reject.place.file);
  out += fmt::format(",{},", reject.place.line);
  if (reject.place.column > 0) out += std::to_string(reject.place.column);
  out += ',';
  AppendCsvField(out, reject.id);
  out += ',';
  AppendCsvField(out, reject.reason);
  out += '\n';
}

/// One thread's evaluator and its results.
class Worker {
 public:
  Worker(const Guideline& guideline, const EvaluationOptions& evaluation,
         const BatchOutputs& outputs, bool strict)
      : guideline_(guideline),
        evaluator_(guideline, evaluation),
        writer_(*outputs.writer),
        strict_(strict) {
    if (outputs.csv_layout == nullptr) return;
    lines_ = LineDecider::Make(guideline, evaluation, *outputs.csv_layout);
  }

  bool takes_lines() const { return lines_ != nullptr; }

  PartResult Decide(const Part& part) {
    PartResult result(guideline_);
    if (part.has_lines) {
      const auto decide_row = [&](const InputRow& row) { DecideRow(row, result); };
      lines_->Decide(part.lines, decide_row, result);
    }
    for (std::size_t i = 0; i < part.used; ++i) DecideRow(part.rows[i], result);
    return result;
  }

 private:
  void DecideRow(const InputRow& row, PartResult& result) {
    if (row.rejected) return Reject(row.reject, result);
    evaluator_.DecideInto(row.reported, decision_);
    const auto bad = strict_ ? RejectForValues(guideline_, row, decision_) : std::nullopt;
    if (bad) return Reject(*bad, result);
    result.summary.Count(guideline_, decision_);
    writer_.Append(row.reported.id, decision_, result.decisions);
  }

  static void Reject(const RejectedRow& reject, PartResult& part) {
    ++part.summary.rejected;
    AppendReject(reject, part.rejects);
    if (!part.first_reject) part.first_reject = reject;
  }

  const Guideline& guideline_;
  ScalarEvaluator evaluator_;
  Decision decision_;  // of the case at hand; its memory is used again
  const DecisionWriter& writer_;
  bool strict_;
  std::unique_ptr<LineDecider> lines_;  // null: rows are decided one by one
};

class Progress {
 public:
  explicit Progress(bool shown) : shown_(shown) {}
  void Update(std::uint64_t rows) {
    if (!shown_) return;
    const auto now = Clock::now();
    if (now - start_ < std::chrono::seconds(1) || now - last_ < std::chrono::milliseconds(250)) {
      return;
    }
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - start_).count();
    const std::string line =
        fmt::format("{} rows, {:.0f} rows per second", rows, static_cast<double>(rows) / seconds);
    std::fprintf(stderr, "\r%-60s", line.c_str());
    visible_ = true;
  }
  void Clear() {
    if (visible_) std::fprintf(stderr, "\r%-60s\r", "");
  }

 private:
  bool shown_;
  bool visible_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
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

/// The ids in their order, so that repeats are told whatever the number of threads.
void SeeIds(const Part& part, const PartResult& result, CaseReader& reader) {
  for (const PartResult::SeenId& id : result.ids) {
    reader.SeeId(id.hash, part.lines.layout->file, id.line);
  }
  for (std::size_t i = 0; i < part.used; ++i) {
    const InputRow& row = part.rows[i];
    if (row.rejected) continue;
    reader.SeeId(RepeatedIds::HashOf(row.reported.id), row.place.file, row.place.line);
  }
}

/// Writes a part and adds it to the report; the error of a failed write.
std::optional<Error> Take(PartResult part, const BatchOutputs& outputs, BatchReport& report) {
  report.summary.Add(part.summary);
  if (!report.first_reject) report.first_reject = std::move(part.first_reject);
  if (outputs.rejects != nullptr && !part.rejects.empty()) {
    if (auto error = outputs.rejects->Write(part.rejects)) return error;
  }
  return outputs.decisions->Write(part.decisions);
}

}  // namespace

std::string RejectsHeader() { return "file,line,column,id,reason\n"; }

Result<BatchReport> RunBatch(const Guideline& guideline, const EvaluationOptions& evaluation,
                             CaseReader& reader, const BatchOutputs& outputs,
                             const BatchOptions& options) {
  BatchReport report{RunSummary(guideline), std::nullopt};
  const auto start = Clock::now();
  const std::size_t threads = std::max(1U, options.threads);
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    workers.push_back(std::make_unique<Worker>(guideline, evaluation, outputs, options.strict));
  }
  const bool takes_lines = workers.front()->takes_lines();
  reader.DeferIds();
  // One thread reads, decides and writes in turn; several read the next parts meanwhile.
  const auto policy = threads == 1 ? std::launch::deferred : std::launch::async;
  Progress progress(options.show_progress);
  std::vector<Part> current(threads);
  std::vector<Part> next(threads);
  const auto read_all = [&](std::vector<Part>& parts) -> std::optional<Error> {
    for (Part& part : parts) {
      if (auto error = ReadPart(reader, takes_lines, part)) return error;
    }
    return std::nullopt;
  };
  if (auto error = read_all(current)) return *error;
  while (current.front().has_lines || current.front().used > 0) {
    std::vector<std::future<PartResult>> results;
    for (std::size_t i = 0; i < threads; ++i) {
      const Part* part = &current[i];
      Worker* worker = workers[i].get();
      results.push_back(std::async(policy, [=] { return worker->Decide(*part); }));
    }
    const std::optional<Error> read_error = read_all(next);
    for (std::size_t i = 0; i < threads; ++i) {
      PartResult result = results[i].get();
      SeeIds(current[i], result, reader);
      if (auto error = Take(std::move(result), outputs, report)) return *error;
    }
    if (read_error) return *read_error;
    std::swap(current, next);
    progress.Update(report.summary.decided + report.summary.rejected);
  }
  progress.Clear();
  report.summary.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace mgl
