// The C functions: every one looks at its pointers and lets nothing through that was thrown.
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsl/compile.h"
#include "tools/commands/guideline_file.h"
#include "tools/doors/library/column_evaluation.h"
#include "tools/doors/library/mgl.h"
#include "tools/files/environment.h"
#include "tools/files/read_source_file.h"
#include "tools/io/cases/name_advice.h"
#include "tools/io/cells/fact_names.h"
#include "tools/version.h"

struct mgl_error {
  std::string message;
};

struct mgl_guideline {
  std::shared_ptr<const mgl::CompiledGuideline> compiled;
  mgl::FactNames names;
  std::string warnings;
  std::string status;

  /// The plan by the options of the last call, and evaluators by it that no call is using.
  mutable std::mutex mutex;
  mutable std::optional<mgl::EvaluationOptions> planned;  // empty: no call so far
  mutable std::shared_ptr<const mgl::BatchPlan> plan;
  mutable std::vector<std::unique_ptr<mgl::ColumnEvaluation>> idle;

  const mgl::Guideline& guideline() const { return compiled->guideline; }
};

namespace mgl {
namespace {

constexpr std::int32_t kNoDay = std::numeric_limits<std::int32_t>::min();
constexpr std::uint32_t kAllGroups = 2 * MGL_COLUMN_BOUNDS - 1;
constexpr std::size_t kMostIdle = 64;

/// How a call failed.
struct Failure {
  mgl_status status;
  std::string message;
};

Failure Invalid(std::string message) { return {MGL_INVALID_ARGUMENT, std::move(message)}; }
Failure FailureOf(mgl_status status, const Error& error) {
  const bool has_help = !error.help.empty();
  return {status, has_help ? error.message + "; " + error.help : error.message};
}

/// The status of `call`, whatever it throws; says why in `error` where there is memory to say it.
template <typename Call>
mgl_status Guarded(mgl_error** error, Call call) noexcept {
  if (error != nullptr) *error = nullptr;
  const auto fail = [error](mgl_status status, const char* message) noexcept {
    try {
      if (error != nullptr) *error = new mgl_error{message};
    } catch (...) {  // without a message, then
    }
    return status;
  };
  try {
    const std::optional<Failure> failure = call();
    return failure ? fail(failure->status, failure->message.c_str()) : MGL_OK;
  } catch (const std::bad_alloc&) {
    return fail(MGL_OUT_OF_MEMORY, "there is not enough memory");
  } catch (const std::exception& thrown) {
    return fail(MGL_INTERNAL_ERROR, thrown.what());
  } catch (...) {
    return fail(MGL_INTERNAL_ERROR, "something was thrown");
  }
}

std::string DiagnosticsText(const CompiledText& text) {
  std::string rendered;
  for (const Diagnostic& diagnostic : text.diagnostics) {
    rendered += RenderText(diagnostic, text.source, false);
    rendered += '\n';
  }
  return rendered;
}

std::optional<Failure> CompileInto(SourceFile source, mgl_guideline** guideline) {
  static const std::optional<Error> kWrongEnvironment = LimitSimdLevelByEnvironment();
  if (kWrongEnvironment) return FailureOf(MGL_INVALID_ARGUMENT, *kWrongEnvironment);
  CompileResult compiled = Compile(std::move(source));
  std::string diagnostics = DiagnosticsText(*compiled.text);
  if (compiled.guideline == nullptr) return Failure{MGL_GUIDELINE_ERRORS, std::move(diagnostics)};
  auto made = std::make_unique<mgl_guideline>();
  made->compiled = std::move(compiled.guideline);
  Result<FactNames> names = FactNames::Make(made->guideline(), {});
  if (!names) return FailureOf(MGL_INTERNAL_ERROR, names.error());
  made->names = std::move(*names);
  made->warnings = std::move(diagnostics);
  made->status = StatusLine(made->guideline().header);
  *guideline = made.release();
  return std::nullopt;
}

/// One `AMBIGUITY=READING`.
std::optional<Failure> AddReading(const Guideline& guideline, const char* text,
                                  EvaluationOptions& options) {
  if (text == nullptr) return Invalid("options: a reading is null");
  if (!AdoptReading(text, guideline, options)) return std::nullopt;
  return Invalid(fmt::format("options: {} has no reading `{}`", guideline.header.name, text));
}

std::optional<Failure> ReadOptions(const Guideline& guideline, const mgl_options& from,
                                   EvaluationOptions& options) {
  if (from.size != sizeof(mgl_options)) return Invalid("options: not made by mgl_options_init");
  if (from.as_of == kNoDay) return Invalid("options: as_of, the day to decide for, is not set");
  if (!IsInCalendar(from.as_of)) {
    return Invalid(fmt::format("options: as_of {} is no day of the years 1 to 9999", from.as_of));
  }
  if ((from.columns & ~kAllGroups) != 0) return Invalid("options: columns has an unknown group");
  if (from.outcomes > MGL_OUTCOMES_AS_TEXTS) return Invalid("options: no such outcomes");
  if (from.floats > MGL_FLOATS_EXACT) return Invalid("options: no such meaning of floats");
  if (from.reading_count > 0 && from.readings == nullptr) {
    return Invalid("options: readings is null");
  }
  options.as_of = from.as_of;
  options.readings.resize(guideline.ambiguities.size());
  for (std::size_t i = 0; i < from.reading_count; ++i) {
    if (auto failure = AddReading(guideline, from.readings[i], options)) return failure;
  }
  return std::nullopt;
}

DecisionGroups GroupsOf(const mgl_options& options) {
  const auto has = [&](std::uint32_t group) { return (options.columns & group) != 0; };
  DecisionGroups groups;
  groups.id = has(MGL_COLUMN_ID);
  groups.scope = has(MGL_COLUMN_SCOPE);
  groups.results = has(MGL_COLUMN_RESULTS);
  groups.rules = has(MGL_COLUMN_RULES);
  groups.rechecks = has(MGL_COLUMN_RECHECKS);
  groups.ask = has(MGL_COLUMN_ASK);
  groups.warnings = has(MGL_COLUMN_WARNINGS);
  groups.bounds = has(MGL_COLUMN_BOUNDS);
  groups.rules_are_texts = options.outcomes == MGL_OUTCOMES_AS_TEXTS;
  return groups;
}

/// Evaluators for one call, which go back to the guideline with it.
class BorrowedEvaluation {
 public:
  BorrowedEvaluation(const mgl_guideline& guideline, EvaluationOptions options)
      : guideline_(guideline), options_(std::move(options)) {
    std::shared_ptr<const BatchPlan> plan;
    {
      // Other calls wait for the plan: it is made once.
      const std::lock_guard lock(guideline_.mutex);
      if (!IsPlanned()) MakePlan();
      if (!guideline_.idle.empty()) {
        evaluation_ = std::move(guideline_.idle.back());
        guideline_.idle.pop_back();
        return;
      }
      plan = guideline_.plan;
    }
    evaluation_ =
        std::make_unique<ColumnEvaluation>(guideline_.guideline(), std::move(plan), options_);
  }
  BorrowedEvaluation(const BorrowedEvaluation&) = delete;
  BorrowedEvaluation& operator=(const BorrowedEvaluation&) = delete;

