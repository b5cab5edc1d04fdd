// Bytes that two readers read, each at its own pace: opened once, so that pipes can be read too.
#pragma once

#include <memory>

#include "tools/io/bytes/byte_source.h"

namespace mgl {

/// What the first and the second reader open by the same names, in the same order. What one is
/// ahead of the other is kept. Not for two threads at once.
class SharedOpeners {
 public:
  explicit SharedOpeners(SourceOpener open);

  SourceOpener First() const { return OpenerOfSide(0); }
  SourceOpener Second() const { return OpenerOfSide(1); }

 private:
  struct State;
  SourceOpener OpenerOfSide(std::size_t side) const;

  std::shared_ptr<State> state_;
};

}  // namespace mgl
