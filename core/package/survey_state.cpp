#include "package/survey_state.h"

#include <utility>

#include "calendar/holidays.h"
#include "calendar/rates.h"
#include "calendar/schedule.h"

namespace zhibao {

namespace {

/// The document, once it could be read as what it has to be.
template <class T>
Result<Bytes> readable(OpenedExchange const& exchange, std::string_view name, Result<T> (*parse)(BytesView)) {
    ZHIBAO_TRY(auto const bytes, exchange.at(name));
    ZHIBAO_CHECK(inside(name, parse(bytes)));
    return Bytes{bytes};
}

Result<Schedule> parseSchedule(BytesView csv) {
    return Schedule::parse(csv);
}

}  // namespace

void addState(std::vector<ExchangeEntry>& entries, SurveyState const& state) {
    entries.push_back({std::string{entry::holidays}, state.holidays});
    entries.push_back({std::string{entry::periods}, state.periods});
    entries.push_back({std::string{entry::rates}, state.rates});
    entries.push_back({std::string{entry::revocations}, state.revocations});
}

JsonValue editionsJson(SurveyState const& state) {
    JsonValue::Array editions;
    for (auto const& edition : state.editions) editions.push_back(JsonValue::Object{{"id", edition.id}, {"digest", edition.digest.hex()}});
    return editions;
}

Result<SurveyState> readState(OpenedExchange const& exchange, JsonNode const& mainDocument, Certificate const& authority) {
    SurveyState state;
    ZHIBAO_TRY(auto const list, mainDocument.at("editions"));
    ZHIBAO_TRY(auto const nodes, list.elements());
    for (auto const& node : nodes) {
        ZHIBAO_CHECK(node.onlyKeys({"id", "digest"}));
        EditionDigest edition;
        ZHIBAO_TRY(edition.id, node.stringAt("id"));
        ZHIBAO_TRY(auto const digest, node.stringAt("digest"));
        ZHIBAO_TRY(edition.digest, inside(node.pointer() + "/digest", Digest::parse(digest)));
        state.editions.push_back(std::move(edition));
    }
    ZHIBAO_TRY(state.holidays, readable(exchange, entry::holidays, &Holidays::parse));
    ZHIBAO_TRY(state.periods, readable(exchange, entry::periods, &parseSchedule));
    ZHIBAO_TRY(state.rates, readable(exchange, entry::rates, &RateTable::parse));
    ZHIBAO_TRY(auto const revocations, exchange.at(entry::revocations));
    ZHIBAO_CHECK(inside(entry::revocations, readRevocationList(revocations, authority)));
    state.revocations = revocations;
    return state;
}

}  // namespace zhibao
