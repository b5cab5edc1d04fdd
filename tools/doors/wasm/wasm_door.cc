// mgl as WebAssembly: the program's arguments and files in, what it writes out; no files, no clock.
// Whoever calls it writes bytes into memory of mgl_allocate() and calls one function at a time.
// Names and texts are a place and a size each; they are copied.
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "tools/commands/commands.h"
#include "tools/doors/options/program.h"
#include "tools/doors/wasm/text_host.h"

#define MGL_WASM(name) extern "C" __attribute__((export_name(#name), visibility("default")))

namespace mgl {
namespace {

/// What stays between calls.
struct Session {
  TextFiles files;
  std::string out;
  std::string err;
};

Session& TheSession() {
  static Session session;
  return session;
}

std::vector<std::string> SplitAtZeros(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\0'), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

int Run(std::string_view arguments, std::string_view input, Day today) {
  Session& session = TheSession();
  TextStreams streams;
  streams.in.str(std::string(input));
  const auto make_host = [&](const OutputOptions& options) {
    return std::make_unique<TextHost>(session.files, streams, today, options.color == "always",
                                      options.quiet);
  };
  const int code = RunProgram(SplitAtZeros(arguments), {streams.out, streams.err, 0, make_host});
  session.out = std::move(streams.out).str();
  session.err = std::move(streams.err).str();
  return code;
}

}  // namespace
}  // namespace mgl

/// Null where there is not enough memory.
MGL_WASM(mgl_allocate) void* mgl_allocate(std::size_t size) { return std::malloc(size); }
MGL_WASM(mgl_free) void mgl_free(void* memory) { std::free(memory); }

/// Makes a file, or replaces it.
MGL_WASM(mgl_put_file)
void mgl_put_file(const char* name, std::size_t name_size, const char* text, std::size_t size) {
  mgl::TheSession().files.insert_or_assign(std::string(name, name_size), std::string(text, size));
}
MGL_WASM(mgl_remove_files) void mgl_remove_files() { mgl::TheSession().files.clear(); }

/// Runs `mgl ARGUMENTS` (with a zero byte behind each) with this standard input; returns its exit
/// code. `today`: days since 1970-01-01.
MGL_WASM(mgl_run)
int mgl_run(const char* arguments, std::size_t arguments_size, const char* input,
            std::size_t input_size, int today) {
  mgl::Session& session = mgl::TheSession();
  session.out.clear();
  try {
    return mgl::Run({arguments, arguments_size}, {input, input_size}, today);
  } catch (const std::bad_alloc&) {
    session.err = "mgl: there is not enough memory\n";
  } catch (const std::exception& error) {
    session.err = std::string("mgl: ") + error.what() + "\n";
  }
  return mgl::kExitUnusable;
}

/// What the last run wrote: to standard output, to standard error, and the file of a name (null
/// where there is none). Good until the next call.
MGL_WASM(mgl_out) const char* mgl_out() { return mgl::TheSession().out.data(); }
MGL_WASM(mgl_out_size) std::size_t mgl_out_size() { return mgl::TheSession().out.size(); }
MGL_WASM(mgl_err) const char* mgl_err() { return mgl::TheSession().err.data(); }
MGL_WASM(mgl_err_size) std::size_t mgl_err_size() { return mgl::TheSession().err.size(); }
MGL_WASM(mgl_file)
const std::string* mgl_file(const char* name, std::size_t name_size) {
  const auto found = mgl::TheSession().files.find(std::string_view(name, name_size));
  return found == mgl::TheSession().files.end() ? nullptr : &found->second;
}
MGL_WASM(mgl_text) const char* mgl_text(const std::string* file) { return file->data(); }
MGL_WASM(mgl_text_size) std::size_t mgl_text_size(const std::string* file) { return file->size(); }
