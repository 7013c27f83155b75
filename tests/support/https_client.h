#pragma once
/// One connection to a server on this machine, with TLS or without, that sends whatever bytes a test wants and reads what comes back. Waits; nothing
/// waits longer than ten seconds.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "support/authority.h"

namespace zhibao::test {

struct HttpAnswer {
    unsigned status = 0;
    std::map<std::string, std::string> fields;  // names in lower case
    std::string body;
};

class HttpsClient {
public:
    enum class Protection { tls, none };
    /// Connects; isConnected says whether that went well. `authority` is whom the server's certificate must be of.
    HttpsClient(std::uint16_t port, std::string const& authority, std::optional<ShownIdentity> const& identity = {}, int highestTls = 0);
    HttpsClient(std::uint16_t port, Protection protection);
    ~HttpsClient();
    HttpsClient(HttpsClient&&) noexcept;

    [[nodiscard]] bool isConnected() const noexcept;
    /// False when the other side took no more.
    bool send(std::string_view bytes);
    /// The next answer; nothing when the connection ended before one came.
    [[nodiscard]] std::optional<HttpAnswer> receive();
    /// Sends and receives.
    [[nodiscard]] std::optional<HttpAnswer> ask(std::string_view bytes);
    /// True when nothing more comes and the other side has ended the connection.
    [[nodiscard]] bool isEnded();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// "GET path", with the fields that every request has.
[[nodiscard]] std::string getRequest(std::string const& path, std::string const& fields = {});
/// "POST path" with a body of that type.
[[nodiscard]] std::string postRequest(std::string const& path, std::string const& type, std::string_view body, std::string const& fields = {});

}  // namespace zhibao::test
