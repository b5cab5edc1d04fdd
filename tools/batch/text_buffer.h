// Text that is only added to, without a check for each piece.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace mgl {

/// Texts that may be copied in steps have so many bytes behind them that can be read.
inline constexpr std::size_t kCopyStep = 32;

class TextBuffer {
 public:
  std::string_view text() const { return {bytes_.get(), size_}; }
  void Clear() { size_ = 0; }

  void Append(std::string_view text) {
    if (text.empty()) return;
    MakeRoom(text.size());
    std::memcpy(bytes_.get() + size_, text.data(), text.size());
    size_ += text.size();
  }
  /// The same for a short text with kCopyStep bytes behind it that can be read.
  void AppendPadded(std::string_view text) {
    MakeRoom(text.size());
    char* const to = bytes_.get() + size_;
    std::size_t done = 0;
    do {
      std::memcpy(to + done, text.data() + done, kCopyStep);
      done += kCopyStep;
    } while (done < text.size());
    size_ += text.size();
  }

 private:
  void MakeRoom(std::size_t size) {
    if (capacity_ - size_ < size + kCopyStep) Grow(size + kCopyStep);
  }
  void Grow(std::size_t more) {
    const std::size_t capacity = std::max(2 * capacity_, size_ + more);
    auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
    if (size_ > 0) std::memcpy(bytes.get(), bytes_.get(), size_);
    bytes_ = std::move(bytes);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> bytes_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace mgl
