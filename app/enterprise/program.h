#pragma once
/// What the windows of the enterprise program share: where its data are, what it knows, and in which language it speaks.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "calendar/survey_data.h"
#include "form/edition.h"
#include "store/bureau_news.h"
#include "store/drafts.h"
#include "ui/preferences.h"
#include "ui/window_language.h"

namespace zhibao {

class Program {
public:
    /// Opens or makes the data folder (readable by its owner only) and reads what stands beside the editions: rates and announced days.
    [[nodiscard]] static Result<std::unique_ptr<Program>> open(std::filesystem::path dataFolder, std::filesystem::path const& formsFolder,
                                                               Clock const& clock, WindowLanguage& language);

    [[nodiscard]] std::filesystem::path const& dataFolder() const noexcept { return dataFolder_; }
    [[nodiscard]] EditionLibrary& library() noexcept { return *library_; }
    [[nodiscard]] DraftStore& store() noexcept { return *store_; }
    [[nodiscard]] Clock const& clock() const noexcept { return clock_; }
    [[nodiscard]] WindowLanguage& language() noexcept { return language_; }
    [[nodiscard]] Preferences& preferences() noexcept { return preferences_; }
    /// In the data folder. The language must be known before the program is opened.
    [[nodiscard]] static std::filesystem::path preferencesIn(std::filesystem::path const& dataFolder) { return dataFolder / "preferences.ini"; }
    /// Rates, announced days and holidays: what the bureau told last, and of what it said nothing what is installed. What this gave once lives as long as the program.
    [[nodiscard]] SurveyData const& data() const noexcept { return *data_.back(); }
    /// What the bureau told last in starter files and bulletins; nothing before the first.
    [[nodiscard]] std::optional<BureauNews> const& news() const noexcept { return news_; }
    /// Reads it again. What newestNews says.
    [[nodiscard]] Result<> readNews();
    /// All editions that could be read, by id; those that could not are told in `problems`.
    [[nodiscard]] std::vector<std::shared_ptr<Edition const>> const& editions() const noexcept { return editions_; }
    [[nodiscard]] std::vector<Error> const& problems() const noexcept { return problems_; }
    /// The newest edition that is valid on the period's last day; null when there is none.
    [[nodiscard]] std::shared_ptr<Edition const> editionFor(Period const& period) const;

private:
    Program(std::filesystem::path dataFolder, Clock const& clock, WindowLanguage& language)
        : dataFolder_(std::move(dataFolder)), clock_(clock), language_(language), preferences_(preferencesIn(dataFolder_)) {}

    std::filesystem::path dataFolder_;
    Clock const& clock_;
    WindowLanguage& language_;
    Preferences preferences_;
    std::unique_ptr<EditionLibrary> library_;
    std::optional<DraftStore> store_;
    SurveyData installed_;
    std::vector<std::unique_ptr<SurveyData const>> data_;  // drafts that are open and work in the background look into earlier ones
    std::optional<BureauNews> news_;
    std::vector<std::shared_ptr<Edition const>> editions_;
    std::vector<Error> problems_;
};

}  // namespace zhibao
