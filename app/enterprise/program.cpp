#include "enterprise/program.h"

#include "base/file.h"
#include "calendar/edition_choice.h"

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
    // One broken edition does not keep the others from being filled in.
    ZHIBAO_TRY(auto readable, readableEditions(*program->library_));
    program->editions_ = std::move(readable.editions);
    program->problems_ = std::move(readable.problems);
    ZHIBAO_TRY(program->installed_, loadSurveyData(formsFolder));
    program->data_.push_back(std::make_unique<SurveyData const>(program->installed_));
    // What can no longer be read of it keeps nobody from working with what is installed.
    if (auto const read = program->readNews(); !read) program->problems_.push_back(read.error());
    for (auto& misfit : misfitsOf(program->installed_.schedule, program->editions_, formsFolder)) program->problems_.push_back(std::move(misfit));
    return program;
}

Result<> Program::readNews() {
    ZHIBAO_TRY(auto news, newestNews(*store_));
    if (!news) return {};
    ZHIBAO_TRY(auto const told, parseSurveyData(news->state.holidays, news->state.periods, news->state.rates));
    data_.push_back(std::make_unique<SurveyData const>(completed(told, installed_)));
    news_ = std::move(news);
    return {};
}

std::shared_ptr<Edition const> Program::editionFor(Period const& period) const {
    return zhibao::editionFor(editions_, period);
}

}  // namespace zhibao
