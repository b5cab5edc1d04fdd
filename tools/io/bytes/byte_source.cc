#include "tools/io/bytes/byte_source.h"

#include <utility>

namespace mgl {
namespace {

class StringSource : public ByteSource {
 public:
  StringSource(std::string text, std::string name)
      : ByteSource(std::move(name)), text_(std::move(text)) {}

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    const std::size_t count = text_.copy(buffer, size, position_);
    position_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t position_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> ByteSource::FromString(std::string text, std::string name) {
  return std::make_unique<StringSource>(std::move(text), std::move(name));
}

}  // namespace mgl
