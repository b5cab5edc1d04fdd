// Temporary names, the rename, and the list of temporaries that a signal removes. The list is made
// of plain memory and lock-free atomics, because a signal's handler may use nothing else.
#include "tools/files/atomic_file.h"

#include <fcntl.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): POSIX sigaction is not in <csignal>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <system_error>
#include <utility>
#include <vector>

#include "tools/files/file_identity.h"

namespace mgl {
namespace {

constexpr std::size_t kBufferBytes = 64 * 1024;

Error WriteError(const std::string& name, const std::string& reason, std::string help = "") {
  return {"cannot write `" + name + "`: " + reason, std::move(help)};
}

// --- Temporaries that a signal removes -----------------------------------------------------------

enum class SlotState : int { kFree, kBeingFilled, kPending, kBeingRemoved };

struct Slot {
  std::atomic<SlotState> state = SlotState::kFree;
  char path[PATH_MAX] = {};
};

constexpr int kSlotCount = 16;
constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
Slot slots[kSlotCount];                              // NOLINT: a handler sees only globals
struct sigaction previous_actions[kSignals.size()];  // NOLINT
static_assert(std::atomic<SlotState>::is_always_lock_free);

/// Removes every pending temporary, then lets the signal do what it would have done.
void RemovePendingAndRaise(int signal_number) {
  const int saved_errno = errno;
  AtomicFile::RemoveTemporaries();
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    if (kSignals[i] != signal_number) continue;
    sigaction(signal_number, &previous_actions[i], nullptr);
    previous_actions[i] = {};  // the default, should the previous handler hand back to this one
  }
  errno = saved_errno;
  raise(signal_number);  // delivered when this handler returns, for it is blocked until then
}

/// Called on every Open(), for others may have set handlers since.
void InstallHandlers() {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    struct sigaction current = {};
    sigaction(kSignals[i], nullptr, &current);
    // nohup has SIGHUP ignored: it stays so.
    if (current.sa_handler == SIG_IGN || current.sa_handler == RemovePendingAndRaise) continue;
    previous_actions[i] = current;
    struct sigaction action = {};
    action.sa_handler = RemovePendingAndRaise;
    sigemptyset(&action.sa_mask);
    for (const int other : kSignals) sigaddset(&action.sa_mask, other);
    sigaction(kSignals[i], &action, nullptr);
  }
  for (const int of_write : {SIGPIPE, SIGXFSZ}) {  // the write says it too
    struct sigaction action = {};
    sigaction(of_write, nullptr, &action);
    if (action.sa_handler == SIG_DFL) signal(of_write, SIG_IGN);
  }
}

/// The slot that was taken, or -1 when none is free or the path is too long.
int AddPending(const std::string& path) {
  if (path.size() >= PATH_MAX) return -1;
  for (int i = 0; i < kSlotCount; ++i) {
    SlotState free = SlotState::kFree;
    if (!slots[i].state.compare_exchange_strong(free, SlotState::kBeingFilled)) continue;
    std::memcpy(slots[i].path, path.c_str(), path.size() + 1);
    slots[i].state = SlotState::kPending;
    return i;
  }
  return -1;
}

void RemovePending(int slot) {
  if (slot < 0) return;
  SlotState pending = SlotState::kPending;
  // Fails only while another thread's handler removes it: the program is ending, the slot stays.
  slots[slot].state.compare_exchange_strong(pending, SlotState::kFree);
}

// --- Names ---------------------------------------------------------------------------------------

/// A name beside `target` that no other process and no earlier call uses.
std::string TemporaryName(const std::string& target) {
  static std::atomic<unsigned> count = 0;
  constexpr std::size_t kMaxBaseBytes = 200;       // names may have 255 bytes
  const std::size_t base = target.rfind('/') + 1;  // 0 without a slash
  return target.substr(0, base) + "." + target.substr(base, kMaxBaseBytes) + "." +
         std::to_string(getpid()) + "." + std::to_string(count++) + ".part";
}

/// Holds the signals back that would remove temporaries, while it lives.
class SignalPause {
 public:
  SignalPause() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal_number : kSignals) sigaddset(&signals, signal_number);
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
  }
  ~SignalPause() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalPause(const SignalPause&) = delete;
  SignalPause& operator=(const SignalPause&) = delete;

 private:
  sigset_t before_;
};

}  // namespace

Error FailedWrite(const std::string& name, int code) {
  std::string help;
  if (code == ENOSPC) help = "free some space or write to another disk";
  if (code == ENOENT) help = "create its directory first";
  if (code == EFBIG) help = "`ulimit -f` allows no larger files";
  const bool is_closed_pipe = code == EPIPE;
  return WriteError(
      name, is_closed_pipe ? "nobody reads it any more" : std::generic_category().message(code),
      std::move(help));
}

void AtomicFile::RemoveTemporaries() {
  for (Slot& slot : slots) {
    SlotState pending = SlotState::kPending;
    if (slot.state.compare_exchange_strong(pending, SlotState::kBeingRemoved)) unlink(slot.path);
  }
}

