// A text put together from pieces of files, each of which keeps its place.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diagnostic/diagnostic.h"
#include "dsl/text/source.h"

namespace mgl {

/// Words of a file, or others that stand for them.
struct Piece {
  const SourceFile* from = nullptr;
  Span span;
  bool is_copy = true;
  std::string words;  // in place of those of the file
};

class TextPieces {
 public:
  /// The text and, of one that was put together, its files. Once a path.
  void AddFile(const SourceFile& source);
  /// From now on these words stand for what is at this place of `from` wherever that is copied.
  void Rename(const SourceFile& from, Span span, std::string words);

  void Add(const Piece& piece);
  void Copy(const SourceFile& from, Span span) { Add({&from, span, true, {}}); }
  /// Words that stand for what is at the place, or for nothing that anybody wrote.
  void Write(std::string_view words, const SourceFile& from, Span span) {
    Add({&from, span, false, std::string(words)});
  }
  std::size_t size() const { return text_.size(); }

  /// A place of a file, as it is found behind the text: Behind() of the finished text moves it.
  Span Behind(const SourceFile& from, Span span) const;
  void MoveBehind(Span& span) const {
    span.begin += static_cast<std::uint32_t>(text_.size());
    span.end += static_cast<std::uint32_t>(text_.size());
  }

  SourceFile Finish() const;

 private:
  struct Renamed {
    std::uint32_t end = 0;
    std::string words;
  };
  void AddFile(const std::string& path, std::string_view text);
  void CopyPlain(const SourceFile& from, Span span);

  std::string text_;
  std::vector<Segment> segments_;  // `from` counts from the begin of what is behind the text
  std::string behind_;
  std::vector<SourcePart> files_;
  std::map<const SourceFile*, std::map<std::uint32_t, Renamed>> renamed_;
};

}  // namespace mgl
