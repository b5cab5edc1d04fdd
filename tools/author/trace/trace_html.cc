// A table, place after place. Every text of an author or a source is escaped; standings are told by
// words, colour only repeats them.
#include <fmt/format.h>

#include "tools/author/trace/trace_output.h"
#include "tools/words/one_line.h"

namespace mgl {
namespace {

constexpr const char* kStyle = R"css(
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #c9c9c9; --faint: #595959;
  --head: #f0f0f0; --quoted: #1a6b2f; --open: #8a5200; --bad: #a4161a; --notice: #fff3cd; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --page: #161616; --line: #444;
  --faint: #a8a8a8; --head: #262626; --quoted: #7fd491; --open: #f0b45a; --bad: #ff8f8f;
  --notice: #4a3b00; } }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page);
  max-width: 90rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
.notice { border: 2px solid var(--open); background: var(--notice); padding: .6rem .9rem;
  font-weight: bold; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; }
dt, .faint { color: var(--faint); } dd, p.detail { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .35rem .5rem; text-align: left;
  vertical-align: top; }
thead th { background: var(--head); } tbody th { white-space: nowrap; }
.standing { white-space: nowrap; font-weight: bold; } .source { min-width: 12rem; }
.quoted { color: var(--quoted); } .interpreted, .assumed { color: var(--open); }
.added, .unaccounted { color: var(--bad); } .left { color: var(--faint); }
.silent, .input { color: var(--faint); }
ul { margin: 0; padding-left: 1.1rem; } a { color: inherit; }
@media print { :root { color-scheme: light; --text: #000; --page: #fff; --line: #888;
  --faint: #444; --head: #eee; --quoted: #1a6b2f; --open: #8a5200; --bad: #a4161a; --notice: #fff; }
  body { font-size: 9pt; max-width: none; padding: 0; } tr { break-inside: avoid; }
  thead { display: table-header-group; } }
)css";

/// On one line: control characters are none of HTML's.
std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : OnOneLine(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

template <typename Items>
std::string BulletList(const Items& items) {
  std::string out = "<ul>";
  for (const std::string_view item : items) out += "<li>" + Escaped(item) + "</li>";
  return out + "</ul>";
}

/// `left` for "left out": the first word.
std::string_view ClassOf(Standing standing) {
  const std::string_view name = StandingName(standing);
  return name.substr(0, name.find(' '));
}

class HtmlTrace {
 public:
  explicit HtmlTrace(const Trace& trace) : trace_(trace), has_text_(!trace.document.empty()) {}

  std::string Write() {
    AddHead();
    AddParts();
    AddList("Without a place in the source", trace_.without_place);
    AddList("Facts without a place: they are asked for and state nothing", trace_.inputs);
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void AddHead() {
    const std::string title = Escaped(TraceTitle(trace_));
    out_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>Trace: {0}</title>\n<style>{1}</style>\n</head>\n<body>\n"
        "<p class=\"notice\">{2}</p>\n<h1>What became of the source: {0}</h1>\n<p><b>{3}</b></p>\n",
        title, kStyle, Escaped(StatusLine(trace_.header.guideline)), Escaped(SummaryLine(trace_)));
    if (!trace_.counts.unaccounted.empty()) {
      out_ += fmt::format("<p class=\"unaccounted\">Unaccounted for: line {}.</p>\n",
                          LinesInWords(trace_.counts.unaccounted));
    }
    out_ += "<dl>\n";
    for (const auto& [name, content] : HeaderInWords(trace_)) {
      out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", Escaped(name), Escaped(content));
    }
    out_ += "</dl>\n";
  }

  void BeginTable(bool has_place, bool has_text) {
    out_ += "<table>\n<thead><tr>";
    if (has_place) out_ += "<th scope=\"col\">Place</th>";
    if (has_text) out_ += "<th scope=\"col\">Source</th>";
    out_ +=
        "<th scope=\"col\">Standing</th><th scope=\"col\">Became</th>"
        "<th scope=\"col\">Evidence</th><th scope=\"col\">Examples</th></tr></thead>\n<tbody>\n";
  }

  void AddParts() {
    if (trace_.parts.empty()) return;
    out_ += "<h2>By place</h2>\n";
    BeginTable(true, has_text_);
    for (std::size_t i = 0; i < trace_.parts.size(); ++i) AddPart(i);
    out_ += "</tbody>\n</table>\n";
  }

  void AddPart(std::size_t index) {
    const TracedPart& part = trace_.parts[index];
    const std::size_t rows = part.statements.size();
    if (part.state == PartState::kBlank && rows == 0) return;
    const std::string span = rows > 1 ? fmt::format(" rowspan=\"{}\"", rows) : "";
    out_ += fmt::format("<tr><th scope=\"row\"{} id=\"p{}\">{}</th>", span, index,
                        Escaped(PartName(part)));
    if (has_text_) {
      out_ += fmt::format("<td class=\"source\" dir=\"auto\"{}>{}</td>", span, Escaped(part.text));
    }
    if (rows == 0) {
      out_ += "<td class=\"standing unaccounted\" colspan=\"4\">unaccounted for</td></tr>\n";
    }
    for (std::size_t i = 0; i < rows; ++i) {
      if (i > 0) out_ += "<tr>";
      const std::uint32_t id = part.statements[i];
      AddCells(trace_.statements[id], id, trace_.statements[id].part == index);
      out_ += "</tr>\n";
    }
  }

  void AddList(std::string_view title, const std::vector<std::uint32_t>& ids) {
    if (ids.empty()) return;
    out_ += fmt::format("<h2>{}</h2>\n", title);
    BeginTable(false, false);
    for (const std::uint32_t id : ids) {
      out_ += "<tr>";
      AddCells(trace_.statements[id], id, true);
      out_ += "</tr>\n";
    }
    out_ += "</tbody>\n</table>\n";
  }

  void AddCells(const TracedStatement& statement, std::uint32_t id, bool in_full) {
    out_ += fmt::format("<td class=\"standing {}\">{}</td>", ClassOf(statement.standing),
                        StandingName(statement.standing));
    if (!in_full) {
      out_ += fmt::format(
          "<td>{} <span class=\"faint\">(<a href=\"#s{}\">as at {}</a>)</span></td><td></td>"
          "<td></td>",
          Escaped(StatementInWords(statement)), id,
          Escaped(PartName(trace_.parts[*statement.part])));
      return;
    }
    out_ += fmt::format("<td id=\"s{}\">{} <span class=\"faint\">{}</span>", id,
                        Escaped(StatementInWords(statement)),
                        Escaped(DeclarationPlace(trace_, statement)));
    for (const std::string& detail : DetailsOf(statement)) {
      out_ += "<p class=\"detail faint\">" + Escaped(detail) + "</p>";
    }
    out_ += "</td><td>";
    std::vector<std::string> evidence;
    for (const TracedCitation& citation : statement.citations) {
      evidence.push_back(CitationInWords(citation));
    }
    if (!evidence.empty()) out_ += BulletList(evidence);
    out_ += "</td><td>";
    if (!statement.examples.empty()) {
      out_ += BulletList(statement.examples);
    } else if (statement.is_outcome) {
      out_ += "<span class=\"faint\">none</span>";
    }
    out_ += "</td>";
  }

  const Trace& trace_;
  bool has_text_;
  std::string out_;
};

}  // namespace

std::string TraceHtml(const Trace& trace) { return HtmlTrace(trace).Write(); }

}  // namespace mgl
