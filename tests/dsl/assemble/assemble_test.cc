// Guidelines of several files: what comes of them is what somebody would have written into one.
#include "dsl/assemble/assemble.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "dsl/assemble/named_files.h"
#include "dsl/ast/ast.h"
#include "dsl/format.h"
#include "tests/dsl/compiled.h"

namespace mgl {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

SourceFile WithFiles(const Files& files) {
  return WithOtherFiles(SourceFile(files[0].first, files[0].second),
                        [&](const std::string& path) -> OtherFile {
                          for (const auto& [name, text] : files) {
                            if (name == path) return {text, std::nullopt};
                          }
                          return {{}, Error{"no such file", ""}};
                        });
}

std::string Header(const std::string& name, const std::string& adapts = "") {
  return "guideline " + name + " \"A\"\n  language mgl 1\n  version 1.0.0\n  status draft\n" +
         (adapts.empty() ? "" : "  adapts \"" + adapts + "\" at version 1.0.0\n");
}

/// What decides, without the names of files.
std::string GraphOf(const SourceFile& source) { return DumpGraph(Compiled(source)->guideline); }

constexpr const char* kNational = R"(fact age "Age" in whole years
fact ill "Ill" is yes/no
threshold old "Old" age at least 65 years
medication drug "Drug"
  option tablet "Tablet"
  dose 10 mg per day
rule treat "Treat"
  when ill
  unless age < 18 years
  then give drug
rule look "Look"
  when old and ill
  then note "Look again"
must never "the young" treat and age < 12 years
example "ill"
  given age 70 years, ill yes
  expect treat yes, look yes
example "old"
  like "ill"
  given ill no
  expect treat no, look no
)";

/// What the changes make of the national text, and the text that somebody would have written.
void CheckChange(const std::string& changes, const std::string& before, const std::string& after) {
  CAPTURE(changes);
  std::string edited = kNational;
  const std::size_t at = edited.find(before);
  REQUIRE(at != std::string::npos);
  edited.replace(at, before.size(), after);
  const std::string local = Header("local", "a.mgl") + changes;
  CHECK_EQ(GraphOf(WithFiles({{"b.mgl", local}, {"a.mgl", Header("national") + kNational}})),
           GraphOf(SourceFile("c.mgl", Header("local") + edited)));
}

TEST_CASE("assemble: a change makes what somebody would have written") {
  CheckChange("change threshold old because \"r\"\n  line at least 60 years\n",
              "age at least 65 years", "of age\n  line at least 60 years");
  CheckChange(
      "change threshold old because \"r\"\n  line at least 60 years when ill\n"
      "  also line at least 70 years\n",
      "age at least 65 years",
      "of age\n  line at least 60 years when ill\n  line at least 70 years");
  CheckChange("change rule treat because \"r\"\n  also unless old\n", "  unless age < 18 years\n",
              "  unless age < 18 years\n  unless old\n");
  CheckChange("change rule treat because \"r\"\n  without unless\n", "  unless age < 18 years\n",
              "");
  CheckChange("change rule look because \"r\"\n  when old\n  then note \"Now\"\n",
              "  when old and ill\n  then note \"Look again\"\n",
              "  when old\n  then note \"Now\"\n");
  CheckChange("change rule look because \"r\"\n  also when age < 90 years\n",
              "  when old and ill\n", "  when old and ill\n  when age < 90 years\n");
  CheckChange("change must never \"the young\" because \"r\"\n  as treat and age < 10 years\n",
              "age < 12 years", "age < 10 years");
  CheckChange(
      "change medication drug because \"r\"\n  also option drops \"Drops\"\n  dose 5 mg per day\n",
      "\"Tablet\"\n  dose 10 mg per day",
      "\"Tablet\"\n  option drops \"Drops\"\n  dose 5 mg per day");
}

TEST_CASE("assemble: what is withdrawn is expected no more") {
  std::string edited = kNational;
  for (const std::string gone :
       {"rule look \"Look\"\n  when old and ill\n  then note \"Look again\"\n", ", look yes",
        ", look no"}) {
    edited.erase(edited.find(gone), gone.size());
  }
  const auto local = Compiled(
      WithFiles({{"b.mgl", Header("local", "a.mgl") + "withdraw rule look because \"r\"\n"},
                 {"a.mgl", Header("national") + kNational}}));
  CHECK_EQ(DumpGraph(local->guideline), GraphOf(SourceFile("c.mgl", Header("local") + edited)));
  CHECK_EQ(local->text.names.examples.size(), 2);
  CHECK_EQ(local->text.assembly->changes.at(0).examples,
           std::vector<std::string>{"example \"ill\"", "example \"old\""});
}

