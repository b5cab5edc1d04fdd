// Diagnostics as text for people: the line as the author wrote it, underlined.
#include <algorithm>
#include <string>

#include "dsl/diagnostic/diagnostic.h"
#include "engine/text/utf8.h"

namespace mgl {
namespace {

constexpr std::size_t kMaxShown = 100;  // characters of a source line
constexpr std::size_t kContext =
    30;  // characters shown before an underlined place far to the right

struct Colors {
  const char* level = "";
  const char* place = "";
  const char* bold = "";
  const char* reset = "";
};

Colors ColorsOf(Level level, bool color) {
  if (!color) return {};
  const char* const name = level == Level::kError     ? "\033[1;31m"
                           : level == Level::kWarning ? "\033[1;33m"
                                                      : "\033[1;36m";
  return {name, "\033[1;34m", "\033[1m", "\033[0m"};
}

/// Characters as strings of their own, so that columns are characters. Control bytes and broken
/// UTF-8 are shown as `?`, tabs stay.
std::vector<std::string> Characters(std::string_view line) {
  std::vector<std::string> characters;
  for (std::size_t i = 0; i < line.size();) {
    const auto lead = static_cast<unsigned char>(line[i]);
    const std::size_t length = CharacterLength(line.substr(i));
    const bool whole = length > 0;
    const std::size_t size = whole ? length : 1;
    const bool shown = whole && (lead >= 0x20 || lead == '\t') && lead != 0x7F;
    // A stray continuation byte belongs to the column of the character before it.
    if (whole || !IsContinuationByte(line[i])) {
      characters.push_back(shown ? std::string(line.substr(i, size)) : "?");
    }
    i += size;
  }
  return characters;
}

/// The part of a line that is shown, and the marks under it. Columns are 0-based.
struct Excerpt {
  std::string line;
  std::string marks;
};

/// `count` characters of `line` from its character `first` on, or what there is of them.
std::string_view CutCharacters(std::string_view line, std::size_t first, std::size_t count) {
  const auto is_start = [&](std::size_t i) { return !IsContinuationByte(line[i]); };
  std::size_t begin = 0;
  for (; begin < line.size() && first > 0; --first) {
    for (++begin; begin < line.size() && !is_start(begin);) ++begin;
  }
  std::size_t end = begin;
  for (; end < line.size() && count > 0; --count) {
    for (++end; end < line.size() && !is_start(end);) ++end;
  }
  return line.substr(begin, end - begin);
}

/// Looks at no more of a long line than it shows.
Excerpt MakeExcerpt(std::string_view line, std::size_t begin, std::size_t end, char mark) {
  std::vector<std::string> characters = Characters(CutCharacters(line, 0, kMaxShown + 1));
  std::size_t first = 0;
  if (characters.size() > kMaxShown && begin + 1 > kMaxShown - kContext) {
    first = begin - kContext;
    characters = Characters(CutCharacters(line, first, kMaxShown + 1));
  }
  const bool goes_on = characters.size() > kMaxShown;
  if (goes_on) characters.pop_back();
  begin = std::min(begin - first, characters.size());
  end = std::max(begin + 1, std::min(end - std::min(end, first), characters.size()));
  Excerpt excerpt;
  const auto add = [&](const std::string& shown, const std::string& under) {
    excerpt.line += shown;
    excerpt.marks += under;
  };
  if (first > 0) add("…", " ");
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const bool marked = i >= begin && i < end;
    const bool tab = characters[i] == "\t";
    add(characters[i], std::string(1, marked ? mark : tab ? '\t' : ' '));
  }
  if (goes_on) add("…", " ");
  if (begin == characters.size()) excerpt.marks += mark;
  excerpt.marks.erase(excerpt.marks.find_last_not_of(" \t") + 1);
  return excerpt;
}

/// `FILE:12:8`.
std::string PlaceInWords(const SourceFile& source, Span span) {
  const Position place = source.PositionOf(span.begin);
  return source.PathAt(span.begin) + ":" + std::to_string(place.line) + ":" +
         std::to_string(place.column);
}

class Renderer {
 public:
  Renderer(const Diagnostic& diagnostic, const SourceFile& source, bool color)
      : diagnostic_(diagnostic),
        source_(source),
        level_(LevelOf(diagnostic)),
        colors_(ColorsOf(level_, color)) {
    int last_line = source.PositionOf(diagnostic.span.begin).line;
    for (const Label& label : diagnostic.labels) {
      last_line = std::max(last_line, source.PositionOf(label.span.begin).line);
    }
    gutter_ = std::to_string(last_line).size();
  }

