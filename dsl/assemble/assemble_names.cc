// Which declarations of other files are taken, and what they are called: references stay with their
// file, all other names mean one thing.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/assemble/assembler.h"
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

void Assembler::ChooseUsed(Other& other) {
  const UsedParts parts(other.text, *other.written);
  std::set<std::size_t> roots;
  for (const ast::Use::Named& named : other.use->names) {
    const std::optional<std::size_t> found = parts.Find(named.name.text);
    if (!found) {
      Mistake(DiagnosticKind::kNothingToUse, named.name.span,
              fmt::format("`{}` declares no `{}`", other.use->path.text, named.name.text),
              DidYouMean(named.name.text, parts.Names()));
      continue;
    }
    roots.insert(*found);
    if (!named.as) continue;
    for (const Span place : parts.PlacesOf(named.name.text)) {
      pieces_.Rename(*other.text.source, place, named.as->text);
    }
    other.renamed[named.name.text] = named.as->text;
  }
  other.taken = other.use->names.empty() ? parts.All() : parts.WithAllTheyNeed(roots);
  for (const std::size_t index : other.taken) {
    other.taken_from.insert(ast::Base(other.text.file->declarations[index]).span.begin);
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
  const auto [there, is_new] =
      names_.emplace(name, Taken{text.Said(written), &text.source(), written.span});
  if (is_new) return true;
  if (there->second.source == &text.source()) {
    // It came by another `use`, or stands twice in one file, which is reported.
    return there->second.place != written.span;
  }
  if (there->second.said == text.Said(written)) return false;
  const Span place = other != nullptr ? other->use->path.span : written.head;
  const bool is_of_upstream =
      upstream_ != nullptr && there->second.source == upstream_->text.source;
  std::string help = is_of_upstream && other == nullptr
                         ? fmt::format(
                               "write `change {} because \"…\"` with the lines that differ, "
                               "or withdraw it first",
                               written.key)
                         : fmt::format(
                               "give one of them another name: `use {0} as OTHER_NAME "
                               "from …`",
                               name);
  Mistake(DiagnosticKind::kNamesClash, place,
          fmt::format("`{}` is declared in two files, which say different things of it", name),
          std::move(help),
          {{there->second.source, {there->second.place, "here"}},
           {&text.source(), {written.span, "and here"}}});
  return false;
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
