/// Feeds random bytes to the readers of packages and envelopes: as a whole, and as one entry of a sound archive, so that the readers of
/// manifest, certificate, signature and JSON get their share although the archive's form lets nearly nothing pass.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/json.h"
#include "package/envelope.h"
#include "package/manifest.h"
#include "package/open.h"
#include "package/zip_container.h"
#include "trust/certificate.h"
#include "trust/envelope.h"
#include "trust/signature.h"

using namespace zhibao;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    BytesView const input{reinterpret_cast<char const*>(data), size};
    // What is read must be written the same: otherwise two files would pass for one.
    if (auto const entries = readZip(input)) require(writeZip(*entries) == input);
    if (auto const manifest = readManifest(input)) require(toText(*manifest) == input);
    if (auto const certificate = Certificate::parseDer(input)) require(certificate->der() == input);
    if (auto const low = withLowS(input)) require(withLowS(*low) == *low);
    if (auto const value = parseJson(input)) require(parseJson(toText(*value)) == value);
    static_cast<void>(openPackage(input));
    static auto const key = PrivateKey::generate();
    require(key && !disclose(input, *key) && !openEnvelope(input, *key));
    if (auto const envelope = writeZip({{entry::routing, input}, {entry::submission, input}})) require(!openEnvelope(*envelope, *key));
    std::vector<ZipEntry> const around{{entry::answers, input}, {entry::explanations, input}, {entry::manifest, input}, {entry::signature, input}, {entry::signer, input}};
    if (auto const package = writeZip(around)) require(!openPackage(*package));
    return 0;
}
