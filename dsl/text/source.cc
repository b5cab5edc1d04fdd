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
  size_ = text_.size();
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
  std::string behind;
  std::vector<SourcePart> files;
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const SourceFile& source = *sources[i];
    if (!source.is_assembled()) {
      // What is no piece of a file stands for itself.
      segments.push_back({parts[i].begin, {parts[i].begin, parts[i].begin}, true});
      continue;
    }
    const auto moved = [&](std::uint32_t at) {
      return static_cast<std::uint32_t>(at - source.size_ + text.size() + behind.size());
    };
    for (const Segment& segment : source.segments_) {
      const Span from{moved(segment.from.begin), moved(segment.from.end)};
      segments.push_back({segment.begin + parts[i].begin, from, segment.is_copy});
    }
    for (const SourcePart& file : source.files_) {
      files.push_back({moved(file.begin), file.path});
    }
    behind += std::string_view(source.text_).substr(source.size_);
  }
  if (files.empty()) segments.clear();
  SourceFile joined = Assembled(std::move(text), behind, std::move(files), std::move(segments));
  joined.path_ = sources.front()->path();
  joined.parts_ = std::move(parts);
  return joined;
}

SourceFile SourceFile::Assembled(std::string text, std::string_view behind,
                                 std::vector<SourcePart> files, std::vector<Segment> segments) {
  const std::size_t size = text.size();
  text += behind;
  SourceFile assembled(files.empty() ? "" : files.front().path, std::move(text));
  assembled.size_ = size;
  assembled.files_ = std::move(files);
  assembled.segments_ = std::move(segments);
  return assembled;
}

SourceFile SourceFile::WithText(std::string text) const {
  return SourceFile(path_, std::move(text)).WithOthers(others_);
}

SourceFile SourceFile::WithOthers(std::shared_ptr<const OtherFiles> others) const {
  SourceFile same = *this;
  same.others_ = std::move(others);
  return same;
}

std::string_view SourceFile::TextOfFile(std::size_t file) const {
  const std::size_t begin = files_[file].begin;
  const std::size_t end = file + 1 < files_.size() ? files_[file + 1].begin : text_.size();
  return std::string_view(text_).substr(begin, end - 1 - begin);  // without its last line end
}

const Segment* SourceFile::SegmentAt(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(segments_, offset, {}, &Segment::begin);
  return after == segments_.begin() ? nullptr : &*std::prev(after);
}

std::size_t SourceFile::Origin(std::size_t offset) const {
  if (offset >= size_) return offset;
  const Segment* const segment = SegmentAt(offset);
  if (segment == nullptr) return offset;
  return segment->from.begin + (segment->is_copy ? offset - segment->begin : 0);
}

Span SourceFile::OriginOf(Span span) const {
  if (span.begin >= size_ || files_.empty()) return span;
  const Segment* const segment = SegmentAt(span.begin);
  if (segment != nullptr && !segment->is_copy) return segment->from;
  const auto begin = static_cast<std::uint32_t>(Origin(span.begin));
  // Up to the end of its own piece, where it goes on in another.
  const std::size_t last = span.end > span.begin ? Origin(span.end - 1) + 1 : begin;
  const std::uint32_t length = span.end - span.begin;
  return {begin, last == begin + length ? begin + length : std::max(begin, segment->from.end)};
}

std::optional<Span> SourceFile::InFirstFile(Span span) const {
  if (files_.empty()) return span;
  if (span.begin < size_) {
    const Segment* const segment = SegmentAt(span.begin);
    const auto next = std::ranges::upper_bound(segments_, span.begin, {}, &Segment::begin);
    const std::size_t end = next == segments_.end() ? size_ : next->begin;
    if (segment == nullptr || !segment->is_copy || span.end > end) return std::nullopt;
  }
  const Span origin = OriginOf(span);
  const std::uint32_t begin = files_.front().begin;
  const std::size_t end = files_.size() > 1 ? files_[1].begin : text_.size();
  if (origin.begin < begin || origin.end > end) return std::nullopt;
  return Span{origin.begin - begin, origin.end - begin};
}

std::size_t SourceFile::PartAt(std::size_t offset) const {
  const auto after = std::ranges::upper_bound(parts_, offset, {}, &SourcePart::begin);
  return after == parts_.begin() ? 0 : static_cast<std::size_t>(after - parts_.begin() - 1);
}

const SourcePart* SourceFile::FileAt(std::size_t origin) const {
  const auto after = std::ranges::upper_bound(files_, origin, {}, &SourcePart::begin);
  if (after != files_.begin()) return &*std::prev(after);
  return parts_.empty() ? nullptr : &parts_[PartAt(origin)];
}

const std::string& SourceFile::PathAt(std::size_t offset) const {
  const SourcePart* const file = FileAt(Origin(offset));
  return file == nullptr ? path_ : file->path;
}

int SourceFile::LineNumber(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  return static_cast<int>(after - line_begins_.begin());
}

Position SourceFile::PositionOf(std::size_t offset) const {
  offset = std::min(Origin(offset), text_.size());
  const int number = LineNumber(offset);
  const std::uint32_t begin = line_begins_[static_cast<std::size_t>(number - 1)];
  const std::size_t characters =
      CharacterCount(std::string_view(text_).substr(begin, offset - begin));
  const SourcePart* const file = FileAt(offset);
  const int before = file == nullptr ? 0 : LineNumber(file->begin) - 1;
  return {number - before, static_cast<int>(characters) + 1};
}

std::string_view SourceFile::Line(int line) const {
  const auto index = static_cast<std::size_t>(line - 1);
  const std::size_t begin = line_begins_[index];
  const std::size_t end =
      index + 1 < line_begins_.size() ? line_begins_[index + 1] - 1 : text_.size();
  std::string_view content = std::string_view(text_).substr(begin, end - begin);
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
