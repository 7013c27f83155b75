#include "package/sealed_example.h"

#include <algorithm>
#include <stdexcept>

#include "package/zip_container.h"

namespace zhibao::test {

FixedClock sealingClock() {
    return FixedClock{parseMoment("2017-04-10T15:59:59Z").value()};
}

Filing exampleFiling(Edition const& edition) {
    auto filing = quarterlyFiling(edition);
    filing.forms.front().rows = {tradeRow(edition), tradeRow(edition, "SJ212", "99.00")};
    filing.explanations = {{"B11", {{"trade", 0, "total"}}, "样例：新签一份法律服务合同。"}};
    filing.signatories = {"样例甲", "样例乙", "样例丙", "023-00000000", "2017-04-10"};
    return filing;
}

std::vector<Attachment> exampleAttachments() {
    return {attachmentOf(1, "合同（样例）.PDF", "%PDF-1.4 example"), attachmentOf(2, "凭证.zip", writeZip({{"a/b", "an archive in an archive"}}).value())};
}

Contents contentsOf(BytesView package) {
    Contents contents;
    auto const entries = readZip(package).value();
    for (auto const& entry : entries) contents.emplace(entry.name, entry.bytes);
    return contents;
}

Bytes packed(Contents const& contents) {
    std::vector<ZipEntry> entries;
    for (auto const& [name, bytes] : contents) entries.push_back({name, bytes});
    return writeZip(entries).value();
}

Bytes signedAgain(Contents contents, Signer& signer, std::function<void(Manifest&)> const& change) {
    auto manifest = readManifest(contents.at("manifest.json")).value();
    auto const before = manifest.entries;
    manifest.entries.clear();
    for (auto const& [name, bytes] : contents) {
        if (name == "manifest.json" || name == "manifest.sig" || name == "signer.cer") continue;
        auto const known = std::find_if(before.begin(), before.end(), [&](auto const& entry) { return entry.name == name; });
        manifest.entries.push_back({name, known == before.end() ? "" : known->title, static_cast<std::int64_t>(bytes.size()), sha256(bytes)});
    }
    manifest.algorithm = signer.algorithm();
    manifest.signer = signer.certificate().fingerprint();
    if (change) change(manifest);
    contents["manifest.json"] = toText(manifest);
    contents["manifest.sig"] = signer.sign(contents["manifest.json"]).value();
    contents["signer.cer"] = signer.certificate().der();
    return packed(contents);
}

Bytes exchanged(Bytes text, std::string_view from, std::string_view to) {
    auto at = text.find(from);
    if (at == Bytes::npos) throw std::logic_error{"nothing to exchange: " + std::string{from}};
    for (; at != Bytes::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    return text;
}

}  // namespace zhibao::test
