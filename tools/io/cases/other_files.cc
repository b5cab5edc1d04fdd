#include "tools/io/cases/other_files.h"

#include <fmt/format.h>

#include "engine/text/plain_text.h"

namespace mgl {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kInSpreadsheet =
    "save its sheet there as CSV in UTF-8 (\"CSV UTF-8\" among the file types), one row a case; "
    "numbers are then written as the sheet shows them";
constexpr std::string_view kInStatistics =
    "write it there as CSV in UTF-8, with the codes or with the labels of values as the facts "
    "have them";
constexpr std::string_view kInTables =
    "write it as CSV in UTF-8 or as NDJSON, one row or object a case";
constexpr std::string_view kAsText = "cases are CSV, NDJSON, JSON or YAML, as text in UTF-8";

struct FileKind {
  std::string_view ending;  // of its name, where several begin alike; empty: any
  std::string_view begin;   // empty: any with a zero byte in it
  std::string_view what;
  std::string_view help;
};

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kCompound = "\xD0\xCF\x11\xE0";
constexpr std::string_view kUnnamed = "";

/// The first that fits.
constexpr FileKind kKinds[] = {
    {".xlsx", kZip, "a workbook of Excel (.xlsx)", kInSpreadsheet},
    {".xlsm", kZip, "a workbook of Excel (.xlsm)", kInSpreadsheet},
    {".ods", kZip, "a workbook of LibreOffice (.ods)", kInSpreadsheet},
    {".numbers", kZip, "a workbook of Numbers (.numbers)", kInSpreadsheet},
    {".docx", kZip, "a file of a word processor (.docx)", kAsText},
    {".odt", kZip, "a file of a word processor (.odt)", kAsText},
    {kUnnamed, kZip, "an archive or a workbook of a spreadsheet (.zip, .xlsx, .ods)",
     "unpack an archive; of a workbook, save the sheet as CSV in UTF-8"},
    {".doc", kCompound, "a file of a word processor (.doc)", kAsText},
    {kUnnamed, kCompound, "a workbook of Excel (.xls)", kInSpreadsheet},
    {kUnnamed, "$FL2", "a data set of SPSS (.sav)", kInStatistics},
    {kUnnamed, "$FL3", "a data set of SPSS (.zsav)", kInStatistics},
    {kUnnamed, "<stata_dta>", "a data set of Stata (.dta)", kInStatistics},
    {kUnnamed, "HEADER RECORD*******", "a data set of SAS (.xpt)", kInStatistics},
    {kUnnamed, "PAR1", "a file of Parquet (.parquet)", kInTables},
    {kUnnamed, "ARROW1", "a file of Arrow (.feather, .arrow)", kInTables},
    {kUnnamed, "FEA1", "a file of Feather (.feather)", kInTables},
    {kUnnamed, "SQLite format 3", "a database (SQLite)", kInTables},
    {kUnnamed, "RDX2\n", "a data set of R (.RData)", kInTables},
    {kUnnamed, "RDX3\n", "a data set of R (.RData)", kInTables},
    {kUnnamed, "X\n\0\0\0"sv, "a data set of R (.rds)", kInTables},
    {kUnnamed, "%PDF-", "a PDF file", kAsText},
    {kUnnamed, "{\\rtf", "a file of a word processor (.rtf)", kAsText},
    {kUnnamed, "<!DOCTYPE", "a web page", kAsText},
    {kUnnamed, "<html", "a web page", kAsText},
    {kUnnamed, "<?xml", "an XML file", kAsText},
    {".sav", "", "a data set of SPSS (.sav)", kInStatistics},
    {".dta", "", "a data set of Stata (.dta)", kInStatistics},
    {".sas7bdat", "", "a data set of SAS (.sas7bdat)", kInStatistics},
    {".xls", "", "a workbook of Excel (.xls)", kInSpreadsheet},
    {".xlsb", "", "a workbook of Excel (.xlsb)", kInSpreadsheet},
    {".parquet", "", "a file of Parquet (.parquet)", kInTables},
};

bool Fits(const FileKind& kind, std::string_view start, std::string_view name) {
  const std::size_t size = kind.ending.size();
  const bool is_named =
      name.size() >= size && EqualsIgnoringCase(name.substr(name.size() - size), kind.ending);
  if (!is_named) return false;
  return kind.begin.empty() ? start.find('\0') != start.npos : start.starts_with(kind.begin);
}

}  // namespace

std::optional<Error> SayOtherFile(std::string_view start, const std::string& name) {
  for (const FileKind& kind : kKinds) {
    if (!Fits(kind, start, name)) continue;
    return Error{fmt::format("cannot read `{}`: it is {}, no text", name, kind.what),
                 std::string(kind.help)};
  }
  return std::nullopt;
}

}  // namespace mgl
