// A file, a pipe or standard input as a stream of bytes, decompressed where it is compressed.
#pragma once

#include <memory>
#include <string>

#include "engine/value/result.h"
#include "tools/io/bytes/byte_source.h"

namespace mgl {

/// Opens `path`; `-` is standard input. Gzip (also of several members) and Zstandard (also of
/// several frames) are known by their first bytes, whatever the name, and decompressed on the way.
/// Blocks until the first bytes are there.
Result<std::unique_ptr<ByteSource>> OpenFile(const std::string& path);

}  // namespace mgl
