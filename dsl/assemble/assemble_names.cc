// Which declarations of other files are taken, and what they are called: references stay with their
// file, all other names mean one thing.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/assemble/assembler.h"
#include "dsl/parse/content_hash.h"
#include "dsl/resolve/wording.h"
#include "engine/text/did_you_mean.h"
#include "engine/text/plain_text.h"

namespace mgl {
namespace {

/// How a declaration is found again: names are one space, but for references and substances.
std::string SpaceAndName(const WrittenDeclaration& written) {
  const bool is_apart = written.keyword == "reference" || written.keyword == "substance";
  return written.name.empty() || is_apart ? written.key : written.name;
}

}  // namespace

/// What the lines `use` call the names of their files: one name holds in all lines of a file.
void Assembler::NameUsed() {
  std::map<const SourceFile*, std::map<std::string, const ast::Use::Named*>> known;
  for (const auto& other : others_) {
    if (other->use == nullptr) continue;
    auto& of_file = known[other->text.source];
    for (const ast::Use::Named& named : other->use->names) {
      const std::string& name = named.name.text;
      const std::string& as = named.as ? named.as->text : name;
      result_.taken.asked_for.insert(as);
      const auto [there, is_new] = of_file.emplace(name, &named);
      const ast::Use::Named& before = *there->second;
      const std::string& earlier = before.as ? before.as->text : name;
      const Span place = named.as ? named.as->span : named.name.span;
      if (!is_new && earlier != as) {
        Mistake(DiagnosticKind::kTwoNamesOfUsed, place,
                fmt::format("`{}` of `{}` is called `{}` and `{}`", name, other->use->path.text,
                            earlier, as),
                "one name holds in all lines `use` of a file: keep one of them",
                {{&source_, {before.as ? before.as->span : before.name.span, "and here"}}});
        continue;
      }
      if (as == name) continue;
      const bool is_adapted = upstream_ != nullptr && upstream_->text.source == other->text.source;
      if (is_adapted) {
        Mistake(DiagnosticKind::kTwoNamesOfUsed, place,
                fmt::format("`{}` is adapted, and so its `{}` is here already",
                            other->use->path.text, name),
                fmt::format("use the name `{}`, and leave this line out", name));
      } else {
        renamed_[other->text.source][name] = as;
      }
    }
  }
}

/// Why there is nothing to use of this name, as far as its file tells.
std::string Assembler::HelpForUnknown(const Other& other, const std::string& name,
                                      const UsedParts& parts) {
  const Resolution& names = *other.text.names;
  const std::string& path = other.use->path.text;
  if (names.guideline != nullptr && names.guideline->name.text == name) {
    for (const std::string& meant : parts.Names()) result_.taken.missing.insert(meant);
    return fmt::format("that is the guideline's own name; `use \"{}\"` takes all of it", path);
  }
  for (const ast::Substance* substance : names.substances) {
    if (substance->name.text != name) continue;
    return fmt::format("`{}` is a substance: it comes with what is measured of it", name);
  }
  for (const ast::ChoiceOwner* owner : ChoiceOwners(names)) {
    if (!HasChoice(*owner, name)) continue;
    return fmt::format("`{0}` is a choice of `{1}`: write `use {1} from \"{2}\"`", name,
                       owner->name.text, path);
  }
  if (std::string nearest = Nearest(name, parts.Names()); !nearest.empty()) {
    result_.taken.missing.insert(std::move(nearest));
  }
  return DidYouMean(name, parts.Names());
}

void Assembler::ChooseUsed(Other& other) {
  const UsedParts parts(other.text, *other.written);
  std::set<std::size_t> roots;
  for (const ast::Use::Named& named : other.use->names) {
    const std::optional<std::size_t> found = parts.Find(named.name.text);
    if (found) {
      roots.insert(*found);
      continue;
    }
    result_.taken.missing.insert(named.as ? named.as->text : named.name.text);
    Mistake(DiagnosticKind::kNothingToUse, named.name.span,
            fmt::format("`{}` declares no `{}`", other.use->path.text, named.name.text),
            HelpForUnknown(other, named.name.text, parts));
  }
  other.taken = other.use->names.empty() ? parts.All() : parts.WithAllTheyNeed(roots);
  for (const std::size_t index : other.taken) {
    other.taken_from.insert(ast::Base(other.text.file->declarations[index]).span.begin);
  }
  const auto renamed = renamed_.find(other.text.source);
  if (renamed != renamed_.end()) other.renamed = renamed->second;
  for (const auto& [name, as] : other.renamed) {
    result_.taken.renamed[name] = {as, other.use->path.text};
    for (const Span place : parts.PlacesOf(name)) {
      pieces_.Rename(*other.text.source, place, as);
    }
  }
  CheckNewNames(other, parts);
}

/// Whether a new name is not that of something else that comes from the same file.
void Assembler::CheckNewNames(const Other& other, const UsedParts& parts) {
  auto& called = called_[other.text.source];
  for (const std::string& name : parts.Names()) {
    // By where it begins: all answers of a table come with one of them.
    const std::optional<std::size_t> found = parts.Find(name);
    const auto& declarations = other.text.file->declarations;
    if (!found || !other.taken_from.contains(ast::Base(declarations[*found]).span.begin)) {
      result_.taken.left.emplace(name, other.use->path.text);
      continue;
    }
    const auto renamed = other.renamed.find(name);
    const std::string& as = renamed == other.renamed.end() ? name : renamed->second;
    const auto [there, is_new] = called.emplace(as, name);
    if (is_new || there->second == name) continue;
    for (const auto& line : others_) {
      if (line->use == nullptr || line->text.source != other.text.source) continue;
      const auto named = std::ranges::find_if(
          line->use->names, [&](const ast::Use::Named& of) { return of.as && of.as->text == as; });
      if (named == line->use->names.end()) continue;
      const std::string& second = named->name.text == name ? there->second : name;
      Mistake(DiagnosticKind::kNamesClash, named->as->span,
              second == as ? fmt::format("`{}` of `{}` is something else, and comes along", as,
                                         other.use->path.text)
                           : fmt::format("`{}` of `{}` is called `{}` too", second,
                                         other.use->path.text, as),
              fmt::format("give `{}` another name", named->name.text));
      break;
    }
  }
}

/// What is taken of each file that is used, for whoever asks later whether it has changed.
void Assembler::NoteUsed() {
  for (const auto& other : others_) {
    if (other->use == nullptr) continue;
    std::vector<UsedFile>& files = result_.assembly.used;
    auto file = std::ranges::find(files, other->use->path.text, &UsedFile::path);
    if (file == files.end()) {
      const ast::Guideline* const header = other->text.names->guideline;
      const bool has_version = header != nullptr && header->version;
      files.push_back(
          {other->use->path.text, other->label, has_version ? header->version->text : "", {}});
      file = std::prev(files.end());
    }
    std::map<std::string, std::size_t> times;
    for (const WrittenDeclaration& written : other->written->declarations()) {
      if (!IsTaken(*other, written)) continue;
      const std::size_t time = ++times[written.key];
      const std::string key = time == 1 ? written.key : fmt::format("{} ({})", written.key, time);
      if (std::ranges::find(file->taken, key, &UpstreamDeclaration::key) != file->taken.end()) {
        continue;  // another `use` took it
      }
      file->taken.push_back({key, Sha256(other->written->Said(written)), {}});
    }
  }
}

void Assembler::SettleReferences(Other& other) {
  for (const WrittenDeclaration& written : other.written->declarations()) {
    if (written.keyword != "reference") continue;
    const std::string said = other.written->Said(written);
    const auto [there, is_new] = references_.emplace(written.name, said);
    if (is_new || there->second == said) continue;
    std::string key = fmt::format("{}_{}", other.label, written.name);
    while (references_.emplace(key, said).first->second != said) key += "_";
    other.renamed_references[written.name] = std::move(key);
  }
  const auto rename = [&](const std::string& name, Span place) {
    const auto found = other.renamed_references.find(name);
    if (found != other.renamed_references.end())
      pieces_.Rename(*other.text.source, place, found->second);
  };
  const auto rename_all = [&](const ast::Provenance& provenance) {
    for (const ast::Citation& citation : provenance.citations) {
      rename(citation.key.text, citation.key.span);
    }
  };
  for (const ast::Declaration& declaration : other.text.file->declarations) {
    const ast::DeclarationBase& base = ast::Base(declaration);
    if (std::holds_alternative<ast::Reference>(declaration)) rename(base.name.text, base.name.span);
    rename_all(base.provenance);
    if (const auto* ambiguity = std::get_if<ast::Ambiguity>(&declaration)) {
      for (const ast::Reading& reading : ambiguity->readings) rename_all(reading.provenance);
    }
  }
}

/// What `from line 3` is of stays with its file: beside another source it is a reference.
void Assembler::SettleSource(const Other& other) {
  const ast::Source* const source = other.text.names->source;
  const bool stays =
      other.how == AssembledFile::How::kAdapted && own_.FindKind("source") == nullptr;
  if (source == nullptr || !source->title || stays) return;
  const std::string key = other.label + "_source";
  const SyntaxTree& tree = other.written->tree();
  bool is_cited = false;
  for (const WrittenDeclaration& written : other.written->declarations()) {
    if (!IsTaken(other, written)) continue;
    for (std::uint32_t i = written.node; i < tree.nodes[written.node].next; ++i) {
      const bool is_clause = tree.nodes[i].kind == SyntaxKind::kClause;
      if (!is_clause || other.text.source->Text(tree.nodes[i + 1].span) != "from") continue;
      pieces_.Rename(*other.text.source, tree.nodes[i].span, "cite " + key);
      is_cited = true;
    }
  }
  if (is_cited && references_.emplace(key, std::string()).second) {
    cited_sources_.emplace_back(&other, key);
  }
}

void Assembler::WriteSources() {
  for (const auto& [other, key] : cited_sources_) {
    const SourceFile& from = *other->text.source;
    const ast::Source& source = *other->text.names->source;
    pieces_.Write(fmt::format("reference {} ", key), from, source.keyword);
    pieces_.Copy(from, source.title->span);
    if (source.address) {
      pieces_.Write("\n  address ", from, source.address->span);
      pieces_.Copy(from, source.address->span);
    }
    pieces_.Write("\n", from, source.keyword);
  }
}

bool Assembler::IsTaken(const Other& other, const WrittenDeclaration& written) const {
  return other.how == AssembledFile::How::kAdapted || other.taken_from.contains(written.span.begin);
}

/// False where the text has it already; where that says something else, it is reported.
bool Assembler::IsNew(const WrittenText& text, const WrittenDeclaration& written,
                      const Other* other) {
  std::string name = SpaceAndName(written);
  if (other != nullptr && written.keyword == "reference") {
    const auto renamed = other->renamed_references.find(written.name);
    if (renamed != other->renamed_references.end()) name = "reference " + renamed->second;
  } else if (other != nullptr) {
    const auto renamed = other->renamed.find(name);
    if (renamed != other->renamed.end()) name = renamed->second;
  }
  const auto [there, is_new] = names_.emplace(
      name, Taken{text.Said(written), &text.source(), written.span, &written, other});
  if (is_new) return true;
  if (there->second.source == &text.source()) {
    // It came by another `use`, or stands twice in one file, which is reported.
    return there->second.place != written.span;
  }
  if (there->second.said == text.Said(written)) return false;
  const Span place = other != nullptr ? other->use->path.span : written.head;
  Mistake(DiagnosticKind::kNamesClash, place,
          fmt::format("`{}` is declared in two files, which say different things of it", name),
          HelpForClash(there->second, written, other),
          {{there->second.source, {there->second.place, "here"}},
           {&text.source(), {written.span, "and here"}}});
  return false;
}

/// `written`: of `other`, or of the own file where that is null.
std::string Assembler::HelpForClash(const Taken& there, const WrittenDeclaration& written,
                                    const Other* other) const {
  const Other* const used = other != nullptr && other->use != nullptr         ? other
                            : there.by != nullptr && there.by->use != nullptr ? there.by
                                                                              : nullptr;
  const WrittenDeclaration& of_used = used == other ? written : *there.written;
  if (used != nullptr && of_used.name.empty()) {
    return "let both files say the same, or give one of them another title";
  }
  if (used != nullptr) {
    const bool are_facts = written.keyword == "fact" && there.written->keyword == "fact" &&
                           (other == nullptr || there.by == nullptr);
    return fmt::format(
        "{}give that of `{}` another name: `use {} as OTHER_NAME from \"{}\"`",
        are_facts ? "if both are one fact, leave the declaration here out; else " : "",
        used->use->path.text, of_used.name, used->use->path.text);
  }
  if (there.written->keyword != written.keyword) {
    return fmt::format("give this one another name, or withdraw `{}` first", there.written->key);
  }
  return fmt::format(
      "write `change {} because \"…\"` with the lines that differ, or withdraw it first",
      written.key);
}

/// One code, two names.
void Assembler::SettleFacts() {
  struct Known {
    std::string name;
    const SourceFile* source = nullptr;
    Span place;
  };
  std::map<std::pair<std::string, std::string>, Known> codes;
  const auto look = [&](const ast::Fact& fact, const SourceFile& source, const Other* other) {
    std::string name = fact.name.text;
    if (other != nullptr && other->renamed.contains(name)) name = other->renamed.at(name);
    for (const ast::FactCode& code : fact.codes) {
      const auto [known, is_new] = codes.emplace(
          std::pair(LowerCase(code.system.text), code.code.text), Known{name, &source, code.span});
      if (is_new || known->second.name == name || known->second.source == &source) continue;
      const bool is_used = other != nullptr && other->use != nullptr;
      Mistake(DiagnosticKind::kTwoNamesOfFact, is_used ? other->use->path.span : fact.name.span,
              fmt::format("`{}` and `{}` are one fact: {} {}", known->second.name, name,
                          code.system.text, code.code.text),
              is_used ? fmt::format("write `use {} as {} from \"{}\"`", fact.name.text,
                                    known->second.name, other->use->path.text)
                      : fmt::format("call it `{}` here too, and leave its declaration out",
                                    known->second.name),
              {{known->second.source, {known->second.place, "here"}}});
    }
  };
  for (const auto& other : others_) {
    for (std::size_t i = 0; i < other->text.file->declarations.size(); ++i) {
      const auto* fact = std::get_if<ast::Fact>(&other->text.file->declarations[i]);
      const bool is_left = fact == nullptr ||
                           (other->use != nullptr && !other->taken.contains(i)) ||
                           (other->use == nullptr && withdrawn_names_.contains(fact->name.text));
      if (!is_left) look(*fact, *other->text.source, other.get());
    }
  }
  for (const ast::Declaration& declaration : file_.declarations) {
    if (const auto* fact = std::get_if<ast::Fact>(&declaration)) look(*fact, source_, nullptr);
  }
}

}  // namespace mgl
