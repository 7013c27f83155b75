#pragma once
/// What the program zhibao-collector is started with.

#include <filesystem>
#include <string>
#include <vector>

#include "base/file.h"

#include "support/authority.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

namespace zhibao::test {

/// A folder with what the program is started with.
struct CollectorPlace {
    CollectorPlace() {
        auto const own = authority.issue("", allTheTime(), Authority::Use::server);
        REQUIRE(writeFile(folder / "server.pem", own.certificate));
        REQUIRE(writeFile(folder / "server.key", own.key, FileAccess::ownerOnly));
        REQUIRE(writeFile(folder / "authority.pem", authority.certificate()));
        std::filesystem::create_directory(folder / "published");
    }
    [[nodiscard]] std::vector<std::string> arguments() const {
        return {"--listen", "127.0.0.1:0", "--certificate", folder / "server.pem", "--key", folder / "server.key", "--clients", folder / "authority.pem",
                "--state", folder / "state", "--published", folder / "published", "--submissions-per-minute", "1000000", "--lang", "en"};
    }
    TemporaryFolder folder;
    Authority authority{"样例 CA"};
};

}  // namespace zhibao::test
