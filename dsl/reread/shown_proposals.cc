// Helps are read as their readers read them: `write` and the text in backticks, `and below it`
// further lines, `or` another way. What is not led in so is no proposal.
#include "dsl/reread/shown_proposals.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>

#include "dsl/parse/declared_names.h"
#include "dsl/parse/misspelt.h"
#include "dsl/parse/parse_found.h"
#include "dsl/reread/proposal_place.h"
#include "dsl/text/words.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// Words, and behind them a text in backticks.
struct Part {
  std::string_view words;
  std::string_view shown;
  std::size_t begin = 0;  // of the first backtick
  std::size_t end = 0;    // behind the second
};

struct Parts {
  std::vector<Part> parts;
  std::string_view rest;  // words behind the last
};

Parts PartsOf(std::string_view help) {
  Parts all;
  std::size_t at = 0;
  for (std::size_t open = help.find('`'); open != help.npos; open = help.find('`', at)) {
    const std::size_t close = help.find('`', open + 1);
    if (close == help.npos) break;
    all.parts.push_back(
        {help.substr(at, open - at), help.substr(open + 1, close - open - 1), open, close + 1});
    at = close + 1;
  }
  all.rest = help.substr(at);
  return all;
}

bool IsExample(std::string_view words) {
  return words.find("such as") != words.npos || words.find("for example") != words.npos;
}

/// The words lead in what is to be written at the place of the message: not below it, not for some
/// patients only, not in place of something else.
bool LeadsIn(std::string_view words) {
  if (IsExample(words)) return false;
  const std::size_t semicolon = words.rfind("; ");
  std::string_view clause = semicolon == words.npos ? words : words.substr(semicolon + 2);
  if (clause.ends_with("leave it out: ")) return true;
  // `write the unit: `, `write year, month and day: `
  if (clause.ends_with(": ")) {
    return clause.starts_with("write") && clause.find("rule") == clause.npos &&
           clause.find(" behind ") == clause.npos;
  }
  const std::size_t colon = clause.rfind(": ");
  if (colon != clause.npos) clause = clause.substr(colon + 2);
  if (clause.starts_with(", and ")) clause = clause.substr(6);
  return IsIn(clause, {"write ", "write here ", "did you mean ", "write the lines "});
}

bool LeadsToLine(std::string_view words) {
  return words == ", and below it " || words == ", below it " || words == " and below it ";
}
bool LeadsToMore(std::string_view words) { return words == ", " || words == " and "; }
bool LeadsToDeclaration(std::string_view words) {
  return IsIn(words, {", and declare ", "; and declare ", "; declare ", " here, and declare ",
                      ", and declare that date: "});
}

/// What the words between two texts say of the second: it is another way.
bool IsOtherWay(std::string_view words) {
  if (words == " or " || words == ", or ") return true;
  const bool decides =
      words.starts_with(" if ") || words.starts_with(" where ") || words.starts_with(", where ");
  return decides && words.find(';') == words.npos;
}

/// What the words behind a text say of it: it is not for this place, or not all of it.
bool IsElsewhere(std::string_view words) {
  if (words.starts_with(", and likewise")) return false;
  constexpr std::string_view kElsewhere[] = {
      " for ",     " under ",      " in place of ", " after ", " before ",   " with ",
      " in line",  " instead of ", " behind",       " (",      " and a ",    " and the ",
      " between ", ", and ",       " in its place", ", so ",   " where it ", ", with "};
  return std::ranges::any_of(kElsewhere,
                             [&](std::string_view start) { return words.starts_with(start); });
}

/// `1 g`, `mg/m`: no name.
bool IsUnit(std::string_view shown, Span token) {
  const std::string_view before = Trimmed(shown.substr(0, token.begin));
  const bool is_behind = !before.empty() && (IsDigit(before.back()) || before.back() == '/');
  return is_behind || (token.end < shown.size() && shown[token.end] == '/');
}

