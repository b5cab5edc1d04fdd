// Where text goes that is made bit by bit.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/value/result.h"

namespace mgl {

class TextSink {
 public:
  virtual ~TextSink() = default;
  /// Adds `text` at the end. The reason when an earlier or this write failed; after that nothing
  /// more is written.
  [[nodiscard]] virtual std::optional<Error> Write(std::string_view text) = 0;
};

/// A file that is being written; it gets its name when it is whole.
class OutputFile : public TextSink {
 public:
  /// Empty on success, and only then the file is there. Nothing may be written after it.
  [[nodiscard]] virtual std::optional<Error> Commit() = 0;
  /// Whether a write failed because nobody reads the other end any more (`mgl run … | head`).
  virtual bool closed_pipe() const = 0;
};

/// Keeps the text.
class StringSink : public TextSink {
 public:
  std::optional<Error> Write(std::string_view text) override {
    text_ += text;
    return std::nullopt;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace mgl