Result<std::unique_ptr<AtomicFile>> AtomicFile::Open(const std::string& path) {
  InstallHandlers();
  if (path == "-") {
    return std::unique_ptr<AtomicFile>(new AtomicFile("standard output", STDOUT_FILENO));
  }
  if (path.empty()) return WriteError(path, "the name is empty");

  std::unique_ptr<AtomicFile> file(new AtomicFile(path, -1));
  struct stat status = {};
  const bool exists = stat(path.c_str(), &status) == 0;
  if ((exists && S_ISDIR(status.st_mode)) || path.back() == '/') {
    return WriteError(path, "it is a directory", "name a file in it");
  }
  if (exists && !S_ISREG(status.st_mode)) {  // a pipe or a device: nothing that could be renamed
    file->descriptor_ = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file->descriptor_ < 0) return FailedWrite(path, errno);
    return file;
  }
  if (exists && access(path.c_str(), W_OK) != 0) return FailedWrite(path, errno);
  if (std::optional<Error> error = file->OpenTemporary(ResolvePath(path))) return *error;
  if (exists) fchmod(file->descriptor_, status.st_mode & 07777);
  return file;
}

std::optional<Error> AtomicFile::OpenTemporary(const std::string& target) {
  target_path_ = target;
  constexpr mode_t kAnyFile = 0666;  // less the umask
  do {
    temporary_path_ = TemporaryName(target);
    pending_slot_ = AddPending(temporary_path_);
    if (pending_slot_ < 0) {
      temporary_path_.clear();
      return WriteError(name_, "too many files are being written, or its path is too long");
    }
    descriptor_ = open(temporary_path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kAnyFile);
    if (descriptor_ >= 0) return std::nullopt;
    RemovePending(std::exchange(pending_slot_, -1));
  } while (errno == EEXIST);
  temporary_path_.clear();
  return FailedWrite(name_, errno);
}

AtomicFile::~AtomicFile() {
  // Standard output, pipes and devices keep what was buffered; a half file is removed.
  if (target_path_.empty() && !error_) WriteOut(std::exchange(buffer_, {}));
  if (descriptor_ >= 0 && descriptor_ != STDOUT_FILENO) close(descriptor_);
  RemoveTemporary();
}

std::optional<Error> AtomicFile::Write(std::string_view text) {
  if (error_) return error_;
  if (buffer_.size() + text.size() > kBufferBytes) {
    WriteOut(buffer_);
    buffer_.clear();
    if (text.size() > kBufferBytes) {
      WriteOut(text);
      return error_;
    }
  }
  buffer_ += text;
  return error_;
}

std::optional<Error> AtomicFile::Finish() {
  WriteOut(std::exchange(buffer_, {}));
  if (descriptor_ >= 0 && descriptor_ != STDOUT_FILENO) {
    // Some file systems tell only now that the disk is full.
    if (close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) Fail(errno);
  }
  if (error_) RemoveTemporary();
  return error_;
}

std::optional<Error> AtomicFile::Rename() {
  if (error_ || target_path_.empty()) return error_;
  // The slot is given back after the rename: a signal between them finds nothing to remove.
  if (rename(temporary_path_.c_str(), target_path_.c_str()) != 0) Fail(errno);
  if (!error_) temporary_path_.clear();
  target_path_.clear();
  RemoveTemporary();
  return error_;
}

std::optional<Error> AtomicFile::Commit() {
  AtomicFile* const file = this;
  return CommitAll({&file, 1});
}

std::optional<Error> AtomicFile::CommitAll(std::span<AtomicFile* const> files) {
  for (AtomicFile* const file : files) {
    if (std::optional<Error> error = file->Finish()) return error;
  }
  // What to say where a rename fails, made before the first: between them no memory is asked for.
  std::vector<std::string> in_place(1);  // before each file
  for (const AtomicFile* file : files) {
    std::string& next = in_place.emplace_back(in_place.back());
    if (file->target_path_.empty()) continue;
    next += (next.empty() ? "`" : ", `") + file->name_ + "`";
  }
  const SignalPause pause;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (std::optional<Error> error = files[i]->Rename()) {
      if (in_place[i].empty()) return error;
      error->help = "already replaced: " + in_place[i] + "; all other files are as they were";
      return error;
    }
  }
  return std::nullopt;
}

void AtomicFile::WriteOut(std::string_view text) {
  while (!error_ && !text.empty()) {
    const ssize_t count = write(descriptor_, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      Fail(errno);
    }
  }
}

void AtomicFile::Fail(int code) {
  if (error_) return;
  closed_pipe_ = code == EPIPE;
  error_ = FailedWrite(name_, code);
}

void AtomicFile::RemoveTemporary() {
  if (!temporary_path_.empty()) unlink(std::exchange(temporary_path_, {}).c_str());
  RemovePending(std::exchange(pending_slot_, -1));
}

}  // namespace mgl