TEST_CASE("assemble: what is flattened means the same, and so does what is laid out") {
  const Files files = {
      {"x/ward.mgl", Header("ward", "../y/region.mgl") +
                         "use shared_limit as raised from \"../z/lab.mgl\"\n"
                         "change rule treat because \"w\"\n  also unless raised\n"},
      {"y/region.mgl", Header("region", "../z/national.mgl") +
                           "change threshold old because \"r\"\n  line at least 60 years\n"
                           "change every example because \"r\"\n  given age 80 years\n"},
      {"z/national.mgl", Header("national") + kNational},
      {"z/lab.mgl", Header("lab") + "reference 1 \"Manual\"\nfact potassium \"K\" in mmol/L\n"
                                    "threshold shared_limit \"High\" potassium above 6 mmol/L\n"
                                    "  cite 1\n"}};
  const auto compiled = Compiled(WithFiles(files));
  const SourceFile flat("flat.mgl", std::string(compiled->text.source.text()));
  CHECK_EQ(DumpGraph(compiled->guideline), GraphOf(flat));
  CHECK_EQ(DumpGraph(compiled->guideline),
           GraphOf(SourceFile("flat.mgl", Format(flat).text.value_or(""))));
  REQUIRE(compiled->text.assembly != nullptr);
  const Assembly& assembly = *compiled->text.assembly;
  REQUIRE_EQ(assembly.files.size(), 4);
  CHECK_EQ(assembly.files[2].path, "z/national.mgl");
  CHECK_EQ(assembly.files[2].level, 2);
  CHECK_EQ(assembly.changes.size(), 3);
  // Each place is that of its file, to the column.
  const Resolution& names = compiled->text.names;
  const auto place = [&](Span span) {
    const Position position = compiled->text.source.PositionOf(span.begin);
    return compiled->text.source.PathAt(span.begin) + ":" + std::to_string(position.line) + ":" +
           std::to_string(position.column);
  };
  CHECK_EQ(place(names.thresholds[0]->name.span), "z/national.mgl:7:11");
  CHECK_EQ(place(names.thresholds[0]->lines[0].span), "y/region.mgl:7:8");
  CHECK_EQ(place(names.thresholds[1]->name.span), "z/lab.mgl:7:11");
  CHECK_EQ(place(names.rules[0]->unless->children[1]->span), "x/ward.mgl:8:15");
  CHECK_EQ(place(assembly.changes.back().place), "x/ward.mgl:7:1");
  CHECK_EQ(assembly.files[assembly.changes.back().file].path, "x/ward.mgl");
  CHECK_EQ(assembly.files[assembly.changes.front().file].path, "y/region.mgl");
}

TEST_CASE("assemble: with a medication comes what forbids it, with a rule what overrides it") {
  const std::string lab = Header("lab") + R"(fact allergic "Allergic" is yes/no
fact ill "Ill" is yes/no
fact pregnant "Pregnant" is yes/no
medication a "A"
medication b "B"
medication c "C"
contraindication a "Allergy"
  when allergic
caution c "Never needed"
  when pregnant
exclusive a, b
exclusive a, c
rule give_a "A"
  when ill
  then give a
rule give_b "B"
  when ill and allergic
  then give b
  overrides give_a
rule give_c "C"
  when ill
  then give c
)";
  const auto compiled = Compiled(
      WithFiles({{"w.mgl", Header("w") + "use give_a from \"lab.mgl\"\n"}, {"lab.mgl", lab}}));
  const Guideline& guideline = compiled->guideline;
  REQUIRE_EQ(guideline.rules.size(), 2);
  CHECK_EQ(guideline.rules[1].name, "give_b");
  CHECK_EQ(guideline.medications.size(), 2);
  CHECK_EQ(guideline.contraindications.size(), 1);
  CHECK_EQ(compiled->text.names.exclusives.size(), 1);
  CHECK_EQ(guideline.facts.size(), 2);
}

