// What each command means: its options, as they are written, and a function that does it. Returns
// the exit code; results go to the host's `out`, messages to its `err`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/commands/host.h"

namespace mgl {

inline constexpr int kExitDone = 0;
inline constexpr int kExitFindings = 1;
inline constexpr int kExitUnusable = 2;  // the command or a file could not be used
inline constexpr int kExitRejectedRows = 3;

/// How cases are read and decided.
struct CaseArguments {
  std::string input;                  // a format; empty: by content and name
  std::string as_of;                  // empty: today
  std::vector<std::string> mappings;  // FACT=COLUMN
  std::vector<std::string> readings;  // AMBIGUITY=READING
  std::vector<std::string> units;     // FACT=UNIT or SPELLING=UNIT
  std::vector<std::string> missing_marks;
  bool decimal_comma = false;
  std::string date_format;  // dmy, mdy, ymd; empty: dates with one reading
  std::string encoding;     // empty: UTF-8
  bool has_end_separators = false;
};

struct NewArguments {
  std::string name;
};
/// A guideline to start from.
int NewCommand(const NewArguments& arguments, Host& host);

struct LintArguments {
  std::vector<std::string> files;
  std::string format = "text";
  std::string explain;
  bool list_rules = false;
  bool show_infos = false;
  bool fix = false;               // mend what has one right form
  bool diff = false;              // show what `fix` would change
  std::string fail_on = "error";  // a level, or never
  std::string baseline;           // empty: none
  bool write_baseline = false;
  bool timing = false;
  bool watch = false;
  bool together = false;  // also what the files say together
  std::string as_of;
  std::string level_file;
  bool no_level_file = false;
  std::vector<std::string> levels;
};
/// What is wrong in texts; or what findings there are (`list_rules`), or what one means
/// (`explain`).
int LintCommand(const LintArguments& arguments, Host& host);

struct FmtArguments {
  std::vector<std::string> files;
  bool check = false;
  bool flatten = false;
};
/// The one layout of guideline files.
int FmtCommand(const FmtArguments& arguments, Host& host);

struct AdaptArguments {
  std::string action;  // pin, status, update
  std::string guideline;
  std::string format = "text";
};
/// A local version and the guideline that it adapts.
int AdaptCommand(const AdaptArguments& arguments, Host& host);

struct RunArguments : CaseArguments {
  std::string guideline;
  std::vector<std::string> cases;
  std::string output = "-";
  std::string format;  // empty: table on a terminal, else csv
  std::string cells = "long";
  std::optional<std::string> columns;
  std::string rejects;
  std::string summary;
  bool strict = false;
  unsigned threads = 0;
};
/// Cases in batch.
int RunCommand(const RunArguments& arguments, Host& host);

struct SensitivityArguments : CaseArguments {
  std::string guideline;
  std::vector<std::string> cases;
  std::string output = "-";
  std::string format = "text";
  bool every_bound = false;  // also numbers that are not said to be assumed
  std::string rejects;
  bool strict = false;
  unsigned threads = 0;
};
/// What decisions of a cohort hang on, and what is worth settling first.
int SensitivityCommand(const SensitivityArguments& arguments, Host& host);

struct TestArguments {
  std::vector<std::string> files;
  std::string format = "text";
  std::string as_of;
  std::string filter;
  bool coverage = false;
  std::string at_least;  // percent, or empty
  bool generate = false;
  std::string out;  // where generated examples go; empty: standard output
  bool mutate = false;
  std::size_t mutants = 1000;  // that are tried at most
};
/// Whether guidelines decide what their examples expect.
int TestCommand(const TestArguments& arguments, Host& host);

struct ExplainArguments : CaseArguments {
  std::string guideline;
  std::vector<std::string> cases;
  std::vector<std::string> ids;
  bool all = false;
  std::vector<std::string> of;  // names of outcomes; empty: all
  bool is_short = false;
  std::string format = "text";
};
/// Single cases, every outcome and why.
int ExplainCommand(const ExplainArguments& arguments, Host& host);

struct AskArguments {
  std::string guideline;
  std::string as_of;
  std::vector<std::string> readings;
  std::vector<std::string> givens;
  std::string save;
  bool all = false;
};
/// A consultation over `in` and `out`.
int AskCommand(const AskArguments& arguments, Host& host);

struct DiffArguments {
  std::string old_version;  // a file, or REVISION:PATH
  std::string new_version;  // empty: the old one, read otherwise
  bool upstream = false;    // old_version is a local version, compared with what it adapts
  std::string format = "text";
  std::string as_of;
  std::vector<std::string> old_readings;  // AMBIGUITY=READING
  std::vector<std::string> new_readings;
  std::vector<std::string> cases;  // files of a cohort
  CaseArguments reading;           // how they are read: no day, no readings
  std::string output;              // where both decisions go of those who are decided differently
  unsigned threads = 0;
};
/// What a change of a guideline means for patients.
int DiffCommand(const DiffArguments& arguments, Host& host);

struct TraceArguments {
  std::string guideline;
  std::string source;
  std::string format = "text";
  std::string output = "-";
};
/// Which place of the source became what.
int TraceCommand(const TraceArguments& arguments, Host& host);

struct GraphArguments {
  std::string guideline;
  std::string format = "text";
  std::vector<std::string> of;
  bool stats = false;
};
/// What depends on what.
int GraphCommand(const GraphArguments& arguments, Host& host);

struct FactsArguments {
  std::string guideline;
  std::string format = "text";
  bool full = false;
  bool used = false;
};
/// The input that a guideline needs.
int FactsCommand(const FactsArguments& arguments, Host& host);

struct UnitsArguments {
  std::vector<std::string> operands;  // VALUE FROM TO; VALUE and TO may be left away
  std::string substance;              // NAME, or NAME,MOLAR_MASS,VALENCE
  bool strict = false;                // UCUM only
  bool batch = false;                 // lines of `in`
};
/// Units checked, explained, converted.
int UnitsCommand(const UnitsArguments& arguments, Host& host);

}  // namespace mgl
