#pragma once
/// A collector in this process, with real connections.

#include <cstdio>
#include <memory>
#include <string>

#include "base/file.h"
#include "collector/server.h"
#include "collector/service.h"

#include "support/authority.h"
#include "support/https_client.h"
#include "support/temporary_folder.h"

namespace zhibao::collector {

/// A collector on loopback with everything it needs.
struct LoopbackCollector {
    explicit LoopbackCollector(ServerLimits const& limits = {})
        : trust(std::make_shared<ClientTrust const>(ClientTrust::read(authority.certificate(), {}).value())),
          service({spool, registrations, published, [this] { return trust; }, clock, [this](Error const& error) { log.problem(error); }}),
          admin(metrics, spool, registrations), server({metrics, log}, limits) {
        auto const own = authority.issue("", test::allTheTime(), test::Authority::Use::server);
        port = server.listen("127.0.0.1:0", service, TlsIdentity::read(own.certificate, own.key, authority.certificate()).value()).value();
        adminPort = server.listenPlainly("127.0.0.1:0", admin).value();
        server.start();
    }
    ~LoopbackCollector() {
        server.stop();
        std::fclose(logFile);
    }

    [[nodiscard]] test::HttpsClient known(std::string const& code = "91999999000000019D") { return test::HttpsClient{port, authority.certificate(), authority.issue(code, test::allTheTime())}; }
    [[nodiscard]] test::HttpsClient stranger() const { return test::HttpsClient{port, authority.certificate()}; }
    [[nodiscard]] std::string logged() const {
        std::fflush(logFile);
        return readFile(folder / "log").value();
    }

    test::TemporaryFolder folder;
    std::FILE* logFile = std::fopen((folder / "log").c_str(), "w");
    SystemClock clock;
    Log log{logFile, clock};
    test::Authority authority{"样例 CA"};
    Spool spool = Spool::open(folder / "spool").value();
    Registrations registrations{folder.path(), 10};
    Published published{folder / "published"};
    std::shared_ptr<ClientTrust const> trust;
    Metrics metrics;
    Service service;
    AdminService admin;
    std::uint16_t port = 0;
    std::uint16_t adminPort = 0;
    Server server;  // last: it ends before what it uses
};

}  // namespace zhibao::collector
