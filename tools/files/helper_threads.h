// The threads of this machine, for runs.
#pragma once

#include <functional>
#include <thread>
#include <vector>

#include "tools/cohort/cohort_run.h"

namespace mgl {

/// Its user calls Join() before it goes.
class HelperThreads : public Helpers {
 public:
  bool Start(std::function<void()> work) override;
  void Join() override;

 private:
  std::vector<std::thread> threads_;
};

}  // namespace mgl
