// A small guideline in the library, and what it says of columns, for tests.
#pragma once

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/tools/doors/library/arrow_columns.h"

namespace mgl {

inline constexpr const char* kText = R"(guideline small "Small"
  language mgl 1
  version 1.0.0
  status draft

fact level "Level" in mg/dL
fact pain "Pain" is yes/no
fact seen "Seen" is date
fact sex "Sex" is one of (female "Female", male "Male")
threshold low "Low" level below 1.2 mg/dL
rule treat "Treat"
  when low and pain
  then refer "Now"
)";

/// Says no more than its status where `error` is not asked for.
struct Said {
  ~Said() { mgl_error_free(error); }
  std::string message() const { return mgl_error_message(error); }
  mgl_error* error = nullptr;
};

struct Handle {
  Handle() {
    mgl_guideline_from_text(kText, std::string(kText).size(), "small.mgl", &guideline, nullptr);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { mgl_guideline_free(guideline); }
  mgl_guideline* guideline = nullptr;
};

inline mgl_options OptionsOfADay() {
  mgl_options options;
  mgl_options_init(&options);
  options.as_of = 20513;
  return options;
}

inline std::vector<TestColumn> OneColumn(const std::string& name, const std::string& format,
                                         const Cells& cells) {
  std::mt19937_64 random(1);
  std::vector<TestColumn> columns;
  columns.push_back(MakeColumn(name, format, cells, 0, random));
  return columns;
}

/// The error's message; empty where the table is decided.
inline std::string Decide(const ArrowSchema& schema, const ArrowArray& array,
                          mgl_status wanted = MGL_INVALID_COLUMNS) {
  const Handle handle;
  const mgl_options options = OptionsOfADay();
  TestDecisions decisions;
  Said said;
  const mgl_status status = mgl_evaluate(handle.guideline, &options, &schema, &array,
                                         &decisions.schema, &decisions.array, &said.error);
  if (status == MGL_OK) return "";
  CHECK(status == wanted);
  CHECK((decisions.schema.release == nullptr));
  CHECK((decisions.array.release == nullptr));
  return said.message();
}
inline std::string Decide(const TestTable& table) { return Decide(table.schema, table.array); }

/// After something was changed in a table of one column.
template <typename Change>
std::string DecideChanged(const std::string& format, const Cells& cells, Change change) {
  TestTable table(OneColumn(format == "b" ? "pain" : "level", format, cells),
                  static_cast<std::int64_t>(cells.size()));
  change(table);
  return Decide(table);
}

}  // namespace mgl
