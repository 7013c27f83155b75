#include "table/summary.h"

#include <algorithm>

#include "register/credit_code.h"
#include "store/accepted_rows.h"
#include "store/event_log.h"
#include "store/openings.h"
#include "store/rates.h"
#include "store/register.h"
#include "table/definition.h"
#include "table/words.h"

namespace zhibao {

namespace {

bool isEmpty(Cube const& cube) {
    bool hasCells = false;
    cube.forEach([&](CubeCell const&) { hasCells = true; });
    return !hasCells;
}

}  // namespace

Result<Cube> cubeOf(BureauDatabase const& database, Edition const& edition, CubeShape const& shape, Quarter first, Quarter last, Progress* progress,
                    std::stop_token const& stop) {
    auto const* items = edition.findList("items");
    if (items == nullptr) return fail(error::listUnknown, {{"list", "items"}}, edition.id);
    DefaultSectors const sectors{*items};
    CubeBuilder builder{shape, sectors};
    auto const add = [&](AcceptedRow const& row) -> Result<> {
        if (stop.stop_requested()) return fail(error::cancelled);
        return builder.add(row);
    };
    ZHIBAO_CHECK(forEachAcceptedRow(database, first, last, add, progress));
    return builder.build();
}

Result<Table> summaryTable(BureauDatabase const& database, Edition const& edition, RateTable const& starter, std::string_view table,
                           TableOptions const& options, Clock const& clock, Progress* progress, std::stop_token const& stop) {
    ZHIBAO_TRY(TableDefinition const definition, findTableDefinition(edition, table));
    auto const [first, last] = quartersFor(definition, options);
    ZHIBAO_TRY(Cube const cube, cubeOf(database, edition, shapeFor(definition), first, last, progress, stop));
    ZHIBAO_TRY(auto const units, registeredUnits(database));
    ZHIBAO_TRY(RateTable const rates, bureauRates(database, starter));
    ZHIBAO_TRY(LogHead const head, headOf(database.connection()));
    TableContext context{edition, rates, {}, {}, head.digest.hex().substr(0, 16), clock.now(), false};
    context.dataAreExamples = std::any_of(units.begin(), units.end(), [](SurveyUnit const& unit) { return isExampleCode(unit.code); });
    ZHIBAO_TRY(Table made, buildTable(definition, cube, options, context));
    ZHIBAO_TRY(auto const opened, openedQuarters(database));
    bool const isOpened = std::find(opened.begin(), opened.end(), options.period) != opened.end();
    if (!isOpened) made.notes.insert(made.notes.begin(), notOpenedNote(options.period, options.language));
    else if (isEmpty(cube)) made.notes.insert(made.notes.begin(), nothingCountedNote(options.language));
    return made;
}

}  // namespace zhibao