/// With blanks where words would run together.
std::string Apart(std::string_view text, Span place, std::string_view shown) {
  std::string apart(shown);
  const auto is_word = [](char c) { return IsWordCharacter(c) || c == '"'; };
  const bool is_short = place.begin == place.end || IsWordStart(shown.front());
  const bool touches = place.begin > 0 && is_word(text[place.begin - 1]);
  // `150K/uL`: a unit that begins with a number.
  const bool is_number = touches && IsDigit(text[place.begin - 1]) && IsDigit(shown.front());
  if ((touches && is_short && is_word(shown.front())) || is_number) apart.insert(0, 1, ' ');
  if (place.end < text.size() && is_word(text[place.end]) && is_word(shown.back())) apart += ' ';
  return apart;
}

class HelpReader {
 public:
  HelpReader(const SourceFile& source, const Diagnostic& diagnostic)
      : source_(source), diagnostic_(diagnostic), said_(PartsOf(diagnostic.help)) {}

  std::vector<ShownProposal> Read() {
    std::vector<ShownProposal> all;
    const std::vector<Part>& parts = said_.parts;
    std::size_t at = 0;
    std::vector<std::string> declared;
    while (at < parts.size() && !LeadsIn(parts[at].words)) {
      if (parts[at].words.ends_with("declare ")) declared.emplace_back(parts[at].shown);
      ++at;
    }
    if (at == parts.size()) return all;
    while (at < parts.size()) {
      std::optional<ShownProposal> proposal = ReadOne(at);
      if (!proposal) return {};
      for (const std::string& declaration : declared) {
        if (HasPlaceholder(declaration, source_.text())) return {};
        proposal->declarations.push_back(declaration);
      }
      all.push_back(std::move(*proposal));
      if (at == parts.size() || !IsOtherWay(parts[at].words)) break;
    }
    return all;
  }

 private:
  bool IsShownWhole(const Part& part) const {
    return !part.shown.empty() && !HasPlaceholder(part.shown, source_.text());
  }

  /// The one that begins with the part `at`, which is moved behind it.
  std::optional<ShownProposal> ReadOne(std::size_t& at) {
    const std::vector<Part>& parts = said_.parts;
    ShownProposal proposal;
    proposal.help_begin = parts[at].begin;
    const std::string_view first = parts[at].shown;
    if (!IsShownWhole(parts[at])) return std::nullopt;
    bool is_lines = parts[at].words.ends_with("the lines ");
    std::string all(first);
    std::vector<std::string_view> below;
    std::vector<std::string> declared;
    proposal.help_end = parts[at++].end;
    bool is_declaring = false;
    for (; at < parts.size(); ++at) {
      const std::string_view words = parts[at].words;
      if (LeadsToDeclaration(words)) {
        is_declaring = true;
      } else if (LeadsToLine(words)) {
        is_lines = true;
      } else if (!LeadsToMore(words) || (!is_lines && !is_declaring)) {
        break;
      }
      if (!IsShownWhole(parts[at])) return std::nullopt;
      if (is_declaring) {
        declared.emplace_back(parts[at].shown);
      } else {
        below.push_back(parts[at].shown);
      }
      all += ' ';
      all += parts[at].shown;
      proposal.help_end = parts[at].end;
    }
    const std::string_view next = at < parts.size() ? parts[at].words : said_.rest;
    if (IsElsewhere(next) && !LeadsToDeclaration(next)) return std::nullopt;
    for (std::size_t later = at; later < parts.size(); ++later) {
      if (!parts[later].words.ends_with(" and declare ")) continue;
      if (IsShownWhole(parts[later])) declared.emplace_back(parts[later].shown);
    }
    proposal.declarations = std::move(declared);
    if (!Place(first, below, all, proposal)) return std::nullopt;
    return proposal;
  }

