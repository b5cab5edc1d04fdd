// An allocation that fails, GMP's too, ends the program: with a message, exit code 2, and no half
// file left behind. At this point nothing may be allocated, and code of libraries that knows no
// exceptions may be on the stack: so the program ends here and now.
#include <gmp.h>
#include <unistd.h>

#include <cstdlib>
#include <new>
#include <string_view>

#include "tools/commands/commands.h"
#include "tools/files/atomic_file.h"

namespace mgl {
namespace {

[[noreturn]] void End() {
  constexpr std::string_view kMessage =
      "mgl: there is not enough memory\n  use fewer --threads, or a machine with more\n";
  AtomicFile::RemoveTemporaries();
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, kMessage.data(), kMessage.size());
  _exit(kExitUnusable);
}

void* Allocate(std::size_t size) {
  void* const memory = std::malloc(size);
  if (memory == nullptr) End();
  return memory;
}

void* Reallocate(void* memory, std::size_t /*old_size*/, std::size_t size) {
  void* const more = std::realloc(memory, size);
  if (more == nullptr) End();
  return more;
}

void Free(void* memory, std::size_t /*size*/) { std::free(memory); }

/// Before all other initializers, which allocate too.
[[gnu::constructor(101)]] void EndWhenOutOfMemory() {
  std::set_new_handler(End);
  mp_set_memory_functions(Allocate, Reallocate, Free);
}

}  // namespace
}  // namespace mgl
