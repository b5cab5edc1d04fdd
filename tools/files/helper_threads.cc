#include "tools/files/helper_threads.h"

#include <system_error>
#include <utility>

namespace mgl {

bool HelperThreads::Start(std::function<void()> work) {
  try {
    threads_.emplace_back(std::move(work));
  } catch (const std::system_error&) {
    return false;  // the machine has no more threads
  }
  return true;
}

void HelperThreads::Join() {
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace mgl
