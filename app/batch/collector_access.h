#pragma once
/// Whom a verb talks to over the network, and as whom.

#include <string>

#include "batch/console.h"
#include "batch/passphrase.h"
#include "transport/collector_client.h"
#include "transport/patience.h"

namespace CLI {
class App;
}

namespace zhibao {

struct CollectorFiles {
    std::string url;
    std::string trust;
    SignerFiles identity;
    std::string proxy;
    unsigned attempts = 6;
};
/// --collector, --trust, --cert, --key, --passphrase-file, --proxy and --attempts.
void addCollectorOptions(CLI::App& verb, CollectorFiles& files);
/// Errors name the file, or --collector.
[[nodiscard]] Result<CollectorClient> clientFrom(Console const& console, CollectorFiles const& files);
/// Says why it waits; ends waiting at Ctrl+C.
[[nodiscard]] Patience patienceOf(Console const& console, CollectorFiles const& files);

}  // namespace zhibao
