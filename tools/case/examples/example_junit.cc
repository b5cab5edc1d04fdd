#include "tools/case/examples/example_junit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <pugixml.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "dsl/ast/ast.h"
#include "tools/case/examples/example_text.h"

namespace mgl {

struct JunitReport::Document {
  pugi::xml_document xml;
  pugi::xml_node suites;
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
};

namespace {

void AddProperty(pugi::xml_node& properties, const char* name, const std::string& value) {
  pugi::xml_node property = properties.append_child("property");
  property.append_attribute("name") = name;
  property.append_attribute("value") = value.c_str();
}

void AddCounts(pugi::xml_node node, std::size_t tests, std::size_t failures, std::size_t errors) {
  node.append_attribute("tests") = std::to_string(tests).c_str();
  node.append_attribute("failures") = std::to_string(failures).c_str();
  node.append_attribute("errors") = std::to_string(errors).c_str();
}

/// "severe: expected yes, got no; ask: …"
std::string Summary(const ExampleOutcome& outcome) {
  std::vector<std::string> parts;
  for (const ExplainedExpectation& item : outcome.unmet) {
    parts.push_back(fmt::format("{}: expected {}, got {}", item.unmet.subject, item.unmet.expected,
                                item.unmet.actual));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace

JunitReport::JunitReport() : document_(std::make_unique<Document>()) {
  pugi::xml_node declaration = document_->xml.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  document_->suites = document_->xml.append_child("testsuites");
  document_->suites.append_attribute("name") = "mgl test";
}

JunitReport::~JunitReport() = default;

void JunitReport::Add(const CompiledGuideline& compiled, const ExampleRun& run) {
  const SourceFile& source = compiled.text.source;
  const GuidelineHeader& header = compiled.guideline.header;
  pugi::xml_node suite = document_->suites.append_child("testsuite");
  suite.append_attribute("name") = header.name.c_str();
  suite.append_attribute("file") = source.path().c_str();
  AddCounts(suite, run.examples.size(), run.Failed(), 0);
  pugi::xml_node properties = suite.append_child("properties");
  AddProperty(properties, "version", header.version);
  AddProperty(properties, "status", StatusLine(header));
  AddProperty(properties, "content", "sha256:" + header.content_hash);
  for (const ExampleOutcome& outcome : run.examples) {
    pugi::xml_node test = suite.append_child("testcase");
    test.append_attribute("name") =
        outcome.example->title ? outcome.example->title->text.c_str() : "";
    test.append_attribute("classname") = header.name.c_str();
    test.append_attribute("file") = source.path().c_str();
    test.append_attribute("line") = source.PositionOf(outcome.example->span.begin).line;
    if (outcome.unmet.empty()) continue;
    pugi::xml_node failure = test.append_child("failure");
    failure.append_attribute("message") = Summary(outcome).c_str();
    failure.text() = FailedText(outcome, source, false).c_str();
  }
  document_->tests += run.examples.size();
  document_->failures += run.Failed();
}

void JunitReport::AddUnusable(const std::string& path) {
  pugi::xml_node suite = document_->suites.append_child("testsuite");
  suite.append_attribute("name") = path.c_str();
  suite.append_attribute("file") = path.c_str();
  AddCounts(suite, 1, 0, 1);
  pugi::xml_node test = suite.append_child("testcase");
  test.append_attribute("name") = "the file can be used";
  test.append_attribute("classname") = path.c_str();
  test.append_child("error").append_attribute("message") =
      "no example was run: standard error says what is wrong with the file";
  ++document_->tests;
  ++document_->errors;
}

std::string JunitReport::Text() const {
  pugi::xml_document whole;
  whole.reset(document_->xml);
  AddCounts(whole.child("testsuites"), document_->tests, document_->failures, document_->errors);
  std::ostringstream out;
  whole.save(out, "  ");
  return out.str();
}

}  // namespace mgl