  /// Nothing changes, or it has no place here: no proposal.
  bool Place(std::string_view first, const std::vector<std::string_view>& below,
             const std::string& all, ShownProposal& proposal) const {
    const std::string_view text = source_.text();
    const Span whole = LineOf(text, diagnostic_.span);
    const bool is_line = diagnostic_.span == whole;
    if (BeginsDeclaration(first) && !IsDeclarationWord(WordAt(text, whole.begin))) {
      if (!is_line) return false;
      std::string declaration(first);
      for (const std::string_view more : below) declaration += fmt::format("\n  {}", more);
      proposal.edits.push_back({whole, ""});
      proposal.declarations.insert(proposal.declarations.begin(), std::move(declaration));
      return true;
    }
    const std::optional<Span> found =
        PlaceOf(source_, diagnostic_.span, first, all, diagnostic_.help);
    if (!found) return false;
    Span place = *found;
    std::string written = Written(first, place);
    if (below.empty() && TextOf(text, place) == written) return false;
    const std::size_t begin = LineBegin(text, place.begin);
    const std::size_t first_word = std::min(text.find_first_not_of(" \t", begin), text.size());
    std::string indent(text.substr(begin, first_word - begin));
    if (IsDeclarationWord(WordAt(text, first_word))) indent += "  ";
    const Span line = LineOf(text, place);
    std::string lines;
    for (const std::string_view more : below) lines += fmt::format("\n{}{}", indent, more);
    proposal.edits.push_back({place, written});
    if (lines.empty()) return true;
    if (line.end == place.end) {
      proposal.edits.back().text += lines;
    } else {
      proposal.edits.push_back({SpanOf(line.end, line.end), lines});
    }
    return true;
  }

  /// `did you mean` asks for what is underlined.
  bool IsWordAsked() const { return diagnostic_.help.starts_with("did you mean"); }

  /// A text stays in its quotes; what was expected before a number does not take its place.
  std::string Written(std::string_view first, Span& place) const {
    const std::string_view text = source_.text();
    const std::string_view old = TextOf(text, place);
    if (old.starts_with('"') && old.ends_with('"') && first.find('"') == first.npos &&
        IsWordAsked()) {
      return fmt::format("\"{}\"", first);
    }
    const Span span = diagnostic_.span;
    const bool is_next = IsIn(TextOf(text, span), {"gives", ","});
    if (diagnostic_.message.starts_with("expected ") && place.end == span.end &&
        (is_next || Loses(text, TextOf(text, span), first))) {
      place.end = span.begin;
      return fmt::format("{} ", first);
    }
    return Apart(text, place, first);
  }

  const SourceFile& source_;
  const Diagnostic& diagnostic_;
  Parts said_;
};

}  // namespace

bool HasPlaceholder(std::string_view shown, std::string_view text) {
  if (shown.find("…") != shown.npos) return true;
  constexpr std::size_t kLeast = 3;  // letters: `A` and `IV` are somebody's
  return std::ranges::any_of(TokensOf(shown), [&](Span span) {
    const std::string_view word = TextOf(shown, span);
    const bool is_loud = std::ranges::all_of(word, [](char c) { return (c >= 'A' && c <= 'Z'); });
    const bool is_letter = word.size() == 1 && word[0] >= 'a' && word[0] <= 'z';
    const bool stands = (is_loud && word.size() >= kLeast) || (is_letter && !IsUnit(shown, span));
    return stands && CountIn(text, word) == 0;
  });
}

std::vector<ShownProposal> ShownProposals(const SourceFile& source, const Diagnostic& diagnostic) {
  std::vector<ShownProposal> all = HelpReader(source, diagnostic).Read();
  const bool is_moved = !all.empty() && all.front().edits.front().text.empty();
  const bool are_lines = !all.empty() && diagnostic.labels.empty() &&
                         all.front().edits.back().text.find('\n') != std::string::npos;
  if (diagnostic.edits.empty() || all.size() > 1 || is_moved || are_lines) return all;
  // Edits say the place themselves; what a label shows is the same mistake in another line.
  ShownProposal own;
  if (!all.empty()) own = std::move(all.front());
  own.edits = diagnostic.edits;
  for (const Label& label : diagnostic.labels) {
    constexpr std::string_view kHere = "here: write `";
    if (!label.text.starts_with(kHere) || !label.text.ends_with('`')) continue;
    const std::string_view shown = std::string_view(label.text).substr(kHere.size());
    own.edits.push_back({label.span, std::string(shown.substr(0, shown.size() - 1))});
  }
  std::ranges::stable_sort(own.edits, {}, [](const Edit& edit) { return edit.span.begin; });
  std::vector<Edit> apart;
  for (Edit& edit : own.edits) {
    if (apart.empty() || apart.back().span.end <= edit.span.begin) apart.push_back(std::move(edit));
  }
  own.edits = std::move(apart);
  return {own};
}

}  // namespace mgl
