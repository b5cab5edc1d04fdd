// What a command has of the machine that it runs on: files, streams, the day, a clock, threads. The
// program `mgl` gives it the real ones, others what they have instead.
#pragma once

#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dsl/text/source.h"
#include "engine/value/calendar.h"
#include "engine/value/result.h"
#include "tools/cohort/cohort_run.h"
#include "tools/commands/guideline_paths.h"
#include "tools/io/bytes/byte_source.h"
#include "tools/io/bytes/named_file.h"
#include "tools/io/bytes/text_sink.h"

namespace mgl {

class SecondProver;

/// Where a command says what it has to say.
struct HostStreams {
  std::istream& in;
  std::ostream& out;  // results
  std::ostream& err;  // messages
  bool out_is_colored = false;
  bool err_is_colored = false;
  bool out_is_terminal = false;  // read by people as it comes
  bool is_quiet = false;         // results and findings only: no summary, no progress
  bool echoes_in = false;        // answers are to be repeated: no terminal shows what is typed
  std::size_t width = 0;         // of a line of `out` in characters; 0: any
};

class Host {
 public:
  explicit Host(const HostStreams& streams)
      : in(streams.in), out(streams.out), err(streams.err), streams_(streams) {}
  virtual ~Host() = default;
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_colored() const { return streams_.out_is_colored; }
  bool err_is_colored() const { return streams_.err_is_colored; }
  bool out_is_terminal() const { return streams_.out_is_terminal; }
  bool is_quiet() const { return streams_.is_quiet; }
  bool echoes_in() const { return streams_.echoes_in; }
  /// How long a line may be, from `least` to 400; `otherwise` where nothing says it.
  std::size_t Width(std::size_t least, std::size_t otherwise) const;

  // Of a path, `-` is standard input or output.
  virtual Result<SourceFile> ReadGuideline(const std::string& path) = 0;
  /// A guideline as it was: `REVISION:PATH`, which Git knows.
  virtual Result<SourceFile> ReadRevision(const std::string& revision_and_path) {
    return Error{"`" + revision_and_path + "` is no file, and there is no Git here", ""};
  }
  virtual Result<std::unique_ptr<ByteSource>> Open(const std::string& path) = 0;
  virtual Result<std::unique_ptr<OutputFile>> Create(const std::string& path) = 0;
  /// Commit() of all, together: none gets its name before all are whole.
  virtual std::optional<Error> CommitAll(std::span<OutputFile* const> files) = 0;
  /// Where an output is an input or another output.
  virtual std::optional<Error> FindOverwrite(const std::vector<NamedFile>& inputs,
                                             const std::vector<NamedFile>& outputs) = 0;
  /// Whether a file can have this name: it is one, or there is nothing of this name.
  virtual bool CanBeFile(const std::string& path) = 0;
  /// Whether there is anything of this name, be it a link to nowhere.
  virtual bool Exists(const std::string& path) = 0;
  /// The guidelines that a file, a folder or a pattern (`g/**/*.mgl`) stands for, in their order.
  virtual GuidelinePaths FindGuidelines(const std::string& name) = 0;
  /// `path` as seen from the folder of the file `from`.
  virtual std::string PathFrom(const std::string& path, const std::string& from) = 0;
  /// Of what `names` stand for, of the level files that hold for it, and of `others`. Null where
  /// files do not change by themselves.
  virtual std::unique_ptr<FileWatch> Watch(const std::vector<std::string>& names,
                                           const std::vector<std::string>& others) = 0;
  /// The `mgl.yaml` that holds for a guideline, and the text of one.
  virtual std::optional<std::string> FindLevelFile(const std::string& linted) = 0;
  virtual Result<std::string> ReadLevelFile(const std::string& path) = 0;

  /// The local date.
  virtual Day Today() = 0;
  /// How late it is, from any begin.
  virtual double Seconds() = 0;
  /// How many threads are good to have.
  virtual unsigned Processors() = 0;
  /// Asked what proofs leave open; null: there is none.
  virtual SecondProver* second_prover() { return nullptr; }
  /// Null: a command has the caller's thread only.
  virtual Helpers* helpers() = 0;
  /// Told during a long run, and once at its end with `is_done`.
  virtual void ShowProgress(std::uint64_t rows, bool is_done) = 0;
  /// Nothing is decided in blocks: for tests.
  virtual bool decides_row_by_row() const = 0;

 private:
  HostStreams streams_;
};

}  // namespace mgl
