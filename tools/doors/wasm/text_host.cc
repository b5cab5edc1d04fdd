#include "tools/doors/wasm/text_host.h"

#include <utility>

#include "dsl/assemble/named_files.h"

namespace mgl {
namespace {

constexpr const char* kLevelFile = "mgl.yaml";

Error NoFile(const std::string& path) {
  return {"cannot read `" + path + "`: No such file or directory", ""};
}

class TextFile : public OutputFile {
 public:
  TextFile(TextFiles& files, std::ostream& out, std::string path)
      : files_(files), out_(out), path_(std::move(path)) {}

  std::optional<Error> Write(std::string_view text) override {
    if (path_ == "-") {
      out_ << text;
    } else {
      text_ += text;
    }
    return std::nullopt;
  }
  std::optional<Error> Commit() override {
    if (path_ != "-") files_.insert_or_assign(path_, std::move(text_));
    return std::nullopt;
  }
  bool closed_pipe() const override { return false; }

 private:
  TextFiles& files_;
  std::ostream& out_;
  std::string path_;
  std::string text_;
};

/// Without `./` at its begin.
std::string PlainName(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  return path;
}

}  // namespace

TextHost::TextHost(TextFiles& files, TextStreams& streams, Day today, bool is_colored,
                   bool is_quiet)
    : Host({.in = streams.in,
            .out = streams.out,
            .err = streams.err,
            .out_is_colored = is_colored,
            .err_is_colored = is_colored,
            .is_quiet = is_quiet,
            .echoes_in = true}),
      files_(files),
      today_(today) {}

std::optional<std::string> TextHost::TextOf(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(in), {});
  const auto found = files_.find(PlainName(path));
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

Result<SourceFile> TextHost::ReadGuideline(const std::string& path) {
  std::optional<std::string> text = TextOf(path);
  if (!text) return NoFile(path);
  Result<SourceFile> source = MakeSourceFile(path, std::move(*text));
  if (!source) return source;
  return WithOtherFiles(std::move(*source), [&](const std::string& other) -> OtherFile {
    const auto found = files_.find(PlainName(other));
    if (found == files_.end()) return {{}, NoFile(other)};
    return {found->second, std::nullopt};
  });
}

Result<std::unique_ptr<ByteSource>> TextHost::Open(const std::string& path) {
  std::optional<std::string> text = TextOf(path);
  if (!text) return NoFile(path);
  if (text->starts_with("\x1f\x8b") || text->starts_with("\x28\xb5\x2f\xfd")) {
    return Error{"cannot read `" + path + "`: it is compressed", "decompress it first"};
  }
  return ByteSource::FromString(std::move(*text), path == "-" ? "standard input" : path);
}

Result<std::unique_ptr<OutputFile>> TextHost::Create(const std::string& path) {
  return std::unique_ptr<OutputFile>(std::make_unique<TextFile>(files_, out, PlainName(path)));
}

std::optional<Error> TextHost::CommitAll(std::span<OutputFile* const> files) {
  for (OutputFile* const file : files) {
    if (auto error = file->Commit()) return error;
  }
  return std::nullopt;
}

std::optional<Error> TextHost::FindOverwrite(const std::vector<NamedFile>& inputs,
                                             const std::vector<NamedFile>& outputs) {
  return FindOverwriteBy(inputs, outputs, [](const auto& output, const auto& other, bool) {
    const std::string name = PlainName(output.path);
    return !name.empty() && name != "-" && name == PlainName(other.path);
  });
}

bool TextHost::Exists(const std::string& path) { return files_.contains(PlainName(path)); }

GuidelinePaths TextHost::FindGuidelines(const std::string& name) {
  if (name == "-" || Exists(name)) return {{name}};
  std::string folder = PlainName(name);
  if (folder == ".") folder.clear();
  if (!folder.empty() && !folder.ends_with('/')) folder += '/';
  GuidelinePaths found;
  for (const auto& [path, text] : files_) {
    if (path.starts_with(folder) && path.ends_with(".mgl")) found.paths.push_back(path);
  }
  if (found.paths.empty()) found.paths.push_back(name);  // reading it says what is wrong
  return found;
}

std::optional<std::string> TextHost::FindLevelFile(const std::string& linted) {
  std::string folder = linted == "-" ? "" : linted;
  while (true) {
    const std::size_t slash = folder.rfind('/');
    folder.resize(slash == std::string::npos ? 0 : slash);
    const std::string file = folder.empty() ? kLevelFile : folder + "/" + kLevelFile;
    if (files_.contains(PlainName(file))) return file;
    if (folder.empty()) return std::nullopt;
  }
}

Result<std::string> TextHost::ReadLevelFile(const std::string& path) {
  std::optional<std::string> text = TextOf(path);
  if (!text) return Error{path + " cannot be read", "check its name and permissions"};
  return std::move(*text);
}

}  // namespace mgl