  ColumnEvaluation& operator*() { return *evaluation_; }

  /// Not after a failure, which may have left anything.
  void GiveBack() {
    const std::lock_guard lock(guideline_.mutex);
    if (!IsPlanned() || guideline_.idle.size() == kMostIdle) return;
    guideline_.idle.push_back(std::move(evaluation_));
  }

 private:
  bool IsPlanned() const {
    const std::optional<EvaluationOptions>& planned = guideline_.planned;
    return planned && planned->as_of == options_.as_of && planned->readings == options_.readings;
  }
  void MakePlan() {
    guideline_.planned.reset();
    guideline_.idle.clear();
    guideline_.plan = BatchPlan::Make(guideline_.guideline(), options_);
    guideline_.planned = options_;
  }

  const mgl_guideline& guideline_;
  EvaluationOptions options_;
  std::unique_ptr<ColumnEvaluation> evaluation_;
};

void Notice(const mgl_options& options, const std::vector<std::string>& ignored) {
  if (options.notice == nullptr) return;
  for (const std::string& name : ignored) {
    const std::string text = fmt::format("column `{}` is no fact and was ignored", name);
    options.notice(options.notice_data, text.c_str());
  }
}

/// A column that looks like the unit of a fact is not ignored.
std::optional<Error> WrongUnits(const mgl_guideline& guideline, const ArrowTable& table,
                                const std::vector<std::string>& ignored) {
  // Facts have their own names here, so only another column can say a unit.
  if (ignored.empty()) return std::nullopt;
  const std::vector<UnitRule> rules(guideline.guideline().facts.size());
  NameAdvice advice(guideline.guideline(), guideline.names, rules, "columns", "column");
  for (const ArrowColumn& column : table.columns) advice.Add(column.name, column.targets);
  for (const std::string& name : ignored) advice.Add(name, nullptr);
  const std::optional<Error> error = advice.WrongUnits();
  if (!error) return std::nullopt;
  return Error{error->message, "a fact's unit is in the column FACT.unit"};
}

std::optional<Failure> Evaluate(const mgl_guideline& guideline, const mgl_options& options,
                                const ArrowSchema& schema, const ArrowArray& array,
                                ArrowSchema& decisions_schema, ArrowArray& decisions) {
  EvaluationOptions evaluation;
  if (auto failure = ReadOptions(guideline.guideline(), options, evaluation)) return failure;
  std::vector<std::string> ignored;
  const Result<ArrowTable> table = ReadArrow(schema, array, guideline.names, ignored);
  if (!table) return FailureOf(MGL_INVALID_COLUMNS, table.error());
  if (const auto error = WrongUnits(guideline, *table, ignored)) {
    return FailureOf(MGL_INVALID_COLUMNS, *error);
  }
  Notice(options, ignored);
  BorrowedEvaluation borrowed(guideline, std::move(evaluation));
  Result<OutputColumn> decided =
      (*borrowed).Decide(*table, GroupsOf(options), static_cast<FloatMeaning>(options.floats));
  if (!decided) return FailureOf(MGL_INVALID_COLUMNS, decided.error());
  borrowed.GiveBack();
  ArrowSchema made{};
  ExportSchema(*decided, made);
  try {
    ExportArray(std::move(*decided), decisions);
  } catch (...) {
    made.release(&made);
    throw;
  }
  decisions_schema = made;
  return std::nullopt;
}

void ExportFacts(const Guideline& guideline, ArrowSchema& schema) {
  BufferMemory memory;
  OutputColumn whole = MakeOutputColumn("", "+s", 0, false, memory);
  const auto add = [&](const std::string& name, const char* format) {
    whole.children.push_back(MakeOutputColumn(name, format, 0, true, memory));
  };
  add("id", "u");
  for (const Fact& fact : guideline.facts) {
    const char* format = "u";
    if (fact.type == FactType::kTruth) format = "b";
    if (fact.type == FactType::kNumber) format = "g";
    if (fact.type == FactType::kDate) format = "tdD";
    add(fact.name, format);
    if (fact.has_unit) add(fact.name + ".unit", "u");
    add(fact.name + ".date", "tdD");
  }
  ExportSchema(whole, schema);
}

}  // namespace
}  // namespace mgl

