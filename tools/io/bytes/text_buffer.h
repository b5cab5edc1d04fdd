// Text that is only added to, without a check for each piece.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace mgl {

/// Texts that may be copied in steps have so many bytes behind them that can be read.
inline constexpr std::size_t kCopyStep = 64;

/// Copies a text with kStep bytes behind it that can be read; returns the end of the copy, behind
/// which as many bytes may be written. Quickest where most texts take one step.
template <std::size_t kStep = kCopyStep>
char* CopyPadded(std::string_view text, char* to) {
  static_assert(kStep <= kCopyStep);
  std::size_t done = 0;
  do {
    std::memcpy(to + done, text.data() + done, kStep);
    done += kStep;
  } while (done < text.size());
  return to + text.size();
}

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
    size_ = static_cast<std::size_t>(CopyPadded(text, bytes_.get() + size_) - bytes_.get());
  }

  /// Where to write at most `size` bytes, to be followed by Took() with their end; kCopyStep bytes
  /// more may be written, and mean nothing.
  char* Room(std::size_t size) {
    MakeRoom(size);
    return bytes_.get() + size_;
  }
  void Took(const char* end) { size_ = static_cast<std::size_t>(end - bytes_.get()); }

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
