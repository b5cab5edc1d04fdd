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
