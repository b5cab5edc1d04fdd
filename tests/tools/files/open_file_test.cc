// Files, pipes and standard input, plain and compressed, whole, cut and damaged.
#include "tools/files/open_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

namespace mgl {
namespace {

namespace fs = std::filesystem;

/// A directory of its own for a test, removed at its end.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string pattern = (fs::temp_directory_path() / "mgl_byte_source_XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~ScratchDirectory() { fs::remove_all(path_); }

  std::string Write(const std::string& name, const std::string& bytes) const {
    std::string path = (path_ / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string Gzip(const std::string& text) {
  z_stream stream = {};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string bytes(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

std::string Zstd(const std::string& text) {
  std::string bytes(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(bytes.data(), bytes.size(), text.data(), text.size(), 3);
  REQUIRE_FALSE(ZSTD_isError(size));
  bytes.resize(size);
  return bytes;
}

/// All that can be read, then ` | ` and the error's message where there is one.
std::string ReadAll(const std::string& path, std::size_t step = 7777) {
  Result<std::unique_ptr<ByteSource>> source = OpenFile(path);
  if (!source) return " | " + source.error().message;
  std::string text;
  std::vector<char> buffer(step);
  while (true) {
    const Result<std::size_t> count = (*source)->Read(buffer.data(), step);
    if (!count) return text + " | " + count.error().message;
    if (*count == 0) break;
    if (*count > step) FAIL("more bytes than were asked for");
    text.append(buffer.data(), *count);
  }
  const Result<std::size_t> again = (*source)->Read(buffer.data(), step);
  REQUIRE(again);
  CHECK(*again == 0);  // the end stays the end
  return text;
}

std::string LongText() {
  std::string text;
  unsigned state = 1;
  while (text.size() < 1'000'000) {
    state = state * 1103515245u + 12345u;
    text += std::to_string(state >> 8) + (state % 7 == 0 ? "\n" : ",");
  }
  return text;
}

TEST_CASE("files are read as they are, or decompressed whatever their name") {
  const ScratchDirectory scratch;
  const std::string text = LongText();
  for (const std::string& expected :
       {std::string(), std::string("a"), std::string("id,age\n1,2\n"), text}) {
    CAPTURE(expected.size());
    CHECK(ReadAll(scratch.Write("plain.csv.gz", expected)) == expected);
    CHECK(ReadAll(scratch.Write("gzip.csv", Gzip(expected))) == expected);
    CHECK(ReadAll(scratch.Write("zstd.csv", Zstd(expected))) == expected);
  }
  for (const std::size_t step : {std::size_t{1}, std::size_t{3}, std::size_t{1'000'001}}) {
    CAPTURE(step);
    CHECK((ReadAll(scratch.Write("plain", text), step) == text));
    CHECK((ReadAll(scratch.Write("gzip", Gzip(text)), step) == text));
    CHECK((ReadAll(scratch.Write("zstd", Zstd(text)), step) == text));
  }
}

TEST_CASE("several members and frames follow each other") {
  const ScratchDirectory scratch;
  const std::string skipped("\x5e\x2a\x4d\x18\x03\x00\x00\x00xyz", 11);
  CHECK(ReadAll(scratch.Write("a", Gzip("one,") + Gzip("") + Gzip("two"))) == "one,two");
  CHECK(ReadAll(scratch.Write("b", Gzip("one") + std::string(1000, '\0'))) == "one");
  CHECK(ReadAll(scratch.Write("c", Zstd("one,") + Zstd("") + Zstd("two"))) == "one,two");
  CHECK(ReadAll(scratch.Write("d", skipped + Zstd("one,") + skipped + Zstd("two"))) == "one,two");
}

TEST_CASE("a compressed file that is cut says so, wherever it is cut") {
  const ScratchDirectory scratch;
  const std::string text = "id,age\n1,70\n2,71\n";
  for (const std::string& whole : {Gzip(text), Zstd(text), Gzip("") + Gzip(text)}) {
    for (std::size_t size = 4; size < whole.size(); ++size) {
      const std::string path = scratch.Write("cut", whole.substr(0, size));
      const std::string read = ReadAll(path);
      const std::string message =
          " | cannot read `" + path + "`: the compressed file ends before its end";
      const bool at_a_member = size == Gzip("").size() && read.empty();
      CAPTURE(size);
      CAPTURE(read);
      CHECK((at_a_member || read.ends_with(message)));
    }
  }
}

TEST_CASE("damage is noticed") {
  const ScratchDirectory scratch;
  const std::string text = "id,age\n1,70\n2,71\n";
  std::string wrong_sum = Gzip(text);
  wrong_sum[wrong_sum.size() - 6] ^= 1;
  const std::string path = scratch.Write("wrong_sum", wrong_sum);
  CHECK(ReadAll(path).ends_with(" | cannot read `" + path +
                                "`: the compressed data is damaged (incorrect data check)"));
  CHECK(ReadAll(scratch.Write("tail", Gzip(text) + "tail")).find("is damaged (") !=
        std::string::npos);
  CHECK(ReadAll(scratch.Write("tail", Zstd(text) + "tail")).find("is damaged (") !=
        std::string::npos);
  for (const std::string& whole : {Gzip(text), Zstd(text)}) {
    for (std::size_t i = 0; i < whole.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        std::string damaged = whole;
        damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
        const std::string read = ReadAll(scratch.Write("damaged", damaged));
        // Gzip has a check sum: what is read without an error is the text (or plain: no magic).
        const bool is_gzip = damaged.starts_with("\x1f\x8b");
        if (is_gzip && read != text) CHECK(read.find(" | cannot read") != std::string::npos);
      }
    }
  }
}

TEST_CASE("what cannot be opened is named") {
  const ScratchDirectory scratch;
  const std::string directory = scratch.path().string();
  CHECK(ReadAll(directory + "/none.csv") ==
        " | cannot read `" + directory + "/none.csv`: No such file or directory");
  CHECK(ReadAll(directory) == " | cannot read `" + directory + "`: it is a directory");
  CHECK(ReadAll("") == " | cannot read ``: No such file or directory");
}

TEST_CASE("pipes and standard input") {
  const std::string text = LongText();
  for (const std::string& bytes : {text, Gzip(text), Zstd(text)}) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    std::thread writer([&bytes, descriptor = ends[1]] {
      std::size_t done = 0;
      while (done < bytes.size()) {  // in small pieces, the first ones of a byte
        const std::size_t piece =
            std::min(bytes.size() - done, done < 8 ? std::size_t{1} : std::size_t{5000});
        const ssize_t count = write(descriptor, bytes.data() + done, piece);
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
      }
      close(descriptor);
    });
    const int saved = dup(STDIN_FILENO);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    const std::string read = ReadAll("-");
    writer.join();
    if (saved >= 0) {
      dup2(saved, STDIN_FILENO);
      close(saved);
    }
    CHECK((read == text));
  }
}

TEST_CASE("text as a source") {
  const std::unique_ptr<ByteSource> source = ByteSource::FromString("abc", "text");
  char buffer[2];
  CHECK(source->name() == "text");
  CHECK(*source->Read(buffer, 2) == 2);
  CHECK(*source->Read(buffer, 2) == 1);
  CHECK(*source->Read(buffer, 2) == 0);
}

TEST_CASE("a file that becomes shorter while it is read is an error") {
  const std::string path = fs::temp_directory_path() / fmt::format("mgl_shrinks.{}", getpid());
  const std::string text(3 * ByteSource::kChunkBytes, 'x');
  std::ofstream(path) << text;
  for (const std::size_t rest : {2 * ByteSource::kChunkBytes, text.size()}) {
    CAPTURE(rest);
    std::ofstream(path, std::ios::trunc) << text;
    Result<std::unique_ptr<ByteSource>> source = OpenFile(path);
    REQUIRE(source);
    fs::resize_file(path, rest);
    std::string buffer(ByteSource::kChunkBytes, '\0');
    std::size_t read = 0;
    Result<std::size_t> count = std::size_t{1};
    while (count && *count > 0) {
      count = (*source)->Read(buffer.data(), buffer.size());
      if (count) read += *count;
    }
    CHECK(read == rest);
    CHECK(static_cast<bool>(count) == (rest == text.size()));
    if (!count) CHECK(count.error().message.ends_with("it became shorter while it was read"));
    // Cut when all of it was read: nothing is missing.
    fs::resize_file(path, 1);
    if (count) CHECK(*(*source)->Read(buffer.data(), buffer.size()) == 0);
  }
  fs::remove(path);
}

}  // namespace
}  // namespace mgl
