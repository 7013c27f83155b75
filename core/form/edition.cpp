#include "form/edition.h"

#include <algorithm>
#include <mutex>
#include <system_error>

#include "base/file.h"
#include "base/nearest.h"
#include "form/concepts.h"

namespace zhibao {

namespace {

template <class Things>
auto findById(Things const& things, std::string_view id) noexcept -> decltype(things.data()) {
    auto const found = std::find_if(things.begin(), things.end(), [&](auto const& thing) { return thing.id == id; });
    return found == things.end() ? nullptr : &*found;
}

constexpr std::string_view editionFile = "edition.json";

/// Ids name folders: small letters, digits and hyphens, in steps separated by '/'. Nothing that could leave the forms folder.
bool isEditionId(std::string_view id) {
    auto const isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '/'; };
    return !id.empty() && std::all_of(id.begin(), id.end(), isPlain) && id.front() != '/' && id.back() != '/' &&
           id.find("//") == std::string_view::npos;
}

}  // namespace

FormSet const* Edition::findFormSet(std::string_view set) const noexcept {
    return findById(formSets, set);
}

Form const* Edition::findForm(std::string_view form) const noexcept {
    return findById(forms, form);
}

Form const* Edition::profileForm() const noexcept {
    auto const isProfile = [](Form const& form) {
        return form.kind == FormKind::record && std::any_of(form.columns.begin(), form.columns.end(),
                                                            [](Column const& column) { return column.conceptId == concepts::unitName; });
    };
    auto const found = std::find_if(forms.begin(), forms.end(), isProfile);
    return found == forms.end() ? nullptr : &*found;
}

CodeList const* Edition::findList(std::string_view list) const noexcept {
    auto const found = std::find_if(lists.begin(), lists.end(), [&](auto const& entry) { return entry.first == list; });
    return found == lists.end() ? nullptr : &found->second;
}

CodeNote const* Edition::findNote(std::string_view list, std::string_view code) const noexcept {
    auto const its = notes.find(list);
    if (its == notes.end()) return nullptr;
    auto const found = its->second.find(code);
    return found == its->second.end() ? nullptr : &found->second;
}

Guide const* Edition::findGuide(std::string_view form) const noexcept {
    auto const found = std::find_if(guides.begin(), guides.end(), [&](Guide const& guide) { return guide.form == form; });
    return found == guides.end() ? nullptr : &*found;
}

TableSource const* Edition::findTable(std::string_view table) const noexcept {
    return findById(tables, table);
}

Error unknownEdition(std::string_view id, std::vector<std::string> const& known) {
    return {error::editionUnknown, {}, {{"edition", std::string{id}}, {"known", nearestOrAll(id, known)}}};
}

Error unknownFormSet(std::string_view set, Edition const& edition) {
    std::vector<std::string> known;
    for (auto const& one : edition.formSets) known.push_back(one.id);
    return {error::formSetUnknown, {}, {{"set", std::string{set}}, {"known", nearestOrAll(set, known)}}};
}

struct EditionLibrary::State {
    std::filesystem::path folder;
    std::mutex mutex;  // guards `loaded`
    std::map<std::string, std::shared_ptr<Edition const>, std::less<>> loaded;
};

EditionLibrary::EditionLibrary(std::filesystem::path formsFolder) : state_(std::make_unique<State>()) {
    state_->folder = std::move(formsFolder);
}

EditionLibrary::~EditionLibrary() = default;

std::filesystem::path const& EditionLibrary::folder() const noexcept {
    return state_->folder;
}

Result<std::vector<std::string>> EditionLibrary::ids() const {
    ZHIBAO_TRY(auto const files, listFiles(state_->folder, editionFile, true));
    std::vector<std::string> ids;
    for (auto const& file : files) {
        auto id = toText(file.parent_path().lexically_relative(state_->folder));
        if (toText(file.filename()) == editionFile && isEditionId(id)) ids.push_back(std::move(id));
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

Result<std::map<std::string, Digest>> EditionLibrary::published() const {
    auto const path = state_->folder / "published.json";
    std::map<std::string, Digest> digests;
    std::error_code problem;
    if (!std::filesystem::exists(path, problem) && !problem) return digests;
    ZHIBAO_TRY(Bytes const bytes, readFile(path));
    auto const read = [&]() -> Result<> {
        ZHIBAO_TRY(JsonValue const document, parseJson(bytes));
        JsonNode const root{document};
        ZHIBAO_CHECK(root.onlyKeys({"schema", "editions"}));
        ZHIBAO_TRY(std::string const schema, root.stringAt("schema"));
        if (schema != "published-1") return root.fail(error::editionSchemaUnknown, {{"expected", "published-1"}, {"got", schema}});
        ZHIBAO_TRY(JsonNode const editions, root.at("editions"));
        ZHIBAO_TRY(auto const members, editions.members());
        for (auto const& [id, node] : members) {
            ZHIBAO_TRY(std::string const hex, node.string());
            ZHIBAO_TRY(Digest const digest, inside(node.pointer(), Digest::parse(hex)));
            digests.emplace(id, digest);
        }
        return {};
    };
    ZHIBAO_CHECK(inside(toText(path), read()));
    return digests;
}

Result<std::shared_ptr<Edition const>> EditionLibrary::find(std::string_view id) const {
    // Loading under the lock: an edition takes milliseconds, and two threads must not load it twice.
    std::lock_guard const lock{state_->mutex};
    if (auto const found = state_->loaded.find(id); found != state_->loaded.end()) return found->second;
    std::string const name{id};
    auto const unknown = [&] { return tl::unexpected(unknownEdition(id, ids().value_or(std::vector<std::string>{}))); };
    if (!isEditionId(id)) return unknown();
    auto const editionFolder = state_->folder / pathOf(id);
    std::error_code problem;
    if (!std::filesystem::exists(editionFolder / editionFile, problem)) return unknown();
    ZHIBAO_TRY(auto const digests, published());
    ZHIBAO_TRY(Edition edition, loadEdition(editionFolder));
    auto const place = toText(editionFolder / editionFile);
    if (edition.id != id) return fail(error::editionIdDiffers, {{"expected", name}, {"got", edition.id}}, place);
    auto const recorded = digests.find(name);
    if (recorded == digests.end() && edition.status == Edition::Status::published)
        return fail(error::editionNotRecorded, {{"edition", name}, {"got", edition.digest.hex()}}, place);
    if (recorded != digests.end() && recorded->second != edition.digest) {
        return fail(error::editionChanged, {{"edition", name}, {"expected", recorded->second.hex()}, {"got", edition.digest.hex()}}, place);
    }
    auto shared = std::make_shared<Edition const>(std::move(edition));
    state_->loaded.emplace(name, shared);
    return shared;
}

}  // namespace zhibao
