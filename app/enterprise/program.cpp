#include "enterprise/program.h"

#include <algorithm>

#include "base/file.h"

namespace zhibao {

Result<std::unique_ptr<Program>> Program::open(std::filesystem::path dataFolder, std::filesystem::path const& formsFolder, Clock const& clock,
                                               WindowLanguage& language) {
    std::unique_ptr<Program> program{new Program{std::move(dataFolder), clock, language}};
    std::error_code problem;
    std::filesystem::create_directories(program->dataFolder_, problem);
    if (problem) return fail(error::fileUnwritable, {{"text", problem.message()}}, toText(program->dataFolder_));
    // Answers of a unit and its key lie here.
    std::filesystem::permissions(program->dataFolder_, std::filesystem::perms::owner_all, problem);
    ZHIBAO_TRY(auto store, DraftStore::open(program->dataFolder_ / "drafts.db"));
    program->store_.emplace(std::move(store));

    program->library_ = std::make_unique<EditionLibrary>(formsFolder);
    ZHIBAO_TRY(auto const ids, program->library_->ids());
    for (auto const& id : ids) {
        // One broken edition does not keep the others from being filled in.
        if (auto edition = program->library_->find(id)) program->editions_.push_back(*std::move(edition));
        else program->problems_.push_back(edition.error());
    }
    ZHIBAO_TRY(program->data_, loadSurveyData(formsFolder));
    return program;
}

std::shared_ptr<Edition const> Program::editionFor(Period const& period) const {
    std::shared_ptr<Edition const> best;
    auto const day = lastDay(period);
    for (auto const& edition : editions_) {
        if (edition->validFrom > day || (edition->validUntil && *edition->validUntil < day)) continue;
        if (!best || best->validFrom < edition->validFrom || (best->validFrom == edition->validFrom && best->id < edition->id)) best = edition;
    }
    return best;
}

}  // namespace zhibao
