// What compiling a text gives its tools, with errors and without.
#include "dsl/compile.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

#include "dsl/ast/ast.h"
#include "dsl/parse/parse.h"
#include "tests/dsl/compiled.h"

namespace mgl {
namespace {

constexpr const char* kText = R"(guideline g "G"
  language mgl 1
  version 1.0.0
  status draft

substance glucose
  molar mass 180.156 g/mol

fact sugar "Sugar" in mg/dL of glucose
define high "High" as sugar > 126 mg/dL
rule treat "Treat"
  when high
  then note "treat"
)";

/// Each part names what the text says.
void CheckParts(const CompiledText& text) {
  const ast::Define& define = *text.names.defines.at(0);
  CHECK(&define == std::get_if<ast::Define>(&text.file->declarations.at(3)));
  CHECK(text.source.Text(define.as->span) == "sugar > 126 mg/dL");
  const ast::Expr& sugar = *define.as->children.at(0);
  CHECK(text.checked.types.at(sugar.id).substance == &*text.checked.fact_substances.at(0));
  CHECK(text.names.guideline == std::get_if<ast::Guideline>(&text.file->declarations.at(0)));
}

}  // namespace

TEST_CASE("compile: a guideline owns its text, and its parts fit together") {
  const auto compiled = Compiled(SourceFile("g.mgl", kText));  // what made it is gone
  CheckParts(compiled->text);
  CHECK(compiled->text.source.path() == "g.mgl");
  CHECK(compiled->text.diagnostics.empty());
  const ast::Rule& rule = *compiled->text.names.rules.at(0);
  CHECK(compiled->expression_nodes.at(rule.when->id) == compiled->guideline.rules.at(0).when);
}

TEST_CASE("compile: the text of a guideline keeps all of it") {
  std::shared_ptr<const CompiledText> text;
  {
    const CompileResult result = Compile(SourceFile("g.mgl", kText));
    REQUIRE(result.guideline != nullptr);
    CHECK(result.text.get() == &result.guideline->text);
    text = result.text;
  }
  CheckParts(*text);
}

TEST_CASE("compile: parts still fit together where a text was moved") {
  auto made =
      std::make_unique<CompiledText>(CompiledText{SourceFile("g.mgl", kText), {}, {}, {}, {}, {}});
  made->file = Parse(made->source).file;
  made->names = Resolve(*made->file).resolution;
  made->checked = Check(*made->file, made->names).checked;
  const CompiledText moved = std::move(*made);
  made.reset();
  CheckParts(moved);
}

TEST_CASE("compile: of a text with errors there is what could be read") {
  const std::string text =
      std::string(kText) + "rule 7\nrule later \"Later\"\n  when high\n  then note \"later\"\n";
  const CompileResult result = Compile(SourceFile("g.mgl", text));
  CHECK(result.guideline == nullptr);
  REQUIRE(result.text != nullptr);
  CheckParts(*result.text);
  CHECK(HasErrors(result.text->diagnostics));
  CHECK(result.text->diagnostics.size() == 1);
  CHECK(result.text->names.rules.back()->name.text == "later");
}

TEST_CASE("compile: of a text that is no guideline at all, too") {
  const CompileResult result = Compile(SourceFile("empty.mgl", ""));
  CHECK(result.guideline == nullptr);
  REQUIRE(result.text != nullptr);
  CHECK(result.text->names.guideline == nullptr);
  CHECK(result.text->source.path() == "empty.mgl");
  CHECK(result.text->diagnostics.size() == 1);
}

}  // namespace mgl
