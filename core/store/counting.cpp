#include "store/counting.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "store/event_log.h"

namespace zhibao {

namespace {

using Positions = std::vector<std::size_t>;

/// The versions of one filing as trees. Positions are those in the sorted list. What the bureau decided about a version that waits stands for
/// everything with a lower number, so each such decision begins a stage, with trees of its own.
class VersionTrees {
public:
    explicit VersionTrees(std::vector<VersionFact> const& versions) : versions_(&versions), followers_(versions.size()), isReached_(versions.size(), false) {
        std::map<Digest, std::size_t> known;
        for (std::size_t i = 0; i < versions.size(); ++i) known.emplace(versions[i].identity, i);
        // Sorted by number, a predecessor stands before its followers. One that does not have the lower number is none.
        std::vector<std::optional<std::size_t>> predecessors(versions.size());
        std::vector<std::int64_t> starts;
        for (std::size_t i = 0; i < versions.size(); ++i) {
            auto const& version = versions[i];
            if (version.replaces) {
                auto const found = known.find(*version.replaces);
                if (found != known.end() && versions[found->second].number < version.number && isReached_[found->second]) predecessors[i] = found->second;
            }
            bool const isDecided = version.isAccepted && version.isDecided;
            isReached_[i] = !version.replaces || predecessors[i] || isDecided;
            if (version.replaces && !predecessors[i] && isDecided) starts.push_back(version.number);
        }
        auto const stageOf = [&](std::size_t position) {
            return static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), versions[position].number) - starts.begin());
        };
        roots_.resize(starts.size() + 1);
        for (std::size_t i = 0; i < versions.size(); ++i) {
            if (!isReached_[i]) continue;
            bool const follows = predecessors[i] && stageOf(*predecessors[i]) == stageOf(i);
            (follows ? followers_[*predecessors[i]] : roots_[stageOf(i)]).push_back(i);
        }
    }

    [[nodiscard]] bool isReached(std::size_t position) const { return isReached_[position]; }

    /// Walks from the first version to the last that is undisputed; `fork` gets the heads of the sides it ends at.
    [[nodiscard]] Positions line(Positions& fork) const {
        Positions way;
        for (auto const& roots : roots_) {
            fork.clear();
            auto const* sides = &roots;
            while (!sides->empty()) {
                auto const side = sides->size() == 1 ? std::optional{sides->front()} : chosenSide(*sides);
                if (!side) {
                    fork = *sides;
                    break;
                }
                way.push_back(*side);
                sides = &followers_[*side];
            }
        }
        return way;
    }

    /// Everything on the side that starts there.
    void addSide(std::size_t head, Positions& side) const {
        auto const first = side.size();
        side.push_back(head);
        for (auto next = first; next < side.size(); ++next) {
            auto const& followers = followers_[side[next]];
            side.insert(side.end(), followers.begin(), followers.end());
        }
    }

private:
    [[nodiscard]] std::int64_t highestNumber(std::size_t head) const {
        Positions side;
        addSide(head, side);
        // Followers stand behind what they follow, so the last in the list has the highest number.
        return (*versions_)[*std::max_element(side.begin(), side.end())].number;
    }

    /// The side that the unit has followed, if one is ahead of all others.
    [[nodiscard]] std::optional<std::size_t> chosenSide(Positions const& sides) const {
        std::optional<std::size_t> ahead;
        std::int64_t highest = 0;
        for (auto const side : sides) {
            auto const number = highestNumber(side);
            if (number < highest) continue;
            ahead = number > highest ? std::optional{side} : std::nullopt;
            highest = number;
        }
        if (ahead && followers_[*ahead].empty()) return std::nullopt;
        return ahead;
    }

    std::vector<VersionFact> const* versions_;
    std::vector<Positions> roots_;  // by stage
    std::vector<Positions> followers_;
    std::vector<bool> isReached_;
};

constexpr std::string_view factColumns =
    "v.version_id, v.number, v.identity, v.replaces, (SELECT kind FROM decision d WHERE d.version_id = v.version_id ORDER BY event DESC LIMIT 1), "
    "(SELECT e.kind FROM decision d JOIN event e ON e.number = d.event WHERE d.version_id = v.version_id ORDER BY d.event DESC LIMIT 1), v.filing_id, v.kind = 'withdrawal' "
    "FROM filing_version v ";

VersionFact factIn(Cursor const& rows) {
    return {rows.integer(0), rows.integer(1), digestIn(rows, 2).value_or(Digest{}), digestIn(rows, 3), rows.text(4) == "accepted", rows.text(5) == "version-accepted", rows.integer(7) != 0};
}

}  // namespace

FilingStanding standingOf(std::vector<VersionFact> versions) {
    std::sort(versions.begin(), versions.end(), [](VersionFact const& left, VersionFact const& right) {
        return left.number != right.number ? left.number < right.number : left.identity < right.identity;
    });
    VersionTrees const trees{versions};
    FilingStanding standing;
    Positions fork;
    for (auto const position : trees.line(fork))
        if (versions[position].isAccepted) {
            auto const& accepted = versions[position];
            standing.counted = accepted.isWithdrawal ? std::nullopt : std::optional{accepted.version};
            standing.withdrawal = accepted.isWithdrawal ? std::optional{accepted.version} : std::nullopt;
        }
    Positions sides;
    for (auto const head : fork) trees.addSide(head, sides);
    std::sort(sides.begin(), sides.end());
    for (auto const position : sides) standing.forked.push_back(versions[position].version);
    for (std::size_t i = 0; i < versions.size(); ++i)
        if (!trees.isReached(i)) standing.gaps.push_back(versions[i].version);
    return standing;
}

Result<FilingStanding> standingOf(Database& database, std::int64_t filing) {
    static std::string const sql = "SELECT " + std::string{factColumns} + "WHERE v.filing_id = ?1";
    ZHIBAO_TRY(auto rows, database.query(sql, {filing}));
    std::vector<VersionFact> versions;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!more) return standingOf(std::move(versions));
        versions.push_back(factIn(rows));
    }
}

Result<> forEachStanding(Database& database, std::function<void(std::int64_t filing, FilingStanding const& standing)> const& take) {
    static std::string const sql = "SELECT " + std::string{factColumns} +
                                   "WHERE v.filing_id IN (SELECT filing_id FROM filing_version GROUP BY filing_id HAVING count(*) > 1 OR count(replaces) > 0) "
                                   "ORDER BY v.filing_id";
    ZHIBAO_TRY(auto rows, database.query(sql));
    std::vector<VersionFact> versions;
    std::int64_t filing = 0;
    for (;;) {
        ZHIBAO_TRY(bool const more, rows.next());
        if (!versions.empty() && (!more || rows.integer(6) != filing)) take(filing, standingOf(std::exchange(versions, {})));
        if (!more) return {};
        filing = rows.integer(6);
        versions.push_back(factIn(rows));
    }
}

Result<FilingStanding> recount(Database& database, std::int64_t filing) {
    ZHIBAO_TRY(auto standing, standingOf(database, filing));
    if (!standing.counted)
        ZHIBAO_CHECK(database.execute("DELETE FROM counted WHERE filing_id = ?1", {filing}));
    else
        ZHIBAO_CHECK(database.execute("INSERT INTO counted (filing_id, version_id) VALUES (?1, ?2) ON CONFLICT (filing_id) DO UPDATE SET version_id = ?2",
                                      {filing, *standing.counted}));
    return standing;
}

}  // namespace zhibao
