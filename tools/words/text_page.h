// Lines of text that are wrapped at a width, with colours that do not count.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace mgl {

enum class Ink { kPlain, kBold, kGood, kBad, kOpen, kFaint };

/// The text with the codes of a terminal around it.
std::string Inked(std::string_view text, Ink ink);

struct TextStyle {
  std::size_t width = 100;  // of a line, in characters
  bool color = false;
};

/// A page that grows at its end.
class TextPage {
 public:
  TextPage(std::size_t width, bool color) : width_(width), color_(color) {}

  /// `lead` (in its ink), then `text`, indented; further lines stand below the text's start.
  void Add(std::size_t indent, std::string_view lead, Ink ink, std::string_view text,
           Ink text_ink = Ink::kPlain);
  void Add(std::size_t indent, std::string_view text, Ink ink = Ink::kPlain) {
    Add(indent, "", Ink::kPlain, text, ink);
  }
  /// Its leading blanks are indentation too.
  void AddLine(std::size_t indent, std::string_view line, Ink ink = Ink::kPlain);
  void Blank();

  std::string Take() { return std::exchange(page_, {}); }

 private:
  std::string InkedHere(std::string_view text, Ink ink) const {
    return color_ ? Inked(text, ink) : std::string(text);
  }

  std::size_t width_;
  bool color_;
  std::string page_;
};

}  // namespace mgl
