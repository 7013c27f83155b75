#include "batch/collector_access.h"

#include <CLI/CLI.hpp>

#include "batch/interrupt.h"
#include "i18n/sentences.h"
#include "trust/certificate.h"

namespace zhibao {

void addCollectorOptions(CLI::App& verb, CollectorFiles& files) {
    verb.add_option("--collector", files.url, "Address of the bureau's collector, such as https://collector.example:8443 / 接收端网址")->required();
    verb.add_option("--trust", files.trust, "Certificate of the authority that vouches for the collector / 所信任的机构证书")->required();
    auto* certificate = verb.add_option("--cert", files.identity.certificate, "Certificate for the connection, as the starter file brought it / 连接证书");
    auto* key = verb.add_option("--key", files.identity.key, "Its private key (P-256) / 连接私钥")->needs(certificate);
    certificate->needs(key);
    verb.add_option("--passphrase-file", files.identity.passphraseFile, "File whose first line opens the key / 口令文件")->needs(key);
    verb.add_option("--proxy", files.proxy, "Proxy, such as http://proxy.example:3128; none for none (default: what the environment says) / 代理");
    verb.add_option("--attempts", files.attempts, "How often to try what fails for a moment (default 6, about half a minute) / 尝试次数")->check(CLI::Range(1, 1'000));
}

Result<CollectorClient> clientFrom(Console const& console, CollectorFiles const& files) {
    CollectorAccess access;
    access.url = files.url;
    access.proxy = files.proxy;
    ZHIBAO_TRY(access.authorities, console.read(files.trust));
    ZHIBAO_CHECK(inside(files.trust, Certificate::read(access.authorities, KeyUse::authority)));
    if (!files.identity.key.empty()) {
        ConnectionIdentity identity;
        ZHIBAO_TRY(identity.certificate, console.read(files.identity.certificate));
        ZHIBAO_TRY(PrivateKey const key, privateKeyFrom(console, files.identity.key, files.identity.passphraseFile));
        // Stays in memory: libcurl takes it from there.
        ZHIBAO_TRY(identity.key, key.toPem());
        access.identity = std::move(identity);
    }
    return inside("--collector", CollectorClient::make(std::move(access)));
}

Patience patienceOf(Console const& console, CollectorFiles const& files) {
    Patience patience;
    patience.attempts = files.attempts;
    patience.wait = [&console](std::chrono::milliseconds wait, Error const& why) {
        console.complain(why);
        console.complainPhrase("submit-waits", {{"seconds", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count())}});
        waitForInterrupt(wait);
        return !stopOnInterrupt().stop_requested();
    };
    return patience;
}

}  // namespace zhibao
