// Bytes in order, wherever they come from.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "engine/value/result.h"

namespace mgl {

/// A stream of bytes that is read once, from front to back, in constant memory.
class ByteSource {
 public:
  /// How much is read from the system at once, and a good size to ask for.
  static constexpr std::size_t kChunkBytes = 256 * 1024;

  /// The bytes of `text`, as they are; `name` stands for the path in messages.
  static std::unique_ptr<ByteSource> FromString(std::string text, std::string name);

  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// Writes at least 1 and at most `size` (> 0) bytes to `buffer`; returns how many, 0 at the end.
  /// An error is final: what was read before it is not known to be all there is.
  virtual Result<std::size_t> Read(char* buffer, std::size_t size) = 0;

  /// The path, or `standard input`: for messages.
  const std::string& name() const { return name_; }

 protected:
  explicit ByteSource(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
};

/// Opens what has this name; the error says why it cannot be read.
using SourceOpener = std::function<Result<std::unique_ptr<ByteSource>>(const std::string& name)>;

}  // namespace mgl
