// The formats that cases come in, and which one a file is in.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace mgl {

enum class CaseFormat : std::uint8_t { kCsv, kNdjson, kYaml };

/// `csv`, `ndjson` or `yaml`; empty for any other word.
std::optional<CaseFormat> CaseFormatNamed(std::string_view word);

/// The format of a file by its first bytes (decompressed; some kilobytes are enough) and, where
/// they do not say, by its name (`.csv`, `.tsv`, `.ndjson`, `.jsonl`, `.yaml`, `.yml`, also with
/// `.gz` or `.zst` behind); CSV where neither says.
///
/// `{"` or `{}` begins NDJSON, unless the name says YAML. `---`, `%YAML`, `- `, `name: `, `[{` (a
/// JSON array, which is YAML) and a `{` with anything else behind it begin YAML, unless the name
/// says NDJSON. Comments (`#`) above are skipped.
CaseFormat DetectCaseFormat(std::string_view start, std::string_view name);

}  // namespace mgl
