// Loaded before a program (LD_PRELOAD), makes one of its calls fail: the MGL_FAULT_AT-th (from 1)
// of the kind MGL_FAULT_KIND: allocate, open, read, write, close, rename, thread. Where
// MGL_FAULT_COUNTS names a file, nothing fails, and the number of calls of each kind is written to
// it.
#include <fcntl.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <dlfcn.h>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): the names of glibc
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)
}

namespace {

enum Kind { kAllocate, kOpen, kRead, kWrite, kClose, kRename, kThread, kKinds };
constexpr const char* kNames[kKinds] = {"allocate", "open",   "read",  "write",
                                        "close",    "rename", "thread"};
std::atomic<long> calls[kKinds];

/// Counts the call; whether it is to fail. Called before main too: nothing here allocates.
bool Fails(Kind kind) {
  static const char* const wanted = getenv("MGL_FAULT_KIND");
  static const char* const at = getenv("MGL_FAULT_AT");
  const long number = ++calls[kind];
  if (wanted == nullptr || at == nullptr || strcmp(wanted, kNames[kind]) != 0) return false;
  return number == atol(at);
}

/// -1 with this errno where the call is to fail.
long Call(Kind kind, int error, long number, long a, long b, long c, long d) {
  if (Fails(kind)) {
    errno = error;
    return -1;
  }
  return syscall(number, a, b, c, d);
}

[[gnu::destructor]] void WriteCounts() {
  const char* const path = getenv("MGL_FAULT_COUNTS");
  if (path == nullptr) return;
  const long file = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  for (int kind = 0; kind < kKinds; ++kind) {
    char line[64];
    const int size = snprintf(line, sizeof line, "%s %ld\n", kNames[kind], calls[kind].load());
    syscall(SYS_write, file, line, size);
  }
  syscall(SYS_close, file);
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) {
  if (!Fails(kAllocate)) return __libc_malloc(size);
  errno = ENOMEM;
  return nullptr;
}

void* calloc(std::size_t count, std::size_t size) {
  if (!Fails(kAllocate)) return __libc_calloc(count, size);
  errno = ENOMEM;
  return nullptr;
}

void* realloc(void* memory, std::size_t size) {
  if (!Fails(kAllocate)) return __libc_realloc(memory, size);
  errno = ENOMEM;
  return nullptr;
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  if (!Fails(kAllocate)) return __libc_memalign(alignment, size);
  errno = ENOMEM;
  return nullptr;
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t size) {
  *memory = Fails(kAllocate) ? nullptr : __libc_memalign(alignment, size);
  return *memory == nullptr ? ENOMEM : 0;
}

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
  va_end(arguments);
  return static_cast<int>(
      Call(kOpen, EMFILE, SYS_openat, AT_FDCWD, reinterpret_cast<long>(path), flags, mode));
}

ssize_t read(int file, void* buffer, std::size_t size) {
  return Call(kRead, EIO, SYS_read, file, reinterpret_cast<long>(buffer), static_cast<long>(size),
              0);
}

ssize_t write(int file, const void* buffer, std::size_t size) {
  return Call(kWrite, ENOSPC, SYS_write, file, reinterpret_cast<long>(buffer),
              static_cast<long>(size), 0);
}

int close(int file) { return static_cast<int>(Call(kClose, EIO, SYS_close, file, 0, 0, 0)); }

int rename(const char* from, const char* to) {
  return static_cast<int>(Call(kRename, EACCES, SYS_renameat, AT_FDCWD,
                               reinterpret_cast<long>(from), AT_FDCWD, reinterpret_cast<long>(to)));
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                   void* argument) {
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto create = reinterpret_cast<Create>(dlsym(RTLD_NEXT, "pthread_create"));
  return Fails(kThread) ? EAGAIN : create(thread, attributes, run, argument);
}

}  // extern "C"
