// A set of small numbers that is emptied without touching its members.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace mgl {

class Marks {
 public:
  explicit Marks(std::size_t size) : marked_(size, 0) {}
  void Clear() { ++round_; }
  /// False where it was marked before.
  bool Mark(std::size_t index) {
    if (marked_[index] == round_) return false;
    marked_[index] = round_;
    return true;
  }
  bool Has(std::size_t index) const { return marked_[index] == round_; }

 private:
  std::vector<std::uint64_t> marked_;
  std::uint64_t round_ = 1;
};

}  // namespace mgl
