#include "dsl/text/source.h"

#include <algorithm>
#include <utility>

#include "dsl/text/comment.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)),
      text_(std::move(text)),
      has_byte_order_mark_(text_.starts_with(kByteOrderMark)),
      line_begins_{0} {
  if (has_byte_order_mark_) text_.erase(0, kByteOrderMark.size());
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_begins_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

SourceFile SourceFile::Joined(const std::vector<const SourceFile*>& sources) {
  std::vector<SourcePart> parts;
  std::string text;
  for (const SourceFile* const source : sources) {
    parts.push_back({static_cast<std::uint32_t>(text.size()), source->path()});
    text += source->text();
    text += '\n';
  }
  SourceFile joined(sources.front()->path(), std::move(text));
  joined.parts_ = std::move(parts);
  return joined;
}

std::size_t SourceFile::PartAt(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(parts_, offset, {}, &SourcePart::begin);
  return after == parts_.begin() ? 0 : static_cast<std::size_t>(after - parts_.begin() - 1);
}

const std::string& SourceFile::PathAt(std::size_t offset) const {
  return parts_.empty() ? path_ : parts_[PartAt(offset)].path;
}

int SourceFile::LineNumber(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  return static_cast<int>(after - line_begins_.begin());
}

Position SourceFile::PositionOf(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const int number = LineNumber(offset);
  const std::uint32_t begin = line_begins_[static_cast<std::size_t>(number - 1)];
  const std::size_t characters = CharacterCount(text().substr(begin, offset - begin));
  const int before = parts_.empty() ? 0 : LineNumber(parts_[PartAt(offset)].begin) - 1;
  return {number - before, static_cast<int>(characters) + 1};
}

std::string_view SourceFile::Line(int line) const {
  const auto index = static_cast<std::size_t>(line - 1);
  const std::size_t begin = line_begins_[index];
  const std::size_t end =
      index + 1 < line_begins_.size() ? line_begins_[index + 1] - 1 : text_.size();
  std::string_view content = text().substr(begin, end - begin);
  if (content.ends_with('\r')) content.remove_suffix(1);
  return content;
}

std::string WithSingleBlanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (!blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

std::string TextAsWritten(const SourceFile& source, Span span) {
  std::string text;
  for (std::string_view left = source.Text(span); !left.empty();) {
    const std::size_t size = std::min(left.find('\n'), left.size() - 1) + 1;
    text += WithoutComment(left.substr(0, size));
    text += ' ';
    left.remove_prefix(size);
  }
  return WithSingleBlanks(text);
}

Result<SourceFile> MakeSourceFile(const std::string& path, std::string text) {
  if (text.size() > kMaxSourceBytes) {
    return Error{"`" + path + "` is larger than 4 MiB, the most that a guideline can have",
                 "split it, or remove what is not part of it"};
  }
  return SourceFile(path == "-" ? "<stdin>" : path, std::move(text));
}

}  // namespace mgl
