// Two layers: RawInput reads a file descriptor in chunks, and one source for each compression turns
// its chunks into the bytes that were compressed.
#include "tools/files/open_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace mgl {
namespace {

constexpr char kTruncated[] = "the compressed file ends before its end";
constexpr char kTruncatedHelp[] = "fetch or write the file again; it was not copied as a whole";

Error ReadError(const std::string& name, const std::string& reason, std::string help = "") {
  return {"cannot read `" + name + "`: " + reason, std::move(help)};
}

Error SystemError(const std::string& name, int code) {
  return ReadError(name, std::generic_category().message(code));
}

/// A file descriptor and the chunk that was read from it last.
class RawInput {
 public:
  RawInput(int descriptor, bool owned, const struct stat& status)
      : descriptor_(descriptor), owned_(owned) {
    if (S_ISREG(status.st_mode)) size_ = status.st_size;
    position_ = std::max<off_t>(lseek(descriptor, 0, SEEK_CUR), 0);
  }
  ~RawInput() {
    if (owned_) close(descriptor_);
  }
  RawInput(const RawInput&) = delete;
  RawInput& operator=(const RawInput&) = delete;

  /// The bytes that were read and not yet consumed.
  std::string_view pending() const { return {chunk_.data() + begin_, end_ - begin_}; }
  void Consume(std::size_t count) { begin_ += count; }

  /// Reads until `count` (<= kChunkBytes) bytes are pending or the input ends. Returns 0 or errno.
  int Require(std::size_t count) {
    while (pending().size() < count) {
      std::memmove(chunk_.data(), chunk_.data() + begin_, pending().size());
      end_ -= begin_;
      begin_ = 0;
      std::size_t got = 0;
      const int code = ReadInto(chunk_.data() + end_, chunk_.size() - end_, got);
      if (code != 0 || got == 0) return code;
      end_ += got;
    }
    return 0;
  }

  /// Whether the file has become shorter since it was opened, and something of it was not read.
  bool HasShrunk() const {
    struct stat status = {};
    return position_ < size_ && fstat(descriptor_, &status) == 0 && status.st_size < size_;
  }

  /// Reads once into `buffer`, past the chunk. Returns 0 or errno.
  int ReadInto(char* buffer, std::size_t size, std::size_t& got) {
    ssize_t count = 0;
    do {
      count = read(descriptor_, buffer, size);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return errno;
    got = static_cast<std::size_t>(count);
    position_ += count;
    return 0;
  }

 private:
  int descriptor_;
  bool owned_;
  std::vector<char> chunk_ = std::vector<char>(ByteSource::kChunkBytes);
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  off_t size_ = 0;  // when it was opened; 0: not known
  off_t position_ = 0;
};

class PlainSource : public ByteSource {
 public:
  PlainSource(std::string name, std::unique_ptr<RawInput> input)
      : ByteSource(std::move(name)), input_(std::move(input)) {}

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    std::size_t count = std::min(size, input_->pending().size());
    if (count > 0) {
      std::memcpy(buffer, input_->pending().data(), count);
      input_->Consume(count);
      return count;
    }
    const int code = input_->ReadInto(buffer, size, count);
    if (code != 0) return SystemError(name(), code);
    if (count == 0 && input_->HasShrunk()) {
      return ReadError(name(), "it became shorter while it was read", "run again when it is whole");
    }
    return count;
  }