const char* mgl_version(void) { return mgl::kVersion; }

const char* mgl_error_message(const mgl_error* error) {
  return error == nullptr ? "" : error->message.c_str();
}

void mgl_error_free(mgl_error* error) { delete error; }

mgl_status mgl_guideline_from_text(const char* text, size_t length, const char* name,
                                   mgl_guideline** guideline, mgl_error** error) {
  return mgl::Guarded(error, [&]() -> std::optional<mgl::Failure> {
    if (guideline == nullptr) return mgl::Invalid("guideline is null");
    *guideline = nullptr;
    if (text == nullptr || name == nullptr) return mgl::Invalid("the text or its name is null");
    if (length > mgl::kMaxSourceBytes) return mgl::Invalid("the text is larger than 4 MiB");
    return mgl::CompileInto(mgl::SourceFile(name, std::string(text, length)), guideline);
  });
}

mgl_status mgl_guideline_from_file(const char* path, mgl_guideline** guideline, mgl_error** error) {
  return mgl::Guarded(error, [&]() -> std::optional<mgl::Failure> {
    if (guideline == nullptr) return mgl::Invalid("guideline is null");
    *guideline = nullptr;
    if (path == nullptr) return mgl::Invalid("path is null");
    mgl::Result<mgl::SourceFile> source = mgl::ReadGuidelineFiles(path);
    if (!source) return mgl::FailureOf(MGL_UNREADABLE_FILE, source.error());
    return mgl::CompileInto(std::move(*source), guideline);
  });
}

void mgl_guideline_free(mgl_guideline* guideline) { delete guideline; }

const char* mgl_guideline_name(const mgl_guideline* guideline) {
  return guideline == nullptr ? "" : guideline->guideline().header.name.c_str();
}

const char* mgl_guideline_version(const mgl_guideline* guideline) {
  return guideline == nullptr ? "" : guideline->guideline().header.version.c_str();
}

const char* mgl_guideline_status(const mgl_guideline* guideline) {
  return guideline == nullptr ? "" : guideline->status.c_str();
}

const char* mgl_guideline_warnings(const mgl_guideline* guideline) {
  return guideline == nullptr ? "" : guideline->warnings.c_str();
}

void mgl_options_init(mgl_options* options) {
  if (options == nullptr) return;
  *options = {};
  options->size = sizeof(mgl_options);
  options->as_of = mgl::kNoDay;
  options->columns = mgl::kAllGroups & ~MGL_COLUMN_BOUNDS;
}

mgl_status mgl_guideline_facts(const mgl_guideline* guideline, struct ArrowSchema* schema,
                               mgl_error** error) {
  return mgl::Guarded(error, [&]() -> std::optional<mgl::Failure> {
    if (schema == nullptr) return mgl::Invalid("schema is null");
    *schema = {};
    if (guideline == nullptr) return mgl::Invalid("guideline is null");
    mgl::ExportFacts(guideline->guideline(), *schema);
    return std::nullopt;
  });
}

mgl_status mgl_evaluate(const mgl_guideline* guideline, const mgl_options* options,
                        const struct ArrowSchema* schema, const struct ArrowArray* array,
                        struct ArrowSchema* decisions_schema, struct ArrowArray* decisions,
                        mgl_error** error) {
  return mgl::Guarded(error, [&]() -> std::optional<mgl::Failure> {
    if (decisions_schema != nullptr) *decisions_schema = {};
    if (decisions != nullptr) *decisions = {};
    if (guideline == nullptr || options == nullptr || schema == nullptr || array == nullptr ||
        decisions_schema == nullptr || decisions == nullptr) {
      return mgl::Invalid("an argument is null");
    }
    return mgl::Evaluate(*guideline, *options, *schema, *array, *decisions_schema, *decisions);
  });
}
