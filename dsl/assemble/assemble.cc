// The files of a guideline: which it names, what is wrong with them, and the text that comes of
// them.
#include "dsl/assemble/assemble.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "dsl/assemble/assembler.h"
#include "dsl/assemble/captured_words.h"
#include "dsl/assemble/named_files.h"
#include "dsl/parse/content_hash.h"

namespace mgl {
namespace {

/// `header`: null where it has none.
AssembledFile FileOf(const SourceFile& source, const ast::Guideline* header) {
  AssembledFile file{source.path(), AssembledFile::How::kItself, 0, {}, {}, {}, {}, {}};
  if (header == nullptr) return file;
  file.name = header->name.text;
  if (header->version) file.version = header->version->text;
  if (header->status) file.status = header->status->text;
  return file;
}

}  // namespace

bool NamesOtherFiles(const ast::File& file) {
  return std::ranges::any_of(file.declarations, [](const ast::Declaration& declaration) {
    const auto* header = std::get_if<ast::Guideline>(&declaration);
    return (header != nullptr && header->adapts) || std::holds_alternative<ast::Use>(declaration) ||
           std::holds_alternative<ast::Change>(declaration) ||
           std::holds_alternative<ast::Withdraw>(declaration);
  });
}

AssembledText Assemble(const SourceFile& source, const ast::File& file,
                       const std::vector<std::string>& parents, const CompileOther& compile) {
  return Assembler(source, file, parents, compile).Run();
}

Assembler::Assembler(const SourceFile& source, const ast::File& file,
                     const std::vector<std::string>& parents, const CompileOther& compile)
    : source_(source),
      file_(file),
      parents_(parents),
      compile_(compile),
      own_(source),
      result_{source, {}, {}, {}, false} {
  for (const ast::Declaration& declaration : file.declarations) {
    if (const auto* header = std::get_if<ast::Guideline>(&declaration)) header_ = header;
  }
  pieces_.AddFile(source);
  result_.assembly.files.push_back(FileOf(source, header_));
  result_.assembly.files[0].content_hash = file.content_hash;
}

void Assembler::Mistake(DiagnosticKind kind, Span place, std::string message, std::string help,
                        std::vector<std::pair<const SourceFile*, Label>> labels) {
  Diagnostic mistake{kind, pieces_.Behind(source_, place), std::move(message), std::move(help), {}};
  for (auto& [from, label] : labels) {
    mistake.labels.push_back({pieces_.Behind(*from, label.span), std::move(label.text)});
  }
  result_.diagnostics.push_back(std::move(mistake));
}

/// Null where it cannot be used; that was reported.
Assembler::Other* Assembler::Read(const ast::Text& path, AssembledFile::How how) {
  const std::string whole = PathBeside(source_.path(), path.text);
  if (unusable_.contains(whole)) return nullptr;
  const auto cannot = [&](std::string message, std::string help = {}) {
    unusable_.insert(whole);
    Mistake(DiagnosticKind::kOtherFileUnread, path.span, std::move(message), std::move(help));
    return nullptr;
  };
  const bool is_address = path.text.find("://") != path.text.npos;
  if (is_address) {
    return cannot("an address is no path of a file",
                  "take the file into the project, and write its path: `../renal/renal.mgl`");
  }
  if (path.text.empty() || path.text.starts_with('/') || path.text.find('\\') != path.text.npos) {
    return cannot(fmt::format("`{}` is no path as seen from this file", path.text),
                  "write it like `../renal/renal.mgl`");
  }
  if (whole.empty()) return cannot(fmt::format("`{}` is a folder", path.text), "name a file in it");
  const auto parent = std::ranges::find(parents_, whole);
  if (parent != parents_.end() || whole == source_.path()) {
    std::vector<std::string> way(parent, parents_.end());
    way.push_back(source_.path());
    way.push_back(whole);
    Mistake(DiagnosticKind::kFilesInCircle, path.span,
            whole == source_.path() ? "the file names itself"
                                    : fmt::format("{}", fmt::join(way, " needs ")),
            "put what both need into a file of its own");
    return nullptr;
  }
  if (source_.others() == nullptr) return cannot("other files cannot be read here");
  const auto found = source_.others()->find(whole);
  if (found == source_.others()->end()) return cannot(fmt::format("`{}` was not read", whole));
  if (found->second.error) return cannot(found->second.error->message, found->second.error->help);
  auto other = std::make_unique<Other>();
  other->how = how;
  other->text = compile_(SourceFile(whole, found->second.text).WithOthers(source_.others()));
  AddFiles(*other, path.span);
  if (other->text.has_errors) {
    Mistake(DiagnosticKind::kOtherFileHasErrors, path.span,
            fmt::format("`{}` has errors", path.text), "mend them there first");
    AddErrorsOf(*other);
    unusable_.insert(whole);
    return nullptr;
  }
  for (const auto& known : others_) {
    if (known->text.source == other->text.source) other->written = known->written;
  }
  if (other->written == nullptr) {
    other->written = std::make_shared<WrittenText>(*other->text.source);
  }
  AddChoiceWords(other->text, result_.taken.choices);
  const ast::Guideline* const header = other->text.names->guideline;
  other->label = header == nullptr ? "other" : header->name.text;
  others_.push_back(std::move(other));
  return others_.back().get();
}

void Assembler::AddErrorsOf(const Other& other) {
  for (const Diagnostic& found : *other.text.diagnostics) {
    if (LevelOf(found) != Level::kError) continue;
    Diagnostic error = found;
    error.edits.clear();
    error.span = pieces_.Behind(*other.text.source, found.span);
    for (Label& label : error.labels) label.span = pieces_.Behind(*other.text.source, label.span);
    result_.diagnostics.push_back(std::move(error));
  }
}

/// `named`: by which path.
void Assembler::AddFiles(const Other& other, Span named) {
  pieces_.AddFile(*other.text.source);
  const bool is_adapted = other.how == AssembledFile::How::kAdapted;
  const auto add = [&](AssembledFile file) {
    std::vector<AssembledFile>& files = result_.assembly.files;
    if (std::ranges::find(files, file.path, &AssembledFile::path) == files.end()) {
      files.push_back(std::move(file));
    }
  };
  std::vector<AssembledFile> files;
  if (other.text.assembly != nullptr) files = other.text.assembly->files;
  if (files.empty()) {
    files.push_back(FileOf(*other.text.source, other.text.names->guideline));
  }
  files[0].content_hash = other.text.file->content_hash;
  for (AssembledFile& file : files) {
    if (file.how == AssembledFile::How::kItself) file.how = other.how;
    if (is_adapted) ++file.level;
    file.named = pieces_.Behind(source_, named);
    add(file);
  }
  if (other.text.assembly == nullptr || !is_adapted) return;
  for (LocalChange change : other.text.assembly->changes) {
    change.place = pieces_.Behind(*other.text.source, change.place);
    change.whole = pieces_.Behind(*other.text.source, change.whole);
    const std::string& path = files[change.file].path;
    const auto& all = result_.assembly.files;
    change.file =
        static_cast<std::size_t>(std::ranges::find(all, path, &AssembledFile::path) - all.begin());
    result_.assembly.changes.push_back(std::move(change));
  }
}

void Assembler::CheckUpstream(const Other& upstream) {
  Assembly& assembly = result_.assembly;
  assembly.adapts = header_->adapts->text;
  assembly.adapts_version = header_->adapts_version->span;
  const WrittenText& text = *upstream.written;
  std::map<std::string, std::size_t> times;
  for (const WrittenDeclaration& written : text.declarations()) {
    const std::size_t time = ++times[written.key];
    const bool is_header = written.keyword == "guideline";
    assembly.upstream.push_back(
        {time == 1 ? written.key : fmt::format("{} ({})", written.key, time),
         Sha256(is_header ? SaidOfHeader(text, written) : text.Said(written)),
         std::string(text.source().Text(written.span))});
  }
  const ast::Guideline* const header = upstream.text.names->guideline;
  const std::string version = header != nullptr && header->version ? header->version->text : "";
  const std::string& named = header_->adapts_version->text;
  if (version == named) return;
  if (!version.empty() && version.starts_with(named + ".")) {
    Mistake(DiagnosticKind::kOtherVersion, header_->adapts_version->span,
            fmt::format("`{}` is no whole version: it is three numbers", named),
            fmt::format("write `at version {}`, if that was read", version));
    return;
  }
  Mistake(DiagnosticKind::kOtherVersion, header_->adapts_version->span,
          version.empty() ? fmt::format("`{}` has no `version`", header_->adapts->text)
                          : fmt::format("`{}` is at version {}", header_->adapts->text, version),
          version.empty()
              ? "a local version names the version that was read: write `version 1.0.0` there"
              : "see `mgl adapt status` for what has changed, then write its version here");
}

bool Assembler::ReadFiles() {
  bool is_whole = true;
  if (header_ != nullptr && header_->adapts && header_->adapts_version) {
    upstream_ = Read(*header_->adapts, AssembledFile::How::kAdapted);
    is_whole = upstream_ != nullptr;
    if (is_whole) CheckUpstream(*upstream_);
  }
  for (const ast::Declaration& declaration : file_.declarations) {
    const auto* use = std::get_if<ast::Use>(&declaration);
    if (use == nullptr) continue;
    Other* const other = Read(use->path, AssembledFile::How::kUsed);
    if (other == nullptr) {
      is_whole = false;
    } else {
      other->use = use;
    }
  }
  return is_whole;
}

AssembledText Assembler::Run() {
  result_.is_unusable = !ReadFiles();
  if (!result_.is_unusable) {
    for (const WrittenDeclaration& written : own_.declarations()) {
      const bool is_own = source_.Text(own_.NodeAt(written.node + 1).span) == "reference";
      if (is_own) references_[written.name] = own_.Said(written);
    }
    FindChanges();
    if (upstream_ != nullptr) SettleReferences(*upstream_), SettleSource(*upstream_);
    NameUsed();
    for (const auto& other : others_) {
      if (other->use == nullptr) continue;
      ChooseUsed(*other);
      SettleReferences(*other);
      SettleSource(*other);
    }
    NoteUsed();
    CheckSubstances();
    WriteHeader();
    WriteSources();
    if (upstream_ != nullptr) WriteUpstream();
    for (const auto& other : others_) {
      if (other->use != nullptr) WriteUsed(*other);
    }
    WriteOwn();
    SettleFacts();
  }
  result_.source = pieces_.Finish().WithOthers(source_.others());
  for (Diagnostic& mistake : result_.diagnostics) {
    pieces_.MoveBehind(mistake.span);
    for (Label& label : mistake.labels) pieces_.MoveBehind(label.span);
  }
  for (LocalChange& change : result_.assembly.changes) {
    pieces_.MoveBehind(change.place);
    pieces_.MoveBehind(change.whole);
  }
  for (AssembledFile& file : result_.assembly.files) pieces_.MoveBehind(file.named);
  return std::move(result_);
}

}  // namespace mgl
