#include "rules/filing_data.h"

#include <algorithm>

#include "rules/filing_components.h"
#include "rules/filing_preparer.h"

namespace zhibao {

Result<vtl::Structure> datasetStructure(Edition const& edition, std::string_view dataset) {
    auto const what = datasetNamed(edition, dataset);
    if (!what) return fail(error::formUnknown, {{"form", std::string{dataset}}});
    return structureOf(dataset, plannedDataset(edition, *what));
}

vtl::Dataset datasetOf(Filing const& filing, Edition const& edition, vtl::Structure structure, Surroundings const& surroundings) {
    auto const what = datasetNamed(edition, structure.name);
    if (!what) return vtl::Dataset{std::move(structure)};
    std::vector<PlannedComponent> wanted;
    auto const planned = plannedDataset(edition, *what);
    for (auto& component : structure.components) {
        auto const found = std::find_if(planned.begin(), planned.end(), [&](PlannedComponent const& one) { return one.component.name == component.name; });
        // What the edition does not have stays unknown on every row.
        wanted.push_back({component, found == planned.end() ? Origin{OfHead{Unknown{}}} : found->origin});
    }
    PlannedDataset const dataset{structure.name, *what, std::move(wanted)};
    vtl::Dataset filled{dataset.structure};
    Preparer{filing, edition, surroundings}.append(dataset, filled);
    return filled;
}

}  // namespace zhibao
