#include "tools/files/poll_files.h"

#include <sys/stat.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <thread>
#include <tuple>
#include <utility>

namespace mgl {
namespace {

constexpr std::chrono::milliseconds kEvery(200);
constexpr std::chrono::milliseconds kUntilWhole(50);  // an editor may write in several steps

class Poll : public FileWatch {
 public:
  explicit Poll(std::function<std::vector<std::string>()> list)
      : list_(std::move(list)), seen_(Look()) {}

  void WaitForChange() override {
    States now = Look();
    while (now == seen_) {
      std::this_thread::sleep_for(kEvery);
      now = Look();
    }
    do {
      seen_ = std::move(now);
      std::this_thread::sleep_for(kUntilWhole);
      now = Look();
    } while (now != seen_);
  }

 private:
  /// When it was written, its size, and which file it is; zeros where there is none.
  using State = std::tuple<std::int64_t, std::int64_t, off_t, ino_t>;
  using States = std::map<std::string, State>;

  States Look() const {
    States states;
    for (const std::string& path : list_()) {
      struct stat status = {};
      if (stat(path.c_str(), &status) != 0) status = {};
      states[path] = {status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, status.st_ino};
    }
    return states;
  }

  std::function<std::vector<std::string>()> list_;
  States seen_;
};

}  // namespace

std::unique_ptr<FileWatch> PollFiles(std::function<std::vector<std::string>()> list) {
  return std::make_unique<Poll>(std::move(list));
}

}  // namespace mgl
