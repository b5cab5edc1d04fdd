#include "tools/io/bytes/shared_source.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace mgl {
namespace {

/// One source with the bytes of it that the slower of two readers has not read.
struct SharedBytes {
  std::unique_ptr<ByteSource> source;
  std::string kept;                      // from the slower reader's place on
  std::array<std::size_t, 2> read = {};  // of `kept`, by side
  std::array<bool, 2> is_open = {true, true};
  std::optional<Error> error;
  bool is_at_end = false;

  void Forget() {
    std::size_t least = kept.size();
    for (std::size_t side = 0; side < 2; ++side) {
      if (is_open[side]) least = std::min(least, read[side]);
    }
    // Not for each read: that would move what is kept again and again.
    if (least < kept.size() && least < ByteSource::kChunkBytes) return;
    kept.erase(0, least);
    for (std::size_t& place : read) place -= std::min(place, least);
  }
};

class SideOfSource : public ByteSource {
 public:
  SideOfSource(std::shared_ptr<SharedBytes> bytes, std::size_t side)
      : ByteSource(bytes->source->name()), bytes_(std::move(bytes)), side_(side) {}
  ~SideOfSource() override {
    bytes_->is_open[side_] = false;
    bytes_->Forget();
  }

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    std::size_t& place = bytes_->read[side_];
    if (place == bytes_->kept.size()) {
      if (bytes_->error) return *bytes_->error;
      if (bytes_->is_at_end) return std::size_t{0};
      const Result<std::size_t> got = bytes_->source->Read(buffer, size);
      if (!got) {
        bytes_->error = got.error();
        return got.error();
      }
      bytes_->is_at_end = *got == 0;
      if (bytes_->is_open[1 - side_]) {
        bytes_->kept.append(buffer, *got);
        place += *got;
      }
      return *got;
    }
    const std::size_t taken = std::min(size, bytes_->kept.size() - place);
    std::copy_n(bytes_->kept.begin() + static_cast<std::ptrdiff_t>(place), taken, buffer);
    place += taken;
    bytes_->Forget();
    return taken;
  }

 private:
  std::shared_ptr<SharedBytes> bytes_;
  std::size_t side_;
};

}  // namespace

struct SharedOpeners::State {
  SourceOpener open;
  std::deque<std::shared_ptr<SharedBytes>> sources;  // that some side has not opened yet
  std::array<std::size_t, 2> opened = {};            // by side
  std::size_t first = 0;                             // which one sources.front() is
};

SharedOpeners::SharedOpeners(SourceOpener open) : state_(std::make_shared<State>()) {
  state_->open = std::move(open);
}

SourceOpener SharedOpeners::OpenerOfSide(std::size_t side) const {
  return [state = state_, side](const std::string& name) -> Result<std::unique_ptr<ByteSource>> {
    const std::size_t index = state->opened[side] - state->first;
    if (index == state->sources.size()) {
      Result<std::unique_ptr<ByteSource>> source = state->open(name);
      if (!source) return source.error();
      state->sources.push_back(std::make_shared<SharedBytes>());
      state->sources.back()->source = std::move(*source);
    }
    ++state->opened[side];
    std::unique_ptr<ByteSource> opened =
        std::make_unique<SideOfSource>(state->sources[index], side);
    while (!state->sources.empty() && state->first < std::min(state->opened[0], state->opened[1])) {
      state->sources.pop_front();
      ++state->first;
    }
    return opened;
  };
}

}  // namespace mgl