 private:
  std::unique_ptr<RawInput> input_;
};

class GzipSource : public ByteSource {
 public:
  GzipSource(std::string name, std::unique_ptr<RawInput> input)
      : ByteSource(std::move(name)), input_(std::move(input)) {
    constexpr int kGzipOnly = 16;
    ready_ = inflateInit2(&stream_, MAX_WBITS + kGzipOnly) == Z_OK;
  }
  ~GzipSource() override { inflateEnd(&stream_); }

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    if (!ready_) return ReadError(name(), "there is not enough memory to decompress it");
    size = std::min<std::size_t>(size, 1u << 30);  // zlib counts in unsigned int
    while (true) {
      if (const int code = input_->Require(1); code != 0) return SystemError(name(), code);
      const std::string_view pending = input_->pending();
      if (between_members_ && !SkipPadding(pending)) continue;
      if (pending.empty() && between_members_) return std::size_t{0};
      between_members_ = false;
      stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(pending.data()));
      stream_.avail_in = static_cast<uInt>(pending.size());
      stream_.next_out = reinterpret_cast<Bytef*>(buffer);
      stream_.avail_out = static_cast<uInt>(size);
      const int status = inflate(&stream_, Z_NO_FLUSH);
      input_->Consume(pending.size() - stream_.avail_in);
      const std::size_t produced = size - stream_.avail_out;
      if (status == Z_STREAM_END) {
        between_members_ = true;
        inflateReset(&stream_);
      } else if (status != Z_OK && status != Z_BUF_ERROR) {
        return ReadError(name(), std::string("the compressed data is damaged (") +
                                     (stream_.msg != nullptr ? stream_.msg : "gzip") + ")");
      }
      if (produced > 0) return produced;
      if (pending.empty()) return ReadError(name(), kTruncated, kTruncatedHelp);
    }
  }

 private:
  /// Zeros may follow a member, to fill a tape's block. False when it skipped some.
  bool SkipPadding(std::string_view pending) {
    const std::size_t zeros = std::min(pending.find_first_not_of('\0'), pending.size());
    input_->Consume(zeros);
    return zeros == 0;
  }

  std::unique_ptr<RawInput> input_;
  z_stream stream_ = {};
  bool ready_ = false;
  bool between_members_ = false;
};

class ZstdSource : public ByteSource {
 public:
  ZstdSource(std::string name, std::unique_ptr<RawInput> input)
      : ByteSource(std::move(name)), input_(std::move(input)), stream_(ZSTD_createDStream()) {}
  ~ZstdSource() override { ZSTD_freeDStream(stream_); }

  Result<std::size_t> Read(char* buffer, std::size_t size) override {
    if (stream_ == nullptr) return ReadError(name(), "there is not enough memory to decompress it");
    while (true) {
      if (const int code = input_->Require(1); code != 0) return SystemError(name(), code);
      const std::string_view pending = input_->pending();
      if (pending.empty() && between_frames_) return std::size_t{0};
      ZSTD_inBuffer in = {pending.data(), pending.size(), 0};
      ZSTD_outBuffer out = {buffer, size, 0};
      const std::size_t status = ZSTD_decompressStream(stream_, &out, &in);
      input_->Consume(in.pos);
      if (ZSTD_isError(status)) {
        return ReadError(name(), std::string("the compressed data is damaged (") +
                                     ZSTD_getErrorName(status) + ")");
      }
      between_frames_ = status == 0;
      if (out.pos > 0) return out.pos;
      if (pending.empty()) return ReadError(name(), kTruncated, kTruncatedHelp);
    }
  }

 private:
  std::unique_ptr<RawInput> input_;
  ZSTD_DStream* stream_;
  bool between_frames_ = false;
};

bool StartsGzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

bool StartsZstd(std::string_view bytes) {
  if (bytes.starts_with("\x28\xb5\x2f\xfd")) return true;
  // A frame to be skipped: its first byte is 0x50 to 0x5f. Parallel compressors begin with one.
  return bytes.size() >= 4 && (bytes[0] & 0xf0) == 0x50 && bytes.substr(1, 3) == "\x2a\x4d\x18";
}

}  // namespace

Result<std::unique_ptr<ByteSource>> OpenFile(const std::string& path) {
  const bool standard_input = path == "-";
  const std::string name = standard_input ? "standard input" : path;
  const int descriptor = standard_input ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return SystemError(name, errno);
  struct stat status = {};
  const int failed = fstat(descriptor, &status) != 0 ? errno : 0;
  auto input = std::make_unique<RawInput>(descriptor, !standard_input, status);
  if (failed != 0) return SystemError(name, failed);
  if (S_ISDIR(status.st_mode)) return ReadError(name, "it is a directory", "name a file in it");

  constexpr std::size_t kMagicBytes = 4;
  if (const int code = input->Require(kMagicBytes); code != 0) return SystemError(name, code);
  std::unique_ptr<ByteSource> source;
  if (StartsGzip(input->pending())) {
    source = std::make_unique<GzipSource>(name, std::move(input));
  } else if (StartsZstd(input->pending())) {
    source = std::make_unique<ZstdSource>(name, std::move(input));
  } else {
    source = std::make_unique<PlainSource>(name, std::move(input));
  }
  return source;
}

}  // namespace mgl