TEST_CASE("assemble: a new name stands wherever its file says the old one, and nowhere else") {
  // `@` begins what is renamed.
  const std::string written = R"(fact @k "K" in mmol/L of potassium
fact @stage "Stage" is one of (low, moderate, severe) in order
fact ill "Ill" is yes/no
range normal "Normal" of @k
  line 3.5 to 5 mmol/L
threshold @high "High" @k above 20 mg/dL
define worse "Worse" as @stage >= moderate and @k is below normal
result level "Level"
  value mild when @high
  value strong otherwise
result words "Words" is text
  value "it is {level}" when ill
  value "k and high" otherwise
table @band "Band" of @k
  row below 3.5 mmol/L gives under
  row 3.5 to 5.5 mmol/L gives middle
  row above 5.5 mmol/L gives over
table two "Two" of @k gives danger one of (small, big), @part "F" in %
  row below 5 mmol/L gives small, 1.5 %
  row at least 5 mmol/L gives big, 6 %
score points_k "Points"
  item @it "It"
    points 1 when @high
  item "Rest"
    points 2 when @part > 2 %
medication drug "Drug"
  choose one of
  option @tablet "Tablet"
  option drops "Drops"
contraindication @tablet "High"
  when @it >= 1
rule treat "Treat"
  when @band is over or worse
  then give @tablet
recheck again "Again" of @k
  when @high
  in 1 to 2 weeks after measured
define measured "Measured" as date of @k
)";
  std::string old_text, new_text;
  std::set<std::string> names;
  for (std::size_t at = 0; at < written.size(); ++at) {
    if (written[at] != '@') {
      old_text += written[at];
      new_text += written[at];
      continue;
    }
    std::string name;
    while (std::isalpha(static_cast<unsigned char>(written[at + 1])) != 0) name += written[++at];
    old_text += name;
    new_text += "new_" + name;
    names.insert(name);
  }
  std::string uses;
  for (const std::string& name : names)
    uses += "use " + name + " as new_" + name + " from \"l.mgl\"\n";
  CHECK_EQ(names.size(), 7);
  const auto compiled = Compiled(WithFiles(
      {{"w.mgl", Header("w") + "use \"l.mgl\"\n" + uses}, {"l.mgl", Header("lab") + old_text}}));
  CHECK_EQ(DumpGraph(compiled->guideline), GraphOf(SourceFile("c.mgl", Header("w") + new_text)));
}

TEST_CASE("assemble: references and sources stay with their file") {
  const std::string lab = Header("lab") + R"(source "Manual of the laboratory"
  kind primary
reference 1 "Study of the laboratory"
fact x "X" in mmol/L
threshold high "High" x above 6 mmol/L
  cite 1
  from line 3
)";
  const auto compiled = Compiled(WithFiles(
      {{"w.mgl", Header("w") + "use high from \"lab.mgl\"\nreference 1 \"Study of the ward\"\n"
                               "rule r \"R\"\n  when high\n  then note \"N\"\n  cite 1\n"},
       {"lab.mgl", lab}}));
  const Guideline& guideline = compiled->guideline;
  CHECK_EQ(guideline.rules[0].provenance.citations, std::vector<std::string>{"1"});
  CHECK_EQ(guideline.thresholds[0].provenance.citations,
           std::vector<std::string>{"lab_1", "lab_source"});
  REQUIRE_EQ(guideline.references.size(), 3);
  for (const Reference& reference : guideline.references) {
    const std::string expected = reference.key == "1"       ? "Study of the ward"
                                 : reference.key == "lab_1" ? "Study of the laboratory"
                                                            : "Manual of the laboratory";
    CHECK_EQ(reference.title, expected);
  }
}

TEST_CASE("assemble: a file with errors is told once, however often it is used") {
  const auto count = [](const std::string& lab, DiagnosticKind kind) {
    const CompileResult result = Compile(
        WithFiles({{"w.mgl", Header("w") + "use ill from \"l.mgl\"\nuse old from \"l.mgl\"\n"},
                   {lab, Header("lab") + "rule r \"R\"\n  when nothing\n  then note \"N\"\n"}}));
    return std::ranges::count(result.text->diagnostics, kind, &Diagnostic::kind);
  };
  CHECK_EQ(count("l.mgl", DiagnosticKind::kOtherFileHasErrors), 1);
  CHECK_EQ(count("l.mgl", DiagnosticKind::kUnknownName), 1);
  CHECK_EQ(count("other.mgl", DiagnosticKind::kOtherFileUnread), 1);
}

TEST_CASE("assemble: paths") {
  CHECK_EQ(PathBeside("x/c.mgl", "../a/b.mgl"), "a/b.mgl");
  CHECK_EQ(PathBeside("c.mgl", "./b.mgl"), "b.mgl");
  CHECK_EQ(PathBeside("c.mgl", "../b.mgl"), "../b.mgl");
  CHECK_EQ(PathBeside("c.mgl", ".//b.mgl"), "b.mgl");
  CHECK_EQ(PathBeside("/x/c.mgl", "..//b.mgl"), "/b.mgl");
  CHECK_EQ(PathBeside("../x/c.mgl", "../../b.mgl"), "../../b.mgl");
  CHECK_EQ(PathBeside("/x/c.mgl", "../../../b.mgl"), "/../../b.mgl");
  CHECK_EQ(PathBeside("x/y/c.mgl", "../../b.mgl"), "b.mgl");
}

}  // namespace
}  // namespace mgl
