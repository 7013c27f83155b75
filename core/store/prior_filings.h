#pragma once
/// What the bureau's database knows of a unit's earlier filings, for intake. Reads beside the writer, over a connection of its own.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "intake/prior_filings.h"
#include "store/bureau_database.h"

namespace zhibao {

class BureauPriorFilings final : public PriorFilings {
public:
    [[nodiscard]] static Result<std::unique_ptr<PriorFilings>> open(std::filesystem::path const& path);
    [[nodiscard]] Result<Known> of(UnitCode const& unit, std::vector<FilingName> const& wanted, Date day) override;

private:
    explicit BureauPriorFilings(BureauDatabase database) noexcept : database_(std::move(database)) {}
    [[nodiscard]] Result<std::optional<RegisteredUnit>> registered(std::int64_t unit, Date day);
    BureauDatabase database_;
};

}  // namespace zhibao