  std::string Render();

 private:
  std::string Margin(const std::string& number = "") const {
    return colors_.place + std::string(gutter_ - number.size(), ' ') + number + " |" +
           colors_.reset;
  }
  std::string Pointer(const char* arrow, Span span) const;
  void AddPlace(Span span, char mark, const char* color, const std::string& text);

  const Diagnostic& diagnostic_;
  const SourceFile& source_;
  Level level_;
  Colors colors_;
  std::size_t gutter_ = 1;
  std::string out_;
};

/// `--> FILE:12:8`.
std::string Renderer::Pointer(const char* arrow, Span span) const {
  return std::string(gutter_, ' ') + colors_.place + arrow + colors_.reset + " " +
         PlaceInWords(source_, span) + "\n";
}

void Renderer::AddPlace(Span span, char mark, const char* color, const std::string& text) {
  span = source_.OriginOf(span);
  const Position begin = source_.PositionOf(span.begin);
  const Position end = source_.PositionOf(span.end);
  const std::string_view line = source_.LineAt(span.begin);
  const auto from = static_cast<std::size_t>(begin.column - 1);
  const std::size_t to =
      end.line == begin.line ? static_cast<std::size_t>(end.column - 1) : line.size();
  const Excerpt excerpt = MakeExcerpt(line, from, to, mark);
  out_ +=
      Margin(std::to_string(begin.line)) + (excerpt.line.empty() ? "" : " " + excerpt.line) + "\n";
  out_ += Margin() + " " + color + excerpt.marks + (text.empty() ? "" : " " + text) + colors_.reset;
  out_ += "\n";
}

std::string Renderer::Render() {
  out_ += colors_.level + std::string(LevelName(level_)) + "[" +
          std::string(Info(diagnostic_.kind).code) + "]" + colors_.reset + colors_.bold + ": " +
          diagnostic_.message + colors_.reset + "\n";
  out_ += Pointer("-->", diagnostic_.span);
  out_ += Margin() + "\n";
  // A label on the very place says what is wrong with it.
  std::string own_text;
  for (const Label& label : diagnostic_.labels) {
    if (label.span == diagnostic_.span) own_text = label.text;
  }
  AddPlace(diagnostic_.span, '^', colors_.level, own_text);
  const std::string* shown = &source_.PathAt(diagnostic_.span.begin);
  for (const Label& label : diagnostic_.labels) {
    if (label.span == diagnostic_.span) continue;
    out_ += Margin() + "\n";
    const std::string& path = source_.PathAt(label.span.begin);
    if (path != *shown) out_ += Pointer(":::", label.span);
    shown = &path;
    AddPlace(label.span, '-', colors_.place, label.text);
  }
  if (!diagnostic_.help.empty()) {
    out_ += Margin() + "\n";
    out_ += std::string(gutter_ + 1, ' ') + colors_.place + "=" + colors_.reset +
            " help: " + diagnostic_.help + "\n";
  }
  if (!diagnostic_.example.empty()) {
    out_ += Margin() + "\n";
    out_ += std::string(gutter_ + 1, ' ') + colors_.place + "=" + colors_.reset +
            " this patient, as an example to paste:\n";
    std::string_view rest = diagnostic_.example;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
      out_ += std::string(gutter_ + 5, ' ') + std::string(rest.substr(0, end));
      rest.remove_prefix(end);
    }
  }
  return out_;
}

}  // namespace

std::string RenderText(const Diagnostic& diagnostic, const SourceFile& source, bool color) {
  return Renderer(diagnostic, source, color).Render();
}

std::string RenderLine(const Diagnostic& diagnostic, const SourceFile& source, bool color) {
  const Level level = LevelOf(diagnostic);
  const Colors colors = ColorsOf(level, color);
  return PlaceInWords(source, diagnostic.span) + ": " + colors.level +
         std::string(LevelName(level)) + "[" + std::string(Info(diagnostic.kind).code) + "]" +
         colors.reset + ": " + diagnostic.message + "\n";
}

}  // namespace mgl
