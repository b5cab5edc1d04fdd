// The lowest free number is the one that open() gives: so closed streams are filled from 0 on.
#include "tools/doors/cli/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <string_view>

#include "tools/files/atomic_file.h"

namespace mgl {

bool OpenClosedStreams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    // The wrong way round: what would use the input or the output is told that it is closed.
    const int mode = stream == STDIN_FILENO    ? O_WRONLY
                     : stream == STDOUT_FILENO ? O_RDONLY
                                               : O_WRONLY;
    if (open("/dev/null", mode) != stream) return false;
  }
  return true;
}

StandardOutput::StandardOutput() : buffer_(64 * 1024, '\0'), before_(std::cout.rdbuf(this)) {
  setp(buffer_.data(), buffer_.data() + buffer_.size());
}

StandardOutput::~StandardOutput() {
  sync();
  std::cout.rdbuf(before_);
}

std::optional<Error> StandardOutput::Finish() {
  sync();
  if (error_ == 0) return std::nullopt;
  return FailedWrite("standard output", error_);
}

int StandardOutput::sync() {
  std::string_view text(pbase(), static_cast<std::size_t>(pptr() - pbase()));
  while (error_ == 0 && !text.empty()) {
    const ssize_t count = write(STDOUT_FILENO, text.data(), text.size());
    if (count >= 0) {
      text.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      error_ = errno;
    }
  }
  setp(buffer_.data(), buffer_.data() + buffer_.size());
  return error_ == 0 ? 0 : -1;
}

StandardOutput::int_type StandardOutput::overflow(int_type byte) {
  if (sync() != 0) return traits_type::eof();
  return byte == traits_type::eof() ? traits_type::not_eof(byte)
                                    : sputc(traits_type::to_char_type(byte));
}

}  // namespace mgl
