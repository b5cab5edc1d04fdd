// In HTML an indentation that is deeper than the line's before opens a list in it.
#include "tools/words/document.h"

#include <fmt/format.h>

#include "engine/text/plain_text.h"
#include "tools/words/html_page.h"

namespace mgl {
namespace {

using LineKind = DocumentLine::Kind;

constexpr std::size_t kTermIndent = 2;
constexpr std::size_t kTermWidth = 23;

std::string_view ClassOf(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kBold:
      return "bold";
    case Ink::kGood:
      return "good";
    case Ink::kBad:
      return "bad";
    case Ink::kOpen:
      return "open";
    case Ink::kFaint:
      return "faint";
  }
  return "";
}

std::string InkedHtml(std::string_view text, Ink ink) {
  const std::string escaped = HtmlText(Trimmed(text));
  if (escaped.empty() || ink == Ink::kPlain) return escaped;
  if (ink == Ink::kBold) return fmt::format("<b>{}</b>", escaped);
  return fmt::format("<span class=\"{}\">{}</span>", ClassOf(ink), escaped);
}

class HtmlArticle {
 public:
  std::string Write(const Document& document) {
    out_ = "<article>\n";
    for (const DocumentLine& line : document.lines()) AddLine(line);
    Close();
    return out_ + "</article>\n";
  }

 private:
  void AddLine(const DocumentLine& line) {
    const bool is_listed = line.kind == LineKind::kLine && line.indent > 0;
    const bool goes_on =
        (is_listed && !in_terms_) || (line.kind == LineKind::kTerm && indents_.empty());
    if (!goes_on) Close();
    switch (line.kind) {
      case LineKind::kTitle:
        out_ += fmt::format("<h1>{}</h1>\n", HtmlText(line.text));
        break;
      case LineKind::kNotice:
        out_ += fmt::format("<p class=\"notice\">{}</p>\n", HtmlText(line.text));
        break;
      case LineKind::kSection:
        out_ += fmt::format("<h2>{}</h2>\n", HtmlText(line.text));
        break;
      case LineKind::kHeading:
        out_ += fmt::format("<h3>{}</h3>\n", HtmlText(line.text));
        break;
      case LineKind::kTerm:
        AddTerm(line);
        break;
      case LineKind::kLine:
        AddListed(line);
        break;
    }
  }

  void AddTerm(const DocumentLine& line) {
    if (!std::exchange(in_terms_, true)) out_ += "<dl>\n";
    if (!line.lead.empty()) out_ += fmt::format("<dt>{}</dt>", InkedHtml(line.lead, line.ink));
    out_ += fmt::format("<dd>{}</dd>\n", InkedHtml(line.text, line.text_ink));
  }

  void AddListed(const DocumentLine& line) {
    const std::string lead = InkedHtml(line.lead, line.ink);
    const std::string text = InkedHtml(line.text, line.text_ink);
    const std::string both = lead + (lead.empty() || text.empty() ? "" : " ") + text;
    if (line.indent == 0) {
      out_ += fmt::format("<p>{}</p>\n", both);
      return;
    }
    while (!indents_.empty() && indents_.back() > line.indent) EndList();
    if (!indents_.empty() && indents_.back() == line.indent) {
      out_ += "</li>\n";
    } else {
      out_ += "<ul>\n";
      indents_.push_back(line.indent);
    }
    out_ += "<li>" + both;
  }

  void EndList() {
    out_ += "</li>\n</ul>\n";
    indents_.pop_back();
  }

  /// Ends all that is open.
  void Close() {
    while (!indents_.empty()) EndList();
    if (std::exchange(in_terms_, false)) out_ += "</dl>\n";
  }

  std::string out_;
  std::vector<std::size_t> indents_;  // of the lists that are open
  bool in_terms_ = false;
};

}  // namespace

const char* const kDocumentStyle = R"css(
body { max-width: 60rem; }
article + article { border-top: 2px solid var(--line); margin-top: 2rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .3rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: .15rem 0; } article > ul > li { margin: .5rem 0; }
li > ul { border-left: 1px solid var(--line); padding-left: .7rem; margin-left: .2rem; }
dl { display: grid; grid-template-columns: minmax(8rem, auto) minmax(0, 1fr); gap: .15rem 1rem;
  margin: 0; }
dt { color: var(--faint); } dd { grid-column: 2; margin: 0; }
@media (max-width: 40rem) { dl { display: block; } dd { padding-left: .9rem; } }
@media print { article + article { break-before: page; border: 0; margin: 0; }
  li { orphans: 2; widows: 2; } dl { break-inside: avoid; } }
)css";

void Document::Add(DocumentLine::Kind kind, std::string_view text) {
  DocumentLine& line = lines_.emplace_back();
  line.kind = kind;
  line.text = text;
}

void Document::AddTerm(std::string_view lead, Ink ink, std::string_view text) {
  lines_.push_back({LineKind::kTerm, 0, std::string(lead), ink, std::string(text)});
}

void Document::Add(std::size_t indent, std::string_view lead, Ink ink, std::string_view text,
                   Ink text_ink) {
  lines_.push_back({LineKind::kLine, indent, std::string(lead), ink, std::string(text), text_ink});
}

std::string DocumentText(const Document& document, const TextStyle& style) {
  TextPage page(style.width, style.color);
  for (const DocumentLine& line : document.lines()) {
    switch (line.kind) {
      case LineKind::kSection:
      case LineKind::kHeading:
        page.Blank();
        [[fallthrough]];
      case LineKind::kTitle:
        page.Add(0, line.text, Ink::kBold);
        break;
      case LineKind::kNotice:
        page.Add(0, line.text);
        break;
      case LineKind::kTerm:
        page.Add(kTermIndent,
                 fmt::format("{:<{}}", line.lead.empty() ? "" : line.lead + ":", kTermWidth),
                 line.ink, line.text, line.text_ink);
        break;
      case LineKind::kLine:
        page.Add(line.indent, line.lead, line.ink, line.text, line.text_ink);
        break;
    }
  }
  return page.Take();
}

std::string DocumentHtml(const Document& document) { return HtmlArticle().Write(document); }

}  // namespace mgl
