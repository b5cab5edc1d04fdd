// No line is wider than the screen: text breaks anywhere rather than run out of it.
#include "tools/words/html_page.h"

#include <fmt/format.h>

#include "tools/words/one_line.h"

namespace mgl {
namespace {

constexpr const char* kStyle = R"css(
:root { color-scheme: light dark; --text: #1b1b1b; --page: #fff; --line: #c9c9c9; --faint: #595959;
  --head: #f0f0f0; --good: #1a6b2f; --open: #8a5200; --bad: #a4161a; --notice: #fff3cd; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e6e6; --page: #161616; --line: #444;
  --faint: #a8a8a8; --head: #262626; --good: #7fd491; --open: #f0b45a; --bad: #ff8f8f;
  --notice: #4a3b00; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--text); background: var(--page);
  max-width: 90rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.2; } h2 { font-size: 1.15rem; margin-top: 2rem; }
h1, h2, h3 { break-after: avoid; }
.notice { border: 2px solid var(--open); background: var(--notice); padding: .6rem .9rem;
  font-weight: bold; }
.good { color: var(--good); } .open { color: var(--open); } .bad { color: var(--bad); }
.faint { color: var(--faint); } a { color: inherit; }
@media print { :root { color-scheme: light; --text: #000; --page: #fff; --line: #888;
  --faint: #444; --head: #eee; --good: #1a6b2f; --open: #8a5200; --bad: #a4161a; --notice: #fff; }
  body { font-size: 9pt; max-width: none; padding: 0; } }
)css";

}  // namespace

std::string HtmlText(std::string_view text) {
  std::string out;
  for (const char c : OnOneLine(text)) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\'') {
      out += "&#39;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string HtmlBegin(std::string_view title, std::string_view style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}</title>\n<style>{}{}</style>\n</head>\n<body>\n",
      HtmlText(title), kStyle, style);
}

std::string HtmlEnd() { return "</body>\n</html>\n"; }

}  // namespace mgl
