#pragma once
/// A certificate authority for tests of connections, on plain OpenSSL calls: certificates of any validity and use, and revocation lists. Nothing
/// of it is stored.

#include <memory>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "trust/certificate.h"

namespace zhibao::test {

/// A certificate and its key, in PEM.
struct ShownIdentity {
    std::string certificate;
    std::string key;
    long serial = 0;
    /// The certificate alone.
    [[nodiscard]] Bytes der() const;
};

class Authority {
public:
    explicit Authority(std::string const& name);
    ~Authority();

    enum class Use { client, server };
    /// `unit` becomes the subject's serialNumber; empty: there is none.
    [[nodiscard]] ShownIdentity issue(std::string const& unit, Validity const& validity, Use use = Use::client);
    [[nodiscard]] std::string certificate() const;
    /// A list of those serial numbers, made at `from` and to be renewed at `until`.
    [[nodiscard]] std::string revocationList(std::vector<long> const& serials, Validity const& validity) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// From 2000 to 2049, so that tests with the machine's clock do not end one day.
[[nodiscard]] Validity allTheTime();

}  // namespace zhibao::test
