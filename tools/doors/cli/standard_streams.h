// Standard input, output and error as a program can rely on them.
#pragma once

#include <optional>
#include <streambuf>
#include <string>

#include "engine/value/result.h"

namespace mgl {

/// Opens the standard streams that are closed (`mgl … >&-`) onto /dev/null, so that no file that is
/// opened later gets their numbers. Reading the input that was closed fails, and so does writing to
/// the output that was; what is written to a closed standard error goes nowhere. False where there
/// is no /dev/null.
bool OpenClosedStreams();

/// While it lives, std::cout writes to standard output through it, and why that failed is known.
class StandardOutput : public std::streambuf {
 public:
  StandardOutput();
  ~StandardOutput() override;
  StandardOutput(const StandardOutput&) = delete;
  StandardOutput& operator=(const StandardOutput&) = delete;

  /// Writes what is buffered; why this or an earlier write failed.
  std::optional<Error> Finish();

 protected:
  int_type overflow(int_type byte) override;
  int sync() override;

 private:
  std::string buffer_;
  int error_ = 0;  // errno of the first write that failed; after it nothing is written
  std::streambuf* before_;
};

}  // namespace mgl
