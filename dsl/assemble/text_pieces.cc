#include "dsl/assemble/text_pieces.h"

#include <algorithm>
#include <utility>

namespace mgl {

void TextPieces::AddFile(const std::string& path, std::string_view text) {
  if (std::ranges::find(files_, path, &SourcePart::path) != files_.end()) return;
  files_.push_back({static_cast<std::uint32_t>(behind_.size()), path});
  behind_ += text;
  behind_ += '\n';
}

void TextPieces::AddFile(const SourceFile& source) {
  if (!source.is_assembled()) return AddFile(source.path(), source.text());
  const std::vector<SourcePart>& files = source.files();
  for (std::size_t i = 0; i < files.size(); ++i) {
    AddFile(files[i].path, source.TextOfFile(i));
  }
}

void TextPieces::Rename(const SourceFile& from, Span span, std::string words) {
  renamed_[&from][span.begin] = {span.end, std::move(words)};
}

Span TextPieces::Behind(const SourceFile& from, Span span) const {
  const Span origin = from.OriginOf(span);
  const std::string& path = from.PathAt(origin.begin);
  const auto file = std::ranges::find(files_, path, &SourcePart::path);
  std::uint32_t first = 0;
  for (const SourcePart& part : from.files()) {
    if (part.path == path) first = part.begin;
  }
  return {origin.begin - first + file->begin, origin.end - first + file->begin};
}

void TextPieces::CopyPlain(const SourceFile& from, Span span) {
  // Of a text that was put together itself, piece by piece.
  while (span.begin < span.end) {
    std::uint32_t end = span.end;
    bool is_copy = true;
    if (from.is_assembled()) {
      const auto after = std::ranges::upper_bound(from.segments(), span.begin, {}, &Segment::begin);
      if (after != from.segments().end()) end = std::min(end, after->begin);
      is_copy = after == from.segments().begin() || std::prev(after)->is_copy;
    }
    const Span place = is_copy ? Span{span.begin, end} : Span{span.begin, span.begin + 1};
    segments_.push_back({static_cast<std::uint32_t>(text_.size()), Behind(from, place), is_copy});
    text_ += from.Text({span.begin, end});
    span.begin = end;
  }
}

void TextPieces::Add(const Piece& piece) {
  if (!piece.is_copy) {
    segments_.push_back(
        {static_cast<std::uint32_t>(text_.size()), Behind(*piece.from, piece.span), false});
    text_ += piece.words;
    return;
  }
  Span span = piece.span;
  const auto renamed = renamed_.find(piece.from);
  if (renamed != renamed_.end()) {
    for (auto at = renamed->second.lower_bound(span.begin);
         at != renamed->second.end() && at->first < span.end; ++at) {
      CopyPlain(*piece.from, {span.begin, at->first});
      Write(at->second.words, *piece.from, {at->first, at->second.end});
      span.begin = at->second.end;
    }
  }
  CopyPlain(*piece.from, span);
}

SourceFile TextPieces::Finish() const {
  const auto size = static_cast<std::uint32_t>(text_.size());
  std::vector<SourcePart> files = files_;
  std::vector<Segment> segments = segments_;
  for (SourcePart& file : files) file.begin += size;
  for (Segment& segment : segments) MoveBehind(segment.from);
  return SourceFile::Assembled(text_, behind_, std::move(files), std::move(segments));
}

}  // namespace mgl
