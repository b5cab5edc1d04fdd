// What all pages in HTML share: one file without scripts and without anything from elsewhere, for
// a phone, a screen in the dark, and paper.
#pragma once

#include <string>
#include <string_view>

namespace mgl {

/// A text as HTML, on one line: control characters are none of HTML's.
std::string HtmlText(std::string_view text);

/// All up to the body's begin; `style` is CSS beside that of all pages. Its classes: `notice`,
/// `good`, `open`, `bad`, `faint`.
std::string HtmlBegin(std::string_view title, std::string_view style);

std::string HtmlEnd();

}  // namespace mgl
