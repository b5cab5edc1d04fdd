// An allocation that fails, GMP's too, ends the program: with a message, exit code 2, and no half
// file left behind. At this point nothing may be allocated, and code of libraries that knows no
// exceptions may be on the stack: so the program ends here and now.
#include <unistd.h>

#include <new>
#include <string_view>

#include "tools/commands/commands.h"
#include "tools/doors/cli/number_memory.h"
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

/// Before all other initializers, which allocate too.
[[gnu::constructor(101)]] void EndWhenOutOfMemory() {
  std::set_new_handler(End);
  UseNumberMemory(End);
}

}  // namespace
}  // namespace mgl
