// The guideline that is adapted, with what is changed and withdrawn of it; then what is used, and
// what the file says itself.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/assemble/assembler.h"
#include "dsl/text/words.h"
#include "engine/text/did_you_mean.h"

namespace mgl {
namespace {

/// Lines of the header that are about the file that has them.
constexpr std::string_view kOwnHeaderWords[] = {"language", "version",  "status",
                                                "approved", "reviewer", "review",
                                                "valid",    "replaces", "adapts"};

std::string_view HeadOf(std::string_view key) { return key.substr(0, key.find(' ')); }

}  // namespace

std::string SaidOfHeader(const WrittenText& text, const WrittenDeclaration& header) {
  std::string said;
  for (const WrittenLine& line : header.lines) {
    if (IsOneOf(line.keyword, kOwnHeaderWords) && line.keyword != "status") continue;
    said += "\n" + text.Words(line.node, text.NodeAt(line.node).next);
  }
  return said;
}

/// `key`: of what it means; empty for every example.
void Assembler::AddLocalChange(const ast::OtherDeclaration& other, LocalChange::What what,
                               const std::string& key) {
  const WrittenDeclaration& written = *own_.At(other.span.begin);
  LocalChange change;
  change.what = what;
  change.kind = written.keyword;
  change.key = key;
  change.name = other.is_every         ? "every example"
                : written.name.empty() ? written.key
                                       : written.name;
  change.because = other.because.text;
  for (const ast::Citation& citation : other.provenance.citations) {
    change.citations.push_back(citation.key.text);
  }
  change.place = pieces_.Behind(source_, {other.keyword.begin, other.because.span.end});
  change.whole = pieces_.Behind(source_, other.span);
  change_index_[&other] = result_.assembly.changes.size();
  result_.assembly.changes.push_back(std::move(change));
}

/// Whether no other declaration of upstream has this first line, which is reported.
bool Assembler::IsOnlyOne(const WrittenDeclaration& meant, const ast::OtherDeclaration& other) {
  const SourceFile* const source = upstream_->text.source;
  for (const WrittenDeclaration& written : upstream_->written->declarations()) {
    if (&written == &meant || written.key != meant.key) continue;
    Mistake(DiagnosticKind::kSameFirstLine, other.head,
            fmt::format("`{}` stands twice in `{}`", meant.key, header_->adapts->text),
            "nobody can say which is meant: give one of them another title there, or say in one "
            "declaration what both say",
            {{source, {meant.head, "here"}}, {source, {written.head, "and here"}}});
    return false;
  }
  return true;
}

/// The declaration of upstream that is meant; null where there is none, which is reported.
const WrittenDeclaration* Assembler::FindMeant(const ast::OtherDeclaration& other) {
  const std::string& key = own_.At(other.span.begin)->key;
  const bool is_header = other.kind.text == "guideline";
  const auto& declarations = upstream_->written->declarations();
  const WrittenDeclaration* const meant =
      is_header ? upstream_->written->FindKind("guideline") : upstream_->written->Find(key);
  const bool is_own_header =
      is_header && (other.name.text == header_->name.text || other.name.text == meant->name);
  if (meant != nullptr && !is_header && !IsOnlyOne(*meant, other)) return nullptr;
  if (meant != nullptr && (!is_header || is_own_header)) return meant;
  std::string help;
  std::vector<std::string> keys;
  for (const WrittenDeclaration& written : declarations) {
    keys.push_back(written.key);
    const bool is_other_kind = !other.name.text.empty() && written.name == other.name.text;
    if (is_other_kind) help = fmt::format("`{}` is a {}", written.name, written.keyword);
  }
  if (help.empty()) help = DidYouMean(key, keys);
  if (help.empty()) {
    std::erase_if(keys, [&](const std::string& of) { return HeadOf(of) != HeadOf(key); });
    constexpr std::size_t kMostShown = 8;
    if (keys.size() > kMostShown) keys.resize(kMostShown);
    if (!keys.empty()) help = fmt::format("there are: `{}`; ", fmt::join(keys, "`, `"));
    help += "where upstream has it no more, remove this";
  }
  Mistake(DiagnosticKind::kNothingToChange, other.head,
          fmt::format("`{}` has no `{}`", header_->adapts->text, key), std::move(help));
  return nullptr;
}

void Assembler::FindChanges() {
  for (const ast::Declaration& declaration : file_.declarations) {
    const auto* change = std::get_if<ast::Change>(&declaration);
    const auto* withdraw = std::get_if<ast::Withdraw>(&declaration);
    const ast::OtherDeclaration* const other =
        change != nullptr ? static_cast<const ast::OtherDeclaration*>(change) : withdraw;
    if (other == nullptr) continue;
    if (upstream_ == nullptr) {
      if (header_ != nullptr && header_->adapts) continue;
      Mistake(DiagnosticKind::kNothingAdapted, other->keyword,
              fmt::format("`{}` says what differs from a guideline that is adapted, and none is",
                          withdraw != nullptr ? "withdraw" : "change"),
              "write `adapts \"FILE\" at version VERSION` under `guideline`");
      continue;
    }
    if (other->is_every) {
      if (IsContradicted("every example", *other, change)) continue;
      of_every_example_.push_back(change);
      AddLocalChange(*change, LocalChange::What::kChanged, {});
      result_.assembly.changes.back().changes_nothing = true;  // until an example takes it
      continue;
    }
    const WrittenDeclaration* const meant = FindMeant(*other);
    const std::string& key = meant == nullptr ? own_.At(other->span.begin)->key : meant->key;
    if (meant != nullptr && IsContradicted(key, *other, change)) continue;
    AddLocalChange(
        *other, withdraw != nullptr ? LocalChange::What::kWithdrawn : LocalChange::What::kChanged,
        key);
    if (meant == nullptr) continue;
    if (change != nullptr) {
      changes_[meant->key].push_back(change);
    } else {
      withdrawn_[meant->key] = withdraw;
      if (!meant->name.empty()) withdrawn_names_.insert(meant->name);
    }
  }
  if (upstream_ != nullptr && header_->applies_when) {
    Mistake(DiagnosticKind::kScopeOfAdapted, header_->applies_when->span,
            "for whom an adapted guideline is changes only with a reason",
            fmt::format("write `change guideline {} because \"…\"`, and below it this line",
                        header_->name.text));
  }
}

/// Its own, and of upstream what it does not say itself.
void Assembler::WriteHeader() {
  const WrittenDeclaration* const own = own_.FindKind("guideline");
  if (own == nullptr) return;
  pieces_.Copy(source_, own->head);
  std::set<std::string_view> said;
  for (const WrittenLine& line : own->lines) {
    if (line.keyword == "adapts" || (upstream_ != nullptr && line.keyword == "applies")) continue;
    said.insert(line.keyword);
    pieces_.Write("\n  ", source_, line.span);
    pieces_.Copy(source_, line.span);
  }
  const WrittenDeclaration* const header =
      upstream_ == nullptr ? nullptr : upstream_->written->FindKind("guideline");
  if (header != nullptr) {
    ChangedDeclaration changed(*upstream_->written, *header);
    ApplyChanges(*header, changed);
    changed.WriteLinesTo(pieces_, [&](std::string_view keyword) {
      return !said.contains(keyword) && !IsOneOf(keyword, kOwnHeaderWords);
    });
  }
  pieces_.Write("\n", source_, own->head);
}

void Assembler::CopyWhole(const WrittenText& text, const WrittenDeclaration& written) {
  // With the comments before it.
  const std::string before = text.CommentsBefore(written);
  if (!before.empty()) pieces_.Write(before, text.source(), written.head);
  pieces_.Copy(text.source(), written.span);
  pieces_.Write("\n", text.source(), written.head);
}

void Assembler::ApplyChanges(const WrittenDeclaration& written, ChangedDeclaration& changed) {
  const auto found = changes_.find(written.key);
  if (found == changes_.end()) return;
  for (const ast::Change* const change : found->second) {
    Diagnostics mistakes;
    const bool is_idle = !changed.Apply(*change, own_, mistakes);
    for (Diagnostic& mistake : mistakes) {
      Mistake(mistake.kind, mistake.span, std::move(mistake.message), std::move(mistake.help));
    }
    LocalChange& local = result_.assembly.changes[change_index_.at(change)];
    local.replaced = changed.replaced();
    local.changes_nothing = is_idle;
  }
}

/// What an example of upstream states, itself and by what it is like.
std::set<std::string> Assembler::StatedBy(const WrittenDeclaration& example) const {
  std::set<std::string> stated;
  const std::vector<const ast::Example*>& examples = upstream_->text.names->examples;
  const auto by_place = [&](std::uint32_t begin) {
    return std::ranges::find_if(examples,
                                [&](const ast::Example* of) { return of->span.begin == begin; });
  };
  auto at = by_place(example.span.begin);
  for (std::size_t steps = 0; at != examples.end() && steps <= examples.size(); ++steps) {
    for (const ast::Given& given : (*at)->givens) stated.insert(given.fact.text);
    if (!(*at)->like) break;
    const std::string& like = (*at)->like->text;
    at = std::ranges::find_if(
        examples, [&](const ast::Example* of) { return of->title && of->title->text == like; });
  }
  return stated;
}

void Assembler::WriteChanged(const WrittenDeclaration& written) {
  const WrittenText& text = *upstream_->written;
  ChangedDeclaration changed(text, written);
  ApplyChanges(written, changed);
  bool forgets = false;
  if (written.keyword == "example") {
    for (const ast::Change* const change : of_every_example_) {
      LocalChange& local = result_.assembly.changes[change_index_.at(change)];
      if (changed.Complete(*change, own_, StatedBy(written))) local.changes_nothing = false;
    }
    for (const auto& [key, withdraw] : withdrawn_) {
      const std::string& name = withdraw->name.text;
      if (name.empty() || !changed.ForgetExpected({name})) continue;
      forgets = true;
      result_.assembly.changes[change_index_.at(withdraw)].examples.push_back(written.key);
    }
  }
  if (forgets && !changed.expects() && !IsLiked(written)) return;
  pieces_.Write(text.CommentsBefore(written), text.source(), written.head);
  changed.WriteTo(pieces_);
}

/// Whether an example of upstream is like this one.
bool Assembler::IsLiked(const WrittenDeclaration& example) const {
  return std::ranges::any_of(upstream_->text.names->examples, [&](const ast::Example* other) {
    return other->like && example.key == fmt::format("example \"{}\"", other->like->text);
  });
}

void Assembler::WriteUpstream() {
  const WrittenText& text = *upstream_->written;
  for (const WrittenDeclaration& written : text.declarations()) {
    const bool is_left = written.keyword == "guideline" || withdrawn_.contains(written.key) ||
                         (written.keyword == "source" && own_.FindKind("source") != nullptr);
    if (is_left || !IsNew(text, written, upstream_)) continue;
    const bool is_example = written.keyword == "example";
    const bool is_changed = changes_.contains(written.key) ||
                            (is_example && (!of_every_example_.empty() || !withdrawn_.empty()));
    if (is_changed) {
      WriteChanged(written);
    } else {
      CopyWhole(text, written);
    }
  }
}

void Assembler::WriteUsed(const Other& other) {
  for (const WrittenDeclaration& written : other.written->declarations()) {
    if (!IsTaken(other, written)) continue;
    if (IsNew(*other.written, written, &other)) CopyWhole(*other.written, written);
  }
}

void Assembler::WriteOwn() {
  for (const WrittenDeclaration& written : own_.declarations()) {
    const std::string_view first = source_.Text(own_.NodeAt(written.node + 1).span);
    if (IsIn(first, {"guideline", "use", "change", "withdraw"})) continue;
    if (IsNew(own_, written, nullptr)) CopyWhole(own_, written);
  }
}

}  // namespace mgl
