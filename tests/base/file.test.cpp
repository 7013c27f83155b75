#include <filesystem>
#include <fstream>

#include "base/file.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("what a library writes to a path comes back as bytes, and the path is gone", "[base][file]") {
    std::filesystem::path seen;
    auto const bytes = bytesWrittenTo([&](std::filesystem::path const& path) -> Result<> {
        seen = path;
        std::ofstream{path} << "written";
        return {};
    });
    REQUIRE(bytes);
    CHECK(*bytes == "written");
    CHECK_FALSE(seen.empty());
    CHECK_FALSE(std::filesystem::exists(seen.parent_path()));
}

TEST_CASE("a writer that fails, or writes nothing, gives an error and leaves nothing behind", "[base][file]") {
    std::filesystem::path seen;
    auto const refused = bytesWrittenTo([&](std::filesystem::path const& path) -> Result<> {
        seen = path;
        std::ofstream{path} << "half";
        return fail(error::fileUnwritable, {{"text", "full"}});
    });
    REQUIRE_FALSE(refused);
    CHECK(refused.error().arguments.at("text") == "full");
    CHECK_FALSE(std::filesystem::exists(seen.parent_path()));
    CHECK(bytesWrittenTo([](std::filesystem::path const&) -> Result<> { return {}; }).error().code == error::fileUnreadable);
}
