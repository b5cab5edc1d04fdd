// While worker threads decide one block of rows, the main thread reads the next; blocks are written
// in order.
#include "tools/batch/batch_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <vector>

#include "tools/io/csv_writer.h"

namespace mgl {
namespace {

constexpr std::size_t kRowsAThread = 512;
using Clock = std::chrono::steady_clock;

/// Rows of one block; the vector keeps its cases' memory between blocks.
struct Block {
  std::vector<InputRow> rows;
  std::size_t used = 0;
};

/// What one thread made of its part of a block.
struct PartResult {
  explicit PartResult(const Guideline& guideline) : summary(guideline) {}
  std::string decisions;
  std::string rejects;
  RunSummary summary;
  std::optional<RejectedRow> first_reject;
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
         const DecisionWriter& writer, bool strict)
      : guideline_(guideline),
        evaluator_(guideline, evaluation),
        writer_(writer),
        strict_(strict) {}

  PartResult Decide(const InputRow* begin, const InputRow* end) {
    PartResult part(guideline_);
    for (const InputRow* row = begin; row != end; ++row) {
      if (row->rejected) {
        Reject(row->reject, part);
        continue;
      }
      evaluator_.DecideInto(row->reported, decision_);
      const auto bad = strict_ ? RejectForValues(guideline_, *row, decision_) : std::nullopt;
      if (bad) {
        Reject(*bad, part);
        continue;
      }
      part.summary.Count(guideline_, decision_);
      writer_.Append(row->reported.id, decision_, part.decisions);
    }
    return part;
  }

 private:
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

Result<bool> ReadBlock(CaseReader& reader, std::size_t size, Block& block) {
  block.rows.resize(size);
  block.used = 0;
  while (block.used < size) {
    const Result<bool> more = reader.Next(block.rows[block.used]);
    if (!more) return more.error();
    if (!*more) return false;
    ++block.used;
  }
  return true;
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
    workers.push_back(
        std::make_unique<Worker>(guideline, evaluation, *outputs.writer, options.strict));
  }
  // One thread reads, decides and writes in turn; several read the next block meanwhile.
  const auto policy = threads == 1 ? std::launch::deferred : std::launch::async;
  Progress progress(options.show_progress);
  Block current;
  Block next;
  Result<bool> more = ReadBlock(reader, kRowsAThread * threads, current);
  if (!more) return more.error();
  while (current.used > 0) {
    std::vector<std::future<PartResult>> parts;
    const std::size_t share = (current.used + threads - 1) / threads;
    for (std::size_t i = 0; i < threads && i * share < current.used; ++i) {
      const InputRow* begin = current.rows.data() + i * share;
      const InputRow* end = current.rows.data() + std::min(current.used, (i + 1) * share);
      Worker* worker = workers[i].get();
      parts.push_back(std::async(policy, [=] { return worker->Decide(begin, end); }));
    }
    next.used = 0;
    Result<bool> read = *more ? ReadBlock(reader, kRowsAThread * threads, next) : *more;
    for (auto& part : parts) {
      if (auto error = Take(part.get(), outputs, report)) return *error;
    }
    if (!read) return read.error();
    more = read;
    std::swap(current, next);
    progress.Update(report.summary.decided + report.summary.rejected);
  }
  progress.Clear();
  report.summary.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace mgl
