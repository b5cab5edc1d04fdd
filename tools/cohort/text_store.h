// Texts that are used again and again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/io/bytes/text_buffer.h"

namespace mgl {

/// A text of a store.
struct StoredText {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

/// Behind every text kCopyStep bytes can be read. Memory is bounded: it is to be cleared when it
/// has no more room.
class TextStore {
 public:
  StoredText Keep(std::string_view text) {
    const std::size_t begin = texts_.size() - kCopyStep;
    texts_.resize(begin);
    texts_ += text;
    texts_.append(kCopyStep, '\0');
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())};
  }
  std::string_view Of(StoredText text) const { return {texts_.data() + text.begin, text.size}; }
  bool HasRoom() const { return texts_.size() < kMostBytes; }
  void Clear() { texts_.assign(kCopyStep, '\0'); }

 private:
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20U;
  std::string texts_ = std::string(kCopyStep, '\0');
};

}  // namespace mgl
