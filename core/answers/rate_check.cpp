#include "answers/rate_check.h"

#include <algorithm>
#include <map>
#include <utility>

#include "calendar/period.h"

namespace zhibao {

std::vector<StructuralProblem> checkRates(Filing const& filing, Edition const& edition, RateTable const& rates) {
    auto const period = parsePeriod(filing.header.period);
    if (!period) return {};
    auto const quarters = Quarter::containing(lastDay(*period)).yearToDate();
    bool const isQuarter = std::holds_alternative<Quarter>(*period);
    auto const hasRate = [&](std::string const& currency) {
        if (isQuarter) return rates.find(quarters.back(), currency).has_value();
        return std::all_of(quarters.begin(), quarters.end(), [&](Quarter quarter) { return rates.find(quarter, currency).has_value(); });
    };
    // Most filings have two or three currencies.
    std::map<std::string, bool, std::less<>> known;
    auto const isKnown = [&](std::string const& currency) {
        auto const [place, isNew] = known.try_emplace(currency, false);
        if (isNew) place->second = hasRate(currency);
        return place->second;
    };
    std::map<std::string, std::vector<CellReference>> without;
    for (auto const& answers : filing.forms) {
        auto const* form = edition.findForm(answers.form);
        auto const column = form == nullptr || form->currencyColumn.empty() ? std::nullopt : form->indexOf(form->currencyColumn);
        if (!column) continue;
        for (std::size_t i = 0; i < answers.rows.size(); ++i) {
            auto const& cells = answers.rows[i].cells;
            if (*column >= cells.size()) continue;
            auto const* currency = std::get_if<std::string>(&cells[*column]);
            if (currency == nullptr || isKnown(*currency)) continue;
            bool const hasAmount = std::any_of(cells.begin(), cells.end(), [](Cell const& cell) {
                auto const* money = std::get_if<Money>(&cell);
                return money != nullptr && !money->isZero();
            });
            if (hasAmount) without[*currency].push_back({form->id, i, form->currencyColumn});
        }
    }
    std::vector<StructuralProblem> problems;
    for (auto& [currency, cells] : without) {
        auto const place = "/forms/" + cells.front().form + "/rows/" + std::to_string(cells.front().row) + "/" + cells.front().column;
        problems.push_back({StructuralLevel::query, Error{error::currencyWithoutRate, {place}, {{"currency", currency}, {"period", filing.header.period}}}, std::move(cells)});
    }
    return problems;
}

}  // namespace zhibao
