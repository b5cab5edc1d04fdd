// Runs the phases in order; each sees what the one before could read, so one run reports every
// mistake.
#include "dsl/compile.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "dsl/assemble/assemble.h"
#include "dsl/assemble/captured_words.h"
#include "dsl/ast/ast.h"
#include "dsl/compile_changed.h"
#include "dsl/lower/lower.h"
#include "dsl/name_files.h"
#include "dsl/parse/parse.h"
#include "dsl/reread/mend_actions.h"
#include "dsl/reread/mend_commas.h"
#include "dsl/reread/mend_help.h"
#include "dsl/reread/mend_units.h"
#include "dsl/reread/propose.h"
#include "dsl/reread/tried_proposals.h"
#include "dsl/resolve/resolve.h"

namespace mgl {
namespace {

void Append(Diagnostics& all, Diagnostics more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

using TreeChange = std::function<void(ast::File& file, const SourceFile& source)>;

/// Reads a text as far as it can be read; the proposals of its messages are not tried. `parsed`: of
/// the source, where that was parsed before.
std::shared_ptr<CompiledGuideline> CompileOnce(SourceFile source, const TreeChange& change = {},
                                               std::optional<ParseResult> parsed_before = {}) {
  const auto compiled = std::make_shared<CompiledGuideline>(
      CompiledGuideline{{std::move(source), {}, {}, {}, {}, {}}, {}, {}});
  CompiledText& text = compiled->text;
  ParseResult parsed = parsed_before ? std::move(*parsed_before) : Parse(text.source);
  if (change) change(*parsed.file, text.source);
  text.file = std::move(parsed.file);
  Append(text.diagnostics, std::move(parsed.diagnostics));
  ResolveResult resolved = Resolve(*text.file);
  text.names = std::move(resolved.resolution);
  Append(text.diagnostics, std::move(resolved.diagnostics));
  CheckResult checked = Check(*text.file, text.names);
  text.checked = std::move(checked.checked);
  Append(text.diagnostics, std::move(checked.diagnostics));
  ProposeConditions(text.source, text.names, text.diagnostics);
  MendHoursOfRechecks(text.source, text.diagnostics);
  MendStartsOfRechecks(text.source, text.diagnostics);
  MendLevels(text.source, text.diagnostics);
  MendSwappedWarnings(text.source, text.diagnostics);
  MendSecondActions(text.source, text.diagnostics);
  MendVerbs(text.source, text.diagnostics);
  MendCommas(text.source, text.diagnostics);
  MendPartedUnits(text.source, text.diagnostics);
  MendShownConditions(text.source, text.names, text.diagnostics);
  if (!HasErrors(text.diagnostics)) {
    LowerResult lowered = Lower(text.source, *text.file, text.names, text.checked);
    Append(text.diagnostics, std::move(lowered.diagnostics));
    if (!HasErrors(text.diagnostics)) {
      compiled->guideline = std::move(lowered.guideline);
      compiled->expression_nodes = std::move(lowered.expression_nodes);
    }
  }
  SortDiagnostics(text.diagnostics);
  return compiled;
}

/// A text that cannot be put together with its other files: what it says of their names is not
/// looked at.
std::shared_ptr<CompiledGuideline> OnlyParsed(SourceFile source, ParseResult parsed) {
  const auto compiled = std::make_shared<CompiledGuideline>(CompiledGuideline{
      {std::move(source), std::make_shared<ast::File>(), {}, {}, {}, {}}, {}, {}});
  compiled->text.diagnostics = std::move(parsed.diagnostics);
  SortDiagnostics(compiled->text.diagnostics);
  return compiled;
}

/// A guideline of several files, with those that are being read.
class ManyFiles {
 public:
  /// `parents`: for which it is read.
  std::shared_ptr<CompiledGuideline> Compile(const SourceFile& source, ParseResult parsed,
                                             std::vector<std::string> parents) {
    parents.push_back(source.path());
    const std::vector<std::string> above(parents.begin(), parents.end() - 1);
    AssembledText assembled = Assemble(source, *parsed.file, above, [&](SourceFile other) {
      return Other(std::move(other), parents);
    });
    if (assembled.is_unusable) {
      const auto compiled = std::make_shared<CompiledGuideline>(CompiledGuideline{
          {std::move(assembled.source), std::make_shared<ast::File>(), {}, {}, {}, {}}, {}, {}});
      compiled->text.diagnostics = std::move(assembled.diagnostics);
      compiled->text.assembly = std::make_shared<const Assembly>(std::move(assembled.assembly));
      SortDiagnostics(compiled->text.diagnostics);
      return compiled;
    }
    std::shared_ptr<CompiledGuideline> compiled = CompileOnce(std::move(assembled.source));
    CompiledText& text = compiled->text;
    text.assembly = std::make_shared<const Assembly>(std::move(assembled.assembly));
    // What such a word is now is not what was meant: what follows from it is not said.
    Diagnostics captured =
        FindCapturedWords(text.source, *text.file, text.names, *text.assembly, assembled.taken);
    if (!captured.empty()) text.diagnostics = std::move(captured);
    DropWhatFollows(text, assembled);
    TellWithdrawn(text);
    TellNeedlessAlso(text);
    TellOtherNames(text, assembled.taken);
    TellFormerNames(text, assembled);
    NameFiles(*compiled);
    Append(text.diagnostics, std::move(assembled.diagnostics));
    SortDiagnostics(text.diagnostics);
    return compiled;
  }

 private:
  OtherText Other(SourceFile source, const std::vector<std::string>& parents) {
    const std::string path = source.path();
    const auto [known, is_new] = compiled_.try_emplace(path);
    if (is_new) {
      ParseResult parsed = Parse(source);
      if (!NamesOtherFiles(*parsed.file)) {
        known->second = CompileOnce(std::move(source), {}, std::move(parsed));
      } else if (HasErrors(parsed.diagnostics)) {
        known->second = OnlyParsed(std::move(source), std::move(parsed));
      } else {
        known->second = Compile(source, std::move(parsed), parents);
      }
    }
    const CompiledText& text = compiled_.at(path)->text;
    return {&text.source,        text.file.get(),   &text.names,
            text.assembly.get(), &text.diagnostics, HasErrors(text.diagnostics),
            compiled_.at(path)};
  }

  /// What is withdrawn is no unknown name: it was known to who wrote what uses it.
  static void TellWithdrawn(CompiledText& text) {
    for (Diagnostic& found : text.diagnostics) {
      const std::string what = WhatIsMissing(found, text.source);
      if (what.empty()) continue;
      const std::string_view name = text.source.Text(found.span);
      const auto withdrawn =
          std::ranges::find_if(text.assembly->changes, [&](const LocalChange& change) {
            if (change.what != LocalChange::What::kWithdrawn) return false;
            return what == "name" ? change.name == name && change.kind != "reference"
                                  : change.key == what;
          });
      if (withdrawn == text.assembly->changes.end()) continue;
      found.kind = DiagnosticKind::kWithdrawnIsUsed;
      found.message = fmt::format("`{}` is withdrawn, and used here", what == "name" ? name : what);
      found.help = "change or withdraw what uses it too, or keep it";
      found.labels = {{withdrawn->place, "withdrawn here"}};
      found.edits.clear();
    }
  }

  /// "name", "reference 1", `example "high"`: what the finding says is not there; or empty.
  static std::string WhatIsMissing(const Diagnostic& found, const SourceFile& source) {
    const std::string_view text = source.Text(found.span);
    if (found.kind == DiagnosticKind::kUnknownName) return "name";
    if (found.kind == DiagnosticKind::kUnknownReference) return fmt::format("reference {}", text);
    if (found.kind == DiagnosticKind::kUnknownExample) return fmt::format("example {}", text);
    return {};
  }

  /// `also applies when …`: the line may stand once, so it can only take the place of upstream's.
  static void TellNeedlessAlso(CompiledText& text) {
    constexpr std::string_view kAlso = "also ";
    for (Diagnostic& found : text.diagnostics) {
      if (found.kind != DiagnosticKind::kRepeatedClause) continue;
      const Span origin = text.source.OriginOf(found.span);
      if (origin.begin < kAlso.size()) continue;
      const Span before{origin.begin - static_cast<std::uint32_t>(kAlso.size()), origin.begin};
      if (text.source.Text(before) != kAlso) continue;
      found.help = "leave `also` out: the line stands in place of upstream's";
    }
  }

  /// Of a name that two files give to two things nothing else is said, and of names that were asked
  /// for and are not there nothing more.
  static void DropWhatFollows(CompiledText& text, const AssembledText& assembled) {
    const bool has_clash = std::ranges::any_of(assembled.diagnostics, [](const Diagnostic& found) {
      return found.kind == DiagnosticKind::kNamesClash ||
             found.kind == DiagnosticKind::kTwoNamesOfUsed;
    });
    if (has_clash) text.diagnostics.clear();
    std::erase_if(text.diagnostics, [&](const Diagnostic& found) {
      return found.kind == DiagnosticKind::kUnknownName &&
             assembled.taken.missing.contains(text.source.Text(found.span));
    });
  }

  /// What a file that is used calls otherwise, or has and was not asked for.
  static void TellOtherNames(CompiledText& text, const TakenNames& taken) {
    for (Diagnostic& found : text.diagnostics) {
      if (found.kind != DiagnosticKind::kUnknownName) continue;
      const std::string_view name = text.source.Text(found.span);
      if (const auto renamed = taken.renamed.find(name); renamed != taken.renamed.end()) {
        found.message = fmt::format("`{}` of `{}` is called `{}` here", name, renamed->second.path,
                                    renamed->second.as);
        found.help = fmt::format("write `{}`", renamed->second.as);
      } else if (const auto left = taken.left.find(name); left != taken.left.end()) {
        found.message = fmt::format("unknown name `{}`", name);
        found.help =
            fmt::format("`{0}` declares it: write `use {1} from \"{0}\"`", left->second, name);
      }
    }
  }

  /// Where upstream is at another version, perhaps that had the name.
  static void TellFormerNames(CompiledText& text, const AssembledText& assembled) {
    const bool has_moved = std::ranges::any_of(assembled.diagnostics, [](const Diagnostic& found) {
      return found.kind == DiagnosticKind::kOtherVersion;
    });
    if (!has_moved) return;
    for (Diagnostic& found : text.diagnostics) {
      if (found.kind != DiagnosticKind::kUnknownName) continue;
      found.message = fmt::format("unknown name `{}`", text.source.Text(found.span));
      found.help += fmt::format("{}perhaps the version that was read had it: `mgl adapt status`",
                                found.help.empty() ? "" : "; ");
    }
  }

  std::map<std::string, std::shared_ptr<CompiledGuideline>> compiled_;  // by path
};

}  // namespace

Diagnostics MistakesOf(const SourceFile& source) {
  return std::move(CompileOnce(source)->text.diagnostics);
}

CompileResult CompileChanged(SourceFile source, const TreeChange& change) {
  ParseResult parsed = Parse(source);
  const bool is_one = change || !NamesOtherFiles(*parsed.file);
  std::shared_ptr<CompiledGuideline> compiled;
  if (is_one) {
    compiled = CompileOnce(std::move(source), change, std::move(parsed));
  } else if (HasErrors(parsed.diagnostics)) {
    compiled = OnlyParsed(std::move(source), std::move(parsed));
  } else {
    compiled = ManyFiles().Compile(source, std::move(parsed), {});
  }
  CompiledText& text = compiled->text;
  const bool has_errors = HasErrors(text.diagnostics);
  // Proposals would go into files that are not the author's.
  if (has_errors && !change && is_one) TryProposals(text.source, MistakesOf, text.diagnostics);
  CompileResult result;
  result.text = {compiled, &text};
  if (!has_errors) result.guideline = std::move(compiled);
  return result;
}

CompileResult Compile(SourceFile source) { return CompileChanged(std::move(source), {}); }

}  // namespace mgl
