// A file that appears whole under its name, or not at all.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/value/result.h"
#include "tools/io/bytes/text_sink.h"

namespace mgl {

/// Why `name` cannot be written, after a call that failed with `code` (errno).
Error FailedWrite(const std::string& name, int code);

/// Written beside the target under a temporary name, renamed by Commit(). Without Commit() the
/// target stays as it was and the temporary is removed: on destruction, and when SIGINT, SIGTERM,
/// SIGHUP, SIGQUIT or SIGXCPU ends the program. The target gets the permissions of the file it
/// replaces, or those of any new file (umask). A link is followed: what it points to is replaced.
/// Guards against interruption of the program, not against loss of power.
///
/// `-` is standard output; it, pipes and devices are written as the data comes and keep what was
/// written. From the first Open() on, SIGPIPE and SIGXFSZ are ignored (the write fails instead)
/// unless the program handles them itself.
class AtomicFile : public OutputFile {
 public:
  static Result<std::unique_ptr<AtomicFile>> Open(const std::string& path);

  ~AtomicFile() override;
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// As TextSink's, buffered. It fails where the disk is full or the reader of the pipe gone.
  [[nodiscard]] std::optional<Error> Write(std::string_view text) override;

  /// Writes what is buffered and gives the file its name. Empty on success, and only then the
  /// target is replaced. Nothing may be written after it.
  [[nodiscard]] std::optional<Error> Commit() override;

  /// Commit() of all, together: no target is replaced before everything is written, closed and
  /// known to be whole. Where a rename fails after others were done, the error's help says which.
  [[nodiscard]] static std::optional<Error> CommitAll(std::span<AtomicFile* const> files);

  /// Removes the temporaries of all files that are being written, for a program that ends at once.
  /// Safe in a signal's handler.
  static void RemoveTemporaries();

  bool closed_pipe() const override { return closed_pipe_; }

 private:
  AtomicFile(std::string name, int descriptor) : name_(std::move(name)), descriptor_(descriptor) {}

  std::optional<Error> Finish();
  std::optional<Error> Rename();
  std::optional<Error> OpenTemporary(const std::string& target);
  void WriteOut(std::string_view text);
  void Fail(int code);
  void RemoveTemporary();

  std::string name_;            // as messages name it
  int descriptor_;              // -1: closed
  std::string target_path_;     // empty: written directly, nothing to rename
  std::string temporary_path_;  // empty: none is left
  int pending_slot_ = -1;       // in the list of what a signal removes
  std::string buffer_;
  std::optional<Error> error_;
  bool closed_pipe_ = false;
};

}  // namespace mgl
