#pragma once
/// The bureau's database: opened with its schema checked, settings kept as rows of the ledger. The functions of this folder take one;
/// each thread opens its own.

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/error.h"
#include "store/database.h"

namespace zhibao {

namespace error {
inline constexpr ErrorCode settingValueUnknown{"setting-value-unknown"};  // name, text, expected
}  // namespace error

/// Who accepts filings.
enum class AcceptancePolicy {
    automatic,  // a clean filing is accepted when it arrives
    manual      // a person accepts
};

class BureauDatabase {
public:
    /// A new, empty ledger. databaseExists and what else a database can say.
    [[nodiscard]] static Result<BureauDatabase> create(std::filesystem::path const& path, Moment moment, Database::Options options = {});
    /// Opens for writing (and brings an older database up to date, see migrations.h), or for reading only.
    [[nodiscard]] static Result<BureauDatabase> open(std::filesystem::path const& path, Database::Access access = Database::Access::readWrite,
                                                     Database::Options options = {});

    [[nodiscard]] std::filesystem::path const& path() const noexcept { return database_->path(); }
    /// For the functions of this folder. Reading through a constant database is the rule; only the ledger, the register and settings write.
    [[nodiscard]] Database& connection() const noexcept { return *database_; }

    [[nodiscard]] Result<AcceptancePolicy> acceptancePolicy() const;
    [[nodiscard]] Result<> setAcceptancePolicy(AcceptancePolicy policy, Moment moment, std::string_view actor);

private:
    explicit BureauDatabase(Database database) : database_(std::make_unique<Database>(std::move(database))) {}
    std::unique_ptr<Database> database_;
};

[[nodiscard]] std::string_view nameOf(AcceptancePolicy policy) noexcept;  // "auto", "manual"
[[nodiscard]] Result<AcceptancePolicy> acceptancePolicyNamed(std::string_view name);  // settingValueUnknown

}  // namespace zhibao
