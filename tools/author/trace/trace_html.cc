// A table, place after place. Every text of an author or a source is escaped; standings are told by
// words, colour only repeats them.
#include <fmt/format.h>

#include "tools/author/trace/trace_output.h"
#include "tools/words/html_page.h"

namespace mgl {
namespace {

constexpr const char* kStyle = R"css(
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1rem 1rem; }
dt { color: var(--faint); } dd, p.detail { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .35rem .5rem; text-align: left;
  vertical-align: top; }
td { min-width: 7rem; } .source { min-width: 12rem; }
thead th { background: var(--head); } tbody th, .standing { white-space: nowrap; }
.standing { font-weight: bold; min-width: 0; }
.quoted { color: var(--good); } .interpreted, .assumed { color: var(--open); }
.added, .unaccounted { color: var(--bad); } .left, .silent, .input { color: var(--faint); }
ul { margin: 0; padding-left: 1.1rem; }
@media screen and (max-width: 60rem) {
  dl, table, tbody, tr, tbody th, td { display: block; } dd { padding-left: .9rem; }
  thead, td:empty { display: none; }
  td, .source { border: 0; min-width: 0; padding: .15rem 0 .15rem .9rem; }
  tbody th { border: 0; border-top: 2px solid var(--line); padding: .6rem 0 .15rem;
    white-space: normal; }
  .standing { padding-top: .5rem; white-space: normal; }
  td[data-is]::before { content: attr(data-is) ": "; color: var(--faint); } }
@media print { tr { break-inside: avoid; } thead { display: table-header-group; }
  td { min-width: 5rem; } .source { min-width: 8rem; } }
)css";

template <typename Items>
std::string BulletList(const Items& items) {
  std::string out = "<ul>";
  for (const std::string_view item : items) out += "<li>" + HtmlText(item) + "</li>";
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
    out_ += HtmlEnd();
    return std::move(out_);
  }

 private:
  void AddHead() {
    const std::string title = TraceTitle(trace_);
    out_ += HtmlBegin("Trace: " + title, kStyle);
    out_ += fmt::format(
        "<p class=\"notice\">{1}</p>\n<h1>What became of the source: {0}</h1>\n<p><b>{2}</b></p>\n",
        HtmlText(title), HtmlText(StatusLine(trace_.header.guideline)),
        HtmlText(SummaryLine(trace_)));
    if (!trace_.counts.unaccounted.empty()) {
      out_ += fmt::format("<p class=\"unaccounted\">Unaccounted for: line {}.</p>\n",
                          LinesInWords(trace_.counts.unaccounted));
    }
    out_ += "<dl>\n";
    for (const auto& [name, content] : HeaderInWords(trace_)) {
      out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", HtmlText(name), HtmlText(content));
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
                        HtmlText(PartName(part)));
    if (has_text_) {
      out_ += fmt::format("<td class=\"source\" dir=\"auto\"{}>{}</td>", span, HtmlText(part.text));
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

  /// A narrow screen has no heads above the cells: they name themselves.
  void BeginCell(std::string_view name, bool has_content) {
    out_ += has_content ? fmt::format("<td data-is=\"{}\">", name) : "<td>";
  }

  void AddCells(const TracedStatement& statement, std::uint32_t id, bool in_full) {
    out_ += fmt::format("<td class=\"standing {}\">{}</td>", ClassOf(statement.standing),
                        StandingName(statement.standing));
    if (!in_full) {
      out_ += fmt::format(
          "<td>{} <span class=\"faint\">(<a href=\"#s{}\">as at {}</a>)</span></td><td></td>"
          "<td></td>",
          HtmlText(StatementInWords(statement)), id,
          HtmlText(PartName(trace_.parts[*statement.part])));
      return;
    }
    out_ +=
        fmt::format("<td id=\"s{}\">{} <span class=\"faint\">{}</span>", id,
                    HtmlText(StatementInWords(statement)), HtmlText(DeclarationPlace(statement)));
    for (const std::string& detail : DetailsOf(statement)) {
      out_ += "<p class=\"detail faint\">" + HtmlText(detail) + "</p>";
    }
    out_ += "</td>";
    BeginCell("Evidence", !statement.citations.empty());
    std::vector<std::string> evidence;
    for (const TracedCitation& citation : statement.citations) {
      evidence.push_back(CitationInWords(citation));
    }
    if (!evidence.empty()) out_ += BulletList(evidence);
    out_ += "</td>";
    BeginCell("Examples", !statement.examples.empty() || statement.is_outcome);
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
