// What a page says, line by line, before it is known what it is shown on: a terminal or a browser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/words/text_page.h"

namespace mgl {

struct DocumentLine {
  enum class Kind {
    kTitle,    // what the page is about
    kNotice,   // how far it may be trusted
    kSection,  // of the parts of a page the largest
    kHeading,  // within a section
    kTerm,     // `lead` names what `text` lists; no lead: the same goes on
    kLine,     // of a list in a list in …, by its indentation; without any, a paragraph
  };
  Kind kind = Kind::kLine;
  std::size_t indent = 0;  // in characters
  std::string lead;
  Ink ink = Ink::kPlain;  // of `lead`
  std::string text;
  Ink text_ink = Ink::kPlain;
};

/// A page that grows at its end.
class Document {
 public:
  void Add(DocumentLine::Kind kind, std::string_view text);
  void AddTerm(std::string_view lead, Ink ink, std::string_view text);
  /// As TextPage's.
  void Add(std::size_t indent, std::string_view lead, Ink ink, std::string_view text,
           Ink text_ink = Ink::kPlain);
  void Add(std::size_t indent, std::string_view text, Ink ink = Ink::kPlain) {
    Add(indent, "", Ink::kPlain, text, ink);
  }

  const std::vector<DocumentLine>& lines() const { return lines_; }

 private:
  std::vector<DocumentLine> lines_;
};

/// For a terminal.
std::string DocumentText(const Document& document, const TextStyle& style);

/// An element `article`, to stand between HtmlBegin(…, kDocumentStyle) and HtmlEnd().
std::string DocumentHtml(const Document& document);
extern const char* const kDocumentStyle;

}  // namespace mgl
